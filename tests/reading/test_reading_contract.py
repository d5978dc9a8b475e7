"""What holds of every reading, whichever reader made it."""

from __future__ import annotations

from importlib.resources import files

import msgspec
import pytest
from reading_contract import check
from reading_documents import everything

from communique.lexicon import Lexicon
from communique.model.document import Reading
from communique.reading import read


def _samples() -> dict[str, bytes]:
    folder = files("communique") / "sample" / "documents"
    wanted = (".txt", ".md", ".html", ".pdf", ".docx")
    return {f.name: f.read_bytes() for f in folder.iterdir() if f.name.endswith(wanted)} if folder.is_dir() else {}


DOCUMENTS = {**everything(), **_samples()}


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_a_reading_keeps_the_contract(name: str, lexicon: Lexicon) -> None:
    check(read(DOCUMENTS[name], name=name, lexicon=lexicon))


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_reading_twice_gives_the_same(name: str, lexicon: Lexicon) -> None:
    first = read(DOCUMENTS[name], name=name, lexicon=lexicon)
    assert read(DOCUMENTS[name], name="elsewhere/" + name, lexicon=lexicon) == first


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_a_reading_survives_the_wire(name: str, lexicon: Lexicon) -> None:
    reading = read(DOCUMENTS[name], name=name, lexicon=lexicon)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(reading), type=Reading) == reading


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_every_document_has_title_language_and_prose(name: str, lexicon: Lexicon) -> None:
    reading = read(DOCUMENTS[name], name=name, lexicon=lexicon)
    assert reading.title is not None
    assert reading.language is not None and reading.language.value == "en"
    marked = [mark.span for mark in reading.furniture]
    assert any(len(b.span) > 80 and not any(m.touches(b.span) for m in marked) for b in reading.blocks)


def test_boxes_lie_inside_pages_and_cover_all_words(lexicon: Lexicon) -> None:
    reading = read(DOCUMENTS["statement.pdf"], name="", lexicon=lexicon)
    assert all(box.right <= 595.3 and box.bottom <= 841.9 for box in reading.boxes)
    boxed = "".join(reading.text[box.start : box.end] for box in reading.boxes)
    assert boxed == "".join(reading.text.split())
