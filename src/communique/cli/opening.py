"""The record that a verb works on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from communique.errors import UsageError

if TYPE_CHECKING:
    from communique.record import Record


def opened(path: Path) -> Record:
    """The record, open for reading; a context manager. Raises NoRecord or RecordError."""
    from communique.record import Record

    return Record.open(path)


def document_id(record: Record, name: str) -> str:
    """The one document that an id, the start of one, a path or an address names.

    Raises NotFound, or UsageError where several documents answer.
    """
    found = record.documents_named(name)
    if len(found) > 1:
        raise UsageError(f"several documents answer to {name}", ", ".join(found), "one of these ids")
    return found[0]
