"""The lines that one page asks for, looked up when it asks: templates follow ids here as in a snapshot of the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, Protocol, TypeVar

from communique.model.record import DocumentLine, EngagementLine, InstrumentLine, StatementLine
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


class Lines:
    """What a template calls `lines`."""

    def __init__(self, desk: Desk, contents: Contents) -> None:
        self.document: Lookup[DocumentLine] = Lookup(lambda id: _first(desk.documents([id])), contents.documents)
        self.engagement: Lookup[EngagementLine] = Lookup(
            lambda id: _first(desk.engagements([id])), contents.engagements
        )
        self.instrument: Lookup[InstrumentLine] = Lookup(desk.instrument, contents.instruments)
        self.statement: Lookup[StatementLine] = Lookup(desk.statement)
        self.documents = contents.documents  # their ids: whether there are any
        self.said_in = Numbers(contents.said_in)
        self.said_at = Numbers(contents.said_at)
        self.said_by = Numbers(contents.said_by)
        self.met = Numbers(contents.met)


def _first(lines: list[L]) -> L | None:
    return lines[0] if lines else None
