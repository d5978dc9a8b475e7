"""PDF: PDFium's characters with their boxes, gathered to words, lines and paragraphs by where they stand.

Running headers, footers and page numbers are furniture. A paragraph that goes on over a page break stays one
block: the footer and header between its parts are placed after it in the canonical text.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from communique.model.findings import Severity, Trouble
from communique.reading.errors import Unreadable
from communique.reading.layout import About, Hint, Layout
from communique.reading.paging import Line, Word, compose
from communique.reading.sniff import Format

READER = "pdf 1"
PAGES = 2_000
CHARACTERS = 5_000_000
SCALE = 64  # device units to the point, so that PDFium's whole numbers are fine enough
HYPHEN = 0x02  # what PDFium makes of a hyphen at the end of a line
ADVICE = "run a text recognition over it and add the result"
# matches: D:20171031062700+09'00'
PDF_DATE = re.compile(r"D?:?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?\s*(?:([+-])(\d\d)'?(\d\d)?|(Z))?")
# titles that programs leave behind; matches: Microsoft Word - press_release_final.docx, untitled, 20171031.pdf
NO_TITLE = re.compile(
    r"microsoft (?:word|powerpoint)|untitled|\.(?:docx?|pdf|indd|rtf|odt|tmp|html?)\b|^[\W\d_]*$|[\\/]", re.I
)


class _Read(Struct):
    """What has been read so far, page by page."""

    lines: list[list[Line]]
    sizes: list[tuple[float, float]]
    troubles: list[Trouble]
    pictures: list[int]  # pages that hold pictures and no text
    characters: int = 0


def read_pdf(content: bytes) -> Layout:
    """Raises Unreadable for a file that PDFium cannot open, that is locked, or that holds pictures of pages only."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        what = "a PDF with a password" if locked else "a damaged PDF"
        raise Unreadable(
            what, str(error)[:200], "save it without a password" if locked else "obtain it again"
        ) from None
    try:
        count = len(document)
        read = _Read([], [], [], [])
        for number in range(min(count, PAGES)):
            if read.characters > CHARACTERS:
                break
            _page(document, number, read)
        hints = tuple(_hints(document))
    finally:
        document.close()
    if not any(read.lines):
        why = "its pages are pictures" if read.pictures else "its pages hold no text"
        raise Unreadable("a scanned PDF" if read.pictures else "a PDF without text", why, ADVICE)
    if len(read.lines) < count:
        why = f"it has {count} pages; {len(read.lines)} were read"
        read.troubles.append(
            Trouble(
                Severity.ERROR, "only the beginning was read", why, "split the document", f"page {len(read.lines) + 1}"
            )
        )
    if read.pictures:
        pages = ", ".join(map(str, read.pictures[:20]))
        why = "they hold pictures without text"
        read.troubles.append(Trouble(Severity.WARNING, "pages without text", why, ADVICE, f"page {pages}"))
    composed = compose(read.lines, read.sizes)
    return Layout(
        Format.PDF.value,
        READER,
        composed.text,
        composed.blocks,
        composed.furniture,
        composed.boxes,
        hints,
        bool(read.troubles),
        tuple(read.troubles),
    )


def _page(document: Any, number: int, read: _Read) -> None:
    """Add the lines of one page; a page that fails is a trouble, and the others go on."""
    import pypdfium2

    page = text = None
    lines: list[Line] = []
    size = (0.0, 0.0)
    try:
        page = document[number]
        size = page.get_size()
        text = page.get_textpage()
        lines = list(_lines(page, text, number + 1, size, read))
        if not lines and _has_picture(page):
            read.pictures.append(number + 1)
    except pypdfium2.PdfiumError as error:
        where = f"page {number + 1}"
        read.troubles.append(
            Trouble(Severity.ERROR, "a page could not be read", str(error)[:200], "obtain the file again", where)
        )
    finally:
        if text is not None:
            text.close()
        if page is not None:
            page.close()
    read.lines.append(lines)
    read.sizes.append(size)


def _lines(page: Any, text: Any, number: int, size: tuple[float, float], read: _Read) -> Iterator[Line]:
    import pypdfium2.raw as raw

    words: list[Word] = []
    letters: list[str] = []
    edges = [0.0, 0.0, 0.0, 0.0]
    heavy = 0
    rectangle = raw.FS_RECTF()
    high = 0  # the first half of a pair of surrogates

    def finish() -> None:
        nonlocal heavy
        if letters:
            box = _box(page, edges, size)
            words.append(Word("".join(letters), number, *box, size=edges[3] - edges[1], bold=2 * heavy > len(letters)))
        letters.clear()
        heavy = 0

    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        read.characters += 1
        letter = "-" if code == HYPHEN else chr(code) if 0 < code < 0x110000 and code not in (0xFFFE, 0xFFFF) else ""
        if letter in ("\r", "\n"):
            finish()
            if words:
                yield Line(tuple(words))
                words.clear()
            continue
        if not letter or letter.isspace() or ord(letter) < 32:
            finish()
            continue
        if not raw.FPDFText_GetLooseCharBox(text, index, rectangle):
            rectangle.left = rectangle.right = edges[2]
            rectangle.top, rectangle.bottom = edges[3], edges[1]
        left, right = sorted((rectangle.left, rectangle.right))
        bottom, top = sorted((rectangle.bottom, rectangle.top))
        if letters:
            edges = [min(edges[0], left), min(edges[1], bottom), max(edges[2], right), max(edges[3], top)]
        else:
            edges = [left, bottom, right, top]
        letters.append(letter)
        heavy += raw.FPDFText_GetFontWeight(text, index) >= 600
        if code == HYPHEN:  # PDFium marks the hyphen and leaves out the line end after it
            finish()
            yield Line(tuple(words))
            words.clear()
    finish()
    if words:
        yield Line(tuple(words))


def _box(page: Any, edges: list[float], size: tuple[float, float]) -> tuple[float, float, float, float]:
    """Page coordinates (from the bottom left, before rotation and cropping) as points from the page's top left."""
    import pypdfium2.raw as raw

    width, height = size
    xs, ys = [], []
    for x, y in ((edges[0], edges[1]), (edges[2], edges[3])):
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, int(width * SCALE), int(height * SCALE), 0, x, y, across, down)
        xs.append(min(max(across.value / SCALE, 0.0), width))
        ys.append(min(max(down.value / SCALE, 0.0), height))
    return round(min(xs), 2), round(min(ys), 2), round(max(xs), 2), round(max(ys), 2)


def _has_picture(page: Any) -> bool:
    import pypdfium2.raw as raw

    return next(iter(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3)), None) is not None


def _hints(document: Any) -> Iterator[Hint]:
    given = document.get_metadata_dict(skip_empty=True)
    title = " ".join(given.get("Title", "").split())
    if len(title.split()) > 1 and len(title) <= 400 and not NO_TITLE.search(title):
        yield Hint(About.TITLE, title, "title in the file's properties", weak=True)
    author = given.get("Author", "").strip()[:200]
    if author:
        yield Hint(About.AUTHOR, author, "author in the file's properties", weak=True)
    found = PDF_DATE.match(given.get("CreationDate", ""))
    if found:
        value = f"{found[1]}-{found[2]}-{found[3]}"
        if found[4]:
            zone = "+00:00" if found[10] else f"{found[7]}{found[8]}:{found[9] or '00'}" if found[7] else ""
            value += f"T{found[4]}:{found[5]}:{found[6] or '00'}{zone}"
        yield Hint(About.PUBLISHED, value, "creation date in the file's properties", weak=True)
