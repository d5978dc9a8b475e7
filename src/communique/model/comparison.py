"""What sources of one engagement carry, side by side: the lines of `communique compare`.

A row is a fact or a statement; its cells say what each source has of it, in the order of the columns.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from communique.model.record import Named
from communique.model.spans import Evidence


class Stance(StrEnum):
    """What a source does with what a row says."""

    CARRIES = "carries"
    WEAKER = "weaker"
    STRONGER = "stronger"
    CONTRADICTS = "contradicts"
    ABSENT = "absent"  # its whole text was read, and does not say so
    UNKNOWN = "unknown"  # not found, and nobody can tell: a sentence comes near it, or its text was not read whole


class Fact(StrEnum):
    """What kind of thing a row is about."""

    WHEN = "when"
    PLACE = "place"
    DURATION = "duration"
    PARTICIPANT = "participant"
    TEXT = "text"  # a text that was issued
    INSTRUMENT = "instrument"  # a resolution, treaty or plan that is cited
    ENGAGEMENT = "engagement"  # another engagement, told beside this one
    DISCREPANCY = "discrepancy"
    STATEMENT = "statement"


class Cell(Struct, frozen=True):
    """What one source has of a row. `evidence` is empty only where the stance is `absent` or `unknown`."""

    document: str
    stance: Stance
    evidence: tuple[Evidence, ...] = ()
    value: str = ""  # this source's own reading, where sources differ
    statements: tuple[str, ...] = ()  # ids
    changed: tuple[Evidence, ...] = ()  # words of the evidence that the row's own words lack
    nearest: tuple[Evidence, ...] = ()  # where it is absent or unknown: the words that come nearest
    near: bool = False  # `nearest` may say it: why the stance is `unknown`, of a text that was read whole
    why: tuple[str, ...] = ()

    @property
    def carried(self) -> bool:
        return bool(self.evidence)


class Row(Struct, frozen=True):
    """`standing` says what sets a row apart: see `Standing`."""

    fact: str
    kind: str
    issue: str | None
    speakers: tuple[Named, ...]
    cells: tuple[Cell, ...]
    standing: str = ""
    act: str = ""  # of a statement, in words

    @property
    def carries(self) -> int:
        return sum(cell.carried for cell in self.cells)


class Standing(StrEnum):
    """How the sources stand to a row, the most telling first."""

    CONTRADICTED = "sources contradict each other"
    DIFFERENT = "weaker in one than in another"
    ONE_ACCOUNT = "in some official texts and not in others"
    PRESS_ONLY = "in the press alone"
    OFFICIAL_ONLY = "in official texts and not in the press"
    ONE_SOURCE = "in one source alone"
    ALL = "in every source"
    SOME = "in some sources"
