"""Blocks of plain text and Markdown."""

from __future__ import annotations

from communique.lexicon import Lexicon
from communique.model.document import Block, BlockKind, Reading
from communique.reading import read


def shown(reading: Reading) -> list[tuple[str, int, str]]:
    return [(b.kind.value, b.level, reading.text[b.start : b.end]) for b in reading.blocks]


def of(text: str, lexicon: Lexicon) -> list[tuple[str, int, str]]:
    return shown(read(text.encode(), name="x", lexicon=lexicon))


LONG = "The ministers of Veldane and Orsk met in Brackwater on Sunday and talked about the fees of their harbours."


def test_a_line_that_is_a_paragraph_makes_a_block(lexicon: Lexicon) -> None:
    short = "Short, but a paragraph of its own all the same, said the minister."
    text = f"Pact on Harbour Fees\n{LONG}\n{short}\n{LONG} {LONG}\n"
    found = of(text, lexicon)
    assert [kind for kind, _, _ in found] == ["heading", "paragraph", "paragraph", "paragraph"]


def test_wrapped_lines_are_one_block(lexicon: Lexicon) -> None:
    text = (
        "Statement on the buoys\n\n"
        "The three buoys that were taken from the passage in the night of 2 May\n"
        "have been found in a barn near Sallow. They are damaged, but they can be\n"
        "repaired, and the harbour master expects them to float again.\n\n"
        "Nobody was in the barn when the police arrived. The owner of the barn, a\n"
        "retired pilot, said that he had been abroad since the winter.\n"
    )
    found = of(text, lexicon)
    assert len(found) == 3
    assert found[1][2].startswith("The three buoys") and found[1][2].endswith("float again.")


def test_a_sentence_broken_in_its_middle_goes_on(lexicon: Lexicon) -> None:
    text = f"{LONG}\nA press statement (English (PDF) / Japanese (PDF)\n) was issued afterwards.\n{LONG}"
    assert [words for _, _, words in of(text, lexicon)][1].endswith(") was issued afterwards.")


def test_items_leave_out_their_marks(lexicon: Lexicon) -> None:
    text = f"{LONG}\n1. first thing\n2) second thing\n(a) third thing\n  • fourth thing\n- fifth thing\n"
    found = of(text, lexicon)[1:]
    assert [(kind, words) for kind, _, words in found] == [
        ("item", "first thing"),
        ("item", "second thing"),
        ("item", "third thing"),
        ("item", "fourth thing"),
        ("item", "fifth thing"),
    ]
    assert found[3][1] == 2


def test_a_bullet_alone_belongs_to_the_next_line(lexicon: Lexicon) -> None:
    found = of(f"{LONG}\n-\nfirst thing\n-\nsecond thing", lexicon)
    assert [(k, w) for k, _, w in found[1:]] == [("item", "first thing"), ("item", "second thing")]


def test_bullets_below_a_numbered_stem_are_deeper(lexicon: Lexicon) -> None:
    found = of(f"{LONG}\n\n1. {LONG}\n2. In order to do so, we:\n- will meet;\n- will write.\n3. {LONG}\n", lexicon)
    assert [level for kind, level, _ in found if kind == "item"] == [1, 1, 2, 2, 1]


def test_the_offsets_of_text_are_those_of_the_file(lexicon: Lexicon) -> None:
    text = "Tïtle of the page\n\n" + LONG + "\n"
    reading = read(text.encode(), name="x", lexicon=lexicon)
    assert reading.text == text
    assert reading.blocks[1] == Block(19, 19 + len(LONG), BlockKind.PARAGRAPH)


def test_markdown_blocks(lexicon: Lexicon) -> None:
    text = (
        "# Readout of a call #\n\nFirst line of a paragraph\nand its second line.\n\n## **What was said**\n\n"
        "> “Quoted words,” he said.\n\n* one\n  - two\n    lazily continued\n+ three\n\n"
        "| a | b |\n|---|---|\n| c | |\n\nSetext\n------\n\n**Bold line alone**\n\n```\ncode of sorts\n```\n\n***\n"
    )
    assert of(text, lexicon) == [
        ("heading", 1, "Readout of a call"),
        ("paragraph", 0, "First line of a paragraph\nand its second line."),
        ("heading", 2, "What was said"),
        ("paragraph", 0, "“Quoted words,” he said."),
        ("item", 1, "one"),
        ("item", 2, "two\n    lazily continued"),
        ("item", 1, "three"),
        ("cell", 0, "a"),
        ("cell", 0, "b"),
        ("cell", 0, "c"),
        ("heading", 2, "Setext"),
        ("heading", 3, "Bold line alone"),
        ("paragraph", 0, "code of sorts"),
    ]


def test_a_number_inside_a_wrapped_paragraph_is_no_item(lexicon: Lexicon) -> None:
    text = "# T\n\nThe ministers referred to article\n5. They did not say of which treaty.\n"
    assert [kind for kind, _, _ in of(text, lexicon)] == ["heading", "paragraph"]


def test_end_marks_are_furniture(lexicon: Lexicon) -> None:
    reading = read(f"# T\n\n{LONG}\n\n\\# \\# \\#\n".encode(), name="x", lexicon=lexicon)
    assert [(reading.text[f.start : f.end], f.reason) for f in reading.furniture] == [("\\# \\# \\#", "end mark")]
