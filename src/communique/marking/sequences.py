"""Sequences of capitalised words that may be somebody's name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from communique.marking.gazette import Gazette
from communique.marking.words import words_of

_JOIN = re.compile(r"[\s\[\]]{1,3}|-|‑")  # what may stand between the words of one name: "[Vladimir] Putin"
# matches: I’m  –  That's  –  We’ve
_SHORTENED = re.compile(r"(?:I|It|He|She|We|You|They|That|This|There|Here|What|Who|Let)[’'](?:m|s|ve|re|ll|d)", re.I)
_BREATHS = (" ‘", " ʻ", " ʼ")  # "Sione ‘Olo"
_LONGEST_NAME = 5
_LONG_WORD, _LEAST_LONG, _MOST = 4, 3, 0.75  # letters; words; share of them with a capital in a headline
_ALSO_ENGLISH = frozenset(("as", "at", "an", "to", "do", "den", "ten", "i", "e", "y", "us", "bar", "bat"))
_NEVER_NAMES = frozenset(
    (
        "I",
        "Following",
        "The",
        "On",
        "In",
        "At",
        "And",
        "But",
        "So",
        "We",
        "You",
        "They",
        "It",
        "Mr",
        "No",
        "Not",
        "Yes",
        "Well",
        "If",
        "Today",
        "Tomorrow",
        "Yesterday",
        "During",
        "With",
        "Before",
        "After",
        "To",
        "For",
        "From",
        "By",
        "Virtual",
        "This",
        "That",
        "These",
        "There",
        "Thank",
        "What",
        "Is",
        "As",
        "An",
        "A",
        "Of",
        "Upon",
        "Aboard",
        "About",
        "Across",
        "Alongside",
        "Amid",
        "Among",
        "Between",
        "Within",
        "Additional",
        "Did",
        "Does",
        "Was",
        "Were",
        "Could",
        "Would",
        "Should",
        "Look",
        "My",
        "Our",
        "Your",
        "His",
        "Her",
        "Their",
        "While",
        "Since",
        "En",
        "When",
        "Where",
        "Which",
        "Why",
    )
)


OF_TITLES = frozenset(  # words of titles and headings that are no part of a name, though they have a capital
    (
        *("acting", "senior", "deputy", "assistant", "associate", "principal", "special", "national", "alternate"),
        *("our", "environmental", "cyber", "climate", "advisory", "asian", "pacific", "organization", "organisation"),
    )
)
OF_WORDS = frozenset(("of", "the", "for", "to", "and"))
KIN = frozenset(("husband", "wife", "spouse", "son", "daughter", "brother", "sister", "mother", "father"))
DOINGS = frozenset(  # what a heading in capitals says that somebody does: "President X Participates in"
    (
        *("participates", "participating", "leads", "leading", "hosts", "hosting", "attends", "attending"),
        *("meets", "delivers", "delivering", "welcomes", "travels", "traveling", "travelling", "joins", "joining"),
    )
)


@dataclass(frozen=True, slots=True)
class Sequence:
    """Capitalised words `[first, last]` that may be somebody's name."""

    first: int
    last: int


class Sequences:
    """The words of one prose, and which of them stand together as a name may."""

    def __init__(self, text: str, gazette: Gazette, is_proper: Callable[[int], bool]) -> None:
        self.text = text
        self.words = words_of(text)
        self.gazette = gazette
        self.is_proper = is_proper
        self.courtesies: dict[int, tuple[int, str | None]] = {}
        self._taken = [False] * len(self.words)

    @cached_property
    def is_headline(self) -> bool:
        """True for a text in which nearly every word has a capital: where a name ends, capitals do not tell."""
        long = [w for w in self.words if len(w.text) >= _LONG_WORD]
        capital = sum(w.capital for w in long)
        return len(long) >= _LEAST_LONG and capital >= _MOST * len(long) and self.text.rstrip()[-1:] not in ".!"

    def _sequences(self) -> list[Sequence]:
        found: list[Sequence] = []
        at = 0
        while at < len(self.words):
            first = self._first_of_name(at)
            if first is None:
                at += 1
                continue
            last = first
            own = 1
            while own < _LONGEST_NAME:
                following = last + 1
                while following < len(self.words) and following - last <= 2 and self._is_particle(following):
                    following += 1
                if following >= len(self.words) or not self._joined(last, following):
                    break
                if not (self._may_name(following) or self._hyphened(following)):
                    break
                last = following
                own += 1
            found.append(Sequence(at, last))
            at = last + 1
        return found

    def _first_of_name(self, at: int) -> int | None:
        """The first word of a name that begins at `at`, its particles passed over: "President von der Leyen"."""
        first = at
        if at and (self._taken[at - 1] or at - 1 in self.courtesies):
            while first < len(self.words) and first - at <= 2 and self._is_particle(first):
                first += 1
        return first if first < len(self.words) and self._may_name(first) else None

    def _may_name(self, at: int) -> bool:
        word = self.words[at]
        if self._taken[at] or not word.capital or word.possessive or at in self.courtesies:
            return False
        text = word.text.title() if word.text.isupper() else word.text
        if text in _NEVER_NAMES or _SHORTENED.fullmatch(text):
            return False
        if word.text.rstrip(".") in self.gazette.calendar and not self._is_given(at):
            return False
        if word.text.casefold() in self.gazette.tellings and at and self.words[at - 1].capital:
            return False  # "X Welcoming Y", "X Announces Z": a title in capitals goes on
        if word.text.casefold() in self.gazette.occasions and not self._stands_alone(at):
            return False
        return self.is_proper(word.start)

    def _is_given(self, at: int) -> bool:
        """ "Dr. Jan Bole", "Minister June Cole": a name of the calendar between a title and a name."""
        if not at or not self._taken[at - 1] or at + 1 >= len(self.words):
            return False
        following = self.words[at + 1]
        beside = self.text[self.words[at].end : following.start] == " " and following.text.isalpha()
        return beside and following.capital and self.words[at].text.casefold() in self.gazette.given

    def _stands_alone(self, at: int) -> bool:
        """False where a word like "Call" follows a name: "Vice President X Call with Y"."""
        return at == 0 or not self.words[at - 1].capital

    def _is_particle(self, at: int) -> bool:
        word = self.words[at]
        if word.possessive or word.text.casefold() not in self.gazette.particles:
            return False
        return word.text.casefold() not in _ALSO_ENGLISH or self.text[word.end : word.end + 1] in ("-", "‑")

    def _hyphened(self, at: int) -> bool:
        """The second half of a given name: "yeol" in "Suk-yeol"."""
        return at > 0 and self.text[self.words[at - 1].end : self.words[at].start] in ("-", "‑") and not self._taken[at]

    def _joined(self, left: int, right: int) -> bool:
        return all(
            _JOIN.fullmatch(self.text[self.words[w].end : self.words[w + 1].start]) is not None
            or self._aspirated(w + 1)
            for w in range(left, right)
        )

    def _aspirated(self, at: int) -> bool:
        """ "Sione ‘Olo Vai": a name that begins with a mark, which closes nothing after it."""
        before = self.text[self.words[at - 1].end : self.words[at].start]
        return before in _BREATHS and self.text[self.words[at].end : self.words[at].end + 1] not in ("’", "'")
