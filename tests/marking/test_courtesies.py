"""Talk: what conducts it is no statement, what only looks like it is one; whom "you" means; questions on one matter."""

from __future__ import annotations

import pytest
from said import Said, marked, statements, tools

from communique.lexicon import load
from communique.marking.courtesies import Courtesies, courtesies_of

PRESS = "---\ntitle: Press Conference by Foreign Minister Lena Orsk\n---\n\n"
TALKS = (
    "---\ntitle: Remarks by President Ada Bole of Canada and Prime Minister Per Holm of Norway Before Talks\n---\n\n"
)


def said(text: str) -> list[Said]:
    return [s for s in statements(text) if s.within is None]


def contents(text: str) -> list[str]:
    return [s.content for s in said(PRESS + "MINISTER ORSK:  " + text + "\n")]


def targets(text: str) -> list[str]:
    marks, _ = marked(text, "x.md")
    parties = [p for s in marks.statements for p in s.targets]
    return [p.name if p.figure is None else marks.figures[p.figure].name for p in parties]


@pytest.mark.parametrize(
    "text",
    [
        "I’m happy to take a few questions.",
        "I’ll — I’ll take some.",
        "And I’ll take the second.",
        "Perhaps we’ll take the last question first.",
        "And so — okay, thank you, guys.",
        "Thank you for those questions.",
        "You’re asking me the question.",
        "Let me set out the facts.",
        "As you all have seen, the embargo is now 3:00 p.m.",
        "Does that help?",
        "The President and the Chancellor will each make a short statement.",
        "Operator, could you please read the directions again?",
    ],
)
def test_what_conducts_the_talk_is_no_statement(text: str) -> None:
    assert courtesies_of(tools()[0]).holds(text)
    assert contents(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The oil embargo is now in force",
        "Just for awareness, the ministry has worked in the region for decades",
        "Thank you for your support of the harbour",
        "Let me tell you why: the ships have left the harbour",
        "The government will make a statement in parliament on the harbour",
    ],
)
def test_what_only_looks_like_it_is_one(text: str) -> None:
    assert len(contents(text + ".")) == 1


def test_users_may_add_courtesies() -> None:
    added = b"[[courtesy]]\nkind = \"conduct\"\npatterns = ['<I will> pass the horn']\n"
    text = "Now let me pass the horn to our guest."
    assert Courtesies(load([added])).holds(text)
    assert not Courtesies(load()).holds(text)


def test_questions_on_one_matter_are_one_and_the_fullest_is_the_content() -> None:
    asked = "Q    How do you see the drills in the strait? What is your reaction to that? And will the port open?\n"
    found = [s.content for s in said(PRESS + "MINISTER ORSK:  We met today.\n\n" + asked)]
    assert found == ["How do you see the drills in the strait?", "And will the port open?"]
    asked = "Q    Did you get that? Do you have any indication whether the ministers have made a decision?\n"
    found = [s.content for s in said(PRESS + "MINISTER ORSK:  We met today.\n\n" + asked)]
    assert found[-1] == "Do you have any indication whether the ministers have made a decision?"


def test_a_question_that_ends_an_assertion_asks_nothing() -> None:
    (only,) = said(PRESS + "MINISTER ORSK:  The prices have gone up since the war began, right?\n")
    assert only.act == "assert"


def test_you_is_who_is_called_or_the_other_of_two_who_speak() -> None:
    text = TALKS + (
        "PRESIDENT BOLE:  Thank you, Prime Minister, for coming to our capital.\n\n"
        "PRIME MINISTER HOLM:  I want to thank you for your leadership and your answer to the attack by Belarus.\n\n"
        "PRESIDENT BOLE:  I want to thank all of you for being here.\n"
    )
    assert targets(text) == ["Per Holm", "Ada Bole", "all of you"]


def test_who_mourns_is_consoled_and_not_who_died() -> None:
    text = TALKS + (
        "PRESIDENT BOLE:  Prime Minister, I want to express our condolences for the loss of Queen Maud.\n\n"
        "PRIME MINISTER HOLM:  We met today.\n"
    )
    assert targets(text)[0] == "Per Holm"


def test_what_will_be_said_or_was_seen_is_no_report() -> None:
    for text in (
        "The treaty will reaffirm our commitment to peace in the strait.",
        "Once we saw that the prices would rise, the government took action.",
        "I was not sure that she was coming home.",
    ):
        assert [s.within for s in statements(PRESS + "MINISTER ORSK:  " + text + "\n")] == [None]


def test_what_was_done_before_is_told_and_a_cue_needs_a_content() -> None:
    assert contents("We have worked to strengthen the alliance.") == ["We have worked to strengthen the alliance"]
    assert contents("And we agreed with that, so we are working on it.") == [
        "And we agreed with that, so we are working on it"
    ]
    (only,) = said(PRESS + "MINISTER ORSK:  I think we can expect the same in spring.\n")
    assert (only.act, only.content) == ("assert", "we can expect the same in spring")


def test_names_end_where_a_title_goes_on() -> None:
    for title, name in (
        ("Remarks by Vice President Ada Bole Aboard the Ship", "Ada Bole"),
        ("Vice President Ada Bole Announces Additional Support for Ports", "Ada Bole"),
        (
            "Statement by Deputy National Security Advisor for International Economics Daleth Horm on Ports",
            "Daleth Horm",
        ),
    ):
        marks, _ = marked(f"---\ntitle: {title}\n---\n\nWe condemn the attack.\n", "x.md")
        assert name in [f.name for f in marks.figures]
