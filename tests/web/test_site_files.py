"""The published folder as files: complete, repeatable, escaped, and careful with what it overwrites."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
import strait

from communique.errors import PublishError
from communique.record import Record
from communique.web.links import outside, path_of
from communique.web.paging import sheets
from communique.web.publish import MARKER, publish

Published = Callable[..., Path]


class Page(HTMLParser):
    """What a page links to, loads and anchors, and whether its tags close as they open."""

    VOID = frozenset({"meta", "link", "br", "input", "img"})

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        assert not (tag == "a" and "a" in self.open), "a link inside a link"
        if tag not in self.VOID:
            self.open.append(tag)
        self.tags.append((tag, values))
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.links += [value for name, value in attrs if name in ("href", "src") and value]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def pages(site: Path) -> dict[str, Page]:
    found = {str(p.relative_to(site)): Page(p.read_text(encoding="utf-8")) for p in sorted(site.rglob("*.html"))}
    assert len(found) >= 14
    return found


@pytest.mark.parametrize("hostile", [False, True])
@pytest.mark.parametrize("evidence_only", [False, True])
def test_every_link_leads_to_a_page_and_an_anchor_that_are_there(
    published: Published, hostile: bool, evidence_only: bool
) -> None:
    site = published(hostile, evidence_only)
    found = pages(site)
    for name, page in found.items():
        assert len(page.ids) == len(set(page.ids)), name
        for link in page.links:
            if link.startswith("https://"):
                continue
            path, _, fragment = link.partition("#")
            target = (site / name).parent / unquote(path) if path else site / name
            assert target.resolve().is_file(), (name, link)
            if fragment:
                assert fragment in found[str(target.resolve().relative_to(site.resolve()))].ids, (name, link)


def test_evidence_of_an_engagement_opens_its_passage(published: Published) -> None:
    site = published()
    with Record.open(site.parent / "record.db") as record:
        held = next(e for e in record.engagements() if e.status == "held")
        said = list(record.statements())
    page = pages(site)[path_of(held.id)]
    for evidence in (*held.when.evidence, *(e for p in held.participants for e in p.evidence)):
        assert f"../{path_of(evidence.document)}#c-{evidence.start}-{evidence.end}" in page.links
    for statement in said:
        assert f"../{path_of(statement.document)}#{statement.id}" in page.links
    for words in ("Thursday”; same meeting", "Ilse Tavorin", "40 minutes", "Sources differ on time", "The Courier"):
        assert words in page.text


def test_the_same_record_gives_the_same_bytes(published: Published, tmp_path: Path) -> None:
    first = published()
    with Record.open(first.parent / "record.db") as record:
        count = publish(record, tmp_path / "again")
    files = [p.relative_to(first) for p in sorted(first.rglob("*")) if p.is_file()]
    assert files == [p.relative_to(tmp_path / "again") for p in sorted((tmp_path / "again").rglob("*")) if p.is_file()]
    assert [f for f in files if (first / f).read_bytes() != (tmp_path / "again" / f).read_bytes()] == []
    assert count == sum(f.suffix == ".html" for f in files)
    assert str(tmp_path) not in "".join(p.text for p in pages(tmp_path / "again").values())


def test_publishing_again_replaces_what_was_there(published: Published, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    with Record.open(published().parent / "record.db") as record:
        publish(record, folder)
        (folder / "documents" / "stale.html").write_text("old")
        publish(record, folder, evidence_only=True)
    assert not (folder / "documents" / "stale.html").exists()
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_a_folder_of_somebody_else_is_left_alone(published: Published, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "thesis.txt").write_text("years of work")
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(theirs)
    with Record.open(published().parent / "record.db") as record:
        for name in ("theirs", "file", "link"):
            with pytest.raises(PublishError):
                publish(record, tmp_path / name)
        (tmp_path / "empty").mkdir()
        publish(record, tmp_path / "empty")
    assert (theirs / "thesis.txt").read_text() == "years of work"
    assert (tmp_path / "empty" / MARKER).is_file()


def test_a_failure_leaves_the_old_site(published: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Record.open(published().parent / "record.db") as record:
        publish(record, tmp_path / "site")
        monkeypatch.setattr(record, "reading", lambda document: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            publish(record, tmp_path / "site")
    assert (tmp_path / "site" / "index.html").is_file()
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_an_excerpt_gives_no_document_away(published: Published) -> None:
    whole, short = published(), published(evidence_only=True)
    for path in sorted((whole / "documents").glob("*.html")):
        assert "[…]" in (short / "documents" / path.name).read_text() or "broken.pdf" in path.read_text()
    everything = " ".join(page.text for page in pages(short).values())
    for words in ("A band played.", "Tea was served", "Its members are nine", "Most read", "Subscribe to our"):
        assert words in " ".join(page.text for page in pages(whole).values())
        assert words not in everything
    for words in ("We will keep the strait open,", "release every vessel without delay", "The Prime Minister said"):
        assert words in everything


def test_hostile_words_stay_words(published: Published) -> None:
    for name, page in pages(published(hostile=True)).items():
        assert not [link for link in page.links if "javascript:" in link.lower() or "evil" in link], name
        for tag, values in page.tags:
            assert not [key for key in values if key.startswith("on") or key == "style"], (name, tag)
            assert tag not in ("img", "iframe", "object", "embed", "form", "base", "b onmouseover"), name
            assert tag != "script" or str(values.get("src")).endswith("static/communique.js")
    document = next(p for p in pages(published(hostile=True)).values() if strait.HOSTILE["address"] in p.text)
    assert "alert('t')" in document.text


def test_every_page_bears_its_policy_and_stays_light(published: Published) -> None:
    site = published()
    for name, page in pages(site).items():
        policy = next(v["content"] for t, v in page.tags if t == "meta" and v.get("http-equiv"))
        assert policy is not None and policy.startswith("default-src 'none'") and "unsafe" not in policy
        assert len((site / name).read_bytes()) < 60_000
        landmarks = [tag for tag, _ in page.tags if tag in ("header", "main", "footer", "nav", "h1")]
        assert landmarks[:3] == ["header", "nav", "main"] and landmarks.count("h1") == 1
        assert page.links[3] == "#main" or "#main" in page.links
    assert (site / "static" / "communique.css").stat().st_size + (
        site / "static" / "communique.js"
    ).stat().st_size < 45_000


def test_style_and_script_load_nothing_from_anywhere(published: Published) -> None:
    for path in (published() / "static").iterdir():
        found = path.read_text()
        assert not re.findall(r"(?<!xmlns=\")https?://|@import|url\(", found), path.name


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://a.example/x?y=1&z=2", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        (" https://a.example", False),
        ("https://", False),
        ("https://a.example/\u202e", False),
        ("data:text/html,x", False),
        ("//a.example/x", False),
        ("papers/joint.txt", False),
        ("https://[broken", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked(address: str | None, linked: bool) -> None:
    assert outside(address) == (address if linked else None)


@pytest.mark.parametrize("id", ["../../etc/passwd", "d-../x", "d-", "x-0123456789abcdef", "", "d-0123456789abcdef/.."])
def test_a_file_is_named_by_a_proper_id_only(id: str) -> None:
    with pytest.raises(ValueError):
        path_of(id)


def test_long_lists_are_cut_into_sheets() -> None:
    cut = sheets(range(7), 3, lambda n: f"{n}.html")
    assert [s.rows for s in cut] == [(0, 1, 2), (3, 4, 5), (6,)]
    assert [(s.before, s.after) for s in cut] == [(None, "2.html"), ("1.html", "3.html"), ("2.html", None)]
    assert [s.rows for s in sheets([], 3, str)] == [()]
