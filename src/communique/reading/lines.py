"""Lines of a text and what they look like: bullets, sentences, titles, and whether a break was made to fit a width."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

# matches: "- ", "• ", "1. ", "12) ", "(a) ", "(iv) ", "a) "; also a bullet that stands alone on its line
BULLET = re.compile(
    r"(?P<indent>[ \t\u00a0\u3000]*)"
    r"(?:(?P<dot>[-*+•◦▪‣●○■□·–—])|(?P<number>\d{1,3})[.)]|\((?P<inner>[a-z]|[ivx]{1,5}|\d{1,3})\)|(?P<letter>[a-z])\))"
    r"(?:[ \t\u00a0\u3000]+(?=\S)|(?=[ \t\u00a0\u3000]*\Z))"
)
# what may follow the full stop of a sentence: quotation marks, brackets, a footnote's number or emphasis
CLOSERS = "\"'”’»)]*_  \u200b"
STOPS = ".!?:;…。！？"
TERMINAL = ".!?…。！？"
CJK_STOPS = ("。", "！", "？", "。」")
CJK_PROSE = 30  # characters
_LITTLE = """
    a an the and or nor but for of in on at to by with from as via into over under after before between
    against about amid among during through de la le der und von van du des et y e el al bin is be are it its
    his her their
"""
LITTLE = frozenset(_LITTLE.split())
WORD = re.compile(r"[^\W_]+(?:[’'.\-][^\W_]+)*")
WIDEST = 140  # characters: a line longer than this was not wrapped by a writer's hand or mailer
NARROWEST = 30
FEW = 3  # line breaks that prove nothing where one of them follows the end of a sentence


class Line(Struct, frozen=True):
    """A line of the text, without its line end."""

    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        return not self.text or self.text.isspace()


def lines_of(text: str, start: int = 0) -> list[Line]:
    found = []
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        found.append(Line(start, end, text[start:end]))
        start = end + 1
    return found


def ends_sentence(line: str) -> bool:
    """True where the line ends as a sentence does, closing quotation marks aside."""
    bare = line.rstrip().rstrip(CLOSERS)
    return bare.endswith(tuple(STOPS)) and not bare.endswith(("H.E.", "No."))


def ends_with_stop(line: str) -> bool:
    """Like `ends_sentence`, but a colon or semicolon does not count."""
    return line.rstrip().rstrip(CLOSERS).endswith(tuple(TERMINAL))


def words_of(line: str) -> list[str]:
    return WORD.findall(line)


def looks_titled(line: str) -> bool:
    """True where most words that matter are capitalised, as in an English headline or a heading in capitals."""
    matter = [w for w in words_of(line) if w.lower() not in LITTLE]
    capital = sum(not w[0].islower() for w in matter)
    return bool(matter) and capital >= 0.7 * len(matter)


def is_prose(line: str) -> bool:
    """True for a line that reads as running text: long enough, ended as a sentence, mostly lower-case words."""
    words = words_of(line)
    if line.rstrip().endswith(CJK_STOPS) and len(line) >= CJK_PROSE:
        return True  # Chinese and Japanese do not part their words
    if len(words) < 9 or not ends_sentence(line):
        return False
    return sum(w[0].islower() for w in words) >= 0.4 * len(words)


def wrap_width(lines: Sequence[Line]) -> int | None:
    """The width to which the text's lines were broken, or None where a line break ends a paragraph.

    A break was made for width where the next line's first word would not have fitted any more (what a greedy
    line breaker does); a text whose breaks are mostly such is wrapped.
    """
    pairs = [(a, b) for a, b in pairwise(lines) if not a.blank and not b.blank and not BULLET.match(b.text)]
    if not pairs:
        return None
    lengths = sorted(len(a.text.rstrip()) for a, _ in pairs)
    width = lengths[min(len(lengths) - 1, int(0.98 * len(lengths)))]
    if not NARROWEST <= width <= WIDEST or (len(pairs) < FEW and any(ends_with_stop(a.text) for a, _ in pairs)):
        return None
    forced = sum(
        forced_break(a, b, width) and not (ends_with_stop(a.text) and len(a.text) < 0.7 * width) for a, b in pairs
    )
    return width if forced >= 0.6 * len(pairs) else None


def forced_break(line: Line, following: Line, width: int) -> bool:
    """True where the first word of `following` had no room on `line`; a little slack for ragged breakers."""
    first = following.text.split(None, 1)[0] if not following.blank else ""
    return len(line.text.rstrip()) + 1 + len(first) > width - 3


def continues(line: str, following: str) -> bool:
    """True where a sentence plainly runs on over the line break: no stop before it, no capital after it."""
    after = following.lstrip()
    if not after or ends_sentence(line):
        return False
    return after[0].islower() or after[0] in ",;)]”’%"
