"""The record is the same in whatever order and in however many runs its documents came."""

from __future__ import annotations

import random
from pathlib import Path

import invented
import pytest
from collected import DOCUMENTS, LISTINGS, REGION, Run, add_each, add_here, fingerprint, listings

from communique import pipeline


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample collection, added as a person adds it: one folder, through the pool."""
    record = tmp_path_factory.mktemp("at-once") / "record.db"
    pipeline.add(record, [DOCUMENTS[0].parent], lexicon=[REGION], workers=2)
    return record


@pytest.mark.parametrize("seed", [None, 1, 2, 3, 4])
def test_the_sample_one_by_one_is_the_sample_at_once(at_once: Path, tmp_path: Path, seed: int | None) -> None:
    documents = list(DOCUMENTS)
    if seed is not None:
        random.Random(seed).shuffle(documents)
    add_each(tmp_path / "record.db", documents)
    assert listings(tmp_path / "record.db") == listings(at_once)
    assert fingerprint(tmp_path / "record.db") == fingerprint(at_once)


def test_the_listings_of_the_command_are_those_lines(at_once: Path, run: Run) -> None:
    expected = listings(at_once)
    for listing in LISTINGS:
        assert run(listing, "--json", "--record", at_once).stdout.encode() == expected[listing]


@pytest.mark.parametrize("seed", range(3))
def test_documents_that_come_in_batches(tmp_path: Path, seed: int) -> None:
    """Thirty documents at once, in batches, and one by one: small records show what large ones hide."""
    documents = invented.write(tmp_path / "papers", 30, seed=100 + seed)
    shuffled = list(documents)
    random.Random(seed).shuffle(shuffled)
    add_here(tmp_path / "at-once.db", documents)
    for n in range(4):
        add_here(tmp_path / "batches.db", shuffled[n::4])
    add_each(tmp_path / "each.db", shuffled)
    expected = listings(tmp_path / "at-once.db")
    assert listings(tmp_path / "batches.db") == listings(tmp_path / "each.db") == expected
    assert len({fingerprint(tmp_path / f"{name}.db") for name in ("at-once", "batches", "each")}) == 1


def test_five_hundred_documents_in_any_order(tmp_path: Path) -> None:
    """Five hundred invented documents: at once through the pool, in ten batches, and one by one, shuffled."""
    documents = invented.write(tmp_path / "papers", 500, seed=20311023)
    pipeline.add(tmp_path / "at-once.db", documents, lexicon=[REGION], workers=2)
    expected = listings(tmp_path / "at-once.db")
    assert expected["engagements"].count(b"\n") > 250 and expected["findings"].count(b"\n") > 50

    shuffled = list(documents)
    random.Random(1).shuffle(shuffled)
    for n in range(10):
        add_here(tmp_path / "batches.db", shuffled[n::10])
    assert listings(tmp_path / "batches.db") == expected
    random.Random(2).shuffle(shuffled)
    add_each(tmp_path / "each.db", shuffled)
    assert listings(tmp_path / "each.db") == expected
    assert len({fingerprint(tmp_path / f"{name}.db") for name in ("at-once", "batches", "each")}) == 1
