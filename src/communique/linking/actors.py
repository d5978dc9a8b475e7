"""Figures of all documents → actors: one actor for all the names of one person, state, organisation or body.

    links = link_actors(rows_of_one_block, knowledge)

A block holds the figures that could possibly be one actor; blocks are disjoint, and a block is always linked
whole. A person is the same under name orders, nicknames, initials and spellings; two whose states differ stay
two. A bare surname joins only where exactly one candidate is compatible by office or state.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from communique.linking.inputs import FigureRow, Member, OfficeRow, evidence
from communique.linking.knowledge import ORGANISATION, Knowledge, fold
from communique.linking.names import PersonName, compatible, fullness, parse, skeleton
from communique.linking.outcome import Candidate, Open
from communique.model.ids import Thing, identify
from communique.model.marks import ActorKind
from communique.model.spans import Evidence

FOREMOST = 5  # times as many documents as of anybody else of that name, and at least so many


class OfficeSeen(Struct, frozen=True):
    """One document's words that an actor holds, or held, an office."""

    title: str
    of: str | None
    former: bool
    document: str
    start: int
    end: int

    @property
    def evidence(self) -> Evidence:
        return Evidence(self.document, self.start, self.end, "")

    @property
    def order(self) -> tuple[str, int, int, str, str, bool]:
        return self.document, self.start, self.end, self.title, self.of or "", self.former


class Side(Struct, frozen=True):
    """The state or organisation that an actor stands for: a key, or a name without one."""

    of: str
    reason: str
    evidence: tuple[Evidence, ...] = ()


class ActorCluster(Struct, frozen=True):
    """One actor with all its figures. `former_ids` are the ids it would have without its other members."""

    id: str
    kind: ActorKind
    key: str | None
    name: str
    names: tuple[str, ...]
    canonical: Member
    members: tuple[Member, ...]
    former_ids: tuple[str, ...] = ()
    offices: tuple[OfficeSeen, ...] = ()
    side: Side | None = None


class ActorLinks(Struct, frozen=True):
    clusters: tuple[ActorCluster, ...]
    open: tuple[Open, ...] = ()


class _Signature(Struct, frozen=True):
    """Rows that say the same about a person: they are compared once."""

    name: PersonName
    sides: frozenset[str]
    past_sides: frozenset[str]
    titles: frozenset[str]
    rows: tuple[FigureRow, ...]
    documents: frozenset[str]

    @property
    def bare(self) -> bool:
        """True for a surname without a given name written out."""
        return fullness(self.name)[0] == 0


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
    ordered = sorted(rows, key=lambda row: row.member)
    persons = [row for row in ordered if row.kind is ActorKind.PERSON and row.key is None]
    others = [row for row in ordered if not (row.kind is ActorKind.PERSON and row.key is None)]
    by_block: dict[str, list[FigureRow]] = {}
    for row in others:
        by_block.setdefault(block_of(row, knowledge), []).append(row)
    clusters = [_cluster(block, knowledge) for block in by_block.values()]
    groups, unsettled = _group_persons(persons, knowledge)
    clusters += [_cluster(sorted(group, key=lambda row: row.member), knowledge) for group in groups]
    by_member = {member: cluster for cluster in clusters for member in cluster.members}
    questions = []
    for row, rivals in unsettled:
        named = {by_member[rival.member] for rival in rivals}
        candidates = tuple(sorted(Candidate(c.id, _described(c, knowledge)) for c in named))
        reason = f"“{row.name}” may be any of {len(candidates)} of that name; the sources do not say which"
        questions.append(Open("actor", row.member, candidates, reason))
    return ActorLinks(tuple(sorted(clusters, key=lambda c: c.id)), tuple(sorted(questions, key=lambda o: o.member)))


def _group_persons(
    rows: Sequence[FigureRow], knowledge: Knowledge
) -> tuple[list[list[FigureRow]], list[tuple[FigureRow, list[FigureRow]]]]:
    """Groups of rows that are one person each, and the rows that could be of several, with one row of each."""
    groups: list[_Group] = []
    unsettled: list[tuple[FigureRow, list[FigureRow]]] = []
    for signature in _signatures(rows, knowledge):
        ties = [(group, tie) for group in groups if (tie := _tie(signature, group, knowledge))]
        highest = max((tie for _, tie in ties), default=0)
        best = [group for group, tie in ties if tie == highest]
        if len(best) > 1:
            best = _foremost(best)
        if len(best) == 1:
            best[0].add(signature)
        elif best:  # each row is left alone: nothing says that they are even one another
            unsettled += [(row, [group.rows[0] for group in best]) for row in signature.rows]
        else:
            groups.append(_Group(signature))
    return [group.rows for group in groups] + [[row] for row, _ in unsettled], unsettled


class _Group:
    """Signatures that are one person; those that say the same are kept once, so that joining costs what is new."""

    def __init__(self, first: _Signature) -> None:
        self.rows: list[FigureRow] = []
        self.documents: set[str] = set()
        self.said: dict[tuple[object, ...], _Signature] = {}
        self.sides: frozenset[str] = frozenset()
        self.titles: frozenset[str] = frozenset()
        self.bare = first.bare
        self.add(first)

    def add(self, signature: _Signature) -> None:
        said = (signature.name, signature.sides, signature.past_sides, signature.titles)
        known = self.said.get(said)
        documents = signature.documents | (known.documents if known else frozenset())
        self.said[said] = msgspec.structs.replace(signature, documents=documents, rows=signature.rows[:1])
        self.rows.extend(signature.rows)
        self.documents |= signature.documents
        self.sides |= signature.sides | signature.past_sides
        self.titles |= signature.titles


def _foremost(groups: list[_Group]) -> list[_Group]:
    """The one that most documents speak of, where it outweighs the next by far; else all of them."""
    ranked = sorted(groups, key=lambda group: -len(group.documents))
    weight = len(ranked[0].documents)
    return ranked[:1] if weight >= FOREMOST and weight >= FOREMOST * len(ranked[1].documents) else groups


def _signatures(rows: Sequence[FigureRow], knowledge: Knowledge) -> list[_Signature]:
    """Rows that say the same, together; the fullest names first, then those with most said beside them."""
    alike: dict[tuple[object, ...], list[FigureRow]] = {}
    for row in rows:
        name = parse(row.name, row.surname, knowledge)
        sides = frozenset(o.of for o in row.offices if o.of and not o.former)
        past = frozenset(o.of for o in row.offices if o.of and o.former)
        titles = frozenset(fold(o.title) for o in row.offices if not o.former)
        # a bare surname of which no state is known is nobody in particular: every document's is its own
        apart = row.document if not sides and fullness(name)[0] == 0 else None
        alike.setdefault((name, sides, past, titles, apart), []).append(row)
    made = [
        _Signature(name, sides, past, titles, tuple(same), frozenset(row.document for row in same))  # type: ignore[arg-type]
        for (name, sides, past, titles, _), same in alike.items()
    ]
    return sorted(
        made,
        key=lambda s: (s.bare, *(-n for n in fullness(s.name)), -len(s.sides), -len(s.titles), s.rows[0].member),
    )


def _tie(signature: _Signature, group: _Group, knowledge: Knowledge) -> int:
    """How strongly a signature belongs to a group: 0 not at all, 1 by name, 2 and by state, 3 and by office."""
    if not all(compatible(signature.name, other.name, knowledge) for other in group.said.values()):
        return 0
    if any(_conflict(signature, other) for other in group.said.values()):
        return 0
    if signature.sides & group.sides:
        return 3 if signature.titles & group.titles else 2
    if not signature.bare:
        return 1
    if signature.sides and group.sides:
        return 0
    if group.bare:  # two bare surnames are one person only where a state ties them
        return 0
    return 3 if signature.titles & group.titles else 1


def _conflict(a: _Signature, b: _Signature) -> bool:
    """Whether what is said of the two cannot be said of one: two states, or two offices in one document."""
    states_a, states_b = _states(a.sides), _states(b.sides)
    if states_a and states_b and not states_a & states_b:
        return True
    apart = bool(a.titles) and bool(b.titles) and not a.titles & b.titles
    return apart and a.name == b.name and bool(a.documents & b.documents)


def _states(sides: frozenset[str]) -> frozenset[str]:
    return frozenset(side for side in sides if not side.startswith(ORGANISATION))


def _cluster(rows: Sequence[FigureRow], knowledge: Knowledge) -> ActorCluster:
    """The actor of rows that are one; `rows` are sorted by member."""
    first = rows[0]
    own = {_own_id(row) for row in rows}
    offices = sorted({_seen(row, office) for row in rows for office in row.offices}, key=lambda seen: seen.order)
    return ActorCluster(
        id=_own_id(first),
        kind=first.kind,
        key=first.key,
        name=(knowledge.names.get(first.key) if first.key else None) or _display(rows, knowledge),
        names=tuple(sorted({name for row in rows for name in (row.name, *row.names)})),
        canonical=first.member,
        members=tuple(row.member for row in rows),
        former_ids=tuple(sorted(own - {_own_id(first)})),
        offices=tuple(offices),
        side=_side(rows, knowledge),
    )


def _own_id(row: FigureRow) -> str:
    """The id of the actor of which this row is the canonical member."""
    if row.key is not None:
        return identify(Thing.ACTOR, row.key)
    of = row.of_key or next((office.of for office in row.offices if office.of), None)
    if row.kind is ActorKind.OFFICE and of is not None:
        return identify(Thing.ACTOR, "office", of, fold(_title(row)))
    return identify(Thing.ACTOR, row.document, row.first_span.start, row.first_span.end, row.name)


def _display(rows: Sequence[FigureRow], knowledge: Knowledge) -> str:
    """Of the names with a given name written out the one that most documents use, then the fullest."""
    used = Counter(name for name, _ in {(row.name, row.document) for row in rows})

    def rank(name: str) -> tuple[bool, int, int, int, bool, str]:
        written, parts = fullness(parse(name, None, knowledge))
        shouted = any(word.isupper() and len(word) > 2 for word in name.split())
        return written == 0, -used[name], -written, -parts, shouted, name

    return min(used, key=rank)


def _side(rows: Sequence[FigureRow], knowledge: Knowledge) -> Side | None:
    """What most documents name the actor with; a state or organisation stands for itself."""
    first = rows[0]
    if first.kind in (ActorKind.STATE, ActorKind.ORGANISATION):
        return Side(first.key or _own_id(first), "itself")
    named: dict[str, set[str]] = {}
    proof: dict[str, set[Evidence]] = {}
    for row in rows:
        if row.of_key and row.kind is not ActorKind.PERSON:
            named.setdefault(row.of_key, set()).add(row.document)
        for office in row.offices:
            if office.of and not office.former:
                named.setdefault(office.of, set()).add(row.document)
                proof.setdefault(office.of, set()).add(evidence(row.document, office.span))
    if not named:  # nothing but an office once held
        for row in rows:
            for office in row.offices:
                if office.of:
                    named.setdefault(office.of, set()).add(row.document)
                    proof.setdefault(office.of, set()).add(evidence(row.document, office.span))
    hinted = sorted({row.of_key for row in rows if row.of_key})
    if not named and len(hinted) == 1:  # a government names its own officials without their state
        reason = f"named without a state in texts issued by {knowledge.common_name(hinted[0])}"
        return Side(hinted[0], reason, tuple(evidence(row.document, row.first_span) for row in rows if row.of_key))
    if not named:
        return None
    of = min(named, key=lambda side: (-len(named[side]), side))
    total = len(set().union(*named.values()))
    reason = f"named with {knowledge.common_name(of)} in {len(named[of])} of {total} documents that name an office"
    shown = sorted(proof.get(of, set()), key=lambda e: (e.document, e.start))
    return Side(of, reason, tuple(shown))


def _seen(row: FigureRow, office: OfficeRow) -> OfficeSeen:
    return OfficeSeen(office.title, office.of, office.former, row.document, office.span.start, office.span.end)


def _title(row: FigureRow) -> str:
    return row.offices[0].title if row.offices else row.name


def _described(cluster: ActorCluster, knowledge: Knowledge) -> str:
    return f"{cluster.name} ({knowledge.common_name(cluster.side.of)})" if cluster.side else cluster.name
