from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from collected import Run


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs `communique` as a person would, in a folder of its own."""

    def communique(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "communique.cli.main", *map(str, arguments)],
            cwd=tmp_path,
            env={**os.environ, "COMMUNIQUE_RECORD": ""},
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )

    return communique
