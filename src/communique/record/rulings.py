"""Rulings: what people decided about words of documents. Added to, never changed; one is undone by another.

A ruling names its words by the digest of the document's bytes and their place, never by an id that is computed. So it
outlives every rebuild: where it applies is found anew each time. Where a newer reader moved the text, its words and
what stood around them find the place again; where they are gone, that is a finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec
from msgspec import Struct

from communique.errors import NotFound, UsageError
from communique.model.findings import Severity, Trouble
from communique.model.ids import Thing, document_id, identify
from communique.model.rulings import Ruling, RulingLine
from communique.model.spans import Span
from communique.record.database import Database, Row
from communique.record.texts import Texts

COMMITMENT, UNDO = "commitment", "undo"  # kinds
AROUND = 60  # characters kept of what stands before and after
COLUMNS = "id, made_at, by, why, kind, digest, start, end, words, before, after, value, undoes"


class Placed(Struct, frozen=True):
    """A ruling that stands, and where its words are in the present text; `span` is None where they are gone."""

    line: RulingLine
    document: str
    span: Span | None
    words: str
    reason: str = ""  # why it has no place


def speak_of(texts: Texts, digest: str, span: Span, kind: str, value: dict[str, str], by: str, why: str) -> Ruling:
    """A ruling about words of a document, as they stand."""
    text = texts.text(document_id(digest))
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
    return Ruling(kind, digest, span, span.of(text), by, why, at, value, before, after)


def add(db: Database, ruling: Ruling) -> str:
    """Stores a ruling and returns its id, which follows from what it says, by whom and when. Repeatable."""
    if not ruling.by.strip() or not ruling.why.strip():
        raise UsageError("a ruling needs a name and a reason", "rule", "--by NAME --why TEXT")
    value = msgspec.json.encode(ruling.value, order="sorted").decode()
    said = (ruling.kind, ruling.digest, ruling.span.start, ruling.span.end, ruling.words, value)
    id_ = identify(Thing.RULING, *said, ruling.by, ruling.why, ruling.made_at, ruling.undoes)
    place = (ruling.digest, ruling.span.start, ruling.span.end, ruling.words, ruling.before, ruling.after)
    with db.transaction():
        row = (id_, ruling.made_at, ruling.by, ruling.why, ruling.kind, *place, value, ruling.undoes)
        db.insert("ruling", [row], ignore=True)
    return id_


def undo(db: Database, name: str, by: str, why: str) -> str:
    """Takes a ruling back by another one, whose id it returns. Raises NotFound, or UsageError for several ids."""
    rows = db.rows(f"SELECT {COLUMNS} FROM ruling WHERE id >= ? AND id < ? ORDER BY id", [name, name + "~"]).fetchall()
    if not rows:
        raise NotFound("no ruling answers to this id", name, "communique rule list")
    if len(rows) > 1 and rows[0][0] != name:
        raise UsageError(f"several rulings begin with {name}", ", ".join(row[0] for row in rows[:3]), "more of it")
    known = _ruling(rows[0])
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    return add(
        db, msgspec.structs.replace(known, kind=UNDO, by=by, why=why, made_at=at, value={}, undoes=str(rows[0][0]))
    )


def every(db: Database) -> list[RulingLine]:
    """All rulings, in the order in which they were made."""
    rows = db.rows(f"SELECT {COLUMNS} FROM ruling ORDER BY made_at, id").fetchall()
    return [_line(row) for row in rows]


def standing(db: Database, texts: Texts, kind: str) -> list[Placed]:
    """The rulings of a kind that nobody took back, in the order in which they were made."""
    rows = db.rows(f"SELECT {COLUMNS} FROM ruling ORDER BY made_at, id").fetchall()
    undone: dict[str, list[str]] = {}
    for row in rows:
        if row[12] is not None:
            undone.setdefault(row[12], []).append(row[0])

    def stands(id_: str) -> bool:
        return not any(stands(other) for other in undone.get(id_, ()))

    return [_placed(db, texts, row) for row in rows if row[4] == kind and stands(row[0])]


def lost(db: Database, texts: Texts) -> Iterator[Trouble]:
    """A finding for every ruling whose words are gone, or no longer promise or demand anything."""
    for placed in standing(db, texts, COMMITMENT):
        why = placed.reason
        if placed.span is not None:
            why = "" if deeds_at(db, placed.document, placed.span) else "its words promise or demand nothing any more"
        if why:
            yield Trouble(
                Severity.WARNING,
                f"ruling {placed.line.id} no longer applies: “{_short(placed.words)}”",
                f"{why}; {placed.line.by} ruled {placed.line.value.get('status', placed.line.kind)}",
                "to add the document again, or communique rule undo",
                placed.document,
            )


def deeds_at(db: Database, document: str, span: Span) -> list[int]:
    """The statements whose deed stands in these words, those that fill them most first."""
    rows = db.rows(
        "SELECT n, start, end FROM deed_span WHERE document = ? AND role = 'action' AND start < ? AND end > ?",
        [document, span.end, span.start],
    ).fetchall()
    shared: dict[int, int] = {}
    for n, start, end in rows:
        both = min(end, span.end) - max(start, span.start)
        if 2 * both >= min(end - start, len(span)):
            shared[n] = shared.get(n, 0) + both
    return sorted(shared, key=lambda n: (-shared[n], n))


def _placed(db: Database, texts: Texts, row: Row) -> Placed:
    ruling, line = _ruling(row), _line(row)
    document = document_id(ruling.digest)
    if db.value("SELECT 1 FROM text WHERE document = ?", [document]) is None:
        return Placed(line, document, None, ruling.words, "its document is not in the record, or could not be read")
    text = texts.text(document)
    if ruling.span.end <= len(text) and ruling.span.of(text) == ruling.words:
        return Placed(line, document, ruling.span, ruling.words)
    for words, skipped in ((ruling.before + ruling.words + ruling.after, len(ruling.before)), (ruling.words, 0)):
        if text.count(words) == 1:
            start = text.index(words) + skipped
            return Placed(line, document, Span(start, start + len(ruling.words)), ruling.words)
    return Placed(line, document, None, ruling.words, "its words are not in the text any more, or stand there twice")


def _ruling(row: Row) -> Ruling:
    _, made_at, by, why, kind, digest, start, end, words, before, after, value, undoes = row
    decided = msgspec.json.decode(value, type=dict[str, str])
    return Ruling(kind, digest, Span(start, end), words, by, why, made_at, decided, before, after, undoes)


def _line(row: Row) -> RulingLine:
    ruling = _ruling(row)
    return RulingLine(row[0], ruling.kind, ruling.value, ruling.by, ruling.why, ruling.made_at, ruling.undoes)


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= 60 else plain[:59] + "…"
