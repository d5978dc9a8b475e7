"""Checking a record against its own bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from communique.model.document import Reading
from communique.pipeline import work
from communique.pipeline.adding import LEXICON, Progress, quiet
from communique.record import Failure, Record


def verify(record_path: Path, progress: Progress = quiet) -> Iterator[Failure]:
    """Reads every kept document again, in a child process with limits, and yields every span that does not hold."""
    with Record.open(record_path) as record:
        user = tuple(content.encode() for content in record.settings(LEXICON).values())
        total = record.status().documents
        done = 0

        def counted(read: Callable[[bytes, str], Reading]) -> Callable[[bytes, str], Reading]:
            def wrapped(content: bytes, name: str) -> Reading:
                nonlocal done
                done += 1
                progress("verify", done, total)
                return read(content, name)

            return wrapped

        yield from record.verify(counted(_reader(user)))


def _reader(user: tuple[bytes, ...]) -> Callable[[bytes, str], Reading]:
    work.ready_to_read(user)

    def read(content: bytes, name: str) -> Reading:
        found = work.read_one(content)
        if isinstance(found, Reading):
            return found
        raise ValueError(f"{found.what}: {found.why}")

    return read
