"""Comparisons with another year: "$93 million a year earlier", said of a quarter, is that quarter a year before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from communique.marking.times.grammar import Expression
from communique.marking.times.tokens import Token, Tokens
from communique.model.times import Base, Role, TimeValue

REACH = 1500  # characters after which a quarter is no longer what the text speaks of
_SENTENCE = 160  # characters before the expression in which it is compared
_LIKE = re.compile(  # "compared with a loss of $2 million, or 8 cents a share,"; "lower than"
    r"\b(?:with|from|than|versus|vs\.?|against)\s+(?:(?:(?!\.\s).)*\d(?:(?!\.\s+[A-Z]).)*)?$"
    r"|\d(?:(?!\.\s).){0,60}$",  # "a loss of $2 million, or 8 cents a share,"
    re.DOTALL,
)
_AGO = frozenset(("a", "unit", "ago", "earlier"))
_BEFORE_NOUN = frozenset(("a", "the", "unit", "dash", "ago", "earlier"))  # "year-earlier profit"
_YEARS = ("year", "short")
_EARLIER = frozenset((*_YEARS, "ago", "earlier"))


def carried(found: Sequence[Expression], tokens: Tokens, text: str) -> list[Expression]:
    """The expressions, with the quarter that the text speaks of given to the years that it is compared with."""
    told: list[Expression] = []
    period, at = None, 0
    for expression in found:
        words = tokens.found[expression.first : expression.last]
        start = words[0].start
        if period is not None and start - at <= REACH and expression.value.month is None and _compares(words, text):
            value = _of_year(period, words, expression.value)
            told.append(expression if value is None else Expression(expression.first, expression.last, value))
            continue
        told.append(expression)
        if _is_quarter(expression.value):
            period, at = expression.value, start
        elif _names_other(expression.value) and not {word.kind for word in words} & {"ago", "earlier"}:
            period = None
    return told


def _compares(words: Sequence[Token], text: str) -> bool:
    """Whether it is "the year-ago period", "the 1989 quarter", or "a year ago" beside another figure."""
    kinds = {word.kind for word in words}
    if kinds & {"period", "quarter"}:
        return bool(kinds & _EARLIER) or kinds >= {"last", "unit"}
    if "dash" in kinds and kinds <= _BEFORE_NOUN and "year" in (word.word for word in words):
        return True
    if kinds - _AGO or len(words) != 3 or words[1].word != "year":
        return False
    start = words[0].start
    return _LIKE.search(text, max(0, start - _SENTENCE), start) is not None


def _is_quarter(value: TimeValue) -> bool:
    """Three months from January, April, July or October, as "the third quarter" says."""
    if value.quarters is not None:
        return value.role is not Role.DURATION
    if value.month is None or value.last_month is None or value.day is not None or value.last_year is not None:
        return False
    return value.month % 3 == 1 and value.last_month == value.month + 2


def _names_other(value: TimeValue) -> bool:
    """Whether the text now speaks of other stretches: "the nine months", "1988", "this year"."""
    if value.role is Role.DURATION:
        return (value.months or value.years) is not None
    if value.day is not None or value.weekday is not None:
        return False
    return value.year is not None or value.years is not None or value.month is not None


def _of_year(period: TimeValue, words: Sequence[Token], value: TimeValue) -> TimeValue | None:
    """The period in the year that the words give."""
    named = next((word for word in words if word.kind in _YEARS), None)
    if named is not None:
        if period.month is None:
            return None
        return TimeValue(year=value.year, month=period.month, last_month=period.last_month, role=value.role)
    plain = replace(period, role=Role.AT, portion=None)
    if period.quarters is not None:
        return replace(plain, quarters=period.quarters - 4)
    if period.year is not None:
        return replace(plain, year=period.year - 1)
    if period.years is not None:
        return replace(plain, years=period.years - 1)
    return replace(plain, years=-1, base=Base.MENTIONED)
