from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "views"))

import strait

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def strait_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("strait") / "record.db"
    strait.build(path)
    return path


@pytest.fixture(scope="session")
def hostile_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "record.db"
    strait.build(path, hostile=True)
    return path


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs `communique` as a person would, in an empty folder."""

    def communique(*arguments: str | Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "communique.cli.main", *map(str, arguments)],
            cwd=tmp_path,
            env={**os.environ, "COMMUNIQUE_RECORD": "", **(env or {})},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
        )

    return communique


@pytest.fixture
def lines(run: Run, strait_db: Path) -> Callable[..., list[dict[str, Any]]]:
    """The objects that a listing prints with --json."""

    def listed(*arguments: str) -> list[dict[str, Any]]:
        done = run(*arguments, "--json", "--record", strait_db)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return listed
