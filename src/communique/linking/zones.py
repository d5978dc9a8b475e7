"""Time zones: which ones a stated time may be meant in, and when one moment has two dates.

A zone is an IANA name or a fixed offset such as `+09:00`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from communique.linking.days import spell
from communique.linking.inputs import DocumentRow
from communique.linking.knowledge import Knowledge
from communique.linking.telling import Telling
from communique.model.marks import EngagementKind

MIDNIGHT = 24 * 60
SAME_CALL = timedelta(minutes=60)  # two stated starts of one call lie within this of each other
OTHER_CALL = timedelta(hours=3)  # starts of one day that lie farther apart are of two calls


class Clock(Struct, frozen=True, order=True):
    """A zone in which a time may be meant, and the place whose time it is."""

    zone: str
    where: str


@lru_cache(maxsize=1024)
def zone_of(name: str) -> tzinfo | None:
    """The zone of an IANA name or a fixed offset; None where there is no such zone."""
    fixed = re.fullmatch(r"([+-])(\d\d):?(\d\d)", name)  # "+09:00"
    if fixed:
        minutes = int(fixed[2]) * 60 + int(fixed[3])
        return timezone(timedelta(minutes=minutes if fixed[1] == "+" else -minutes))
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return None


def moment_of(day: date, minutes: int, zone: str) -> datetime:
    """The moment, in UTC, at which clocks of this zone show `minutes` after midnight on this day."""
    local = datetime.combine(day, time(minutes // 60, minutes % 60), zone_of(zone) or UTC)
    return local.astimezone(UTC)


def offset_text(minutes: int) -> str:
    """Minutes east of UTC as a fixed zone: 540 → `+09:00`."""
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def clocks_of_document(document: DocumentRow, knowledge: Knowledge) -> tuple[Clock, ...]:
    """The zones in which those who issue a document tell the time; empty for a publisher of unknown seat."""
    if document.zone:
        return (Clock(document.zone, "its publisher's place"),)
    return clocks_of_parties(document.sides, knowledge)


def clocks_of_parties(keys: Iterable[str], knowledge: Knowledge) -> tuple[Clock, ...]:
    """The zones of capitals and seats, where the lexicon knows them."""
    found = {
        Clock(knowledge.zones[key], knowledge.seats.get(key) or knowledge.common_name(key))
        for key in keys
        if key in knowledge.zones
    }
    return tuple(sorted(found))


def clock_of_place(tellings: Iterable[Telling], knowledge: Knowledge) -> Clock | None:
    """The zone of the town or country where an engagement takes place, as far as any telling names one."""
    for wide in (False, True):
        for telling in sorted(tellings, key=lambda t: t.member):
            for place in telling.row.places:
                if not wide and place.kind == "country":
                    continue
                zone = knowledge.place_zone(place.name, place.country)
                if zone is not None:
                    return Clock(zone, place.name)
    return None


def across_zones(a: Telling, b: Telling, knowledge: Knowledge) -> str | None:
    """Why two tellings whose days lie one apart may be of one moment, in words; None where they may not.

    A call has one date at each end. Of other engagements one day must be counted from its publisher's own date.
    """
    if a.reading.day is None or b.reading.day is None:
        return None
    early, late = sorted((a, b), key=lambda t: (t.reading.day, t.member))
    day, next_day = early.reading.day, late.reading.day
    assert day is not None and next_day is not None
    if (next_day - day).days != 1:
        return None
    if a.row.kind is not EngagementKind.CALL and not (a.reading.counted or b.reading.counted):
        return None
    for west in _clocks(early, knowledge):
        for east in _clocks(late, knowledge):
            moment = _shared_moment(early, west, late, east)
            if moment is not None:
                shifts = f"{west.where} {_shift(west, day)}, {east.where} {_shift(east, next_day)}"
                return f"{spell(day)}{moment} → {spell(next_day)} in {east.where} ({shifts})"
    return None


def one_day_possible(a: Telling, b: Telling, knowledge: Knowledge) -> bool:
    """Whether two tellings of a call that name one day may be of one moment.

    An hour that only one of them states must fall on that day where the other is; two hours must not be far apart.
    Where the zone of either is not known, anything is possible.
    """
    day = a.reading.day
    there, here = _clocks(a, knowledge), _clocks(b, knowledge)
    if day is None or day != b.reading.day or not there or not here:
        return True
    for one in there:
        for other in here:
            if a.reading.clock is not None and b.reading.clock is not None:
                apart = moment_of(day, a.reading.clock, one.zone) - moment_of(day, b.reading.clock, other.zone)
                if abs(apart) <= OTHER_CALL:
                    return True
            elif _day_at(day, a.reading.clock, one, other) == day == _day_at(day, b.reading.clock, other, one):
                return True
    return False


def _day_at(day: date, minutes: int | None, here: Clock, there: Clock) -> date:
    """The day that it is there when clocks here show so many minutes after midnight of a day."""
    if minutes is None:
        return day
    return moment_of(day, minutes, here.zone).astimezone(zone_of(there.zone) or UTC).date()


def _clocks(telling: Telling, knowledge: Knowledge) -> tuple[Clock, ...]:
    """The zones in which a telling's day may be meant: stated, of its publisher, of the place."""
    if telling.reading.offset is not None:
        text = offset_text(telling.reading.offset)
        return (Clock(text, f"UTC{text}"),)
    if telling.row.kind is not EngagementKind.CALL and not telling.reading.counted:
        there = clock_of_place((telling,), knowledge)
        if there is not None:
            return (there,)
    return clocks_of_document(telling.document, knowledge)


def _shared_moment(early: Telling, west: Clock, late: Telling, east: Clock) -> str | None:
    """The time in the west where one is stated ("", where none is), if both days can be of one moment."""
    day, next_day = early.reading.day, late.reading.day
    assert day is not None and next_day is not None
    there, here = early.reading.clock, late.reading.clock
    if there is not None and here is not None:
        apart = moment_of(day, there, west.zone) - moment_of(next_day, here, east.zone)
        return f" {_hour(there)}" if abs(apart) <= SAME_CALL else None
    if there is not None:
        local = moment_of(day, there, west.zone).astimezone(zone_of(east.zone) or UTC)
        return f" {_hour(there)}" if local.date() == next_day else None
    if here is not None:
        local = moment_of(next_day, here, east.zone).astimezone(zone_of(west.zone) or UTC)
        return f" {local:%H:%M}" if local.date() == day else None
    # without a clock: the last moment of the day in the west must be the next day in the east
    last = moment_of(day, MIDNIGHT - 1, west.zone).astimezone(zone_of(east.zone) or UTC)
    return "" if last.date() == next_day else None


def _hour(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _shift(clock: Clock, day: date) -> str:
    offset = datetime.combine(day, time(12), zone_of(clock.zone) or UTC).utcoffset() or timedelta()
    return f"UTC{offset_text(round(offset.total_seconds() / 60))}"
