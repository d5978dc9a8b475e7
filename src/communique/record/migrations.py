"""How a record file comes to the schema of this program: numbered SQL files, each applied in one transaction with the
row of `migration` that records it. A file marks itself as a record by its application id."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from communique.errors import RecordError

APPLICATION_ID = 0x636D7165  # "cmqe"
FILES = tuple(sorted((Path(__file__).parent / "schema").glob("[0-9]*.sql")))
CURRENT = len(FILES)


def version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def check(connection: sqlite3.Connection, path: Path) -> None:
    """Raises RecordError unless the file is a record, or empty, of a schema that this program knows."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if application != APPLICATION_ID and not (application == 0 and empty):
        raise RecordError("this is a database, but no record", str(path), "another file")
    if version(connection) > CURRENT:
        raise RecordError("the record was written by a newer communique", str(path), "to update communique")


def require_current(connection: sqlite3.Connection, path: Path) -> None:
    if version(connection) < CURRENT:
        raise RecordError("the record was written by an older communique", str(path), "communique add, to update it")


def migrate(connection: sqlite3.Connection) -> None:
    """Applies what is missing. Two runs at once apply each step once: the version is read again under the lock."""
    for number, file in enumerate(FILES, 1):
        if version(connection) >= number:
            continue
        connection.execute("BEGIN IMMEDIATE")
        try:
            if version(connection) < number:
                for statement in _statements(file.read_text(encoding="utf-8")):
                    connection.execute(statement)
                at = datetime.now(UTC).isoformat(timespec="seconds")
                connection.execute("INSERT INTO migration VALUES (?, ?, ?)", (number, file.stem, at))
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: sqlite3's own executescript would end our transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement
