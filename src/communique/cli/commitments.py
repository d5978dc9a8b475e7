"""`communique commitments` and `communique demands`: what was promised and demanded, and what may have become of it."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date as day
from typing import TYPE_CHECKING, Annotated, Any, cast

from cyclopts import Parameter
from msgspec import structs

from communique.cli.asking import Asked, Place
from communique.cli.columns import ID, WHEN, date
from communique.cli.opening import opened
from communique.cli.terminal import Column, Line, interactive, write_card, write_json, write_table
from communique.errors import UsageError
from communique.model.filters import DeedFilters, Filters
from communique.model.rulings import Status
from communique.views import labels
from communique.views.dates import in_words
from communique.views.days import first_day, last_day

if TYPE_CHECKING:
    from communique.model.commitments import CommitmentLine, DemandLine, FollowUpLine

ASKED = Asked()
PLACE = Place()
HEADS = (*(ID, WHEN, Column("who", "bold", most=22), Column("strength", "magenta")),)
COMMITMENTS = (
    *(*HEADS, Column("due", "cyan", most=22), Column("status", "yellow"), Column("told", most=26)),
    Column("action", long=True),
)
DEMANDS = (
    *(ID, WHEN, Column("by", "bold", most=20), Column("of", "bold", most=20), Column("due", "cyan", most=22)),
    *(Column("status", "yellow"), Column("told", most=26), Column("action", long=True)),
)


def _after(_type: Any, tokens: Sequence[Any]) -> day:
    return first_day(tokens[0].value)


def _before(_type: Any, tokens: Sequence[Any]) -> day:
    return last_day(tokens[0].value)


@Parameter(name="*")
@dataclass(frozen=True)
class Wanted:
    """What the registers are asked for beside the filters of all listings."""

    due_after: Annotated[day | None, Parameter(converter=_after)] = None
    """Due on this day or later: 2030, 2030-06 or 2030-06-12."""
    due_before: Annotated[day | None, Parameter(converter=_before)] = None
    """Due on or before the last day of this year, month or day."""
    vague: Annotated[bool | None, Parameter(negative="--specific")] = None
    """Only what no observer could check; --specific for the rest."""
    why: Annotated[bool, Parameter(negative="")] = False
    """Which words decided, and each piece of evidence for repeats and follow-up."""

    def filters(self, status: str | None) -> DeedFilters:
        return DeedFilters(self.due_after, self.due_before, known_status(status) if status else None, self.vague)


WANTED = Wanted()


def commitments(*, asked: Asked = ASKED, wanted: Wanted = WANTED, place: Place = PLACE) -> int:
    """Who promised what, to whom, by when, how firmly; what repeats it, what may have become of it, what was ruled.

    Follow-up is suggested, with its evidence; `communique rule commitment` decides. `--status` is what was ruled: kept,
    broken, in-progress, withdrawn, or open.
    """
    from communique.views import commitments as view

    filters = _plain(asked)
    with opened(place.record) as record:
        lines = view.commitments(record, record.understood(filters), wanted.filters(asked.status))
        return _write(lines, COMMITMENTS, _commitment, asked, wanted.why)


def demands(*, asked: Asked = ASKED, wanted: Wanted = WANTED, place: Place = PLACE) -> int:
    """Who demanded what of whom (`--by`, `--to`), by when; what repeats it, what may tell of compliance or refusal."""
    from communique.views import commitments as view

    filters = _plain(asked)
    with opened(place.record) as record:
        lines = view.demands(record, record.understood(filters), wanted.filters(asked.status))
        return _write(lines, DEMANDS, _demand, asked, wanted.why)


def known_status(status: str) -> str:
    """A status as it is stored. Raises UsageError for another word."""
    spelt = "-".join(status.strip().lower().replace("_", "-").split())
    if spelt in tuple(Status):
        return spelt
    near = difflib.get_close_matches(spelt, list(Status), 3) or list(Status)
    raise UsageError(f"no status is called “{status}”", "--status", ", ".join(near))


def _plain(asked: Asked) -> Filters:
    return structs.replace(asked.filters(), status=None)


def _write(lines: Iterator[Any], heads: Sequence[Column], row: Any, asked: Asked, why: bool) -> int:
    with closing(cast("Generator[Any]", lines)):
        if asked.json:
            write_json(lines)
        elif why:
            write_card(part for line in lines for part in card(line))
        elif not write_table(heads, (row(line) for line in lines)) and interactive():
            print("nothing in the record answers to that", file=sys.stderr)
    return 0


def _commitment(line: CommitmentLine) -> tuple[str, ...]:
    strength = f"{line.strength}, vague" if line.vague else line.strength
    due = _due(line)
    who = labels.names(line.by)
    return (
        line.id,
        in_words(line.when),
        who,
        strength,
        due,
        line.status,
        _told(line.repeats, line.follow_up),
        _action(line),
    )


def _demand(line: DemandLine) -> tuple[str, ...]:
    of = labels.names(line.of) or "nobody named"
    told = _told(line.repeats, line.compliance)
    return (line.id, in_words(line.when), labels.speakers(line), of, _due(line), line.status, told, _action(line))  # type: ignore[arg-type]


def _action(line: CommitmentLine | DemandLine) -> str:
    return " … ".join(part.quote for part in line.action)


def _due(line: CommitmentLine | DemandLine) -> str:
    if line.due is None:
        return ""
    return date(line.due) if line.due.known else f"“{line.due.evidence[0].quote}”"


def _told(repeats: Sequence[Any], followed: Sequence[FollowUpLine]) -> str:
    """ "repeated 3 times; progress?": what is suggested bears a question mark."""
    kinds = dict.fromkeys(one.kind for one in followed if one.kind != "repeated")
    parts = [labels.count(len(repeats), "repeat")] if repeats else []
    return "; ".join([*parts, *(f"{kind}?" for kind in kinds)])


def card(line: Any) -> Iterator[Line]:
    """One commitment or demand with all that it rests on."""
    followed = line.follow_up if hasattr(line, "follow_up") else line.compliance
    who = (
        labels.names(line.by)
        if hasattr(line, "by")
        else f"{labels.speakers(line)} → {labels.names(line.of) or 'nobody named'}"
    )
    yield Line(f"{who}: {_action(line)}", 0, "bold")
    yield Line(f"{line.id} · {date(line.when)} · {line.document}", 1, "dim")
    yield Line(
        line.strength + (", vague: no act that an observer could check" if line.vague else ""), 1, name="strength"
    )
    if getattr(line, "to", ()):
        yield Line(labels.names(line.to), 1, name="to")
    if line.due is not None:
        yield Line(f"{_due(line)}: {line.due.reason}", 1, name="due")
    for part in line.conditions:
        yield Line(f"“{part.quote}”", 1, name="condition")
    for one in line.repeats:
        yield Line(f"{_place(one.evidence)} ({round(100 * one.similarity)} %) “{one.evidence.quote}”", 1, name="repeat")
    for one in followed:
        told = f"{one.kind}? {date(one.when)} {_place(one.evidence)} “{labels.shorten(one.evidence.quote, 200)}”"
        yield Line(f"{told} ({one.why})", 1, name="follow-up")
    if line.ruling is not None:
        ruled = (
            f"{line.status}, by {line.ruling.by} on {line.ruling.made_at[:10]}: {line.ruling.why} ({line.ruling.id})"
        )
        yield Line(ruled, 1, name="ruling")
    for why in line.why:
        yield Line(f"why: {why}", 1, "italic dim")
    yield Line("")


def _place(evidence: Any) -> str:
    return f"{evidence.document} {evidence.start}-{evidence.end}"
