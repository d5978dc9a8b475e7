"""Orders in time that cannot be: what tells of an engagement as past was stamped before the engagement began.

A stamp or an hour without a zone is tried in every zone in which it may be meant: where its publisher sits,
where the parties' capitals and seats are, where the engagement took place. Only what is impossible in all of
them is reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec import Struct

from communique.linking.inputs import evidence
from communique.linking.knowledge import Knowledge
from communique.linking.telling import Telling
from communique.linking.zones import (
    Clock,
    clock_of_place,
    clocks_of_document,
    clocks_of_parties,
    moment_of,
    offset_text,
)
from communique.model.document import DocumentKind
from communique.model.marks import EngagementKind, EngagementStatus
from communique.model.spans import Evidence


class Impossible(Struct, frozen=True):
    """A start, and a stamp that lies before it in every zone that is possible."""

    start: Telling
    stamped: Telling
    start_words: str
    stamp_words: str
    stamp_evidence: tuple[Evidence, ...]
    note: str


def contradicted(tellings: Sequence[Telling], knowledge: Knowledge) -> frozenset[Telling]:
    """The tellings whose stated start cannot be right if the others' stamps are."""
    return frozenset(found.start for found in impossible_orders(tellings, knowledge))


def impossible_orders(tellings: Sequence[Telling], knowledge: Knowledge) -> tuple[Impossible, ...]:
    """Every pair of a stated start and another document's stamp that no choice of zones puts in order."""
    found = []
    ordered = sorted(tellings, key=lambda t: t.member)
    stamped = [(t, stamp) for t in ordered if t.status is EngagementStatus.HELD and (stamp := _stamp(t))]
    for start in ordered:
        if start.reading.clock is None or start.reading.day is None or start.status is not EngagementStatus.HELD:
            continue
        starts = _start_clocks(start, ordered, knowledge)
        for telling, (value, proof) in stamped:
            if telling.document.document == start.document.document:
                continue
            clocks = _stamp_clocks(telling, value, ordered, knowledge)
            pair = _hopeless(start, starts, value, clocks)
            if pair is None:
                continue
            hour = f"{start.reading.clock // 60:02d}:{start.reading.clock % 60:02d}"
            issued = _issued(telling)
            found.append(
                Impossible(
                    start,
                    telling,
                    f"began {start.reading.day.isoformat()} {hour}",
                    f"{issued} stamped {value.isoformat(sep=' ', timespec='minutes')}",
                    proof,
                    _note(start, hour, starts, value, clocks, issued),
                )
            )
    return tuple(found)


def _stamp(telling: Telling) -> tuple[datetime, tuple[Evidence, ...]] | None:
    """The latest stamp of a document that has an hour; midnight sharp is a date written as a time."""
    found = []
    for stamp in telling.document.stamps:
        if "T" not in stamp.value:
            continue
        try:
            value = datetime.fromisoformat(stamp.value)
        except ValueError:
            continue
        if (value.hour, value.minute, value.second) != (0, 0, 0):
            proof = (evidence(telling.document.document, stamp.span),) if stamp.span else ()
            found.append((value.replace(tzinfo=None), value, proof))
    if not found:
        return None
    _, value, proof = max(found, key=lambda f: (f[0], f[1].isoformat()))
    return value, proof


def _start_clocks(start: Telling, tellings: Sequence[Telling], knowledge: Knowledge) -> tuple[Clock, ...]:
    if start.reading.offset is not None:
        text = offset_text(start.reading.offset)
        return (Clock(text, f"UTC{text}"),)
    place = clock_of_place(tellings, knowledge)
    if place is not None and start.row.kind is not EngagementKind.CALL:
        return (place,)
    own = clocks_of_document(start.document, knowledge)
    return tuple(sorted({*own, *clocks_of_parties(start.parties, knowledge)}))


def _stamp_clocks(
    telling: Telling, value: datetime, tellings: Sequence[Telling], knowledge: Knowledge
) -> tuple[Clock, ...]:
    if value.tzinfo is not None:
        offset = value.utcoffset()
        text = offset_text(round(offset.total_seconds() / 60) if offset else 0)
        return (Clock(text, f"UTC{text}"),)
    if telling.document.zone:
        return clocks_of_document(telling.document, knowledge)
    place = clock_of_place(tellings, knowledge)
    possible = {*clocks_of_document(telling.document, knowledge), *clocks_of_parties(telling.parties, knowledge)}
    return tuple(sorted(possible | ({place} if place else set())))


def _hopeless(
    start: Telling, starts: Sequence[Clock], stamp: datetime, clocks: Sequence[Clock]
) -> tuple[Clock, Clock] | None:
    """The zones nearest to an order that works, where even they do not work; None where some do or none is known."""
    day, minutes = start.reading.day, start.reading.clock
    assert day is not None and minutes is not None
    pairs = []
    for begun in starts:
        moment = moment_of(day, minutes, begun.zone)
        for clock in clocks:
            written = moment_of(stamp.date(), stamp.hour * 60 + stamp.minute, clock.zone)
            if stamp.tzinfo is not None:
                written = stamp.astimezone(UTC)
            if written >= moment:
                return None
            pairs.append((moment - written, begun, clock))
    return min(pairs)[1:] if pairs else None


def _issued(telling: Telling) -> str:
    return (
        "joint statement"
        if telling.document.kind == DocumentKind.JOINT_STATEMENT
        else f"report {telling.document.label}"
    )


def _note(
    start: Telling, hour: str, starts: Sequence[Clock], stamp: datetime, clocks: Sequence[Clock], issued: str
) -> str:
    """Why the order cannot be, with every zone that was tried."""
    day = start.reading.day
    assert day is not None
    begun = " or ".join(
        f"{moment_of(day, start.reading.clock or 0, c.zone):%d %b %H:%M} UTC if in the time of {c.where}"
        for c in starts
    )
    if stamp.tzinfo is not None:
        written = f"{stamp.astimezone(UTC):%d %b %H:%M} UTC"
    else:
        minutes = stamp.hour * 60 + stamp.minute
        written = " or ".join(
            f"{moment_of(stamp.date(), minutes, c.zone):%d %b %H:%M} UTC if in the time of {c.where}" for c in clocks
        )
    return (
        f"the {issued} tells of the engagement as past, yet its stamp {stamp:%H:%M} ({written}) "
        f"lies before the start {hour} ({begun})"
    )
