"""Prose cut into sentences cheaply: by stops alone, without a parser.

    sentences("Mr. Ito met her. They agreed.")      # [(0, 16), (17, 29)]

What is wanted is that one text is cut in one way wherever it stands, not that each cut is right: `wording` finds a
repetition across the end of a sentence too. A stop ends a sentence before white space and a capital, a digit or an
opening mark, unless it belongs to a title, an initial or an abbreviation.
"""

from __future__ import annotations

import re

STOP = re.compile(r"[.!?…]+[”\"’')\]]*\s+(?=[\"“‘'(\[]*[A-ZÀ-Þ0-9])")  # met her.” They
ABBREVIATED = re.compile(  # "Mr." "J." "U.S." "No." before the stop
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|St|No|Nos|vs|Prof|Sgt|Capt|Adm|Amb|Rev|Hon|Art|Mt|Ft|Jan|Feb|Mar|Apr"
    r"|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)|(?<![^\W_])[A-Z]|\.[A-Z])$"
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a paragraph stand, `[start, end)`, in order; what holds no letter or digit is none."""
    found: list[tuple[int, int]] = []
    start = 0
    for stop in STOP.finditer(text):
        if text[stop.start()] == "." and ABBREVIATED.search(text, max(start, stop.start() - 8), stop.start()):
            continue
        found.append((start, stop.start() + len(stop.group().rstrip())))
        start = stop.end()
    found.append((start, len(text.rstrip())))
    return [(low, high) for low, high in found if any(map(str.isalnum, text[low:high]))]
