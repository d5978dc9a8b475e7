"""What a newspaper or a quotation leaves out is no deletion; what a text of a party's own leaves out is one."""

from __future__ import annotations

from communique.views.excerpts import GIVEN, QUOTED, excerpt, part_of, quoted
from communique.views.rewording import Segment


def cut(*parts: str) -> tuple[Segment, ...]:
    """`-by force` is dropped, `+in the strait` added."""
    ops = {"-": "drop", "+": "add"}
    return tuple(Segment(ops.get(part[0], "keep"), part.lstrip("-+")) for part in parts)


def plain(found: tuple[Segment, ...]) -> str:
    return " | ".join(f"{segment.op} {segment.text}" for segment in found)


def test_a_report_that_quotes_some_words_strikes_none() -> None:
    shown = cut("-We", "“firmly oppose any change” in the", "-northern", "strait.", "-by force.")
    assert part_of("The two said they ", shown, press=True) == QUOTED
    assert plain(excerpt("The two said they ", shown)) == "keep “firmly oppose any change” in the | keep strait."


def test_words_that_are_others_within_the_quotation_stay_marked() -> None:
    shown = cut("“we oppose", "-any", "+every", "change of the border”", "-by force.")
    assert plain(excerpt("", shown)) == "keep “we oppose | drop any | add every | keep change of the border”"


def test_a_text_of_its_own_that_leaves_words_out_is_a_wording_of_its_own() -> None:
    shown = cut("We oppose any change of the border.", "-by force or by threat of force.")
    assert part_of("", shown, press=False) == ""
    named = cut("We oppose any change of the “green line” between the two shores.", "-by force.")
    assert part_of("", named, press=False) == ""
    assert part_of("", cut("-We", "“oppose any change of the border”"), press=False) == QUOTED


def test_a_report_without_quotation_marks_gives_a_part() -> None:
    assert part_of("", cut("they oppose any change of the border.", "-by force."), press=True) == GIVEN
    assert part_of("", cut("they oppose", "-any", "+every", "change."), press=True) == ""


def test_marks_that_open_earlier_and_straight_ones_are_seen() -> None:
    assert quoted('They were "concerned about ', 'any change" in the strait') == (0, 10)
    assert quoted("", 'any change" in the strait') == (0, 10)
    assert quoted("", 'they "oppose any change" here') == (5, 23)
    assert quoted('The "green line": ', "they oppose any change") is None
