"""What an engagement is called: its own name, or its kind with those who took part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from communique.model.marks import EngagementKind

NAMED = 4  # so many participants are named, then counted
FORMS = {
    EngagementKind.MEETING: "Meeting of {}",
    EngagementKind.CALL: "Call between {}",
    EngagementKind.VISIT: "Visit of {}",
    EngagementKind.SUMMIT: "Summit of {}",
    EngagementKind.PRESS_CONFERENCE: "Press conference of {}",
    EngagementKind.SIGNING: "Signing by {}",
    EngagementKind.EVENT: "Event with {}",
}


class Someone(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def side_name(self) -> str | None: ...


class Somewhere(Protocol):
    @property
    def name(self) -> str: ...


def title_of(
    kind: EngagementKind,
    name: str | None,
    participants: Sequence[Someone],
    place: Somewhere | None,
    country: str | None,
) -> str:
    """`Meeting of Shinzo Abe and Jens Stoltenberg`; `Visit of Jens Stoltenberg to Japan`; `Group of Seven summit`."""
    if name and (len(participants) != 2 or kind is EngagementKind.SUMMIT):
        return name[0].upper() + name[1:]
    if kind is EngagementKind.VISIT:
        guests = [p for p in participants if p.role == "guest"] or [p for p in participants if p.role != "host"]
        host = country or next((p.side_name for p in participants if p.role == "host" and p.side_name), None)
        to = place.name if place and (host is None or host not in place.name) else host
        if host and to and to != host:
            to = f"{to}, {host}"
        return FORMS[kind].format(_listed(guests or participants)) + (f" to {to}" if to else "")
    if not participants:
        return kind.value.replace("_", " ").capitalize() + (f" in {place.name}" if place else "")
    form = FORMS[kind]
    if kind is EngagementKind.CALL and len(participants) == 1:
        form = "Call of {}"
    return form.format(_listed(participants))


def _listed(participants: Sequence[Someone]) -> str:
    names = [p.name for p in participants]
    if len(names) > NAMED:
        names = [*names[: NAMED - 1], f"{len(names) - NAMED + 1} others"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else "unnamed persons"
