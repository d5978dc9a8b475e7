"""A year, a month or a day as a drawing: a lane for each kind, a bar for each engagement from its first day to its
last, hollow where it was only planned, thin where its date is not told so exactly, and the gaps between them shaded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from markupsafe import Markup, escape

from communique.views.calendar import DAY, MONTH, YEAR, Gap, Period, Time
from communique.views.dates import MONTHS
from communique.views.labels import count, label, shorten

LEFT, RIGHT, BOTTOM = 120, 14, 26  # pixels for the names of kinds, at the end, and for the axis
UNIT = {YEAR: 2.1, MONTH: 26.0, DAY: 32.0}  # pixels of a day; on the page of a day, of an hour
ROW = {YEAR: 8, MONTH: 12, DAY: 26}  # … of a bar and what is left free below it
THIN = 3
NARROWEST = 5.0
LANE = 26  # pixels of a lane that holds little
ROWS = {YEAR: 16, MONTH: 24, DAY: 80}  # of bars in one lane; what is more is counted at its end
HOURS = 24
MANY = 150  # engagements of a year above which those of the same days are one bar
NAMED = 70  # characters of a title beside its bar

Address = Callable[[str], str | None]
"""From the name of a period, or the id of an engagement, to the page; None where there is none."""


class _Bar(NamedTuple):
    x: float
    wide: float
    thin: bool  # the sources do not tell it so exactly
    time: Time
    told: str
    address: str | None


def drawing(
    asked: Period, times: Sequence[Time], gaps: Iterable[Gap], titles: Mapping[str, str], address: Address
) -> Markup | None:
    """The drawing; None where nothing stands in the period. `titles` tell what each engagement is called."""
    if not times:
        return None
    level, unit = asked.level, UNIT[asked.level]
    many = level == YEAR and len(times) > MANY
    across = unit * (HOURS if level == DAY else asked.days)
    kinds = Counter(time.kind for time in times)
    lanes: list[str] = []
    top = 6
    for kind in sorted(kinds, key=lambda kind: (-kinds[kind], kind)):
        here = [time for time in times if time.kind == kind]
        named = _together(here, address) if many else [(time, _told(time, titles), address(time.id)) for time in here]
        bars = [_bar(asked, time, unit, across)._replace(told=told, address=at) for time, told, at in named]
        made, high = _lane(kind, bars, level, top, across, titles)
        lanes.append(made)
        top += high
    width, height = round(LEFT + across + RIGHT), top + BOTTOM
    shaded = "".join(_gap(asked, gap, unit, top) for gap in gaps) if level < DAY else ""
    told = f"{count(len(times), 'engagement')} by kind, {asked.words}"
    return Markup(  # noqa: S704 - every part is escaped or written here
        f'<svg class="months period" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="group"'
        f' aria-label="{escape(told)}">{shaded}{_axis(asked, unit, top, address)}{"".join(lanes)}</svg>'
    )


def _bar(asked: Period, time: Time, unit: float, across: float) -> _Bar:
    if asked.level == DAY:
        return _by_hour(asked, time, unit, across)
    first, last = max(time.first, asked.first), min(time.last, asked.last)
    x = (first - asked.first).days * unit
    wide = max(NARROWEST, ((last - first).days + 1) * unit - (1 if asked.level == YEAR else 4))
    return _Bar(min(x, across - wide), wide, time.grain < DAY, time, "", None)


def _by_hour(asked: Period, time: Time, unit: float, across: float) -> _Bar:
    """From the hour to the hour that is told; over the whole day where none is."""
    starts = _hours(time.from_) if time.from_ and time.first == asked.first else None
    ends = _hours(time.to) if time.to and time.last == asked.first else None
    if starts is None and ends is None:
        return _Bar(0, across, True, time, "", None)
    low = starts if starts is not None else 0.0 if time.first < asked.first else ends or 0.0
    high = ends if ends is not None else float(HOURS) if time.last > asked.last else low
    wide = max(NARROWEST, (max(high, low) - low) * unit)
    return _Bar(min(low * unit, across - wide), wide, False, time, "", None)


def _hours(clock: str) -> float:
    return int(clock[:2]) + int(clock[3:5]) / 60


def _told(time: Time, titles: Mapping[str, str]) -> str:
    about = "" if time.status == "held" else f", {time.status}"
    return f"{_when(time)}: {titles.get(time.id) or label(time.kind)}{about}"


def _together(times: Iterable[Time], address: Address) -> list[tuple[Time, str, str | None]]:
    """Where there are many, those of the same days are one bar, which leads to the page of the day or month."""
    found: dict[tuple[object, ...], list[Time]] = {}
    for time in times:
        found.setdefault((time.first, time.last, time.grain, time.status), []).append(time)
    made = []
    for few in found.values():
        one = few[0]
        about = "" if one.status == "held" else f", {one.status}"
        day = Period(one.first.year, one.first.month, one.first.day if one.grain == DAY else 0)
        made.append((one, f"{_when(one)[:60]}: {count(len(few), label(one.kind))}{about}", address(day.name)))
    return made


def _lane(
    kind: str, bars: Sequence[_Bar], level: int, top: int, across: float, titles: Mapping[str, str]
) -> tuple[str, int]:
    """The bars of one kind, each in the first row where there is room; how high it all is."""
    row, made, left_out = ROW[level], [], 0
    ends: list[float] = []
    for bar in sorted(bars, key=lambda bar: (bar.x, -bar.wide, bar.time.id)):
        at = next((n for n, end in enumerate(ends) if end <= bar.x and level < DAY), len(ends))
        if at >= ROWS[level]:
            left_out += 1
            continue
        ends[at : at + 1] = [bar.x + bar.wide + 1]
        made.append(_drawn(bar, top + 5 + at * row, row, level, across, titles))
    high = max(LANE, len(ends) * row + 10)
    base = top + high - 2
    lane = (
        f'<text x="{LEFT - 8}" y="{top + 16}" text-anchor="end">{escape(label(kind))}</text>'
        f'<path class="base" d="M{LEFT} {base}H{LEFT + across:.1f}"/>'
    )
    more = f'<text x="{LEFT + across:.1f}" y="{base - 4}" text-anchor="end">+ {left_out}</text>' if left_out else ""
    return lane + "".join(made) + more, high


def _drawn(bar: _Bar, y: int, row: int, level: int, across: float, titles: Mapping[str, str]) -> str:
    time = bar.time
    high = THIN if bar.thin else row - 3 if level < DAY else 12
    down = y if level < DAY else y + 5
    rectangle = (
        f'<rect class="{escape(time.status)}{" vague" if bar.thin else ""}" x="{LEFT + bar.x + 0.5:.1f}" y="{down}"'
        f' width="{bar.wide:.1f}" height="{high}"><title>{escape(bar.told)}</title></rect>'
    )
    title = titles.get(time.id, "")
    if level == DAY and title:
        right = bar.x > across / 2
        x = LEFT + bar.x + (-6 if right else (6 if bar.thin else bar.wide + 6))
        anchor = "end" if right else "start"
        place = f'x="{x:.1f}" y="{y + 20 if bar.thin else y + 15}" text-anchor="{anchor}"'
        rectangle += f"<text {place}>{escape(shorten(title, NAMED))}</text>"
    # Bars are small: whoever uses a keyboard takes the same way from the list below the drawing.
    if bar.address is None:
        return rectangle
    return f'<a href="{escape(bar.address)}" tabindex="-1" aria-hidden="true">{rectangle}</a>'


def _when(time: Time) -> str:
    if time.grain < DAY:
        name = Period(time.first.year, time.first.month if time.grain == MONTH else 0).words
        return f"some day in {name}"
    days = _day(time.first) if time.first == time.last else f"{_day(time.first)} – {_day(time.last)}"
    return f"{days}, {time.from_}" if time.from_ else days


def _day(day: date) -> str:
    return Period(day.year, day.month, day.day).words


def _gap(asked: Period, gap: Gap, unit: float, high: int) -> str:
    x = LEFT + (gap.since - asked.first).days * unit
    wide = gap.days * unit
    told = f"no engagement is known from {_day(gap.since)} to {_day(gap.until)}"
    words = count(gap.days, "day")
    inside = f'<text x="{x + wide / 2:.1f}" y="14" text-anchor="middle">{words}</text>' if wide > 60 else ""
    return (
        f'<g class="gap"><rect x="{x:.1f}" y="2" width="{wide:.1f}" height="{high - 4}"><title>{told}</title></rect>'
        f"{inside}</g>"
    )


def _axis(asked: Period, unit: float, high: int, address: Address) -> str:
    match asked.level:
        case 0:
            ticks = [(Period(asked.year, month), MONTHS[month - 1][:3]) for month in range(1, 13)]
            return "".join(
                _tick(one, name, (one.first - asked.first).days * unit, 60, high, address) for one, name in ticks
            )
        case 1:
            days = [asked.first + timedelta(n) for n in range(asked.days)]
            ticks = [(Period(day.year, day.month, day.day), str(day.day)) for day in days]
            return "".join(_tick(one, name, n * unit, unit, high, address) for n, (one, name) in enumerate(ticks))
        case _:
            return "".join(_line(f"{hour}:00", hour * unit, high) for hour in range(0, HOURS, 3))


def _tick(one: Period, name: str, x: float, wide: float, high: int, address: Address) -> str:
    where = address(one.name)
    text = f'<text x="{LEFT + x + wide / 2:.1f}" y="{high + 17}" text-anchor="middle">{name}</text>'
    if where:
        room = f'<rect class="room" x="{LEFT + x:.1f}" y="{high + 1}" width="{wide:.1f}" height="24"/>'
        text = f'<a href="{escape(where)}" aria-label="{escape(one.words)}">{room}{text}</a>'
    return f'<path class="base" d="M{LEFT + x:.1f} 2V{high}"/>{text}'


def _line(name: str, x: float, high: int) -> str:
    return (
        f'<path class="base" d="M{LEFT + x:.1f} 2V{high}"/>'
        f'<text x="{LEFT + x:.1f}" y="{high + 17}" text-anchor="middle">{name}</text>'
    )
