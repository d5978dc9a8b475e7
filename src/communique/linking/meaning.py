"""What a few words say, for comparing them with what another source says: stems, actors, numbers, without grammar.

    sense = meanings.of("to bolster cooperation on the two gas pipelines")
    sense.features          # {"strengthen", "cooper", "gas", "pipelin", "#2"}

A feature is the stem of a word, the name of a list of words that say nearly the same (the lexicon's `alike`), an actor
(`@a-…`: whoever is meant, by whatever name) or a number (`#2375`). Stems are made by stripping the regular suffixes of
English, the longest first (the way of J. B. Lovins, 1968); they are for comparing, never for showing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from math import log

from msgspec import Struct

from communique.linking.spelling import WORD, carries, key_of

SUFFIXES = (
    *("izations", "ization", "ational", "atives", "ations", "itions", "ements", "ation", "ative", "ating", "ition"),
    *("ities", "ivity", "ement", "ments", "ional", "ively", "izing", "ities", "ances", "ences", "ingly", "ional"),
    *("ions", "ates", "ated", "izes", "ized", "ment", "ness", "ings", "ance", "ence", "able", "ible", "ship", "ives"),
    *("ical", "ally", "ions", "ical", "ity", "ion", "ate", "ize", "ive", "ing", "ies", "ied", "ous", "ial", "ful"),
    *("als", "ers", "ors", "ens", "ed", "es", "en", "er", "or", "al", "ly", "ic", "um", "y", "s", "e", "i"),
)
LEAST = 4  # letters of a stem
NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip
NEGATIVE = frozenset(
    [
        *("not", "no", "never", "nor", "neither", "none", "nobody", "nothing", "without", "cannot", "hardly"),
        *("refuse", "refuses", "refused"),
    ]
)
MERELY = re.compile(r"\s+(?:just|only|merely|simply|least)\b", re.I)  # “not only the pilots” denies no pilots
ENDS = re.compile(r"[.!?;]")  # beyond which a negation denies nothing
NEAR = 4  # words before a word among which a negation denies it
LIGHT = 0.25  # what a word that tells little counts, beside 1 for others
TOPIC = 0.6  # … and a word of an issue's term: it tells of what is spoken, not what is said of it


def stem(key: str) -> str:
    """The stem of a word made alike by `key_of`: "cooperation", "cooperative" and "cooperate" are "cooper"."""
    if len(key) <= LEAST:
        return key[:-1] if len(key) == LEAST and key.endswith("s") and not key.endswith("ss") else key
    while True:
        for suffix in SUFFIXES:
            if key.endswith(suffix) and len(key) - len(suffix) >= LEAST and not key.endswith("ss"):
                key = key[: -len(suffix)]
                if len(key) > LEAST and key[-1] == key[-2] and key[-1] not in "aeiouls":
                    key = key[:-1]
                break
        else:
            return key


class Sense(Struct, frozen=True):
    """What a passage says. `order` has the features as they stand, with the place of each in the passage."""

    features: frozenset[str]
    order: tuple[tuple[str, int, int], ...]  # feature, start, end
    denied: frozenset[str]  # features that a negation denies wherever they stand
    counted: Mapping[str, frozenset[str]]  # feature → the numbers that count it: "minut" → {"35"}


class Meanings:
    """Reads passages with a lexicon's `alike` and `light` words."""

    def __init__(self, alike: Mapping[str, str], light: Iterable[str]) -> None:
        self._group = {stem(key_of(word)): stem(key_of(name)) for word, name in alike.items()}
        self.light = frozenset(self._feature(stem(key_of(word))) for word in light)

    def _feature(self, root: str) -> str:
        return self._group.get(root, root)

    def of(self, text: str, actors: Sequence[tuple[int, int, str]] = ()) -> Sense:
        """The sense of a passage; `actors` are (start, end, id) of those named in it, sorted."""
        found: list[tuple[str, int, int]] = [(f"@{id_}", start, end) for start, end, id_ in actors]
        taken = [(start, end) for start, end, _ in actors]
        denied: set[str] = set()
        said: set[str] = set()  # without a negation
        counted: dict[str, set[str]] = {}
        since = NEAR + 1  # words since the last negation
        number = ""
        last = 0
        for match in WORD.finditer(text):
            start, end = match.span()
            since = NEAR + 1 if ENDS.search(text, last, start) else since + 1
            last = end
            key = key_of(match.group())
            if (key in NEGATIVE or key.endswith("n't")) and not MERELY.match(text, end):
                since = 0
            if any(low < end and start < high for low, high in taken):
                continue
            value = _number(key)
            if value:
                number = value
                found.append((f"#{value}", start, end))
                continue
            if not carries(key) or key in NEGATIVE:
                continue
            feature = self._feature(stem(key))
            found.append((feature, start, end))
            (denied if since <= NEAR else said).add(feature)
            if number:
                counted.setdefault(feature, set()).add(number)
                number = ""
        order = tuple(sorted(found, key=lambda item: (item[1], item[0])))
        features = frozenset(feature for feature, _, _ in order)
        return Sense(features, order, frozenset(denied - said), {f: frozenset(n) for f, n in counted.items()})


def _number(key: str) -> str:
    if key in NUMBERS:
        return str(NUMBERS[key])
    digits = key.replace(",", "").rstrip("%")
    return digits if digits.replace(".", "", 1).isdigit() else ""


class Weights:
    """What each feature counts: the more, the fewer passages of one document have it (inverse document frequency, the
    mean over the documents that have it at all: what every source says once tells as much as what one says once)."""

    def __init__(
        self,
        senses: Mapping[str, Sequence[frozenset[str]]],
        light: frozenset[str],
        topics: frozenset[str] = frozenset(),
    ) -> None:
        """`senses` are the passages of each document."""
        self._light = light
        self._topics = topics
        found: dict[str, list[float]] = {}
        for document in sorted(senses):
            every = len(senses[document])
            spread: dict[str, int] = {}
            for sense in senses[document]:
                for feature in sense:
                    spread[feature] = spread.get(feature, 0) + 1
            for feature, count in spread.items():
                found.setdefault(feature, []).append(log(1 + every / count) / log(1 + every))
        self._weights = {feature: sum(weights) / len(weights) for feature, weights in found.items()}

    def of(self, feature: str) -> float:
        """Between 0 and about 1; a light word at most a quarter, one of an issue's term less than others."""
        weight = self._weights.get(feature, 1.0)
        if feature in self._light:
            return LIGHT * weight
        return TOPIC * weight if feature in self._topics else weight

    def sum(self, features: Iterable[str]) -> float:
        return sum(self.of(feature) for feature in sorted(features))
