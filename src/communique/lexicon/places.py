"""Places by name: the world's cities from GeoNames, and the lexicon's seas, straits and regions.

The cities are read when the first of them is asked for; `tools/build_places.py` makes their table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from communique.lexicon.entries import Place
from communique.lexicon.lookups import several

CITIES = "cities.tsv"


def find(name: str) -> tuple[Place, ...]:
    """Cities of this name, exact in case, the most populous first."""
    return _cities().get(name, ())


class Gazetteer:
    """Cities together with places that the lexicon names itself."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._named = several(places, lambda p: (p.name, *p.names))

    def find(self, name: str) -> tuple[Place, ...]:
        """Places of this name: the lexicon's own first, then cities, the most populous first."""
        return (*self._named.get(name, ()), *find(name))


@cache
def _cities() -> Mapping[str, tuple[Place, ...]]:
    text = (files("communique.lexicon") / "data" / CITIES).read_text(encoding="utf-8")
    return several(_rows(text.splitlines()), lambda p: (p.name, *p.names))


def _rows(lines: Iterable[str]) -> Iterator[Place]:
    """Every city of the table, in its order: the most populous first."""
    zones: list[str] = []
    for line in lines:
        if line.startswith("# zones: "):
            zones = line.removeprefix("# zones: ").split()
        if line.startswith("#"):
            continue
        name, others, country, thousands, zone = line.split("\t")
        names = tuple(others.split("|")) if others else ()
        yield Place(name, "city", country or None, names, int(thousands) * 1000, zones[int(zone)])
