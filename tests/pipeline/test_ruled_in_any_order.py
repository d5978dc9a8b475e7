"""Rulings are part of what the record is a function of: in whatever order they and the documents came."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from collected import DOCUMENTS, REGION, fingerprint, listings
from ruling_by_chance import Chance, Remembering, add, said

from communique import pipeline
from communique.pipeline.ruling import settle
from communique.record import Record

RUNNER = Remembering()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plain") / "record.db"
    add(path, list(DOCUMENTS), RUNNER, REGION)
    return path


def copied(path: Path, to: Path) -> Path:
    to.write_bytes(path.read_bytes())
    return to


@pytest.mark.parametrize("seed", range(6))
def test_ruled_step_by_step_or_built_afresh_it_is_one_record(plain: Path, tmp_path: Path, seed: int) -> None:
    stepwise = copied(plain, tmp_path / "stepwise.db")
    with Record.open(stepwise, write=True) as record:
        chance = Chance(record, seed)
        for _ in range(20):
            chance.rule(1)
            if seed % 2 and chance.undo_one():
                chance.rule(1)
            assert settle(record)
        lines = list(record.rulings.export())
    assert said(stepwise) != said(plain)
    assert list(pipeline.verify(stepwise, workers=1)) == []

    dice = random.Random(seed)
    documents = dice.sample(DOCUMENTS, len(DOCUMENTS))
    cut = dice.randrange(1, len(documents))
    afresh = tmp_path / "afresh.db"
    add(afresh, documents[:cut], RUNNER, REGION)
    with Record.open(afresh, write=True) as record:
        assert record.rulings.take_in(dice.sample(lines, len(lines))) == len(lines)
        if seed % 3:
            assert settle(record)
    add(afresh, documents[cut:], RUNNER, REGION)
    assert listings(afresh) == listings(stepwise)
    assert fingerprint(afresh) == fingerprint(stepwise)


@pytest.mark.parametrize("seed", range(6, 10))
def test_undone_it_is_the_record_that_it_was(plain: Path, tmp_path: Path, seed: int) -> None:
    path = copied(plain, tmp_path / "record.db")
    with Record.open(path, write=True) as record:
        chance = Chance(record, seed)
        chance.rule(20)
        assert settle(record)
        while chance.undo_one():
            assert settle(record)
    assert said(path) == said(plain)
    assert listings(path) == listings(plain)
