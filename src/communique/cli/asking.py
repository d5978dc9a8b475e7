"""Options that verbs share: which record, and filters that read like a sentence."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from communique.errors import UsageError
from communique.model.filters import Filters
from communique.views.days import first_day, last_day

RECORD = Path("record.db")


def _since(_type: Any, tokens: Sequence[Any]) -> date:
    return first_day(tokens[0].value)


def _until(_type: Any, tokens: Sequence[Any]) -> date:
    return last_day(tokens[0].value)


def _record(_type: Any, tokens: Sequence[Any]) -> Path:
    return Path(tokens[0].value) if tokens[0].value else RECORD  # an empty variable of the environment says nothing


@Parameter(name="*")
@dataclass(frozen=True)
class Place:
    """Which record."""

    record: Annotated[Path, Parameter(env_var="COMMUNIQUE_RECORD", converter=_record)] = RECORD
    """The record, one SQLite file. It may stand before the verb too."""


@Parameter(name="*")
@dataclass(frozen=True)
class Asked:
    """What a listing is asked for, and how it is written."""

    by: str | None = None
    """Who acts: a speaker, participant, holder or publisher, by any name or id."""
    to: str | None = None
    """To whom: an addressee, a target or the other participant."""
    about: str | None = None
    """An issue."""
    act: str | None = None
    """What kind of act: condemn, demand, welcome, commit …"""
    kind: str | None = None
    """The kind of line: meeting, readout, person …"""
    status: str | None = None
    """planned, held, postponed, cancelled; whole, partial, failed."""
    document: str | None = None
    """Lines that rest on this document: its id, the start of it, or its path."""
    engagement: str | None = None
    """Lines that belong to this engagement, by id."""
    since: Annotated[date | None, Parameter(converter=_since)] = None
    """From this day on: 2017, 2017-06 or 2017-06-12."""
    until: Annotated[date | None, Parameter(converter=_until)] = None
    """Up to the last day of this year, month or day."""
    limit: int | None = None
    """At most so many lines."""
    json: Annotated[bool, Parameter(negative="")] = False
    """One JSON object a line, in the field names of the data contract."""

    def filters(self, words: str | None = None, document: str | None = None) -> Filters:
        if self.limit is not None and self.limit < 0:
            raise UsageError("a limit below nothing", f"--limit {self.limit}", "a number of lines")
        return Filters(
            by=self.by,
            to=self.to,
            about=self.about,
            act=_known(self.act),
            kind=_spelt(self.kind),
            status=_spelt(self.status),
            document=document or self.document,
            engagement=self.engagement,
            since=self.since,
            until=self.until,
            words=words,
            limit=self.limit,
        )


def _spelt(value: str | None) -> str | None:
    """Kinds as people write them: “joint statement”, “Press-Conference”."""
    return re.sub(r"[\s-]+", "_", value.strip().lower()) if value is not None else None


def _known(act: str | None) -> str | None:
    from communique.model.marks import FAMILY_OF

    if act is None or act.lower() in FAMILY_OF:
        return act.lower() if act else None
    near = difflib.get_close_matches(act.lower(), FAMILY_OF, 3) or sorted(FAMILY_OF)
    raise UsageError(f"no act is called “{act}”", "--act", ", ".join(near))
