"""Quarters compared with those of another year, and other expressions that lean on what stands beside them."""

from __future__ import annotations

from datetime import date

import pytest

from communique.lexicon import Lexicon, load
from communique.marking.times import mark_times, settled
from communique.model.times import Base, Direction, Role, TimeValue

WRITTEN = date(2031, 11, 6)  # a Thursday


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def last(text: str, lexicon: Lexicon) -> TimeValue:
    return mark_times(text, lexicon)[-1].value


def words(text: str, lexicon: Lexicon) -> list[str]:
    return [mark.span.of(text) for mark in mark_times(text, lexicon)]


@pytest.mark.parametrize(
    "text",
    [
        "Trade rose to 9 million crowns in the third quarter of 2030, from 7 million crowns a year earlier.",
        "Trade grew in the third quarter of 2030. Tolls fell to 4 crowns from 5 crowns a year ago.",
        "In the third quarter of 2030 the port lost 2 crowns, or 8 pence a ship, a year earlier.",
        "Trade in the third quarter of 2030 was lower than in the same period last year.",
        "In the third quarter of 2030 trade passed that of the year-ago period.",
        "In the third quarter of 2030 trade passed that of the 2029 period.",
        "In the third quarter of 2030 trade was up, against year-earlier losses.",
    ],
)
def test_a_year_that_a_quarter_is_compared_with_is_that_quarter(text: str, lexicon: Lexicon) -> None:
    when = last(text, lexicon).resolve(WRITTEN, "")
    assert (when.from_, when.to) == ("2029-07-01", "2029-09-30")


@pytest.mark.parametrize(
    "text",
    [
        "Trade rose in the third quarter of 2030. The ministers met a year ago.",  # nothing is compared
        "Trade rose in the third quarter. For the nine months it was 9 crowns, from 7 crowns a year earlier.",
        "Trade rose to 9 crowns in 2030, from 7 crowns a year earlier.",
        "Trade was 9 crowns, from 7 crowns a year earlier.",
    ],
)
def test_without_a_comparison_or_a_quarter_it_is_the_year(text: str, lexicon: Lexicon) -> None:
    value = last(text, lexicon)
    assert (value.years, value.month, value.quarters) == (-1, None, None)


def test_a_quarter_of_no_stated_year_is_counted_from_the_one_spoken_of(lexicon: Lexicon) -> None:
    value = last("Trade was 9 crowns in the fourth quarter, up from 7 crowns a year earlier.", lexicon)
    assert (value.month, value.last_month, value.years, value.base) == (10, 12, -1, Base.MENTIONED)


@pytest.mark.parametrize(
    ("text", "first", "to"),
    [
        ("the year-earlier third quarter", "2030-07-01", "2030-09-30"),
        ("the June quarter of 2030", "2030-04-01", "2030-06-30"),
        ("the same month last year", "2030-11-01", "2030-11-30"),
        ("a week ago Monday", "2031-10-27", "2031-10-27"),
        ("by year-end", "2031-12-31", "2031-12-31"),
        ("since year end", "2030-12-31", "2030-12-31"),
        ("at a year-end meeting", "2031-01-01", "2031-12-31"),
        ("New Year's Eve 2030", "2030-12-31", "2030-12-31"),
        ("New Year’s Day, 2030", "2030-01-01", "2030-01-01"),
        ("the year 2040", "2040-01-01", "2040-12-31"),
        ("the end of the year 2040", "2040-01-01", "2040-12-31"),
        ("the Year Two Thousand and Thirty-Two", "2032-01-01", "2032-12-31"),
        ("the winter of nineteen ninety-four", "1994-12-01", "1995-02-28"),
        ("the last week of October", "2031-10-01", "2031-10-31"),
        ("two weeks or so ago", "2031-10-20", "2031-10-26"),
    ],
)
def test_meaning(text: str, first: str, to: str, lexicon: Lexicon) -> None:
    (mark,) = mark_times(text, lexicon)
    when = mark.value.resolve(WRITTEN, "")
    assert (when.from_, when.to) == (first, to)


@pytest.mark.parametrize(
    "text",
    [
        "the last year of the war",
        "the last week of the campaign",
        "the same day of every month",
        "the Lunar New Year's Eve dinner",
        "the new year brings work",
    ],
)
def test_no_times(text: str, lexicon: Lexicon) -> None:
    assert words(text, lexicon) == []


def test_the_past_year_of_something_stays_a_length(lexicon: Lexicon) -> None:
    value = last("over the past year of talks", lexicon)
    assert (value.role, value.years, value.direction) == (Role.DURATION, 1, Direction.PAST)


def test_years_before_count_from_a_day_spoken_of(lexicon: Lexicon) -> None:
    value = last("They had met two years before, in a hall.", lexicon)
    assert (value.years, value.base) == (-2, Base.MENTIONED)
    assert last("They met for two years before they signed.", lexicon).role is Role.DURATION


def test_later_in_the_day_is_the_day_spoken_of(lexicon: Lexicon) -> None:
    value = last("They met again later in the day.", lexicon)
    assert (value.days, value.base) == (0, Base.MENTIONED)


def test_the_year_earlier_months_are_a_length(lexicon: Lexicon) -> None:
    value = last("Tolls of the year-earlier nine months", lexicon)
    assert (value.role, value.months) == (Role.DURATION, 9)


def test_about_is_said_of_a_week_or_so(lexicon: Lexicon) -> None:
    assert last("a week or so ago", lexicon).approximate
    assert not last("a week ago", lexicon).approximate


@pytest.mark.parametrize(
    ("leaning", "year"), [(Direction.PAST, 2031), (Direction.NEAREST, 2031), (Direction.FUTURE, 2032)]
)
def test_a_quarter_is_past_unless_the_words_look_ahead(leaning: Direction, year: int, lexicon: Lexicon) -> None:
    quarter = last("the first quarter", lexicon)
    assert settled(quarter, WRITTEN, leaning).resolve(WRITTEN, "").from_ == f"{year}-01-01"
