"""`add`, `verify` and `publish` from end to end, with the real language model on one short text."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]

TEXT = """Readout of the meeting

President Marit Solvane of Norway met Prime Minister Ilan Harrow of Canada in Oslo on 12 March 2019.
The President said: “We will keep the strait open.” The Prime Minister condemned the attack on the port.
"""


def test_from_a_folder_to_a_site(run: Run, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "readout.txt").write_text(TEXT, encoding="utf-8")
    (papers / "broken.pdf").write_bytes(b"%PDF-1.4 and nothing else")

    added = run("add", "papers", "--workers", "1")
    assert (added.returncode, "Traceback" in added.stderr) == (0, False), added.stderr
    assert added.stdout.startswith("2 documents added; record.db holds 2 documents")
    assert "communique findings" in added.stdout

    assert run("add", "papers").stdout.startswith("nothing new")
    assert [json.loads(x)["status"] for x in run("documents", "--json").stdout.splitlines()] == ["whole", "failed"]
    assert run("show", "papers/readout.txt", "--text").stdout == TEXT
    assert "strait open" in run("statements").stdout

    verified = run("verify")
    assert verified.returncode == 0 and "every span holds" in verified.stdout

    published = run("publish", "site")
    assert published.returncode == 0 and "site/index.html" in published.stdout
    assert (tmp_path / "site" / "index.html").is_file()
    refused = run("publish", "papers")
    assert refused.returncode == 1 and refused.stderr.startswith("communique: ") and refused.stderr.count("\n") == 1


def test_an_input_that_is_not_there_is_told_and_fails(run: Run) -> None:
    done = run("add", "nowhere.txt")
    assert done.returncode == 1
    assert "nowhere.txt" in done.stderr and "Traceback" not in done.stderr


def test_what_cannot_be_used_is_told_in_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text("this = is = no TOML")
    (tmp_path / "a.txt").write_text("Words.")
    for asked in (("--lexicon", "words.toml"), ("--lexicon", "none.toml"), ("--model", "no_such_model")):
        done = run("add", "a.txt", *asked)
        assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
        assert done.stderr.startswith("communique: ")
    assert run("add", "a.txt", "--workers", "0").returncode == 2
