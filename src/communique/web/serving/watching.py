"""A thread that looks whether the record changed, and reads its table of contents anew when it did."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from communique.errors import CommuniqueError
from communique.record.desk import Desk
from communique.record.tokens import Token
from communique.views.contents import Contents, contents

POLL = 1.0  # seconds between two looks at the file
REST = 4.0  # times as long as the contents took to read, until they are read again: a running `add` changes them always

File = tuple[int, int]


@dataclass(frozen=True)
class Look:
    """What was seen of the record, and in which file."""

    contents: Contents
    tokens: tuple[Token, ...]
    file: File


class Watcher:
    """`first` gives what there is at the beginning; from `follow` on, each change is told in the watcher's thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._desk: Desk | None = None
        self._file: File = (0, 0)
        self._seen = -1
        self._rest = 0.0
        self._told: Callable[[Look], None] | None = None
        self._first: Look | CommuniqueError | OSError | None = None
        self._ready, self._stopped = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="watcher", daemon=True)

    def first(self) -> Look:
        """Raises NoRecord, RecordBusy or RecordError."""
        self._thread.start()
        self._ready.wait()
        if isinstance(self._first, Look):
            return self._first
        self.stop()
        assert self._first is not None
        raise self._first

    def follow(self, told: Callable[[Look], None]) -> None:
        self._told = told

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            self._first = self._look()
        except (CommuniqueError, OSError) as error:
            self._first = error
        self._ready.set()
        while not self._stopped.wait(max(POLL, self._rest)):
            if self._told is None:
                continue
            try:
                found = self._look()
            except (CommuniqueError, OSError):  # it is being moved or replaced: what was read last is shown meanwhile
                continue
            if found is not None and not self._stopped.is_set():
                self._told(found)
        if self._desk is not None:
            self._desk.close()

    def _look(self) -> Look | None:
        """None where nothing changed since the look before."""
        began = monotonic()
        if self._desk is None or identity(self._path) != self._file:
            if self._desk is not None:
                self._desk.close()
                self._desk = None
            self._file, self._seen = identity(self._path) if self._path.exists() else (0, 0), -1
            self._desk = Desk.open(self._path)
        self._rest = 0.0
        version = self._desk.version()
        if version == self._seen:
            return None
        with self._desk.snapshot():
            found = Look(contents(self._desk.tallies()), tuple(self._desk.tokens()), self._file)
        self._seen, self._rest = version, REST * (monotonic() - began)
        return found


def identity(path: Path) -> File:
    """Which file it is, whatever is in it."""
    status = path.stat()
    return (status.st_dev, status.st_ino)
