"""What people decided of an engagement, from all its tellings: of each field the last decision counts.

A correction says what the engagement was, not which accounts are of it: tellings are put together as their documents
have them, and what was decided of one of them holds of the engagement.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from communique.linking.inputs import ParticipantRow, RuledRow, evidence
from communique.linking.telling import Telling
from communique.model.marks import EngagementKind, EngagementStatus
from communique.model.when import Basis, Precision, When


class Decided(Struct, frozen=True):
    """None where nobody decided. `participants` each with the document that names them."""

    reasons: tuple[str, ...] = ()
    kind: EngagementKind | None = None
    status: EngagementStatus | None = None
    when: When | None = None
    participants: tuple[tuple[str, ParticipantRow], ...] | None = None


NOTHING = Decided()


def decided_of(tellings: Sequence[Telling]) -> Decided:
    """What was decided of the engagement of these tellings."""
    ruled = [(t, t.row.ruled) for t in tellings if isinstance(t.row.ruled, RuledRow)]
    if not ruled:
        return NOTHING

    def last(field: str) -> tuple[Telling, Any] | None:
        made = [(row.at[field], t.member, t, getattr(row, field)) for t, row in ruled if field in row.at]
        return max(made, key=lambda one: one[:2])[2:] if made else None

    kind, status, begin, end = (last(field) for field in ("kind", "status", "from_", "to"))
    when = None
    if begin is not None and end is not None:
        telling, first = begin
        precision = Precision.MINUTE if "T" in first and "T" in end[1] else Precision.DAY
        proof = (evidence(telling.document.document, telling.member.span),)
        when = When(first, end[1], precision, Basis.INFERRED, "", proof)
    people = last("participants")
    return Decided(
        tuple(dict.fromkeys(reason for _, row in ruled for reason in row.reasons)),
        kind[1] if kind else None,
        status[1] if status else None,
        when,
        tuple((people[0].document.document, row) for row in people[1]) if people else None,
    )
