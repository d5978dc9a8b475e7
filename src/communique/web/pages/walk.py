"""Every page of a record, one after the other: the addresses that stand in its contents."""

from __future__ import annotations

from collections.abc import Iterator

from communique.web.links import numbered, path_of
from communique.web.pages import lists, statements, things, timeline
from communique.web.pages.addresses import FRONT, period_path
from communique.web.pages.leaf import Leaf


def paths(leaf: Leaf) -> Iterator[str]:
    """The path of each page but those of the appendix."""
    contents = leaf.contents
    yield f"{FRONT}.html"
    yield f"{statements.PAGE}.html"
    yield from _sheets("timeline", lists.sheets_of("timeline", len(contents.engagements)))
    for name, count in timeline.sheets(contents):
        yield from (period_path(name, number) for number in range(1, count + 1))
    for name in lists.PLAIN:
        yield from _sheets(name, lists.sheets_of(name, len(getattr(contents, name))))
    for id in contents.documents:
        yield from (path_of(id, number) for number in range(1, things.sheets_of_document(leaf, id) + 1))
    for id in contents.engagements:
        yield from (path_of(id, number) for number in range(1, things.sheets_of_engagement(leaf, id) + 1))
    for id in contents.actors:
        yield path_of(id)
        for part in things.PARTS:
            yield from (path_of(id, n, part) for n in range(2, things.sheets_of_actor(leaf, id, part) + 1))


def _sheets(name: str, count: int) -> Iterator[str]:
    return (f"{numbered(name, number)}.html" for number in range(1, count + 1))
