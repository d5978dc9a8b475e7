"""The timeline by year, month and day: links between them, what is drawn, and what stays when it is narrowed."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from serving import Server, serving
from test_site_browser import DESK, PHONE, opened

from communique.record import Record
from communique.record.tallies import Dated
from communique.views.calendar import Period, calendar_of
from communique.web.calendar import MANY, drawing

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Published = Callable[..., Path]


def met(n: int, from_: str, to: str = "", precision: str = "day", status: str = "held", kind: str = "visit") -> Dated:
    return Dated(f"e-{n:016x}", from_, to or from_, status, kind, precision)


def drawn(name: Period, *engagements: Dated) -> str:
    calendar = calendar_of(engagements)
    titles = {one.id: f"Talks <{one.id}>" for one in engagements}
    gaps = list(calendar.gaps(30).values())
    made = drawing(name, calendar.within(name), gaps, titles, lambda to: f"{to}.html")
    assert made is not None
    return made


def test_a_month_shows_who_was_held_planned_and_cancelled_and_links_its_days() -> None:
    svg = drawn(
        Period(2031, 10),
        met(1, "2031-10-22", "2031-10-24"),
        met(2, "2031-10-24", status="planned"),
        met(3, "2031-10-25", status="cancelled"),
        met(4, "2031-10-01", "2031-10-31", "month", kind="call"),
    )
    assert re.findall(r'<rect class="(held|planned|cancelled)( vague)?"', svg) == [
        ("held", ""),
        ("planned", ""),
        ("cancelled", ""),
        ("held", " vague"),
    ]
    assert 'href="2031-10-23.html" aria-label="23 October 2031"' in svg
    assert "Talks &lt;e-0000000000000001&gt;" in svg and "<e-" not in svg
    assert "some day in October 2031" in svg


def test_a_day_is_drawn_by_its_hours() -> None:
    svg = drawn(
        Period(2031, 10, 23),
        met(1, "2031-10-23T12:00+09:00", "2031-10-23T13:30+09:00", "minute"),
        met(2, "2031-10-22", "2031-10-24"),
    )
    clock = re.search(r'<rect class="held" x="([\d.]+)" y="\d+" width="([\d.]+)"', svg)
    assert clock is not None
    x, wide = map(float, clock.groups())
    assert (x - 120.5, wide) == (12 * 32.0, 48.0)
    assert '<rect class="held vague"' in svg and ">12:00<" in svg


def test_a_gap_is_shaded_and_says_how_long_it_is() -> None:
    svg = drawn(Period(2031), met(1, "2031-02-01"), met(2, "2031-09-01"))
    assert '<g class="gap">' in svg and "211 days" in svg
    assert "no engagement is known from 2 February 2031 to 31 August 2031" in svg


def test_a_full_year_stays_light() -> None:
    many = [met(n, f"2031-{1 + n % 12:02}-{1 + n % 28:02}") for n in range(4 * MANY)]
    svg = drawn(Period(2031), *many)
    assert len(svg) < 40_000
    assert "visits" in svg and 'href="e-' not in svg


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, published: Published) -> Iterator[Server]:
    record = tmp_path_factory.mktemp("timeline") / "record.db"
    shutil.copy(published().parent / "record.db", record)
    with serving(record) as server:
        yield server


def test_from_the_timeline_to_a_day_and_its_evidence_without_scripts(browser: Browser, published: Published) -> None:
    with opened(browser, java_script_enabled=False) as page:
        page.goto((published() / "timeline.html").as_uri())
        page.get_by_role("navigation", name="Years").get_by_role("link", name="2031").click()
        assert page.locator("h1").inner_text() == "2031"
        page.get_by_role("navigation", name="Months of 2031").get_by_role("link").first.click()
        assert page.locator("h1").inner_text() == "October 2031"
        page.get_by_role("navigation", name="Days of October 2031").get_by_role("link", name="23").click()
        assert page.locator("h1").inner_text() == "23 October 2031"
        page.get_by_role("link", name="October", exact=True).click()
        page.locator("svg a[aria-label='23 October 2031']").click()
        page.get_by_role("link", name="Ilse Tavorin and Joren Maskeld, Tirmona").last.click()
        assert "engagements/e-" in page.url


def test_zooming_by_keyboard(browser: Browser, published: Published) -> None:
    with opened(browser) as page:
        page.goto((published() / "timeline.html").as_uri())
        for words, name in (("2031", "2031"), ("October 1", "2031-10"), ("23 1", "2031-10-23")):
            reached = ""
            for _ in range(60):
                page.keyboard.press("Tab")
                focused = "document.activeElement.closest('nav.years') ? document.activeElement.innerText : ''"
                reached = " ".join(page.evaluate(focused).split())
                if reached.startswith(words):
                    break
            assert reached.startswith(words)
            page.keyboard.press("Enter")
            page.wait_for_url(f"**/timeline/{name}.html")


def test_files_are_narrowed_by_actor_and_kind_and_stay_so_from_page_to_page(
    browser: Browser, published: Published
) -> None:
    with opened(browser) as page:
        page.goto((published() / "timeline.html").as_uri())
        assert page.locator(".entry:visible").count() == 2
        page.get_by_label("Kind", exact=True).select_option("meeting")
        assert page.locator(".entry:visible").count() == 1
        assert page.get_by_text("1 of 2").is_visible()
        address = page.url
        page.get_by_role("navigation", name="Years").get_by_role("link").first.click()
        page.wait_for_url("**/timeline/*.html#kind=meeting")
        assert page.get_by_label("Kind", exact=True).input_value() == "meeting"
        page.goto("about:blank")
        page.goto(address)
        assert page.locator(".entry:visible").count() == 1
        page.get_by_label("Kind", exact=True).select_option("")
        assert page.locator(".entry:visible").count() == 2


def test_served_pages_are_narrowed_by_actor_kind_and_issue(browser: Browser, sample: Server) -> None:
    page = browser.new_page(viewport=DESK)
    page.goto(f"{sample.origin}/timeline/2031.html")
    page.get_by_text("Only engagements …").click()
    page.get_by_label("at which was spoken of").fill("maritime security")
    page.get_by_label("of a kind").select_option("meeting")
    page.get_by_role("button", name="Show").click()
    assert page.locator(".entry").count() == 1
    page.get_by_role("navigation", name="Months of 2031").get_by_role("link").first.click()
    assert "about=maritime+security" in page.url and "kind=meeting" in page.url
    assert page.locator(".entry").count() == 1
    page.get_by_role("link", name="all of them").click()
    assert page.url == f"{sample.origin}/timeline/2031-10.html"
    page.close()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_day_can_be_read_in_print_and_on_a_phone(
    browser: Browser, published: Published, width: dict[str, int]
) -> None:
    with opened(browser, viewport=width) as page:
        page.goto((published() / "timeline/2031-10-23.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width["width"]
        page.emulate_media(media="print")
        assert not page.locator(".sift").is_visible() and not page.locator(".rows-of").is_visible()
        assert page.locator("svg.period").is_visible() and page.locator(".entry").first.is_visible()


def test_every_period_of_the_record_has_a_page_and_no_other(published: Published) -> None:
    site = published()
    names = {path.stem for path in (site / "timeline").glob("*.html")}
    assert names == {"2031", "2031-10", "2031-10-23"}
    with Record.open(site.parent / "record.db") as record:
        assert {e.when.from_ and e.when.from_[:10] for e in record.engagements()} == {"2031-10-23", None}
