"""Sayings: what a speaker utters as one sentence, without label and stage directions.

A parser trained on written prose breaks talk where it should not; here a sentence ends with a full stop, question or
exclamation mark before a capital, and never inside a quotation.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.marking.courtesies import STAGE
from communique.marking.drafts import Range
from communique.marking.passages import Passage

if TYPE_CHECKING:
    from spacy.tokens import Token

_ENDS = (".", "?", "!", "…", "...")
_CLOSING = ("”", '"', "’", "'", ")", "''")


@dataclass(frozen=True, slots=True)
class Saying:
    """Tokens of one sentence and the ranges of its words, in prose characters."""

    passage: Passage
    tokens: tuple[Token, ...]
    ranges: tuple[Range, ...]

    @property
    def text(self) -> str:
        return self.passage.text[self.ranges[0][0] : self.ranges[-1][1]]

    @property
    def is_over(self) -> bool:
        """True where it ends with a full stop, question or exclamation mark."""
        return _is_over(self.tokens)

    def between(self, start: int, end: int) -> list[Range]:
        """The ranges inside `[start, end)`."""
        return [(max(s, start), min(e, end)) for s, e in self.ranges if s < end and start < e]


def sayings_of(passage: Passage) -> Iterator[Saying]:
    """The sentences of a block in their order."""
    stage = deque(m.span() for m in STAGE.finditer(passage.text))
    starts = {first for first, _ in passage.sentences}
    tokens: list[Token] = []
    for token in passage.doc:
        if token.idx < passage.label_end:
            continue
        while stage and stage[0][1] <= token.idx:
            stage.popleft()
        if stage and stage[0][0] <= token.idx:
            if tokens and _is_over(tokens):
                yield from _saying(passage, tokens)
                tokens = []
            continue
        if tokens and _breaks(passage, tokens, token, token.i in starts):
            yield from _saying(passage, tokens)
            tokens = []
        tokens.append(token)
    yield from _saying(passage, tokens)


def _is_over(tokens: Sequence[Token]) -> bool:
    last = next((t for t in reversed(tokens) if t.text not in _CLOSING and not t.is_space), tokens[-1])
    return last.text in _ENDS


def _breaks(passage: Passage, before: list[Token], token: Token, parsed: bool) -> bool:
    if (
        token.text in _CLOSING
        or token.text[:1].islower()
        or (token.is_punct and token.text not in ("“", "‘", "—", "[", "("))
    ):
        return False
    if not _is_over(before) and not (parsed and before[-1].text.endswith(".")):
        return False
    quote = passage.quote_at(token.idx)
    return quote is None or not passage.label_end < quote.outer_start < token.idx


def _saying(passage: Passage, tokens: list[Token]) -> Iterator[Saying]:
    if not any(t.is_alpha for t in tokens):
        return
    ranges: list[Range] = []
    before: Token | None = None
    for token in tokens:
        end = token.idx + len(token.text)
        if ranges and before is not None and token.i == before.i + 1:
            ranges[-1] = (ranges[-1][0], end)
        else:
            ranges.append((token.idx, end))
        before = token
    yield Saying(passage, tuple(tokens), tuple(ranges))
