"""One actor: whom they met and how often, where they stand, what they promised and were asked for."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from communique.model.record import EngagementLine
from communique.model.when import When
from communique.views.dates import order


class Counterpart(Struct, frozen=True):
    id: str
    name: str
    times: int
    last: When  # of what they took part in together and that has a date


class Stand(Struct, frozen=True):
    """Where an actor stands on an issue: how often it said so, the strongest stance, and when last."""

    issue: str
    count: int
    stance: str
    last: str
    address: str


class Deed(Struct, frozen=True):
    """A commitment or a demand in short, with the way to its line in the register."""

    words: str
    when: str
    others: str  # to whom, by whom or of whom
    address: str


class Deeds(Struct, frozen=True):
    """What somebody promised, was promised, was asked for or asked for; the latest first."""

    role: str  # of ROLES
    count: int
    latest: tuple[Deed, ...]


ROLES = {"gave": "Promised", "received": "Promised to them", "asked": "Asked of others", "meant": "Asked of them"}


def counterparts(actor: str, name: str, met: Iterable[EngagementLine]) -> tuple[Counterpart, ...]:
    """Whom an actor of this name met, the most often first; a state's own people are left out."""
    names: dict[str, str] = {}
    times: dict[str, int] = {}
    last: dict[str, When] = {}
    for engagement in met:
        others = {p.id: p.name for p in engagement.participants if p.id != actor and p.side != name}
        for id_, called in others.items():
            names[id_] = called
            times[id_] = times.get(id_, 0) + 1
            if id_ not in last or (engagement.when.known and order(engagement.when) > order(last[id_])):
                last[id_] = engagement.when
    found = (Counterpart(id_, names[id_], number, last[id_]) for id_, number in times.items())
    return tuple(sorted(found, key=lambda one: (-one.times, one.name, one.id)))
