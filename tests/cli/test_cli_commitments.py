"""`commitments`, `demands` and `rule` on the command line."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from communique import pipeline
from communique.engine import run_here

Run = Callable[..., subprocess.CompletedProcess[str]]
TEXT = """---
title: Joint Statement of Norway and Chile
date: 2031-05-04
---

Norway and Chile will open a joint school for harbour pilots in the port of Halm by 2034.

We intend to deepen our cooperation on fishing, subject to the advice of the council.

We call on Peru to release the crew of the trawler Lantern without delay.
"""
FIELDS = (
    "id document engagement account speakers on_behalf_of addressees targets act family strength negated level source"
    " cue content within issues instruments when action due conditions vague repeats status"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "1.md").write_text(TEXT, encoding="utf-8")
    pipeline.add(tmp_path / "record.db", [tmp_path / "1.md"], runner=run_here)
    return tmp_path / "record.db"


def listed(run: Run, *arguments: str | Path) -> list[dict[str, Any]]:
    done = run(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_lines_have_the_fields_of_the_contract(run: Run, path: Path) -> None:
    school, fishing = listed(run, "commitments", "--record", path)
    assert {*FIELDS.split(), "by", "to", "follow_up"} <= set(school)
    assert (school["due"]["from"], school["due"]["to"], school["status"]) == (None, "2034-12-31", "open")
    assert (fishing["strength"], fishing["vague"], fishing["due"]) == ("plain", True, None)
    assert [part["quote"] for part in fishing["conditions"]] == ["subject to the advice of the council"]
    (demand,) = listed(run, "demands", "--record", path)
    assert {*FIELDS.split(), "of", "compliance"} <= set(demand)
    assert [party["name"] for party in demand["of"]] == ["Peru"]


def test_filters_of_their_own(run: Run, path: Path) -> None:
    assert len(listed(run, "commitments", "--vague", "--record", path)) == 1
    assert len(listed(run, "commitments", "--specific", "--record", path)) == 1
    assert len(listed(run, "commitments", "--due-before", "2034", "--record", path)) == 1
    assert listed(run, "commitments", "--due-after", "2035", "--record", path) == []
    assert len(listed(run, "demands", "--to", "Peru", "--record", path)) == 1
    done = run("commitments", "--status", "keept", "--record", path)
    assert (done.returncode, "kept" in done.stderr) == (2, True)


def test_a_ruling_is_made_shown_and_undone(run: Run, path: Path) -> None:
    school = listed(run, "commitments", "--specific", "--record", path)[0]["id"]
    why = ("--by", "A. Reader", "--why", "It opened in May")
    assert run("rule", "commitment", school, "--status", "kept", *why, "--record", path).returncode == 0
    (kept,) = listed(run, "commitments", "--status", "kept", "--record", path)
    assert (kept["id"], kept["ruling"]["by"], kept["ruling"]["why"]) == (school, "A. Reader", "It opened in May")
    shown = run("commitments", "--status", "kept", "--why", "--record", path).stdout
    assert "kept, by A. Reader" in shown and "promise: “will”" in shown
    (ruling,) = listed(run, "rule", "list", "--record", path)
    assert run("rule", "undo", ruling["id"], *why, "--record", path).returncode == 0
    assert listed(run, "commitments", "--status", "kept", "--record", path) == []
    assert len(listed(run, "rule", "list", "--record", path)) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("rule", "weather", "s-1", "--by", "A", "--why", "b"),
        ("rule", "commitment", "s-1", "--by", "A", "--why", "b"),
        ("rule", "commitment", "s-1", "--status", "kept", "--by", "A"),
        ("rule", "commitment", "--status", "kept", "--by", "A", "--why", "b"),
    ],
)
def test_a_ruling_asked_wrongly_is_one_line(run: Run, path: Path, arguments: tuple[str, ...]) -> None:
    done = run(*arguments, "--record", path)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_nothing_is_ruled_of_what_is_no_promise(run: Run, path: Path) -> None:
    why = ("--status", "kept", "--by", "A", "--why", "b", "--record", path)
    assert run("rule", "commitment", "s-0000000000000000", *why).returncode == 1
    assert not (path.parent / "other.db").exists()
    assert run("rule", "list", "--record", path.parent / "other.db").returncode == 1
    assert not (path.parent / "other.db").exists()
