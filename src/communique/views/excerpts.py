"""A use that gives only a part of a formula: a newspaper's excerpt, or a few words in quotation marks.

What such a text leaves out was not struck by anybody: the newspaper that writes that they “oppose any change” changed
no words of the statement which it quotes. So what is missing at the ends of an excerpt, and outside its quotation
marks, is no deletion.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.views.rewording import Segment

QUOTED, GIVEN = "quoted in part", "given in part"
MOST = 0.6  # of the words of a text of a party's own that stand in quotation marks where it quotes
OPENING = re.compile(r"[“«„]|\"(?=\w)")  # “oppose
CLOSING = re.compile(r"[”»]|(?<=[\w.,;!?])\"")  # change”
ANY = re.compile(r"[“”«»„\"]")

Span = tuple[int, int]


def part_of(before: str, shown: Sequence[Segment], press: bool) -> str:
    """What to call a use whose words differ from an earlier one in this way: `QUOTED`, `GIVEN`, or nothing where it is
    a wording of its own. `before` is what stands before it in its sentence."""
    if not shown or "drop" not in (shown[0].op, shown[-1].op):
        return ""
    text = _text(shown)
    inside = quoted(before, text)
    if inside is not None and (press or inside[1] - inside[0] >= MOST * len(text)):
        return QUOTED
    return GIVEN if press else ""


def excerpt(before: str, shown: Sequence[Segment]) -> tuple[Segment, ...]:
    """The words of such a use without what is missing at its ends and outside its quotation marks."""
    low, high = quoted(before, _text(shown)) or (0, len(_text(shown)))
    kept: list[Segment] = []
    at = 0
    for segment in shown:
        if segment.op != "drop":
            kept.append(segment)
            at += len(segment.text) + 1
        elif low < at < high:
            kept.append(segment)
    while kept and kept[-1].op == "drop":
        kept.pop()
    return tuple(kept)


def quoted(before: str, text: str) -> Span | None:
    """Where the words in quotation marks stand in a text; None where none do."""
    marks = [match.group() for match in ANY.finditer(before)]
    opened = bool(marks) and (marks[-1] in "“«„" or (marks[-1] == '"' and marks.count('"') % 2 == 1))
    first = OPENING.search(text)
    end = CLOSING.search(text)
    if opened or (end is not None and (first is None or end.start() < first.start())):
        return 0, end.start() if end is not None else len(text)
    if first is None:
        return None
    end = CLOSING.search(text, first.end())
    return first.start(), end.start() if end is not None else len(text)


def _text(shown: Sequence[Segment]) -> str:
    return " ".join(segment.text for segment in shown if segment.op != "drop")
