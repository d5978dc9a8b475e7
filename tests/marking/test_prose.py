"""Prose: what is left of a block when its markup is left out, and where it stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from communique.marking.prose import prose_of, scalar_prose
from communique.model.document import Block, BlockKind


def block(text: str) -> Block:
    return Block(0, len(text), BlockKind.PARAGRAPH)


def test_markdown_is_left_out_and_every_span_is_found_again() -> None:
    text = "The **two leaders** met \\- in the [harbour](https://example.org/a_(b)) of\nOslo."
    prose = prose_of(text, block(text), markdown=True)
    assert prose.text == "The two leaders met - in the harbour of Oslo."
    at = prose.text.index("harbour")
    assert prose.span(at, at + 7).of(text) == "harbour"


def test_a_quoted_title_of_front_matter_is_read_without_its_escapes() -> None:
    text = '"Readout of President\\_Brenn\\u2019s Call\\\n  \\ with Peru"'
    prose = scalar_prose(text, 0, len(text))
    assert prose.text == "Readout of President Brenn’s Call with Peru"
    at = prose.text.index("Brenn")
    assert prose.span(at, at + 5).of(text) == "Brenn"


@given(st.text(), st.booleans())
def test_places_rise_and_lie_in_the_text(text: str, markdown: bool) -> None:
    for prose in (prose_of(text, block(text), markdown=markdown), scalar_prose(text, 0, len(text))):
        assert len(prose.places) == len(prose.text)
        assert list(prose.places) == sorted(set(prose.places))
        assert all(0 <= place < len(text) for place in prose.places)
