"""Who met whom: the actors who met most, and how often each two of them did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

MOST = 30  # actors


class Pair(Struct, frozen=True):
    one: str
    other: str
    times: int


class Network(Struct, frozen=True):
    names: Mapping[str, str]  # by id, neighbours beside each other
    pairs: tuple[Pair, ...]  # the most frequent first


def network(names: Mapping[str, str], met: Iterable[tuple[str, str, int]]) -> Network:
    """`met` tells each two of those in `names` once; whoever met none of the others is left out."""
    pairs = sorted((Pair(one, other, times) for one, other, times in met), key=lambda p: (-p.times, p.one, p.other))
    return Network({id: names[id] for id in _round(pairs)}, tuple(pairs))


def _round(pairs: Sequence[Pair]) -> list[str]:
    """Each beside the one, of those not placed yet, whom they met most often."""
    waiting = list(dict.fromkeys(id for pair in pairs for id in (pair.one, pair.other)))
    placed: list[str] = []
    while waiting:
        last = placed[-1] if placed else ""
        near = (p.other if p.one == last else p.one for p in pairs if last in (p.one, p.other))
        following = next((id for id in near if id in waiting), waiting[0])
        waiting.remove(following)
        placed.append(following)
    return placed
