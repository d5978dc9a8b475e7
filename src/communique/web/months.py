"""Engagements in time as a drawing: a lane for each kind, a bar for each month, hollow where they were only planned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from communique.views.labels import count, label

YEARS = 40  # that are drawn, the latest; years without an engagement are left out
WIDE, LEFT = 900, 120  # pixels of the drawing where few years are shown, and of the names of kinds
NARROW, BROAD = 2.5, 14.0  # pixels of a month
LANE, BAR, BOTTOM = 34, 26, 22  # pixels of a lane, of its highest bar, and below

Counts = Mapping[tuple[str, str, bool], int]  # month (2031-06), kind, whether it is yet to come → engagements


def bars(counts: Counts, addresses: Mapping[str, str]) -> Markup | None:
    """The drawing; None where no month is known. `addresses` lead from a year to where its list begins."""
    years = sorted({month[:4] for month, _, _ in counts})[-YEARS:]
    if not years:
        return None
    wide = min(BROAD, max(NARROW, (WIDE - LEFT) / (12 * len(years))))
    kinds: dict[str, int] = defaultdict(int)
    for (month, kind, _), number in counts.items():
        if month[:4] in years:
            kinds[kind] += number
    lanes = sorted(kinds, key=lambda kind: (-kinds[kind], kind))
    most = max(counts.get((m, k, False), 0) + counts.get((m, k, True), 0) for m, k, _ in counts)
    width, height = round(LEFT + wide * 12 * len(years) + 10), LANE * len(lanes) + BOTTOM
    parts = [_axis(years, addresses, wide, height)]
    for n, kind in enumerate(lanes):
        base = LANE * (n + 1)
        parts.append(f'<text x="{LEFT - 8}" y="{base - 4}" text-anchor="end">{escape(label(kind))}</text>')
        parts.append(f'<path class="base" d="M{LEFT} {base}H{width - 10}"/>')
        parts += [_bar(counts, month, kind, _across(month, years, wide), base, wide, most) for month in _of(years)]
    told = f"{count(sum(kinds.values()), 'engagement')} by month and kind, {years[0]} to {years[-1]}"
    return Markup(  # noqa: S704 - every part is escaped or written here
        f'<svg class="months" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="group"'
        f' aria-label="{escape(told)}">{"".join(parts)}</svg>'
    )


def _of(years: Sequence[str]) -> list[str]:
    return [f"{year}-{month:02}" for year in years for month in range(1, 13)]


def _across(month: str, years: Sequence[str], wide: float) -> float:
    return LEFT + wide * (12 * years.index(month[:4]) + int(month[5:]) - 1)


def _bar(counts: Counts, month: str, kind: str, x: float, base: int, wide: float, most: int) -> str:
    held, planned = counts.get((month, kind, False), 0), counts.get((month, kind, True), 0)
    made = ""
    top = float(base)
    for number, name, words in ((held, "held", ""), (planned, "planned", ", planned")):
        if number:
            high = max(3.0, BAR * number / most)
            top -= high
            told = escape(f"{month}: {count(number, label(kind))}{words}")
            made += (
                f'<rect class="{name}" x="{x + 0.5:.1f}" y="{top:.1f}" width="{max(1.5, wide - 1):.1f}"'
                f' height="{high:.1f}"><title>{told}</title></rect>'
            )
    return made


def _axis(years: Sequence[str], addresses: Mapping[str, str], wide: float, height: int) -> str:
    """Years below, so many that they do not touch, each leading to its list."""
    every = max(1, -(-38 // round(12 * wide)))
    made = []
    for n, year in enumerate(years):
        x = LEFT + wide * 12 * n
        made.append(f'<path class="base" d="M{x:.1f} 0V{height - BOTTOM}"/>')
        if n % every == 0:
            text = f'<text x="{x:.1f}" y="{height - 6}">{year}</text>'
            address = addresses.get(year)
            made.append(f'<a href="{escape(address)}">{text}</a>' if address else text)
    return "".join(made)
