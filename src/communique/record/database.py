"""The connection to one record file: opening, transactions, snapshots. SQLite in WAL mode: readers never wait."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any
from urllib.parse import quote

from communique.errors import NoRecord, RecordBusy, RecordError
from communique.record import migrations

BUSY_SECONDS = 30.0
Value = str | int | float | bytes | None
Row = tuple[Any, ...]


class Database:
    """One connection, used by one thread. Nothing is committed but whole transactions."""

    def __init__(self, connection: sqlite3.Connection, path: Path, write: bool) -> None:
        self._connection = connection
        self._depth = 0
        self._snapshots = 0
        self._states = 0
        self.path = path
        self.write = write

    @classmethod
    def open(cls, path: str | Path, *, write: bool) -> Database:
        """Opens the record at `path`; with `write` it is made where it is missing and brought up to date.

        Raises NoRecord, RecordBusy or RecordError.
        """
        path = Path(path)
        if not write and not path.exists():
            raise NoRecord("there is no record", str(path), "communique add PATH, or --record with another file")
        if path.is_dir():
            raise RecordError("this is a folder, not a record", str(path), "the name of a file")
        try:
            if write:
                path.parent.mkdir(parents=True, exist_ok=True)
                return cls._to_write(path)
            return cls._to_read(path)
        except sqlite3.OperationalError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise RecordBusy("another run is writing to the record", str(path), "again in a while") from error
            raise RecordError(f"the record cannot be opened ({error})", str(path), "another file") from error
        except sqlite3.DatabaseError as error:
            raise RecordError(f"this is no record ({error})", str(path), "another file") from error
        except OSError as error:
            raise RecordError(f"the record cannot be opened ({error.strerror})", str(path), "another file") from error

    @classmethod
    def _to_write(cls, path: Path) -> Database:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            migrations.check(connection, path)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")  # a killed process loses nothing that was committed
            _prepare(connection)
            migrations.migrate(connection)
        except BaseException:
            connection.close()
            raise
        return cls(connection, path, True)

    @classmethod
    def _to_read(cls, path: Path) -> Database:
        address = f"file:{quote(str(path.absolute()))}"
        connection = sqlite3.connect(f"{address}?mode=ro", timeout=BUSY_SECONDS, isolation_level=None, uri=True)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:
            # A folder that cannot be written to (a CD, a share) has no room for WAL's index. Without a log beside it
            # the file is all there is and nobody is changing it.
            connection.close()
            if path.with_name(path.name + "-wal").exists():
                raise
            connection = sqlite3.connect(f"{address}?immutable=1", isolation_level=None, uri=True)
        try:
            migrations.check(connection, path)
            migrations.require_current(connection, path)
            _prepare(connection)
        except BaseException:
            connection.close()
            raise
        return cls(connection, path, False)

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # asking

    def rows(self, sql: str, values: Iterable[Value] = ()) -> sqlite3.Cursor:
        """The rows of a query, as they come."""
        return self._connection.execute(sql, tuple(values))

    def row(self, sql: str, values: Iterable[Value] = ()) -> Row | None:
        found: Row | None = self._connection.execute(sql, tuple(values)).fetchone()
        return found

    def value(self, sql: str, values: Iterable[Value] = ()) -> Any:
        """The first column of the first row; None where there is none."""
        found = self.row(sql, values)
        return found[0] if found else None

    def column(self, sql: str, values: Iterable[Value] = ()) -> list[Any]:
        """The first column of every row."""
        return [found for (found, *_) in self._connection.execute(sql, tuple(values))]

    # writing

    def run(self, sql: str, values: Iterable[Value] = ()) -> int:
        """Runs one statement inside a transaction; the number of rows that it changed."""
        self._must_write()
        return self._connection.execute(sql, tuple(values)).rowcount

    def insert(self, table: str, rows: Iterable[Row], *, ignore: bool = False) -> None:
        """Inserts whole rows, columns in the order of the schema."""
        self._must_write()
        rows = rows if isinstance(rows, (list, tuple)) else list(rows)
        if rows:
            marks = ",".join("?" * len(rows[0]))
            verb = "INSERT OR IGNORE" if ignore else "INSERT"
            self._connection.executemany(f"{verb} INTO {table} VALUES ({marks})", rows)

    def _must_write(self) -> None:
        if not self._depth:
            raise RuntimeError("writing outside a transaction")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. One inside another joins it."""
        if not self.write:
            raise RecordError("the record is open for reading only", str(self.path))
        if self._depth == 0:
            self._states += 1
            try:
                self._connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                raise RecordBusy("another run is writing to the record", str(self.path), "again in a while") from error
        self._depth += 1
        try:
            yield
        except BaseException:
            self._depth -= 1
            if self._depth == 0 and self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        self._depth -= 1
        if self._depth == 0:
            try:
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Queries inside see one state of the record, whatever others write meanwhile. For connections that read."""
        if self.write:
            yield
            return
        if self._snapshots == 0:
            self._states += 1
            self._connection.execute("BEGIN")
        self._snapshots += 1
        try:
            yield
        finally:
            self._snapshots -= 1
            if self._snapshots == 0 and self._connection.in_transaction:
                self._connection.execute("COMMIT")

    @contextmanager
    def at_most(self, seconds: float) -> Iterator[None]:
        """Queries inside that are not done by then are stopped. Raises RecordBusy."""
        end = monotonic() + seconds
        self._connection.set_progress_handler(lambda: monotonic() > end, 20_000)
        try:
            yield
        except sqlite3.OperationalError as error:
            if "interrupted" not in str(error):
                raise
            raise RecordBusy(f"this takes longer than {seconds:g} seconds", "", "something narrower") from error
        finally:
            self._connection.set_progress_handler(None, 0)

    @property
    def state(self) -> int | None:
        """A number that stays while nobody else can change what is seen here; None where anybody may at any time."""
        return self._states if self._depth or self._snapshots else None


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -32000")  # 32 MB
    connection.execute("PRAGMA mmap_size = 268435456")
