"""People whom a text names in a list or by the office of their state, where the parser sees no list and no person."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from communique.marking.naming import Naming
from communique.marking.passages import Passage
from communique.marking.told import Scene
from communique.model.marks import ActorKind, Participation
from communique.model.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.marking.discourse import Resolved

_LISTED = re.compile(  # what stands between two of a list: ", "  –  " of the Republic (ABC), and "
    r"(?:\s*\([^()]{1,12}\))?\s*"
    r"(?:[,;]\s*(?:(?:and|as well as|along with)\s+)?|(?:and|as well as|along with)\s+)(?:the\s+)?",
    re.IGNORECASE,
)
_OFFICE = re.compile(  # matches: Assistant Secretary for Northern Affairs
    r"(?:(?:[A-Z][\w.’'&-]*|for|of|the|to|and|on|in|\([A-Z.]{2,8}\)),?\s+){1,14}"
)
_SERVES = re.compile(  # matches, between two people: ", Adviser to the "  –  ", Chief Harbour Adviser of "  –  " to "
    r"(?:,\s+(?:the\s+)?(?:(?:[A-Z][\w.’'&-]*|for|of|and|on)\s+){0,8}"
    r"(?:Advis[eo]r|Assistant|Aide|Counsell?or|Chief|Head|Director|Coordinator|Envoy|Representative|Sherpa|Cabinet|Staff"
    r"|Spokes\w+|Deputy|Chair\w*)|\s*)\s+(?:of|to|for)\s+(?:the\s+)?"
)
_OF_STATE = re.compile(r"\s+of\s+(?:the\s+)?(?:[A-Z][\w’'-]+\s?){1,4}?(?=,|\s?and\b)")  # of Zubrowka, before "and"
# matches, before a verb: " of Zubrowka, also"  –  " today"
_TO_VERB = re.compile(r"(?:\s+of\s+(?:the\s+)?(?:[A-Z][\w’'-]+\s?){1,4})?[a-z ,-]{0,30}")
# matches, before a list: Today,  –  On May 3, Chief of Staff
_LEAD = re.compile(
    r"(?:(?:Today|Yesterday|Earlier today|This \w+|On [^,]{3,25}(?:, \d{4})?),?\s+)?(?:the\s+)?"
    rf"(?:{_OFFICE.pattern})?"
)
_QUALIFIES = re.compile(r"\s*(?:\([A-Z.]{2,8}\))?\s*\(?")


def officer_of(scene: Scene, passage: Passage, resolved: Resolved) -> Participation | None:
    """ "With Republic of X (RX) Minister A": the person whose office the state's name only qualifies."""
    if len(resolved.figures) != 1 or scene.kind(resolved.figures[0]) not in (ActorKind.STATE, ActorKind.OFFICE):
        return None
    for index, naming in enumerate(passage.namings):
        if naming.kind is not ActorKind.PERSON or not naming.titles or naming.name_start < resolved.end:
            continue
        title = min(t.start for t in naming.titles)
        near = naming.name_start - max(t.end for t in naming.titles) <= 2
        if (
            near
            and resolved.start <= title
            and _QUALIFIES.fullmatch(passage.text[resolved.end : max(title, resolved.end)])
        ):
            figure = scene.figures.of_naming[passage.n, index]
            return Participation(figure, "participant", passage.span(naming.name_start, naming.name_end))
        break
    return None


def named_together(scene: Scene, passage: Passage, token: Token) -> list[tuple[int, Span]]:
    """Those whom a list names after the person at `token`, whatever the parser made of it: "with President A of X
    (XYZ), Prime Minister B of Y, and King C of Z". Who does something of his own there ends the list."""
    namings = [(i, n) for i, n in enumerate(passage.namings) if n.kind is ActorKind.PERSON]
    at = next((k for k, (_, n) in enumerate(namings) if n.start <= token.idx < n.end), None)
    return [] if at is None else _run(scene, passage, namings[at:], token)


def listed_after(scene: Scene, passage: Passage, start: int, token: Token) -> list[tuple[int, Span]]:
    """Those whom a list names from `start` on: "accompanied by" Secretary A, Director for the North B and C."""
    namings = [(i, n) for i, n in enumerate(passage.namings) if n.kind is ActorKind.PERSON and n.start >= start]
    if not namings:
        return []
    index, first = namings[0]
    gap = passage.text[start : first.start].strip()
    if gap and not _OFFICE.fullmatch(gap + " "):
        return []
    figure = scene.figures.of_naming[passage.n, index]
    own = (figure, passage.span(first.start, first.end))
    return [own, *_run(scene, passage, namings, token)]


def listed_before(scene: Scene, passage: Passage, verb: Token) -> list[tuple[int, Span]]:
    """Those whom a list names with which a sentence begins, up to its verb: "Minister A, Head of the Northern Office B,
    and C" met. Nobody where what stands before the verb is no such list."""
    begin = passage.doc[passage.sentence_of(verb.i)[0]].idx
    people = [(i, n) for i, n in enumerate(passage.namings) if n.kind is ActorKind.PERSON and begin <= n.start]
    people = [(i, n) for i, n in people if n.end <= verb.idx]
    if len(people) < 2 or not _TO_VERB.fullmatch(passage.text, people[-1][1].end, verb.idx):
        return []
    if not re.search(r"\band\b", passage.text[people[-2][1].end : people[-1][1].start]):
        return []
    listed = people[-1:]
    for one in reversed(people[:-1]):
        gap = _between(passage, one[1], listed[0][1])
        if listed[0][1].titles and _SERVES.fullmatch(gap):
            listed[0] = one
        elif _is_next(gap):
            listed.insert(0, one)
        else:
            break
    if len(listed) < 2 or not _LEAD.fullmatch(passage.text, begin, listed[0][1].start):
        return []
    return [(scene.figures.of_naming[passage.n, i], passage.span(n.start, n.end)) for i, n in listed]


def _between(passage: Passage, one: Naming, following: Naming) -> str:
    """What stands between two names; "A, Secretary of the Harbour B": "Secretary of the Harbour" is B’s."""
    of = not following.titles and passage.text[one.end : following.start].startswith(" of ")
    return passage.text[one.name_end if of else one.end : following.start]


def _is_next(gap: str) -> bool:
    """Whether the next of a list follows, perhaps with an office before the name."""
    state = _OF_STATE.match(gap)
    joint = _LISTED.match(gap, state.end() if state is not None else 0)
    return joint is not None and (joint.end() == len(gap) or _OFFICE.fullmatch(gap, joint.end()) is not None)


def _run(scene: Scene, passage: Passage, namings: list[tuple[int, Naming]], token: Token) -> list[tuple[int, Span]]:
    """Those after the first of these namings, as far as the list runs."""
    found: list[tuple[int, Span]] = []
    for (_, last), (index, naming) in pairwise(namings):
        gap = _between(passage, last, naming)
        if naming.titles and _SERVES.fullmatch(gap):  # "A, Adviser to President B, and C": A and C
            continue
        state = _OF_STATE.match(gap)
        joint = _LISTED.match(gap, state.end() if state is not None else 0)
        office = (
            _office_in(passage, last.end, naming.start) and joint is not None and _OFFICE.fullmatch(gap, joint.end())
        )
        titled = bool(naming.titles) and naming.titles[0].start <= naming.name_start
        body = titled and joint is not None and _OFFICE.fullmatch(gap, joint.end())  # "and Harbour Council Chair B"
        if not office and not body and not (naming.titles and _LISTED.fullmatch(gap)):
            break
        if _acts(passage.token_at(naming.name_end - 1), token, apart=";" in gap):
            break
        found.append((scene.figures.of_naming[passage.n, index], passage.span(naming.start, naming.end)))
    return found


def _office_in(passage: Passage, start: int, end: int) -> bool:
    """Whether an office is named between two people: it is that of the second."""
    return any(n.kind is ActorKind.OFFICE and start <= n.start and n.end <= end for n in passage.namings)


def _acts(one: Token, listed: Token, *, apart: bool) -> bool:
    """ "He met A, and Minister B said …", "talks with A; Minister B also met him": B is the subject of a verb of his
    own."""
    verb = one.head
    apart = apart or any(c.lower_ == "also" for c in verb.children)
    return one.dep_ in ("nsubj", "nsubjpass") and verb.i > one.i and (apart or not verb.is_ancestor(listed))
