"""Documents of the key: their characters, words, paragraphs and sentences. The key is built on these alone.

Offsets count code points of a file decoded as UTF-8 with CRLF read as LF and a leading byte-order mark removed.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml

FRONT = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
NO_WORDS = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>\n]{0,300}>|\]\([^()\s]*\)", re.DOTALL)
ITEM = re.compile(r"\s*(?:[-*–•]|\d{1,2}\\?[.)]|\(?[a-z]\\?[.)]|\\?\([ivx]+\\?\))\s+(?=\S)")
LABEL = re.compile(r"[\s\\*_]*(Q\b(?![.&’'])|[A-ZÀ-Þ][A-ZÀ-Þ.,’'()\[\]\\ \xa0-]{2,60}:)[\s*_]*")
END = re.compile(r"[.!?…]+[”\"’')\]*_]*(?=\s)")
SPOKEN = re.compile(r"\b(remarks|gaggle|interview|press (briefing|call|conference))\b", re.IGNORECASE)
NEVER = frozenset(
    [
        *["mr", "mrs", "ms", "dr", "gen", "sen", "rep", "gov", "lt", "col", "st", "sr", "no", "vs", "prof", "maj"],
        *["sgt", "capt", "adm", "amb", "rev", "hon", "approx", "fig", "art", "mt", "ft", "v"],
    ]
)
OPENERS = frozenset(
    [
        *["The", "We", "He", "She", "It", "They", "In", "On", "At", "This", "That", "These", "Those", "And", "But"],
        *["I", "Our", "You", "As", "If", "So", "For", "Both", "To", "There", "Today", "With", "When", "What", "No"],
        *["Yes", "His", "Her", "Their", "A", "An", "Also", "Now", "Well", "Thank", "Because", "After", "Before"],
        *["All", "Let", "Finally", "First", "Second"],
    ]
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Characters `[start, end)`; `first` where it opens a paragraph, item or heading; `label` tells who speaks."""

    start: int
    end: int
    first: bool
    label: str


@dataclass(frozen=True)
class Document:
    """One file: its text, the title and date of its front matter, and where its body starts."""

    file: str
    text: str
    digest: str
    title: str
    date: str
    body: int
    words: tuple[tuple[int, int], ...] = field(repr=False)

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.words]

    @cached_property
    def _ends(self) -> list[int]:
        return [end for _, end in self.words]

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        return tuple(self.text[start:end] for start, end in self.words)

    @cached_property
    def folded(self) -> tuple[str, ...]:
        return tuple(token.casefold() for token in self.tokens)

    def inside(self, start: int, end: int) -> range:
        """The numbers of the words that these characters touch."""
        return range(bisect_left(self._ends, start + 1), bisect_left(self._starts, end))

    def shown(self, start: int, end: int) -> str:
        """These characters in one line, without tags, escapes and emphasis."""
        plain = re.sub(r"\\([^\w\s])", r"\1", NO_WORDS.sub("", self.text[start:end]))
        return " ".join(plain.replace("*", "").replace("[", "").replace("]", "").split())


def load(docs: Path, file: str) -> Document:
    """The document `file` of the folder `docs`. Raises OSError or ValueError where it is none."""
    raw = (docs / file).read_bytes()
    text = raw.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    front = FRONT.match(text)
    if front is None:
        raise ValueError(f"{file}: no front matter")
    head = yaml.safe_load(front.group(1))
    if not isinstance(head, dict):
        raise ValueError(f"{file}: front matter is no mapping")
    title = " ".join(str(head.get("title", "")).split())
    mute = [m.span() for m in NO_WORDS.finditer(text)]
    words: list[tuple[int, int]] = []
    n = 0
    for match in re.finditer(r"[^\W_]+", text[front.end() :]):
        start, end = match.start() + front.end(), match.end() + front.end()
        while n < len(mute) and mute[n][1] <= start:
            n += 1
        if n == len(mute) or end <= mute[n][0]:
            words.append((start, end))
    return Document(
        file, text, hashlib.sha256(raw).hexdigest(), title, str(head.get("date", "")), front.end(), tuple(words)
    )


def units(document: Document) -> list[tuple[int, int]]:
    """Paragraphs, list items and headings of the body, as characters; a hard line break ends one."""
    found: list[tuple[int, int]] = []
    start = at = document.body
    open_ = False
    for line in document.text[document.body :].splitlines(keepends=True):
        blank = not line.strip()
        if open_ and (blank or ITEM.match(line) or line.lstrip().startswith("#")):
            found.append((start, at))
            open_ = False
        if not blank and not open_:
            start, open_ = at, True
        at += len(line)
        if open_ and (line.endswith("  \n") or line.lstrip().startswith("#")):
            found.append((start, at))
            open_ = False
    if open_:
        found.append((start, at))
    return found


def sentences(document: Document) -> list[Sentence]:
    """The sentences of the body in order. What holds no word is none; a speaker's label belongs to none, and only
    what the title calls spoken has labels."""
    found: list[Sentence] = []
    spoken = SPOKEN.search(document.title)
    speaking = ""
    for start, end in units(document):
        label = LABEL.match(document.text, start, end) if spoken else None
        if label:
            speaking = " ".join(label.group(1).replace("\\", "").split())
            start = label.end()
        first = True
        for low, high in _split(document.text, start, end):
            if document.inside(low, high):
                found.append(Sentence(low, high, first, speaking))
                first = False
    return found


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    parts: list[tuple[int, int]] = []
    low = start
    item = ITEM.match(text, start, end)
    for match in END.finditer(text, item.end() if item else start, end):
        rest = text[match.end() : end].lstrip()
        if not rest or _goes_on(text[low : match.end()], rest):
            continue
        parts.append((low, match.end()))
        low = match.end()
    parts.append((low, end))
    trimmed = [(low + len(text[low:high]) - len(text[low:high].lstrip()), high) for low, high in parts]
    return [(low, low + len(text[low:high].rstrip())) for low, high in trimmed]


def _goes_on(before: str, after: str) -> bool:
    """Whether the stop at the end of `before` does not end a sentence."""
    opener = re.match(r"[\W_]*(\w+)", after)
    if opener is None:
        return True
    word = opener.group(1)
    if word[0].islower():
        return True
    last = before.split()[-1] if before.split() else ""
    if not last.endswith(".") or last.endswith(".."):
        return False
    bare = last.strip('(“"‘*_[\\').rstrip(".")
    if bare.casefold() in NEVER or re.fullmatch(r"[A-Z]|[IVX]+", bare):
        return True
    if re.search(r"(?:^|\W)(?:\w\.)+\w$", bare) or bare in {"Jr", "Inc", "Co", "Ltd"}:
        return word not in OPENERS
    return False
