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
WHEN = Column("when", "cyan", most=17)

DOCUMENTS = (
    *(ID, Column("published", "cyan", most=17), Column("kind", most=15), Column("publisher", most=24)),
    *(Column("status"), Column("title", "bold")),
)
ENGAGEMENTS = (
    *(ID, WHEN, Column("kind", most=10), Column("status"), Column("sources", most=12)),
    *(Column("participants", "bold"), Column("place", most=20)),
)
ACTORS = (ID, Column("kind"), Column("mentions"), Column("name", "bold"), Column("offices"))
STATEMENTS = (
    *(ID, WHEN, Column("speakers", "bold", most=18), Column("act", "magenta")),
    *(Column("to or about", most=16), Column("content", long=True)),
)
INSTRUMENTS = (
    *(ID, Column("kind", most=12), Column("date", "cyan"), Column("citations"), Column("name", "bold")),
    Column("issuer", most=20),
)
DISCREPANCIES = (
    *(ID, Column("engagement", "dim", whole=True), Column("aspect", "magenta", most=12)),
    *(Column("readings", long=True), Column("note", long=True)),
)
FINDINGS = (
    *(ID, Column("severity", "yellow"), Column("document", "dim", whole=True), Column("what", "bold", long=True)),
    *(Column("where", most=14), Column("why", long=True), Column("try", long=True)),
)
MENTIONS = (
    *(Column("characters", "dim", whole=True), Column("kind", "magenta"), Column("words", "bold")),
    Column("refers to"),
)
PASSAGES = (
    ID,
    Column("characters", "dim", whole=True),
    Column("document", "bold", most=30),
    Column("passage", long=True),
)


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
    told = labels.sources(len(line.documents), line.origins).replace(" sources", "").replace(" source", "")
    return (line.id, date(line.when), kind, line.status, told, people or line.title, place)


def actor(line: ActorLine) -> tuple[str, ...]:
    offices = "; ".join(dict.fromkeys(labels.side(o.title, o.of) for o in line.offices))
    return (line.id, line.kind, str(line.mentions), line.name, offices)


def statement(line: StatementLine) -> tuple[str, ...]:
    parties = dict.fromkeys(party.name for party in (*line.addressees, *line.targets))
    others = ", ".join(parties) or labels.shorten(", ".join(issue.name for issue in line.issues), 40)
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
