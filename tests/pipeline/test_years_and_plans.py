"""Engagements that come again every year stay apart, and a plan is tied to what became of it, in any order."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from collected import REGION

from communique import pipeline
from communique.engine import run_here
from communique.model.record import EngagementLine
from communique.record import Record

OSSAVEL, PELLURAND = "Ministry of Foreign Affairs of Ossavel", "Government of Pellurand"
WENDRAKE, TAVORIN = "Prime Minister Casper Wendrake", "Prime Minister Ilse Tavorin"


def note(publisher: str, when: str, title: str, body: str) -> str:
    return f"---\ntitle: '{title}'\ndate: {when}\npublisher: '{publisher}'\n---\n\n# {title}\n\n{body}\n"


def told(folder: Path, texts: Sequence[str], seed: int = 0) -> list[EngagementLine]:
    """The engagements of a record to which the texts were added one by one, shuffled; the same however shuffled."""
    found = []
    for turn in range(2):
        place = folder / f"{seed}-{turn}"
        place.mkdir()
        paths = [place / f"{n}.md" for n in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        random.Random(seed + turn).shuffle(paths)
        for path in paths:
            pipeline.add(place / "record.db", [path], lexicon=[REGION], runner=run_here)
        with Record.open(place / "record.db") as record:
            found.append(list(record.engagements()))
    assert found[0] == found[1]
    return found[0]


def named(line: EngagementLine) -> set[str]:
    return {p.name for p in line.participants}


def days(line: EngagementLine) -> tuple[str | None, str | None]:
    return line.when.from_, line.when.to


def test_the_summit_of_each_year_is_one_with_all_who_tell_of_it(tmp_path: Path) -> None:
    texts = [
        note(
            OSSAVEL,
            f"{year}-05-21",
            f"COHAL Summit in {town}",
            f"{TAVORIN} attended the COHAL Summit in {town} on 19 and 20 May {year}.",
        )
        for year, town in ((2031, "Tirmona"), (2032, "Sennelk"), (2033, "Tirmona"))
    ] + [
        note(
            PELLURAND,
            f"{year}-05-20",
            "At the annual COHAL Summit",
            f"{WENDRAKE} of Pellurand attended the annual COHAL Summit in {town} on May 19-20.",
        )
        for year, town in ((2031, "Tirmona"), (2032, "Sennelk"), (2033, "Tirmona"))
    ]
    found = told(tmp_path, texts)
    assert [(line.kind, len(line.documents)) for line in found] == [("summit", 2)] * 3
    assert [days(line) for line in found] == [(f"{y}-05-19", f"{y}-05-20") for y in (2031, 2032, 2033)]
    assert all(named(line) == {"Ilse Tavorin", "Casper Wendrake"} for line in found)


def test_two_plus_two_of_two_years(tmp_path: Path) -> None:
    body = (
        "Foreign Minister Bastan Keruhl of Ossavel and Defence Minister Mirel Oduvane of Ossavel met Foreign Minister"
        " Orla Ferrowby of Pellurand and Defence Minister Tove Brennoch of Pellurand in {} on {} for the"
        " Ossavel-Pellurand 2+2 Ministerial Meeting."
    )
    title = "Ossavel-Pellurand 2+2 Ministerial Meeting"
    texts = [
        note(OSSAVEL, "2031-03-10", title, body.format("Tirmona", "10 March")),
        note(PELLURAND, "2031-03-11", title, body.format("Tirmona", "March 10")),
        note(OSSAVEL, "2032-03-10", title, body.format("Dornhask", "10 March")),
        note(PELLURAND, "2032-03-10", title, body.format("Dornhask", "March 10")),
    ]
    found = [line for line in told(tmp_path, texts) if len(line.participants) == 4]
    assert [days(line) for line in found] == [("2031-03-10",) * 2, ("2032-03-10",) * 2]
    assert [len(line.documents) for line in found] == [2, 2]
    assert not set(found[0].documents) & set(found[1].documents)


def test_an_office_passes_on_and_each_meeting_keeps_its_holder(tmp_path: Path) -> None:
    def met(publisher: str, when: str, who: str) -> str:
        return note(publisher, when, "Meeting in Tirmona", f"{who} met {WENDRAKE} of Pellurand in Tirmona today.")

    texts = [
        met(OSSAVEL, "2031-05-20", f"{TAVORIN} of Ossavel"),
        met(PELLURAND, "2031-05-20", "Prime Minister Tavorin of Ossavel"),
        met(OSSAVEL, "2034-05-20", "Prime Minister Davin Orrekh of Ossavel"),
        met(PELLURAND, "2034-05-20", "Prime Minister Orrekh of Ossavel"),
    ]
    found = told(tmp_path, texts)
    assert [(days(line)[0], len(line.documents)) for line in found] == [("2031-05-20", 2), ("2034-05-20", 2)]
    assert [named(line) for line in found] == [
        {"Ilse Tavorin", "Casper Wendrake"},
        {"Davin Orrekh", "Casper Wendrake"},
    ]


# -- plans ------------------------------------------------------------------------------------------

PLAN = note(
    OSSAVEL,
    "2031-05-02",
    "Meeting with the Prime Minister of Pellurand",
    f"{TAVORIN} of Ossavel will meet {WENDRAKE} of Pellurand in Tirmona on 18 May 2031.",
)


def held(day: int, written: int | None = None) -> str:
    body = f"{WENDRAKE} of Pellurand met {TAVORIN} of Ossavel in Tirmona on {day} May 2031."
    return note(PELLURAND, f"2031-05-{written or day:02d}", "The Prime Minister in Tirmona", body)


def test_a_plan_is_the_meeting_that_it_became(tmp_path: Path) -> None:
    (meeting,) = told(tmp_path, [PLAN, held(18)])
    assert (meeting.status, days(meeting)) == ("held", ("2031-05-18", "2031-05-18"))
    assert len(meeting.documents) == 2 and {e.document for e in meeting.planned_as} < set(meeting.documents)


@pytest.mark.parametrize("day", [17, 19, 21])
def test_a_plan_that_was_moved_by_a_few_days_says_so(tmp_path: Path, day: int) -> None:
    (meeting,) = told(tmp_path, [PLAN, held(day)])
    assert (meeting.status, days(meeting)) == ("held", (f"2031-05-{day}", f"2031-05-{day}"))
    assert f"planned for 18 May 2031, told as held on {day} May 2031" in meeting.when.reason
    assert meeting.planned_as and meeting.discrepancies == ()


def test_a_plan_between_two_meetings_is_left_a_plan(tmp_path: Path) -> None:
    found = told(tmp_path, [PLAN, held(17), held(19)])
    assert [(line.status, days(line)[0]) for line in found] == [
        ("held", "2031-05-17"),
        ("planned", "2031-05-18"),
        ("held", "2031-05-19"),
    ]


def test_a_meeting_weeks_later_is_another(tmp_path: Path) -> None:
    found = told(tmp_path, [PLAN, held(27)])
    assert [(line.status, days(line)[0]) for line in found] == [("planned", "2031-05-18"), ("held", "2031-05-27")]


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (
            "cancelled",
            f"The meeting between {WENDRAKE} and {TAVORIN} of Ossavel, which was to be held in Tirmona on"
            " 18 May 2031, has been cancelled.",
        ),
        (
            "postponed",
            f"The meeting between {WENDRAKE} and {TAVORIN} of Ossavel, which had been planned for 18 May 2031 in"
            " Tirmona, has been postponed.",
        ),
    ],
)
def test_what_was_called_off_keeps_its_plan(tmp_path: Path, status: str, body: str) -> None:
    (meeting,) = told(tmp_path, [PLAN, note(PELLURAND, "2031-05-12", f"Meeting {status}", body)])
    assert (meeting.status, days(meeting)) == (status, ("2031-05-18", "2031-05-18"))
    assert meeting.planned_as and len(meeting.documents) == 2


def test_what_was_put_off_and_then_held_is_held_once(tmp_path: Path) -> None:
    visit = f"{WENDRAKE} of Pellurand will visit Ossavel on 18 May 2031."
    off = f"{WENDRAKE} has postponed his visit to Ossavel, which was planned for 18 May 2031."
    late = f"{WENDRAKE} of Pellurand visited Ossavel from 3 to 5 June 2031."
    texts = [
        note(OSSAVEL, "2031-05-02", "Visit of the Prime Minister of Pellurand", visit),
        note(PELLURAND, "2031-05-12", "Visit postponed", off),
        note(OSSAVEL, "2031-06-05", "Visit of the Prime Minister of Pellurand", late),
    ]
    found = [line for line in told(tmp_path, texts) if line.kind == "visit"]
    assert [(line.status, *days(line)) for line in found] == [
        ("postponed", "2031-05-18", "2031-05-18"),
        ("held", "2031-06-03", "2031-06-05"),
    ]
    assert found[0].planned_as and not found[1].planned_as
