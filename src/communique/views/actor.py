"""One actor: whom they met and how often, where they stand, what they promised and were asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from communique.model.positions import StanceOn
from communique.model.record import EngagementLine
from communique.model.when import When
from communique.views.dates import order


class Counterpart(Struct, frozen=True):
    """Somebody whom an actor met or was to meet. What was cancelled is counted nowhere."""

    id: str
    name: str
    times: int  # how often what they took part in together was held
    last: When | None  # … and when last; None where nothing of it was held
    ahead: tuple[tuple[str, int], ...] = ()  # what was not held: planned and postponed ones, each with how many


class Stand(Struct, frozen=True):
    """Where an actor stands on an issue: in how many statements, the last stance and the other one before it."""

    issue: str
    count: int
    turns: tuple[StanceOn, ...]
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


AHEAD = ("planned", "postponed")  # of what was not held
ROLES = {"gave": "Promised", "received": "Promised to them", "asked": "Asked of others", "meant": "Asked of them"}


def counterparts(actor: str, name: str, met: Iterable[EngagementLine]) -> tuple[Counterpart, ...]:
    """Whom an actor of this name met, the most often first; a state's own people are left out."""
    names: dict[str, str] = {}
    held: dict[str, list[When]] = {}
    ahead: dict[str, Counter[str]] = {}
    for engagement in met:
        if engagement.status == "cancelled":
            continue
        others = {p.id: p.name for p in engagement.participants if p.id != actor and p.side != name}
        names |= others
        for id_ in others:
            if engagement.status == "held":
                held.setdefault(id_, []).append(engagement.when)
            else:
                ahead.setdefault(id_, Counter())[engagement.status] += 1
    found = (
        Counterpart(
            id_,
            called,
            len(held.get(id_, ())),
            _last(held.get(id_, ())),
            tuple((status, ahead[id_][status]) for status in AHEAD if id_ in ahead and ahead[id_][status]),
        )
        for id_, called in names.items()
    )
    return tuple(sorted(found, key=lambda one: (-one.times, one.name, one.id)))


def _last(whens: Sequence[When]) -> When | None:
    """The latest of those that have a date; where none has, that of the first."""
    dated = [when for when in whens if when.known]
    return max(dated, key=order) if dated else next(iter(whens), None)
