"""What linking knows of the world: the parts of the lexicon that it asks, and how it compares words.

knowledge = gather(lexicon)
knowledge.common_name("state:JP")   # "Japan"
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from communique.lexicon import Lexicon, Organisation, Place, State

STATE = "state:"
ORGANISATION = "organisation:"
BEYOND_LATIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"}
)


def _nowhere(name: str) -> tuple[Place, ...]:
    return ()


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """Frozen look-ups, compared by identity; `find_places` must be a pure function of the lexicon."""

    names: Mapping[str, str] = field(default_factory=dict)
    """The common English name of every key."""
    zones: Mapping[str, str] = field(default_factory=dict)
    """Time at the capital of a state or the seat of an organisation: an IANA zone or `+09:00`."""
    seats: Mapping[str, str] = field(default_factory=dict)
    """The city that the zone belongs to."""
    organisations: Mapping[str, str] = field(default_factory=dict)
    """Every folded name of an organisation, without article, with its key."""
    nicknames: Mapping[str, frozenset[str]] = field(default_factory=dict)
    family_first: frozenset[str] = frozenset()
    given_names: frozenset[str] = frozenset()
    given_last: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    find_places: Callable[[str], tuple[Place, ...]] = _nowhere

    def common_name(self, key: str) -> str:
        return self.names.get(key, key)

    def country(self, state: str | None) -> str | None:
        """The common English name of a state's id, `JP`."""
        return None if state is None else self.names.get(STATE + state, state)

    def place_zone(self, name: str, country: str | None) -> str | None:
        """The time zone of a place, of its country where the place itself is unknown."""
        for place in self.find_places(name):
            if place.timezone and country in (None, place.country):
                return place.timezone
        return self.zones.get(STATE + country) if country else None


@lru_cache(maxsize=2)
def gather(lexicon: Lexicon) -> Knowledge:
    """The knowledge that linking needs, from a loaded lexicon."""
    states = {STATE + s.id: s for s in lexicon.states}
    bodies = {ORGANISATION + o.id: o for o in lexicon.organisations}
    named: dict[str, str] = {}
    for key, entry in bodies.items():
        for name in (entry.name, *entry.names):
            named.setdefault(fold(name).removeprefix("the "), key)
    entries: dict[str, State | Organisation] = {**states, **bodies}
    return Knowledge(
        names={key: entry.name for key, entry in entries.items()},
        zones={key: entry.timezone for key, entry in entries.items() if entry.timezone},
        seats={
            **{key: state.capital for key, state in states.items() if state.capital},
            **{key: body.seat for key, body in bodies.items() if body.seat},
        },
        organisations=named,
        nicknames=lexicon.nicknames,
        family_first=lexicon.family_first,
        given_names=lexicon.given_names,
        given_last=lexicon.given_last,
        particles=lexicon.particles,
        find_places=lexicon.gazetteer.find,
    )


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Text without case, diacritics and punctuation, words one space apart: `Yoon Suk-yeol` → `yoon suk yeol`."""
    lower = text.casefold().translate(BEYOND_LATIN)
    letters = (c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
    kept = "".join("" if c in "'’‘`." else c if c.isalnum() else " " for c in letters)
    return " ".join(kept.split())
