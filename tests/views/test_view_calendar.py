"""The calendar: what stands in a year, a month and a day, and the gaps between."""

from __future__ import annotations

from datetime import date

import pytest

from communique.record.tallies import Dated
from communique.views.calendar import Calendar, Gap, Period, calendar_of, period, published, within


def met(id: str, from_: str | None, to: str | None = None, precision: str = "day", status: str = "held") -> Dated:
    return Dated(id, from_, to or from_, status, "meeting", precision)


TALKS = met("e-1", "2031-10-23T17:40+09:00", precision="minute")
VISIT = met("e-2", "2031-10-30", "2031-11-01")
MONTH = met("e-3", "2031-12-01", "2031-12-31", "month", "planned")
YEAR = met("e-4", "2033-01-01", "2033-12-31", "year", "planned")
AFTER = met("e-5", "2032-03-04", None)
CALENDAR = calendar_of([TALKS, VISIT, MONTH, AFTER, YEAR, met("e-6", None)])


def ids(calendar: Calendar, name: str) -> list[str]:
    here = period(name)
    assert here is not None
    return [time.id for time in calendar.within(here)]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("2031", ["e-1", "e-2", "e-3"]),
        ("2031-10", ["e-1", "e-2"]),
        ("2031-11", ["e-2"]),
        ("2031-11-01", ["e-2"]),
        ("2031-12", ["e-3"]),  # some day in December: on no day
        ("2031-12-05", []),
        ("2033", ["e-4"]),
        ("2033-06", []),
        ("2034", []),
    ],
)
def test_an_engagement_stands_where_its_date_is_as_exact(name: str, found: list[str]) -> None:
    assert ids(CALENDAR, name) == found
    assert CALENDAR.counts.get(name, 0) == len(found)


def test_an_interval_of_many_months_stands_in_the_year_alone() -> None:
    long = calendar_of([met("e-1", "2031-01-05", "2031-09-01")])
    assert list(long.counts) == ["2031"]
    stay = calendar_of([met("e-1", "2031-01-05", "2031-02-01")])
    assert {"2031-01", "2031-02", "2031-01-31"} <= set(stay.counts)


def test_what_has_no_date_stands_nowhere() -> None:
    assert "e-6" not in {time.id for time in CALENDAR.times}


@pytest.mark.parametrize("name", ["2031-13", "2031-02-29", "0000", "2031-00", "2031-1", "31", "2031-10-00", ""])
def test_what_is_no_period_has_no_page(name: str) -> None:
    assert period(name) is None


def test_periods_lead_up_down_and_beside() -> None:
    day, month = Period(2031, 10, 23), Period(2031, 10)
    assert [one.name for one in day.up] == ["2031", "2031-10"]
    assert (day.words, month.words, Period(2031).words) == ("23 October 2031", "October 2031", "2031")
    assert [(one.name, n) for one, n in CALENDAR.parts(Period(2031))] == [
        ("2031-10", 2),
        ("2031-11", 1),
        ("2031-12", 1),
    ]
    assert [one.name for one, _ in CALENDAR.parts(month)] == ["2031-10-23", "2031-10-30", "2031-10-31"]
    assert CALENDAR.parts(day) == []
    assert CALENDAR.beside(Period(2031, 12)) == (Period(2031, 11), Period(2032, 3))
    assert CALENDAR.beside(Period(2031)) == (None, Period(2032))


def test_a_gap_is_where_nothing_is_known_not_even_a_plan() -> None:
    gaps = CALENDAR.gaps(60)
    assert gaps == {"e-5": Gap(date(2032, 1, 1), date(2032, 3, 3))}
    assert gaps["e-5"].days == 63
    assert CALENDAR.gaps(64) == {}
    held = CALENDAR.only(frozenset({"e-1", "e-5"})).gaps()
    assert held["e-5"] == Gap(date(2031, 10, 24), date(2032, 3, 3))


def test_a_gap_is_cut_to_the_period_that_shows_it() -> None:
    gap = Gap(date(2031, 11, 2), date(2032, 3, 3))
    assert within([gap], Period(2031)) == [Gap(date(2031, 11, 2), date(2031, 12, 31))]
    assert within([gap], Period(2031, 10)) == []


def test_documents_published_in_a_gap_are_counted() -> None:
    days = ["2031-11-01", "2031-11-02", "2032-03-03", "2032-03-04"]
    assert published(days, Gap(date(2031, 11, 2), date(2032, 3, 3))) == 2
