"""Rulings that two are one, or two: settled in any case, and obeyed by every group."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from communique.linking.bonds import Bond, regrouped, settle

ANCHORS = [("d-1", n) for n in range(8)]
anchors = st.sampled_from(ANCHORS)
bonds = st.lists(st.tuples(anchors, anchors, st.booleans()).filter(lambda b: b[0] != b[1]), max_size=12).map(
    lambda made: [Bond(f"r-{n}", one, other, same, "said so") for n, (one, other, same) in enumerate(made)]
)
groupings = st.lists(st.integers(0, 4), min_size=len(ANCHORS), max_size=len(ANCHORS))


def grouped(numbers: list[int]) -> list[list[tuple[str, int]]]:
    groups: dict[int, list[tuple[str, int]]] = {}
    for anchor, number in zip(ANCHORS, numbers, strict=True):
        groups.setdefault(number, []).append(anchor)
    return list(groups.values())


@given(bonds, groupings)
def test_every_bond_that_is_not_refused_holds(made: list[Bond], numbers: list[int]) -> None:
    settled = settle(made)
    found = regrouped(grouped(numbers), settled, lambda a: a, lambda a, b: -abs(a[1] - b[1]))
    home = {anchor: n for n, (group, _) in enumerate(found) for anchor in group}
    assert sorted(home) == ANCHORS
    for bond in settled.bonds:
        assert (home[bond.one] == home[bond.other]) == bond.same
    last = {frozenset((b.one, b.other)): b.ruling for b in made}
    assert {b.ruling for b in settled.bonds} | {ruling for ruling, _ in settled.refused} == set(last.values())


@given(bonds, groupings, st.randoms(use_true_random=False))
def test_the_order_of_groups_does_not_matter(made: list[Bond], numbers: list[int], dice: random.Random) -> None:
    groups = grouped(numbers)
    shuffled = [dice.sample(group, len(group)) for group in dice.sample(groups, len(groups))]

    def found(some: list[list[tuple[str, int]]]) -> set[frozenset[tuple[str, int]]]:
        made_of = regrouped(some, settle(made), lambda a: a, lambda a, b: -abs(a[1] - b[1]))
        return {frozenset(group) for group, _ in made_of}

    assert found(groups) == found(shuffled)


@given(groupings)
def test_without_bonds_nothing_changes(numbers: list[int]) -> None:
    groups = grouped(numbers)
    assert regrouped(groups, settle([]), lambda a: a, lambda a, b: 0) == [(group, False) for group in groups]


def test_what_follows_from_earlier_rulings_is_not_contradicted() -> None:
    a, b, c = ANCHORS[:3]
    made = [Bond("r-1", a, b, True, ""), Bond("r-2", b, c, True, ""), Bond("r-3", a, c, False, "")]
    assert settle(made).refused == (("r-3", "by earlier rulings its two places mean one"),)
    made = [Bond("r-1", a, b, False, ""), Bond("r-2", b, c, True, ""), Bond("r-3", a, c, True, "")]
    assert settle(made).refused == (("r-3", "by an earlier ruling its two places mean two"),)
    made = [Bond("r-1", a, b, True, ""), Bond("r-2", b, a, False, "")]  # the later one on the same two counts
    assert [bond.ruling for bond in settle(made).bonds] == ["r-2"]
