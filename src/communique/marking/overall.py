"""The time that the first sentence of a text sets for all of it: "This week A led a delegation to …"."""

from __future__ import annotations

from communique.marking.passages import Passage
from communique.marking.told import Scene, Told
from communique.model.document import BlockKind
from communique.model.marks import EngagementKind, EngagementStatus
from communique.model.times import Base, Role, TimeValue

_SHORTEST = 80  # characters of a paragraph


def from_overall(told: Told, scene: Scene) -> None:
    """Gives what the text is about, and of which it says no day, the time of its first sentence where that is not the
    day of the text: "This week A led a delegation. … A met B", "Yesterday A travelled to X. … A met B"."""
    first = next((p for p in scene.passages if _is_paragraph(p)), None)
    if first is None or told.status is not EngagementStatus.HELD or told.titled or told.when(scene.frame):
        return
    if told.kind is EngagementKind.VISIT or not first.sentences:
        return
    start, end = first.sentences[0]
    if (first.n, start, end) in told.sentences:
        return
    tokens = first.doc[start:end]
    root = next((t for t in tokens if t.dep_ == "ROOT" and t.tag_ == "VBD"), None)
    if root is None:
        return
    named = {
        scene.figures.of_naming.get((first.n, n))
        for n, naming in enumerate(first.namings)
        if naming.start < root.idx and naming.end <= root.idx
    }
    if not named & told.people.keys():
        return
    span = first.span(tokens[0].idx, tokens[-1].idx + len(tokens[-1].text))
    for n, time in enumerate(scene.frame.times):
        if not span.holds(time.span) or not _is_of_days_past(time.value):
            continue
        at = first.token_at(first.prose.at(time.span.end - 1))
        while at.dep_ in ("compound", "det", "amod", "pobj", "pcomp") and at.head.i != at.i:
            at = at.head
        if at.head.i == root.i and at.dep_ in ("npadvmod", "prep", "advmod"):
            told.times.append(n)
            return


def _is_paragraph(passage: Passage) -> bool:
    return passage.block.kind is not BlockKind.HEADING and len(passage.text) > _SHORTEST


def _is_of_days_past(value: TimeValue) -> bool:
    """This week, last month, yesterday: not the day of the text."""
    if value.role is not Role.AT or value.base is not Base.WRITING or value.day is not None:
        return False
    counted = value.weekday is None and any(n is not None and n <= 0 for n in (value.weeks, value.months))
    return counted or (value.days is not None and value.days < 0)
