"""The compared sources of an engagement, and the pages of positions."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from communique.model.spans import Evidence
from communique.web.comparing import marked
from communique.web.positions import address_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Published = Callable[..., Path]


def test_changed_words_are_cut_out_of_a_quotation() -> None:
    whole = Evidence("d-1", 10, 32, "we strongly oppose any")
    assert marked(whole, [Evidence("d-1", 13, 21, "strongly")]) == [
        ("we ", False),
        ("strongly", True),
        (" oppose any", False),
    ]
    assert marked(whole, [Evidence("d-2", 13, 21, "strongly")]) == [(whole.quote, False)]


def test_every_link_of_the_compared_sources_and_positions_leads_somewhere(published: Published) -> None:
    site = published()
    pages = [*(site / "engagements").glob("*.html"), *(site / "positions").iterdir(), site / "positions.html"]
    assert len(pages) >= 4
    for page in pages:
        html = page.read_text(encoding="utf-8")
        for address in re.findall(r'href="([^"#:]+)(?:#([^"]+))?"', html):
            path, fragment = address
            target = (page.parent / path).resolve()
            assert target.is_file(), (page.name, path)
            if fragment and target.suffix == ".html":
                assert f'id="{fragment}"' in target.read_text(encoding="utf-8"), (page.name, path, fragment)


def test_the_compared_sources_stand_on_the_page_of_the_engagement(published: Published) -> None:
    pages = [p.read_text(encoding="utf-8") for p in (published() / "engagements").glob("*.html")]
    (html,) = [page for page in pages if 'id="matrix"' in page]
    assert html.count('class="matrix"') == 2 and 'class="stance contradicts"' in html
    assert "does not carry it" in html


def test_addresses_of_positions_are_plain() -> None:
    path = address_of("a-0f3a5d7c9b1e2468", "women, peace & security", 2)
    assert path == "positions/a-0f3a5d7c9b1e2468-women-peace-security-2.html"


@pytest.mark.parametrize("width", [1300, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_grid_and_matrix_fit_the_screen(published: Published, browser: Browser, width: int, scheme: str) -> None:
    site = published()
    engagement = next(
        p for p in (site / "engagements").glob("*.html") if 'id="matrix"' in p.read_text(encoding="utf-8")
    )
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    for path in (engagement, site / "positions.html", next((site / "positions").iterdir())):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path.name
    page.goto(engagement.as_uri())
    page.locator("table.matrix td .words a").first.click()
    assert "/documents/" in page.url
    context.close()
