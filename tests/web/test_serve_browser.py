"""The served pages in a real Chromium: from landing to evidence, by keyboard, on a phone, without scripts, attacked."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import strait
from serving import Server, running, serving

from communique.record import Record, tokens
from communique.record.tokens import Role

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
FORM_SERVER = str(Path(__file__).with_name("form_server.py"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    record = tmp_path_factory.mktemp("browsed") / "record.db"
    strait.build(record)
    with serving(record) as found:
        yield found


@contextmanager
def opened(browser: Browser, server: Server, quiet: bool = True, **options: Any) -> Iterator[Page]:
    """A page that asks nobody else for anything and complains of nothing."""
    context = browser.new_context(**{"viewport": DESK, **options})
    page = context.new_page()
    page.set_default_timeout(10_000)
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda request: wrong.append(request.url) if not own(request.url, server) else None)
    yield page
    context.close()
    assert wrong == [] or not quiet


def own(address: str, server: Server) -> bool:
    return address.startswith((server.origin + "/", f"http://127.0.0.1:{server.port}/"))


@pytest.mark.parametrize("hostile", [False, True])
def test_every_page_that_links_lead_to_is_quiet_and_fits_a_phone(
    browser: Browser, tmp_path: Path, hostile: bool
) -> None:
    strait.build(tmp_path / "record.db", hostile)
    with serving(tmp_path / "record.db") as server, opened(browser, server, viewport=PHONE) as page:
        server.until("/wording.html", "<h1>Wording")
        seen, waiting = set(), [f"{server.origin}/", f"{server.origin}/search.html?words=vessels&act=condemn"]
        while waiting:
            address = waiting.pop()
            reply = page.goto(address)
            assert reply is not None and reply.status == 200, address
            page.evaluate("document.querySelectorAll('details').forEach(box => box.open = true)")
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
            for found in page.evaluate("[...document.links].map(link => link.href.split('#')[0])"):
                files = ("/originals/", ".jsonl", ".csv")
                if own(found, server) and not any(part in found for part in files) and found not in seen:
                    seen.add(found)
                    waiting.append(found)
        assert len(seen) > 15


def test_from_landing_to_the_words_in_clicks(browser: Browser, server: Server) -> None:
    with opened(browser, server) as page:
        page.goto(server.origin)
        page.get_by_role("link", name="Ilse Tavorin and Joren Maskeld, Tirmona").first.click()
        page.locator("summary", has_text="The Courier").first.click()
        page.get_by_role("link", name="Open the passage").and_(page.locator(":visible")).first.click()
        page.wait_for_url("**/documents/*")
        target = page.locator(":target")
        assert target.is_visible()
        assert target.evaluate("e => e.getBoundingClientRect().top < innerHeight")


def test_from_any_page_to_a_passage_by_searching_with_keys_alone(browser: Browser, server: Server) -> None:
    with opened(browser, server) as page:
        page.goto(f"{server.origin}/actors.html")
        while page.evaluate("document.activeElement.name") != "words":
            page.keyboard.press("Tab")
        page.keyboard.type("merchant vessels")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search.html?words=merchant+vessels")
        assert page.locator(".found b").all_inner_texts()[:2] == ["merchant", "vessels"]
        link = page.locator("ol.rows h2 a").first
        link.focus()
        assert link.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        page.wait_for_url("**/documents/*")
        assert "merchant vessels" in page.locator(".passage:target").inner_text()


def test_words_and_filters_go_together(browser: Browser, server: Server) -> None:
    with opened(browser, server) as page:
        page.goto(f"{server.origin}/search.html")
        page.get_by_label("Words").fill("vessels")
        page.get_by_text("Only in documents").click()
        page.get_by_label("of a kind").select_option("joint_statement")
        page.get_by_role("button", name="Search").click()
        page.wait_for_url("**kind=joint_statement**")
        kinds = page.locator("ol.rows .kind").all_inner_texts()
        assert kinds and all("joint statement" in kind for kind in kinds)
        assert page.get_by_label("of a kind").input_value() == "joint_statement"


def test_without_scripts_a_statement_opens_its_card_in_place(browser: Browser, server: Server) -> None:
    with opened(browser, server, java_script_enabled=False) as page:
        page.goto(f"{server.origin}/documents.html")
        page.get_by_role("link", name="Joint statement on the Hollavarn Strait").first.click()
        note = page.locator("details.note").first
        assert not note.get_by_text("the cue “condemn”").is_visible()
        note.locator("summary").first.click()
        assert note.get_by_text("the cue “condemn”").is_visible()


def test_a_document_is_saved_as_it_was_obtained(browser: Browser, server: Server) -> None:
    with opened(browser, server) as page:
        page.goto(f"{server.origin}/documents.html")
        page.get_by_role("link", name="Joint statement on the Hollavarn Strait").first.click()
        with page.expect_download() as saved:
            page.get_by_role("link", name="Download as obtained").click()
        assert "We condemn the boarding" in Path(saved.value.path()).read_text(encoding="utf-8")


def test_a_reader_logs_in_and_out(browser: Browser, tmp_path: Path) -> None:
    strait.build(tmp_path / "record.db")
    with Record.open(tmp_path / "record.db", write=True) as record:
        secret = tokens.add(record.db, "Ilse", Role.READER)
    with serving(tmp_path / "record.db", "--host", "0.0.0.0") as server, opened(browser, server, quiet=False) as page:
        page.goto(f"{server.origin}/actors.html?of=all")
        assert "/login" in page.url
        page.get_by_label("Token").fill("wrong")
        page.get_by_role("button", name="Log in").click()
        page.get_by_text("opens nothing here").wait_for()
        page.get_by_label("Token").fill(secret)
        page.keyboard.press("Enter")
        page.wait_for_url("**/actors.html?of=all")
        cookie = page.context.cookies()[0]
        assert cookie["httpOnly"] and cookie["sameSite"] == "Strict"
        assert page.evaluate("document.cookie") == ""
        page.get_by_role("link", name="Log out").click()
        page.get_by_role("button", name="Log out").click()
        page.wait_for_url("**/login")
        page.goto(f"{server.origin}/actors.html")
        assert "/login" in page.url


ATTACK = """<!DOCTYPE html><title>A harmless page</title>
<img src="{there}/static/mark.svg" onload="said('img')">
<script src="{there}/static/communique.js" onload="said('script')"></script>
<iframe src="{there}/index.html"></iframe><iframe name="sink"></iframe>
<form method="post" action="{there}/note" target="sink"><input name="note" value="taken"></form>
<script>
const heard = []; const said = (what) => heard.push(what);
const tries = [
  fetch("{there}/index.html").then((r) => r.text()).then(() => said("read"), () => 0),
  fetch("{there}/note", {{ method: "POST", mode: "no-cors", body: new URLSearchParams({{ note: "taken" }}) }})
    .catch(() => 0),
  fetch("{there}/index.html", {{ mode: "no-cors" }}).then(() => said("opaque"), () => 0),
];
document.forms[0].submit();
Promise.all(tries).then(() => setTimeout(() => (document.title = "done: " + heard.join()), 1500));
</script>"""


def test_a_page_of_another_site_gets_nothing_and_changes_nothing(browser: Browser, tmp_path: Path) -> None:
    strait.build(tmp_path / "record.db")
    with running(FORM_SERVER, str(tmp_path / "record.db")) as server:
        (tmp_path / "evil").mkdir()
        (tmp_path / "evil" / "index.html").write_text(ATTACK.format(there=server.origin), encoding="utf-8")
        with elsewhere(tmp_path / "evil") as evil, opened(browser, server, quiet=False) as page:
            page.goto(evil)
            page.wait_for_function("document.title.startsWith('done')")
            assert re.sub("done: ?", "", page.title()) == ""
            frame = next(frame for frame in page.frames if "index.html" in frame.url or "chrome-error" in frame.url)
            assert "Hollavarn" not in frame.content()
        assert "local: nothing" in server.ask("/note").text
        with opened(browser, server) as page:
            page.goto(f"{server.origin}/note")
            page.locator("input[name=note]").fill("vessels")
            page.get_by_role("button").click()
            page.get_by_text("local: vessels (local)").wait_for()


@contextmanager
def elsewhere(folder: Path) -> Iterator[str]:
    """Another site on this machine: the same name, another port."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as site:
        thread = threading.Thread(target=site.serve_forever)
        thread.start()
        try:
            yield f"http://localhost:{site.server_address[1]}/index.html"
        finally:
            site.shutdown()
            thread.join()
