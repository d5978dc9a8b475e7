"""The front page: what is in the record, what came last, its latest engagements, what needs a look."""

from __future__ import annotations

from msgspec import Struct

from communique.model.record import DiscrepancyLine, DocumentLine, FindingLine
from communique.views.timeline import Entry

LATEST = 12
LOOK = 10
SOME = 5

GRAVITY = {"error": 0, "warning": 1, "note": 2}


class Added(Struct, frozen=True):
    """What the last run brought into the record."""

    day: str
    documents: int
    engagements: int  # that they tell of
    statements: int
    some: tuple[DocumentLine, ...]  # the latest published of them


class Home(Struct, frozen=True):
    counts: tuple[tuple[str, int], ...]  # noun in the plural, how many
    first_year: int | None
    last_year: int | None
    latest: tuple[Entry, ...]  # held ones, newest first
    planned: tuple[Entry, ...]
    look: tuple[FindingLine, ...]  # the gravest findings
    discrepancies: tuple[DiscrepancyLine, ...]
    added: Added | None  # None where the journal tells of no run
