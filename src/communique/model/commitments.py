"""Commitments and demands as the registers show them, and when what they speak of is due."""

from __future__ import annotations

import re
from datetime import date

import msgspec
from msgspec import UNSET, Struct, UnsetType

from communique.model.record import Named, Uttered
from communique.model.rulings import RulingLine, Seen
from communique.model.spans import Evidence
from communique.model.times import Direction, Role, TimeValue
from communique.model.when import When


class RepeatLine(Struct, frozen=True):
    """The same promise, or the same demand, in another document."""

    id: str  # of the statement
    document: str
    similarity: float  # of the words, between 0 and 1
    evidence: Evidence


class FollowUpLine(Struct, frozen=True):
    """What a later text may tell of a commitment or a demand: suggested, never decided.

    `kind`: `progress`, `completed`, `repeated`, `withdrawn`, `met` (an engagement that was to be held was held); of a
    demand `complied` or `refused`. `why` says which words suggest it."""

    kind: str
    evidence: Evidence
    statement: str | None = None
    engagement: str | None = None
    when: When = When()
    why: str = ""


class CommitmentLine(Uttered, frozen=True):
    """A statement by which somebody binds himself: all that a statement's line has, and what it promises.

    `strength` is that of the promise: `strong` binds ("will"), `plain` intends, `weak` considers."""

    by: tuple[Named, ...]
    to: tuple[Named, ...]
    action: tuple[Evidence, ...]
    object: tuple[Evidence, ...]
    due: When | None
    conditions: tuple[Evidence, ...]
    vague: bool
    repeats: tuple[RepeatLine, ...] = ()
    follow_up: tuple[FollowUpLine, ...] = ()
    status: str = "open"
    ruling: RulingLine | None = None
    why: tuple[str, ...] = ()
    seen: tuple[Seen, ...] | UnsetType = UNSET


class DemandLine(Uttered, frozen=True):
    """A statement that demands something of others: all that a statement's line has, and what is demanded of whom."""

    of: tuple[Named, ...]
    action: tuple[Evidence, ...]
    object: tuple[Evidence, ...]
    due: When | None
    conditions: tuple[Evidence, ...]
    vague: bool
    repeats: tuple[RepeatLine, ...] = ()
    compliance: tuple[FollowUpLine, ...] = ()
    status: str = "open"
    ruling: RulingLine | None = None
    why: tuple[str, ...] = ()
    seen: tuple[Seen, ...] | UnsetType = UNSET


_PARTS = {"start": "04-30", "middle": "08-31"}  # the last day of the first and second third of a year: "by early 2032"


def due_when(value: TimeValue | None, bound: str, words: str, anchor: date | None) -> When:
    """When a deed is due: "by 2030" ends with that year and has no beginning, "from 2024" has no end, "within six
    months" counts from the day of the text. Both ends are open where no calendar tells ("before the next summit")."""
    if value is None and anchor is not None and (last := _turn(words, anchor.year)) is not None:
        return When(to=f"{last}-12-31", reason=f"“{words}”: no later than the end of {last}")
    if value is None and anchor is not None and re.search(r"(?i)\byear of [a-z]+$", words):
        return When(from_=anchor.isoformat(), to=_year_on(anchor).isoformat(), reason=f"“{words}”: from {anchor} on")
    if value is None:
        return When(reason=f"“{words}”: no calendar tells when that is")
    if value.role is Role.DURATION and value.direction is not Direction.FUTURE:
        value = msgspec.structs.replace(value, direction=Direction.FUTURE)
    if value.role is Role.AT and value.anchored and not value.relative and value.direction is Direction.NEAREST:
        value = msgspec.structs.replace(value, direction=Direction.FUTURE)
    found = value.resolve(anchor, words)
    if not found.known:
        return When(reason=found.reason or f"“{words}”: counted from a day that nothing tells")
    if value.role is Role.UNTIL or bound == "by":
        early = _PARTS.get(value.portion or "") if value.year is not None and value.month is None else None
        until = f"{value.last_year or value.year}-{early}" if early is not None else found.to
        return msgspec.structs.replace(found, from_=None, to=until)
    if bound == "from":
        return msgspec.structs.replace(found, to=None)
    return found


def _turn(words: str, year: int) -> int | None:
    """The last year of "this decade", the middle of "mid-century"; None where the words name neither."""
    if re.search(r"(?i)\bmid-?\s?century\b", words):
        return year - year % 100 + 50
    if re.search(r"(?i)\b(?:this|the) decade\b", words):
        return year - year % 10 + 9
    return None


def _year_on(day: date) -> date:
    """The same day of the next year; of a leap day the last of February."""
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year + 1, day=28) if leap else day.replace(year=day.year + 1)


def is_past(due: When, said: When) -> bool:
    """True for a due date before the day on which it was given: the words meant something else."""
    return due.last_day is not None and said.first_day is not None and due.last_day < said.first_day
