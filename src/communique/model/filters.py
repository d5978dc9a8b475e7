"""What a listing is asked for. Every listing takes the same filters; None means no limit."""

from __future__ import annotations

from datetime import date

from msgspec import Struct


class Filters(Struct, frozen=True):
    """Names match an actor by any of its names, folded for case and diacritics, or by id."""

    by: str | None = None  # a speaker, participant, holder, publisher: whoever acts in the line
    to: str | None = None  # an addressee, target or the other participant
    about: str | None = None  # an issue
    act: str | None = None
    kind: str | None = None
    status: str | None = None
    document: str | None = None  # id, start of an id, or path
    engagement: str | None = None
    since: date | None = None  # lines whose `when` may lie on or after this day
    until: date | None = None  # … on or before this day
    words: str | None = None  # every word stands in the line's evidence, folded
    limit: int | None = None


class DeedFilters(Struct, frozen=True):
    """What the registers of commitments and demands are asked for beside that."""

    due_after: date | None = None  # due on this day or later; what has no day is left out
    due_before: date | None = None  # … or earlier
    status: str | None = None  # what a person ruled: kept, broken, in-progress, withdrawn; open where nobody did
    vague: bool | None = None


EVERYTHING = Filters()
EVERY_DEED = DeedFilters()
