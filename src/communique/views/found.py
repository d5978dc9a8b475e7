"""A passage that was found: its text with the words that were asked for, shortened around them."""

from __future__ import annotations

import re
from bisect import bisect_left

from msgspec import Struct

from communique.model.record import DocumentLine
from communique.model.spans import Evidence
from communique.record.folding import words_of

AROUND = 320  # characters shown of a long passage
_WORD = re.compile(r"[^\W_]+")  # "Kyiv", "2017"


class Piece(Struct, frozen=True):
    text: str
    asked: bool  # one of the words that were asked for


class Found(Struct, frozen=True):
    document: DocumentLine
    evidence: Evidence
    pieces: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool


def found(document: DocumentLine, evidence: Evidence, words: str) -> Found:
    """The first of the words stands near the beginning of what is shown."""
    text = evidence.quote
    asked = frozenset(words_of(words))
    spans = [m.span() for m in _WORD.finditer(text) if asked.intersection(words_of(m[0]))]
    low, high = _window(text, spans)
    pieces: list[Piece] = []
    at = low
    for start, end in spans:
        if low <= start and end <= high:
            pieces += [Piece(text[at:start], False), Piece(text[start:end], True)]
            at = end
    pieces.append(Piece(text[at:high], False))
    return Found(document, evidence, tuple(p for p in pieces if p.text), low > 0, high < len(text))


def _window(text: str, spans: list[tuple[int, int]]) -> tuple[int, int]:
    """Where the most of the words stand together, cut at white space."""
    if len(text) <= 2 * AROUND:
        return 0, len(text)
    starts = [start for start, _ in spans] or [0]
    best = max(starts, key=lambda start: (bisect_left(starts, start + AROUND) - bisect_left(starts, start), -start))
    low, high = max(0, best - AROUND), min(len(text), best + AROUND)
    while 0 < low < best and not text[low - 1].isspace():
        low += 1
    while best < high < len(text) and not text[high].isspace():
        high -= 1
    return low, high
