from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "views"))

import strait

from communique.record import Record
from communique.web.publish import publish

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Published = Callable[..., Path]


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The site of the strait's record: `published()`, `published(hostile=True)`, `published(evidence_only=True)`."""
    made: dict[tuple[bool, bool], Path] = {}

    def site(hostile: bool = False, evidence_only: bool = False) -> Path:
        if (hostile, evidence_only) not in made:
            folder = tmp_path_factory.mktemp("site")
            strait.build(folder / "record.db", hostile)
            with Record.open(folder / "record.db") as record:
                publish(record, folder / "site", evidence_only)
            made[hostile, evidence_only] = folder / "site"
        return made[hostile, evidence_only]

    return site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail("no chromium on this machine, and CI must have one")
        pytest.skip("no chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = play.chromium.launch(executable_path=found, args=options)
        yield browser
        browser.close()
