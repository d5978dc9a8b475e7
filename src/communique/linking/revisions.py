"""One text beside the previous one of the same parties: what was kept, changed, moved, dropped and added.

    for revision in revise(previous, now):          # passages of two documents
        revision.kind                               # "same", "changed", "dropped", "new"; revision.moved

Each passage answers at most one of the other text. The pairs that are most alike are taken first; of equal ones those
that keep the order. A pair has moved where it does not stand in the longest part of the pairs that keeps one order
(patience: as `diff` finds what stays), whether its words changed or not.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence

from msgspec import Struct

from communique.linking.alignment import Change, align, bound
from communique.linking.spelling import carries
from communique.linking.wording import ALIKE
from communique.model.wording import Passage

COMMON = 40  # passages of one text that hold a word, above which it does not bring two together


class Revision(Struct, frozen=True):
    """`before` is None for what is new, `after` for what was dropped."""

    kind: str
    before: Passage | None
    after: Passage | None
    similarity: float = 0.0
    changes: tuple[Change, ...] = ()
    moved: bool = False


def revise(before: Sequence[Passage], after: Sequence[Passage]) -> list[Revision]:
    """The passages of the later text in order, then those of the earlier one that it dropped."""
    pairs = _pairs(before, after)
    standing = _one_order(sorted(pairs.items()))
    found: list[Revision] = []
    for m, passage in enumerate(after):
        n = pairs.get(m)
        if n is None:
            found.append(Revision("new", None, passage))
            continue
        laid = align(before[n].words, passage.words)
        kind = "changed" if laid.changes else "same"
        found.append(Revision(kind, before[n], passage, laid.similarity, laid.changes, m not in standing))
    kept = set(pairs.values())
    return found + [Revision("dropped", passage, None) for n, passage in enumerate(before) if n not in kept]


def _pairs(before: Sequence[Passage], after: Sequence[Passage]) -> dict[int, int]:
    """Number of a passage of the later text → of the earlier one that it answers."""
    holders: dict[str, list[int]] = defaultdict(list)
    for n, passage in enumerate(before):
        for word in set(passage.words):
            holders[word].append(n)
    offers: list[tuple[float, int, int, int]] = []
    for m, passage in enumerate(after):
        words = Counter(passage.words)
        some = {n for w in words if carries(w) and len(holders[w]) <= COMMON for n in holders[w]}
        some |= {n for n in holders[passage.words[0]] if before[n].words == passage.words} if passage.words else set()
        for n in some:
            if bound(words, before[n].words) >= ALIKE:
                similarity = align(before[n].words, passage.words).similarity
                if similarity >= ALIKE:
                    offers.append((-similarity, abs(n - m), m, n))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, m, n in sorted(offers):
        if m not in found and n not in taken:
            found[m] = n
            taken.add(n)
    return found


def _one_order(pairs: Sequence[tuple[int, int]]) -> set[int]:
    """The longest part of the pairs (later, earlier) in which both ascend: the numbers of the later ones."""
    ends: list[int] = []  # the least earlier number that ends a part of each length
    at: list[int] = []
    back: list[int | None] = []
    for k, (_, n) in enumerate(pairs):
        length = bisect_left(ends, n)
        back.append(at[length - 1] if length else None)
        ends[length : length + 1] = [n]
        at[length : length + 1] = [k]
    found: set[int] = set()
    last = at[-1] if at else None
    while last is not None:
        found.add(pairs[last][0])
        last = back[last]
    return found
