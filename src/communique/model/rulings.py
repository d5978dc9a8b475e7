"""Rulings: what a person decided, of which words, when and why. Added to, never changed; undone by another ruling."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from communique.model.spans import Span


class Status(StrEnum):
    """What became of a commitment or a demand, as a person ruled; `open` where nobody did."""

    OPEN = "open"
    IN_PROGRESS = "in-progress"
    KEPT = "kept"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"


class Ruling(Struct, frozen=True):
    """A person's decision about some words of a document, named by the digest of its bytes.

    `kind` says what is decided and `value` how: of a commitment's status `{"status": "kept"}`. `words` are those that
    it speaks of, `before` and `after` what stood around them: they find the place again where a newer reader moved the
    text.
    """

    kind: str
    digest: str
    span: Span
    words: str
    by: str
    why: str
    made_at: str
    value: dict[str, str] = {}
    before: str = ""
    after: str = ""
    undoes: str | None = None


class RulingLine(Struct, frozen=True):
    """A ruling as listings show it."""

    id: str
    kind: str
    value: dict[str, str]
    by: str
    why: str
    made_at: str
    undoes: str | None = None
