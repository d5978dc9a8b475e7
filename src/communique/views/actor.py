"""One actor: whom they met, and how often."""

from __future__ import annotations

from collections.abc import Iterable

from communique.model.record import EngagementLine


def counterparts(actor: str, met: Iterable[EngagementLine]) -> tuple[tuple[str, str, int], ...]:
    """Whom an actor met: id, name and how often, most often first."""
    names: dict[str, str] = {}
    times: dict[str, int] = {}
    for engagement in met:
        for other in {p.id: p.name for p in engagement.participants if p.id != actor}.items():
            names[other[0]] = other[1]
            times[other[0]] = times.get(other[0], 0) + 1
    return tuple(sorted(((i, names[i], n) for i, n in times.items()), key=lambda row: (-row[2], row[1], row[0])))
