"""Every kind of page through axe: WCAG 2.2 AA and its good habits, light and dark."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Published = Callable[..., Path]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, published: Published, scheme: str) -> None:
    script = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    found = []
    for path in sorted(published().rglob("*.html")):
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(box => box.open = true)")
        page.evaluate(script)
        for wrong in page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]:
            found.append((path.name, wrong["id"], wrong["nodes"][0]["html"][:200]))
    context.close()
    assert found == []
