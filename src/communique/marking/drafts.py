"""Drafts: statements in the making, and the ranges of words of which they are made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communique.lexicon import Cue
from communique.marking.passages import Passage
from communique.marking.quotes import Quote
from communique.marking.speakers import Voice
from communique.model.marks import Level, Party
from communique.model.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_TRIM = ' \t,;:—–-|“”"«»„'
_DANGLING = frozenset(
    [
        "to",
        "as",
        "and",
        "while",
        "of",
        "having",
        "which",
        "will",
        "be",
        "the",
        "a",
        "an",
        "by",
        "including",
        "or",
        "but",
        "with",
        "because",
        "where",
    ]
)
SELVES = frozenset(("we", "i"))

Range = tuple[int, int]  # prose characters [start, end)


@dataclass
class Draft:
    """A statement in the making; all ranges are prose characters of its passage."""

    passage: Passage
    cue: Cue | None
    anchor: int  # token on which it hangs; the first token of its content where there is no cue
    cue_ranges: list[Range]
    source: Range | None
    parties: tuple[Party, ...]
    behalf: tuple[Party, ...] = ()
    content: list[tuple[Passage, Range]] = field(default_factory=list)
    addressee: int | None = None
    about: int | None = None
    act: str = "assert"
    strength: str = "plain"
    negated: bool = False
    level: Level = Level.PARAPHRASED
    why: list[str] = field(default_factory=list)
    quotes: list[tuple[int, Quote]] = field(default_factory=list)
    frame: str = ""  # the frame of the cue that the content fills

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(passage.span(*r) for passage, r in self.content)

    def covers(self, passage: Passage, character: int) -> bool:
        return any(p is passage and r[0] <= character < r[1] for p, r in self.content)


def trim(passage: Passage, start: int, end: int) -> Range | None:
    """A range without spaces and marks at its ends, and without a lone full stop after it."""
    text = passage.text
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and (
        text[end - 1] in _TRIM or (text[end - 1] == "." and not text[max(0, end - 4) : end - 1].isupper())
    ):
        end -= 1
    if not any(c.isalnum() for c in text[start:end]):
        return None
    words = text[start:end].rsplit(None, 1)
    if len(words) == 2 and words[1] in _DANGLING:
        return trim(passage, start, start + len(words[0]))
    return start, end


def ranges_of(passage: Passage, tokens: Iterable[int]) -> list[Range]:
    ranges: list[Range] = []
    for i in sorted(tokens):
        token = passage.doc[i]
        if ranges and ranges[-1][1] >= token.idx - 1:
            ranges[-1] = (ranges[-1][0], token.idx + len(token.text))
        else:
            ranges.append((token.idx, token.idx + len(token.text)))
    return ranges


def is_self(passage: Passage, voice: Voice) -> bool:
    return passage.text[voice.start : voice.end].lower() in SELVES


def will(anchor: Token) -> Token | None:
    return next((c for c in anchor.children if c.dep_ == "aux" and c.lower_ in ("will", "shall", "’ll", "'ll")), None)
