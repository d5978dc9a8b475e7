"""Who was there too, by a sentence of his own: "B took part as well", "A was accompanied by B"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.marking.attending import JOINED, People, add, doer, joined_by
from communique.marking.passages import Passage
from communique.marking.told import Scene, Told
from communique.model.marks import EngagementKind, EngagementStatus

if TYPE_CHECKING:
    from spacy.tokens import Token

_PRESENT = frozenset(["took", "take", "takes", "participated", "participate", "attended", "was", "were", "joined"])


def join(scene: Scene, passage: Passage, token: Token, before: Sequence[Told]) -> None:
    """ "The Defence Minister was also present", "X and Y took part": they were at the one told just before."""
    if token.lower_ in JOINED and token.tag_ == "VBN":
        _joined(scene, passage, token, before)
        return
    if token.lower_ not in _PRESENT or token.tag_ not in ("VBD", "VBP", "VBZ"):
        return
    objects = [c for c in token.children if c.dep_ in ("dobj", "acomp", "attr")]
    said = [c.lower_ for c in objects]
    if token.lower_ in ("was", "were"):
        joins = said == ["present"] or any(c.lower_ == "present" for c in token.children)
    else:
        joins = said in (["part"], []) and not any(c.dep_ == "prep" for o in objects for c in o.children)
        joins = joins and not any(c.dep_ == "prep" and c.lower_ in ("in", "at") for c in token.children)
    told = next((t for t in reversed(before) if t.passage == passage.n or t.sentences[-1][0] == passage.n), None)
    subject = doer(token)
    if not joins or told is None or subject is None or any(c.dep_ == "neg" for c in token.children):
        return
    if told.kind is EngagementKind.VISIT or not told.people:
        return
    people: People = {}
    for one in subject.subtree:
        if one.dep_ not in ("poss", "compound"):
            add(scene, people, passage, one, "participant")
    for figure, part in people.items():
        if scene.is_person(figure):
            told.people.setdefault(figure, part)
    told.spans.append(passage.span(token.idx, token.idx + len(token.text)))
    told.sentences.append((passage.n, *passage.sentence_of(token.i)))


def _joined(scene: Scene, passage: Passage, token: Token, before: Sequence[Told]) -> None:
    """ "He was accompanied by B": B was with him at the one told just before."""
    subject = next((c for c in token.children if c.dep_ == "nsubjpass"), None)
    whose = token.dep_ == "relcl" and subject is not None and subject.lower_ == "who"
    named = token.head if whose else subject  # "A will meet B, who will be joined by C": B
    resolved = scene.discourse.at(passage.n, named.i) if named is not None else None
    if resolved is None or not resolved.figures or any(c.dep_ == "neg" for c in token.children):
        return
    ahead = any(c.dep_ == "aux" and c.lower_ in ("will", "shall") for c in token.children)
    status = EngagementStatus.PLANNED if ahead else EngagementStatus.HELD
    people = set(resolved.figures)
    here = [t for t in before if people <= set(t.people) and t.at_sentence(passage, token.i)]
    for told in here if whose else _just_told(scene, before, passage, token, people):
        if told.status is status and joined_by(
            scene, told.people, passage, token, told.people[resolved.figures[0]].role
        ):
            told.spans.append(passage.span(token.idx, token.idx + len(token.text)))
            told.sentences.append((passage.n, *passage.sentence_of(token.i)))


def _just_told(scene: Scene, before: Sequence[Told], passage: Passage, token: Token, people: set[int]) -> list[Told]:
    """What these people have last been told to do, in the sentence before: "A travelled to X and met B. He was joined
    by C" is of both; else the last thing that the passage, or the one above it, tells of them."""
    own = [t for t in before if people <= set(t.people)]
    first, _ = passage.sentence_of(token.i)
    last = max((s[1] for t in own for s in t.sentences if s[0] == passage.n and s[1] < first), default=None)
    if last is not None:
        return [t for t in own if any(s[0] == passage.n and s[1] == last for s in t.sentences)]
    above = [t for t in own if any(s[0] in (passage.n - 1, passage.n) for s in t.sentences)]
    return above[-1:]
