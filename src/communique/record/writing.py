"""Keeping documents, readings and marks. Each call is one transaction, or joins the one around it; what is already
there is left as it is, so a call can be repeated, and what remains to do is read from what is there."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from enum import StrEnum
from itertools import pairwise

import msgspec

from communique.model.document import DocumentStatus, Reading
from communique.model.findings import Trouble
from communique.model.ids import Thing, digest_of, document_id, identify
from communique.model.marks import Marks
from communique.model.rulings import Ruled
from communique.model.spans import Box
from communique.record import linked
from communique.record.database import Database
from communique.record.projection import MARK_TABLES, READING_TABLES, block_rows, mark_rows, reading_rows
from communique.record.texts import pages_of

READING_LEVEL = 6  # of zlib: bytes are kept for good
MARKS_LEVEL = 2  # … marks are written anew with each version


class Stage(StrEnum):
    READ = "read"
    MARK = "mark"
    LINK = "link"
    RULE = "rule"


def keep(db: Database, content: bytes, path: str, uri: str | None) -> str:
    """Keeps `content` before anybody parses it, and that it came from `path`; the id of its document."""
    digest = digest_of(content)
    document = document_id(digest)
    known = db.value("SELECT digest FROM document WHERE id = ?", [document])
    if known not in (None, digest):
        raise ValueError(f"{digest} and {known} share the id {document}")
    at = datetime.now(UTC).isoformat(timespec="seconds")
    with db.transaction():
        if known is None:
            packed = zlib.compress(content, READING_LEVEL)
            db.insert("content", [(digest, len(content), packed)], ignore=True)
            db.run("INSERT OR IGNORE INTO document (id, digest, path) VALUES (?, ?, ?)", [document, digest, path])
        db.insert("obtained", [(document, path, uri or "")], ignore=True)
        db.run(
            "INSERT INTO obtained_at VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET last_at = max(last_at, excluded.last_at)",
            [document, path, uri or "", at, at],
        )
        _place(db, document)
    return document


def _place(db: Database, document: str) -> None:
    """The first path and the first address in order, so that the order of arrival does not show."""
    db.run(
        "UPDATE document SET path = (SELECT min(path) FROM obtained WHERE document = id),"
        " uri = coalesce((SELECT min(uri) FROM obtained WHERE document = id AND uri <> ''), address) WHERE id = ?",
        [document],
    )


def content(db: Database, document: str) -> bytes:
    """The bytes as obtained."""
    packed = db.value(
        "SELECT bytes FROM content JOIN document ON content.digest = document.digest WHERE id = ?", [document]
    )
    if packed is None:
        raise KeyError(document)
    return zlib.decompress(packed)


def save_reading(db: Database, document: str, reading: Reading) -> None:
    """Stores what a reader made of the document. Another reading than the one that is there takes its marks with it."""
    reading = msgspec.structs.replace(reading, boxes=_in_order(reading.boxes))
    digest = digest_of(msgspec.msgpack.encode(reading))
    if db.value("SELECT digest FROM reading WHERE document = ?", [document]) == digest:
        return
    with db.transaction():
        _forget_reading(db, document)
        payload = msgspec.structs.replace(reading, text="", boxes=())
        packed = zlib.compress(msgspec.msgpack.encode(payload), MARKS_LEVEL)
        db.insert("reading", [(document, reading.reader, digest, packed)])
        db.insert("text", [(document, digest_of(reading.text.encode()), reading.text)])
        for table in READING_TABLES:
            db.insert(table, reading_rows(document, reading)[table])
        _index(db, document, reading)
        findings(db, Stage.READ, document, reading.troubles)
        claims = (reading.title, reading.publisher, reading.language, reading.origin, reading.address)
        kind = (reading.kind.value, reading.kind.reason) if reading.kind else ("other", "")
        db.run(
            "UPDATE document SET status = ?, reader = ?, media_type = ?, title = ?, publisher = ?, language = ?,"
            " origin = ?, address = ?, kind = ?, kind_reason = ?, account = 'press' WHERE id = ?",
            [
                DocumentStatus.PARTIAL if reading.partial else DocumentStatus.WHOLE,
                *(reading.reader, reading.media_type),
                *(claim.value if claim else None for claim in claims),
                *(*kind, document),
            ],
        )
        _place(db, document)


def _in_order(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """Boxes in the order of the text: they are stored by page, and a page's furniture may stand behind the next one."""
    return tuple(sorted(boxes, key=msgspec.structs.astuple))


def save_failure(db: Database, document: str, trouble: Trouble, reader: str) -> None:
    """The document could not be read by `reader`: it stays kept, has a status and a finding, and another version of
    the reader will try again."""
    with db.transaction():
        _forget_reading(db, document)
        findings(db, Stage.READ, document, [trouble])
        db.run(
            "UPDATE document SET status = ?, reader = ?, media_type = NULL, title = NULL, publisher = NULL,"
            " language = NULL, origin = NULL, address = NULL, kind = 'other', kind_reason = '', account = 'press'"
            " WHERE id = ?",
            [DocumentStatus.FAILED, reader, document],
        )
        _place(db, document)


def _forget_reading(db: Database, document: str) -> None:
    if db.value("SELECT 1 FROM reading WHERE document = ?", [document]) is None:
        return
    _forget_marks(db, document)
    text = db.value("SELECT text FROM text WHERE document = ?", [document])
    old = db.rows("SELECT row, start, end FROM block WHERE document = ? AND NOT furniture", [document]).fetchall()
    for row, start, end in old:
        db.run("INSERT INTO paragraph (paragraph, rowid, words) VALUES ('delete', ?, ?)", [row, text[start:end]])
    db.run("DELETE FROM reading WHERE document = ?", [document])
    db.run("DELETE FROM document_when WHERE document = ?", [document])


def _index(db: Database, document: str, reading: Reading) -> None:
    db.insert("block", [(None, *row) for row in block_rows(document, reading)])
    rows = db.rows("SELECT row, start, end FROM block WHERE document = ? AND NOT furniture", [document]).fetchall()
    for row, start, end in rows:
        db.run("INSERT INTO paragraph (rowid, words) VALUES (?, ?)", [row, reading.text[start:end]])


def reading(db: Database, document: str) -> Reading:
    """The reading as it was saved. Raises KeyError where there is none."""
    found = db.row("SELECT payload, text FROM reading JOIN text USING (document) WHERE document = ?", [document])
    if found is None:
        raise KeyError(document)
    frame = msgspec.msgpack.decode(zlib.decompress(found[0]), type=Reading)
    boxes = _in_order(box for _, on_page in pages_of(db, document) for box in on_page)
    return msgspec.structs.replace(frame, text=found[1], boxes=boxes)


def save_marks(db: Database, document: str, marks: Marks) -> None:
    """Stores the marks of the document's present text. Other marks than those that are there replace them whole, and
    whatever was linked to those is to be linked again."""
    packed = msgspec.msgpack.encode(marks)
    digest = digest_of(packed)
    if db.value("SELECT digest FROM marks WHERE document = ?", [document]) == digest:
        return
    text = db.value("SELECT text FROM text WHERE document = ?", [document])
    if text is None:
        raise ValueError(f"{document} was not read")
    rows = mark_rows(document, marks, text)
    with db.transaction():
        _forget_marks(db, document)
        db.insert("marks", [(document, marks.marker, digest, zlib.compress(packed, MARKS_LEVEL))])
        for table in MARK_TABLES:
            db.insert(table, rows[table])
        findings(db, Stage.MARK, document, marks.troubles)
        db.run(
            "UPDATE document SET kind = ?, kind_reason = ?, account = ? WHERE id = ?",
            [marks.kind, marks.kind_reason, marks.account, document],
        )


def _forget_marks(db: Database, document: str) -> None:
    if db.value("SELECT 1 FROM marks WHERE document = ?", [document]) is None:
        return
    linked.dissolve(db, document)
    findings(db, Stage.MARK, document, [])
    db.run("DELETE FROM marks WHERE document = ?", [document])


def marks(db: Database, document: str) -> Marks:
    """The marks as they count: as people ruled them, else as they were saved. Raises KeyError where there are none."""
    found = ruled(db, document)
    return found.marks if found is not None else raw_marks(db, document)


def ruled(db: Database, document: str) -> Ruled | None:
    """The marks as people ruled them; None where nobody did."""
    packed = db.value("SELECT payload FROM marks_ruled WHERE document = ?", [document])
    return None if packed is None else msgspec.msgpack.decode(zlib.decompress(packed), type=Ruled)


def raw_marks(db: Database, document: str) -> Marks:
    """The marks as marking made them. Raises KeyError where there are none."""
    packed = db.value("SELECT payload FROM marks WHERE document = ?", [document])
    if packed is None:
        raise KeyError(document)
    return msgspec.msgpack.decode(zlib.decompress(packed), type=Marks)


def pending(db: Database, stage: Stage, version: str | Collection[str]) -> list[str]:
    """The documents for which a stage has not been done by `version` (for reading: by one of the versions), in order.

    This is how work resumes: it is derived from what is there, not from a log of what was done.
    """
    known = [version] if isinstance(version, str) else sorted(version)
    if stage is Stage.READ:
        found = db.column("SELECT id FROM document WHERE reader IS NULL")
        return sorted([*found, *_otherwise(db, "id", "document", "reader", known)])
    of, done = ("marks", "marker") if stage is Stage.MARK else ("linked", "version")
    waiting = db.column("SELECT document FROM waiting WHERE stage = ?", [stage])
    return sorted([*waiting, *_otherwise(db, "document", of, done, known)])


def _otherwise(db: Database, id_: str, table: str, column: str, versions: list[str]) -> list[str]:
    """The documents that bear another version than these: what an index holds below, between and above them."""
    found: list[str] = []
    for above, below in pairwise([None, *versions, None]):
        bounds = [f"{column} {sign} ?" for sign, bound in ((">", above), ("<", below)) if bound is not None]
        values = [bound for bound in (above, below) if bound is not None]
        found += db.column(f"SELECT {id_} FROM {table} WHERE {' AND '.join(bounds)}", values)
    return found


def findings(db: Database, stage: Stage, document: str | None, troubles: Iterable[Trouble]) -> None:
    """What a stage doubts about a document, or about none; those of an earlier time go."""
    with db.transaction():
        db.run("DELETE FROM finding WHERE document IS ? AND stage = ?", [document, stage])
        rows = [
            (
                identify(Thing.FINDING, stage, document, t.severity, t.what, t.where, t.why, t.try_),
                *(stage.value, document, t.severity.value, t.what, t.where, t.why, t.try_),
            )
            for t in troubles
        ]
        db.insert("finding", rows, ignore=True)
