"""Lines of instruments: one for all the citations that share a key."""

from __future__ import annotations

from collections.abc import Iterator

from communique.model.filters import Filters
from communique.model.record import InstrumentLine
from communique.model.spans import Span
from communique.record.lines.asking import (
    Conditions,
    Source,
    documents_named,
    engagement_named,
    figures_of,
    quotes_of,
    said,
    says,
    slots,
    up_to,
    within,
)


def instruments(source: Source, filters: Filters) -> Iterator[InstrumentLine]:
    """Instruments by key. `by`, `to`, `about`, `act` and `engagement` ask for those that such a statement cites."""
    db = source.db
    with db.snapshot():
        asked = _conditions(source, filters)
        ids = db.column(
            "SELECT DISTINCT c.instrument FROM citation c LEFT JOIN document_when w ON w.document = c.document"
            f" WHERE {asked.where} ORDER BY c.key, c.instrument",
            asked.values,
        )
        every = (line(source, id_) for id_ in ids)
        words = filters.words
        told = (found for found in every if words is None or says(words, quotes_of(found.citations)))
        yield from up_to(filters.limit, told)


def _conditions(source: Source, filters: Filters) -> Conditions:
    db = source.db
    asked = Conditions()
    speaking = said(filters)
    for name, roles in ((filters.by, ("speaker", "on_behalf_of")), (filters.to, ("addressee", "target"))):
        if name:
            figures, values = figures_of(db, name)
            speaking.add(
                "(s.document, s.n) IN (SELECT p.document, p.n FROM statement_party p"
                f" WHERE p.role IN (?, ?) AND (p.document, p.figure) IN ({figures}))",
                *roles,
                *values,
            )
    if filters.engagement:
        one = engagement_named(db, filters.engagement)
        speaking.add(
            "(s.document, s.engagement) IN (SELECT document, n FROM engagement_member WHERE engagement = ?)", one
        )
    if speaking.sql:
        asked.add(
            "(c.document, c.n) IN (SELECT t.document, t.citation FROM statement_citation t"
            f" JOIN statement s USING (document, n) WHERE {speaking.where})",
            *speaking.values,
        )
    if filters.kind:
        asked.add("c.kind = ?", filters.kind)
    if filters.document:
        ids = documents_named(db, filters.document)
        asked.add(f"c.document IN ({slots(ids)})", *ids)
    within(asked, "w.from_", "w.to_", filters.since, filters.until)
    return asked


def line(source: Source, instrument: str, most: int | None = None) -> InstrumentLine:
    """The line of one instrument: named as its first citation in the record's order names it, the rest from the first
    that says it. With `most` it has no more of its citations. Raises KeyError for an unknown one."""
    rows = source.db.rows(
        "SELECT c.name, c.kind, c.number, c.date, c.issuer, c.document, c.start, c.end FROM citation c"
        " LEFT JOIN document_when w ON w.document = c.document WHERE c.instrument = ?"
        " ORDER BY coalesce(w.from_, '9999'), c.document, c.start, c.n",
        [instrument],
    ).fetchall()
    if not rows:
        raise KeyError(instrument)
    number, date, issuer = (next((row[n] for row in rows if row[n] is not None), None) for n in (2, 3, 4))
    citations = tuple(source.texts.evidence(row[5], Span(row[6], row[7])) for row in rows[:most])
    return InstrumentLine(instrument, rows[0][0], rows[0][1], number, date, issuer, citations)
