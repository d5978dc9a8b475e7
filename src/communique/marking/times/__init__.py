"""Expressions of time in English prose: where they stand and what they say.

    mark_times("On October 31, commencing at 10:45 p.m. for approximately 35 minutes", lexicon)

gives three marks: a day without a year, a clock time and a duration. What they mean on the calendar is found
later, with `TimeValue.resolve`, when it is known on which day the words were written.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from communique.lexicon import Lexicon
from communique.marking.times.carried import carried
from communique.marking.times.dated import joined
from communique.marking.times.grammar import Expression, read
from communique.marking.times.leaning import lean, settled
from communique.marking.times.tokens import Token, Tokens, tokens_of
from communique.marking.times.vocabulary import vocabulary_of
from communique.model.marks import TimeMark
from communique.model.spans import Span
from communique.model.times import Direction, Role, TimeValue

__all__ = ["lean", "mark_times", "settled", "value_of"]

_LINKS = {(), ("comma",), ("at",), ("on",), ("comma", "at"), ("comma", "on"), ("of",)}


def mark_times(
    text: str, lexicon: Lexicon, within: Sequence[Span] | None = None, *, vague: bool = False
) -> tuple[TimeMark, ...]:
    """The expressions of time in `text`, or in its parts `within`, sorted and apart from each other.

    Prepositions stay outside the span and give the role ("since October 2017" marks "October 2017").
    With `vague`, words that no calendar knows ("now", "recently") are marked too. Time grows with the
    length of the text and with nothing else.
    """
    tokens = tokens_of(text, vocabulary_of(lexicon), within, vague=vague)
    marks = []
    for expression in carried(_together(read(tokens, vague=vague), tokens), tokens, text):
        first, last = tokens.found[expression.first], tokens.found[expression.last - 1]
        value = _in_place(expression.value, tokens, expression.first)
        marks.append(TimeMark(Span(first.start, last.end), value))
    return tuple(marks)


def value_of(words: str, lexicon: Lexicon) -> TimeValue | None:
    """What an expression says that is known to be one; None where the grammar cannot read it."""
    for lead in ("", "in ", "for "):  # "May", "1848" and "a month" count as times only after such a word
        marks = mark_times(lead + words, lexicon, vague=True)
        if marks:
            return max(marks, key=lambda mark: len(mark.span)).value
    return None


def _together(found: tuple[Expression, ...], tokens: Tokens) -> list[Expression]:
    """Days with the clock times beside them, the ends of a range, and the parts of a duration, each made one."""
    together: list[Expression] = []
    for expression in found:
        if together:
            before = together[-1]
            between = tuple(token.kind for token in tokens.found[before.last : expression.first])
            lead = tokens.found[before.first - 1] if before.first else None
            value = _one(before.value, between, expression.value, lead)
            if value is not None:
                together[-1] = Expression(before.first, expression.last, value)
                continue
        together.append(expression)
    return together


def _one(left: TimeValue, between: tuple[str, ...], right: TimeValue, lead: Token | None) -> TimeValue | None:
    if left.role is Role.DURATION or right.role is Role.DURATION:
        return _length(left, between, right)
    if between in _LINKS:
        if _names_day(left) and right.clock and left.hour is None:
            return joined(left, right)
        if left.clock and _names_day(right) and right.hour is None and between != ("at",):
            return joined(right, left)
        return None
    ranged = between in (("dash",), ("to",), ("through",), ("until",), ("to", "the"))
    if ranged or (between == ("and",) and lead is not None and lead.kind == "between"):
        return _range(left, right)
    return None


def _names_day(value: TimeValue) -> bool:
    if value.last_day is not None or value.unit == "weekend":
        return False
    return value.day is not None or value.weekday is not None or value.days is not None


def _range(left: TimeValue, right: TimeValue) -> TimeValue | None:
    """ "May 30 to June 2, 2022", "30 December 2021 to 2 January 2022", "July 2022 to March 2023"."""
    if left.last_day or right.last_day or left.last_month or right.last_month or left.relative or right.relative:
        return None
    if left.month is None or right.month is None or (left.day is None) is not (right.day is None):
        return None
    if left.hour is not None or right.hour is not None:
        return None
    first = left.year if left.year is not None else right.year
    last = right.year if right.year is not None else left.year
    starts, ends = (left.month, left.day or 0), (right.month, right.day or 0)
    if first is not None and left.year is None and starts > ends:
        first -= 1
    if (last is not None and first is not None and (first, *starts) >= (last, *ends)) or starts == ends:
        return None
    return replace(
        left,
        year=first,
        last_month=right.month if right.month != left.month or right.day is None else None,
        last_day=right.day,
        last_year=last if last != first else None,
    )


def _length(left: TimeValue, between: tuple[str, ...], right: TimeValue) -> TimeValue | None:
    """ "One hour and 20 minutes"."""
    if between not in ((), ("and",)) or left.minutes is None or right.minutes is None:
        return None
    if left.role is not right.role or left.minutes <= right.minutes or right.minutes >= 1440 or left.minutes >= 1440:
        return None
    return replace(left, minutes=left.minutes + right.minutes)


def _in_place(value: TimeValue, tokens: Tokens, first: int) -> TimeValue:
    """The value with what the words before it add: its role, and which way it lies."""
    kinds = [token.kind for token in tokens.found[max(0, first - 2) : first]]
    if kinds and kinds[-1] in ("the", "about"):
        kinds.pop()
    lead = kinds[-1] if kinds else ""
    if value.role is Role.DURATION or value.clock:
        return value
    if lead == "since":
        return replace(value, role=Role.SINCE, direction=Direction.PAST if not value.relative else value.direction)
    if lead in ("until", "by", "before", "through"):
        return replace(value, role=Role.UNTIL)
    if lead in ("later", "earlier") or (lead == "on" and len(kinds) > 1 and kinds[-2] in ("later", "earlier")):
        word = lead if lead != "on" else kinds[-2]
        nearest = value.direction is Direction.NEAREST and value.weekday is not None
        return replace(value, direction=Direction.FUTURE if word == "later" else Direction.PAST) if nearest else value
    return value
