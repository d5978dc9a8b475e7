"""One actor: names, offices, engagements, what they said and what was said to or about them."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from communique.model.record import ActorLine, EngagementLine, OfficeLine, StatementLine
from communique.views.dates import order
from communique.views.snapshot import Snapshot


class ActorView(Struct, frozen=True):
    actor: ActorLine
    offices: tuple[OfficeLine, ...]  # in time
    engagements: tuple[EngagementLine, ...]  # in time
    said: tuple[StatementLine, ...]  # in time
    about: tuple[StatementLine, ...]  # addressed to them or about them
    counterparts: tuple[tuple[str, str, int], ...]  # id, name and how often they met, most often first


def actor_view(actor: ActorLine, lines: Snapshot) -> ActorView:
    met = tuple(sorted(lines.met.get(actor.id, ()), key=lambda line: order(line.when, line.id)))
    return ActorView(
        actor=actor,
        offices=tuple(sorted(actor.offices, key=lambda office: order(office.when, office.title))),
        engagements=met,
        said=_in_time(lines.said_by.get(actor.id, ())),
        about=_in_time(lines.said_to.get(actor.id, ())),
        counterparts=counterparts(actor.id, met),
    )


def _in_time(statements: tuple[StatementLine, ...]) -> tuple[StatementLine, ...]:
    return tuple(sorted(statements, key=lambda s: order(s.when)))  # stable: within a day, in the record's order


def counterparts(actor: str, met: Iterable[EngagementLine]) -> tuple[tuple[str, str, int], ...]:
    """Whom an actor met: id, name and how often, most often first."""
    names: dict[str, str] = {}
    times: dict[str, int] = {}
    for engagement in met:
        for other in {p.id: p.name for p in engagement.participants if p.id != actor}.items():
            names[other[0]] = other[1]
            times[other[0]] = times.get(other[0], 0) + 1
    return tuple(sorted(((i, names[i], n) for i, n in times.items()), key=lambda row: (-row[2], row[1], row[0])))
