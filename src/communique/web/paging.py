"""Long lists as several pages, so that none grows heavy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Sheet(Generic[T]):
    """One page of a list; addresses are relative to the folder of the list."""

    rows: tuple[T, ...]
    number: int
    total: int
    count: int  # rows on all sheets together
    addresses: tuple[str, ...]  # of all sheets

    @property
    def before(self) -> str | None:
        return self.addresses[self.number - 2] if self.number > 1 else None

    @property
    def after(self) -> str | None:
        return self.addresses[self.number] if self.number < self.total else None


def sheets(rows: Sequence[T], size: int, address: Callable[[int], str]) -> list[Sheet[T]]:
    """At least one sheet, also for no rows; `address` gives that of a sheet by its number, counted from 1."""
    total = max(1, -(-len(rows) // size))
    addresses = tuple(address(number) for number in range(1, total + 1))
    cut = [tuple(rows[at * size : (at + 1) * size]) for at in range(total)]
    return [Sheet(part, number, total, len(rows), addresses) for number, part in enumerate(cut, 1)]
