"""Words that changed, as they were printed: which of them a reader sees kept, dropped, added or moved.

What is compared are words made alike; here each is found again in the text, so that a change reads as it stood there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from communique.linking.alignment import Block, Change, weight_of
from communique.linking.spelling import WORD, key_of
from communique.model.wording import ChangeLine

Span = tuple[int, int]
CLOSING = re.compile(r"[.,;:!?…%)\]”’\"'»]*(?=[\s—–*_]|$)")  # integrity.”
OPENING = re.compile(r"(?:^|(?<=[\s—–*_]))[(“‘\"'«$€£¥§#]+$")  # (“unity
JOINED = 2  # characters between two words that are one, such as a hyphen
AROUND = 0.4  # part of a text's weight: what is more than that before or after a use does not belong to it
SPARE = 1  # words by which what stands in place of others may be longer


class Segment(Struct, frozen=True):
    """A stretch of a later text: `op` is keep, add or move; of what only the earlier one has it is drop."""

    op: str
    text: str


class Printed(Struct, frozen=True):
    """Words made alike beside the text in which they stand: word `n` at characters `[start, end)` of `text`."""

    words: tuple[str, ...]
    text: str
    places: tuple[Span, ...]

    def slice(self, low: int, high: int) -> str:
        """The text from one word to before another with the marks that belong to them, white space made one blank;
        what markup stands between them is left out."""
        made = ""
        for n in range(low, high):
            start, end = self.places[n]
            made += (self._before(n) if n == low else "") + self.text[start:end]
            made += self._between(n) if n + 1 < high else self._after(n)
        return made

    def _after(self, n: int) -> str:
        end = self.places[n][1]
        found = CLOSING.match(self.text, end)
        return found.group() if found else ""

    def _before(self, n: int) -> str:
        return next(iter(OPENING.findall(self.text[max(0, self.places[n][0] - 3) : self.places[n][0]])), "")

    def _between(self, n: int) -> str:
        gap = self.text[self.places[n][1] : self.places[n + 1][0]]
        if len(gap) <= JOINED and not any(map(str.isspace, gap)):
            return gap
        return f"{self._after(n)} {self._before(n + 1)}"

    def part(self, low: int, high: int) -> Printed:
        return Printed(self.words[low:high], self.text, self.places[low:high])


def printed(words: Sequence[str], text: str) -> Printed:
    """Finds words in their text; what stands between them, such as the target of a link, is passed over. Where the
    text has them otherwise, the words stand for themselves."""
    found: list[Span] = []
    matches = WORD.finditer(text)
    for word in words:
        at = next((match.span() for match in matches if key_of(match.group()) == word), None)
        if at is None:
            return of_words(words)
        found.append(at)
    return Printed(tuple(words), text, tuple(found))


def of_words(words: Sequence[str]) -> Printed:
    """Words that stand for themselves, a blank between them."""
    places: list[Span] = []
    at = 0
    for word in words:
        places.append((at, at + len(word)))
        at += len(word) + 1
    return Printed(tuple(words), " ".join(words), tuple(places))


def answering(
    asked: Sequence[str],
    there: Sequence[str],
    answers: Span,
    changes: Sequence[Change],
    blocks: Sequence[Block],
    sentence: bool,
) -> Span:
    """The words of a passage that are the use of a text: those that answer it, what stands in place of a few of its
    words right before and after them, and what little there is more: before them where the text is a whole `sentence`,
    after them always. So "by force" that came to the end is a change, and "the ministers said that" before is none."""
    low, high = answers
    for change in changes:
        size = len(change.after.split())
        if change.op != "replace" or size > len(change.before.split()) + SPARE:
            continue
        if change.to + size == low:
            low = change.to
        elif change.to == high:
            high = change.to + size
    most = AROUND * weight_of(asked)
    for _, at, size in sorted(blocks, key=lambda block: block[1]):  # words of the text that stand a little later
        if at >= high and weight_of(there[high:at]) <= most:
            high = at + size
    for _, at, size in sorted(blocks, key=lambda block: -block[1]):
        if at + size <= low and weight_of(there[at + size : low]) <= most:
            low = at
    if weight_of(there[high:]) <= most:
        high = len(there)
    if sentence and weight_of(there[:low]) <= most:
        low = 0
    return low, high


def lines_of(changes: Sequence[Change], before: Printed, after: Printed) -> tuple[ChangeLine, ...]:
    """The changes in the words as they were printed."""
    return tuple(
        ChangeLine(c.op, _stood(c.before, c.at, before), c.after and _stood(c.after, c.to, after)) for c in changes
    )


def _stood(keys: str, at: int, where: Printed) -> str:
    """Words, from number `at` on, as they stand in a text. Words that moved may stand among them and are left out."""
    wanted = keys.split()
    runs: list[list[int]] = []
    n = at
    for key in wanted:
        while n < len(where.words) and where.words[n] != key:
            n += 1
        if n == len(where.words):
            return keys
        if runs and runs[-1][1] == n:
            runs[-1][1] = n + 1
        else:
            runs.append([n, n + 1])
        n += 1
    return " ".join(where.slice(low, high) for low, high in runs)


def segments(changes: Sequence[Change], before: Printed, after: Printed) -> tuple[Segment, ...]:
    """The later text from end to end, with what was dropped at the place where it stood."""
    ops = ["keep"] * len(after.words)
    gone: dict[int, list[str]] = {}
    for change in changes:
        if change.op in ("drop", "replace"):
            gone.setdefault(change.to, []).append(_stood(change.before, change.at, before))
        if change.op != "drop":
            n = change.to
            for key in change.after.split():
                while n < len(ops) and (after.words[n] != key or ops[n] != "keep"):
                    n += 1
                if n < len(ops):
                    ops[n] = "move" if change.op == "move" else "add"
    found: list[tuple[str, int, int]] = []
    for n, op in enumerate(ops):
        if n in gone:
            found.append(("drop", n, n))
        if found and found[-1][0] == op:
            found[-1] = (op, found[-1][1], n + 1)
        else:
            found.append((op, n, n + 1))
    if len(ops) in gone:
        found.append(("drop", len(ops), len(ops)))
    return _drawn(found, gone, after)


def _drawn(found: Sequence[tuple[str, int, int]], gone: dict[int, list[str]], after: Printed) -> tuple[Segment, ...]:
    """Stretches of words as stretches of text; what stands between two of them goes with the one before."""
    made: list[Segment] = []
    for op, low, high in found:
        if op == "drop":
            made.append(Segment("drop", " ".join(gone[low])))
        else:
            made.append(Segment(op, after.slice(low, high)))
    return tuple(segment for segment in made if segment.text)


def plain(found: Sequence[Segment]) -> str:
    """`we [-oppose-] {+condemn+} any change {>by force<}`."""
    marks = {"keep": "{}", "drop": "[-{}-]", "add": "{{+{}+}}", "move": "{{>{}<}}"}
    return " ".join(marks[segment.op].format(segment.text) for segment in found)
