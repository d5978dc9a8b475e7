"""A run that is killed or interrupted at any instant leaves a whole record, and the same command goes on with it."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from collected import DOCUMENTS, REGION, Run, add_here, fingerprint, listings

from communique.errors import RecordError
from communique.record import Record

KILLS = 14
INTERRUPTIONS = 8
LATEST = 5.0  # seconds after which a run is stopped at the latest; it takes three to six


def start(record: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "communique.cli.main", "add", str(DOCUMENTS[0].parent), "--record", str(record)),
            *("--lexicon", str(REGION), "--workers", "2"),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    record = tmp_path_factory.mktemp("undisturbed") / "record.db"
    add_here(record, [DOCUMENTS[0].parent])
    return record


def held(record: Path) -> tuple[set[str], int]:
    """The documents in the record and how many of them are linked; the file is sound."""
    if not record.exists():
        return set(), 0
    with Record.open(record, write=True) as opened:
        assert opened.integrity() == []
        return {line.id for line in opened.documents()}, opened.status().linked


def runs(record: Path) -> int:
    """How many runs the journal knows."""
    if not record.exists():
        return 0
    with suppress(RecordError, sqlite3.OperationalError), Record.open(record) as opened:  # it is being made
        return int(opened.db.value("SELECT count(*) FROM run"))
    return 0


def test_killed_at_random_instants(tmp_path: Path, undisturbed: Path, run: Run) -> None:
    chance = random.Random(20360512)
    record = tmp_path / "0.db"
    kept: set[str] = set()
    records, unfinished = [record], 0
    for kill in range(KILLS):
        if len(DOCUMENTS) == held(record)[1]:  # it was quicker than the kill: begin another one
            record = tmp_path / f"{kill}.db"
            records.append(record)
            kept = set()
        program = start(record)
        time.sleep(chance.uniform(0.3, LATEST))
        program.kill()
        program.communicate(timeout=20)  # its workers hold the pipes: they go with it
        now, linked = held(record)
        assert kept <= now, "a document that was kept is gone"
        kept = now
        unfinished += linked < len(DOCUMENTS)
    assert unfinished >= KILLS // 2, "the kills came too late to test much"
    for record in records:
        done = run("add", DOCUMENTS[0].parent, "--record", record, "--lexicon", REGION)
        assert done.returncode == 0, done.stderr
        assert listings(record) == listings(undisturbed)
        assert fingerprint(record) == fingerprint(undisturbed)


def test_interrupted_it_says_so_in_one_line(tmp_path: Path, undisturbed: Path) -> None:
    """As Ctrl-C in a terminal does it: the whole group of processes gets the signal."""
    chance = random.Random(7)
    record = tmp_path / "record.db"
    for _ in range(INTERRUPTIONS):
        before = runs(record)
        program = start(record)
        until = time.monotonic() + 20
        while runs(record) == before and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(chance.uniform(0.0, 1.5))
        os.killpg(program.pid, signal.SIGINT)
        out, err = program.communicate(timeout=20)
        if program.returncode == 0:
            break
        assert (program.returncode, out) == (130, "")
        assert err == "communique: interrupted: try the same command again, it goes on where it stopped\n"
    add_here(record, [DOCUMENTS[0].parent])
    assert fingerprint(record) == fingerprint(undisturbed)


def test_an_interruption_that_comes_too_late_does_not_hide_what_was_done(tmp_path: Path) -> None:
    leaving = "import atexit, time; atexit.register(lambda: (print('late', flush=True), time.sleep(2)))"
    asking = "import sys; sys.argv = ['communique', '--version']; from communique.cli.main import program; program()"
    with subprocess.Popen([sys.executable, "-c", f"{leaving}; {asking}"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert [process.stdout.readline().strip() for _ in range(2)][1] == "late"
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0


def test_interrupted_while_a_string_is_executed_it_says_so_too(tmp_path: Path) -> None:
    """As while a module is imported that makes its classes so: Python itself would end by the signal."""
    lines = (
        "from communique.cli import main as command",
        "kill = 'import os, signal\\nos.kill(os.getpid(), signal.SIGINT)\\nwhile True: pass'",
        "def verbs(every): exec(kill)",
        "command.app = verbs",
        "command.program()",
    )
    (tmp_path / "stopped.py").write_text("\n".join(lines), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "stopped"], capture_output=True, text=True, cwd=tmp_path, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr.startswith("communique: interrupted") and done.stderr.count("\n") == 1
