"""Lines of commitments and demands: a statement, what it promises or demands, and what a person ruled of it.

What repeats it and what later texts tell of it is looked for by views, with the questions at the end of this file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from communique.model.commitments import CommitmentLine, DemandLine, due_when, is_past
from communique.model.filters import DeedFilters, Filters
from communique.model.record import Named, StatementLine
from communique.model.rulings import RulingLine
from communique.model.spans import Evidence, Span
from communique.model.times import TimeValue
from communique.model.when import When
from communique.record import rulings, writing
from communique.record.database import Row
from communique.record.lines import statements
from communique.record.lines.asking import Conditions, Source, documents_with, figures_of, in_order, says, up_to
from communique.record.lines.whens import anchor, published
from communique.record.rulings import COMMITMENT

Line = CommitmentLine | DemandLine
BY = (
    "(s.document, s.n) IN (SELECT p.document, p.n FROM deed_party p JOIN ({figures}) f"
    " ON f.document = p.document AND f.figure = p.figure WHERE p.role = '{role}')"
)
SPOKEN = (
    "(s.document, s.n) IN (SELECT p.document, p.n FROM statement_party p JOIN ({figures}) f"
    " ON f.document = p.document AND f.figure = p.figure"
    " JOIN figure g ON g.document = p.document AND g.n = p.figure WHERE {condition})"
)
PERSON = "p.role = 'speaker' AND g.kind = 'person'"  # who promises for a state is asked for by his name, too
SPEAKER = "p.role IN ('speaker', 'on_behalf_of')"


class DeedRows:
    """The registers of one record."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._db = source.db

    # lines

    def commitments(self, filters: Filters, wanted: DeedFilters) -> Iterator[CommitmentLine]:
        """What was promised, by document in the record's order, then by place; without repeats and follow-up."""
        for line in self._lines(filters, wanted, promised=True):
            assert isinstance(line, CommitmentLine)
            yield line

    def demands(self, filters: Filters, wanted: DeedFilters) -> Iterator[DemandLine]:
        """What was demanded of others, the same way."""
        for line in self._lines(filters, wanted, promised=False):
            assert isinstance(line, DemandLine)
            yield line

    def line(self, statement: str) -> Line | None:
        """The line of a statement that promises or demands something."""
        row = self._db.row(
            "SELECT s.document, s.n FROM statement s JOIN deed d ON d.document = s.document AND d.n = s.n"
            " WHERE s.id = ?",
            [statement],
        )
        if row is None:
            return None
        ruled = self._ruled()
        return next(iter(self._of(row[0], [row[1]], ruled)), None)

    def _lines(self, filters: Filters, wanted: DeedFilters, *, promised: bool) -> Iterator[Line]:
        db = self._db
        with db.snapshot():
            asked = self._conditions(filters, wanted, promised)
            found: dict[str, list[int]] = {}
            for document, n in db.rows(
                "SELECT s.document, s.n FROM deed d JOIN statement s ON s.document = d.document AND s.n = d.n"
                f"{statements.JOINS} WHERE {asked.where}",
                asked.values,
            ):
                found.setdefault(document, []).append(n)
            if filters.words:
                holding = documents_with(db, filters.words)
                found = {d: numbers for d, numbers in found.items() if holding is None or d in holding}
            ruled = self._ruled()
            every = (line for d in in_order(db, set(found)) for line in self._of(d, found[d], ruled))
            yield from up_to(filters.limit, (line for line in every if _passes(line, filters, wanted)))

    def _conditions(self, filters: Filters, wanted: DeedFilters, promised: bool) -> Conditions:
        narrow = msgspec.structs.replace(filters, by=None, to=None, status=None)
        asked = statements.conditions(self._source, narrow)
        asked.add("d.promised = ?", int(promised))
        doer, other = ("by", "to") if promised else ("of", "of")
        if filters.by:
            figures, values = figures_of(self._db, filters.by)
            spoken = SPOKEN.format(figures=figures, condition=PERSON if promised else SPEAKER)
            given = f"{BY.format(figures=figures, role=doer)} OR {spoken}" if promised else spoken
            asked.add(given, *values, *(values if promised else ()))
        if filters.to:
            figures, values = figures_of(self._db, filters.to)
            hears = SPOKEN.format(figures=figures, condition="p.role IN ('addressee', 'target')")
            asked.add(f"{BY.format(figures=figures, role=other)} OR {hears}", *values, *values)
        if wanted.vague is not None:
            asked.add("d.vague = ?", int(wanted.vague))
        if wanted.due_after or wanted.due_before:
            asked.add("d.due_time IS NOT NULL")
        return asked

    def _of(self, document: str, numbers: Sequence[int], ruled: dict[str, dict[int, RulingLine]]) -> Iterator[Line]:
        """The lines of these statements of one document, by place in the text."""
        ids: dict[str, int] = dict(self._rows("t.id, t.n", "statement", document, numbers))
        deeds = {row[0]: row[1:] for row in self._rows(_DEED, "deed", document, numbers)}
        spans: dict[tuple[int, str], list[Evidence]] = {}
        for n, role, start, end in self._rows("t.n, t.role, t.start, t.end", "deed_span", document, numbers, "t.ord"):
            spans.setdefault((n, role), []).append(self._source.texts.evidence(document, Span(start, end)))
        parties = self._parties(document, numbers)
        on = published(self._source, document)
        for line in statements.of_document(self._source, document, list(numbers)):
            n = ids[line.id]
            promised, strength, vague, bound, value = deeds[n]
            common: dict[str, Any] = {
                **{name: getattr(line, name) for name in line.__struct_fields__ if name not in ("why", "strength")},
                "strength": strength,
                "action": tuple(spans.get((n, "action"), ())),
                "object": tuple(spans.get((n, "object"), ())),
                "due": self._due(bound, value, tuple(spans.get((n, "due"), ())), on, line),
                "conditions": tuple(spans.get((n, "condition"), ())),
                "vague": bool(vague),
                "why": line.why,
            }
            ruling = ruled.get(document, {}).get(n)
            common |= {"ruling": ruling, "status": ruling.value["status"]} if ruling is not None else {}
            if promised:
                yield CommitmentLine(by=_of_role(parties, n, "by"), to=_of_role(parties, n, "to"), **common)
            else:
                yield DemandLine(of=_of_role(parties, n, "of"), **common)

    def _due(
        self, bound: str | None, value: str | None, words: tuple[Evidence, ...], on: When, line: StatementLine
    ) -> When | None:
        """When it is due; None where nothing is said, or where the time proves to lie before the text."""
        if bound is None or not words:
            return None
        time = msgspec.json.decode(value, type=TimeValue) if value is not None else None
        said = on if on.known else line.when
        due = due_when(time, bound, words[0].quote, anchor(said))
        return None if is_past(due, said) else msgspec.structs.replace(due, evidence=words)

    def _parties(self, document: str, numbers: Sequence[int]) -> dict[tuple[int, str], dict[str, Named]]:
        found: dict[tuple[int, str], dict[str, Named]] = {}
        joined = (
            "deed_party t LEFT JOIN figure f ON f.document = t.document AND f.n = t.figure"
            " LEFT JOIN figure_actor l ON l.document = t.document AND l.figure = t.figure"
            " LEFT JOIN actor a ON a.id = l.actor"
        )
        columns = "t.n, t.role, t.name, t.start, t.end, coalesce(a.id, f.id), coalesce(a.name, f.name)"
        for n, role, name, start, end, id_, known in self._rows(columns, joined, document, numbers, "t.role, t.ord"):
            here = self._source.texts.evidence(document, Span(start, end))
            found.setdefault((n, role), {}).setdefault(id_ or name, Named(id_, known or name or here.quote, (here,)))
        return found

    def _rows(
        self, columns: str, tables: str, document: str, numbers: Sequence[int], order: str = "1"
    ) -> Iterable[Row]:
        tables = tables if " " in tables else f"{tables} t"
        few = f" AND t.n IN ({','.join(str(int(n)) for n in numbers)})" if len(numbers) <= statements.FEW else ""
        sql = f"SELECT {columns} FROM {tables} WHERE t.document = ?{few} ORDER BY {order}"
        return self._db.rows(sql, [document]).fetchall()

    # rulings

    def rule(self, statement: str, status: str, by: str, why: str) -> str:
        """Rules what became of a commitment or a demand, and returns the ruling's id."""
        line = self.line(statement)
        if line is None:
            raise KeyError(statement)
        digest = str(self._db.value("SELECT digest FROM document WHERE id = ?", [line.document]))
        span = Span(line.action[0].start, line.action[-1].end)
        ruling = rulings.speak_of(self._source.texts, digest, span, COMMITMENT, {"status": status}, by, why)
        with self._db.transaction():
            id_ = rulings.add(self._db, ruling)
            self.check_rulings()
        return id_

    def undo(self, ruling: str, by: str, why: str) -> str:
        """Takes a ruling back by another one, whose id it returns. Raises NotFound or UsageError."""
        with self._db.transaction():
            id_ = rulings.undo(self._db, ruling, by, why)
            self.check_rulings()
        return id_

    def rulings(self) -> list[RulingLine]:
        """All rulings, in the order in which they were made."""
        return rulings.every(self._db)

    def check_rulings(self) -> None:
        """Stores a finding for every ruling whose words are gone."""
        troubles = list(rulings.lost(self._db, self._source.texts))
        writing.findings(self._db, writing.Stage.RULE, None, troubles)

    def _ruled(self) -> dict[str, dict[int, RulingLine]]:
        """For each document the statements of which somebody ruled what became of them; the last ruling counts."""
        found: dict[str, dict[int, RulingLine]] = {}
        for placed in rulings.standing(self._db, self._source.texts, COMMITMENT):
            if placed.span is None:
                continue
            for n in rulings.deeds_at(self._db, placed.document, placed.span)[:1]:
                found.setdefault(placed.document, {})[n] = placed.line
        return found


_DEED = (
    "t.n, t.promised, t.strength, t.vague, t.due_bound, (SELECT value FROM time_mark k"
    " WHERE k.document = t.document AND k.n = t.due_time)"
)


def _of_role(parties: dict[tuple[int, str], dict[str, Named]], n: int, role: str) -> tuple[Named, ...]:
    return tuple(parties.get((n, role), {}).values())


def _passes(line: Line, filters: Filters, wanted: DeedFilters) -> bool:
    if not statements.passes(_as_statement(line), filters):
        return False
    if wanted.status is not None and line.status != wanted.status:
        return False
    if wanted.due_after or wanted.due_before:
        first = line.due.first_day or line.due.last_day if line.due is not None else None
        last = line.due.last_day or line.due.first_day if line.due is not None else None
        if first is None or last is None:
            return False
        if (wanted.due_after and last < wanted.due_after) or (wanted.due_before and last > wanted.due_before):
            return False
    return filters.words is None or says(filters.words, (e.quote for e in (*line.content, *line.source, *line.cue)))


def _as_statement(line: Line) -> StatementLine:
    return StatementLine(**{name: getattr(line, name) for name in StatementLine.__struct_fields__})
