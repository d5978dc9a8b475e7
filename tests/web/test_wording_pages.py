"""The pages of wording: formulae, their branches, and a document's sentences beside earlier texts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "pipeline"))

import worded
from collected import add_here
from test_site_browser import PHONE, POOREST, every, opened
from test_site_files import Page

from communique.record import Record
from communique.web.publish import publish

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EVIL = "<script>alert('w')</script>"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("worded")
    papers = worded.write(folder / "papers")
    papers[1].write_text(papers[1].read_text().replace("title: Joint", f"title: {EVIL} Joint"))
    papers[1].write_text(papers[1].read_text().replace("the new observatory", f"the {EVIL} observatory"))
    add_here(folder / "record.db", papers)
    return folder / "record.db"


@pytest.fixture(scope="module")
def site(record: Path) -> Path:
    with Record.open(record) as opened_record:
        publish(opened_record, record.parent / "site")
    return record.parent / "site"


def test_a_formula_that_came_back_has_a_page_in_the_list(site: Path) -> None:
    listed = Page((site / "wording.html").read_text())
    (address,) = [link for link in listed.links if link.startswith("wording/w-")]
    assert "1 formula of texts" in " ".join(listed.text.split())
    page = Page((site / address).read_text())
    assert "first use" in page.text and "Words that came and went" in page.text
    assert [tag for tag, _ in page.tags].count("circle") == 3
    assert ("del", {}) in page.tags and ("ins", {}) in page.tags


def test_every_use_opens_its_words(site: Path) -> None:
    found = {str(p.relative_to(site)): Page(p.read_text()) for p in sorted(site.rglob("*.html"))}
    worded_pages = [name for name in found if name.startswith("wording")]
    assert len(worded_pages) >= 3
    opened_words = 0
    for name in worded_pages:
        page = found[name]
        assert len(page.ids) == len(set(page.ids)), name
        for link in page.links:
            path, _, fragment = link.partition("#")
            target = ((site / name).parent / path if path else site / name).resolve()
            assert target.is_file(), (name, link)
            if fragment:
                assert fragment in found[str(target.relative_to(site.resolve()))].ids, (name, link)
                opened_words += fragment.startswith("c-")
    assert opened_words >= 6


def test_a_documents_page_leads_to_its_wording(site: Path, record: Path) -> None:
    with Record.open(record) as opened_record:
        second = next(line.id for line in opened_record.documents() if line.path.endswith("second.md"))
    assert f"../wording/{second}.html" in Page((site / "documents" / f"{second}.html").read_text()).links
    page = Page((site / "wording" / f"{second}.html").read_text())
    text = " ".join(page.text.split())
    assert "the last joint statement between Ossavel and Pellurand before 2032-05-06" in text
    assert "same · moved" in text and "dropped" in text and "new" in text


def test_nothing_of_a_document_runs(site: Path) -> None:
    for path in site.rglob("*.html"):
        assert "<script>alert" not in path.read_text()


def test_excerpts_do_not_give_a_text_away_sentence_by_sentence(record: Path, tmp_path: Path) -> None:
    with Record.open(record) as opened_record:
        publish(opened_record, tmp_path / "site", evidence_only=True)
    names = [path.name for path in (tmp_path / "site" / "wording").iterdir()]
    assert names and all(name.startswith("w-") for name in names)
    assert not any("../wording/d-" in path.read_text() for path in (tmp_path / "site").rglob("*.html"))


def test_the_same_record_gives_the_same_pages(record: Path, site: Path, tmp_path: Path) -> None:
    with Record.open(record) as opened_record:
        publish(opened_record, tmp_path / "site")
    for path in [site / "wording.html", *sorted((site / "wording").iterdir())]:
        assert path.read_text() == (tmp_path / "site" / path.relative_to(site)).read_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_read_on_a_phone_and_at_night(browser: Browser, site: Path, scheme: str) -> None:
    with opened(browser, viewport=PHONE, color_scheme=scheme) as page:
        for address in [a for a in every(site) if "/wording" in a]:
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
            assert page.evaluate(POOREST) >= 4.5, address


def test_a_dot_of_the_tree_leads_to_its_use(browser: Browser, site: Path) -> None:
    formula = next(path for path in (site / "wording").iterdir() if path.name.startswith("w-"))
    with opened(browser) as page:
        page.goto(formula.as_uri())
        page.locator("svg.lineage a").nth(1).focus()
        page.keyboard.press("Enter")
        assert "by force" in page.locator("li:target").inner_text()
        page.locator("li:target").get_by_role("link", name="Open the passage").click()
        page.wait_for_url("**/documents/*")
        assert "by force" in page.locator(":target").inner_text()
