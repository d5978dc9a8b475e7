"""Who met whom as a drawing: those who met most on a circle, a line for each two, thicker where they met more often."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

from markupsafe import Markup, escape

from communique.views.labels import shorten
from communique.views.network import Network
from communique.web.links import Links

RADIUS = 190  # pixels of the circle
ACROSS, DOWN = 210, 130  # room for names beside it, above and below
THICK = 5.0  # pixels of the thickest line
NAME = 26  # characters of a name


def circle(network: Network, links: Links) -> Markup | None:
    """The drawing; None where nobody met anybody. The order on the circle is that of the network."""
    if not network.pairs:
        return None
    x, y = RADIUS + ACROSS, RADIUS + DOWN
    turns = {id: 2 * pi * n / len(network.names) - pi / 2 for n, id in enumerate(network.names)}
    most = network.pairs[0].times
    lines = []
    for pair in reversed(network.pairs):  # the most frequent are drawn last, above the others
        (ax, ay), (bx, by) = (_at(turns[id], RADIUS, x, y) for id in (pair.one, pair.other))
        width = round(0.8 + (THICK - 0.8) * pair.times / most, 1)
        lines.append(f'<path d="M{ax} {ay}Q{x} {y} {bx} {by}" stroke-width="{width}"/>')
    names = [_name(id, name, turns[id], x, y, links) for id, name in network.names.items()]
    told = f"{len(network.names)} actors on a circle and {len(network.pairs)} lines between those who met"
    return Markup(  # noqa: S704 - every part is escaped or written here
        f'<svg class="network" viewBox="0 0 {2 * x} {2 * y}" width="{2 * x}" height="{2 * y}" role="group"'
        f' aria-label="{told}">{"".join(lines)}{"".join(names)}</svg>'
    )


def _at(turn: float, radius: float, x: int, y: int) -> tuple[float, float]:
    return round(x + radius * cos(turn), 1), round(y + radius * sin(turn), 1)


def _name(id: str, name: str, turn: float, x: int, y: int, links: Links) -> str:
    """A dot and the name, written outwards and never upside down."""
    dot, text = _at(turn, RADIUS, x, y), _at(turn, RADIUS + 10, x, y)
    left = cos(turn) < -1e-9
    degrees = round(turn * 180 / pi + (180 if left else 0), 1)
    label = (
        f'<circle cx="{dot[0]}" cy="{dot[1]}" r="4"/><text x="{text[0]}" y="{text[1]}" dy="4"'
        f' transform="rotate({degrees} {text[0]} {text[1]})" text-anchor="{"end" if left else "start"}">'
        f"{escape(shorten(name, NAME))}</text>"
    )
    address = links.thing(id)
    return f'<a href="{escape(address)}" aria-label="{escape(name)}">{label}</a>' if address else label


def rows(network: Network) -> Sequence[tuple[str, str, str, str, int]]:
    """The same for a table: both actors with their ids, and how often."""
    return [(p.one, network.names[p.one], p.other, network.names[p.other], p.times) for p in network.pairs]
