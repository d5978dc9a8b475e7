"""One document's telling of an engagement, and whether two tellings may be of the same one.

What is compared: who (persons, and the side each stands for), what kind, where, and the tense; days are
compared by those who ask.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from functools import cached_property

from communique.linking.days import DocumentDay, Reading, read_days, shift
from communique.linking.inputs import DocumentRow, EngagementRow, Member, PlaceRow
from communique.linking.knowledge import STATE, Knowledge, fold
from communique.model.marks import ActorKind, EngagementKind, EngagementStatus

WIDE_PLACES = frozenset(
    {
        *("country", "territory", "region", "continent", "area", "island", "islands", "mountains"),
        *("sea", "strait", "ocean", "water", "river", "gulf", "canal"),
    }
)
TOWNS = frozenset({"city", "town", "capital", "place"})
PLAIN_WORD = re.compile(  # what the names of one event may add: "the 49th annual … leaders"
    r"an?|the|of|in|at|on|for|to|and|annual|leaders?|heads?|states?|governments?|level|special|next|this|last"
    r"|upcoming|forthcoming|\d+(?:st|nd|rd|th)?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
)
ZONES_APART = timedelta(days=1)
SUMMITS = frozenset({"summit", "meeting", "summits", "talks", "conference"})


class Telling:
    """An engagement as one document tells it, with the day on which it puts it. Immutable; compared by identity."""

    def __init__(self, row: EngagementRow, reading: Reading, document: DocumentRow, published: DocumentDay) -> None:
        self.row = row
        self.reading = reading
        self.document = document
        self.published = published

    @cached_property
    def member(self) -> Member:
        return self.row.member

    @cached_property
    def status(self) -> EngagementStatus:
        """As the document tells it; what it puts after its own day is planned, whatever the verb says."""
        window, written = self.reading.window, self.published.when.last_day
        if self.row.status is not EngagementStatus.HELD or self.reading.vague or window is None or written is None:
            return self.row.status
        ahead = window[0] > shift(written, ZONES_APART)
        return EngagementStatus.PLANNED if ahead else EngagementStatus.HELD

    @cached_property
    def persons(self) -> frozenset[str]:
        return frozenset(p.actor for p in self.row.participants if p.kind is ActorKind.PERSON)

    @cached_property
    def guests(self) -> frozenset[str]:
        return frozenset(p.actor for p in self.row.participants if p.role == "guest" and p.kind is ActorKind.PERSON)

    @cached_property
    def persons_by_side(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for p in self.row.participants:
            if p.kind is ActorKind.PERSON:
                found.setdefault(p.side or p.actor, set()).add(p.actor)
        return {side: frozenset(actors) for side, actors in found.items()}

    @cached_property
    def titles_by_side(self) -> dict[str, frozenset[str]]:
        """Folded offices that this document names for those on each side."""
        found: dict[str, set[str]] = {}
        for p in self.row.participants:
            if p.title:
                found.setdefault(p.side or p.actor, set()).add(fold(p.title))
        return {side: frozenset(titles) for side, titles in found.items()}

    @cached_property
    def unnamed_by_side(self) -> dict[str, frozenset[str]]:
        """Offices without a name: the folded title of each."""
        found: dict[str, set[str]] = {}
        for p in self.row.participants:
            if p.kind is ActorKind.OFFICE and p.title:
                found.setdefault(p.side or p.actor, set()).add(fold(p.title))
        return {side: frozenset(titles) for side, titles in found.items()}

    @cached_property
    def parties(self) -> tuple[str, ...]:
        return parties(self.row)

    @cached_property
    def family(self) -> tuple[str, ...]:
        """What two tellings must share to be of one engagement: the kind, for the visit of a site also the site."""
        kind = self.row.kind
        if kind is EngagementKind.SUMMIT and len(self.parties) == 2:
            kind = EngagementKind.MEETING  # a summit of two is a meeting
        if kind is EngagementKind.VISIT and self.row.places and is_venue(self.row.places[0]):
            return kind.value, fold(self.row.places[0].name)
        return (kind.value,)

    @cached_property
    def towns(self) -> frozenset[str]:
        return frozenset(fold(place.name) for place in self.row.places if place.kind in TOWNS)

    @cached_property
    def countries(self) -> frozenset[str]:
        return frozenset(place.country for place in self.row.places if place.country)


def tell(document: DocumentRow, rows: Sequence[EngagementRow], published: DocumentDay) -> tuple[Telling, ...]:
    """The tellings of one document, from all its engagements and the day that it bears or was given."""
    readings = read_days(document, rows, published)
    return tuple(Telling(row, readings[row.n], document, published) for row in sorted(rows, key=lambda row: row.member))


def parties(row: EngagementRow) -> tuple[str, ...]:
    """The sides of an engagement, sorted; a person without a known side counts for himself, but who receives a guest
    for the state that is visited."""
    at_home = {p.side for p in row.participants if p.role == "host" and p.side} | ({host_country(row)} - {None})
    of_hosts = next(iter(at_home)) if row.kind is EngagementKind.VISIT and len(at_home) == 1 else None
    return tuple(sorted({p.side or (p.role == "host" and of_hosts) or p.actor for p in row.participants}))


def is_venue(place: PlaceRow) -> bool:
    """True for a building or ground rather than a town, a region or a country."""
    return place.kind not in TOWNS and place.kind not in WIDE_PLACES


def event_name(name: str, knowledge: Knowledge) -> str | None:
    """What the spellings of one named event share, without its year; None where the name names nothing.

    `Group of Seven summit`, `2023 G7 Leaders' Summit in Hiroshima` → `organisation:G7 summit`.
    """
    words = fold(re.split(r"\s+(?:in|at)\s+", name)[0]).split()
    kept: list[str] = []
    at = 0
    while at < len(words):
        for size in range(min(8, len(words) - at), 0, -1):
            key = knowledge.organisations.get(" ".join(words[at : at + size]))
            if key is not None:
                kept.append(key)
                at += size
                break
        else:
            word = words[at]
            if not PLAIN_WORD.fullmatch(word):
                kept.append("summit" if word in SUMMITS else word)
            at += 1
    special = sorted(set(kept) - {"summit"})
    return " ".join([*special, *(["summit"] if "summit" in kept else [])]) if special else None


def host_country(row: EngagementRow) -> str | None:
    """The key of the state in which a visit takes place, where its places name just one."""
    countries = {place.country for place in row.places if place.country}
    return STATE + countries.pop() if len(countries) == 1 else None


def may_be_one(a: Telling, b: Telling) -> bool:
    """Whether two tellings of one block may be of the same engagement, days aside."""
    return a.family == b.family and _persons_agree(a, b) and _places_agree(a, b) and _one_document_agrees(a, b)


def closeness(a: Telling, b: Telling) -> int:
    """How much two tellings that may be one have in common: the same persons weigh most, then the place."""
    same = 4 if a.persons == b.persons else 2 if a.persons & b.persons else 0
    return same + bool(a.towns & b.towns) + (a.reading.clock is not None and a.reading.clock == b.reading.clock)


def tense_agrees(telling: Telling, other: Telling) -> bool:
    """Whether a plan lies after, and a past engagement before, the other telling's day as seen from this document."""
    window, published = other.reading.window, telling.published.when
    if window is None:
        return True
    if telling.status is EngagementStatus.HELD:
        return published.last_day is None or window[0] <= shift(published.last_day, ZONES_APART)
    if telling.status is EngagementStatus.PLANNED:
        return published.first_day is None or window[1] >= shift(published.first_day, -ZONES_APART)
    return True


def _persons_agree(a: Telling, b: Telling) -> bool:
    """No side has wholly different persons in the two; an unnamed office must not be another's."""
    for side in a.persons_by_side.keys() & b.persons_by_side.keys():
        received = (
            a.row.kind is EngagementKind.VISIT and not a.persons_by_side[side] & a.guests
        )  # now by one, now another
        if not received and not a.persons_by_side[side] & b.persons_by_side[side]:
            return False
    if a.guests and b.guests and not a.guests & b.guests:
        return False
    gathering = a.row.kind in (EngagementKind.SUMMIT, EngagementKind.EVENT) and bool(a.row.name and b.row.name)
    if len(a.parties) == 1 and not gathering and not (a.persons <= b.persons or b.persons <= a.persons):
        return False  # an official of one side with this colleague and with that one
    for this, that in ((a, b), (b, a)):
        for side, titles in this.unnamed_by_side.items():
            known = that.titles_by_side.get(side)
            named_here = this.persons_by_side.get(side)
            if known and not named_here and not titles & known:
                return False
    return True


def _places_agree(a: Telling, b: Telling) -> bool:
    """A venue in a town in a country agrees with each of them; two towns or two countries do not."""
    if a.row.kind is EngagementKind.CALL:
        return True
    if a.countries and b.countries and not a.countries & b.countries:
        return False
    if a.row.kind in (EngagementKind.VISIT, EngagementKind.SUMMIT):
        return True  # a visit has several stations
    return not (a.towns and b.towns and not a.towns & b.towns)


def _one_document_agrees(a: Telling, b: Telling) -> bool:
    """A document tells of one engagement twice only where nothing that it says of the two differs."""
    if a.document.document != b.document.document:
        return True
    tied = a.row.n in (b.row.part_of, b.row.before) or b.row.n in (a.row.part_of, a.row.before)
    clocks = a.reading.clock is not None and b.reading.clock is not None and a.reading.clock != b.reading.clock
    persons = a.persons == b.persons or not a.persons or not b.persons
    vague = a.reading.vague or b.reading.vague
    days = (a.reading.firm and b.reading.firm) or a.reading.window == b.reading.window
    return not tied and not clocks and persons and days and not vague
