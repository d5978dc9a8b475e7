"""What reporters attribute: whole sources, quotations by place, nouns, attitudes, nobody named. All is invented."""

from __future__ import annotations

import pytest
from said import NEWS, READOUT, marked, statements


def told(sentence: str, text: str = NEWS) -> list[tuple[tuple[str, ...], str, str]]:
    return [(s.who, s.act, s.content) for s in statements(text + sentence + "\n")]


@pytest.mark.parametrize(
    ("sentence", "who", "content"),
    [
        ("Critics said the ferry had been unsafe for years.", ("Critics",), "the ferry had been unsafe for years"),
        ("A new study found that the strait is silting up.", ("A new study",), "the strait is silting up"),
        ("“No,” she said.", ("she",), "No"),
        (
            "These crews, one officer explained later, were never paid for the winter.",
            ("one officer",),
            "These crews … were never paid for the winter",
        ),
        ("A clerk called the new rules “a burden on harbours.”", ("A clerk",), "the new rules “a burden on harbours"),
        ("The union's opposition to the toll is old.", ("The union's",), "the toll"),
        ("There were calls from fishermen to close the port.", ("fishermen",), "to close the port"),
        ("The captain issued a warning that fog would come.", ("The captain",), "fog would come"),
    ],
)
def test_whoever_speaks_in_the_news_is_kept_by_the_words(sentence: str, who: tuple[str, ...], content: str) -> None:
    found = [(names, said) for names, _, said in told(sentence, "")]
    assert [said for _, said in found] == [content]
    assert [n.lower().removeprefix("the ").removeprefix("a ") for n in found[0][0]] == [
        n.lower().removeprefix("the ").removeprefix("a ") for n in who
    ]


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        ("It was reported that the tanker had sunk.", "the tanker had sunk"),
        ("The minister is expected to resign on Friday.", "The minister … to resign on Friday"),
    ],
)
def test_a_report_that_names_nobody_has_no_speaker(sentence: str, content: str) -> None:
    assert told(sentence, "") == [((), "assert", content)]


def test_a_readout_tells_no_expectations_and_no_strangers() -> None:
    assert not [s for s in told("The minister is expected to resign.", READOUT) if not s[0]]
    assert not [s for s in told("The rain said that it would stay.", READOUT) if "it would stay" in s[2]]


def test_money_raised_is_no_position_and_a_question_raised_is() -> None:
    assert told("The navy raised 12 million for the harbour.", "") == []
    assert [s[2] for s in told("The navy raised concerns about the harbour.", "")] == ["the harbour"]


def test_declined_to_say_is_negated_and_its_cue_says_so() -> None:
    text = NEWS + "Brenn declined to say whether the ships would sail.\n"
    marks, read = marked(text)
    said = next(s for s in marks.statements if s.negated)
    assert "declined" in " ".join(read[c.start : c.end] for c in said.cue)


def test_the_source_is_the_whole_phrase_and_shares_nothing_with_the_content() -> None:
    text = "Lena Okafor, a lawyer who has worked for the port, said the toll was too high.\n"
    marks, read = marked(text)
    (said,) = marks.statements
    assert [read[s.start : s.end] for s in said.source] == ["Lena Okafor, a lawyer who has worked for the port"]
    assert not any(c.touches(s) for c in said.content for s in (*said.source, *said.cue))


def test_the_cue_has_its_auxiliaries_and_negation() -> None:
    marks, read = marked(NEWS + "Brenn has not yet confirmed that the ships would sail.\n")
    said = next(s for s in marks.statements if s.negated)
    assert [read[c.start : c.end] for c in said.cue] == ["has not yet confirmed"]


def test_a_paragraph_that_ends_with_a_colon_announces_the_quotation_after_it() -> None:
    text = NEWS + "Holmqvist then wrote to the crews:\n\n“We will bring you home before the winter.”\n"
    assert [s for s in told("", text) if "bring you home" in s[2]] == [
        (("Karin Holmqvist",), "commit", "We will bring you home before the winter")
    ]


def test_speech_goes_on_in_quotation_marks_after_it_was_reported() -> None:
    text = "The port would open in May, Holmqvist said. “The crews have waited for a long time.”"
    assert [s[2] for s in told(text)] == ["The port would open in May … The crews have waited for a long time"]


def test_a_quotation_belongs_to_the_cue_right_before_it() -> None:
    found = told("“The port is open,” Holmqvist said, adding of Brenn, “He helped us more than anybody.”")
    assert [s[2] for s in found] == ["The port is open", "He helped us more than anybody"]


def test_a_quotation_of_the_sentence_before_stays_there() -> None:
    found = told("Norway branded the boat a “danger to all in the harbour.” Holmqvist insisted that it leave.")
    assert [s[2] for s in found if s[0] == ("Karin Holmqvist",)] == ["it leave"]


def test_what_follows_another_tense_is_said_by_the_same_source() -> None:
    found = told("Holmqvist says the aim is peace, but conceded that the road was long.")
    assert [(s[0], s[2]) for s in found] == [
        (("Karin Holmqvist",), "the aim is peace"),
        (("Karin Holmqvist",), "the road was long"),
    ]


def test_a_head_of_government_speaks_for_the_state_and_a_former_one_does_not() -> None:
    marks, _ = marked(
        NEWS + "Holmqvist said that the port was open. Former President Ines Roa of Chile said it was not.\n"
    )
    behalf = [
        (marks.figures[s.speakers[0].figure or 0].name, [marks.figures[p.figure or 0].name for p in s.on_behalf_of])
        for s in marks.statements
    ]
    assert behalf == [("Karin Holmqvist", ["Norway"]), ("Ines Roa", [])]
