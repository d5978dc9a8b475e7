"""What an expression of time says before it is known against which day it is said.

"31 October" has no year, "Tuesday" neither week nor year, "July" only a month: each is a `TimeValue`
that keeps what is stated and resolves once an anchor (the day on which it was written) is known.
"""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from communique.model import when as whens
from communique.model.when import UNKNOWN, Basis, Precision, When


class Direction(StrEnum):
    """Which way from the anchor the meant day lies, where grammar tells."""

    PAST = "past"
    FUTURE = "future"
    NEAREST = "nearest"


class Role(StrEnum):
    """What the expression does in its sentence."""

    AT = "at"
    SINCE = "since"  # from then on; also "the first … since"
    UNTIL = "until"
    DURATION = "duration"


class TimeValue(Struct, frozen=True):
    """The stated parts; None where the words do not say. At least one part is given.

    `days`, `weeks`, `months`, `years` count from the anchor ("yesterday" is days=-1, "next month" months=1).
    `hour` is 0 to 23; `offset` minutes east of UTC. `last_day` ends a range of days in one month ("2-4 May").
    `minutes` is the length of a duration.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # Monday is 0
    hour: int | None = None
    minute: int | None = None
    offset: int | None = None
    days: int | None = None
    weeks: int | None = None
    months: int | None = None
    years: int | None = None
    last_day: int | None = None
    last_month: int | None = None
    minutes: int | None = None
    role: Role = Role.AT
    direction: Direction = Direction.NEAREST
    part_of_day: str | None = None  # morning, afternoon, evening, night

    @property
    def full(self) -> bool:
        """True where it names a day by itself, without an anchor."""
        return self.year is not None and self.month is not None and self.day is not None

    @property
    def anchored(self) -> bool:
        """True where it says nothing without an anchor."""
        return self.year is None and (
            self.month is not None or self.weekday is not None or self.day is not None or self.relative
        )

    @property
    def relative(self) -> bool:
        return any(n is not None for n in (self.days, self.weeks, self.months, self.years))

    def agrees(self, on: date) -> bool:
        """True unless a stated part contradicts this day."""
        if self.day is not None and self.month is not None and self.last_day is not None and self.year in (None, on.year):
            first = _day(on.year, self.month, self.day)
            last = _day(on.year, self.last_month or self.month, self.last_day)
            return first is not None and last is not None and first <= on <= last
        return (
            self.year in (None, on.year)
            and self.month in (None, on.month)
            and self.day in (None, on.day)
            and self.weekday in (None, on.weekday())
        )

    def resolve(self, anchor: date | None, words: str) -> When:
        """The interval meant, given the day on which the words were written; UNKNOWN where that is needed and missing.

        `words` are the expression as it stands; they go into the reason.
        """
        stated = f"“{words}”"
        if self.year is not None:
            return self._absolute(self.year, Basis.STATED, stated)
        if anchor is None:
            return UNKNOWN if not self.anchored else When(reason=f"{stated}, of an unknown year or week")
        against = f"{stated}, counted from {anchor.isoformat()}"
        if self.relative:
            return self._counted(anchor, against)
        if self.month is not None:
            return self._absolute(self._year_near(anchor), Basis.INFERRED, f"{stated}; the year from {anchor.isoformat()}")
        if self.weekday is not None:
            return whens.day(self._weekday_near(anchor), Basis.INFERRED, against)
        if self.day is not None:
            found = _day(anchor.year, anchor.month, self.day)
            return whens.day(found, Basis.INFERRED, against) if found else UNKNOWN
        if self.part_of_day is not None or self.hour is not None:
            return whens.day(anchor, Basis.INFERRED, against)
        return UNKNOWN

    def _absolute(self, year: int, basis: Basis, reason: str) -> When:
        if self.month is None:
            return whens.year(year, basis, reason)
        if self.day is None:
            return whens.month(year, self.month, basis, reason)
        first = _day(year, self.month, self.day)
        if first is None:
            return UNKNOWN
        if self.last_day is not None:
            last = _day(year, self.last_month or self.month, self.last_day)
            if last is not None and last >= first:
                return When(first.isoformat(), last.isoformat(), Precision.DAY, basis, reason)
        return whens.day(first, basis, reason)

    def _counted(self, anchor: date, reason: str) -> When:
        if self.years is not None:
            return whens.year(anchor.year + self.years, Basis.INFERRED, reason)
        if self.months is not None:
            number = anchor.year * 12 + anchor.month - 1 + self.months
            return whens.month(number // 12, number % 12 + 1, Basis.INFERRED, reason)
        shifted = anchor + timedelta(days=self.days or 0, weeks=self.weeks or 0)
        if self.days is not None:
            return whens.day(shifted, Basis.INFERRED, reason)
        monday = shifted - timedelta(days=shifted.weekday())
        if self.weekday is not None:
            return whens.day(monday + timedelta(days=self.weekday), Basis.INFERRED, reason)
        sunday = monday + timedelta(days=6)
        return When(monday.isoformat(), sunday.isoformat(), Precision.DAY, Basis.INFERRED, reason)

    def _year_near(self, anchor: date) -> int:
        assert self.month is not None
        here = date(anchor.year, self.month, min(self.day or 15, calendar.monthrange(anchor.year, self.month)[1]))
        if self.direction is Direction.PAST:
            after = here > anchor if self.day else (here.month > anchor.month)
            return anchor.year - 1 if after else anchor.year
        if self.direction is Direction.FUTURE:
            before = here < anchor if self.day else (here.month < anchor.month)
            return anchor.year + 1 if before else anchor.year
        return min((anchor.year - 1, anchor.year, anchor.year + 1), key=lambda y: abs(here.replace(year=y, day=min(here.day, 28)) - anchor))

    def _weekday_near(self, anchor: date) -> date:
        assert self.weekday is not None
        back = (anchor.weekday() - self.weekday) % 7
        if self.direction is Direction.FUTURE:
            return anchor + timedelta(days=(7 - back) % 7)
        if self.direction is Direction.PAST or back <= 3:
            return anchor - timedelta(days=back)
        return anchor + timedelta(days=7 - back)


def _day(year: int, month: int, number: int) -> date | None:
    return date(year, month, number) if 1 <= number <= calendar.monthrange(year, month)[1] else None


def local(on: date, hour: int, minute: int) -> datetime:
    return datetime(on.year, on.month, on.day, hour, minute)
