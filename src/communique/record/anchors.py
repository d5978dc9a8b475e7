"""The ids of what one document's marks hold: they rest on the document and the spans alone, so they outlive a new
version of marking that finds the same thing at the same place, and clusters are named by them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

from communique.model.ids import Thing, identify
from communique.model.marks import EngagementMark, Figure, Marks, Mention, StatementMark
from communique.model.spans import Span

Sort = TypeVar("Sort", bound=Hashable)


def mention_ids(document: str, marks: Marks) -> list[str]:
    def key(mention: Mention) -> tuple[int, int, str]:
        return (mention.span.start, mention.span.end, mention.kind.value)

    return [
        identify(Thing.MENTION, document, *found, *_rest(ordinal))
        for found, ordinal in _numbered(key(mention) for mention in marks.mentions)
    ]


def figure_ids(document: str, marks: Marks) -> list[str]:
    """An actor is named by its canonical figure: these are the ids that actors may bear."""

    def key(figure: Figure) -> Span:
        return figure.first

    return [
        identify(Thing.ACTOR, document, found.start, found.end, *_rest(ordinal))
        for found, ordinal in _numbered(key(figure) for figure in marks.figures)
    ]


def engagement_ids(document: str, marks: Marks) -> list[str]:
    """An engagement is named by its canonical member: these are the ids that engagements may bear."""

    def key(engagement: EngagementMark) -> tuple[int, int, str]:
        first = min(engagement.spans, default=Span(0, 0))
        return (first.start, first.end, engagement.kind.value)

    return [
        identify(Thing.ENGAGEMENT, document, *found, *_rest(ordinal))
        for found, ordinal in _numbered(key(engagement) for engagement in marks.engagements)
    ]


def statement_ids(document: str, marks: Marks) -> list[str]:
    def key(statement: StatementMark) -> tuple[tuple[int, int], ...]:
        return tuple((span.start, span.end) for span in statement.content)

    return [
        identify(Thing.STATEMENT, document, found, ordinal)
        for found, ordinal in _numbered(key(statement) for statement in marks.statements)
    ]


def instrument_id(key: str) -> str:
    return identify(Thing.INSTRUMENT, key)


def _numbered(keys: Iterable[Sort]) -> Iterator[tuple[Sort, int]]:
    """Each key with the number of equal ones before it."""
    seen: Counter[Sort] = Counter()
    for key in keys:
        yield key, seen[key]
        seen[key] += 1


def _rest(ordinal: int) -> tuple[int, ...]:
    return (ordinal,) if ordinal else ()
