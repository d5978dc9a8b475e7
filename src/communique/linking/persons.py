"""Figures of one surname → persons: which of them are one.

Names must be compatible with every name of the person, states and offices must not conflict; the fullest names are
placed first. A bare surname joins only where exactly one candidate is compatible by office or state, or is by far the
one that most documents speak of. Where nothing but the surname speaks for a candidate, the figure stays open, though he
be the only one: "Orlan" in a report of a sports day is not Minister Ada Orlan. Only who is named in very many documents
is meant by his surname alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from communique.linking.alike import Alike
from communique.linking.inputs import Member
from communique.linking.knowledge import ORGANISATION, Knowledge, fold
from communique.linking.names import PersonName, compatible, fullness, is_bare, parse

parsed = lru_cache(maxsize=65536)(parse)  # the same names meet again and again
_compatible = lru_cache(maxsize=131072)(compatible)
FOREMOST = 5  # times as many documents as of anybody else of that name, and at least so many
RENOWNED = 50  # documents, where nothing but the surname says who is meant
DEPUTIES = ("vice ", "deputy ", "assistant ", "former ")
BY_NAME, BY_TITLE, BY_OFFICE = 1, 2, 3  # how strongly figures belong together: 2 by state, too


class _Signature(Struct, frozen=True, eq=False):
    """Figures that say the same of a person: they are compared once. `said` is a number for what they say."""

    said: int
    name: PersonName
    sides: frozenset[str]
    past_sides: frozenset[str]
    titles: frozenset[str]
    parts: tuple[Alike, ...]
    documents: frozenset[str]
    apart: bool  # whether each document's is its own

    @property
    def bare(self) -> bool:
        """True for a surname without a given name written out."""
        return is_bare(self.name)

    @property
    def first(self) -> Member:
        return self.parts[0].members[0] if len(self.parts) == 1 else min(part.members[0] for part in self.parts)


class Persons(Struct, frozen=True):
    """Groups of figures that are one person each; those that could be of several, with one figure of each; and what
    is `steady`: a form with the place of its first figure and the number of the group that every later one joins."""

    groups: list[list[Alike]]
    unsettled: list[tuple[Alike, list[Member]]]
    steady: list[tuple[Alike, Member, int]]


def group_persons(figures: Sequence[Alike], knowledge: Knowledge) -> Persons:
    groups: list[_Group] = []
    unsettled: list[tuple[Alike, list[Member]]] = []
    track = _Track()
    near: dict[int, list[_Level]] = {}  # what is said → where it may belong, until something new is said
    for signature in _signatures(figures, knowledge):
        if signature.said not in near:
            near[signature.said] = _levels(signature, groups, knowledge)
            track.looked(signature, near[signature.said])
        strength, best = next(
            ((level.strength, found) for level in near[signature.said] if (found := level.open_to(signature))), (0, [])
        )
        least = RENOWNED if signature.bare and strength == BY_NAME else 0
        rivals = [group.parts[0].members[0] for group in best]
        if len(best) > 1 or least:
            track.contested(best, least)
            best = _foremost(best, least)
        if rivals and not best:  # each figure is left alone: nothing says that they are even one another
            track.unsteady.add(signature.said)
            unsettled += [(Alike(p.row, (member,)), rivals) for p in signature.parts for member in p.members]
            continue
        if not best:
            best = [_Group(signature)]
            groups += best
        track.placed(signature, best[0])
        if best[0].add(signature):
            near.clear()
    steady = track.steady(groups, knowledge)
    return Persons([group.parts for group in groups] + [[figure] for figure, _ in unsettled], unsettled, steady)


class _Track:
    """Which forms are steady: one more document that says the same would join the same group, and change no other
    decision. So it is where the groups that such a figure can belong to stay the same from its first figure to the
    end, and where its group is alone or outweighs the others, as they are in the end, from the first; and where its
    group, grown, could not come before one that it lost to."""

    def __init__(self) -> None:
        self.unsteady: set[int] = set()
        self._first: dict[int, tuple[_Signature, dict[int, int]]] = {}  # what was met first
        self._home: dict[int, tuple[_Group, int]] = {}  # where it was placed, and how many documents were there
        self._parts: dict[int, list[Alike]] = {}
        self._lost: set[int] = set()  # groups that did not come foremost

    def looked(self, signature: _Signature, levels: list[_Level]) -> None:
        """Between two looks nothing changes that is the same at both: a tie grows stronger or is cut for good, and a
        group that is made later is of bare surnames, to which no other ties."""
        if self._first.setdefault(signature.said, (signature, _strengths(levels)))[1] != _strengths(levels):
            self.unsteady.add(signature.said)

    def contested(self, best: list[_Group], least: int) -> None:
        foremost = _foremost(best, least)
        self._lost |= {id(group) for group in best if group not in foremost}

    def placed(self, signature: _Signature, group: _Group) -> None:
        home, _ = self._home.setdefault(signature.said, (group, len(group.documents)))
        if home is not group:
            self.unsteady.add(signature.said)
        self._parts.setdefault(signature.said, []).extend(signature.parts)

    def steady(self, groups: Sequence[_Group], knowledge: Knowledge) -> list[tuple[Alike, Member, int]]:
        for said, (signature, strengths) in self._first.items():
            if not signature.apart or said in self.unsteady:
                continue
            levels = _levels(signature, groups, knowledge)
            top = levels[0].every if levels else []
            home, size = self._home[said]
            outweighed = max((len(group.documents) for group in top if group is not home), default=0)
            changed = home not in top or _strengths(levels) != strengths
            if changed or (len(top) > 1 and size < FOREMOST * max(outweighed, 1)):
                self.unsteady.add(said)
            else:
                self._lost |= {id(group) for group in top if group is not home}
        numbers = {id(group): n for n, group in enumerate(groups)}
        return [
            (part, self._first[said][0].first, numbers[id(home)])
            for said, (home, _) in self._home.items()
            if said not in self.unsteady and id(home) not in self._lost
            for part in self._parts[said]
        ]


class _Group:
    """Signatures that are one person; those that say the same are kept once, so that joining costs what is new."""

    def __init__(self, first: _Signature) -> None:
        self.parts: list[Alike] = []
        self.documents: set[str] = set()
        self.said: dict[int, _Signature] = {}
        self.told: dict[int, set[str]] = {}  # what is said → the documents that say it
        self.sides: frozenset[str] = frozenset()
        self.titles: frozenset[str] = frozenset()
        self.bare = first.bare
        self._ties: dict[int, _Tie] = {}  # what is said → how it belongs here, until something new is said here

    def add(self, signature: _Signature) -> bool:
        """Takes a signature in; whether it says something new."""
        new = signature.said not in self.said
        if new:
            self.said[signature.said] = signature
            self.told[signature.said] = set()
            self.sides |= signature.sides | signature.past_sides
            self.titles |= signature.titles
            self._ties.clear()
        self.told[signature.said] |= signature.documents
        self.documents |= signature.documents
        self.parts += signature.parts
        return new

    def tie(self, signature: _Signature, knowledge: Knowledge) -> _Tie:
        known = self._ties.get(signature.said)
        if known is None:
            rivals = [self.told[other.said] for other in self.said.values() if _two_offices(signature, other)]
            known = self._ties[signature.said] = _Tie(self, self._strength(signature, knowledge), rivals)
        return known

    def _strength(self, signature: _Signature, knowledge: Knowledge) -> int:
        """How strongly a signature belongs here: 0 not at all, 1 by name, 2 and by state or a part of a title, 3 and by
        office."""
        others = self.said.values()
        if not all(_compatible(signature.name, name, knowledge) for name in {other.name for other in others}):
            return 0
        if any(_two_states(signature, other) for other in others):
            return 0
        if signature.sides & self.sides:
            return BY_OFFICE if signature.titles & self.titles else BY_TITLE
        if not signature.bare:
            return BY_NAME
        if signature.sides and self.sides:
            return 0
        if self.bare:  # two bare surnames are one person only where a state ties them
            return 0
        if signature.titles & self.titles:
            return BY_OFFICE
        short = not signature.sides and any(_shortened(a, b) for a in signature.titles for b in self.titles)
        return BY_TITLE if short else BY_NAME


def _shortened(a: str, b: str) -> bool:
    """Whether one title is the other in short: "secretary" for "secretary of trade", "minister" for "trade minister"; a
    deputy bears another one."""
    short, long = sorted((a, b), key=len)
    return long.startswith(f"{short} ") or (long.endswith(f" {short}") and not long.startswith(DEPUTIES))


class _Tie(NamedTuple):
    """How strongly what is said belongs to a group, and the documents that give another office to that name there."""

    group: _Group
    strength: int
    rivals: list[set[str]]

    def excludes(self, signature: _Signature) -> bool:
        """Two offices in one document are two persons."""
        return any(not documents.isdisjoint(signature.documents) for documents in self.rivals)


class _Level(NamedTuple):
    """The groups to which what is said belongs as strongly: those that any document leaves open, and the others."""

    strength: int
    free: list[_Group]
    rivalled: list[_Tie]

    @property
    def every(self) -> list[_Group]:
        return self.free + [tie.group for tie in self.rivalled]

    def open_to(self, signature: _Signature) -> list[_Group]:
        return self.free + [tie.group for tie in self.rivalled if not tie.excludes(signature)]


def _levels(signature: _Signature, groups: Iterable[_Group], knowledge: Knowledge) -> list[_Level]:
    """The strongest first."""
    levels: dict[int, _Level] = {}
    for group in groups:
        tie = group.tie(signature, knowledge)
        if tie.strength:
            level = levels.setdefault(tie.strength, _Level(tie.strength, [], []))
            if tie.rivals:
                level.rivalled.append(tie)
            else:
                level.free.append(group)
    return [levels[strength] for strength in sorted(levels, reverse=True)]


def _strengths(levels: Iterable[_Level]) -> dict[int, int]:
    return {id(group): level.strength for level in levels for group in level.every}


def _foremost(groups: list[_Group], least: int) -> list[_Group]:
    """The one that most documents speak of, `least` or more, where it outweighs the next by far; else none."""
    sizes = [len(group.documents) for group in groups]
    most = max(sizes)
    foremost = groups[sizes.index(most)]
    sizes.remove(most)
    return [foremost] if most >= max(least, FOREMOST) and most >= FOREMOST * max(sizes, default=0) else []


def _signatures(figures: Sequence[Alike], knowledge: Knowledge) -> list[_Signature]:
    """Figures that say the same, together; the fullest names first, then those with most said beside them."""
    numbers: dict[tuple[PersonName, frozenset[str], frozenset[str], frozenset[str]], int] = {}
    gathered: dict[tuple[int, str | None], list[Alike]] = {}
    for figure in figures:
        row = figure.row
        name = parsed(row.name, row.surname, knowledge)
        sides = frozenset(o.of for o in row.offices if o.of and not o.former)
        past = frozenset(o.of for o in row.offices if o.of and o.former)
        titles = frozenset(fold(o.title) for o in row.offices if not o.former)
        number = numbers.setdefault((name, sides, past, titles), len(numbers))
        if sides or not is_bare(name):
            gathered.setdefault((number, None), []).append(figure)
            continue
        # a bare surname of which no state is known is nobody in particular: every document's is its own
        for part in figure.apart():
            gathered.setdefault((number, part.members[0].document), []).append(part)
    said = list(numbers)
    order = [(is_bare(n), *(-f for f in fullness(n)), -len(sides), -len(t)) for n, sides, _, t in said]
    made = []
    for (number, document), parts in gathered.items():
        documents = frozenset().union(*(part.documents for part in parts)) if document is None else {document}
        made.append(_Signature(number, *said[number], tuple(parts), frozenset(documents), document is not None))
    return sorted(made, key=lambda s: (order[s.said], s.first))


def _two_states(a: _Signature, b: _Signature) -> bool:
    states_a, states_b = _states(a.sides), _states(b.sides)
    return bool(states_a) and bool(states_b) and not states_a & states_b


def _two_offices(a: _Signature, b: _Signature) -> bool:
    return a.name == b.name and bool(a.titles) and bool(b.titles) and not a.titles & b.titles


def _states(sides: frozenset[str]) -> frozenset[str]:
    return frozenset(side for side in sides if not side.startswith(ORGANISATION))
