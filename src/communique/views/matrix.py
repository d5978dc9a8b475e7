"""The source matrix of an engagement: a row for each fact or statement, a column for each source."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from communique.model.record import DiscrepancyLine, DocumentLine, EngagementLine, StatementLine
from communique.model.spans import Evidence
from communique.views import labels
from communique.views.dates import in_words


class Cell(Struct, frozen=True):
    """What one source has of a row; without evidence it does not carry it."""

    document: str
    evidence: tuple[Evidence, ...]
    value: str = ""  # this source's own reading, where sources differ
    statements: tuple[str, ...] = ()  # ids


class Row(Struct, frozen=True):
    fact: str
    kind: str  # when, place, participant, discrepancy, statement
    cells: tuple[Cell, ...]  # one for each column

    @property
    def carried(self) -> int:
        return sum(bool(cell.evidence) for cell in self.cells)


class Matrix(Struct, frozen=True):
    columns: tuple[DocumentLine, ...]
    rows: tuple[Row, ...]


def matrix(
    engagement: EngagementLine,
    documents: tuple[DocumentLine, ...],
    statements: Iterable[StatementLine],
    discrepancies: Iterable[DiscrepancyLine],
) -> Matrix:
    """Facts first, then what sources differ on, then statements: those that more sources carry before the rest."""
    rows = [*_facts(engagement, documents), *(_differing(d, documents) for d in discrepancies)]
    said = _said(statements, documents)
    return Matrix(documents, (*rows, *sorted(said, key=lambda row: -row.carried)))


def _facts(engagement: EngagementLine, documents: tuple[DocumentLine, ...]) -> list[Row]:
    facts: list[tuple[str, str, tuple[Evidence, ...]]] = []
    if engagement.when.evidence:
        facts.append((in_words(engagement.when), "when", engagement.when.evidence))
    if engagement.place is not None:
        facts.append((engagement.place.name, "place", engagement.place.evidence))
    facts += [(labels.side(p.name, p.side), "participant", p.evidence) for p in engagement.participants]
    return [Row(name, kind, _cells(evidence, documents)) for name, kind, evidence in facts]


def _cells(evidence: Iterable[Evidence], documents: tuple[DocumentLine, ...]) -> tuple[Cell, ...]:
    found = tuple(evidence)
    return tuple(Cell(d.id, tuple(e for e in found if e.document == d.id)) for d in documents)


def _differing(line: DiscrepancyLine, documents: tuple[DocumentLine, ...]) -> Row:
    cells = []
    for document in documents:
        readings = [(r.value, [e for e in r.evidence if e.document == document.id]) for r in line.readings]
        held = [(value, evidence) for value, evidence in readings if evidence]
        value = "; ".join(value for value, _ in held)
        cells.append(Cell(document.id, tuple(e for _, evidence in held for e in evidence), value))
    return Row(line.aspect, "discrepancy", tuple(cells))


def _said(statements: Iterable[StatementLine], documents: tuple[DocumentLine, ...]) -> list[Row]:
    """One row for statements of the same speakers, act, targets and issues; without a target or an issue, for each."""
    groups: dict[tuple[object, ...], list[StatementLine]] = {}
    for s in statements:
        groups.setdefault(_likeness(s), []).append(s)
    rows = []
    for said in groups.values():
        cells = []
        for document in documents:
            here = [s for s in said if s.document == document.id]
            evidence = tuple(part for s in here for part in s.content)
            cells.append(Cell(document.id, evidence, statements=tuple(s.id for s in here)))
        rows.append(Row(_heading(said[0]), "statement", tuple(cells)))
    return rows


def _likeness(s: StatementLine) -> tuple[object, ...]:
    speakers = tuple(sorted(x.id or x.name for x in s.speakers))
    targets = tuple(sorted(x.id or x.name for x in s.targets))
    issues = tuple(sorted(x.name for x in s.issues))
    alone = "" if targets or issues else s.id
    return (speakers, s.act, s.negated, targets, issues, alone)


def _heading(s: StatementLine) -> str:
    subject = labels.names(s.targets) or ", ".join(i.name for i in s.issues) or labels.shorten(labels.content(s), 80)
    return f"{labels.speakers(s)}: {labels.act(s)} – {subject}"
