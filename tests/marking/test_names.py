"""Names: people with the office named for them, and words that only look like names."""

from __future__ import annotations

import pytest
from said import marked

from communique.model.marks import ActorKind


def people(text: str) -> set[str]:
    return {f.name for f in marked(text)[0].figures if f.kind is ActorKind.PERSON}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Prime Minister Karin Holmqvist met President Aldo Brenn.", {"Karin Holmqvist", "Aldo Brenn"}),
        ("The President and Speaker Tamsin spoke by phone.", {"Tamsin"}),
        ("The head of the alliance, Joren Vask, agreed.", {"Joren Vask"}),
        ("“It is over,” said its leader, Perla Hallow.", {"Perla Hallow"}),
        ("President Joseph Brenn left. Joe Brenn came back.", {"Joseph Brenn"}),
    ],
)
def test_people(text: str, names: set[str]) -> None:
    assert people(text) == names


def test_a_title_in_front_matter_names_but_says_nothing() -> None:
    text = (
        '---\ntitle: "Readout of Vice President Brenn Call with President Holm Welcoming Peace"\n---\n\n'
        "The Vice President thanked President Holm for the visit.\n"
    )
    assert people(text) == {"Brenn", "Holm"}
    marks, _ = marked(text, "readout.md")
    assert [marks.figures[s.speakers[0].figure or 0].name for s in marks.statements] == ["Brenn"]


@pytest.mark.parametrize("words", ["Legal Counsel", "Rural Development", "Native Growers"])
def test_words_of_the_language_alone_are_nobody_s_name(words: str) -> None:
    told = people(f"Today the harbour office, {words}, and the Minister, Ada Rovenhal, met the growers of the valley.")
    assert "Ada Rovenhal" in told and words not in told


def test_a_name_of_common_words_stands_after_its_office() -> None:
    assert "Drew Waters" in people("Senator Drew Waters spoke in the harbour today. Waters thanked the growers.")
