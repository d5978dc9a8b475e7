"""Pages that only the whole record can tell: wording, positions, commitments and demands. They are worked out together,
and with them what other pages must know: which documents have such a page, and which passages these pages open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from communique.model.spans import Evidence
from communique.record.desk import Desk
from communique.web.commitments import RegisterPages
from communique.web.lineage import tree
from communique.web.links import FOLDERS, path_of
from communique.web.pages.edition import Appended, Edition
from communique.web.pages.leaf import Leaf, Served
from communique.web.positions import PositionPages, address_of
from communique.web.wording import WordingPages

STRENGTHS = {"weak": "may", "plain": "intends", "strong": "will", "strongest": "vows"}  # how firmly somebody is bound
NAMES = ("wording", "positions", "commitments", "demands")  # of lists and folders: `wording-2.html`, `positions/…`


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
        anchors: dict[str, set[tuple[int, int]]] = {}
        for found in (wording.evidence(), registers.evidence()):
            for document, passages in found.items():
                anchors.setdefault(document, set()).update(_spans(passages))
        appended = Appended(
            known=wording.known,
            worded=frozenset(wording.compared),
            anchors={document: tuple(sorted(spans)) for document, spans in anchors.items()},
        )
        return cls(appended, wording, registers, PositionPages(desk.record))

    def pages(self, desk: Desk, edition: Edition, served: Served | None = None) -> Iterator[tuple[str, str]]:
        """The path of each page and its HTML."""

        def draw(template: str, root: str, section: str, **names: Any) -> str:
            return Leaf(desk, edition, served).draw(template, root, section, **names)

        yield from self._wordings(desk, draw)
        yield from self._positions(draw)
        for path, names in self.registers.pages():
            yield path, draw("register.html", "", names["register"], strengths=STRENGTHS, **names)

    def _wordings(self, desk: Desk, draw: Callable[..., str]) -> Iterator[tuple[str, str]]:
        pages = self.wording
        for sheet in pages.list_sheets():
            yield sheet.addresses[sheet.number - 1], draw("wording.html", "", "wording", sheet=sheet)
        for view in pages.formulae:
            yield path_of(view.id), draw("formula.html", "../", "wording", view=view, drawing=tree(view.formula.uses))
        used = pages.of_document()
        for id, compared in pages.compared.items():
            document = desk.documents([id])[0]
            for rows in pages.document_sheets(id):
                found = {"compared": compared, "sheet": rows, "used": used.get(id, ())}
                page = draw("precedents.html", "../", "wording", document=document, **found)
                yield f"{FOLDERS['w']}/{rows.addresses[rows.number - 1]}", page

    def _positions(self, draw: Callable[..., str]) -> Iterator[tuple[str, str]]:
        found = self.positions
        shown = {"grid": found.grid, "issues": found.issues, "address": address_of}
        yield "positions.html", draw("positions.html", "", "positions", **shown)
        for path, names in found.sheets():
            others = found.of(names["actor"].id)
            yield path, draw("position.html", "../", "positions", others=others, address=address_of, **names)


def _spans(passages: list[Evidence]) -> Iterator[tuple[int, int]]:
    return ((passage.start, passage.end) for passage in passages)
