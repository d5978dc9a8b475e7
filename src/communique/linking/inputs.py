"""What linking reads: the marks of documents as compact rows, without their texts.

A row names its document and its index there, so that (document, n) finds the mark again. Rows of one
document keep the indices of its marks: `part_of` and `before` point at other rows of the same document.
A *key* is a lexicon key such as `state:JP` or `organisation:NATO`.
"""

from __future__ import annotations

from msgspec import UNSET, Struct, UnsetType

from communique.model.document import Stamp
from communique.model.marks import ActorKind, EngagementKind, EngagementStatus
from communique.model.spans import Evidence, Span
from communique.model.times import TimeValue


class Member(Struct, frozen=True, order=True):
    """One mark of one document: the anchor of everything that is computed from it."""

    document: str
    span: Span
    n: int


class OfficeRow(Struct, frozen=True):
    """An office that a document names for a figure, and of which state or organisation."""

    title: str
    of_key: str | None = None  # the lexicon's key of the state or organisation
    of_name: str | None = None  # its name, where it has no key
    former: bool = False
    span: Span = Span(0, 0)

    @property
    def of(self) -> str | None:
        """What the office belongs to: a key, or a name that has none."""
        return self.of_key or self.of_name


class FigureRow(Struct, frozen=True):
    """A person, state, organisation, body or unnamed office as one document knows it."""

    document: str
    n: int
    kind: ActorKind
    name: str
    names: tuple[str, ...] = ()
    key: str | None = None
    surname: str | None = None
    offices: tuple[OfficeRow, ...] = ()
    of_key: str | None = None  # what a body or an unnamed office belongs to
    first_span: Span = Span(0, 0)

    @property
    def member(self) -> Member:
        return Member(self.document, self.first_span, self.n)


class TimeRow(Struct, frozen=True):
    """An expression of time and its words as they stand."""

    value: TimeValue
    span: Span
    words: str


class PlaceRow(Struct, frozen=True):
    name: str
    country: str | None  # a state's id, "JP"
    kind: str  # city, region, sea, venue, building, country
    span: Span


class ParticipantRow(Struct, frozen=True):
    """Someone at an engagement. `side` is what he stands for: a key, or an actor's id where there is no key.

    For a state or organisation `side` is the participant itself. None where nobody says it.
    """

    actor: str  # id of the linked actor
    figure: int
    kind: ActorKind
    role: str  # host, guest, participant
    span: Span
    side: str | None = None
    title: str | None = None  # the office that this document names, in the lexicon's form


class CountRow(Struct, frozen=True):
    """A number that a document gives for something at an engagement: 14 "vessels stopped"."""

    what: str
    value: int
    span: Span
    bound: bool = False  # True for "at least", "more than"


class RuledRow(Struct, frozen=True):
    """What people decided of an engagement as one document tells it: of each field the last decision, made at `at`."""

    reasons: tuple[str, ...]
    at: dict[str, str]
    kind: EngagementKind | None = None
    status: EngagementStatus | None = None
    from_: str | None = None
    to: str | None = None
    participants: tuple[ParticipantRow, ...] | None = None


class EngagementRow(Struct, frozen=True):
    """One engagement as one document tells it."""

    document: str
    n: int
    kind: EngagementKind
    status: EngagementStatus
    participants: tuple[ParticipantRow, ...] = ()
    spans: tuple[Span, ...] = ()
    times: tuple[TimeRow, ...] = ()
    places: tuple[PlaceRow, ...] = ()  # the narrowest first
    duration_minutes: int | None = None
    duration_span: Span | None = None
    name: str | None = None
    main: bool = False
    part_of: int | None = None
    before: int | None = None  # the engagement that this one follows or comes out of
    counts: tuple[CountRow, ...] = ()
    ruled: RuledRow | UnsetType = UNSET  # what a person decided of it

    @property
    def member(self) -> Member:
        return Member(self.document, min(self.spans, default=Span(0, 0)), self.n)

    @property
    def everybody(self) -> tuple[ParticipantRow, ...]:
        """Who took part as the document tells it, and as a person decided."""
        decided = self.ruled.participants if isinstance(self.ruled, RuledRow) else None
        return self.participants if decided is None else (*self.participants, *decided)


class DocumentRow(Struct, frozen=True):
    """The frame of a document, and the expressions of time that bound its date."""

    document: str
    kind: str = "other"  # a DocumentKind
    account: str = "press"  # an Account
    sides: tuple[str, ...] = ()  # keys of those on whose behalf it is issued
    title: str | None = None
    stamps: tuple[Stamp, ...] = ()
    times: tuple[TimeRow, ...] = ()  # every expression of time outside the furniture
    zone: str | None = None  # of its publisher: an IANA name or `+09:00`

    @property
    def label(self) -> str:
        """How reasons speak of it: its title in quotation marks, else its id."""
        return f"«{self.title}»" if self.title else self.document


def evidence(document: str, span: Span) -> Evidence:
    """A span as evidence, its quote still empty: rows carry no text, `quoting.quoted` fills it in."""
    return Evidence(document, span.start, span.end, "")
