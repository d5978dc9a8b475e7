"""What every page is drawn with, and what becomes of an address: a page, another address, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from communique.model.spans import Evidence
from communique.record.desk import Desk
from communique.views.context import Quotation, quotation
from communique.views.labels import count
from communique.web.citing import Citation, view
from communique.web.drawing import SERVED_POLICY, draw
from communique.web.pages.edition import Edition
from communique.web.pages.lines import Lines
from communique.web.paging import Sheet

T = TypeVar("T")


class Missing(Exception):
    """There is no such page."""


class Elsewhere(Exception):
    """The page stands at another address, relative to the top of the site."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


@dataclass(frozen=True)
class Served:
    """What a served page offers beside what a published one does."""

    login: bool = False  # readers have logged in, and may log out
    forms: bool = False  # the page holds a form that writes: a browser must tell where it comes from
    review: bool = False  # lines can be reviewed


class Leaf:
    """One page in the making."""

    def __init__(self, desk: Desk, edition: Edition, served: Served | None = None, path: str = "") -> None:
        """`path` is that of the page, without a leading stroke."""
        self.desk = desk
        self.edition = edition
        self.contents = edition.contents
        self.lines = Lines(desk, edition.contents)
        self.path = path or "index.html"
        self._served = served

    def draw(self, template: str, root: str, section: str, **names: Any) -> str:
        """`root` leads from the page to the top: "" or "../"."""
        return draw(
            template,
            self.edition.links(root),
            section=section,
            evidence_only=self.edition.evidence_only,
            quoted=self._quoted,
            lines=self.lines,
            path=self.path,
            cited_view=self._cited_view,
            **({"served": self._served, "policy": SERVED_POLICY} if self._served else {}),
            **names,
        )

    def _cited_view(self, title: str) -> Citation:
        years = [str(year) for year in self.contents.years if year is not None]
        told = f", {'–'.join(dict.fromkeys((years[0], years[-1])))}" if years else ""
        return view(title, f"diplomatic record of {count(len(self.contents.documents), 'document')}{told}", self.path)

    def _quoted(self, evidence: Evidence) -> Quotation:
        around = self.desk.sentences(evidence.document, max(0, evidence.start - 1), evidence.end + 1)
        return quotation(self.desk.text(evidence.document), around, evidence)


def window(number: int, size: int, count: int) -> tuple[int, int]:
    """Which rows stand on a page. Raises Missing where the list has no such page."""
    if not 1 <= number <= max(1, -(-count // size)):
        raise Missing
    return (number - 1) * size, min(number * size, count)


def sheet(rows: Sequence[T], number: int, size: int, count: int, address: Any) -> Sheet[T]:
    """One page of a list of `count` rows; `address` gives that of a page by its number."""
    total = max(1, -(-count // size))
    return Sheet(tuple(rows), number, total, count, tuple(address(n) for n in range(1, total + 1)))
