"""What relative expressions and durations say: "two days ago", "earlier this year", "35 minutes"."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from communique.marking.times.dated import SHIFTS
from communique.marking.times.tokens import Token
from communique.model.times import Base, Direction, Role, TimeValue

_PORTION = {"early": "start", "start": "start", "mid": "middle", "late": "end", "end": "end"}
_FIELD = {"day": "days", "week": "weeks", "month": "months", "quarter": "quarters", "year": "years"}
_MINUTES = {
    "second": 1 / 60,
    "minute": 1,
    "hour": 60,
    "day": 1440,
    "weekend": 2880,
    "week": 10080,
    "month": 43800,
    "quarter": 131400,
    "year": 525600,
}
_UNITS = ("unit", "units", "quarter")
_FOR = frozenset(("for", "in", "during", "over", "about", "than", "least", "through", "of", "every"))
_VAGUE = {
    "now": "present",
    "this": "present",
    "recent": "past",
    "time": "present",
    "earlier": "past",
    "later": "future",
}
MOST = 10_000  # more years, or months, than any calendar holds are no time


def _portion(tokens: Sequence[Token]) -> str | None:
    return next((_PORTION[token.kind] for token in tokens if token.kind in _PORTION), None)


def _direction(tokens: Sequence[Token]) -> Direction:
    kinds = {token.kind for token in tokens}
    if "earlier" in kinds:
        return Direction.PAST
    return Direction.FUTURE if "later" in kinds else Direction.NEAREST


def deictic(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "Yesterday morning", "later today", "tonight"."""
    day = next(token for token in tokens if token.kind == "deictic")
    part = next((token.word for token in tokens if token.kind == "part"), "night" if day.word == "tonight" else None)
    return TimeValue(days=int(day.number), part_of_day=part, direction=_direction(tokens))


def day_beyond(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "The day before yesterday"."""
    unit = next(token.word for token in tokens if token.kind == "unit")
    past = any(token.kind == "before" for token in tokens)
    if unit != "day" or (tokens[-1].number < 0) is not past:
        return None
    return TimeValue(days=-2 if past else 2)


def part(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "Last night", "this morning", "the following evening"."""
    shift = next(token.kind for token in tokens if token.kind in SHIFTS)
    count, base = SHIFTS[shift]
    if shift == "next":
        base = Base.MENTIONED
    return TimeValue(days=count, part_of_day=tokens[-1].word, base=base)


def shifted(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "Last week", "earlier this year", "the following day"."""
    shifts = [token.kind for token in tokens if token.kind in SHIFTS]
    unit = tokens[-1]
    count, base = SHIFTS[shifts[0] if shifts != ["this", "past"] else "past"]
    if unit.word in ("hour", "minute", "second") or (after.kind == "of" and tokens[0].kind == "the"):
        return None  # "the last week of the campaign"
    if unit.word == "day":
        if "last" in shifts or "past" in shifts or "coming" in shifts:
            return None
        if "next" in shifts:
            base = Base.MENTIONED
    if shifts[-1] in ("past", "coming") and unit.word != "weekend":
        return duration(tokens, before, after)
    if unit.number in (10, 100):
        return duration(tokens, before, after) if count else None
    direction, portion_ = _direction(tokens), _portion(tokens)
    if unit.word == "weekend":
        return TimeValue(weeks=count, weekday=5, unit="weekend", base=base, portion=portion_)
    fiscal = "fiscal" if any(token.kind == "fiscal" for token in tokens) else None
    value = TimeValue(direction=direction, portion=portion_, base=base, unit=fiscal)
    return _counting(value, unit.word, count)


def portion(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "The end of the year", "year-end"."""
    unit = next(token for token in tokens if token.kind in _UNITS)
    if unit.word == "year" and len(tokens) == 2 and after.word in ("ended", "ending"):
        return TimeValue(years=1, role=Role.DURATION)  # "the year ended March 31"
    if unit.word == "weekend" and len(tokens) == 2:
        return TimeValue(weekday=5, unit="weekend")
    if unit.word not in ("week", "month", "quarter", "year") or unit.number in (10, 100):
        return None
    return _counting(TimeValue(portion=_portion(tokens)), unit.word, 0)


def away(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "Two days ago", "three years later"."""
    many, unit = _how_many(tokens), next(token for token in tokens if token.kind in _UNITS)
    if many is None:
        return None
    kinds = {token.kind for token in tokens}
    past = bool(kinds & {"ago", "earlier", "before"})
    base = Base.MENTIONED if kinds & {"earlier", "later", "before", "after"} else Base.WRITING
    value = TimeValue(base=base, approximate=_approximate(tokens))
    if unit.word in ("hour", "minute", "second"):
        if many * _MINUTES[unit.word] >= 24 * 60 and unit.word == "hour":
            return _counting(value, "day", round(many / 24) * (-1 if past else 1))
        return replace(value, days=0, direction=Direction.PAST if past else Direction.FUTURE)
    if unit.number in (10, 100):
        many *= unit.number
    if many != int(many):
        many, unit = (many * 12, _renamed(unit, "month")) if unit.word == "year" else (round(many), unit)
    return _counting(value, unit.word, int(many) * (-1 if past else 1)) if many < MOST else None


def beside(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "The day before", "the year after"."""
    middle, past = tokens[1], tokens[2].kind in ("before", "earlier")
    count = -1 if past else 1
    if middle.kind == "part":
        return TimeValue(days=count, part_of_day=middle.word, base=Base.MENTIONED)
    if middle.word in ("hour", "minute", "weekend") or middle.number in (10, 100):
        return None
    return _counting(TimeValue(base=Base.MENTIONED), middle.word, count)


def duration(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "Approximately 35 minutes", "a four-day stay", "half an hour", "the past three years"."""
    unit = next((token for token in tokens if token.kind in _UNITS), None)
    if unit is None:
        return None
    many = _how_many(tokens)
    kinds = [token.kind for token in tokens]
    shift = next((kind for kind in kinds if kind in ("last", "past", "previous", "next", "coming", "following")), None)
    if many is None and (unit.kind == "units" or shift is None) and "long" not in kinds:
        return None
    if unit.kind == "quarter" and many != 1 and "dash" not in kinds:
        return None
    if after.kind == "of" and (unit.word == "quarter" or (shift in ("last", "next") and many is None)):
        return None  # "a quarter of the voters", "the last year of the war"
    if not _measures(tokens, unit, before, after):
        return None
    many = (1 if many is None else many) * (unit.number if unit.number in (10, 100) else 1)
    if many >= MOST:
        return None
    direction = Direction.NEAREST
    if shift is not None:
        direction = Direction.PAST if shift in ("last", "past", "previous") else Direction.FUTURE
    minutes = max(1, round(many * _MINUTES[unit.word])) if many else None
    value = TimeValue(minutes=minutes, role=Role.DURATION, direction=direction, approximate=_approximate(tokens))
    if unit.word in _FIELD and many == int(many):
        return _counting(value, unit.word, int(many))
    if unit.word == "year" and many * 12 == int(many * 12):
        return replace(value, months=int(many * 12))
    return value


def length_ago(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "The year-earlier nine months"."""
    ago = next(place for place, token in enumerate(tokens) if token.kind in ("ago", "earlier"))
    return duration(tokens[ago + 1 :], tokens[ago], after)


def _measures(tokens: Sequence[Token], unit: Token, before: Token, after: Token) -> bool:
    """Whether "a day", "an hour", "one day" say how long, rather than how often or some day."""
    kinds = [token.kind for token in tokens]
    if "a" not in kinds or {"half", "count", "day", "number", "couple", "few", "long", "last", "past"} & set(kinds):
        return True
    if kinds[0] == "about" or before.kind in _FOR or "dash" in kinds or "and" in kinds:
        return True
    return unit.word in ("hour", "minute") and after.kind in ("dash", "of", "long")


def _how_many(tokens: Sequence[Token]) -> float | None:
    """The quantity before the unit; None where it is left open ("a few", "12 to 18")."""
    total: float | None = None
    for place, token in enumerate(tokens):
        if token.kind in _UNITS:
            tail = [t.kind for t in tokens[place + 1 :]]
            return (1 if total is None else total) + 0.5 if "half" in tail and total is not None else total
        if token.kind in ("day", "number", "count"):
            if total is not None and total >= 1 and token.number >= total and token.number < 100:
                return None
            if token.kind == "count" and token.number in (100, 1000) and total is not None:
                total *= token.number
            else:
                total = token.number + (total if total is not None and total % 10 == 0 and total >= 20 else 0)
        elif token.kind == "a":
            counted = tokens[place + 1].kind in ("day", "number", "count")
            total = 1.0 if total is None and not counted else total
        elif token.kind == "half":
            alone = total is None or (total == 1 and place == 1 and tokens[0].kind == "a")
            total = 0.5 if alone or total is None else total + 0.5
        elif token.kind == "couple":
            total = 2.0
        elif token.kind == "few":
            return None
    return total


def _approximate(tokens: Sequence[Token]) -> bool:
    return any(token.kind in ("about", "more", "least", "couple", "over", "so") for token in tokens)


def _counting(value: TimeValue, unit: str, count: int) -> TimeValue | None:
    if unit == "day":
        return replace(value, days=count)
    if unit == "week":
        return replace(value, weeks=count)
    if unit == "month":
        return replace(value, months=count)
    if unit == "quarter":
        return replace(value, quarters=count)
    return replace(value, years=count) if unit == "year" else None


def _renamed(token: Token, unit: str) -> Token:
    return Token(token.kind, token.start, token.end, 1, unit)


def vague(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "Now", "recently", "soon": no calendar knows them."""
    last = tokens[-1]
    return TimeValue(vague=_VAGUE.get(last.kind, last.word))


def vague_units(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "Recent years", "the coming weeks", "a few days ago"."""
    unit = next(token.word for token in tokens if token.kind in _UNITS)
    future = any(token.kind == "coming" for token in tokens)
    return TimeValue(vague="future" if future else "past", unit=unit)


def open_length(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "Several years", "weeks"."""
    unit = next(token.word for token in tokens if token.kind in _UNITS)
    return TimeValue(role=Role.DURATION, unit=unit)


def latest(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "The latest quarter", "the latest fiscal year", as reports of earnings say: one that has ended."""
    if tokens[-1].kind == "unit":
        fiscal = "fiscal" if any(token.kind == "fiscal" for token in tokens) else None
        return TimeValue(years=-1, unit=fiscal) if tokens[-1].word == "year" else None
    return TimeValue(quarters=-1)


def period_ago(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "The year-ago period", "the same quarter last year": which months, what was said before tells."""
    if next(token.word for token in tokens if token.kind == "unit") != "year":
        return None
    if any(token.kind == "quarter" for token in tokens):
        return TimeValue(quarters=-5)
    return TimeValue(years=-1)


def same_day(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "Later in the day"."""
    return TimeValue(days=0, base=Base.MENTIONED) if tokens[-1].word == "day" and after.kind != "of" else None


def same_month(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "The same month last year": twelve months before the one spoken of."""
    units = [token.word for token in tokens if token.kind == "unit"]
    return TimeValue(months=-12, base=Base.MENTIONED) if units == ["month", "year"] else None


def year_end(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    """ "By year-end", "since year end": the last day of the year; no day in "a year-end meeting"."""
    if tokens[0].word != "year" or tokens[-1].word != "end" or before.kind in ("a", "fiscal", "dash", "possessive"):
        return None
    if after.kind in ("unknown", "capital", "count", "number", "day", "year", "month", "of", "dash"):
        return None
    if before.kind == "about":
        return TimeValue(years=0, month=12, approximate=True)
    return TimeValue(years=-1 if before.kind == "since" else 0, month=12, day=31)


def some_part(tokens: Sequence[Token], before: Token, after: Token) -> TimeValue | None:
    return TimeValue(days=0, part_of_day=tokens[-1].word, base=Base.MENTIONED)
