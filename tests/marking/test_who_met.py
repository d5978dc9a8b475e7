"""Who met whom: lists of dated items, titles that name people otherwise than the text, those who joined, hosts."""

from __future__ import annotations

from datetime import date

from said import marks_there

from communique.model.marks import EngagementMark, Marks


def names(marks: Marks, engagement: EngagementMark) -> set[str]:
    return {marks.figures[p.figure].name for p in engagement.participants}


def told(text: str, kind: str) -> list[set[str]]:
    marks = marks_there(text)
    return [names(marks, e) for e in marks.engagements if e.kind == kind]


def readout(title: str, body: str) -> str:
    return f"---\ntitle: {title}\n---\n\n{body}"


def test_items_that_begin_with_their_day_are_engagements_of_their_own() -> None:
    text = (
        "In recent weeks Minister Lund has spoken twice with Minister Aker and has held many calls.\n\n"
        "- 3 May 2034: Minister Lund’s call with Kenyan Foreign Minister Aker\n"
        "- 5 May 2034: Minister Lund’s call with Kenyan Foreign Minister Aker\n"
        "- 9 May 2034: Minister Lund’s call with Ghanaian Foreign Minister Marek\n"
    )
    marks = marks_there(text, "list.md")
    dated = [
        ({marks.times[n].value.day for n in e.times}, names(marks, e))
        for e in marks.engagements
        if e.kind == "call" and e.times
    ]
    assert dated == [({3}, {"Lund", "Aker"}), ({5}, {"Lund", "Aker"}), ({9}, {"Lund", "Marek"})]


def test_an_office_with_another_name_after_it_is_not_somebody_named_before() -> None:
    text = (
        "Minister Lund called Polish Security Bureau Chief Marek on 3 May 2034.\n\n"
        "On 4 May 2034 Minister Lund held a call with Kenyan Head of Harbour Affairs Aker."
    )
    assert not any("Marek" in people and "Lund" in people for people in told(text, "call")[1:])


def test_a_title_and_its_text_name_one_meeting_in_two_spellings() -> None:
    text = readout(
        "Readout of President Karl Lund’s Meeting with Prime Minister Aker of Kenya",
        "President Karl Lund met today with Prime Minister Ivo Akker of Kenya to discuss trade.",
    )
    assert len(told(text, "meeting")) == 1
    text = readout(
        "Readout of President Karl Lund’s Meeting with Kenya and Ghana Ambassadors",
        "President Karl Lund met today with Kenyan Ambassador Ivo Aker and Ghanaian Ambassador Ada Marek.",
    )
    assert told(text, "meeting") == [{"Karl Lund", "Ivo Aker", "Ada Marek"}]


def test_who_joined_a_call_by_a_list_and_for_whom() -> None:
    text = readout(
        "Readout of President Karl Lund’s Call with Partners",
        "President Karl Lund spoke today with partners.\n\nJoining President Lund on the call were Prime Minister Aker "
        "of Kenya, President Marek of Ghana, and representatives from France and Norway.",
    )
    assert told(text, "call") == [{"Karl Lund", "Aker", "Marek", "France", "Norway"}]


def test_stops_of_a_journey_each_with_those_met_there() -> None:
    text = (
        "On 3 May 2034, Deputy Minister Karl Lund and Director Ada Vik led a delegation to Norway. It followed stops "
        "in Kenya, where they met with President Ivo Aker; and Ghana, where they met with Prime Minister Nils Marek."
    )
    assert not any({"Ivo Aker", "Nils Marek"} <= people for people in told(text, "meeting"))


def test_at_whose_invitation_a_guest_comes() -> None:
    text = "At the invitation of King Olav of Norway, President Karl Lund of Chile visited Norway on 3 May 2034."
    marks = marks_there(text)
    (visit,) = [e for e in marks.engagements if e.kind == "visit"]
    assert {marks.figures[p.figure].name for p in visit.participants if p.role == "host"} >= {"Olav"}


def test_the_meeting_of_a_body_is_not_of_those_who_speak_of_it() -> None:
    text = (
        "Joint Statement by President Lund and President Berg\n\nPresident Lund and President Berg agreed on cables. "
        "We will take this work forward at the meeting of the Chile-Norway Energy Council on 7 May 2034."
    )
    assert not any(e.kind == "meeting" and e.participants for e in marks_there(text).engagements)


def test_a_conversation_is_a_call_unless_it_is_that_of_a_meeting() -> None:
    text = "President Lund had a long conversation with Chancellor Berg on 3 May 2034."
    assert told(text, "call") == [{"Lund", "Berg"}]
    text = "President Lund met Chancellor Berg in Vienna on 3 May 2034. Their conversation was long."
    assert told(text, "meeting") == [{"Lund", "Berg"}]
    assert told(text, "call") == []


def test_the_weekend_of_what_is_past_is_the_last_one() -> None:
    marks = marks_there("Minister Lund spoke this weekend with Minister Aker of Kenya.")
    (weekend,) = [t.value for t in marks.times if t.value.unit == "weekend"]
    assert weekend.resolve(date(2034, 5, 3), "this weekend").first_day == date(2034, 4, 29)
    marks = marks_there("Minister Lund will speak this weekend with Minister Aker of Kenya.")
    (weekend,) = [t.value for t in marks.times if t.value.unit == "weekend"]
    assert weekend.resolve(date(2034, 5, 3), "this weekend").first_day == date(2034, 5, 6)


def test_what_is_discussed_for_tomorrow_is_not_the_day_of_the_talk() -> None:
    text = readout(
        "Readout of President Karl Lund’s Call with Prime Minister Aker of Kenya",
        "President Karl Lund and Prime Minister Ivo Aker of Kenya spoke today about the storms. They also discussed "
        "plans for the leaders’ meeting tomorrow.",
    )
    marks = marks_there(text)
    assert not any((marks.times[n].value.days or 0) > 0 for e in marks.engagements for n in e.times)


def test_who_spoke_on_the_margins_of_a_summit_is_no_party_to_it() -> None:
    text = "President Lund spoke today on the margins of the Harbour Summit with President Ivo Aker of Kenya."
    assert all("Ivo Aker" not in people for people in told(text, "summit"))


def test_a_body_of_a_state_is_not_the_organisation_of_that_name() -> None:
    marks = marks_there("National Security Council Director Ada Vik traveled to Kenya on 3 May 2034.")
    assert not any(f.key == "organisation:unsc" for f in marks.figures)


def test_a_name_after_a_field_and_one_after_a_body() -> None:
    marks = marks_there(
        "Assistant Administrator for Asia Anna Berg met Minister Lund. He called Head of Presidential Office Yermolin."
    )
    assert {"Anna Berg", "Yermolin"} <= {f.name for f in marks.figures}
