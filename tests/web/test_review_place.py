"""Whoever reviews keeps the place: the line that follows, the line itself after an undo, its words in the document."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from serving import Server, serving

from communique.record import Record, tokens
from communique.record.tokens import Role

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGE = "review.html"
BY = "Ada Orlan"


TALKS = """\
Joint talks in Tirmona

TIRMONA, 14 March 2032

Prime Minister Ilse Tavorin of Ossavel met Foreign Minister Davi Corro of Marenta in Tirmona on 14 March 2032. The two
ministers spoke for an hour. She promised to send observers to the strait before the summer. She urged Quarrevia to
release every vessel without delay. She condemned the boarding of merchant vessels.

Davi Corro welcomed the offer. He pledged to open a consulate in Tirmona. He called on Quarrevia to return the crews. He
warned Quarrevia against new inspections.
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record in which pronouns name the speakers, as `communique add` makes it."""
    folder = tmp_path_factory.mktemp("talks")
    (folder / "talks.txt").write_text(TALKS, encoding="utf-8")
    record = folder / "record.db"
    command = [sys.executable, "-m", "communique", "add", "--record", str(record), str(folder / "talks.txt")]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr
    return record


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    with Record.open(made) as source:
        source.db.rows("VACUUM INTO ?", [str(tmp_path / "record.db")]).fetchall()
    return tmp_path / "record.db"


@pytest.fixture
def server(path: Path) -> Iterator[Server]:
    with serving(path) as found:
        yield found


def queued(server: Server, query: str = "kind=statement") -> list[str]:
    """The lines that wait, in their order."""
    found, page = [], server.ask(f"/{PAGE}?{query}").text
    while True:
        found.append(re.findall(r'name="line" value="([^"]+)"', page)[0])
        after = re.findall(r'href="([^"#]+)[^"]*" data-key="j"', page)
        if not after or len(found) > 20:
            return found
        page = server.ask("/" + after[0].replace("&amp;", "&")).text


def decided(server: Server, address: str, do: str, form: str = "Confirm or reject") -> str:
    """Presses a button of the form on a page as a browser without scripts would; where that leads."""
    page = server.ask(address).text
    held = re.search(rf'<form method="post"[^>]*aria-label="{form}">(.*?)</form>', page, re.S)
    assert held is not None
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', held[1]))
    reply = server.send(
        f"/{PAGE}", {name: value.replace("&amp;", "&") for name, value in fields.items()} | {"by": BY, "do": do}
    )
    assert reply.status == 303, reply.text
    return reply.headers["location"]


def of(address: str, name: str) -> str | None:
    return parse_qs(urlsplit(address).query).get(name, [None])[0]


def test_the_line_that_follows_comes_after_a_decision_and_the_line_itself_after_an_undo(server: Server) -> None:
    lines = queued(server)
    assert len(lines) >= 4
    there = f"/{PAGE}?kind=statement&line={lines[2]}"
    assert "Statement 3 of" in server.ask(there).text
    after = decided(server, there, "confirm|The text says so")
    assert (of(after, "line"), of(after, "kind")) == (lines[3], "statement")
    page = server.until(after.split("#")[0], "Statement 3 of")  # the one decided waits no more
    undo = re.search(r'id="done".*?name="ruling" value="([^"]+)"', page, re.S)
    proof = re.findall(r'name="proof" value="([0-9a-f]{64})"', page)[0]
    assert undo is not None
    form = {"proof": proof, "by": BY, "ruling": undo[1], "back": "kind=statement", "do": "undo|A slip of the hand"}
    back = server.send(f"/{PAGE}", form).headers["location"]
    assert (of(back, "line"), of(back, "kind")) == (lines[2], "statement")
    assert "Statement 3 of" in server.until(back.split("#")[0], "Statement 3 of")


def test_a_rejected_line_leads_to_the_next_and_waits_no_more(server: Server) -> None:
    lines = queued(server)
    first = f"/{PAGE}?kind=statement&line={lines[0]}"
    assert of(decided(server, first, "reject|Nobody says this"), "line") == lines[1]
    page = server.ask(f"/{PAGE}?kind=statement").text
    assert lines[0] not in re.findall(r'name="line" value="([^"]+)"', page)


def test_the_last_line_leads_to_the_first_that_is_left(server: Server) -> None:
    lines = queued(server)
    assert of(decided(server, f"/{PAGE}?kind=statement&line={lines[-1]}", "confirm|The text says so"), "line") is None


def test_the_document_leads_to_the_decision_and_the_decision_to_the_sentence(browser: Browser, server: Server) -> None:
    line = queued(server)[0]
    decided(server, f"/{PAGE}?line={line}", "confirm|The text says so")
    page = browser.new_page()
    page.goto(f"{server.origin}/{PAGE}?line={line}")
    page.locator(".ruled a", has_text="in its document").click()
    page.wait_for_url(f"**#{line}")
    assert page.locator(f"mark[id='{line}'], span[id='{line}']").count() == 1
    server.until(urlsplit(page.url).path, f"confirmed by {BY}")
    page.reload()
    page.locator("a.seen", has_text=f"confirmed by {BY}").first.click()
    page.wait_for_url("**#decided")
    assert page.locator("#decided .undo").count() == 1
    page.close()


def test_the_name_stands_above_the_buttons_and_holds_for_every_form(browser: Browser, server: Server) -> None:
    page = browser.new_page()
    page.goto(f"{server.origin}/{PAGE}?kind=statement")
    name = page.locator("form[aria-label='Confirm or reject'] input[name=by]")
    button = page.locator("form[aria-label='Confirm or reject'] button:visible").first
    above, below = name.bounding_box(), button.bounding_box()
    assert above is not None and below is not None and above["y"] + above["height"] <= below["y"]
    name.fill(BY)
    assert page.locator("form[aria-label=Correct] input[name=by]").input_value() == BY
    page.close()


def test_whoever_has_logged_in_decides_by_that_name(path: Path) -> None:
    with Record.open(path, write=True) as record:
        secret = tokens.add(record.db, "Ilse", Role.REVIEWER)
    with serving(path, "--host", "0.0.0.0") as server:
        door = re.findall(r'name="proof" value="([0-9a-f]{64})"', server.ask("/login").text)[0]
        assert server.send("/login", {"token": secret, "proof": door}).status == 303
        assert "You decide as <b>Ilse</b>" in server.ask(f"/{PAGE}?kind=statement").text


def test_the_menu_is_the_same_on_every_page_and_fits_one_row(browser: Browser, server: Server) -> None:
    for path in ("positions.html", "commitments.html", "demands.html", "wording.html"):
        server.until(f"/{path}", ">Review</a>")
    for width in (1100, 1180, 1280):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto(f"{server.origin}/index.html")
        tops = page.locator(".top nav > a, .find").evaluate_all("all => all.map(one => one.getBoundingClientRect())")
        middles = [round(box["y"] + box["height"] / 2) for box in tops]
        assert max(middles) - min(middles) <= 4, (width, middles)
        page.locator(".seldom > summary").click()
        page.locator(".seldom a", has_text="Findings").click()
        page.wait_for_url("**/findings.html")
        assert page.locator(".seldom > summary").inner_text().strip() == "Findings"
        page.close()
