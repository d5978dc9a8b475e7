"""Statements: who says what. All sentences are invented."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from said import NEWS, READOUT, Said, marked, statements

JOINT = (
    "Joint Statement by Prime Minister Karin Holmqvist of Norway and President Aldo Brenn of Chile\n\n"
    "Oslo, 4 May 2031\n\n"
)
BOTH = {"Karin Holmqvist", "Aldo Brenn"}


def one(text: str, content: str) -> Said:
    found = [s for s in statements(text) if content in s.content]
    assert len(found) == 1, [(s.who, s.content) for s in statements(text)]
    return found[0]


@pytest.mark.parametrize(
    ("sentence", "content", "who"),
    [
        ('"We will not pay for this," Holmqvist said.', "We will not pay for this", {"Karin Holmqvist"}),
        ('"We will not pay for this," said Brenn.', "We will not pay for this", {"Aldo Brenn"}),
        ("Holmqvist said that the talks had been useful.", "the talks had been useful", {"Karin Holmqvist"}),
        ("The talks had been useful, according to Brenn.", "The talks had been useful", {"Aldo Brenn"}),
        ("Both leaders condemned the seizure of the ships.", "the seizure of the ships", BOTH),
        ("The two leaders agreed to meet again next year.", "meet again next year", BOTH),
        ("They urged Peru to open the border.", "to open the border", BOTH),
        ("Santiago rejected the proposal.", "the proposal", {"Chile"}),
    ],
)
def test_who_says_what_in_the_news(sentence: str, content: str, who: set[str]) -> None:
    said = one(NEWS + sentence + "\n", content)
    assert set(said.who) == who
    assert said.content == content


def test_a_split_quotation_is_one_statement() -> None:
    said = one(NEWS + "“What happens at sea,” Brenn said, “will be felt in every harbour.”\n", "What happens")
    assert said.content == "What happens at sea … will be felt in every harbour"
    assert (said.who, said.level) == (("Aldo Brenn",), "quoted")


def test_a_quotation_goes_on_over_sentences_and_paragraphs() -> None:
    text = "“I have spoken to the families,” Holmqvist said. “They ask for news.\n\n“I could not tell them anything.”\n"
    said = one(NEWS + text, "I have spoken")
    assert "They ask for news" in said.content and "I could not tell them anything" in said.content


def test_he_added_is_the_last_subject() -> None:
    said = one(NEWS + "Brenn called the seizures a mistake. He added that the ships must be released.\n", "must be")
    assert said.who == ("Aldo Brenn",)
    assert said.act == "demand"


def test_a_second_cue_takes_its_own_content() -> None:
    text = NEWS + "Brenn said that the strait was open, adding that his navy would guard it.\n"
    assert one(text, "the strait was open").content == "the strait was open"
    assert one(text, "guard it").content == "his navy would guard it"


def test_a_spokesperson_is_named_in_apposition() -> None:
    text = (
        NEWS + "A spokesperson for the Chilean foreign ministry, Pavla Rensing, accused Peru of breaking the treaty.\n"
    )
    assert one(text, "breaking the treaty").who == ("Pavla Rensing",)


def test_he_below_an_unnamed_speaker_is_nobody_else() -> None:
    text = NEWS + "Brenn arrived on Tuesday. A spokesperson praised what he called a return to good sense.\n"
    assert all(s.who != ("Aldo Brenn",) for s in statements(text))


def test_who_is_asked_does_not_ask() -> None:
    text = NEWS + "Asked whether Chile would send ships, an official said that nothing had been decided.\n"
    assert [s.act for s in statements(text)] == ["assert"]


def test_negation_and_strength() -> None:
    assert one(NEWS + "Brenn did not promise to send ships.\n", "send ships").negated
    assert one(NEWS + "Brenn strongly condemned the attack.\n", "the attack").strength in ("strong", "strongest")


def test_plans_are_no_promises() -> None:
    assert statements(NEWS + "Brenn is to visit Peru on Friday.\n") == []


def test_the_leaders_of_a_readout_are_those_who_met() -> None:
    said = one(READOUT + "The leaders discussed trade in timber and fish.\n", "trade in timber")
    assert set(said.who) == BOTH
    assert said.act == "discuss"


def test_a_meeting_is_held_to_say_something() -> None:
    text = READOUT.replace("of Chile. ", "of Chile to reaffirm the friendship of the two nations.\n")
    assert one(text, "friendship").who == ("Karin Holmqvist",)


def test_a_coordinated_infinitive_is_no_second_statement() -> None:
    text = READOUT + "The leaders agreed on the need to protect fish stocks and support small harbours.\n"
    assert len(statements(text)) == 1


def test_a_clause_beside_the_cue_is_not_its_content() -> None:
    text = READOUT + "The Prime Minister welcomed the ceasefire, and stressed the importance of elections.\n"
    assert {s.content for s in statements(text)} == {"the ceasefire", "the importance of elections"}


def test_performatives_of_a_joint_text() -> None:
    said = one(JOINT + "We condemn the attack on the embassy. We urge Peru to open the border.\n", "the attack")
    assert (set(said.who), said.act, said.level) == (BOTH, "condemn", "joint_text")


def test_items_under_a_stem() -> None:
    text = JOINT + (
        "To this end, we:\n\n- will exchange radar pictures every day;\n- commit to reviewing the plan next year;\n"
        "- undertake not to close the strait;\n- encourage our navies to train together.\n"
    )
    acts = {s.content: (s.act, s.negated) for s in statements(text)}
    assert acts["exchange radar pictures every day"] == ("commit", False)
    assert acts["reviewing the plan next year"] == ("commit", False)
    assert acts["close the strait"] == ("commit", True)
    assert acts["our navies to train together"] == ("request", False)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [
                "Brenn",
                "Holmqvist",
                "President",
                "Chile",
                "said",
                "that",
                "urged",
                "“",
                "”",
                '"',
                ",",
                ".",
                ":",
                "\n\n",
                "we",
                "will",
                "not",
                "to",
                "condemn",
                "the",
                "ships",
                "he",
                "they",
                "agreed",
                "welcomed",
                "and",
                "Q",
                "PRESIDENT:",
                "according",
                "to",
                "leaders",
                "1.",
                "-",
                "May",
                "**",
                "\\-",
                "\xa0",
                "é",
            ]
        )
        | st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=8),
        max_size=60,
    )
)
def test_any_text_gives_marks_that_lie_in_it(words: list[str]) -> None:
    marks, text = marked("President Brenn said so. " + " ".join(words))
    for statement in marks.statements:
        beside = (*statement.cue, *statement.source)
        for span in (*statement.content, *beside):
            assert 0 <= span.start < span.end <= len(text)
        for content in statement.content:
            assert not any(content.touches(span) for span in beside)
