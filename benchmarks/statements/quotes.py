"""Find the words that an annotator quotes in a document.

Only letters and digits count, joined without what stands between them, so punctuation, line ends and markup never
matter. A quote begins and ends with a word of the text. It is looked for as it is written and, where that is not
there, without case and accents. " … " stands for words left out.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from sentences import Document, Sentence

BACK = 10
ON = 10


class NotFound(ValueError):
    """The words do not stand where they are looked for; the message says which words."""


def plain(letters: str) -> str:
    """Case and accents away, each character kept as one."""
    return "".join(unicodedata.normalize("NFKD", c)[0].lower()[:1] for c in letters)


def letters_of(quote: str) -> str:
    return "".join(re.findall(r"[^\W_]+", quote))


class Finder:
    """Where words of one document stand, all in numbers of its words; `end` is exclusive."""

    def __init__(self, document: Document, shown: Sequence[Sentence]) -> None:
        self._document = document
        self._shown = shown
        self._joined = "".join(document.tokens)
        self._plain = plain(self._joined)
        self._begins: list[int] = []
        at = 0
        for token in document.tokens:
            self._begins.append(at)
            at += len(token)
        self._begins.append(at)
        self._word_at = {begin: n for n, begin in enumerate(self._begins)}

    def sentence(self, number: int) -> range:
        """The words of a sentence of the sheet, which counts from 1."""
        shown = self._shown[number - 1]
        return self._document.inside(shown.start, shown.end)

    def number(self, word: int) -> int | None:
        """The sentence of the sheet that holds this word."""
        return next((n for n in range(1, len(self._shown) + 1) if word in self.sentence(n)), None)

    def characters(self, found: tuple[int, int]) -> tuple[int, int]:
        words = self._document.words
        return words[found[0]][0], words[found[1] - 1][1]

    def matches(self, quote: str, within: range, *, exact: bool | None = None) -> Iterator[tuple[int, int]]:
        """Where the quote stands, from first to last, with its first word inside `within`. Where it stands there as
        it is written, only these places; `exact` asks for one way alone."""
        if exact is None:
            found = list(self.matches(quote, within, exact=True))
            yield from found or self.matches(quote, within, exact=False)
            return
        parts = [letters_of(part) for part in re.split(r"\s(?:…|\.\.\.)\s", quote)]
        if not all(parts):
            return
        text = self._joined if exact else self._plain
        if not exact:
            parts = [plain(part) for part in parts]
        if within:
            for begin, end in self._places(text, parts[0], within.start, within.stop):
                whole = self._continued(text, parts[1:], end)
                if whole is not None:
                    yield begin, whole

    def _continued(self, text: str, parts: Sequence[str], end: int) -> int | None:
        for part in parts:
            following = next(self._places(text, part, end, len(self._document.words)), None)
            if following is None:
                return None
            end = following[1]
        return end

    def _places(self, text: str, part: str, first: int, stop: int) -> Iterator[tuple[int, int]]:
        at = self._begins[first]
        while (at := text.find(part, at)) >= 0 and at < self._begins[stop]:
            begin, end = self._word_at.get(at), self._word_at.get(at + len(part))
            if begin is not None and end is not None:
                yield begin, end
            at += 1

    def content(self, parts: Sequence[str], number: int) -> list[tuple[int, int]]:
        """The parts of a content in order; the first begins in the sentence `number`. Raises NotFound."""
        found: list[tuple[int, int]] = []
        for part in parts:
            if not found:
                place = next(self.matches(part, self.sentence(number)), None)
                if place is None:
                    raise NotFound(self._elsewhere(part, number))
            else:
                place = next(self.matches(part, range(found[-1][1], len(self._document.words))), None)
                if place is None:
                    raise NotFound(f"“{part}” does not stand after the part of the content before it")
            found.append(place)
        return found

    def _elsewhere(self, part: str, number: int) -> str:
        everywhere = range(len(self._document.words))
        numbers = sorted({n for place in self.matches(part, everywhere) if (n := self.number(place[0]))})
        if numbers:
            return f"“{part}” begins in sentence {', '.join(map(str, numbers))}, not in {number}"
        return f"“{part}” does not stand in sentence {number}{self._broken_off(part)}"

    def _broken_off(self, part: str) -> str:
        """Up to where the words do stand in the document, for whoever mends the quote."""
        words = re.split(r"\s(?:…|\.\.\.)\s", part)[0].split()
        everywhere = range(len(self._document.words))
        for n in range(len(words) - 1, 0, -1):
            head = " ".join(words[:n])
            if letters_of(head) and next(self.matches(head, everywhere), None) is not None:
                return f"; the text goes on otherwise after “{' '.join(words[max(0, n - 4) : n])}”"
        return ""

    def near(self, quote: str, number: int, content: Sequence[tuple[int, int]]) -> tuple[int, int]:
        """The quote nearest to the content: in its sentence, then up to ten before, then up to ten after. The words
        between two sentences (a label) go with the later one. The label of who speaks is found however far before.
        Raises NotFound."""
        for other in (number, *range(number - 1, number - 1 - BACK, -1), *range(number + 1, number + 1 + ON)):
            places = list(self.matches(quote, self._reach_of(other)))
            if places:
                return min(places, key=lambda place: _distance(place, content))
        if letters_of(quote) == letters_of(self._shown[number - 1].label):
            return list(self.matches(quote, range(content[0][0])))[-1]
        raise NotFound(f"“{quote}” does not stand in sentence {number}, ten before or ten after")

    def _reach_of(self, number: int) -> range:
        """The words of a sentence of the sheet and of what stands between it and the one before; of the sentences
        before the window all words of the body, as the number 0."""
        if not 0 <= number <= len(self._shown):
            return range(0)
        if number == 0:
            body = bisect_left(self._document.words, (self._document.body, 0))
            return range(body, self.sentence(1).start)
        start = self.sentence(number - 1).stop if number > 1 else self.sentence(1).start
        return range(start, self.sentence(number).stop)


def _distance(place: tuple[int, int], content: Sequence[tuple[int, int]]) -> tuple[bool, int]:
    touching = any(place[0] < end and start < place[1] for start, end in content)
    return touching, min(min(abs(place[1] - start), abs(place[0] - end)) for start, end in content)
