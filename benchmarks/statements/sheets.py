"""Write a sheet to annotate for each drawn document.

    python benchmarks/statements/sheets.py DOCS FOLDER

A sheet has a head (file, title, date; not the half), the first paragraphs as context where the window starts
later, and the sentences of the window as `[12] text`, a blank line between paragraphs. A label of a speaker stands on a
line of its own. Refuses a document with another digest than the drawn one.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from draw import DRAWN
from sentences import Document, Sentence, load, sentences, units

CONTEXT = 3


def drawn_documents() -> list[dict[str, Any]]:
    """The rows of `drawn.json`."""
    rows: list[dict[str, Any]] = json.loads(DRAWN.read_text(encoding="utf-8"))["documents"]
    return rows


def opened(docs: Path, row: dict[str, Any]) -> Document:
    """The document of a row of `drawn.json` or of a key. Raises ValueError where its bytes are others."""
    document = load(docs, row["file"])
    if document.digest != row["sha256"]:
        raise ValueError(f"{row['file']}: not the file that was drawn")
    return document


def numbered(document: Document, window: Sequence[int]) -> list[Sentence]:
    """The sentences of the window; the sheet's number of one is its place here and one more."""
    return [s for s in sentences(document) if window[0] <= s.start and s.end <= window[1]]


def sheet(document: Document, window: Sequence[int]) -> str:
    shown = numbered(document, window)
    lines = [f"file: {document.file}", f"title: {document.title}", f"date: {document.date}"]
    everything = sentences(document)
    earlier = [s for s in everything if s.end <= window[0]]
    if earlier:
        paragraphs = [u for u in units(document) if document.inside(*u) and u[1] <= window[0]]
        lines += ["", f"context (the document's beginning; the window starts {len(earlier)} sentences in):"]
        lines += [f"  | {document.shown(*unit)}" for unit in paragraphs[:CONTEXT]]
        if earlier[-1].label:
            lines.append(f"  | speaking just before the window: {earlier[-1].label}")
    later = sum(s.start >= window[1] for s in everything)
    speaking = None
    for number, sentence in enumerate(shown, start=1):
        if sentence.first:
            lines.append("")
        label_here = sentence.first and _labelled(document, sentence)
        if sentence.label and (sentence.label != speaking or label_here):
            lines.append(sentence.label)
        speaking = sentence.label
        lines.append(f"[{number}] {document.shown(sentence.start, sentence.end)}")
    lines += ["", f"(end of the window; {later} more sentences in the document)" if later else "(end)"]
    return "\n".join(lines) + "\n"


def _labelled(document: Document, sentence: Sentence) -> bool:
    """Whether the label stands right before this sentence."""
    line = document.text.rfind("\n", 0, sentence.start) + 1
    return bool(document.inside(line, sentence.start))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", type=Path, help="folder of the documents")
    parser.add_argument("folder", type=Path, help="where the sheets are written")
    asked = parser.parse_args(arguments)
    asked.folder.mkdir(parents=True, exist_ok=True)
    for row in drawn_documents():
        written = sheet(opened(asked.docs, row), row["window"])
        (asked.folder / f"{row['sheet']}.txt").write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
