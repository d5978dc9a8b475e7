"""The columns of each listing: what a line shows of itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from communique.cli.terminal import Column
from communique.model.record import (
    ActorLine,
    DiscrepancyLine,
    DocumentLine,
    EngagementLine,
    FindingLine,
    InstrumentLine,
    MentionLine,
    StatementLine,
)
from communique.model.when import Basis, When
from communique.views import labels
from communique.views.dates import in_words

ID = Column("id", "dim", whole=True)
WHEN = Column("when", "cyan")

DOCUMENTS = (
    ID,
    Column("published", "cyan"),
    Column("kind"),
    Column("publisher"),
    Column("status"),
    Column("title", "bold"),
)
ENGAGEMENTS = (
    ID,
    WHEN,
    Column("kind"),
    Column("status"),
    Column("sources"),
    Column("participants", "bold"),
    Column("place"),
)
ACTORS = (ID, Column("kind"), Column("mentions"), Column("name", "bold"), Column("offices"))
STATEMENTS = (ID, WHEN, Column("speakers", "bold"), Column("act", "magenta"), Column("to or about"), Column("content"))
INSTRUMENTS = (
    ID,
    Column("kind"),
    Column("date", "cyan"),
    Column("citations"),
    Column("name", "bold"),
    Column("issuer"),
)
DISCREPANCIES = (
    ID,
    Column("engagement", "dim", whole=True),
    Column("aspect", "magenta"),
    Column("readings"),
    Column("note"),
)
FINDINGS = (
    ID,
    Column("severity", "yellow"),
    Column("document", "dim", whole=True),
    Column("what", "bold"),
    *map(Column, ("where", "why", "try")),
)
MENTIONS = (
    Column("characters", "dim", whole=True),
    Column("kind", "magenta"),
    Column("words", "bold"),
    Column("refers to"),
)

PASSAGES = (ID, Column("characters", "dim", whole=True), Column("document", "bold"), Column("passage"))


def date(when: When) -> str:
    words = in_words(when)
    return f"{words} (inferred)" if when.known and when.basis is Basis.INFERRED else words


def document(line: DocumentLine) -> tuple[str, ...]:
    title = line.title or line.path
    return (line.id, date(line.published), labels.label(line.kind), line.publisher or "", line.status, title)


def engagement(line: EngagementLine) -> tuple[str, ...]:
    people = ", ".join(labels.side(p.name, p.side) for p in line.participants)
    place = line.place.name if line.place else ""
    kind = labels.label(line.kind)
    return (line.id, date(line.when), kind, line.status, str(len(line.documents)), people or line.title, place)


def actor(line: ActorLine) -> tuple[str, ...]:
    offices = "; ".join(dict.fromkeys(labels.side(o.title, o.of) for o in line.offices))
    return (line.id, line.kind, str(line.mentions), line.name, offices)


def statement(line: StatementLine) -> tuple[str, ...]:
    others = labels.names((*line.addressees, *line.targets)) or ", ".join(issue.name for issue in line.issues)
    return (line.id, in_words(line.when), labels.speakers(line), labels.act(line), others, labels.content(line))


def instrument(line: InstrumentLine) -> tuple[str, ...]:
    return (line.id, labels.label(line.kind), line.date or "", str(len(line.citations)), line.name, line.issuer or "")


def discrepancy(line: DiscrepancyLine) -> tuple[str, ...]:
    readings = " | ".join(
        f"{r.value} ({labels.count(len({e.document for e in r.evidence}), 'source')})" for r in line.readings
    )
    return (line.id, line.engagement, line.aspect, readings, line.note)


def finding(line: FindingLine) -> tuple[str, ...]:
    return (line.id, line.severity, line.document or "", line.what, line.where, line.why, line.try_)


def mention(line: MentionLine) -> tuple[str, ...]:
    where = f"{line.evidence.start}-{line.evidence.end}"
    return (where, line.kind, line.evidence.quote, " ".join(line.refers_to))


Row = Callable[[Any], tuple[str, ...]]
