"""Lines of engagements and of the discrepancies between their sources."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import UNSET, UnsetType

from communique.model.filters import Filters
from communique.model.record import (
    DiscrepancyLine,
    EngagementLine,
    ParticipantLine,
    PlaceLine,
    Reported,
)
from communique.model.rulings import Seen
from communique.model.spans import Evidence, Span
from communique.record.lines.asking import (
    Conditions,
    Source,
    documents_named,
    engagement_named,
    figures_of,
    in_order,
    names_of,
    quotes_of,
    said,
    says,
    slots,
    up_to,
    within,
)
from communique.record.lines.origins import independent
from communique.record.lines.whens import of_engagement

ORDER = "coalesce(e.from_, '9999'), e.id"
SEEN = """SELECT by, made_at, kind, id FROM ruling WHERE id IN (
  SELECT s.ruling FROM seen s JOIN engagement_member m ON m.document = s.document AND m.n = s.n
    WHERE s.what = 'engagement' AND m.engagement = ?1
  UNION SELECT l.ruling FROM link_ruling l JOIN engagement_member m
    ON (m.document = l.document AND m.n = l.n) OR (m.document = l.other_document AND m.n = l.other_n)
    WHERE l.what = 'engagement' AND m.engagement = ?1) ORDER BY made_at, id"""


def engagements(source: Source, filters: Filters) -> Iterator[EngagementLine]:
    """Engagements by the day on which they began, those without a date last, then by id."""
    db = source.db
    with db.snapshot():
        ids = asked_for(source, filters)
        every = (line(source, id_) for id_ in ids)
        words = filters.words
        told = (found for found in every if words is None or says(words, quotes_of(*_evidence_in(found))))
        yield from up_to(filters.limit, told)


def count(source: Source, filters: Filters) -> int:
    """How many engagements `engagements` lists of all, without regard to words."""
    asked = _conditions(source, filters)
    if filters.kind:
        asked.add("e.kind = ?", filters.kind)
    return int(source.db.value(f"SELECT count(*) FROM engagement e WHERE {asked.where}", asked.values))


def asked_for(source: Source, filters: Filters) -> list[str]:
    """The ids of these engagements, in that order; `words` and `limit` are not looked at."""
    asked = _conditions(source, filters)
    if filters.kind:
        asked.add("e.kind = ?", filters.kind)
    return source.db.column(f"SELECT e.id FROM engagement e WHERE {asked.where} ORDER BY {ORDER}", asked.values)


def _evidence_in(line: EngagementLine) -> Iterator[tuple[Evidence, ...]]:
    yield from (line.evidence, line.when.evidence, line.planned_as)
    yield from (participant.evidence for participant in line.participants)
    if line.place is not None:
        yield line.place.evidence


def _conditions(source: Source, filters: Filters) -> Conditions:
    """Conditions on engagements `e`, all but the kind."""
    db = source.db
    asked = Conditions()
    both = [name for name in (filters.by, filters.to) if name]
    for name in both:
        figures, values = figures_of(db, name)
        names = names_of(db, name)
        asked.add(
            f"e.id IN (SELECT p.engagement FROM engagement_participant p WHERE p.side_folded IN ({slots(names)})"
            f" OR (p.document, p.figure) IN ({figures}))",
            *names,
            *values,
        )
    if filters.about or filters.act:
        speaking = said(filters)
        asked.add(
            "e.id IN (SELECT m.engagement FROM statement s JOIN engagement_member m"
            f" ON m.document = s.document AND m.n = s.engagement WHERE {speaking.where})",
            *speaking.values,
        )
    if filters.status:
        asked.add("e.status = ?", filters.status)
    if filters.document:
        ids = documents_named(db, filters.document)
        asked.add(f"e.id IN (SELECT engagement FROM engagement_member WHERE document IN ({slots(ids)}))", *ids)
    if filters.engagement:
        asked.add("e.id = ?", engagement_named(db, filters.engagement))
    within(asked, "e.from_", "e.to_", filters.since, filters.until)
    return asked


def line(source: Source, engagement: str) -> EngagementLine:
    """The line of one engagement. Raises KeyError where no engagement has this id now."""
    db = source.db
    row = db.row(
        "SELECT e.kind, e.title, e.status, e.duration_minutes, e.place, e.country, w.engagement"
        " FROM engagement e LEFT JOIN engagement_mark k ON k.id = e.part_of"
        " LEFT JOIN engagement_member w ON w.document = k.document AND w.n = k.n WHERE e.id = ?",
        [engagement],
    )
    if row is None:
        raise KeyError(engagement)
    kind, title, status, minutes, place, country, part_of = row
    evidence = _evidence(source, engagement)
    documents = set(db.column("SELECT document FROM engagement_member WHERE engagement = ?", [engagement]))
    issued = set(db.column("SELECT document FROM engagement_issued WHERE engagement = ?", [engagement]))
    return EngagementLine(
        id=engagement,
        kind=kind,
        title=title,
        status=status,
        participants=tuple(_participants(source, engagement, evidence)),
        when=of_engagement(source, engagement),
        duration_minutes=minutes,
        place=PlaceLine(place, country, tuple(evidence.get(("place", 0), ()))) if place is not None else None,
        part_of=part_of if part_of != engagement else None,
        planned_as=tuple(evidence.get(("planned", 0), ())),
        issued=tuple(_sorted(source, issued)),
        documents=tuple(_sorted(source, documents)),
        evidence=tuple(evidence.get(("engagement", 0), ())),
        discrepancies=tuple(
            db.column("SELECT id FROM discrepancy WHERE engagement = ? ORDER BY ord, id", [engagement])
        ),
        origins=independent(source, documents),
        seen=_seen(source, engagement),
    )


def _seen(source: Source, engagement: str) -> tuple[Seen, ...] | UnsetType:
    """Who looked at it or at one of its tellings, and what was decided; UNSET where nobody did."""
    rows = source.db.rows(SEEN, [engagement]).fetchall()
    return tuple(Seen(*row) for row in rows) or UNSET


def _sorted(source: Source, documents: set[str]) -> list[str]:
    """A few documents in the record's order."""
    if len(documents) < 2:
        return list(documents)
    if len(documents) > 400:
        return in_order(source.db, documents)
    ids = sorted(documents)
    return source.db.column(
        "SELECT d.id FROM document d LEFT JOIN document_when w ON w.document = d.id"
        f" WHERE d.id IN ({slots(ids)}) ORDER BY coalesce(w.from_, '9999'), d.id",
        ids,
    )


def _evidence(source: Source, engagement: str) -> dict[tuple[str, int], list[Evidence]]:
    found: dict[tuple[str, int], list[Evidence]] = {}
    for role, part, document, start, end in source.db.rows(
        "SELECT role, part, document, start, end FROM engagement_evidence WHERE engagement = ? AND role <> 'when'"
        " ORDER BY role, part, ord",
        [engagement],
    ).fetchall():
        found.setdefault((role, part), []).append(source.texts.evidence(document, Span(start, end)))
    return found


def _participants(
    source: Source, engagement: str, evidence: dict[tuple[str, int], list[Evidence]]
) -> list[ParticipantLine]:
    """One for each actor, in the order in which linking gave them, with the words that name it."""
    found: dict[str, ParticipantLine] = {}
    for part, role, side, id_, name in source.db.rows(
        "SELECT p.ord, p.role, p.side, coalesce(a.id, f.id), coalesce(a.name, f.name) FROM engagement_participant p"
        " JOIN figure f ON f.document = p.document AND f.n = p.figure"
        " LEFT JOIN figure_actor l ON l.document = p.document AND l.figure = p.figure"
        " LEFT JOIN actor a ON a.id = l.actor WHERE p.engagement = ? ORDER BY p.ord",
        [engagement],
    ).fetchall():
        words = tuple(evidence.get(("participant", part), ()))
        known = found.get(id_)
        found[id_] = (
            ParticipantLine(id_, name, role, side, words)
            if known is None
            else ParticipantLine(id_, name, known.role, known.side or side, (*known.evidence, *words))
        )
    return list(found.values())


def discrepancies(source: Source, filters: Filters) -> Iterator[DiscrepancyLine]:
    """Discrepancies by engagement, in the order of engagements. `kind` asks for an aspect."""
    db = source.db
    with db.snapshot():
        asked = _conditions(source, filters)
        if filters.kind:
            asked.add("x.aspect = ?", filters.kind)
        ids = db.column(
            "SELECT x.id FROM discrepancy x JOIN engagement e ON e.id = x.engagement"
            f" WHERE {asked.where} ORDER BY {ORDER}, x.ord, x.id",
            asked.values,
        )
        every = (discrepancy(source, id_) for id_ in ids)
        words = filters.words
        told = (d for d in every if words is None or says(words, quotes_of(*(r.evidence for r in d.readings))))
        yield from up_to(filters.limit, told)


def discrepancy(source: Source, id_: str) -> DiscrepancyLine:
    """The line of one discrepancy. Raises KeyError for an unknown one."""
    db = source.db
    row = db.row("SELECT engagement, aspect, note FROM discrepancy WHERE id = ?", [id_])
    if row is None:
        raise KeyError(id_)
    engagement, aspect, note = row
    readings: dict[int, tuple[str, list[Evidence]]] = {
        n: (value, [])
        for n, value in db.rows("SELECT ord, value FROM discrepancy_reading WHERE discrepancy = ? ORDER BY ord", [id_])
    }
    for n, document, start, end in db.rows(
        "SELECT reading, document, start, end FROM discrepancy_evidence WHERE discrepancy = ? ORDER BY reading, ord",
        [id_],
    ).fetchall():
        readings[n][1].append(source.texts.evidence(document, Span(start, end)))
    reported = tuple(Reported(value, tuple(evidence)) for value, evidence in readings.values())
    return DiscrepancyLine(id_, engagement, aspect, reported, note)
