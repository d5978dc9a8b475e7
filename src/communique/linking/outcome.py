"""What linking leaves open: nothing is guessed, the candidates and the reason are kept."""

from __future__ import annotations

from msgspec import Struct

from communique.linking.inputs import Member
from communique.model.findings import Severity, Trouble
from communique.model.when import UNKNOWN, When


class Candidate(Struct, frozen=True, order=True):
    """One of several answers between which the sources do not decide."""

    value: str  # an actor's or engagement's id, or an ISO date
    words: str  # the same for a reader: a name, a title


class Open(Struct, frozen=True):
    """A question that the set of documents does not answer, or answers more than once."""

    what: str  # actor, date, engagement
    member: Member
    candidates: tuple[Candidate, ...]
    reason: str
    partial: When = UNKNOWN  # what is known all the same


def trouble_of(open_: Open) -> Trouble:
    """The finding that tells a reader of an open question."""
    named = "; ".join(c.words for c in open_.candidates)
    where = f"characters {open_.member.span.start}-{open_.member.span.end}" if open_.what != "date" else ""
    return Trouble(
        severity=Severity.NOTE,
        what=f"{open_.what} left open" + (f": {named}" if named else ""),
        why=open_.reason,
        try_="rule on it, or add a document that decides it",
        where=where,
    )
