"""`communique rule`: what a person decides on the command line, and what the record says then."""

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
title: Readout of Minister Orlan's meeting with Minister Vesterhav
date: 2031-05-04
---

Foreign Minister Ada Orlan of Norway met Foreign Minister Bo Vesterhav of Chile in Halm on 3 May 2031.

Minister Orlan said that the two harbours would stay open. Minister Vesterhav thanked her for the pilots.

The harbour master, Carla Dunmore, watched the ships from the pier and waved.
"""
BY = ("--by", "Dora Finn", "--why", "as the minutes say")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "1.md").write_text(TEXT, encoding="utf-8")
    pipeline.add(tmp_path / "record.db", [tmp_path / "1.md"], runner=run_here)
    return tmp_path / "record.db"


def listed(run: Run, *arguments: str | Path) -> list[dict[str, Any]]:
    done = run(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def saying(run: Run, path: Path, words: str) -> dict[str, Any]:
    lines = listed(run, "statements", "--record", path)
    return next(line for line in lines if words in line["content"][0]["quote"])


def ruled(run: Run, path: Path, *arguments: str) -> str:
    done = run("rule", *arguments, *BY, "--record", path)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


def names(parties: list[dict[str, Any]]) -> list[str]:
    return [party["name"] for party in parties]


def test_a_statement_is_corrected_by_the_words_of_its_document(run: Run, path: Path) -> None:
    line = saying(run, path, "harbours")
    assert "seen" not in line
    told = ruled(run, path, "correct", line["id"], "--act", "commit", "--speaker", "Bo Vesterhav", "--target", "pier")
    assert f"{line['id']} is corrected, says Dora Finn" in told
    after = saying(run, path, "harbours")
    assert (after["act"], names(after["speakers"]), names(after["targets"])) == ("commit", ["Bo Vesterhav"], ["pier"])
    assert [(seen["by"], seen["how"]) for seen in after["seen"]] == [("Dora Finn", "correct")]
    ruled(run, path, "correct", line["id"], "--target", "")
    assert saying(run, path, "harbours")["targets"] == []
    assert "act commit" in run("rule", "list", "--record", path).stdout
    assert run("verify", "--record", path).returncode == 0


def test_words_are_added_rejected_and_given_back(run: Run, path: Path) -> None:
    words = "watched the ships from the pier and waved"
    ruled(
        run,
        path,
        "add",
        str(path.with_name("1.md")),
        "--words",
        words,
        "--act",
        "assert",
        "--speaker",
        "Carla Dunmore",
        "--cue",
        "waved",
    )
    line = saying(run, path, words)
    assert (names(line["speakers"]), line["cue"][0]["quote"]) == (["Carla Dunmore"], "waved")
    ruled(run, path, "reject", line["id"])
    assert run("show", line["id"], "--record", path).returncode == 1
    last = listed(run, "rule", "list", "--record", path)[-1]
    assert (last["kind"], last["words"]) == ("reject", words)
    ruled(run, path, "undo", last["id"])
    assert saying(run, path, words) == line


def test_actors_and_engagements_are_joined_and_corrected(run: Run, path: Path) -> None:
    actors = {line["name"]: line["id"] for line in listed(run, "actors", "--record", path)}
    told = ruled(run, path, "same", actors["Ada Orlan"], actors["Carla Dunmore"])
    assert f"is the same as {actors['Carla Dunmore']}" in told
    assert len(listed(run, "actors", "--record", path)) == len(actors) - 1
    engagement = next(e for e in listed(run, "engagements", "--record", path) if e["kind"] == "meeting")
    taking = ("--participant", "host=Ada Orlan", "--participant", "Bo Vesterhav")
    ruled(run, path, "correct", engagement["id"], "--from", "2031-05-02", "--kind", "call", *taking)
    after = next(e for e in listed(run, "engagements", "--record", path) if e["id"] == engagement["id"])
    assert (after["kind"], after["when"]["from"], after["when"]["to"]) == ("call", "2031-05-02", "2031-05-02")
    assert {part["name"]: part["role"] for part in after["participants"]}["Ada Orlan"] == "host"


def test_who_contradicts_what_was_ruled_is_told_at_once(run: Run, path: Path) -> None:
    people = [line["id"] for line in listed(run, "actors", "--record", path) if line["kind"] == "person"]
    one, two, three = people[:3]
    ruled(run, path, "same", one, two)
    ruled(run, path, "same", two, three)
    done = run("rule", "apart", one, three, "--by", "Emil\nGrau\x1b[2J", "--why", "two people", "--record", path)
    assert (done.returncode, done.stdout.endswith("says Emil Grau [2J\n")) == (0, True)
    assert "does not apply: by earlier rulings its two places mean one" in done.stderr and done.stderr.count("\n") == 1


def test_rulings_are_shared_as_a_file(run: Run, path: Path, tmp_path: Path) -> None:
    line = saying(run, path, "harbours")
    ruled(run, path, "correct", line["id"], "--act", "warn")
    ruled(run, path, "undo", listed(run, "rule", "list", "--record", path)[0]["id"])
    ruled(run, path, "confirm", line["id"])
    file = tmp_path / "rulings.jsonl"
    assert run("rule", "export", file, "--record", path).stdout == f"3 rulings are in {file}\n"
    assert file.read_text(encoding="utf-8") == run("rule", "export", "--record", path).stdout
    other = tmp_path / "other.db"
    pipeline.add(other, [tmp_path / "1.md"], runner=run_here)
    assert run("rule", "import", file, "--record", other).stdout == "3 new rulings of 3\n"
    assert run("rule", "import", file, "--record", other).stdout == "0 new rulings of 3\n"
    assert listed(run, "statements", "--record", other) == listed(run, "statements", "--record", path)
    assert run("rule", "export", "--record", other).stdout == file.read_text(encoding="utf-8")
    file.write_text("{}\n", encoding="utf-8")
    done = run("rule", "import", file, "--record", other)
    assert (done.returncode, done.stderr.count("\n"), f"{file}:1" in done.stderr) == (1, 1, True)


def test_two_people_agree_or_not(run: Run, path: Path) -> None:
    for line in listed(run, "statements", "--record", path)[:3]:
        for by in ("Dora Finn", "Emil Grau"):
            kind = "reject" if by == "Emil Grau" and "harbours" in line["content"][0]["quote"] else "confirm"
            if kind == "confirm" or by == "Emil Grau":
                assert run("rule", kind, line["id"], "--by", by, "--why", "looked", "--record", path).returncode == 0
    (found,) = listed(run, "rule", "agreement", "--record", path)
    assert (found["about"], found["by"], found["agreed"]) == (
        "statement",
        ["Dora Finn", "Emil Grau"],
        found["things"] - 1,
    )
    assert [one["decided"] for one in found["disagreements"]] == [["confirm", "reject"]]
    assert "Cohen's kappa" in run("rule", "agreement", "--record", path).stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("confirm", "s-1"), "needs an id, a name and a reason"),
        (("same", "a-1", *BY), "needs two ids"),
        (("confirm", "s-1", "--act", "warn", *BY), "does not take all that is given"),
        (("undo", "r-1", "--from", "2031", *BY), "does not take all that is given"),
        (("import",), "no file is named"),
        (("add", "1.md", "--act", "warn", *BY), "no words are said"),
        (("add", "1.md", "--words", "the", "--act", "warn", *BY), "more than once"),
        (
            ("add", "1.md", "--words", "waved", "--act", "warn", "--speaker", "Nobody", *BY),
            "does not stand in the text",
        ),
    ],
)
def test_asked_wrongly_it_is_one_line(run: Run, path: Path, arguments: tuple[str, ...], told: str) -> None:
    named = [str(path.with_name(one)) if one == "1.md" else one for one in arguments]
    done = run("rule", *named, "--record", path)
    assert (done.returncode, done.stderr.count("\n"), told in done.stderr) == (2, 1, True), done.stderr
    assert listed(run, "rule", "list", "--record", path) == []


def test_a_correction_that_says_nothing_is_refused(run: Run, path: Path) -> None:
    line = saying(run, path, "harbours")
    done = run("rule", "correct", line["id"], *BY, "--record", path)
    assert (done.returncode, "nothing is said that changes" in done.stderr) == (2, True)
    assert run("rule", "confirm", "s-0000000000000000", *BY, "--record", path).returncode == 1
