"""What is read of one source of an engagement before sources are laid side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from communique.model.record import DocumentLine, EngagementLine, StatementLine
from communique.model.spans import Evidence, Span
from communique.views.ledger import Ledger

WEIGHT = {"joint": 0, "own": 1, "counterpart": 2, "press": 3}


class Source(Struct, frozen=True):
    """A document with its words. `known` is False where its text was not read whole or not marked."""

    document: DocumentLine
    text: str
    sentences: tuple[Span, ...]
    actors: tuple[tuple[int, int, str], ...]  # start, end and id of each named actor, sorted
    statements: tuple[StatementLine, ...]
    known: bool

    @property
    def official(self) -> bool:
        return self.document.account != "press"

    @property
    def copy_of(self) -> str | None:
        """The document that its text was taken from; it is then no source of its own."""
        return self.document.origin_document

    def evidence(self, start: int, end: int) -> Evidence:
        return Evidence(self.document.id, start, end, self.text[start:end])

    def named(self, start: int, end: int) -> tuple[tuple[int, int, str], ...]:
        """The actors named in `[start, end)`, counted from its beginning."""
        return tuple((low - start, high - start, id_) for low, high, id_ in self.actors if start <= low and high <= end)


def source(record: Ledger, document: DocumentLine, statements: Iterable[StatementLine]) -> Source:
    text = record.text(document.id)
    try:
        sentences = _prose(record, document.id)
        marked = True
    except KeyError:  # it could not be read, or is not marked
        sentences, marked = (), False
    known = marked and document.status == "whole"
    return Source(document, text, sentences, actors_of(record, document.id), tuple(statements), known)


def actors_of(record: Ledger, document: str) -> tuple[tuple[int, int, str], ...]:
    """Start, end and id of each actor that a document names, sorted."""
    named = (m for m in record.mentions(document) if m.kind == "actor" and len(m.refers_to) == 1)
    return tuple(sorted((m.evidence.start, m.evidence.end, who) for m in named for who in m.refers_to))


def _prose(record: Ledger, document: str) -> tuple[Span, ...]:
    """The sentences of its text, those of the page left out."""
    furniture = [piece.span for piece in record.reading(document).furniture]
    found = sorted(record.marks(document).sentences)
    return tuple(s for s in found if not any(piece.touches(s) for piece in furniture))


def in_weight(documents: Iterable[DocumentLine]) -> tuple[DocumentLine, ...]:
    """A joint text first, then what one side issued, then the press; copies after what they were taken from."""
    found = sorted(documents, key=lambda d: (d.origin_document is not None, WEIGHT.get(d.account, 2), d.id))
    ordered = [d for d in found if d.origin_document is None]
    for copy in (d for d in found if d.origin_document is not None):
        at = next((n for n, d in enumerate(ordered) if d.id == copy.origin_document), len(ordered) - 1)
        ordered.insert(at + 1, copy)
    return tuple(ordered)


def parties_of(engagement: EngagementLine) -> Mapping[str, tuple[str, ...]]:
    """Each participant's id with the name of the side that he or she stands for."""
    return {p.id: (p.side,) if p.side else () for p in engagement.participants}


def sides_of(statement: StatementLine, sides: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Ids and names of who speaks in a statement, for whom, and of their sides."""
    found: set[str] = set()
    for party in (*statement.speakers, *statement.on_behalf_of):
        found |= {party.id, party.name} if party.id else {party.name}
        found |= set(sides.get(party.id or "", ()))
    return frozenset(found)
