"""Cards, the canonical text, errors and exit statuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import strait

from communique.record import Record

Lines = Callable[..., list[dict[str, Any]]]
Run = Callable[..., subprocess.CompletedProcess[str]]


def test_the_canonical_text_byte_for_byte(run: Run, strait_db: Path) -> None:
    command = [sys.executable, "-m", "communique.cli.main", "show", "papers/joint.txt", "--text", "--record"]
    done = subprocess.run([*command, strait_db], capture_output=True, check=True)
    assert done.stdout == strait.JOINT.encode()


@pytest.mark.parametrize(
    "listing", ["documents", "engagements", "actors", "statements", "instruments", "discrepancies", "findings"]
)
def test_everything_that_is_listed_has_a_card(run: Run, strait_db: Path, lines: Lines, listing: str) -> None:
    for line in lines(listing):
        for why in ((), ("--why",)):
            done = run("show", line["id"], *why, "--record", strait_db)
            assert done.returncode == 0 and line["id"] in done.stdout, done.stderr
        assert json.loads(run("show", line["id"], "--json", "--record", strait_db).stdout) == line


def test_a_mention_has_a_card_too(run: Run, strait_db: Path, lines: Lines) -> None:
    mention = lines("mentions", "papers/joint.txt")[0]
    assert mention["evidence"]["quote"] in run("show", mention["id"], "--record", strait_db).stdout


def test_the_card_of_an_engagement_tells_the_meeting(run: Run, strait_db: Path, lines: Lines) -> None:
    held = lines("engagements")[0]
    shown = run("show", held["id"], "--record", strait_db).stdout
    for words in (
        *(
            "23 October 2031 (inferred)",
            "a Thursday",
            "Tirmona, Ossavel",
            "40 minutes",
            "Ilse Tavorin (Ossavel) – host",
        ),
        *("condemn → Quarrevia: “the boarding of merchant vessels by Quarrevia”", "COHAL", "The Courier"),
        *("Sources differ on time", "“at 10.30”", "Joint statement on the Hollavarn Strait"),
    ):
        assert words in shown


def test_the_record_may_be_named_before_or_after_the_verb_or_by_the_environment(run: Run, strait_db: Path) -> None:
    wanted = run("actors", "--record", strait_db).stdout
    assert wanted
    assert run("--record", strait_db, "actors").stdout == wanted
    assert run(f"--record={strait_db}", "actors").stdout == wanted
    assert run("actors", env={"COMMUNIQUE_RECORD": str(strait_db)}).stdout == wanted


def test_status_counts(run: Run, strait_db: Path) -> None:
    shown = run("status", "--record", strait_db).stdout
    assert "4 (3 whole, 1 failed)" in shown
    assert json.loads(run("status", "--json", "--record", strait_db).stdout)["statements"] == 9


@pytest.mark.parametrize(
    ("asked", "status", "told"),
    [
        (("documnts",), 2, "documents"),
        (("documents", "--frob"), 2, "--frob"),
        (("documents", "--limit", "many"), 2, "--limit"),
        (("documents", "--limit=-1"), 2, "--limit"),
        (("documents", "--since", "yesterday"), 2, "2017-06-12"),
        (("documents", "--until", "2017-13"), 2, "calendar"),
        (("statements", "--act", "demnd"), 2, "demand"),
        (("mentions",), 2, "DOCUMENT"),
        (("search",), 2, "WORDS"),
        (("show", "e-ffffffffffffffff"), 1, "e-ffffffffffffffff"),
        (("show", "nonsense"), 1, "nonsense"),
        (("show", "d-", "--text"), 2, "several"),
        (("statements", "--document", "nowhere.txt"), 1, "nowhere.txt"),
    ],
)
def test_an_error_is_one_line(run: Run, strait_db: Path, asked: tuple[str, ...], status: int, told: str) -> None:
    done = run(*asked, "--record", strait_db)
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr.startswith("communique: ") and done.stderr.count("\n") == 1
    assert told in done.stderr and "Traceback" not in done.stderr


def test_there_may_be_no_record(run: Run, tmp_path: Path) -> None:
    done = run("timeline")
    assert done.returncode == 1 and "record.db" in done.stderr and "try" in done.stderr
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "no.db").write_text("this is no database, but it is longer than a header of one would be" * 9)
    assert run("timeline", "--record", "no.db").returncode == 1


def test_help_names_every_verb_and_version_is_told(run: Run) -> None:
    shown = run("--help").stdout
    for verb in ("add", "status", "verify", "publish", "documents", "timeline", "show", "search", "mentions"):
        assert f" {verb} " in shown
    assert run("--version").stdout.strip()
    assert "--since" in run("statements", "--help").stdout


def test_a_reader_that_has_seen_enough_is_no_error(strait_db: Path) -> None:
    command = f"{sys.executable} -m communique.cli.main statements --json --record {strait_db}"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; for n in 1 2 3; do {command} | head -c 1 >/dev/null || exit 9; done"],
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_an_empty_record_is_no_error(run: Run, tmp_path: Path) -> None:
    Record.open(tmp_path / "record.db", write=True).close()
    for verb in ("timeline", "documents", "statements", "findings", "status"):
        assert run(verb, env={"COMMUNIQUE_RECORD": ""}).returncode == 0
    assert run("timeline", "--json").stdout == ""


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no pseudo-terminal here")
def test_on_a_terminal_there_are_colours_and_none_where_nobody_wants_them(strait_db: Path) -> None:
    coloured, plain = on_a_terminal(strait_db, {}), on_a_terminal(strait_db, {"NO_COLOR": "1"})
    for shown in (coloured, plain):
        assert "Joren Maskeld" in shown and "Undated" in shown
    assert "\x1b[36m" in coloured and "\x1b[36m" not in plain


def on_a_terminal(record: Path, env: dict[str, str]) -> str:
    import pty

    near, far = pty.openpty()
    command = [sys.executable, "-m", "communique.cli.main", "timeline", "--record", str(record)]
    base = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    base |= {"TERM": "xterm-256color", "COLUMNS": "100"}
    with subprocess.Popen(command, stdout=far, stderr=far, stdin=far, env=base | env) as process:
        os.close(far)
        shown = b""
        while True:
            try:
                part = os.read(near, 4096)
            except OSError:
                break
            if not part:
                break
            shown += part
        process.wait()
    os.close(near)
    return shown.decode()


def test_a_listing_starts_without_what_it_does_not_need(strait_db: Path) -> None:
    """Measured as what is loaded, which does not depend on how busy the machine is."""
    code = (
        "import sys; from communique.cli.main import main; main(['timeline', '--record', sys.argv[1]]);"
        "heavy = {'rich', 'jinja2', 'spacy', 'numpy', 'lxml', 'rapidfuzz', 'communique.linking', 'communique.marking'};"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, strait_db], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
