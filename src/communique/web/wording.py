"""The pages of wording: the formulae that came back, one page each, and a document's sentences beside precedents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct

from communique.model.document import DocumentKind
from communique.model.spans import Evidence
from communique.record import Record
from communique.views.formulae import FormulaView, formulae
from communique.views.precedents import PrecedentView, Previous, beside
from communique.views.wording import Uses
from communique.web.links import FOLDERS
from communique.web.paging import Sheet, sheets

ROWS = 100  # formulae on one page
BESIDE = 120  # sentences on one page
FOLDER = FOLDERS["w"]


class Compared(Struct, frozen=True):
    """A document's sentences beside their precedents."""

    document: str
    previous: Previous
    lines: tuple[PrecedentView, ...]


class WordingPages:
    """What the pages of wording show, worked out once; `evidence` is what documents must have an anchor for."""

    def __init__(self, record: Record, evidence_only: bool) -> None:
        look = Uses(record)
        self.formulae = formulae(record, look)
        self.compared = {} if evidence_only else dict(_compared(look))

    @property
    def known(self) -> frozenset[str]:
        return frozenset(view.id for view in self.formulae)

    def evidence(self) -> Mapping[str, list[Evidence]]:
        found: dict[str, list[Evidence]] = defaultdict(list)
        for view in self.formulae:
            for use in view.formula.uses:
                found[use.line.use.document].append(use.line.use)
        for compared in self.compared.values():
            for line in (view.line for view in compared.lines):
                if line.earlier is not None:
                    found[line.earlier.document].append(line.earlier)
        return found

    def of_document(self) -> Mapping[str, list[FormulaView]]:
        """The formulae that are used in each document."""
        found: dict[str, list[FormulaView]] = defaultdict(list)
        for view in self.formulae:
            for document in dict.fromkeys(use.line.use.document for use in view.formula.uses):
                found[document].append(view)
        return found

    def list_sheets(self) -> list[Sheet[FormulaView]]:
        return sheets(self.formulae, ROWS, lambda number: "wording.html" if number == 1 else f"wording-{number}.html")

    def document_sheets(self, document: str) -> list[Sheet[PrecedentView]]:
        return sheets(
            self.compared[document].lines,
            BESIDE,
            lambda number: f"{document}.html" if number == 1 else f"{document}-{number}.html",
        )


def _compared(look: Uses) -> Iterator[tuple[str, Compared]]:
    """The documents between two parties or more that repeat something."""
    look.load()
    parties = look.rows.parties()
    for document, bearer in look.bearers.items():
        if document not in look.standing or (
            len(parties.get(document, ())) < 2 and bearer.kind != DocumentKind.JOINT_STATEMENT
        ):
            continue
        found = beside(look, document, verbatim=True)
        lines = tuple(found.lines)
        if any(view.line.kind in ("same", "changed") for view in lines):
            yield document, Compared(document, found.previous, lines)
