"""What counts from a time that the text has named: never from the day of the document."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from collected import REGION
from hypothesis import given
from hypothesis import strategies as st

from communique import pipeline
from communique.engine import run_here
from communique.lexicon import load
from communique.marking.times import mark_times
from communique.model.spoken import Spoken
from communique.record import Record

LEXICON = load()


def intervals(text: str, written: date) -> list[str]:
    """Where each expression of a text lies, read without a parser."""
    spoken = Spoken(written)
    found = [spoken.when(mark.value, mark.span.of(text)) for mark in mark_times(text, LEXICON)]
    return [f"{when.from_}/{when.to}" if when.known else "" for when in found]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("in December 2030, and again the following month", "2031-01-01/2031-01-31"),
        ("on 28 February 2031, and left the following day", "2031-03-01/2031-03-01"),
        ("in March 2029. Three years later it lapsed", "2032-01-01/2032-12-31"),
        ("on 2 January 2031. The previous week the ship had sunk", "2030-12-23/2030-12-29"),
        ("in 2027, and the following year", "2028-01-01/2028-12-31"),
        ("in the autumn of 2029 and the following month", "2029-12-01/2029-12-31"),
    ],
)
def test_it_counts_from_what_was_named(text: str, last: str) -> None:
    for written in (date(2031, 1, 10), date(2031, 3, 28), date(2035, 7, 1)):
        assert intervals(f"They met {text}.", written)[-1] == last


def test_where_nothing_was_named_it_stays_open() -> None:
    assert intervals("The following month they met again.", date(2031, 1, 10)) == [""]
    assert intervals("In 2030 they met. The following day they left.", date(2031, 1, 10))[-1] == ""
    assert intervals("They met for two days. The following day they left.", date(2031, 1, 10))[-1] == ""


@given(written=st.dates(date(1990, 1, 1), date(2090, 1, 1)), day=st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_the_day_of_writing_plays_no_part(written: date, day: date) -> None:
    text = f"They met on {day.day} {day:%B} {day.year} and the following month."
    assert intervals(text, written) == intervals(text, date(2000, 6, 15))


def test_a_record_shows_it(tmp_path: Path) -> None:
    """A document of January that speaks of December and of what came after."""
    text = (
        "---\ntitle: 'The convoy talks'\ndate: 2031-01-12\npublisher: 'Government of Ossavel'\n---\n\n"
        "Prime Minister Ilse Tavorin met Prime Minister Casper Wendrake of Pellurand in Tirmona in December 2029. "
        "The following month Prime Minister Tavorin announced that the convoys would sail.\n"
    )
    (tmp_path / "talks.md").write_text(text, encoding="utf-8")
    pipeline.add(tmp_path / "record.db", [tmp_path / "talks.md"], lexicon=[REGION], runner=run_here)
    with Record.open(tmp_path / "record.db") as record:
        (document,) = record.documents()
        meant = {m.evidence.quote: m.refers_to for m in record.mentions(document.id) if m.kind == "time"}
    assert meant["The following month"] == ("2030-01-01/2030-01-31",)
