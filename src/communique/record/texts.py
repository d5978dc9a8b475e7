"""Canonical texts and the pages they stand on, and evidence cut from them. The last few texts used are remembered."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from communique.model.spans import Box, Evidence, Span
from communique.record.database import Database

REMEMBERED = 64  # texts; a long transcript is about 100 kB
Rectangle = tuple[float, float, float, float]


class Page(msgspec.Struct, frozen=True):
    number: int
    boxes: tuple[Box, ...]


@dataclass(slots=True)
class _Known:
    digest: str
    text: str
    state: int | None  # of the database in which the digest was last seen to be this
    pages: tuple[Page, ...] | None = None  # None until somebody asks


class Texts:
    """The texts of one record. Whoever writes a reading through the same connection calls `forget`."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._known: OrderedDict[str, _Known] = OrderedDict()

    def text(self, document: str) -> str:
        """The canonical text; empty where the document could not be read. Raises KeyError for an unknown document."""
        return self._of(document).text

    def forget(self, document: str) -> None:
        self._known.pop(document, None)

    def words(self, document: str, span: Span) -> str:
        """What stands there. Raises ValueError where the span leaves the text, KeyError for an unknown document."""
        return _cut(document, self._of(document).text, span)

    def evidence(self, document: str, span: Span) -> Evidence:
        """The span with its words; on paged documents with its first page and a box for each line on it."""
        known = self._of(document)
        quote = _cut(document, known.text, span)
        if known.pages is None:
            known.pages = tuple(Page(number, boxes) for number, boxes in pages_of(self._db, document))
        for page in known.pages:
            touched = [b for b in page.boxes if b.start < span.end and span.start < b.end]
            if touched:
                return Evidence(document, span.start, span.end, quote, page.number, tuple(_lines(touched)))
        return Evidence(document, span.start, span.end, quote)

    def _of(self, document: str) -> _Known:
        known = self._known.get(document)
        state = self._db.state
        if known is not None and state is not None and known.state == state:
            return known
        # Another process may have read the document again: its digest is asked for, its text is not.
        if known and known.digest == self._db.value("SELECT digest FROM text WHERE document = ?", [document]):
            known.state = state
            self._known.move_to_end(document)
            return known
        found = self._db.row(
            "SELECT t.digest, t.text FROM document d LEFT JOIN text t ON t.document = d.id WHERE d.id = ?", [document]
        )
        if found is None:
            raise KeyError(document)
        self._known[document] = entry = _Known(found[0] or "", found[1] or "", state)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return entry


def _cut(document: str, text: str, span: Span) -> str:
    if not 0 <= span.start <= span.end <= len(text):
        raise ValueError(f"{span.start}-{span.end} leaves the {len(text)} characters of {document}")
    return span.of(text)


def pages_of(db: Database, document: str) -> Iterator[tuple[int, tuple[Box, ...]]]:
    """The boxes of each page, in order of pages."""
    for page, words in db.rows("SELECT page, words FROM box WHERE document = ? ORDER BY page", [document]).fetchall():
        yield page, msgspec.msgpack.decode(words, type=tuple[Box, ...])


def _lines(boxes: Iterable[Box]) -> Iterator[Rectangle]:
    """One rectangle for each run of boxes that stand on one line, left to right."""
    line: Rectangle | None = None
    for box in boxes:
        if line is not None:
            overlap = min(line[3], box.bottom) - max(line[1], box.top)
            height = min(line[3] - line[1], box.bottom - box.top)
            if overlap > height / 2 and box.left >= line[0]:
                line = (line[0], min(line[1], box.top), max(line[2], box.right), max(line[3], box.bottom))
                continue
            yield line
        line = (box.left, box.top, box.right, box.bottom)
    if line is not None:
        yield line
