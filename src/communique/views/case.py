"""One line under review: its words in their context, who else is named there, what it could be joined with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from communique.model.record import ActorLine, EngagementLine, StatementLine
from communique.model.reviewing import Appearance, Person, Question, Telling
from communique.model.spans import Evidence, Span
from communique.record import Record
from communique.views.review import rows

AROUND = 900  # characters of context on either side, at most
NEAR = 10  # people offered beside those that the line has
GROUPS, BESIDE = 3, 400  # groups offered, and within how many characters they are named
ROLES = ("speakers", "on_behalf_of", "addressees", "targets")


class Piece(Struct, frozen=True):
    """Some words of the context; `layer` is content, source or cue, empty for the rest."""

    text: str
    layer: str


class Context(Struct, frozen=True):
    """Passages around some words of a document, in the order of the text."""

    document: str
    span: Span
    passages: tuple[tuple[Piece, ...], ...]
    starts: tuple[int, ...]  # where each passage begins in the text
    begins: int  # where the passage of the document begins in which the words do
    cut_before: bool
    cut_after: bool


class StatementCase(Struct, frozen=True):
    line: StatementLine
    context: Context
    people: tuple[Person, ...]
    taking: dict[str, frozenset[str]]  # role → ids of those who have it now
    status: str | None  # of the commitment or demand that it is; None where it is none
    binds: str | None  # how firmly that commitment or demand binds


class EngagementCase(Struct, frozen=True):
    line: EngagementLine
    contexts: tuple[Context, ...]  # one for each source
    tellings: tuple[Telling, ...]
    people: tuple[Person, ...]  # named in the document of the first telling
    roles: dict[str, str]  # of those who take part, by id
    question: Question | None
    near: tuple[tuple[str, str], ...]  # engagements that it could be joined with


class ActorCase(Struct, frozen=True):
    line: ActorLine
    id: str  # of the figure that is asked about, or the actor's own
    contexts: tuple[Context, ...]
    appearances: tuple[Appearance, ...]
    question: Question | None
    near: tuple[tuple[str, str], ...]


class NewCase(Struct, frozen=True):
    """Words that somebody wants to add as a statement."""

    document: str
    context: Context
    people: tuple[Person, ...]


def statement_case(record: Record, line: StatementLine) -> StatementCase:
    marks = [
        (part.span, layer)
        for layer, parts in (("content", line.content), ("source", line.source), ("cue", line.cue))
        for part in parts
    ]
    parties = {role: getattr(line, role) for role in ROLES}
    taking = {role: frozenset(_id(party.id, party.evidence) for party in named) for role, named in parties.items()}
    anchor = (line.content or line.cue or line.source)[0].span
    here = [
        Person(e.span, e.quote, _id(p.id, p.evidence), p.name, "")
        for named in parties.values()
        for p in named
        for e in p.evidence[:1]
    ]
    deed = record.deeds.line(line.id)
    return StatementCase(
        line=line,
        context=context(record, line.document, [span for span, _ in marks], marks),
        people=_with_groups(record, line.document, anchor, here),
        taking=taking,
        status=deed.status if deed else None,
        binds=deed.strength if deed else None,
    )


def _id(id_: str | None, evidence: Sequence[Evidence]) -> str:
    """Who it is; nobody but these words where no figure is named."""
    return id_ or f"{evidence[0].start}-{evidence[0].end}"


def _offered(named: Iterable[Person], here: Iterable[Person], near: int = NEAR) -> tuple[Person, ...]:
    """Those that the line has first, by words that name them where there are such, then the nearest others."""
    named = list(named)
    known = {person.actor: person for person in named}
    mine: dict[str, Person] = {}
    for person in here:
        mine.setdefault(person.actor, known.get(person.actor, person))
    return (*mine.values(), *[person for person in named if person.actor not in mine][:near])


def _with_groups(
    record: Record, document: str, near: Span, here: Iterable[Person], most: int = NEAR
) -> tuple[Person, ...]:
    """Those that the line has, then the groups that the text names beside it, then who is named nearest."""
    asked = rows(record)
    mine = {person.actor: person for person in here}
    groups = asked.groups(document, Span(max(0, near.start - BESIDE), near.end + BESIDE))
    groups.sort(key=lambda one: min(abs(one.span.start - near.start), abs(one.span.end - near.end)))
    first = {one.words.casefold(): one for one in reversed(groups)}
    offered = _offered(asked.people(document, near.start), mine.values(), most)
    return (*offered[: len(mine)], *sorted(first.values(), key=groups.index)[:GROUPS], *offered[len(mine) :])


def engagement_case(record: Record, line: EngagementLine) -> EngagementCase:
    asked = rows(record)
    tellings = tuple(asked.tellings(line.id))
    contexts = tuple(_of_telling(record, line, telling) for telling in tellings[:4])
    own = tellings[0] if tellings else None
    people: tuple[Person, ...] = ()
    if own is not None:
        document, span = own.evidence.document, own.evidence.span
        named = asked.people(document, span.start)
        known = {person.actor: person for person in named}
        people = _offered(named, [known[id_] for id_, _ in own.roles if id_ in known])
    return EngagementCase(
        line=line,
        contexts=contexts,
        tellings=tellings,
        people=people,
        roles=dict(own.roles) if own else {},
        question=next((q for telling in tellings if (q := asked.question(telling.id))), None),
        near=tuple(asked.around(line.id)),
    )


def _of_telling(record: Record, line: EngagementLine, telling: Telling) -> Context:
    document = telling.evidence.document
    marks = [(telling.evidence.span, "content")]
    for layer, evidence in (("content", line.evidence), ("cue", line.when.evidence)):
        near = (e for e in evidence if e.document == document and abs(e.start - telling.evidence.start) < AROUND)
        marks += [(e.span, layer) for e in near]
    return context(record, document, [telling.evidence.span], marks)


def actor_case(record: Record, line: ActorLine, id_: str) -> ActorCase:
    """`id_` may be that of one figure of the actor: what is open is open about that one."""
    asked = rows(record)
    figure, appearances = asked.figure(id_), asked.appearances(line.id)
    shown = [figure] if figure is not None and asked.question(id_) else appearances[:3]
    contexts = tuple(
        context(record, a.evidence.document, [a.evidence.span], [(a.evidence.span, "content")]) for a in shown if a
    )
    return ActorCase(
        line=line,
        id=id_,
        contexts=contexts,
        appearances=tuple(appearances),
        question=asked.question(id_),
        near=tuple(asked.alike(line.id)),
    )


def new_case(record: Record, document: str, span: Span) -> NewCase:
    people = _with_groups(record, document, span, (), 2 * NEAR)
    return NewCase(document, context(record, document, [span], [(span, "content")]), people)


def context(record: Record, document: str, spans: Sequence[Span], marks: Iterable[tuple[Span, str]]) -> Context:
    """The passages that hold the spans, with the one before and the one after, cut where they are long."""
    text = record.text(document)
    hull = Span(min(s.start for s in spans), max(s.end for s in spans))
    around = rows(record).passages(document, hull)
    low, high = _word(text, hull.start - AROUND, 1), _word(text, hull.end + AROUND, -1)
    found = [Span(max(p.start, low), min(p.end, high)) for p in around if p.end > low and p.start < high]
    return Context(
        document=document,
        span=hull,
        passages=tuple(tuple(pieces(text, span, marks)) for span in found),
        starts=tuple(span.start for span in found),
        begins=rows(record).begins(document, hull.start),
        cut_before=bool(around) and around[0].start < low,
        cut_after=bool(around) and around[-1].end > high,
    )


def _word(text: str, at: int, step: int) -> int:
    """The edge of the word in which `at` falls, towards the middle."""
    at = min(max(at, 0), len(text))
    while 0 < at < len(text) and not text[at - 1].isspace():
        at += step
    return at


RANK = {"": 0, "source": 1, "content": 2, "cue": 3}


def pieces(text: str, within: Span, marks: Iterable[tuple[Span, str]]) -> Iterable[Piece]:
    """The text of a passage cut where marks begin and end; of marks on the same words the narrowest kind counts."""
    held = [(span, layer) for span, layer in marks if span.start < within.end and span.end > within.start]
    edges = {within.start, within.end}
    edges |= {min(max(at, within.start), within.end) for span, _ in held for at in (span.start, span.end)}
    cuts = sorted(edges)
    for start, end in pairwise(cuts):
        layers = [layer for span, layer in held if span.start <= start and end <= span.end]
        yield Piece(text[start:end], max(layers, key=RANK.__getitem__, default=""))
