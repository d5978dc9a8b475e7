"""The front page and the lists, a sheet at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec import structs

from communique.errors import NotFound, UsageError
from communique.model.marks import EngagementKind, EngagementStatus
from communique.views.dates import year_of
from communique.views.home import LATEST, LOOK, SOME, Added, Home
from communique.views.network import MOST, network
from communique.views.timeline import Entry, Timeline, Year, entry
from communique.web.links import numbered
from communique.web.months import bars
from communique.web.network import circle
from communique.web.network import rows as pairs
from communique.web.pages.addresses import ROWS, rows_of
from communique.web.pages.asking import Asked, read
from communique.web.pages.leaf import Leaf, sheet, window

ENTIRE = 60  # engagements that the front page lists in full
UNDATED = "Undated"
NOTHING: Mapping[str, str] = {}
KINDS = tuple(kind.value for kind in EngagementKind)
STATUSES = tuple(status.value for status in EngagementStatus)


def front(leaf: Leaf) -> str:
    contents = leaf.contents
    years = [year for year in contents.years if year is not None]
    discrepancies = tuple(d for id in contents.discrepancies[:LOOK] if (d := leaf.desk.discrepancy(id)))
    look = tuple(f for id in contents.findings[:LOOK] if (f := leaf.desk.finding(id)))
    view = Home(
        counts=contents.counts,
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        latest=tuple(entries(leaf, contents.past[:LATEST])),
        planned=tuple(entries(leaf, contents.planned[:LATEST])),
        look=look,
        discrepancies=discrepancies,
        added=_added(leaf),
    )
    shown = _entire(leaf) if len(contents.engagements) <= ENTIRE else None
    return leaf.draw("index.html", "", "home", home=view, timeline=shown)


def _added(leaf: Leaf) -> Added | None:
    found = leaf.desk.added_last()
    if found is None:
        return None
    day, ids = found
    new = frozenset(ids)
    in_order = [id for id in leaf.contents.documents if id in new]
    return Added(
        day=day,
        documents=len(in_order),
        engagements=leaf.desk.told_in(in_order),
        statements=sum(leaf.contents.said_in.get(id, 0) for id in in_order),
        some=tuple(leaf.desk.documents(in_order[::-1][:SOME])),
    )


def _entire(leaf: Leaf) -> Timeline:
    years = [Year(year, tuple(entries(leaf, ids))) for year, ids in leaf.contents.years.items() if year is not None]
    return Timeline(tuple(years), tuple(entries(leaf, leaf.contents.years.get(None, ()))))


def entries(leaf: Leaf, ids: Sequence[str]) -> list[Entry]:
    lines = leaf.desk.engagements(ids)
    leaf.lines.engagement.keep(lines)
    return [entry(line, leaf.contents.said_at.get(line.id, 0)) for line in lines]


def timeline(leaf: Leaf, number: int, query: Mapping[str, str] = NOTHING) -> str:
    """Where `query` asks for some engagements only, the number of the page is in it too."""
    asked = read(query)
    if not asked.narrow:
        return _timeline(leaf, leaf.contents.years, number, _at("timeline"), asked)
    years: Mapping[int | None, tuple[str, ...]] = {}
    wrong = ""
    try:
        years = _asked_for(leaf, asked)
    except (NotFound, UsageError) as error:
        wrong = str(error)
    return _timeline(leaf, years, asked.page, partial(asked.address, "timeline.html"), asked, wrong)


def _asked_for(leaf: Leaf, asked: Asked) -> Mapping[int | None, tuple[str, ...]]:
    """The engagements that are asked for, year by year."""
    among = leaf.desk.engagements_asked(asked.filters)
    years = {year: tuple(id for id in ids if id in among) for year, ids in leaf.contents.years.items()}
    return {year: ids for year, ids in years.items() if ids}


def _timeline(
    leaf: Leaf,
    by_years: Mapping[int | None, tuple[str, ...]],
    number: int,
    address: Callable[[int], str],
    asked: Asked,
    wrong: str = "",
) -> str:
    every = [id for ids in by_years.values() for id in ids]
    start, end = window(number, ROWS, len(every))
    here = sheet(entries(leaf, every[start:end]), number, ROWS, len(every), address)
    years, before = [], 0
    for year, ids in by_years.items():
        name = _name(year)
        years.append((name, len(ids), f"{here.addresses[before // ROWS]}#y-{name}"))
        before += len(ids)
    shown: dict[str, Any] = {
        "groups": by_year(here.rows),
        "years": years,
        "sheet": here,
        "kinds": KINDS,
        "statuses": STATUSES,
    }
    whole = number == 1 and not asked.narrow
    shown["drawing"] = bars(leaf.desk.months(), {name: address for name, _, address in years}) if whole else None
    return leaf.draw("timeline.html", "", "timeline", **shown, asked=asked, wrong=wrong)


def by_year(rows: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    groups: dict[str, list[Entry]] = {}
    for one in rows:
        groups.setdefault(_name(year_of(one.engagement.when)), []).append(one)
    return list(groups.items())


def _name(year: int | None) -> str:
    return UNDATED if year is None else str(year)


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
    return [line for id in ids if (line := leaf.desk.instrument(id))]


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
