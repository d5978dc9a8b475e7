"""The rows of every view as files: JSON lines in the field names of the data contract, and CSV for spreadsheets.

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

from communique.model.filters import EVERYTHING, Filters
from communique.model.record import DocumentLine
from communique.record import Record
from communique.views.calendar import period
from communique.web.pages import things
from communique.web.pages.asking import read
from communique.web.pages.leaf import Leaf, Missing

LISTINGS: Mapping[str, Callable[[Record, Filters], Iterable[Any]]] = {
    "documents": lambda record, asked: map(_bare, record.documents(asked)),
    "engagements": lambda record, asked: record.engagements(asked),
    "actors": lambda record, asked: record.actors(asked),
    "statements": lambda record, asked: record.statements(asked),
    "instruments": lambda record, asked: record.instruments(asked),
    "discrepancies": lambda record, asked: record.discrepancies(asked),
    "findings": lambda record, asked: record.findings(asked),
}
FORMS = ("jsonl", "csv")
_LISTING = re.compile(rf"({'|'.join(LISTINGS)})\.(?:jsonl|csv)")  # engagements.csv
_PERIOD = re.compile(r"timeline/(\d{4}(?:-\d{2})?)\.(?:jsonl|csv)")  # timeline/2031-10.csv
_THING = re.compile(r"(?:documents|engagements|actors)/([dea]-[0-9a-f]{8,64})(-said)?\.(?:jsonl|csv)")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # with which a spreadsheet begins something to work out
NOTHING: Mapping[str, str] = {}


def files(leaf: Leaf) -> Iterator[str]:
    """Every file that a published folder holds, but those of the appendix. A server has more: one for each actor."""
    names = list(LISTINGS)
    names += [f"timeline/{name}" for name in leaf.contents.calendar.counts if len(name) < 10]
    names += [f"documents/{id}" for id in leaf.contents.documents if leaf.contents.said_in.get(id)]
    for id in leaf.contents.engagements:
        line = leaf.lines.engagement.get(id)
        if line is not None and len(line.documents) > 1:
            names.append(f"engagements/{id}")
        if leaf.contents.said_at.get(id):
            names.append(f"engagements/{id}-said")
    return (f"{name}.{form}" for name in names for form in FORMS)


def is_file(path: str) -> bool:
    return any(pattern.fullmatch(path) for pattern in (_LISTING, _PERIOD, _THING))


def rows(leaf: Leaf, file: str, asked: Mapping[str, str] = NOTHING) -> Iterator[bytes]:
    """A file line by line, narrowed to what is asked for. Raises Missing where there is no such file."""
    return form(_lines(leaf, file, read(asked).filters), file)


def form(lines: Iterable[Any], file: str) -> Iterator[bytes]:
    """Lines as the name of the file says."""
    return map(_json, lines) if file.endswith(".jsonl") else table(lines)


def _lines(leaf: Leaf, file: str, asked: Filters) -> Iterable[Any]:
    record = leaf.desk.record
    if found := _LISTING.fullmatch(file):
        return LISTINGS[found[1]](record, record.understood(asked) if asked != EVERYTHING else asked)
    if found := _PERIOD.fullmatch(file):
        return _period(leaf, found[1], asked)
    if (found := _THING.fullmatch(file)) and file[0] == found[1][0]:
        return _of_thing(leaf, found[1], bool(found[2]))
    raise Missing


def _period(leaf: Leaf, name: str, asked: Filters) -> Iterator[Any]:
    here = period(name)
    calendar = leaf.contents.calendar
    if here is None or name not in calendar.counts:
        raise Missing
    among = leaf.desk.engagements_asked(asked) if asked != EVERYTHING else None
    ids = [time.id for time in calendar.within(here) if among is None or time.id in among]
    return (line for id in ids if (line := leaf.desk.engagement(id)))


def _of_thing(leaf: Leaf, id: str, said: bool) -> Iterable[Any]:
    """Of a document its statements; of an engagement what each source carries, or what was said at it; of an actor
    what it said and what was said to or about it."""
    desk = leaf.desk
    if id[0] == "e" and not said:
        line = desk.engagement(id)
        if line is None:
            raise Missing
        return things.comparison(leaf, line, desk.documents(line.documents)).rows
    if said != (id[0] == "e") or id not in leaf.contents.known:
        raise Missing
    if id[0] == "a":
        return (s for role in (desk.said_by, desk.said_to) for s in desk.statements(sorted(set(role(id)))))
    return desk.record.statements(Filters(engagement=id) if id[0] == "e" else Filters(document=id))


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
