"""The front page and the lists, a sheet at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import structs

from communique.model.record import DocumentLine
from communique.record.desk import Addition
from communique.views.contents import Contents
from communique.views.home import LATEST, LOOK, RUNS, SOME, Added, Difference, Home, Look
from communique.views.network import MOST, network
from communique.views.timeline import Timeline, Year
from communique.web.links import numbered
from communique.web.network import circle
from communique.web.network import rows as pairs
from communique.web.pages.addresses import rows_of
from communique.web.pages.editions import Before
from communique.web.pages.leaf import Leaf, sheet, window
from communique.web.pages.timeline import entries

CITED = 6  # citations that a list shows of an instrument
ENTIRE = 60  # engagements that the front page lists in full


def front(leaf: Leaf) -> str:
    contents = leaf.contents
    years = [year for year in contents.years if year is not None]
    discrepancies = tuple(d for id in contents.discrepancies[:LOOK] if (d := leaf.desk.discrepancy(id)))
    leaf.lines.engagement.keep(leaf.desk.engagements([d.engagement for d in discrepancies]))
    over = _over(contents)
    view = Home(
        counts=contents.counts,
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        latest=tuple(entries(leaf, contents.past[:LATEST])),
        last=tuple(entries(leaf, contents.last)),
        planned=tuple(entries(leaf, contents.planned[:LATEST])),
        waiting=_waiting(contents),
        look=tuple(f for id in contents.findings[:LOOK] if (f := leaf.desk.finding(id))),
        discrepancies=discrepancies,
        past=tuple(entries(leaf, over[-LOOK:][::-1])),
        added=tuple(_added(leaf, run) for run in leaf.desk.additions(RUNS)),
        since=_since(leaf, leaf.edition.before) if leaf.edition.before else None,
        begun=leaf.desk.first_run(),
    )
    shown = _entire(leaf) if len(contents.engagements) <= ENTIRE else None
    return leaf.draw("index.html", "", "home", home=view, timeline=shown, over=len(over))


def _over(contents: Contents) -> list[str]:
    """Planned engagements whose day was over when the latest document was published."""
    if not contents.published:
        return []
    latest = contents.published[-1]
    return [t.id for t in contents.calendar.times if t.status == "planned" and t.last.isoformat() < latest]


def _waiting(contents: Contents) -> tuple[Look, ...]:
    undated = contents.years.get(None, ())
    first = len(contents.engagements) - len(undated)
    where = f"{numbered('timeline', first // rows_of('timeline') + 1)}.html#y-Undated"
    between = len(contents.discrepancies)
    found = (
        Look(between, "discrepancy between sources", "discrepancies between sources", "discrepancies.html"),
        Look(len(contents.findings), "finding", "findings", "findings.html"),
        Look(len(undated), "engagement without a date", "engagements without a date", where),
    )
    return tuple(look for look in found if look.count)


def _added(leaf: Leaf, run: Addition) -> Added:
    documents, told, statements, some = _brought(leaf, frozenset(run.documents))
    return Added(run.ended, documents, told, statements, some)


def _brought(leaf: Leaf, ids: frozenset[str]) -> tuple[int, int, int, tuple[DocumentLine, ...]]:
    """How many of these documents there are, how many engagements they tell of, how many statements they hold, and the
    latest published of them."""
    in_order = [id for id in leaf.contents.documents if id in ids]
    statements = sum(leaf.contents.said_in.get(id, 0) for id in in_order)
    return len(in_order), leaf.desk.told_in(in_order), statements, tuple(leaf.desk.documents(in_order[::-1][:SOME]))


def _since(leaf: Leaf, before: Before) -> Difference:
    contents = leaf.contents
    new = frozenset(contents.documents) - before.documents
    return Difference(
        until=before.until,
        documents=len(new),
        engagements=len(frozenset(contents.engagements) - before.engagements),
        statements=contents.statements - before.statements,
        gone=len(before.documents - frozenset(contents.documents)),
        some=_brought(leaf, new)[3],
    )


def _entire(leaf: Leaf) -> Timeline:
    years = [Year(year, tuple(entries(leaf, ids))) for year, ids in leaf.contents.years.items() if year is not None]
    return Timeline(tuple(years), tuple(entries(leaf, leaf.contents.years.get(None, ()))))


def _at(name: str) -> Callable[[int], str]:
    return lambda number: numbered(name, number) + ".html"


def sheets_of(name: str, rows: int) -> int:
    """How many pages so many rows of a list take."""
    return max(1, -(-rows // rows_of(name)))


def listed(leaf: Leaf, name: str, number: int) -> str:
    """One sheet of documents, actors, instruments, discrepancies or findings."""
    ids: Sequence[str] = getattr(leaf.contents, name)
    size = rows_of(name)
    start, end = window(number, size, len(ids))
    rows: Sequence[Any] = PLAIN[name](leaf, ids[start:end])
    here = sheet(rows, number, size, len(ids), _at(name))
    drawn = _who_met_whom(leaf) if name == "actors" and number == 1 else {}
    return leaf.draw(f"{name}.html", "", name, sheet=here, **drawn)


def _who_met_whom(leaf: Leaf) -> dict[str, Any]:
    met = leaf.contents.met
    most = sorted((id for id in met if id in leaf.contents.known), key=lambda id: (-met[id], id))[:MOST]
    found = network({line.id: line.name for line in leaf.desk.actors(most)}, leaf.desk.met_together(most))
    return {"drawing": circle(found, leaf.edition.links("")), "pairs": pairs(found)}


def _documents(leaf: Leaf, ids: Sequence[str]) -> Sequence[Any]:
    return leaf.desk.documents(ids)


def _actors(leaf: Leaf, ids: Sequence[str]) -> Sequence[Any]:
    return [structs.replace(line, mentions=leaf.contents.mentions.get(line.id, 0)) for line in leaf.desk.actors(ids)]


def _instruments(leaf: Leaf, ids: Sequence[str]) -> Sequence[Any]:
    return [line for id in ids if (line := leaf.desk.instrument(id, CITED))]


def _discrepancies(leaf: Leaf, ids: Sequence[str]) -> Sequence[Any]:
    lines = [line for id in ids if (line := leaf.desk.discrepancy(id))]
    leaf.lines.engagement.keep(leaf.desk.engagements([line.engagement for line in lines]))
    return lines


def _findings(leaf: Leaf, ids: Sequence[str]) -> Sequence[Any]:
    lines = [line for id in ids if (line := leaf.desk.finding(id))]
    leaf.lines.document.keep(leaf.desk.documents([line.document for line in lines if line.document]))
    return lines


PLAIN: dict[str, Callable[[Leaf, Sequence[str]], Sequence[Any]]] = {
    "documents": _documents,
    "actors": _actors,
    "instruments": _instruments,
    "discrepancies": _discrepancies,
    "findings": _findings,
}
