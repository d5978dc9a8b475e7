"""A web page as a browser shows it: one text, and the pieces it is made of with what surrounds them in the page.

The page is parsed by Lexbor as browsers parse it. White space collapses as in a browser, a block element stands
between blank lines, `<br>` is a line end, and the cells of a table stand on lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from communique.model.document import BlockKind
from communique.model.spans import Span
from communique.reading.surroundings import NOTHING, Surroundings, within

_SKIPPED = """
    script style noscript template head title meta link iframe object embed svg canvas audio video map
    datalist noframes frameset param source track
"""
SKIPPED = frozenset(_SKIPPED.split())
# elements that begin and end a line; those of TIGHT without a blank one
_WIDE = """
    address article aside blockquote body center details dialog dir div dl fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hgroup hr html legend main menu nav ol p pre search section summary table ul
    textarea
"""
WIDE = frozenset(_WIDE.split())
_TIGHT = """
    li dd dt td th tr option optgroup select button caption thead tbody tfoot
"""
TIGHT = frozenset(_TIGHT.split())
BOLD = frozenset({"b", "strong"})
LISTS = frozenset({"ul", "ol", "menu", "dir"})
HEADINGS = {f"h{n}": n for n in range(1, 7)}
HEADERS_LOOKED_AT = 20  # a page has few headers; a hostile one nests thousands
LEVELS = 6
SPACE = re.compile(r"[ \t\n\r\f]+")
# matches: display:none, visibility: hidden
HIDING = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
TOKEN = re.compile(r"[a-z0-9]+")


class Piece(Struct, frozen=True):
    """A run of text between two boundaries of blocks."""

    start: int
    end: int
    kind: BlockKind
    level: int
    linked: int  # characters inside links
    strong: int  # characters in bold
    cell: int  # number of the table cell around, 0 outside tables
    around: Surroundings


class Moment(Struct, frozen=True):
    """A `<time>` element; `updated` where its class says so."""

    value: str
    span: Span
    updated: bool


class Page(Struct, frozen=True):
    text: str
    pieces: tuple[Piece, ...]
    moments: tuple[Moment, ...]
    characters: int  # of all text in the page's body, white space not counted


class _Frame(Struct):
    """What to restore when an element ends."""

    tag: str
    around: Surroundings
    kind: BlockKind
    level: int
    cell: int
    moment: tuple[str, int, bool] | None = None


def lay_out(parser: LexborHTMLParser) -> Page:
    """The page's text with its pieces. Walks the tree without recursion: pages nest as deep as they like."""
    walk = _Walk()
    if parser.root is not None:
        walk.over(parser.root)
    return walk.page()


def attributes(node: LexborNode) -> Mapping[str, str]:
    return {key.lower(): value or "" for key, value in node.attributes.items()}


class _Walk:
    def __init__(self) -> None:
        self.out: list[str] = []
        self.length = 0
        self.pieces: list[Piece] = []
        self.moments: list[Moment] = []
        self.characters = 0
        self.number = 0  # of elements so far
        self.headers = 0
        self.gap = 0  # line ends due between the last piece and the next
        self.breaks = 0  # line ends due inside the open piece
        self.space = False  # a collapsed space is due
        self.start: int | None = None  # of the open piece
        self.links = 0  # links around
        self.linked = 0  # characters of the open piece inside links
        self.bold = 0  # bold elements around
        self.strong = 0  # characters of the open piece in bold
        self.cell = 0
        self.pre = 0
        self.lists = 0
        self.around = NOTHING
        self.kind = BlockKind.PARAGRAPH
        self.level = 0

    def over(self, root: LexborNode) -> None:
        stack: list[LexborNode | _Frame] = [root]
        while stack:
            node = stack.pop()
            if isinstance(node, _Frame):
                self._leave(node)
                continue
            if node.is_text_node:
                self._text(node.text_content or "")
                continue
            if not node.is_element_node:
                continue
            frame = self._enter(node)
            if frame is None:
                continue
            stack.append(frame)
            child = node.last_child
            while child is not None:
                stack.append(child)
                child = child.prev

    def page(self) -> Page:
        self._close()
        return Page("".join(self.out), tuple(self.pieces), tuple(self.moments), self.characters)

    def _enter(self, node: LexborNode) -> _Frame | None:
        """Begin an element; None where it is not shown."""
        tag = (node.tag or "").lower()
        if tag == "br":
            self.breaks += 1
            self.space = False
            return None
        if tag in SKIPPED:
            return None
        given = attributes(node)
        if "hidden" in given or HIDING.search(given.get("style", "")):
            return None
        frame = _Frame(tag, self.around, self.kind, self.level, self.cell)
        self.number += 1
        titled = False
        if tag == "header" or given.get("role") == "banner":
            self.headers += 1
            titled = self.headers <= HEADERS_LOOKED_AT and node.css_first("h1") is not None
        tokens = frozenset(TOKEN.findall(f"{given.get('class', '')} {given.get('id', '')}".lower()))
        if tag in WIDE:
            self._boundary(2)
        elif tag in TIGHT:
            self._boundary(1)
        self.around = within(self.around, self.number, tag, given.get("role", "").lower(), tokens, titled)
        if tag in HEADINGS:
            self.kind, self.level = BlockKind.HEADING, HEADINGS[tag]
        elif tag in LISTS:
            self.lists += 1
        elif tag == "li":
            self.kind, self.level = BlockKind.ITEM, min(max(self.lists, 1), LEVELS)
        elif tag in ("td", "th"):
            self.kind, self.level, self.cell = BlockKind.CELL, 0, self.number
        elif tag == "p" and self.kind is not BlockKind.ITEM:
            self.kind, self.level = BlockKind.PARAGRAPH, 0
        elif tag == "pre":
            self.pre += 1
        elif tag == "a":
            self.links += 1
        elif tag in BOLD:
            self.bold += 1
        elif tag == "time":
            updated = bool(tokens & {"updated", "modified"})
            frame.moment = (given.get("datetime", ""), self.length, updated)
        return frame

    def _leave(self, frame: _Frame) -> None:
        tag = frame.tag
        if tag in WIDE:
            self._boundary(2)
        elif tag in TIGHT:
            self._boundary(1)
        if tag in LISTS:
            self.lists -= 1
        elif tag == "pre":
            self.pre -= 1
        elif tag == "a":
            self.links -= 1
        elif tag in BOLD:
            self.bold -= 1
        if frame.moment is not None and self.length > frame.moment[1]:
            value, since, updated = frame.moment
            self.moments.append(Moment(value, Span(since, self.length), updated))
        self.around, self.kind, self.level, self.cell = frame.around, frame.kind, frame.level, frame.cell

    def _boundary(self, gap: int) -> None:
        self._close()
        self.gap = max(self.gap, gap)

    def _close(self) -> None:
        if self.start is not None:
            span = (self.start, self.length)
            self.pieces.append(Piece(*span, self.kind, self.level, self.linked, self.strong, self.cell, self.around))
        self.start = None
        self.linked = self.strong = self.breaks = 0
        self.space = False

    def _text(self, data: str) -> None:
        if self.pre:
            for n, line in enumerate(data.split("\n")):
                self.breaks += n > 0
                self._emit(line.rstrip("\r") if self.start is not None else line.strip(" \t\r\f"))
            return
        words = SPACE.sub(" ", data)
        if not words:
            return
        self.space = self.space or words[0] == " "
        self._emit(words.strip(" "))
        if len(words) > 1 and words[-1] == " ":
            self.space = True

    def _emit(self, words: str) -> None:
        if not words.strip():
            if words.strip(" \t\r\n\f") and self.start is not None:  # a no-break space keeps words apart
                self._append(words)
            return
        if self.breaks > 1 and self.start is not None:
            self._close()
            self.gap = max(self.gap, 2)
        if self.start is None:
            self._append("\n" * self.gap if self.length else "")
            self.start, self.gap = self.length, 0
        elif self.breaks:
            self._append("\n")
        elif self.space:
            self._append(" ")
        self.breaks, self.space = 0, False
        self._append(words)
        self.characters += len(words) - words.count(" ")
        if self.links:
            self.linked += len(words)
        if self.bold:
            self.strong += len(words)

    def _append(self, words: str) -> None:
        self.out.append(words)
        self.length += len(words)
