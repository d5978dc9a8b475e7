"""What worker processes do: read one document's bytes, mark one reading. Functions of this module can be sent anywhere:
to a process of this machine's pool, or to a Ray actor."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from communique.lexicon import Lexicon, load
from communique.model.document import DocumentKind, Reading
from communique.model.findings import Severity, Trouble
from communique.model.marks import Marks

READERS = ("text 1", "markdown 1", "html 1", "pdf 1", "docx 1")
NO_READER = "none 1"

_lexicon: Lexicon | None = None
_parser: object | None = None


def reader_version(reader: str, lexicon: Lexicon) -> str:
    """A reading depends on its reader and on the lexicon: furniture words, publishers."""
    return f"{reader}/{lexicon.digest[:12]}"


@lru_cache(maxsize=2)
def lexicon_of(user: tuple[bytes, ...]) -> Lexicon:
    """The lexicon with the user's files. The same object for the same files: much is built from it once. Raises
    LexiconError."""
    return load(user)


def ready_to_read(user: Sequence[bytes]) -> None:
    from communique.reading import read

    global _lexicon
    _lexicon = lexicon_of(tuple(user))
    read(b"The ministers met on Tuesday.", name="", lexicon=_lexicon)  # what every reading needs is loaded by now


def ready_to_mark(user: Sequence[bytes], model: str) -> None:
    from communique.marking.gazette import gazette_of

    global _lexicon, _parser
    _lexicon = lexicon_of(tuple(user))
    _parser = _parser_of(model)
    gazette_of(_lexicon)
    gc.collect()
    gc.freeze()  # lexicon and model stay as they are: no collection needs to look through them again


@lru_cache(maxsize=1)
def _parser_of(model: str) -> object:
    """The parser of a language model, loaded once in a process that marks again and again."""
    from communique.marking.parsing import load_parser

    return load_parser(model)


def read_one(content: bytes) -> Reading | Trouble:
    """The reading of a document, or why its bytes cannot be read. Nothing but the bytes counts, not their path."""
    from communique.reading import Unreadable, read

    assert _lexicon is not None
    try:
        reading = read(content, name="", lexicon=_lexicon)
    except Unreadable as error:
        return error.trouble
    return msgspec.structs.replace(reading, reader=reader_version(reading.reader, _lexicon))


def mark_one(reading: Reading) -> Marks:
    from communique.marking.document import mark, marker_version
    from communique.marking.parsing import Parser

    assert _lexicon is not None and isinstance(_parser, Parser)
    if reading.language is not None and reading.language.value != "en":
        kind = reading.kind or None
        return unmarked(
            marker_version(_lexicon, _parser.version),
            Trouble(
                Severity.WARNING,
                "the document was kept and read, but not marked",
                f"its language is {reading.language.value}; only English is marked so far",
                "add an English version of it",
            ),
            kind.value if kind else DocumentKind.OTHER,
        )
    return mark(reading, _lexicon, _parser)


def unmarked(marker: str, trouble: Trouble, kind: str = DocumentKind.OTHER) -> Marks:
    """Marks without anything in them, and why."""
    return Marks(marker, kind=kind, kind_reason="not marked", troubles=(trouble,))
