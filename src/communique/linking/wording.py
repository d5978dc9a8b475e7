"""Where a formula comes from: every use of some words in thousands of documents, exact or altered.

    passages = passages_of("d-1", [paragraph, …])           # the sentences of a document, words made alike
    shelf = Pages(); shelf.put(passages)                    # or the tables of a record, see docs/decisions/wording.md
    uses = uses_of(keys_of("we oppose any unilateral change of the status quo by force"), shelf)

A *use* is a passage of a document that has eight words in a row with the text (`run`), or is like it all the same
(`similarity` of `ALIKE` or more), with the words that changed. What `uses_of` reads is a `Shelf`: five
questions that an index answers in any store. Three steps:

1. Runs of five words that the text keeps (`fingerprints`) are looked up; where one stands, it is followed to both sides
   as far as the words agree. Eight or more are a verbatim repetition: none is missed.
2. For each sentence of the text the passages that hold its words are ranked, a word counting the more the fewer
   documents have it (inverse document frequency: K. Spärck Jones, 1972), and the first are looked at.
3. Whoever came in by either way is laid beside the text word by word (`alignment`).

The answer depends on the text and on the set of documents alone.
"""

from __future__ import annotations

import struct
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import Protocol

from msgspec import Struct

from communique.linking.alignment import Alignment, Change, align, bound, weight_of
from communique.linking.fingerprints import LEAST, prints_of, terms_of
from communique.linking.sentences import sentences
from communique.linking.spelling import WORD, carries, keys_of
from communique.model.wording import Passage

ALIKE = 0.6  # similarity from which a passage is a use of a formula
SHORTEST = 4  # words, others than those of grammar, that two passages must share to be one formula
FEWEST = 2  # … of a text that stands in the passage word by word
PART = 6  # … where the passage is less than half of the text
TERMS = 4  # words that are always looked up, the rare ones first
READ = 12_000  # … and others while no more passages than that hold them
STEP = 64  # passages that are looked at before it is asked whether to go on: while one of them was a use
LOW = 0.3  # part of the best rank below which no passage is looked at at all
FAR = 0.7  # … and above which all are


class Piece(Struct, frozen=True):
    """A paragraph or list item as prose; character `i` of it stands at `places[i]` in the canonical text."""

    text: str
    places: Sequence[int] = ()


class Use(Struct, frozen=True):
    """A passage that repeats a text. `run`: the longest verbatim repetition, in words; `runs`: the numbers of the
    words of the text, and of the document, at which one of eight words or more begins, and its length."""

    document: str
    n: int
    similarity: float
    run: int
    runs: tuple[tuple[int, int, int], ...] = ()
    changes: tuple[Change, ...] = ()
    answers: tuple[int, int] = (0, 0)  # the words of the passage that answer the text

    @property
    def exact(self) -> bool:
        return not self.changes or self.similarity == 1


class Shelf(Protocol):
    """What an index must be able to say. Lists come in any order."""

    def places(self, prints: Iterable[int]) -> Iterable[tuple[int, str, int, int]]:
        """(run of words, document, number of its first word, number of the passage) for every place of these runs."""

    def spread(self, terms: Iterable[str]) -> Mapping[str, int]:
        """In how many documents each of these words stands."""

    def holders(self, term: str) -> Iterable[tuple[str, Sequence[int]]]:
        """(document, numbers of its passages) that hold a word."""

    def passages(self, wanted: Iterable[tuple[str, int]]) -> Iterable[Passage]:
        """Passages by document and number, those that there are."""

    def size(self) -> int:
        """How many documents there are."""


def passages_of(document: str, pieces: Iterable[Piece]) -> list[Passage]:
    """The sentences of a document's prose, numbered from 0."""
    found: list[Passage] = []
    first = 0
    for piece in pieces:
        for start, end in sentences(piece.text):
            words = tuple(keys_of(piece.text[start:end]))
            if piece.places:
                start, end = piece.places[start], piece.places[end - 1] + 1
            found.append(Passage(document, len(found), first, words, start, end))
            first += len(words)
    return found


def word_spans(piece: Piece, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Where each word stands, so that a change can be shown as it was printed. `start` and `end` count in the piece."""
    spans = [match.span() for match in WORD.finditer(piece.text, start, len(piece.text) if end is None else end)]
    return [(piece.places[low], piece.places[high - 1] + 1) for low, high in spans] if piece.places else spans


def places_of(passages: Sequence[Passage]) -> list[tuple[int, int, int]]:
    """The runs of words that are kept of a document: number of the run, of its first word, and of its passage."""
    found: list[tuple[int, int, int]] = []
    n = 0
    for number, at in prints_of([word for passage in passages for word in passage.words]):
        while n + 1 < len(passages) and passages[n + 1].first <= at:
            n += 1
        found.append((number, at, passages[n].n))
    return found


def pack(numbers: Sequence[int]) -> bytes:
    """Numbers of passages as a store keeps them: 32 bits each, the least byte first."""
    return struct.pack(f"<{len(numbers)}I", *numbers)


def unpack(packed: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(packed) // 4}I", packed)


class Pages:
    """A shelf in memory."""

    def __init__(self) -> None:
        self._passages: dict[str, list[Passage]] = {}
        self._prints: dict[int, list[tuple[str, int, int]]] = {}
        self._terms: dict[str, dict[str, Sequence[int]]] = {}

    def put(self, passages: Sequence[Passage]) -> None:
        """Takes in one document, whole."""
        if not passages:
            return
        document = passages[0].document
        self._passages[document] = list(passages)
        for number, at, n in places_of(passages):
            self._prints.setdefault(number, []).append((document, at, n))
        for term, found in terms_of([passage.words for passage in passages]).items():
            self._terms.setdefault(term, {})[document] = array("L", found)

    def places(self, prints: Iterable[int]) -> list[tuple[int, str, int, int]]:
        return [(number, *place) for number in prints for place in self._prints.get(number, ())]

    def spread(self, terms: Iterable[str]) -> dict[str, int]:
        return {term: len(self._terms.get(term, ())) for term in terms}

    def holders(self, term: str) -> Iterable[tuple[str, Sequence[int]]]:
        return self._terms.get(term, {}).items()

    def passages(self, wanted: Iterable[tuple[str, int]]) -> list[Passage]:
        return [self._passages[document][n] for document, n in wanted if 0 <= n < len(self._passages[document])]

    def size(self) -> int:
        return len(self._passages)


def uses_of(words: Sequence[str], shelf: Shelf, *, least: float = ALIKE) -> list[Use]:
    """Every use of a text of one sentence, the most similar first; of equal ones by document and number."""
    words = tuple(words)
    counted = Counter(words)
    runs, known = repetitions(words, shelf)
    aligned: dict[tuple[str, ...], Alignment] = {}
    found: dict[tuple[str, int], Use] = {}
    for key, passage in known.items():
        found[key] = _use(words, passage, runs.get(key, ()), aligned)
    ranked = [item for item in rank(words, shelf) if item[1] not in found]
    best = ranked[0][0] if ranked else 0.0
    for at in range(0, len(ranked), STEP):
        step = ranked[at : at + STEP]
        fruit = 0
        for passage in shelf.passages([key for _, key in step]):
            if passage.words not in aligned and bound(counted, passage.words) < least:
                continue
            use = _use(words, passage, (), aligned)
            if use.similarity >= least and _worth(words, passage, aligned[passage.words]):
                found[passage.document, passage.n] = use
                fruit += 1
        if not fruit and step[-1][0] < best * FAR:
            break
    return sorted(found.values(), key=lambda use: (-use.similarity, -use.run, use.document, use.n))


def _worth(words: Sequence[str], passage: Passage, found: Alignment) -> bool:
    """False where two share too little to be known again: "Thank you." is in half of all documents, and the name of
    an office with its holder is no use of a sentence that holds it."""
    if any(size == len(words) for _, _, size in found.blocks):  # it stands there word by word
        return len([word for word in words if carries(word)]) >= FEWEST or tuple(words) == passage.words
    needed = SHORTEST if 2 * weight_of(passage.words) >= weight_of(words) else PART
    return needed <= len([w for at, _, size in found.blocks for w in words[at : at + size] if carries(w)])


def _use(
    words: tuple[str, ...],
    passage: Passage,
    runs: Sequence[tuple[int, int, int]],
    aligned: dict[tuple[str, ...], Alignment],
) -> Use:
    found = aligned.get(passage.words)
    if found is None:
        found = aligned[passage.words] = align(words, passage.words)
    run = max([size for _, _, size in found.blocks] + [size for _, _, size in runs], default=0)
    return Use(passage.document, passage.n, found.similarity, run, tuple(sorted(runs)), found.changes, found.there)


Runs = Mapping[tuple[str, int], Sequence[tuple[int, int, int]]]


def repetitions(words: Sequence[str], shelf: Shelf) -> tuple[Runs, Mapping[tuple[str, int], Passage]]:
    """Every verbatim repetition of eight words or more: for each passage that it touches the runs (number of the
    word in the text, in the document, length), and the passages."""
    kept: dict[int, list[int]] = {}
    for number, at in prints_of(words):
        kept.setdefault(number, []).append(at)
    runs: dict[tuple[str, int], list[tuple[int, int, int]]] = {}
    touched: dict[tuple[str, int], Passage] = {}
    followed: dict[tuple[str, int], list[tuple[int, int]]] = {}  # document and diagonal → the words that agree
    for number, document, at, n in sorted(shelf.places(kept)):
        for mine in kept[number]:
            done = followed.setdefault((document, at - mine), [])
            if any(start <= at < end for start, end in done):
                continue
            strip = _Strip(document, n, shelf)
            start, end = strip.agree(words, mine, at)
            done.append((start, end))
            if end - start < LEAST:
                continue
            for passage in strip.touched(start, end):
                key = passage.document, passage.n
                touched[key] = passage
                runs.setdefault(key, []).append((start - at + mine, start, end - start))
    return runs, touched


class _Strip:
    """The words of a document around one passage; the passages beside it are read when they are asked for."""

    def __init__(self, document: str, n: int, shelf: Shelf) -> None:
        self._document, self._shelf = document, shelf
        self._passages: list[Passage] = []
        self._words: dict[int, str] = {}
        self._low = self._high = n
        self._read(n)

    def agree(self, words: Sequence[str], mine: int, at: int) -> tuple[int, int]:
        """The words `[start, end)` of the document that agree with the text, whose word `mine` lies on word `at`."""
        start = end = at
        while mine - at + start > 0 and self._word(start - 1) == words[mine - at + start - 1]:
            start -= 1
        while mine - at + end < len(words) and self._word(end) == words[mine - at + end]:
            end += 1
        return start, end

    def touched(self, start: int, end: int) -> list[Passage]:
        return [p for p in self._passages if p.first < end and start < p.first + len(p.words)]

    def _word(self, number: int) -> str | None:
        if number in self._words or number < 0:
            return self._words.get(number)
        if number < min(self._words, default=0):
            self._low -= 1
            self._read(self._low)
        else:
            self._high += 1
            self._read(self._high)
        return self._words.get(number)

    def _read(self, n: int) -> None:
        for passage in self._shelf.passages([(self._document, n)]):
            self._passages.append(passage)
            self._words.update(enumerate(passage.words, passage.first))


def rank(words: Sequence[str], shelf: Shelf) -> list[tuple[float, tuple[str, int]]]:
    """Passages that hold the words of a text, those first that hold many and rare ones.

    Words that stand everywhere are left out once enough has been read: they tell little and cost much.
    """
    counts = shelf.spread(sorted({word for word in words if carries(word)}))
    every = shelf.size()
    score: dict[tuple[str, int], float] = {}
    read = 0
    terms = sorted((count, term) for term, count in counts.items() if count)
    for at, (count, term) in enumerate(terms):
        if at >= TERMS and read + count > READ:
            break
        weight = log(1 + every / count)
        for document, numbers in shelf.holders(term):
            read += len(numbers)
            for n in numbers:
                key = document, n
                score[key] = score.get(key, 0.0) + weight
    least = LOW * max(score.values(), default=0.0)
    ranked = [(-value, key) for key, value in score.items() if value >= least]
    return [(-value, key) for value, key in sorted(ranked)]
