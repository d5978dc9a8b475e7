"""The listings: plural nouns, all with the same filters. A line of `--json` is a line of the data contract."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from functools import cache
from typing import Annotated, Any, TypeVar, cast

from cyclopts import Parameter
from msgspec import structs

from communique.cli import columns
from communique.cli.asking import Asked, Place
from communique.cli.opening import document_id, opened
from communique.cli.terminal import Column, interactive, write_json, write_table
from communique.errors import UsageError
from communique.model.filters import EVERYTHING

L = TypeVar("L")

SCREENFUL = 200  # lines that a terminal is given where nobody said how many
ASKED = Asked()
PLACE = Place()


def documents(*, asked: Asked = ASKED, place: Place = PLACE) -> int:
    """The documents: what was obtained, by whom it was published, and when."""
    return _list("documents", columns.DOCUMENTS, columns.document, asked, place)


def engagements(*, asked: Asked = ASKED, place: Place = PLACE) -> int:
    """Meetings, calls, visits, summits, press conferences, signings; planned, held or cancelled."""
    return _list("engagements", columns.ENGAGEMENTS, columns.engagement, asked, place)


def actors(*, asked: Asked = ASKED, place: Place = PLACE) -> int:
    """People, states, organisations, bodies and offices."""
    return _list("actors", columns.ACTORS, columns.actor, asked, place)


def statements(*, asked: Asked = ASKED, place: Place = PLACE) -> int:
    """Who said what to whom, in which words: `statements --by Japan --to "North Korea" --since 2017`."""
    return _list("statements", columns.STATEMENTS, columns.statement, asked, place)


def instruments(*, asked: Asked = ASKED, place: Place = PLACE) -> int:
    """Resolutions, treaties, plans and statements that are cited."""
    return _list("instruments", columns.INSTRUMENTS, columns.instrument, asked, place)


def discrepancies(*, asked: Asked = ASKED, place: Place = PLACE) -> int:
    """Where sources differ on one aspect of one engagement."""
    return _list("discrepancies", columns.DISCREPANCIES, columns.discrepancy, asked, place)


def findings(*, asked: Asked = ASKED, place: Place = PLACE) -> int:
    """What the program could not do or doubts: what, where, why, what to try."""
    return _list("findings", columns.FINDINGS, columns.finding, asked, place)


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
        _write(_first(found, limit), columns.MENTIONS, columns.mention, asked)
    return 0


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
        narrow = record.understood(narrow)
        among = None if narrow == EVERYTHING else set(record.documents_asked(narrow))
        found = (evidence for evidence in record.search(wanted) if among is None or evidence.document in among)

        @cache
        def name(document: str) -> str:
            line = record.document(document)
            return line.title or line.path

        _write(
            _first(found, asked.limit),
            columns.PASSAGES,
            lambda e: (e.document, f"{e.start}-{e.end}", name(e.document), e.quote),
            asked,
        )
    return 0


def _first(lines: Iterable[L], limit: int | None) -> Iterator[L]:
    for n, line in enumerate(lines):
        if limit is not None and n >= limit:
            return
        yield line


def _list(listing: str, heads: Sequence[Column], row: columns.Row, asked: Asked, place: Place) -> int:
    """Writes a listing, and on stderr how many lines more there are than were asked for, or than a screen bears."""
    filters = asked.filters()
    if filters.limit is None and interactive() and not asked.json:
        filters = structs.replace(filters, limit=SCREENFUL)
    with opened(place.record) as record:
        filters = record.understood(filters)
        written = _write(getattr(record, listing)(filters), heads, row, asked)
        more = record.count(listing, filters) - written if written == filters.limit else 0
    if more > 0:
        wanted = "--limit with a higher number shows more" if asked.limit is not None else "--limit NUMBER shows more"
        print(f"… and {more:,} more; {wanted}", file=sys.stderr)
    return 0


def _write(lines: Iterator[Any], heads: Sequence[Column], row: columns.Row, asked: Asked) -> int:
    """Writes lines as they come; how many."""
    with closing(cast(Generator[Any], lines)):  # before the record, which it reads, also where the pipe breaks
        if asked.json:
            return write_json(lines)
        written = write_table(heads, (row(line) for line in lines))
    if not written and interactive():
        print("nothing in the record answers to that", file=sys.stderr)
    return written
