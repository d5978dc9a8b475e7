"""Take the pictures of the documentation from the published sample: make demo, then

.venv/bin/python docs/pictures/take.py

Needs a chromium on the path and playwright (make test installs it).
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DEMO = ROOT / "demo"
MEETING = "src/communique/sample/documents/03-readout-cohal-2031.docx"
READOUT = "src/communique/sample/documents/02-readout-ossavel.txt"
FORMULA = "status quo"
SOURCES = "document.getElementById('matrix').scrollIntoView({behavior: 'instant'})"
TEXT = "document.getElementById('text').scrollIntoView({behavior: 'instant'})"
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def listed(*arguments: str) -> list[dict[str, str]]:
    command = [sys.executable, "-m", "communique", "--record", str(DEMO / "record.db"), *arguments, "--json"]
    found = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return [json.loads(line) for line in found.stdout.splitlines()]


def formula() -> str:
    """The page of the formula that has these words and most uses."""
    pages = [
        page for page in (DEMO / "site" / "wording").glob("w-*.html") if FORMULA in page.read_text(encoding="utf-8")
    ]
    return max(pages, key=lambda page: page.stat().st_size).stem


@contextmanager
def served() -> Iterator[str]:
    """The address of the record, served on this machine."""
    command = [sys.executable, "-m", "communique", "serve", "--record", str(DEMO / "record.db"), "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = next(word for word in server.stdout.readline().split() if word.startswith("http"))
        try:
            yield address.rstrip("/")
        finally:
            server.terminate()


def main() -> None:
    meeting = listed("engagements", "--kind", "meeting", "--document", MEETING)[0]["id"]
    readout = listed("documents", "--document", READOUT)[0]["id"]
    wanted = (
        ("timeline", "timeline.html", 760, "0"),
        ("document", f"documents/{readout}.html", 960, TEXT),
        ("compare", f"engagements/{meeting}.html", 960, SOURCES),
        ("wording", f"wording/{formula()}.html", 960, "0"),
    )
    with served() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=OPTIONS)
        addresses = [(name, (DEMO / "site" / path).as_uri(), height, scroll) for name, path, height, scroll in wanted]
        for name, where, height, scroll in (*addresses, ("review", f"{address}/review.html", 960, "0")):
            page = browser.new_page(viewport={"width": 1180, "height": height}, color_scheme="light")
            page.goto(where)
            page.evaluate(scroll)
            page.screenshot(path=HERE / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
