"""Places: names that put something somewhere, and names that only look like it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.lexicon import load
from communique.marking.places import mark_places

LEXICON = load()


def found(text: str) -> list[tuple[str, str | None, str]]:
    return [(mark.span.of(text), mark.country, mark.kind) for mark in mark_places(text, LEXICON)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("holding talks in Tokyo", ("Tokyo", "JP", "city")),
        ("summit to be held in Hiroshima in May", ("Hiroshima", "JP", "city")),
        ("a visit to Geneva", ("Geneva", "CH", "city")),
        ("They flew to Brussels", ("Brussels", "BE", "city")),
        ("north of Tokyo", ("Tokyo", "JP", "city")),
        ("TOKYO, Oct. 31 (Agency) -- The minister said", ("TOKYO", "JP", "city")),
        ("BRUSSELS — Ministers met", ("BRUSSELS", "BE", "city")),
        ("Japan has allies", ("Japan", "JP", "country")),
        ("a visit to the Iruma airbase", ("Iruma airbase", "JP", "venue")),
        ("in a meeting at the Prime Minister’s Office", ("Prime Minister’s Office", None, "venue")),
    ],
)
def test_places(text: str, place: tuple[str, str | None, str]) -> None:
    assert found(text) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "Washington said no, and Paris Hilton left.",
        "according to Beijing, this is wrong",
        "a message to Moscow",
        "Michael Jordan scored",
        "Secretary Austin spoke to Austin alone",
        "He was at Brown, Smith and Company",
    ],
)
def test_names_alone_are_no_places(text: str) -> None:
    assert found(text) == []


def test_a_country_after_the_comma_decides() -> None:
    assert found("They met in San Jose, Costa Rica.")[0] == ("San Jose", "CR", "city")
    assert found("They met in San Jose, California.")[0] == ("San Jose", "US", "city")


def test_a_headquarters_lies_where_its_city_does() -> None:
    assert found("talks at NATO headquarters in Brussels in July") == [
        ("NATO headquarters", "BE", "venue"),
        ("Brussels", "BE", "city"),
    ]


def test_two_seas() -> None:
    text = "the situation in the East and South China Seas"
    assert [(m.name, m.kind) for m in mark_places(text, LEXICON)] == [
        ("East China Sea", "sea"),
        ("South China Sea", "sea"),
    ]


def test_a_list_of_cities() -> None:
    assert [name for name, _, _ in found("meetings in Tokyo, Osaka and Kyoto")] == ["Tokyo", "Osaka", "Kyoto"]


def test_places_of_the_user() -> None:
    lexicon = load(
        [b'[[place]]\nname = "Garrowmund"\ncountry = "X-OSV"\n\n[[place]]\nname = "Harrune Sea"\nkind = "sea"\n']
    )
    text = "the summit in Garrowmund on the Harrune Sea; Garrowmund said nothing"
    marks = mark_places(text, lexicon)
    assert [(m.span.of(text), m.country, m.kind) for m in marks] == [
        ("Garrowmund", "X-OSV", "city"),
        ("Harrune Sea", None, "sea"),
    ]


WORDS = "in at Tokyo Paris , Japan the East and South China Seas — ( ) ’s U.S. NATO headquarters to from"
pieces = st.sampled_from([*WORDS.split(), "\n"])


@given(st.one_of(st.text(), st.lists(pieces, max_size=25).map(" ".join)))
@settings(max_examples=400, deadline=None)
def test_any_text_gives_sorted_spans_apart(text: str) -> None:
    end = 0
    for mark in mark_places(text, LEXICON):
        assert end <= mark.span.start < mark.span.end <= len(text)
        end = mark.span.end


@pytest.mark.parametrize("unit", ["Tokyo ", "in Paris, ", "The Grand ", "East and South "])
def test_linear_on_hostile_text(unit: str) -> None:
    started = time.perf_counter()
    mark_places(unit * (100_000 // len(unit)), LEXICON)
    assert time.perf_counter() - started < 30
