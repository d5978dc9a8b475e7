"""Who receives a guest, and lists of those who took part: hosts, invitations, advisers to others, delegations."""

from __future__ import annotations

from said import marks_there

from communique.model.marks import EngagementMark, Marks


def names(marks: Marks, engagement: EngagementMark) -> set[str]:
    return {marks.figures[p.figure].name for p in engagement.participants}


def told(text: str, kind: str, name: str = "") -> list[set[str]]:
    marks = marks_there(text, name)
    return [names(marks, e) for e in marks.engagements if e.kind == kind]


def titled(title: str, body: str) -> str:
    return f"---\ntitle: {title}\n---\n\n{body}"


def test_whom_a_guest_meets_on_a_visit_receives_him_in_place_of_the_state() -> None:
    text = titled(
        "Readout of Minister Karl Lund’s Travel to Ghana",
        "Minister Karl Lund of Kenya traveled to Accra, Ghana on 3 May 2034. He met with President Ivo Aker of Ghana "
        "and Ghanaian Foreign Minister Anna Marek.",
    )
    assert told(text, "visit") == [{"Karl Lund", "Ivo Aker", "Anna Marek"}]
    text = "Minister Karl Lund of Kenya traveled to Ghana on 3 May 2034. He met with members of the harbour council."
    assert told(text, "visit") == [{"Karl Lund", "Ghana"}]


def test_who_invites_a_guest_receives_him_though_the_text_does_not_say_of_which_state_he_is() -> None:
    text = "Minister Karl Lund of Kenya visited Ghana on 3 May 2034 at the invitation of President Aker."
    assert told(text, "visit") == [{"Karl Lund", "Aker"}]


def test_a_factory_is_visited_and_a_dinner_gone_to_without_a_state() -> None:
    text = (
        "On 3 May 2034 President Karl Lund of Kenya met with President Ivo Aker of Ghana. "
        "Yesterday President Aker visited a factory that makes engines. Last night he went to a private dinner."
    )
    assert told(text, "visit") == []


def test_the_office_of_somebody_else_is_not_the_next_of_a_list() -> None:
    text = (
        "On 3 May 2034 Minister Karl Lund of Kenya met with Ghanaian counterparts Ivo Aker, Chief Economic Advisor of "
        "President Marek, and Peter Bole, State Secretary of the Finance Ministry, to discuss trade."
    )
    assert told(text, "meeting") == [{"Karl Lund", "Ivo Aker", "Peter Bole"}]


def test_a_list_before_the_verb_is_read_to_its_beginning() -> None:
    text = (
        "Minister Karl Lund of Kenya, Secretary of Economy Maria Marek, Secretary of Finance and Public Credit "
        "Pablo Ramírez, and Ambassador Peter Aker co-chaired the meeting with Harbour Council Vice Presidents "
        "Anna Bole and Martin Brunn on 3 May 2034."
    )
    (people,) = told(text, "meeting")
    assert people == {"Karl Lund", "Maria Marek", "Pablo Ramírez", "Peter Aker", "Anna Bole", "Martin Brunn"}


def test_plain_words_of_an_office_are_no_part_of_the_name_behind_them() -> None:
    text = "On 3 May 2034 Minister Lund met the Coordinator for Operation Harbour Welcome Peter Aker in Nairobi."
    assert {f.name for f in marks_there(text).figures} >= {"Peter Aker"}


def test_who_also_met_somebody_had_a_meeting_of_his_own() -> None:
    text = (
        "- 3 May 2034: Minister Lund’s meeting with Kenyan Foreign Minister Aker; Deputy Minister Marek also met with "
        "Minister Aker\n- 5 May 2034: Minister Lund’s call with Ghanaian Foreign Minister Bole\n"
    )
    assert {"Lund", "Aker"} in told(text, "meeting", "list.md")
    assert {"Lund", "Aker", "Marek"} not in told(text, "meeting", "list.md")


def test_a_delegation_is_the_traveller_with_those_who_accompany_him() -> None:
    text = (
        "On 3 May 2034 Minister Karl Lund of Kenya traveled to Ghana. He was accompanied by Ambassador Peter Aker. "
        "The delegation met with Prime Minister Anna Marek of Ghana."
    )
    assert {"Karl Lund", "Peter Aker", "Anna Marek"} in told(text, "meeting")


def test_three_who_meet_bilaterally_are_no_meeting_of_three() -> None:
    text = (
        "Minister Karl Lund of Kenya, Minister Ivo Aker of Ghana, and Minister Peter Bole of Poland will meet in Accra "
        "on 3 May 2034. The ministers will meet bilaterally on 2 May 2034."
    )
    assert len(told(text, "meeting")) == 1


def test_a_call_to_action_is_no_call_and_close_consultation_no_meeting() -> None:
    text = "On 3 May 2034 Minister Karl Lund of Kenya met Ivo Aker, who answered the Call to Action of the ministry."
    assert told(text, "call") == []
    text = "On 3 May 2034 Minister Karl Lund said that Kenya will proceed in close consultation with Ghana."
    assert told(text, "meeting") == []


def test_leaders_of_the_member_states_of_an_organisation_are_the_organisation() -> None:
    text = "On 3 May 2034 the leaders of the Gulf Cooperation Council (GCC) member states and Kenya met in Accra."
    assert told(text, "meeting") == [{"Gulf Cooperation Council", "Kenya"}]


def test_where_somebody_serves_is_not_where_they_met() -> None:
    text = (
        "Minister Karl Lund of Kenya met on 3 May 2034 with Dr. Peter Aker, Head of the Harbour Policy Bureau at "
        "Ghana’s Presidential Palace. They discussed trade."
    )
    (met,) = [e for e in marks_there(text).engagements if e.kind == "meeting"]
    assert met.places == ()
    text = "Minister Karl Lund of Kenya met with President Peter Aker at Ghana’s Presidential Palace on 3 May 2034."
    (met,) = [e for e in marks_there(text).engagements if e.kind == "meeting"]
    assert len(met.places) > 0


def test_a_state_for_which_somebody_chairs_is_not_there_beside_him() -> None:
    text = (
        "Officials of Kenya and Ghana met in Accra on 3 May 2034. Secretary of State Karl Lund of Kenya and Secretary "
        "of "
        "Economy Maria Marek chaired the meeting for Kenya. Ambassador Peter Sand chaired the meeting for Ghana."
    )
    assert told(text, "meeting") == [{"Karl Lund", "Maria Marek", "Peter Sand"}]


def test_a_statement_on_a_call_with_somebody_is_not_in_his_voice() -> None:
    text = titled(
        "Statement of the President on the Harbour Summit and Call with President Aker of Ghana",
        "Today I met with fellow leaders from our partners in Kenya to discuss trade.",
    )
    assert not any("Aker" in people for people in told(text, "meeting"))


def test_a_meeting_of_an_earlier_day_is_not_the_one_that_the_text_is_about() -> None:
    text = titled(
        "Joint Statement of Minister Karl Lund of Kenya and Minister Ivo Aker of Ghana",
        "Minister Karl Lund of Kenya and Minister Ivo Aker of Ghana discussed the harbours of both countries. "
        "Following their virtual meeting on 3 March 2034, they announce a new partnership.",
    )
    days = [[marks.times[n].value.day for n in e.times] for marks in (marks_there(text),) for e in marks.engagements]
    assert sorted(days) == [[], [3]]


def test_a_word_of_an_office_behind_its_state_is_nobody_but_a_name_before_and_is_somebody() -> None:
    text = "On 3 May 2034 Minister Lund met with Commissioner of the Ghana Food and Drug Administration Dr. Peter Aker."
    assert "Food" not in {f.name for f in marks_there(text).figures}
    text = titled("Remarks by Vice President Waters and Prime Minister Aker of Ghana Before Meeting", "Welcome.")
    assert "Waters" in {f.name for f in marks_there(text).figures}
