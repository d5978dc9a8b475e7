"""The lines that one page asks for, looked up when it asks: templates follow ids here as in a snapshot of the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from communique.model.record import DocumentLine, EngagementLine, InstrumentLine, StatementLine, Uttered
from communique.model.rulings import Seen
from communique.record.desk import Desk
from communique.views.contents import Contents


class _Line(Protocol):
    @property
    def id(self) -> str: ...


L = TypeVar("L", bound=_Line)


class Lookup(Mapping[str, L], Generic[L]):
    """Lines of one kind by id, each asked for once."""

    def __init__(self, ask: Callable[[str], L | None], ids: Sequence[str] = ()) -> None:
        self._ask = ask
        self._ids = ids
        self._found: dict[str, L | None] = {}

    def keep(self, lines: Iterable[L]) -> None:
        """These need not be asked for."""
        self._found.update((line.id, line) for line in lines)

    def __getitem__(self, id: str) -> L:
        if not id:
            raise KeyError(id)
        if id not in self._found:
            self._found[id] = self._ask(id)
        line = self._found[id]
        if line is None:
            raise KeyError(id)
        return line

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


class Numbers(Mapping[str, Sequence[int]]):
    """How many lines belong to each id, as sequences of that length: what a list needs that only counts them."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts

    def __getitem__(self, id: str) -> Sequence[int]:
        return range(self._counts[id])

    def __iter__(self) -> Iterator[str]:
        return iter(self._counts)

    def __len__(self) -> int:
        return len(self._counts)


class Seeing:
    """Who has seen a statement or an engagement; nothing is asked of a record in which nobody has seen anything."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._by_document: dict[str, Mapping[str, tuple[Seen, ...]]] = {}

    def __call__(self, line: Uttered | EngagementLine) -> tuple[Seen, ...]:
        if not self._any:
            return ()
        documents = (line.document,) if isinstance(line, Uttered) else line.documents
        found = (self._in(document).get(line.id, ()) for document in documents)
        return next((seen for seen in found if seen), ())

    @cached_property
    def _any(self) -> bool:
        return self._desk.seen_any()

    def _in(self, document: str) -> Mapping[str, tuple[Seen, ...]]:
        if document not in self._by_document:
            self._by_document[document] = self._desk.record.rulings.seen(document)
        return self._by_document[document]


class Lines:
    """What a template calls `lines`."""

    def __init__(self, desk: Desk, contents: Contents) -> None:
        self.document: Lookup[DocumentLine] = Lookup(lambda id: _first(desk.documents([id])), contents.documents)
        self.engagement: Lookup[EngagementLine] = Lookup(
            lambda id: _first(desk.engagements([id])), contents.engagements
        )
        self.instrument: Lookup[InstrumentLine] = Lookup(lambda id: desk.instrument(id, 0), contents.instruments)
        self.statement: Lookup[StatementLine] = Lookup(desk.statement)
        self.seen = Seeing(desk)
        self.documents = contents.documents  # their ids: whether there are any
        self.said_in = Numbers(contents.said_in)
        self.said_at = Numbers(contents.said_at)
        self.said_by = Numbers(contents.said_by)
        self.met = Numbers(contents.met)
        self.cited = contents.cited


def _first(lines: list[L]) -> L | None:
    return lines[0] if lines else None
