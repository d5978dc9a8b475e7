"""How items nest: an item under a stem that is itself an item stands one level deeper."""

from __future__ import annotations

from collections.abc import Sequence

from communique.model.document import Block, BlockKind
from communique.reading.lines import BULLET

LEVELS = 6


def nested(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks; where `5. …, we:` is followed by bullets at the same depth, these go one level down."""
    found: list[Block] = []
    stem: tuple[str, int] | None = None  # kind of marker and level of the item that ended in a colon
    for b in blocks:
        if b.kind is not BlockKind.ITEM:
            stem = None
            found.append(b)
            continue
        marker = _marker(text, b)
        if stem is not None and marker == stem[0]:
            stem = None
        if stem is not None and b.level <= stem[1]:
            b = Block(b.start, b.end, b.kind, min(stem[1] + 1, LEVELS))
        elif stem is None and text[b.start : b.end].rstrip().endswith(":"):
            stem = (marker, b.level)
        found.append(b)
    return tuple(found)


def _marker(text: str, b: Block) -> str:
    """What stands before the item on its line: a number, a letter, a bullet, or nothing (the page draws it)."""
    begin = text.rfind("\n", max(0, b.start - 40), b.start) + 1
    found = BULLET.match(text, begin, b.end)
    if found is None or found.end() != b.start:
        return "drawn"
    return next(name for name in ("dot", "number", "inner", "letter") if found[name])
