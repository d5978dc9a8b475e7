"""The index of wording: which document says what in which words. It follows from each document's reading alone.

It is made after marking, for documents whose reading or whose rules are others than those of their index, some hundred
at a time: a run that is killed goes on where it stopped.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence

import msgspec

from communique.linking.fingerprints import terms_of
from communique.linking.wording import Piece, pack, passages_of, places_of
from communique.marking.prose import prose_of
from communique.model.document import BlockKind, Reading
from communique.model.wording import Passage, WordingIndex
from communique.record import Failure, Record

VERSION = "1"  # of what is kept of a reading: prose, sentences, words made alike, runs
PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CELL})
TOGETHER = 250  # documents that are written in one transaction
MARKDOWN = "text/markdown"


def index(record: Record, progress: Callable[[str, int, int], None]) -> None:
    """Brings the index of wording up to date with the readings."""
    rows = record.wording
    stale, pending = rows.stale(), rows.pending(VERSION)
    if rows.otherwise(VERSION) or 2 * len(stale) > rows.size():  # most goes: all anew is quicker
        with record.transaction():
            rows.clear()
        stale, pending = [], rows.pending(VERSION)
    if stale:
        with record.transaction():
            for document in stale:
                rows.take_out(kept(document, rows.passages_of(document)))
        pending = rows.pending(VERSION)
    for at in range(0, len(pending), TOGETHER):
        some = pending[at : at + TOGETHER]
        rows.put([index_of(document, record.reading(document)) for document in some], VERSION)
        progress("index", at + len(some), len(pending))


def index_of(document: str, reading: Reading) -> WordingIndex:
    """What the index keeps of a reading: the sentences of its prose, furniture left out."""
    return kept(document, passages_of(document, _pieces(reading)))


def kept(document: str, passages: Sequence[Passage]) -> WordingIndex:
    """What the index keeps of sentences; the same for the same sentences, so that it can be taken out again."""
    terms = terms_of(passage.words for passage in passages)
    return WordingIndex(
        document,
        tuple(passages),
        tuple(places_of(passages)),
        tuple((term, pack(numbers)) for term, numbers in sorted(terms.items())),
    )


def _pieces(reading: Reading) -> Iterator[Piece]:
    for block in reading.blocks:
        if block.kind not in PROSE or any(f.start < block.end and block.start < f.end for f in reading.furniture):
            continue
        prose = prose_of(reading.text, block, markdown=reading.media_type == MARKDOWN)
        yield Piece(prose.text, prose.places)


def verify(record: Record) -> Iterator[Failure]:
    """Every row of the index that is not what the stored readings give, and every one that is too many."""
    rows = record.wording
    expected = [0, 0, 0]
    for document in rows.indexed():
        try:
            found = index_of(document, record.reading(document))
        except (zlib.error, msgspec.DecodeError, msgspec.ValidationError):  # told where its reading is checked
            found = kept(document, rows.passages_of(document))
        yield from rows.differing(found)
        expected = [n + len(part) for n, part in zip(expected, (found.passages, found.runs, found.terms), strict=True)]
    yield from rows.too_many(expected)
