"""The journal: when runs began and ended and how far they came. Nothing in the record depends on it."""

from __future__ import annotations

from datetime import UTC, datetime

from communique import __version__
from communique.record.database import Database


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def begin(db: Database, command: str) -> int:
    """Notes that a run began; its number."""
    with db.transaction():
        db.run("INSERT INTO run (command, program, began_at) VALUES (?, ?, ?)", [command, __version__, now()])
        return int(db.value("SELECT last_insert_rowid()"))


def end(db: Database, run: int, outcome: str) -> None:
    with db.transaction():
        db.run("UPDATE run SET ended_at = ?, outcome = ? WHERE id = ?", [now(), outcome, run])


def progress(db: Database, run: int, stage: str, done: int, total: int) -> None:
    with db.transaction():
        db.run("INSERT OR REPLACE INTO progress VALUES (?, ?, ?, ?, ?)", [run, stage, done, total, now()])
