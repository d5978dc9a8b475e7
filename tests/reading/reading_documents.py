"""Documents in every format for the tests of reading; all words are invented."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

PAGES = Path(__file__).parent / "pages"
PARAGRAPHS = (
    "We, the ministers of Veldane and Orsk, met in Brackwater and talked until the morning about the fees that ships "
    "of both countries pay in each other’s harbours, and about the lights that guide them there.",
    "We condemn the theft of three buoys from the Finn passage. We urge those who took them to bring them back before "
    "the winter, because fishermen depend on them when the fog comes down from the hills.",
    "We agree to meet again in the spring. Until then our coast guards will speak with each other every week, and each "
    "side will tell the other of any exercise at least ten days before it begins.",
)
TEXT = f"""Joint statement of the ministers of Veldane and Orsk

4 May 2031

{PARAGRAPHS[0]}

1. {PARAGRAPHS[1]}
2. {PARAGRAPHS[2]}
"""
WRAPPED = """Statement on the Finn passage

The three buoys that were taken from the Finn passage in the night of 2 May
have been found in a barn near Sallow. They are damaged, but they can be
repaired, and the harbour master expects them to float again before June.

Nobody was in the barn when the police arrived. The owner of the barn, a
retired pilot, said that he had been abroad since the winter and that he did
not know how the buoys had come there.
"""
MARKDOWN = f"""---
title: "Readout of Minister Reave’s Call with Minister Marn"
date: 2031-05-06
published_time: 2031-05-06 18:30:00+02:00
source_url: https://press.veldane.example/readouts/17
publisher: Ministry of Foreign Affairs of Veldane
author: [Ada Quill, Ben Rook]
---

# Readout of Minister Reave’s Call with Minister Marn

{PARAGRAPHS[0]}

- first of all, the [lights](https://lights.example) at Finn;
- then the *buoys*:
  - their colour,
  - their price.

> "We shall see," said Minister Marn, and hung up after a pause that those in the room remember well.

| what | when |
| --- | --- |
| buoys | June |

###
"""


@cache
def pdf() -> bytes:
    """Two pages with a running header, page numbers, and a paragraph that goes on over the page break."""
    out = io.BytesIO()

    def frame(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, A4[1] - 40, "Ministry of Foreign Affairs of Veldane")
        canvas.drawString(280, 30, f"Page {canvas.getPageNumber()} of 2")

    styles = getSampleStyleSheet()
    story: list[object] = [Paragraph("Joint statement on harbours and lights", styles["Title"])]
    for n in range(5):
        for words in PARAGRAPHS:
            story += [Paragraph(f"{n + 1} times said: {words}", styles["BodyText"]), Spacer(1, 14)]
    long = " ".join(PARAGRAPHS * 4)
    story.insert(-6, Paragraph(long, styles["BodyText"]))
    template = SimpleDocTemplate(out, pagesize=A4, title="Joint statement on harbours and lights", invariant=1)
    template.build(story, onFirstPage=frame, onLaterPages=frame)
    return out.getvalue()


@cache
def docx() -> bytes:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Ministry of Foreign Affairs of Veldane"
    document.sections[0].footer.paragraphs[0].text = "For background only"
    document.core_properties.title = "Joint statement of the ministers"
    document.add_heading("Joint statement of the ministers", 0)
    document.add_paragraph("Brackwater, 4 May 2031")
    document.add_paragraph(PARAGRAPHS[0])
    document.add_heading("What was agreed", 1)
    document.add_paragraph("share the records of our coast guards;", style="List Bullet")
    document.add_paragraph("meet again in the spring.", style="List Bullet 2")
    document.add_paragraph("(a) typed by hand, as many ministries do it;")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(
        (c for row in table.rows for c in row.cells), ("State", "Minister", "Orsk", "Lida Marn"), strict=True
    ):
        cell.text = words
    document.add_paragraph(PARAGRAPHS[1])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pages() -> Mapping[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(PAGES.glob("*.html"))}


def everything() -> Mapping[str, bytes]:
    return {
        "statement.txt": TEXT.encode(),
        "wrapped.txt": WRAPPED.encode(),
        "readout.md": MARKDOWN.encode(),
        "statement.pdf": pdf(),
        "statement.docx": docx(),
        **pages(),
    }
