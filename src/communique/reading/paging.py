"""From lines on pages to one text: paragraphs by the room between lines, what runs from page to page as furniture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct

from communique.model.document import Block, BlockKind, Furniture
from communique.model.spans import Box
from communique.reading.layout import trimmed
from communique.reading.lines import BULLET, ends_sentence, ends_with_stop, is_prose, words_of

EDGE = 0.12  # share of a page's height at its top and bottom where running lines stand
RUNNING = 3  # lines at either end of a page that may run
GAP = 1.45  # times the usual distance of lines from which a gap parts paragraphs
LARGE = 1.15  # times the usual size of letters from which a line is a heading
INDENT = 8.0  # points
HEADING_WORDS = 30
# matches: 3, - 3 -, Page 3 of 7, 3/7, page 3
NUMBER = re.compile(r"[-–—\s]*(?:page|seite|p\.)?\s*\d{1,4}(?:\s*(?:of|/|von|de)\s*\d{1,4})?[-–—\s]*", re.I)


class Word(Struct, frozen=True):
    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float
    size: float  # height of its letters, in points
    bold: bool = False


class Line(Struct, frozen=True):
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        return min(word.left for word in self.words)

    @property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)


class Composed(Struct, frozen=True):
    text: str
    blocks: tuple[Block, ...]
    furniture: tuple[Furniture, ...]
    boxes: tuple[Box, ...]


class _Part(Struct):
    """Lines that make one block."""

    lines: list[Line]
    reason: str | None = None  # where they are furniture


def compose(pages: Sequence[Sequence[Line]], sizes: Sequence[tuple[float, float]]) -> Composed:
    """One text of all pages; `sizes` are their widths and heights in points."""
    running = _running(pages, sizes)
    body = [line for n, page in enumerate(pages) for m, line in enumerate(page) if (n, m) not in running]
    usual = median(line.size for line in body) if body else 10.0
    pitch = _pitch(pages, usual)
    parts: list[_Part] = []
    for n, page in enumerate(pages):
        at_top = [(m, line) for m, line in enumerate(page) if (n, m) in running]
        middle = [line for m, line in enumerate(page) if (n, m) not in running]
        upper = [m for m, line in at_top if line.top < sizes[n][1] / 2]
        parts.extend(_Part([page[m]], "running header") for m in upper)
        parts.extend(_Part(lines) for lines in _paragraphs(middle, pitch, usual))
        parts.extend(_Part([line], _reason(line)) for m, line in at_top if m not in upper)
    return _written(_joined(parts, usual), usual)


def _reason(line: Line) -> str:
    return "page number" if NUMBER.fullmatch(line.text) else "running footer"


def _running(pages: Sequence[Sequence[Line]], sizes: Sequence[tuple[float, float]]) -> set[tuple[int, int]]:
    """Lines at the edges of pages that stand on most pages alike, numbers aside, and lone page numbers."""
    candidates: list[tuple[int, int, str]] = []
    for n, page in enumerate(pages):
        height = sizes[n][1]
        ordered = sorted(range(len(page)), key=lambda m, page=page: page[m].top)  # type: ignore[misc]
        for m in {*ordered[:RUNNING], *ordered[-RUNNING:]}:
            line = page[m]
            if line.bottom < EDGE * height or line.top > (1 - EDGE) * height:
                candidates.append((n, m, re.sub(r"\d+", "#", line.text)))
    counts = Counter(words for _, _, words in {(n, 0, words) for n, _, words in candidates})
    often = max(2, (len(pages) + 1) // 2)
    found = set()
    sizes_of: dict[str, list[float]] = {}
    for n, m, words in candidates:
        sizes_of.setdefault(words, []).append(pages[n][m].size)
    for n, m, words in candidates:
        line = pages[n][m]
        title = line.size > 1.2 * min(sizes_of[words])  # the title itself, which later pages repeat in small
        if (counts[words] >= often and not title) or NUMBER.fullmatch(line.text):
            found.add((n, m))
    return found


def _pitch(pages: Sequence[Sequence[Line]], usual: float) -> float:
    """The usual distance from one line's top to the next one's, in points."""
    steps = [b.top - a.top for page in pages for a, b in pairwise(page) if 0 < b.top - a.top < 3 * usual]
    return median(steps) if steps else 1.2 * usual


def _paragraphs(lines: Sequence[Line], pitch: float, usual: float) -> list[list[Line]]:
    found: list[list[Line]] = []
    edge = max((line.right for line in lines), default=0.0)
    for line in lines:
        if found and _same(found[-1], line, pitch, usual, edge):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _same(above: Sequence[Line], line: Line, pitch: float, usual: float, edge: float) -> bool:
    """True where `line` goes on with the paragraph of the lines above it."""
    last = above[-1]
    step = line.top - last.top
    scale = max(last.size, line.size) / usual
    if step < -0.5 * usual or step > GAP * pitch * max(scale, 1.0) or abs(last.size - line.size) > 0.2 * usual:
        return False
    if step < 0.3 * usual:
        return True  # on the same line of the page: text set in two runs
    if last.bold != line.bold and (_short(last, edge) or _short(line, edge)):
        return False
    if BULLET.match(line.text) and (ends_sentence(last.text) or BULLET.match(above[0].text) or _short(last, edge)):
        return False
    room = edge - last.right
    if ends_with_stop(last.text) and room > _width(line.words[0]) + 0.5 * usual:
        return False  # the next word would have fitted: the writer began a new line
    indented = line.left > above[0].left + INDENT and len(above) > 1 and line.left > last.left + INDENT
    return not (indented and ends_with_stop(last.text))


def _short(line: Line, edge: float) -> bool:
    return line.right < line.left + 0.8 * (edge - line.left)


def _width(word: Word) -> float:
    return word.right - word.left


def _joined(parts: Sequence[_Part], usual: float) -> list[_Part]:
    """Paragraphs that go on over a page break made one, the furniture between them placed after."""
    found: list[_Part] = []
    last: int | None = None  # index in `found` of the last part that is no furniture
    for part in parts:
        if part.reason is None and last is not None and _goes_on(found[last], part, usual):
            found[last].lines.extend(part.lines)
            continue
        found.append(_Part(list(part.lines), part.reason))
        if part.reason is None:
            last = len(found) - 1
    return found


def _goes_on(above: _Part, part: _Part, usual: float) -> bool:
    last, first = above.lines[-1], part.lines[0]
    if last.words[0].page == first.words[0].page or ends_sentence(last.text) or BULLET.match(first.text):
        return False
    if abs(last.size - first.size) > 0.15 * usual or last.bold != first.bold:
        return False
    prose = len(words_of(" ".join(line.text for line in above.lines))) >= 9
    return first.text[0].islower() or (prose and last.text.endswith((",", "-", "–")))


def _written(parts: Sequence[_Part], usual: float) -> Composed:
    out: list[str] = []
    length = 0
    blocks: list[Block] = []
    furniture: list[Furniture] = []
    boxes: list[Box] = []
    largest = max((line.size for part in parts if part.reason is None for line in part.lines), default=usual)
    for part in parts:
        gap = "\n\n" if out else ""
        start = length + len(gap)
        words = "\n".join(line.text for line in part.lines)
        out.append(gap + words)
        length = start + len(words)
        at = start
        for line in part.lines:
            for word in line.words:
                end = at + len(word.text)
                boxes.append(Box(at, end, word.page, word.left, word.top, word.right, word.bottom))
                at = end + 1
        kind, level, inner = _kind(part, words, usual, largest)
        span = trimmed(words, inner, len(words))
        if len(span):
            blocks.append(Block(start + span.start, start + span.end, kind, level))
            if part.reason is not None:
                furniture.append(Furniture(start + span.start, start + span.end, part.reason))
    return Composed("".join(out), tuple(blocks), tuple(furniture), tuple(boxes))


def _kind(part: _Part, words: str, usual: float, largest: float) -> tuple[BlockKind, int, int]:
    """Kind, level, and where in the words the block begins."""
    if part.reason is not None:
        return BlockKind.PARAGRAPH, 0, 0
    bullet = BULLET.match(words)
    few = len(words_of(words)) <= HEADING_WORDS and not is_prose(words)
    size = median(line.size for line in part.lines)
    if few and size >= LARGE * usual:
        return BlockKind.HEADING, 1 if size >= 0.95 * largest else 2, 0
    if few and len(words_of(words)) <= 15 and all(line.bold for line in part.lines) and not ends_with_stop(words):
        return BlockKind.HEADING, 1 if size >= 0.95 * largest > LARGE * usual else 2, 0
    if bullet and bullet.end() < len(words):
        return BlockKind.ITEM, 1, bullet.end()
    return BlockKind.PARAGRAPH, 0, 0
