"""Which way a day without a year or week lies, by the words of its sentence: a fallback where no parse is at hand."""

from __future__ import annotations

import re
from datetime import date

from msgspec.structs import replace

from communique.model.spans import Span
from communique.model.times import Direction, Role, TimeValue

REACH = 160  # characters on either side
FAVOUR = 3  # a month on the side to which the words lean may be this many times farther away
AFTER = 15  # what follows the expression counts as this much farther away
_FUTURE = re.compile(
    r"\b(?:will|shall|won['’]t|due|scheduled|slated|upcoming|expected|expects?|plans?|planned|planning|intends?|intended"
    r"|(?-i:until|till)|payable|expires?|effective|starting|beginning|(?:is|are|was|were)\s+(?:set\s+)?to"
    r"|ahead\s+of|as\s+(?:soon|early)\s+as|would)\b|\b['’]ll\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had(?:\s+(?:not\s+)?been\s+(?:due|scheduled|planned|slated|expected))?|did|said|told|met|held|took|made|came|went|began|left|rose|fell|won|lost|since|ago"
    r"|(?<!\bbe )(?!need|speed|proceed|indeed|exceed|expected|scheduled|planned|slated|intended)\w{3,}ed)\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?;]\s+(?=[\"“'‘(]?[A-Z])|\n\s*\n|[\"“”]")


def lean(text: str, span: Span) -> Direction:
    """PAST or FUTURE, by the verb nearest to the expression in its sentence; NEAREST where no word tells."""
    left = text[max(0, span.start - REACH) : span.start]
    right = text[span.end : span.end + REACH]
    left = left[max((stop.end() for stop in _STOP.finditer(left)), default=0) :]
    if (stop := _STOP.search(right)) is not None:
        right = right[: stop.start()]
    nearest, found = REACH * 2, Direction.NEAREST
    for pattern, direction in ((_FUTURE, Direction.FUTURE), (_PAST, Direction.PAST)):
        for match in pattern.finditer(left):
            if len(left) - match.end() < nearest:
                nearest, found = len(left) - match.end(), direction
        for match in pattern.finditer(right):
            if match.start() + AFTER < nearest:
                nearest, found = match.start() + AFTER, direction
    return found


def settled(value: TimeValue, anchor: date, leaning: Direction) -> TimeValue:
    """The value with PAST or FUTURE for NEAREST, where it needs one.

    A weekday follows the words, and is past where they are silent, as in reports. Of two months or days of
    the year the nearer is meant, unless the words lean to the other. A quarter or season is past, unless they
    look ahead.
    """
    if value.direction is not Direction.NEAREST or not value.anchored or value.relative:
        return value
    if value.role is Role.UNTIL and value.month is not None:
        leaning = Direction.FUTURE
    if value.month is None:
        return replace(value, direction=Direction.FUTURE if leaning is Direction.FUTURE else Direction.PAST)
    if value.last_month is not None and value.day is None and leaning is not Direction.FUTURE:
        return replace(value, direction=Direction.PAST)
    past, future = (replace(value, direction=direction) for direction in (Direction.PAST, Direction.FUTURE))
    back, ahead = (abs((on - anchor).days) if on else 0 for on in (_day(past, anchor), _day(future, anchor)))
    favour = {Direction.PAST: FAVOUR, Direction.FUTURE: 1 / FAVOUR, Direction.NEAREST: 1.5}[leaning]
    return past if back <= ahead * favour else future


def _day(value: TimeValue, anchor: date) -> date | None:
    when = value.resolve(anchor, "")
    if value.last_month is not None and when.last_day is not None and when.last_day < anchor:
        return when.last_day
    return when.first_day
