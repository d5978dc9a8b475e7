"""Whose text it is: the kind of document, those who issue it, and those between whom its engagement takes place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.lexicon import Lexicon
from communique.marking.figures import Figures
from communique.marking.naming import Names, Naming
from communique.marking.passages import Passage
from communique.marking.turns import TEXT_BY
from communique.model.document import Account, BlockKind, DocumentKind, Reading
from communique.model.marks import ActorKind, Form

_OPENING = 4  # passages in which a document says whose it is
_LONG = 400  # characters from which a passage is prose and no longer part of the opening

_NAMED_TEXT = re.compile(r"(?i)\b(?:statement|declaration|communiqu[ée]|fact sheet|leaders|ministers)\b")
_ABOUT = re.compile(r"(?i)\b(?:on|regarding|concerning|about|following|marking|announcing|condemning|welcoming|to)\b")
# matches: We, the  –  we—the
_WE = re.compile(r"(?i)\bwe(?:,\s+|\s?[—–]\s?)(?=the\b|[A-Z])")
_TOPIC = re.compile(
    r"\b(?:on|regarding|concerning|about)\b"
)  # "Statement of the President on the Call with X": not X’s
# matches: ’s opening remarks at  –  : We must act  –  delivers a speech on
_OWN_TEXT = re.compile(
    r"(?i)[’']s?(?: [\w-]+){0,3} (?:statement|remarks|speech|address|message|letter|comments|toast|testimony"
    r"|lecture|interview)\b|:\s|,? (?:statement|remarks|speech|address) (?:on|at|to|before)\b"
)
# matches, between a name and a state: ", Security Adviser to the "
_SERVES = re.compile(r", (?:the |an? )?[A-Z][^,;:.()]{2,80} (?:to|for) (?:the )?(?:Office of the )?")
_BYLINE = 160  # characters of a line under the title
_ADDRESSED = 30  # characters before the name: "Deputy Prime Minister "
_NEAR = 60  # characters in which those who say "we" begin to be named
# matches: and the Northern Island Countries  –  –Island States
_STATES = r"((?:[A-Z][\w’'-]*\s+){1,4}(?:[Cc]ountries|[Ss]tates|[Nn]ations|[Ii]slands|[Ee]conomies))"
_GROUP = re.compile(rf"(?:,?\s+(?:and|with)\s+|\s?[-–—]\s?)(?:the\s+)?{_STATES}\b")
# matches: the Northern Island Countries and the
_GROUP_FIRST = re.compile(rf"\b{_STATES}\s+and\s+(?:the\s+)?$")
_ISSUING = (ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.PERSON)
_JOINTS = re.compile(
    r"(?i)[\s,/–—-]*(?:(?:and|the|of|with|kingdom|republic|federal)\b[\s,]*)*"
)  # ", and the Republic of"
# matches, before the first of those who declare: "Today, the "
_BEGINS = re.compile(r"(?i)(?:today,? )?(?:the )?(?:(?:governments|leaders) of )?(?:the )?")
_DECLARES = re.compile(r"\b(?:affirm|reaffirm|declare|commit|recommit|agree|announce|adopt|endorse|pledge|resolve)\b")
_PAIR = 2  # of two, the title or the people of the opening tell
# matches, between two members of a list: ", Outer Skerries, New Holm, and the "
_UNKNOWN = re.compile(r"(?:, (?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}){1,4}, (?:and )?(?:the )?")


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
        joint = _agreeing(passages, figures, people) or principals
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
    _serving(passages, figures)
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
            if not leading and any(title.speaks_for for title in naming.titles):
                continue  # "Readout from the spokesperson A of B’s call with C"
            if not leading or any(title.rank <= 2 and not title.former for title, _ in sketch.offices):
                found.setdefault(figure, None)
    return tuple(found)


def _agreeing(passages: Sequence[Passage], figures: Figures, opening: tuple[int, ...]) -> tuple[int, ...]:
    """Those between whom a joint text is agreed: the people whom its title names, else the states and organisations
    that the title joins ("the United States and the European Union", "Japan-U.S."), or the one by which it is; else
    those whom "We, the leaders of A, B and C" names; else the people of its opening. A state that the text is about
    stands apart from them and is none."""
    title = next((p for p in passages[:2] if p.titular or p.block.kind is BlockKind.HEADING), None)
    said_by = _title_end(title.text) if title is not None else 0
    if title is not None and (found := _in_title(title, figures, said_by)):
        return found
    body = [p for p in passages[:_OPENING] if p is not title]
    for passage in body:
        if ourselves := _ourselves(passage, figures):
            return ourselves
    for passage in body:
        if opening_list := _opened_by(passage, figures):
            return opening_list
    whole = len(title.text) if title is not None else 0
    if title is not None and (
        found := _in_title(title, figures, said_by, groups=True) or _in_title(title, figures, whole)
    ):
        return found
    if len(opening) > 1:
        return opening
    return next((joined for p in body if (joined := _joined(p, figures))), ())


def _in_title(title: Passage, figures: Figures, end: int, *, groups: bool = False) -> tuple[int, ...]:
    """Those whom a title names up to `end`: people, else states and organisations that it joins, else the one group."""
    named = [(figures.of_naming.get((title.n, i)), n) for i, n in enumerate(title.namings) if n.start < end]
    people = dict.fromkeys(f for f, n in named if n.kind is ActorKind.PERSON and f is not None)
    if len(people) > 1:
        return tuple(people)
    offices = [t for _, n in named if n.kind is ActorKind.OFFICE for t in n.titles]
    held = any(t.of is not None and not t.plural for t in offices)  # "by the President of A and the King of B"
    if not held and (joined := _joined(title, figures, end)):
        return joined
    states = [n for _, n in named if n.kind is ActorKind.STATE]
    if len(states) == 1 and not held and (group := _GROUP.match(title.text, states[0].end)):
        return figures.of_naming[title.n, title.namings.index(states[0])], _group(title, figures, group)
    alone = dict.fromkeys(f for f, n in named if n.kind is ActorKind.ORGANISATION and f is not None)
    alone |= {
        figures.keyed(t.of, title.span(n.start, n.end)): None
        for _, n in named
        if n.kind is ActorKind.OFFICE
        for t in n.titles
        if t.plural and t.of is not None and t.of.startswith("organisation:")  # "G7 Leaders’ Statement"
    }
    return tuple(alone) if groups and not people and not held and len(alone) == 1 else ()


def _title_end(text: str) -> int:
    """Where a title has said by whom the text is, and goes on to say about what."""
    named = _NAMED_TEXT.search(text)
    about = _ABOUT.search(text, named.end()) if named is not None else None
    return about.start() if about is not None else len(text)


def _ourselves(passage: Passage, figures: Figures) -> tuple[int, ...]:
    """ "We, the Leaders of the G7, …", "Today we, the ministers of A and B, …": the list that follows "we"."""
    opener = _WE.search(passage.text)
    if opener is None:
        return ()
    found: dict[int, None] = {}
    last = opener.end()
    for index, naming in enumerate(passage.namings):
        if naming.start < opener.end() or naming.kind not in _ISSUING:
            continue
        between = passage.text[last : naming.start]
        if not found and (group := _GROUP_FIRST.search(passage.text, last, naming.start)):
            found.setdefault(_group(passage, figures, group), None)
            between = ""
        if found and not (_JOINTS.fullmatch(between.lstrip(")")) or _UNKNOWN.fullmatch(between)):
            break
        if not found and ("," in between or len(between) > _NEAR):
            break
        found.setdefault(figures.of_naming[passage.n, index], None)
        last = naming.end
    if found and (group := _GROUP.match(passage.text, last)):
        found.setdefault(_group(passage, figures, group), None)
    return tuple(found)


def _group(passage: Passage, figures: Figures, group: re.Match[str]) -> int:
    """The figure of a group of states that no list knows by name."""
    return figures.unnamed(ActorKind.ORGANISATION, group[1], None, passage.span(*group.span(1)))


def _joined(passage: Passage, figures: Figures, end: int | None = None) -> tuple[int, ...]:
    """The first states and organisations of a passage that nothing but the joints of a list separates."""
    run: list[Naming] = []
    indices: list[int] = []
    for index, naming in enumerate(passage.namings):
        if naming.kind not in (ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.BODY):
            continue
        if end is not None and naming.start >= end:
            break
        if run and not _JOINTS.fullmatch(passage.text[run[-1].end : naming.start]):
            if len(run) > 1:
                break
            run, indices = [], []
        run.append(naming)
        indices.append(index)
    found = dict.fromkeys(figures.of_naming[passage.n, i] for i in indices)
    return tuple(found) if len(found) > 1 else ()


def _opened_by(passage: Passage, figures: Figures) -> tuple[int, ...]:
    """ "Today, Marland, Tarn and the Holm Islands affirm …": the states with which a declaration begins."""
    first = next((n for n in passage.namings if n.kind is ActorKind.STATE), None)
    if first is None or not _BEGINS.fullmatch(passage.text[: first.start]):
        return ()
    found = _joined(passage, figures)
    states = all(figures.sketches[f].kind in (ActorKind.STATE, ActorKind.ORGANISATION) for f in found)
    return found if len(found) > _PAIR and states and _DECLARES.search(passage.text) else ()


def _institutions(passages: Sequence[Passage], figures: Figures) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for passage in passages:
        for index, naming in enumerate(passage.namings):
            if naming.kind in (ActorKind.STATE, ActorKind.ORGANISATION):
                found.setdefault(figures.of_naming[passage.n, index], None)
    return tuple(found) if len(found) > 1 else ()


def _speaker_in_title(passages: Sequence[Passage], figures: Figures) -> tuple[int, ...]:
    """ "Remarks by President X", "Statement of Foreign Minister Y on …", "Minister Y’s speech at …", "President X: We
    must …": the person whose text the title says it is. Who is only named there ("X Administration Announces …",
    "Fact sheet: President X Sets Targets") has not written it."""
    for passage in passages[:2]:
        if passage.block.kind is not BlockKind.HEADING and not passage.titular and len(passage.text) > _BYLINE:
            continue
        opener = TEXT_BY.search(passage.text)
        for index, naming in enumerate(passage.namings):
            if naming.kind is not ActorKind.PERSON:
                continue
            if opener is not None:
                whose = naming.start >= opener.end() and not _TOPIC.search(passage.text, opener.end(), naming.start)
            else:
                after = passage.text[naming.end :]
                whose = naming.start <= _ADDRESSED and bool(_OWN_TEXT.match(after))
            if whose:
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


def _serving(passages: Sequence[Passage], figures: Figures) -> None:
    """ "Ada Bole, Security Adviser to the Norlandic President": whose adviser it is tells the state."""
    for passage in passages:
        for index, naming in enumerate(passage.namings):
            figure = figures.of_naming.get((passage.n, index))
            if naming.kind is not ActorKind.PERSON or figure is None or figures.sketches[figure].of is not None:
                continue
            other = next((n for n in passage.namings[index + 1 :] if n.start >= naming.name_end), None)
            served = next((t.of for t in other.titles if t.of), None) if other is not None else None
            if other is None or served is None or other.kind is not ActorKind.OFFICE:
                continue
            if _SERVES.fullmatch(passage.text[naming.name_end : other.start]):
                figures.sketches[figure].of = figures.keyed(served, passage.span(other.start, other.end))


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
