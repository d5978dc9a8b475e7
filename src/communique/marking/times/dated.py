"""What dates of the calendar say: days, weekdays, months, years, seasons and clock times, from their tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from communique.marking.times.tokens import Token
from communique.model.times import Base, Direction, TimeValue

_PORTION = {"early": "start", "start": "start", "mid": "middle", "late": "end", "end": "end"}
_FIRST_DECADE = 30
_CENTURY_PIVOT = 50  # two digits below it are of this century
_PLAIN = frozenset(("in", "since", "by", "until", "from", "of", "during", "before", "after", "early", "mid", "late"))
_CLOCK = re.compile(r"(\d{1,2})(?:[:.]?([0-5]\d))?(?::\d\d)?[\s–-]*(?:([ap])\.?\s?m|o['’]clock)?", re.IGNORECASE)


def absolute(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """Every part as it stands; a second day, month or year ends a range. None where the parts make no date."""
    parts: dict[str, int] = {}
    portion = part = unit = None
    for token in tokens:
        name = _part_of(token, parts)
        if name is not None:
            if name in parts:
                name = f"last_{name}"
            if name == "last_weekday":
                continue
            parts[name] = int(token.number) if token.kind != "short" else full_year(token.word)
        elif token.kind in _PORTION and "month" not in parts:
            portion = _PORTION[token.kind]
        elif token.kind == "part":
            part = token.word
        elif token.kind == "fiscal":
            unit = "fiscal"
    value = replace(TimeValue(portion=portion, part_of_day=part, unit=unit), **parts)
    return value if _stands(value) else None


def two_days(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "19 and 20 May": two days in a row are a range; any other two are two dates."""
    value = absolute(tokens, before, after)
    together = value is not None and value.day is not None and value.last_day == value.day + 1
    return value if together else None


def _part_of(token: Token, parts: dict[str, int]) -> str | None:
    kind = token.kind
    if kind in ("month", "weakmonth"):
        return "month"
    if kind in ("weekday", "weakweekday"):
        return "weekday"
    if kind in ("year", "short"):
        return "year"
    if kind in ("number", "day") and "day" in parts and "month" in parts:
        return "year" if int(token.number) > 31 else "day"  # "October 30-31": the range's other end
    return "day" if kind in ("day", "ordinal") else None


def _stands(value: TimeValue) -> bool:
    """Whether days lie in their months and ranges run forward."""
    if value.day is not None and not 1 <= value.day <= 31:
        return False
    if value.year is not None and value.last_year is not None and not value.year < value.last_year <= value.year + 500:
        return False
    if value.last_day is not None:
        same_month = value.last_month in (None, value.month) and value.last_year in (None, value.year)
        return 1 <= value.last_day <= 31 and not (same_month and value.last_day <= (value.day or 0))
    return value.last_month is None or value.last_month != value.month or value.last_year is not None


def full_year(written: str) -> int:
    number = int(re.sub(r"\D", "", written))
    return number + (2000 if number < _CENTURY_PIVOT else 1900) if number < 100 else number


def bare_year(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """A number of four digits alone: a year, unless something is counted by it."""
    year = int(tokens[0].number)
    if after.kind in ("unit", "units", "quarter") or (after.kind == "unknown" and year % 50 == 0):
        return None
    if after.kind == "unknown" and before.kind in ("about", "than", "least", "over"):
        return None
    if 1900 <= year < 2100 or (before.kind in _PLAIN and after.kind != "unknown"):
        return TimeValue(year=year)
    return None


def spelled_year(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "Nineteen ninety-four", as transcripts of speech write it."""
    century, *rest = (int(token.number) for token in tokens if token.kind == "count")
    if not 18 <= century <= 20 or not 10 <= rest[0] < 100 or (len(rest) > 1 and (rest[0] < 20 or rest[0] % 10)):
        return None
    return TimeValue(year=century * 100 + sum(rest)) if sum(rest) < 100 and after.kind not in _COUNTED else None


def year_in_words(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "The year two thousand", "the year two thousand and three", "the year nineteen ninety-four"."""
    if tokens[1].word != "year":
        return None
    numbers = [int(token.number) for token in tokens if token.kind == "count"]
    if numbers[:2] == [2, 1000]:
        return TimeValue(year=2000 + sum(numbers[2:])) if sum(numbers[2:]) < 100 else None
    return spelled_year(tokens, before, after)


def season_in_words(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "The winter of nineteen ninety-four"."""
    year = spelled_year([token for token in tokens if token.kind == "count"], before, after)
    named = season([token for token in tokens if token.kind != "count"], before, after)
    return replace(named, year=year.year) if year is not None and named is not None else None


def short_range(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "2017-18"."""
    year, end = int(tokens[0].number), tokens[2]
    last = year - year % 100 + int(end.number)
    return TimeValue(year=year, last_year=last) if len(end.word) == 2 and year < last <= year + 20 else None


def iso(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    numbers = [int(n) for n in re.findall(r"\d+", tokens[0].word.partition(".")[0])]
    year, month, day = numbers[:3]
    if not (1 <= month <= 12 and 1 <= day <= 31 and year):
        return None
    value = TimeValue(year=year, month=month, day=day)
    if len(numbers) == 3:
        return value
    zone = re.search(r"(?:Z|[+-]\d\d:?\d\d)$", tokens[0].word[10:])
    clock_ = TimeValue(hour=numbers[3], minute=numbers[4], offset=offset(zone[0]) if zone else None)
    return joined(value, clock_) if numbers[3] < 24 and numbers[4] < 60 else value


def slash(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """Numbers alone; None where day and month could be exchanged."""
    first, second, third = re.split(r"[/.]", tokens[0].word)
    if len(first) == 4:
        year, month, day = int(first), int(second), int(third)
    elif int(first) > 12 or first == second or int(second) > 12:
        day, month, year = max(int(first), int(second)), min(int(first), int(second)), full_year(third)
    else:
        return None
    return TimeValue(year=year, month=month, day=day) if 1 <= month <= 12 and 1 <= day <= 31 and year else None


def shifted(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "Last June", "Friday of next week", "June last year"."""
    named = absolute(tokens, before, after)
    if named is None:
        return None
    shifts = {token.kind for token in tokens if token.kind in SHIFTS}
    unit = next((token.word for token in tokens if token.kind == "unit"), None)
    count, base = SHIFTS[min(shifts, key=list(SHIFTS).index)]
    if unit is not None:
        if unit == "week" and named.weekday is not None:
            return replace(named, weeks=count, base=base)
        return replace(named, years=count, base=base) if unit == "year" and named.month is not None else None
    if shifts == {"this"}:
        return replace(named, years=0) if named.month is not None else named
    if shifts & {"that", "same"}:
        return replace(named, base=base)
    direction = Direction.PAST if shifts & {"last", "past", "previous"} else Direction.FUTURE
    return replace(named, direction=direction, apart=True, base=base)


def week_before(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "A week ago Monday": the Monday of last week."""
    return TimeValue(weeks=-1, weekday=int(tokens[-1].number)) if tokens[1].word == "week" else None


def week_of(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "The last week of October": the month, and which end of it."""
    which = next(token for token in tokens if token.kind in ("ordinal", "last"))
    unit = next(token.word for token in tokens if token.kind == "unit")
    named = absolute([token for token in tokens if token.kind != "ordinal"], before, after)
    if unit != "week" or named is None or not 0 <= which.number <= 5:
        return None
    ends = {1: "start", 0: "end"} if which.kind == "last" or which.number == 1 else {}
    return replace(named, portion=ends.get(int(which.number)))


def year_named(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "The year 2000"."""
    return absolute(tokens, before, after) if tokens[-2].word == "year" else None


def new_year(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "New Year's Eve"; "Lunar New Year's Day" is another day, of a calendar that is not kept here."""
    if (tokens[0].word, tokens[1].word) != ("New", "year") or before.kind == "capital":
        return None
    year = next((full_year(token.word) for token in tokens if token.kind in _YEARS), None)
    last = next(token for token in reversed(tokens) if token.kind in ("unit", "eve"))
    if last.kind == "eve":
        return TimeValue(year=year, month=12, day=31)
    return TimeValue(year=year, month=1, day=1) if last.word == "day" else None


def decade(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    year = int(re.sub(r"\D", "", tokens[-1].word))
    if year < 100:  # "the ’30s" are those that everybody remembers
        year += 1900 if year >= _FIRST_DECADE else 2000
    portion = next((_PORTION[token.kind] for token in tokens if token.kind in _PORTION), None)
    return TimeValue(year=year, last_year=year + 9, portion=portion) if 1400 <= year < 2200 else None


def century(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    last = int(sum(token.number for token in tokens if token.kind in ("count", "ordinal"))) * 100
    if tokens[-1].number != 100 or not 100 < last <= 2200:
        return None
    portion = next((_PORTION[token.kind] for token in tokens if token.kind in _PORTION), None)
    return TimeValue(year=last - 99, last_year=last, portion=portion)


def season(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """Three months, as the northern half of the world names them; a winter is called by the year that it ends in."""
    named = next(token for token in tokens if token.kind == "season")
    first = int(named.number)
    year = next((int(t.number) if t.kind == "year" else full_year(t.word) for t in tokens if t.kind in _YEARS), None)
    shift = next((token.kind for token in tokens if token.kind in SHIFTS), None)
    if named.word == "fall" and year is None and shift not in ("last", "this", "next"):
        return None
    portion = next((_PORTION[token.kind] for token in tokens if token.kind in _PORTION), None)
    value = TimeValue(year=year, month=first, last_month=first + 2 if first < 12 else 2, portion=portion)
    if shift is None or year is not None:
        return value
    count, base = SHIFTS[shift]
    if any(token.kind == "unit" for token in tokens):
        return replace(value, years=count, base=base) if tokens[-1].word == "year" else None
    if count == 0:
        return replace(value, base=base)
    return replace(value, direction=Direction.PAST if count < 0 else Direction.FUTURE, apart=True, base=base)


def quarter(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "The third quarter of 1989", "the second half of this year"."""
    ordinal = next((token for token in tokens if token.kind == "ordinal"), None)
    half = any(token.kind == "half" for token in tokens)
    parts = 2 if half else 4
    number = parts if ordinal is None else int(ordinal.number)
    year = next((int(t.number) if t.kind == "year" else full_year(t.word) for t in tokens if t.kind in _YEARS), None)
    shift = next((token.kind for token in tokens if token.kind in SHIFTS and token.kind != "last"), None)
    if ordinal is not None:
        shift = next((token.kind for token in tokens if token.kind in SHIFTS), None)
    unit = next((token.word for token in tokens if token.kind == "unit"), None)
    whole = year is not None or unit == "year"
    if not 1 <= number <= parts or (unit not in (None, "year") and year is None):
        return None
    if not whole and (half or ordinal is None):
        return None
    length = 12 // parts
    value = TimeValue(year=year, month=(number - 1) * length + 1, last_month=number * length)
    if year is None and unit == "year":
        count, base = SHIFTS[shift] if shift is not None else (0, Base.WRITING)
        return replace(value, years=count, base=base)
    return value


def quarter_ago(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "The year-earlier third quarter"."""
    number = int(next(token.number for token in tokens if token.kind == "ordinal"))
    parts = 2 if tokens[-1].kind == "half" else 4
    if next(token.word for token in tokens if token.kind == "unit") != "year" or not 1 <= number <= parts:
        return None
    length = 12 // parts
    return TimeValue(years=-1, month=(number - 1) * length + 1, last_month=number * length)


def quarter_named(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "The June quarter": the one that ends with June."""
    named = absolute(tokens, before, after)
    if named is None or named.month is None or named.month % 3:
        return None
    return replace(named, month=named.month - 2, last_month=named.month)


def numbered_quarter(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "Q3 2017"."""
    number = int(next(token.word for token in tokens if token.kind == "quarternumber")[1])
    year = next((int(t.number) if t.kind == "year" else full_year(t.word) for t in tokens if t.kind in _YEARS), None)
    return TimeValue(year=year, month=number * 3 - 2, last_month=number * 3)


def clock(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    zone = next((token for token in tokens if token.kind == "zone"), None)
    east = None if zone is None else offset(zone.word) if zone.word[-1].isdigit() else int(zone.number)
    first = tokens[0]
    if first.kind == "noon":
        return TimeValue(hour=int(first.number), minute=0, offset=east)
    if first.word[:4].isdigit():
        hour, minute, half = int(first.word[:2]), int(first.word[2:4]), None
    else:
        found = _CLOCK.match(first.word)
        if found is None:
            return None
        hour, minute = int(found[1]), int(found[2] or 0)
        half = (found[3] or "").lower() or None
    part = tokens[-1].word if tokens[-1].kind == "part" else None
    if half is None and part is not None:
        half = "a" if part == "morning" else "p"
    if half is not None and hour > (12 if part is None else 23):
        return None
    if half is not None and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return TimeValue(hour=hour, minute=minute, offset=east) if hour < 24 else None


def dotted_clock(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "At 21.40"."""
    found = re.fullmatch(r"([01]?\d|2[0-3])\.([0-5]\d)", tokens[0].word)
    if found is None or after.kind in _COUNTED:
        return None
    return TimeValue(hour=int(found[1]), minute=int(found[2]))


def offset(written: str) -> int:
    """Minutes east of UTC of `+09:00`, `UTC-3`, `Z`."""
    digits = re.findall(r"\d+", written)
    if not digits:
        return 0
    hours, minutes = (int(digits[0]), int(digits[1])) if len(digits) > 1 else divmod(int(digits[0]), 100)
    if len(digits[0]) <= 2:
        hours, minutes = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
    total = hours * 60 + minutes
    east = -total if re.search(r"[-−–]", written) else total
    return east if abs(east) < 24 * 60 else 0


def joined(day: TimeValue, time: TimeValue) -> TimeValue:
    """A day and a clock time that stand side by side."""
    return replace(day, hour=time.hour, minute=time.minute, offset=time.offset)


_COUNTED = ("unit", "units", "quarter", "unknown")
_YEARS = ("year", "short")
SHIFTS = {
    "last": (-1, Base.WRITING),
    "past": (-1, Base.WRITING),
    "next": (1, Base.WRITING),
    "coming": (1, Base.WRITING),
    "previous": (-1, Base.MENTIONED),
    "following": (1, Base.MENTIONED),
    "that": (0, Base.MENTIONED),
    "same": (0, Base.MENTIONED),
    "this": (0, Base.WRITING),
}
