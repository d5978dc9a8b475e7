"""What became of a position: stronger, weaker, reversed, new or dropped, between two texts that are both shown.

    changes_of(said, beside)        # id of a later statement → (id of the earlier, kind, why)
    clauses(earlier, later, beside) # what the later of two texts of one kind and the same parties has and lacks

A change is claimed only where two statements mean nearly the same, and nothing is made of silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from communique.linking.correspondence import Beside, Said, comparable
from communique.model.comparison import Stance

SAME = 0.45  # likeness from which two statements of different days take a position on one thing
UNLIKE = 0.25  # … and up to which a text is taken not to have a clause
SERIES = 0.2  # part of the shorter of two texts that must stand in the other for one to continue the other
BACK = 80  # earlier statements that a later one is compared with
KINDS = {Stance.STRONGER: "stronger", Stance.WEAKER: "weaker", Stance.CONTRADICTS: "reversed"}


class Turn(Struct, frozen=True):
    """`kind` is empty where the position is repeated as it was."""

    earlier: str
    kind: str
    why: str


def changes_of(said: Sequence[tuple[str, Said]], beside: Beside) -> Mapping[str, Turn]:
    """For statements in time, each with the day that it was made on: the last earlier one of the same position."""
    found: dict[str, Turn] = {}
    for n, (day, later) in enumerate(said):
        for earlier_day, earlier in reversed(said[max(0, n - BACK) : n]):
            if earlier_day >= day or earlier.document == later.document or not comparable(earlier.act, later.act):
                continue
            alike = beside.likeness(earlier, later)
            if alike >= SAME:
                how = beside.compare(earlier, later, alike)
                found[later.id] = Turn(earlier.id, KINDS.get(how.stance, ""), "; ".join(how.why))
                break
    return found


class Clauses(Struct, frozen=True):
    """`new`: statement of the later text → the nearest of the earlier; `dropped`: the other way round."""

    new: Mapping[str, str]
    dropped: Mapping[str, str]


def clauses(earlier: Sequence[Said], later: Sequence[Said], on_issue: Iterable[str], beside: Beside) -> Clauses:
    """What one of two texts has on an issue and the other lacks, where both speak of the issue at all.

    Nothing is told of two texts that have little in common: a summit's declaration does not drop what the next text, on
    steel alone, does not speak of.
    """
    shorter, longer = sorted((earlier, later), key=len)
    again = sum(any(beside.likeness(one, other) >= SAME for other in longer) for one in shorter)
    if again < SERIES * len(shorter):
        return Clauses({}, {})
    asked = set(on_issue)
    return Clauses(_lacking(later, earlier, asked, beside), _lacking(earlier, later, asked, beside))


def _lacking(mine: Sequence[Said], theirs: Sequence[Said], asked: set[str], beside: Beside) -> Mapping[str, str]:
    speaks = [s for s in theirs if s.id in asked]
    found: dict[str, str] = {}
    for said in mine:
        if said.id not in asked or not speaks:
            continue
        if max((beside.likeness(said, other) for other in theirs), default=0.0) < UNLIKE:
            found[said.id] = max(speaks, key=lambda other: (beside.likeness(said, other), other.id)).id
    return found
