"""What the reader of one format makes of bytes, before furniture and frame are decided for all formats alike."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from communique.model.document import Block, BlockKind, Furniture
from communique.model.findings import Trouble
from communique.model.spans import Box, Span


class About(StrEnum):
    """What a hint is about."""

    TITLE = "title"
    PUBLISHER = "publisher"
    PUBLISHED = "published"
    UPDATED = "updated"
    ADDRESS = "address"
    LANGUAGE = "language"
    AUTHOR = "author"


class Hint(Struct, frozen=True):
    """Something that the file says about the document beside its prose: a key of front matter, a meta element.

    `value` stands as the file has it. `weak` hints are about the file rather than the document (the creation
    date of a PDF) and give way to all others.
    """

    about: About
    value: str
    reason: str
    weak: bool = False
    span: Span | None = None


class Layout(Struct, frozen=True):
    media_type: str
    reader: str
    text: str
    blocks: tuple[Block, ...]
    furniture: tuple[Furniture, ...] = ()
    boxes: tuple[Box, ...] = ()
    hints: tuple[Hint, ...] = ()
    partial: bool = False
    troubles: tuple[Trouble, ...] = ()


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without the white space at its ends; an empty one stays at `start`."""
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)


def block(text: str, start: int, end: int, kind: BlockKind, level: int = 0) -> Block | None:
    """A block without white space at its ends; None where nothing is left."""
    span = trimmed(text, start, end)
    return Block(span.start, span.end, kind, level) if len(span) else None
