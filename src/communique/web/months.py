"""Engagements in time as a drawing: a lane for each kind, a bar for each month, hollow where they were only planned.
Years without an engagement are one narrow shaded column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from markupsafe import Markup, escape

from communique.views.calendar import Period
from communique.views.labels import count, label

YEARS = 40  # that are drawn, the latest
WIDE, LEFT = 900, 120  # pixels of the drawing where few years are shown, and of the names of kinds
NARROW, BROAD = 2.5, 14.0  # pixels of a month
LANE, BAR, BOTTOM = 34, 26, 26  # pixels of a lane, of its highest bar, and below
GAP = 44  # pixels of the years between, however many

Counts = Mapping[tuple[str, str, bool], int]  # month (2031-06), kind, whether it is yet to come → engagements
Address = Callable[[str], str | None]  # from the name of a year or month to its page


def bars(counts: Counts, address: Address) -> Markup | None:
    """The drawing; None where no month is known."""
    years = sorted({month[:4] for month, _, _ in counts})[-YEARS:]
    if not years:
        return None
    gaps = {b: (int(a) + 1, int(b) - 1) for a, b in pairwise(years) if int(b) - int(a) > 1}
    wide = min(BROAD, max(NARROW, (WIDE - LEFT - GAP * len(gaps)) / (12 * len(years))))
    across: dict[str, float] = {}
    x = float(LEFT)
    for year in years:
        x += GAP if year in gaps else 0
        across[year] = x
        x += 12 * wide
    kinds: dict[str, int] = defaultdict(int)
    for (month, kind, _), number in counts.items():
        if month[:4] in across:
            kinds[kind] += number
    lanes = sorted(kinds, key=lambda kind: (-kinds[kind], kind))
    most = max(counts.get((m, k, False), 0) + counts.get((m, k, True), 0) for m, k, _ in counts)
    width, height = round(x + 10), LANE * len(lanes) + BOTTOM
    parts = [_gap(across[after], *between, height - BOTTOM) for after, between in gaps.items()]
    parts.append(_axis(years, across, address, wide, height))
    again: list[str] = []
    for n, kind in enumerate(lanes):
        base = LANE * (n + 1)
        parts.append(f'<text x="{LEFT - 8}" y="{base - 4}" text-anchor="end">{escape(label(kind))}</text>')
        parts.append(f'<path class="base" d="M{LEFT} {base}H{width - 10}"/>')
        place = f'x="{width - 12}" y="{base - LANE + 12}" text-anchor="end" aria-hidden="true"'
        again.append(f'<text class="again" {place}>{escape(label(kind))}</text>')
        for month in _of(years):
            parts.append(_bar(counts, month, kind, _at(month, across, wide), base, wide, most, address))
    parts += again  # names at the other end, for screens that show only that
    told = f"{count(sum(kinds.values()), 'engagement')} by month and kind, {years[0]} to {years[-1]}"
    return Markup(  # noqa: S704 - every part is escaped or written here
        f'<svg class="months" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="group"'
        f' aria-label="{escape(told)}">{"".join(parts)}</svg>'
    )


def _of(years: Sequence[str]) -> list[str]:
    return [f"{year}-{month:02}" for year in years for month in range(1, 13)]


def _at(month: str, across: Mapping[str, float], wide: float) -> float:
    return across[month[:4]] + wide * (int(month[5:]) - 1)


def _bar(counts: Counts, month: str, kind: str, x: float, base: int, wide: float, most: int, address: Address) -> str:
    held, planned = counts.get((month, kind, False), 0), counts.get((month, kind, True), 0)
    made = ""
    top = float(base)
    for number, name, words in ((held, "held", ""), (planned, "planned", ", planned")):
        if number:
            high = max(3.0, BAR * number / most)
            top -= high
            told = escape(f"{Period(int(month[:4]), int(month[5:])).words}: {count(number, label(kind))}{words}")
            made += (
                f'<rect class="{name}" x="{x + 0.5:.1f}" y="{top:.1f}" width="{max(1.5, wide - 1):.1f}"'
                f' height="{high:.1f}"><title>{told}</title></rect>'
            )
    where = address(month) if made else None
    return f'<a href="{escape(where)}" tabindex="-1" aria-hidden="true">{made}</a>' if where else made


def _gap(x: float, first: int, last: int, high: int) -> str:
    told = f"{first}–{last}: no engagement is known" if last > first else f"{first}: no engagement is known"
    years = count(last - first + 1, "year")
    return (
        f'<g class="gap"><rect x="{x - GAP:.1f}" y="0" width="{GAP}" height="{high}"><title>{told}</title></rect>'
        f'<text x="{x - GAP / 2:.1f}" y="14" text-anchor="middle">{years}</text></g>'
    )


def _axis(years: Sequence[str], across: Mapping[str, float], address: Address, wide: float, height: int) -> str:
    """Years below, so many that they do not touch, each leading to its page."""
    every = max(1, -(-38 // round(12 * wide)))
    made = []
    for n, year in enumerate(years):
        x = across[year]
        made.append(f'<path class="base" d="M{x:.1f} 0V{height - BOTTOM}"/>')
        if n % every == 0:
            text = f'<text x="{x + 2:.1f}" y="{height - 8}">{year}</text>'
            room = f'<rect class="room" x="{x:.1f}" y="{height - BOTTOM + 1}" width="36" height="24"/>'
            where = address(year)
            made.append(f'<a href="{escape(where)}">{room}{text}</a>' if where else text)
    return "".join(made)
