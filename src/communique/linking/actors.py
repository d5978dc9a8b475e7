"""Figures of all documents → actors: one actor for all the names of one person, state, organisation or body.

    links = link_actors(rows_of_one_block, knowledge)

A block holds the figures that could possibly be one actor; blocks are disjoint, and a block is always linked
whole. A person is the same under name orders, nicknames, initials and spellings; two whose states differ stay
two. A bare surname joins only where exactly one candidate is compatible by office or state.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from communique.linking.alike import Alike, alike
from communique.linking.inputs import FigureRow, Member
from communique.linking.knowledge import Knowledge, fold
from communique.linking.names import fullness, parse, skeleton
from communique.linking.outcome import Candidate, Open
from communique.linking.persons import group_persons, parsed
from communique.model.ids import Thing, identify
from communique.model.marks import ActorKind


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


class Home(Struct, frozen=True):
    """What figures of one form say (`Alike.token`), and the actor that any further one joins which stands later than
    `since`, in a document of its own, without any change to the rest of the block. Where its `name` is not the one by
    which the actor is shown, only so many documents more may use it (`room`) until that might change."""

    token: str
    actor: str
    since: Member
    name: str
    room: int | None


class ActorLinks(Struct, frozen=True):
    clusters: tuple[ActorCluster, ...]
    open: tuple[Open, ...] = ()
    homes: tuple[Home, ...] = ()


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
    found = group_persons(persons, knowledge)
    of_groups = [_cluster(group, knowledge) for group in found.groups]
    clusters += of_groups
    unsettled = found.unsettled
    by_member = {m: cluster for cluster in clusters for m in cluster.members} if unsettled else {}
    questions = []
    for figure, rivals in unsettled:
        named = {by_member[rival].id: by_member[rival] for rival in rivals}
        candidates = tuple(sorted(Candidate(c.id, _described(c, knowledge)) for c in named.values()))
        which = f"any of {len(candidates)} of that name" if len(candidates) > 1 else "the only one of that name"
        reason = (
            f"“{figure.row.name}” may be {which}; the sources do not say {'which' if len(candidates) > 1 else 'so'}"
        )
        questions.append(Open("actor", figure.members[0], candidates, reason))
    counted = [_Counted(cluster) for cluster in of_groups]
    homes: dict[str, Home] = {}
    for figure, since, n in found.steady:
        if not figure.token or figure.token in homes or not counted[n].stays(figure.row):
            continue
        room = counted[n].room(figure.row.name, knowledge)
        homes[figure.token] = Home(figure.token, of_groups[n].id, since, figure.row.name, room)
    questions.sort(key=lambda o: o.member)
    return ActorLinks(tuple(sorted(clusters, key=lambda c: c.id)), tuple(questions), tuple(homes.values()))


class _Counted:
    """What is counted of a person: the documents behind each name, side and office."""

    def __init__(self, cluster: ActorCluster) -> None:
        self._name = cluster.name
        self._used = _used(cluster.parts)
        self._sides = {cluster.side.of if cluster.side else None}
        self._forms: dict[str, set[str]] = {}  # an office's title, folded → as it is written
        counts: dict[str, dict[str, int]] = {}  # … → what it is said to be of, by how many figures
        for part in cluster.parts:
            for title, of, _ in {(office.title, office.of, office.former) for office in part.row.offices}:
                self._forms.setdefault(fold(title), set()).add(title)
                of_title = counts.setdefault(fold(title), {})
                if of:
                    of_title[of] = of_title.get(of, 0) + len(part.members)
        self._of = {title: min(of, key=lambda key: (-of[key], key)) for title, of in counts.items() if of}

    def room(self, name: str, knowledge: Knowledge) -> int | None:
        """How many documents more may use a name before it might become the one that is shown; None for any number."""
        if name == self._name:
            return None
        written, first = (fullness(parsed(name, None, knowledge))[0] for name in (name, self._name))
        if first and not written:  # a name without a given name never comes before one that has it
            return None
        return max(0, len(self._used[self._name]) - len(self._used[name]) - 1)

    def stays(self, row: FigureRow) -> bool:
        """Whether one more document that says the same leaves the side and the offices as they are: what it counts for
        is first already. The days of offices are looked at by those who know them."""
        sides = _named_with(row) | {office.of for office in row.offices if office.of}
        offices = {(fold(office.title), office.of) for office in row.offices}
        return (
            not sides - self._sides
            and not any(office.former for office in row.offices)
            and all(len(self._forms[title]) == 1 and of in (None, self._of.get(title)) for title, of in offices)
        )


def _unkeyed_person(row: FigureRow) -> bool:
    return row.kind is ActorKind.PERSON and row.key is None


def _cluster(parts: Sequence[Alike], knowledge: Knowledge) -> ActorCluster:
    """The actor of figures that are one."""
    return cluster_of(parts, knowledge, key=parts[0].row.key, lead=parts)


def cluster_of(
    parts: Sequence[Alike], knowledge: Knowledge, *, key: str | None, lead: Sequence[Alike], alone: bool = False
) -> ActorCluster:
    """The actor of figures that are one, of which those of `lead` may name it. One that is `alone` was divided from
    others of its kind: what these share names it no more."""
    first = min(lead, key=lambda part: part.members[0])
    canonical = first.members[0]
    row = first.row if first.row.key == key else msgspec.structs.replace(first.row, key=key)
    return ActorCluster(
        id=_place_id(row, canonical) if alone else _own_id(row, canonical),
        kind=row.kind,
        key=row.key,
        name=(knowledge.names.get(row.key) if row.key else None) or _display(lead, knowledge),
        names=tuple(sorted({name for part in parts for name in (part.row.name, *part.row.names)})),
        canonical=canonical,
        members=tuple(sorted(member for part in parts for member in part.members)),
        parts=tuple(parts),
        side=_side(row, canonical, parts, knowledge, alone),
    )


def _own_id(row: FigureRow, member: Member) -> str:
    """The id of the actor of which this figure is the canonical member."""
    if row.key is not None:
        return identify(Thing.ACTOR, row.key)
    of = row.of_key or next((office.of for office in row.offices if office.of), None)
    if row.kind is ActorKind.OFFICE and of is not None:
        return identify(Thing.ACTOR, "office", of, fold(_title(row)))
    return _place_id(row, member)


def _place_id(row: FigureRow, member: Member) -> str:
    return identify(Thing.ACTOR, member.document, member.span.start, member.span.end, row.name)


def _display(parts: Sequence[Alike], knowledge: Knowledge) -> str:
    """Of the names with a given name written out the one that most documents use, then the fullest."""
    used = _used(parts)

    def rank(name: str) -> tuple[bool, int, int, int, bool, str]:
        written, pieces = fullness(parsed(name, None, knowledge))
        shouted = any(word.isupper() and len(word) > 2 for word in name.split())
        return written == 0, -len(used[name]), -written, -pieces, shouted, name

    return min(used, key=rank)


def _used(parts: Sequence[Alike]) -> dict[str, set[str]]:
    """The documents that use each name."""
    used: dict[str, set[str]] = {}
    for part in parts:
        used.setdefault(part.row.name, set()).update(member.document for member in part.members)
    return used


def _side(
    first: FigureRow, canonical: Member, parts: Sequence[Alike], knowledge: Knowledge, alone: bool
) -> Side | None:
    """What most documents name the actor with; a state or organisation stands for itself."""
    if first.kind in (ActorKind.STATE, ActorKind.ORGANISATION):
        return Side(first.key or (_place_id if alone else _own_id)(first, canonical), "itself")
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
