"""What people held to be one, or two: rulings as bonds between marks, and groups that obey them.

    settled = settle([Bond("r-1", one, other, same=True, reason="held to be one by Ada Orlan on 2031-02-03")])
    settled.refused                       # rulings that contradict earlier ones, with the reason
    regrouped(groups, settled, anchor, alike)

Of two rulings on the same two marks the later one counts. One that contradicts what follows from earlier ones (A is B,
B is C, A is not C) is refused. Groups that are bound together become one; a group with two that are apart is divided,
and whoever else was in it goes with the one that he is most like, where both are alike with the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from msgspec import Struct

Anchor = tuple[str, int]  # a document and the number of a mark
Atom = TypeVar("Atom")


class Bond(Struct, frozen=True):
    """A ruling that two marks are of one thing (`same`) or are not; `reason` says so in words."""

    ruling: str
    one: Anchor
    other: Anchor
    same: bool
    reason: str


class Settled(Struct, frozen=True):
    """Bonds that do not contradict each other; `root` is the same for marks that are one."""

    bonds: tuple[Bond, ...] = ()
    root: Mapping[Anchor, Anchor] = {}
    apart: frozenset[tuple[Anchor, Anchor]] = frozenset()  # roots of two, in both orders
    refused: tuple[tuple[str, str], ...] = ()  # a ruling's id, and why

    def reasons(self, anchors: Iterable[Anchor]) -> list[str]:
        """Why those of these marks that are bound are one, or are without another."""
        among = set(anchors)
        ends = ((bond, (bond.one in among) + (bond.other in among)) for bond in self.bonds)
        return sorted({bond.reason for bond, held in ends if held == (2 if bond.same else 1)})


def settle(bonds: Iterable[Bond]) -> Settled:
    """Bonds in the order in which they were made."""
    last: dict[frozenset[Anchor], Bond] = {}
    for bond in bonds:
        last.pop(frozenset((bond.one, bond.other)), None)
        last[frozenset((bond.one, bond.other))] = bond
    above: dict[Anchor, Anchor] = {}
    apart: list[Bond] = []
    kept: list[Bond] = []
    refused: list[tuple[str, str]] = []

    def root(of: Anchor) -> Anchor:
        above.setdefault(of, of)
        while above[of] != of:
            of = above[of]
        return of

    for bond in last.values():
        ends = {root(bond.one), root(bond.other)}
        if not bond.same and len(ends) == 1:
            refused.append((bond.ruling, "by earlier rulings its two places mean one"))
            continue
        if bond.same and any({root(b.one), root(b.other)} == ends for b in apart):
            refused.append((bond.ruling, "by an earlier ruling its two places mean two"))
            continue
        if bond.same:
            above[max(ends)] = min(ends)
        else:
            apart.append(bond)
        kept.append(bond)
    roots = {anchor: root(anchor) for anchor in above}
    pairs = {(roots[b.one], roots[b.other]) for b in apart}
    return Settled(tuple(kept), roots, frozenset(pairs | {(b, a) for a, b in pairs}), tuple(refused))


def regrouped(
    groups: Sequence[Sequence[Atom]],
    settled: Settled,
    anchor: Callable[[Atom], Anchor | None],
    alike: Callable[[Atom, Atom], Any],
) -> list[tuple[list[Atom], bool]]:
    """The groups with bonds obeyed, and of each whether it is another than before. `alike` gives what can be compared:
    how much two have in common. Every anchor of a bond is an atom of its own."""
    found: list[tuple[list[Atom], bool]] = []
    joined: list[tuple[set[Anchor], list[Atom], int]] = []
    for group in groups:
        anchors = (anchor(atom) for atom in group)
        bound = {settled.root[at] for at in anchors if at is not None and at in settled.root}
        if not bound:
            found.append((list(group), False))
            continue
        atoms, parts = list(group), 1
        for other in [one for one in joined if one[0] & bound]:
            joined.remove(other)
            bound, atoms, parts = bound | other[0], other[1] + atoms, parts + other[2]
        joined.append((bound, atoms, parts))
    for bound, atoms, parts in joined:
        if any((a, b) in settled.apart for a in bound for b in bound):
            found += [(some, True) for some in _divided(atoms, settled, anchor, alike)]
        else:
            found.append((atoms, parts > 1))
    return found


def _divided(
    atoms: Sequence[Atom],
    settled: Settled,
    anchor: Callable[[Atom], Anchor | None],
    alike: Callable[[Atom, Atom], Any],
) -> list[list[Atom]]:
    """Those that are apart, each with what is most like it."""
    units: dict[object, list[Atom]] = {}  # what is held to be one goes together
    for n, atom in enumerate(atoms):
        at = anchor(atom)
        units.setdefault(n if at is None or at not in settled.root else settled.root[at], []).append(atom)
    bound = {key for key in units if isinstance(key, tuple)}
    seeds = sorted(key for key in bound if any((key, other) in settled.apart for other in bound))
    classes: list[tuple[list[Anchor], list[Atom]]] = []

    def likest(unit: Sequence[Atom], among: Sequence[tuple[list[Anchor], list[Atom]]]) -> int:
        scores = [max(alike(a, b) for a in unit for b in known) for _, known in among]
        return scores.index(max(scores))

    for key in seeds:
        free = [c for c in classes if not any((key, other) in settled.apart for other in c[0])]
        if free:
            chosen = free[likest(units[key], free)]
            chosen[0].append(key)
            chosen[1].extend(units[key])
        else:
            classes.append(([key], list(units[key])))
    grounds = [(keys, list(known)) for keys, known in classes]
    for unit_key, unit in units.items():
        if unit_key not in seeds:
            classes[likest(unit, grounds)][1].extend(unit)
    return [known for _, known in classes]
