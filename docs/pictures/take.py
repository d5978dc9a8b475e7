"""Take the pictures of the documentation from the published sample: make demo, then

.venv/bin/python docs/pictures/take.py

Needs a chromium on the path and playwright (make test installs it).
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
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


def main() -> None:
    meeting = listed("engagements", "--kind", "meeting", "--document", MEETING)[0]["id"]
    readout = listed("documents", "--document", READOUT)[0]["id"]
    wanted = (
        ("timeline", "index.html", 760, "0"),
        ("engagement", f"engagements/{meeting}.html", 960, "0"),
        ("document", f"documents/{readout}.html", 960, TEXT),
        ("compare", f"engagements/{meeting}.html", 960, SOURCES),
        ("wording", f"wording/{formula()}.html", 960, "0"),
    )
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=OPTIONS)
        for name, path, height, scroll in wanted:
            page = browser.new_page(viewport={"width": 1180, "height": height}, color_scheme="light")
            page.goto((DEMO / "site" / path).as_uri())
            page.evaluate(scroll)
            page.screenshot(path=HERE / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
