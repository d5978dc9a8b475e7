"""The lines of a record held together, so that a view can follow an id from one to another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from communique.model.filters import EVERYTHING, Filters
from communique.model.record import (
    ActorLine,
    DiscrepancyLine,
    DocumentLine,
    EngagementLine,
    FindingLine,
    InstrumentLine,
    StatementLine,
)
from communique.views.ledger import Ledger


class _Line(Protocol):
    @property
    def id(self) -> str: ...


L = TypeVar("L", bound=_Line)


@dataclass(frozen=True)
class Snapshot:
    """Lines of one record at one moment."""

    documents: tuple[DocumentLine, ...] = ()
    engagements: tuple[EngagementLine, ...] = ()
    actors: tuple[ActorLine, ...] = ()
    statements: tuple[StatementLine, ...] = ()
    instruments: tuple[InstrumentLine, ...] = ()
    discrepancies: tuple[DiscrepancyLine, ...] = ()
    findings: tuple[FindingLine, ...] = ()

    @cached_property
    def document(self) -> Mapping[str, DocumentLine]:
        return _by_id(self.documents)

    @cached_property
    def engagement(self) -> Mapping[str, EngagementLine]:
        return _by_id(self.engagements)

    @cached_property
    def actor(self) -> Mapping[str, ActorLine]:
        return _by_id(self.actors)

    @cached_property
    def statement(self) -> Mapping[str, StatementLine]:
        return _by_id(self.statements)

    @cached_property
    def instrument(self) -> Mapping[str, InstrumentLine]:
        return _by_id(self.instruments)

    @cached_property
    def discrepancy(self) -> Mapping[str, DiscrepancyLine]:
        return _by_id(self.discrepancies)

    @cached_property
    def said_at(self) -> Mapping[str, tuple[StatementLine, ...]]:
        """Statements by the engagement at which they were made."""
        return _group((s.engagement, s) for s in self.statements if s.engagement)

    @cached_property
    def said_in(self) -> Mapping[str, tuple[StatementLine, ...]]:
        """Statements by the document that carries them, in the order of the text."""
        return _group((s.document, s) for s in sorted(self.statements, key=_place))

    @cached_property
    def said_by(self) -> Mapping[str, tuple[StatementLine, ...]]:
        """Statements by the actor who speaks, or on whose behalf."""
        return _group((who, s) for s in self.statements for who in _ids((*s.speakers, *s.on_behalf_of)))

    @cached_property
    def said_to(self) -> Mapping[str, tuple[StatementLine, ...]]:
        """Statements by the actor whom they address or are about."""
        return _group((who, s) for s in self.statements for who in _ids((*s.addressees, *s.targets)))

    @cached_property
    def met(self) -> Mapping[str, tuple[EngagementLine, ...]]:
        """Engagements by the actor who took part, or whose side did."""
        by_name = {a.name: a.id for a in self.actors if a.kind != "person"}
        pairs = (
            (who, e)
            for e in self.engagements
            for who in dict.fromkeys(x for p in e.participants for x in (p.id, by_name.get(p.side or "")) if x)
        )
        return _group(pairs)

    @cached_property
    def parts(self) -> Mapping[str, tuple[EngagementLine, ...]]:
        """Engagements by the visit or summit of which they are part."""
        return _group((e.part_of, e) for e in self.engagements if e.part_of)


def whole(ledger: Ledger) -> Snapshot:
    """Every line of the record."""
    return Snapshot(
        documents=tuple(ledger.documents()),
        engagements=tuple(ledger.engagements()),
        actors=tuple(ledger.actors()),
        statements=tuple(ledger.statements()),
        instruments=tuple(ledger.instruments()),
        discrepancies=tuple(ledger.discrepancies()),
        findings=tuple(ledger.findings()),
    )


def around_engagement(ledger: Ledger, engagement: str) -> Snapshot:
    """What the card of one engagement needs."""
    here = Filters(engagement=engagement)
    return Snapshot(
        documents=tuple(ledger.documents(here)),
        engagements=tuple(ledger.engagements(EVERYTHING)),
        statements=tuple(ledger.statements(here)),
        discrepancies=tuple(ledger.discrepancies(here)),
    )


def around_actor(ledger: Ledger, actor: ActorLine) -> Snapshot:
    """What the page of one actor needs."""
    by, to = tuple(ledger.statements(Filters(by=actor.id))), tuple(ledger.statements(Filters(to=actor.id)))
    return Snapshot(
        engagements=tuple(ledger.engagements(Filters(by=actor.id))),
        actors=(actor,),
        statements=tuple({s.id: s for s in (*by, *to)}.values()),
    )


def _by_id(lines: Iterable[L]) -> dict[str, L]:
    return {line.id: line for line in lines}


V = TypeVar("V")


def _group(pairs: Iterable[tuple[str, V]]) -> dict[str, tuple[V, ...]]:
    groups: dict[str, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _ids(parties: Iterable[object]) -> list[str]:
    return list(dict.fromkeys(i for p in parties if (i := getattr(p, "id", None))))


def _place(statement: StatementLine) -> tuple[str, int, int, str]:
    spans = statement.content or statement.cue or statement.source
    return (statement.document, *((spans[0].start, -spans[-1].end) if spans else (0, 0)), statement.id)
