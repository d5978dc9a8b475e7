"""Lists of engagements, one to an item, each with its day in front: "3 May: the minister’s call with A"."""

from __future__ import annotations

import re

from communique.marking.passages import Passage
from communique.marking.told import Scene
from communique.model.document import BlockKind
from communique.model.times import Role

_BEFORE = re.compile(r"[\s\[(*•–—-]*(?:[Oo]n\s+)?")
_AFTER = re.compile(r"[\s\])*]*(?::|–|—|-\s)")


def day_in_front(scene: Scene, passage: Passage) -> int | None:
    """The time with which an item of a list begins, set off by a colon or a dash."""
    if passage.block.kind not in (BlockKind.ITEM, BlockKind.PARAGRAPH):
        return None
    for n, mark in enumerate(scene.frame.times):
        if not passage.block.span.holds(mark.span):
            continue
        value = mark.value
        if value.role is not Role.AT or (value.day is None and value.weekday is None):
            continue
        start, end = passage.prose.at(mark.span.start), passage.prose.at(mark.span.end - 1) + 1
        if _BEFORE.fullmatch(passage.text[:start]) and _AFTER.match(passage.text[end:]):
            return n
    return None
