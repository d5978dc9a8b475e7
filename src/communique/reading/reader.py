"""From bytes to a reading: sniff, lay out by format, mark furniture, read the frame."""

from __future__ import annotations

from msgspec.structs import replace

from communique.lexicon import Lexicon
from communique.model.document import Reading
from communique.model.findings import Severity, Trouble
from communique.reading.errors import Unreadable
from communique.reading.frame import frame_of
from communique.reading.furniture import furnish
from communique.reading.layout import Layout
from communique.reading.lists import nested
from communique.reading.sniff import Format, Sniffed, sniff

LIMIT = 20_000_000  # bytes of a text that are read; PDF and DOCX have limits of their own


def read(content: bytes, *, name: str, lexicon: Lexicon) -> Reading:
    """What a document's bytes say. The same bytes, lexicon and `name` always give the same reading.

    `name` is the path or address as obtained. Only a web address matters: it tells the publisher where the
    document does not. Raises Unreadable for bytes that hold no text we can read.
    """
    cut = len(content) > LIMIT and not content.startswith((b"%PDF-", b"PK"))
    sniffed = sniff(content[:LIMIT] if cut else content)
    layout = _lay_out(content, sniffed, cut)
    furnished = furnish(layout, lexicon)
    layout = replace(layout, blocks=nested(layout.text, furnished.blocks), furniture=furnished.furniture)
    frame = frame_of(layout, furnished.furniture, name, lexicon)
    return Reading(
        media_type=layout.media_type,
        reader=layout.reader,
        text=layout.text,
        blocks=frame.blocks,
        furniture=furnished.furniture,
        boxes=layout.boxes,
        title=frame.title,
        publisher=frame.publisher,
        kind=frame.kind,
        language=frame.language,
        address=frame.address,
        origin=frame.origin,
        stamps=frame.stamps,
        partial=layout.partial,
        troubles=layout.troubles,
    )


def _lay_out(content: bytes, sniffed: Sniffed, cut: bool) -> Layout:
    # each format's parser takes a while to load: only the one that is needed is
    troubles = (*sniffed.troubles, _cut()) if cut else sniffed.troubles
    match sniffed.format:
        case Format.TEXT:
            from communique.reading.text import read_text

            return read_text(sniffed.text, troubles, cut)
        case Format.MARKDOWN:
            from communique.reading.markdown import read_markdown

            return read_markdown(sniffed.text, troubles, cut)
        case Format.HTML:
            from communique.reading.html import read_html

            return read_html(sniffed.text, troubles, cut)
        case Format.PDF:
            from communique.reading.pdf import read_pdf

            return read_pdf(content)
        case Format.DOCX:
            from communique.reading.docx import read_docx

            return read_docx(content)
    raise Unreadable("a file of an unknown kind", "no reader takes it", "add the document as text, HTML, PDF or DOCX")


def _cut() -> Trouble:
    why = f"the file is longer than {LIMIT // 1_000_000} MB"
    return Trouble(Severity.ERROR, "only the beginning was read", why, "split the file and add its parts")
