"""Web pages: text as a browser shows it, furniture by markup, links and trafilatura, and what hostile pages do."""

from __future__ import annotations

import pytest
from reading_documents import pages

from communique.lexicon import Lexicon
from communique.model.document import Reading
from communique.reading import Unreadable, read


def page(body: str, lexicon: Lexicon) -> Reading:
    return read(f"<!doctype html><html><body>{body}</body></html>".encode(), name="x", lexicon=lexicon)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>one\n   two\t three</p><p>four</p>", "one two three\n\nfour"),
        ("<p>a<b>b</b> <i> c</i></p>", "ab c"),
        ("<p>one<br>two<br><br>three</p>", "one\ntwo\n\nthree"),
        ("<ul><li>one<li>two<ul><li>deep</ul></ul>", "one\ntwo\n\ndeep"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a\nb\nc"),
        ("<p>&lt;b&gt; &amp;amp; &eacute;&#8212;&nbsp;x</p>", "<b> &amp; é—\N{NO-BREAK SPACE}x"),
        ("<script>var a = '<p>no</p>'</script><style>p{}</style><template><p>no</p></template><p>yes</p>", "yes"),
        ("<p hidden>no</p><div style='color:red; display : none'>no</div><noscript>no</noscript><p>yes</p>", "yes"),
        ("<pre>two\n  lines\n\nand more</pre>", "two\n  lines\n\nand more"),
        ("text <div>block</div> tail", "text\n\nblock\n\ntail"),
        ("<p>unclosed <b>bold<p>next", "unclosed bold\n\nnext"),
    ],
)
def test_text_is_what_a_browser_shows(body: str, text: str, lexicon: Lexicon) -> None:
    assert page(body, lexicon).text == text


def test_furniture_of_a_news_page(lexicon: Lexicon) -> None:
    reading = read(pages()["news.html"], name="x", lexicon=lexicon)
    marks = {reading.text[f.start : f.end]: f.reason for f in reading.furniture}
    assert marks["World Harbour Money"] == "navigation"
    assert marks["Share Copy link"] == "share links"
    assert "Like this? Get our letter every morning." in marks
    assert "The last lamplighter" in marks
    free = [reading.text[b.start : b.end] for b in reading.blocks if reading.text[b.start : b.end] not in marks]
    assert len(free) == 6 and free[0].startswith("Harbour pact signed")
    assert "hidden words" not in reading.text and "never shown" not in reading.text
    assert free[4].endswith("before the autumn.\nShe declined to name a sum.")


def test_furniture_of_an_old_page_laid_out_in_a_table(lexicon: Lexicon) -> None:
    reading = read(pages()["ministry.html"], name="x", lexicon=lexicon)
    assert [reading.text[f.start : f.end] for f in reading.furniture] == ["Home\nPress releases\nVisas\nVacancies"]


def test_lists_and_tables_of_a_statement(lexicon: Lexicon) -> None:
    reading = read(pages()["statement.html"], name="x", lexicon=lexicon)
    items = [(b.level, reading.text[b.start : b.end][:12]) for b in reading.blocks if b.kind == "item"]
    assert items == [
        (1, "Start"),
        (1, "Texts"),
        (1, "We condemn t"),
        (1, "We will:"),
        (2, "share the re"),
        (2, "meet again b"),
    ]
    assert [reading.text[b.start : b.end] for b in reading.blocks if b.kind == "cell"][2:4] == [
        "Veldane",
        "Tomas Reave",
    ]


@pytest.mark.parametrize("tag", ["main", "article", "div class='content comments-open'", "body class='has-sidebar'"])
def test_an_article_is_no_furniture_whatever_its_classes_say(tag: str, lexicon: Lexicon) -> None:
    prose = (
        "<p>The ministers of Veldane and Orsk signed a pact on the fees of their harbours in the night to Sunday.</p>"
    )
    reading = page(f"<{tag}><h1>Pact signed</h1>{prose * 6}</{tag.split()[0]}>", lexicon)
    assert reading.furniture == ()


def test_furniture_inside_a_frame_that_holds_the_whole_page(lexicon: Lexicon) -> None:
    prose = (
        "<p>The ministers of Veldane and Orsk signed a pact on the fees of their harbours in the night to Sunday.</p>"
    )
    menu = "<nav><a href=1>World</a> <a href=2>Money</a></nav>"
    body = f"<form>{menu}<h1>Pact signed</h1>{prose * 6}<button>Send</button></form>"
    reading = page(body, lexicon)
    assert [reading.text[f.start : f.end] for f in reading.furniture] == ["World Money", "Send"]


def test_prose_that_goes_on_after_the_article_is_not_marked(lexicon: Lexicon) -> None:
    prose = "<p>The ministers of Veldane and Orsk signed pact number {} on the fees of harbours in that long night.</p>"
    body = "".join(prose.format(n) for n in range(12))
    reading = page(f"<div><h1>Pacts signed</h1>{body}</div><div><h3>Annex</h3>{prose.format(13)}</div>", lexicon)
    assert reading.furniture == ()


def test_a_page_without_text_is_unreadable(lexicon: Lexicon) -> None:
    with pytest.raises(Unreadable, match="scripts"):
        page("<div id='root'></div><script>render()</script>", lexicon)


def test_text_lost_by_one_parser_makes_the_reading_partial(lexicon: Lexicon) -> None:
    prose = "The ministers of Veldane and Orsk signed a pact on the fees of their harbours in the night. "
    reading = page("<div>" * 400 + f"<p>{prose * 5}</p>" + "</div>" * 400, lexicon)
    assert prose.strip() in reading.text  # nothing is missing from the text itself
    assert reading.partial
    assert any("article" in t.what for t in reading.troubles)


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 3000 + "deep words",
        "<b>" * 3000 + "deep words",
        "<table><tr><td>" * 500 + "deep words",
        "<header>x" * 300,
        "<p " + " ".join(f"a{n}=1" for n in range(3000)) + ">words</p>",
        "<p>" + "&notanentity;" * 500 + "words</p>",
        "<script type='application/ld+json'>" + "[" * 50000 + "</script><p>words</p>",
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":7,"publisher":[[]]}</script><p>a</p>',
        "<meta name='date' content='9999-99-99'><p>words</p>",
        "<link rel=canonical href='http://[broken'><p>words</p>",
        "\0<p>wo\0rds</p>",
        "<time datetime=''>words</time>",
        "<svg><title>t</title><text>words</text></svg><p>words</p>",
    ],
)
def test_hostile_pages(body: str, lexicon: Lexicon) -> None:
    from reading_contract import check

    try:
        check(read(f"<html><body>{body}</body></html>".encode(), name="x", lexicon=lexicon))
    except Unreadable as unreadable:
        assert unreadable.what == "not a text"  # a null character
