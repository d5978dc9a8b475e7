"""Who stands where, since when: the lines of `communique positions`, and the cells of its grid."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct, field

from communique.model.record import Named
from communique.model.spans import Evidence
from communique.model.when import When

STANCES = {  # act → what it is as a position; acts that are no position have none
    "condemn": "condemn",
    "criticise": "criticise",
    "accuse": "criticise",
    "oppose": "oppose",
    "concern": "concern",
    "regret": "concern",
    "warn": "concern",
    "demand": "demand",
    "request": "demand",
    "support": "support",
    "welcome": "support",
    "praise": "support",
    "recognise": "support",
}
FORCE = {"condemn": 5, "oppose": 4, "criticise": 3, "demand": 3, "support": 2, "concern": 1}
STRENGTH = {"weak": 0, "plain": 1, "strong": 2, "strongest": 3}


class Change(Struct, frozen=True):
    """What became of a position between two texts, both shown. `kind`: new, dropped, stronger, weaker, reversed.

    `from_` and `to` are the words before and after. Of a position that is new, `from_` is what the earlier text says
    of the issue; of one that is dropped, `to` is what the later text says of it.
    """

    kind: str
    from_: Evidence = field(name="from")
    to: Evidence
    why: str


class Silence(Struct, frozen=True):
    """No statement on this issue from the day after `since` to the day before `until`: silence, and no change.

    `others` counts what the actor said of anything else in that time, as far as the record holds it.
    """

    since: str
    until: str
    others: int


class PositionLine(Struct, frozen=True):
    actor: Named  # whose position it is, with the words that name who said it
    issue: str
    stance: str
    statement: str
    when: When
    change: Change | None
    act: str = ""
    strength: str = ""
    by: tuple[Named, ...] = ()  # who said it, where that is an office-holder or a text
    targets: tuple[Named, ...] = ()
    document: str = ""
    account: str = ""
    engagement: str | None = None
    content: tuple[Evidence, ...] = ()
    cue: tuple[Evidence, ...] = ()
    also: tuple[str, ...] = ()  # statements by which other sources report the same
    silence: Silence | None = None  # before it


class StanceCount(Struct, frozen=True):
    stance: str
    count: int


class StanceOn(Struct, frozen=True):
    """The strongest stance of one day; `day` is None where none is known."""

    stance: str
    day: str | None


class GridCell(Struct, frozen=True):
    """The positions of an actor on an issue: how many, the strongest, and when the last was taken.

    `turns` has the stance of the last day, and before it that of the last day on which it was another: opposed in 2031,
    concerned in 2036.
    """

    actor: Named
    issue: str
    count: int
    stance: str  # the strongest
    last: str | None  # a day
    stances: tuple[StanceCount, ...]
    turns: tuple[StanceOn, ...] = ()


class Taken(NamedTuple):
    """One position in short: what the grid counts."""

    actor: str
    name: str
    kind: str
    side: str | None  # the state or organisation of which the actor held an office then
    document: str
    n: int
    issue: str
    act: str
    strength: str
    negated: bool
    day: str | None


def rank(stance: str, strength: str) -> tuple[int, int]:
    """Higher for the stronger of two positions."""
    return FORCE.get(stance.removeprefix("not "), 0), STRENGTH.get(strength, 1)
