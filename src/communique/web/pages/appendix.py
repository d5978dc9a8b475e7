"""Pages that only the whole record can tell: wording, positions, commitments and demands. They are worked out together,
and with them what other pages must know: which documents have such a page, and which passages these pages open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from communique.model.filters import EVERYTHING
from communique.model.record import Named
from communique.model.spans import Evidence
from communique.record.desk import Desk
from communique.views.formulae import FormulaView
from communique.views.positions import positions
from communique.web.commitments import RegisterPages
from communique.web.lineage import tree
from communique.web.links import FOLDERS, path_of
from communique.web.pages.edition import Appended, Edition
from communique.web.pages.leaf import Leaf, Served
from communique.web.pages.rows import FORMS, form
from communique.web.positions import PositionPages, address_of
from communique.web.wording import WordingPages

STRENGTHS = {"weak": "may", "plain": "intends", "strong": "will", "strongest": "vows"}  # how firmly somebody is bound
NAMES = ("wording", "positions", "commitments", "demands")  # of lists and folders: `wording-2.html`, `positions/…`

APPENDED = frozenset(f"{name}.{ending}" for name in NAMES for ending in FORMS)  # files of their rows

Drawing = Callable[..., tuple[str, str]]
"""Takes the path of a page, its template, its section and what it shows; gives the path and the HTML."""


def of_appendix(path: str) -> bool:
    return path.startswith(NAMES)


@dataclass(frozen=True)
class Appendix:
    appended: Appended
    wording: WordingPages
    registers: RegisterPages
    positions: PositionPages

    @classmethod
    def of(cls, desk: Desk, evidence_only: bool = False) -> Appendix:
        wording, registers = WordingPages(desk.record, evidence_only), RegisterPages(desk.record)
        stood = PositionPages(desk.record)
        anchors: dict[str, set[tuple[int, int]]] = {}
        for found in (wording.evidence(), registers.evidence()):
            for document, passages in found.items():
                anchors.setdefault(document, set()).update(_spans(passages))
        appended = Appended(
            known=wording.known,
            worded=frozenset(wording.compared),
            anchors={document: tuple(sorted(spans)) for document, spans in anchors.items()},
            stands=stood.of_actors(),
            deeds=registers.of_actors(),
        )
        return cls(appended, wording, registers, stood)

    def pages(self, desk: Desk, edition: Edition, served: Served | None = None) -> Iterator[tuple[str, str]]:
        """The path of each page and its HTML."""

        def draw(path: str, template: str, section: str, **names: Any) -> tuple[str, str]:
            leaf = Leaf(desk, edition, served, path)
            return path, leaf.draw(template, "../" if "/" in path else "", section, **names)

        yield from self._wordings(desk, draw)
        yield from self._positions(draw)
        for path, names in self.registers.pages():
            yield draw(path, "register.html", names["register"], strengths=STRENGTHS, **names)

    def files(self, desk: Desk) -> Iterator[tuple[str, Iterator[bytes]]]:
        """The rows of these views, each file by its path."""
        for name, lines in self._lines(desk):
            for ending in FORMS:
                path = f"{name}.{ending}"
                yield path, form(lines, path)

    def _lines(self, desk: Desk) -> Iterator[tuple[str, Sequence[Any]]]:
        yield "positions", positions(desk.record, EVERYTHING).lines
        for name in ("commitments", "demands"):
            yield name, self.registers.lines(name)
        yield "wording", [use.line for view in self.wording.formulae for use in view.formula.uses]

    def _wordings(self, desk: Desk, draw: Drawing) -> Iterator[tuple[str, str]]:
        pages = self.wording
        for sheet in pages.list_sheets():
            yield draw(sheet.addresses[sheet.number - 1], "wording.html", "wording", sheet=sheet)
        for view in pages.formulae:
            stands = self._stands(view)
            shown = {"view": view, "drawing": tree(view.formula.uses), "stands": stands, "address": address_of}
            yield draw(path_of(view.id), "formula.html", "wording", **shown)
        used = pages.of_document()
        for id, compared in pages.compared.items():
            document = desk.documents([id])[0]
            for rows in pages.document_sheets(id):
                found = {"compared": compared, "sheet": rows, "used": used.get(id, ())}
                path = f"{FOLDERS['w']}/{rows.addresses[rows.number - 1]}"
                yield draw(path, "precedents.html", "wording", document=document, **found)

    def _stands(self, view: FormulaView) -> list[tuple[Named, str]]:
        """The positions of those who use a formula, on the issues of which it speaks."""
        parties = {party for use in view.formula.uses for party in use.line.parties}
        users = [actor for actor in self.positions.grid.actors if actor.name in parties]
        return [(a, i) for i in view.issues for a in users if (a.id or "", i) in self.positions.known]

    def _used(self) -> dict[tuple[str, str], list[FormulaView]]:
        """The formulae beside each page of positions."""
        found: dict[tuple[str, str], list[FormulaView]] = {}
        for view in self.wording.formulae:
            for actor, issue in self._stands(view):
                found.setdefault((actor.id or "", issue), []).append(view)
        return found

    def _positions(self, draw: Drawing) -> Iterator[tuple[str, str]]:
        found = self.positions
        shown = {"grid": found.grid, "issues": found.issues, "address": address_of}
        yield draw("positions.html", "positions.html", "positions", **shown)
        used = self._used()
        for path, names in found.sheets():
            beside = {"others": found.of(names["actor"].id), "address": address_of}
            beside["used"] = used.get((names["actor"].id, names["issue"]), ())
            yield draw(path, "position.html", "positions", **beside, **names)


def _spans(passages: list[Evidence]) -> Iterator[tuple[int, int]]:
    return ((passage.start, passage.end) for passage in passages)
