"""Which lines of a web page are its article, as trafilatura finds it."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence

from msgspec import Struct

LONG = 25  # letters and digits; a shorter line must stand on its own in the article, a longer one may be part of a line
SEARCHES = 3000  # how many long lines are looked for inside others
# matches: everything that is no letter or digit, the bullets and table pipes that trafilatura adds among it
NOISE = re.compile(r"[\W_]+")


class Article(Struct, frozen=True):
    """The article's lines without spaces and punctuation; `seen` counts the characters that lxml had of the page."""

    lines: frozenset[str]
    whole: str
    seen: int


def find_article(html: str) -> Article | None:
    """The article of a page, or None where trafilatura finds none."""
    from trafilatura import extract, load_html

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports to users of its own command line
    tree = load_html(html)
    if tree is None:
        return None
    seen = sum(len(words) - words.count(" ") for words in map(str.strip, tree.itertext()))
    found = extract(tree, fast=True, include_comments=False, include_tables=True, output_format="txt")
    lines = [line for line in map(normal, (found or "").split("\n")) if line]
    return Article(frozenset(lines), "\n".join(lines), seen)


def normal(words: str) -> str:
    return NOISE.sub("", words).casefold()


def kept(article: Article, texts: Sequence[str]) -> list[bool]:
    """For each text whether at least half of it stands in the article."""
    left = SEARCHES
    decided = []
    for text in texts:
        inside = total = 0
        for line in map(normal, text.split("\n")):
            total += len(line)
            if line in article.lines:
                inside += len(line)
            elif len(line) >= LONG and left > 0:
                left -= 1
                inside += len(line) if line in article.whole else 0
        decided.append(0 < total <= 2 * inside)
    return decided
