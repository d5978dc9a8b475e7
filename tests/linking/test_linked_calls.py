"""One call of two governments, each of which dates and times it where it sits."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linking_rows import KNOWLEDGE, NAMES, OSV, PLR, at, document, engagement, told, who

from communique.linking.dates import Dating, date_document
from communique.linking.discrepancies import discrepancies_of
from communique.linking.engagements import EngagementLinks, link_engagements
from communique.linking.inputs import DocumentRow, TimeRow
from communique.linking.telling import Telling
from communique.linking.zones import offset_text
from communique.model.marks import EngagementKind, EngagementStatus

PAIR = who("casper", "ilse")
ZONES = (-660, -480, -300, -60, 0, 120, 345, 540, 600, 780)  # minutes east of UTC, on both sides of the date line
NOON = datetime(2033, 11, 8, 12, tzinfo=UTC)


def readout(name: str, side: str, offset: int, stamp: date | None) -> DocumentRow:
    return document(
        name,
        stamp.isoformat() if stamp else None,
        kind="readout",
        account="own",
        sides=(side,),
        zone=offset_text(offset),
    )


def local(moment: datetime, offset: int) -> datetime:
    return moment.astimezone(timezone(timedelta(minutes=offset)))


def clock(moment: datetime, offset: int) -> TimeRow:
    here = local(moment, offset)
    return at(f"{here:%H:%M}", 560, hour=here.hour, minute=here.minute)


def call(row: DocumentRow, *times: TimeRow, n: int = 0) -> tuple[Telling, ...]:
    return told(row, engagement(row.document, PAIR, *times, kind=EngagementKind.CALL, n=n))


def reported(
    name: str, side: str, offset: int, moment: datetime, *, timed: bool, late: int = 0, named: bool = False
) -> tuple[Telling, ...]:
    """A readout of a call, issued `late` days after it, in the time of its own capital."""
    on = local(moment, offset).date()
    row = readout(name, side, offset, on + timedelta(days=late))
    day = at(f"{on:%B} {on.day}", month=on.month, day=on.day) if named or late else at("today", days=0)
    return call(row, day, *([clock(moment, offset)] if timed else []))


def link(*tellings: tuple[Telling, ...]) -> EngagementLinks:
    found = link_engagements([t for group in tellings for t in group], NAMES, KNOWLEDGE)
    assert found == link_engagements([t for group in reversed(tellings) for t in group], NAMES, KNOWLEDGE)
    return found


def differences(links: EngagementLinks, *tellings: tuple[Telling, ...]) -> list[str]:
    return [d.aspect for d in discrepancies_of(links, [t for group in tellings for t in group], NAMES, KNOWLEDGE)]


@given(
    west=st.sampled_from(ZONES),
    east=st.sampled_from(ZONES),
    minutes=st.integers(-1439, 1439),
    timed=st.tuples(st.booleans(), st.booleans()),
    late=st.integers(0, 1),
)
def test_one_call_wherever_the_two_sit(west: int, east: int, minutes: int, timed: tuple[bool, bool], late: int) -> None:
    moment = NOON + timedelta(minutes=minutes)
    here = reported("d1", PLR, west, moment, timed=timed[0])
    there = reported("d2", OSV, east, moment, timed=timed[1], late=late)
    links = link(here, there)
    (cluster,) = links.clusters
    assert cluster.documents == ("d1", "d2") and not links.open
    assert differences(links, here, there) == []
    days = sorted({local(moment, west).date(), local(moment, east).date()})
    if len(days) == 2:
        early, late_day = (f"{d.day} {d:%B %Y}" for d in days)
        assert early in cluster.when.reason and f"→ {late_day} in" in cluster.when.reason
        assert cluster.when.reason.count("→") == 1
    else:
        assert "→" not in cluster.when.reason


def test_half_past_eleven_at_night_is_the_next_day_in_the_east() -> None:
    moment = datetime(2033, 11, 9, 0, 30, tzinfo=UTC)  # 23:30 in Dornhask, 09:30 in Tirmona
    links = link(
        reported("d1", PLR, -60, moment, timed=True), reported("d2", OSV, 540, moment, timed=False, named=True)
    )
    (cluster,) = links.clusters
    assert cluster.when.from_ == "2033-11-08T23:30-01:00"
    assert "8 November 2033 23:30 → 9 November 2033 in its publisher's place" in cluster.when.reason
    assert "UTC-01:00" in cluster.when.reason and "UTC+09:00" in cluster.when.reason


def test_two_calls_on_two_days_that_one_of_them_tells_of_stay_two() -> None:
    first = datetime(2033, 11, 8, 22, 40, tzinfo=UTC)
    second = first + timedelta(days=1)
    links = link(
        reported("d1", PLR, -60, first, timed=False),
        reported("d2", PLR, -60, second, timed=False),
        reported("d3", OSV, 540, second, timed=False),
    )
    assert sorted(c.documents for c in links.clusters) == [("d1",), ("d2", "d3")]
    lone, joined = sorted(links.clusters, key=lambda c: c.documents)
    assert "not the call of 9 November 2033: Pellurand told of each by itself" in lone.why
    assert "→ 10 November 2033" in joined.when.reason


@pytest.mark.parametrize("apart", [20 * 60, 24 * 60, 28 * 60])
def test_hours_tell_two_calls_on_two_days_apart_though_each_tells_of_both(apart: int) -> None:
    """In the west 21:40 on two evenings, in the east the mornings after: the ninth is told by both, of other calls."""
    first = datetime(2033, 11, 8, 22, 40, tzinfo=UTC)
    second = first + timedelta(minutes=apart)
    links = link(
        reported("d1", PLR, -60, first, timed=True),
        reported("d2", PLR, -60, second, timed=True),
        reported("d3", OSV, 540, first, timed=True),
        reported("d4", OSV, 540, second, timed=True),
    )
    assert sorted(c.documents for c in links.clusters) == [("d1", "d3"), ("d2", "d4")]


def test_hours_that_no_zone_makes_one_moment_are_two_calls_and_it_says_so() -> None:
    evening = reported("d1", PLR, -60, datetime(2033, 11, 8, 10, tzinfo=UTC), timed=True)
    morning = reported("d2", OSV, 540, datetime(2033, 11, 9, 2, tzinfo=UTC), timed=True)
    links = link(evening, morning)
    assert len(links.clusters) == 2
    assert "not the call of 9 November 2033: no time zone makes the hours one moment" in links.clusters[0].why + (
        links.clusters[1].why
    )


def test_the_earlier_day_in_the_east_is_another_call() -> None:
    links = link(
        reported("d1", OSV, 540, datetime(2033, 11, 8, 3, tzinfo=UTC), timed=False),
        reported("d2", PLR, -60, datetime(2033, 11, 9, 12, tzinfo=UTC), timed=False),
    )
    assert len(links.clusters) == 2


# -- a readout without a date -----------------------------------------------------------------------


def dated(row: DocumentRow, times: tuple[TimeRow, ...], by: tuple[Telling, ...]) -> Dating:
    engaged = engagement(row.document, PAIR, *times, kind=EngagementKind.CALL, status=EngagementStatus.HELD)
    found = date_document(row, [engaged], by, KNOWLEDGE)
    assert found == date_document(row, [engaged], tuple(reversed(by)), KNOWLEDGE)
    return found


@given(
    west=st.sampled_from(ZONES),
    east=st.sampled_from(ZONES),
    minutes=st.integers(-1439, 1439),
    timed=st.sampled_from([(True, False), (False, True), (True, True)]),
)
def test_an_undated_readout_bears_the_day_that_it_was_where_it_was_written(
    west: int, east: int, minutes: int, timed: tuple[bool, bool]
) -> None:
    moment = NOON + timedelta(minutes=minutes)
    by = reported("d1", PLR, west, moment, timed=timed[0])
    row = readout("d2", OSV, east, None)
    times = (at("today", days=0), *([clock(moment, east)] if timed[1] else []))
    found = dated(row, times, by)
    assert found.open is None and found.day.reference == local(moment, east).date()
    links = link(by, told(row, engagement("d2", PAIR, *times, kind=EngagementKind.CALL), day=found.day))
    assert [c.documents for c in links.clusters] == [("d1", "d2")]
    assert ("→" in found.day.when.reason) == (local(moment, east).date() != local(moment, west).date())


def test_a_weekday_tells_on_which_side_of_midnight_an_undated_readout_was() -> None:
    by = reported("d1", PLR, -60, datetime(2033, 11, 8, 22, 40, tzinfo=UTC), timed=False)  # a Tuesday
    wednesday = dated(readout("d2", OSV, 540, None), (at("Wednesday", weekday=2),), by)
    assert wednesday.day.reference == date(2033, 11, 9)
    assert "8 November 2033 → 9 November 2033 in" in wednesday.day.when.reason
    tuesday = dated(readout("d2", OSV, 540, None), (at("Tuesday", weekday=1),), by)
    assert tuesday.day.reference == date(2033, 11, 8)
    monday = dated(readout("d2", OSV, 540, None), (at("Monday", weekday=0),), by)
    assert monday.day.reference is None and monday.open is not None


def test_without_a_known_zone_an_undated_readout_shares_the_day() -> None:
    by = reported("d1", PLR, -60, datetime(2033, 11, 8, 22, 40, tzinfo=UTC), timed=True)
    row = document("d2", None, kind="readout", account="own", sides=("state:X-FAR",))
    assert dated(row, (at("today", days=0),), by).day.reference == date(2033, 11, 8)
