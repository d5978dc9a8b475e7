"""Figures of all documents → actors: one actor for all the names of one person, state, organisation or body.

    links = link_actors(rows_of_one_block, knowledge)

A block holds the figures that could possibly be one actor; blocks are disjoint, and a block is always linked
whole. A person is the same under name orders, nicknames, initials and spellings; two whose states differ stay
two. A bare surname joins only where exactly one candidate is compatible by office or state.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from communique.linking.alike import Alike, alike
from communique.linking.inputs import FigureRow, Member
from communique.linking.knowledge import ORGANISATION, Knowledge, fold
from communique.linking.names import PersonName, compatible, fullness, is_bare, parse, skeleton
from communique.linking.outcome import Candidate, Open
from communique.model.ids import Thing, identify
from communique.model.marks import ActorKind

_parse = lru_cache(maxsize=65536)(parse)  # the same names meet again and again
_compatible = lru_cache(maxsize=131072)(compatible)
FOREMOST = 5  # times as many documents as of anybody else of that name, and at least so many


class Side(Struct, frozen=True):
    """The state or organisation that an actor stands for: a key, or a name without one."""

    of: str
    reason: str


class ActorCluster(Struct, frozen=True):
    """One actor with all its figures, by what they say."""

    id: str
    kind: ActorKind
    key: str | None
    name: str
    names: tuple[str, ...]
    canonical: Member
    members: tuple[Member, ...]
    parts: tuple[Alike, ...]
    side: Side | None = None

    @property
    def former_ids(self) -> tuple[str, ...]:
        """The ids that it would have without its other members."""
        own = {_own_id(part.row, member) for part in self.parts for member in part.members}
        return tuple(sorted(own - {self.id}))

    @property
    def offices(self) -> frozenset[tuple[str, str | None]]:
        """The title of each office that its figures bear, and of what it is."""
        return frozenset((office.title, office.of) for part in self.parts for office in part.row.offices)


class ActorLinks(Struct, frozen=True):
    clusters: tuple[ActorCluster, ...]
    open: tuple[Open, ...] = ()


class _Signature(Struct, frozen=True, eq=False):
    """Figures that say the same of a person: they are compared once. `said` is a number for what they say."""

    said: int
    name: PersonName
    sides: frozenset[str]
    past_sides: frozenset[str]
    titles: frozenset[str]
    parts: tuple[Alike, ...]
    documents: frozenset[str]

    @property
    def bare(self) -> bool:
        """True for a surname without a given name written out."""
        return is_bare(self.name)

    @property
    def first(self) -> Member:
        return self.parts[0].members[0] if len(self.parts) == 1 else min(part.members[0] for part in self.parts)


def block_of(row: FigureRow, knowledge: Knowledge) -> str:
    """The one block in which a figure is linked."""
    if row.key is not None:
        return json.dumps([row.key], ensure_ascii=False)
    if row.kind is ActorKind.PERSON:
        return json.dumps(["person", skeleton(parse(row.name, row.surname, knowledge).surname)], ensure_ascii=False)
    of = row.of_key or next((office.of for office in row.offices if office.of), None)
    if row.kind is ActorKind.OFFICE:
        if of is None:  # "a spokesman" of nobody: another one in every document
            return json.dumps(["office", row.document, row.n], ensure_ascii=False)
        return json.dumps(["office", of, fold(_title(row))], ensure_ascii=False)
    return json.dumps([row.kind.value, of, fold(row.name)], ensure_ascii=False)


def link_actors(rows: Iterable[FigureRow], knowledge: Knowledge) -> ActorLinks:
    """The actors of one block, from all its rows in any order."""
    return link_alike(alike(rows), knowledge)


def link_alike(figures: Iterable[Alike], knowledge: Knowledge) -> ActorLinks:
    """The actors of one block, from all that its figures say, each once, in any order."""
    ordered = sorted(figures, key=lambda figure: figure.members[0])
    persons = [f for f in ordered if _unkeyed_person(f.row)]
    by_block: dict[str, list[Alike]] = {}
    for figure in ordered:
        if not _unkeyed_person(figure.row):
            by_block.setdefault(block_of(figure.row, knowledge), []).append(figure)
    clusters = [_cluster(block, knowledge) for block in by_block.values()]
    groups, unsettled = _group_persons(persons, knowledge)
    clusters += [_cluster(group, knowledge) for group in groups]
    by_member = {m: cluster for cluster in clusters for m in cluster.members} if unsettled else {}
    questions = []
    for figure, rivals in unsettled:
        named = {by_member[rival].id: by_member[rival] for rival in rivals}
        candidates = tuple(sorted(Candidate(c.id, _described(c, knowledge)) for c in named.values()))
        reason = f"“{figure.row.name}” may be any of {len(candidates)} of that name; the sources do not say which"
        questions.append(Open("actor", figure.members[0], candidates, reason))
    return ActorLinks(tuple(sorted(clusters, key=lambda c: c.id)), tuple(sorted(questions, key=lambda o: o.member)))


def _unkeyed_person(row: FigureRow) -> bool:
    return row.kind is ActorKind.PERSON and row.key is None


def _group_persons(
    figures: Sequence[Alike], knowledge: Knowledge
) -> tuple[list[list[Alike]], list[tuple[Alike, list[Member]]]]:
    """Groups of figures that are one person each, and those that could be of several, with one figure of each."""
    groups: list[_Group] = []
    unsettled: list[tuple[Alike, list[Member]]] = []
    near: dict[int, list[_Level]] = {}  # what is said → where it may belong, until something new is said
    for signature in _signatures(figures, knowledge):
        if signature.said not in near:
            near[signature.said] = _levels(signature, groups, knowledge)
        best: list[_Group] = next(filter(None, (level.open_to(signature) for level in near[signature.said])), [])
        if len(best) > 1:
            best = _foremost(best)
        if len(best) > 1:  # each figure is left alone: nothing says that they are even one another
            rivals = [group.parts[0].members[0] for group in best]
            unsettled += [(Alike(p.row, (member,)), rivals) for p in signature.parts for member in p.members]
            continue
        if not best:
            best = [_Group(signature)]
            groups += best
        if best[0].add(signature):
            near.clear()
    return [group.parts for group in groups] + [[figure] for figure, _ in unsettled], unsettled


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
        """How strongly a signature belongs here: 0 not at all, 1 by name, 2 and by state, 3 and by office."""
        others = self.said.values()
        if not all(_compatible(signature.name, name, knowledge) for name in {other.name for other in others}):
            return 0
        if any(_two_states(signature, other) for other in others):
            return 0
        if signature.sides & self.sides:
            return 3 if signature.titles & self.titles else 2
        if not signature.bare:
            return 1
        if signature.sides and self.sides:
            return 0
        if self.bare:  # two bare surnames are one person only where a state ties them
            return 0
        return 3 if signature.titles & self.titles else 1


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

    free: list[_Group]
    rivalled: list[_Tie]

    def open_to(self, signature: _Signature) -> list[_Group]:
        return self.free + [tie.group for tie in self.rivalled if not tie.excludes(signature)]


def _levels(signature: _Signature, groups: Iterable[_Group], knowledge: Knowledge) -> list[_Level]:
    """The strongest first."""
    levels: dict[int, _Level] = {}
    for group in groups:
        tie = group.tie(signature, knowledge)
        if tie.strength:
            level = levels.setdefault(tie.strength, _Level([], []))
            if tie.rivals:
                level.rivalled.append(tie)
            else:
                level.free.append(group)
    return [levels[strength] for strength in sorted(levels, reverse=True)]


def _foremost(groups: list[_Group]) -> list[_Group]:
    """The one that most documents speak of, where it outweighs the next by far; else all of them."""
    sizes = [len(group.documents) for group in groups]
    most = max(sizes)
    foremost = groups[sizes.index(most)]
    sizes.remove(most)
    return [foremost] if most >= FOREMOST and most >= FOREMOST * max(sizes) else groups


def _signatures(figures: Sequence[Alike], knowledge: Knowledge) -> list[_Signature]:
    """Figures that say the same, together; the fullest names first, then those with most said beside them."""
    numbers: dict[tuple[PersonName, frozenset[str], frozenset[str], frozenset[str]], int] = {}
    gathered: dict[tuple[int, str | None], list[Alike]] = {}
    for figure in figures:
        row = figure.row
        name = _parse(row.name, row.surname, knowledge)
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
        made.append(_Signature(number, *said[number], tuple(parts), frozenset(documents)))
    return sorted(made, key=lambda s: (order[s.said], s.first))


def _two_states(a: _Signature, b: _Signature) -> bool:
    states_a, states_b = _states(a.sides), _states(b.sides)
    return bool(states_a) and bool(states_b) and not states_a & states_b


def _two_offices(a: _Signature, b: _Signature) -> bool:
    return a.name == b.name and bool(a.titles) and bool(b.titles) and not a.titles & b.titles


def _states(sides: frozenset[str]) -> frozenset[str]:
    return frozenset(side for side in sides if not side.startswith(ORGANISATION))


def _cluster(parts: Sequence[Alike], knowledge: Knowledge) -> ActorCluster:
    """The actor of figures that are one."""
    first = min(parts, key=lambda part: part.members[0])
    canonical, row = first.members[0], first.row
    return ActorCluster(
        id=_own_id(row, canonical),
        kind=row.kind,
        key=row.key,
        name=(knowledge.names.get(row.key) if row.key else None) or _display(parts, knowledge),
        names=tuple(sorted({name for part in parts for name in (part.row.name, *part.row.names)})),
        canonical=canonical,
        members=tuple(sorted(member for part in parts for member in part.members)),
        parts=tuple(parts),
        side=_side(row, canonical, parts, knowledge),
    )


def _own_id(row: FigureRow, member: Member) -> str:
    """The id of the actor of which this figure is the canonical member."""
    if row.key is not None:
        return identify(Thing.ACTOR, row.key)
    of = row.of_key or next((office.of for office in row.offices if office.of), None)
    if row.kind is ActorKind.OFFICE and of is not None:
        return identify(Thing.ACTOR, "office", of, fold(_title(row)))
    return identify(Thing.ACTOR, member.document, member.span.start, member.span.end, row.name)


def _display(parts: Sequence[Alike], knowledge: Knowledge) -> str:
    """Of the names with a given name written out the one that most documents use, then the fullest."""
    used: dict[str, set[str]] = {}
    for part in parts:
        used.setdefault(part.row.name, set()).update(member.document for member in part.members)

    def rank(name: str) -> tuple[bool, int, int, int, bool, str]:
        written, pieces = fullness(_parse(name, None, knowledge))
        shouted = any(word.isupper() and len(word) > 2 for word in name.split())
        return written == 0, -len(used[name]), -written, -pieces, shouted, name

    return min(used, key=rank)


def _side(first: FigureRow, canonical: Member, parts: Sequence[Alike], knowledge: Knowledge) -> Side | None:
    """What most documents name the actor with; a state or organisation stands for itself."""
    if first.kind in (ActorKind.STATE, ActorKind.ORGANISATION):
        return Side(first.key or _own_id(first, canonical), "itself")
    named: dict[str, set[str]] = {}
    for part in parts:
        for of in _named_with(part.row):
            named.setdefault(of, set()).update(member.document for member in part.members)
    if not named:  # nothing but an office once held
        for part in parts:
            for of in {office.of for office in part.row.offices if office.of}:
                named.setdefault(of, set()).update(member.document for member in part.members)
    hinted = sorted({part.row.of_key for part in parts if part.row.of_key})
    if not named and len(hinted) == 1:  # a government names its own officials without their state
        return Side(hinted[0], f"named without a state in texts issued by {knowledge.common_name(hinted[0])}")
    if not named:
        return None
    of = min(named, key=lambda side: (-len(named[side]), side))
    total = len(set().union(*named.values()))
    return Side(
        of, f"named with {knowledge.common_name(of)} in {len(named[of])} of {total} documents that name an office"
    )


def _named_with(row: FigureRow) -> set[str]:
    """What a figure is named with: what a body belongs to, what an office that is still held is of."""
    own = {row.of_key} if row.of_key and row.kind is not ActorKind.PERSON else set()
    return own | {office.of for office in row.offices if office.of and not office.former}


def _title(row: FigureRow) -> str:
    return row.offices[0].title if row.offices else row.name


def _described(cluster: ActorCluster, knowledge: Knowledge) -> str:
    return f"{cluster.name} ({knowledge.common_name(cluster.side.of)})" if cluster.side else cluster.name
