"""Which engagement is part of which: a visit holds its meetings, by what documents say or by guest and days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from communique.linking.days import AROUND, shift
from communique.linking.inputs import Member
from communique.linking.telling import Telling
from communique.model.marks import EngagementKind
from communique.model.when import Precision

if TYPE_CHECKING:
    from communique.linking.assembly import EngagementCluster


def tie_parts(
    clusters: Sequence[EngagementCluster], tellings: Mapping[Member, Telling]
) -> tuple[EngagementCluster, ...]:
    """The clusters of one block with `part_of`, `within` and `follows` filled in.

    What a document says of two of its engagements counts first; then a meeting belongs to the one visit that has
    the same guest and holds its day. References to tellings in other blocks stay in `within`, see `resolve_parts`.
    """
    home = {member: cluster for cluster in clusters for member in cluster.members}
    by_place = {(t.document.document, t.row.n): t.member for t in tellings.values()}
    visits = _by_day([_stay(c, tellings) for c in clusters if c.kind is EngagementKind.VISIT])
    tied = []
    for cluster in clusters:
        own = [tellings[member] for member in cluster.members]
        within = sorted({_place(t, t.row.part_of, by_place) for t in own if t.row.part_of is not None})
        follows = sorted({_place(t, t.row.before, by_place) for t in own if t.row.before is not None})
        stated = sorted({home[m].id for m in within if m in home and home[m].id != cluster.id})
        holding = stated or _holding(cluster, own, visits)
        tied.append(
            msgspec.structs.replace(
                cluster,
                part_of=holding[0] if len(holding) == 1 or stated else None,
                within=tuple(within),
                follows=tuple(follows),
            )
        )
    return _without_circles(tied)


def resolve_parts(clusters: Sequence[EngagementCluster]) -> dict[str, str]:
    """For clusters of all blocks: the id of each with the id of what it is part of, across blocks too."""
    home = {(m.document, m.n): cluster.id for cluster in clusters for m in cluster.members}
    found: dict[str, str] = {}
    for cluster in sorted(clusters, key=lambda c: c.id):
        named = sorted({home[m.document, m.n] for m in cluster.within if (m.document, m.n) in home} - {cluster.id})
        holding = cluster.part_of or (named[0] if named else None)
        if holding is not None and found.get(holding) != cluster.id:
            found[cluster.id] = holding
    return found


def _place(telling: Telling, n: int | None, by_place: Mapping[tuple[str, int], Member]) -> Member:
    """The member that an index points at; in another block only its document and index are known."""
    assert n is not None
    document = telling.document.document
    return by_place.get((document, n)) or Member(document, telling.member.span, n)


class _Stay(Struct, frozen=True):
    """A visit with what holds other engagements to it; a visit of a site holds none."""

    id: str
    first: date | None
    last: date | None
    guests: frozenset[str]
    countries: frozenset[str]


def _stay(visit: EngagementCluster, tellings: Mapping[Member, Telling]) -> _Stay:
    told = [tellings[member] for member in visit.members]
    guests = {p.actor for p in visit.participants if p.role == "guest"} or {p.actor for p in visit.participants}
    first, last = visit.when.first_day, visit.when.last_day
    site = any(len(t.family) > 1 for t in told)
    if site or first is None or last is None or not _days_known(visit):
        return _Stay(visit.id, None, None, frozenset(), frozenset())
    # a visit of which a single day is known reaches some days around it
    margin = AROUND if first == last else timedelta()
    countries = frozenset(country for t in told for country in t.countries)
    return _Stay(visit.id, shift(first, -margin), shift(last, margin), frozenset(guests), countries)


def _by_day(stays: Sequence[_Stay]) -> Mapping[date, Sequence[_Stay]]:
    found: dict[date, list[_Stay]] = {}
    for stay in stays:
        if stay.first is not None and stay.last is not None:
            for number in range((stay.last - stay.first).days + 1):
                found.setdefault(shift(stay.first, timedelta(days=number)), []).append(stay)
    return found


def _holding(cluster: EngagementCluster, own: Sequence[Telling], visits: Mapping[date, Sequence[_Stay]]) -> list[str]:
    """The visits with the same guest, in the same country, that hold the day."""
    first, last = cluster.when.first_day, cluster.when.last_day
    if cluster.kind in (EngagementKind.CALL, EngagementKind.SUMMIT) or not _days_known(cluster):
        return []
    if first is None or last is None or (cluster.kind is EngagementKind.VISIT and all(len(t.family) == 1 for t in own)):
        return []
    persons = {p.actor for p in cluster.participants}
    countries = {country for t in own for country in t.countries}
    return sorted(
        stay.id
        for stay in visits.get(first, ())
        if stay.id != cluster.id
        and stay.last is not None
        and last <= stay.last
        and stay.guests & persons
        and (not countries or not stay.countries or countries & stay.countries)
    )


def _days_known(cluster: EngagementCluster) -> bool:
    return cluster.when.precision in (Precision.DAY, Precision.MINUTE)


def _without_circles(clusters: Sequence[EngagementCluster]) -> tuple[EngagementCluster, ...]:
    """Where two documents each put the one into the other, neither is part of the other."""
    above = {c.id: c.part_of for c in clusters}

    def circular(start: str) -> bool:
        seen, at = {start}, above.get(start)
        while at is not None and at not in seen:
            seen.add(at)
            at = above.get(at)
        return at == start

    return tuple(msgspec.structs.replace(c, part_of=None) if circular(c.id) else c for c in clusters)
