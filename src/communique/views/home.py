"""The front page: what is in the record, its latest engagements, what needs a look."""

from __future__ import annotations

from msgspec import Struct

from communique.model.record import DiscrepancyLine, FindingLine
from communique.views.dates import year_of
from communique.views.snapshot import Snapshot
from communique.views.timeline import Entry, timeline

LATEST = 12
LOOK = 10

GRAVITY = {"error": 0, "warning": 1, "note": 2}


class Home(Struct, frozen=True):
    counts: tuple[tuple[str, int], ...]  # noun in the plural, how many
    first_year: int | None
    last_year: int | None
    latest: tuple[Entry, ...]  # held ones, newest first
    planned: tuple[Entry, ...]
    look: tuple[FindingLine, ...]  # the gravest findings
    discrepancies: tuple[DiscrepancyLine, ...]


def home(lines: Snapshot) -> Home:
    counts = {e.id: len(lines.said_at.get(e.id, ())) for e in lines.engagements}
    years = [year for e in lines.engagements if (year := year_of(e.when)) is not None]
    dated = [e for e in timeline(lines.engagements, counts).entries if e.engagement.when.known]
    planned = [e for e in dated if e.engagement.status in ("planned", "postponed")]
    latest = [e for e in dated if e.engagement.status not in ("planned", "postponed")][::-1]
    return Home(
        counts=(
            ("documents", len(lines.documents)),
            ("engagements", len(lines.engagements)),
            ("statements", len(lines.statements)),
            ("actors", len(lines.actors)),
            ("instruments", len(lines.instruments)),
            ("discrepancies", len(lines.discrepancies)),
            ("findings", len(lines.findings)),
        ),
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        latest=tuple(latest[:LATEST]),
        planned=tuple(planned[:LATEST]),
        look=tuple(gravest(lines.findings)[:LOOK]),
        discrepancies=lines.discrepancies[:LOOK],
    )


def gravest(findings: tuple[FindingLine, ...]) -> list[FindingLine]:
    """Errors, then warnings, then notes; otherwise in the record's order."""
    return sorted(findings, key=lambda f: GRAVITY.get(f.severity, 3))
