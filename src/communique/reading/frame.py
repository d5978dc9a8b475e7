"""The frame of a document: title, publisher, kind, language, address, origin and stamps, each with its basis."""

from __future__ import annotations

from msgspec import Struct

from communique.lexicon import Lexicon
from communique.model.document import Block, BlockKind, Claim, Furniture, Stamp
from communique.model.spans import Span
from communique.reading.clock import clock
from communique.reading.credits import LETTERHEAD, SUFFIX, address_of, known_publisher, origin_of, publisher_of
from communique.reading.kinds import Form, kind_of
from communique.reading.language import language_of
from communique.reading.layout import About, Layout
from communique.reading.regions import Regions
from communique.reading.stamps import stamp

LONG_TITLE = 400  # characters


class Frame(Struct, frozen=True):
    blocks: tuple[Block, ...]
    title: Claim | None
    publisher: Claim | None
    kind: Claim
    language: Claim | None
    address: Claim | None
    origin: Claim | None
    stamps: tuple[Stamp, ...]


def frame_of(layout: Layout, furniture: tuple[Furniture, ...], name: str, lexicon: Lexicon) -> Frame:
    """What the document says of itself; `layout.blocks` come back with date lines marked as metadata."""
    regions = Regions(layout, furniture)
    stamped = stamp(layout, regions, clock(lexicon))
    title = title_of(layout, regions)
    address = address_of(layout, name)
    publisher = publisher_of(layout, address, regions, lexicon)
    origin = origin_of(layout, regions, furniture, lexicon)
    prose = [
        " ".join(layout.text[b.start : b.end].split())
        for n, b in enumerate(stamped.blocks)
        if b.kind is not BlockKind.METADATA and not regions.furnished(n) and n != regions.title
    ]
    known = known_publisher(publisher, address, lexicon)
    form = Form(
        title=title.value if title is not None else "",
        paragraphs=prose,
        furniture=[f.reason for f in furniture if f.reason not in ("end mark", "image", "link address")],
        author=any(h.about is About.AUTHOR for h in layout.hints),
        article=any("JSON-LD" in h.reason for h in layout.hints),
        publisher=known.kind if known is not None else _official(publisher),
        credited=origin.value if origin is not None else None,
        published_by=publisher.value if publisher is not None else None,
    )
    language = language_of("\n".join(prose), layout.hints)
    return Frame(stamped.blocks, title, publisher, kind_of(form), language, address, origin, stamped.stamps)


def title_of(layout: Layout, regions: Regions) -> Claim | None:
    """The title that the file states, with its place in the text where it stands there; else the first heading."""
    heading = _heading(layout, regions)
    stated = [h for h in layout.hints if h.about is About.TITLE and not h.weak]
    weak = [h for h in layout.hints if h.about is About.TITLE and h.weak]
    if stated:
        hint = stated[0]
        value = " ".join(hint.value.split())
        if hint.span is not None and not _same(hint.span.of(layout.text), value):
            hint = hint.__class__(hint.about, hint.value, hint.reason)
        if heading is not None and heading[1] is not None and _same(heading[0], value):
            return Claim(heading[0], "stated", f"{hint.reason}, and a heading of the text", heading[1])
        return Claim(value, "stated", hint.reason, hint.span)
    if heading is not None:
        for hint in weak:
            if _same(heading[0], SUFFIX.sub("", hint.value)):
                return Claim(heading[0], "stated", f"{hint.reason}, and a heading of the text", heading[1])
        return Claim(heading[0], "inferred", "the heading above the text", heading[1])
    for hint in weak:
        return Claim(hint.value, "inferred", hint.reason, hint.span)
    return None


def _heading(layout: Layout, regions: Regions) -> tuple[str, Span] | None:
    if regions.title is None:
        return None
    b = layout.blocks[regions.title]
    words = " ".join(layout.text[b.start : b.end].split())
    return (words, Span(b.start, b.end)) if 0 < len(words) <= LONG_TITLE else None


def _same(a: str, b: str) -> bool:
    return " ".join(a.split()).casefold() == " ".join(b.split()).casefold()


def _official(publisher: Claim | None) -> str | None:
    """A publisher that calls itself a ministry, an office or a government is official, though no lexicon knows it."""
    return "official" if publisher is not None and LETTERHEAD.search(publisher.value) else None

