"""Whether two names mean one actor, and whether two sets of names mean the same actors.

* States and organisations: by the program's lexicon ("Republic of Korea" is "South Korea"), else by their words.
* Persons: the last words are equal and the given names, where both are known, begin with the same two letters or are
  an initial; or both names have the same words in another order. A surname alone stands for the person only where no
  fuller name is known, and for a family name that stands first as well.
* "the press": any unnamed asker (a label such as Q, "reporter").
* Anything else: the same words, without case, accents, articles, honorifics and titles of office before a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from communique.lexicon import Lexicon

DROPPED = frozenset({"a", "an", "the", "mr", "mrs", "ms", "dr", "sir", "he", "jr", "sr", "hon", "his", "her"})
PRESS = frozenset({"q", "question", "questioner", "press", "reporter", "reporters", "journalist", "journalists"})


@dataclass(frozen=True, slots=True)
class Named:
    """An actor as one side names it: all names, the fullest first; `key` of the lexicon; whether known as a person."""

    names: tuple[str, ...]
    key: str | None = None
    person: bool | None = None


class Names:
    def __init__(self, lexicon: Lexicon) -> None:
        self._keys: dict[tuple[str, ...], str] = {}
        for organisation in lexicon.organisations:
            for name in (organisation.name, *organisation.names):
                self._keys.setdefault(folded(name), f"organisation:{organisation.id}")
        for state in lexicon.states:
            if state.until is None:
                for name in (state.name, *state.names):
                    self._keys[folded(name)] = f"state:{state.id}"
        self._titles = {tuple(re.findall(r"\w+", title)) for title in lexicon.office_by_title}
        self._titles |= {folded(honorific.text) for honorific in lexicon.honorifics if honorific.position == "prefix"}

    def same_sets(self, ones: Sequence[Named], others: Sequence[str]) -> bool:
        """Whether each of the ones is one of the others and none is left over on either side."""
        left = list(dict.fromkeys(others))
        for one in ones:
            match = next((other for other in left if self.same(one, other)), None)
            if match is not None:
                left.remove(match)
            elif not any(self.same(one, other) for other in others):
                return False
        return not left

    def same(self, one: Named, other: str) -> bool:
        wanted = folded(other)
        if wanted == ("press",):
            return one.key is None and not one.person and any(PRESS & set(folded(name)) for name in one.names)
        known = self._keys.get(wanted)
        key = one.key
        if not key and not one.person:
            key = next((self._keys[folded(name)] for name in one.names if folded(name) in self._keys), None)
        if known or key:
            if known == key:
                return True
            if one.key and known:
                return False
        forms = [form for name in one.names if (form := self._bare(name))]
        bare = self._bare(other)
        if not forms or not bare:
            return False
        if bare in forms or wanted in [folded(name) for name in one.names]:
            return True
        if one.person is False or known or key:
            return False
        full = [form for form in forms if len(form) > 1]
        return any(_same_person(form, bare) for form in full or forms)

    def _bare(self, name: str) -> tuple[str, ...]:
        """The words of a name without titles of office before it; all of them where there is nothing else."""
        words = folded(name)
        start = 0
        while start < len(words):
            size = next((n for n in range(6, 0, -1) if words[start : start + n] in self._titles), 0)
            if not size or start + size >= len(words):
                break
            start += size
        return words[start:]


def folded(name: str) -> tuple[str, ...]:
    """The words of a name without case, accents, points, possessives, articles and honorifics."""
    low = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    low = re.sub(r"['’]s\b", "", low).replace(".", "").replace("’", "").replace("'", "")
    words = tuple(re.findall(r"\w+", low))
    return tuple(word for word in words if word not in DROPPED) or words


def _same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if sorted(one) == sorted(other):
        return True
    if len(one) == 1 or len(other) == 1:
        short, full = sorted((one, other), key=len)
        return short[0] in (full[0], full[-1])
    if "".join(one) == "".join(other):
        return True
    if one[-1] != other[-1]:
        return one[0] == other[0] and (one[:2] == other[:2] or _within(one, other))
    return _given_fit(one[0], other[0]) or _within(one, other)


def _within(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether all words of one of the names stand in the other."""
    a, b = set(one), set(other)
    return a <= b or b <= a


def _given_fit(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    return one[:1] == other[:1] if shorter == 1 else one[:2] == other[:2]
