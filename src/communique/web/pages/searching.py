"""The page of search: words and filters together, each passage with its document and the way to it."""

from __future__ import annotations

from collections.abc import Mapping

from communique.errors import NotFound, UsageError
from communique.model.document import DocumentKind
from communique.model.marks import FAMILY_OF
from communique.views.found import Found, found
from communique.web.pages.asking import Asked, read
from communique.web.pages.leaf import Leaf, sheet
from communique.web.paging import Sheet

PAGE = "search"
ROWS = 20  # passages on one page
FARTHEST = 100  # pages that can be turned to


def search(leaf: Leaf, query: Mapping[str, str]) -> str:
    asked = read(query)
    wrong = ""
    try:
        here = _found(leaf, asked)
    except (NotFound, UsageError) as error:
        here, wrong = sheet([], 1, ROWS, 0, str), str(error)
    return leaf.draw(
        "search.html",
        "",
        PAGE,
        asked=asked,
        sheet=here,
        wrong=wrong,
        kinds=[kind.value for kind in DocumentKind],
        acts=sorted(FAMILY_OF),
    )


def _found(leaf: Leaf, asked: Asked) -> Sheet[Found]:
    number = min(asked.page, FARTHEST)
    count, passages = leaf.desk.search(asked.words, asked.filters, ROWS, (number - 1) * ROWS)
    documents = {d.id: d for d in leaf.desk.documents(tuple(dict.fromkeys(e.document for e in passages)))}
    leaf.lines.document.keep(documents.values())
    rows = [found(documents[e.document], e, asked.words) for e in passages if e.document in documents]
    shown = sheet(rows, number, ROWS, min(count, FARTHEST * ROWS), lambda n: asked.address(f"{PAGE}.html", n))
    return Sheet(shown.rows, shown.number, shown.total, count, shown.addresses)
