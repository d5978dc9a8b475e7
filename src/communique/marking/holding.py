"""Holding: which statements have a given character in their content, found without looking at all of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from communique.marking.drafts import Draft
from communique.marking.passages import Passage


class Holding:
    """The contents of drafts by passage, each passage's in the order of their starts."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        parts: dict[int, list[tuple[int, int, int]]] = {}
        self._drafts = list(drafts)
        for n, draft in enumerate(self._drafts):
            for passage, (start, end) in draft.content:
                parts.setdefault(passage.n, []).append((start, end, n))
        self._parts = {n: sorted(found) for n, found in parts.items()}
        self._furthest = {n: list(accumulate((e for _, e, _ in found), max)) for n, found in self._parts.items()}

    def of(self, passage: Passage, character: int) -> Iterator[tuple[int, Draft]]:
        """Number and draft of every one whose content holds `character`, the nearest start first."""
        parts, furthest = self._parts.get(passage.n, []), self._furthest.get(passage.n, [])
        at = bisect_right(parts, character, key=lambda part: part[0]) - 1
        while at >= 0 and furthest[at] > character:
            start, end, n = parts[at]
            if start <= character < end:
                yield n, self._drafts[n]
            at -= 1
