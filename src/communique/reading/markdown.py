"""Markdown: the canonical text is the file's own, markup included; blocks leave out what marks them as such."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.model.document import Block, BlockKind, Furniture
from communique.model.findings import Trouble
from communique.reading.frontmatter import front_matter
from communique.reading.layout import Layout, block
from communique.reading.lines import BULLET, Line, ends_sentence, lines_of, words_of

READER = "markdown 1"
# matches: ## Background ##
ATX = re.compile(r" {0,3}(?P<marks>#{1,6})(?:[ \t]+(?P<words>\S(?:[^\n]*\S)?))?[ \t]*")
CLOSING_MARKS = re.compile(r"(?<=\s)#+$")
# matches: ===== under a title
SETEXT = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*")
# matches: ***, - - -, ___
RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")
# matches: \# \# \#, ###, \###, * * *, -30-, -END-
END_MARK = re.compile(r"[ \t]*(?:\\?[#*][ \t]*(?:\\?[#*][ \t]*){1,5}|-+ ?30 ?-+|-+ ?END ?-+)[ \t]*", re.I)
# matches: ``` python
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
QUOTED = re.compile(r" {0,3}(?:> ?)+")
# matches: | --- | :---: |
TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
# matches: [1]: https://example.org
REFERENCE = re.compile(r" {0,3}\[[^\[\]]{1,100}\]:[ \t]+\S+")
# matches: ![A handshake](photo.jpg)
IMAGE = re.compile(r"[ \t]*!\[[^\[\]]*\]\([^()\s]*(?:[ \t]+\"[^\"]*\")?\)[ \t]*")
# what may stand around the words of a heading: emphasis and underlining
BEFORE = re.compile(r"(?:[*_]{1,3}|<u>|<b>|<strong>|[ \t])+")
AFTER = re.compile(r"(?:[*_]{1,3}|</u>|</b>|</strong>|[ \t])+$")
BOLD = re.compile(r"[ \t]*(?:\*\*|__)(?:(?!\*\*|__).)+(?:\*\*|__)[ \t]*")
HEADING_WORDS = 25
LEVELS = 6


def read_markdown(text: str, troubles: tuple[Trouble, ...] = (), partial: bool = False) -> Layout:
    front = front_matter(text)
    builder = _Builder(text)
    builder.build(lines_of(text, front.end))
    return Layout(
        "text/markdown",
        READER,
        text,
        (*front.blocks, *builder.blocks),
        tuple(builder.furniture),
        hints=front.hints,
        partial=partial,
        troubles=(*troubles, *front.troubles),
    )


class _Builder:
    """Goes through the lines once; at most one block is open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.furniture: list[Furniture] = []
        self._open: tuple[int, int, BlockKind, int] | None = None
        self._stack: list[int] = []  # indentations of the items around
        self._number: int | None = None  # the last number of a list, until something else follows

    def build(self, lines: Sequence[Line]) -> None:
        fence: str | None = None
        for n, line in enumerate(lines):
            following = lines[n + 1] if n + 1 < len(lines) else None
            found = FENCE.match(line.text)
            if fence is not None:
                if found and found[1].startswith(fence):
                    self._close()
                    fence = None
                else:
                    self._extend(line)
            elif found:
                self._close()
                fence = found[1]
            elif line.blank or not line.text.strip("> \t"):
                self._close()
            else:
                self._line(line, following)
        self._close()

    def _line(self, line: Line, following: Line | None) -> None:
        heading = ATX.fullmatch(line.text)
        if END_MARK.fullmatch(line.text):
            self._close()
            self._furnish(line, "end mark")
        elif IMAGE.fullmatch(line.text):
            self._close()
            self._furnish(line, "image")
        elif REFERENCE.fullmatch(line.text):
            self._close()
            self._furnish(line, "link address")
        elif heading:
            self._close()
            if heading["words"]:
                self._heading(line, heading.start("words"), len(heading["marks"]))
        elif self._open and self._open[2] is BlockKind.PARAGRAPH and SETEXT.fullmatch(line.text):
            start, end, _, _ = self._open
            self._open = None
            self._add(start, end, BlockKind.HEADING, 1 if "=" in line.text else 2)
            self._stack.clear()
        elif RULE.fullmatch(line.text) or TABLE_RULE.fullmatch(line.text):
            self._close()
        elif line.text.lstrip().startswith("|") and line.text.count("|") > 1:
            self._close()
            self._cells(line)
        elif self._item(line):
            pass
        elif self._open is None and BOLD.fullmatch(line.text) and self._stands_alone(line, following):
            self._heading(line, 0, 3)
        else:
            self._extend(line)

    def _stands_alone(self, line: Line, following: Line | None) -> bool:
        words = AFTER.sub("", BEFORE.sub("", line.text, count=1))
        few = 0 < len(words_of(words)) <= HEADING_WORDS
        return few and (following is None or following.blank) and (words.endswith(":") or not ends_sentence(words))

    def _heading(self, line: Line, start: int, level: int) -> None:
        words = line.text
        opening = BEFORE.match(words, start)
        start = opening.end() if opening else start
        end = len(CLOSING_MARKS.sub("", words.rstrip()).rstrip())
        closing = AFTER.search(words, start, end)
        self._add(line.start + start, line.start + (closing.start() if closing else end), BlockKind.HEADING, level)
        self._stack.clear()
        self._number = None

    def _item(self, line: Line) -> bool:
        """Open an item where the line begins one; a number inside a paragraph must be 1 or follow the last one."""
        quoted = QUOTED.match(line.text)
        bullet = BULLET.match(line.text, quoted.end() if quoted else 0)
        if bullet is None:
            return False
        number = int(bullet["number"] or 0)
        inside = self._open is not None and self._open[2] is BlockKind.PARAGRAPH
        if inside and (bullet["dot"] in ("–", "—") or (bullet["dot"] is None and number != 1)):
            return False
        if self._open is not None and number and self._number is not None and number != self._number + 1:
            return False
        self._close()
        indent = len(bullet["indent"].expandtabs(4))
        while self._stack and self._stack[-1] > indent:
            self._stack.pop()
        if not self._stack or self._stack[-1] < indent:
            self._stack.append(indent)
        self._number = number or None
        self._open = (line.start + bullet.end(), line.end, BlockKind.ITEM, min(len(self._stack), LEVELS))
        return True

    def _extend(self, line: Line) -> None:
        if self._open is not None:
            self._open = (self._open[0], line.end, self._open[2], self._open[3])
            return
        quoted = QUOTED.match(line.text)
        if not line.text[0].isspace():
            self._stack.clear()
        self._number = None
        self._open = (line.start + (quoted.end() if quoted else 0), line.end, BlockKind.PARAGRAPH, 0)

    def _cells(self, line: Line) -> None:
        at = line.start
        for part in line.text.split("|"):
            self._add(at, at + len(part), BlockKind.CELL, 0)
            at += len(part) + 1

    def _furnish(self, line: Line, reason: str) -> None:
        made = block(self.text, line.start, line.end, BlockKind.METADATA)
        if made is not None:
            self.furniture.append(Furniture(made.start, made.end, reason))

    def _close(self) -> None:
        if self._open is not None:
            self._add(*self._open)
            self._open = None

    def _add(self, start: int, end: int, kind: BlockKind, level: int) -> None:
        made = block(self.text, start, end, kind, level)
        if made is not None:
            self.blocks.append(made)
