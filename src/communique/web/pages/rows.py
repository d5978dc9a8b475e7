"""The rows of listings as files: JSON lines in the field names of the data contract, and CSV for spreadsheets.

A path tells its last part alone: a file that is handed on says nothing of the machine that the record lies on.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec import structs

from communique.model.record import DocumentLine
from communique.views.ledger import Ledger

LISTINGS: Mapping[str, Callable[[Ledger], Iterable[Any]]] = {
    "documents": lambda record: map(_bare, record.documents()),
    "engagements": lambda record: record.engagements(),
    "actors": lambda record: record.actors(),
    "instruments": lambda record: record.instruments(),
    "discrepancies": lambda record: record.discrepancies(),
    "findings": lambda record: record.findings(),
}
_FILE = re.compile(rf"({'|'.join(LISTINGS)})\.(jsonl|csv)")  # engagements.csv
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # with which a spreadsheet begins something to work out


def files() -> Iterator[str]:
    """Every file that there is."""
    return (f"{name}.{form}" for name in LISTINGS for form in ("jsonl", "csv"))


def is_file(path: str) -> bool:
    return _FILE.fullmatch(path) is not None


def rows(record: Ledger, file: str) -> Iterator[bytes]:
    """A file line by line. Raises KeyError where there is no such file."""
    found = _FILE.fullmatch(file)
    if found is None:
        raise KeyError(file)
    lines = LISTINGS[found[1]](record)
    return map(_json, lines) if found[2] == "jsonl" else table(lines)


def _json(line: Any) -> bytes:
    return msgspec.json.encode(line) + b"\n"


def table(lines: Iterable[Any]) -> Iterator[bytes]:
    """A column for each field; what is no plain value stands there as JSON."""
    head = True
    for line in lines:
        fields: dict[str, Any] = msgspec.to_builtins(line)
        if head:
            yield _record(fields)
            head = False
        yield _record(map(_cell, fields.values()))


def _record(cells: Iterable[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().encode("utf-8", "replace")


def _cell(value: object) -> str:
    """Words of a stranger are never a formula: an apostrophe stands before what would be one."""
    if value is None:
        return ""
    told = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return f"'{told}" if isinstance(value, str) and told.startswith(_FORMULA) else told


def _bare(line: DocumentLine) -> DocumentLine:
    return structs.replace(line, path=line.path.replace("\\", "/").rsplit("/", 1)[-1], obtained=())
