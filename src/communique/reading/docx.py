"""DOCX: python-docx opens the package; the body is walked here, because text in content controls, insertions and text
boxes is text too."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lxml.etree import LxmlError, QName

from communique.model.document import Block, BlockKind, Furniture
from communique.model.findings import Severity, Trouble
from communique.reading.errors import Unreadable
from communique.reading.layout import About, Hint, Layout, trimmed
from communique.reading.lines import BULLET
from communique.reading.sniff import Format

READER = "docx 1"
MEMBERS = 2_000
UNCOMPRESSED = 100_000_000  # bytes
RATIO = 200  # times that a large member may grow
LARGE = 10_000_000  # bytes
CHARACTERS = 20_000_000
ADVICE = "open it in a word processor and save it again"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# what is struck out, moved away, or there a second time for older programs
GONE = frozenset({f"{W}del", f"{W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"})
HOLDERS = frozenset(f"{W}{tag}" for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
# what python-docx, lxml and zipfile raise on damaged packages
BROKEN = (
    *(LxmlError, zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError),
    *(LookupError, ValueError, AttributeError, TypeError),
)


def read_docx(content: bytes) -> Layout:
    """Raises Unreadable for a package beyond the limits, damaged, or without text."""
    _check(content)
    from docx import Document
    from docx.exceptions import PythonDocxError

    try:
        document = Document(io.BytesIO(content))
        writer = _Writer(document)
        writer.write()
        hints = tuple(_hints(document))
    except (PythonDocxError, *BROKEN) as error:
        why = f"{type(error).__name__}: {error}".split("\n", 1)[0][:200]
        raise Unreadable("a damaged DOCX file", why, ADVICE) from None
    text = "".join(writer.out)
    if not text.strip():
        raise Unreadable(
            "a DOCX file without text", "its paragraphs are empty", "if it holds pictures of pages, obtain the text"
        )
    return Layout(
        Format.DOCX.value,
        READER,
        text,
        tuple(writer.blocks),
        tuple(writer.furniture),
        hints=hints,
        partial=bool(writer.troubles),
        troubles=tuple(writer.troubles),
    )


def _check(content: bytes) -> None:
    """Refuse what would unpack to more than a document is; the sizes are those that unpacking will not exceed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except BROKEN as error:
        raise Unreadable(
            "a damaged DOCX file", str(error)[:200] or "its list of members cannot be read", ADVICE
        ) from None
    total = sum(m.file_size for m in members)
    if len(members) > MEMBERS or total > UNCOMPRESSED:
        why = f"it holds {len(members)} members of {total // 1_000_000} MB unpacked"
        raise Unreadable("a DOCX file beyond the limits", why, "remove its pictures, or save it as text")
    for m in members:
        if m.file_size > LARGE and m.file_size > RATIO * max(m.compress_size, 1):
            why = f"{m.filename[:80]} unpacks to {m.file_size // max(m.compress_size, 1)} times its size"
            raise Unreadable("a DOCX file beyond the limits", why, "save it as text")
        if m.flag_bits & 1:
            raise Unreadable("a DOCX file with a password", "it cannot be opened without", "save it without a password")


class _Writer:
    """Builds the text paragraph by paragraph, a blank line between them, a line end between cells."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.out: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.furniture: list[Furniture] = []
        self.troubles: list[Trouble] = []
        self._styles = {style.style_id: style.name or "" for style in document.styles}

    def write(self) -> None:
        self._running("header")
        self._body(self.document.element.body)
        for part in _related(self.document.part, FOOTNOTES):
            for note in _parsed(part).iter(f"{W}footnote"):
                if note.get(f"{W}type") in (None, "normal"):
                    self._body(note)
        self._running("footer")

    def _body(self, body: Any) -> None:
        # a stack, because content controls and tables nest as deep as they like
        stack: list[tuple[Any, bool]] = [(child, False) for child in reversed(list(body))]
        while stack:
            element, cell = stack.pop()
            if element.tag == f"{W}p":
                self._paragraph(element, cell)
                boxes = [box for box in element.iter(f"{W}txbxContent") if not _gone(box)]
                for box in reversed([b for b in boxes if not _inside_box(b)]):
                    stack.extend((child, False) for child in reversed(list(box)))
            elif element.tag == f"{W}tbl":
                stack.extend((child, True) for child in reversed(list(element)))
            elif element.tag in (f"{W}tr", f"{W}tc") or element.tag in HOLDERS:
                stack.extend((child, cell) for child in reversed(list(element)))

    def _paragraph(self, paragraph: Any, cell: bool) -> None:
        words = "".join(_words(paragraph))
        if not words.strip():
            return
        if self.length + len(words) > CHARACTERS:
            if not self.troubles:
                why = f"it holds more than {CHARACTERS // 1_000_000} million characters"
                self.troubles.append(Trouble(Severity.ERROR, "only the beginning was read", why, "split the document"))
            return
        kind, level = self._kind(paragraph, cell)
        start, end = self._append(
            words, tight=kind in (BlockKind.CELL, BlockKind.ITEM) and bool(self.blocks) and self.blocks[-1].kind is kind
        )
        bullet = BULLET.match(words) if kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) else None
        if bullet and bullet.end() < len(words.rstrip()):
            kind, level, start = BlockKind.ITEM, max(level, 1), start + bullet.end()
        span = trimmed(words, start - (end - len(words)), len(words))
        offset = end - len(words)
        if len(span):
            self.blocks.append(Block(offset + span.start, offset + span.end, kind, level))

    def _kind(self, paragraph: Any, cell: bool) -> tuple[BlockKind, int]:
        properties = paragraph.find(f"{W}pPr")
        style = properties.find(f"{W}pStyle") if properties is not None else None
        name = self._styles.get(style.get(f"{W}val"), "").lower() if style is not None else ""
        if name == "title":
            return BlockKind.HEADING, 1
        if name.startswith("heading "):
            return BlockKind.HEADING, min(max(_number(name.removeprefix("heading ")), 1), 6)
        numbered = properties.find(f"{W}numPr") if properties is not None else None
        if numbered is not None or name.startswith("list "):
            depth = numbered.find(f"{W}ilvl") if numbered is not None else None
            level = _number(depth.get(f"{W}val", "0")) if depth is not None else max(_number(name[-1:]) - 1, 0)
            identity = numbered.find(f"{W}numId") if numbered is not None else None
            if identity is None or identity.get(f"{W}val") != "0":
                return BlockKind.ITEM, min(level + 1, 6)
        return (BlockKind.CELL, 0) if cell else (BlockKind.PARAGRAPH, 0)

    def _append(self, words: str, tight: bool) -> tuple[int, int]:
        gap = "" if not self.length else "\n" if tight else "\n\n"
        self.out.append(gap + words)
        start = self.length + len(gap)
        self.length = start + len(words)
        return start, self.length

    def _running(self, which: str) -> None:
        """Headers and footers of all sections, each wording once."""
        seen: set[str] = set()
        for section in self.document.sections:
            kinds = (which, f"first_page_{which}", f"even_page_{which}")
            for part in (getattr(section, kind) for kind in kinds):
                if part.is_linked_to_previous:
                    continue
                for paragraph in part._element.iter(f"{W}p"):
                    words = "".join(_words(paragraph)).strip()
                    if words and words not in seen:
                        seen.add(words)
                        start, end = self._append(words, tight=False)
                        self.blocks.append(Block(start, end, BlockKind.PARAGRAPH))
                        self.furniture.append(Furniture(start, end, f"running {which}"))


def _words(paragraph: Any) -> Iterator[str]:
    """The characters of a paragraph as they stand, tabs and line breaks among them; text boxes inside it left out."""
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag == f"{W}t":
            yield element.text or ""
        elif tag == f"{W}tab" and QName(element.getparent()).localname != "tabs":
            yield "\t"
        elif tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif tag == f"{W}noBreakHyphen":
            yield "\u2011"
        elif isinstance(tag, str) and tag not in GONE and tag not in (f"{W}txbxContent", f"{W}pPr"):
            stack.extend(reversed(element))


def _gone(element: Any) -> bool:
    return any(ancestor.tag in GONE for ancestor in element.iterancestors())


def _inside_box(box: Any) -> bool:
    return any(ancestor.tag == f"{W}txbxContent" for ancestor in box.iterancestors())


def _related(part: Any, kind: str) -> list[Any]:
    return [r.target_part for r in part.rels.values() if r.reltype == kind and not r.is_external]


def _parsed(part: Any) -> Any:
    from docx.oxml import parse_xml  # resolves no entities, loads nothing from outside

    return parse_xml(part.blob)


def _number(digits: str) -> int:
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 else 0


def _hints(document: Any) -> Iterator[Hint]:
    properties = document.core_properties
    title = " ".join((properties.title or "").split())
    if len(title.split()) > 1:
        yield Hint(About.TITLE, title[:400], "title in the file's properties", weak=True)
    if properties.author and properties.author not in ("python-docx",):
        yield Hint(About.AUTHOR, properties.author[:200], "author in the file's properties", weak=True)
    for about, value, name in (
        (About.PUBLISHED, properties.created, "creation date in the file's properties"),
        (About.UPDATED, properties.modified, "date of change in the file's properties"),
    ):
        if isinstance(value, datetime) and value.year > 1980:
            yield Hint(about, value.date().isoformat(), name, weak=True)
    if properties.language:
        yield Hint(About.LANGUAGE, properties.language[:35], "language in the file's properties", weak=True)
