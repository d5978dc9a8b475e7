"""Two passages word by word: how much they have in common, and what changed from the earlier to the later one.

    found = align("we strongly oppose any unilateral change".split(), "we oppose any change by force".split())
    found.similarity            # between 0 and 1
    found.changes               # (Change("drop", "strongly", ""), Change("drop", "unilateral", ""), Change("add", …))

The longest runs that both have are laid beside each other, then what lies between (the way of J. Ratcliff and D.
Metzener, 1988). Of what is left over, a run of three words or more that stands elsewhere in the other passage has
moved; the rest is dropped, added or replaced.

`similarity` is 2 · common / (words of the shorter + words of the part of the longer that answers it): a formula of ten
words that stands whole in a sentence of forty is 1. Words of grammar count a quarter. It is the same in both
directions, and says nothing of the collection: it does not change as documents come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from msgspec import Struct

from communique.linking.spelling import carries

GRAMMAR = 0.25  # what a word of grammar counts, beside 1 for any other
MOVED = 3  # words of a run that is moved rather than dropped and added
MEANT = 2  # … of which so many are not words of grammar
TOLD = 3  # words not of grammar from which it is told as moved, where little else is common
ALMOST = 0.6  # … two are enough where so much of both is
NEAR = 3  # words between two runs of one clause
CLAUSE = 3  # … or so many of a clause that moved and was changed

Block = tuple[int, int, int]  # first word here, first word there, how many


class Change(Struct, frozen=True):
    """`op`: "drop", "add", "replace", "move". `at` and `to` are the numbers of the first word before and after."""

    op: str
    before: str
    after: str
    at: int = 0
    to: int = 0


class Alignment(Struct, frozen=True):
    similarity: float
    changes: tuple[Change, ...]
    blocks: tuple[Block, ...]  # what both have, in the order of the first; those that moved too
    here: tuple[int, int]  # the words of the first passage that answer the second, `[start, end)`
    there: tuple[int, int]  # … and of the second

    @property
    def touched(self) -> int:
        """How many words the changes are about."""
        return sum(len(change.before.split()) + len(change.after.split()) for change in self.changes)


def weight_of(words: Iterable[str]) -> float:
    return sum(1.0 if carries(word) else GRAMMAR for word in words)


def bound(one: Counter[str], other: Sequence[str]) -> float:
    """A similarity that `align` cannot surpass for these two, cheaply."""
    least = min(weight_of(one.elements()), weight_of(other))
    common = weight_of((one & Counter(other)).elements())
    return 2 * common / (least + common) if least else 0.0


def align(before: Sequence[str], after: Sequence[str]) -> Alignment:
    """The words of an earlier passage beside those of a later one."""
    if (len(before), list(before)) > (len(after), list(after)):
        turned = [(there, here, size) for here, there, size in _common(after, before)]
    else:
        turned = _common(before, after)
    standing = _in_order(turned)
    blocks = tuple(sorted(turned))
    similarity, here, there = _measure(before, after, blocks)
    return Alignment(similarity, _changes(before, after, standing, blocks), blocks, here, there)


def _common(one: Sequence[str], other: Sequence[str]) -> list[Block]:
    """The runs that both have, each word once; those out of order only where they are long enough to have moved."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    found: list[Block] = [(b.a, b.b, b.size) for b in matcher.get_matching_blocks() if b.size]
    while moved := _elsewhere(one, other, found):
        found += moved
    return found


def _elsewhere(one: Sequence[str], other: Sequence[str], blocks: Sequence[Block]) -> list[Block]:
    """Of what no block covers, the part that both have most of: where that is enough, it has moved."""
    left = Counter(one) & Counter(other)
    left.subtract(word for a, _, n in blocks for word in one[a : a + n])
    if len([word for word, count in left.items() if count > 0 and carries(word)]) < MEANT:
        return []
    best: list[Block] = []
    most = 0.0
    for start, end in _gaps(len(one), [(a, n) for a, _, n in blocks]):
        for low, high in _gaps(len(other), [(b, n) for _, b, n in blocks]):
            if min(end - start, high - low) < MOVED:
                continue
            matcher = SequenceMatcher(None, one[start:end], other[low:high], autojunk=False)
            found = [(start + m.a, low + m.b, m.size) for m in matcher.get_matching_blocks() if m.size]
            words = [word for a, _, n in found for word in one[a : a + n]]
            meant = len([word for word in words if carries(word)])
            run = max((n for _, _, n in found), default=0)
            if (meant >= CLAUSE or (meant >= MEANT and run >= MOVED)) and weight_of(words) > most:
                best, most = found, weight_of(words)
    return best


def _gaps(length: int, taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    found, at = [], 0
    for start, size in sorted(taken):
        if start > at:
            found.append((at, start))
        at = start + size
    if length > at:
        found.append((at, length))
    return found


def _in_order(blocks: Sequence[Block]) -> set[Block]:
    """Of the blocks, those of most words that stand in one order in both; the others moved."""
    ordered = sorted(blocks)
    best: list[int] = []
    before: list[int] = []
    for n, (_, there, size) in enumerate(ordered):
        earlier = [m for m in range(n) if ordered[m][1] < there]
        from_ = max(earlier, key=lambda m: best[m], default=-1)
        best.append(size + (best[from_] if from_ >= 0 else 0))
        before.append(from_)
    at = max(range(len(ordered)), key=lambda n: best[n], default=-1)
    found: set[Block] = set()
    while at >= 0:
        found.add(ordered[at])
        at = before[at]
    return found


def _measure(
    before: Sequence[str], after: Sequence[str], blocks: Sequence[Block]
) -> tuple[float, tuple[int, int], tuple[int, int]]:
    """Similarity, and the words on either side that answer each other."""
    here, there = (0, len(before)), (0, len(after))
    sums_here = [0.0, *accumulate(1.0 if carries(w) else GRAMMAR for w in before)]
    sums_there = [0.0, *accumulate(1.0 if carries(w) else GRAMMAR for w in after)]
    if sums_here[-1] == sums_there[-1]:
        common = sum(sums_here[a + n] - sums_here[a] for a, _, n in blocks)
        return (common / sums_here[-1] if sums_here[-1] else 0.0), here, there
    if sums_here[-1] < sums_there[-1]:
        similarity, there = _best_part(sums_there, sums_here[-1], [(b, n) for _, b, n in blocks])
    else:
        similarity, here = _best_part(sums_here, sums_there[-1], [(a, n) for a, _, n in blocks])
    return similarity, here, there


def _best_part(sums: Sequence[float], shorter: float, runs: Sequence[tuple[int, int]]) -> tuple[float, tuple[int, int]]:
    """The part of the longer passage, from one run to another, that answers the shorter best."""
    best, part = 0.0, (0, 0)
    ordered = sorted(runs)
    for first, (start, _) in enumerate(ordered):
        common = 0.0
        for low, size in ordered[first:]:
            common += sums[low + size] - sums[low]
            found = 2 * common / (shorter + max(sums[low + size] - sums[start], common))
            if found > best:
                best, part = found, (start, low + size)
    return best, part


def _told(before: Sequence[str], moved: Sequence[Block], least: int) -> list[Block]:
    """Of what stands elsewhere the clauses; a few words that both have in other places are dropped and added."""
    chains: list[list[Block]] = []
    for block in sorted(moved):
        a, b, n = chains[-1][-1] if chains else (0, 0, 0)
        if chains and 0 <= block[0] - a - n <= NEAR and 0 <= block[1] - b - n <= NEAR:
            chains[-1].append(block)
        else:
            chains.append([block])
    return [
        block
        for chain in chains
        if len([w for a, _, n in chain for w in before[a : a + n] if carries(w)]) >= least
        for block in chain
    ]


def _changes(
    before: Sequence[str], after: Sequence[str], standing: set[Block], blocks: Sequence[Block]
) -> tuple[Change, ...]:
    found: list[Change] = []
    common = 2 * sum(n for _, _, n in blocks) / max(1, len(before) + len(after))
    moved = _told(before, [b for b in blocks if b not in standing], MEANT if common >= ALMOST else TOLD)
    for a, b, n in moved:
        found.append(Change("move", " ".join(before[a : a + n]), " ".join(after[b : b + n]), a, b))
    gone = {w for a, _, n in moved for w in range(a, a + n)}
    come = {w for _, b, n in moved for w in range(b, b + n)}
    edges = [(0, 0, 0), *sorted(standing), (len(before), len(after), 0)]
    for (a, b, n), (c, d, _) in pairwise(edges):
        old = " ".join(before[w] for w in range(a + n, c) if w not in gone)
        new = " ".join(after[w] for w in range(b + n, d) if w not in come)
        if old or new:
            found.append(Change("replace" if old and new else "drop" if old else "add", old, new, a + n, b + n))
    return tuple(sorted(found, key=lambda change: (change.at, change.to, change.op)))
