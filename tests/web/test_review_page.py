"""The page of review in a real Chromium: what it shows, by keyboard, on a phone, without scripts, attacked."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import strait
from serving import Server, serving

from communique.record import Candidate, Record, Unresolved, tokens
from communique.record.tokens import Role

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Published = Callable[..., Path]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
HEAVIEST = 200_000  # bytes
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def built(path: Path, hostile: bool = False) -> None:
    """The strait's record, in which it is open who one person is."""
    strait.build(path, hostile)
    with Record.open(path, write=True) as record:
        paper = next(d for d in record.documents() if d.path == "papers/news.txt")
        name = strait.HOSTILE["name"] if hostile else "Ada Maskeld"
        person = next(a for a in record.actors() if a.name == "Joren Maskeld")
        candidates = (Candidate(person.id, "Joren Maskeld"), Candidate("a-00000000000000aa", name))
        record.save_unresolved([paper.id], [Unresolved(paper.id, "actor", 1, f"{name} or another", candidates)])


@pytest.fixture(scope="module", params=[False, True], ids=["strait", "hostile"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    record = tmp_path_factory.mktemp("reviewed") / "record.db"
    built(record, request.param)
    with serving(record) as found:
        yield found


@pytest.fixture(scope="module")
def addresses(server: Server) -> list[str]:
    """The page for a line of each kind, and for words to add."""
    found = [f"/{PAGE}"]
    for kind in ("statement", "engagement", "actor"):
        page = server.ask(f"/{PAGE}?kind={kind}").text
        found.append(f"/{PAGE}?kind={kind}")
        found += re.findall(rf'href="({PAGE}\?[^"#]*line=[^"#]*)', page)[:1]
    document = re.findall(r'data-document="(d-[0-9a-f]+)"', server.ask(f"/{PAGE}").text)[0]
    return [address.replace("&amp;", "&").lstrip("/") for address in [*found, f"{PAGE}?add={document}&start=10&end=40"]]


PAGE = "review.html"


@contextmanager
def opened(browser: Browser, server: Server, **options: Any) -> Iterator[Page]:
    """A page that asks nobody else for anything and complains of nothing."""
    context = browser.new_context(**{"viewport": DESK, **options})
    page = context.new_page()
    page.set_default_timeout(10_000)
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda request: None if request.url.startswith(server.origin) else wrong.append(request.url))
    yield page
    context.close()
    assert wrong == []


def test_every_kind_of_line_is_light_quiet_and_fits_a_phone(
    browser: Browser, server: Server, addresses: list[str]
) -> None:
    assert len(addresses) >= 5
    with opened(browser, server, viewport=PHONE) as page:
        for address in addresses:
            reply = page.goto(f"{server.origin}/{address}")
            assert reply is not None and reply.status == 200, address
            assert len(reply.body()) < HEAVIEST
            page.evaluate("document.querySelectorAll('details').forEach(box => box.open = true)")
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
            assert page.locator("#case h2").count() == 1 and page.locator(".context mark").count() >= 1
            assert page.locator("script:not([src])").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, server: Server, addresses: list[str], scheme: str) -> None:
    script = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    found = []
    for address in addresses:
        page.goto(f"{server.origin}/{address}")
        page.evaluate("document.querySelectorAll('details').forEach(box => box.open = true)")
        page.evaluate(script)
        for wrong in page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]:
            found.append((address, wrong["id"], wrong["nodes"][0]["html"][:200]))
    context.close()
    assert found == []


def test_the_reason_and_the_words_stand_on_one_page(browser: Browser, server: Server) -> None:
    with opened(browser, server) as page:
        page.goto(f"{server.origin}/{PAGE}?kind=statement")
        assert page.locator(".doubt").inner_text().startswith("In doubt: ")
        marked = " ".join(page.locator(".context mark").all_inner_texts())
        assert marked and marked in " ".join(page.locator(".context").inner_text().split())
        named = [told.strip() for told in page.locator(".who-table tbody th").all_text_contents()]
        assert named[-1].startswith("Other words of the text")
        assert page.locator(".who-table input:checked").count() >= 1  # who has a part already


def test_keys_lead_to_buttons_and_decide_nothing(browser: Browser, server: Server) -> None:
    with opened(browser, server) as page:
        page.goto(f"{server.origin}/{PAGE}?kind=statement")
        here = page.url
        focused = "document.activeElement.textContent.trim()"
        page.keyboard.press("y")
        assert page.evaluate(focused) == "The text says so"
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        page.keyboard.press("n")
        assert page.evaluate(focused) == "Nobody says this"
        page.keyboard.press("e")
        assert page.evaluate(focused) == "Correct it"
        assert page.evaluate("document.activeElement.parentElement.open")
        page.locator("input[name=why]:visible").first.focus()
        page.keyboard.type("yne")  # in a field these are letters
        assert page.locator("input[name=why]:visible").first.input_value() == "yne"
        page.keyboard.press("Enter")
        page.wait_for_timeout(300)
        assert page.url == here  # nothing was sent
        page.locator(".keyboard summary").click()
        page.locator("#use-keys").uncheck()
        page.reload()
        page.keyboard.press("y")
        assert page.evaluate("document.activeElement === document.body")
        page.locator(".keyboard summary").click()
        page.locator("#use-keys").check()


def test_the_keyboard_alone_reaches_every_decision(browser: Browser, server: Server) -> None:
    with opened(browser, server) as page:
        page.goto(f"{server.origin}/{PAGE}?kind=statement")
        reached = set()
        for _ in range(80):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("document.activeElement.textContent.trim()"))
        assert {"The text says so", "Nobody says this", "Confirm", "Reject", "Correct it"} <= reached


def test_words_of_the_context_are_taken_over(browser: Browser, server: Server) -> None:
    with opened(browser, server) as page:
        page.goto(f"{server.origin}/{PAGE}?kind=statement")
        page.locator("details.more > summary").first.click()
        page.evaluate(
            "() => { const range = document.createRange(); range.selectNodeContents(document.querySelector("
            "'.context mark')); getSelection().removeAllRanges(); getSelection().addRange(range); }"
        )
        words = " ".join(page.locator(".context mark").first.inner_text().split())
        field = page.locator("[data-takes-words]").first
        for _ in range(50):  # the browser tells of a selection when it finds the time
            if field.input_value():
                break
            page.wait_for_timeout(100)
        assert field.input_value() == words


def test_selected_words_of_a_document_lead_to_the_same_words(browser: Browser, server: Server) -> None:
    document = re.findall(r'data-document="(d-[0-9a-f]+)"', server.ask(f"/{PAGE}?kind=statement").text)[0]
    with opened(browser, server) as page:
        page.goto(f"{server.origin}/documents/{document}.html")
        chosen = page.evaluate(
            """() => { const texts = [...document.querySelectorAll(".document p.text")];
            const text = texts.find((one) => one.querySelector("sup")), nodes = [];
            const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
            while (walk.nextNode())
              if (!walk.currentNode.parentElement.closest("sup, .marker")) nodes.push(walk.currentNode);
            const node = nodes.find((one, n) => n > 0 && one.data.trim().split(" ").length > 2);
            const from = node.data.length - node.data.trimStart().length, to = node.data.trimEnd().length;
            const range = document.createRange(); range.setStart(node, from); range.setEnd(node, to);
            getSelection().removeAllRanges(); getSelection().addRange(range);
            document.dispatchEvent(new PointerEvent("pointerup", { bubbles: true })); return node.data.trim(); }"""
        )
        page.locator(".add-these").click()
        page.wait_for_url("**/review.html?add=*")
        marked = " ".join(" ".join(page.locator(".context mark").all_inner_texts()).split())
        assert chosen.split()[1:-1] == marked.split()[1:-1]
        assert page.locator("#case-title").inner_text() == "Add a statement"


def test_a_name_that_is_a_link_is_selected_by_dragging_and_followed_by_a_click(
    browser: Browser, server: Server
) -> None:
    """Browsers select nothing from within a link, and what somebody says may begin with a name."""
    document = re.findall(r'data-document="(d-[0-9a-f]+)"', server.ask(f"/{PAGE}?kind=statement").text)[0]
    with opened(browser, server, reduced_motion="reduce") as page:
        page.goto(f"{server.origin}/documents/{document}.html")
        name = page.locator(".document p.text a.m").first
        name.scroll_into_view_if_needed()
        box = name.bounding_box()
        assert box is not None
        middle = box["y"] + box["height"] / 2
        page.mouse.move(box["x"] + 1, middle)
        page.mouse.down()
        page.mouse.move(box["x"] + 30, middle, steps=4)
        page.mouse.move(box["x"] + box["width"] + 40, middle, steps=4)
        page.mouse.up()
        page.locator(".add-these").wait_for(state="visible")
        assert page.evaluate("String(getSelection())").startswith(name.inner_text()[:3])
        page.mouse.click(5, 5)
        name.click()
        page.wait_for_url("**/actors/*")


def test_it_works_without_scripts(browser: Browser, server: Server) -> None:
    with opened(browser, server, java_script_enabled=False) as page:
        page.goto(f"{server.origin}/{PAGE}")
        page.locator(".turn a").first.click()
        assert "line=" in page.url
        page.locator(".context figcaption a").last.click()
        page.locator(".reviewing summary").click()
        page.locator(".reviewing input[name=words]").fill("in Tirmona")
        page.locator(".reviewing button").click()
        assert page.locator("#case-title").inner_text() == "Add a statement" or page.locator("[role=alert]").count()


def test_what_does_not_stand_there_is_told(server: Server) -> None:
    document = re.findall(r'data-document="(d-[0-9a-f]+)"', server.ask(f"/{PAGE}").text)[0]
    assert "do not stand in the document" in server.ask(f"/{PAGE}?add={document}&words=no+such+words").text
    assert "Nothing in the record answers" in server.ask(f"/{PAGE}?line=s-0123456789abcdef").text
    assert "Nothing in the record answers" in server.ask(f"/{PAGE}?add=d-0123456789abcdef&words=x").text
    assert "Nobody in the record is called" in server.ask(f"/{PAGE}?by=Nobody+Atall").text
    assert "No act is called" in server.ask(f"/{PAGE}?act=sing").text
    for odd in ("line=%00", "start=99999999999&add=d-1&end=3", "kind=<script>", "add=&start=1", "line=e-zz"):
        assert server.ask(f"/{PAGE}?{odd}").status == 200, odd


def sent(server: Server, form: dict[str, str]) -> tuple[int, str]:
    proof = re.findall(r'name="proof" value="([0-9a-f]{64})"', server.ask(f"/{PAGE}").text)[0]
    reply = server.send(f"/{PAGE}", {"proof": proof, **form})
    return reply.status, reply.text


def test_a_decision_needs_a_name_a_reason_and_a_line(server: Server) -> None:
    line = re.findall(r'name="line" value="(s-[0-9a-f]+)"', server.ask(f"/{PAGE}?kind=statement").text)[0]
    good = {"line": line, "do": "confirm|The text says so", "by": "Ada Orlan"}
    for form, told in [
        ({**good, "do": "confirm"}, "needs a reason"),
        ({**good, "by": " "}, "needs a name"),
        ({**good, "do": "sing|because"}, "nobody decides"),
        ({**good, "line": "s-0123456789abcdef"}, "nothing in the record answers"),
        ({**good, "do": "correct|Misread", "act": "sing"}, "no act is called"),
        ({**good, "do": "same|because"}, "which other one"),
        ({**good, "do": "undo|because", "ruling": "r-0"}, "no ruling answers"),
        ({**good, "do": "add|because"}, "nothing in the record answers"),
        ({**good, "do": "commitment|because", "status": "sung"}, "no status is called"),
        ({**good, "do": "correct|Misread", "act": "ask", "w.speakers.9-99999999": "on"}, "do not stand"),
    ]:
        status, page = sent(server, form)
        assert status == 400 and told.lower() in page.lower(), (form, page)
    assert server.send(f"/{PAGE}", good).status == 403  # without the proof of a page of ours
    assert "Decided last" not in server.ask(f"/{PAGE}").text


def test_only_reviewers_decide(tmp_path: Path) -> None:
    built(tmp_path / "record.db")
    with Record.open(tmp_path / "record.db", write=True) as record:
        secret = tokens.add(record.db, "Ilse", Role.READER)
    with serving(tmp_path / "record.db", "--host", "0.0.0.0") as server:
        assert server.ask(f"/{PAGE}").status == 303
        door = re.findall(r'name="proof" value="([0-9a-f]{64})"', server.ask("/login").text)[0]
        assert server.send("/login", {"token": secret, "proof": door}).status == 303
        page = server.ask(f"/{PAGE}").text
        assert "Your name" not in page  # who has logged in is known
        line = re.findall(r'name="line" value="([^"]+)"', page)[0]
        assert sent(server, {"line": line, "do": "reject|Nobody says this", "by": "Somebody Else"})[0] == 403


def test_published_pages_hold_no_form_and_lead_to_none(published: Published) -> None:
    site = published()
    assert not (site / PAGE).exists() and not (site / "static" / "review.js").exists()
    for path in site.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert "review.html" not in page and 'method="post"' not in page
