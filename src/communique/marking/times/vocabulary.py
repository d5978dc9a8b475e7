"""The words that expressions of time are made of, each with its kind and what it counts.

Months, weekdays, numbers, zones and parts of the day come from the lexicon; the closed classes of English
(articles, prepositions, units, "last", "ago") stand here, since the grammar's rules are written in their kinds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from communique.lexicon import Lexicon

_CLOSED = {
    "the": "the",
    "a": "a an",
    "of": "of",
    "in": "in",
    "on": "on",
    "at": "at",
    "by": "by",
    "since": "since",
    "until": "until till",
    "from": "from",
    "to": "to",
    "through": "through thru",
    "between": "between",
    "and": "and",
    "or": "or",
    "for": "for",
    "during": "during throughout within",
    "before": "before",
    "after": "after",
    "about": "about around approximately roughly nearly almost circa some approx",
    "more": "more less fewer longer",
    "than": "than",
    "over": "over",
    "least": "least most",
    "last": "last",
    "past": "past",
    "previous": "previous prior preceding",
    "next": "next",
    "coming": "coming upcoming",
    "following": "following ensuing",
    "this": "this current",
    "that": "that",
    "same": "same",
    "ago": "ago",
    "later": "later afterwards afterward thereafter",
    "earlier": "earlier previously",
    "hence": "hence",
    "now": "now",
    "early": "early",
    "mid": "mid middle",
    "late": "late",
    "end": "end close",
    "start": "start beginning outset",
    "every": "each every",
    "fiscal": "fiscal financial",
    "old": "old",
    "half": "half",
    "few": "few several many some",
    "couple": "couple",
    "time": "time",
    "eve": "eve",
    "recent": "recent",
    "long": "long",
    "latest": "latest",
    "period": "period",
    "like": "comparable corresponding",
    "so": "so",
    "full": "full entire whole consecutive additional straight further",
}
_UNITS = {"minute": 1, "hour": 60, "day": 1440, "week": 10080, "month": 43200, "quarter": 129600, "year": 525600}
_MANY = {"fortnight": ("week", 2), "decade": ("year", 10), "century": ("year", 100), "weekend": ("weekend", 1)}
_IRREGULAR = {"centuries": "century", "hrs": "hour", "hr": "hour", "mins": "minute", "min": "minute", "yrs": "year"}
_DEICTIC = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_NOONS = {"noon": 12, "midday": 12, "midnight": 0}
_VAGUE = {
    "present": "now currently presently nowadays",
    "past": "recently lately formerly previously once",
    "future": "soon shortly future",
}
_DAYPARTS = ("morning", "afternoon", "evening", "night")
_WEAK_MONTHS = frozenset({"may", "march"})  # also a verb or a name
_NUMBERING = (
    "resolution resolutions no nos number article section page room flight chapter paragraph boeing bill act hr order"
    " route highway unscr unscrs"
)


@dataclass(frozen=True, slots=True)
class Sense:
    """What one word is to the grammar. `number` is its value: a month's number, how many, days from today."""

    kind: str
    number: float = 0
    word: str = ""
    dotted: bool = False  # an abbreviation that may carry a full stop


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    senses: Mapping[str, Sense]  # by lower-case word
    capitals: Mapping[str, Sense]  # months and weekdays, which count only with a capital
    zones: Mapping[str, int]  # minutes east of UTC, by abbreviation
    numbering: frozenset[str]  # words after which a number is no year


@lru_cache(maxsize=8)
def vocabulary_of(lexicon: Lexicon) -> Vocabulary:
    senses = {word: Sense(kind, word=word) for kind, words in _CLOSED.items() for word in words.split()}
    for number in lexicon.number_words:
        known = Sense("ordinal" if number.ordinal else "count", number.value, number.text)
        senses.setdefault(number.text, known)
    for name, minutes in _UNITS.items():
        for word in (name, f"{name}s"):
            senses[word] = Sense("units" if word != name else "unit", minutes, name)
    for name, (unit, many) in _MANY.items():
        for word in (name, f"{name}s"):
            senses[word] = Sense("units" if word != name else "unit", many, unit)
    for word, name in _IRREGULAR.items():
        senses[word] = Sense("units", senses[name].number, senses[name].word)
    senses["quarter"] = Sense("quarter", 129600, "quarter")
    senses["seconds"] = Sense("units", 1 / 60, "second")
    for table, kind in ((_DEICTIC, "deictic"), (_SEASONS, "season"), (_NOONS, "noon")):
        senses |= {word: Sense(kind, value, word) for word, value in table.items()}
    for part in lexicon.dayparts:
        if part.text.endswith(_DAYPARTS) and part.text.isalpha() and part.text not in senses:
            senses[part.text] = Sense("part", part.start, part.text)
    for direction, words in _VAGUE.items():
        for word in words.split():
            old = senses.get(word)
            senses[word] = Sense(old.kind if old else "vague", 0, direction)
    capitals: dict[str, Sense] = {}
    for entry in lexicon.calendar:
        month = entry.kind == "month"
        value = entry.number if month else entry.number - 1
        kind = entry.kind if entry.name.lower() not in _WEAK_MONTHS else "weakmonth"
        capitals[entry.name.lower()] = Sense(kind, value, entry.name)
        for short in entry.abbreviations:
            capitals.setdefault(short.rstrip(".").lower(), Sense(f"weak{entry.kind}", value, entry.name, dotted=True))
    return Vocabulary(senses, capitals, _zones(lexicon), frozenset(_NUMBERING.split()))


def _zones(lexicon: Lexicon) -> dict[str, int]:
    zones: dict[str, int] = {}
    for zone in lexicon.zones:
        sign, hours, minutes = _offset(zone.offsets[0])
        zones[zone.abbreviation] = sign * (hours * 60 + minutes)
    return zones


def _offset(text: str) -> tuple[int, int, int]:
    digits = text.lstrip("UTCGM+-−:").replace(":", "")
    sign = -1 if "-" in text or "−" in text else 1
    return sign, int(digits[:2] or 0), int(digits[2:4] or 0)
