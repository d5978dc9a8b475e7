"""The published folder in a real Chromium, opened as files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Published = Callable[..., Path]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@contextmanager
def opened(browser: Browser, **options: Any) -> Iterator[Page]:
    """A page that may ask for files only and must not complain."""
    context = browser.new_context(**{"viewport": DESK, **options})
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda request: wrong.append(request.url) if not request.url.startswith("file:") else None)
    page.on("requestfailed", lambda request: wrong.append(f"failed: {request.url}") if broken(request) else None)
    yield page
    context.close()
    assert wrong == []


def broken(request: Any) -> bool:
    return "ERR_ABORTED" not in str(request.failure)  # what a page still loads when it is left is not broken


def every(site: Path) -> list[str]:
    return [path.as_uri() for path in sorted(site.rglob("*.html"))]


@pytest.mark.parametrize("hostile", [False, True])
def test_every_page_opens_quietly_and_fits_a_phone(browser: Browser, published: Published, hostile: bool) -> None:
    with opened(browser, viewport=PHONE) as page:
        for address in every(published(hostile)):
            page.goto(address)
            page.evaluate("document.querySelectorAll('details').forEach(box => box.open = true)")
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
            assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"


def test_from_the_front_page_to_the_words_in_clicks(browser: Browser, published: Published) -> None:
    with opened(browser) as page:
        page.goto((published() / "index.html").as_uri())
        page.get_by_role("link", name="Ilse Tavorin and Joren Maskeld, Tirmona").first.click()
        page.locator("summary", has_text="The Courier").first.click()
        page.get_by_role("link", name="Open the passage").and_(page.locator(":visible")).first.click()
        page.wait_for_url("**/documents/*")
        target = page.locator(":target")
        assert target.is_visible()
        assert target.evaluate("e => e.getBoundingClientRect().top < innerHeight")
        assert target.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 240, 168)"


def test_a_statement_opens_its_card_by_keyboard(browser: Browser, published: Published) -> None:
    site = published()
    joint = next(p for p in (site / "documents").glob("*.html") if "radar pictures" in p.read_text())
    with opened(browser) as page:
        page.goto(joint.as_uri())
        reference = page.get_by_role("link", name="Statement 1: Ilse Tavorin, Joren Maskeld, condemn")
        reference.focus()
        assert reference.evaluate("e => e.matches(':focus-visible') && getComputedStyle(e).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        note = page.locator("details.note").first
        page.locator("details.note[open]").first.wait_for()
        assert "the cue “condemn”" in note.inner_text()
        note.get_by_role("link", name="Back to its words").click()
        words = page.locator("mark:target")
        assert words.inner_text() == "the boarding of merchant vessels by Quarrevia"


def test_the_skip_link_comes_first(browser: Browser, published: Published) -> None:
    with opened(browser) as page:
        page.goto((published() / "index.html").as_uri())
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def test_it_is_useful_without_script(browser: Browser, published: Published) -> None:
    with opened(browser, java_script_enabled=False) as page:
        page.goto((published() / "index.html").as_uri())
        page.get_by_role("link", name="Ilse Tavorin and Joren Maskeld, Tirmona").first.click()
        page.locator("summary", has_text="Evidence: 1 passage").first.click()
        page.get_by_role("link", name="Open the passage").and_(page.locator(":visible")).first.click()
        page.wait_for_url("**/documents/*#c-*")
        assert page.locator(":target").inner_text() == "Thursday"


def test_furniture_is_folded_away_and_opens_when_asked_for(browser: Browser, published: Published) -> None:
    news = next(p for p in (published() / "documents").glob("*.html") if "Most read | Weather" in p.read_text())
    with opened(browser) as page:
        page.goto(news.as_uri())
        assert not page.get_by_text("Most read | Weather").is_visible()
        page.locator(".furniture summary").click()
        assert page.get_by_text("Most read | Weather").is_visible()


def test_marks_can_be_switched_off(browser: Browser, published: Published) -> None:
    joint = next(p for p in (published() / "documents").glob("*.html") if "radar pictures" in p.read_text())
    clear = "rgba(0, 0, 0, 0)"
    with opened(browser) as page:
        page.goto(joint.as_uri())
        mark = page.locator("mark.said").first
        assert mark.evaluate("e => getComputedStyle(e).backgroundColor") != clear
        page.get_by_label("5 statements").uncheck()
        assert mark.evaluate("e => getComputedStyle(e).backgroundColor") == clear


def test_lists_can_be_filtered(browser: Browser, published: Published) -> None:
    with opened(browser) as page:
        page.goto((published() / "documents.html").as_uri())
        page.get_by_label("Filter documents on this page").fill("courier strait")
        assert page.locator("[data-rows] > li:visible").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_of_every_text(browser: Browser, published: Published, scheme: str) -> None:
    """WCAG 2.2 AA: 4.5 to 1 for text against the nearest opaque ground."""
    with opened(browser, color_scheme=scheme) as page:
        for address in every(published()):
            page.goto(address)
            page.evaluate("document.querySelectorAll('details').forEach(box => box.open = true)")
            assert page.evaluate(POOREST) >= 4.5, address
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ground == ("rgb(252, 251, 248)" if scheme == "light" else "rgb(23, 22, 20)")


POOREST = """() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, n) => sum + c * [0.2126, 0.7152, 0.0722][n], 0);
  let poorest = 21;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    if (!walk.currentNode.textContent.trim()) continue;
    const element = walk.currentNode.parentElement;
    let ground = element;
    while (ground && (parts(getComputedStyle(ground).backgroundColor)[3] ?? 1) === 0) ground = ground.parentElement;
    const pair = [getComputedStyle(element).color, getComputedStyle(ground || document.body).backgroundColor];
    const [one, other] = pair.map(parts).map(light).sort((a, b) => b - a);
    poorest = Math.min(poorest, (one + 0.05) / (other + 0.05));
  }
  return poorest;
}"""


def test_it_prints_without_navigation_and_with_its_evidence(browser: Browser, published: Published) -> None:
    engagement = next(p for p in (published() / "engagements").glob("*.html") if "40 minutes" in p.read_text())
    with opened(browser) as page:
        page.goto(engagement.as_uri())
        page.emulate_media(media="print")
        assert not page.locator(".top nav").is_visible()
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.get_by_text("met Joren Maskeld in Tirmona on Thursday").first.is_visible()
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator("details[open]").count() == 0


def test_a_hostile_collection_fires_nothing(browser: Browser, published: Published) -> None:
    with opened(browser) as page:
        for address in every(published(hostile=True)):
            page.goto(address)
            page.evaluate("document.querySelectorAll('details').forEach(box => box.open = true)")
            page.mouse.move(200, 200)
            assert page.locator("img, iframe, [onmouseover], [onerror]").count() == 0
            assert page.evaluate("document.scripts.length") == 1
