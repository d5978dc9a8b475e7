"""From an address to a page."""

from __future__ import annotations

from collections.abc import Mapping

from communique.web.pages import addresses, lists, searching, statements, things, timeline
from communique.web.pages.leaf import Leaf, Missing

NOTHING: Mapping[str, str] = {}


def page(leaf: Leaf, path: str, asked: Mapping[str, str] = NOTHING) -> str:
    """The HTML of the page at this path, which has no leading stroke.

    Raises Missing where there is none, Elsewhere where it moved.
    """
    if path == f"{searching.PAGE}.html":
        return searching.search(leaf, asked)
    if path == f"{statements.PAGE}.html":
        return statements.statements(leaf, asked)
    address = addresses.read(path)
    if address is None:
        raise Missing
    if address.id:
        match address.id[0]:
            case "e":
                return things.engagement(leaf, address.id, address.number)
            case "a":
                return things.actor(leaf, address.id, address.part, address.number)
            case "d":
                return things.document(leaf, address.id, address.number, _number(asked.get("at")))
    elif address.kind == addresses.FRONT:
        return lists.front(leaf)
    elif address.kind == "timeline":
        if address.period:
            return timeline.of_period(leaf, address.period, address.number, asked)
        return timeline.timeline(leaf, address.number, asked)
    elif address.kind in lists.PLAIN:
        return lists.listed(leaf, address.kind, address.number)
    raise Missing


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 10 else None
