"""Checking a record against its own bytes."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from communique.engine import Lost, run
from communique.model.document import Reading
from communique.model.findings import Trouble
from communique.pipeline import ruling, wording, work
from communique.pipeline.adding import ALONE, LEXICON, READ_MEGABYTES, READ_SECONDS, Progress, Runner, quiet
from communique.record import Failure, Record


def verify(
    record_path: Path, *, workers: int | None = None, progress: Progress = quiet, runner: Runner = run
) -> Iterator[Failure]:
    """Reads every kept document again, in child processes with the limits of `add`, and yields every span that does
    not hold, document by document. The record is opened here alone."""
    with Record.open(record_path) as record:
        user = tuple(content.encode() for content in record.settings(LEXICON).values())
        yield from record.verify_whole()
        documents = record.to_verify()
        damaged: set[str] = set()
        results = runner(
            _contents(record, (document for document, read in documents.items() if read), damaged),
            work.read_one,
            workers=1 if len(documents) <= ALONE else workers or os.cpu_count() or 1,
            seconds=READ_SECONDS,
            megabytes=READ_MEGABYTES,
            initializer=partial(work.ready_to_read, user),
            preload=("communique.pipeline.work",),
        )
        again: dict[str, Reading | Trouble | Lost] = {}  # what came back before its document's turn
        for done, (document, read) in enumerate(documents.items(), 1):
            while read and document not in again and document not in damaged:
                found = next(results, None)
                if found is None:
                    break
                again[found[0]] = found[1]
            yield from record.verify_document(document, _given(again.pop(document, None)))
            progress("verify", done, len(documents))
        yield from wording.verify(record)
        yield from ruling.verify(record)


def _contents(record: Record, documents: Iterable[str], damaged: set[str]) -> Iterator[tuple[str, bytes]]:
    """The bytes of these documents; those that cannot be unpacked are named in `damaged`."""
    for document in documents:
        try:
            yield document, record.content(document)
        except (zlib.error, KeyError):  # told by verify_document, which looks at the bytes too
            damaged.add(document)


def _given(found: Reading | Trouble | Lost | None) -> Callable[[bytes, str], Reading]:
    """The reading that a worker made, in the shape of a reader; raises what became of it instead."""

    def read(content: bytes, name: str) -> Reading:
        if isinstance(found, Reading):
            return found
        if isinstance(found, Trouble):
            raise ValueError(f"{found.what}: {found.why}")
        raise ValueError(found.detail if found is not None else "nothing came back")

    return read
