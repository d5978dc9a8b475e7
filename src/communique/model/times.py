"""What an expression of time says before it is known against which day it is said.

"31 October" has no year, "Tuesday" neither week nor year, "July" only a month: each is a `TimeValue`
that keeps what is stated and resolves once an anchor (the day on which it was written, or for
`Base.MENTIONED` the day that the text spoke of before) is known.
"""

from __future__ import annotations

import calendar
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta, timezone
from enum import StrEnum

from msgspec import Struct

from communique.model import when as whens
from communique.model.when import UNKNOWN, Basis, Precision, When

YEARS_SEARCHED = 2  # how far from the anchor a stated weekday may move the year of "Tuesday, 31 October"


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


class Base(StrEnum):
    """From which day a relative expression counts."""

    WRITING = "writing"  # "yesterday", "last month": the day on which the words were written or said
    MENTIONED = "mentioned"  # "the following day", "three years later": a day that the text has just spoken of


class TimeValue(Struct, frozen=True, omit_defaults=True):
    """The stated parts; None where the words do not say.

    `days`, `weeks`, `months`, `quarters`, `years` count from the anchor ("yesterday" is days=-1, "next month"
    months=1, "June last year" month=6 and years=-1); in a duration they say how long. `hour` is 0 to 23;
    `offset` minutes east of UTC. `last_day`, `last_month` and `last_year` end a range: of days ("2-4 May"),
    months ("the third quarter" is 7 to 9, a winter 12 to 2) or years ("the 1990s").
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
    last_year: int | None = None
    quarters: int | None = None
    portion: str | None = None  # start, middle, end: "early May", "the end of 2024"
    unit: str | None = None  # "fiscal" year, "weekend" (with weekday 5), or of an open length ("several years")
    apart: bool = False  # "last Monday", "next May": the anchor's own day or month is not meant
    approximate: bool = False
    base: Base = Base.WRITING
    vague: str | None = None  # present, past, future: "now", "recently", "soon"

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
        """True where it counts days, weeks, months or years from its anchor."""
        return self.role is not Role.DURATION and any(
            n is not None for n in (self.days, self.weeks, self.months, self.quarters, self.years)
        )

    @property
    def clock(self) -> bool:
        """True where it is a time of day and no more: "10:45 p.m."."""
        return self.hour is not None and self.year is None and not self.anchored

    def agrees(self, on: date) -> bool:
        """True unless a stated part contradicts this day. Parts that count from an anchor contradict nothing."""
        if self.role is Role.DURATION:
            return True
        if self.year is not None and not self.year <= on.year <= self._latest_year():
            return False
        if self._ranged:
            starts = {on.year, on.year - 1} if self.year is None else {self.year}
            return any(first <= on <= last for first, last in filter(None, map(self._range, starts)))
        return (
            self.month in (None, on.month)
            and self.day in (None, on.day)
            and (self.weekday in (None, on.weekday()) or self.full or (self.unit == "weekend" and on.weekday() == 6))
        )

    def resolve(self, anchor: date | None, words: str) -> When:
        """The interval meant, given the day on which the words were written; UNKNOWN where that is needed and missing.

        `words` are the expression as it stands; they go into the reason. Never raises: what no calendar
        holds ("31 June", "10,000 years ago") is UNKNOWN.
        """
        try:
            return self._resolved(anchor, f"“{words}”")
        except (ValueError, OverflowError):
            return UNKNOWN

    def _resolved(self, anchor: date | None, stated: str) -> When:
        if self.role is Role.DURATION:
            return self._stretch(anchor, stated)
        if self.year is not None:
            return self._absolute(self.year, Basis.STATED, stated)
        if anchor is None:
            return When(reason=f"{stated}, of an unknown year or week") if self.anchored else UNKNOWN
        against = f"{stated}, counted from {anchor.isoformat()}"
        if self.relative:
            return self._counted(anchor, against)
        if self.month is not None:
            year = self._year_near(anchor)
            return self._absolute(year, Basis.INFERRED, f"{stated}; the year from {anchor.isoformat()}")
        if self.day is not None:
            return self._on(self._day_near(anchor), Basis.INFERRED, against)
        if self.weekday is not None:
            return self._weekend(self._weekday_near(anchor), against)
        if self.part_of_day is not None or self.hour is not None:
            return self._on(anchor, Basis.INFERRED, against)
        return UNKNOWN

    @property
    def _ranged(self) -> bool:
        return self.last_day is not None or self.last_month is not None or self.last_year is not None

    def _latest_year(self) -> int:
        """The last year that the stated parts can reach, where a year is stated."""
        assert self.year is not None
        if self.last_year is not None:
            return max(self.year, self.last_year)
        return self.year + (1 if self._wraps else 0)

    @property
    def _wraps(self) -> bool:
        """True where the range passes the new year: "30 December to 2 January", a winter."""
        if self.month is None:
            return False
        end = (self.last_month or self.month, self.last_day or 0 if self.day is not None else 0)
        return end < (self.month, self.day if self.day is not None and self.last_day is not None else 0)

    def _range(self, year: int) -> tuple[date, date] | None:
        """First and last day, where the range begins in `year`; None where there are no such days."""
        end_year = self.last_year if self.last_year is not None else year + (1 if self._wraps else 0)
        try:
            if self.month is None:
                first, last = date(year, 1, 1), date(end_year, 12, 31)
            else:
                end_month = self.last_month or self.month
                first = date(year, self.month, 1 if self.day is None else self.day)
                until = calendar.monthrange(end_year, end_month)[1] if self.day is None else self.last_day or self.day
                last = date(end_year, end_month, until)
        except (ValueError, IndexError):
            return None
        return (first, last) if first <= last else None

    def _absolute(self, year: int, basis: Basis, reason: str) -> When:
        if self._ranged:
            found = self._range(year)
            if found is None:
                raise ValueError("no such days")
            precision = Precision.DAY if self.day is not None else Precision.MONTH if self.month else Precision.YEAR
            return When(found[0].isoformat(), found[1].isoformat(), precision, basis, reason)
        if self.month is None:
            return whens.year(year, basis, reason)
        if self.day is None:
            return whens.month(year, self.month, basis, reason)
        on = date(year, self.month, self.day)
        if self.weekday not in (None, on.weekday()):
            reason += f", though that day was a {calendar.day_name[on.weekday()]}"
        return self._on(on, basis, reason)

    def _on(self, on: date, basis: Basis, reason: str) -> When:
        """A day, or a minute of it where the words give one."""
        if self.hour is None or self.minute is None:
            return whens.day(on, basis, reason)
        zone = None if self.offset is None else timezone(timedelta(minutes=self.offset))
        at = datetime(on.year, on.month, on.day, self.hour, self.minute, tzinfo=zone)
        return whens.moment(at, basis, reason)

    def _weekend(self, on: date, reason: str) -> When:
        """A weekday, or the two days of the weekend that begins on it."""
        if self.unit != "weekend":
            return self._on(on, Basis.INFERRED, reason)
        return When(on.isoformat(), (on + timedelta(days=1)).isoformat(), Precision.DAY, Basis.INFERRED, reason)

    def _counted(self, anchor: date, reason: str) -> When:
        if self.years is not None:
            year = anchor.year + self.years
            if self.month is not None:
                return self._absolute(year, Basis.INFERRED, reason)
            return self._trimmed(whens.year(year, Basis.INFERRED, reason), anchor)
        if self.months is not None:
            year, month = _month(anchor, self.months)
            if self.day is not None:
                return self._on(date(year, month, self.day), Basis.INFERRED, reason)
            return self._trimmed(whens.month(year, month, Basis.INFERRED, reason), anchor)
        if self.quarters is not None:
            year, month = _month(anchor, 3 * self.quarters - (anchor.month - 1) % 3)
            last = calendar.monthrange(year, month + 2)[1]
            found = date(year, month, 1).isoformat(), date(year, month + 2, last).isoformat()
            return When(*found, Precision.MONTH, Basis.INFERRED, reason)
        shifted = anchor + timedelta(days=self.days or 0, weeks=self.weeks or 0)
        if self.days is not None:
            return self._on(shifted, Basis.INFERRED, reason)
        monday = shifted - timedelta(days=shifted.weekday())
        if self.weekday is not None:
            day = monday + timedelta(days=self.weekday)
            bygone = self.unit == "weekend" and self.direction is Direction.PAST and day > anchor
            return self._weekend(day - timedelta(weeks=1) if bygone else day, reason)
        week = monday.isoformat(), (monday + timedelta(days=6)).isoformat()
        return self._trimmed(When(*week, Precision.DAY, Basis.INFERRED, reason), anchor)

    def _trimmed(self, whole: When, anchor: date) -> When:
        """ "Earlier this year" ends on the anchor, "later this week" begins there."""
        first, last = whole.first_day, whole.last_day
        if first is None or last is None or not first <= anchor <= last or self.direction is Direction.NEAREST:
            return whole
        day = anchor.isoformat()
        from_, to = (whole.from_, day) if self.direction is Direction.PAST else (day, whole.to)
        return When(from_, to, whole.precision, whole.basis, whole.reason)

    def _stretch(self, anchor: date | None, stated: str) -> When:
        """ "The past three years" ends on the anchor, "the next two weeks" begin there; others have no place."""
        if anchor is None or self.direction is Direction.NEAREST:
            return UNKNOWN
        sign = -1 if self.direction is Direction.PAST else 1
        months = (self.years or 0) * 12 + (self.quarters or 0) * 3 + (self.months or 0)
        year, month = _month(anchor, sign * months)
        day = min(anchor.day, calendar.monthrange(year, month)[1])
        other = date(year, month, day) + sign * timedelta(days=self.days or 0, weeks=self.weeks or 0)
        if other == anchor:
            return UNKNOWN
        first, last = sorted((anchor, other))
        reason = f"{stated}, counted from {anchor.isoformat()}"
        return When(first.isoformat(), last.isoformat(), Precision.DAY, Basis.INFERRED, reason)

    def _year_near(self, anchor: date) -> int:
        """The year of a stated month, or month and day, as the direction tells, else the one nearest to the anchor.

        A stated weekday chooses among the years near by: "Tuesday, 31 October" is one of 2017 for a reader in 2018.
        """
        assert self.month is not None
        years = range(anchor.year - YEARS_SEARCHED - 6, anchor.year + YEARS_SEARCHED + 7)
        known = [y for y in years if MINYEAR <= y <= MAXYEAR and self._exists(y)]
        if self.day is not None and self.weekday is not None:
            near = [y for y in known if abs(y - anchor.year) <= YEARS_SEARCHED]
            known = [y for y in near if date(y, self.month, self.day).weekday() == self.weekday] or known
        if not known:
            raise ValueError("no year has this day")
        if self.direction is Direction.PAST:
            return max((y for y in known if self._distance(y, anchor) <= -self.apart), default=known[0])
        if self.direction is Direction.FUTURE:
            return min((y for y in known if self._distance(y, anchor) >= self.apart), default=known[-1])
        return min(known, key=lambda y: (abs(self._distance(y, anchor)), y))

    def _exists(self, year: int) -> bool:
        """Whether the stated month, day or range is one of `year`."""
        assert self.month is not None
        if self._ranged:
            return self._range(year) is not None
        return self.day is None or _day(year, self.month, self.day) is not None

    def _distance(self, year: int, anchor: date) -> int:
        """Days, or whole months where no day is stated, from the anchor to this month and day of `year`."""
        assert self.month is not None
        if self.day is None:
            return (year - anchor.year) * 12 + self.month - anchor.month
        return (date(year, self.month, self.day) - anchor).days

    def _day_near(self, anchor: date) -> date:
        """The day of the month ("the 11th") that lies as the direction tells, else in the anchor's own month."""
        assert self.day is not None
        found = []
        for shift in (0, -1, 1, -2, 2):
            year, month = _month(anchor, shift)
            on = _day(year, month, self.day)
            if on is not None and self.weekday in (None, on.weekday()):
                found.append(on)
        if self.direction is Direction.PAST:
            return max(on for on in found if on <= anchor)
        if self.direction is Direction.FUTURE:
            return min(on for on in found if on >= anchor)
        if not found:
            raise ValueError("no month near by has this day")
        return found[0]

    def _weekday_near(self, anchor: date) -> date:
        assert self.weekday is not None
        back = (anchor.weekday() - self.weekday) % 7
        if self.direction is Direction.FUTURE:
            return anchor + timedelta(days=7 - back if back or self.apart else 0)
        if self.direction is Direction.PAST or back <= 3:
            return anchor - timedelta(days=back or (7 if self.apart else 0))
        return anchor + timedelta(days=7 - back)


def _day(year: int, month: int, number: int) -> date | None:
    return date(year, month, number) if 1 <= number <= calendar.monthrange(year, month)[1] else None


def _month(anchor: date, shift: int) -> tuple[int, int]:
    """The year and month that lie `shift` months from the anchor's; ValueError beyond the calendar."""
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + shift, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year {year}")
    return year, month + 1


def local(on: date, hour: int, minute: int) -> datetime:
    return datetime(on.year, on.month, on.day, hour, minute)
