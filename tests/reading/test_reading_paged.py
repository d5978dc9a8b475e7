"""PDF and DOCX, whole and hostile."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from docx.oxml import parse_xml
from reading_documents import PARAGRAPHS, docx, pdf
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from communique.lexicon import Lexicon
from communique.model.document import StampKind
from communique.reading import Unreadable, read
from communique.reading.docx import read_docx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def canvas(*pages: list[tuple[float, float, str]], **options: object) -> bytes:
    """A PDF with lines of text at (left, top), in points."""
    out = io.BytesIO()
    made = Canvas(out, pagesize=A4, invariant=1, **options)
    for lines in pages:
        made.setFont("Helvetica", 11)
        for left, top, words in lines:
            made.drawString(left, A4[1] - top, words)
        made.showPage()
    made.save()
    return out.getvalue()


def test_pdf_words_have_boxes_where_they_stand(lexicon: Lexicon) -> None:
    reading = read(canvas([(72, 100, "Joint statement"), (72, 400, "of the ministers")]), name="x", lexicon=lexicon)
    assert reading.text == "Joint statement\n\nof the ministers"
    assert [reading.text[b.start : b.end] for b in reading.boxes] == ["Joint", "statement", "of", "the", "ministers"]
    first, second = reading.boxes[0], reading.boxes[1]
    assert first.page == 1 and 71 <= first.left <= 73 and 85 <= first.top <= 100 <= first.bottom <= 106
    assert first.right < second.left and abs(first.top - second.top) < 1


def test_pdf_paragraphs_headers_and_page_breaks(lexicon: Lexicon) -> None:
    reading = read(pdf(), name="x", lexicon=lexicon)
    marks = [(reading.text[f.start : f.end], f.reason) for f in reading.furniture]
    header = ("Ministry of Foreign Affairs of Veldane", "running header")
    assert marks == [header, ("Page 1 of 2", "page number"), header, ("Page 2 of 2", "page number")]
    long = next(b for b in reading.blocks if reading.text[b.start : b.end].startswith("We, the ministers"))
    assert " ".join(reading.text[long.start : long.end].split()) == " ".join(PARAGRAPHS * 4)
    assert {box.page for box in reading.boxes if long.start <= box.start < long.end} == {1, 2}
    assert reading.title is not None and reading.title.value == "Joint statement on harbours and lights"
    assert reading.title.span is not None and reading.title.span.of(reading.text) == reading.title.value


def test_pdf_keeps_hyphens_as_they_stand(lexicon: Lexicon) -> None:
    lines = [(72, 100, "The ministers of both coun-"), (72, 113, "tries met in the harbour of Sallow.")]
    assert "coun-\ntries" in read(canvas(lines), name="x", lexicon=lexicon).text


def test_a_weak_date_of_a_pdf_says_that_it_is_inferred(lexicon: Lexicon) -> None:
    stamps = read(canvas([(72, 100, "Words without a date")]), name="x", lexicon=lexicon).stamps
    assert [(s.kind, s.value[:10]) for s in stamps] == [(StampKind.PUBLISHED, "2000-01-01")]
    assert stamps[0].reason.startswith("inferred")


def test_an_empty_and_a_scanned_pdf(lexicon: Lexicon) -> None:
    with pytest.raises(Unreadable, match="PDF without text"):
        read(canvas([]), name="x", lexicon=lexicon)
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    out = io.BytesIO()
    made = Canvas(out, pagesize=A4)
    made.drawImage(ImageReader(Image.new("RGB", (40, 40), "grey")), 0, 0, *A4)
    made.showPage()
    made.save()
    with pytest.raises(Unreadable, match=r"a scanned PDF.*text recognition"):
        read(out.getvalue(), name="x", lexicon=lexicon)
    made = Canvas(out := io.BytesIO(), pagesize=A4)
    made.drawString(72, 500, "A page of text")
    made.showPage()
    made.drawImage(ImageReader(Image.new("RGB", (40, 40), "grey")), 0, 0, *A4)
    made.showPage()
    made.save()
    reading = read(out.getvalue(), name="x", lexicon=lexicon)
    assert reading.partial and [t.where for t in reading.troubles] == ["page 2"]


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9])
def test_a_truncated_pdf(share: float, lexicon: Lexicon) -> None:
    content = pdf()[: int(len(pdf()) * share)]
    try:
        reading = read(content, name="x", lexicon=lexicon)
    except Unreadable as unreadable:
        assert "PDF" in unreadable.what or unreadable.what == "not a text"
    else:
        assert reading.text


def test_a_locked_pdf(lexicon: Lexicon) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    content = canvas([(72, 100, "secret words")], encrypt=StandardEncryption("open sesame"))
    with pytest.raises(Unreadable, match="a PDF with a password"):
        read(content, name="x", lexicon=lexicon)


def test_docx_blocks(lexicon: Lexicon) -> None:
    reading = read(docx(), name="x", lexicon=lexicon)
    shown = [(b.kind.value, b.level, reading.text[b.start : b.end]) for b in reading.blocks]
    assert ("heading", 1, "Joint statement of the ministers") in shown
    assert ("item", 1, "share the records of our coast guards;") in shown
    assert ("item", 2, "meet again in the spring.") in shown
    assert ("item", 1, "typed by hand, as many ministries do it;") in shown
    assert [words for kind, _, words in shown if kind == "cell"] == ["State", "Minister", "Orsk", "Lida Marn"]
    marks = [(reading.text[f.start : f.end], f.reason) for f in reading.furniture]
    assert marks == [
        ("Ministry of Foreign Affairs of Veldane", "running header"),
        ("For background only", "running footer"),
    ]
    assert reading.stamps[0].value == "2031-05-04"


def test_docx_text_in_insertions_controls_and_boxes_is_read() -> None:
    document = Document()
    body = document.element.body
    body.insert(0, parse_xml(f"<w:p {W}><w:r><w:t>one </w:t></w:r><w:ins w:id='1'><w:r><w:t>two</w:t></w:r></w:ins>"
                             "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"))  # fmt: skip
    body.insert(1, parse_xml(f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>three</w:t></w:r></w:p></w:sdtContent></w:sdt>"))
    body.insert(2, parse_xml(f"<w:p {W}><w:r><w:t>four</w:t><w:txbxContent><w:p><w:r><w:t>five</w:t></w:r></w:p>"
                             "</w:txbxContent><w:tab/><w:t>six</w:t><w:br/><w:t>seven</w:t></w:r></w:p>"))  # fmt: skip
    out = io.BytesIO()
    document.save(out)
    assert read_docx(out.getvalue()).text == "one two\n\nthree\n\nfour\tsix\nseven\n\nfive"


def _repacked(replaced: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx())) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.namelist():
            target.writestr(member, replaced.get(member, source.read(member)))
        for member, content in replaced.items():
            if member not in source.namelist():
                target.writestr(member, content)
    return out.getvalue()


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:body><w:p><w:r><w:t>words &b;&x;</w:t></w:r></w:p></w:body></w:document>"""


@pytest.mark.parametrize(
    "replaced",
    [
        {"word/media/bomb.bin": bytes(20_000_000)},
        {"word/document.xml": b"no xml at all"},
        {"word/document.xml": b"<a>" * 5000},
        {"word/document.xml": b""},
        {"[Content_Types].xml": b"<Types/>"},
        {"word/styles.xml": b"<broken"},
        {f"word/media/{n}.bin": b"x" for n in range(2001)},
    ],
    ids=["bomb", "no-xml", "deep", "empty", "no-types", "styles", "members"],
)
def test_hostile_docx(replaced: dict[str, bytes], lexicon: Lexicon) -> None:
    with pytest.raises(Unreadable) as refused:
        read(_repacked(replaced), name="x", lexicon=lexicon)
    assert "DOCX" in refused.value.what and refused.value.why and refused.value.try_


def test_a_docx_with_entities_reads_nothing_from_outside(lexicon: Lexicon) -> None:
    try:
        reading = read(_repacked({"word/document.xml": ENTITIES}), name="x", lexicon=lexicon)
    except Unreadable:
        return
    assert "aaaaaaaaaa" * 3 not in reading.text
    with open("/etc/hostname") as outside:
        assert outside.read().strip() not in reading.text
