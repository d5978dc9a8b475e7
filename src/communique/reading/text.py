"""Plain text: the canonical text is the file's own, so offsets are those of the file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.model.document import Block, BlockKind
from communique.model.findings import Trouble
from communique.reading.layout import Layout, block
from communique.reading.lines import (
    BULLET,
    Line,
    continues,
    ends_with_stop,
    forced_break,
    is_prose,
    lines_of,
    looks_titled,
    words_of,
    wrap_width,
)

READER = "text 1"
TITLE_WORDS = 40  # a line with more words is no title
HEADING_WORDS = 12
# matches: -----, * * *, # # #, ###, ______ : a rule or an end mark, no words
RULE = re.compile(r"[\s\-_=*#~•·|.]+")
# matches: -----, * * *, # # #: a rule or end mark; a bullet alone is "-" or "•" and begins an item
LEVELS = 6


def read_text(text: str, troubles: tuple[Trouble, ...] = (), partial: bool = False) -> Layout:
    lines = lines_of(text)
    blocks = tuple(headed(text, blocks_of(text, lines)))
    return Layout("text/plain", READER, text, blocks, partial=partial, troubles=troubles)


def blocks_of(text: str, lines: Sequence[Line]) -> list[Block]:
    """Paragraphs and items. Lines that were broken to fit a width are joined; otherwise a line is a paragraph."""
    width = wrap_width(lines)
    blocks: list[Block] = []
    stack: list[int] = []  # indentations of the list items around
    open_: tuple[int, int, BlockKind, int] | None = None  # start, end, kind, level
    last: Line | None = None
    bulleted = False  # a bullet stood alone on the line before

    def close() -> None:
        nonlocal open_
        if open_ is not None:
            start, end, kind, level = open_
            made = block(text, start, end, kind, level)
            if made is not None:
                blocks.append(made)
        open_ = None

    for line in lines:
        if line.blank:
            close()
            last, bulleted = None, False
            continue
        bullet = BULLET.match(line.text)
        if bullet and not (width and last and not bulleted and _runs_on(last, line, width, bullet)):
            close()
            level = _level(stack, len(bullet["indent"].expandtabs(4)))
            bulleted = bullet.end() == len(line.text.rstrip()) or not line.text[bullet.end() :].strip()
            open_ = (line.start + bullet.end(), line.end, BlockKind.ITEM, level)
            last = line
            continue
        if RULE.fullmatch(line.text):
            close()
            last, bulleted = None, False
            continue
        if open_ is None:
            if not line.text[0].isspace():
                stack.clear()
            open_ = (line.start, line.end, BlockKind.PARAGRAPH, 0)
        elif bulleted or (last is not None and _same(last, line, width)):
            open_ = (open_[0] if not bulleted else line.start, line.end, open_[2], open_[3])
        else:
            close()
            stack.clear()
            open_ = (line.start, line.end, BlockKind.PARAGRAPH, 0)
        last, bulleted = line, False
    close()
    return blocks


def headed(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The same blocks, those that are titles and headings marked so: before the prose, and alone between prose."""
    prose = [is_prose(text[b.start : b.end]) or b.kind is BlockKind.ITEM for b in blocks]
    first = prose.index(True) if True in prose else len(blocks)
    found: list[Block] = []
    for n, b in enumerate(blocks):
        words = text[b.start : b.end]
        if b.kind is BlockKind.PARAGRAPH and not prose[n]:
            if n < first and _may_be_title(words):
                level = 1 if not any(f.kind is BlockKind.HEADING for f in found) else 2
                b = Block(b.start, b.end, BlockKind.HEADING, level)
            elif n > first and n + 1 < len(blocks) and prose[n + 1] and prose[n - 1] and _may_be_heading(words):
                b = Block(b.start, b.end, BlockKind.HEADING, 2)
        found.append(b)
    return found


def _level(stack: list[int], indent: int) -> int:
    """How deep an item with this indentation is among the open ones; `stack` is brought up to date."""
    while stack and stack[-1] > indent:
        stack.pop()
    if not stack or stack[-1] < indent:
        stack.append(indent)
    return min(len(stack), LEVELS)


def _runs_on(last: Line, line: Line, width: int, bullet: re.Match[str]) -> bool:
    """True where what looks like a bullet is the middle of a wrapped sentence ("… in section\\n5. We …")."""
    if ends_with_stop(last.text) or last.text.rstrip().endswith((":", ";", ",")):
        return False
    return (bullet["dot"] is None or bullet["dot"] in "-–—*+") and forced_break(last, line, width)


def _same(last: Line, line: Line, width: int | None) -> bool:
    """True where two lines next to each other are of one paragraph."""
    if continues(last.text, line.text):
        return True
    if width is None:
        return False
    indented = line.text[0].isspace() and not last.text[0].isspace()
    return not indented and forced_break(last, line, width)


def _may_be_title(line: str) -> bool:
    if len(words_of(line)) > TITLE_WORDS or not line[:1].strip("\"'“‘«[("):
        return bool(line) and len(words_of(line)) <= TITLE_WORDS and looks_titled(line)
    return not line[0].islower() and not line.rstrip().endswith((".", ":", ";", ",", "。"))


def _may_be_heading(line: str) -> bool:
    if not line or line[0].islower() or "\n" in line:
        return False
    words = words_of(line)
    return 0 < len(words) <= HEADING_WORDS and not line.rstrip().endswith((".", ":", ";", ",", "”", '"'))
