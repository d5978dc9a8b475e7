"""A document: its bytes, the canonical text that offsets count in, and what its frame says about it."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from communique.model.findings import Trouble
from communique.model.spans import Box, Span


class DocumentKind(StrEnum):
    JOINT_STATEMENT = "joint_statement"
    READOUT = "readout"
    STATEMENT = "statement"  # one side's own words: a press release, remarks, a letter, a speech
    TRANSCRIPT = "transcript"
    NEWS_REPORT = "news_report"
    REPOST = "repost"
    OTHER = "other"


class Account(StrEnum):
    """Whose account of events a document is."""

    OWN = "own"
    JOINT = "joint"
    COUNTERPART = "counterpart"
    PRESS = "press"


class DocumentStatus(StrEnum):
    WHOLE = "whole"
    PARTIAL = "partial"
    FAILED = "failed"


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # a list item, its bullet or number outside the span
    CELL = "cell"  # a cell of a table
    METADATA = "metadata"  # front matter, a date line, a stamp: about the document, not its prose


class Block(Struct, frozen=True, array_like=True):
    """A run of canonical text that belongs together; blocks are sorted and do not overlap."""

    start: int
    end: int
    kind: BlockKind
    level: int = 0  # depth of a heading (1 to 6) or of a list item (1 is outermost)

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Furniture(Struct, frozen=True, array_like=True):
    """Text of the page rather than of the document: menus, sign-up lines, related articles. Marked, never deleted."""

    start: int
    end: int
    reason: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Claim(Struct, frozen=True):
    """Something that the frame of a document says of it (title, publisher, kind, language), and how we know."""

    value: str
    basis: str  # "stated" or "inferred"
    reason: str  # e.g. "front matter, key title" or "most letters of the text are English words"
    span: Span | None = None  # where it stands in the canonical text, when it stands there


class StampKind(StrEnum):
    PUBLISHED = "published"
    UPDATED = "updated"


class Stamp(Struct, frozen=True):
    """A date or time that the document bears as its own (not one that its prose mentions).

    `value` is an ISO date (`2017-10-31`), or a time with (`2021-01-20T21:02:44-05:00`) or without offset
    (`2017-10-31T06:27`) where the document states no zone.
    """

    kind: StampKind
    value: str
    reason: str
    span: Span | None = None


class Reading(Struct, frozen=True):
    """What a reader makes of a document's bytes: the canonical text and everything about its frame."""

    media_type: str  # text/plain, text/markdown, text/html, application/pdf, or the DOCX type
    reader: str  # name and version of the reader, e.g. "html 1"
    text: str  # canonical text: what all offsets count in
    blocks: tuple[Block, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    boxes: tuple[Box, ...] = ()  # of paged documents: one for each word
    title: Claim | None = None
    publisher: Claim | None = None
    kind: Claim | None = None  # value: a DocumentKind
    language: Claim | None = None  # value: ISO 639-1
    address: Claim | None = None  # where it was published (canonical link, source_url), when the document says
    origin: Claim | None = None  # the agency or outlet that the text credits as its source ("Kyodo", "(Reuters)")
    stamps: tuple[Stamp, ...] = ()
    partial: bool = False  # True where some of the document's text could not be read
    troubles: tuple[Trouble, ...] = ()
