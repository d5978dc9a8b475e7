"""Any bytes give a reading or Unreadable, never another exception; plain text is read verbatim."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading_contract import check
from reading_documents import everything

from communique.lexicon import Lexicon
from communique.reading import Unreadable, read
from communique.reading.lines import lines_of
from communique.reading.text import blocks_of

RELAXED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
BEGINNINGS = (
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"<html>",
    b"---\ntitle: ",
    b"# ",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"<?xml version='1.0'?>",
)
PIECES = (
    *(
        "\n",
        "\n\n",
        " ",
        "- ",
        "• ",
        "1. ",
        "(a) ",
        "# ",
        "> ",
        "| a | b |\n",
        "***",
        "---\n",
        "title: ",
        "&",
        '"',
        "[x](y)",
        "\t",
        "\u2028",
    ),
    *(
        "31 Oct. 2017",
        "13:33 JST",
        "Last updated: ",
        "Related articles",
        "Leave a Reply",
        "Kyodo",
        "(Reuters) - ",
        "By Ada Quill",
        "|",
    ),
    *(
        "The minister said that the talks had been useful and would go on.",
        "JOINT STATEMENT",
        "Q  Why?",
        "THE PRESIDENT:  No.",
        "é",
        "日本",
        "\x0c",
    ),
    *(
        "<p>",
        "</p>",
        "<div>",
        "<ul><li>",
        "<br>",
        "<h1>",
        "<nav>",
        "<!--",
        "<script>",
        "<table><tr><td>",
        "<time datetime='2031-05-04'>",
        "&nbsp;",
    ),
)
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map("".join)


def attempt(content: bytes, lexicon: Lexicon) -> None:
    try:
        reading = read(content, name="x", lexicon=lexicon)
    except Unreadable as unreadable:
        assert unreadable.what and unreadable.why and unreadable.try_
        return
    check(reading)


@RELAXED
@given(beginning=st.sampled_from(BEGINNINGS), rest=st.binary(max_size=300))
def test_any_bytes(beginning: bytes, rest: bytes, lexicon: Lexicon) -> None:
    attempt(beginning + rest, lexicon)


@RELAXED
@given(beginning=st.sampled_from(("", "<html><body>", "---\n", "# a\n\n")), text=texts)
def test_any_text(beginning: str, text: str, lexicon: Lexicon) -> None:
    attempt((beginning + text).encode(), lexicon)


@FEW
@given(data=st.data(), name=st.sampled_from(sorted(everything())))
def test_damaged_documents(data: st.DataObject, name: str, lexicon: Lexicon) -> None:
    content = bytearray(everything()[name])
    for _ in range(data.draw(st.integers(0, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    attempt(bytes(content[: data.draw(st.integers(0, len(content)))]), lexicon)


@RELAXED
@given(text=texts.filter(lambda t: "\0" not in t))
def test_text_and_markdown_are_kept_verbatim(text: str, lexicon: Lexicon) -> None:
    try:
        reading = read(text.encode(), name="x", lexicon=lexicon)
    except Unreadable:
        return
    if reading.media_type in ("text/plain", "text/markdown"):
        assert reading.text == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


@RELAXED
@given(text=texts)
def test_every_word_of_a_text_is_in_a_block_or_is_a_bullet(text: str) -> None:
    text = text.replace("\r", "\n")
    blocks = blocks_of(text, lines_of(text))
    inside = [False] * len(text)
    for block in blocks:
        inside[block.start : block.end] = [True] * (block.end - block.start)
    outside = [(n, c) for n, c in enumerate(text) if c.isalpha() and not inside[n]]
    for n, _ in outside:  # a letter outside is the letter of an item: (a), iv)
        assert text[n + 1] in ")." or text[n + 1].isalpha()
