"""The front page: what changed since the last visit or the edition before, what needs a look, counts that lead on."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))

import strait
from serving import serving

from communique.record import Record, journal
from communique.web.publish import publish

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Published = Callable[..., Path]


def journaled(path: Path) -> None:
    """A record of the strait that three runs made, the last of which brought nothing."""
    with Record.open(path, write=True) as record:
        for _ in range(3):
            journal.end(record.db, journal.begin(record.db, "add"), "done")
        documents = record.db.column("SELECT id FROM document ORDER BY id")
        with record.transaction():
            for n, (began, days) in enumerate((("2031-11-01", documents[:3]), ("2031-12-01", documents[3:]))):
                record.db.run(
                    "UPDATE run SET began_at = ?, ended_at = ?"
                    " WHERE id = (SELECT id FROM run ORDER BY id LIMIT 1 OFFSET ?)",
                    [f"{began}T08:00:00+00:00", f"{began}T09:00:00+00:00", n],
                )
                for document in days:
                    record.db.run(
                        "UPDATE obtained_at SET first_at = ? WHERE document = ?", [f"{began}T08:30:00+00:00", document]
                    )


def test_every_count_leads_somewhere(published: Published) -> None:
    home = (published() / "index.html").read_text(encoding="utf-8")
    counts = re.findall(r'<div><dt><a href="([^"#]+)">(\w+)</a></dt><dd>([\d,]+)</dd></div>', home)
    assert [name for _, name, _ in counts] == [
        *("documents", "engagements", "statements", "actors", "instruments", "discrepancies", "findings")
    ]
    assert ("statements.html", "statements", "9") in counts
    assert all((published() / address).is_file() for address, _, _ in counts)


def test_what_waits_is_counted_and_linked(published: Published) -> None:
    home = (published() / "index.html").read_text(encoding="utf-8")
    assert '<a href="discrepancies.html">1 discrepancy between sources</a>' in home
    assert re.search(r'<a href="timeline.html#y-Undated">1 engagement without a date</a>', home)
    assert "Review the record" not in home


def test_runs_are_told_the_latest_first_and_what_came_since_a_visit_is_marked(browser: Browser, tmp_path: Path) -> None:
    strait.build(tmp_path / "record.db")
    journaled(tmp_path / "record.db")
    with serving(tmp_path / "record.db") as server:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{server.origin}/index.html")
        runs = page.locator(".runs > li")
        assert runs.count() == 2
        assert runs.first.inner_text().startswith("2031-12-01 09:00 UTC 1 document with")
        assert not page.locator("[data-visit]").is_visible()  # nobody was here before
        key = page.evaluate("Object.keys(localStorage)[0]")
        between = "2031-11-15T00:00:00.000Z"
        page.evaluate("([key, day]) => { localStorage.setItem(key, day); sessionStorage.clear(); }", [key, between])
        page.reload()
        assert "Since your last visit on 15 November 2031" in page.locator("[data-visit]").inner_text()
        assert "1 document more" in page.locator("[data-visit]").inner_text()
        assert [run.get_attribute("class") for run in runs.all()] == ["fresh", None]
        page.reload()  # a visit lasts: what was new stays marked
        assert page.locator(".runs > li.fresh").count() == 1
        page.evaluate("key => { localStorage.setItem(key, '2040-01-01T00:00:00.000Z'); sessionStorage.clear(); }", key)
        page.reload()
        assert "Nothing was added since your last visit" in page.locator("[data-visit]").inner_text()
        context.close()


def test_an_edition_tells_what_the_one_before_did_not_hold(published: Published, tmp_path: Path) -> None:
    shutil.copy(published().parent / "record.db", tmp_path / "record.db")
    folder = tmp_path / "site"
    with Record.open(tmp_path / "record.db", write=True) as record:
        publish(record, folder)
        first = (folder / "index.html").read_bytes()
        assert b"Since the edition before" not in first
        publish(record, folder)
        assert (folder / "index.html").read_bytes() == first  # the same record is the same edition
        kept = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
        kept["here"]["documents"] = kept["here"]["documents"][1:]
        kept["here"]["statements"] -= 2
        (folder / "edition.json").write_text(json.dumps(kept), encoding="utf-8")
        publish(record, folder)
        second = (folder / "index.html").read_text(encoding="utf-8")
        assert "Since the edition before" in second
        assert re.search(r">1 document</a> and <a[^>]+>0 engagements</a> more, <a[^>]+>2 statements</a> more", second)
        publish(record, folder)
        assert (folder / "index.html").read_text(encoding="utf-8") == second
        (folder / "edition.json").write_text("no edition", encoding="utf-8")
        publish(record, folder)
        assert (folder / "index.html").read_bytes() == first


def test_a_folder_names_no_command_and_says_what_findings_are(published: Published) -> None:
    home = (published() / "index.html").read_text(encoding="utf-8")
    assert "<code>" not in home and "Findings are texts that the program could not read whole" in home
