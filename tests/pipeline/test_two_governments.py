"""Documents of two governments about their calls: one call is one engagement with two sources, wherever the two sit."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest
from collected import REGION

from communique import pipeline
from communique.engine import run_here
from communique.model.record import EngagementLine
from communique.record import Record

BEYOND = """
[about]
title = "Two island states on either side of the date line (invented)"
source = "Written for these tests"
date = 2026-11-22

[[state]]
id = "X-TUV"
name = "Tavuleka"
names = ["Kingdom of Tavuleka"]
demonyms = ["Tavulekan", "Tavulekans"]
capital = "Nukuvale"
timezone = "+13:00"

[[state]]
id = "X-HAO"
name = "Haoluna"
names = ["Republic of Haoluna"]
demonyms = ["Haolunan", "Haolunans"]
capital = "Port Marrick"
timezone = "-11:00"
"""


def note(publisher: str, when: str, title: str, body: str) -> str:
    dated = f"date: {when[:10]}\npublished_time: '{when}'\n" if when else ""
    return f"---\ntitle: '{title}'\n{dated}publisher: '{publisher}'\n---\n\n# {title}\n\n{body}\n"


def pellurand(when: str, told: str) -> str:
    title = "Prime Minister Wendrake speaks with Prime Minister Tavorin of Ossavel"
    body = f"Prime Minister Casper Wendrake spoke by telephone {told} with the Prime Minister of Ossavel, Ilse Tavorin."
    return note("Office of the Prime Minister of Pellurand", when, title, body)


def ossavel(when: str, told: str) -> str:
    title = "Telephone talks between Prime Minister Tavorin and Prime Minister Wendrake of Pellurand"
    body = f"{told} Prime Minister Ilse Tavorin held telephone talks with Casper Wendrake, Prime Minister of Pellurand."
    return note("Office of the Prime Minister of Ossavel", when, title, body)


def calls(folder: Path, texts: Sequence[str], order: Sequence[int] | None = None) -> list[EngagementLine]:
    """The calls of a record to which the texts were added one by one."""
    folder.mkdir()
    lexicon = folder / "beyond.toml"
    lexicon.write_text(BEYOND, encoding="utf-8")
    for n in order if order is not None else range(len(texts)):
        path = folder / f"{n}.md"
        path.write_text(texts[n], encoding="utf-8")
        pipeline.add(folder / "record.db", [path], lexicon=[REGION, lexicon], runner=run_here)
    with Record.open(folder / "record.db") as record:
        assert [d.aspect for d in record.discrepancies()] == []
        return [line for line in record.engagements() if line.kind == "call"]


LATE = pellurand("2033-11-08T23:55:00-01:00", "this evening")
HALF_PAST = pellurand("2033-11-08T23:58:00-01:00", "this evening at 11:30 p.m.")
MORNING = ossavel("2033-11-09", "This morning,")
AT_NINE = ossavel("2033-11-09", "This morning at 9:30 a.m.,")
LOCAL = ossavel("2033-11-11", "On November 9,")


@pytest.mark.parametrize("east", [MORNING, AT_NINE, LOCAL], ids=["this morning", "half past nine", "a date"])
@pytest.mark.parametrize("west", [LATE, HALF_PAST], ids=["this evening", "half past eleven"])
def test_one_call_over_midnight_in_either_order(tmp_path: Path, west: str, east: str) -> None:
    found = [calls(tmp_path / str(n), [west, east], order) for n, order in enumerate(permutations(range(2)))]
    for (call,) in found:
        assert len(call.documents) == 2 and call.status == "held"
        assert {p.name for p in call.participants} == {"Casper Wendrake", "Ilse Tavorin"}
        assert "8 November 2033" in call.when.reason and "→ 9 November 2033 in Tirmona" in call.when.reason
        assert "Dornhask UTC-01:00, Tirmona UTC+09:00" in call.when.reason
        assert call.when.reason.count("→") == 1
    assert found[0] == found[1]


def test_an_undated_note_takes_the_day_of_its_own_capital(tmp_path: Path) -> None:
    for order in permutations(range(2)):
        (call,) = calls(tmp_path / f"{order}", [HALF_PAST, ossavel("", "This morning at 9:30 a.m.,")], order)
        assert len(call.documents) == 2
        with Record.open(tmp_path / f"{order}" / "record.db") as record:
            undated = next(d for d in record.documents() if "Telephone talks" in (d.title or ""))
        assert undated.published.from_ == "2033-11-09"
        assert "8 November 2033 23:30 → 9 November 2033 in Tirmona" in undated.published.reason


def test_over_the_date_line(tmp_path: Path) -> None:
    """Ten in the morning for both of them, and a day apart on the calendar."""
    east = note(
        "Government of Tavuleka",
        "2033-03-02T10:40:00+13:00",
        "President Fanualei speaks with President Kealani of Haoluna",
        "This morning at 10 a.m., President Sione Fanualei spoke by telephone with President Leilo Kealani of Haoluna.",
    )
    spoke = "spoke by telephone with"
    west = note(
        "Government of Haoluna",
        "2033-03-01T11:00:00-11:00",
        "President Kealani speaks with President Fanualei of Tavuleka",
        f"This morning at 10 a.m., President Leilo Kealani {spoke} President Sione Fanualei of Tavuleka.",
    )
    for n, order in enumerate(permutations(range(2))):
        (call,) = calls(tmp_path / str(n), [east, west], order)
        assert len(call.documents) == 2
        assert "1 March 2033 10:00 → 2 March 2033 in Nukuvale" in call.when.reason


def test_two_calls_on_two_days_stay_two_and_say_why(tmp_path: Path) -> None:
    second = pellurand("2033-11-09T22:00:00-01:00", "this evening at 8:15 p.m.")
    answer = ossavel("2033-11-10", "This morning at 6:15 a.m.,")
    texts = [HALF_PAST, second, AT_NINE, answer]
    found = calls(tmp_path / "four", texts)
    assert [len(call.documents) for call in found] == [2, 2]
    first, other = (sorted(call.documents) for call in found)
    assert not set(first) & set(other)
    assert all("told of each by itself" in call.when.reason for call in found)
    lone = calls(tmp_path / "three", [LATE, pellurand("2033-11-09T22:00:00-01:00", "this evening"), answer])
    assert sorted(len(call.documents) for call in lone) == [1, 2]
    assert any("not the call of 9 November 2033: Pellurand told of each by itself" in c.when.reason for c in lone)
