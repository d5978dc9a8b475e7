"""`communique verify` from outside: a record that was tampered with is told from one that was not."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from pathlib import Path

import misreading
import pytest
from collected import DOCUMENTS, Run, add_here

from communique import pipeline
from communique.pipeline import checking, work
from communique.record import Record

SOME = DOCUMENTS[:6]  # every format


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    record = tmp_path_factory.mktemp("sound") / "record.db"
    add_here(record, SOME)
    return record


@pytest.fixture
def record(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sound, tmp_path / "record.db"))


def tamper(record: Path, sql: str) -> None:
    with sqlite3.connect(record) as connection:
        assert connection.execute(sql).rowcount == 1
    connection.close()


def test_a_sound_record_of_every_format(record: Path, run: Run) -> None:
    done = run("verify")
    assert (done.returncode, done.stderr) == (0, "") and "every span holds" in done.stdout


@pytest.mark.parametrize(
    "table", ["statement_span", "mention", "engagement_evidence", "engagement_mark_span", "time_mark"]
)
def test_a_span_that_was_moved_is_named(record: Path, run: Run, table: str) -> None:
    with sqlite3.connect(record) as connection:
        keys = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[5]]
        document, start, end, *key = connection.execute(
            f"SELECT document, start, end, {', '.join(keys)} FROM {table} WHERE end > start + 1 LIMIT 1 OFFSET 3"
        ).fetchone()
        where = " AND ".join(f"{name} = ?" for name in keys)
        changed = connection.execute(f"UPDATE {table} SET start = start + 1 WHERE {where}", key).rowcount
    connection.close()
    assert changed == 1
    done = run("verify")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert f"{document} {start + 1}-{end}: " in done.stdout
    assert done.stderr.startswith("communique: ") and "failure" in done.stderr


def test_a_text_that_was_changed_is_told(record: Path, run: Run) -> None:
    tamper(
        record,
        "UPDATE text SET text = replace(text, 'Hollavarn', 'Hollowarn')"
        " WHERE document = (SELECT min(document) FROM text WHERE text LIKE '%Hollavarn%')",
    )
    done = run("verify")
    assert done.returncode == 1
    assert "does not have the digest" in done.stdout and "gives another text from character" in done.stdout


def test_bytes_that_are_damaged_cost_no_other_document(record: Path, run: Run) -> None:
    for which in ("min", "max"):  # the first one that is read again, and the last
        tamper(
            record,
            "UPDATE content SET bytes = x'00' WHERE digest ="
            f" (SELECT digest FROM document WHERE id = (SELECT {which}(id) FROM document))",
        )
    done = run("verify")
    assert done.returncode == 1 and done.stdout.count("its bytes are damaged") == 2
    assert len(done.stdout.splitlines()) == 2


def test_a_reader_that_hangs_or_crashes_now_is_told(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each document is read again in a child process, under the limits of `add`."""
    monkeypatch.setattr(work, "read_one", misreading.misread_some)
    monkeypatch.setattr(checking, "READ_SECONDS", 12.0)
    begun = time.monotonic()
    failures = list(pipeline.verify(record, workers=2))
    assert time.monotonic() - begun < 60
    with Record.open(record) as opened:
        paths = {line.id: Path(line.path).suffix for line in opened.documents()}
    told = {(paths[f.document or ""], f.why) for f in failures}
    assert told == {
        (".pdf", "its bytes could be read once and cannot be read now (not done in 12 s)"),
        (".docx", "its bytes could be read once and cannot be read now (ended by SIGSEGV)"),
    }


def test_a_record_that_cannot_be_written_can_be_verified(record: Path, run: Run) -> None:
    if os.geteuid() == 0:
        pytest.skip("root writes everywhere")
    record.chmod(0o444)
    assert run("verify").returncode == 0
