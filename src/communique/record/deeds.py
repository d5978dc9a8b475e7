"""Deeds as rows: what a statement promises or demands, by whom, for whom, when, on which conditions."""

from __future__ import annotations

from collections.abc import Iterator, Sized
from typing import TYPE_CHECKING

from communique.model.marks import DeedMark, Marks, StatementMark
from communique.model.spans import Span

if TYPE_CHECKING:
    from communique.record.projection import Rows


def deed_rows(document: str, n: int, deed: DeedMark, text: str, rows: Rows) -> None:
    """Adds the rows of the deed of statement `n`."""
    due = (deed.due.bound, deed.due.time) if deed.due is not None else (None, None)
    rows["deed"].append((document, n, int(deed.promised), deed.strength.value, int(deed.vague), *due))
    for role, spans in _spans(deed):
        rows["deed_span"] += [(document, n, role, ord_, s.start, s.end, s.of(text)) for ord_, s in enumerate(spans)]
    for role, parties in (("by" if deed.promised else "of", deed.by), ("to", deed.to)):
        rows["deed_party"] += [
            (document, n, role, ord_, p.figure, p.name, p.span.start, p.span.end) for ord_, p in enumerate(parties)
        ]


def deed_numbers(n: int, statement: StatementMark, marks: Marks) -> Iterator[tuple[str, int, Sized]]:
    """Every number by which a deed names another mark, with the list that it counts in."""
    deed = statement.deed
    if deed is None:
        return
    what = f"deed of statement {n}"
    yield from ((what, p.figure, marks.figures) for p in (*deed.by, *deed.to) if p.figure is not None)
    if deed.due is not None and deed.due.time is not None:
        yield what, deed.due.time, marks.times


def deed_places(deed: DeedMark) -> Iterator[Span]:
    """Every span of a deed."""
    yield from (span for _, spans in _spans(deed) for span in spans)
    yield from (party.span for party in (*deed.by, *deed.to))


def _spans(deed: DeedMark) -> tuple[tuple[str, tuple[Span, ...]], ...]:
    due = (deed.due.span,) if deed.due is not None else ()
    return (("action", deed.action), ("object", deed.object), ("due", due), ("condition", deed.conditions))
