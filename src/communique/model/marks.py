"""Marks: what one document says, found in that document alone. Linking works on these and never changes them.

Everything here points at spans of the document's canonical text, and at other marks of the same
document by their index in `Marks`. What a document's mentions speak of is a `Figure`: one person,
state, organisation or body *as this document knows it*; linking joins figures into actors.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from communique.model.findings import Trouble
from communique.model.spans import Span
from communique.model.times import TimeValue


class MentionKind(StrEnum):
    ACTOR = "actor"
    TIME = "time"
    PLACE = "place"
    INSTRUMENT = "instrument"
    ENGAGEMENT = "engagement"


class Form(StrEnum):
    """How a mention names what it names."""

    NAME = "name"  # "Shinzo Abe", "Japan"
    OFFICE = "office"  # "the Prime Minister"
    DEMONYM = "demonym"  # "Japanese"
    METONYM = "metonym"  # a capital, a seat of government
    PRONOUN = "pronoun"  # "he", "they", "we"
    DESCRIPTION = "description"  # "the two leaders", "both sides"


class Mention(Struct, frozen=True):
    """One span that names something. `refers_to` holds indices into the list that belongs to `kind`:
    `figures` for an actor (several for a group), `times`, `places`, `instruments`, `engagements`.
    Empty where the document does not resolve it."""

    span: Span
    kind: MentionKind
    refers_to: tuple[int, ...] = ()
    form: Form = Form.NAME
    why: str = ""


class ActorKind(StrEnum):
    PERSON = "person"
    STATE = "state"
    ORGANISATION = "organisation"
    BODY = "body"
    OFFICE = "office"  # "the spokesperson of the ministry", never named


class OfficeHeld(Struct, frozen=True):
    """An office that the document names for a person: `title` in the lexicon's form, of which state or organisation."""

    title: str
    of: int | None  # index of a state's, organisation's or body's figure; None where the document does not say
    span: Span  # the words that say so
    former: bool = False


class Figure(Struct, frozen=True):
    kind: ActorKind
    name: str  # the fullest name in this document, without honorifics
    names: tuple[str, ...] = ()  # every form found, sorted
    key: str | None = None  # "state:JP", "organisation:NATO": the lexicon's entry, where it has one
    surname: str | None = None  # of a person, as this document shortens the name
    offices: tuple[OfficeHeld, ...] = ()
    of: int | None = None  # the state or organisation that a body or an unnamed office belongs to
    first: Span = Span(0, 0)  # its first mention


class TimeMark(Struct, frozen=True):
    span: Span
    value: TimeValue


class PlaceMark(Struct, frozen=True):
    name: str
    country: str | None  # key of the state ("JP"), where one place of that name stands out
    kind: str  # city, region, sea, venue, country
    span: Span


class InstrumentMark(Struct, frozen=True):
    name: str  # normalised: "UNSCR 2375 (2017)"
    key: str  # what two citations of the same instrument share
    kind: str  # resolution, treaty, statement, plan, …
    number: str | None
    date: str | None  # ISO date or year, as far as stated
    issuer: str | None
    span: Span


class EngagementKind(StrEnum):
    MEETING = "meeting"
    CALL = "call"
    VISIT = "visit"
    SUMMIT = "summit"
    PRESS_CONFERENCE = "press_conference"
    SIGNING = "signing"
    EVENT = "event"


class EngagementStatus(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class Participation(Struct, frozen=True):
    figure: int
    role: str  # host, guest, participant
    span: Span


class CountMark(Struct, frozen=True):
    """A number that the document gives for something at an engagement: 14 "vessels"."""

    what: str  # what is counted, its noun in the singular, lower-case
    value: int
    span: Span
    bound: bool = False  # True for "at least", "more than"


class EngagementMark(Struct, frozen=True):
    """One engagement as one document tells it; `spans` are all the passages that tell it."""

    kind: EngagementKind
    status: EngagementStatus
    participants: tuple[Participation, ...]
    spans: tuple[Span, ...]
    times: tuple[int, ...] = ()  # indices into `times` that say when
    places: tuple[int, ...] = ()  # indices into `places`, the narrowest first
    duration_minutes: int | None = None
    duration: Span | None = None
    name: str | None = None  # "Group of Seven summit", where the text names it
    main: bool = False  # True for what the document is about
    part_of: int | None = None  # the visit or summit that it belongs to, by index into `engagements`
    before: int | None = None  # the engagement that it follows or comes out of ("after the meeting …")
    counts: tuple[CountMark, ...] = ()
    why: str = ""


class Family(StrEnum):
    ASSERTIVE = "assertive"
    DIRECTIVE = "directive"
    COMMISSIVE = "commissive"
    EXPRESSIVE = "expressive"
    DECLARATIVE = "declarative"


FAMILIES: dict[Family, tuple[str, ...]] = {
    Family.ASSERTIVE: ("assert", "deny", "announce", "note", "agree", "reaffirm", "warn", "discuss"),
    Family.EXPRESSIVE: (
        *("welcome", "praise", "thank", "congratulate", "condole", "regret"),
        *("concern", "criticise", "accuse", "condemn", "oppose", "support"),
    ),
    Family.DIRECTIVE: ("demand", "request", "propose", "ask"),
    Family.COMMISSIVE: ("commit", "offer"),
    Family.DECLARATIVE: ("adopt", "appoint", "recognise", "establish", "designate"),
}

FAMILY_OF: dict[str, Family] = {act: family for family, acts in FAMILIES.items() for act in acts}


class Strength(StrEnum):
    WEAK = "weak"
    PLAIN = "plain"
    STRONG = "strong"
    STRONGEST = "strongest"


class Level(StrEnum):
    QUOTED = "quoted"
    PARAPHRASED = "paraphrased"
    JOINT_TEXT = "joint_text"
    INFERRED = "inferred"


class Party(Struct, frozen=True):
    """Someone's part in a statement: who (a figure, or None where the text leaves it open), and the words for it."""

    figure: int | None
    span: Span
    name: str = ""  # the words as they stand, where there is no figure ("a senior official")


class IssueMark(Struct, frozen=True):
    name: str
    spans: tuple[Span, ...]


class DueMark(Struct, frozen=True):
    """When a deed is to be done. `bound` says how the words bind it: `by` 2030, `within` six months, `from` 2024 on,
    `at` a time or an event. `time` is an index into `times`; None for an event ("at the next summit") and for what
    no calendar knows ("in the coming weeks")."""

    span: Span  # "by 2030", with its preposition
    bound: str = "at"
    time: int | None = None


class DeedMark(Struct, frozen=True):
    """What somebody is to do, as the words say that promise it (a commitment) or ask for it (a demand)."""

    promised: bool  # False where it is demanded
    by: tuple[Party, ...]  # who is to do it
    action: tuple[Span, ...]
    object: tuple[Span, ...] = ()  # what the action is done to
    to: tuple[Party, ...] = ()  # for whom, or to whom
    strength: Strength = Strength.PLAIN
    due: DueMark | None = None
    conditions: tuple[Span, ...] = ()
    vague: bool = False  # True where no observer could tell whether it was done
    why: str = ""  # which words bind, or demand


class StatementMark(Struct, frozen=True):
    speakers: tuple[Party, ...]
    act: str
    strength: Strength
    level: Level
    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    negated: bool = False
    on_behalf_of: tuple[Party, ...] = ()
    addressees: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    issues: tuple[IssueMark, ...] = ()
    instruments: tuple[int, ...] = ()
    times: tuple[int, ...] = ()  # when it was said, where the text says so
    within: int | None = None  # index of the statement that reports this one
    engagement: int | None = None  # at which it was said
    why: tuple[str, ...] = ()  # which words decided source, cue, act, target and issue
    deed: DeedMark | None = None  # what it promises or demands


class Marks(Struct, frozen=True):
    """All that marking found in one document."""

    marker: str  # version of marking, of the language model and digest of the lexicon
    sentences: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    figures: tuple[Figure, ...] = ()
    times: tuple[TimeMark, ...] = ()
    places: tuple[PlaceMark, ...] = ()
    instruments: tuple[InstrumentMark, ...] = ()
    engagements: tuple[EngagementMark, ...] = ()
    statements: tuple[StatementMark, ...] = ()
    kind: str = "other"  # a DocumentKind, decided from frame and text
    kind_reason: str = ""
    account: str = "press"  # an Account
    sides: tuple[int, ...] = ()  # figures on whose behalf the document is issued
    troubles: tuple[Trouble, ...] = ()
