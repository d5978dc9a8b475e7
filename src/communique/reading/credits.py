"""Who published a text and whom it credits as its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from communique.lexicon import Lexicon, Publisher
from communique.model.document import BlockKind, Claim, Furniture
from communique.model.spans import Span
from communique.reading.furniture import CREDIT
from communique.reading.layout import About, Layout
from communique.reading.lines import is_prose, words_of
from communique.reading.regions import Regions

# what a letterhead names; matches: Ministry of Foreign Affairs of the Republic of Ossavel, OFFICE OF THE PRIME MINISTER
LETTERHEAD = re.compile(
    r"(?i:\b(?:ministry|department|embassy|secretariat|permanent\s+mission|foreign\s+office|chancellery|cabinet\s+office|"
    r"office\s+of\s+the|prime\s+minister[’']s\s+office|government\s+of|presidency\s+of|the\s+white\s+house)\b)"
)
LETTERHEAD_WORDS = 14
# matches: TOKYO (Reuters) -, SEOUL, Oct. 31 (Yonhap) --, (AP) —
AGENCY = re.compile(
    r"[A-Z][\w .,’'/-]{1,60}?\((?P<name>[A-Z][\w .&’'/-]{1,40})\)\s?(?:-{1,2}|–|—)\s"
    r"|\((?P<alone>[A-Z][\w .&’'-]{1,40})\)\s?(?:-{1,2}|–|—)\s"
)
# matches: Source: Reuters, Originally published by Al Jazeera
SOURCED = re.compile(
    r"(?i:(?:source|via)\s*:|(?:this\s+\w+\s+)?(?:was\s+)?(?:first|originally)\s+(?:published|appeared)\s+(?:by|in|on|at))"
    r"\s+(?P<name>[A-Z][\w&’'-]*(?:\s[A-Z][\w&’'-]*){0,3})"
)
# matches: Title of the report | Garrowmund Courier, … - The Dornhask Ledger
SUFFIX = re.compile(r"\s[|–—·-]\s(?P<name>[^|–—·]{2,60})\Z")
# matches: COHAL Press Service, NATO Press Office
PRESS_OFFICE = re.compile(
    r"[A-Z][\w’'-]*(?: [\w’'-]+){0,5} (?:Press|Information|Media) (?:Service|Office|Division|Bureau)"
)
NEAR = 4  # paragraphs from either end in which a source is credited


def address_of(layout: Layout, name: str) -> Claim | None:
    """Where it was published, as the document says; else the web address from which it was obtained."""
    for hint in layout.hints:
        if hint.about is About.ADDRESS and _host(hint.value):
            return Claim(hint.value, "stated", hint.reason, hint.span)
    if _host(name):
        return Claim(name, "inferred", "it was obtained from this address")
    return None


def publisher_of(
    layout: Layout, address: Claim | None, regions: Regions, furniture: tuple[Furniture, ...], lexicon: Lexicon
) -> Claim | None:
    for hint in layout.hints:
        if hint.about is About.PUBLISHER:
            return Claim(hint.value, "stated", hint.reason, hint.span)
    if address is not None:
        known = by_domain(address.value, lexicon)
        if known is not None:
            return Claim(known.name, "inferred", f"the address belongs to {known.name}: {_host(address.value)}")
    return _letterhead(layout, regions) or _running(layout, furniture, lexicon) or _suffixed(layout, lexicon)


def origin_of(layout: Layout, regions: Regions, furniture: tuple[Furniture, ...], lexicon: Lexicon) -> Claim | None:
    """The agency or outlet credited near the text's beginning or end."""
    text = layout.text
    for mark in furniture:
        if mark.reason == "credit line":
            begin = text.rfind("\n", 0, mark.start) + 1
            found = CREDIT.fullmatch(text, begin, mark.end)
            if found:
                return _credit(text, Span(*found.span("name")), "a line of its own credits it", lexicon)
    prose = [n for n, b in enumerate(layout.blocks) if regions.first <= n <= regions.last and not regions.furnished(n)]
    for n in prose[:NEAR]:
        b = layout.blocks[n]
        found = AGENCY.match(text, b.start, min(b.end, b.start + 160))
        if found:
            group = "name" if found["name"] else "alone"
            return _credit(text, Span(*found.span(group)), "the dateline credits it", lexicon)
    for n in (
        *range(min(regions.first, len(layout.blocks))),
        *prose[-NEAR:],
        *range(regions.last + 1, len(layout.blocks)),
    ):
        b = layout.blocks[n]
        if regions.furnished(n) or b.end - b.start > 200:
            continue
        found = SOURCED.match(text, b.start, b.end)
        if found:
            return _credit(text, Span(*found.span("name")), f"a line says “{found[0]}”", lexicon)
        if text[b.start : b.end].strip(" ()-–—•") in lexicon.publisher_by_name and n != regions.title:
            words = text[b.start : b.end].strip(" ()-–—•")
            at = text.index(words, b.start)
            return _credit(text, Span(at, at + len(words)), "a line of its own credits it", lexicon)
    return None


def known_publisher(claim: Claim | None, address: Claim | None, lexicon: Lexicon) -> Publisher | None:
    """The lexicon's entry for whoever published, by name or by address."""
    if claim is not None and claim.value in lexicon.publisher_by_name:
        return lexicon.publisher_by_name[claim.value]
    return by_domain(address.value, lexicon) if address is not None else None


def by_domain(address: str, lexicon: Lexicon) -> Publisher | None:
    host = _host(address)
    while host:
        if host in lexicon.publisher_by_domain:
            return lexicon.publisher_by_domain[host]
        host = host.partition(".")[2]
    return None


def _host(address: str) -> str:
    """The host of a web address, lower-case; empty for anything else."""
    if not address.lower().startswith(("http://", "https://")):
        return ""
    try:
        return (urlsplit(address).hostname or "").strip(".")
    except ValueError:
        return ""


def _credit(text: str, span: Span, reason: str, lexicon: Lexicon) -> Claim:
    name = span.of(text)
    known = lexicon.publisher_by_name.get(name)
    return Claim(name, "stated" if known else "inferred", reason, span)


def _letterhead(layout: Layout, regions: Regions) -> Claim | None:
    """A ministry or office named on the lines above the title; the line below may go on with whose it is."""
    for n in range(min(regions.first, len(layout.blocks), 6)):
        b = layout.blocks[n]
        words = regions.words(n)
        lone = b.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.METADATA) and not is_prose(words)
        if n == regions.title or regions.furnished(n) or not lone or len(words_of(words)) > LETTERHEAD_WORDS:
            continue
        if LETTERHEAD.search(words):
            span = Span(b.start, b.end)
            after = layout.blocks[n + 1] if n + 2 < len(layout.blocks) and words.isupper() else None
            more = regions.words(n + 1) if after is not None and n + 1 != regions.title else ""
            if after is not None and more.isupper() and layout.text[b.end : after.start] == "\n":
                span = Span(b.start, after.end)
                return Claim(f"{words}, {more}", "stated", "the two lines of the letterhead", span)
            return Claim(" ".join(words.split()), "stated", "the letterhead above the title", span)
    return None


def _running(layout: Layout, furniture: tuple[Furniture, ...], lexicon: Lexicon) -> Claim | None:
    """A ministry, an office or a known organisation in the line that runs at the head of the pages."""
    for mark in furniture:
        if mark.reason != "running header":
            continue
        at = mark.start
        for part in re.split(r"(\s[·|–—-]\s|\t)", mark.span.of(layout.text)):
            name = part.strip()
            office = PRESS_OFFICE.fullmatch(name)
            if LETTERHEAD.search(name) or office or name in lexicon.organisation_by_name:
                begin = at + part.index(name)
                return Claim(name, "stated", "the running header", Span(begin, begin + len(name)))
            at += len(part)
    return None


def _suffixed(layout: Layout, lexicon: Lexicon) -> Claim | None:
    """The site's name after the title of the page: taken where the lexicon knows it or the page shows it elsewhere."""
    if layout.media_type != "text/html":
        return None
    headings = {layout.text[b.start : b.end].casefold() for b in layout.blocks if b.kind is BlockKind.HEADING}
    for name, whole in _suffixes(layout):
        if name.casefold() in headings:
            continue
        shown = f"\n{name}\n" in f"\n{layout.text}\n"
        if name in lexicon.publisher_by_name or shown or LETTERHEAD.search(name):
            return Claim(
                name, "inferred", f"the page's title ends with it: “{whole}”" if whole != name else "the page's title"
            )
    return None


def _suffixes(layout: Layout) -> Iterator[tuple[str, str]]:
    for hint in layout.hints:
        if hint.about is About.TITLE and hint.weak:
            found = SUFFIX.search(hint.value)
            yield (found["name"].strip() if found else hint.value), hint.value
