"""From the tellings of one engagement, the engagement: who, what, when, where, and in whose words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from communique.linking.days import Reading
from communique.linking.inputs import Member, ParticipantRow, PlaceRow, evidence
from communique.linking.knowledge import Knowledge, fold
from communique.linking.order import contradicted
from communique.linking.overruled import decided_of
from communique.linking.telling import TOWNS, Telling, host_country, is_venue
from communique.linking.titles import title_of
from communique.linking.zones import clock_of_place, clocks_of_document, moment_of, offset_text, zone_of
from communique.model.document import Account, DocumentKind
from communique.model.ids import Thing, identify
from communique.model.marks import ActorKind, EngagementKind, EngagementStatus
from communique.model.spans import Evidence
from communique.model.when import UNKNOWN, Basis, Precision, When

PRECISIONS = (Precision.MINUTE, Precision.DAY, Precision.MONTH, Precision.YEAR, Precision.UNKNOWN)
FEW = 3  # days after its first on which a summit of some days can end
SEVERITY = (EngagementStatus.PLANNED, EngagementStatus.POSTPONED, EngagementStatus.CANCELLED)


class Participant(Struct, frozen=True):
    """Someone at an engagement; `side` is a key or an actor's id, `side_name` its common name."""

    actor: str
    name: str
    role: str
    side: str | None
    side_name: str | None
    evidence: tuple[Evidence, ...]


class Venue(Struct, frozen=True):
    """Where: the narrowest place that the sources name, and the country by its common English name."""

    name: str
    country: str | None
    evidence: tuple[Evidence, ...]


class EngagementCluster(Struct, frozen=True):
    """One engagement with all its tellings. `former_ids` are the ids it would have without its other members."""

    id: str
    kind: EngagementKind
    status: EngagementStatus
    title: str
    canonical: Member
    members: tuple[Member, ...]
    former_ids: tuple[str, ...]
    participants: tuple[Participant, ...]
    when: When
    duration_minutes: int | None
    place: Venue | None
    documents: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    planned_as: tuple[Evidence, ...] = ()
    issued: tuple[str, ...] = ()
    part_of: str | None = None  # id of an engagement of the same block
    within: tuple[Member, ...] = ()  # tellings that documents say it is part of, where they lie in other blocks
    follows: tuple[Member, ...] = ()  # tellings that it comes after
    why: tuple[str, ...] = ()  # why its tellings are one


def assemble(
    tellings: Sequence[Telling], zones: str, others: Sequence[str], names: Mapping[str, str], knowledge: Knowledge
) -> EngagementCluster:
    """The engagement of these tellings, sorted by member.

    `zones` says why their days differ, if they do; `others` why it is not the one of a day earlier or later.
    """
    first = tellings[0]
    decided = decided_of(tellings)
    status = decided.status or _status(tellings)
    kind = decided.kind or _kind(tellings)
    people = _participants(tellings, names, knowledge, decided.participants)
    place = _place(tellings, knowledge)
    own = {member_id(t) for t in tellings}
    where = next((key for t in tellings if (key := host_country(t.row)) is not None), None)
    name = min(
        (t.row.name for t in tellings if t.row.name),
        key=lambda n: (-sum(t.row.name == n for t in tellings), n),
        default=None,
    )
    planned = [t for t in tellings if t.status is EngagementStatus.PLANNED]
    return EngagementCluster(
        id=member_id(first),
        kind=kind,
        status=status,
        title=title_of(kind, name, people, place, knowledge.common_name(where) if where else None),
        canonical=first.member,
        members=tuple(t.member for t in tellings),
        former_ids=tuple(sorted(own - {member_id(first)})),
        participants=people,
        when=decided.when or _when(tellings, zones, knowledge),
        duration_minutes=_duration(tellings),
        place=place,
        documents=tuple(sorted({t.document.document for t in tellings})),
        evidence=_told(tellings),
        planned_as=_told(planned) if status is not EngagementStatus.PLANNED else (),
        issued=_issued(tellings),
        why=(*decided.reasons, *_why(tellings), *others),
    )


def member_id(telling: Telling) -> str:
    """The id of the engagement of which this telling is the canonical member.

    Those who took part are in it by their words: "met separately with A and B" is two engagements at one span.
    """
    member, row = telling.member, telling.row
    people = tuple(sorted({(p.span.start, p.span.end) for p in row.participants}))
    return identify(Thing.ENGAGEMENT, member.document, member.span.start, member.span.end, row.kind.value, people)


def _status(tellings: Sequence[Telling]) -> EngagementStatus:
    """Held where any source says so, else what the latest source says, the graver first."""
    if any(t.status is EngagementStatus.HELD for t in tellings):
        return EngagementStatus.HELD
    latest = max(tellings, key=lambda t: (t.published.when.to or "", SEVERITY.index(t.status), t.member))
    return latest.status


def _kind(tellings: Sequence[Telling]) -> EngagementKind:
    used = Counter(t.row.kind for t in tellings)
    return min(used, key=lambda kind: (-used[kind], kind.value))


def _participants(
    tellings: Sequence[Telling],
    names: Mapping[str, str],
    knowledge: Knowledge,
    decided: Sequence[tuple[str, ParticipantRow]] | None,
) -> tuple[Participant, ...]:
    """Everyone that a source names; a state gives way to its persons, an unnamed office to whoever holds it. Where
    people decided who took part, those."""
    rows: dict[str, list[tuple[str, ParticipantRow]]] = {}
    said = [(t.document.document, row) for t in tellings for row in t.row.participants]
    for document, row in said if decided is None else decided:
        rows.setdefault(row.actor, []).append((document, row))
    represented = {r.side for told in rows.values() for _, r in told if r.kind is ActorKind.PERSON and r.side}
    found = []
    for actor, told in rows.items():
        side = _most(row.side for _, row in told)
        if decided is None and told[0][1].kind is not ActorKind.PERSON and side in represented:
            continue
        if decided is None and told[0][1].kind is ActorKind.PERSON and _is_shortened(actor, side, rows, names):
            continue
        proof = sorted(
            {evidence(document, row.span) for document, row in told}, key=lambda e: (e.document, e.start, e.end)
        )
        role = _most(row.role if row.role != "participant" else None for _, row in told) or "participant"
        side_name = None if side is None else knowledge.names.get(side) or names.get(side) or side
        found.append(Participant(actor, names.get(actor, actor), role, side, side_name, tuple(proof)))
    return tuple(sorted(found, key=lambda p: (p.role != "host", p.name, p.actor)))


def _is_shortened(
    actor: str, side: str | None, rows: Mapping[str, list[tuple[str, ParticipantRow]]], names: Mapping[str, str]
) -> bool:
    """A lone name, beside whoever bears it within a longer one on the same side: "Bole" beside "Ada Bole"."""
    own = fold(names.get(actor, "")).split()
    if len(own) != 1:
        return False
    for other, told in rows.items():
        longer = fold(names.get(other, "").replace("-", " ")).split()
        same = side is None or _most(row.side for _, row in told) in (side, None)
        if other != actor and same and len(longer) > 1 and own[0] in longer:
            return True
    return False


def _most(values: Iterable[str | None]) -> str | None:
    used = Counter(value for value in values if value is not None)
    return min(used, key=lambda value: (-used[value], value), default=None)


def _when(tellings: Sequence[Telling], zones: str, knowledge: Knowledge) -> When:
    """The most precise reading on which the sources agree, with its basis and the reasoning of the others."""
    told = _as_held(tellings)
    best = min(told, key=_trust)
    reading = best.reading
    when, reasons = reading.when, [reading.when.reason]
    ruled_out = contradicted(tellings, knowledge)
    days = {t.reading.day for t in told}
    clocks = [t for t in tellings if t.reading.clock is not None and t.reading.day in days - {None}]
    clocks = [t for t in clocks if t not in ruled_out]
    if clocks and not _clocks_differ(clocks, tellings, knowledge):
        timed = min(clocks, key=_trust)
        moment = _moment(timed, tellings, knowledge)
        basis = timed.reading.when.basis
        spots = (*timed.reading.when.evidence, *timed.reading.clock_evidence)
        when = When(moment, moment, Precision.MINUTE, basis, timed.reading.when.reason, spots)
        reasons = [timed.reading.when.reason]
    elif clocks:
        reasons.append("the sources differ on the hour")
    elif ruled_out:
        reasons.append("the hour that is stated cannot be right")
    if zones:
        reasons.append(zones)
    if not when.known:
        return UNKNOWN
    stated = {
        t.reading.when.from_ for t in tellings if t.reading.when.basis is Basis.STATED and t.reading.day is not None
    }
    basis = Basis.STATED if when.from_ and when.from_[:10] in stated else when.basis
    same_days = (t.reading.when for t in tellings if t.reading.firm and t.reading.window == reading.window)
    proof = dict.fromkeys((*when.evidence, *(e for other in same_days for e in other.evidence)))
    return When(when.from_, when.to, when.precision, basis, "; ".join(r for r in reasons if r), tuple(proof))


def _trust(telling: Telling) -> tuple[object, ...]:
    """Which reading to take: the most precise, stated before inferred, the parties' own before the press."""
    reading = telling.reading
    length = (reading.window[1] - reading.window[0]).days if reading.window else 10**6
    return (
        not reading.firm,
        PRECISIONS.index(reading.when.precision),
        _stretch(telling, length),
        reading.when.basis is Basis.INFERRED,
        not telling.published.own,
        telling.document.account == Account.PRESS,
        telling.member,
    )


def _as_held(tellings: Sequence[Telling]) -> Sequence[Telling]:
    """Those that tell of a meeting or call as held on a day, where any do: a plan can have been moved."""
    held = [t for t in tellings if t.status is EngagementStatus.HELD and t.reading.day is not None]
    return held if held and tellings[0].row.kind not in (EngagementKind.VISIT, EngagementKind.SUMMIT) else tellings


def _stretch(telling: Telling, length: int) -> int:
    """The shortest first, but of a visit all of its days, and of a summit all of a few: not "last week"."""
    whole = telling.row.kind is EngagementKind.VISIT or (telling.row.kind is EngagementKind.SUMMIT and length <= FEW)
    return -length if whole else length


def _clocks_differ(clocks: Sequence[Telling], tellings: Sequence[Telling], knowledge: Knowledge) -> bool:
    if len({(t.reading.clock, t.reading.offset, t.reading.day) for t in clocks}) == 1:
        return False
    moments = [start_of(t, tellings, knowledge) for t in clocks]
    return len(set(moments)) > 1 or None in moments


def start_of(telling: Telling, tellings: Sequence[Telling], knowledge: Knowledge) -> datetime | None:
    """The stated start as a moment in UTC; None where the zone is not known."""
    zone = _zone(telling, tellings, knowledge)
    reading = telling.reading
    if zone is None or reading.clock is None or reading.day is None:
        return None
    return moment_of(reading.day, reading.clock, zone)


def _zone(telling: Telling, tellings: Sequence[Telling], knowledge: Knowledge) -> str | None:
    """The zone of a stated hour: stated, of the place, for a call that of the document's issuer."""
    if telling.reading.offset is not None:
        return offset_text(telling.reading.offset)
    if telling.row.kind is not EngagementKind.CALL:
        place = clock_of_place(tellings, knowledge)
        if place is not None:
            return place.zone
        hosts = [p.side for t in tellings for p in t.row.participants if p.role == "host" and p.side]
        zones = {knowledge.zones[side] for side in hosts if side in knowledge.zones}
        return zones.pop() if len(zones) == 1 else None
    own = clocks_of_document(telling.document, knowledge)
    return own[0].zone if len(own) == 1 else None


def _moment(telling: Telling, tellings: Sequence[Telling], knowledge: Knowledge) -> str:
    """The stated start as ISO 8601, with the offset where the zone is known."""
    reading: Reading = telling.reading
    assert reading.day is not None and reading.clock is not None
    zone = _zone(telling, tellings, knowledge)
    naive = datetime(reading.day.year, reading.day.month, reading.day.day, reading.clock // 60, reading.clock % 60)
    return naive.replace(tzinfo=zone_of(zone) if zone else None).isoformat(timespec="minutes")


def _duration(tellings: Sequence[Telling]) -> int | None:
    """The duration that most sources give; of two that differ the parties' own before the press."""
    given = [t for t in tellings if t.row.duration_minutes is not None]
    used = Counter(t.row.duration_minutes for t in given)
    best = min(given, key=lambda t: (-used[t.row.duration_minutes], _trust(t)), default=None)
    return best.row.duration_minutes if best else None


def _place(tellings: Sequence[Telling], knowledge: Knowledge) -> Venue | None:
    """The narrowest place: a venue with its town, else the town, else what there is."""
    told = [t for t in tellings if t.row.places]
    dated = any(t.reading.day is not None for t in tellings)
    places = [(t, place) for t in told if not (dated and _of_several_days(t)) for place in t.row.places]
    if not places:
        return None
    wide = all(t.row.kind is EngagementKind.VISIT and not is_venue(t.row.places[0]) for t in tellings if t.row.places)
    venue = None if wide else _named([p for _, p in places if is_venue(p)])
    town = _named([p for _, p in places if p.kind in TOWNS])
    other = _named([p for _, p in places if not is_venue(p) and p.kind not in TOWNS])
    shown = [name for name in dict.fromkeys((venue, town)) if name] or [name for name in (other,) if name]
    near = [p for _, p in places if p.name in shown and p.country] or [p for _, p in places]
    country = _most(p.country for p in near)
    proof = {evidence(t.document.document, p.span) for t, p in places if p.name in shown}
    ordered = tuple(sorted(proof, key=lambda e: (e.document, e.start, e.end)))
    return Venue(", ".join(shown), knowledge.country(country), ordered)


def _of_several_days(telling: Telling) -> bool:
    """True of "last week they met in A and in B": which of the places, it does not say."""
    several = telling.reading.firm and telling.reading.day is None
    return several and telling.row.kind not in (EngagementKind.VISIT, EngagementKind.SUMMIT)


def _named(places: Sequence[PlaceRow]) -> str | None:
    return _most(place.name for place in places)


def _issued(tellings: Sequence[Telling]) -> tuple[str, ...]:
    """The joint statements that are about this engagement."""
    if tellings[0].row.kind is EngagementKind.PRESS_CONFERENCE:
        return ()
    joint = (t for t in tellings if t.document.kind == DocumentKind.JOINT_STATEMENT and t.row.main)
    return tuple(sorted({t.document.document for t in joint}))


def _told(tellings: Sequence[Telling]) -> tuple[Evidence, ...]:
    spots = {evidence(t.document.document, span) for t in tellings for span in t.row.spans}
    return tuple(sorted(spots, key=lambda e: (e.document, e.start, e.end)))


def _why(tellings: Sequence[Telling]) -> tuple[str, ...]:
    """Why these tellings are one, in words."""
    if len(tellings) == 1:
        return ()
    days = sorted({t.reading.day for t in tellings if t.reading.day is not None})
    sources = len({t.document.document for t in tellings})
    said = f"told by {sources} documents" if sources > 1 else f"told {len(tellings)} times by one document"
    shared = frozenset.intersection(*(t.persons for t in tellings))
    reasons = [f"{said}: same kind, " + ("same persons" if shared else "same parties, no persons that conflict")]
    if len(days) == 1:
        reasons.append(f"all that name a day agree on {days[0].isoformat()}")
    placed = {
        t.document.label: t.published.when.reason for t in tellings if not t.published.own and t.published.when.known
    }
    reasons += [f"{label} is dated by {reason}" for label, reason in sorted(placed.items())]
    return tuple(reasons)
