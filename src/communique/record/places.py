"""Finding a place again in a text that a newer reader may have moved: by its words and what stood around them.

find("… The ministers met.", Span(4, 17), "The ministers", "", " met.")   # Span(2, 15)
"""

from __future__ import annotations

import re
from itertools import islice

from communique.model.spans import Span

NEAR = 20  # characters around it, where more of them changed


def find(text: str, span: Span, words: str, before: str = "", after: str = "") -> Span | None:
    """Where these words stand now; None where they are gone, or stand in several places that look the same. Line breaks
    and spaces may differ."""
    if not words.strip():
        return None
    if span.end <= len(text) and span.of(text) == words:
        return span
    for lead, tail in ((before, after), (before[-NEAR:], after[:NEAR]), ("", "")):
        pattern = rf"{_loose(lead)}\s*({_loose(words)})\s*{_loose(tail)}"
        found = [m.span(1) for m in islice(re.finditer(pattern, text), 2)]
        if len(found) == 1:
            return Span(*found[0])
    return None


def find_beside(text: str, span: Span, words: str, moved: int) -> Span | None:
    """Where words stand now that stood near others, which moved by so many characters: there, or the nearest place."""
    there = Span(span.start + moved, span.end + moved)
    if there.start >= 0 and there.end <= len(text) and there.of(text) == words:
        return there
    return min(find_all(text, words), key=lambda place: (abs(place.start - there.start), place.start), default=None)


def find_all(text: str, words: str) -> list[Span]:
    """Every place at which these words stand, as whole words."""
    pattern = rf"(?<!\w){_loose(words)}(?!\w)"
    return [Span(*found.span()) for found in re.finditer(pattern, text)] if words.strip() else []


def _loose(words: str) -> str:
    """A pattern for these words: `The  ministers` matches "The ministers"."""
    return r"\s+".join(re.escape(word) for word in words.split())
