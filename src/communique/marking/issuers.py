"""Whose text it is: the kind of document, those who issue it, and those between whom its engagement takes place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.lexicon import Lexicon
from communique.marking.figures import Figures
from communique.marking.naming import Names, Naming
from communique.marking.passages import Passage
from communique.model.document import Account, BlockKind, DocumentKind, Reading
from communique.model.marks import ActorKind, Form

_OPENING = 4  # passages in which a document says whose it is
_LONG = 400  # characters from which a passage is prose and no longer part of the opening

_JOINTS = re.compile(
    r"(?i)[\s,/–—-]*(?:(?:and|the|of|with|kingdom|republic|federal)\b[\s,]*)*"
)  # ", and the Republic of"


@dataclass(frozen=True, slots=True)
class Issuers:
    kind: DocumentKind
    kind_reason: str
    account: Account
    joint: tuple[int, ...]  # figures that say "we" in a joint text
    own: tuple[int, ...]  # the figure that says "I" in its own text
    principals: tuple[int, ...]  # between whom the document's engagement takes place
    sides: tuple[int, ...]  # states and organisations on whose behalf the document is issued


def issuers_of(reading: Reading, passages: Sequence[Passage], figures: Figures, lexicon: Lexicon) -> Issuers:
    kind = DocumentKind(reading.kind.value) if reading.kind else DocumentKind.OTHER
    reason = reading.kind.reason if reading.kind else "nothing in the text says what it is"
    opening = _opening(passages)
    people = _people(opening, figures)
    principals = people if len(people) > 1 else _people(passages[: _OPENING + 2], figures)
    if len(principals) < 2 and kind is DocumentKind.READOUT:
        principals = _people(passages[:1], figures, leading=False) or principals
    if len(principals) < 2:
        principals = _institutions(opening, figures) or principals
    joint: tuple[int, ...] = ()
    own: tuple[int, ...] = ()
    if kind is DocumentKind.JOINT_STATEMENT:
        joint = _agreeing(passages, figures, people) or _institutions(opening, figures) or principals
    elif kind is DocumentKind.READOUT and passages and passages[0].text.lower().startswith("joint "):
        joint = _agreeing(passages, figures, people)
    elif kind in (DocumentKind.STATEMENT, DocumentKind.TRANSCRIPT):
        own = _speaker_in_title(passages, figures)
    account = {
        DocumentKind.JOINT_STATEMENT: Account.JOINT,
        DocumentKind.NEWS_REPORT: Account.PRESS,
        DocumentKind.REPOST: Account.PRESS,
        DocumentKind.OTHER: Account.PRESS,
    }.get(kind, Account.OWN)
    sides = _sides(reading, figures, lexicon, joint, official=account is not Account.PRESS)
    if account is Account.OWN and len(sides) == 1:
        _own_officials(figures, sides[0])
    if account is Account.PRESS:
        principals = principals[:4]
    return Issuers(kind, reason, account, joint, own, principals, sides)


def _opening(passages: Sequence[Passage]) -> list[Passage]:
    """Title and the lines under it; with the first paragraph where they name nobody."""
    found: list[Passage] = []
    for passage in passages[:_OPENING]:
        if passage.block.kind is not BlockKind.HEADING and len(passage.text) > _LONG:
            break
        found.append(passage)
    return found or list(passages[:1])


def _people(passages: Sequence[Passage], figures: Figures, *, leading: bool = True) -> tuple[int, ...]:
    """People named with a `leading` office, in order, one for each."""
    found: dict[int, None] = {}
    for passage in passages:
        for index, naming in enumerate(passage.namings):
            if naming.kind is not ActorKind.PERSON:
                continue
            figure = figures.of_naming[passage.n, index]
            sketch = figures.sketches[figure]
            if not leading or any(title.rank <= 2 and not title.former for title, _ in sketch.offices):
                found.setdefault(figure, None)
    return tuple(found)


def _agreeing(passages: Sequence[Passage], figures: Figures, opening: tuple[int, ...]) -> tuple[int, ...]:
    """Those between whom a joint text is agreed: the people whom its title names, else the states and organisations
    that the title joins ("the United States and the European Union", "Japan-U.S."), or the one by which it is; else
    the people of its opening; else those that "We, the leaders of A, B and C" joins. A state that the text is about
    stands apart from them and is none."""
    title = next((p for p in passages[:2] if p.titular or p.block.kind is BlockKind.HEADING), None)
    if title is not None:
        people = dict.fromkeys(
            figures.of_naming[title.n, i] for i, n in enumerate(title.namings) if n.kind is ActorKind.PERSON
        )
        if len(people) > 1:
            return tuple(people)
        offices = [t for n in title.namings if n.kind is ActorKind.OFFICE for t in n.titles]
        held = any(t.of is not None and not t.plural for t in offices)  # "by the President of A and the King of B"
        if not held and (joined := _joined(title, figures)):
            return joined
        for index, naming in enumerate(title.namings):
            if naming.kind is ActorKind.ORGANISATION and re.search(r"(?i)\bby (?:the )?$", title.text[: naming.start]):
                return (figures.of_naming[title.n, index],)
    if len(opening) > 1:
        return opening
    for passage in passages[:_OPENING]:
        if passage is not title and (joined := _joined(passage, figures)):
            return joined
    return ()


def _joined(passage: Passage, figures: Figures) -> tuple[int, ...]:
    """The first states and organisations of a passage that nothing but the joints of a list separates."""
    run: list[Naming] = []
    indices: list[int] = []
    for index, naming in enumerate(passage.namings):
        if naming.kind not in (ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.BODY):
            continue
        if run and not _JOINTS.fullmatch(passage.text[run[-1].end : naming.start]):
            if len(run) > 1:
                break
            run, indices = [], []
        run.append(naming)
        indices.append(index)
    found = dict.fromkeys(figures.of_naming[passage.n, i] for i in indices)
    return tuple(found) if len(found) > 1 else ()


def _institutions(passages: Sequence[Passage], figures: Figures) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for passage in passages:
        for index, naming in enumerate(passage.namings):
            if naming.kind in (ActorKind.STATE, ActorKind.ORGANISATION):
                found.setdefault(figures.of_naming[passage.n, index], None)
    return tuple(found) if len(found) > 1 else ()


def _speaker_in_title(passages: Sequence[Passage], figures: Figures) -> tuple[int, ...]:
    """ "Remarks by President X", "Statement of Foreign Minister Y on …": the first person after "by" or "of"."""
    for passage in passages[:2]:
        opener = re.search(r"(?i)\b(?:by|of|from)\b", passage.text)
        for index, naming in enumerate(passage.namings):
            if naming.kind is ActorKind.PERSON and (opener is None or naming.start >= opener.end()):
                return (figures.of_naming[passage.n, index],)
    return ()


def _sides(
    reading: Reading, figures: Figures, lexicon: Lexicon, joint: tuple[int, ...], *, official: bool
) -> tuple[int, ...]:
    """The publisher's state or organisation; in a joint text those for whom its speakers stand."""
    found: dict[int, None] = {}
    publisher = lexicon.publisher_by_name.get(reading.publisher.value) if reading.publisher else None
    keys = [
        f"state:{publisher.state}" if publisher and publisher.state else None,
        f"organisation:{publisher.organisation}" if publisher and publisher.organisation else None,
    ]
    if publisher is None and reading.publisher is not None and official:
        keys.append(_named_in(reading.publisher.value, figures))
    for key in keys:
        if key is not None and key in figures.gazette.kinds:
            at = reading.publisher.span if reading.publisher and reading.publisher.span else None
            if at is not None or any(s.key == key for s in figures.sketches):
                found.setdefault(figures.keyed(key, at or figures.sketches[0].first), None)
    for figure in joint:
        for title, at in figures.sketches[figure].offices:
            if title.of is not None:
                found.setdefault(figures.keyed(title.of, at), None)
                break
    return tuple(found)


def _own_officials(figures: Figures, side: int) -> None:
    """A government's text names its own officials without their state: a hint, where no other text says it."""
    if figures.sketches[side].kind is not ActorKind.STATE:
        return
    for sketch in figures.sketches:
        bare = bool(sketch.offices) and not any(title.of or title.former for title, _ in sketch.offices)
        if sketch.kind is ActorKind.PERSON and sketch.of is None and bare:
            sketch.of = side


def _named_in(publisher: str, figures: Figures) -> str | None:
    """The one state or organisation in a publisher's name: "Ministry of Foreign Affairs of the Republic of X"."""
    text = publisher.title() if publisher.isupper() else publisher
    namings = Names(text, figures.gazette, lambda _: True).namings(set())
    keys = {
        n.key
        for n in namings
        if n.key and n.kind in (ActorKind.STATE, ActorKind.ORGANISATION) and n.form in (Form.NAME, Form.DEMONYM)
    }
    return keys.pop() if len(keys) == 1 else None
