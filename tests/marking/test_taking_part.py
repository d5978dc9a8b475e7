"""Who takes part: delegations, companions, lists of attendees, journeys to several states, and who only comes up."""

from __future__ import annotations

from said import marks_there

from communique.model.marks import EngagementMark, Marks


def names(marks: Marks, engagement: EngagementMark) -> set[str]:
    return {marks.figures[p.figure].name for p in engagement.participants}


def told(text: str, kind: str) -> list[set[str]]:
    marks = marks_there(text)
    return [names(marks, e) for e in marks.engagements if e.kind == kind]


def test_a_journey_to_several_states_is_to_all_of_them() -> None:
    text = "Prime Minister Anna Berg will travel to Warsaw, Poland and Bucharest, Romania on 3 May 2034."
    assert told(text, "visit") == [{"Anna Berg", "Poland", "Romania"}]
    text = "From 1 to 5 May 2034, Director Anna Berg traveled to Israel, the Netherlands, and the United Kingdom."
    assert told(text, "visit") == [{"Anna Berg", "Israel", "Netherlands", "United Kingdom"}]


def test_the_delegation_is_those_who_lead_it() -> None:
    text = (
        "On 3 May 2034, Deputy Minister Karl Lund led a delegation to Kenya. "
        "The delegation met with President Anna Berg of Kenya on 3 May 2034."
    )
    assert {"Karl Lund", "Anna Berg"} in told(text, "meeting")
    text = "On 3 May 2034 in Nairobi the delegation met with President Anna Berg of Kenya."
    assert not any("Karl Lund" in people for people in told(text, "meeting"))


def test_who_accompanied_the_guest_was_on_the_visit_and_at_the_meeting() -> None:
    text = (
        "Deputy Minister Karl Lund traveled to Kenya on 3 May 2034 and met with President Anna Berg. "
        "He was joined by Ambassador Nils Aker and Director Ivo Marek."
    )
    assert told(text, "meeting") == [{"Karl Lund", "Anna Berg", "Nils Aker", "Ivo Marek"}]
    text = (
        "Deputy Minister Karl Lund will travel to Kenya on 3 May 2034. He will be accompanied by Ambassador Nils Aker "
        "and Director Ivo Marek."
    )
    assert told(text, "visit") == [{"Karl Lund", "Kenya", "Nils Aker", "Ivo Marek"}]


def test_a_list_of_participants_in_a_sentence_of_its_own() -> None:
    text = (
        "Minister Karl Lund met with colleagues from the coast states on 3 May 2034. The meeting included: Prime "
        "Minister Aker of Kenya, Prime Minister Marek of Ghana, and President Berg of Senegal."
    )
    assert told("---\ntitle: Readout of Minister Karl Lund’s Meeting with Coast States\n---\n\n" + text, "meeting") == [
        {"Karl Lund", "Aker", "Marek", "Berg"}
    ]


def test_what_two_discuss_names_nobody_who_was_there() -> None:
    text = (
        "President Karl Lund spoke with Chancellor Anna Berg on 3 May 2034. The leaders discussed their recent "
        "diplomatic engagements with Kenya and Ghana, and their respective conversations with President Aker."
    )
    assert told(text, "call") == [{"Karl Lund", "Anna Berg"}]
    assert told(text, "meeting") == []


def test_who_looks_forward_to_welcoming_is_the_host() -> None:
    text = "President Karl Lund looks forward to welcoming Chancellor Anna Berg of Germany to Vienna on 3 May 2034."
    marks = marks_there(text)
    (visit,) = marks.engagements
    roles = {marks.figures[p.figure].name: p.role for p in visit.participants}
    assert roles["Karl Lund"] == "host" and roles["Anna Berg"] == "guest"


def test_a_state_is_not_there_beside_its_officer() -> None:
    text = "Kenya and Kenya’s President Anna Berg met with President Karl Lund of Ghana on 3 May 2034."
    assert told(text, "meeting") == [{"Anna Berg", "Karl Lund"}]


def test_meeting_a_challenge_is_no_meeting() -> None:
    text = "President Karl Lund and President Anna Berg set up a task force on 3 May 2034 to meet the challenge."
    assert told(text, "meeting") == []


def test_leaders_of_an_organisation_none_of_whom_is_named() -> None:
    text = "President Karl Lund met on 3 May 2034 with leaders of the Caribbean Community and the Dominican Republic."
    assert told(text, "meeting") == [{"Karl Lund", "Caribbean Community", "Dominican Republic"}]


def test_names_between_titles_and_letters() -> None:
    text = (
        "Prime Minister Bo Sen met on 3 May 2034 with Deputy ZNC Director Aker, Minister Jan Hecker, and Minister Berg."
    )
    (people,) = told(text, "meeting")
    assert {"Bo Sen", "Jan Hecker", "Aker", "Berg"} <= people and "ZNC" not in people


def test_leaders_of_a_group_beside_a_person() -> None:
    text = "In Germany on 3 May 2034, President Karl Lund met with G7 leaders and President Anna Berg."
    assert told(text, "meeting") == [{"Karl Lund", "Group of Seven", "Anna Berg"}]


def test_a_question_tells_of_nothing() -> None:
    text = (
        "---\ntitle: Press Briefing by Minister Karl Lund\n---\n\nMINISTER LUND: Good morning to you all.\n\n"
        "Q: President Anna Berg of Kenya met with President Ivo Marek of Ghana on 3 May 2034. Were you told?\n\n"
        "MINISTER LUND: I was not.\n"
    )
    assert told(text, "meeting") == []


def test_two_summits_of_different_names_are_two() -> None:
    text = (
        "President Karl Lund will attend the G7 Summit in Cornwall on 11 June 2034. "
        "He will participate in the NATO Summit in Brussels on 14 June 2034."
    )
    assert len(told(text, "summit")) == 2
