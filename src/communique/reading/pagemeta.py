"""What a web page says about itself out of sight: meta elements, JSON-LD, the canonical link, the language."""

from __future__ import annotations

import json
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from communique.reading.dom import attributes
from communique.reading.layout import About, Hint

ELEMENTS = 500  # meta elements and scripts looked at
VALUE = 2000  # characters of a value
JSON_LIMIT = 500_000  # characters
JSON_NODES = 2000
META: dict[str, About] = {
    "og:title": About.TITLE,
    "citation_title": About.TITLE,
    "dc.title": About.TITLE,
    "dcterms.title": About.TITLE,
    "twitter:title": About.TITLE,
    "og:site_name": About.PUBLISHER,
    "dc.publisher": About.PUBLISHER,
    "dcterms.publisher": About.PUBLISHER,
    "citation_publisher": About.PUBLISHER,
    "article:published_time": About.PUBLISHED,
    "datepublished": About.PUBLISHED,
    "citation_publication_date": About.PUBLISHED,
    "dc.date": About.PUBLISHED,
    "dc.date.issued": About.PUBLISHED,
    "dcterms.date": About.PUBLISHED,
    "dcterms.issued": About.PUBLISHED,
    "dcterms.created": About.PUBLISHED,
    "parsely-pub-date": About.PUBLISHED,
    "pubdate": About.PUBLISHED,
    "publish-date": About.PUBLISHED,
    "date": About.PUBLISHED,
    "article:modified_time": About.UPDATED,
    "og:updated_time": About.UPDATED,
    "datemodified": About.UPDATED,
    "dcterms.modified": About.UPDATED,
    "last-modified": About.UPDATED,
    "og:url": About.ADDRESS,
    "author": About.AUTHOR,
    "article:author": About.AUTHOR,
    "content-language": About.LANGUAGE,
}
_ARTICLES = """
    Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle BlogPosting Report
    PressRelease WebPage SpecialAnnouncement GovernmentService LiveBlogPosting
"""
ARTICLES = frozenset(_ARTICLES.split())


def hints_of(parser: LexborHTMLParser) -> list[Hint]:
    found: list[Hint] = []
    for node in parser.css("meta")[:ELEMENTS]:
        given = attributes(node)
        key = (
            given.get("property") or given.get("name") or given.get("itemprop") or given.get("http-equiv") or ""
        ).lower()
        value = " ".join(given.get("content", "")[:VALUE].split())
        if key in META and value:
            found.append(Hint(META[key], value, f"meta element {key}"))
    for node in parser.css("script")[:ELEMENTS]:
        if attributes(node).get("type", "").strip().lower() == "application/ld+json":
            found.extend(_linked_data(node.text()))
    for node in parser.css("link")[:ELEMENTS]:
        given = attributes(node)
        if "canonical" in given.get("rel", "").lower().split() and given.get("href", "").strip():
            found.append(Hint(About.ADDRESS, given["href"].strip()[:VALUE], "canonical link of the page"))
            break
    title = parser.css_first("title")
    words = " ".join(title.text().split())[:VALUE] if title is not None else ""
    if words:
        found.append(Hint(About.TITLE, words, "title element of the page", weak=True))
    root = parser.css_first("html")
    language = attributes(root).get("lang", "").strip()[:35] if root is not None else ""
    if language:
        found.append(Hint(About.LANGUAGE, language, "lang attribute of the page"))
    return found


def _linked_data(words: str) -> Iterator[Hint]:
    """Hints of the first article that a block of JSON-LD describes."""
    if len(words) > JSON_LIMIT:
        return
    try:
        data = json.loads(words)
    except (ValueError, RecursionError):
        return  # many sites write it with commas or line ends that JSON forbids; the page's other words remain
    for node in _nodes(data):
        kinds = node.get("@type")
        if not ARTICLES.intersection(k for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str)):
            continue
        for key, about in (
            ("headline", About.TITLE),
            ("datePublished", About.PUBLISHED),
            ("dateModified", About.UPDATED),
            ("inLanguage", About.LANGUAGE),
        ):
            yield from _hint(about, node.get(key), key)
        yield from _hint(About.PUBLISHER, _name(node.get("publisher")), "publisher")
        yield from _hint(About.AUTHOR, _name(node.get("author")), "author")
        return


def _hint(about: About, value: object, key: str) -> Iterator[Hint]:
    if isinstance(value, str) and value.strip():
        yield Hint(about, " ".join(value[:VALUE].split()), f"JSON-LD of the page, {key}")


def _name(value: object) -> object:
    if isinstance(value, list):
        value = value[0] if value else None
    return value.get("name") if isinstance(value, dict) else value


def _nodes(data: object) -> Iterator[dict[str, object]]:
    queue: list[object] = [data]
    for _ in range(JSON_NODES):
        if not queue:
            return
        node = queue.pop(0)
        if isinstance(node, list):
            queue.extend(node[:JSON_NODES])
        elif isinstance(node, dict):
            yield node
            queue.extend(v for v in node.values() if isinstance(v, dict | list))
