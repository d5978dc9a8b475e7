"""Near-duplicates: which documents carry one text, whoever printed it, under whichever headline.

A text is compared by its *shingles*, the runs of three words in it, furniture, headlines and metadata left out (A. Broder, "On the
resemblance and containment of documents", 1997). Comparing every pair would cost the square of the documents; so:

1. `sign` keeps a signature: of the hashes of all shingles, the smallest in each of 128 bins (one permutation hashing: P. Li,
   A. Owen, C.-H. Zhang, 2012; bins that stay empty borrow from another: A. Shrivastava, "Optimal densification for fast
   and accurate minwise hashing", 2017). Two texts that share the part J of their shingles agree in about that part of it.
2. `keys_of` cuts the signature into bands (locality-sensitive hashing: P. Indyk, R. Motwani, 1998): texts with an equal band
   share a key, and only they meet. Two rows to a band find a story that was cut and edited; eight find its close copies in
   a crowd of look-alikes.
3. `pairs_of` says who is compared under one key: everybody while they are few; in a crowd each with a few of them, so that
   a form of words of which there are thousands costs thousands, not millions.
4. `compare` looks at the two texts themselves.

Hashes are BLAKE2b of the words in UTF-8, and the same on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from struct import pack, unpack

from msgspec import Struct

from communique.model.document import BlockKind, Reading

SHINGLE = 3  # words
LEAST = 40  # shingles of a text that can be told from a phrase that everybody uses
BINS = 128
FORMAT = f"<{BINS}I"
BANDS = ((2, BINS // 2), (8, BINS // 8))  # rows to a band, number of bands
CROWD = 48  # texts under one key that are all compared with each other
PIVOTS = 8  # … of a crowd, how many each text is compared with
GAP = 10  # words between two places that agree, at most, which are taken for the filling of one place

WORD = re.compile(r"[^\W_]+(?:['.,][^\W_]+)*")  # don't, 1,000, U.S
PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CELL})


def words_of(reading: Reading) -> tuple[str, ...]:
    """The words of a document's prose as they stand, in order, apostrophes made alike."""
    found: list[str] = []
    furniture = sorted((f.start, f.end) for f in reading.furniture)
    at = 0
    for block in reading.blocks:
        if block.kind not in PROSE:
            continue
        while at < len(furniture) and furniture[at][1] <= block.start:
            at += 1
        start, n = block.start, at
        while n < len(furniture) and furniture[n][0] < block.end:
            found += _words(reading.text[start : max(start, furniture[n][0])])
            start = max(start, furniture[n][1])
            n += 1
        found += _words(reading.text[start : block.end])
    return tuple(found)


def _words(text: str) -> list[str]:
    return WORD.findall(text.replace("’", "'"))


def shingles(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Every run of three words, whatever their case: `("the", "two", "ministers")`."""
    low = [word.casefold() for word in words]
    return list(zip(*(low[n:] for n in range(SHINGLE)), strict=False))


def sign(words: Sequence[str]) -> bytes:
    """The signature of a text, 128 numbers of 32 bits; empty for a text that is too short to be told from others."""
    distinct = set(shingles(words))
    if len(distinct) < LEAST:
        return b""
    least: list[int | None] = [None] * BINS
    for shingle in distinct:
        number = int.from_bytes(blake2b("\x1f".join(shingle).encode(), digest_size=8).digest(), "little")
        at, value = number % BINS, (number // BINS) & 0xFFFFFFFF
        known = least[at]
        if known is None or value < known:
            least[at] = value
    return pack(FORMAT, *(_filled(least, n) for n in range(BINS)))


def _filled(least: Sequence[int | None], n: int) -> int:
    """The number of a bin; an empty one borrows that of the first filled bin in an order of its own."""
    value = least[n]
    if value is not None:
        return value
    return next(found for other in _lenders(n) if (found := least[other]) is not None)


@lru_cache(maxsize=BINS)
def _lenders(n: int) -> tuple[int, ...]:
    """All bins, in an order that depends on `n` alone."""
    return tuple(sorted(range(BINS), key=lambda other: blake2b(b"%d/%d" % (n, other), digest_size=8).digest()))


def likeness(one: bytes, other: bytes) -> float:
    """About which part of their shingles two texts share, by their signatures."""
    return sum(a == b for a, b in zip(unpack(FORMAT, one), unpack(FORMAT, other), strict=True)) / BINS


def keys_of(signature: bytes) -> tuple[int, ...]:
    """The keys under which a text meets others: one for each band, signed 64-bit numbers."""
    if not signature:
        return ()
    keys = []
    for rows, count in BANDS:
        width = 4 * rows
        for n in range(count):
            band = signature[n * width : (n + 1) * width]
            digest = blake2b(band, digest_size=8, salt=b"%d/%d" % (rows, n)).digest()
            keys.append(int.from_bytes(digest, "little", signed=True))
    return tuple(keys)


def pairs_of(members: Iterable[str]) -> set[tuple[str, str]]:
    """Who is compared with whom under one key, each pair in order. In a crowd, everybody with the first few."""
    ordered = sorted(set(members))
    first = ordered if len(ordered) <= CROWD else ordered[:PIVOTS]
    return {(one, other) for n, one in enumerate(first) for other in ordered[n + 1 :]}


class Likeness(Struct, frozen=True):
    """What two texts share, in shingles; and of the names and numbers that stand in the same place in both, how many
    are the same and how many are others."""

    shared: int
    shorter: int
    longer: int
    same: int
    other: int

    @property
    def contained(self) -> float:
        """The part of the shorter text that stands in the longer one."""
        return self.shared / self.shorter if self.shorter else 0.0


def compare(one: Sequence[str], other: Sequence[str]) -> Likeness:
    """Two texts, word for word."""
    mine, theirs = _places(one), _places(other)
    shared = mine.keys() & theirs.keys()
    least, most = sorted((len(mine), len(theirs)))
    anchors = sorted((mine[s], theirs[s]) for s in shared if mine[s] >= 0 and theirs[s] >= 0)
    same, others = _fillings(one, other, anchors)
    return Likeness(len(shared), least, most, same, others)


def _places(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Where each shingle stands; -1 where it stands in several places."""
    found: dict[tuple[str, ...], int] = {}
    for n, shingle in enumerate(shingles(words)):
        found[shingle] = -1 if shingle in found else n
    return found


def _fillings(one: Sequence[str], other: Sequence[str], anchors: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Names and numbers that are the same in both texts, and those in whose place, between the same words, others stand."""
    plain = {word for words in (one, other) for word in words if word[0].islower()}
    kept = {at for start, _ in anchors for at in range(start, start + SHINGLE)}
    same = sum(_fills(one[at], plain) for at in kept)
    others = 0
    for (a, b), (c, d) in pairwise(anchors):
        mine, theirs = one[a + SHINGLE : c], other[b + SHINGLE : d]
        if b < d and 0 < len(mine) <= GAP and 0 < len(theirs) <= GAP:
            left = {word for word in mine if _fills(word, plain)}
            right = {word for word in theirs if _fills(word, plain)}
            others += min(len(left - right), len(right - left))
    return same, others


def _fills(word: str, plain: Set[str]) -> bool:
    """True for a number, and for a word with a capital that neither text writes without: a name."""
    if any(letter.isdigit() for letter in word):
        return True
    return word[0].isupper() and word[0].lower() + word[1:] not in plain
