"""Where a name begins and ends among capitalised words: what of them belongs to an office or to what is done."""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.marking.dictionary import is_common
from communique.marking.gazette import Known
from communique.marking.sequences import OF_TITLES, Sequence, Sequences

_PORTFOLIOS = frozenset(
    (
        *("affairs", "defense", "defence", "security", "policy", "trade", "finance", "energy", "health", "relations"),
        *("development", "operations", "commerce", "interior", "intelligence", "advisory"),
    )
)
SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_LONGEST_ACRONYM = 10
_AND_MORE = re.compile(r" and [A-Z]\w+ [A-Z]")  # of "Food and Drug Office", behind its first word


@dataclass(frozen=True, slots=True)
class Title:
    """An office as it stands beside a name or alone: characters `[start, end)` of the prose."""

    title: str
    of: str | None  # key of the state or organisation that the words name
    start: int
    end: int
    former: bool = False
    plural: bool = False
    rank: int = 3
    speaks_for: bool = False
    informal: bool = False


class Bounds(Sequences):
    """The words of one prose with the titles found among them."""

    known: dict[int, tuple[int, Known | None]]  # first word → words taken, what
    titles: dict[int, tuple[int, Title]]  # first word → words taken, title

    def _known_ending(self, last: int) -> list[tuple[int, tuple[int, Known | None]]]:
        return [
            (at, self.known[at])
            for at in range(max(0, last - 6), last + 1)
            if at in self.known and at + self.known[at][0] - 1 == last
        ]

    def _ends_name(self, at: int) -> bool:
        """ "Prime Minister Bo Sen": what reads like an abbreviated title after a title and one word is the name."""
        word = self.words[at]
        if at < 2 or len(word.text) > 4 or not word.capital or self.text[word.end : word.end + 1] == ".":
            return False
        before, end = self.words[at - 1], self.words[at - 2].end
        beside = self.text[end : before.start] == " " and self.text[before.end : word.start] == " "
        return (
            beside and before.capital and not self._taken[at - 1] and any(t.end == end for _, t in self.titles.values())
        )

    def _belongs_to_name(self, at: int) -> bool:
        return self._ends_name(at) or self._is_within_name(at)

    def _is_within_name(self, at: int) -> bool:
        """ "President Hassan Sheikh Omar": a courtesy between two names is one of them."""
        if at and self.text[self.words[at - 1].end : self.words[at].start] == "-":
            return True  # al-Sheikh
        if at < 2 or at + 1 >= len(self.words) or self._taken[at - 1] or not self._taken[at - 2]:
            return False
        before, end = self.words[at - 1], self.words[at - 2].end
        beside = self.text[before.end : self.words[at].start] == " " and self.is_proper(before.start)
        titled = before.capital and any(t.end == end for _, t in self.titles.values())
        return beside and titled and self.words[at].text[-1:] != "." and self.words[at + 1].capital

    def _is_abbreviation(self, last: int, words: list[str]) -> bool:
        """ "Deputy NEC Director A", "for Harbour Security Dr. A": what an office is of, between two titles."""
        if len(words) == 1 and words[0].casefold() in _PORTFOLIOS:
            return True
        if len(words) == 1 and self._known_ending(last - 1) and _AND_MORE.match(self.text, self.words[last].end):
            return is_common(words[0])  # "Commissioner of the Zubrowkan Food and Drug Office"
        before_title = last + 1 in self.titles or last + 1 in self.courtesies
        if not before_title or self.text[self.words[last].end : self.words[last + 1].start] != " ":
            return False
        alone = len(words) == 1 and words[0].isupper() and 1 < len(words[0]) <= _LONGEST_ACRONYM
        quality = len(words) == 1 and words[0].endswith(("ic", "al", "ary", "ive"))  # "Chief Economic Adviser"
        return alone or quality or words[-1].casefold() in _PORTFOLIOS

    def _after_acronym(self, first: int, last: int) -> int:
        """ "ZNA Ada Bole": an office's letters before a given name are no part of it."""
        word, given = self.words[first].text, self.words[min(first + 1, last)].text.casefold()
        letters = word.isupper() and word.isalpha() and len(word) > 2 and last - first > 1
        own = given in self.gazette.given and word.casefold() not in self.gazette.lexicon.family_first
        return first + 1 if letters and own and not self.words[first + 1].text.isupper() else first

    def _after_field(self, first: int, last: int) -> int:
        """ "Assistant Administrator for Oceania Ada Bole", "of Finance and Public Credit Ada Bole": what an office is
        for stands before the given name."""
        if last - first < 2 or not first:
            return first
        words = [self.words[at].text.casefold() for at in range(first, last)]
        given = next((n for n, word in enumerate(words) if word in self.gazette.given), 0)
        plain = given > 1 and all(map(is_common, words[:given]))
        beside = given == 1 and self.words[first - 1].text in ("for", "of")
        return first + given if beside or (plain and self.gazette.named.isdisjoint(words[:given])) else first

    def _is_national(self, at: int) -> bool:
        """ "The National Security Council": a state’s own body, not the organisation’s of that name."""
        before = self.words[at - 1] if at else None
        beside = before is not None and self.text[before.end : self.words[at].start].isspace()
        return before is not None and beside and before.text in ("National", "Federal", "State")

    def _after_body(self, sequence: Sequence) -> int:
        """ "Head of the Presidential Office X Y", "Minister of Defence X Y": the name begins after what an office is
        of."""
        voices = self.gazette.lexicon.voices
        last, before = self.words[sequence.last].text, self.words[sequence.last - 1].text.casefold()
        of_body = sequence.last > sequence.first and {"body", "government"} & set(voices.get(before, ()))
        titled = sequence.last + 1 in self.titles and self.text[self.words[sequence.last].end :][:1] == " "
        if of_body and not is_common(last) and not titled:
            return sequence.last  # "Head of the Harbour Administration Bole"
        for at in range(sequence.last - 2, sequence.first - 1, -1):
            word = self.words[at].text.casefold()
            if "body" in voices.get(word, ()) or word in _PORTFOLIOS:
                return at + 1
        for at in range(sequence.last, sequence.first - 1, -1):
            if self.words[at].text.casefold() in OF_TITLES:
                return at + 1
        return sequence.first

    def _is_institution(self, words: list[str]) -> bool:
        voices = self.gazette.lexicon.voices
        kinds = (voices.get(word.casefold(), frozenset()) for word in (words[-1], words[0]))
        return any(kind & {"body", "text", "work"} for kind in kinds)

    def _is_a_thing(self, first: int, words: list[str], titles: list[Title]) -> bool:
        """ "…, Legal Counsel, …", "Rural Development": words of the language alone, none a given name, no office
        before, and none behind where it is no item of a list."""
        named = self.gazette.named
        if len(words) < 2 or not all(is_common(word) and word.casefold() not in named for word in words):
            return False
        start = self.words[first].start
        listed = self.text[:start].rstrip().endswith(",")
        before = any(t.start < start and self.text[min(t.end, start) : start].strip(" ") == "" for t in titles)
        return not before and (listed or all(t.start < start for t in titles))
