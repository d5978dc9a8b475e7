"""Who was there, by a list of its own: "Participants included A and B", "the delegation was led by A"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.marking.attending import People
from communique.marking.passages import Passage
from communique.marking.told import GATHERINGS, Scene, Told
from communique.model.document import BlockKind
from communique.model.marks import ActorKind, EngagementKind, EngagementStatus, Form, Participation

if TYPE_CHECKING:
    from spacy.tokens import Token

_INCLUDES = frozenset(("included", "include", "includes"))
_PRESENT = frozenset(("participants", "attendees", "representatives", "participation", "attendance", "guests"))
_ENDS = re.compile(r"(?<![A-Z])(?<!\b(?:Dr|Mr|Ms|Jr|Sr|St))(?<!\b(?:Gen|Lt\.|Mrs|Sen|Rep))\.(?:\s|$)")
_SENDERS = (ActorKind.STATE, ActorKind.ORGANISATION)
_LEADS = frozenset(("led", "headed"))
_WERE = frozenset(("was", "were"))
# matches: Joining President A on the call  –  Also taking part in the meeting  –  In attendance
_JOINING = re.compile(
    r"(?:Also )?(?:[Jj]oining|[Pp]articipating|[Aa]ttending|[Tt]aking part|[Pp]resent|[Ii]n attendance)\b[^.;:]*"
)
_FROM = re.compile(r"\b(?:representatives|leaders|ministers|officials) (?:from|of) (?:the )?[^.;:()]*$")
_OPENS = re.compile(r":\s*$")


def list_attendees(scene: Scene, passage: Passage, token: Token, before: Sequence[Told]) -> None:
    """Puts those whom such a list names among the people of the gathering that the text has told last."""
    if token.lower_ in _WERE and _JOINING.match(
        passage.text, passage.doc[passage.sentence_of(token.i)[0]].idx, token.idx
    ):
        _put(scene, passage, token, before, EngagementStatus.HELD)
        return
    subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or any(c.dep_ == "neg" for c in token.children):
        return
    if token.lower_ in _INCLUDES and token.tag_[:1] == "V":
        if subject.lower_ not in _PRESENT and not _is_gathering(scene, subject):
            return
    elif token.lower_ not in _LEADS or subject.lower_ != "delegation" or subject.dep_ != "nsubjpass":
        return
    ahead = any(c.dep_ == "aux" and c.lower_ in ("will", "shall") for c in token.children)
    _put(scene, passage, token, before, EngagementStatus.PLANNED if ahead else EngagementStatus.HELD)


def _put(scene: Scene, passage: Passage, token: Token, before: Sequence[Told], status: EngagementStatus) -> None:
    told = next((t for t in reversed(before) if _may_be_of(t, status) and passage.n - t.sentences[-1][0] <= 3), None)
    people = _named_after(scene, passage, token.idx + len(token.text)) if told is not None else {}
    if told is None or not people:
        return
    for figure, part in people.items():
        told.people.setdefault(figure, part)
    told.spans.append(passage.span(token.idx, token.idx + len(token.text)))
    told.sentences.append((passage.n, *passage.sentence_of(token.i)))


def _may_be_of(told: Told, status: EngagementStatus) -> bool:
    kinds = (*GATHERINGS, EngagementKind.EVENT)
    return told.kind in kinds and (told.status is status or told.heading) and bool(told.people)


def _is_gathering(scene: Scene, noun: Token) -> bool:
    """ "The meeting included", "today’s call included": the gathering that was told, not another with a name."""
    definite = any(c.lower_ in ("the", "this") or c.dep_ == "poss" for c in noun.children)
    return definite and any(
        word.pos == "noun" and word.kind in ("meeting", "call", "summit", "event")
        for word in scene.lexicon.engagements.get(noun.lower_, ())
    )


def _named_after(scene: Scene, passage: Passage, start: int) -> People:
    """The people named from here to the end of the sentence; below a colon those of the items that follow."""
    end = _ENDS.search(passage.text, start)
    found = _people(scene, passage, start, end.start() if end is not None else len(passage.text))
    if not _OPENS.search(passage.text):
        return found
    for below in scene.passages[passage.n + 1 :]:
        if below.block.kind is not BlockKind.ITEM:
            break
        found |= dict(list(_people(scene, below, 0, len(below.text)).items())[:1])
    return found


def _people(scene: Scene, passage: Passage, start: int, end: int) -> People:
    found: People = {}
    for index, naming in enumerate(passage.namings):
        sent = naming.kind in _SENDERS and naming.form is Form.NAME and _FROM.search(passage.text, start, naming.start)
        if (naming.kind is ActorKind.PERSON or sent) and start <= naming.start and naming.end <= end:
            figure = scene.figures.of_naming[passage.n, index]
            span = passage.span(naming.start, naming.end)
            found.setdefault(figure, Participation(figure, "participant", span))
    return found
