"""Near-duplicates: which documents carry one text, whoever printed it, under whichever headline.

A text is compared by its *shingles*, the runs of three words in it; furniture, headlines and metadata are left out
(A. Broder, "On the resemblance and containment of documents", 1997). To compare every pair would cost the square of the
documents; so:

1. `sign` keeps a signature: of the hashes of all shingles, the smallest in each of 128 bins (one permutation hashing:
   P. Li, A. Owen, C.-H. Zhang, 2012; bins that stay empty borrow from others: A. Shrivastava, "Optimal densification
   for fast and accurate minwise hashing", 2017). Two texts agree in about that part of it which they share of all
   their shingles.
2. `keys_of` cuts the signature into bands (locality-sensitive hashing: P. Indyk, R. Motwani, 1998): texts with an equal
   band share a key, and only they meet. Two rows to a band find a story that was cut and edited; eight find its close
   copies in a crowd of look-alikes.
3. `mates_of` says who is compared under one key: everybody while they are few; in a crowd each with a few, so that a
   form of words of which there are thousands costs thousands of looks, not millions.
4. `compare` looks at the two texts themselves, and `one_text` decides.

Hashes are BLAKE2b of the words in UTF-8, the same on every machine.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from struct import pack, unpack

from communique.model.document import BlockKind, Reading
from communique.model.origins import CROWD, Likeness, TextRow

SHINGLE = 3  # words
LEAST = 40  # shingles of a text that can be told from a phrase that everybody uses
BINS = 128
FORMAT = f"<{BINS}I"
BANDS = ((2, BINS // 2), (8, BINS // 8))  # rows to a band, number of bands
PIVOTS = 8  # of a crowd, those with whom each is compared
GAP = 10  # words between two passages that are shared, at most, which may be the filling of one place

COPIED = 0.5  # of the shorter text, at least, stands in the longer one
PRINTED = 0.2  # … and so much of the longer in the shorter: what holds many texts is no copy of each
REPEATED, WHOLE = 0.95, 0.8  # the same between two texts of one publisher, or of two months
DAYS = 30  # between a report and its copies
ALIKE = 25  # names and numbers that two texts have in common, for each but the first that was swapped
DOUBT = (0.08, 0.55)  # likeness of signatures below which no look at the texts is worth while; of one publisher

WORD = re.compile(r"[^\W_]+(?:['.,][^\W_]+)*")  # don't, 1,000, U.S
Shingle = tuple[str, ...]
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


def shingles(words: Sequence[str]) -> list[Shingle]:
    """Every run of three words, whatever their case: `("the", "two", "ministers")`."""
    low = [word.casefold() for word in words]
    return list(zip(*(low[n:] for n in range(SHINGLE)), strict=False))


def sign(distinct: Set[Shingle]) -> bytes:
    """The signature of a text with these shingles, 128 numbers of 32 bits; empty where it is too short to be told from
    others."""
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
    rows = zip(unpack(FORMAT, one), unpack(FORMAT, other), strict=True)
    return len([1 for a, b in rows if a == b]) / BINS


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


def mates_of(document: str, members: Sequence[str]) -> list[str]:
    """With whom a document is compared under one key, of those who share it. In a crowd, everybody is compared with the
    first few alone."""
    ordered = sorted(members)
    if len(ordered) <= CROWD or document in ordered[:PIVOTS]:
        return [other for other in ordered if other != document]
    return ordered[:PIVOTS]


def disturbs(new: Set[str], members: Sequence[str]) -> bool:
    """True where the new ones among those who share a key change with whom the others are compared."""
    crowd = len(members) > CROWD
    return crowd and (len(set(members) - new) <= CROWD or bool(new & set(sorted(members)[:PIVOTS])))


def compare(one: Sequence[str], other: Sequence[str]) -> Likeness:
    """Two texts, word for word."""
    mine, theirs = shingles(one), shingles(other)
    shared = set(mine) & set(theirs)
    least, most = sorted((len(set(mine)), len(set(theirs))))
    plain = {word for words in (one, other) for word in words if word[0].islower()}
    here, there = _names(one, plain), _names(other, plain)
    mine_alone, theirs_alone = set(here - there), set(there - here)  # as often as one text has more of a name
    swapped = min(len(_fillings(one, mine, shared, mine_alone)), len(_fillings(other, theirs, shared, theirs_alone)))
    return Likeness(len(shared), least, most, len(here.keys() & there.keys()), swapped)


def _names(words: Sequence[str], plain: Set[str]) -> Counter[str]:
    """Numbers, and words with a capital that neither text writes without: names, mostly. How often each occurs."""
    return Counter(
        word for word in words if word[0].isdigit() or (word[0].isupper() and word[0].lower() + word[1:] not in plain)
    )


def _fillings(words: Sequence[str], runs: Sequence[Shingle], shared: Set[Shingle], own: Set[str]) -> set[str]:
    """Those of `own` that stand in a short gap between two passages that are shared."""
    found: set[str] = set()
    last = None  # the end of the last shared run
    for n, run in enumerate(runs):
        if run not in shared:
            continue
        if last is not None and last < n <= last + GAP:
            found.update(word for word in words[last:n] if word in own)
        last = n + SHINGLE
    return found


def worth_a_look(one: TextRow, other: TextRow) -> bool:
    """False where the signatures alone tell that two documents do not carry one text."""
    return likeness(one.signature, other.signature) >= DOUBT[_apart(one, other)]


def one_text(one: TextRow, other: TextRow, found: Likeness) -> bool:
    """True where two documents carry one text.

    Another publisher cuts, edits and adds; names and numbers stay what they are. One publisher's own texts, and texts
    of different months, are alike because an office uses its forms again: they are one text only if they are the same
    throughout.
    """
    if _apart(one, other):
        return found.contained >= REPEATED and found.covered >= WHOLE and not found.swapped
    same_but_for = found.swapped <= 1 + found.same // ALIKE
    return found.contained >= COPIED and found.covered >= PRINTED and same_but_for


def _apart(one: TextRow, other: TextRow) -> bool:
    """True where likeness alone is expected: of one publisher, or published at different times."""
    if one.house is not None and other.house is not None and one.house.casefold() == other.house.casefold():
        return True
    if one.published is None or other.published is None:
        return False
    return abs((date.fromisoformat(one.published) - date.fromisoformat(other.published)).days) > DAYS
