"""Lines of findings."""

from __future__ import annotations

from collections.abc import Iterator

from communique.model.filters import Filters
from communique.model.record import FindingLine
from communique.record.lines.asking import (
    Conditions,
    Source,
    documents_named,
    engagement_named,
    says,
    slots,
    up_to,
    within,
)

COLUMNS = "f.id, f.severity, f.document, f.what, f.where_, f.why, f.try_"


def findings(source: Source, filters: Filters) -> Iterator[FindingLine]:
    """Findings in the record's order of documents, those about none last. `kind` and `status` ask for a severity."""
    db = source.db
    with db.snapshot():
        asked = Conditions()
        for severity in (filters.kind, filters.status):
            if severity:
                asked.add("f.severity = ?", severity)
        if filters.document:
            ids = documents_named(db, filters.document)
            asked.add(f"f.document IN ({slots(ids)})", *ids)
        if filters.engagement:
            one = engagement_named(db, filters.engagement)
            asked.add("f.document IN (SELECT document FROM engagement_member WHERE engagement = ?)", one)
        if any((filters.by, filters.to, filters.about, filters.act)):
            asked.add("0")  # a finding has no speaker, no addressee, no issue and no act
        within(asked, "w.from_", "w.to_", filters.since, filters.until)
        rows = db.rows(
            f"SELECT {COLUMNS} FROM finding f LEFT JOIN document_when w ON w.document = f.document"
            f" WHERE {asked.where} ORDER BY f.document IS NULL, coalesce(w.from_, '9999'), f.document, f.id",
            asked.values,
        )
        every = (FindingLine(*row) for row in rows)
        told = (found for found in every if says(filters.words, iter((found.what, found.why))))
        yield from up_to(filters.limit, told)


def line(source: Source, finding: str) -> FindingLine:
    """The line of one finding. Raises KeyError for an unknown one."""
    row = source.db.row(f"SELECT {COLUMNS} FROM finding f WHERE id = ?", [finding])
    if row is None:
        raise KeyError(finding)
    return FindingLine(*row)
