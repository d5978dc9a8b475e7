"""Own speech: what transcripts and statements of one official say, whoever speaks, with a cue or without."""

from __future__ import annotations

import time

from said import Said, marked, statements

BRIEFING = "---\ntitle: Press Conference by Foreign Minister Lena Orsk and Commissioner Paul Tarn\n---\n\n"
STATEMENT = "---\ntitle: Statement by Foreign Minister Lena Orsk on the Blockade of Port Halm\n---\n\n"


def said(text: str) -> list[tuple[str, str, str]]:
    """Who, act and content of what is said and not reported within."""
    return [(", ".join(s.who), s.act, s.content) for s in statements(text) if s.within is None]


def only(text: str) -> Said:
    (found,) = [s for s in statements(text) if s.within is None]
    return found


def test_a_sentence_without_a_cue_is_whole_and_its_modal_tells_the_act() -> None:
    text = STATEMENT + (
        "The blockade began in the night of Sunday. Norland must open the port. We will help the people of Halm.\n"
    )
    assert said(text) == [
        ("Lena Orsk", "assert", "The blockade began in the night of Sunday"),
        ("Lena Orsk", "demand", "Norland must open the port"),
        ("Lena Orsk", "commit", "We will help the people of Halm"),
    ]
    assert {s.level for s in statements(text)} == {"quoted"}
    marks, _ = marked(text, "x.md")
    assert marks.statements[0].why[0] == "a sentence of the speaker’s own, without a cue"


def test_what_a_cue_governs_is_the_content() -> None:
    text = STATEMENT + "I believe that the port will open soon. We condemn the blockade. I call on Norland to end it.\n"
    assert [(s.act, s.cue, s.content) for s in statements(text)] == [
        ("assert", "believe", "the port will open soon"),
        ("condemn", "condemn", "the blockade"),
        ("demand", "call on", "to end it"),
    ]


def test_a_sentence_that_does_two_things_is_two() -> None:
    text = (
        STATEMENT + "We condemn the attack, and we will respond. We know the facts, and Norland must leave the port.\n"
    )
    assert [(s[1], s[2]) for s in said(text)][:2] == [("condemn", "the attack"), ("commit", "we will respond")]
    text = STATEMENT + "The port is closed, and the ships are waiting outside.\n"
    assert only(text).content == "The port is closed, and the ships are waiting outside"


def test_what_others_said_stands_within() -> None:
    text = BRIEFING + "MINISTER ORSK:  Commissioner Tarn said that the talks would go on.\n\nQ    Is it war?\n"
    outer, inner = statements(text)[:2]
    assert (outer.who, outer.act) == (("Lena Orsk",), "assert")
    assert (inner.who, inner.content, inner.within) == (("Paul Tarn",), "the talks would go on", 0)


def test_a_speaker_speaks_for_the_side_that_the_office_names() -> None:
    text = "---\ntitle: Statement by President Ada Bole of Canada on the Attack\n---\n\nCanada condemns the attack.\n"
    statement = only(text)
    assert (statement.who, statement.on_behalf_of, statement.content) == (("Ada Bole",), ("Canada",), "the attack")
    assert only(text.replace("condemns the attack", "will send three ships")).act == "commit"


def test_labels_of_every_form() -> None:
    text = BRIEFING + (
        "**FOREIGN MINISTER ORSK:**  The port of Halm is still closed.\n\nNobody may leave it by sea.\n\n"
        "COMMISSIONER TARN (as interpreted):  The union will send two ships.\n\n"
        "SENIOR DEFENCE OFFICIAL:  The ships are not armed today.\n\n"
        "Mr. Tarn: They carry food for the city.\n\n"
        "ŽANA ŠORI:  The food comes from four countries.\n"
    )
    assert [(who, content) for who, _, content in said(text)] == [
        ("Lena Orsk", "The port of Halm is still closed"),
        ("Lena Orsk", "Nobody may leave it by sea"),
        ("Paul Tarn", "The union will send two ships"),
        ("SENIOR DEFENCE OFFICIAL", "The ships are not armed today"),
        ("Paul Tarn", "They carry food for the city"),
        ("ŽANA ŠORI", "The food comes from four countries"),
    ]


def test_an_office_alone_is_the_person_of_the_title() -> None:
    text = (
        "---\ntitle: Remarks by President Ada Bole and President Ivo Hane of Norland in Joint Press Conference\n---\n\n"
        "THE PRESIDENT:  The talks were long and useful.\n\nPRESIDENT HANE:  They were short and useless for us.\n"
    )
    assert [s[0] for s in said(text)] == ["Ada Bole", "Ivo Hane"]


def test_a_word_before_a_colon_is_no_label() -> None:
    text = BRIEFING + "MINISTER ORSK:  The aims are clear.\n\nSafety at Sea: The ships must be able to pass.\n"
    assert {s[0] for s in said(text)} == {"Lena Orsk"}


def test_the_press_asks() -> None:
    text = BRIEFING + (
        "Q    Thank you, Minister.  The port is closed.  When will the ships arrive in Halm?  Do you think so?\n\n"
        "MINISTER ORSK:  They will arrive in the first week of May.\n\n"
        "Q (Mira Dole, Courier):  And how many of them are there?\n\n"
        "COMMISSIONER TARN:  There are four of them now.\n\nQ    Can I follow up?\n"
    )
    asked = [(s[0], s[2]) for s in said(text) if s[1] == "ask"]
    assert [content for _, content in asked] == [
        "When will the ships arrive in Halm?",
        "And how many of them are there?",
    ]
    marks, _ = marked(text, "x.md")
    names = [s.speakers[0].name for s in marks.statements if s.act == "ask"]
    assert names == ["the press", "Mira Dole, Courier"]


def test_courtesies_stage_directions_and_the_conduct_of_the_talk_say_nothing() -> None:
    text = BRIEFING + (
        "MINISTER ORSK:  (Laughs.)  Good morning, everyone.  It’s good to see you, Paul.  Please be seated.\n\n"
        "COMMISSIONER TARN:  Thank you very much, Minister.  Next question.  Go ahead.\n\n"
        "AIDE:  Let me turn it over to Lena.  (Applause.)  Yes.\n"
    )
    assert said(text) == []
    text = BRIEFING + "MINISTER ORSK:  We have three aims — (laughter) — and they are all within reach.\n"
    assert only(text).content == "We have three aims … and they are all within reach"


def test_thanks_for_something_is_said() -> None:
    text = BRIEFING + "MINISTER ORSK:  Thank you, Commissioner, for sending the ships.  Thank you for your question.\n"
    statement = only(text)
    assert (statement.who, statement.act, statement.content) == (("Lena Orsk",), "thank", "sending the ships")
    text = BRIEFING + "COMMISSIONER TARN:  Minister, dear Lena, thank you for your welcome to this city.\n"
    assert said(text) == [("Paul Tarn", "thank", "your welcome to this city")]


def test_of_cues_inside_each_other_the_innermost() -> None:
    text = BRIEFING + "MINISTER ORSK:  I want you to know that the ships are on their way to Halm.\n"
    assert (only(text).act, only(text).content) == ("assert", "the ships are on their way to Halm")
    text = (
        BRIEFING
        + "MINISTER ORSK:  Minister, on behalf of us all, I want to again express our condolences for the loss.\n"
    )
    assert (only(text).act, only(text).content) == ("condole", "the loss")


def test_two_authors_say_it_together() -> None:
    title = "Statement by Minister Lena Orsk and Commissioner Paul Tarn on Halm"
    text = f"---\ntitle: {title}\n---\n\nThe port is closed to ships.\n"
    assert only(text).who == ("Lena Orsk", "Paul Tarn")


def test_a_text_that_tells_of_a_meeting_or_only_names_somebody_is_not_own_speech() -> None:
    met = (
        "---\ntitle: Statement by Spokesperson Lena Orsk on Commissioner Paul Tarn’s Call with President Ivo Hane\n"
        "---\n\n"
        "Commissioner Paul Tarn spoke by phone today with President Ivo Hane of Norland about the port of Halm.\n\n"
        "They will meet again in the month of June.\n"
    )
    assert all(s.cue for s in statements(met))
    named = (
        "---\ntitle: Statement on the Death of President Ivo Hane\n---\n\n"
        "The office was told of the death in the night of Sunday. It has opened a book of condolences.\n"
    )
    assert all("Ivo Hane" not in s.who for s in statements(named))


def test_a_long_talk_costs_its_length() -> None:
    said_once = "The port is closed, and we will open it.  I believe that Norland must leave.  "

    def seconds(times: int) -> float:
        start = time.perf_counter()
        assert len(statements(BRIEFING + "MINISTER ORSK:  " + said_once * times + "\n")) == 3 * times
        return time.perf_counter() - start

    seconds(10)
    assert seconds(200) < 12 * seconds(50)  # in proportion it is four times as long


def test_a_press_release_quotes_with_the_name_below_or_above() -> None:
    text = (
        "---\ntitle: Fact Sheet on the Port of Halm\n---\n\nThe port of Halm was opened in the year 1950.\n\n"
        "“The port is open to everyone. It belongs to all of us.” – Commissioner Paul Tarn\n\n"
        "From Minister Lena Orsk:\n\nThe port is the pride of the whole country.\n"
    )
    assert said(text) == [
        ("Paul Tarn", "assert", "The port is open to everyone. It belongs to all of us"),
        ("Lena Orsk", "assert", "The port is the pride of the whole country"),
    ]


def test_an_outlet_asks_and_an_answer_is_the_speaker_of_the_title() -> None:
    text = (
        "---\ntitle: Foreign Ministry Spokesperson Lena Orsk’s Press Conference\n---\n\n"
        "Harbour Times: When will the talks with Norland begin?\n\n"
        "Lena Orsk: They will begin in the first week of May.\n"
    )
    assert [s[1:] for s in said(text)] == [
        ("ask", "When will the talks with Norland begin?"),
        ("assert", "They will begin in the first week of May"),
    ]
    text = (
        "---\ntitle: Interview of Foreign Minister Lena Orsk\n---\n\n"
        "Question: Has the blockade of Halm ended?\n\nAnswer: The ships have left the port.\n"
    )
    assert said(text)[1] == ("Lena Orsk", "assert", "The ships have left the port")


def test_what_nobody_has_to_do_is_no_demand() -> None:
    text = STATEMENT + "You never have to pay for the ferry. The crews have to leave the port.\n"
    assert [(s.act, s.content) for s in statements(text)] == [
        ("assert", "You never have to pay for the ferry"),
        ("demand", "The crews have to leave the port"),
    ]


def test_the_time_of_a_deed_is_not_when_it_was_promised() -> None:
    title = "Statement by President Ada Rovenhal of Norway"
    text = f"---\ntitle: {title}\n---\n\nNorway is committing by 2050 to carry no coal.\n"
    marks, _ = marked(text, "x.md")
    assert [s.times for s in marks.statements] == [()]
