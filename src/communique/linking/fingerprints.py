"""What the index keeps of a document's words: some of its runs of five, and which sentences hold which words.

Verbatim repetition. Of every four runs of five words that follow each other the one with the least number is kept
(winnowing: S. Schleimer, D. Wilkerson, A. Aiken, "Winnowing: local algorithms for document fingerprinting", 2003). What
is kept depends on those eight words alone, so two texts that share eight words keep a run of five that they share,
wherever it stands: none is missed, and two fifths of all runs are kept. Runs do not stop at the end of a sentence.

Altered repetition. Where every third word is another one no run is left. Then the sentences that hold many of the same
words are looked at, the rare words first: `terms_of` says which words of a document stand in which of its sentences.

    prints_of(words)            # [(49231…, 3), …]: number of the run, and of its first word
    terms_of(passages)          # {"resilience": [0, 4], …}

Numbers are made of CRC-32 of the words, the same on every machine. Two runs with one number by chance cost a look.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zlib import crc32

from communique.linking.spelling import FUNCTION

RUN = 5  # words that are kept together
WINDOW = 4  # runs of which one is kept
LEAST = RUN + WINDOW - 1  # words of the shortest repetition that is always found
BITS = 48
MASK = (1 << BITS) - 1
FACTOR = 0x9E3779B97F4B  # odd, without pattern: 2^48 divided by the golden ratio
OLDEST = pow(FACTOR, RUN, 1 << BITS)
REMEMBERED = 200_000


class _Codes(dict[str, int]):
    """Word → number of 48 bits."""

    def __missing__(self, word: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        raw = word.encode("utf-8", "surrogatepass")
        code = self[word] = (crc32(raw) << 16 | crc32(raw, 1) >> 16) * FACTOR & MASK
        return code


_codes = _Codes()


def prints_of(words: Sequence[str]) -> list[tuple[int, int]]:
    """The runs that are kept of a text's words, each with the number of its first word; in order.

    A text of fewer than eight words keeps the least of the runs that it has, one of fewer than five has none.
    """
    runs = _runs(words)
    if len(runs) <= WINDOW:
        return [min(zip(runs, range(len(runs)), strict=True))] if runs else []
    found: list[tuple[int, int]] = []
    last, at = -1, -1
    for n, least in enumerate(map(min, runs, runs[1:], runs[2:], runs[3:])):
        if least != last or at < n:
            last, at = least, runs.index(least, n)
            found.append((least, at))
    return found


def _runs(words: Sequence[str]) -> list[int]:
    codes = [_codes[word] for word in words]
    if len(codes) < RUN:
        return []
    number = 0
    for code in codes[:RUN]:
        number = (number * FACTOR + code) & MASK
    found = [number]
    for gone, code in zip(codes, codes[RUN:], strict=False):
        number = (number * FACTOR + code - gone * OLDEST) & MASK
        found.append(number)
    return found


def terms_of(sentences: Iterable[Sequence[str]]) -> dict[str, list[int]]:
    """Word → the numbers of the sentences that hold it, in order. Words of grammar are left out."""
    found: dict[str, list[int]] = {}
    for n, words in enumerate(sentences):
        for word in set(words) - FUNCTION:
            found.setdefault(word, []).append(n)
    return found
