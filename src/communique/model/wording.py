"""Wording: the sentences of documents as they are compared, and the lines that tell how a formula was used.

Field names of the lines are the public data contract. Optional means that the sources do not say.
"""

from __future__ import annotations

from msgspec import Struct

from communique.model.spans import Evidence
from communique.model.when import When


class Passage(Struct, frozen=True):
    """A sentence of a document: its number, the number of its first word, its words made alike, its characters."""

    document: str
    n: int
    first: int
    words: tuple[str, ...]
    start: int = 0
    end: int = 0


class WordingIndex(Struct, frozen=True):
    """What the index keeps of one document: its sentences, runs of words (number, first word, sentence), and words with
    the sentences that hold each."""

    document: str
    passages: tuple[Passage, ...]
    runs: tuple[tuple[int, int, int], ...]
    terms: tuple[tuple[str, bytes], ...]


class Bearer(Struct, frozen=True):
    """A document as wording sees it: between which days it was, and which documents carry the same text."""

    document: str
    day: str  # the first day that it may have been, an ISO date; empty where nothing says so
    until: str  # … and the last
    text: str  # one for all copies and versions of a text
    taken: bool  # whether its text is known to be taken from another document
    official: bool  # issued by a party, not by the press
    kind: str
    title: str


class ChangeLine(Struct, frozen=True):
    """Words that are others: `op` is drop, add, replace or move."""

    op: str
    before: str
    after: str


class UseLine(Struct, frozen=True):
    """One use of a formula. `changes` lead from the text that was asked for to the words of the use."""

    use: Evidence
    when: When
    parties: tuple[str, ...]
    similarity: float
    variant: int  # the branch, counted from 1 in the order of first use
    first: bool
    changes: tuple[ChangeLine, ...]
    follows: Evidence | None = None  # the earlier use from which it descends
    since: tuple[ChangeLine, ...] = ()  # … and what changed from there
    copies: tuple[str, ...] = ()  # other documents that carry the same text; no uses of their own
    asked: str = ""  # the sentence that was asked for


class EchoLine(Struct, frozen=True):
    """A passage that repeats one of an earlier text, with the words that changed."""

    id: str
    passage: Evidence
    earlier: Evidence
    similarity: float
    changes: tuple[ChangeLine, ...]


class PrecedentLine(Struct, frozen=True):
    """A sentence of a document beside its nearest precedent; of what was dropped `passage` is None."""

    kind: str  # same, changed, new, dropped
    passage: Evidence | None
    earlier: Evidence | None
    when: When | None  # of the earlier text
    parties: tuple[str, ...]  # … and between whom it was
    similarity: float
    previous: bool  # whether the earlier text is the previous one of the same parties
    moved: bool  # whether it stands elsewhere in the order of that text
    language: str  # agreed, boilerplate, open
    reason: str  # why it is called so
    changes: tuple[ChangeLine, ...] = ()
