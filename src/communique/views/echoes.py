"""Echoes: passages that repeat eight words or more of an earlier text, with the words that changed.

A passage is a sentence in which a statement stands. Each is laid beside those that a verbatim run leads to, never
beside all: what one document costs does not depend on how many there are. Runs that stand in very many places are the
common phrases of all texts and lead nowhere. An echo is of the nearest earlier text that is no copy of its own: the
most similar, of equal ones the latest.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from communique.linking.alignment import Alignment, align
from communique.linking.spelling import carries
from communique.linking.wording import ALIKE, PART, repetitions
from communique.model.filters import EVERYTHING, Filters
from communique.model.ids import Thing, identify
from communique.model.wording import EchoLine, Passage
from communique.record import Record
from communique.views.precedents import earlier, likeness
from communique.views.rewording import Segment, lines_of, segments
from communique.views.wording import Rare, Uses


class EchoView(Struct, frozen=True):
    line: EchoLine
    segments: tuple[Segment, ...]


def echoes(record: Record, filters: Filters = EVERYTHING) -> Iterator[EchoView]:
    """The echoes in the documents that the filters let through, document by document, in the order of the text."""
    look = Uses(record)
    look.load()
    shelf = Rare(look)
    left = filters.limit
    for document in record.documents_asked(filters):
        if document not in look.standing:
            continue
        for passage in look.rows.passages_of(document):
            if left is not None and left <= 0:
                return
            found = _echo(look, shelf, passage)
            if found is not None:
                yield found
                left = left if left is None else left - 1


def _echo(look: Uses, shelf: Rare, passage: Passage) -> EchoView | None:
    if len([word for word in passage.words if carries(word)]) < PART or not look.says_something(passage):
        return None
    here = look.bearers[passage.document]
    _, touched = repetitions(passage.words, shelf)
    best: tuple[tuple[float, str, str, int], Passage, Alignment] | None = None
    for other in touched.values():
        bearer = look.bearers.get(other.document)
        if bearer is None or other.document not in look.standing or not earlier(bearer, here):
            continue
        laid = align(other.words, passage.words)
        key = likeness(laid, other, passage), bearer.day, other.document, -other.n
        if laid.similarity < ALIKE or (best is not None and key <= best[0]):
            continue
        if look.shares_language(laid, other, passage):
            best = key, other, laid
    if best is None:
        return None
    _, other, laid = best
    before, after = look.printed(other), look.printed(passage)
    mine = look.evidence(passage, after, 0, len(passage.words))
    earlier_one = look.evidence(other, before, 0, len(other.words))
    spans = ((mine.start, mine.end), (earlier_one.start, earlier_one.end))
    line = EchoLine(
        id=identify(Thing.ECHO, mine.document, earlier_one.document, spans),
        passage=mine,
        earlier=earlier_one,
        similarity=round(laid.similarity, 3),
        changes=lines_of(laid.changes, before, after),
    )
    return EchoView(line, segments(laid.changes, before, after))
