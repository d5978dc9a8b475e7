"""Engagements in time: dated ones in order by year, undated ones at the end, each with why we think so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from communique.model.record import EngagementLine
from communique.model.when import Basis
from communique.views.dates import in_words, order, year_of


class Entry(Struct, frozen=True):
    engagement: EngagementLine
    date: str  # in words
    inferred: bool
    reason: str  # why we think so; empty where the sources simply state it
    sources: int  # how many documents carry it
    origins: int  # … and how many of them are no copy of another
    statements: int  # how many statements were made at it
    issues: tuple[str, ...] = ()  # of which those speak


class Year(Struct, frozen=True):
    year: int
    entries: tuple[Entry, ...]


class Timeline(Struct, frozen=True):
    years: tuple[Year, ...]
    undated: tuple[Entry, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        return (*(entry for year in self.years for entry in year.entries), *self.undated)


def timeline(engagements: Iterable[EngagementLine], statements: Mapping[str, int]) -> Timeline:
    """`statements` counts the statements of each engagement, by its id."""
    lines = sorted(engagements, key=lambda line: order(line.when, line.id))
    entries = [entry(line, statements.get(line.id, 0)) for line in lines]
    years: dict[int, list[Entry]] = {}
    undated: list[Entry] = []
    for one in entries:
        year = year_of(one.engagement.when)
        (undated if year is None else years.setdefault(year, [])).append(one)
    return Timeline(tuple(Year(year, tuple(found)) for year, found in sorted(years.items())), tuple(undated))


def entry(line: EngagementLine, statements: int, issues: Iterable[str] = ()) -> Entry:
    inferred = line.when.known and line.when.basis is Basis.INFERRED
    reason = line.when.reason if inferred or not line.when.known else ""
    return Entry(
        line, in_words(line.when), inferred, reason, len(line.documents), line.origins, statements, tuple(issues)
    )
