"""Prose: a block of canonical text as one would read it aloud, with the way back to its characters.

Hard line breaks, doubled spaces, Markdown's emphasis, escapes and link targets stand in the canonical
text and would confuse a parser. `Prose` leaves them out and remembers where each remaining character
stands, so that every span found in prose becomes an exact span of the canonical text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from communique.model.document import Block
from communique.model.spans import Span

_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)")  # [Joint Statement](address)
_EMPHASIS = re.compile(r"(?<![\w*])\*{1,3}(?=\S)|(?<=\S)\*{1,3}(?![\w*])|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|\*\*")
_ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+.!|>~'\"$&<@-])")  # \- and \###
_HARD_BREAK = re.compile(r"(?:[ \u00a0]{2,}|\\)\n")  # how Markdown ends a line that is no wrap
_LISTED = re.compile(
    r"[A-Z\u00c0-\u00de][^.!?:]{3,90}(?:(?:Jr|Sr|S|D\.C)\.[^.!?:]{0,60})*|[A-Z][^!?:]{3,90}\w"
)  # President A of X
_LIST_LINES = 3
_NOTHING = {"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"}


@dataclass(frozen=True, slots=True)
class Prose:
    """`text`, of which character `i` stands at `places[i]` in the canonical text."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The canonical span of prose characters `[start, end)`, `start < end`."""
        return Span(self.places[start], self.places[end - 1] + 1)

    def at(self, place: int) -> int:
        """The first prose character that stands at canonical offset `place` or after it."""
        return bisect_left(self.places, place)


def prose_of(text: str, block: Block, *, markdown: bool) -> Prose:
    """The prose of one block of `text`."""
    raw = text[block.start : block.end]
    dropped = bytearray(len(raw))
    if markdown:
        for link in _LINK.finditer(raw):
            dropped[link.start() : link.start(1)] = b"\1" * (link.start(1) - link.start())
            dropped[link.end(1) : link.end()] = b"\1" * (link.end() - link.end(1))
        for pattern in (_EMPHASIS, _ESCAPE):
            for match in pattern.finditer(raw):
                dropped[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    kept: list[str] = []
    places: list[int] = []
    ends = _ends_of_lines(raw) if markdown else frozenset()
    for offset, character in enumerate(raw):
        if offset in ends and kept and kept[-1] not in " ,;":
            kept.append(";")
            places.append(block.start + offset)
            continue
        if dropped[offset] or character in _NOTHING:
            continue
        if character.isspace():
            if not kept or kept[-1] == " ":
                continue
            character = " "
        kept.append(character)
        places.append(block.start + offset)
    if kept and kept[-1] == " ":
        kept.pop()
        places.pop()
    return Prose("".join(kept), tuple(places))


def _ends_of_lines(raw: str) -> frozenset[int]:
    """Where the lines end of a block that is a list in lines of its own, such as those who sign; else nowhere."""
    lines = _HARD_BREAK.split(raw.strip())
    if len(lines) < _LIST_LINES or not all(_LISTED.fullmatch(" ".join(line.split())) for line in lines):
        return frozenset()
    return frozenset(found.start() for found in _HARD_BREAK.finditer(raw.rstrip()))


_FOLD = re.compile(r"\\\n\s*(?:\\(?= ))?")  # a line of a quoted scalar that goes on: backslash, break, indent
_CODE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))")  # \u2019 \xe9 \_ \"
_SPACES = "_NLPt n"  # escapes of YAML that stand for a kind of space


def scalar_prose(text: str, start: int, end: int) -> Prose:
    """The prose of a value in YAML front matter, `[start, end)` of `text`, quotes and escapes undone."""
    quote = text[start : start + 1]
    if quote in ("'", '"') and end - start > 1 and text[end - 1] == quote:
        start, end = start + 1, end - 1
    kept: list[str] = []
    places: list[int] = []
    at = start
    while at < end:
        character, taken = text[at], 1
        if quote == '"' and character == "\\":
            if fold := _FOLD.match(text, at, end):
                at = fold.end()
                continue
            code = _CODE.match(text, at, end)
            if code is not None:
                taken = code.end() - at
                digits = code[1] or code[2]
                character = chr(int(digits, 16)) if digits else (" " if code[3] in _SPACES else code[3])
        elif quote == "'" and text[at : at + 2] == "''":
            taken = 2
        if character.isspace():
            character = " "
        if character != " " or (kept and kept[-1] != " "):
            kept.append(character)
            places.append(at)
        at += taken
    return Prose("".join(kept).rstrip(), tuple(places[: len("".join(kept).rstrip())]))
