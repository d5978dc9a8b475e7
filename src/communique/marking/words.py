"""Words of a prose with their offsets, and phrases looked up in them.

A word here is what names are made of: "Suk" and "yeol" are two, joined by a hyphen; the possessive "’s" is
a word of its own; "U.S." and "J." are one each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|[A-Z]\.(?=\s+[A-Z])|[’'][sS]\b|[^\W_]+(?:[’'](?![sS]\b)[^\W_]+)*"
)  # U.S. | J. | ’s | O’Brien

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def possessive(self) -> bool:
        return self.text in ("’s", "'s", "’S", "'S")


def words_of(text: str) -> tuple[Word, ...]:
    return tuple(Word(m.group(), m.start(), m.end()) for m in _WORD.finditer(text))


def spelling(words: Iterable[str]) -> tuple[str, ...]:
    """What two spellings of one word share: dots dropped, apostrophes straight."""
    return tuple(word.replace(".", "").replace("’", "'") for word in words)


class Phrases(Generic[Found]):
    """Phrases by their words; the longest that starts at a word is found in time linear in its length."""

    def __init__(self, *, cased: bool) -> None:
        self._cased = cased
        self._starts: dict[str, list[tuple[tuple[str, ...], Found]]] = {}

    def add(self, phrase: str, what: Found) -> None:
        words = self._fold(word.text for word in words_of(phrase))
        if not words:
            return
        entries = self._starts.setdefault(words[0], [])
        if all(known != words for known, _ in entries):
            entries.append((words, what))
            entries.sort(key=lambda entry: -len(entry[0]))

    def _fold(self, words: Iterable[str]) -> tuple[str, ...]:
        spelt = spelling(words)
        return spelt if self._cased else tuple(word.casefold() for word in spelt)

    def longest(self, words: tuple[Word, ...], at: int) -> tuple[int, Found] | None:
        """How many words from `at` on the longest known phrase takes, and what it is."""
        first = self._fold((words[at].text,))[0]
        for phrase, what in self._starts.get(first, ()):
            length = len(phrase)
            if at + length <= len(words) and self._fold(w.text for w in words[at : at + length]) == phrase:
                return length, what
        return None
