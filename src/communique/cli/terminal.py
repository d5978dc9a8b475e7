"""Writing to a terminal or a pipe: tables, cards, JSON lines; control characters never pass."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from rich.console import Console

WIDE = 48  # the widest that a column of plain lines is padded to
ROOMY = 160  # columns from which a table with whole sentences in it is readable
AHEAD = 50  # rows from which a pipe's columns take their widths
MANY = 1000  # more rows than this are written as plain lines: nobody reads such a table, and drawing it takes long

_JOINERS = "\u200c\u200d"  # zero-width joiners: letters in Persian, Hindi and others need them


def clean(text: str) -> str:
    """One line of text, white space collapsed, without what moves a cursor, colours a screen or turns the direction."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() or c in _JOINERS else " " if c.isspace() else "" for c in text)
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    style: str = ""
    whole: bool = False  # never wrapped
    most: int | None = None  # the widest that it is drawn on a terminal
    long: bool = False  # whole sentences: on a narrow terminal they get lines of their own


def interactive() -> bool:
    return sys.stdout.isatty()


def console() -> Console:
    from rich.console import Console

    return Console(file=sys.stdout, highlight=False, soft_wrap=False)


def write_json(lines: Iterable[Any]) -> int:
    """One object a line, UTF-8, in the field names of the contract. Returns how many there were."""
    encoder = msgspec.json.Encoder()
    out = sys.stdout.buffer
    count = 0
    for line in lines:
        out.write(encoder.encode(line) + b"\n")
        count += 1
    out.flush()
    return count


def write_table(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> int:
    """A table on a terminal, aligned lines in a pipe, as they come. Returns how many rows there were."""
    cleaned = ([clean(cell) for cell in row] for row in rows)
    if not interactive():
        return _align(columns, cleaned)
    first = list(islice(cleaned, MANY + 1))
    if len(first) > MANY:
        return _align(columns, chain(first, cleaned))
    _draw(columns, first)
    return len(first)


def _draw(columns: Sequence[Column], rows: list[list[str]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    if not rows:
        return
    screen = console()
    if screen.width < ROOMY and any(column.long for column in columns):
        write_card(line for row in rows for line in _stacked(columns, row))
        return
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column.title, style=column.style, no_wrap=column.whole, overflow="fold", max_width=column.most)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    screen.print(table)


def _stacked(columns: Sequence[Column], row: Sequence[str]) -> Iterator[Line]:
    """A row of a table as a few lines: what is short side by side, what is long below."""
    cells = [(column, cell) for column, cell in zip(columns, row, strict=True) if cell]
    yield Line("  ".join(cell for column, cell in cells if not column.long), style="cyan")
    yield from (Line(cell, 1) for column, cell in cells if column.long)
    yield Line("")


def _align(columns: Sequence[Column], rows: Iterator[list[str]]) -> int:
    """The first rows say how wide the columns are, so that these can be read while the others are looked for."""
    first = list(islice(rows, AHEAD))
    widths = [min(WIDE, max((len(row[at]) for row in first), default=0)) for at in range(len(columns))]
    write = sys.stdout.write
    count = 0
    for row in chain(first, rows):
        write("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n")
        count += 1
        if count == AHEAD:
            sys.stdout.flush()
    return count


NAMES = 14  # the width of the names in a card


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a card: its text, how deep it stands, its style on a terminal, and what it is the value of."""

    text: str
    depth: int = 0
    style: str = ""
    name: str = ""


def write_card(lines: Iterable[Line]) -> None:
    """A card: wrapped and coloured on a terminal, one plain line each in a pipe."""
    if not interactive():
        for line in lines:
            name = f"{line.name + ':':<{NAMES}}" if line.name else ""
            sys.stdout.write(("  " * line.depth + name + clean(line.text)).rstrip() + "\n")
        return
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    screen = console()
    for line in lines:
        text: Text | Table = Text(clean(line.text), style=line.style)
        if line.name:
            grid = Table.grid()
            grid.add_column(width=NAMES)
            grid.add_column()
            grid.add_row(Text(line.name, style="dim"), text)
            text = grid
        screen.print(Padding(text, (0, 0, 0, 2 * line.depth)))
