"""What is there is not done again, and what is new costs itself alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from collected import DOCUMENTS, REGION, add_here, fingerprint, listings

from communique import pipeline
from communique.engine import run_here
from communique.record import Record

Seen = list[tuple[str, int, int]]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    record = tmp_path_factory.mktemp("sample") / "record.db"
    add_here(record, DOCUMENTS[:-1])
    return record


@pytest.fixture
def record(sample: Path, tmp_path: Path) -> Path:
    """All of the sample but its last document."""
    return Path(shutil.copy(sample, tmp_path / "record.db"))


def add(record: Path, *paths: Path) -> tuple[pipeline.Added, Seen]:
    seen: Seen = []
    added = pipeline.add(record, paths, lexicon=[REGION], runner=run_here, progress=lambda *step: seen.append(step))
    return added, seen


def stages(seen: Seen) -> dict[str, int]:
    """How many documents each stage had to do."""
    return {stage: total for stage, _, total in seen if stage != "keep"}


def test_a_rerun_changes_nothing(record: Path) -> None:
    before = listings(record), fingerprint(record)
    added, seen = add(record, *DOCUMENTS[:-1])
    assert (added.new, added.without_status, stages(seen)) == (0, (), {})
    assert (listings(record), fingerprint(record)) == before


def test_a_rerun_leaves_its_trace_in_the_journal_alone(record: Path) -> None:
    add(record, *DOCUMENTS[:-1])
    with Record.open(record) as opened:
        runs = opened.db.rows("SELECT command, outcome FROM run ORDER BY id").fetchall()
    assert runs == [("add", "15 new, 0 refused"), ("add", "0 new, 0 refused")]


def test_one_new_document_is_read_marked_and_linked_alone(record: Path) -> None:
    added, seen = add(record, *DOCUMENTS)
    assert (added.new, stages(seen)) == (1, {"read": 1, "mark": 1, "index": 1, "link": 1})


def test_the_same_bytes_from_two_paths_are_one_document(record: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes(DOCUMENTS[1].read_bytes())
    added, seen = add(record, copy)
    assert (added.new, stages(seen)) == (0, {})
    with Record.open(record) as opened:
        (line,) = [line for line in opened.documents() if line.path in (str(copy), str(DOCUMENTS[1]))]
    assert {obtained.path for obtained in line.obtained} == {str(copy), str(DOCUMENTS[1])}


def test_an_id_from_before_another_document_joined_still_answers(tmp_path: Path) -> None:
    """Every engagement and actor of the documents alone is found in the whole by the id that it had."""
    former: dict[str, set[str]] = {"engagements": set(), "actors": set()}
    for document in DOCUMENTS:
        alone = tmp_path / f"{document.stem}.db"
        add_here(alone, [document])
        with Record.open(alone) as opened:
            former["engagements"] |= {line.id for line in opened.engagements()}
            former["actors"] |= {line.id for line in opened.actors()}
    add_here(tmp_path / "record.db", DOCUMENTS)
    with Record.open(tmp_path / "record.db") as opened:
        now = {"engagements": {e.id for e in opened.engagements()}, "actors": {a.id for a in opened.actors()}}
        for noun, ids in former.items():
            assert ids - now[noun], f"no {noun} joined: nothing is tested"
            assert {opened.show(id_).id for id_ in ids} == now[noun]
            assert {opened.resolve(id_) for id_ in ids} == now[noun]
