"""The life of a formula: who used it first, which variants branch off from which, when words came and went.

    lines = lineage(sayings)        # a line for each use, oldest first: its parent, its branch, the words that changed
    words = lives(sayings)          # "irreversible": from 2018-06-12 until 2019-02-28, dropped

A *saying* is one use of the formula, with its day and its words. Each descends from the earlier one that it is most
like; of several, that with fewer words changed, then the latest. It goes on with the branch of that one where no word
but those of grammar is another; otherwise it opens a branch of its own, or joins the one that has these words
already. A use without a day descends from the one that it is most like, and nothing descends from it. All of this
depends on the set of sayings alone.

Whether a formula is boilerplate, common to all texts, or language that some parties agreed, is told by how it spreads
(`spread_of`): over how many groups of parties, and over how many issues, beside as many documents at random. Spread
is counted as the effective number of kinds, the exponential of Shannon's entropy (M. Hill, "Diversity and evenness",
1973).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import exp, log
from typing import TypeVar

from msgspec import Struct

from communique.linking.alignment import Alignment, Change, align, bound
from communique.linking.spelling import carries

K = TypeVar("K")
TELLING = "to tell whether it is language that some agreed or boilerplate of all texts"
ENOUGH = 5  # uses from which it can be said how a formula spreads
WIDE = 0.7  # of the spread of documents at random: from here on a formula is common to all
NARROW = 0.5  # … and up to here it belongs to those who use it


class Saying(Struct, frozen=True, order=True):
    """One use of a formula. `day` is an ISO date, empty where it is not known; of one day the lower `rank` is first."""

    day: str
    document: str
    n: int
    words: tuple[str, ...]
    rank: int = 0


class Line(Struct, frozen=True):
    """`variant` is the number of the branch, counted from 0 in the order of first use; `parent` is None for a first."""

    saying: Saying
    variant: int
    parent: Saying | None = None
    similarity: float = 0.0
    changes: tuple[Change, ...] = ()

    @property
    def first(self) -> bool:
        return self.parent is None and bool(self.saying.day)


class Life(Struct, frozen=True):
    """When a word stands in a formula. `came` where the first use has it not, `went` where some later use has it not
    and none has it any more."""

    word: str
    first: str
    last: str
    uses: int
    came: bool
    went: bool


def lineage(sayings: Iterable[Saying]) -> list[Line]:
    """The uses of one formula, oldest first, those without a day last."""
    ordered = _ordered(sayings)
    found: list[Line] = []
    branch: dict[tuple[str, ...], int] = {}
    elders: dict[tuple[str, ...], Saying] = {}  # of sayings with the same words the latest
    for saying in ordered:
        best = _elder(saying, elders)
        meaning = tuple(word for word in saying.words if carries(word))
        variant = branch.setdefault(meaning, len(branch))
        if best is None:
            found.append(Line(saying, variant))
        else:
            found.append(Line(saying, variant, best[1], best[0].similarity, best[0].changes))
        if saying.day:
            elders[saying.words] = saying
    return found


def _elder(saying: Saying, elders: Mapping[tuple[str, ...], Saying]) -> tuple[Alignment, Saying] | None:
    """The earlier use that it is most like; those that cannot be liker than one already seen are not laid beside it."""
    if saying.words in elders:
        return align(saying.words, saying.words), elders[saying.words]
    counted = Counter(saying.words)
    hopes = sorted(((bound(counted, words), elder) for words, elder in elders.items()), reverse=True)
    best: tuple[tuple[float, int, Saying], Alignment] | None = None
    for hope, elder in hopes:
        if best is not None and hope < best[0][0]:
            break
        found = align(elder.words, saying.words)
        key = (found.similarity, -found.touched, elder)
        if best is None or key > best[0]:
            best = key, found
    return (best[1], best[0][2]) if best is not None else None


def lives(sayings: Iterable[Saying]) -> list[Life]:
    """The words of a formula, but those of grammar: since when and until when each stands in it; by first use."""
    dated = [saying for saying in _ordered(sayings) if saying.day]
    found: list[Life] = []
    for word in sorted({word for saying in dated for word in saying.words if carries(word)}):
        days = [saying.day for saying in dated if word in saying.words]
        came = days[0] > dated[0].day
        found.append(Life(word, days[0], days[-1], len(days), came, days[-1] < dated[-1].day))
    return sorted(found, key=lambda life: (life.first, life.word))


def _ordered(sayings: Iterable[Saying]) -> list[Saying]:
    return sorted(set(sayings), key=lambda saying: (not saying.day, saying.day, saying.rank, saying))


class Bearing(Struct, frozen=True):
    """A document that uses a formula, or any other: between whom it is, and what it is about. `tells`: whether the
    use is the sentence that says that its parties met or spoke."""

    document: str
    parties: frozenset[str]
    issues: frozenset[str] = frozenset()
    tells: bool = False


class Spread(Struct, frozen=True):
    """`kind`: "boilerplate", "agreed" or "open". `parties` and `issues`: how wide the formula spreads, from 0 (one
    group of parties, one issue) to about 1 (like any documents); None where documents name too few to tell."""

    kind: str
    reason: str
    uses: int
    parties: float | None
    issues: float | None
    shared: frozenset[str] = frozenset()  # parties of every use


def spread_of(uses: Sequence[Bearing], all_documents: Sequence[Bearing]) -> Spread:
    """How a formula spreads among parties and issues, beside all documents of the collection."""
    by_document = {use.document: use for use in uses}
    mine = [by_document[document] for document in sorted(by_document)]
    everywhere = _everywhere(all_documents)
    shared = frozenset.intersection(*(use.parties for use in mine)) if mine else frozenset()
    groups = Counter(use.parties - everywhere for use in mine if use.parties - everywhere)
    crowd = Counter(one.parties - everywhere for one in all_documents if one.parties - everywhere)
    parties = _beside(groups, crowd)
    issues = _beside(
        Counter(issue for use in mine for issue in use.issues),
        Counter(issue for one in all_documents for issue in one.issues),
    )
    count = len(mine)
    telling = sum(use.tells for use in mine)
    if 2 * telling > count:
        reason = f"{telling} of {count} uses tell that somebody met or spoke"
        return Spread("boilerplate", reason, count, parties, issues, shared)
    if groups.total() < ENOUGH or parties is None:
        return Spread(
            "open", f"{groups.total()} uses with parties are too few {TELLING}", count, parties, issues, shared
        )
    if parties <= NARROW:
        reason = f"{count} uses among few: {parties:.0%} of the spread of any documents over parties"
        return Spread("agreed", reason, count, parties, issues, shared)
    if parties >= WIDE and (issues is None or issues >= WIDE):
        return Spread("boilerplate", f"{count} uses, spread like any documents", count, parties, issues, shared)
    if parties >= WIDE and issues is not None and issues <= NARROW:
        return Spread("agreed", f"{count} uses among many parties, on few issues", count, parties, issues, shared)
    return Spread("open", f"{count} uses, neither wide nor narrow", count, parties, issues, shared)


def _everywhere(documents: Sequence[Bearing]) -> frozenset[str]:
    """Parties of more than half of all documents: they tell nothing of who shares a formula."""
    counts = Counter(party for one in documents for party in one.parties)
    return frozenset(party for party, count in counts.items() if 2 * count > len(documents))


def _beside(mine: Counter[K], crowd: Counter[K]) -> float | None:
    """Spread of some beside that of as many at random: about what `mine` could reach."""
    total = sum(mine.values())
    most = min(_kinds(crowd), total)
    if total < 2 or most <= 1:
        return None
    return min(1.0, log(_kinds(mine)) / log(most))


def _kinds(counts: Counter[K]) -> float:
    """The effective number of kinds: three kinds equally often are 3, one often and two rarely are less."""
    total = sum(counts.values())
    return exp(-sum(n / total * log(n / total) for n in counts.values() if n)) if total else 1.0
