"""Stamps: the dates that a document bears as its own. A date in the prose is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from communique.model.document import Block, BlockKind, Stamp, StampKind
from communique.reading.clock import Clock, Found
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
JOINING = frozenset("by no of the for in and immediate release issued date time local updated published".split())
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
        if not _is_stamp(line, found, n, regions):
            continue
        blocks[n] = Block(block.start, block.end, BlockKind.METADATA)
        stamps.extend(_stamps(found, block, line))
    for n in _beside(layout, blocks, regions):
        blocks[n] = Block(blocks[n].start, blocks[n].end, BlockKind.METADATA)
    stamps.extend(s for s in _hinted(layout.hints, clock, weak=True) if all(s.kind is not t.kind for t in stamps))
    return Stamped(tuple(blocks), tuple(_fullest(stamps)))


def _is_stamp(line: str, found: Found, n: int, regions: Regions) -> bool:
    """True for a line that does nothing but date the document: alone anywhere in its frame, beside a place at its top."""
    if not (found.dates or found.timed) or "\n" in line.strip("\n") and len(line) > 80:
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
        label = "a line that says it was updated" if written.kind is StampKind.UPDATED else "a line that only dates the document"
        yield Stamp(
            written.kind,
            written.value,
            f"{label}: “{words.strip()}”",
            type(span)(block.start + span.start, block.start + span.end),
        )


def _beside(layout: Layout, blocks: Sequence[Block], regions: Regions) -> list[int]:
    """Short lines among stamp lines: the place where remarks were made above the hour, a lone stroke between dates."""
    found = []
    for n, block in enumerate(blocks):
        words = layout.text[block.start : block.end]
        if block.kind is BlockKind.METADATA or regions.furnished(n):
            continue
        if not words_of(words):
            found.append(n)
            continue
        above = n + 1 < len(blocks) and blocks[n + 1].kind is BlockKind.METADATA and regions.before(n + 1)
        between = above and n > 0 and blocks[n - 1].kind is BlockKind.METADATA
        if not above or len(words_of(words)) > 7 or words.rstrip().endswith((".", ":", ";")) or n == regions.title:
            continue
        place = block.kind is not BlockKind.HEADING or (n == 0 and layout.hints) or between
        following = layout.text[blocks[n + 1].start : blocks[n + 1].end]
        if place and (between or following[:1].isdigit()) and not CONTENT.search(words) and not words[:1].islower():
            found.append(n)
    return found


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
