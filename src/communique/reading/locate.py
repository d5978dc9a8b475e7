"""Pointing at a span of a web page from outside: by its words and the words around them, and finding it again.

A selector is the TextQuoteSelector of the W3C Web Annotation Data Model; a fragment is that of the WICG's
Text Fragments. White space does not count, because browsers, parsers and `textContent` each make their own.
"""

from __future__ import annotations

import re
from array import array
from urllib.parse import quote as percent

from msgspec import Struct

from communique.model.spans import Span

CONTEXT = 32  # characters of context on either side, to begin with
WIDEST = 4096
OCCURRENCES = 10_000
WHOLE = 120  # characters of a quotation that a fragment spells out; of a longer one it gives both ends
ENDS = 6  # words of each end
SPACE = re.compile(r"\s+")


class Selector(Struct, frozen=True):
    exact: str
    prefix: str = ""
    suffix: str = ""


def select(text: str, span: Span) -> Selector:
    """A selector of `span`, with as much context as makes it the only one of its kind in `text`."""
    exact = span.of(text)
    bare = SPACE.sub("", text)
    width = CONTEXT
    while True:
        prefix = text[max(0, span.start - width) : span.start]
        suffix = text[span.end : span.end + width]
        needle = SPACE.sub("", prefix + exact + suffix)
        first = bare.find(needle)
        if width >= WIDEST or bare.find(needle, first + 1) < 0:
            return Selector(exact, prefix, suffix)
        width *= 2


def find(selector: Selector, text: str) -> Span | None:
    """Where the quotation stands in `text`; None where it does not, or where its context fits several places alike."""
    exact = SPACE.sub("", selector.exact)
    if not exact:
        return None
    bare, places = _bare(text)
    prefix, suffix = SPACE.sub("", selector.prefix), SPACE.sub("", selector.suffix)
    best: list[int] = []
    most = -1
    at = bare.find(exact)
    for _ in range(OCCURRENCES):
        if at < 0:
            break
        agreed = _shared(bare[max(0, at - len(prefix)) : at][::-1], prefix[::-1])
        after = at + len(exact)
        agreed += _shared(bare[after : after + len(suffix)], suffix)
        if agreed >= most:
            best = [at] if agreed > most else [*best[:1], at]
            most = agreed
        at = bare.find(exact, at + 1)
    if len(best) != 1:
        return None
    return Span(places[best[0]], places[best[0] + len(exact) - 1] + 1)


def fragment(selector: Selector) -> str:
    """The part of a link that makes a browser scroll to the quotation and mark it: `#:~:text=…`."""
    words = selector.exact.split()
    exact = " ".join(words)
    if len(exact) <= WHOLE or len(words) < 2 * ENDS:
        middle = _encoded(exact)
    else:
        middle = f"{_encoded(' '.join(words[:ENDS]))},{_encoded(' '.join(words[-ENDS:]))}"
    before = _tail_words(selector.prefix)
    after = _head_words(selector.suffix)
    return f"#:~:text={f'{_encoded(before)}-,' if before else ''}{middle}{f',-{_encoded(after)}' if after else ''}"


def _bare(text: str) -> tuple[str, array[int]]:
    """The text without white space, and for each of its characters where it stood."""
    places = array("q")
    parts = []
    at = 0
    for space in SPACE.finditer(text):
        parts.append(text[at : space.start()])
        places.extend(range(at, space.start()))
        at = space.end()
    parts.append(text[at:])
    places.extend(range(at, len(text)))
    return "".join(parts), places


def _shared(a: str, b: str) -> int:
    """How many characters the two have in common at their beginning."""
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count


def _encoded(words: str) -> str:
    # the dash, the comma and the ampersand part the directive and must not stand in it bare
    return percent(words, safe="").replace("-", "%2D")


def _tail_words(prefix: str) -> str:
    """The last words of the same paragraph before the quotation: context must not cross a block's edge."""
    return " ".join(prefix.rpartition("\n")[2].split()[-3:])


def _head_words(suffix: str) -> str:
    return " ".join(suffix.partition("\n")[0].split()[:3])
