"""`communique review`: what waits for a person's eye, the weightiest first."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from communique.cli.asking import Asked, Place
from communique.cli.opening import opened
from communique.cli.terminal import Column, write_json, write_table
from communique.errors import UsageError

if TYPE_CHECKING:
    from communique.model.reviewing import Case
    from communique.record import Record

ASKED = Asked()
PLACE = Place()
SCREENFUL = 25  # lines where nobody said how many
COLUMNS = (
    *(Column("weighs", "yellow"), Column("id", "dim", whole=True), Column("kind")),
    *(Column("words", "bold", most=44), Column("why it waits", long=True)),
)


class Waiting(Struct, frozen=True):
    """A line of `--json`."""

    id: str
    kind: str
    document: str
    weight: int
    doubts: tuple[str, ...]
    uses: tuple[str, ...]
    words: str


def review(*, asked: Asked = ASKED, place: Place = PLACE) -> int:
    """What waits for a person's eye: weak evidence on much-used lines first, with the reason.

    `--kind statement`, `engagement` or `actor` lists one kind. Decide with `communique rule confirm ID`, `reject`,
    `correct`, `same` or `apart`, or on the page Review of `communique serve`. What somebody has decided waits no more.
    """
    from communique.views.decided import seen
    from communique.views.review import KINDS, doubts, queue, reason, uses

    if asked.kind is not None and asked.kind not in KINDS:
        raise UsageError(f"nothing of the kind “{asked.kind}” is reviewed", "--kind", ", ".join(KINDS))
    most = SCREENFUL if asked.limit is None else asked.limit
    with opened(place.record) as record:
        filters = structs.replace(asked.filters(), kind=None, limit=None)
        found = queue(record, filters, asked.kind, seen(record), most)
        cases = found.cases[:most]
        if asked.json:
            lines = (Waiting(c.id, c.kind, c.document, c.weight, doubts(c), uses(c), words(record, c)) for c in cases)
            write_json(lines)
            return 0
        write_table(COLUMNS, ((str(c.weight), c.id, c.kind, words(record, c), reason(c)) for c in cases))
    if found.total > len(cases):
        print(f"{found.total - len(cases):,} more wait: --limit, or communique serve", file=sys.stderr)
    return 0


def words(record: Record, case: Case) -> str:
    """The line in its own words: what was said, the title of an engagement, the name of an actor."""
    from communique.model.record import ActorLine, EngagementLine, StatementLine

    line = record.show(case.id)
    if isinstance(line, StatementLine):
        return " … ".join(part.quote for part in line.content or line.cue or line.source)
    if isinstance(line, EngagementLine):
        return line.title
    return line.name if isinstance(line, ActorLine) else ""
