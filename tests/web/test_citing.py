"""Lines of the record as people cite them, and its rows as files."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

sys.path.insert(0, str(Path(__file__).parent))

import strait
from msgspec import structs
from serving import serving

from communique.model.filters import EVERYTHING
from communique.model.spans import Evidence
from communique.record import Record
from communique.views.compare import of_record
from communique.views.positions import positions
from communique.web.citing import citation, fragment
from communique.web.pages.rows import table

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Published = Callable[..., Path]


def test_a_citation_has_words_publisher_day_and_the_way_to_them(published: Published) -> None:
    with Record.open(published().parent / "record.db") as record:
        line = next(d for d in record.documents() if d.kind == "joint_statement")
    line = structs.replace(line, uri="https://a.example/x#top", publisher="R&D {Office}", title="On [the] strait")
    found = citation(line, [Evidence(line.id, 3, 24, "a strait, open to all")], "Talks")
    assert found.plain.startswith("“a strait, open to all” On [the] strait, R&D {Office}, ")
    assert found.plain.endswith(" https://a.example/x#:~:text=a%20strait%2C%20open%20to%20all")
    assert r"[On \[the\] strait](<https://a.example/x#:~:text=" in found.markdown
    assert r"author = {{R\&D \{Office\}}}" in found.bibtex and f"@misc{{{line.id}:3-24," in found.bibtex
    hostile = structs.replace(line, uri="javascript:alert(1)")
    assert "javascript" not in "".join(citation(hostile))


def test_a_fragment_names_the_ends_of_a_long_passage() -> None:
    assert fragment("well-known, and short") == "well%2Dknown%2C%20and%20short"
    assert fragment("a b c d e f g h i j k") == "a%20b%20c%20d%20e,g%20h%20i%20j%20k"


def test_pages_bear_their_citations(published: Published) -> None:
    site = published()
    for folder in ("engagements", "documents"):
        for path in (site / folder).glob("*.html"):
            forms = re.findall(r'<pre data-copy="(\w+)">(.*?)</pre>', path.read_text(encoding="utf-8"), re.S)
            assert [name for name, _ in forms[:3]] == ["Plain", "Markdown", "BibTeX"], path.name
            assert unescape(forms[2][1]).startswith("@misc{d-")


def test_a_button_copies_and_without_scripts_there_is_none(browser: Browser, published: Published) -> None:
    path = next(p for p in (published() / "engagements").glob("*.html") if "40 minutes" in p.read_text())
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(path.as_uri())
    page.locator("details.cite summary").first.click()
    page.get_by_role("button", name="Copy as BibTeX").first.click()
    page.get_by_text("Copied").first.wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("pre[data-copy=BibTeX]").first.inner_text()
    context.close()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    page.locator("details.cite summary").first.click()
    assert page.locator("pre[data-copy=Plain]").first.is_visible() and page.get_by_role("button").count() == 0
    context.close()


@pytest.mark.parametrize("hostile", [False, True])
def test_the_rows_of_each_listing_are_files(published: Published, hostile: bool) -> None:
    site = published(hostile)
    with Record.open(site.parent / "record.db") as record:
        counts = {"documents": len(list(record.documents())), "engagements": len(list(record.engagements()))}
    for name, count in counts.items():
        lines = [json.loads(line) for line in (site / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        with (site / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            table = list(csv.DictReader(file))
        assert len(lines) == len(table) == count
        assert [line["id"] for line in lines] == [row["id"] for row in table]
        assert not [cell for row in table for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    assert str(site.parent) not in (site / "documents.jsonl").read_text(encoding="utf-8")


def row_files(site: Path) -> list[str]:
    return [p.relative_to(site).as_posix() for p in sorted(site.rglob("*")) if p.suffix in (".jsonl", ".csv")]


def test_every_view_has_its_rows(published: Published) -> None:
    """Whatever a page offers to be saved is there, and every listing, register and look has a file."""
    site = published()
    here = set(row_files(site))
    for name in ("statements", "positions", "commitments", "demands", "wording", "engagements", "timeline/2031-10"):
        assert {f"{name}.jsonl", f"{name}.csv"} <= here
    offered = set()
    for path in site.rglob("*.html"):
        for address in re.findall(r'href="([^"]+)" download', path.read_text(encoding="utf-8")):
            offered.add((path.parent / address).resolve().relative_to(site.resolve()).as_posix())
    assert offered == here


def test_rows_are_the_lines_of_the_command_line(published: Published) -> None:
    site = published()
    with Record.open(site.parent / "record.db") as record:
        said = [json.loads(msgspec.json.encode(s)) for s in record.statements()]
        stands = [line.statement for line in positions(record, EVERYTHING).lines]
        met = next(e for e in record.engagements() if len(e.documents) > 1)
        rows = [json.loads(msgspec.json.encode(row)) for row in of_record(record, met).rows]
    assert lines(site / "statements.jsonl") == said and len(said) == 9
    assert [line["statement"] for line in lines(site / "positions.jsonl")] == stands and stands
    assert lines(site / f"engagements/{met.id}.jsonl") == rows and rows
    at = [line["id"] for line in lines(site / f"engagements/{met.id}-said.jsonl")]
    assert at == [s["id"] for s in said if s["engagement"] == met.id] and at
    for document in {s["document"] for s in said}:
        assert lines(site / f"documents/{document}.jsonl") == [s for s in said if s["document"] == document]


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_server_gives_the_same_files_to_be_saved(published: Published, tmp_path: Path) -> None:
    strait.build(tmp_path / "record.db")
    site = published()
    with serving(tmp_path / "record.db") as server:
        server.until("/commitments.html", "<h1>Commitments")
        for name in row_files(site):
            reply = server.ask(f"/{name}")
            assert (reply.status, reply.body) == (200, (site / name).read_bytes()), name
            assert reply.headers["content-disposition"].startswith("attachment; ")
        head = server.ask("/statements.jsonl", "HEAD")
        assert (head.status, head.body) == (200, b"")
        for missing in ("/echo.jsonl", "/documents/d-0123456789abcdef.csv", "/timeline/2031-10-23.csv"):
            assert server.ask(missing).status == 404


def test_rows_are_narrowed_as_their_page_is(tmp_path: Path) -> None:
    strait.build(tmp_path / "record.db")
    with serving(tmp_path / "record.db") as server:
        commits = [json.loads(line) for line in server.ask("/statements.jsonl?act=commit").body.splitlines()]
        assert {line["act"] for line in commits} == {"commit"} and len(commits) == 4
        page = server.ask("/statements.html?act=commit").text
        assert "4 statements" in page and 'href="statements.jsonl?act=commit"' in page
        assert server.ask("/statements.jsonl?by=Nobody+At+All").status == 404
        ilse = server.ask("/statements.html").text
        actor = re.search(r'href="(actors/a-[0-9a-f]+).html#said">Ilse Tavorin', ilse)
        assert actor is not None
        assert len(server.ask(f"/{actor[1]}.jsonl").body.splitlines()) >= 7
        assert server.ask("/timeline/2031-10.jsonl?status=planned").body == b""


def test_words_of_a_stranger_are_no_formula(published: Published) -> None:
    with Record.open(published().parent / "record.db") as record:
        line = next(iter(record.documents()))
    made = b"".join(table([structs.replace(line, title="=1+1")])).decode()
    (row,) = csv.DictReader(made.splitlines())
    assert row["title"] == "'=1+1"
