from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., subprocess.CompletedProcess[str]]
Lines = Callable[..., list[dict[str, Any]]]


def test_a_line_a_position_in_the_words_of_the_contract(lines: Lines) -> None:
    (first, *_) = found = lines("positions", "--about", "maritime security")
    for line in found:
        assert {"actor", "issue", "stance", "statement", "when", "change"} <= line.keys()
    statement = next(s for s in lines("statements") if s["id"] == first["statement"])
    assert first["issue"] == "maritime security" and first["stance"] == "condemn" == statement["act"]
    assert {line["actor"]["name"] for line in found} == {"Ilse Tavorin", "Joren Maskeld"}


def test_without_an_actor_and_an_issue_a_grid(run: Run, strait_db: Path, lines: Lines) -> None:
    cells = lines("positions")
    assert all({"actor", "issue", "count", "stance", "last", "stances"} <= cell.keys() for cell in cells)
    told = run("positions", "--record", strait_db)
    assert told.returncode == 0 and "maritime security" in told.stdout and "condemn" in told.stdout


def test_positions_for_people(run: Run, strait_db: Path) -> None:
    told = run("positions", "--by", "Ilse Tavorin", "--about", "maritime security", "--why", "--record", strait_db)
    assert told.returncode == 0, told.stderr
    assert "Ilse Tavorin on maritime security" in told.stdout and "spoken by “" in told.stdout


def test_an_act_that_is_no_position_is_refused(run: Run, strait_db: Path) -> None:
    told = run("positions", "--act", "discuss", "--record", strait_db)
    assert told.returncode == 2 and "no position" in told.stderr
