"""HTML: text and blocks from the page's tree; trafilatura, the tree and its links tell furniture from article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from communique.model.document import Block, BlockKind, Furniture
from communique.model.findings import Severity, Trouble
from communique.reading.article import Article, find_article, kept
from communique.reading.dom import Page, Piece, lay_out
from communique.reading.errors import Unreadable
from communique.reading.layout import About, Hint, Layout, block
from communique.reading.lines import BULLET, is_prose
from communique.reading.pagemeta import hints_of

READER = "html 1"
TRUSTED = 0.4  # share of the page's plausible text that the article must have for it to decide anything
LINKED = 0.6  # a piece with more of its characters in links is a menu or a teaser
REGION = 0.5  # a region with more of the page's text than this is no furniture, whatever its class says
SEEN = 0.97  # share of the page's characters that lxml must have had
FOOT = 3  # pieces
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
    sizes = Counter[int]()
    for piece, text in zip(pieces, texts, strict=True):
        sizes[piece.around.region] += len(text)
    limit = REGION * sum(sizes.values())
    large = {region for region, size in sizes.items() if region and size > limit}
    titles = {p.around.region for p in pieces if p.kind is BlockKind.HEADING and p.level == 1} - {0}
    spared = large | titles
    trusted = _trusted(pieces, texts, inside)
    reasons = [_sign(p, texts[n], inside[n], trusted, p.around.region in spared) for n, p in enumerate(pieces)]
    return _outside(pieces, texts, inside, reasons) if trusted else reasons


def _trusted(pieces: Sequence[Piece], texts: Sequence[str], inside: Sequence[bool]) -> bool:
    """True where the article holds most of the text that could be one."""
    plausible = sum(len(t) for p, t in zip(pieces, texts, strict=True) if p.around.sure is None and is_prose(t))
    found = sum(len(t) for t, i in zip(texts, inside, strict=True) if i)
    return found > 0 and found >= TRUSTED * plausible


def _sign(piece: Piece, text: str, inside: bool, trusted: bool, spared: bool) -> str | None:
    """What the elements around say, the article where their sign is weak."""
    around = piece.around
    if spared or (piece.kind is BlockKind.HEADING and piece.level == 1):
        return None
    if around.sure is not None:
        return around.sure
    linked = piece.linked > LINKED * len(text)
    if around.weak is not None and (not inside if trusted else linked or not is_prose(text)):
        return around.weak
    if linked and not around.article and not (inside and is_prose(text)):
        return "links"
    return None


def _outside(
    pieces: Sequence[Piece], texts: Sequence[str], inside: Sequence[bool], reasons: list[str | None]
) -> list[str | None]:
    """Mark what stands before the article and its title, and after it, prose within the article's element apart."""
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
    for n, piece in enumerate(pieces):
        prose = piece.around.article and is_prose(texts[n]) and piece.linked <= LINKED * len(texts[n])
        if marked[n] is not None or inside[n] or prose:
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
    for piece, reason in zip(page.pieces, reasons, strict=True):
        kind, level, start = piece.kind, piece.level, piece.start
        words = page.text[start : piece.end]
        if kind is BlockKind.CELL and is_prose(words):
            kind = BlockKind.PARAGRAPH  # pages of old laid their articles out in tables
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
