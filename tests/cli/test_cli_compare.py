from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., subprocess.CompletedProcess[str]]
Lines = Callable[..., list[dict[str, Any]]]


def test_a_line_a_row_in_the_words_of_the_contract(lines: Lines) -> None:
    engagement = next(e for e in lines("engagements") if e["status"] == "held")
    rows = lines("compare", engagement["id"])
    assert {"when", "place", "participant", "discrepancy", "statement"} <= {row["kind"] for row in rows}
    for row in rows:
        assert {"fact", "kind", "issue", "speakers", "cells"} <= row.keys()
        assert sorted(cell["document"] for cell in row["cells"]) == sorted(engagement["documents"])
        for cell in row["cells"]:
            assert cell["stance"] in ("carries", "weaker", "stronger", "contradicts", "absent", "unknown")
            assert bool(cell["evidence"]) == (cell["stance"] not in ("absent", "unknown"))


def test_a_card_for_people(run: Run, strait_db: Path, lines: Lines) -> None:
    engagement = next(e for e in lines("engagements") if e["status"] == "held")["id"]
    told = run("compare", engagement[:8], "--record", strait_db)
    assert told.returncode == 0, told.stderr
    for words in ("Sources (", "joint text", "place: Tirmona", "does not carry it", "contradicts (10:30)", "— in "):
        assert words in told.stdout
    assert len(run("compare", engagement, "--why", "--record", strait_db).stdout) > len(told.stdout)


def test_only_an_engagement_can_be_compared(run: Run, strait_db: Path, lines: Lines) -> None:
    document = lines("documents")[0]["id"]
    told = run("compare", document, "--record", strait_db)
    assert told.returncode == 2 and "no engagement" in told.stderr
