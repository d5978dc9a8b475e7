"""The front page: what is in the record, what changed, its latest engagements, what needs a look."""

from __future__ import annotations

from msgspec import Struct

from communique.model.record import DiscrepancyLine, DocumentLine, FindingLine
from communique.views.timeline import Entry

LATEST = 12
LOOK = 10
SOME = 5
RUNS = 6  # of those that added documents

GRAVITY = {"error": 0, "warning": 1, "note": 2}


class Added(Struct, frozen=True):
    """What one run brought into the record."""

    at: str  # when it ended, ISO 8601 in UTC
    documents: int
    engagements: int  # that they tell of
    statements: int
    some: tuple[DocumentLine, ...]  # the latest published of them

    @property
    def words(self) -> str:
        """“2026-11-22 14:48 UTC”."""
        return f"{self.at[:10]} {self.at[11:16]} UTC"


class Difference(Struct, frozen=True):
    """What a published folder holds that its edition before did not."""

    until: str  # the day up to which that was added to
    documents: int
    engagements: int
    statements: int  # may be fewer: below 0
    gone: int  # documents that are no longer there
    some: tuple[DocumentLine, ...]


class Look(Struct, frozen=True):
    """What waits for somebody: how many, what they are, and where they stand."""

    count: int
    singular: str
    plural: str
    page: str  # the name of the page, with what is asked of it


class Home(Struct, frozen=True):
    counts: tuple[tuple[str, int], ...]  # noun in the plural, how many
    first_year: int | None
    last_year: int | None
    latest: tuple[Entry, ...]  # held ones, newest first
    last: tuple[Entry, ...]  # of the latest day: more than one where no source tells which of them came last
    planned: tuple[Entry, ...]
    waiting: tuple[Look, ...]
    look: tuple[FindingLine, ...]  # the gravest findings
    discrepancies: tuple[DiscrepancyLine, ...]
    past: tuple[Entry, ...]  # planned ones whose day is over, and of which nothing tells whether they were held
    added: tuple[Added, ...]  # the latest run first; empty where the journal tells of none
    since: Difference | None
    begun: str  # tells this record from others
