"""`communique positions`: who stands where on an issue, since when; without an actor and an issue, a grid of many."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Annotated

from cyclopts import Parameter

from communique.cli.asking import Asked, Place
from communique.cli.opening import opened
from communique.cli.terminal import Column, Line, interactive, write_card, write_json, write_table
from communique.errors import UsageError
from communique.model.positions import STANCES, PositionLine, StanceOn
from communique.views import labels
from communique.views.dates import in_words
from communique.views.positions import Grid, grid
from communique.views.positions import positions as in_time

ASKED = Asked()
PLACE = Place()
QUOTE = 220  # characters of a quotation, unless --why asks for all of it
WIDE, DEEP = 6, 30  # issues and actors of the grid on a terminal


def positions(
    *, why: Annotated[bool, Parameter(negative="")] = False, asked: Asked = ASKED, place: Place = PLACE
) -> int:
    """Condemnations, oppositions, support, concerns and demands on an issue, in time, with what changed.

    With --by and --about: that actor on that issue; with one of them, every issue or every actor; with neither, a grid.

    Parameters
    ----------
    why
        All the words, who said it for whom, and what a change rests on.
    """
    if asked.act and asked.act.lower() not in STANCES:
        raise UsageError(f"“{asked.act}” is no position", "--act", ", ".join(STANCES))
    filters = asked.filters()
    with opened(place.record) as record:
        filters = record.understood(filters)
        if not filters.by and not filters.about:
            table = grid(record, filters, None if asked.json else DEEP)
            if asked.json:
                cells = (table.cells.get((a.id or "", i)) for a in table.actors for i in table.issues)
                write_json([cell for cell in cells if cell][: filters.limit])
            else:
                write_table(*_grid(table))
            return 0
        found = in_time(record, filters)
    if asked.json:
        write_json(found.lines)
    else:
        write_card(_drawn(found.lines, why))
    if not found.lines and interactive():
        print("no position in the record answers to that", file=sys.stderr)
    return 0


def _grid(table: Grid) -> tuple[list[Column], list[tuple[str, ...]]]:
    issues = table.issues[:WIDE]
    columns = [Column("actor", "bold"), *(Column(issue, most=20) for issue in issues)]
    rows = [("", *issues)] if not interactive() else []
    for actor in table.actors:
        cells = [table.cells.get((actor.id or "", issue)) for issue in issues]
        told = (f"{' → '.join(map(_on, c.turns))} · {c.count}" if c else "–" for c in cells)
        rows.append((actor.name, *told))
    return columns, rows


def _on(one: StanceOn) -> str:
    """“concern 2036-02”."""
    return f"{one.stance} {(one.day or 'undated')[:7]}"


def _drawn(lines: tuple[PositionLine, ...], why: bool) -> Iterator[Line]:
    heading: tuple[str, str] | None = None
    for line in lines:
        if (line.actor.name, line.issue) != heading:
            heading = (line.actor.name, line.issue)
            yield Line("")
            yield Line(f"{line.actor.name} on {line.issue}", 0, "bold underline")
        yield from _position(line, why)


def _position(line: PositionLine, why: bool) -> Iterator[Line]:
    if line.silence:
        yield Line(silence(line), 1, "italic dim")
    target = f" → {labels.names(line.targets)}" if line.targets else ""
    by = f" · by {labels.names(line.by)}" if line.by else ""
    strong = "" if line.strength == "plain" else f", {line.strength}"
    yield Line(f"{in_words(line.when)} · {line.stance}{strong}{target}{by}", 1, "cyan")
    words = " … ".join(e.quote for e in line.content)
    yield Line(f"“{words if why else labels.shorten(words, QUOTE)}”", 2)
    if line.change:
        yield Line(
            f"{line.change.kind}: from “{_short(line.change.from_.quote)}” to “{_short(line.change.to.quote)}”",
            2,
            "bold magenta",
        )
        if why and line.change.why:
            yield Line(line.change.why, 3, "italic dim")
    also = (
        f" · also {', '.join(line.also)}"
        if line.also and why
        else f" · {labels.count(len(line.also), 'other source')}"
        if line.also
        else ""
    )
    yield Line(
        f"{line.statement} · {line.document} · {labels.ACCOUNTS.get(line.account, line.account)}{also}", 2, "dim"
    )
    if why:
        yield from (
            Line(f"spoken by “{e.quote}” ({e.document} {e.start}-{e.end})", 3, "italic dim")
            for e in line.actor.evidence[:3]
        )


def silence(line: PositionLine) -> str:
    """Silence, said as silence."""
    assert line.silence is not None
    held = labels.count(line.silence.others, "other text of theirs", "other texts of theirs")
    known = (
        f"the record holds {held} in that time"
        if line.silence.others
        else "nor does the record hold anything else of theirs"
    )
    return f"no statement on this issue between {line.silence.since} and {line.silence.until}; {known}"


def _short(words: str) -> str:
    return labels.shorten(words, 90)
