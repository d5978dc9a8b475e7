"""Killed at any instant, the record is whole, and the work goes on where it stopped."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import makings

import communique
from communique.record import Record, Stage

COUNT = 60
KILLS = 30


def test_killed_at_random_instants(tmp_path: Path) -> None:
    with Record.open(tmp_path / "undisturbed.db", write=True) as undisturbed:
        for number in range(COUNT):
            makings.add(undisturbed, number)
        makings.link(undisturbed)
        expected = undisturbed.fingerprint()

    path = tmp_path / "record.db"
    here = Path(__file__)
    places = os.pathsep.join([str(Path(communique.__file__).parents[1]), str(here.parent)])
    chance = random.Random(20170731)
    kept: set[str] = set()
    grown = []
    for kill in range(KILLS):
        program = subprocess.Popen(
            [sys.executable, str(here.with_name("killed.py")), str(path), str(kill), str(COUNT)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": places},
        )
        assert program.stdout is not None
        if kill % 5:  # else it is killed while it starts: opening, migrating
            assert program.stdout.readline() == b"open\n"
            time.sleep(chance.uniform(0, 0.12))
        else:
            time.sleep(chance.uniform(0.05, 0.25))
        program.kill()
        program.communicate()
        if not path.exists():
            continue
        with Record.open(path, write=True) as record:
            assert record.integrity() == []
            now = {document for (document,) in record.db.rows("SELECT id FROM document")}
            assert kept <= now, "a document that was kept is gone"
            kept = now
            if kill % 6 == 0:
                assert list(record.verify(makings.read)) == []
            grown.append(record.status())
    unfinished = [status for status in grown if status.linked < COUNT]
    assert len(unfinished) > 15, "the kills came too late to test much"
    assert any(0 < status.marked < status.documents for status in unfinished)
    with Record.open(path, write=True) as record:
        for number in range(COUNT):
            record.keep(makings.content(number), f"folder/{number}.txt")
        makings.resume(record)
        assert record.pending(Stage.READ, makings.READER) == record.pending(Stage.MARK, makings.MARKER) == []
        assert list(record.verify(makings.read)) == []
        assert record.fingerprint() == expected
