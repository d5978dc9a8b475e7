"""Search: paragraphs, headings and list items outside furniture that hold all the words asked for."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from communique.model.filters import EVERYTHING, Filters
from communique.model.spans import Evidence, Span
from communique.record.lines.asking import Conditions, Source
from communique.record.lines.documents import conditions

BEST = 10_000  # matches that are weighed against each other; of more, those that stand first in the record's order


def search(source: Source, words: str, limit: int | None = None) -> Iterator[Evidence]:
    """The blocks that hold every one of `words`, the best match first, then in the record's order.

    A run in double quotes is asked for as a phrase. Every word is quoted, so nothing in it is an operator.
    """
    asked = _asked(words)
    if not asked:
        return
    with source.db.snapshot():
        rows = source.db.rows(
            "SELECT b.document, b.start, b.end FROM paragraph p JOIN block b ON b.row = p.rowid"
            " LEFT JOIN document_when w ON w.document = b.document WHERE p.paragraph MATCH ?"
            " ORDER BY p.rank, coalesce(w.from_, '9999'), b.document, b.n LIMIT ?",
            [asked, -1 if limit is None else limit],
        )
        for document, start, end in rows.fetchall():
            yield source.texts.evidence(document, Span(start, end))


def found(source: Source, words: str, filters: Filters, limit: int, offset: int) -> tuple[int, list[Evidence]]:
    """How many blocks of documents that `filters` let through hold every one of `words`, and some of them, as `search`.

    Raises NotFound or UsageError where a filter names nothing.
    """
    asked = _asked(words)
    if not asked:
        return 0, []
    with source.db.snapshot():
        narrow = Conditions()
        if structs.replace(filters, words=None, limit=None) != EVERYTHING:
            among = conditions(source, filters)
            narrow.add(
                "b.document IN (SELECT d.id FROM document d LEFT JOIN document_when w ON w.document = d.id"
                f" WHERE {among.where})",
                *among.values,
            )
        matching = f"FROM paragraph p JOIN block b ON b.row = p.rowid WHERE p.paragraph MATCH ? AND {narrow.where}"
        total = int(source.db.value(f"SELECT count(*) {matching}", [asked, *narrow.values]))
        order = "p.rank, " if total <= BEST else ""  # what half the record holds has no best
        rows = source.db.rows(
            "SELECT b.document, b.start, b.end FROM paragraph p JOIN block b ON b.row = p.rowid"
            " LEFT JOIN document_when w ON w.document = b.document"
            f" WHERE p.paragraph MATCH ? AND {narrow.where}"
            f" ORDER BY b.kind = 'metadata', {order}coalesce(w.from_, '9999'), b.document, b.n LIMIT ? OFFSET ?",
            [asked, *narrow.values, limit, offset],
        ).fetchall()
        return total, [source.texts.evidence(document, Span(start, end)) for document, start, end in rows]


def _asked(words: str) -> str:
    """`treaty "high seas"` in the index's own language; empty where there is no word in it."""
    terms: list[str] = []
    for n, part in enumerate(words.replace("\0", " ").split('"')):
        terms += [part] if n % 2 else part.split()
    return " AND ".join(f'"{term}"' for term in terms if any(c.isalnum() for c in term))
