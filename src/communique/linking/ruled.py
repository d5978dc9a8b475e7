"""Actors and engagements as people ruled them: joined or divided after linking found what it finds.

    links = ruled_actors([link_alike(one), link_alike(another)], settled, knowledge)
    for links, tellings in ruled_engagements([grouped(one, k), grouped(another, k)], settled, names, k, assemble): ...

Blocks that a ruling joins are linked each by itself; only their results are put together. So a ruling changes nothing
but what it speaks of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from communique.linking.actors import ActorCluster, ActorLinks, cluster_of
from communique.linking.alike import Alike
from communique.linking.assembly import EngagementCluster
from communique.linking.bonds import Anchor, Settled, regrouped
from communique.linking.engagements import EngagementLinks, Grouped, concluded, merged
from communique.linking.inputs import Member
from communique.linking.knowledge import Knowledge, fold
from communique.linking.outcome import Open
from communique.linking.telling import Telling, closeness, may_be_one
from communique.model.marks import ActorKind


def ruled_actors(blocks: Sequence[ActorLinks], settled: Settled, knowledge: Knowledge) -> ActorLinks:
    """The actors of some blocks together. No home is known in them: whoever comes is looked at with the bonds."""
    clusters = [cluster for links in blocks for cluster in links.clusters]
    bound = [c for c in clusters if any(_anchor(m) in settled.root for m in c.members)]
    atoms = [[atom for part in cluster.parts for atom in _atoms(part, settled)] for cluster in bound]
    made = [c for c in clusters if not any(_anchor(m) in settled.root for m in c.members)]
    holders: set[str] = set()  # keys of the lexicon that an actor has already
    for parts, changed in sorted(
        ((_together(atoms_), changed) for atoms_, changed in regrouped(atoms, settled, _of_atom, _actors_alike)),
        key=lambda found: (-sum(len(part.members) for part in found[0]), min(part.members[0] for part in found[0])),
    ):
        made.append(_actor(parts, changed, holders, knowledge))
    return ActorLinks(tuple(sorted(made, key=lambda c: c.id)), _questions(blocks, made, settled))


def ruled_engagements(
    blocks: Sequence[Grouped],
    settled: Settled,
    names: Mapping[str, str],
    knowledge: Knowledge,
    assembled: Callable[..., EngagementCluster],
) -> list[tuple[EngagementLinks, list[Telling]]]:
    """For each block its engagements with all their tellings; one that spans several blocks is in that of its first."""
    every = [group for block in blocks for group in block.groups]
    home = {t.member: n for n, group in enumerate(every) for t in group.tellings}
    groups = []
    for some, changed in regrouped([g.tellings for g in every], settled, _of_telling, _tellings_alike):
        tellings = sorted(some, key=lambda t: t.member)
        why = settled.reasons(map(_of_telling, tellings))
        before = [every[n] for n in sorted({home[t.member] for t in tellings})]
        groups.append(merged(tellings, before, why) if changed or why else before[0])
    at = {t.member: group for group in groups for t in group.tellings}
    links = []
    for block in blocks:
        own = {t.member for t in block.tellings}
        here = [g for g in groups if min(t.member for t in g.tellings) in own]
        refused = [
            (telling, list(dict.fromkeys(at[g.tellings[0].member] for g in rivals if g in every)), reason)
            for telling, rivals, reason in block.refused
            if _of_telling(telling) not in settled.root
        ]
        told = [t for g in here for t in g.tellings]
        links.append((concluded(Grouped(told, here, refused), names, knowledge, assembled), told))
    return links


# -- actors --------------------------------------------------------------------------------------


def _atoms(part: Alike, settled: Settled) -> list[Alike]:
    """A part with every figure that is bound by itself."""
    free = tuple(m for m in part.members if _anchor(m) not in settled.root)
    alone = [Alike(part.row, (m,), part.token) for m in part.members if _anchor(m) in settled.root]
    return [*alone, *([Alike(part.row, free, part.token)] if free else [])]


def _together(atoms: Iterable[Alike]) -> list[Alike]:
    """Figures that say the same, as one part again."""
    found: dict[object, Alike] = {}
    for atom in atoms:
        key = atom.token or atom.members[0]
        known = found.get(key)
        members = atom.members if known is None else tuple(sorted((*known.members, *atom.members)))
        found[key] = Alike(atom.row, members, atom.token)
    return sorted(found.values(), key=lambda part: part.members[0])


def _anchor(member: Member) -> Anchor:
    return member.document, member.n


def _of_atom(part: Alike) -> Anchor | None:
    return _anchor(part.members[0]) if len(part.members) == 1 else None


def _actors_alike(a: Alike, b: Alike) -> int:
    """Less than 0 where names written out differ, or states; more where the names are the same. Nothing else tells that
    a figure goes with the one that leaves: most name an actor in short."""
    one, other = (fold(part.row.name) for part in (a, b))
    sides = [{o.of for o in part.row.offices if o.of and not o.former} for part in (a, b)]
    full = " " in one and " " in other
    apart = (full and one != other) or (all(sides) and not sides[0] & sides[1])
    return -1 if apart else int(full)


def _actor(parts: Sequence[Alike], changed: bool, holders: set[str], knowledge: Knowledge) -> ActorCluster:
    """The actor of these parts. It bears the lexicon's key where any has one; of those that were divided, the largest
    alone does. Who is named is shown before an office without a name."""
    keys = {part.row.key for part in parts if part.row.key is not None}
    key = min(keys, default=None)
    own = key is not None and key not in holders
    if own and key is not None:
        holders.add(key)
    lead = [p for p in parts if p.row.key == key] if own else [p for p in parts if p.row.kind is ActorKind.PERSON]
    return cluster_of(parts, knowledge, key=key if own else None, lead=lead or parts, alone=changed and not own)


def _questions(blocks: Sequence[ActorLinks], made: Sequence[ActorCluster], settled: Settled) -> tuple[Open, ...]:
    """What is open still: not of those about whom somebody ruled; candidates by the actors that they are now."""
    home = {member: cluster for cluster in made for member in cluster.members}
    first = {cluster.id: cluster.canonical for links in blocks for cluster in links.clusters}
    found = []
    for question in (question for links in blocks for question in links.open):
        if _anchor(question.member) in settled.root:
            continue
        named = {
            home[first[c.value]].id: msgspec.structs.replace(c, value=home[first[c.value]].id)
            for c in question.candidates
        }
        found.append(msgspec.structs.replace(question, candidates=tuple(sorted(named.values()))))
    return tuple(sorted(found, key=lambda o: o.member))


# -- engagements ---------------------------------------------------------------------------------


def _of_telling(telling: Telling) -> Anchor:
    return telling.document.document, telling.row.n


def _tellings_alike(a: Telling, b: Telling) -> tuple[int, ...]:
    """How much two tellings have in common: the days, then persons, place and hour."""
    days = a.reading.window is not None and a.reading.window == b.reading.window
    return days, may_be_one(a, b), closeness(a, b)
