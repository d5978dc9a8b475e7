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
    def said_at(self) -> Mapping[str, tuple[StatementLine, ...]]:
        """Statements by the engagement at which they were made."""
        return _group((s.engagement, s) for s in self.statements if s.engagement)

    @cached_property
    def said_in(self) -> Mapping[str, tuple[StatementLine, ...]]:
        """Statements by the document that carries them, in the order of the text."""
        return _group((s.document, s) for s in sorted(self.statements, key=_place))

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


def _by_id(lines: Iterable[L]) -> dict[str, L]:
    return {line.id: line for line in lines}


V = TypeVar("V")


def _group(pairs: Iterable[tuple[str, V]]) -> dict[str, tuple[V, ...]]:
    groups: dict[str, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _place(statement: StatementLine) -> tuple[str, int, int, str]:
    spans = statement.content or statement.cue or statement.source
    return (statement.document, *((spans[0].start, -spans[-1].end) if spans else (0, 0)), statement.id)
