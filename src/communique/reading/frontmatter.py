"""YAML front matter, read as a stream of events: nothing is built from it, so no alias or tag can do harm."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml
from msgspec import Struct

from communique.model.document import Block, BlockKind
from communique.model.findings import Severity, Trouble
from communique.model.spans import Span
from communique.reading.layout import About, Hint, block

LIMIT = 65_536  # characters
DEPTH = 20
# matches: ---, title: …, --- at the start of a file
FENCED = re.compile(r"---[ \t]*\n(?P<body>(?:(?!(?:---|\.\.\.)[ \t]*(?:\n|\Z))[^\n]*\n)*)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
# matches: title: Joint statement
KEY_LINE = re.compile(r"^([A-Za-z][\w -]{0,40}):[ \t]+(\S[^\n]*)$", re.M)
KEYS: dict[str, About] = {
    "title": About.TITLE,
    "headline": About.TITLE,
    "date": About.PUBLISHED,
    "published": About.PUBLISHED,
    "published_time": About.PUBLISHED,
    "publish_date": About.PUBLISHED,
    "date_published": About.PUBLISHED,
    "datepublished": About.PUBLISHED,
    "pubdate": About.PUBLISHED,
    "modified": About.UPDATED,
    "modified_time": About.UPDATED,
    "date_modified": About.UPDATED,
    "updated": About.UPDATED,
    "lastmod": About.UPDATED,
    "last_modified": About.UPDATED,
    "source_url": About.ADDRESS,
    "url": About.ADDRESS,
    "canonical_url": About.ADDRESS,
    "canonical": About.ADDRESS,
    "link": About.ADDRESS,
    "publisher": About.PUBLISHER,
    "site": About.PUBLISHER,
    "site_name": About.PUBLISHER,
    "sitename": About.PUBLISHER,
    "lang": About.LANGUAGE,
    "language": About.LANGUAGE,
    "author": About.AUTHOR,
    "authors": About.AUTHOR,
}


class FrontMatter(Struct, frozen=True):
    end: int  # where the body of the document begins
    blocks: tuple[Block, ...] = ()
    hints: tuple[Hint, ...] = ()
    troubles: tuple[Trouble, ...] = ()


def front_matter(text: str) -> FrontMatter:
    """The front matter at the start of `text`; one that ends where it begins where there is none."""
    fenced = FENCED.match(text)
    if fenced is None:
        return FrontMatter(0)
    start, end = fenced.span("body")
    if end - start > LIMIT:
        return _unread(text, start, end, fenced.end(), f"it is longer than {LIMIT} characters")
    try:
        entries = list(_entries(text[start:end], start))
    except (yaml.YAMLError, _Refused) as error:
        reason = str(error).split("\n", 1)[0] or "it is no YAML"
        return _unread(text, start, end, fenced.end(), reason)
    blocks = []
    for n, (_, key, _) in enumerate(entries):
        until = entries[n + 1][1].start if n + 1 < len(entries) else end
        made = block(text, key.start, until, BlockKind.METADATA)
        if made is not None:
            blocks.append(made)
    hints = tuple(
        Hint(KEYS[name], scalar, f"front matter, key {name}", span=span)
        for name, _, values in entries
        if name in KEYS
        for scalar, span in values
        if scalar.strip()
    )
    return FrontMatter(fenced.end(), tuple(blocks), hints)


class _Refused(Exception):
    """The front matter is YAML that we do not follow."""


def _entries(body: str, offset: int) -> Iterator[tuple[str, Span, list[tuple[str, Span]]]]:
    """Each top-level key, lower-case, with the span of the key and the scalars below it."""
    depth = 0
    key: tuple[str, Span] | None = None
    values: list[tuple[str, Span]] = []
    for event in yaml.parse(body, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused("it uses anchors or aliases")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEPTH:
                raise _Refused(f"it is nested deeper than {DEPTH} levels")
            if depth == 1 and not isinstance(event, yaml.MappingStartEvent):
                raise _Refused("it is no list of keys and values")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
            if depth == 1 and key is not None:
                yield (*key, values)
                key, values = None, []
        elif isinstance(event, yaml.ScalarEvent):
            if depth == 0:
                raise _Refused("it is no list of keys and values")
            assert event.start_mark is not None and event.end_mark is not None
            span = _inner(body, event.start_mark.index, event.end_mark.index, offset)
            if depth == 1 and key is None:
                key = (event.value.lower(), Span(offset + event.start_mark.index, offset + event.end_mark.index))
            elif depth == 1 and key is not None:
                yield (*key, [(event.value, span)])
                key = None
            elif depth == 2 and key is not None:
                values.append((event.value, span))


def _inner(body: str, start: int, end: int, offset: int) -> Span:
    """The scalar's span without its quotation marks and trailing white space."""
    while end > start and body[end - 1].isspace():
        end -= 1
    if end - start >= 2 and body[start] == body[end - 1] and body[start] in "\"'":
        start, end = start + 1, end - 1
    return Span(offset + start, offset + end)


def _unread(text: str, start: int, end: int, after: int, why: str) -> FrontMatter:
    """Front matter that is no proper YAML: lines of `key: value` still count."""
    trouble = Trouble(
        Severity.WARNING, "front matter not read as YAML", why, "check its quotation marks and indentation", "line 1"
    )
    hints = tuple(
        Hint(
            KEYS[found[1].lower()],
            found[2].strip().strip("\"'"),
            f"front matter, line {found[1]}",
            span=Span(*found.span(2)),
        )
        for found in KEY_LINE.finditer(text, start, min(end, start + LIMIT))
        if found[1].lower() in KEYS and found[2].strip().strip("\"'")
    )
    made = block(text, start, end, BlockKind.METADATA)
    return FrontMatter(after, (made,) if made else (), hints, (trouble,))
