"""Rulings: what people decided about words of documents. Added to, never changed; one is undone by another.

A ruling names its words by the digest of the document's bytes and their place, never by an id that is computed. So it
outlives every rebuild: where it applies is found anew each time. Where a newer reader moved the text, its words and
what stood around them find the place again; where they are gone, that is a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import msgspec
from msgspec import Struct

from communique.errors import NotFound, UsageError
from communique.model.findings import Severity, Trouble
from communique.model.ids import Thing, document_id, identify
from communique.model.rulings import Ruling, RulingKind, RulingLine, taken_back
from communique.model.spans import Span
from communique.record.database import Database, Row
from communique.record.places import find
from communique.record.sound import signed
from communique.record.texts import Texts

COMMITMENT, UNDO = RulingKind.COMMITMENT.value, RulingKind.UNDO.value
AROUND = 60  # characters kept of what stands before and after
COLUMNS = "id, made_at, by, why, kind, digest, start, end, words, before, after, value, undoes"


class Placed(Struct, frozen=True):
    """A ruling that stands, and where its words are in the present text; `span` is None where they are gone."""

    line: RulingLine
    document: str
    span: Span | None
    words: str
    reason: str = ""  # why it has no place


def speak_of(texts: Texts, digest: str, span: Span, kind: str, value: dict[str, object], by: str, why: str) -> Ruling:
    """A ruling about words of a document, as they stand."""
    text = texts.text(document_id(digest))
    by, why = signed(by, why)
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    return Ruling(kind, digest, span, span.of(text), by, why, at, value, *around(text, span))


def around(text: str, span: Span) -> tuple[str, str]:
    """What stands before and after a place."""
    return text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]


def id_of(ruling: Ruling) -> str:
    """The id of a ruling: what it says, by whom and when."""
    value = _encoded(ruling)
    said = (ruling.kind, ruling.digest, ruling.span.start, ruling.span.end, ruling.words, value)
    return identify(Thing.RULING, *said, ruling.by, ruling.why, ruling.made_at, ruling.undoes)


def add(db: Database, ruling: Ruling) -> str:
    """Stores a ruling and returns its id, which follows from what it says, by whom and when. Repeatable."""
    id_ = id_of(ruling)
    place = (ruling.digest, ruling.span.start, ruling.span.end, ruling.words, ruling.before, ruling.after)
    with db.transaction():
        row = (id_, ruling.made_at, ruling.by, ruling.why, ruling.kind, *place, _encoded(ruling), ruling.undoes)
        db.insert("ruling", [row], ignore=True)
    return id_


def undo(db: Database, name: str, by: str, why: str) -> str:
    """Takes a ruling back by another one, whose id it returns. Raises NotFound, or UsageError for several ids."""
    rows = db.rows(f"SELECT {COLUMNS} FROM ruling WHERE id >= ? AND id < ? ORDER BY id", [name, name + "~"]).fetchall()
    if not rows or not name:
        raise NotFound("no ruling answers to this id", name, "communique rule list")
    if len(rows) > 1 and rows[0][0] != name:
        raise UsageError(f"several rulings begin with {name}", ", ".join(row[0] for row in rows[:3]), "more of it")
    known = ruling_of(rows[0])
    by, why = signed(by, why)
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    return add(
        db, msgspec.structs.replace(known, kind=UNDO, by=by, why=why, made_at=at, value={}, undoes=str(rows[0][0]))
    )


def every(db: Database) -> list[RulingLine]:
    """All rulings, in the order in which they were made."""
    rows = db.rows(f"SELECT {COLUMNS} FROM ruling ORDER BY made_at, id").fetchall()
    return [line_of(row) for row in rows]


def standing_rows(db: Database, kinds: Iterable[str], digest: str | None = None) -> list[Row]:
    """The rows of rulings of these kinds that nobody took back, in the order in which they were made; of one document's
    bytes, or of all."""
    where, values = (" WHERE digest = ?", [digest]) if digest is not None else ("", [])
    rows = db.rows(f"SELECT {COLUMNS} FROM ruling{where} ORDER BY made_at, id", values).fetchall()
    undoings = db.rows("SELECT id, undoes FROM ruling WHERE undoes IS NOT NULL").fetchall()
    back = taken_back(undoings)
    wanted = frozenset(kinds)
    return [row for row in rows if row[4] in wanted and row[0] not in back]


def standing(db: Database, texts: Texts, kind: str) -> list[Placed]:
    """The rulings of a kind that nobody took back, in the order in which they were made."""
    return [placed(db, texts, row) for row in standing_rows(db, (kind,))]


def lost(db: Database, texts: Texts) -> Iterator[Trouble]:
    """A finding for every ruling whose document is not there, and for every one on a commitment whose words are gone,
    or no longer promise or demand anything."""
    for row in standing_rows(db, (kind for kind in RulingKind if kind != RulingKind.UNDO)):
        if row[4] != COMMITMENT and has_text(db, document_id(row[5])):
            continue  # told where it is applied
        found = placed(db, texts, row)
        why = found.reason
        if found.span is not None:
            why = "" if deeds_at(db, found.document, found.span) else "its words promise or demand nothing any more"
        if why:
            yield trouble(found.line, f"{why}; {found.line.by} ruled {found.line.value.get('status', found.line.kind)}")


def trouble(line: RulingLine, why: str) -> Trouble:
    """The finding of a ruling that does not apply."""
    return Trouble(
        Severity.WARNING,
        f"ruling {line.id} no longer applies: “{short(line.words)}”",
        why,
        "to add the document again, or communique rule undo",
        line.document,
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


def has_text(db: Database, document: str) -> bool:
    return db.value("SELECT 1 FROM text WHERE document = ?", [document]) is not None


def placed(db: Database, texts: Texts, row: Row) -> Placed:
    """A ruling with its place in the present text."""
    ruling, line = ruling_of(row), line_of(row)
    document = line.document
    if not has_text(db, document):
        return Placed(line, document, None, ruling.words, "its document is not in the record, or could not be read")
    found = find(texts.text(document), ruling.span, ruling.words, ruling.before, ruling.after)
    reason = "" if found else "its words are not in the text any more, or stand there twice"
    return Placed(line, document, found, ruling.words, reason)


def ruling_of(row: Row) -> Ruling:
    _, made_at, by, why, kind, digest, start, end, words, before, after, value, undoes = row
    decided = msgspec.json.decode(value, type=dict[str, object])
    return Ruling(kind, digest, Span(start, end), words, by, why, made_at, decided, before, after, undoes)


def line_of(row: Row) -> RulingLine:
    ruling = ruling_of(row)
    return RulingLine(
        *(row[0], ruling.kind, ruling.value, ruling.by, ruling.why, ruling.made_at, ruling.undoes),
        *(document_id(ruling.digest), ruling.span.start, ruling.span.end, ruling.words),
    )


def short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= 60 else plain[:59] + "…"


def _encoded(ruling: Ruling) -> str:
    return msgspec.json.encode(ruling.value, order="sorted").decode()
