"""When documents, engagements and statements were, from their rows."""

from __future__ import annotations

from datetime import date

import msgspec

from communique.model.spans import Span
from communique.model.spoken import Spoken
from communique.model.times import Base, TimeValue
from communique.model.when import UNKNOWN, Basis, Precision, When
from communique.record.lines.asking import Source

COLUMNS = "from_, to_, precision, basis, reason"
Stored = tuple[str | None, str | None, str, str, str]


def when_from(stored: Stored, source: Source, evidence: list[tuple[str, int, int]]) -> When:
    from_, to, precision, basis, reason = stored
    found = tuple(source.texts.evidence(document, Span(start, end)) for document, start, end in evidence)
    return When(from_, to, Precision(precision), Basis(basis), reason, found)


def published(source: Source, document: str) -> When:
    """When the document was published; UNKNOWN until linking has said so."""
    stored = source.db.row(f"SELECT {COLUMNS} FROM document_when WHERE document = ?", [document])
    if stored is None:
        return UNKNOWN
    rows = source.db.rows(
        "SELECT source, start, end FROM document_when_evidence WHERE document = ? ORDER BY ord", [document]
    )
    return when_from(stored, source, rows.fetchall())


def of_engagement(source: Source, engagement: str) -> When:
    stored = source.db.row(f"SELECT {COLUMNS} FROM engagement WHERE id = ?", [engagement])
    if stored is None:
        return UNKNOWN
    rows = source.db.rows(
        "SELECT document, start, end FROM engagement_evidence WHERE engagement = ? AND role = 'when' ORDER BY ord",
        [engagement],
    )
    return when_from(stored, source, rows.fetchall())


def said(source: Source, document: str, times: list[tuple[int, int, str]], at: When, on: When) -> When:
    """When something was said: as the text says (`times`: start, end and value), else when the engagement `at` which
    it was said took place, else on the date of the document."""
    for start, end, value in times:
        evidence = source.texts.evidence(document, Span(start, end))
        stated = _stated(source, document, start, msgspec.json.decode(value, type=TimeValue), evidence.quote, on)
        if stated.known:
            return msgspec.structs.replace(stated, evidence=(evidence,))
    if at.known:
        return at
    if on.known:
        return msgspec.structs.replace(on, basis=Basis.INFERRED, reason=f"the date of the document: {on.reason}")
    return UNKNOWN


def _stated(source: Source, document: str, start: int, value: TimeValue, words: str, on: When) -> When:
    """When an expression means; "the following month" counts from the month that the text named before it."""
    spoken = Spoken(anchor(on))
    if value.base is Base.MENTIONED:
        rows = source.db.rows(
            "SELECT value FROM time_mark WHERE document = ? AND start < ? ORDER BY start, end", [document, start]
        )
        for (before,) in rows:
            spoken.when(msgspec.json.decode(before, type=TimeValue), "")
    return spoken.when(value, words)


def anchor(on: When) -> date | None:
    """The day from which a document counts, where its date is known to the day."""
    return on.first_day if on.precision in (Precision.DAY, Precision.MINUTE) else None
