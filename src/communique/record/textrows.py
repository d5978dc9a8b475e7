"""What is kept of texts to find their copies: signatures, keys, the pairs that are one text, and the families."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from communique.model.origins import CROWD, Likeness, Placing, TextLink, TextRow
from communique.record.database import Database, Value

STEP = 400  # values in one question, below SQLite's limit


class TextRows:
    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, text: TextRow, keys: Iterable[int]) -> None:
        """Keeps a text in place of what was known of its document; the pairs that it stood in go."""
        self._db.run("DELETE FROM link_text WHERE document = ?", [text.document])
        columns = (text.document, text.signature, text.shingles, text.house, text.credit, text.published)
        self._db.insert("link_text", [(*columns, int(text.official))])
        self._db.insert("link_text_key", [(key, text.document) for key in sorted(set(keys))])

    def texts(self, documents: Iterable[str]) -> Iterator[TextRow]:
        for document, signature, shingles, house, credit, published, official in self._in(
            "SELECT * FROM link_text WHERE document", documents
        ):
            yield TextRow(document, signature, shingles, house, credit, published, bool(official))

    def keys(self, documents: Iterable[str]) -> set[int]:
        return {key for (key,) in self._in("SELECT key FROM link_text_key WHERE document", documents)}

    def sharing(self, key: int, limit: int | None = None) -> list[str]:
        """The documents under a key, in order; at most so many."""
        sql = "SELECT document FROM link_text_key WHERE key = ? ORDER BY document LIMIT ?"
        return self._db.column(sql, [key, -1 if limit is None else limit])

    def replace_pairs(self, documents: Sequence[str], pairs: Iterable[TextLink]) -> None:
        """The pairs in which these documents stand, in place of those that were known."""
        for document in documents:
            self._db.run("DELETE FROM link_text_pair WHERE document = ?1 OR other = ?1", [document])
        rows = []
        for p in pairs:
            found = p.likeness
            rows.append((p.document, p.other, found.shared, found.shorter, found.longer, found.same, found.swapped))
        self._db.insert("link_text_pair", sorted(rows))

    def pairs_of(self, documents: Iterable[str]) -> list[TextLink]:
        """Every pair in which one of these documents stands, in order."""
        listed = sorted(set(documents))
        rows = {
            row
            for column in ("document", "other")
            for row in self._in(f"SELECT * FROM link_text_pair WHERE {column}", listed)
        }
        return [TextLink(document, other, Likeness(*found)) for document, other, *found in sorted(rows)]

    def families_of(self, documents: Iterable[str]) -> set[str]:
        """These documents, and all that are in a family with one of them."""
        listed = set(documents)
        families = {family for (family,) in self._in("SELECT family FROM document_origin WHERE document", listed)}
        return listed | {d for (d,) in self._in("SELECT document FROM document_origin WHERE family", families)}

    def place(self, documents: Iterable[str], placings: Iterable[Placing]) -> None:
        """Where these documents have their texts from, in place of what was said before."""
        for document in sorted(set(documents)):
            self._db.run("DELETE FROM document_origin WHERE document = ?", [document])
        rows = [(p.document, p.family, p.origin, p.origin_document, p.reason) for p in placings]
        self._db.insert("document_origin", sorted(rows))

    def clear(self) -> None:
        for table in ("document_origin", "link_text"):
            self._db.run(f"DELETE FROM {table}")

    def _in(self, sql: str, values: Iterable[Value]) -> Iterator[tuple]:  # type: ignore[type-arg]
        listed = sorted(set(values))  # type: ignore[type-var]
        for at in range(0, len(listed), STEP):
            some = listed[at : at + STEP]
            yield from self._db.rows(f"{sql} IN ({', '.join('?' * len(some))})", some).fetchall()


def unsettled(db: Database, document: str) -> set[str]:
    """The documents whose family or whose comparisons rest on this one, which goes or changes."""
    family = db.column(
        "SELECT document FROM document_origin WHERE family = (SELECT family FROM document_origin WHERE document = ?)",
        [document],
    )
    crowded = db.column(
        "SELECT k.key FROM link_text_key k WHERE k.document = ?1"
        " AND (SELECT count(*) FROM (SELECT 1 FROM link_text_key o WHERE o.key = k.key LIMIT ?2)) = ?2",
        [document, CROWD + 1],
    )
    found = set(family)
    for key in crowded:
        found |= set(db.column("SELECT document FROM link_text_key WHERE key = ?", [key]))
    return found
