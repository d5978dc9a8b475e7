"""Who is there by a clause or a meeting of all: "who will be joined by", "their joint meeting"; the stay it was in."""

from __future__ import annotations

from test_days_and_kinds import note
from test_who_met import names, readout, told

LUND, BOLE = "President Karl Lund", "Prime Minister Ada Bole of Kenya"


def test_those_who_will_join_one_of_the_two_take_part() -> None:
    body = (
        f"On May 7, {LUND} will meet with Kenyan Prime Minister Ada Bole, who will be joined by Secretary of Foreign "
        "Relations Ivo Aker and Economy Secretary Clara Marek."
    )
    title = f"Statement on the Meeting of {LUND} with {BOLE}"
    assert told(readout(title, body), "meeting") == [{"Karl Lund", "Ada Bole", "Ivo Aker", "Clara Marek"}]


def test_who_will_join_later_was_not_at_the_meeting_that_was_held() -> None:
    body = f"{LUND} met today with Kenyan Prime Minister Ada Bole, who will be joined by Economy Secretary Clara Marek."
    assert told(readout("Readout of the Meeting", body), "meeting") == [{"Karl Lund", "Ada Bole"}]


def test_the_joint_meeting_of_those_with_whom_one_spoke_separately() -> None:
    bole = "Council Secretary Ada Bole of Kenya"
    aker = "Head of the Foreign Relations Department of the Presidential Administration of Ghana Ivo Aker"
    body = (
        f"Minister Karl Lund spoke separately today with {bole} and {aker}. "
        "In these calls, they took stock of the talks since their {} May 3 meeting in Oslo."
    )
    title = f"Readout of Karl Lund’s Calls with {bole} and {aker}"
    assert told(readout(title, body.format("joint")), "meeting") == [{"Karl Lund", "Ada Bole", "Ivo Aker"}]
    assert told(readout(title, body.format("last")), "meeting") == [{"Karl Lund", "Ada Bole"}]


def test_meetings_of_a_journey_to_a_territory_too_belong_to_it() -> None:
    body = (
        "Minister Karl Lund traveled to Israel and the West Bank May 21-22. In Jerusalem, Mr. Lund met with Minister "
        "Ada Bole of Israel to discuss the harbours."
    )
    marks = note("Readout of the travel of Minister Karl Lund", body)
    visit = next(n for n, e in enumerate(marks.engagements) if e.kind == "visit")
    met = next(e for e in marks.engagements if e.kind == "meeting")
    assert met.part_of == visit and names(marks, met) == {"Karl Lund", "Ada Bole"}
