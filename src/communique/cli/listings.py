"""The listings: plural nouns, all with the same filters. A line of `--json` is a line of the data contract."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from typing import Annotated, Any, TypeVar, cast

from cyclopts import Parameter
from msgspec import structs

from communique.cli import columns
from communique.cli.asking import Asked, Place
from communique.cli.opening import document_id, opened
from communique.cli.terminal import Column, interactive, write_json, write_table
from communique.errors import UsageError

L = TypeVar("L")

ASKED = Asked()
PLACE = Place()


def documents(*, asked: Asked = ASKED, place: Place = PLACE) -> int:
    """The documents: what was obtained, by whom it was published, and when."""
    with opened(place.record) as record:
        return _write(record.documents(asked.filters()), columns.DOCUMENTS, columns.document, asked)


def engagements(*, asked: Asked = ASKED, place: Place = PLACE) -> int:
    """Meetings, calls, visits, summits, press conferences, signings; planned, held or cancelled."""
    with opened(place.record) as record:
        return _write(record.engagements(asked.filters()), columns.ENGAGEMENTS, columns.engagement, asked)


def actors(*, asked: Asked = ASKED, place: Place = PLACE) -> int:
    """People, states, organisations, bodies and offices."""
    with opened(place.record) as record:
        return _write(record.actors(asked.filters()), columns.ACTORS, columns.actor, asked)


def statements(*, asked: Asked = ASKED, place: Place = PLACE) -> int:
    """Who said what to whom, in which words: `statements --by Japan --to "North Korea" --since 2017`."""
    with opened(place.record) as record:
        return _write(record.statements(asked.filters()), columns.STATEMENTS, columns.statement, asked)


def instruments(*, asked: Asked = ASKED, place: Place = PLACE) -> int:
    """Resolutions, treaties, plans and statements that are cited."""
    with opened(place.record) as record:
        return _write(record.instruments(asked.filters()), columns.INSTRUMENTS, columns.instrument, asked)


def discrepancies(*, asked: Asked = ASKED, place: Place = PLACE) -> int:
    """Where sources differ on one aspect of one engagement."""
    with opened(place.record) as record:
        return _write(record.discrepancies(asked.filters()), columns.DISCREPANCIES, columns.discrepancy, asked)


def findings(*, asked: Asked = ASKED, place: Place = PLACE) -> int:
    """What the program could not do or doubts: what, where, why, what to try."""
    with opened(place.record) as record:
        return _write(record.findings(asked.filters()), columns.FINDINGS, columns.finding, asked)


def mentions(
    document: str,
    /,
    *,
    kind: str | None = None,
    limit: int | None = None,
    json: Annotated[bool, Parameter(negative="")] = False,
    place: Place = PLACE,
) -> int:
    """The mentions in one document: actors, times, places, instruments, engagements, in the order of its text.

    Parameters
    ----------
    document
        The document's id, the start of it, its path or its address.
    kind
        actor, time, place, instrument or engagement.
    limit
        At most so many lines.
    json
        One JSON object a line, in the field names of the data contract.
    """
    asked = Asked(kind=kind, limit=limit, json=json)
    wanted = asked.filters().kind
    with opened(place.record) as record:
        found = (line for line in record.mentions(document_id(record, document)) if wanted in (None, line.kind))
        return _write(_first(found, limit), columns.MENTIONS, columns.mention, asked)


def search(words: list[str], /, *, asked: Asked = ASKED, place: Place = PLACE) -> int:
    """The passages in which every word stands, best first; filters narrow the documents that are searched.

    Parameters
    ----------
    words
        Words in any order, case and accents aside; a run in double quotes is a phrase.
    """
    wanted = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
    if not wanted.strip():
        raise UsageError("nothing to search for", "search", "one word or more")
    narrow = structs.replace(asked.filters(), limit=None)
    with opened(place.record) as record:
        names = {line.id: line.title or line.path for line in record.documents(narrow)}
        found = (evidence for evidence in record.search(wanted) if evidence.document in names)
        return _write(
            _first(found, asked.limit),
            columns.PASSAGES,
            lambda e: (e.document, f"{e.start}-{e.end}", names[e.document], e.quote),
            asked,
        )


def _first(lines: Iterable[L], limit: int | None) -> Iterator[L]:
    for n, line in enumerate(lines):
        if limit is not None and n >= limit:
            return
        yield line


def _write(lines: Iterator[Any], heads: Sequence[Column], row: columns.Row, asked: Asked) -> int:
    with closing(cast(Generator[Any], lines)):  # before the record, which it reads, also where the pipe breaks
        if asked.json:
            write_json(lines)
        elif not write_table(heads, (row(line) for line in lines)) and interactive():
            print("nothing in the record answers to that", file=sys.stderr)
    return 0
