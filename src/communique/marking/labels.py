"""Labels of transcripts as they are written: "PRESIDENT X:", "MS. Y:", "Q", "SENIOR OFFICIAL:", "From Chair Z:"."""

from __future__ import annotations

import re

from communique.marking.courtesies import STAGE

# matches: PRESIDENT DUDA (As interpreted.):  –  what stands before the first colon, without the marks of a sentence
_BEFORE_COLON = re.compile(r"(?P<who>[^:;!?()\[\]“”\"—]{1,70}?)\s*(?:\([^()]{1,60}\)\s*)?:(?=\s|$)")
# matches: Q Thank you, Mr. President.  –  Q (Reuters): Is it true?
_ASKED = re.compile(r"(?P<who>Q)(?:\s*\((?P<name>[^().]{2,60})\))?\s*:?\s+(?=\S)")
_PARTICLES = frozenset(
    (
        "of",
        "the",
        "for",
        "to",
        "and",
        "de",
        "del",
        "da",
        "dos",
        "di",
        "la",
        "van",
        "von",
        "der",
        "den",
        "al",
        "bin",
        "el",
    )
)


def label_end(text: str) -> int:
    """Where the label with which a block begins ends; 0 where there is none: "PRESIDENT LÓPEZ OBRADOR:" is one,
    "Here is the deal:" is none."""
    asked = _ASKED.match(text)
    if asked is not None:
        return asked.end()
    found = _BEFORE_COLON.match(text)
    if found is None:
        return 0
    words = found["who"].split()
    if not words or not words[0][:1].isupper():
        return 0
    return found.end() if all(w[:1].isupper() or w in _PARTICLES for w in words) else 0


def label_words(label: str) -> str:
    """Who a label names, without colon and parenthesis: "Q (Reuters):" is "Q"."""
    return label.split("(")[0].rstrip(": ").strip()


def asker(label: str) -> str:
    """The name that stands in parentheses beside "Q"; empty where there is none."""
    found = _ASKED.match(label + " x")
    return (found["name"] or "") if found is not None else ""


def without_asides(text: str, label: int) -> str:
    """The text as a parser should read it, each character in its place: a label in capitals and stage directions
    ("(Applause.)") are blanks."""
    if label_words(text[:label]).isupper():
        text = " " * label + text[label:]
    return STAGE.sub(lambda aside: " " * len(aside[0]), text)
