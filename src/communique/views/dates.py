"""A `When` in words, and the order of lines in time."""

from __future__ import annotations

import calendar
from datetime import date

from communique.model.when import When

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

UNDATED = "undated"


def in_words(when: When) -> str:
    """The interval as a reader would write it: “31 October 2017, 22:45”, “July 2017”, “2–4 May 2017”, “undated”."""
    first, last = when.first_day, when.last_day
    if first is None and last is None:
        return UNDATED
    if first is None:
        assert last is not None
        return f"on or before {_day(last)}"
    if last is None:
        return f"on or after {_day(first)}"
    if last < first:
        return f"{_day(first)} – {_day(last)}"
    days = _between(first, last)
    clock = _clock(when)
    return f"{days}, {clock}" if clock and first == last else days


def order(when: When, tie: str = "") -> tuple[bool, str, str, str]:
    """Sort key: by the first day it may have been, then by the last, the unknown at the end."""
    start = when.from_ or when.to or ""
    return (not when.known, start, when.to or "9999", tie)


def year_of(when: When) -> int | None:
    """The year under which a list files it: that of the earliest day it may have been."""
    day = when.first_day or when.last_day
    return day.year if day else None


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _between(first: date, last: date) -> str:
    if first == last:
        return _day(first)
    starts, ends = first.day == 1, last.day == calendar.monthrange(last.year, last.month)[1]
    if starts and ends and first.month == 1 and last.month == 12:
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    same_year, same_month = first.year == last.year, first.month == last.month
    if starts and ends:
        if same_year and same_month:
            return f"{MONTHS[first.month - 1]} {first.year}"
        head = MONTHS[first.month - 1] if same_year else f"{MONTHS[first.month - 1]} {first.year}"
        return f"{head} – {MONTHS[last.month - 1]} {last.year}"
    if same_year and same_month:
        return f"{first.day}–{_day(last)}"
    head = f"{first.day} {MONTHS[first.month - 1]}" if same_year else _day(first)
    return f"{head} – {_day(last)}"


def _clock(when: When) -> str:
    first = when.from_[11:16] if when.from_ and len(when.from_) > 10 else ""
    last = when.to[11:16] if when.to and len(when.to) > 10 else ""
    return f"{first}–{last}" if first and last and first != last else first or last
