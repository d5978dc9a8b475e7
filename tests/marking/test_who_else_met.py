"""Who took part where the text names a group or an event: leaders of an organisation, a dinner, other leaders."""

from __future__ import annotations

from said import marks_there
from test_days_and_kinds import days, main, note
from test_who_met import names, readout, told

from communique.model.marks import Marks

WENDRAKE, TAVORIN = "Prime Minister Casper Wendrake of Kenya", "Prime Minister Ilse Tavorin of Peru"


def test_the_day_of_an_earlier_call_is_not_that_of_the_talks_to_come() -> None:
    marks = note(
        "Statement on the meeting with the Prime Minister of Peru",
        f"On Monday 26 May {WENDRAKE} will meet virtually with {TAVORIN}. "
        "Following their 9 May phone call, the two leaders will discuss the harbours.",
    )
    ninth = [e.kind for e in marks.engagements if any("-9-" in day for day in days(marks, e))]
    assert ninth == ["call"]


def test_leaders_met_at_the_invitation_of_one_of_them() -> None:
    body = (
        "At the invitation of the Keeper of the Northern Lights, King Oskar Lund, King of the Kingdom of Norway, the "
        "leaders of the European Union (EU) member states and Kenya met today in Oslo, Norway."
    )
    assert told(readout("Joint Statement following the Summit", body), "meeting") == [{"European Union", "Kenya"}]


def test_leaders_of_the_members_are_there_beside_the_secretary_general() -> None:
    body = (
        "Minister Karl Lund of Norway spoke on May 7 with European Union (EU) Secretary General Ada Bole and leaders "
        "from the EU member states."
    )
    assert told(readout("Readout of Minister Karl Lund’s Call with EU Leaders", body), "call") == [
        {"Karl Lund", "Ada Bole", "European Union"}
    ]


def test_a_meeting_named_after_the_leaders_of_an_organisation_is_one_of_the_organisation() -> None:
    body = (
        "Today President Karl Lund participated in the European Union (EU) Virtual Leaders’ Meeting hosted by Prime "
        "Minister Ada Bole of Kenya. During the meeting, President Lund spoke of the harbours. The leaders discussed "
        "trade."
    )
    text = readout("Readout of President Karl Lund’s Participation in the EU Virtual Leaders’ Meeting", body)
    assert told(text, "summit") == [{"European Union", "Karl Lund", "Ada Bole"}]
    assert told(text, "meeting") == []


def spoken(title: str, words: str) -> Marks:
    front = f"---\ntitle: {title}\ndate: 2031-05-20\n---\n\n# {title}\n\nHarbour Room\n\n7:16 P.M.\n\n"
    return marks_there(
        f"{front}PRESIDENT LUND: Good evening.\n\nAUDIENCE MEMBER: Good evening!\n\nPRESIDENT LUND: {words}\n",
        "note.md",
    )


def test_those_who_spoke_at_a_dinner_are_no_meeting_of_their_own() -> None:
    title = "Remarks by President Lund and President Bole of Kenya at the {}"
    dinner = spoken(title.format("Harbour Leaders Summit Dinner"), "Welcome to all of you.")
    assert [e.kind for e in dinner.engagements] == ["event"]
    working = spoken(title.format("Bilateral Working Dinner"), "Welcome to all of you.")
    assert [e.kind for e in working.engagements] == ["meeting"]


def test_the_leaders_to_whom_a_speaker_points_are_not_those_whom_he_has_named() -> None:
    marks = spoken(
        "Remarks by President Lund at the Harbour Workforce Summit",
        "Secretary Marek, thank you for that introduction. We have convened this summit with these great leaders.",
    )
    assert not any("Marek" in names(marks, e) for e in marks.engagements)


def test_two_who_met_with_leaders_of_whom_nobody_is_named_did_not_meet_each_other() -> None:
    title = "Readout of the Meeting with Faith Leaders"
    body = "Minister Karl Lund and Minister Ada Bole met today with faith leaders to discuss the harbours."
    assert told(readout(title, body), "meeting") == []
    body = "Minister Karl Lund and Minister Ada Bole met today with a diverse group of faith leaders to discuss trade."
    assert told(readout(title, body), "meeting") == []
    body = "Minister Karl Lund and Minister Ada Bole met today with Bishop Ivo Aker and faith leaders."
    assert told(readout(title, body), "meeting") != []


def test_other_leaders_beside_the_one_who_is_named_leave_open_who_was_there() -> None:
    body = f"{WENDRAKE} spoke today with {TAVORIN} and other coastal leaders about the harbours."
    assert told(readout("Readout of a call", body), "call") == []
    body = f"{WENDRAKE} spoke today with {TAVORIN} about the harbours."
    assert told(readout("Readout of a call", body), "call") != []


def test_the_week_of_the_first_sentence_is_that_of_a_meeting_without_a_day() -> None:
    lead = (
        "This week, the Adviser for Harbours, Karl Lund, led a delegation to a conference in Nairobi, Kenya on trade "
        "and on the safety of the northern harbours.\n\n"
    )
    met = "Mr. Lund met with President Ivo Aker of Kenya{} to discuss the harbours."
    title = "Readout of Adviser Karl Lund’s Trip to Kenya"
    marks = note(title, lead + met.format(""))
    values = [marks.times[n].value for n in main(marks).times]
    assert [value.weeks for value in values] == [0]
    marks = note(title, lead + met.format(" on Tuesday"))
    values = [marks.times[n].value for n in main(marks).times]
    assert [value.weekday for value in values] == [1]
