"""Lines for lists: many at once, without the evidence that a list does not show. `lines` makes those of one thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from communique.model.record import (
    ActorLine,
    CopyLine,
    DocumentLine,
    EngagementLine,
    OfficeLine,
    ParticipantLine,
    PlaceLine,
)
from communique.model.when import UNKNOWN, Basis, Precision, When
from communique.record.database import Row
from communique.record.lines.asking import Source, slots
from communique.record.lines.documents import WAITING
from communique.record.lines.origins import independent

AT_ONCE = 400  # ids in one query


def documents(source: Source, ids: Sequence[str]) -> list[DocumentLine]:
    """Documents in the order asked for, those that are no longer there left out. `obtained` is left empty."""
    found: dict[str, DocumentLine] = {}
    for some in _portions(ids):
        told = _lists(
            source,
            f"SELECT document, engagement FROM engagement_member WHERE document IN ({slots(some)})"
            " GROUP BY document, engagement ORDER BY document, min(n)",
            some,
        )
        copies = _lists(
            source,
            "SELECT o.document, c.document FROM document_origin o JOIN document_origin c ON c.family = o.family"
            f" AND c.document <> o.document WHERE o.document IN ({slots(some)}) ORDER BY 1, 2",
            some,
        )
        for row in source.db.rows(
            "SELECT d.id, d.uri, d.path, d.title, d.publisher, d.kind, d.language, d.account, d.origin, v.version_of,"
            " d.status, o.origin, o.origin_document, o.reason, w.precision, w.from_, w.to_, w.basis, w.reason"
            " FROM document d LEFT JOIN document_version v ON v.document = d.id"
            " LEFT JOIN document_origin o ON o.document = d.id LEFT JOIN document_when w ON w.document = d.id"
            f" WHERE d.id IN ({slots(some)})",
            some,
        ):
            id_, uri, path, title, publisher, kind, language, account, origin, version_of, status = row[:11]
            taken, origin_document, origin_reason = row[11:14]
            found[id_] = DocumentLine(
                id=id_,
                uri=uri,
                path=path,
                title=title,
                publisher=publisher,
                kind=kind,
                language=language,
                published=_when(row[14:]),
                account=account,
                engagements=tuple(told.get(id_, ())),
                origin=origin or taken,
                version_of=version_of,
                status=status or WAITING,
                obtained=(),
                origin_document=origin_document,
                origin_reason=origin_reason,
                copies=tuple(CopyLine(c, None, "") for c in copies.get(id_, ())) if origin_reason else (),
            )
    return [found[id_] for id_ in ids if id_ in found]


def engagements(source: Source, ids: Sequence[str]) -> list[EngagementLine]:
    """Engagements in the order asked for, those that are no longer there left out."""
    found: dict[str, EngagementLine] = {}
    for some in _portions(ids):
        here = f"IN ({slots(some)})"
        carried = _lists(
            source,
            "SELECT DISTINCT m.engagement, m.document, coalesce(w.from_, '9999') FROM engagement_member m"
            f" LEFT JOIN document_when w ON w.document = m.document WHERE m.engagement {here} ORDER BY 1, 3, 2",
            some,
        )
        issued = _lists(
            source,
            "SELECT i.engagement, i.document FROM engagement_issued i LEFT JOIN document_when w"
            f" ON w.document = i.document WHERE i.engagement {here} ORDER BY 1, coalesce(w.from_, '9999'), 2",
            some,
        )
        differing = _lists(
            source, f"SELECT engagement, id FROM discrepancy WHERE engagement {here} ORDER BY engagement, ord, id", some
        )
        people = _participants(source, some)
        for row in source.db.rows(
            "SELECT e.id, e.kind, e.title, e.status, e.duration_minutes, e.place, e.country, w.engagement,"
            " e.precision, e.from_, e.to_, e.basis, e.reason FROM engagement e"
            " LEFT JOIN engagement_mark k ON k.id = e.part_of"
            f" LEFT JOIN engagement_member w ON w.document = k.document AND w.n = k.n WHERE e.id {here}",
            some,
        ).fetchall():
            id_, kind, title, status, minutes, place, country, part_of = row[:8]
            sources = carried.get(id_, [])
            found[id_] = EngagementLine(
                id=id_,
                kind=kind,
                title=title,
                status=status,
                participants=tuple(people.get(id_, {}).values()),
                when=_when(row[8:]),
                duration_minutes=minutes,
                place=PlaceLine(place, country, ()) if place is not None else None,
                part_of=part_of if part_of != id_ else None,
                planned_as=(),
                issued=tuple(issued.get(id_, ())),
                documents=tuple(sources),
                evidence=(),
                discrepancies=tuple(differing.get(id_, ())),
                origins=independent(source, sources),
            )
    return [found[id_] for id_ in ids if id_ in found]


def actors(source: Source, ids: Sequence[str]) -> list[ActorLine]:
    """Actors in the order asked for, those that are no longer there left out. Names and mentions are left empty."""
    found: dict[str, ActorLine] = {}
    for some in _portions(ids):
        offices: dict[str, list[OfficeLine]] = {}
        for actor, title, of, *when in source.db.rows(
            "SELECT actor, title, of_name, precision, from_, to_, basis, reason FROM actor_office"
            f" WHERE actor IN ({slots(some)}) ORDER BY actor, ord",
            some,
        ):
            offices.setdefault(actor, []).append(OfficeLine(title, of, _when(tuple(when)), ()))
        for id_, name, kind in source.db.rows(f"SELECT id, name, kind FROM actor WHERE id IN ({slots(some)})", some):
            found[id_] = ActorLine(id_, name, kind, (), tuple(offices.get(id_, ())), 0)
    return [found[id_] for id_ in ids if id_ in found]


def issues(source: Source, ids: Sequence[str]) -> dict[str, list[str]]:
    """The issues of what was said at each of these engagements."""
    found: dict[str, list[str]] = {}
    for some in _portions(ids):
        found |= _lists(
            source,
            "SELECT DISTINCT m.engagement, i.name FROM engagement_member m JOIN statement s ON s.document = m.document"
            " AND s.engagement = m.n JOIN statement_issue i ON i.document = s.document AND i.n = s.n"
            f" WHERE m.engagement IN ({slots(some)}) ORDER BY 1, 2",
            some,
        )
    return found


def _participants(source: Source, ids: list[str]) -> dict[str, dict[str, ParticipantLine]]:
    found: dict[str, dict[str, ParticipantLine]] = {}
    for engagement, role, side, id_, name in source.db.rows(
        "SELECT p.engagement, p.role, p.side, coalesce(a.id, f.id), coalesce(a.name, f.name)"
        " FROM engagement_participant p JOIN figure f ON f.document = p.document AND f.n = p.figure"
        " LEFT JOIN figure_actor l ON l.document = p.document AND l.figure = p.figure"
        f" LEFT JOIN actor a ON a.id = l.actor WHERE p.engagement IN ({slots(ids)}) ORDER BY p.engagement, p.ord",
        ids,
    ):
        here = found.setdefault(engagement, {})
        known = here.get(id_)
        here[id_] = ParticipantLine(
            id_, name, known.role if known else role, (known.side if known else None) or side, ()
        )
    return found


def _when(stored: Row) -> When:
    precision, from_, to, basis, reason = stored
    return UNKNOWN if precision is None else When(from_, to, Precision(precision), Basis(basis), reason)


def _lists(source: Source, sql: str, values: list[str]) -> dict[str, list[str]]:
    """The second column of the rows by the first."""
    found: dict[str, list[str]] = {}
    for key, value, *_ in source.db.rows(sql, values):
        found.setdefault(key, []).append(value)
    return found


def _portions(ids: Sequence[str]) -> Iterable[list[str]]:
    for at in range(0, len(ids), AT_ONCE):
        yield list(ids[at : at + AT_ONCE])
