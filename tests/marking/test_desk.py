"""What a desk officer looks for: who says it, where it ends, at whom it is aimed, in readouts and joint texts."""

from __future__ import annotations

import pytest
from said import statements

READOUT = """Readout of President Ann Barlow’s Call with European Leaders on Russia and Ukraine

President Ann Barlow spoke with President Carl Dunn of France, Chancellor Evan Frost of Germany, and Prime Minister
Gail Hobbs of the United Kingdom.

{0}
"""
JOINT = """Joint Statement by Canada and Norway

Canada and Norway met to strengthen their partnership, which began in the last century and has served both peoples well.

{0}
"""
ALL = ("Ann Barlow", "Carl Dunn", "Evan Frost", "Gail Hobbs")


def readout(sentence: str):
    return statements(READOUT.format(sentence))


def joint(sentence: str):
    return statements(JOINT.format(sentence))


@pytest.mark.parametrize("who", ["The leaders", "They"])
def test_everyone_in_the_list_of_those_who_meet_speaks(who: str) -> None:
    (said,) = readout(f"{who} discussed the supply of grain.")
    assert said.who == ALL


@pytest.mark.parametrize(
    "content",
    [
        "how to address shared challenges, including dealing with drought, fighting the pandemic, and ending hunger",
        "education policy and support for ensuring all children in the region have access to schools",
        "our nations’ shared democratic values and the importance of respect for human rights",
    ],
)
def test_a_content_goes_on_to_the_end_of_its_list(content: str) -> None:
    (said,) = readout(f"They discussed {content}.")
    assert said.content == content


def test_a_new_telling_ends_a_content() -> None:
    first, second = readout("President Barlow discussed the harvest, noting that prices have risen.")
    assert first.content == "the harvest"
    assert second.content == "prices have risen"


def test_a_condition_belongs_to_what_is_said() -> None:
    (said,) = readout("They reaffirmed their readiness to impose costs on Russia if it invades Ukraine.")
    assert said.content.endswith("if it invades Ukraine")


def test_what_the_parser_joins_to_an_earlier_verb_is_condemned_too() -> None:
    said = readout(
        "They discussed their joint commitment to peace across the Strait and condemned the DPRK’s continued "
        "development of its missile programs, and Russian aggression in Ukraine."
    )[-1]
    assert said.content.endswith("and Russian aggression in Ukraine")
    assert set(said.targets) == {"North Korea", "Russia"}


def test_importance_is_no_act() -> None:
    (said,) = readout("They reaffirmed the foundational importance of democratic principles.")
    assert said.cue == "reaffirmed"


def test_concern_for_somebody_is_aimed_at_nobody() -> None:
    (said,) = readout("President Barlow expressed concern for the people of Iran.")
    assert said.targets == ()


def test_conduct_that_two_share_is_that_of_both() -> None:
    (said,) = readout("They expressed concern about military coordination between Iran and Russia.")
    assert set(said.targets) == {"Iran", "Russia"}


def test_who_did_it_is_praised() -> None:
    (said,) = readout("President Barlow praised the role Kenya has played in the talks.")
    assert said.targets == ("Kenya",)


def test_who_is_welcomed_may_do_something() -> None:
    first, second = readout("President Barlow welcomed Kenya joining the accords and applauded Ghana for its reforms.")
    assert (first.content, first.targets) == ("Kenya joining the accords", ("Kenya",))
    assert (second.who, second.targets) == (("Ann Barlow",), ("Ghana",))


def test_what_was_done_is_not_undertaken() -> None:
    said = joint("We have worked together for years to protect our shared values.")[-1]
    assert (said.act, said.cue) == ("assert", "")


def test_the_clause_behind_an_opening_says_something_too() -> None:
    first, second = joint("Recognizing our deep defense ties, today we embark on further cooperation at sea.")[-2:]
    assert (first.act, first.content) == ("note", "our deep defense ties")
    assert second.content == "today we embark on further cooperation at sea"


def test_a_purpose_in_front_is_not_what_is_promised() -> None:
    said = joint("To reach this goal, Canada commits to increase its pledge.")[-1]
    assert said.content.removeprefix("to ") == "increase its pledge"


def test_what_we_seek_we_undertake() -> None:
    assert joint("We seek a partnership that brings prosperity to our peoples.")[-1].act == "commit"


def test_who_is_spoken_to_is_no_content() -> None:
    assert readout("President Barlow spoke to the press.") == []


def test_narration_of_a_visit_is_no_statement() -> None:
    said = joint("Minister Lund of Norway paid a working visit to Ottawa on 4 May.")
    assert not any("visit" in s.content for s in said)
