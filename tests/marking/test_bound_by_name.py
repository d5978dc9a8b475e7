"""Promises that name who is bound, when they are due, and demands that say what is not to be done."""

from __future__ import annotations

import pytest
from test_deeds import BOTH, JOINT, READOUT, deeds, promised


@pytest.mark.parametrize(
    ("sentence", "action", "by"),
    [
        ("They welcomed Chile’s commitment to double its fleet.", "double its fleet", ("Chile",)),
        ("They expressed appreciation for Norway’s pledge to send two ships.", "send two ships", ("Norway",)),
        ("They affirmed their commitment to further strengthening the ports.", "further strengthening", BOTH),
        ("Norway is pledging at least EUR 2.5 billion for ports.", "at least EUR 2.5 billion", ("Norway",)),
    ],
)
def test_a_promise_names_its_owner(sentence: str, action: str, by: tuple[str, ...]) -> None:
    (found,) = deeds(f"{JOINT}{sentence}\n")
    assert found.by == by
    assert found.action.removeprefix("further ").startswith(action.removeprefix("further "))


def test_whom_the_speakers_cannot_bind_is_not_bound_by_their_welcome() -> None:
    assert promised("We welcome Peru’s commitment to double its fleet.") == []


def test_made_clear_tells_as_said_does() -> None:
    (found,) = deeds(f"{READOUT}The Prime Minister made clear that Norway will open the port.\n")
    assert (found.by, found.action) == (("Norway",), "open the port")


@pytest.mark.parametrize(
    ("words", "due", "bound"),
    [
        ("in the weeks and months ahead", "in the weeks and months ahead", "within"),
        ("at the conclusion of the harvest talks", "at the conclusion of the harvest talks", "at"),
        ("in the upcoming virtual meeting", "in the upcoming virtual meeting", "within"),
        ("for the 2031-2034 period", "for the 2031-2034", "at"),
    ],
)
def test_when_it_is_due(words: str, due: str, bound: str) -> None:
    (found,) = deeds(f"{JOINT}We will train pilots {words}.\n")
    assert found.due == (due, bound)


def test_by_a_year_in_front_of_a_promise_of_today() -> None:
    (found,) = deeds(f"{JOINT}By 2034, we commit to train 40 pilots.\n")
    assert found.due == ("By 2034", "by")


@pytest.mark.parametrize(
    "sentence",
    [
        "They discussed steps to restore calm over the coming days and agreed to train pilots.",
        "We will train pilots, highlighting this year’s 60th feast of the ports.",
    ],
)
def test_a_time_of_something_else_is_no_due_date(sentence: str) -> None:
    (found,) = deeds(f"{JOINT}{sentence}\n")
    assert found.due is None


def test_items_under_a_declaration_in_capitals() -> None:
    text = (
        f"{JOINT}**WE HEREBY DECLARE TO:**\n\n- **STRENGTHEN** the ports of the south;\n"
        "- **REAFFIRM** our support for the pilots.\n"
    )
    assert [d.action for d in deeds(text)] == ["STRENGTHEN** the ports of the south"]


def test_a_declaration_that_begins_with_its_states() -> None:
    text = (
        "---\ntitle: Fishing Forum Producers Declaration\n---\n\n"
        "Today, Norway, Chile and Peru affirm the role that we as fishing nations can play.\n\n"
        "Countries intend to open a second pier for the fleets of the south.\n"
    )
    (found,) = deeds(text)
    assert (found.by, found.action) == (
        ("Chile", "Norway", "Peru"),
        "open a second pier for the fleets of the south",
    )


def test_a_list_after_a_dash_says_who_we_are() -> None:
    text = (
        "---\ntitle: Declaration on the Ocean Partnership\n---\n\n"
        "We—the governments of Norway, Outer Skerries, Chile, and Peru—meet in Halm.\n\nWe will open a second pier.\n"
    )
    (found,) = deeds(text)
    assert found.by == ("Chile", "Norway", "Peru")


def test_what_is_demanded_not_to_be_done() -> None:
    (found,) = deeds(f"{READOUT}She called on Peru not to close the strait.\n")
    assert (found.promised, found.action) == (False, "not to close the strait")


@pytest.mark.parametrize(
    "sentence", ["She stressed the need to strengthen the ports.", "She asked all to join her in prayer."]
)
def test_a_need_or_a_rite_is_no_demand(sentence: str) -> None:
    assert [d for d in deeds(f"{READOUT}{sentence}\n") if not d.promised] == []


def test_who_is_to_be_released_is_not_who_is_to_act() -> None:
    (found,) = deeds(f"{READOUT}She called for President Brenn’s release.\n")
    assert found.by == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "She imposed new tolls to hold the smugglers to account.",
        "She said that she would call on Ms. Ada Bole and her question.",
    ],
)
def test_means_and_the_floor_are_no_demand(sentence: str) -> None:
    assert [d for d in deeds(f"{READOUT}{sentence}\n") if not d.promised] == []
