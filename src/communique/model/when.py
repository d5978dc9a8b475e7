"""When something was: an interval, how precisely it is known, how we know, and the reasoning in words."""

from __future__ import annotations

import calendar
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct, field

from communique.model.spans import Evidence


class Precision(StrEnum):
    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    STATED = "stated"
    INFERRED = "inferred"


class When(Struct, frozen=True):
    """An interval of time, both ends inclusive.

    `from_` and `to` are ISO 8601 dates (`2017-07-01`), or times with offset, local to the place
    (`2017-10-31T22:45+09:00`); None where that end is open. July 2017 is `2017-07-01` to `2017-07-31`.
    """

    from_: str | None = field(default=None, name="from")
    to: str | None = None
    precision: Precision = Precision.UNKNOWN
    basis: Basis = Basis.INFERRED
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()

    @property
    def first_day(self) -> date | None:
        return date.fromisoformat(self.from_[:10]) if self.from_ else None

    @property
    def last_day(self) -> date | None:
        return date.fromisoformat(self.to[:10]) if self.to else None

    @property
    def known(self) -> bool:
        return self.from_ is not None or self.to is not None

    def may_be(self, other: When) -> bool:
        """True where the two intervals share a day, an open end reaching for ever."""
        a1, a2 = self.first_day or date.min, self.last_day or date.max
        b1, b2 = other.first_day or date.min, other.last_day or date.max
        return a1 <= b2 and b1 <= a2


UNKNOWN = When(reason="the sources do not say")


def day(value: date, basis: Basis, reason: str, evidence: tuple[Evidence, ...] = ()) -> When:
    text = value.isoformat()
    return When(text, text, Precision.DAY, basis, reason, evidence)


def month(year: int, number: int, basis: Basis, reason: str, evidence: tuple[Evidence, ...] = ()) -> When:
    last = calendar.monthrange(year, number)[1]
    return When(
        date(year, number, 1).isoformat(),
        date(year, number, last).isoformat(),
        Precision.MONTH,
        basis,
        reason,
        evidence,
    )


def year(number: int, basis: Basis, reason: str, evidence: tuple[Evidence, ...] = ()) -> When:
    return When(
        date(number, 1, 1).isoformat(), date(number, 12, 31).isoformat(), Precision.YEAR, basis, reason, evidence
    )


def moment(at: datetime, basis: Basis, reason: str, evidence: tuple[Evidence, ...] = ()) -> When:
    """A minute; `at` carries its offset from UTC where the sources give one."""
    text = at.isoformat(timespec="minutes")
    return When(text, text, Precision.MINUTE, basis, reason, evidence)
