"""The compiled key as the scorer and the comparison read it, and the pairing of two lists of statements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sentences import Document, load

ENOUGH_OVERLAP = 0.5
Spans = tuple[tuple[int, int], ...]


class BadKey(ValueError):
    """A key that cannot be used: no key, or made from other bytes."""


@dataclass(frozen=True, slots=True)
class Truth:
    """A statement of the key. `words` and `reach` are numbers of words of the document; `speakers`, `targets` and
    `acts` hold what is accepted, the preferred first."""

    id: str
    content: Spans
    source: Spans
    cue: Spans
    words: frozenset[int]
    reach: frozenset[int]
    speakers: tuple[tuple[str, ...], ...]
    addressees: tuple[str, ...]
    targets: tuple[tuple[str, ...], ...]
    acts: tuple[str, ...]
    within: str | None
    optional: bool

    @property
    def counts(self) -> bool:
        return not self.optional and self.within is None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document of the key with its statements, in the order of the text."""

    name: str
    group: str
    half: str
    window: tuple[int, int]
    document: Document
    statements: tuple[Truth, ...]


def read_key(file: Path, docs: Path) -> tuple[Sheet, ...]:
    """The key of `file` with its documents from the folder `docs`. Raises BadKey or OSError."""
    key = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(key, dict) or "statements" not in key:
        raise BadKey(f"{file}: no compiled key")
    sheets: list[Sheet] = []
    for row in key["documents"]:
        document = load(docs, row["file"])
        if document.digest != row["sha256"]:
            raise BadKey(f"{row['file']}: not the file that the key was made from")
        own = [_truth(s, document) for s in key["statements"] if s["id"].split("#")[0] == row["sheet"]]
        own.sort(key=lambda truth: (truth.content, truth.id))
        window = (row["window"][0], row["window"][1])
        sheets.append(Sheet(row["sheet"], row["class"], row["half"], window, document, tuple(own)))
    return tuple(sheets)


def words_of(spans: Iterable[Sequence[int]], document: Document) -> frozenset[int]:
    return frozenset(word for start, end in spans for word in document.inside(start, end))


def _truth(row: dict[str, Any], document: Document) -> Truth:
    def spans(field: str) -> Spans:
        return tuple((start, end) for start, end in row[field] or ())

    def sets(field: str) -> tuple[tuple[str, ...], ...]:
        return (tuple(row[field]), *map(tuple, row[f"accept_{field}"]))

    content = words_of(row["content"], document)
    return Truth(
        row["id"],
        spans("content"),
        spans("source"),
        spans("cue"),
        content,
        words_of(row["reach"], document) - content,
        sets("speakers"),
        tuple(row["addressees"]),
        sets("targets"),
        (row["act"], *row["accept_acts"]),
        row["within"],
        row["optional"],
    )


def f1(found: frozenset[int], wanted: frozenset[int]) -> float:
    both = len(found & wanted)
    return 2 * both / (len(found) + len(wanted)) if both else 0.0


def paired(ones: Sequence[tuple[frozenset[int], bool]], others: Sequence[Truth]) -> list[tuple[int, int, float]]:
    """Pairs `(one, other, F1)` one to one, the largest F1 first, what counts before what does not. A one is its words
    and whether it counts; words that the other may reach count neither for nor against."""
    possible: list[tuple[float, bool, int, int]] = []
    for n, (words, counting) in enumerate(ones):
        for m, other in enumerate(others):
            overlap = f1(words - other.reach, other.words)
            if overlap >= ENOUGH_OVERLAP:
                possible.append((-overlap, not (counting and other.counts), n, m))
    taken: list[tuple[int, int, float]] = []
    used_ones: set[int] = set()
    used_others: set[int] = set()
    for overlap, _, n, m in sorted(possible):
        if n not in used_ones and m not in used_others:
            used_ones.add(n)
            used_others.add(m)
            taken.append((n, m, -overlap))
    return sorted(taken)


def shown(spans: Spans, document: Document) -> str:
    return " … ".join(document.shown(*span) for span in spans) or "–"
