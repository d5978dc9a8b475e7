"""The registers as pages: commitments and demands by who is bound or meant, and those that are due by their date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from communique.model.commitments import CommitmentLine, DemandLine, FollowUpLine
from communique.model.filters import EVERY_DEED, EVERYTHING
from communique.model.record import Named
from communique.model.spans import Evidence
from communique.record import Record
from communique.views.actor import ROLES, Deed, Deeds
from communique.views.commitments import commitments, demands
from communique.views.dates import in_words, order
from communique.views.labels import names, shorten
from communique.web.links import numbered
from communique.web.paging import Sheet, sheets

ROWS = 60  # lines on one page
LATEST, WORDS = 5, 180  # lines that an actor's page shows of each kind, and characters of one
Line = CommitmentLine | DemandLine


class Row(Struct, frozen=True):
    """A line of a register under its heading."""

    group: str
    line: Line
    who: tuple[Named, ...]
    follow_up: tuple[FollowUpLine, ...]

    @property
    def to(self) -> tuple[Named, ...]:
        """To whom it is promised, or else to whom it was said; nobody where no text tells."""
        return self.line.to or self.line.addressees if isinstance(self.line, CommitmentLine) else ()

    @property
    def said_to(self) -> bool:
        """Whether it is told only to whom it was said."""
        return isinstance(self.line, CommitmentLine) and not self.line.to and bool(self.line.addressees)


class Group(Struct, frozen=True):
    """One of those who are bound, or meant, and where their lines begin."""

    name: str
    count: int
    address: str


class RegisterPages:
    """Both registers of one record, worked out once; `evidence` is what documents must have an anchor for."""

    def __init__(self, record: Record) -> None:
        self._registers: dict[str, list[Row]] = {
            "commitments": [_promised(line) for line in commitments(record, EVERYTHING, EVERY_DEED)],
            "demands": [_demanded(line) for line in demands(record, EVERYTHING, EVERY_DEED)],
        }

    def evidence(self) -> Mapping[str, list[Evidence]]:
        found: dict[str, list[Evidence]] = defaultdict(list)
        for row in (row for rows in self._registers.values() for row in rows):
            for evidence in _evidence(row):
                found[evidence.document].append(evidence)
        return found

    def lines(self, name: str) -> Sequence[Line]:
        """The lines of one register, in the order of the listing."""
        return [row.line for row in self._registers[name]]

    def of_actors(self) -> dict[str, tuple[Deeds, ...]]:
        """For each actor what it gave, received, asked for and was asked for, with the latest of each."""
        found: dict[tuple[str, str], list[tuple[Row, str]]] = defaultdict(list)
        for name, rows in self._registers.items():
            mine, theirs = ("gave", "received") if name == "commitments" else ("meant", "asked")
            for sheet in sheets(_by_who(rows), ROWS, lambda number, name=name: numbered(name, number) + ".html"):  # type: ignore[misc]
                for row in sheet.rows:
                    at = f"{sheet.addresses[sheet.number - 1]}#{row.line.id}"
                    for id_ in {party.id for party in row.who if party.id}:
                        found[id_, mine].append((row, at))
                    for id_ in {party.id for party in _others(row.line) if party.id}:
                        found[id_, theirs].append((row, at))
        made: dict[str, list[Deeds]] = defaultdict(list)
        for id_, role in sorted(found, key=lambda key: (key[0], list(ROLES).index(key[1]))):
            rows_here = sorted(found[id_, role], key=_newest, reverse=True)
            latest = tuple(_short(row, at, role) for row, at in rows_here[:LATEST])
            made[id_].append(Deeds(role, len(rows_here), latest))
        return {id_: tuple(deeds) for id_, deeds in made.items()}

    def pages(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The path of each page, and what its template shows."""
        for name, rows in self._registers.items():
            yield from _register(name, "who", _by_who(rows))
            yield from _register(name, "due", _by_due(rows))


def _others(line: Line) -> tuple[Named, ...]:
    return line.to if isinstance(line, CommitmentLine) else line.speakers


def _newest(found: tuple[Row, str]) -> tuple[str, str]:
    line = found[0].line
    return line.when.from_ or line.when.to or "", line.id


def _short(row: Row, address: str, role: str) -> Deed:
    line = row.line
    others = row.who if role in ("received", "asked") else _others(line)
    words = shorten(" … ".join(part.quote for part in line.action), WORDS)
    return Deed(words, in_words(line.when), names(others), address)


def _register(name: str, sort: str, rows: Sequence[Row]) -> Iterator[tuple[str, dict[str, Any]]]:
    base = name if sort == "who" else f"{name}-due"
    cut = sheets(rows, ROWS, lambda number: numbered(base, number) + ".html")
    places: dict[str, tuple[str, int]] = {}
    for sheet in cut:
        for row in sheet.rows:
            address, count = places.get(row.group, (f"{sheet.addresses[sheet.number - 1]}#{anchor(row.group)}", 0))
            places[row.group] = address, count + 1
    groups = [Group(group, count, address) for group, (address, count) in places.items()]
    told = sum(bool(row.to) for row in rows)
    for sheet in cut:
        shown = {
            "sheet": sheet,
            "groups": groups,
            "here": _grouped(sheet),
            "register": name,
            "sort": sort,
            "told": told,
        }
        yield sheet.addresses[sheet.number - 1], {**shown, "anchor": anchor}


def anchor(group: str) -> str:
    """The fragment of a heading: letters and digits of what it says, by number."""
    return "g-" + "".join(c if c.isascii() and c.isalnum() else f"-{ord(c):x}-" for c in group)


def _grouped(sheet: Sheet[Row]) -> list[tuple[str, list[Row]]]:
    groups: dict[str, list[Row]] = {}
    for row in sheet.rows:
        groups.setdefault(row.group, []).append(row)
    return list(groups.items())


def _by_who(rows: Iterable[Row]) -> list[Row]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    listed = sorted(groups.values(), key=lambda found: (-len(found), found[0].group))
    return [row for found in listed for row in found]


def _by_due(rows: Iterable[Row]) -> list[Row]:
    """Those with a due date, the first to fall due first, under its year; then those that are due at an event."""
    dated = [row for row in rows if row.line.due is not None]
    dated.sort(key=lambda row: (_last(row), order(row.line.when, row.line.id)))
    return [Row(_year(row), row.line, row.who, row.follow_up) for row in dated]


def _last(row: Row) -> str:
    due = row.line.due
    return (due.to or due.from_ or "9999") if due is not None else "9999"


def _year(row: Row) -> str:
    last = _last(row)[:4]
    return f"Due in {int(last)}" if last != "9999" else "At an event, or on a day that no calendar tells"


def _promised(line: CommitmentLine) -> Row:
    return Row(_group(line.by), line, line.by, line.follow_up)


def _demanded(line: DemandLine) -> Row:
    return Row(_group(line.of), line, line.of, line.compliance)


def _group(parties: Iterable[Named]) -> str:
    """The same heading for the same parties, in whatever order a text names them."""
    return ", ".join(sorted({party.name for party in parties})) or "Nobody named"


def _evidence(row: Row) -> Iterator[Evidence]:
    line = row.line
    yield from (*line.action, *line.object, *line.conditions, *(line.due.evidence if line.due is not None else ()))
    yield from (repeat.evidence for repeat in line.repeats)
    yield from (told.evidence for told in row.follow_up)
