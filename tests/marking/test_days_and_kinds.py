"""Which day an engagement of a text bears, of what kind it is, whether it was held, and what is told twice."""

from __future__ import annotations

from said import marks_there

from communique.model.marks import EngagementMark, Marks

WENDRAKE, TAVORIN = "Prime Minister Casper Wendrake of Pellurand", "Prime Minister Ilse Tavorin of Ossavel"


def note(title: str, body: str, publisher: str = "Government of Pellurand", when: str = "2031-05-20") -> Marks:
    front = f"---\ntitle: '{title}'\ndate: {when}\npublisher: '{publisher}'\n---\n\n"
    return marks_there(f"{front}# {title}\n\n{body}\n", "note.md")


def told(marks: Marks) -> list[tuple[str, str, tuple[str, ...]]]:
    """Kind, status and the values of the times, as `days=0` or `2031-05-18`, of each engagement."""
    return [(e.kind.value, e.status.value, tuple(days(marks, e))) for e in marks.engagements]


def days(marks: Marks, engagement: EngagementMark) -> list[str]:
    values = [marks.times[n].value for n in engagement.times]
    return [f"days={v.days}" if v.days is not None else f"{v.year}-{v.month}-{v.day}-{v.weekday}" for v in values]


def main(marks: Marks) -> EngagementMark:
    return next(e for e in marks.engagements if e.main)


def test_today_is_the_day_of_the_call_not_of_the_visit_that_it_was_about() -> None:
    marks = note(
        "Call with the Prime Minister of Ossavel",
        f"{WENDRAKE} spoke by telephone today with {TAVORIN} about her recent visit to Meskoral.",
    )
    assert [(kind, times) for kind, _, times in told(marks) if times] == [("call", ("days=0",))]


def test_the_day_of_something_else_in_the_sentence_before_is_not_meant() -> None:
    marks = note(
        "Readout of the call with the Prime Minister of Ossavel",
        f"{WENDRAKE} praised the crews for their work after the landslide last Friday in Ambrisk. "
        f"Prime Minister Wendrake and {TAVORIN} discussed the convoys.",
    )
    assert all("None-None-None-4" not in times for _, _, times in told(marks))


def test_spoke_under_a_title_that_names_a_meeting_is_the_meeting() -> None:
    body = f"{WENDRAKE} spoke today with {TAVORIN} at the COHAL Summit."
    assert main(note(f"Meeting of {WENDRAKE} with {TAVORIN}", body)).kind == "meeting"
    assert main(note(f"Call of {WENDRAKE} with {TAVORIN}", body)).kind == "call"
    by_phone = f"{WENDRAKE} spoke by telephone today with {TAVORIN}."
    assert main(note(f"Meeting of {WENDRAKE} with {TAVORIN}", by_phone)).kind == "call"


def test_what_a_text_announces_is_what_it_is_about() -> None:
    marks = note(
        "The Prime Minister of Ossavel in Dornhask",
        f"{WENDRAKE} will meet {TAVORIN} in Dornhask on 28 May 2031. "
        "The talks build on the discussions between Prime Minister Wendrake and Prime Minister Tavorin over the "
        "past months.",
    )
    assert main(marks).status == "planned" and days(marks, main(marks)) == ["2031-5-28-None"]


def test_what_they_plan_to_do_is_planned() -> None:
    for sentence in (
        "The leaders plan to stress the importance of opening the ports and discuss the convoys.",
        "The visit provides an opportunity for the Prime Ministers to consult on the convoys.",
    ):
        marks = note(
            "Visit of the Prime Minister of Ossavel",
            f"{WENDRAKE} will meet {TAVORIN} in Dornhask on 28 May 2031. {sentence}",
        )
        assert {status for _, status, _ in told(marks)} == {"planned"}


def test_what_was_to_be_held_and_has_been_cancelled() -> None:
    marks = note(
        "Meeting cancelled",
        f"The meeting between {WENDRAKE} and {TAVORIN}, which was to be held in Tirmona, in the Hall of the Lighthouse "
        "Wardens on the northern quay of the old harbour, on 18 May 2031, has been cancelled.",
    )
    assert [(kind, status) for kind, status, _ in told(marks)] == [("meeting", "cancelled")]


def test_a_title_and_the_text_under_it_tell_of_one_meeting() -> None:
    marks = note("Meeting in Tirmona", f"{TAVORIN} met {WENDRAKE} in Tirmona today.", publisher="Ministry of Ossavel")
    ((_, _, times),) = told(marks)
    assert times == ("days=0",)
    (meeting,) = note(
        "Consultations with Ossavel and Meskoral in Tirmona",
        "On May 18, Deputy Minister Orla Ferrowby of Pellurand convened a meeting in Tirmona with Deputy Minister "
        "Leyda Halquern of Ossavel and Deputy Minister Temir Osquane of Meskoral.",
    ).engagements
    assert meeting.main and len(meeting.times) == 1


def test_a_meeting_held_for_a_named_session_is_that_session() -> None:
    (meeting,) = marks_there(
        f"{TAVORIN} met {WENDRAKE} in Tirmona on 10 March 2031 for the fourth Harrune Council meeting.", "text.txt"
    ).engagements
    assert "Harrune Council" in (meeting.name or "")
    assert len(meeting.participants) == 2


def test_todays_visit_is_not_the_recent_one_elsewhere() -> None:
    marks = note(
        "Visit of the Prime Minister of Ossavel",
        f"Today {TAVORIN} is on a visit to Dornhask. {WENDRAKE} asked about her recent visit to Meskoral.",
    )
    for engagement in marks.engagements:
        hosts = {marks.figures[p.figure].name for p in engagement.participants if p.role == "host"}
        assert not ("Meskoral" in hosts and engagement.times)


def test_a_later_meeting_does_not_date_an_earlier_call() -> None:
    marks = note(
        "Background on the meeting with the Prime Minister of Ossavel",
        f"{WENDRAKE} and {TAVORIN} had a call before the storm. "
        "Tomorrow, during the meeting, Prime Minister Wendrake will raise the convoys.",
    )
    held = [times for _, status, times in told(marks) if status == "held"]
    assert all("days=1" not in times for times in held)


def test_the_day_on_which_a_visit_was_confirmed_is_not_its_day() -> None:
    marks = note(
        "On the upcoming visit of the Prime Minister of Ossavel",
        f"{TAVORIN} will visit Dornhask on 28 May 2031. The visit was confirmed on Sunday.",
    )
    assert {status for _, status, _ in told(marks)} == {"planned"}
    assert all("None-None-None-6" not in times for _, _, times in told(marks))
