"""The page of statements: who speaks, in which acts and of what, and the latest; on a server any that are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from communique.errors import NotFound, UsageError
from communique.model.filters import Filters
from communique.model.marks import FAMILY_OF
from communique.model.record import StatementLine
from communique.web.pages.asking import Asked, read
from communique.web.pages.leaf import Leaf, sheet
from communique.web.paging import Sheet

PAGE = "statements"
ROWS = 30  # of an answer on one page
FARTHEST = 100  # pages that can be turned to
LATEST, SPEAKERS, ISSUES = 15, 30, 24
NOTHING: Mapping[str, str] = {}


def statements(leaf: Leaf, query: Mapping[str, str] = NOTHING) -> str:
    asked, wrong = read(query), ""
    try:
        here = _found(leaf, asked) if asked.narrow else _latest(leaf)
    except (NotFound, UsageError) as error:
        here, wrong = sheet([], 1, ROWS, 0, str), str(error)
    leaf.lines.statement.keep(here.rows)
    leaf.lines.document.keep(leaf.desk.documents(tuple(dict.fromkeys(s.document for s in here.rows))))
    leaf.lines.engagement.keep(leaf.desk.engagements(tuple({s.engagement: 1 for s in here.rows if s.engagement})))
    said_by = leaf.contents.said_by
    ids = [id for id in leaf.contents.actors[:SPEAKERS] if said_by.get(id)]
    return leaf.draw(
        "statements.html",
        "",
        PAGE,
        asked=asked,
        wrong=wrong,
        sheet=here,
        total=leaf.contents.statements,
        acts=[(act, FAMILY_OF[act].value, number) for act, number in leaf.desk.acts()] if not asked.narrow else [],
        most=[(line.id, line.name, said_by[line.id]) for line in leaf.desk.actors(ids)] if not asked.narrow else [],
        issues=leaf.desk.issues()[:ISSUES] if not asked.narrow else [],
        known=sorted(FAMILY_OF),
    )


def _found(leaf: Leaf, asked: Asked) -> Sheet[StatementLine]:
    """In the order of the record: by when their documents were published."""
    record = leaf.desk.record
    filters = record.understood(asked.filters)
    count = record.count(PAGE, filters)
    number = min(asked.page, FARTHEST, max(1, -(-count // ROWS)))
    start = (number - 1) * ROWS
    rows = list(islice(record.statements(filters), start, start + ROWS))
    shown = sheet(rows, number, ROWS, min(count, FARTHEST * ROWS), lambda n: asked.address(f"{PAGE}.html", n))
    return Sheet(shown.rows, shown.number, shown.total, count, shown.addresses)


def _latest(leaf: Leaf) -> Sheet[StatementLine]:
    """Those of the latest documents that are dated."""
    rows: list[StatementLine] = []
    contents = leaf.contents
    dated = contents.documents[: len(contents.published)]
    for id in reversed(dated):
        if contents.said_in.get(id):
            rows += islice(leaf.desk.record.statements(Filters(document=id)), LATEST - len(rows))
        if len(rows) >= LATEST:
            break
    return sheet(rows, 1, LATEST, len(rows), str)
