"""What is demanded of whom, as far as a sentence makes it certain."""

from __future__ import annotations

import pytest
from said import marked

TEXT = "Statement by President Aldo Brenn of Chile\n\n"
JOINT = "Joint Statement of Chile and Norway\n\n"


def demands(text: str) -> list[tuple[tuple[str, ...], str]]:
    """Of each demand of a text who is to act, and its words."""
    marks, words = marked(text + "\n")
    return [
        (
            tuple(marks.figures[p.figure].name if p.figure is not None else p.name for p in s.deed.by),
            " … ".join(words[a.start : a.end] for a in s.deed.action),
        )
        for s in marks.statements
        if s.deed is not None and not s.deed.promised
    ]


@pytest.mark.parametrize(
    ("sentence", "of", "asked"),
    [
        ("I am calling on more employers to act.", "more employers", "to act"),
        ("I urge cities, states and counties to use the fund.", "cities, states and counties", "to use the fund"),
        ("I urge them to lower the tolls.", "them", "to lower the tolls"),
        ("We urge all members of the crew to rest.", "all members of the crew", "to rest"),
        ("I call on Peru on Thursday to free the crew.", "Peru", "to free the crew"),
    ],
)
def test_whom_a_demand_names(sentence: str, of: str, asked: str) -> None:
    assert demands(TEXT + sentence) == [((of,), asked)]


def test_each_of_those_who_are_named() -> None:
    ((of, asked),) = demands(
        TEXT + "We urge the leaders of Egypt, Ethiopia, and Sudan to share the water of the river."
    )
    assert (of, asked) == (("Egypt", "Ethiopia", "Sudan"), "to share the water of the river")


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("We call for a body to watch over the ferries.", "a body to watch over the ferries"),
        ("We call for additional funding to mend the port.", "additional funding to mend the port"),
        ("We call for an end to the violence.", "an end to the violence"),
    ],
)
def test_what_a_thing_is_for_is_not_what_is_asked(sentence: str, asked: str) -> None:
    assert demands(TEXT + sentence) == [((), asked)]


def test_a_demand_ends_where_another_begins() -> None:
    found = demands(TEXT + "We urge Peru to release the crew and call on all states to help with the search.")
    assert found[0] == (("Peru",), "to release the crew")


@pytest.mark.parametrize(
    "text",
    [
        f"{JOINT}The security of Peru and Kenya is essential for peace in the region.",
        f"{JOINT}Peruvian firms should not have access to the port.",
        f"{TEXT}I told the President of Peru about my resolve to open the port.",
        f"{TEXT}I call on Chile and Peru to share the port.",
        f"{TEXT}The tasks of the day demand closer work.",
        f"{TEXT}We banned Peruvian boats from the port.",
        f"{TEXT}I call on all of us to help.",
        f"{TEXT}I’ll call on people for questions.",
    ],
)
def test_what_demands_nothing_of_others_for_certain(text: str) -> None:
    assert demands(text) == []


def test_the_longer_time_of_two_that_are_joined() -> None:
    marks, words = marked(f"{JOINT}We will meet again over the coming days and weeks.\n")
    (due,) = [s.deed.due for s in marks.statements if s.deed is not None and s.deed.due is not None]
    assert words[due.span.start : due.span.end] == "over the coming days and weeks"
