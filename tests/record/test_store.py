"""Opening, keeping, transactions: what the record promises about its file."""

from __future__ import annotations

import multiprocessing
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import makings
import pytest

from communique.errors import NoRecord, RecordBusy, RecordError
from communique.model.document import DocumentStatus
from communique.model.findings import Severity, Trouble
from communique.model.ids import digest_of, document_id
from communique.model.marks import Marks
from communique.record import Record, Stage, database, migrations


def test_bytes_are_kept_once_with_every_place_they_came_from(record: Record) -> None:
    content = b"\0\xff any bytes"
    ids = {
        record.keep(content, path, uri) for path, uri in (("b.txt", None), ("a.txt", "https://x/1"), ("b.txt", None))
    }
    assert ids == {document_id(digest_of(content))}
    (document,) = ids
    assert record.content(document) == content
    line = record.show(document)
    assert (line.path, line.uri, line.status) == ("a.txt", "https://x/1", "waiting")  # type: ignore[union-attr]
    assert [o.path for o in line.obtained] == ["a.txt", "b.txt"]  # type: ignore[union-attr]
    assert list(record.documents()) == []
    assert record.status().waiting == 1


def test_a_document_that_cannot_be_read_has_a_status_and_a_finding(record: Record) -> None:
    document = record.keep(makings.content(1), "one.pdf")
    trouble = Trouble(Severity.ERROR, "it hangs", "not done in 30 s", "another copy")
    record.save_failure(document, trouble, "pdf 1")
    (line,) = record.documents()
    assert line.status == DocumentStatus.FAILED
    (finding,) = record.findings()
    assert (finding.what, finding.document, finding.try_) == ("it hangs", document, "another copy")
    assert record.text(document) == ""
    assert record.pending(Stage.READ, "pdf 1") == []
    assert record.pending(Stage.READ, ["pdf 2", "html 1"]) == [document]
    assert record.pending(Stage.MARK, "any") == []
    record.save_reading(document, makings.read(makings.content(1)))
    assert [f.what for f in record.findings()] == []
    assert next(record.documents()).status == "whole"


def test_what_is_pending_is_read_off_the_record(record: Record) -> None:
    one, two = (record.keep(makings.content(n), f"{n}") for n in (1, 2))
    assert record.pending(Stage.READ, makings.READER) == sorted([one, two])
    record.save_reading(one, makings.read(makings.content(1)))
    assert record.pending(Stage.READ, makings.READER) == [two]
    assert record.pending(Stage.MARK, "m 1") == [one]
    record.save_marks(one, Marks("m 1"))
    assert record.pending(Stage.MARK, "m 1") == []
    assert record.pending(Stage.MARK, "m 2") == [one]
    assert record.pending(Stage.LINK, "l 1") == [one]
    record.save_linked([one], "l 1")
    assert record.pending(Stage.LINK, "l 1") == []
    assert record.pending(Stage.LINK, "l 2") == [one]


def test_another_reading_takes_its_marks_with_it(linked: Record) -> None:
    document = document_id(digest_of(makings.content(4)))
    other = makings.read(makings.content(8))
    linked.save_reading(document, other)
    assert linked.pending(Stage.MARK, makings.MARKER) == [document]
    assert document in linked.pending(Stage.READ, "plain 2")
    assert linked.text(document) == other.text
    assert linked.integrity() == []
    assert not list(linked.mentions(document))
    with pytest.raises(KeyError):
        linked.marks(document)


def test_saving_the_same_again_changes_nothing(linked: Record) -> None:
    before = linked.fingerprint()
    changes = linked.db.value("SELECT total_changes()")
    document = document_id(digest_of(makings.content(4)))
    linked.save_reading(document, makings.read(makings.content(4)))
    linked.save_marks(document, makings.mark(4, linked.text(document)))
    assert linked.db.value("SELECT total_changes()") == changes
    makings.resume(linked)
    assert linked.fingerprint() == before


def test_statements_found_again_at_the_same_span_keep_their_id(linked: Record) -> None:
    before = {line.id for line in linked.statements()}
    for line in list(linked.documents()):
        number = makings.number_of(linked.content(line.id))
        linked.save_marks(line.id, makings.mark(number, linked.text(line.id), "marks 2"))
    assert {line.id for line in linked.statements()} == before
    assert len(linked.pending(Stage.LINK, "link 1")) == 30


def test_marks_that_leave_the_text_are_refused(record: Record) -> None:
    document = record.keep(makings.content(1), "1")
    reading = makings.read(makings.content(1))
    with pytest.raises(ValueError, match="was not read"):
        record.save_marks(document, Marks("m"))
    record.save_reading(document, reading)
    with pytest.raises(ValueError, match="outside a text"):
        record.save_marks(document, makings.mark(2, makings.read(makings.content(2)).text + " " * 500))
    with pytest.raises(ValueError, match="names number"):
        record.save_marks(document, Marks("m", sides=(0,)))
    assert record.pending(Stage.MARK, "m") == [document]


def test_a_transaction_is_all_or_nothing(record: Record) -> None:
    with pytest.raises(ZeroDivisionError), record.transaction():
        makings.add(record, 1)
        with record.transaction():
            makings.add(record, 2)
        raise ZeroDivisionError
    assert record.status().documents == 0
    with record.transaction():
        makings.add(record, 1)
        makings.add(record, 2)
    assert record.status().documents == 2


def test_writing_outside_a_transaction_is_a_bug(record: Record) -> None:
    with pytest.raises(RuntimeError):
        record.db.run("DELETE FROM document")


def test_readers_see_one_state_and_never_wait(linked: Record) -> None:
    with Record.open(linked.path) as reader:
        lines = reader.statements()
        first = next(lines)
        with linked.transaction():
            for number in range(30, 40):
                makings.add(linked, number)
            assert reader.status().documents == 30
            with Record.open(linked.path) as another:
                assert another.status().documents == 30
        rest = [first, *lines]
        assert len(rest) == 60
        assert reader.status().documents == 40
        with pytest.raises(RecordError, match="reading only"):
            reader.keep(b"x", "x")


def test_a_second_writer_waits_and_then_says_so(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    with Record.open(record.path, write=True) as other, record.transaction():
        with pytest.raises(RecordBusy):
            other.keep(b"x", "x")
        record.keep(b"y", "y")


def test_what_is_no_record_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoRecord):
        Record.open(tmp_path / "none.db")
    rubbish = tmp_path / "rubbish.db"
    rubbish.write_bytes(random.Random(1).randbytes(5000))
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE bird (name)")
    connection.close()
    for path in (rubbish, other, tmp_path):
        for write in (True, False):
            with pytest.raises(RecordError):
                Record.open(path, write=write)
    assert rubbish.read_bytes() == random.Random(1).randbytes(5000)


def test_a_record_of_another_version_is_refused_or_updated(record: Record) -> None:
    makings.add(record, 1)
    path = record.path
    record.close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {migrations.CURRENT + 1}")
    connection.close()
    for write in (True, False):
        with pytest.raises(RecordError, match="newer"):
            Record.open(path, write=write)


def test_an_empty_file_becomes_a_record_only_to_write(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with pytest.raises(RecordError, match="older"):
        Record.open(path)
    with Record.open(path, write=True) as opened:
        assert opened.integrity() == []
        assert opened.db.column("SELECT version FROM migration") == list(range(1, migrations.CURRENT + 1))


def _open(path: str) -> int:
    with Record.open(path, write=True) as opened:
        return int(opened.db.value("SELECT count(*) FROM migration"))


def test_two_runs_make_a_record_once(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        assert pool.map(_open, [str(tmp_path / "new" / "record.db")] * 8) == [migrations.CURRENT] * 8


def test_a_migration_that_fails_leaves_the_record_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = tmp_path / "0002-bad.sql"
    bad.write_text("CREATE TABLE extra (x);\nINSERT INTO nowhere VALUES (1);\n")
    path = tmp_path / "record.db"
    Record.open(path, write=True).close()
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "FILES", (*migrations.FILES, bad))
        patch.setattr(migrations, "CURRENT", migrations.CURRENT + 1)
        with pytest.raises(RecordError):
            Record.open(path, write=True)
    with Record.open(path, write=True) as opened:
        assert not opened.db.column("SELECT name FROM sqlite_master WHERE name = 'extra'")
        assert opened.db.value("PRAGMA user_version") == migrations.CURRENT


def test_a_closed_record_is_one_file(linked: Record, tmp_path: Path) -> None:
    linked.close()
    assert {path.name for path in tmp_path.iterdir()} == {"record.db"}


def test_odd_names_of_files(tmp_path: Path) -> None:
    path = tmp_path / "ein Récord? #1%20.db"
    with Record.open(path, write=True) as opened:
        opened.keep(b"x", "x")
    with Record.open(path) as opened:
        assert opened.status().documents == 1
    assert path.exists()


def test_journal_and_settings(linked: Record) -> None:
    before = linked.fingerprint()
    run = linked.begin_run("add folder")
    linked.note_progress(run, Stage.READ, 3, 30)
    linked.end_run(run, "done")
    linked.keep(makings.content(3), "folder/3.txt")
    assert linked.fingerprint() == before
    linked.set("lexicon:region.toml", "x = 1")
    assert linked.fingerprint() != before
    assert linked.settings("lexicon:") == {"lexicon:region.toml": "x = 1"}
    linked.set("lexicon:region.toml", None)
    assert linked.setting("lexicon:region.toml") is None
    assert linked.fingerprint() == before


def test_rulings_are_never_changed_nor_removed(record: Record) -> None:
    with record.transaction():
        values = "'r-1', 'now', 'me', 'so', 'same', 'digest', 0, 1, 'a', '', '', '{}', NULL"
        record.db.run(f"INSERT INTO ruling VALUES ({values})")
    for sql in ("DELETE FROM ruling", "UPDATE ruling SET by = 'you'"):
        with pytest.raises(sqlite3.IntegrityError), record.transaction():
            record.db.run(sql)


def test_the_record_needs_nothing_heavy() -> None:
    code = "import sys, communique.record; print(*{name.split('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"spacy", "numpy", "lxml", "rich", "cyclopts", "trafilatura"} & set(loaded)
