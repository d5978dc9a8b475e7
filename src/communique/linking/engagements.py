"""Engagements of all documents → engagements: one for all the accounts of one meeting, call or visit.

    block = block_of(row, knowledge)
    links = link_engagements(tellings_of_one_block, names, knowledge)

Tellings are one engagement where the persons are compatible, the kind is the same, the places do not conflict
and the days agree. Each telling is compared with the groups of its own days, never with the whole block; the
fullest tellings go first, so that the order in which documents came does not matter. Where more than one group
remains, a telling is left alone and reported.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from msgspec import Struct

from communique.linking.assembly import EngagementCluster, assemble
from communique.linking.days import shift, spell
from communique.linking.inputs import EngagementRow
from communique.linking.knowledge import ORGANISATION, Knowledge, fold
from communique.linking.outcome import Candidate, Open
from communique.linking.parts import tie_parts
from communique.linking.telling import (
    TOWNS,
    Telling,
    closeness,
    event_name,
    host_country,
    may_be_one,
    parties,
    tense_agrees,
)
from communique.linking.zones import across_zones, one_day_possible
from communique.model.marks import EngagementKind, EngagementStatus

STAY = 3  # days between which two days of one visit can lie
PUT_OFF = 3  # days by which what was planned can have been moved without a word
LONG_STAY = 31  # days: how far before its end a group can begin


class EngagementLinks(Struct, frozen=True):
    clusters: tuple[EngagementCluster, ...]
    open: tuple[Open, ...] = ()


class _Group:
    """Tellings found to be one so far; grows while a block is linked."""

    def __init__(self, telling: Telling) -> None:
        self.tellings = [telling]
        self.zones = ""  # why its days differ
        self.others: set[str] = set()  # why it is not the one of a day earlier or later

    @property
    def first(self) -> date:
        return min((t.reading.window[0] for t in self.tellings if t.reading.window), default=date.min)

    @property
    def last(self) -> date:
        return max((t.reading.window[1] for t in self.tellings if t.reading.window), default=date.max)

    @property
    def documents(self) -> set[str]:
        return {t.document.document for t in self.tellings}

    @property
    def issuers(self) -> set[str]:
        return {side for t in self.tellings for side in t.document.sides}


class Grouped(NamedTuple):
    """The tellings of a block in groups of one engagement each, and those that could be of several, with the reason."""

    tellings: list[Telling]
    groups: list[_Group]
    refused: list[tuple[Telling, list[_Group], str]]


def merged(tellings: Sequence[Telling], of: Iterable[_Group], why: Iterable[str]) -> _Group:
    """A group of these tellings, with what is known of the groups that they come from, and why they are one."""
    group, before = _Group(tellings[0]), list(of)
    group.tellings += tellings[1:]
    group.zones = "; ".join(dict.fromkeys(g.zones for g in before if g.zones))
    group.others = {other for g in before for other in g.others} | set(why)
    return group


def block_of(row: EngagementRow, knowledge: Knowledge) -> str:
    """The one block in which an engagement is linked: its two parties, its name, or all its parties.

    The year is no part of it: years are told apart by their days once those are known."""
    sides = parties(row)
    if len(sides) == 1 and row.kind is EngagementKind.VISIT:
        host = host_country(row)
        if host is not None and host not in sides:
            sides = tuple(sorted((*sides, host)))
    name = event_name(row.name, knowledge) if row.name and len(sides) != 2 else None
    town = _town_of_many(row, sides)
    if town is not None and (name is None or ORGANISATION not in name):
        key: list[object] = ["summit", town]
    elif name is not None:
        key = ["event", name]
    elif not sides:
        key = ["alone", row.document, row.n]
    elif len(sides) == 1:
        key = ["party", *sides, row.kind.value]
    else:
        key = ["parties", *sides]
    return json.dumps(key, ensure_ascii=False)


def _town_of_many(row: EngagementRow, sides: Sequence[str]) -> str | None:
    """The town of a summit, of whose guests one text names all, another one or none."""
    if row.kind is not EngagementKind.SUMMIT or len(sides) == 2:
        return None
    return next((fold(place.name) for place in row.places if place.kind in TOWNS), None)


def link_engagements(
    tellings: Iterable[Telling],
    names: Mapping[str, str],
    knowledge: Knowledge,
    assembled: Callable[..., EngagementCluster] = assemble,
) -> EngagementLinks:
    """The engagements of one block, from all its tellings in any order; `names` gives an actor's name by id.

    `assembled` is called in place of `assemble`: it may know what comes out.
    """
    return concluded(grouped(tellings, knowledge), names, knowledge, assembled)


def grouped(tellings: Iterable[Telling], knowledge: Knowledge) -> Grouped:
    """The tellings of one block, in any order, by engagement."""
    ordered = sorted(tellings, key=_fullness)
    firm = [t for t in ordered if t.reading.firm]
    loose = [t for t in ordered if not t.reading.firm]
    groups: list[_Group] = []
    refused: list[tuple[Telling, list[_Group], str]] = []
    by_day: dict[tuple[tuple[str, ...], date], list[_Group]] = {}
    for telling in firm:
        near = dict.fromkeys(
            group for day in _days(telling, _slack(telling)) for group in by_day.get((telling.family, day), ())
        )
        placed_in = _settle(telling, [g for g in near if _at_one_time(telling, g, knowledge)], groups, refused)
        if placed_in is None:
            continue
        for day in _days(telling):
            same_day = by_day.setdefault((telling.family, day), [])
            if placed_in not in same_day:
                same_day.append(placed_in)
    groups = _join_across_zones(groups, refused, knowledge)
    groups = _join_plans(groups)
    _place_loose(loose, groups, refused)
    placed = {t.member for g in groups for t in g.tellings}
    alone = [_Group(telling) for telling, _, _ in refused if telling.member not in placed]
    return Grouped(ordered, [*groups, *alone], refused)


def concluded(
    found: Grouped, names: Mapping[str, str], knowledge: Knowledge, assembled: Callable[..., EngagementCluster]
) -> EngagementLinks:
    """The engagements of these groups, and what is open between them."""
    made = {
        id(g): assembled(sorted(g.tellings, key=lambda t: t.member), g.zones, sorted(g.others), names, knowledge)
        for g in found.groups
    }
    clusters = tie_parts(tuple(made.values()), {t.member: t for t in found.tellings})
    by_canonical = {cluster.canonical: cluster for cluster in clusters}
    questions = []
    for telling, rivals, reason in found.refused:
        near = {by_canonical[made[id(g)].canonical] for g in rivals if id(g) in made}
        candidates = tuple(sorted(Candidate(c.id, f"{c.title}, {_on(c)}") for c in near))
        questions.append(Open("engagement", telling.member, candidates, reason, telling.reading.when))
    return EngagementLinks(
        tuple(sorted(clusters, key=lambda c: c.id)), tuple(sorted(questions, key=lambda o: (o.member, o.reason)))
    )


def _fullness(telling: Telling) -> tuple[object, ...]:
    """Those that say most come first: a held one with its hour, its persons and its town."""
    reading = telling.reading
    length = (reading.window[1] - reading.window[0]).days if reading.window else 10**6
    return (
        not reading.firm,
        reading.vague,
        telling.status is not EngagementStatus.HELD,
        length,
        reading.clock is None,
        -len(telling.persons),
        not telling.towns,
        telling.member,
    )


def _slack(telling: Telling) -> int:
    """By how many days two tellings may miss each other: they name other days of one visit or summit."""
    return STAY if telling.row.kind in (EngagementKind.VISIT, EngagementKind.SUMMIT) else 0


def _days(telling: Telling, slack: int = 0) -> Iterator[date]:
    window = telling.reading.window
    assert window is not None
    for number in range(-slack, (window[1] - window[0]).days + 1 + slack):
        yield shift(window[0], timedelta(days=number))


def _settle(
    telling: Telling, near: Sequence[_Group], groups: list[_Group], refused: list[tuple[Telling, list[_Group], str]]
) -> _Group | None:
    """Put a telling into the one group that is closest, or make a group; None where several are as close."""
    return _put(telling, _closest(telling, near), groups, refused)


def _put(
    telling: Telling, best: list[_Group], groups: list[_Group], refused: list[tuple[Telling, list[_Group], str]]
) -> _Group | None:
    if len(best) > 1:
        reason = f"{len(best)} engagements agree as well with it in persons, place and time"
        refused.append((telling, best, reason))
        return None
    if best:
        best[0].tellings.append(telling)
        return best[0]
    groups.append(_Group(telling))
    return groups[-1]


def _closest(telling: Telling, near: Sequence[_Group]) -> list[_Group]:
    """The groups to which a telling may belong, as far as none is closer."""
    best: list[_Group] = []
    highest = -1
    for group in near:
        if not _overlap(telling, group) or not all(_agree(telling, other) for other in group.tellings):
            continue
        close = max(closeness(telling, other) for other in group.tellings)
        if telling.reading.vague and close < 2 and not telling.row.name:
            continue  # nothing says when, and the persons are not the same: no ground to join them
        if close > highest:
            best, highest = [group], close
        elif close == highest:
            best.append(group)
    return best


def _agree(a: Telling, b: Telling) -> bool:
    return may_be_one(a, b) and tense_agrees(a, b) and tense_agrees(b, a)


def _at_one_time(telling: Telling, group: _Group, knowledge: Knowledge) -> bool:
    """False for a call of the same day at another hour: the two spoke twice."""
    if telling.row.kind is not EngagementKind.CALL:
        return True
    return all(one_day_possible(telling, other, knowledge) for other in group.tellings)


def _overlap(telling: Telling, group: _Group) -> bool:
    """Whether the days agree: with every telling, of a visit or summit with the whole stretch of its days."""
    window, slack = telling.reading.window, timedelta(days=_slack(telling))
    if window is None:
        return True
    if slack:
        return window[0] <= shift(group.last, slack) and group.first <= shift(window[1], slack)
    others = (t.reading.window for t in group.tellings)
    return all(other is None or (window[0] <= other[1] and other[0] <= window[1]) for other in others)


def _place_loose(
    loose: Sequence[Telling], groups: list[_Group], refused: list[tuple[Telling, list[_Group], str]]
) -> None:
    """Put what is known to a month or less into the one group that lies there; the narrowest windows first."""
    by_family: dict[tuple[str, ...], list[_Group]] = {}
    for group in sorted(groups, key=lambda g: (g.first, g.tellings[0].member)):
        by_family.setdefault(group.tellings[0].family, []).append(group)
    firsts = {family: [g.first for g in listed] for family, listed in by_family.items()}
    wide: dict[tuple[str, ...], list[_Group]] = {}
    for telling in loose:
        window = telling.reading.window
        near: Sequence[_Group] = ()
        if window is not None and telling.family in by_family:
            begin = bisect_left(firsts[telling.family], shift(window[0], -timedelta(days=LONG_STAY)))
            end = bisect_left(firsts[telling.family], shift(window[1], timedelta(days=1)))
            near = by_family[telling.family][begin:end]
        best = _closest(telling, near)
        if not best and window is not None and not telling.reading.vague:
            best = _closest(telling, wide.get(telling.family, ()))
        home = _put(telling, best, groups, refused)
        if home is not None and len(home.tellings) == 1 and window is not None and not telling.reading.vague:
            wide.setdefault(telling.family, []).append(home)


def _join_across_zones(
    groups: list[_Group], refused: list[tuple[Telling, list[_Group], str]], knowledge: Knowledge
) -> list[_Group]:
    """Join groups one day apart that time zones explain, where each has just one such partner."""
    by_day: dict[tuple[tuple[str, ...], date], list[int]] = {}
    for number, candidate in enumerate(groups):
        if candidate.first == candidate.last:
            by_day.setdefault((candidate.tellings[0].family, candidate.first), []).append(number)
    partners: dict[int, dict[int, str]] = {}
    for number, group in enumerate(groups):
        if group.first != group.last or group.last == date.max:
            continue
        for other in by_day.get((group.tellings[0].family, group.last + timedelta(days=1)), ()):
            reason = _explained(group, groups[other], knowledge)
            if reason is not None:
                partners.setdefault(number, {})[other] = reason
                partners.setdefault(other, {})[number] = reason
            elif reason is None and group.tellings[0].row.kind is EngagementKind.CALL:
                _tell_apart(group, groups[other], knowledge)
    gone: set[int] = set()
    for number, found in sorted(partners.items()):
        if len(found) > 1:
            days = ", ".join(sorted(spell(groups[other].first) for other in found))
            reason = f"time zones allow it to be the same as more than one of a day earlier or later: {days}"
            refused.append((groups[number].tellings[0], [groups[other] for other in found], reason))
            continue
        ((other, reason),) = found.items()
        if number < other and len(partners[other]) == 1:
            groups[number].tellings += groups[other].tellings
            groups[number].zones = reason
            gone.add(other)
    return [group for number, group in enumerate(groups) if number not in gone]


def _explained(early: _Group, late: _Group, knowledge: Knowledge) -> str | None:
    """Why two groups one day apart may be one: accounts of different issuers, and zones that make it possible."""
    if early.documents & late.documents or early.issuers & late.issuers:
        return None
    if not all(may_be_one(a, b) for a in early.tellings for b in late.tellings):
        return None
    if not any(a.persons & b.persons for a in early.tellings for b in late.tellings):
        return None
    reasons = (across_zones(a, b, knowledge) for a in early.tellings for b in late.tellings)
    return min((reason for reason in reasons if reason is not None), default=None)


def _join_plans(groups: list[_Group]) -> list[_Group]:
    """Join a plan to what the same people did a few days earlier or later, where each is the only one of the other."""
    held: dict[tuple[tuple[str, ...], date], list[int]] = {}
    for number, group in enumerate(groups):
        if group.first == group.last and any(t.status is EngagementStatus.HELD for t in group.tellings):
            held.setdefault((group.tellings[0].family, group.first), []).append(number)
    found: dict[int, list[int]] = {}
    for number, plan in enumerate(groups):
        if plan.first != plan.last or any(t.status is not EngagementStatus.PLANNED for t in plan.tellings):
            continue
        days = [shift(plan.first, timedelta(days=n)) for n in range(-PUT_OFF, PUT_OFF + 1)]
        near = [n for day in days for n in held.get((plan.tellings[0].family, day), ())]
        for other in near:
            if _became(plan, groups[other]):
                found.setdefault(number, []).append(other)
    taken = [n for became in found.values() for n in became]
    gone: set[int] = set()
    for number, became in sorted(found.items()):
        if len(became) == 1 and taken.count(became[0]) == 1:
            group, plan = groups[became[0]], groups[number]
            moved = f"planned for {spell(plan.first)}, told as held on {spell(group.first)}"
            group.zones = "; ".join(part for part in (group.zones, moved) if part)
            group.tellings += plan.tellings
            gone.add(number)
    return [group for number, group in enumerate(groups) if number not in gone]


def _became(plan: _Group, held: _Group) -> bool:
    """Whether a plan of days before may be what was held: the same persons on both sides, in other documents."""
    persons = {t.persons for t in plan.tellings}
    if len(persons) != 1 or len(plan.tellings[0].parties) < 2 or min(map(len, persons)) < 2:
        return False
    if plan.documents & held.documents or not persons <= {t.persons for t in held.tellings}:
        return False
    before = [t.published.when.last_day for t in plan.tellings]
    if any(day is None or day >= held.first for day in before):
        return False
    return all(may_be_one(a, b) for a in plan.tellings for b in held.tellings)


def _tell_apart(early: _Group, late: _Group, knowledge: Knowledge) -> None:
    """Note of two calls of the same people on two days why they are two, where zones alone would allow one."""
    if not any(len(a.persons) > 1 and a.persons == b.persons for a in early.tellings for b in late.tellings):
        return
    both = sorted(knowledge.common_name(key) for key in early.issuers & late.issuers)
    for one, other in ((early, late), (late, early)):
        if both:
            one.others.add(f"not the call of {spell(other.first)}: {' and '.join(both)} told of each by itself")
        elif _hours_known(early) and _hours_known(late):
            one.others.add(f"not the call of {spell(other.first)}: no time zone makes the hours one moment")


def _hours_known(group: _Group) -> bool:
    return any(t.reading.clock is not None for t in group.tellings)


def _on(cluster: EngagementCluster) -> str:
    return " to ".join(dict.fromkeys((str(cluster.when.from_), str(cluster.when.to))))
