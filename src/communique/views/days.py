"""Days as people write them when they ask: a year, a month or a day."""

from __future__ import annotations

import calendar
import re
from datetime import date

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")  # 2017, 2017-06, 2017-06-12


def first_day(text: str) -> date:
    """The first day of a year, a month or a day: `2017-06` is 1 June 2017. Raises ValueError for anything else."""
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def last_day(text: str) -> date:
    """The last day of a year, a month or a day: `2017-06` is 30 June 2017. Raises ValueError for anything else."""
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def _parts(text: str) -> tuple[int, int | None, int | None]:
    found = _DAY.fullmatch(text.strip())
    if not found:
        raise ValueError(f"“{text}” is no day: write 2017, 2017-06 or 2017-06-12")
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        raise ValueError(f"“{text}” is not in the calendar") from None
    return year, month, day
