"""Spans of a document's canonical text, and evidence: a span with its words."""

from __future__ import annotations

from msgspec import Struct


class Span(Struct, frozen=True, order=True, array_like=True):
    """Characters `[start, end)` of one canonical text, counted in Unicode code points, `0 <= start <= end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start

    def holds(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: Span) -> bool:
        """True where the two share at least one character."""
        return self.start < other.end and other.start < self.end


def cover(spans: tuple[Span, ...] | list[Span]) -> Span:
    """The smallest span that holds all of `spans`, which must not be empty."""
    return Span(min(s.start for s in spans), max(s.end for s in spans))


class Box(Struct, frozen=True, array_like=True):
    """Where a run of characters `[start, end)` stands on a page: points from the page's top left corner."""

    start: int
    end: int
    page: int  # counted from 1
    left: float
    top: float
    right: float
    bottom: float


class Evidence(Struct, frozen=True, omit_defaults=True):
    """A span of one document and the words that stand there; on paged documents also where on the page."""

    document: str
    start: int
    end: int
    quote: str
    page: int | None = None
    boxes: tuple[tuple[float, float, float, float], ...] = ()  # left, top, right, bottom, in points from the top left

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)
