"""From bytes to text: byte order mark, declared encoding, UTF-8, and only then a guess that says it is one."""

from __future__ import annotations

import codecs
import re

from msgspec import Struct

from communique.model.findings import Severity, Trouble
from communique.reading.errors import Unreadable

MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# matches: <meta charset="windows-1251">, <meta … content="text/html; charset=shift_jis">, <?xml … encoding='utf-8'
DECLARED = re.compile(
    rb"""<(?:meta\b[^>]{0,300}?charset|\?xml\b[^>]{0,100}?encoding)\s{0,9}=\s{0,9}["']?([\w.:-]{2,40})""", re.I
)
DECLARED_WITHIN = 4096  # bytes; browsers look at 1,024, real pages declare later
GUESS_FROM = 65_536  # bytes that a guess looks at
LATIN = frozenset({"iso8859-1", "ascii", "latin-1"})  # the web means windows-1252 by these (WHATWG Encoding Standard)
TOLERATED = 0.05  # share of characters that may be lost before this is no text at all
CONTROLS = frozenset(range(0x20)) - {0x09, 0x0A, 0x0C, 0x0D, 0x1B}


class Decoded(Struct, frozen=True):
    text: str  # without byte order mark, line ends as they came
    encoding: str
    troubles: tuple[Trouble, ...] = ()


def decode(content: bytes) -> Decoded:
    """The text of `content`, or Unreadable where it is binary."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], encoding, ())
    wide = _wide(content)
    if wide is not None:
        return _decoded(content, wide, (_guessed(wide),))
    _refuse_binary(content)
    declared = _declared(content)
    strict = _strict(content, "utf-8")
    if strict is not None:
        if declared in (None, "utf-8") or content.isascii():
            return Decoded(strict, "utf-8")
        why = f"the page declares {declared}, but all of its bytes are valid UTF-8"
        trouble = Trouble(Severity.NOTE, "encoding read as UTF-8", why, "look at letters with accents")
        return Decoded(strict, "utf-8", (trouble,))
    if declared is not None:
        return _decoded(content, declared, ())
    guess = _guess(content)
    return _decoded(content, guess, (_guessed(guess),))


def canonical(text: str) -> str:
    """Line ends as `\\n`, nothing else changed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _strict(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _decoded(content: bytes, encoding: str, troubles: tuple[Trouble, ...]) -> Decoded:
    text = content.decode(encoding, errors="replace")
    before = content.count("\N{REPLACEMENT CHARACTER}".encode()) if encoding == "utf-8" else 0
    lost = text.count("\N{REPLACEMENT CHARACTER}") - before
    if encoding != "utf-8" and encoding.startswith("utf") and "\0" in text[:4096]:
        raise Unreadable("not a text", "its characters include null", "add the document as text, HTML, PDF or DOCX")
    if lost > max(3, TOLERATED * len(text)):
        raise Unreadable("not a text", f"{lost} characters cannot be read as {encoding}", "save it again as UTF-8")
    if lost > 0:
        where = text.index("\N{REPLACEMENT CHARACTER}")
        what = f"{lost} character{'s' if lost > 1 else ''} could not be read"
        why = f"the bytes are not valid {encoding}"
        trouble = Trouble(Severity.WARNING, what, why, "save it again as UTF-8", f"first at character {where}")
        troubles = (*troubles, trouble)
    return Decoded(text, encoding, troubles)


def _guessed(encoding: str) -> Trouble:
    why = "it declares no encoding and is not UTF-8"
    return Trouble(
        Severity.NOTE, f"encoding guessed as {encoding}", why, "save it again as UTF-8 if letters look wrong"
    )


def _wide(content: bytes) -> str | None:
    """UTF-16 without a mark: Latin letters leave every other byte null."""
    head = content[:2048]
    if len(head) < 16 or len(content) % 2:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > 0.4 * len(head) / 2 and not even:
        return "utf-16-le"
    if even > 0.4 * len(head) / 2 and not odd:
        return "utf-16-be"
    return None


def _refuse_binary(content: bytes) -> None:
    head = content[:8192]
    controls = sum(byte in CONTROLS for byte in head)
    if b"\0" in head or controls > 0.02 * len(head):
        why = "its first bytes are not those of a text"
        raise Unreadable("not a text", why, "add the document as text, Markdown, HTML, PDF or DOCX")


def _declared(content: bytes) -> str | None:
    found = DECLARED.search(content, 0, DECLARED_WITHIN)
    if found is None:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
        "".encode(name).decode(name)  # refuses codecs that are no text encodings, such as base64
    except (LookupError, UnicodeError, ValueError, TypeError):
        return None
    if name.startswith(("utf-16", "utf-32")):
        return "utf-8"  # a declaration that could be read as ASCII is not in UTF-16 (WHATWG says the same)
    return "cp1252" if name in LATIN else name


def _guess(content: bytes) -> str:
    # comes with trafilatura; a legacy code page cannot be told from another without letter statistics
    from charset_normalizer import from_bytes

    best = from_bytes(content[:GUESS_FROM]).best()
    name = best.encoding if best is not None else "cp1252"
    return "cp1252" if codecs.lookup(name).name in (*LATIN, "utf-8") else name
