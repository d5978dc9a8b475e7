"""Where a document's prose begins and ends, and which block is its title: what the frame is judged by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from communique.model.document import Block, BlockKind, Furniture
from communique.reading.kinds import names_a_kind
from communique.reading.layout import Layout
from communique.reading.lines import is_prose, looks_titled, words_of

TOP = 25  # blocks: prose that begins later leaves the rest of the page above no frame of this document
BOTTOM = 12
TITLE_WORDS = 45
# matches: 4 May 2031, 18.40: what a date line has and a title seldom
DATED = re.compile(r"\b\d{1,2}\b.{0,12}\b(?:1[89]|20)\d\d\b|\b\d{1,2}[:.]\d\d\b")


class Regions:
    """Blocks before the first prose, after the last, and those that are furniture."""

    def __init__(self, layout: Layout, furniture: Sequence[Furniture]) -> None:
        self._layout = layout
        self._furnished = frozenset(_within(layout.blocks, furniture))

    def furnished(self, n: int) -> bool:
        return n in self._furnished

    def before(self, n: int) -> bool:
        """True where block `n` stands above the prose."""
        return n < self.first and n - (self.title or 0) <= TOP

    def after(self, n: int) -> bool:
        return n > self.last and n >= len(self._layout.blocks) - BOTTOM - len(self._furnished)

    def words(self, n: int) -> str:
        block = self._layout.blocks[n]
        return self._layout.text[block.start : block.end]

    @cached_property
    def _prose(self) -> list[int]:
        blocks = self._layout.blocks
        return [
            n
            for n, b in enumerate(blocks)
            if n not in self._furnished
            and b.kind not in (BlockKind.METADATA, BlockKind.HEADING)
            and is_prose(self.words(n))
        ]

    @cached_property
    def first(self) -> int:
        """The first block of prose; the number of blocks where there is none."""
        return self._prose[0] if self._prose else len(self._layout.blocks)

    @cached_property
    def last(self) -> int:
        return self._prose[-1] if self._prose else -1

    @cached_property
    def title(self) -> int | None:
        """The block that is most likely the title: of the headings above the prose that of the highest rank."""
        blocks = self._layout.blocks
        best: tuple[int, int, int] | None = None
        for n in range(min(self.first, len(blocks))):
            block = blocks[n]
            if n in self._furnished or block.kind is not BlockKind.HEADING:
                continue
            words = words_of(self.words(n))
            if not 0 < len(words) <= TITLE_WORDS:
                continue
            rank = -block.level if self._layout.media_type != "text/plain" else 0
            score = (rank, weight(self.words(n)), -n)
            best = max(best, score) if best is not None else score
        return -best[2] if best is not None else None


def weight(line: str) -> int:
    """How much a line looks like the title of a document about an event: some words, among them a verb or a name."""
    words = words_of(line)
    dated = -5 if DATED.search(line) else 0
    return dated + (3 if names_a_kind(line) else 0) + (2 if len(words) >= 4 else 0) + (1 if looks_titled(line) else 0)


def _within(blocks: Sequence[Block], furniture: Sequence[Furniture]) -> list[int]:
    """Blocks that lie in furniture; both are sorted."""
    found, at = [], 0
    marks = sorted(furniture, key=lambda f: f.start)
    for n, block in enumerate(blocks):
        while at < len(marks) and marks[at].end <= block.start:
            at += 1
        if at < len(marks) and marks[at].start <= block.start and block.end <= marks[at].end:
            found.append(n)
    return found
