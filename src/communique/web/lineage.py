"""The lineage of a formula as a drawing: a line for each branch, a dot for each use, from left to right in time.

It is SVG, drawn here, and takes its colours from the page: sharp in print, readable in the dark. A formula of few uses
fills the width, with party and day at each dot; one of many is as wide as it needs, and its dots tell when asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup, escape

from communique.views.labels import shorten
from communique.views.wording import UseView

WIDE = 860  # pixels of the drawing, where its uses do not ask for more
STEP, LABELLED = 30, 150  # pixels between uses: bare dots, dots with labels
FEW = 8  # columns up to which dots are labelled
YEAR = 14  # pixels that each year in between adds, …
YEARS = 6  # … up to so many
LANE, TALL = 26, 62  # pixels between branches: bare dots, dots with labels
LEFT, RIGHT, TOP, BOTTOM = 46, 24, 14, 44
MARGIN = 180  # pixels at the right for the labels of the last column
BRANCHES = 24  # lanes that are drawn; a formula with more is cut, and says so
DOT = 6


class _Place(NamedTuple):
    x: int
    y: int


def tree(uses: Sequence[UseView]) -> Markup | None:
    """The drawing; None where there is one use only."""
    lanes = list(dict.fromkeys(use.line.variant for use in uses))[:BRANCHES]
    shown = [(n, use) for n, use in enumerate(uses) if use.line.variant in lanes]
    if len(shown) < 2:
        return None
    columns, days = _columns(shown)
    labelled = len(days) <= FEW
    across, lane = _across(days, LABELLED if labelled else STEP), TALL if labelled else LANE
    places = {n: _Place(across[columns[n]], TOP + lane // 2 + lane * lanes.index(use.line.variant)) for n, use in shown}
    wide, high = max(across) + (MARGIN if labelled else RIGHT), TOP + lane * len(lanes) + BOTTOM
    parts = [_lines(shown, places), _dots(shown, places, labelled), _lanes(lanes, lane), _years(days, across, high)]
    told = f"{len(shown)} uses in {len(lanes)} branches, from left to right in the order of days"
    return Markup(  # noqa: S704 - every part is escaped or written here
        f'<svg class="lineage" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" role="group"'
        f' aria-label="{escape(told)}">{"".join(parts)}</svg>'
    )


def _columns(shown: Sequence[tuple[int, UseView]]) -> tuple[dict[int, int], list[str]]:
    """The column of each use, and the day of each column: uses of one branch on one day stand side by side."""
    columns: dict[int, int] = {}
    days: list[str] = []
    for day in dict.fromkeys(use.day for _, use in shown):
        taken: dict[int, int] = {}
        for n, use in shown:
            if use.day == day:
                columns[n] = len(days) + taken.get(use.line.variant, 0)
                taken[use.line.variant] = taken.get(use.line.variant, 0) + 1
        days += [day] * max(taken.values())
    return columns, days


def _across(days: Sequence[str], step: int) -> list[int]:
    """Where each column stands: years that lie between widen the way, and few columns share the whole width."""
    gaps = [step + YEAR * min(YEARS, _years_between(one, other)) for one, other in pairwise(days)]
    free = WIDE - LEFT - STEP // 2 - MARGIN
    stretch = max(1.0, free / sum(gaps)) if gaps else 1.0
    at = float(LEFT + STEP // 2)
    found = [round(at)]
    for gap in gaps:
        at += gap * stretch
        found.append(round(at))
    return found


def _years_between(one: str, other: str) -> int:
    known = one[:4].isdigit() and other[:4].isdigit()
    return max(0, int(other[:4]) - int(one[:4])) if known else 0


def _lines(shown: Sequence[tuple[int, UseView]], places: dict[int, _Place]) -> str:
    made = []
    for n, use in shown:
        if use.parent is None or use.parent not in places:
            continue
        (x, y), (px, py) = places[n], places[use.parent]
        kind = "same" if y == py else "branch"
        turn = min(px + STEP // 2, x)
        path = f"M{px} {py}H{x}" if y == py else f"M{px} {py}C{px} {(py + y) // 2} {px} {y} {turn} {y}H{x}"
        made.append(f'<path class="{kind}" d="{path}"/>')
    return "".join(made)


def _dots(shown: Sequence[tuple[int, UseView]], places: dict[int, _Place], labelled: bool) -> str:
    made = []
    for n, use in shown:
        x, y = places[n]
        who = ", ".join(use.line.parties) or use.title
        part = f", {use.part}" if use.part else ""
        told = escape(f"{use.day or 'no date'}: {who}, branch {use.line.variant}{part}")
        kind = "use first" if use.line.first else "use"
        words = ""
        if labelled:
            named = shorten(", ".join(use.persons) or who, 22)
            words = (
                f'<text class="party" x="{x + DOT + 4}" y="{y - 9}">{escape(named)}</text>'
                f'<text x="{x + DOT + 4}" y="{y + 18}">{escape(use.day or "no date")}</text>'
            )
        made.append(
            f'<a href="#u-{n + 1}" aria-label="{told}"><circle class="{kind}" cx="{x}" cy="{y}" r="{DOT}">'
            f"<title>{told}</title></circle>{words}</a>"
        )
    return "".join(made)


def _lanes(lanes: Sequence[int], lane: int) -> str:
    return "".join(
        f'<text x="{LEFT - 16}" y="{TOP + lane // 2 + lane * k + 4}" text-anchor="end">{variant}</text>'
        for k, variant in enumerate(lanes)
    )


def _years(days: Sequence[str], across: Sequence[int], high: int) -> str:
    """Each year under the first of its days."""
    made: list[str] = []
    year = ""
    for day, x in zip(days, across, strict=True):
        if (day[:4] or "no date") != year:
            year = day[:4] or "no date"
            made.append(f'<text class="axis" x="{x}" y="{high - 8}" text-anchor="middle">{year}</text>')
            made.append(f'<path class="tick" d="M{x} {high - BOTTOM + 2}V{high - 22}"/>')
    return "".join(made)
