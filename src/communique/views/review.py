"""What waits for a person's eye, and why: weak evidence on much-used lines first.

The weight of a line is the sum of its doubts, once more for each point of use:

    weight = sum(doubts) × (1 + sum(uses))

A commitment (2) that four sources tell of (2), whose speaker is a pronoun (2), weighs 2 × (1 + 2 + 2) = 10. Points
stand in `model.reviewing`; each line tells its doubts and its uses in words. A line of which nothing is doubted does
not wait, and what a person has seen waits no longer.
"""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct, structs

from communique.model.filters import EVERYTHING, Filters
from communique.model.positions import STANCES
from communique.model.reviewing import Case
from communique.record import Record
from communique.record.lines.asking import Source
from communique.record.lines.reviewing import ReviewRows

KINDS = ("statement", "engagement", "actor")
MOST = 500  # lines of a queue that are looked up

DOUBTED = {
    "statement": {
        "nobody": "nobody in the text was found to say it",
        "open": "it is open who one of its parties is",
        "inferred": "it is inferred, not said in these words",
        "pronoun": "a pronoun names its speaker",
        "uncued": "its act is read off its words alone",
        "partial": "its document was read in part",
    },
    "engagement": {
        "open": "it is open whether another one is the same",
        "undated": "it has no date",
        "differ": "its sources differ",
        "alone": "fewer than two took part",
        "reckoned": "its date is inferred",
    },
    "actor": {"open": "it is open which of several is meant"},
}
USED = {
    "statement": {
        "promised": "it stands among the commitments",
        "demanded": "it stands among the demands",
        "position": "it counts as a position",
        "cites": "it cites an instrument",
        "sources": "several sources tell of its engagement",
        "many_sources": "more than three sources tell of its engagement",
    },
    "engagement": {
        "sources": "several sources tell of it",
        "many_sources": "more than three sources tell of it",
        "said": "statements were made at it",
        "much_said": "ten statements or more were made at it",
    },
    "actor": {
        "part": "takes part in an engagement",
        "said": "says something there",
        "much_said": "says ten things or more there",
    },
}
LESS = {"many_sources": "sources", "much_said": "said"}  # what goes without saying


class Queue(Struct, frozen=True):
    """The first lines that wait, and how many wait in all."""

    cases: tuple[Case, ...]
    total: int
    by_kind: tuple[tuple[str, int], ...]

    def after(self, id_: str | None) -> Case | None:
        """The line that follows this one; the first where it is not among them."""
        ids = [case.id for case in self.cases]
        at = ids.index(id_) + 1 if id_ in ids else 0
        return self.cases[at] if at < len(self.cases) else None

    def before(self, id_: str) -> Case | None:
        ids = [case.id for case in self.cases]
        at = ids.index(id_) - 1 if id_ in ids else -1
        return self.cases[at] if at >= 0 else None


def rows(record: Record) -> ReviewRows:
    return ReviewRows(Source(record.db, record.texts))


def queue(
    record: Record, filters: Filters = EVERYTHING, kind: str | None = None, seen: Collection[str] = (), most: int = MOST
) -> Queue:
    """The lines that wait, of one kind or of all. Raises NotFound or UsageError where a filter names nothing."""
    filters = record.understood(structs.replace(filters, kind=None, status=None, words=None, limit=None))
    if filters.document:
        named = record.documents_named(filters.document)
        filters = structs.replace(filters, document=named[0])
    asked = rows(record)
    found = {
        "statement": lambda: asked.statements(filters, STANCES, seen, most),
        "engagement": lambda: asked.engagements(filters, seen, most),
        "actor": lambda: asked.questions(filters, seen, most),
    }
    wanted = [name for name in KINDS if kind in (None, name) and (name == "statement" or not filters.act)]
    waiting = {name: found[name]() for name in wanted}
    # Of the same weight in the order of what is a digest: ten lines of one text are dull, and whoever goes on from one
    # line to the next finds all others where they were.
    cases = sorted((c for one in waiting.values() for c in one.cases), key=lambda c: (-c.weight, c.id[2:], c.id))
    counts = tuple((name, one.total) for name, one in waiting.items())
    return Queue(tuple(cases[:most]), sum(total for _, total in counts), counts)


def doubts(case: Case) -> tuple[str, ...]:
    """Why it is weak, in words."""
    return tuple(DOUBTED[case.kind][name] for name in case.doubts)


def uses(case: Case) -> tuple[str, ...]:
    """What rests on it, in words."""
    said = {LESS[name] for name in case.uses if name in LESS}
    return tuple(USED[case.kind][name] for name in case.uses if name not in said)


def reason(case: Case) -> str:
    """“a pronoun names its speaker; it stands among the commitments”."""
    return "; ".join(part for part in (", ".join(doubts(case)), ", ".join(uses(case))) if part)
