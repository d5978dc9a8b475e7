"""A user's lexicon: told in a line where it is wrong, kept in the record where it is right."""

from __future__ import annotations

from pathlib import Path

import pytest
from collected import DOCUMENTS, REGION, Run, add_here, fingerprint

from communique import pipeline
from communique.engine import run_here
from communique.record import Record

ABOUT = '[about]\ntitle = "t"\nsource = "s"\ndate = 2026-01-01\n'


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ('[[state]]\nid = "X-A"\nnam = "Arlen"\n', "nam"),
        ('[[state]]\nid = "X-A"\nname = 3\n', "name"),
        ('[[states]]\nid = "X-A"\nname = "Arlen"\n', "states"),
        ('[[state]]\nname = "Arlen"\n', "id"),
        ("[[state]\n", "line"),
    ],
)
def test_a_bad_file_is_told_in_one_line(run: Run, tmp_path: Path, content: str, key: str) -> None:
    (tmp_path / "mine.toml").write_text(ABOUT + content, encoding="utf-8")
    done = run("add", DOCUMENTS[1], "--lexicon", "mine.toml")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.stderr
    assert done.stderr.startswith("communique: ") and "mine.toml" in done.stderr and key in done.stderr
    assert "user lexicon 1" not in done.stderr


def test_it_is_kept_and_used_from_then_on(tmp_path: Path) -> None:
    record = tmp_path / "record.db"
    add_here(record, DOCUMENTS[:2])
    pipeline.add(record, DOCUMENTS[2:4], runner=run_here)  # without naming it again
    add_here(tmp_path / "named.db", DOCUMENTS[:4])
    assert fingerprint(record) == fingerprint(tmp_path / "named.db")
    with Record.open(record) as opened:
        assert list(opened.settings("lexicon/").values()) == [REGION.read_text(encoding="utf-8")]
        assert "Ossavel" in {line.name for line in opened.actors()}


def test_a_file_that_comes_later_marks_everything_again(tmp_path: Path) -> None:
    record = tmp_path / "record.db"
    pipeline.add(record, DOCUMENTS[:3], runner=run_here)
    seen: dict[str, int] = {}
    pipeline.add(
        record, [], lexicon=[REGION], runner=run_here, progress=lambda stage, _, total: seen.update({stage: total})
    )
    assert seen == {"read": 3, "mark": 3, "index": 3, "link": 3}
    add_here(tmp_path / "at-once.db", DOCUMENTS[:3])
    assert fingerprint(record) == fingerprint(tmp_path / "at-once.db")


def test_the_order_of_two_files_leaves_no_trace(tmp_path: Path) -> None:
    second = tmp_path / "second.toml"
    second.write_text(ABOUT + '[[state]]\nid = "X-ARL"\nname = "Arlen"\n', encoding="utf-8")
    for name, files in (("a", [REGION, second]), ("b", [second, REGION])):
        for file in files:
            pipeline.add(tmp_path / f"{name}.db", DOCUMENTS[:2], lexicon=[file], runner=run_here)
    pipeline.add(tmp_path / "c.db", DOCUMENTS[:2], lexicon=[second, REGION], runner=run_here)
    assert len({fingerprint(tmp_path / f"{name}.db") for name in "abc"}) == 1
