"""Every sentence of a web page is found in the page again by its words and their context."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_documents import pages
from selectolax.lexbor import LexborHTMLParser

from communique.lexicon import Lexicon
from communique.model.spans import Span
from communique.reading import read
from communique.reading.locate import Selector, find, fragment, select

SENTENCE = re.compile(r"[^\s.!?][^.!?\n]*[.!?]?")


@pytest.mark.parametrize("name", sorted(pages()))
def test_every_sentence_is_found_again(name: str, lexicon: Lexicon) -> None:
    text = read(pages()[name], name="x", lexicon=lexicon).text
    spans = [Span(*found.span()) for found in SENTENCE.finditer(text)]
    assert len(spans) > 5
    for span in spans:
        assert find(select(text, span), text) == span


@pytest.mark.parametrize("name", sorted(pages()))
def test_every_sentence_is_found_in_the_text_that_another_parser_makes(name: str, lexicon: Lexicon) -> None:
    text = read(pages()[name], name="x", lexicon=lexicon).text
    parser = LexborHTMLParser(pages()[name].decode())
    for node in parser.css("script, style"):
        node.decompose()
    assert parser.body is not None
    whole = parser.body.text(deep=True)  # like textContent: no white space between blocks
    for found in SENTENCE.finditer(text):
        place = find(select(text, Span(*found.span())), whole)
        assert place is not None
        assert "".join(place.of(whole).split()) == "".join(found[0].split())


@given(text=st.text(alphabet="ab \n", min_size=1, max_size=80), data=st.data())
def test_what_is_found_is_the_span_or_nothing(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    words = span.of(text)
    found = find(select(text, span), text)
    if not words.strip():
        assert found is None
    elif found is not None:
        trimmed = Span(span.start + len(words) - len(words.lstrip()), span.end - (len(words) - len(words.rstrip())))
        assert found == trimmed


def test_a_quotation_that_stands_twice_is_told_by_its_context() -> None:
    text = "He agreed. She left. He agreed. They stayed."
    second = Span(21, 31)
    assert second.of(text) == "He agreed."
    assert find(select(text, second), text) == second
    assert find(Selector("He agreed."), text) is None
    assert find(Selector("He refused."), text) is None


def test_a_fragment_for_a_link() -> None:
    text = "Before it, there was a pause.\nThe well-known pact, a & b, was signed.\nAfter it"
    start = text.index("The well")
    made = fragment(select(text, Span(start, text.index("\nAfter"))))
    assert made == "#:~:text=The%20well%2Dknown%20pact%2C%20a%20%26%20b%2C%20was%20signed."


def test_the_fragment_of_a_long_quotation_gives_both_ends() -> None:
    text = "So: " + " ".join(f"word{n}" for n in range(40)) + " and more"
    end = text.index(" and more")
    made = unquote(fragment(select(text, Span(4, end))))
    assert made.startswith("#:~:text=So:-,word0 word1") and made.endswith("word39,-and more")
