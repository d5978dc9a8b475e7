"""Quotations: which characters of a passage stand in quotation marks, over sentences and paragraphs.

An opening mark that is never closed ends with its paragraph, unless the next paragraph opens again (the
convention for speech of several paragraphs), or where the next speaker's quotation opens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_OPEN, _CLOSE = "“«„", "”»"
_STRAIGHT = ('"', "''", "``")  # two apostrophes are typed for one mark
_MARK = re.compile(r"[“«„”»\"]|''|``")
_SENTENCE_END = re.compile(r"[.!?…][\"”’)]*\s")


@dataclass(frozen=True, slots=True)
class Quote:
    """Prose characters `[start, end)` between the marks; `outer` is the range with the marks."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    continues: bool = False  # the next paragraph goes on with the same speech
    continued: bool = False  # it goes on from the paragraph before

    def holds(self, start: int, end: int) -> bool:
        return self.start <= start and end <= self.end


def quotes_of(texts: Sequence[str]) -> list[list[Quote]]:
    """The quotations of each paragraph, in order; they do not nest (an inner one belongs to the outer)."""
    found: list[list[Quote]] = []
    speech_open = False
    for n, text in enumerate(texts):
        quotes, left_open = _in_paragraph(text)
        if speech_open and quotes and quotes[0].outer_start == 0:
            first = quotes[0]
            quotes[0] = Quote(first.start, first.end, 0, first.outer_end, first.continues, continued=True)
        speech_open = bool(left_open and quotes and texts[n + 1 : n + 2] and _MARK.match(texts[n + 1]))
        if speech_open:
            last = quotes[-1]
            quotes[-1] = Quote(last.start, last.end, last.outer_start, last.outer_end, True, last.continued)
        found.append(quotes)
    return found


def _in_paragraph(text: str) -> tuple[list[Quote], bool]:
    """The quotations of one paragraph, and whether the last was left open."""
    quotes: list[Quote] = []
    opened: tuple[int, int] | None = None
    for found in _MARK.finditer(text):
        at, end = found.span()
        mark = found[0]
        if mark in _STRAIGHT:
            mark = "“" if opened is None or _opens(text, at, end) else "”"
        elif mark == "”" and opened is None and _opens(text, at, end):
            mark = "“"  # a slip of the keyboard
        if mark in _OPEN:
            if opened is not None:  # never closed: it ended before the sentence that opens the next one
                quotes.append(_closed_before(text, opened, at))
            opened = at, end
        elif opened is not None:
            quotes.append(Quote(opened[1], at, opened[0], end))
            opened = None
    if opened is not None:
        quotes.append(Quote(opened[1], len(text), opened[0], len(text)))
    return [q for q in quotes if q.end > q.start], opened is not None


def _opens(text: str, at: int, end: int) -> bool:
    """True for a straight mark that can only open: space or bracket before it, a letter after it."""
    before, after = text[at - 1 : at], text[end : end + 1]
    return (not before or before in " ([—–") and after.isalnum()


def _closed_before(text: str, opened: tuple[int, int], opening: int) -> Quote:
    ends = [m.start() + 1 for m in _SENTENCE_END.finditer(text, opened[1], opening)]
    end = ends[-1] if ends else opening
    return Quote(opened[1], end, opened[0], end)
