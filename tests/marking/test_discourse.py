"""Who is meant by pronouns, offices and descriptions. All sentences are invented."""

from __future__ import annotations

from said import statements

START = (
    "Foreign Minister Karin Holmqvist of Norway met with Foreign Minister Aldo Brenn of Chile in Oslo on 4 May 2031. "
)


def who(text: str, content: str) -> set[str]:
    return {name for s in statements(START + text) if content in s.content for name in s.who}


def test_they_are_those_who_met() -> None:
    assert who("They condemned the attack on the port.", "the attack") == {"Karin Holmqvist", "Aldo Brenn"}


def test_they_are_not_those_without_a_name() -> None:
    text = "Fishermen said that nothing had changed. They asked the government to lower the price of fuel."
    assert not who(text, "lower the price") & {"Karin Holmqvist", "Aldo Brenn"}


def test_she_is_the_last_subject_who_may_be_a_woman() -> None:
    text = "Ms. Holmqvist welcomed the plan. She urged Peru to join it."
    assert who(text, "to join it") == {"Karin Holmqvist"}


def test_nobody_congratulates_himself() -> None:
    text = "Minister Holmqvist congratulated the Foreign Minister on his election."
    assert who(text, "election") == {"Karin Holmqvist"}
