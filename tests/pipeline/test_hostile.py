"""Folders as the world has them: every document gets a status, what is wrong is told in a line, the good ones stay."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import misreading
import pytest
from collected import DOCUMENTS, REGION
from conftest import Run

from communique import pipeline
from communique.pipeline import adding, work
from communique.record import Record

GOOD = (DOCUMENTS[1], DOCUMENTS[2], DOCUMENTS[5])  # a text, a DOCX, a PDF


def bomb() -> bytes:
    """A DOCX of one megabyte that unfolds to one gigabyte."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as body:
            for _ in range(1024):
                body.write(b" " * (1 << 20))
    return packed.getvalue()


HOSTILE = {  # file → the status that it gets
    "empty.txt": (b"", "failed"),
    "rubbish.bin": (bytes(range(256)) * 300, "failed"),
    "truncated.pdf": (DOCUMENTS[5].read_bytes()[:2000], "failed"),
    "bomb.docx": (bomb(), "failed"),
    "attributes.html": (b"<html><body><p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">Words.</p>", "whole"),
    "nested.html": (b"<html><body>" + b"<div>" * 50_000 + b"Words.", "whole"),
    "weekdays.txt": (b"Monday Tuesday Wednesday Thursday Friday Saturday Sunday\n" * 90_000, "whole"),
    "french.txt": (
        ("Le ministre des Affaires étrangères a rencontré son homologue à Paris mardi. " * 9).encode(),
        "whole",
    ),
    "not-utf8.txt": (b"President Osquane met Minister Halquern in Ambrisk.\xff\xfe\x80 They talked.\n" * 3, "whole"),
    "one-line.txt": (b"The two ministers met in Ambrisk and agreed to meet again. " * 20_000, "whole"),
}
