"""The kinds of entry that the lexicon holds, one frozen type for each table of its files.

A field that is a tuple of words may be written in a file as a list. What a field means to a user who
adds entries of his own is said here, beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Strength = Literal["weak", "plain", "strong", "strongest"]
PartOfSpeech = Literal["verb", "noun", "adjective", "phrase", "fixed"]
Form = Literal["base", "s", "past", "participle", "ing", "singular", "plural", "fixed"]


@dataclass(frozen=True, slots=True)
class About:
    """Where a lexicon file comes from."""

    title: str
    source: str
    date: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """A state of today or of the past (then `until` is the year, or date, in which it ended)."""

    id: str
    name: str
    alpha3: str | None = None
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    """Adjectives and words for its people; the first is the adjective."""
    capital: str | None = None
    capital_names: tuple[str, ...] = ()
    """Other spellings of the capital, and a seat of government that stands for the state like it."""
    timezone: str | None = None
    """An IANA zone, or a fixed offset such as `+05:00`: the time at the capital."""
    metonyms: tuple[str, ...] = ()
    """Other names that stand for its government: `the Kremlin` is written `Kremlin`, without article."""
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """An intergovernmental organisation, a body of one, or a group of states."""

    id: str
    name: str
    names: tuple[str, ...] = ()
    kind: Literal["organisation", "body", "group"] = "organisation"
    of: str | None = None
    """For a body: the id of the organisation that it belongs to."""
    seat: str | None = None
    country: str | None = None
    timezone: str | None = None
    members: tuple[str, ...] = ()
    """Ids of states, where the list is short and settled enough to be of use."""
    chief: tuple[str, ...] = ()
    """Titles of the person at its head: `Secretary General`."""
    demonyms: tuple[str, ...] = ()
    """Adjectives and words for its people: `European`."""


@dataclass(frozen=True, slots=True)
class Office:
    """A title that a person holds. Plurals are made by the program."""

    title: str
    variants: tuple[str, ...] = ()
    rank: int = 3
    """1 heads a state, a government or an organisation; 2 minister; 3 deputy, ambassador, official; 4 others."""
    scope: Literal["state", "organisation", "either"] = "state"
    speaks_for: bool = False
    """True for those whose words are another's: spokespersons."""
    informal: bool = False
    """True for words that describe rather than entitle: `chief`, `leader`."""
    domain: str | None = None
    """What a minister is minister of: `foreign affairs`."""


@dataclass(frozen=True, slots=True)
class Honorific:
    """A word of courtesy before a name (`Mr`) or an addition after it (`Jr.`)."""

    text: str
    position: Literal["prefix", "suffix"] = "prefix"
    gender: Literal["male", "female"] | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase with which someone is said to do something by speaking.

    `frames` tell where its content stands:
    `that` a clause is the content (said that …) · `quote` goes with direct speech · `object` the direct
    object is the content (condemned the attack) · `inf` an infinitive is (vowed to help) ·
    `to-inf-object` the object is addressed and the infinitive is the content (urged X to stop) ·
    `prep:for` and the like: what the preposition governs is the content (called for X) ·
    `as` object and complement together (described X as Y, called X Y) · `wh` a question clause ·
    `gerund` a clause in -ing (denied supplying) · `addressee` the direct object is the one spoken to
    (told X, thanked X, accused X) · `source` what follows is the source itself (according to X).
    """

    lemma: str
    pos: PartOfSpeech
    act: str
    family: str
    strength: Strength = "plain"
    frames: tuple[str, ...] = ()
    negative: bool = False
    """True where the word itself says no: deny, refuse, rule out."""
    variants: tuple[str, ...] = ()
    """Other spellings: `criticize`."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the cue; for a phrase the first is its head, and adjectives may stand between them."""
        return tuple(self.lemma.split())


@dataclass(frozen=True, slots=True)
class CueForm:
    """One inflected form of a cue. `past` is also the participle unless the two differ."""

    cue: Cue
    form: Form
    words: tuple[str, ...]
    """The form's words, lower-case: the head as found in text, then the rest of the phrase."""


@dataclass(frozen=True, slots=True)
class Intensifier:
    """An adverb or phrase that sets the strength of the cue beside it."""

    text: str
    strength: Strength


@dataclass(frozen=True, slots=True)
class Modal:
    """What a modal verb makes of a clause: `first` where the speaker is its subject, `other` otherwise."""

    text: str
    first: str | None = None
    first_strength: Strength = "plain"
    other: str | None = None
    other_strength: Strength = "plain"


@dataclass(frozen=True, slots=True)
class EngagementWord:
    """A word or phrase that speaks of an engagement."""

    lemma: str
    pos: Literal["noun", "verb", "phrase"]
    kind: Literal["meeting", "call", "visit", "summit", "press_conference", "signing", "event"]
    variants: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    """For verbs: where the other side stands: `object`, `prep:with`, `prep:to`; none means with plural subject."""
    weak: bool = False
    """True where the word often means something else (`call`, `talks`, `met`) and needs participants beside it."""


@dataclass(frozen=True, slots=True)
class EngagementStatus:
    """Words that say whether an engagement is planned, postponed, cancelled or held."""

    status: Literal["planned", "held", "postponed", "cancelled"]
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CitationPattern:
    """A regular expression for numbered acts, with named groups: `number`, `year`, `body`, `numbers`."""

    id: str
    kind: str
    regex: str
    issuer: str | None = None
    name: str | None = None
    """How the citation is written in full, with the groups in braces: `UNSCR {number}`."""


@dataclass(frozen=True, slots=True)
class NamedInstrument:
    """A treaty, plan or statement known by name."""

    id: str
    name: str
    kind: str
    names: tuple[str, ...] = ()
    date: str | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class InstrumentHead:
    """The head word of a capitalised name that makes it an instrument: `Treaty`, `Joint Statement`."""

    text: str
    kind: str
    weak: bool = False
    """True where the word alone, even capitalised, often means something else."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A subject of diplomacy and the lower-case words by which it is recognised."""

    name: str
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands on a page and is not its text. `text` is compared without case, `regex` is searched."""

    scope: Literal["line", "rest", "list"]
    text: str | None = None
    regex: str | None = None


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes, by name and by web address."""

    name: str
    kind: Literal["press", "official", "other"] = "press"
    names: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    state: str | None = None
    organisation: str | None = None
    timezone: str | None = None


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone's abbreviation and the offsets that it may mean, likeliest first."""

    abbreviation: str
    offsets: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class CalendarName:
    """A month (1–12) or weekday (Monday is 1) with its abbreviations."""

    name: str
    number: int
    kind: Literal["month", "weekday"]
    abbreviations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A number written as a word; ordinals too."""

    text: str
    value: int
    ordinal: bool = False


@dataclass(frozen=True, slots=True)
class DayPart:
    """A part of the day, from hour to hour (`to` not included; it may pass 24)."""

    text: str
    start: int
    to: int


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the map. `country` is a state's id, none for what lies between or beyond states."""

    name: str
    kind: str = "city"
    country: str | None = None
    names: tuple[str, ...] = ()
    population: int = 0
    timezone: str | None = None


@dataclass(frozen=True, slots=True)
class Venue:
    """A word for the building or ground where an engagement takes place: `air base`, `palace`."""

    text: str
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """A noun for someone or something that speaks without a name of its own.

    `person` is one speaker (official, source) · `people` several, usually those who take part (leaders, sides,
    pair) · `government` stands for its state (government, administration, side) · `body` is an institution of
    its own (ministry, office) · `text` is a document that speaks for those who issued it (statement, readout) · `work`
    speaks for whose it is said to be, and for nobody else (report, letter).
    """

    text: str
    kind: Literal["person", "people", "government", "body", "text", "work"]


@dataclass(frozen=True, slots=True)
class Courtesy:
    """What is said in a talk and says nothing, as a regular expression for the beginning of a sentence.

    A `greeting` and a `remark` on the talk are left out while they are short ("Good morning, everyone."), `conduct` of
    it even where it is longer ("I will turn it over to …"), a `filler` where nothing else stands in the sentence. A
    `lead` may stand before any of them; an `opening` is what `<I will>` in other patterns stands for.
    """

    kind: Literal["lead", "opening", "greeting", "conduct", "remark", "filler"]
    pattern: str


@dataclass(frozen=True, slots=True)
class Aside:
    """Words that open a reporter's own addition inside a sentence about what somebody said."""

    text: str
