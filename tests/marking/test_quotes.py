"""Quotations: where they open, close and go on."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.marking.quotes import quotes_of


def quoted(*texts: str) -> list[list[str]]:
    return [[t[q.start : q.end] for q in quotes] for t, quotes in zip(texts, quotes_of(texts), strict=True)]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("He said: “We agree.” Then he left.", ["We agree."]),
        ('"We agree," he said. "We always did."', ["We agree,", "We always did."]),
        ("No quotation at all.", []),
        ("“A never-closed quotation. She left.", ["A never-closed quotation. She left."]),
    ],
)
def test_one_paragraph(text: str, inside: list[str]) -> None:
    assert quoted(text) == [inside]


def test_speech_of_several_paragraphs_goes_on() -> None:
    first, second = quotes_of(["He said: “We agree.", "“We always did.”"])
    assert first[0].continues and second[0].continued


@given(st.lists(st.text(alphabet='ab .,“”"’\n'), max_size=6))
def test_quotations_lie_in_their_text_in_order(texts: list[str]) -> None:
    for text, quotes in zip(texts, quotes_of(texts), strict=True):
        assert all(0 <= q.outer_start <= q.start < q.end <= q.outer_end <= len(text) for q in quotes)
        assert all(a.outer_end <= b.outer_start for a, b in pairwise(quotes))
