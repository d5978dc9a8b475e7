"""A person's work in a real Chromium, from the queue to the record: correct, see it, undo it, add, join."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from serving import Server, serving

from communique.model.record import StatementLine
from communique.record import Record
from communique.web.publish import publish

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGE = "review.html"
HOSTILE = "<img src=x onerror=alert(1)><script>alert('why')</script>"
DOCUMENTS = {
    "talks.txt": """\
Joint talks in Tirmona

TIRMONA, 14 March 2032

Prime Minister Ilse Tavorin of Ossavel met Foreign Minister Davi Corro of Marenta in Tirmona on 14 March 2032.
“We condemn the boarding of merchant vessels,” Tavorin said. She promised to send observers to the strait before the
summer. Corro called on all parties to release every vessel without delay.

The two ministers walked through the harbour. The harbour master, Edda Lorrimond, showed them the new quay.
""",
    "readout.txt": """\
Readout of the meeting with the Prime Minister of Ossavel

Foreign Minister Davi Corro of Marenta met Prime Minister Tavorin in Tirmona on 14 March 2032. Corro welcomed the offer
to send observers. He announced that Marenta would open a consulate in Tirmona in 2033.
""",
    "letter.txt": """\
A letter from the harbour of Tirmona

Harbour master Edda Marsh thanked the visitors on 20 March 2032. Marsh said that the quay would open in May.
""",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record as `communique add` makes it."""
    folder = tmp_path_factory.mktemp("collection")
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    record = tmp_path_factory.mktemp("made") / "record.db"
    command = [sys.executable, "-m", "communique", "add", "--record", str(record), str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr
    return record


@pytest.fixture
def record(made: Path, tmp_path: Path) -> Path:
    path = tmp_path / "record.db"
    with Record.open(made) as source:
        source.db.rows("VACUUM INTO ?", [str(path)]).fetchall()
    return path


@contextmanager
def opened(browser: Browser, server: Server, scripts: bool = True) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=scripts)
    page = context.new_page()
    page.set_default_timeout(20_000)
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    yield page
    context.close()
    assert wrong == []


def shown(record: Path, id_: str) -> StatementLine:
    command = [sys.executable, "-m", "communique", "show", id_, "--json", "--record", str(record)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    return msgspec.json.decode(run.stdout.splitlines()[0], type=StatementLine)


def said(path: Path, words: str) -> StatementLine:
    with Record.open(path) as record:
        return next(s for s in record.statements() if words in " ".join(e.quote for e in s.content))


def test_correct_a_speaker_see_it_and_undo_it(browser: Browser, record: Path) -> None:
    line = said(record, "send observers to the strait")
    assert [p.name for p in line.speakers] == ["Ilse Tavorin"] and line.engagement is not None
    with Record.open(record) as before:
        fingerprint = before.fingerprint()
    with serving(record) as server, opened(browser, server) as page:
        page.goto(f"{server.origin}/{PAGE}?line={line.id}")
        assert "send observers" in page.locator(".context mark").first.inner_text()
        page.keyboard.press("e")
        row = page.locator(".who-table tr", has_text="Corro", has_not_text="Tavorin").first
        page.locator("input[name^='w.speakers']:checked").uncheck()
        row.locator("input[name^='w.speakers']").check()
        form = page.locator("form[aria-label=Correct]")
        form.locator("input[name=by]").fill("Ada Orlan")
        form.locator("button", has_text="The text names somebody else").click()
        page.wait_for_url("**done=r-*")
        assert "Corrected: who says it" in page.locator(".done").inner_text()
        assert [p.name for p in shown(record, line.id).speakers] == ["Davi Corro"]
        of_engagement = f"/engagements/{line.engagement}.html"
        server.until(of_engagement, "corrected by Ada Orlan")
        page.goto(server.origin + of_engagement)
        mark = page.locator(".statement", has_text="send observers to the strait").first
        assert "corrected by Ada Orlan" in mark.inner_text()

        page.goto(f"{server.origin}/{PAGE}")  # the name is kept, the decision can be taken back
        assert page.locator("form[aria-label='Confirm or reject'] input[name=by]").first.input_value() == "Ada Orlan"
        undo = page.locator(".decided .undo").first
        undo.locator("summary").click()
        undo.locator("button", has_text="Read again").click()
        page.wait_for_url("**done=r-*")
        assert "Undone" in page.locator(".done").inner_text()
        assert [p.name for p in shown(record, line.id).speakers] == ["Ilse Tavorin"]
    with Record.open(record) as after:
        assert after.fingerprint() != fingerprint  # rulings are part of the record, undone ones too
        assert [s.id for s in after.statements()] and not after.rulings.to_rule()


def test_a_confirmed_line_waits_no_more_and_published_pages_tell_who_saw_it(
    browser: Browser, record: Path, tmp_path: Path
) -> None:
    with serving(record) as server, opened(browser, server, scripts=False) as page:
        page.goto(f"{server.origin}/{PAGE}?kind=statement")
        waiting = page.locator(".years a[aria-current]").inner_text()
        line = page.locator("input[name=line]").first.get_attribute("value")
        assert line is not None
        form = page.locator("form[aria-label='Confirm or reject']")
        form.locator("input[name=by]").fill("Bela Renn")
        form.locator("input[name=why]").fill("I was there")
        form.locator("button", has_text=re.compile("^Confirm$")).click()
        assert "kind=statement" in page.url and "Confirmed" in page.locator(".done").inner_text()
        assert page.locator(".years a[aria-current]").inner_text() != waiting
        left = page.locator("input[name=line]")
        assert left.count() == 0 or left.first.get_attribute("value") != line
        assert page.locator(".decided").inner_text().count("I was there") == 1
    with Record.open(record) as found:
        publish(found, tmp_path / "site")
    pages = [path.read_text(encoding="utf-8") for path in (tmp_path / "site").rglob("*.html")]
    assert any("confirmed by Bela Renn" in text for text in pages)
    assert not any('method="post"' in text for text in pages)


def test_add_a_statement_by_selecting_its_words(browser: Browser, record: Path) -> None:
    with Record.open(record) as found:
        document = next(d for d in found.documents() if d.path.endswith("talks.txt"))
        assert not any("new quay" in e.quote for s in found.statements() for e in s.content)
    with serving(record) as server, opened(browser, server) as page:
        page.goto(f"{server.origin}/documents/{document.id}.html")
        page.evaluate(
            """() => { const text = document.querySelector(".document");
            const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) { const at = walk.currentNode.data.indexOf("the new quay"); if (at < 0) continue;
              const range = document.createRange();
              range.setStart(walk.currentNode, at); range.setEnd(walk.currentNode, at + "the new quay".length);
              getSelection().removeAllRanges(); getSelection().addRange(range); }
            document.dispatchEvent(new PointerEvent("pointerup", { bubbles: true })); }"""
        )
        page.locator(".add-these").click()
        page.wait_for_url(f"**/{PAGE}?add=*")
        assert page.locator(".context mark").inner_text() == "the new quay"
        form = page.locator("form[aria-label='Add a statement']")
        form.locator("select[name=act]").select_option("announce")
        row = form.locator(".who-table tr", has_text="Lorrimond").first
        row.locator("input[name^='w.speakers']").check()
        form.locator("input[name=by]").fill("Ada Orlan")
        form.locator("button", has_text="The text says so").click()
        page.wait_for_url("**done=r-*")
        assert "Added: act announce" in page.locator(".done").inner_text()
        line = said(record, "the new quay")
        assert (line.act, [p.name for p in line.speakers]) == ("announce", ["Edda Lorrimond"])
        assert "the new quay" in server.until(f"/documents/{document.id}.html", "added by Ada Orlan")


def test_join_two_actors_and_take_them_apart_again(browser: Browser, record: Path) -> None:
    def named() -> dict[str, str]:
        with Record.open(record) as found:
            return {a.id: a.name for a in found.actors() if a.name.startswith("Edda")}

    before = named()
    assert len(before) == 2, before
    one, other = sorted(before, key=lambda id_: before[id_])
    with serving(record) as server, opened(browser, server) as page:
        page.goto(f"{server.origin}/actors/{one}.html")
        page.locator("a", has_text="Review this").first.click()
        form = page.locator("form[aria-label='Join with another']")
        form.locator("input[name=other-id]").fill(before[other])
        form.locator("input[name=by]").fill("Ada Orlan")
        form.locator("button", has_text="The same person under two names").click()
        page.wait_for_url("**done=r-*")
        assert "Joined with" in page.locator(".done").inner_text()
        assert len(named()) == 1
        undo = page.locator(".done .undo")
        undo.locator("summary").click()
        undo.locator("button", has_text="A slip of the hand").click()
        page.wait_for_url("**done=r-*")
        assert named() == before


def test_a_hostile_name_and_reason_are_words(browser: Browser, record: Path) -> None:
    line = said(record, "send observers to the strait")
    with serving(record) as server, opened(browser, server) as page:
        page.goto(f"{server.origin}/{PAGE}?line={line.id}")
        form = page.locator("form[aria-label='Confirm or reject']")
        form.locator("input[name=by]").fill(HOSTILE)
        form.locator("input[name=why]").fill(HOSTILE)
        form.locator("button", has_text=re.compile("^Confirm$")).click()
        page.wait_for_url("**done=r-*")
        assert HOSTILE in page.locator(".done").inner_text()
        page.goto(f"{server.origin}/{PAGE}")
        assert page.locator("img, script:not([src])").count() == 0
        page.goto(f"{server.origin}/documents/{line.document}.html")
        server.until(f"/documents/{line.document}.html", "&lt;img src=x")
        page.reload()
        assert page.locator("main img").count() == 0


def test_the_day_of_an_engagement_and_what_became_of_a_promise(record: Path) -> None:
    with Record.open(record) as found:
        promise = next(c for c in found.deeds.commitments(*everything()) if "send observers" in c.action[0].quote)
        met = next(e for e in found.engagements() if e.id == promise.engagement)
    with serving(record) as server:
        proof = re.findall(r'name="proof" value="([0-9a-f]{64})"', server.ask(f"/{PAGE}").text)[0]
        about = {"proof": proof, "by": "Ada Orlan"}
        form = {**about, "line": promise.id, "do": "commitment|A later text says so", "status": "kept"}
        assert server.send(f"/{PAGE}", form).status == 303
        day = {"line": met.id, "from": "2032-03-15", "to": "2032-03-15", "kind": met.kind, "status": met.status}
        page = server.ask(f"/{PAGE}?line={met.id}").text
        roles = dict(re.findall(r'<select name="(r\.[0-9-]+)".*?<option value="(\w+)" selected', page))
        reply = server.send(f"/{PAGE}", {**about, **day, **roles, "do": "correct|The text gives another day"})
        assert reply.status == 303, reply.text
    with Record.open(record) as found:
        assert next(c.status for c in found.deeds.commitments(*everything()) if c.id == promise.id) == "kept"
        assert found.show(met.id).when.from_ == "2032-03-15"  # type: ignore[union-attr]


def everything() -> tuple[object, object]:
    from communique.model.filters import EVERY_DEED, EVERYTHING

    return EVERYTHING, EVERY_DEED


def test_what_was_rejected_with_all_its_accounts_is_back_with_all_of_them(record: Path) -> None:
    with Record.open(record) as found:
        met = next(e for e in found.engagements() if len(e.documents) == 2)
    with serving(record) as server:
        proof = re.findall(r'name="proof" value="([0-9a-f]{64})"', server.ask(f"/{PAGE}").text)[0]
        about = {"proof": proof, "by": "Ada Orlan"}
        reply = server.send(f"/{PAGE}", {**about, "line": met.id, "do": "reject|Only spoken of"})
        assert reply.status == 303, reply.text
        with Record.open(record) as found:
            assert [e for e in found.engagements() if e.id == met.id] == []
        page = server.ask(reply.headers["location"].partition("#")[0]).text
        assert "and of 1 more account" in page
        rulings = re.findall(r'class="done".*?name="ruling" value="([^"]+)"', page, re.S)[0]
        assert rulings.count(",") == 1
        assert server.send(f"/{PAGE}", {**about, "ruling": rulings, "do": "undo|Read again"}).status == 303
        for form, told in [
            ({"line": met.id, "from": "", "to": "2032-03-16", "do": "correct|Misread"}, "its end is said"),
            ({"line": met.id, "from": "2032-W11-1", "do": "correct|Misread"}, "no day and no time"),
            ({"line": met.id, "r.9-²³": "host", "do": "correct|Misread"}, "do not stand in the document"),
            ({"line": met.id, "do": "confirm", "why": "x" * 3000}, "3,000 characters"),
        ]:
            reply = server.send(f"/{PAGE}", {**about, **form})
            assert (reply.status, told in reply.text) == (400, True), reply.text
        form = {"line": met.id, "from": "2032-03-15", "kind": "call", "do": "correct|Misread"}  # nobody took part
        assert server.send(f"/{PAGE}", {**about, **form}).status == 303
    with Record.open(record) as found:
        line = next(e for e in found.engagements() if e.id == met.id)
        assert (line.documents, line.when.from_, line.kind) == (met.documents, "2032-03-15", "call")
        corrected = [ruling.value for ruling in found.rulings.every() if ruling.kind == "correct"]
        assert [sorted(value) for value in corrected] == [["from", "kind", "participants", "to", "what"]]
