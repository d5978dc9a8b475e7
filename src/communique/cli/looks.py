"""Looks: the timeline, and one thing at a time."""

from __future__ import annotations

import sys
from typing import Annotated

from cyclopts import Parameter

from communique.cli.asking import Asked, Place
from communique.cli.opening import document_id, opened
from communique.cli.terminal import Column, Line, interactive, write_card, write_json, write_table
from communique.errors import UsageError
from communique.views import labels
from communique.views.timeline import Entry, Timeline
from communique.views.timeline import timeline as in_time

ASKED = Asked()
PLACE = Place()


def timeline(*, asked: Asked = ASKED, place: Place = PLACE) -> int:
    """Engagements in time, with why we think so; those without a date stand at the end."""
    with opened(place.record) as record:
        view = in_time(record.engagements(record.understood(asked.filters())), {})
    if asked.json:
        write_json(entry.engagement for entry in view.entries)
        return 0
    if interactive():
        write_card(_drawn(view))
    else:
        write_table(_COLUMNS, (_row(entry) for entry in view.entries))
    if not view.entries and interactive():
        print("no engagement in the record answers to that", file=sys.stderr)
    return 0


_COLUMNS = tuple(map(Column, ("when", "id", "kind", "participants", "place", "sources", "why")))


def _row(entry: Entry) -> tuple[str, ...]:
    e = entry.engagement
    date = f"{entry.date} (inferred)" if entry.inferred else entry.date
    where = e.place.name if e.place else ""
    return (date, e.id, _kind(entry), _people(entry), where, _carried(entry), entry.reason)


def _kind(entry: Entry) -> str:
    kind = labels.label(entry.engagement.kind)
    return kind if entry.engagement.status == "held" else f"{kind}, {entry.engagement.status}"


def _people(entry: Entry) -> str:
    people = ", ".join(labels.side(p.name, p.side) for p in entry.engagement.participants)
    return people or entry.engagement.title


def _carried(entry: Entry) -> str:
    differing = len(entry.engagement.discrepancies)
    sources = labels.sources(entry.sources, entry.origins)
    return f"{sources}, {labels.count(differing, 'discrepancy', 'discrepancies')}" if differing else sources


def _drawn(view: Timeline) -> list[Line]:
    lines: list[Line] = []
    for year, entries in [*((str(y.year), y.entries) for y in view.years), ("Undated", view.undated)]:
        if not entries:
            continue
        lines += [Line(""), Line(year, 0, "bold underline")]
        for entry in entries:
            e = entry.engagement
            mark = " (inferred)" if entry.inferred else ""
            where = f", {e.place.name}" if e.place else ""
            lines.append(Line(f"{entry.date}{mark} · {_kind(entry)}{where}", 1, "cyan"))
            lines.append(Line(_people(entry), 2, "bold"))
            lines.append(Line(f"{_carried(entry)} · {e.id}", 2, "dim"))
            if entry.reason:
                lines.append(Line(f"why: {entry.reason}", 2, "italic dim"))
    return lines


def show(
    id: str,
    /,
    *,
    text: Annotated[bool, Parameter(negative="")] = False,
    why: Annotated[bool, Parameter(negative="")] = False,
    json: Annotated[bool, Parameter(negative="")] = False,
    place: Place = PLACE,
) -> int:
    """One thing of the record as a card: a document, engagement, statement, actor, instrument, discrepancy, finding.

    Parameters
    ----------
    id
        Its id or the start of it; a document also by its path.
    text
        The canonical text of a document, byte for byte: what all offsets count in.
    why
        Which words decided, and every piece of evidence with its place.
    json
        The line of the data contract.
    """
    from communique.cli import cards

    if text and (why or json):
        raise UsageError("--text stands alone", "show", "one option at a time")
    with opened(place.record) as record:
        if text:
            sys.stdout.buffer.write(record.text(document_id(record, id)).encode())
            sys.stdout.buffer.flush()
            return 0
        line = record.show(id)
        if json:
            write_json([line])
        else:
            write_card(cards.card(record, line, why))
    return 0
