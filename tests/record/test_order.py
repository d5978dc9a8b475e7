"""The record of a set of documents does not tell in which order, in how many runs and from where twice they came."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import makings
import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.record import Record

NUMBERS = list(range(12))
LISTINGS = ("documents", "engagements", "actors", "statements", "instruments", "discrepancies", "findings")


def lines(record: Record) -> dict[str, list[bytes]]:
    return {name: [msgspec.json.encode(line) for line in getattr(record, name)()] for name in LISTINGS}


@cache
def expected() -> tuple[str, dict[str, list[bytes]]]:
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "r.db", write=True) as record:
        for number in NUMBERS:
            makings.add(record, number)
        record.keep(makings.content(3), "another/place.txt", "https://example.org/3")
        makings.link(record)
        return record.fingerprint(), lines(record)


@settings(max_examples=25, deadline=None)
@given(st.permutations(NUMBERS), st.lists(st.booleans(), min_size=12, max_size=12), st.booleans(), st.integers(0, 11))
def test_any_order_gives_the_same_record(order: list[int], stops: list[bool], first: bool, remarked: int) -> None:
    """`stops` says after which documents a run ended: what was there by then is linked, and linked again later."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "r.db"
        record = Record.open(path, write=True)
        if first:
            record.keep(makings.content(3), "another/place.txt", "https://example.org/3")
        for number, stop in zip(order, stops, strict=True):
            makings.add(record, number)
            if stop:
                makings.link(record)
                record.close()
                record = Record.open(path, write=True)
        if not first:
            record.keep(makings.content(3), "another/place.txt", "https://example.org/3")
        document = record.keep(makings.content(remarked), f"folder/{remarked}.txt")
        record.save_marks(document, makings.mark(remarked, record.text(document), "marks of another version"))
        record.save_marks(document, makings.mark(remarked, record.text(document)))
        makings.link(record)
        assert record.integrity() == []
        assert (record.fingerprint(), lines(record)) == expected()
        record.close()


def test_another_set_is_another_record(linked: Record) -> None:
    before = linked.fingerprint()
    makings.add(linked, 30)
    makings.link(linked)
    assert linked.fingerprint() != before
