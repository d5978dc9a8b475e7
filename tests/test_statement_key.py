"""The half of the key of official genres that may be looked at (`benchmarks/statements`): floors below which nothing
may fall."""

from __future__ import annotations

import os
import sys
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ARCHIVE = ROOT.parent / "shared" / "data" / "white-house" / "open" / "documents-2021-2022.tar.gz"
sys.path.insert(0, str(ROOT / "benchmarks" / "statements"))

import score_key  # noqa: E402
from compiled import read_key  # noqa: E402
from sheets import drawn_documents  # noqa: E402

pytestmark = pytest.mark.skipif(
    not ARCHIVE.is_file() and not (os.environ.get("CI") == "true" and ARCHIVE.parents[3].is_dir()),  # there it fails
    reason="the White House documents are not here: they may not be republished, so they are not in the repository",
)


@pytest.fixture(scope="module")
def tallies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[score_key.Tally]]:
    folder = tmp_path_factory.mktemp("white-house")
    wanted = {f"docs/{row['file']}" for row in drawn_documents()}
    with tarfile.open(ARCHIVE) as archive:
        for member in archive:
            if member.name.removeprefix("./") in wanted:
                archive.extract(member, folder, filter="data")
    sheets = [s for s in read_key(score_key.KEY, folder / "docs") if s.half == "work"]
    return score_key.scored(sheets, folder / "docs")


@pytest.mark.parametrize(("group", "floor"), [("readout", 0.9), ("joint", 0.9), ("voice", 0.85)])
def test_statements_of_the_genre_are_found(tallies: dict[str, list[score_key.Tally]], group: str, floor: float) -> None:
    assert score_key.f1_of(tallies[group]) >= floor, tallies[group]


@pytest.mark.parametrize(("measure", "floor"), [("speakers", 0.95), ("act", 0.95), ("targets", 0.75)])
def test_who_says_it_how_and_to_whom(tallies: dict[str, list[score_key.Tally]], measure: str, floor: float) -> None:
    everything = [tally for group in tallies.values() for tally in group]
    assert score_key.MEASURES[measure](everything) >= floor
