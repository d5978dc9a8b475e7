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

SAME = 0.45  # likeness from which two statements of different days are one clause
TURNED = 0.55  # … and take a position on one thing, so that one may be stronger than the other
OVERLAP = 0.45  # … and part of both that both must have: a war is not what a war does to trade
UNLIKE = 0.25  # … and up to which a text is taken not to have a clause
HELD = 0.6  # … and the part of a clause that no other of that text may have, whatever else it says
MATTER = 0.25  # part of both that the nearest clause of that text must share to be on the same matter
PASSING = {"welcome", "praise", "thank", "congratulate", "recognise"}  # answers to an event, which pass with it
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
            if alike >= TURNED and beside.overlap(earlier, later) >= OVERLAP:
                how = beside.compare(earlier, later, alike)
                kind = KINDS.get(how.stance, "")
                lasting = kind == "reversed" or not {earlier.act, later.act} & PASSING
                found[later.id] = Turn(earlier.id, kind if lasting else "", "; ".join(how.why))
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
        if said.id not in asked or not speaks or said.act in PASSING:
            continue
        near = max(speaks, key=lambda other: (beside.likeness(said, other), beside.overlap(said, other), other.id))
        every = max(beside.likeness(said, other) for other in theirs)
        held = max(beside.held(said, other) for other in theirs)
        if every < UNLIKE and held < HELD and beside.overlap(said, near) >= MATTER:
            found[said.id] = near.id
    return found
