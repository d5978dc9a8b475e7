"""Calls of which only "spoke" or "talked" tells: on the telephone, or face to face where they were together."""

from __future__ import annotations

from collections.abc import Sequence

from communique.marking.told import Scene, Told
from communique.model.marks import EngagementKind, EngagementStatus
from communique.model.spans import Span

_SPOKE = frozenset(("spoke", "speak", "speaks", "spoken", "speaking", "talk", "talks", "talked", "talking"))
CONVERSED = ("conversation", "conversations")
_TOGETHER = (
    EngagementKind.MEETING,
    EngagementKind.PRESS_CONFERENCE,
    EngagementKind.SUMMIT,
    EngagementKind.SIGNING,
)


def only_spoke(told: Told, scene: Scene) -> bool:
    """True for "A spoke today with B", which does not say how; false for "spoke by telephone", "a call"."""
    words = [_words(scene, span) for span in told.spans]
    return all(w in CONVERSED or (w.split(" ")[0] in _SPOKE and len(w.split(" ")) <= 2) for w in words)


def only_conversed(told: Told, scene: Scene) -> bool:
    """True for "their conversation", which is of a meeting as well as of a call."""
    return all(_words(scene, span) in CONVERSED for span in told.spans)


def face_to_face(told: Sequence[Told], scene: Scene) -> None:
    """ "We talked about it this morning", at the press conference of the two: a meeting of theirs, no call."""
    main = next((t for t in told if t.main and t.kind in _TOGETHER and t.status is EngagementStatus.HELD), None)
    for one in told:
        if main is None or one.kind is not EngagementKind.CALL or not set(one.people) <= set(main.people):
            continue
        today = [value.days == 0 for value in one.when(scene.frame)]
        if today and all(today) and len(one.people) > 1 and _only_talked(one, scene):
            one.kind = EngagementKind.MEETING


def _only_talked(told: Told, scene: Scene) -> bool:
    return only_spoke(told, scene) or any(_words(scene, span) in CONVERSED for span in told.spans)


def _words(scene: Scene, span: Span) -> str:
    for passage in scene.passages:
        if passage.block.span.holds(span):
            text = passage.text[passage.prose.at(span.start) : passage.prose.at(span.end - 1) + 1]
            return " ".join(text.lower().split())
    return ""
