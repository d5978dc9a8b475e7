"""What the key and the record have in common: spans, words, names, statements, engagements."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

HONORIFICS = frozenset({"he", "mr", "mrs", "ms", "dr", "sir", "the"})  # "he": H.E.


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `[start, end)` of the document with this file name."""

    file: str
    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.file == other.file and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Actor:
    slug: str
    person: bool
    names: tuple[tuple[str, ...], ...]

    def is_called(self, name: tuple[str, ...]) -> bool:
        if not name:
            return False
        if name in self.names:
            return True
        return self.person and any(
            own[-len(name) :] == name or name[-len(own) :] == own or sorted(own) == sorted(name) for own in self.names
        )


@dataclass(frozen=True, slots=True)
class Truth:
    """A statement of the key; `speakers` holds the accepted sets, the preferred one first."""

    id: str
    file: str
    content: tuple[Span, ...]
    reach: tuple[Span, ...]
    speakers: tuple[frozenset[str], ...]
    acts: tuple[str, ...]
    optional: bool
    nested: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of the record."""

    id: str
    file: str
    content: tuple[Span, ...]
    around: tuple[Span, ...]
    speakers: tuple[str, ...]
    act: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """An engagement of the key."""

    id: str
    kinds: frozenset[str]
    statuses: frozenset[str]
    participants: frozenset[str]
    first_day: str
    last_day: str
    places: tuple[str, ...]
    country: str
    place_required: bool
    may_be_split: bool
    optional: bool
    files: frozenset[str]
    may_also: frozenset[str]
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Engagement:
    """An engagement of the record; days are ISO dates, empty where open."""

    id: str
    kind: str
    status: str
    participants: tuple[str, ...]
    first_day: str
    last_day: str
    place: str
    country: str
    files: frozenset[str]
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the key says of one document as a whole."""

    file: str
    digest: str
    kinds: frozenset[str]
    furniture: tuple[Span, ...]
    first_day: str
    last_day: str


@dataclass(frozen=True, slots=True)
class Header:
    """What the record says of one document as a whole."""

    file: str
    kind: str
    first_day: str
    last_day: str


@dataclass(frozen=True, slots=True)
class Key:
    sheets: tuple[Sheet, ...]
    actors: tuple[Actor, ...]
    statements: tuple[Truth, ...]
    engagements: tuple[Meeting, ...]
    stamps: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class Record:
    headers: tuple[Header, ...]
    statements: tuple[Statement, ...]
    engagements: tuple[Engagement, ...]
    discrepancies: tuple[tuple[tuple[Span, ...], ...], ...]
    inexact: int


def folded(name: str) -> tuple[str, ...]:
    """The words of a name without case, diacritics, points, possessives and honorifics."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    plain = re.sub(r"['’]s\b", "", plain).replace(".", "")
    return tuple(word for word in re.findall(r"\w+", plain) if word not in HONORIFICS)


class Texts:
    """The seeds and the places of their words."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = dict(texts)
        self._words = {file: [m.span() for m in re.finditer(r"[^\W_]+", text)] for file, text in texts.items()}

    def quote(self, span: Span) -> str:
        return self._texts[span.file][span.start : span.end]

    def words(self, spans: Iterable[Span]) -> frozenset[int]:
        """The numbers of the words that these spans, all of one document, touch."""
        return frozenset(
            number
            for span in spans
            for number, (start, end) in enumerate(self._words[span.file])
            if start < span.end and span.start < end
        )

    def shown(self, spans: Iterable[Span]) -> str:
        return " … ".join(" ".join(self.quote(span).split()) for span in spans)
