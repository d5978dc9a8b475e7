"""Who was there and when: companions, names in capitals, days of other events, announcements, delegations."""

from __future__ import annotations

import pytest
from said import marks_there

from communique.model.marks import EngagementMark, Marks
from communique.model.times import TimeValue

UNDER = """---
date: '2034-05-03'
title: "{title}"
---

{text}
"""


def marked(text: str, title: str = "") -> Marks:
    whole = UNDER.format(title=title, text=text) if title else text
    return marks_there(whole, "text.md" if title else "")


def names(marks: Marks, engagement: EngagementMark) -> set[str]:
    return {marks.figures[p.figure].name for p in engagement.participants}


def days(marks: Marks, engagement: EngagementMark) -> list[TimeValue]:
    return [marks.times[n].value for n in engagement.times]


def test_companions_are_guests_with_their_principal() -> None:
    text = (
        "Foreign Minister Karl Lund of Meskoral, joined by Deputy Minister Nils Aker, met Prime Minister Anna Berg of "
        "Ossavel on 3 May 2034."
    )
    marks = marked(text)
    (meeting,) = marks.engagements
    assert names(marks, meeting) == {"Karl Lund", "Nils Aker", "Anna Berg"}


def test_a_sentence_of_its_own_names_the_companions() -> None:
    text = (
        "Foreign Minister Karl Lund of Meskoral traveled to Ossavel on 3 May 2034. He was accompanied by Deputy "
        "Minister Nils Aker, and Assistant Secretary of State for Northern Affairs Ivo Marek."
    )
    marks = marked(text)
    visit = next(e for e in marks.engagements if e.kind == "visit")
    guests = {marks.figures[p.figure].name for p in visit.participants if p.role == "guest"}
    assert guests == {"Karl Lund", "Nils Aker", "Ivo Marek"}


def test_who_speaks_after_the_meeting_of_others_was_not_at_it() -> None:
    text = (
        "Following the meeting between President Karl Lund of Meskoral and Prime Minister Anna Berg of Ossavel on "
        "3 May 2034, Mr. Nils Aker and Mr. Ivo Marek discussed the lights."
    )
    marks = marked(text)
    meeting = next(e for e in marks.engagements if e.times)
    assert names(marks, meeting) == {"Karl Lund", "Anna Berg"}


def test_the_days_of_the_next_summit_are_not_those_of_the_call() -> None:
    text = (
        "President Karl Lund of Meskoral spoke with Prime Minister Anna Berg of Ossavel regarding preparations for "
        "the June 22-23 Leaders Summit on Lights."
    )
    marks = marked(text)
    call = next(e for e in marks.engagements if len(e.participants) == 2)
    assert days(marks, call) == []


def test_an_announcement_is_a_plan_for_the_day_of_its_first_sentence() -> None:
    marks = marked(
        "On Tuesday, May 9, President Karl Lund of Meskoral will welcome Prime Minister Anna Berg of Ossavel to the "
        "Lantern Palace. The two leaders will review the lights.",
        "Statement Announcing President Lund's Meeting with Prime Minister Anna Berg of Ossavel",
    )
    meeting = next(e for e in marks.engagements if e.kind == "meeting")
    assert meeting.status == "planned"
    assert [(day.month, day.day) for day in days(marks, meeting)] == [(5, 9)]


def test_a_heading_takes_the_day_of_the_first_sentence() -> None:
    marks = marked(
        "The Foreign Ministers of Meskoral and Ossavel met in Tirmona yesterday. Both sides agreed to go on with it.",
        "Statement on Foreign Minister Karl Lund's Meeting with Foreign Minister Anna Berg of Ossavel",
    )
    meeting = next(e for e in marks.engagements if len(e.participants) == 2)
    assert [day.days for day in days(marks, meeting)] == [-1]


def test_a_delegation_of_nobody_meets_nobody() -> None:
    text = (
        "The delegation met with Prime Minister Anna Berg and Foreign Minister Nils Aker of Ossavel in Tirmona on "
        "3 May 2034 to discuss the lights."
    )
    assert not any(e.participants for e in marked(text).engagements)


def test_names_end_where_headings_go_on() -> None:
    marks = marked(
        "President Karl Lund of Meskoral met today with Prime Minister Anna Berg of Ossavel.",
        "President Lund Participates in Strait Summit",
    )
    persons = {f.name for f in marks.figures if f.kind == "person"}
    assert persons == {"Karl Lund", "Anna Berg"}


@pytest.mark.parametrize(
    ("named", "name"),
    [
        ("Head of the Northern Department of Ossavel Hikmer Bolev", "Hikmer Bolev"),
        ("Vice President-Elect Framia Marz", "Framia Marz"),
        ("Deputy Prime Minister & Foreign Minister Anna Berg", "Anna Berg"),
        ("President Harun Sheikh Omarin", "Harun Sheikh Omarin"),
        ("Foreign Minister and Alternate Prime Minister Anna Berg", "Anna Berg"),
    ],
)
def test_offices_of_many_words_before_a_name(named: str, name: str) -> None:
    marks = marked(f"Foreign Minister Karl Lund of Meskoral met today with {named} to discuss the lights.")
    (meeting,) = marks.engagements
    persons = {marks.figures[p.figure].name for p in meeting.participants if marks.figures[p.figure].kind == "person"}
    assert persons == {"Karl Lund", name}


def test_the_call_of_a_press_call_is_no_engagement() -> None:
    marks = marked(
        "Hello, everyone. This is a background call to read out the meeting. The contents of the call are embargoed. "
        "President Karl Lund of Meskoral met virtually with Prime Minister Anna Berg of Ossavel today.",
        "Background Press Call on President Lund's Meeting with Prime Minister Anna Berg of Ossavel",
    )
    assert {e.kind.value for e in marks.engagements} == {"meeting"}


def test_both_states_of_one_trip_are_hosts() -> None:
    marks = marked("President Karl Lund of Meskoral will travel to Ossavel and Quarrevia on 9 May 2034.")
    visit = next(e for e in marks.engagements if e.kind == "visit")
    hosts = {marks.figures[p.figure].name for p in visit.participants if p.role == "host"}
    assert hosts == {"Ossavel", "Quarrevia"}


def test_a_given_name_that_ends_like_a_verb_stays() -> None:
    marks = marked("President Lund Jiping of Meskoral met today with Prime Minister Anna Berg. Lund was glad.")
    assert "Lund Jiping" in {f.name for f in marks.figures}


def test_an_invitation_is_no_visit() -> None:
    text = (
        "President Karl Lund of Meskoral met Prime Minister Anna Berg of Ossavel on 3 May 2034 and conveyed an "
        "invitation for her to visit Meskoral later this year."
    )
    assert [e.kind.value for e in marked(text).engagements] == ["meeting"]


def test_somebody_unknown_who_was_accompanied_adds_nobody() -> None:
    text = UNDER.format(
        title="Meeting of the President",
        text="President Davin Orrekh of Ossavel met President Temir Osquane of Meskoral on 3 May 2034. "
        "Both were accompanied by Foreign Minister Tove Halquern. They were joined by nobody. "
        "The four leaders were joined by Casper Wendrake.",
    )
    marks = marks_there(text, "text.md")
    assert len([e for e in marks.engagements if len(e.participants) >= 2]) == 1
