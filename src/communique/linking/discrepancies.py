"""On what the sources of one engagement differ: each reading with its evidence.

    found = find_discrepancies(cluster, tellings, followers, names, knowledge)

A difference of precision (October, 31 October) or of words ("approximately 35", "35") is none, nor is a day
that time zones explain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from msgspec import Struct

from communique.linking.assembly import EngagementCluster, start_of
from communique.linking.engagements import EngagementLinks
from communique.linking.inputs import Member, evidence
from communique.linking.knowledge import Knowledge, fold
from communique.linking.order import Impossible, impossible_orders
from communique.linking.telling import Telling, is_venue
from communique.linking.zones import across_zones
from communique.model.document import Account, DocumentKind
from communique.model.ids import Thing, identify
from communique.model.marks import ActorKind, EngagementKind, EngagementStatus
from communique.model.spans import Evidence, Span

ROUNDED = 10 * 60  # seconds by which two starts may differ where one is approximate
GENERIC_VENUE = frozenset(
    {"the", "office", "residence", "palace", "house", "building", "headquarters", "base", "ministry", "hotel", "centre"}
)
Value = TypeVar("Value")


class DifferentReading(Struct, frozen=True):
    value: str
    evidence: tuple[Evidence, ...]


class Discrepancy(Struct, frozen=True):
    """One aspect of one engagement on which its sources differ: time, date, duration, place, participants, …"""

    id: str
    engagement: str
    aspect: str
    readings: tuple[DifferentReading, ...]
    note: str


def discrepancies_of(
    links: EngagementLinks, tellings: Iterable[Telling], names: Mapping[str, str], knowledge: Knowledge
) -> tuple[Discrepancy, ...]:
    """All discrepancies of one block, from its clusters and its tellings."""
    by_member = {t.member: t for t in tellings}
    after: dict[str, list[Telling]] = {}
    home = {member: cluster.id for cluster in links.clusters for member in cluster.members}
    for cluster in links.clusters:
        for followed in sorted({home[m] for m in cluster.follows if m in home} - {cluster.id}):
            after.setdefault(followed, []).extend(by_member[m] for m in cluster.members)
    found: list[Discrepancy] = []
    for cluster in links.clusters:
        own = [by_member[m] for m in cluster.members]
        found += find_discrepancies(cluster, own, after.get(cluster.id, []), names, knowledge)
    return tuple(found)


def find_discrepancies(
    cluster: EngagementCluster,
    tellings: Sequence[Telling],
    followers: Sequence[Telling],
    names: Mapping[str, str],
    knowledge: Knowledge,
) -> tuple[Discrepancy, ...]:
    """The discrepancies of one engagement. `followers` are tellings of what came after it: its press conference."""
    ordered = sorted(tellings, key=lambda t: t.member)
    found: list[Discrepancy] = []
    _report(found, cluster, "time", *_times(ordered, knowledge))
    _report(found, cluster, "date", *_dates(ordered, knowledge))
    durations = [(t.row.duration_minutes, _proof(t, t.row.duration_span)) for t in ordered if t.row.duration_minutes]
    _report(
        found, cluster, "duration", _apart(durations, lambda n: f"{n} minutes"), "the sources give different lengths"
    )
    _report(found, cluster, "place", *_places(ordered))
    _report(found, cluster, "participants", *_participants(ordered, names))
    _report(found, cluster, "number", *_numbers(ordered))
    _report(found, cluster, "order", *_orders([*ordered, *followers], cluster.members, knowledge))
    return tuple(found)


def _report(
    found: list[Discrepancy],
    cluster: EngagementCluster,
    aspect: str,
    readings: Sequence[DifferentReading],
    note: str,
) -> None:
    if len(readings) > 1:
        made = identify(Thing.DISCREPANCY, cluster.id, aspect)
        found.append(Discrepancy(made, cluster.id, aspect, tuple(readings), note))


def _apart(told: Iterable[tuple[Value, tuple[Evidence, ...]]], say: Callable[[Value], str]) -> list[DifferentReading]:
    """Every value with all of its evidence."""
    by_value: dict[str, set[Evidence]] = {}
    for value, proof in told:
        by_value.setdefault(say(value), set()).update(proof)
    return [
        DifferentReading(value, tuple(sorted(proof, key=lambda e: (e.document, e.start, e.end))))
        for value, proof in sorted(by_value.items())
    ]


def _proof(telling: Telling, span: Span | None) -> tuple[Evidence, ...]:
    return (evidence(telling.document.document, telling.member.span if span is None else span),)


def _times(tellings: Sequence[Telling], knowledge: Knowledge) -> tuple[list[DifferentReading], str]:
    """Starts that are not one moment; approximate ones may lie a little apart."""
    clocked = [t for t in tellings if t.reading.clock is not None and t.reading.day is not None]
    if len({(t.reading.clock, t.reading.offset, t.reading.day) for t in clocked}) < 2:
        return [], ""
    starts = [(t, start_of(t, tellings, knowledge)) for t in clocked]
    moments = sorted({moment for _, moment in starts if moment is not None})
    unplaced = {t.reading.clock for t, moment in starts if moment is None}
    loose = any(t.reading.approximate for t in clocked)
    if not unplaced and (moments[-1] - moments[0]).total_seconds() <= (ROUNDED if loose else 0):
        return [], ""
    if not moments and len(unplaced) < 2:
        return [], ""
    told = [(t, t.reading.clock_evidence or _proof(t, None)) for t in clocked]
    return _apart(told, lambda t: _start_words(t)), "the sources put its start at different hours"


def _start_words(telling: Telling) -> str:
    clock, day = telling.reading.clock or 0, telling.reading.day or date.min
    return f"{day.isoformat()} {clock // 60:02d}:{clock % 60:02d}"


def _dates(tellings: Sequence[Telling], knowledge: Knowledge) -> tuple[list[DifferentReading], str]:
    """Single days that differ and that no time zone explains; days of a visit or summit do not contradict."""
    dated = [t for t in tellings if t.reading.day is not None]
    dated = [t for t in dated if t.status is EngagementStatus.HELD] or dated  # a plan that was moved is none
    if not dated or dated[0].row.kind in (EngagementKind.VISIT, EngagementKind.SUMMIT):
        return [], ""
    days = sorted({t.reading.day for t in dated if t.reading.day})
    if len(days) < 2:
        return [], ""
    if len(days) == 2 and any(across_zones(a, b, knowledge) for a in dated for b in dated if a is not b):
        return [], ""
    told = [(t.reading.day, t.reading.when.evidence or _proof(t, None)) for t in dated if t.reading.day]
    return _apart(told, lambda day: day.isoformat()), "the sources name different days"


def _places(tellings: Sequence[Telling]) -> tuple[list[DifferentReading], str]:
    """Towns, or venues, that are not spellings of one another."""
    kind = tellings[0].row.kind
    if kind in (EngagementKind.VISIT, EngagementKind.SUMMIT, EngagementKind.CALL):
        return [], ""
    held = [t for t in tellings if t.status is EngagementStatus.HELD]
    venues = [(p.name, _proof(t, p.span)) for t in held for p in t.row.places if is_venue(p)]
    told: dict[str, list[tuple[str, tuple[Evidence, ...]]]] = {}
    for name, proof in venues:
        words = frozenset(fold(name).split()) - GENERIC_VENUE
        alike = next((known for known in told if not words or words & set(fold(known).split())), name)
        told.setdefault(alike, []).append((name, proof))
    if len(told) < 2:
        return [], ""
    flat = [(known, proof) for known, group in told.items() for _, proof in group]
    return _apart(flat, str), "the sources name different venues"


def _participants(tellings: Sequence[Telling], names: Mapping[str, str]) -> tuple[list[DifferentReading], str]:
    """Persons whom one official account has present and another, which also names that side's persons, has not."""
    official = [
        t
        for t in tellings
        if t.document.account in (Account.OWN, Account.COUNTERPART)
        and t.document.kind in (DocumentKind.READOUT, DocumentKind.STATEMENT)
        and t.status is EngagementStatus.HELD
        and t.persons
    ]
    sides = sorted({side for t in official for side in t.persons_by_side})
    differing = [side for side in sides if len({t.persons_by_side.get(side) for t in official} - {None}) > 1]
    if not differing:
        return [], ""
    told = []
    for telling in official:
        present = {actor for side in differing for actor in telling.persons_by_side.get(side, ())}
        spans = [
            evidence(telling.document.document, p.span)
            for p in telling.row.participants
            if p.actor in present and p.kind is ActorKind.PERSON
        ]
        if present:
            told.append((", ".join(sorted(names.get(actor, actor) for actor in present)), tuple(spans)))
    return _apart(told, str), "not every account names the same persons as present"


def _numbers(tellings: Sequence[Telling]) -> tuple[list[DifferentReading], str]:
    """Counts of one thing that differ; "at least 11" agrees with 14."""
    by_thing: dict[str, list[tuple[int, bool, tuple[Evidence, ...]]]] = {}
    for telling in tellings:
        for count in telling.row.counts:
            told = (count.value, count.bound, _proof(telling, count.span))
            by_thing.setdefault(fold(count.what), []).append(told)
    readings: list[DifferentReading] = []
    for what, counts in sorted(by_thing.items()):
        exact = {value for value, bound, _ in counts if not bound}
        beyond = {value for value, bound, _ in counts if bound and exact and value > max(exact)}
        if len(exact) + bool(beyond) > 1:
            said = [(f"{'at least ' if bound else ''}{value} {what}", proof) for value, bound, proof in counts]
            readings += _apart(said, str)
    return readings, "the sources count differently"


def _orders(
    tellings: Sequence[Telling], members: Sequence[Member], knowledge: Knowledge
) -> tuple[list[DifferentReading], str]:
    """Starts that lie after the stamp of a text that tells of the engagement as past, or after what followed it."""
    own = frozenset(members)
    found: list[Impossible] = [f for f in impossible_orders(tellings, knowledge) if f.start.member in own]
    starts = [(f.start_words, f.start.reading.clock_evidence or _proof(f.start, None)) for f in found]
    others = [(f.stamp_words, f.stamp_evidence or _proof(f.stamped, None)) for f in found]
    notes = {f.note for f in found}
    begun = [(t, at) for t in tellings if t.member in own and (at := start_of(t, tellings, knowledge)) is not None]
    ensued = [(t, at) for t in tellings if t.member not in own and (at := start_of(t, tellings, knowledge)) is not None]
    for start, at in begun:
        for follower, then in ensued:
            if then < at and follower.document.document != start.document.document:
                noun = follower.row.kind.value.replace("_", " ")
                starts.append((f"began {_start_words(start)}", start.reading.clock_evidence))
                others.append(
                    (f"{noun} that followed it began {_start_words(follower)}", follower.reading.clock_evidence)
                )
                notes.add(f"the {noun} followed it, yet began earlier")
    return [*_apart(starts, str), *_apart(others, str)], "; ".join(sorted(notes))
