"""Instruments: one key for two citations of the same, and no instruments where nothing is cited."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.lexicon import load
from communique.marking.instruments import mark_instruments
from communique.model.marks import InstrumentMark

LEXICON = load()


def marks(text: str) -> list[tuple[str, InstrumentMark]]:
    return [(mark.span.of(text), mark) for mark in mark_instruments(text, LEXICON)]


def names(text: str) -> list[str]:
    return [mark.name for mark in mark_instruments(text, LEXICON)]


def test_a_list_of_resolutions_is_one_mark_each() -> None:
    found = marks("comply with UNSCRs 1718 and 1874")
    assert [(words, mark.name, mark.number) for words, mark in found] == [
        ("UNSCRs 1718", "UNSCR 1718", "1718"),
        ("1874", "UNSCR 1874", "1874"),
    ]


def test_citations_of_one_resolution_share_key_and_name() -> None:
    text = "UN Security Council Resolution 2375 (2017) binds all. UNSCR 2375 was unanimous."
    (_, first), (_, second) = marks(text)
    assert first.key == second.key
    assert first.name == second.name == "UNSCR 2375 (2017)"


def test_the_body_is_the_one_named_before_and_the_date_the_one_after() -> None:
    text = (
        "comply with all relevant UN Security Council resolutions, including the latest Resolution 2375"
        " adopted unanimously on 11 September 2017"
    )
    ((words, mark),) = marks(text)
    assert words == "Resolution 2375"
    assert (mark.name, mark.date, mark.issuer) == ("UNSCR 2375 (2017)", "2017-09-11", "United Nations Security Council")


def test_a_resolution_of_nobody_knows_whom() -> None:
    ((_, mark),) = marks("It recalled Resolution 12/3.")
    assert (mark.number, mark.issuer) == ("12/3", None)


def test_a_body_of_the_user() -> None:
    lexicon = load([b'[[organisation]]\nid = "X-C"\nname = "Compact Council"\nkind = "body"\n'])
    (mark,) = mark_instruments("The Compact Council adopted Resolution 118 (2031).", lexicon)
    assert (mark.issuer, mark.number, mark.date) == ("Compact Council", "118", "2031")


def test_treaties_known_by_name_under_their_names() -> None:
    found = marks("as reflected in the UN Convention on the Law of the Sea; UNCLOS applies")
    assert [words for words, _ in found] == ["UN Convention on the Law of the Sea", "UNCLOS"]
    assert len({mark.key for _, mark in found}) == 1


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("under the Velm Strait Treaty, ships", "Velm Strait Treaty", "treaty"),
        ("the Commission of the Velm Strait Treaty met", "Velm Strait Treaty", "treaty"),
        (
            "in the 2005 Joint Statement of the Six-Party Talks.",
            "2005 Joint Statement of the Six-Party Talks",
            "statement",
        ),
        ("the Treaty on the Prohibition of Velm Mines was signed", "Treaty on the Prohibition of Velm Mines", "treaty"),
        ("President Osk’s Harbour Action Plan helps", "Harbour Action Plan", "plan"),
    ],
)
def test_unknown_instruments_by_their_head(text: str, words: str, kind: str) -> None:
    ((found, mark),) = marks(text)
    assert found.removeprefix("the ") == words
    assert mark.kind == kind


def test_a_short_form_stands_for_what_introduces_it() -> None:
    text = "the Velm-Osk Individual Partnership Cooperation Plan (VOPP) and later the VOPP"
    found = marks(text)
    assert [words for words, _ in found] == ["Velm-Osk Individual Partnership Cooperation Plan (VOPP)", "VOPP"]
    assert found[0][1].key == found[1][1].key


@pytest.mark.parametrize(
    "text",
    [
        "The Joint Press Statement was issued.",
        "the Agreement with them",
        "the North Atlantic Treaty Organization",
        "Our Partnership is strong. The Plan works.",
        "Joint Declaration of Osk and Velm\n\nWe met today.",
        "see Article 6 and Chapter house",
    ],
)
def test_no_instruments(text: str) -> None:
    assert names(text) == []


WORDS = "UNSCR 2375 (2017) and , Resolution 12/3 the Treaty of Velm (IPCP) Joint Statement 2005 Plan ’s on S/RES/1"
pieces = st.sampled_from([*WORDS.split(), "\n\n"])


@given(st.one_of(st.text(), st.lists(pieces, max_size=25).map(" ".join)))
@settings(max_examples=400, deadline=None)
def test_any_text_gives_sorted_spans_apart(text: str) -> None:
    end = 0
    for mark in mark_instruments(text, LEXICON):
        assert end <= mark.span.start < mark.span.end <= len(text)
        assert mark.key
        assert mark.name
        end = mark.span.end


@pytest.mark.parametrize("unit", ["Treaty ", "Joint Treaty of ", "UNSCR 1718 and ", "Resolution "])
def test_linear_on_hostile_text(unit: str) -> None:
    started = time.perf_counter()
    mark_instruments(unit * (100_000 // len(unit)), LEXICON)
    assert time.perf_counter() - started < 60
