"""The calendar of a record: years, months and days with the engagements that touch them, and the gaps between those.

An engagement stands in a period only where its date is as exact as that: one “in October” stands in the year and in the
month, and in no day.
"""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from msgspec import Struct

from communique.record.tallies import Dated
from communique.views.dates import MONTHS

GAP = 60  # days without an engagement from which they are shown as a gap
LONG = 62  # days above which an interval tells no more than the year
YEAR, MONTH, DAY = 0, 1, 2  # how exact a date is, and how near a period looks
_GRAINS = {"year": YEAR, "month": MONTH, "day": DAY, "minute": DAY}
_PERIOD = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")  # 2031, 2031-10, 2031-10-23


class Period(Struct, frozen=True, order=True):
    """A year, a month or a day; `month` and `day` are 0 where none is meant."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def level(self) -> int:
        return DAY if self.day else MONTH if self.month else YEAR

    @property
    def name(self) -> str:
        """As addresses write it: `2031-10`."""
        return "-".join((f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)))

    @property
    def words(self) -> str:
        """“23 October 2031”, “October 2031”, “2031”."""
        day, month = str(self.day) if self.day else "", self.month_name if self.month else ""
        return " ".join(part for part in (day, month, str(self.year)) if part)

    @property
    def month_name(self) -> str:
        return MONTHS[self.month - 1]

    @property
    def first(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def up(self) -> tuple[Period, ...]:
        """The periods in which it lies, the widest first."""
        return ((Period(self.year),) if self.month else ()) + ((Period(self.year, self.month),) if self.day else ())


def period(name: str) -> Period | None:
    """The period of this name; None where it is none."""
    found = _PERIOD.fullmatch(name)
    if found is None:
        return None
    read = Period(*(int(part or 0) for part in found.groups()))
    try:
        date(read.year, read.month or 1, read.day or 1)
    except ValueError:
        return None
    whole = bool(read.month) == bool(found[2]) and bool(read.day) == bool(found[3])  # there is no month 00
    return read if whole else None


class Time(Struct, frozen=True):
    """When an engagement was, in days, and at which hours where those are told."""

    id: str
    kind: str
    status: str
    first: date
    last: date
    grain: int
    from_: str = ""  # 22:45
    to: str = ""

    @property
    def coming(self) -> bool:
        return self.status in ("planned", "postponed")


def time_of(one: Dated) -> Time | None:
    """None where the sources tell no day at all; an open end is taken for the day of the other."""
    start, end = one.from_ or one.to, one.to or one.from_
    if not start or not end:
        return None
    first, last = date.fromisoformat(start[:10]), date.fromisoformat(end[:10])
    first, last = min(first, last), max(first, last)
    grain = _GRAINS.get(one.precision, DAY)
    if grain == DAY and (last - first).days > LONG:
        grain = YEAR
    return Time(one.id, one.kind, one.status, first, last, grain, start[11:16], end[11:16])


class Gap(Struct, frozen=True):
    """Days on which the record knows of no engagement, held or planned."""

    since: date
    until: date

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1


@dataclass(frozen=True)
class Calendar:
    """Engagements in time; those without a date are left out."""

    times: tuple[Time, ...]  # by their first day

    def only(self, ids: frozenset[str]) -> Calendar:
        return Calendar(tuple(time for time in self.times if time.id in ids))

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many stand in each period, by its name, in time."""
        found: dict[Period, int] = {}
        for time in self.times:
            for one in _periods(time):
                found[one] = found.get(one, 0) + 1
        return {one.name: found[one] for one in sorted(found)}

    def within(self, asked: Period) -> list[Time]:
        """Those that stand in a period, in time."""
        return [t for t in self.times if t.grain >= asked.level and t.first <= asked.last and t.last >= asked.first]

    def parts(self, asked: Period) -> list[tuple[Period, int]]:
        """The months of a year, or the days of a month, in which something stands."""
        found = [(one, n) for name, n in self.counts.items() if (one := period(name)) and one.up[-1:] == (asked,)]
        return found if asked.level < DAY else []

    def beside(self, asked: Period) -> tuple[Period | None, Period | None]:
        """The nearest periods of the same length, before and after, in which something stands."""
        names = self._names[asked.level]
        before, after = bisect_left(names, asked.name), bisect_right(names, asked.name)
        return (
            period(names[before - 1]) if before else None,
            period(names[after]) if after < len(names) else None,
        )

    @cached_property
    def _names(self) -> tuple[list[str], list[str], list[str]]:
        """The names of all periods by their length: four, seven or ten letters."""
        year, month, day = ([name for name in self.counts if len(name) == long] for long in (4, 7, 10))
        return year, month, day

    def gaps(self, least: int = GAP) -> dict[str, Gap]:
        """Each gap by the engagement that ends it."""
        found: dict[str, Gap] = {}
        reached: date | None = None
        for time in self.times:
            if time.grain == YEAR:
                continue
            if reached is not None and (time.first - reached).days > least:  # the days between are one fewer
                found[time.id] = Gap(reached + timedelta(1), time.first - timedelta(1))
            reached = time.last if reached is None else max(reached, time.last)
        return found


def calendar_of(engagements: Iterable[Dated]) -> Calendar:
    """`engagements` come in time."""
    return Calendar(tuple(time for one in engagements if (time := time_of(one))))


def within(gaps: Iterable[Gap], asked: Period) -> list[Gap]:
    """The gaps that touch a period, cut to it."""
    cut = (Gap(max(gap.since, asked.first), min(gap.until, asked.last)) for gap in gaps)
    return [gap for gap in cut if gap.since <= gap.until]


def published(days: Sequence[str], gap: Gap) -> int:
    """How many of these days, sorted, lie in a gap."""
    return bisect_right(days, gap.until.isoformat()) - bisect_left(days, gap.since.isoformat())


def _periods(time: Time) -> list[Period]:
    days = [time.first + timedelta(n) for n in range((time.last - time.first).days + 1)]
    found = {Period(day.year) for day in days}
    if time.grain >= MONTH:
        found |= {Period(day.year, day.month) for day in days}
    if time.grain >= DAY:
        found |= {Period(day.year, day.month, day.day) for day in days}
    return sorted(found)
