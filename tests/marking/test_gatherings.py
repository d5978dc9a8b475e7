"""Who was at a gathering, from lists of people, titles of transcripts, place lines and signatures."""

from __future__ import annotations

from said import marks_there

from communique.model.marks import EngagementMark, Marks

TRANSCRIPT = """---
date: '2034-05-03'
title: "Remarks by {title}"
---

{place}

2:05 P.M. EST

PRESIDENT LUND: Welcome, Prime Minister. We will have a good talk about the lights.

PRIME MINISTER BERG: Thank you. It is good to be here.
"""


def names(marks: Marks, engagement: EngagementMark) -> set[str]:
    return {marks.figures[p.figure].name for p in engagement.participants}


def transcript(title: str, place: str) -> tuple[Marks, EngagementMark]:
    marks = marks_there(TRANSCRIPT.format(title=title, place=place), "remarks.md")
    (main,) = [e for e in marks.engagements if e.main]
    return marks, main


def test_a_list_of_leaders_with_their_states() -> None:
    text = (
        "President Karl Lund of Meskoral met on 3 May 2034 with Prime Minister Anna Berg of Ossavel (OSV), President "
        "Ivo Tallin Marek of Quarrevia, and Prime Minister Nils Aker of Pellurand to discuss the coming elections."
    )
    marks = marks_there(text)
    (meeting,) = marks.engagements
    assert names(marks, meeting) == {"Karl Lund", "Anna Berg", "Ivo Tallin Marek", "Nils Aker"}


def test_who_says_something_ends_the_list() -> None:
    text = (
        "President Karl Lund of Meskoral met Prime Minister Anna Berg of Ossavel on 3 May 2034, and "
        "President Ivo Marek of Quarrevia said that he had stayed at home."
    )
    marks = marks_there(text)
    meeting = next(e for e in marks.engagements if e.kind == "meeting")
    assert names(marks, meeting) == {"Karl Lund", "Anna Berg"}


def test_the_state_before_an_office_only_qualifies_it() -> None:
    text = (
        "National Security Advisor Karl Lund of Meskoral spoke by phone today with Republic of Pellurand (PLR) "
        "National Security Advisor Nils Aker to discuss the lights."
    )
    marks = marks_there(text)
    (call,) = marks.engagements
    assert names(marks, call) == {"Karl Lund", "Nils Aker"}


def test_the_title_of_a_transcript_names_the_meeting_and_the_line_below_its_place() -> None:
    title = "President Lund of Meskoral and Prime Minister Berg of Ossavel Before Bilateral Meeting"
    marks, main = transcript(title, "Lantern Palace  \nTirmona, Ossavel")
    assert (main.kind, main.status) == ("meeting", "held")
    assert names(marks, main) == {"Lund", "Berg"}
    assert [marks.places[n].name for n in main.places] == ["Lantern Palace", "Tirmona"]


def test_a_meeting_by_video_is_nowhere() -> None:
    title = "President Lund of Meskoral and Prime Minister Berg of Ossavel Before Bilateral Meeting"
    _, main = transcript(title, "Via Teleconference")
    assert (main.kind, main.places) == ("meeting", ())


def test_three_speakers_at_a_summit() -> None:
    title = "President Lund of Meskoral, Prime Minister Berg of Ossavel, and President Marek at the Strait Summit"
    marks, main = transcript(title, "Tirmona, Ossavel")
    assert (main.kind, main.name, names(marks, main)) == ("summit", "Strait Summit", {"Lund", "Berg", "Marek"})


def test_a_meeting_with_nobody_named_is_not_made() -> None:
    title = "President Lund of Meskoral and Vice President Dahl in Meeting with Leaders of Industry"
    marks = marks_there(TRANSCRIPT.format(title=title, place="Tirmona, Ossavel"), "remarks.md")
    assert [e.kind.value for e in marks.engagements if len(e.participants) == 2] == []


def test_those_who_sign_were_at_the_summit() -> None:
    text = """---
date: '2034-05-04'
title: Declaration on the Strait
---

We, the governments of Meskoral, Ossavel, Pellurand and Quarrevia, meet on the occasion of the first Strait Summit, held
in Tirmona from 3-4 May 2034.

We resolve to keep the lights.

President Karl Lund of the Republic of Meskoral  \nPrime Minister Anna Berg of Ossavel  \nPrime Minister Nils Aker
of the Kingdom of Pellurand  \nPresident Ivo Marek of Quarrevia
"""
    marks = marks_there(text, "declaration.md")
    (summit,) = [e for e in marks.engagements if e.kind == "summit"]
    assert names(marks, summit) == {"Karl Lund", "Anna Berg", "Nils Aker", "Ivo Marek"}
    held = {f.name: {marks.figures[o.of].name for o in f.offices if o.of is not None} for f in marks.figures}
    assert (held["Karl Lund"], held["Ivo Marek"]) == ({"Meskoral"}, {"Quarrevia"})


def test_praise_of_a_signing_tells_of_none() -> None:
    text = (
        "President Karl Lund of Meskoral met Prime Minister Anna Berg of Ossavel on 3 May 2034. "
        "The leaders welcomed the signing of a contract for new lights."
    )
    assert [e.kind.value for e in marks_there(text).engagements] == ["meeting"]


def test_an_adviser_of_a_president_travels_without_him() -> None:
    text = "President Lund’s National Security Advisor Ove Holm travelled to Ossavel on 3 May 2034 for talks."
    marks = marks_there(text)
    assert all(names(marks, e) <= {"Ove Holm", "Ossavel"} for e in marks.engagements)
    assert marks.engagements


def test_what_is_discussed_is_not_where() -> None:
    text = (
        "President Karl Lund of Meskoral met Prime Minister Anna Berg of Ossavel today. "
        "The two delegations held a detailed discussion of the situation in Quarrevia."
    )
    marks = marks_there(text)
    assert all(marks.places[n].name != "Quarrevia" for e in marks.engagements for n in e.places)


def test_a_first_meeting_long_ago_is_not_this_one() -> None:
    title = "President Lund of Meskoral and Prime Minister Berg of Ossavel Before Bilateral Meeting"
    text = TRANSCRIPT.format(title=title, place="Tirmona, Ossavel") + "\nWe first met visiting Ambrisk, long ago.\n"
    marks = marks_there(text, "remarks.md")
    assert all(marks.places[n].name != "Ambrisk" for e in marks.engagements for n in e.places)


def test_the_seat_of_a_government_before_a_name_is_no_office_of_it() -> None:
    marks = marks_there("While in Tirmona President Karl Lund of Meskoral met Prime Minister Anna Berg today.")
    lund = next(f for f in marks.figures if f.name == "Karl Lund")
    assert {marks.figures[o.of].name for o in lund.offices if o.of is not None} == {"Meskoral"}
