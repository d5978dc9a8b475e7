"""A quotation in its sentence: what a reader needs to judge a piece of evidence without opening the document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct

from communique.model.spans import Evidence, Span

AROUND = 240  # characters of context on either side, at most


class Quotation(Struct, frozen=True):
    """`before`, `quote` and `after` stand in the text one after the other."""

    evidence: Evidence
    before: str
    quote: str
    after: str
    cut_before: bool = False  # the sentence begins earlier than `before`
    cut_after: bool = False


def quotation(text: str, sentences: Sequence[Span], evidence: Evidence) -> Quotation:
    """The evidence with the rest of its sentence; `sentences` are sorted and do not overlap."""
    start, end = evidence.start, evidence.end
    first, last = _sentence(sentences, start), _sentence(sentences, max(start, end - 1))
    lower = min(first.start, start) if first else start
    upper = max(last.end, end) if last else end
    low, high = _word(text, max(lower, start - AROUND), lower, 1), _word(text, min(upper, end + AROUND), upper, -1)
    low, high = min(low, start), max(high, end)
    return Quotation(evidence, text[low:start], text[start:end], text[end:high], low > lower, high < upper)


def _sentence(sentences: Sequence[Span], at: int) -> Span | None:
    n = bisect_right(sentences, Span(at, 1 << 60)) - 1
    return sentences[n] if n >= 0 and sentences[n].start <= at < sentences[n].end else None


def _word(text: str, at: int, limit: int, step: int) -> int:
    """From a cut inside a word to the edge of that word, towards the quotation."""
    if at == limit:
        return at
    while 0 < at < len(text) and not text[at].isspace():
        at += step
    return at
