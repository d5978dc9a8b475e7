"""Pages over HTTP: the same as the published ones, kept by browsers as long as they last."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import strait
from serving import Server, serving

from communique.record import Record
from communique.web.pages import addresses
from communique.web.pages.addresses import Address
from communique.web.serving.printed import Shelf, printed

Published = Callable[..., Path]
APPENDIX = ("wording", "positions", "commitments", "demands")  # worked out after the rest


@pytest.fixture(scope="module", params=[False, True], ids=["strait", "hostile"])
def hostile(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, hostile: bool) -> Iterator[Server]:
    record = tmp_path_factory.mktemp("served") / "record.db"
    strait.build(record, hostile)
    with serving(record) as found:
        yield found


def bare(page: str) -> str:
    """A page without what only a server offers."""
    page = re.sub(r'<form class="find".*?</form>\n', "", page, flags=re.S)
    page = re.sub(r'<div class="reviewing".*?</script>\s*</div>\n?', "", page, flags=re.S)
    page = re.sub(r'<form class="asking".*?</form>\n', "", page, flags=re.S)
    page = re.sub(r'<div class="sift".*?</div>', "", page)
    page = re.sub(r'<a href="[./]*review.html">Review</a>', "", page)
    page = re.sub(r"<(p|div|li)(?: [^>]*)? data-served>.*?</\1>\n*", "", page, flags=re.S)
    page = re.sub(r"<a [^>]*data-served>(.*?)</a>", r"\1", page)
    page = re.sub(r' · <a href="[./]*originals/[^"]+" download>[^<]+</a>', "", page)
    page = re.sub(r"form-action &#39;(?:none|self)&#39;", "", page)
    page = re.sub(
        r'; any other words: <a href="search.html">search</a>|; for any other words: <code>.*?</code>', "", page
    )
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"\?at=\d+", "", page))


def test_every_published_page_is_served_as_it_is(server: Server, published: Published, hostile: bool) -> None:
    site = published(hostile)
    for name in APPENDIX:
        server.until(f"/{name}.html", f"<h1>{name.capitalize()}")
    seen = 0
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        reply = server.ask(f"/{name}")
        assert reply.status == 200, name
        assert bare(reply.text) == bare(path.read_text(encoding="utf-8")), name
        seen += 1
    assert seen > 10
    assert server.ask("/").text == server.ask("/index.html").text


def test_a_browser_keeps_a_page_until_it_changes(server: Server) -> None:
    first = server.ask("/timeline.html", Accept_Encoding="gzip, br")
    assert first.headers["content-encoding"] == "gzip"
    assert first.headers["cache-control"] == "private, no-cache"
    again = server.ask("/timeline.html", If_None_Match=first.headers["etag"], Accept_Encoding="gzip")
    assert (again.status, again.body) == (304, b"")
    other = server.ask("/timeline.html", If_None_Match='W/"another"')
    assert (other.status, other.text) == (200, first.text)
    assert "content-encoding" not in other.headers
    assert server.ask("/timeline.html", Accept_Encoding="gzip;q=0").headers.get("content-encoding") is None


def test_a_head_is_a_page_without_its_body(server: Server) -> None:
    page, head = server.ask("/index.html"), server.ask("/index.html", "HEAD")
    assert head.body == b""
    assert {**head.headers, "date": ""} == {**page.headers, "date": ""}


@pytest.mark.parametrize(
    "path",
    [
        "/nothing.html",
        "/timeline-2.html",
        "/timeline/2031-13.html",
        "/timeline/1999.html",
        "/documents/d-0123456789abcdef.html",
    ],
)
def test_what_is_not_there_is_told_plainly(server: Server, path: str) -> None:
    reply = server.ask(path)
    assert reply.status == 404
    assert "There is no such page" in reply.text
    assert "script" not in reply.text.replace("script-src", "")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../site.py",
        "/static/..%2fsite.py",
        "/..%2f..%2fetc%2fpasswd",
        "/static/%2e%2e/drawing.py",
        "/documents/../index.html",
        "/originals/..%2f..%2frecord.db",
        "//etc/passwd",
        "/static/communique.css/",
        "/templates/base.html",
    ],
)
def test_no_path_leads_out(server: Server, path: str) -> None:
    reply = server.ask(path)
    assert reply.status in (400, 404)
    assert "root:" not in reply.text


@pytest.mark.parametrize("path", ["/a%00b", "/%0d%0aSet-Cookie:x", "/a%5cb", "/" + "a" * 400, "/?" + "a" * 5000])
def test_addresses_that_cannot_be_read_are_refused(server: Server, path: str) -> None:
    assert server.ask(path).status == 400


def test_an_address_has_one_page(server: Server) -> None:
    for path in ("/index-2.html", "/timeline-1.html", "/timeline-01.html", "/timeline.html/", "/TIMELINE.html"):
        assert server.ask(path).status == 404, path


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("", Address("index")),
        ("timeline-12.html", Address("timeline", 12)),
        ("actors/a-0123456789abcdef-said-3.html", Address("actors", 3, "a-0123456789abcdef", "said")),
        ("documents/d-0123456789abcdef-2.html", Address("documents", 2, "d-0123456789abcdef")),
        ("actors/a-0123456789abcdef-2.html", None),
        ("actors/a-0123456789abcdef-said.html", None),
        ("documents/a-0123456789abcdef.html", None),
        ("engagements/e-0123456789abcdef-said-2.html", None),
        ("timeline-0.html", None),
        ("timeline/2031.html", Address("timeline", period="2031")),
        ("timeline/2031-10-23-page-2.html", Address("timeline", 2, period="2031-10-23")),
        ("timeline/2031-1.html", None),
        ("timeline/2031-page-1.html", None),
        ("actors/a-0123456789abcdef-met-2.html", Address("actors", 2, "a-0123456789abcdef", "met")),
    ],
)
def test_addresses_are_read(path: str, meant: Address | None) -> None:
    assert addresses.read(path) == meant


def test_originals_are_saved_and_never_shown(tmp_path: Path) -> None:
    with Record.open(tmp_path / "record.db", write=True) as record:
        id = record.keep(b"<script>alert(1)</script>", 'reports/"ä\r\nb.html')
    with serving(tmp_path / "record.db") as server:
        reply = server.ask(f"/originals/{id}")
        assert (reply.status, reply.body) == (200, b"<script>alert(1)</script>")
        assert reply.headers["content-type"] == "application/octet-stream"
        assert reply.headers["content-disposition"].startswith("attachment; ")
        assert "sandbox" in reply.headers["content-security-policy"]
        assert server.ask("/originals/d-0123456789abcdef").status == 404
        assert server.ask("/originals/").status == 404


def test_a_former_address_leads_to_the_present_one(server: Server, published: Published, hostile: bool) -> None:
    engagement = next((published(hostile) / "engagements").glob("*.html")).stem
    reply = server.ask(f"/engagements/{engagement[:-2]}.html")
    assert (reply.status, reply.headers["location"]) == (302, f"/engagements/{engagement}.html")


def test_search_shows_the_words_in_their_passage(server: Server) -> None:
    page = server.ask("/search.html?words=merchant+vessels").text
    assert "<b>merchant</b> <b>vessels</b>" in page
    assert re.search(r'href="documents/d-[0-9a-f]+\.html(\?at=\d+)?#p-\d+"', page)
    assert "No passage holds all" in server.ask("/search.html?words=merchant+vessels&until=1990").text
    assert "No act is called" in server.ask("/search.html?words=merchant&act=bogus").text
    assert "is no day" in server.ask("/search.html?words=merchant&since=soon").text


def test_the_timeline_shows_what_is_asked_for(server: Server) -> None:
    whole = server.ask("/timeline.html").text
    assert '<a href="timeline/2031.html">2031</a>' in whole
    one = server.ask("/timeline.html?by=Quarrevia").text
    assert "0 engagements" in one and "No engagement of the record is like that." in one
    held = server.ask("/timeline.html?status=held&since=2031-10&until=2031-10").text
    assert 'class="entry held"' in held and 'class="entry planned"' not in held
    assert '<a href="timeline/2031.html?status=held">2031</a>' in held
    month = server.ask("/timeline/2031-10.html?status=held").text
    assert 'class="entry held"' in month and 'class="entry planned"' not in month
    assert 'href="../timeline/2031.html?status=held">2031</a>' in month
    assert 'href="../timeline/2031-10.csv?status=held"' in month
    assert "No engagement of the record is like that." in server.ask("/timeline/2031-10.html?by=Quarrevia").text
    assert "is no day" in server.ask("/timeline.html?since=soon").text
    assert server.ask("/timeline.html?status=held&page=2").status == 404


def test_what_is_searched_for_is_text(server: Server) -> None:
    page = server.ask('/search.html?words="><script>alert(1)</script>&by="><img%20src=x>'.replace(" ", "%20")).text
    assert "<script>alert" not in page and "<img" not in page
    assert server.ask("/search.html?words=%22%22*OR%22:-()").status == 200


def test_the_pages_drawn_last_are_kept_while_there_is_room() -> None:
    pages = [printed(f"page {n}".encode()) for n in range(10)]
    shelf = Shelf(room=5 * len(pages[0].packed))
    for n, page in enumerate(pages):
        shelf.keep(n, page)
        shelf.keep(n, page)
        assert shelf.find(n) is page
    assert [n for n in range(10) if shelf.find(n)] == [5, 6, 7, 8, 9]
    shelf.clear()
    assert shelf.find(9) is None
    assert pages[0].body == b"page 0" and pages[0].tag != pages[1].tag
