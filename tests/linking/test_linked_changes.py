from __future__ import annotations

from communique.lexicon import load
from communique.linking.changes import changes_of, clauses
from communique.linking.correspondence import Beside, Said
from communique.linking.meaning import Meanings


def said(id_: str, document: str, act: str, content: str, strength: str = "plain") -> Said:
    return Said(id_, document, frozenset(), act, False, strength, content)


def beside(*every: Said) -> Beside:
    lexicon = load()
    return Beside(every, Meanings(lexicon.alike, lexicon.light))


FIRST = said("s-1", "d-1", "concern", "the boarding of fishing vessels off Tirmona")
SECOND = said("s-2", "d-2", "condemn", "the boarding of fishing vessels off Tirmona", "strong")
THIRD = said("s-3", "d-3", "support", "the boarding of fishing vessels off Tirmona")
ELSE = said("s-4", "d-2", "demand", "lower fees for the pilots of fishing vessels")


def test_a_change_is_claimed_between_two_statements_of_one_thing() -> None:
    every = [("2031-10-01", FIRST), ("2032-10-01", SECOND), ("2032-10-01", ELSE), ("2033-10-01", THIRD)]
    found = changes_of(every, beside(FIRST, SECOND, ELSE, THIRD))
    assert {id_: (turn.earlier, turn.kind) for id_, turn in found.items()} == {
        "s-2": ("s-1", "stronger"),
        "s-3": ("s-2", "reversed"),
    }


def test_nothing_changes_within_a_day_or_a_document() -> None:
    assert not changes_of([("2031-10-01", FIRST), ("2031-10-01", SECOND)], beside(FIRST, SECOND))


def test_new_and_dropped_need_a_text_that_speaks_of_the_issue() -> None:
    later = [SECOND, ELSE]
    both = beside(FIRST, *later)
    found = clauses([FIRST], later, ["s-1", "s-2", "s-4"], both)
    assert (dict(found.new), dict(found.dropped)) == ({"s-4": "s-1"}, {})
    back = clauses(later, [FIRST], ["s-1", "s-2", "s-4"], both)
    assert (dict(back.new), dict(back.dropped)) == ({}, {"s-4": "s-1"})
    silent = clauses([FIRST], later, ["s-2", "s-4"], both)  # the earlier text says nothing of the issue
    assert not silent.new and not silent.dropped


def test_new_and_dropped_need_a_clause_on_the_same_matter() -> None:
    fees = said("s-5", "d-2", "demand", "lower fees for pilots")
    found = clauses([FIRST], [SECOND, fees], ["s-1", "s-2", "s-5"], beside(FIRST, SECOND, fees))
    assert not found.new and not found.dropped


def test_a_welcome_passes_with_its_event_and_is_no_weaker_support() -> None:
    supported = said("s-6", "d-1", "support", "the release of the grain barges")
    welcomed = said("s-7", "d-2", "welcome", "the release of the grain barges")
    (turn,) = changes_of([("2031-10-01", supported), ("2032-10-01", welcomed)], beside(supported, welcomed)).values()
    assert (turn.earlier, turn.kind) == ("s-6", "")


def test_a_clause_of_a_longer_statement_is_no_change_of_it() -> None:
    raid = said("s-8", "d-1", "condemn", "the raid on the port of Tirmona", "strong")
    prices = said(
        "s-9", "d-2", "concern", "higher prices of bread, flour and fuel in distant markets since the raid on the port"
    )
    assert not changes_of([("2031-10-01", raid), ("2032-10-01", prices)], beside(raid, prices))


def test_a_text_on_another_matter_drops_nothing() -> None:
    other = said("s-5", "d-2", "demand", "lower fees for pilots of grain barges")
    found = clauses([FIRST], [other], ["s-1", "s-5"], beside(FIRST, other))
    assert not found.new and not found.dropped
