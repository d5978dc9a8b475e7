"""The lines of the record: what listings print. Field names are the public data contract.

Optional means that the sources do not say.
"""

from __future__ import annotations

from msgspec import UNSET, Struct, UnsetType, field

from communique.model.rulings import Seen
from communique.model.spans import Evidence
from communique.model.when import When


class Obtained(Struct, frozen=True, order=True):
    path: str
    uri: str | None


class CopyLine(Struct, frozen=True):
    """Another document that carries the same text."""

    document: str
    overlap: float | None  # the part of the shorter text that stands in the longer one; None by way of other copies
    reason: str


class DocumentLine(Struct, frozen=True):
    id: str
    uri: str | None
    path: str
    title: str | None
    publisher: str | None
    kind: str
    language: str | None
    published: When
    account: str
    engagements: tuple[str, ...]
    origin: str | None
    version_of: str | None
    status: str
    obtained: tuple[Obtained, ...]
    origin_document: str | None = None
    origin_reason: str | None = None
    copies: tuple[CopyLine, ...] = ()


class Named(Struct, frozen=True):
    """An actor's part in a line, with the words that say so. `id` is None where nobody could be named."""

    id: str | None
    name: str
    evidence: tuple[Evidence, ...] = ()


class OfficeLine(Struct, frozen=True):
    title: str
    of: str | None
    when: When
    evidence: tuple[Evidence, ...]


class ActorLine(Struct, frozen=True):
    id: str
    name: str
    kind: str
    names: tuple[str, ...]
    offices: tuple[OfficeLine, ...]
    mentions: int


class MentionLine(Struct, frozen=True):
    id: str
    kind: str
    evidence: Evidence
    refers_to: tuple[str, ...]


class ParticipantLine(Struct, frozen=True):
    id: str
    name: str
    role: str
    side: str | None  # name of the state or organisation that the participant stands for
    evidence: tuple[Evidence, ...]


class PlaceLine(Struct, frozen=True):
    name: str
    country: str | None
    evidence: tuple[Evidence, ...]


class EngagementLine(Struct, frozen=True):
    id: str
    kind: str
    title: str
    status: str
    participants: tuple[ParticipantLine, ...]
    when: When
    duration_minutes: int | None
    place: PlaceLine | None
    part_of: str | None
    planned_as: tuple[Evidence, ...]
    issued: tuple[str, ...]
    documents: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    discrepancies: tuple[str, ...]
    origins: int = 0
    seen: tuple[Seen, ...] | UnsetType = UNSET  # who looked at it; only where somebody did


class IssueLine(Struct, frozen=True):
    name: str
    evidence: tuple[Evidence, ...]


class Uttered(Struct, frozen=True):
    """What every line tells that shows a statement: who says what to whom, when, and in which words."""

    id: str
    document: str
    engagement: str | None
    account: str
    speakers: tuple[Named, ...]
    on_behalf_of: tuple[Named, ...]
    addressees: tuple[Named, ...]
    targets: tuple[Named, ...]
    act: str
    family: str
    strength: str
    negated: bool
    level: str
    source: tuple[Evidence, ...]
    cue: tuple[Evidence, ...]
    content: tuple[Evidence, ...]
    within: str | None
    issues: tuple[IssueLine, ...]
    instruments: tuple[str, ...]
    when: When


class StatementLine(Uttered, frozen=True):
    why: tuple[str, ...] = ()
    seen: tuple[Seen, ...] | UnsetType = UNSET  # who looked at it; only where somebody did


class InstrumentLine(Struct, frozen=True):
    id: str
    name: str
    kind: str
    number: str | None
    date: str | None
    issuer: str | None
    citations: tuple[Evidence, ...]


class Reported(Struct, frozen=True):
    value: str
    evidence: tuple[Evidence, ...]


class DiscrepancyLine(Struct, frozen=True):
    id: str
    engagement: str
    aspect: str  # time, date, duration, place, participants, number, order
    readings: tuple[Reported, ...]
    note: str


class FindingLine(Struct, frozen=True):
    id: str
    severity: str
    document: str | None
    what: str
    where: str
    why: str
    try_: str = field(name="try")
