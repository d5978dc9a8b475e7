"""HTML: text and blocks from the page's tree; trafilatura, the tree and its links tell furniture from article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import Enum

from selectolax.lexbor import LexborHTMLParser

from communique.model.document import Block, BlockKind, Furniture
from communique.model.findings import Severity, Trouble
from communique.reading.article import Article, find_article, kept
from communique.reading.dom import Page, Piece, lay_out
from communique.reading.errors import Unreadable
from communique.reading.layout import About, Hint, Layout, block
from communique.reading.lines import BULLET, ends_with_stop, is_prose, words_of
from communique.reading.pagemeta import hints_of

READER = "html 1"
ENOUGH = 1000  # characters that make an article anyway
TRUSTED = 0.4  # share of the page's plausible text that the article must have for it to decide anything
LINKED = 0.6  # a piece with more of its characters in links is a menu or a teaser
REGION = 0.5  # a region with more of the page's text than this is no furniture, whatever its class says
SEEN = 0.97  # share of the page's characters that lxml must have had
FOOT = 3  # pieces
BOLD_LEVEL = 3  # of a heading that is one by its letters only
HEADING_WORDS = 25
TIME_LINE = 120  # characters of a line whose <time> is a stamp; a longer one is prose


def read_html(text: str, troubles: tuple[Trouble, ...] = (), partial: bool = False) -> Layout:
    """Raises Unreadable where the page shows no text."""
    parser = LexborHTMLParser(text)
    page = lay_out(parser)
    if not page.pieces:
        why = "all its text is made by scripts or hidden"
        raise Unreadable("a web page without text", why, "save the page from a browser as it is shown")
    article = find_article(text)
    if article is not None and article.seen < SEEN * page.characters:
        troubles = (*troubles, _lost(article.seen, page.characters))
        article, partial = None, True
    reasons = furniture_of(page, article)
    blocks, furniture = _blocks(page, reasons)
    hints = (*hints_of(parser), *_moments(page, furniture))
    return Layout("text/html", READER, page.text, blocks, furniture, hints=hints, partial=partial, troubles=troubles)


def furniture_of(page: Page, article: Article | None) -> list[str | None]:
    """For each piece why it is furniture, or None where it belongs to the document."""
    pieces = page.pieces
    texts = [page.text[p.start : p.end] for p in pieces]
    inside = kept(article, texts) if article is not None else [False] * len(pieces)
    trust = _trust(pieces, texts, inside)
    spared = _spared(pieces, texts, inside if trust is not Trust.NONE else [True] * len(pieces))
    reasons = [_reason(p, texts[n], inside[n], trust, spared) for n, p in enumerate(pieces)]
    return reasons if trust is Trust.NONE else _outside(pieces, texts, inside, reasons, trust)


class Trust(Enum):
    """How far trafilatura's article is believed."""

    NONE = "it found little of what could be one"
    SOME = "it found an article, but there is more prose on the page than that"
    FULL = "it found most of the page's prose"


def _trust(pieces: Sequence[Piece], texts: Sequence[str], inside: Sequence[bool]) -> Trust:
    plausible = sum(len(t) for p, t in zip(pieces, texts, strict=True) if not _sure(p) and is_prose(t))
    found = sum(len(t) for t, i in zip(texts, inside, strict=True) if i)
    if found and found >= TRUSTED * plausible:
        return Trust.FULL
    return Trust.SOME if found >= ENOUGH else Trust.NONE


def _spared(pieces: Sequence[Piece], texts: Sequence[str], inside: Sequence[bool]) -> set[int]:
    """Regions that are no furniture whatever their class says: they hold the article, most of the page, or a title."""
    sizes = Counter[int]()
    found = Counter[int]()
    titled: set[int] = set()
    for piece, text, i in zip(pieces, texts, inside, strict=True):
        for sign in piece.around.signs:
            sizes[sign.region] += len(text)
            found[sign.region] += len(text) if i else 0
            if piece.kind is BlockKind.HEADING and piece.level == 1:
                titled.add(sign.region)
    whole = sum(map(len, texts))
    article = sum(len(t) for t, i in zip(texts, inside, strict=True) if i)
    large = {region for region, size in sizes.items() if size > REGION * whole and found[region]}
    return titled | large | {region for region, size in found.items() if size > REGION * article}


def _sure(piece: Piece) -> bool:
    return any(sign.sure for sign in piece.around.signs)


def _reason(piece: Piece, text: str, inside: bool, trust: Trust, spared: set[int]) -> str | None:
    """What the elements around say, the article where their sign is weak."""
    if piece.kind is BlockKind.HEADING and piece.level == 1:
        return None
    linked = piece.linked > LINKED * len(text)
    if inside and trust is not Trust.NONE and not linked and is_prose(text):
        return None  # a class may be called “content-nav” and hold the article
    signs = [sign for sign in piece.around.signs if sign.region not in spared]
    sure = next((sign.reason for sign in signs if sign.sure), None)
    if sure is not None:
        return sure
    if signs and (not inside if trust is not Trust.NONE else linked or not is_prose(text)):
        return signs[0].reason
    outside = not piece.around.article or (trust is not Trust.NONE and not inside)
    return "links" if linked and outside and not is_prose(text) else None


def _outside(
    pieces: Sequence[Piece],
    texts: Sequence[str],
    inside: Sequence[bool],
    reasons: list[str | None],
    trust: Trust,
) -> list[str | None]:
    """Mark what stands before the article and its title, and after it, but no prose that might go on with it."""
    chosen = [n for n, (i, r) in enumerate(zip(inside, reasons, strict=True)) if i and r is None]
    if not chosen:
        return reasons
    headings = [
        n
        for n, p in enumerate(pieces[: chosen[-1]])
        if p.kind is BlockKind.HEADING and reasons[n] is None and n <= _first_prose(texts, chosen)
    ]
    begin = min([chosen[0], *headings])
    marked = list(reasons)
    last = pieces[chosen[-1]].around
    goes_on = True  # while prose follows the article's last piece in the same surroundings
    for n, piece in enumerate(pieces):
        prose = is_prose(texts[n]) and piece.linked <= LINKED * len(texts[n])
        if n > chosen[-1]:
            goes_on = goes_on and prose and piece.around == last
        spared = prose and (piece.around.article or goes_on or trust is Trust.SOME)
        if marked[n] is not None or inside[n] or spared:
            continue
        if n < begin and not piece.around.article:
            marked[n] = "before the article"
        elif n > chosen[-1]:
            marked[n] = "after the article"
    _foot(pieces, texts, marked)
    return marked


def _foot(pieces: Sequence[Piece], texts: Sequence[str], marked: list[str | None]) -> None:
    """A line or two below the page's last list of links, outside any article, are its imprint."""
    last = max((n for n, reason in enumerate(marked) if reason == "links"), default=len(pieces))
    below = [n for n in range(last + 1, len(pieces)) if marked[n] is None]
    listed = marked[max(0, last - 2) : last + 1].count("links") == 3
    if listed and len(below) <= FOOT and all(len(texts[n]) <= 400 and not pieces[n].around.article for n in below):
        for n in below:
            marked[n] = "after the article"


def _first_prose(texts: Sequence[str], chosen: Sequence[int]) -> int:
    return next((n for n in chosen if is_prose(texts[n])), chosen[0])


def _blocks(page: Page, reasons: Sequence[str | None]) -> tuple[tuple[Block, ...], tuple[Furniture, ...]]:
    blocks: list[Block] = []
    furniture: list[Furniture] = []
    # pages of old laid their articles out in tables: a cell that holds prose is no cell of data
    laid_out = {p.cell for p in page.pieces if is_prose(page.text[p.start : p.end])}
    for piece, reason in zip(page.pieces, reasons, strict=True):
        kind, level, start = piece.kind, piece.level, piece.start
        words = page.text[start : piece.end]
        if kind is BlockKind.CELL and piece.cell in laid_out:
            kind = BlockKind.PARAGRAPH
        if kind is BlockKind.PARAGRAPH and _headlike(piece, words):
            kind, level = BlockKind.HEADING, BOLD_LEVEL
        bullet = BULLET.match(words) if kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) else None
        if bullet and bullet.end() < len(words):
            kind, level, start = BlockKind.ITEM, max(level, 1), start + bullet.end()
        made = block(page.text, start, piece.end, kind, level)
        if made is None:
            continue
        blocks.append(made)
        if reason is not None:
            furniture.append(Furniture(made.start, made.end, reason))
    return tuple(blocks), tuple(furniture)


def _headlike(piece: Piece, words: str) -> bool:
    """True for a short line all in bold, which pages without headings use for them."""
    few = 0 < len(words_of(words)) <= HEADING_WORDS and "\n" not in words
    return few and piece.strong >= 0.9 * len(words) and not ends_with_stop(words)


def _moments(page: Page, furniture: Sequence[Furniture]) -> list[Hint]:
    """The first `<time>` of publication and of update that stand on short lines of the document."""
    marked = {f.start for f in furniture}
    found: dict[About, Hint] = {}
    at = 0
    for moment in page.moments:
        while at + 1 < len(page.pieces) and page.pieces[at].end <= moment.span.start:
            at += 1
        piece = page.pieces[at]
        words = page.text[moment.span.start : moment.span.end]
        span = block(page.text, moment.span.start, moment.span.end, BlockKind.METADATA)
        if piece.start in marked or piece.end - piece.start > TIME_LINE or span is None or not words.strip():
            continue
        about = (
            About.UPDATED
            if moment.updated or "updated" in page.text[piece.start : moment.span.start].lower()
            else About.PUBLISHED
        )
        value = moment.value.strip() or span.span.of(page.text)
        found.setdefault(about, Hint(about, value, "time element of the page", span=span.span))
    return list(found.values())


def _lost(seen: int, characters: int) -> Trouble:
    why = f"one of the two parsers had {seen} of its {characters} characters, as happens with elements nested very deep"
    what = "the article could not be told from the rest of the page"
    return Trouble(Severity.WARNING, what, why, "check what is marked as furniture, or save the page again")
