"""The frame of a document: title, publisher, kind, language, address, origin and stamps, each with its basis."""

from __future__ import annotations

from msgspec import Struct

from communique.lexicon import Lexicon
from communique.model.document import Block, BlockKind, Claim, Furniture, Stamp
from communique.model.spans import Span
from communique.reading.clock import clock
from communique.reading.credits import LETTERHEAD, SUFFIX, address_of, known_publisher, origin_of, publisher_of
from communique.reading.kinds import BYLINE, Form, kind_of
from communique.reading.language import language_of
from communique.reading.layout import About, Layout
from communique.reading.regions import Regions
from communique.reading.stamps import stamp

LONG_TITLE = 400  # characters
# furniture that any document may have, so that it does not speak for a page of news
NO_NEWS = frozenset({"end mark", "image", "link address", "running header", "running footer", "page number"})


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
    publisher = publisher_of(layout, address, regions, furniture, lexicon)
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
        furniture=[f.reason for f in furniture if f.reason not in NO_NEWS],
        author=any(h.about is About.AUTHOR for h in layout.hints),
        byline=any(_is_byline(layout, b) for n, b in enumerate(layout.blocks) if regions.before(n)),
        article=any("JSON-LD" in h.reason for h in layout.hints),
        publisher=known.kind if known is not None else _official(publisher),
        credited=origin.value if origin is not None else None,
        published_by=publisher.value if publisher is not None else None,
    )
    language = language_of("\n".join(prose) or layout.text, layout.hints)
    blocks = _framed(layout, stamped.blocks, regions, publisher)
    return Frame(blocks, title, publisher, kind_of(form), language, address, origin, stamped.stamps)


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


def _is_byline(layout: Layout, b: Block) -> bool:
    return b.end - b.start < 160 and BYLINE.match(layout.text[b.start : b.end].lstrip(" *_")) is not None


def _framed(layout: Layout, blocks: tuple[Block, ...], regions: Regions, publisher: Claim | None) -> tuple[Block, ...]:
    """The letterhead as metadata, and in plain text the title as the one heading of the first level."""
    found = list(blocks)
    if publisher is not None and publisher.span is not None:
        for n in range(min(regions.first, len(found))):
            b = found[n]
            if (
                publisher.span.holds(b.span)
                and not regions.furnished(n)
                and b.kind is not BlockKind.METADATA
                and n != regions.title
            ):
                found[n] = Block(b.start, b.end, BlockKind.METADATA)
    if layout.media_type == "text/plain" and regions.title is not None:
        for n in range(min(regions.first, len(found))):
            b = found[n]
            if b.kind is BlockKind.HEADING:
                found[n] = Block(b.start, b.end, b.kind, 1 if n == regions.title else 2)
    return tuple(found)


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
