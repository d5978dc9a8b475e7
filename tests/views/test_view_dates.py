from __future__ import annotations

import random

import pytest

from communique.model.when import UNKNOWN, Precision, When
from communique.views.dates import in_words, order, year_of


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2017-10-31", "2017-10-31", "31 October 2017"),
        ("2017-10-31T22:45+09:00", "2017-10-31T22:45+09:00", "31 October 2017, 22:45"),
        ("2017-10-31T22:45+09:00", "2017-10-31T23:30+09:00", "31 October 2017, 22:45–23:30"),
        ("2017-07-01", "2017-07-31", "July 2017"),
        ("2017-07-01", "2017-09-30", "July – September 2017"),
        ("2017-12-01", "2018-01-31", "December 2017 – January 2018"),
        ("2017-01-01", "2017-12-31", "2017"),
        ("2016-01-01", "2017-12-31", "2016–2017"),
        ("2017-05-02", "2017-05-04", "2–4 May 2017"),
        ("2017-04-30", "2017-05-02", "30 April – 2 May 2017"),
        ("2017-12-31", "2018-01-01", "31 December 2017 – 1 January 2018"),
        ("2017-05-02", None, "on or after 2 May 2017"),
        (None, "2017-05-02", "on or before 2 May 2017"),
        (None, None, "undated"),
    ],
)
def test_an_interval_in_words(start: str | None, end: str | None, words: str) -> None:
    assert in_words(When(start, end, Precision.DAY)) == words


def test_lines_stand_in_time_and_the_unknown_last() -> None:
    whens = [
        When("2017-01-01", "2017-01-01"),
        When("2017-01-01", "2017-12-31"),
        When(None, "2017-06-01"),
        When("2018-02-02", None),
        UNKNOWN,
    ]
    shuffled = random.Random(3).sample(whens, len(whens))
    assert sorted(shuffled, key=order) == whens


def test_the_year_of_a_line() -> None:
    assert year_of(When("2016-12-31", "2017-01-01")) == 2016
    assert year_of(When(None, "2017-01-01")) == 2017
    assert year_of(UNKNOWN) is None
