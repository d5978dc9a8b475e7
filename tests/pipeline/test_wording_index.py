"""The index of wording: made with the record, the same in any order, made again where a document is read otherwise."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import worded
from collected import DOCUMENTS, REGION, add_each, add_here, fingerprint

from communique import pipeline
from communique.engine import run_here
from communique.model.findings import Severity, Trouble
from communique.pipeline import wording
from communique.pipeline.checking import verify
from communique.record import Record

TABLES = ("wording", "wording_passage", "wording_run", "wording_term")


def quiet(stage: str, done: int, total: int) -> None:
    """Nobody looks."""


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with Record.open(path) as record:
        return {table: record.db.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall() for table in TABLES}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "record.db"
    add_here(path, DOCUMENTS)
    return path


@pytest.fixture
def record(sample: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sample, tmp_path / "record.db"))


def test_every_document_that_was_read_is_in_it(sample: Path) -> None:
    with Record.open(sample) as record:
        assert record.wording.missing() == 0
        assert record.wording.size() == len(DOCUMENTS)
        for document in record.wording.indexed():
            text = record.text(document)
            for passage in record.wording.passages_of(document):
                assert 0 <= passage.start < passage.end <= len(text)
                assert text[passage.start : passage.end].strip()


def test_the_order_of_arrival_leaves_no_trace(sample: Path, tmp_path: Path) -> None:
    shuffled = list(DOCUMENTS)
    random.Random(5).shuffle(shuffled)
    add_each(tmp_path / "each.db", shuffled)
    assert rows(tmp_path / "each.db") == rows(sample)
    assert fingerprint(tmp_path / "each.db") == fingerprint(sample)


def test_a_record_without_an_index_gets_it_with_the_next_document(record: Path, sample: Path) -> None:
    expected = rows(sample)
    with Record.open(record, write=True) as opened:
        with opened.transaction():
            opened.wording.clear()
        assert opened.wording.missing() == len(DOCUMENTS)
    add_here(record, DOCUMENTS[:1])
    assert rows(record) == expected


def test_an_index_of_other_rules_is_made_anew(record: Path, sample: Path) -> None:
    expected = rows(sample)
    with Record.open(record, write=True) as opened, opened.transaction():
        opened.db.run("UPDATE wording SET version = 'of old' WHERE document = (SELECT min(document) FROM wording)")
    add_here(record, DOCUMENTS[:1])
    assert rows(record) == expected


def test_what_was_read_otherwise_is_stale_until_it_is_made_again(record: Path, sample: Path) -> None:
    expected = rows(sample)
    with Record.open(record, write=True) as opened:
        document = opened.wording.indexed()[0]
        reading = opened.reading(document)
        opened.save_failure(document, Trouble(Severity.ERROR, "it cannot be read", "a test", "nothing"), "none 0")
    with Record.open(record) as opened:
        assert opened.wording.stale() == [document]
        assert list(opened.wording.passages([(document, 0)])) == []
    with Record.open(record, write=True) as opened:
        wording.index(opened, quiet)
        assert document not in opened.wording.indexed()
        found = [table for table in TABLES if opened.db.value(f"SELECT 1 FROM {table} WHERE document = ?", [document])]
        assert found == []
        opened.save_reading(document, reading)
        wording.index(opened, quiet)
    assert rows(record) == expected


def _run(opened: Record) -> None:
    opened.db.run("DELETE FROM wording_run WHERE run = (SELECT min(run) FROM wording_run)")


def _term(opened: Record) -> None:
    opened.db.run("UPDATE wording_term SET passages = x'01000000' WHERE term = 'strait'")


def _more(opened: Record) -> None:
    opened.db.insert("wording_run", [(7, "d-0000000000000000", 0, 0)])


def _passage(opened: Record) -> None:
    opened.db.run("UPDATE wording_passage SET words = words || ' more' WHERE n = 0")


@pytest.mark.parametrize("harm", [_run, _term, _more, _passage])
def test_verify_finds_rows_that_the_texts_do_not_give(record: Path, harm: Callable[[Record], None]) -> None:
    assert list(verify(record, runner=run_here)) == []
    with Record.open(record, write=True) as opened, opened.transaction():
        harm(opened)
    assert any("wording_" in str(failure) for failure in verify(record, runner=run_here))


def test_a_run_that_is_stopped_goes_on_where_it_stopped(
    record: Path, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = rows(sample)
    monkeypatch.setattr(wording, "TOGETHER", 3)

    def stop(stage: str, done: int, total: int) -> None:
        if done > 5:
            raise KeyboardInterrupt

    with Record.open(record, write=True) as opened:
        with opened.transaction():
            opened.wording.clear()
        with pytest.raises(KeyboardInterrupt):
            wording.index(opened, stop)
        assert 0 < opened.wording.missing() < len(DOCUMENTS)
        wording.index(opened, quiet)
    assert rows(record) == expected


def test_one_more_document_writes_its_own_rows_alone(record: Path, tmp_path: Path) -> None:
    before = rows(record)
    paths = worded.write(tmp_path / "papers", "first")
    seen: list[tuple[str, int, int]] = []
    pipeline.add(record, paths, lexicon=[REGION], runner=run_here, progress=lambda *step: seen.append(step))
    assert ("index", 1, 1) in seen
    after = rows(record)
    new = {str(row[0]) for row in after["wording"]} - {str(row[0]) for row in before["wording"]}
    assert len(new) == 1
    assert [row for row in after["wording_passage"] if row[0] not in new] == before["wording_passage"]
