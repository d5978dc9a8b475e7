"""Formats are told by content, encodings by what is declared and what is valid."""

from __future__ import annotations

import io
import zipfile

import pytest
from reading_documents import everything

from communique.lexicon import Lexicon
from communique.model.findings import Severity
from communique.reading import Unreadable, read
from communique.reading.sniff import Format, sniff

EXPECTED = {
    "statement.txt": Format.TEXT,
    "wrapped.txt": Format.TEXT,
    "readout.md": Format.MARKDOWN,
    "statement.pdf": Format.PDF,
    "statement.docx": Format.DOCX,
    "news.html": Format.HTML,
    "ministry.html": Format.HTML,
    "statement.html": Format.HTML,
    "repost.html": Format.HTML,  # a fragment, without html and body
}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_format_is_told_by_content(name: str) -> None:
    assert sniff(everything()[name]).format is EXPECTED[name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# A heading\n\nand prose below it", Format.MARKDOWN),
        ("A title\n=====\n\nand prose", Format.MARKDOWN),
        ("See [the text](https://example.org/text) for more.", Format.MARKDOWN),
        ("**Question:** Why?\n\n**Answer:** Because.", Format.MARKDOWN),
        ("- a list\n- of plain things\n\n1. numbered\n2. too", Format.TEXT),
        ("Fields marked * are required. Name *", Format.TEXT),
        ('"Politics" POPULAR ARTICLE\n-\nA Headline\n-\nAnother One', Format.TEXT),
        ("He wrote <p> on the blackboard, and 3 < 4.", Format.TEXT),
        ("---\nonly a rule, never closed\n\nprose", Format.TEXT),
        ("<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x' 'y'>\n<html><body><p>x</p></body></html>", Format.HTML),
        ("<!-- saved page -->\n<html><p>x</p></html>", Format.HTML),
        ("This text speaks of %PDF-1.7 and of nothing else.", Format.TEXT),
    ],
)
def test_plain_stays_plain(text: str, expected: Format) -> None:
    assert sniff(text.encode()).format is expected


def _zip(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "an empty file"),
        (b" \n\t\r\n", "an empty file"),
        (b"\xef\xbb\xbf", "an empty file"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a PNG image"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "a JPEG image"),
        (b"\x7fELF" + bytes(60), "a program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of old Microsoft Office"),
        (b"{\\rtf1 hello}", "an RTF file"),
        (b"PK\x03\x04 and no more", "a damaged ZIP file"),
        (_zip("a.txt"), "a ZIP archive"),
        (_zip("xl/workbook.xml"), "an Excel workbook"),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "an XML file"),
        (bytes(range(256)) * 20, "not a text"),
        (b"word\0word\0\0word", "not a text"),
    ],
)
def test_what_is_no_document_is_refused_with_advice(content: bytes, what: str, lexicon: Lexicon) -> None:
    with pytest.raises(Unreadable) as refused:
        read(content, name="report.html", lexicon=lexicon)
    assert refused.value.what == what
    trouble = refused.value.trouble
    assert trouble.severity is Severity.ERROR and trouble.why and trouble.try_
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_give_one_text(encoding: str, lexicon: Lexicon) -> None:
    text = "Communiqué of Veldane\r\n\r\nThe ministers met in the café “Finn” and agreed on the price of rope.\r"
    reading = read(text.encode(encoding), name="x", lexicon=lexicon)
    assert reading.text == text.replace("\r\n", "\n").replace("\r", "\n")


def test_a_declared_encoding_is_followed(lexicon: Lexicon) -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Министры встретились в Москве</p></body></html>'
    reading = read(page.encode("cp1251"), name="x", lexicon=lexicon)
    assert "Министры встретились" in reading.text
    assert not reading.troubles


def test_latin_1_means_windows_1252_as_in_browsers(lexicon: Lexicon) -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>She said “no” – twice.</p></body></html>'
    assert "“no” – twice" in read(page.encode("cp1252"), name="x", lexicon=lexicon).text


def test_a_wrong_declaration_is_noticed(lexicon: Lexicon) -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>Communiqué “final”</p></body></html>'
    reading = read(page.encode(), name="x", lexicon=lexicon)
    assert "Communiqué “final”" in reading.text
    assert [t.severity for t in reading.troubles] == [Severity.NOTE]


def test_a_guessed_encoding_says_so(lexicon: Lexicon) -> None:
    text = "Le communiqué a été publié à l’issue de la réunion des ministres, très tôt le matin. " * 4
    reading = read(text.replace("’", "'").encode("latin-1"), name="x", lexicon=lexicon)
    assert "communiqué a été publié" in reading.text
    assert any("guessed" in t.what for t in reading.troubles)


def test_lost_characters_are_counted_and_placed(lexicon: Lexicon) -> None:
    page = b'<html><meta charset="shift_jis"><body><p>plain words and \x85 then more plain words</p></body></html>'
    reading = read(page, name="x", lexicon=lexicon)
    lost = [t for t in reading.troubles if "could not be read" in t.what]
    assert "\N{REPLACEMENT CHARACTER}" not in reading.text or (lost and lost[0].where.startswith("first at character"))
