"""The lineage of a formula as a drawing: a line for each branch, a dot for each use, in the order of days.

It is SVG, drawn here, and takes its colours from the page: sharp in print, readable in the dark.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from communique.views.wording import UseView

LANE, STEP = 26, 30  # pixels between branches, and between days
LEFT, TOP, BOTTOM = 34, 14, 44
BRANCHES = 24  # lanes that are drawn; a formula with more is cut, and says so
DOT = 5.5


def tree(uses: Sequence[UseView]) -> Markup | None:
    """The drawing; None where there is one use only."""
    lanes = list(dict.fromkeys(use.line.variant for use in uses))[:BRANCHES]
    shown = [(n, use) for n, use in enumerate(uses) if use.line.variant in lanes]
    if len(shown) < 2:
        return None
    days = list(dict.fromkeys(use.day for _, use in shown))
    # uses of one branch on one day stand side by side
    columns: dict[int, int] = {}
    taken: dict[tuple[str, int], int] = {}
    at = 0
    starts: dict[str, int] = {}
    for day in days:
        starts[day] = at
        width = 0
        for n, use in shown:
            if use.day == day:
                k = taken.get((day, use.line.variant), 0)
                taken[day, use.line.variant] = k + 1
                columns[n] = at + k
                width = max(width, k + 1)
        at += width
    places = {
        n: (LEFT + STEP // 2 + STEP * columns[n], TOP + LANE // 2 + LANE * lanes.index(use.line.variant))
        for n, use in shown
    }
    wide, high = LEFT + STEP * at + 16, TOP + LANE * len(lanes) + BOTTOM
    parts = [_lines(shown, places), _dots(shown, places), _lanes(lanes), _days(starts, high)]
    told = f"{len(shown)} uses in {len(lanes)} branches, from left to right in the order of days"
    return Markup(  # noqa: S704 - every part is escaped or written here
        f'<svg class="lineage" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" role="img"'
        f' aria-label="{escape(told)}">{"".join(parts)}</svg>'
    )


def _lines(shown: Sequence[tuple[int, UseView]], places: dict[int, tuple[int, int]]) -> str:
    made = []
    for n, use in shown:
        if use.parent is None or use.parent not in places:
            continue
        (x, y), (px, py) = places[n], places[use.parent]
        kind = "same" if y == py else "branch"
        path = (
            f"M{px} {py}H{x}"
            if y == py
            else f"M{px} {py}C{px} {(py + y) // 2} {px} {y} {min(px + STEP // 2, x)} {y}H{x}"
        )
        made.append(f'<path class="{kind}" d="{path}"/>')
    return "".join(made)


def _dots(shown: Sequence[tuple[int, UseView]], places: dict[int, tuple[int, int]]) -> str:
    made = []
    for n, use in shown:
        x, y = places[n]
        told = escape(f"{use.day or 'no date'}: {', '.join(use.line.parties) or use.title}, branch {use.line.variant}")
        kind = "use first" if use.line.first else "use"
        made.append(
            f'<a href="#u-{n + 1}" aria-label="{told}"><circle class="{kind}" cx="{x}" cy="{y}" r="{DOT}">'
            f"<title>{told}</title></circle></a>"
        )
    return "".join(made)


def _lanes(lanes: Sequence[int]) -> str:
    return "".join(
        f'<text x="{LEFT - 10}" y="{TOP + LANE // 2 + LANE * k + 4}" text-anchor="end">{variant}</text>'
        for k, variant in enumerate(lanes)
    )


def _days(starts: dict[str, int], high: int) -> str:
    """Each year under the first of its days."""
    made: list[str] = []
    year = ""
    for day, at in starts.items():
        x = LEFT + STEP // 2 + STEP * at
        if (day[:4] or "no date") != year:
            year = day[:4] or "no date"
            made.append(f'<text class="axis" x="{x}" y="{high - 8}" text-anchor="middle">{year}</text>')
            made.append(f'<path class="tick" d="M{x} {high - BOTTOM + 2}V{high - 22}"/>')
    return "".join(made)
