"""The timeline: the whole, a sheet at a time, and the page of a year, a month or a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec import Struct

from communique.errors import NotFound, UsageError
from communique.model.marks import EngagementKind, EngagementStatus
from communique.views.calendar import DAY, MONTH, Calendar, Gap, Period, period, published, within
from communique.views.contents import Contents
from communique.views.dates import in_words, year_of
from communique.views.timeline import Entry, entry
from communique.web.calendar import drawing
from communique.web.links import numbered, path_of
from communique.web.months import bars
from communique.web.pages.addresses import period_path, rows_of
from communique.web.pages.asking import Asked, read
from communique.web.pages.leaf import Leaf, Missing, sheet, window
from communique.web.paging import Sheet

UNDATED = "Undated"
FIRST = 4  # engagements that a reader sees without scrolling
ROWS = rows_of("timeline")
NOTHING: Mapping[str, str] = {}
KINDS = tuple(kind.value for kind in EngagementKind)
STATUSES = tuple(status.value for status in EngagementStatus)
Group = tuple[str, str, list[Entry]]  # heading, the address of its own page or nothing, what stands under it


class Silence(Struct, frozen=True):
    """A gap as a list shows it, before the engagement that ends it."""

    gap: Gap
    documents: int  # that were published in it


class Near(Struct, frozen=True):
    """A part of a period, or one beside it, with its page."""

    words: str
    count: int
    address: str


def entries(leaf: Leaf, ids: Sequence[str]) -> list[Entry]:
    lines = leaf.desk.engagements(ids)
    leaf.lines.engagement.keep(lines)
    issues = leaf.desk.issues_at(ids)
    return [entry(line, leaf.contents.said_at.get(line.id, 0), issues.get(line.id, ())) for line in lines]


def timeline(leaf: Leaf, number: int, query: Mapping[str, str] = NOTHING) -> str:
    """Where `query` asks for some engagements only, the number of the page is in it too."""
    asked = read(query)
    years, calendar, wrong = _asked_for(leaf, asked)
    every = [id for ids in years.values() for id in ids]
    number = asked.page if asked.narrow else number
    here = _sheet(leaf, every, number, partial(asked.address, "timeline.html") if asked.narrow else _whole)
    return leaf.draw(
        "timeline.html",
        "",
        "timeline",
        **_shared(leaf, asked, here, calendar, wrong),
        period=None,
        groups=_by_year(here.rows, calendar, asked),
        parts=_years(years, calendar, here, asked),
        latest=None if asked.narrow else _latest(leaf, every, here),
        drawing=bars(_months(calendar), _leading(calendar, asked, "")) if number == 1 else None,
    )


def of_period(leaf: Leaf, name: str, number: int, query: Mapping[str, str] = NOTHING) -> str:
    """The page of a year, a month or a day. Raises Missing where nothing stands in it."""
    here, asked = period(name), read(query)
    if here is None or name not in leaf.contents.calendar.counts:
        raise Missing
    _, calendar, wrong = _asked_for(leaf, asked)
    times = calendar.within(here)
    page = period_path(name)
    file = page.partition("/")[2]
    number = asked.page if asked.narrow else number
    address = partial(asked.address, file) if asked.narrow else lambda n: period_path(name, n).partition("/")[2]
    rows = _sheet(leaf, [time.id for time in times], number, address)
    gaps = within(calendar.gaps().values(), here)
    titles = {one.engagement.id: one.engagement.title for one in rows.rows}
    if number == 1 and rows.total > 1:
        titles = {line.id: line.title for line in leaf.desk.engagements([time.id for time in times])}
    leading = _leading(calendar, asked, "../")
    drawn = None
    if number == 1:
        drawn = drawing(here, times, gaps, titles, lambda to: f"../{path_of(to)}" if to[:2] == "e-" else leading(to))
    return leaf.draw(
        "timeline.html",
        "../",
        "timeline",
        **_shared(leaf, asked, rows, calendar, wrong),
        period=here,
        groups=_grouped(rows.rows, here, calendar, asked),
        parts=[_near(one, count, asked, "../") for one, count in calendar.parts(here)],
        up=[_near(one, 1, asked, "../") for one in here.up],
        latest=None,
        beside=[near and _near(near, 0, asked, "../") for near in calendar.beside(here)],
        drawing=drawn,
    )


def sheets(contents: Contents) -> Iterable[tuple[str, int]]:
    """The page of each year, month and day, and how many sheets it takes."""
    return ((name, max(1, -(-count // ROWS))) for name, count in contents.calendar.counts.items())


def _asked_for(leaf: Leaf, asked: Asked) -> tuple[Mapping[int | None, tuple[str, ...]], Calendar, str]:
    """The engagements that are asked for, year by year and in time; and what is wrong with the question."""
    contents = leaf.contents
    if not asked.narrow:
        return contents.years, contents.calendar, ""
    try:
        among = leaf.desk.engagements_asked(asked.filters)
    except (NotFound, UsageError) as error:
        return {}, Calendar(()), str(error)
    years = {year: tuple(id for id in ids if id in among) for year, ids in contents.years.items()}
    return {year: ids for year, ids in years.items() if ids}, contents.calendar.only(among), ""


def _shared(leaf: Leaf, asked: Asked, here: Sheet[Entry], calendar: Calendar, wrong: str) -> dict[str, Any]:
    gaps = calendar.gaps()
    shown = {one.engagement.id for one in here.rows}
    days = leaf.contents.published
    return {
        "sheet": here,
        "kinds": KINDS,
        "statuses": STATUSES,
        "asked": asked,
        "wrong": wrong,
        "gaps": {id: Silence(gap, published(days, gap)) for id, gap in gaps.items() if id in shown},
    }


def _sheet(leaf: Leaf, ids: Sequence[str], number: int, address: Callable[[int], str]) -> Sheet[Entry]:
    start, end = window(number, ROWS, len(ids))
    return sheet(entries(leaf, ids[start:end]), number, ROWS, len(ids), address)


def _whole(number: int) -> str:
    return f"{numbered('timeline', number)}.html"


def _leading(calendar: Calendar, asked: Asked, root: str) -> Callable[[str], str | None]:
    """From the name of a period in which something stands to its page."""
    return lambda name: asked.narrowed(period_path(name), root) if name in calendar.counts else None


def _near(one: Period, count: int, asked: Asked, root: str) -> Near:
    words = one.words if not count else f"{one.day}" if one.day else one.month_name if one.month else one.words
    return Near(words, count, asked.narrowed(period_path(one.name), root))


def _years(
    years: Mapping[int | None, tuple[str, ...]], calendar: Calendar, here: Sheet[Entry], asked: Asked
) -> list[Near]:
    """The years, and where those without a date begin in the list."""
    known = [(period(name), count) for name, count in calendar.counts.items() if len(name) == 4]
    found = [_near(one, count, asked, "") for one, count in known if one]
    undated = len(years.get(None, ()))
    if undated:
        first = sum(len(ids) for ids in years.values()) - undated
        found.append(Near(UNDATED, undated, f"{here.addresses[first // ROWS]}#y-{UNDATED}"))
    return found


def _latest(leaf: Leaf, every: Sequence[str], here: Sheet[Entry]) -> Near | None:
    """Where the list has the last engagement that was held; None where it stands among the first anyhow."""
    found = leaf.contents.last[-1:]
    if not found or here.number > 1 or (at := every.index(found[0])) < FIRST:
        return None
    line = leaf.desk.engagements(found)[0]
    address = here.addresses[at // ROWS] if at >= ROWS else ""
    return Near(f"{line.title}, {in_words(line.when)}", 1, f"{address}#{line.id}")


def _by_year(rows: Sequence[Entry], calendar: Calendar, asked: Asked) -> list[Group]:
    groups: dict[str, list[Entry]] = {}
    for one in rows:
        year = year_of(one.engagement.when)
        groups.setdefault(UNDATED if year is None else f"{year:04}", []).append(one)
    leading = _leading(calendar, asked, "")
    return [(name, leading(name) or "", found) for name, found in groups.items()]


def _grouped(rows: Sequence[Entry], here: Period, calendar: Calendar, asked: Asked) -> list[Group]:
    """A year by months, a month by days; what is not told so exactly comes under the whole."""
    times = {time.id: time for time in calendar.times}
    groups: dict[Period, list[Entry]] = {}
    for one in rows:
        time = times[one.engagement.id]
        day = max(time.first, here.first)
        near = here
        if here.level < MONTH and time.grain >= MONTH:
            near = Period(day.year, day.month)
        elif here.level == MONTH and time.grain >= DAY:
            near = Period(day.year, day.month, day.day)
        groups.setdefault(near, []).append(one)
    leading = _leading(calendar, asked, "../")
    found = []
    for near, few in sorted(groups.items()):
        unsure = near == here and here.level < DAY
        head = f"Some day in {here.words}" if unsure else near.words
        found.append((head, (leading(near.name) or "") if near != here else "", few))
    return found


def _months(calendar: Calendar) -> dict[tuple[str, str, bool], int]:
    """How many began in each month, by kind and whether they are yet to come; those that were cancelled not."""
    found: dict[tuple[str, str, bool], int] = {}
    for time in calendar.times:
        if time.grain >= MONTH and time.status != "cancelled":
            key = time.first.isoformat()[:7], time.kind, time.coming
            found[key] = found.get(key, 0) + 1
    return dict(sorted(found.items()))
