"""A quotation cut into the words that another wording has, and those that it has not."""

from __future__ import annotations

from collections.abc import Iterable

from communique.model.spans import Evidence


def marked(evidence: Evidence, changed: Iterable[Evidence]) -> list[tuple[str, bool]]:
    """The quote in pieces, each with whether it is one of the changed words: `we | strongly | oppose`."""
    pieces: list[tuple[str, bool]] = []
    at = evidence.start
    for part in sorted(changed, key=lambda e: e.start):
        if part.document != evidence.document or not evidence.span.holds(part.span) or part.start < at:
            continue
        pieces.append((evidence.quote[at - evidence.start : part.start - evidence.start], False))
        pieces.append((part.quote, True))
        at = part.end
    pieces.append((evidence.quote[at - evidence.start :], False))
    return [(text, other) for text, other in pieces if text]
