"""Canonical texts and the pages they stand on, and evidence cut from them. The last few texts used are remembered."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator

import msgspec

from communique.model.spans import Box, Evidence, Span
from communique.record.database import Database

REMEMBERED = 64  # texts; a long transcript is about 100 kB
Rectangle = tuple[float, float, float, float]


class Page(msgspec.Struct, frozen=True):
    number: int
    boxes: tuple[Box, ...]


class Texts:
    """The texts of one record. Whoever writes a reading through the same connection calls `forget`."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._known: OrderedDict[str, tuple[str, str, tuple[Page, ...] | None]] = OrderedDict()

    def text(self, document: str) -> str:
        """The canonical text; empty where the document could not be read. Raises KeyError for an unknown document."""
        return self._entry(document)[1]

    def forget(self, document: str) -> None:
        self._known.pop(document, None)

    def words(self, document: str, span: Span) -> str:
        """What stands there. Raises ValueError where the span leaves the text, KeyError for an unknown document."""
        text = self.text(document)
        if not 0 <= span.start <= span.end <= len(text):
            raise ValueError(f"{span.start}-{span.end} leaves the {len(text)} characters of {document}")
        return span.of(text)

    def evidence(self, document: str, span: Span) -> Evidence:
        """The span with its words; on paged documents with its first page and a box for each line on it."""
        digest, text, pages = self._entry(document)
        quote = self.words(document, span)
        if pages is None:
            pages = tuple(Page(number, boxes) for number, boxes in pages_of(self._db, document))
            self._known[document] = (digest, text, pages)
        if pages:
            for page in pages:
                touched = [b for b in page.boxes if b.start < span.end and span.start < b.end]
                if touched:
                    return Evidence(document, span.start, span.end, quote, page.number, tuple(_lines(touched)))
        return Evidence(document, span.start, span.end, quote)

    def _entry(self, document: str) -> tuple[str, str, tuple[Page, ...] | None]:
        # Another process may have read the document again: its digest is asked for each time, its text is not.
        digest = self._db.value("SELECT digest FROM text WHERE document = ?", [document])
        known = self._known.get(document)
        if known is not None and known[0] == digest:
            self._known.move_to_end(document)
            return known
        found = self._db.row(
            "SELECT t.digest, t.text FROM document d LEFT JOIN text t ON t.document = d.id WHERE d.id = ?", [document]
        )
        if found is None:
            raise KeyError(document)
        entry = (found[0] or "", found[1] or "", None)
        self._known[document] = entry
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return entry


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
