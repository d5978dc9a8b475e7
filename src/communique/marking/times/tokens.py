"""Tokens of time: the words near a word of time, each with its kind, so that rules can be written in kinds.

Only windows around words that can carry time are read, which keeps the cost near that of one regular
expression over the text. Every token is one character of a tag string, and a rule is a regular expression over tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from communique.marking.times.vocabulary import Vocabulary
from communique.model.spans import Span

REACH = 64  # characters read on either side of a word that can carry time
FIRST_YEAR, LAST_YEAR = 1400, 2199  # what a bare number of four digits may mean

_TOKEN = re.compile(
    r"""
    (?P<iso>(?<![\w.-])\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-]))
  | (?P<slash>(?<![\w/.])(?:\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)|\d{4}/\d\d?/\d\d?)(?![\w/]|\.\d))
  | (?P<clock>(?<![\w:.,$€£¥+])(?:
        \d{1,2}(?:[:.][0-5]\d)?(?:\s|[-–])?(?:[ap]\.\s?m\b\.?|[ap]m\b|[AP]\.\s?M\b\.?|[AP]M\b)
      | \d{1,2}:[0-5]\d(?::[0-5]\d)?(?![\w:]|[.,]\d)
      | (?:(?<=\b[Aa]t\s)|(?<=\b[Ff]rom\s)|(?<=\bplanned\sfor\s)|(?<=\bscheduled\sfor\s)
          |(?<=\bset\sfor\s)|(?<=\buntil\s))(?:[01]\d|2[0-3])\.[0-5]\d
          (?=\s(?:local|on|and|to|until|in\sthe|hrs|hours|GMT|UTC)\b|[.,;)]?(?:\s+[A-Z"“]|$)|[,;])
      | \d{1,2}\s?o['’]clock\b
      | [0-2]\d[0-5]\d(?=\s?(?:hrs|hours|GMT|UTC)\b)))
  | (?P<zone>\b(?:UTC|GMT)\s?[+\-−–]\s?\d{1,2}(?::?[0-5]\d)?(?!\d))
  | (?P<decade>(?:\b\d\d|['’‘])\d0['’]?s\b)
  | (?P<ordinal>\b\d{1,3}(?:st|nd|rd|th)\b)
  | (?P<quarternumber>\bQ[1-4]\b)
  | (?P<short>(?<!\w)['’‘]\d\d(?!\w))
  | (?P<fiscal>\bF[Yy](?=\s?[’']?\d))
  | (?P<number>(?<![\w$€£¥#])(?<!\d[.,])\d+(?:,\d{3})*(?:\.\d+)?
      (?!\w|\s?(?:%|per\s?cent|million|billion|trillion|percent))(?:\s\d/\d\b)?)
  | (?P<possessive>['’][sS]?(?![\w]))
  | (?P<word>[^\W\d_]+)
  | (?P<open>[(\[])
  | (?P<close>[)\]])
  | (?P<comma>,)
  | (?P<dash>\s?(?:--|[-‐‑–—−])\s?)
  | (?P<space>\s+)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_TRIGGERS = (
    r"yesterday|today|tonight|tomorrow|noon|midday|midnight|(?:minute|hour|day|week|weekend|fortnight|month|"
    r"quarter|year|decade)s?|century|centuries|morning|afternoon|evening|night|overnight|spring|summer|autumn|winter|fall|"
    r"eighteen|nineteen|twenty"
)
_LATE = (
    "now",
    "recently",
    "soon",
    "currently",
    "presently",
    "lately",
    "shortly",
    "previously",
    "formerly",
    "nowadays",
    "recent",
    "future",
    "current",
)

KINDS = """
    iso slash clock zone decade ordinal short number day year possessive open close comma dash other break unknown
    capital month weakmonth weekday weakweekday count a the of in on at by since until from to through between and or
    for during before after about over more than least last past previous next coming following this that same ago later
    earlier hence now early mid late end start every fiscal old half few couple time eve recent full unit units quarter
    season deictic noon part vague numbered long latest quarternumber period like so
"""
TAG = {kind: chr(0x4E00 + place) for place, kind in enumerate(KINDS.split())}


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    start: int
    end: int
    number: float = 0
    word: str = ""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens in the order of the text, and one tag for each."""

    found: tuple[Token, ...]
    tags: str


def tokens_of(text: str, vocabulary: Vocabulary, within: Sequence[Span] | None, *, vague: bool) -> Tokens:
    """The tokens near words that can carry time; a token of kind `break` stands between stretches."""
    found: list[Token] = []
    for start, end in _windows(text, _trigger(vocabulary, vague), within):
        found.extend(_window(text, start, end, vocabulary))
        found.append(Token("break", end, end))
    return Tokens(tuple(found), "".join(TAG[token.kind] for token in found))


@lru_cache(maxsize=16)
def _trigger(vocabulary: Vocabulary, vague: bool) -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, vocabulary.capitals), key=lambda name: (-len(name), name)))
    late = "|" + "|".join(_LATE) if vague else ""
    return re.compile(rf"(?<![^\W\d_])(?:{_TRIGGERS}|{names}{late})(?![^\W\d_])|\d+", re.IGNORECASE)


def _windows(text: str, trigger: re.Pattern[str], within: Sequence[Span] | None) -> Iterator[tuple[int, int]]:
    for area in within if within is not None else (Span(0, len(text)),):
        start = end = -1
        for match in trigger.finditer(text, area.start, area.end):
            left, right = max(area.start, match.start() - REACH), min(area.end, match.end() + REACH)
            if left <= end:
                end = right
                continue
            if end >= 0:
                yield _whole(text, start, end, area)
            start, end = left, right
        if end >= 0:
            yield _whole(text, start, end, area)


def _whole(text: str, start: int, end: int, area: Span) -> tuple[int, int]:
    """The window without the words that its ends cut."""
    while area.start < start < end and not text[start - 1].isspace():
        start += 1
    while start < end < area.end and not text[end].isspace():
        end -= 1
    return start, end


def _window(text: str, start: int, end: int, vocabulary: Vocabulary) -> Iterator[Token]:
    at = start
    last = Token("break", start, start)
    while at < end and (match := _TOKEN.match(text, at, end)) is not None:
        kind, first, at = match.lastgroup or "other", match.start(), match.end()
        if kind == "space":
            if text.count("\n", first, at) > 1:
                last = Token("break", first, at)
                yield last
            continue
        written = match.group()
        if kind == "word":
            last = _word(text, written, first, end, vocabulary, last)
            at = last.end
        elif kind == "number":
            numbered = last.word.lower() in vocabulary.numbering or text[first - 1 : first] == "/"
            last = _number(written, first, at, numbered)
        elif kind == "ordinal":
            last = Token(kind, first, at, int(written[:-2]), written)
        elif written == "." and last.word.lower() in vocabulary.numbering:  # "No. 12"
            continue
        else:
            last = Token(kind, first, at, 0, written)
        yield last


def _word(text: str, written: str, start: int, limit: int, known: Vocabulary, last: Token) -> Token:
    lower, end = written.lower(), start + len(written)
    name = known.capitals.get(lower)
    if name is not None and (written[0].isupper() or name.kind in ("month", "weekday")) and written != "august":
        if name.dotted and end < limit and text[end] == ".":
            end += 1
        return Token(name.kind, start, end, name.number, name.word)
    if last.kind in ("clock", "open") and written in known.zones:
        return Token("zone", start, end, known.zones[written], written)
    sense = known.senses.get(lower)
    if sense is None:
        return Token("capital" if written[0].isupper() else "unknown", start, end, 0, written)
    return Token(sense.kind, start, end, sense.number, sense.word)


def _number(written: str, start: int, end: int, numbered: bool) -> Token:
    whole, _, part = written.replace(",", "").partition(" ")
    value = float(whole) if len(whole) < 16 else 0.0
    if part:
        over, under = part.split("/")
        value += int(over) / int(under) if under != "0" else 0
    kind = "number"
    if whole == written and whole.isdigit():
        if len(whole) <= 2 and 1 <= value <= 31:
            kind = "day"
        elif len(whole) == 4 and FIRST_YEAR <= value <= LAST_YEAR:
            kind = "numbered" if numbered else "year"
    return Token(kind, start, end, value, written)
