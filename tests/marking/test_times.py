"""Expressions of time: what is marked, what it says, and what it means on a given day."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.lexicon import Lexicon, load
from communique.marking.times import lean, mark_times, settled, value_of
from communique.model.spans import Span
from communique.model.times import Base, Direction, Role, TimeValue

WRITTEN = date(2017, 11, 2)  # a Thursday


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def said(text: str, lexicon: Lexicon) -> list[str]:
    return [mark.span.of(text) for mark in mark_times(text, lexicon)]


def only(text: str, lexicon: Lexicon) -> TimeValue:
    (mark,) = mark_times(text, lexicon)
    return mark.value


def meant(text: str, lexicon: Lexicon) -> tuple[str | None, str | None]:
    (mark,) = mark_times(text, lexicon)
    when = mark.value.resolve(WRITTEN, mark.span.of(text))
    return when.from_, when.to


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("31 Oct. 2017", "2017-10-31", "2017-10-31"),
        ("October 31st, 2017", "2017-10-31", "2017-10-31"),
        ("Tuesday, 31 October", "2017-10-31", "2017-10-31"),
        ("the 11th of September 2017", "2017-09-11", "2017-09-11"),
        ("2017-10-31", "2017-10-31", "2017-10-31"),
        ("31/10/2017", "2017-10-31", "2017-10-31"),
        ("2–4 May 2023", "2023-05-02", "2023-05-04"),
        ("May 30 to June 2, 2022", "2022-05-30", "2022-06-02"),
        ("30 December 2021 to 2 January 2022", "2021-12-30", "2022-01-02"),
        ("from 10 to 12 July", "2017-07-10", "2017-07-12"),
        ("July 2017", "2017-07-01", "2017-07-31"),
        ("between May and July 2018", "2018-05-01", "2018-07-31"),
        ("in 2017", "2017-01-01", "2017-12-31"),
        ("from 2013 to 2017", "2013-01-01", "2017-12-31"),
        ("2017-18", "2017-01-01", "2018-12-31"),
        ("the early 1990s", "1990-01-01", "1999-12-31"),
        ("the ’30s", "1930-01-01", "1939-12-31"),
        ("the twenty-first century", "2001-01-01", "2100-12-31"),
        ("the third quarter of 2018", "2018-07-01", "2018-09-30"),
        ("the winter of 2016", "2016-12-01", "2017-02-28"),
        ("last Monday", "2017-10-30", "2017-10-30"),
        ("last Thursday", "2017-10-26", "2017-10-26"),
        ("next Friday", "2017-11-03", "2017-11-03"),
        ("last June", "2017-06-01", "2017-06-30"),
        ("next May", "2018-05-01", "2018-05-31"),
        ("June last year", "2016-06-01", "2016-06-30"),
        ("yesterday", "2017-11-01", "2017-11-01"),
        ("the day before yesterday", "2017-10-31", "2017-10-31"),
        ("two days ago", "2017-10-31", "2017-10-31"),
        ("next week", "2017-11-06", "2017-11-12"),
        ("last month", "2017-10-01", "2017-10-31"),
        ("earlier this year", "2017-01-01", "2017-11-02"),
        ("later this month", "2017-11-02", "2017-11-30"),
        ("last weekend", "2017-10-28", "2017-10-29"),
        ("the past three years", "2014-11-02", "2017-11-02"),
        ("31 Oct. 2017 06:27", "2017-10-31T06:27", "2017-10-31T06:27"),
        ("13:33 JST, February 1, 2023", "2023-02-01T13:33+09:00", "2023-02-01T13:33+09:00"),
    ],
)
def test_meaning(text: str, first: str, last: str, lexicon: Lexicon) -> None:
    assert meant(text, lexicon) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the second floor, and the sun will set.",
        "May I ask why Theresa May sat down?",
        "March with us! They sat in august company.",
        "about 2000 troops and 1,500 tents cost $2017",
        "UN Security Council Resolution 1874 and Article 5",
        "10/11/2017 could be either",
        "a 35-year-old man earns 5 per cent more every Tuesday",
        "the fall of the city",
        "3.14 and 12-14 and 99/100",
    ],
)
def test_no_times(text: str, lexicon: Lexicon) -> None:
    assert said(text, lexicon) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "On October 31, commencing at 10:45 p.m. for approximately 35 minutes, they met",
            ["October 31", "10:45 p.m.", "approximately 35 minutes"],
        ),
        ("North Korea must honour the 2005 Joint Statement; Resolution 2375 (2017)", ["2005", "2017"]),
        ("in December Tokyo unveiled a strategy", ["December"]),
        ("tests in March, then in May", ["March", "May"]),
        ("began at 21.40 and lasted half an hour", ["21.40", "half an hour"]),
        ("9 a.m. EST, 21:02 (UTC+9) or noon", ["9 a.m. EST", "21:02 (UTC+9)", "noon"]),
        ("Stay here — today", ["today"]),
        ("Monday\n\nTuesday", ["Monday", "Tuesday"]),
    ],
)
def test_spans(text: str, found: list[str], lexicon: Lexicon) -> None:
    assert said(text, lexicon) == found


def test_roles(lexicon: Lexicon) -> None:
    assert only("the first since October 2017", lexicon).role is Role.SINCE
    assert only("until 2030", lexicon).role is Role.UNTIL
    end = only("by the end of 2024", lexicon)
    assert (end.role, end.year, end.portion) == (Role.UNTIL, 2024, "end")
    assert only("in April 2013", lexicon).role is Role.AT


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("for approximately 35 minutes", 35),
        ("a four-day stay", 5760),
        ("for two hours", 120),
        ("half an hour", 30),
        ("one hour and 20 minutes", 80),
        ("two and a half hours", 150),
        ("an hour-long call", 60),
        ("5 1/2 hours", 330),
    ],
)
def test_durations(text: str, minutes: int, lexicon: Lexicon) -> None:
    value = only(text, lexicon)
    assert (value.role, value.minutes) == (Role.DURATION, minutes)


def test_directions_that_the_words_tell(lexicon: Lexicon) -> None:
    assert only("a joint press conference later on Tuesday", lexicon).direction is Direction.FUTURE
    assert only("earlier on Tuesday", lexicon).direction is Direction.PAST
    assert only("since Tuesday", lexicon).direction is Direction.PAST
    assert only("on Tuesday", lexicon).direction is Direction.NEAREST


def test_what_counts_from_a_day_mentioned(lexicon: Lexicon) -> None:
    for text in ("the following day", "three years later", "the previous evening", "that same day"):
        assert only(text, lexicon).base is Base.MENTIONED
    assert only("yesterday", lexicon).base is Base.WRITING


def test_within_limits_what_is_read(lexicon: Lexicon) -> None:
    text = "On Monday they met; on Friday they left."
    marks = mark_times(text, lexicon, [Span(20, len(text))])
    assert [mark.span.of(text) for mark in marks] == ["Friday"]


def test_vague_words_only_on_demand(lexicon: Lexicon) -> None:
    text = "NATO now has 29 members; recently it grew."
    assert mark_times(text, lexicon) == ()
    assert [mark.value.vague for mark in mark_times(text, lexicon, vague=True)] == ["present", "past"]


def test_an_expression_known_to_be_one(lexicon: Lexicon) -> None:
    assert value_of("May", lexicon) == TimeValue(month=5)
    assert value_of("1848", lexicon) == TimeValue(year=1848)
    assert value_of("nothing of the kind", lexicon) is None


def test_leaning() -> None:
    text = "The minister arrived on Monday. He will fly to Sennelk on Friday."
    assert lean(text, Span(text.index("Monday"), text.index("Monday") + 6)) is Direction.PAST
    assert lean(text, Span(text.index("Friday"), text.index("Friday") + 6)) is Direction.FUTURE


def test_settled_takes_the_nearer_month() -> None:
    december = TimeValue(month=12)
    assert settled(december, date(2023, 1, 31), Direction.NEAREST).direction is Direction.PAST
    assert settled(december, date(2023, 11, 20), Direction.FUTURE).direction is Direction.FUTURE
    assert settled(TimeValue(weekday=0), WRITTEN, Direction.NEAREST).direction is Direction.PAST


# the value itself

numbers = st.one_of(st.none(), st.integers(-3, 40))
values = st.builds(
    TimeValue,
    year=st.one_of(st.none(), st.integers(1, 9999)),
    month=st.one_of(st.none(), st.integers(1, 12)),
    day=st.one_of(st.none(), st.integers(1, 31)),
    weekday=st.one_of(st.none(), st.integers(0, 6)),
    hour=st.one_of(st.none(), st.integers(0, 23)),
    minute=st.one_of(st.none(), st.integers(0, 59)),
    offset=st.one_of(st.none(), st.integers(-720, 840)),
    days=numbers,
    weeks=numbers,
    months=numbers,
    years=st.one_of(st.none(), st.integers(-10_000, 10_000)),
    quarters=numbers,
    last_day=st.one_of(st.none(), st.integers(1, 31)),
    last_month=st.one_of(st.none(), st.integers(1, 12)),
    last_year=st.one_of(st.none(), st.integers(1, 9999)),
    role=st.sampled_from(Role),
    direction=st.sampled_from(Direction),
    apart=st.booleans(),
    unit=st.sampled_from([None, "weekend", "fiscal"]),
)
anchors = st.one_of(st.none(), st.dates())


@given(values, anchors)
@settings(max_examples=1500, deadline=None)
def test_resolve_never_raises_and_runs_forward(value: TimeValue, anchor: date | None) -> None:
    when = value.resolve(anchor, "words")
    if when.first_day is not None and when.last_day is not None:
        assert when.first_day <= when.last_day


stated = st.builds(
    TimeValue,
    year=st.one_of(st.none(), st.integers(1900, 2100)),
    month=st.integers(1, 12),
    day=st.one_of(st.none(), st.integers(1, 31)),
    last_day=st.one_of(st.none(), st.integers(1, 31)),
    last_month=st.one_of(st.none(), st.integers(1, 12)),
    direction=st.sampled_from(Direction),
    apart=st.booleans(),
)
weekdays = st.builds(TimeValue, weekday=st.integers(0, 6), direction=st.sampled_from(Direction), apart=st.booleans())
days = st.builds(TimeValue, day=st.integers(1, 31), direction=st.sampled_from(Direction))


@given(st.one_of(stated, weekdays, days), st.dates(date(1900, 1, 1), date(2100, 12, 31)))
@settings(max_examples=1500, deadline=None)
def test_the_days_that_it_resolves_to_agree_with_it(value: TimeValue, anchor: date) -> None:
    when = value.resolve(anchor, "words")
    if value.last_day is not None and value.day is None:
        return
    for day in (when.first_day, when.last_day):
        assert day is None or value.agrees(day), (when, value)


@given(st.integers(1, 12), st.integers(1, 28), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_directions_lie_where_they_say(month: int, day: int, anchor: date) -> None:
    past = TimeValue(month=month, day=day, direction=Direction.PAST).resolve(anchor, "").first_day
    future = TimeValue(month=month, day=day, direction=Direction.FUTURE).resolve(anchor, "").first_day
    nearest = TimeValue(month=month, day=day).resolve(anchor, "").first_day
    assert past is not None and future is not None and nearest is not None
    assert past <= anchor <= future
    assert abs((nearest - anchor).days) == min((anchor - past).days, (future - anchor).days)


def test_a_leap_day_needs_a_leap_year() -> None:
    leap = TimeValue(month=2, day=29)
    assert leap.resolve(date(2017, 3, 1), "29 February").from_ == "2016-02-29"
    assert not TimeValue(year=2017, month=2, day=29).resolve(None, "29 February 2017").known


def test_a_weekday_chooses_the_year() -> None:
    value = TimeValue(month=10, day=31, weekday=1)
    assert value.resolve(date(2019, 1, 10), "Tuesday, 31 October").from_ == "2017-10-31"


def test_a_wrong_weekday_is_told() -> None:
    when = TimeValue(year=2017, month=10, day=31, weekday=0).resolve(None, "Monday, 31 October 2017")
    assert when.from_ == "2017-10-31"
    assert "Tuesday" in when.reason


# any text

WORDS = """
Monday May march 31 Oct. 2017 , - to of the last next week two hours ago half an at 10:45 p.m. since by 1990s Q3
(UTC+9) first quarter morning yesterday 06:27 winter and between ’s 9/11 1848 twenty-one from later
"""
pieces = st.sampled_from([*WORDS.split(), "\n", "\n\n"])


@given(st.one_of(st.text(), st.lists(pieces, max_size=30).map(" ".join)))
@settings(max_examples=600, deadline=None)
def test_any_text_gives_sorted_spans_apart(text: str) -> None:
    lexicon = _LEXICON
    for vague in (False, True):
        end = 0
        for mark in mark_times(text, lexicon, vague=vague):
            assert end <= mark.span.start < mark.span.end <= len(text)
            assert mark.span.of(text) == mark.span.of(text).strip()
            mark.value.resolve(WRITTEN, mark.span.of(text))
            end = mark.span.end


@pytest.mark.parametrize("unit", ["2 to ", "last ", "31 May 2017 to ", "10:45 ", "a half ", "- ", "Monday, "])
def test_linear_on_hostile_text(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    started = time.perf_counter()
    mark_times(text, _LEXICON)
    assert time.perf_counter() - started < 20


def test_linear_on_a_megabyte_of_weekdays() -> None:
    text = "Tuesday " * 125_000
    started = time.perf_counter()
    assert len(mark_times(text, _LEXICON)) == 125_000
    assert time.perf_counter() - started < 30


_LEXICON = load()
