"""What kind of file this is, by its content; a suffix may lie."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum

from msgspec import Struct

from communique.model.findings import Trouble
from communique.reading.encoding import canonical, decode
from communique.reading.errors import Unreadable


class Format(StrEnum):
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    HTML = "text/html"
    MARKDOWN = "text/markdown"
    TEXT = "text/plain"


class Sniffed(Struct, frozen=True):
    format: Format
    text: str = ""  # decoded, line ends as `\n`, for the formats that are text
    troubles: tuple[Trouble, ...] = ()


ADVICE = "add the document as text, Markdown, HTML, PDF or DOCX"
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\xd0\xcf\x11\xe0", "a file of old Microsoft Office"),
    (b"{\\rtf", "an RTF file"),
    (b"SQLite format 3\0", "a SQLite database"),
)
ZIP_KINDS: tuple[tuple[str, str], ...] = (
    ("xl/workbook.xml", "an Excel workbook"),
    ("ppt/presentation.xml", "a PowerPoint file"),
    ("content.xml", "an OpenDocument file"),
    ("META-INF/container.xml", "an EPUB book"),
)
HEAD = 16_384  # characters that decide between the text formats
# matches: <!DOCTYPE html>, <html lang="en">, an XML declaration or comment before either
HTML_START = re.compile(
    r"\s*(?:<\?xml\b[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
BLOCK_TAGS = "p|div|h[1-6]|ul|ol|li|table|tr|td|article|section|main|header|footer|nav|blockquote|span|title|meta"
# matches: <p class="lead">
FRAGMENT_START = re.compile(rf"\s*<(?:{BLOCK_TAGS})\b[^<>]*>", re.I)
# matches: </p>
CLOSING = re.compile(r"</(?:p|div|h[1-6]|ul|ol|li|table|article|section|blockquote)\s*>|<br\s*/?>", re.I)
XML_START = re.compile(r"\s*<\?xml\b")
# matches: --- on the first line, later a line of three dashes or dots
FRONT_MATTER = re.compile(r"---[ \t]*\n(?:(?!(?:---|\.\.\.)[ \t]*(?:\n|\Z))[^\n]*\n)*(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
# matches: ## Background
ATX = re.compile(r"^ {0,3}#{1,6} +\S", re.M)
# matches: the line under a title that is ruled with ==== or ----
SETEXT = re.compile(r"^[^\s\-=#>|][^\n]*\n(?:={3,}|-{3,})[ \t]*$", re.M)
# matches: [the text](https://example.org), ![a picture](p.jpg)
LINK = re.compile(r"\[[^\[\]\n]{1,200}\]\((?:https?:|/|#|mailto:|\w[\w./-]*\.\w)[^()\s]*\)")
# matches: **Question:**, __note__, *Merrowind*
EMPHASIS = re.compile(
    r"(?<![*\w])\*\*(?=[^\s*])[^*\n]{1,200}\*\*(?!\*)|(?<![_\w])__(?=[^\s_])[^_\n]{1,200}__(?![_\w])|(?<![*\w])\*(?=[^\s*])[^*\n]{1,100}(?<=[^\s*])\*(?![*\w])"
)
QUOTE = re.compile(r"^> \S", re.M)


def sniff(content: bytes) -> Sniffed:
    """The format of `content`, with its text where that is decoded already; Unreadable for all that we do not read."""
    if not content.strip(b" \t\r\n\f\0\xef\xbb\xbf"):
        raise Unreadable("an empty file", "it holds no characters", "obtain the document again")
    if _is_pdf(content):
        return Sniffed(Format.PDF)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Sniffed(_zip(content))
    for signature, kind in SIGNATURES:
        if content.startswith(signature):
            raise Unreadable(kind, "this format is not read", ADVICE)
    decoded = decode(content)
    text = canonical(decoded.text)
    if not text.strip("\ufeff \t\n\r\f\v\0"):
        raise Unreadable("an empty file", "it holds only white space", "obtain the document again")
    return Sniffed(_of_text(text), text, decoded.troubles)


def _is_pdf(content: bytes) -> bool:
    at = content.find(b"%PDF-", 0, 1024)
    if at < 0:
        return False
    # mail gateways put lines before the header; a text that merely speaks of "%PDF-" has no trailer
    return not content[:at].strip() or b"startxref" in content or b"%%EOF" in content


def _zip(content: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, LookupError) as error:
        raise Unreadable("a damaged ZIP file", str(error) or "its list of members cannot be read", ADVICE) from None
    if "word/document.xml" in names:
        return Format.DOCX
    for member, kind in ZIP_KINDS:
        if member in names:
            raise Unreadable(kind, "this format is not read", ADVICE)
    raise Unreadable("a ZIP archive", "archives are not opened", "unpack it and add the files in it")


def _of_text(text: str) -> Format:
    head = text[:HEAD]
    if FRONT_MATTER.match(text):
        return Format.MARKDOWN
    if HTML_START.match(head):
        return Format.HTML
    if XML_START.match(head):
        why = "it is XML, but not a web page"
        raise Unreadable("an XML file", why, "add the page or document that it describes")
    closings = len(CLOSING.findall(head))
    if closings >= 4 or (closings and FRAGMENT_START.match(head)):
        return Format.HTML
    return Format.MARKDOWN if _is_markdown(head) else Format.TEXT


def _is_markdown(head: str) -> bool:
    """Headings, or two signs of another sort; bullets alone are plain text too."""
    if ATX.search(head) or SETEXT.search(head):
        return True
    signs = len(LINK.findall(head)) * 2 + len(EMPHASIS.findall(head)) + len(QUOTE.findall(head))
    return signs >= 2
