"""The record of the sample collection is the one that was looked at and kept: `tools/expect.py --write` writes it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

import expect


@pytest.fixture(scope="module")
def found() -> dict[str, list[str]]:
    return expect.found()


@pytest.mark.parametrize("listing", expect.LISTINGS)
def test_the_sample_gives_the_record_that_is_expected(found: dict[str, list[str]], listing: str) -> None:
    path = expect.CASES / f"{listing}.jsonl"
    assert path.is_file(), f"{path.name} is missing: look at the record, then tools/expect.py --write"
    then = path.read_text(encoding="utf-8").splitlines()
    told = list(expect.differences({**found}, {**found, listing: then}))
    assert not told, "\n".join([*told, "if this is better than before: tools/expect.py --write"])


def test_every_expectation_is_compared() -> None:
    assert {path.stem for path in expect.CASES.iterdir()} == set(expect.LISTINGS)
