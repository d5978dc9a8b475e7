"""Search: paragraphs, headings and list items outside furniture that hold all the words asked for."""

from __future__ import annotations

from collections.abc import Iterator

from communique.model.spans import Evidence, Span
from communique.record.lines.asking import Source


def search(source: Source, words: str, limit: int | None = None) -> Iterator[Evidence]:
    """The blocks that hold every one of `words`, the best match first, then in the record's order.

    A run in double quotes is asked for as a phrase. Every word is quoted, so nothing in it is an operator.
    """
    terms: list[str] = []
    for n, part in enumerate(words.replace("\0", " ").split('"')):
        terms += [part] if n % 2 else part.split()
    asked = " AND ".join(f'"{term}"' for term in terms if any(c.isalnum() for c in term))
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
