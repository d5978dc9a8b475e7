"""The pages of positions: a grid of actors and issues, and a page for each actor on each issue."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from communique.model.filters import EVERYTHING, Filters
from communique.model.positions import PositionLine
from communique.views.actor import Stand
from communique.views.ledger import Ledger
from communique.views.positions import Grid, grid, positions
from communique.web.paging import Sheet, sheets

FOLDER = "positions"
ACTORS, ISSUES = 40, 14  # rows and columns of the grid
ROWS = 40  # positions on one page


def address_of(actor: str, issue: str, number: int = 1) -> str:
    """The file of one actor's positions on one issue: `positions/a-0f3a5d7c9b1e2468-maritime-security.html`."""
    slug = re.sub(r"[^a-z0-9]+", "-", issue.lower()).strip("-")
    return f"{FOLDER}/{actor}-{slug}{'' if number == 1 else f'-{number}'}.html"


class PositionPages:
    """What the pages of positions show: those of the actors with most positions."""

    def __init__(self, record: Ledger) -> None:
        self._record = record
        self.grid: Grid = grid(record, EVERYTHING, ACTORS)
        self.issues = self.grid.issues[:ISSUES]
        self.known = frozenset(
            (actor.id or "", issue)
            for actor in self.grid.actors
            for issue in self.grid.issues
            if (actor.id or "", issue) in self.grid.cells
        )

    def of(self, actor: str) -> list[tuple[str, int]]:
        """The issues on which an actor has a page, with how many positions, the most first."""
        found = [(issue, self.grid.cells[actor, issue].count) for a, issue in self.known if a == actor]
        return sorted(found, key=lambda item: (-item[1], item[0]))

    def of_actors(self) -> dict[str, tuple[Stand, ...]]:
        """Where each actor with pages stands, the issues with the most positions first."""
        return {
            actor.id: tuple(self._stand(actor.id, issue, number) for issue, number in self.of(actor.id))
            for actor in self.grid.actors
            if actor.id
        }

    def _stand(self, actor: str, issue: str, number: int) -> Stand:
        cell = self.grid.cells[actor, issue]
        return Stand(issue, number, cell.turns, address_of(actor, issue))

    def sheets(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """For each page of an actor on an issue: its path, and what its template is given."""
        for actor in self.grid.actors:
            lines: Mapping[str, list[PositionLine]] = defaultdict(list)
            for line in positions(self._record, Filters(by=actor.id)).lines:
                lines[line.issue].append(line)
            for issue, found in sorted(lines.items()):
                if (actor.id or "", issue) not in self.known:
                    continue
                for sheet in _cut(actor.id or "", issue, found):
                    names = {"actor": actor, "issue": issue, "sheet": sheet}
                    yield address_of(actor.id or "", issue, sheet.number), names


def _cut(actor: str, issue: str, lines: list[PositionLine]) -> list[Sheet[PositionLine]]:
    return sheets(lines, ROWS, lambda number: address_of(actor, issue, number).partition("/")[2])
