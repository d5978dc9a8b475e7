"""Stamps: the dates that a document bears as its own. A date in the prose is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from communique.model.document import Block, BlockKind, Stamp, StampKind
from communique.reading.clock import Clock, Found
from communique.reading.kinds import BYLINE
from communique.reading.layout import About, Hint, Layout
from communique.reading.lines import is_prose, words_of
from communique.reading.regions import Regions

LONGEST = 160  # characters of a stamp line
OTHER_WORDS = 9  # words that may stand beside a date: a place, a byline, the number of a press notice
# words that make a line with a date a title or a caption rather than a stamp
CONTENT = re.compile(
    r"\b(?:meeting|talks|statement|declaration|visit|remarks|summit|call|conversation|conference|readout|speech|interview|"
    r"address|agreement|communiqu[eé]|resolution|treaty|session|briefing|event|holds?|held|meets?|met|says?|said)\b",
    re.I,
)
_JOINING = """
    by no of the for in and immediate release issued press notice number dated date time local updated published
"""
JOINING = frozenset(_JOINING.split())
# matches: (October 2, 2022), • 31 Oct. 2017 -, |, END
FRAMING = re.compile(r"[\s|·•*_()\[\],;:\-–—/>»#&.]+")


class Stamped(Struct, frozen=True):
    blocks: tuple[Block, ...]
    stamps: tuple[Stamp, ...]


def stamp(layout: Layout, regions: Regions, clock: Clock) -> Stamped:
    """The layout's blocks with date lines marked as metadata, and the stamps of hints and of those lines."""
    blocks = list(layout.blocks)
    stamps = list(_hinted(layout.hints, clock, weak=False))
    for n, block in enumerate(blocks):
        if block.kind is BlockKind.METADATA or block.end - block.start > LONGEST or regions.furnished(n):
            continue
        line = layout.text[block.start : block.end]
        found = clock.read(line)
        if block.kind is BlockKind.CELL and not any(d.labelled for d in found.dates):
            continue  # a table may date anything
        if not _is_stamp(line, found, n, regions):
            continue
        blocks[n] = Block(block.start, block.end, BlockKind.METADATA)
        stamps.extend(_stamps(found, block, line))
    for n in _beside(layout, blocks, regions):
        blocks[n] = Block(blocks[n].start, blocks[n].end, BlockKind.METADATA)
    for weak in _hinted(layout.hints, clock, weak=True):
        # a file copied or filled in later tells nothing: a change before the day of publication neither
        if all(weak.kind is not s.kind and weak.value[:10] > s.value[:10] for s in stamps):
            stamps.append(weak)
    return Stamped(tuple(blocks), tuple(_fullest(stamps)))


def _is_stamp(line: str, found: Found, n: int, regions: Regions) -> bool:
    """True for a line that only dates the document: by itself anywhere in its frame, beside a place at its top."""
    if not (found.dates or found.timed) or ("\n" in line.strip("\n") and len(line) > 80):
        return False
    rest = FRAMING.sub(" ", found.rest).strip()
    words = words_of(rest)
    labelled = any(d.labelled for d in found.dates)
    if not words:
        return labelled or regions.before(n) or regions.after(n)
    if is_prose(line) or len(words) > OTHER_WORDS or n == regions.title or CONTENT.search(rest):
        return False
    plain = sum(w[0].islower() and w.lower() not in JOINING for w in words)
    if labelled and (len(words) <= 4 or regions.before(n)):
        return plain <= 1
    dated = any(d.value for d in found.dates)
    return regions.before(n) and dated and plain == 0


def _stamps(found: Found, block: Block, line: str) -> Iterable[Stamp]:
    for written in found.dates:
        if written.value is None:
            continue
        span = written.span
        words = line[span.start : span.end]
        label = (
            "a line that says it was updated"
            if written.kind is StampKind.UPDATED
            else "a line that only dates the document"
        )
        yield Stamp(
            written.kind,
            written.value,
            f"{label}: “{words.strip()}”",
            type(span)(block.start + span.start, block.start + span.end),
        )


def _beside(layout: Layout, blocks: Sequence[Block], regions: Regions) -> list[int]:
    """Short lines among stamp lines: bylines, the place of remarks above their hour, a lone stroke between two."""
    found: set[int] = set()
    for n in range(len(blocks) - 1, -1, -1):
        words = layout.text[blocks[n].start : blocks[n].end]
        if blocks[n].kind is BlockKind.METADATA or len(words) > LONGEST or regions.furnished(n) or n == regions.title:
            continue
        bare = not words_of(words) and blocks[n].kind is not BlockKind.CELL
        byline = regions.before(n) and BYLINE.fullmatch(words.strip(" *_"))
        if bare or byline or (regions.before(n + 1) and _is_place(layout, blocks, n, words, found)):
            found.add(n)
    return sorted(found)


def _is_place(layout: Layout, blocks: Sequence[Block], n: int, words: str, found: set[int]) -> bool:
    """True for a few words right above a line of metadata that begins with a number, or above such a place."""
    below = n + 1 < len(blocks) and (n + 1 in found or blocks[n + 1].kind is BlockKind.METADATA)
    if not below or len(words_of(words)) > 7 or words[:1].islower() or CONTENT.search(words):
        return False
    if words.rstrip().endswith((".", ":", ";")):
        return False
    if n > 0 and blocks[n - 1].kind is BlockKind.METADATA and blocks[n].kind is not BlockKind.HEADING:
        return True
    numbered = layout.text[blocks[n + 1].start] in "0123456789("
    titled = any(h.about is About.TITLE for h in layout.hints)  # without one, the line may be the title
    return (numbered or n + 1 in found) and (blocks[n].kind is not BlockKind.HEADING or titled)


def _hinted(hints: Iterable[Hint], clock: Clock, weak: bool) -> Iterable[Stamp]:
    for hint in hints:
        if hint.about not in (About.PUBLISHED, About.UPDATED) or hint.weak is not weak:
            continue
        value = clock.value(hint.value)
        if value is not None:
            kind = StampKind.PUBLISHED if hint.about is About.PUBLISHED else StampKind.UPDATED
            reason = f"inferred from the {hint.reason}" if weak else hint.reason
            yield Stamp(kind, value, reason, hint.span)


def _fullest(stamps: Sequence[Stamp]) -> list[Stamp]:
    """Each value once, published first; a bare day goes where a time of that day is known."""
    kept: list[Stamp] = []
    for kind in StampKind:
        of_kind = [s for s in stamps if s.kind is kind]
        values: set[str] = set()
        for s in of_kind:
            fuller = any(o.value != s.value and o.value.startswith(s.value) for o in of_kind)
            if not fuller and s.value not in values:
                values.add(s.value)
                kept.append(s)
    return kept
