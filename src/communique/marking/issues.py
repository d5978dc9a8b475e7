"""Issues: what a statement is about, by the lexicon's terms, each with the words that decided."""

from __future__ import annotations

import re
from functools import lru_cache

from communique.lexicon import Lexicon


class IssueFinder:
    """All terms of the lexicon in one pass over the text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._names = {term: tuple(i.name for i in issues) for term, issues in lexicon.issues_by_term.items()}
        words = sorted(self._names, key=len, reverse=True)
        alternatives = "|".join(re.escape(w).replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s-]") for w in words)
        self._pattern = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE) if words else None

    def find(self, text: str, start: int, end: int) -> dict[str, list[tuple[int, int]]]:
        """Issue → where its terms stand in characters `[start, end)` of `text`."""
        found: dict[str, list[tuple[int, int]]] = {}
        if self._pattern is None:
            return found
        for match in self._pattern.finditer(text, start, end):
            term = re.sub(r"\s+", " ", match.group().lower())
            for name in (
                self._names.get(term)
                or self._names.get(term.replace("-", " "))
                or self._names.get(term.replace(" ", "-"), ())
            ):
                found.setdefault(name, []).append(match.span())
        return found


@lru_cache(maxsize=4)
def issue_finder(lexicon: Lexicon) -> IssueFinder:
    return IssueFinder(lexicon)
