"""The card of one engagement: who, when and why, where, what was said by whom; `compare` lays its sources out."""

from __future__ import annotations

from msgspec import Struct

from communique.model.record import DiscrepancyLine, DocumentLine, EngagementLine, Named, StatementLine
from communique.model.when import Basis
from communique.views.dates import in_words, order
from communique.views.snapshot import Snapshot


class Voice(Struct, frozen=True):
    """What one speaker, or several together, said."""

    speakers: tuple[Named, ...]
    statements: tuple[StatementLine, ...]


class Card(Struct, frozen=True):
    engagement: EngagementLine
    date: str
    inferred: bool
    part_of: EngagementLine | None
    parts: tuple[EngagementLine, ...]
    voices: tuple[Voice, ...]
    documents: tuple[DocumentLine, ...]
    issued: tuple[DocumentLine, ...]
    discrepancies: tuple[DiscrepancyLine, ...]


def card(engagement: EngagementLine, lines: Snapshot) -> Card:
    said = lines.said_at.get(engagement.id, ())
    documents = tuple(found for i in engagement.documents if (found := lines.document.get(i)))
    differing = tuple(d for d in lines.discrepancies if d.engagement == engagement.id)
    parts = lines.parts.get(engagement.id, ())
    return Card(
        engagement=engagement,
        date=in_words(engagement.when),
        inferred=engagement.when.known and engagement.when.basis is Basis.INFERRED,
        part_of=lines.engagement.get(engagement.part_of or ""),
        parts=tuple(sorted(parts, key=lambda line: order(line.when, line.id))),
        voices=voices(said),
        documents=documents,
        issued=tuple(found for i in engagement.issued if (found := lines.document.get(i))),
        discrepancies=differing,
    )


def voices(statements: tuple[StatementLine, ...]) -> tuple[Voice, ...]:
    """Statements by who spoke, named in whichever order; whoever said most first, in the order of each text."""
    groups: dict[tuple[str, ...], list[StatementLine]] = {}
    for statement in statements:
        groups.setdefault(tuple(sorted(s.id or s.name for s in statement.speakers)), []).append(statement)
    found = [Voice(said[0].speakers, tuple(said)) for said in groups.values()]
    return tuple(sorted(found, key=lambda v: (not v.speakers, -len(v.statements), [s.name for s in v.speakers])))
