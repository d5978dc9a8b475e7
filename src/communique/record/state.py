"""The record as a whole: how much is in it, whether the file is sound, and a digest by which two can be compared."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

import msgspec
from msgspec import Struct

from communique.record.database import Database

JOURNAL = frozenset({"migration", "run", "obtained_at", "progress", "token"})
SHORTCUTS = frozenset({"link_home", "link_cluster", "waiting"})  # what follows from other tables, or is found again
DERIVED = ("paragraph", "sqlite_")  # the search index, and SQLite's own
PACKED = {  # compressed: their digests stand beside
    *(("content", "bytes"), ("reading", "payload"), ("marks", "payload"), ("marks_ruled", "payload")),
}
OWN_NUMBER = {("block", "row")}  # numbers that tell the order of arrival


class Status(Struct, frozen=True):
    """How much of everything there is."""

    documents: int
    whole: int
    partial: int
    failed: int
    waiting: int  # kept and not yet read
    marked: int
    linked: int
    engagements: int
    actors: int
    statements: int
    instruments: int
    discrepancies: int
    errors: int
    warnings: int
    notes: int
    unresolved: int
    characters: int
    bytes: int  # of the documents as obtained


def status(db: Database) -> Status:
    with db.snapshot():
        by_status = dict(db.rows("SELECT coalesce(status, 'waiting'), count(*) FROM document GROUP BY 1").fetchall())
        by_severity = dict(db.rows("SELECT severity, count(*) FROM finding GROUP BY 1").fetchall())
        count = {
            table: int(db.value(f"SELECT count(*) FROM {table}"))
            for table in ("marks", "linked", "engagement", "actor", "statement", "discrepancy", "unresolved")
        }
        return Status(
            documents=sum(by_status.values()),
            whole=by_status.get("whole", 0),
            partial=by_status.get("partial", 0),
            failed=by_status.get("failed", 0),
            waiting=by_status.get("waiting", 0),
            marked=count["marks"],
            linked=count["linked"],
            engagements=count["engagement"],
            actors=count["actor"],
            statements=count["statement"],
            instruments=int(db.value("SELECT count(DISTINCT instrument) FROM citation")),
            discrepancies=count["discrepancy"],
            errors=by_severity.get("error", 0),
            warnings=by_severity.get("warning", 0),
            notes=by_severity.get("note", 0),
            unresolved=count["unresolved"],
            characters=int(db.value("SELECT coalesce(sum(length(text)), 0) FROM text")),
            bytes=int(db.value("SELECT coalesce(sum(size), 0) FROM content")),
        )


def tables(db: Database) -> list[str]:
    """Every table of the record that the schema makes, journals among them."""
    names = db.column("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [name for name in names if not name.startswith(DERIVED)]


def columns(db: Database, table: str) -> list[str]:
    return db.column("SELECT name FROM pragma_table_info(?) ORDER BY cid", [table])


def fingerprint(db: Database) -> str:
    """A digest of all that the record says, journals left out: equal for equal records, however they came about."""
    with db.snapshot():
        digest = sha256()
        for table in tables(db):
            if table in JOURNAL | SHORTCUTS:
                continue
            names = [c for c in columns(db, table) if (table, c) not in PACKED | OWN_NUMBER]
            digest.update(msgspec.msgpack.encode((table, names)))
            listed = ", ".join(f'"{name}"' for name in names)
            for row in db.rows(f"SELECT {listed} FROM {table} ORDER BY {listed}"):
                digest.update(msgspec.msgpack.encode(row))
        return digest.hexdigest()


def integrity(db: Database) -> Iterator[str]:
    """What SQLite finds wrong with the file, its references and the search index; nothing where all is well."""
    with db.snapshot():
        yield from (found for found in db.column("PRAGMA integrity_check") if found != "ok")
        for table, row, parent, _ in db.rows("PRAGMA foreign_key_check").fetchall():
            yield f"a row of {table} ({row if row is not None else 'no number'}) refers to nothing in {parent}"
        indexed = db.value("SELECT count(*) FROM paragraph_docsize")
        blocks = db.value("SELECT count(*) FROM block WHERE NOT furniture")
        if indexed != blocks:
            yield f"the search index holds {indexed} paragraphs of {blocks}"
