"""Lines of documents, and the mentions that one document holds."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from communique.model.filters import Filters
from communique.model.marks import MentionKind
from communique.model.record import DocumentLine, MentionLine, Obtained
from communique.model.spans import Span
from communique.model.spoken import Spoken
from communique.model.times import TimeValue
from communique.record.folding import fold
from communique.record.lines.asking import (
    ORDER,
    Conditions,
    Source,
    documents_named,
    documents_with,
    engagement_named,
    figures_of,
    names_of,
    says,
    slots,
    up_to,
    within,
)
from communique.record.lines.origins import copies, origin_of
from communique.record.lines.whens import anchor, published

WAITING = "waiting"  # the status of a document that was kept and not yet read: listings leave it out, `show` does not


def documents(source: Source, filters: Filters) -> Iterator[DocumentLine]:
    """Documents that have a status, by date of publication, then by id."""
    db = source.db
    with db.snapshot():
        ids = asked_for(source, filters)
        about = documents_with(db, filters.words) if filters.words else None
        wanted = (
            id_
            for id_ in ids
            if (about is None or id_ in about)
            and says(filters.words, iter([source.texts.text(id_)] if filters.words else []))
        )
        yield from (line(source, id_) for id_ in up_to(filters.limit, wanted))


def asked_for(source: Source, filters: Filters) -> list[str]:
    """The ids of these documents, by date of publication, then by id; `words` and `limit` are not looked at."""
    asked = conditions(source, filters)
    return source.db.column(
        "SELECT d.id FROM document d LEFT JOIN document_when w ON w.document = d.id"
        f" WHERE d.status IS NOT NULL AND {asked.where} ORDER BY {ORDER}",
        asked.values,
    )


def conditions(source: Source, filters: Filters) -> Conditions:
    """Conditions on documents `d` and their dates `w`, all but the words."""
    db = source.db
    asked = Conditions()
    if filters.by:
        figures, values = figures_of(db, filters.by)
        names = names_of(db, filters.by)
        outlets = [p for p in db.column("SELECT DISTINCT publisher FROM document") if p and fold(p) in names]
        asked.add(
            f"d.publisher IN ({slots(outlets)}) OR EXISTS (SELECT 1 FROM side s WHERE s.document = d.id"
            f" AND (s.document, s.figure) IN ({figures}))",
            *outlets,
            *values,
        )
    if filters.to:
        figures, values = figures_of(db, filters.to)
        asked.add(
            "d.id IN (SELECT p.document FROM engagement_mark_participant p"
            f" WHERE (p.document, p.figure) IN ({figures})"
            " UNION SELECT p.document FROM statement_party p WHERE p.role IN ('addressee', 'target')"
            f" AND (p.document, p.figure) IN ({figures}))",
            *values,
            *values,
        )
    if filters.about:
        asked.add("d.id IN (SELECT document FROM statement_issue WHERE folded = ?)", fold(filters.about))
    if filters.act:
        asked.add("d.id IN (SELECT document FROM statement WHERE act = ?)", filters.act)
    if filters.kind:
        asked.add("d.kind = ?", filters.kind)
    if filters.status:
        asked.add("d.status = ?", filters.status)
    if filters.document:
        ids = documents_named(db, filters.document)
        asked.add(f"d.id IN ({slots(ids)})", *ids)
    if filters.engagement:
        one = engagement_named(db, filters.engagement)
        asked.add("d.id IN (SELECT document FROM engagement_member WHERE engagement = ?)", one)
    within(asked, "w.from_", "w.to_", filters.since, filters.until)
    return asked


def line(source: Source, document: str) -> DocumentLine:
    """The line of one document. Raises KeyError for an unknown one."""
    db = source.db
    row = db.row(
        "SELECT uri, path, title, publisher, kind, language, account, origin, version_of, status"
        " FROM document LEFT JOIN document_version ON document = id WHERE id = ?",
        [document],
    )
    if row is None:
        raise KeyError(document)
    uri, path, title, publisher, kind, language, account, origin, version_of, status = row
    taken, origin_document, origin_reason = origin_of(source, document)
    obtained = db.rows("SELECT path, uri FROM obtained WHERE document = ? ORDER BY path, uri", [document])
    return DocumentLine(
        id=document,
        uri=uri,
        path=path,
        title=title,
        publisher=publisher,
        kind=kind,
        language=language,
        published=published(source, document),
        account=account,
        engagements=tuple(engagements_in(source, document)),
        origin=origin or taken,
        version_of=version_of,
        status=status or WAITING,
        obtained=tuple(Obtained(path, uri or None) for path, uri in obtained),
        origin_document=origin_document,
        origin_reason=origin_reason,
        copies=tuple(copies(source, document)) if origin_reason else (),
    )


def engagements_in(source: Source, document: str) -> list[str]:
    """The engagements that the document tells of, in the order in which it does."""
    return source.db.column(
        "SELECT engagement FROM engagement_member WHERE document = ? GROUP BY engagement ORDER BY min(n)", [document]
    )


def mentions(source: Source, document: str) -> Iterator[MentionLine]:
    """The mentions in one document, in the order of the text.

    `refers_to` holds ids of actors, engagements and instruments; of a time its interval, of a place its name.
    """
    db = source.db
    with db.snapshot():
        meant = _meanings(source, document)
        rows = db.rows(
            "SELECT id, n, kind, start, end FROM mention WHERE document = ? ORDER BY start, end, n", [document]
        )
        for id_, n, kind, start, end in rows.fetchall():
            evidence = source.texts.evidence(document, Span(start, end))
            yield MentionLine(id_, kind, evidence, tuple(meant.get(n, ())))


def _meanings(source: Source, document: str) -> dict[int, list[str]]:
    db = source.db
    found: dict[int, list[str]] = {}
    for n, named in db.rows(
        "SELECT m.n, coalesce(a.actor, f.id) FROM mention_figure m"
        " JOIN figure f ON f.document = m.document AND f.n = m.figure"
        " LEFT JOIN figure_actor a ON a.document = m.document AND a.figure = m.figure"
        " WHERE m.document = ? ORDER BY m.n, m.figure",
        [document],
    ):
        found.setdefault(n, []).append(named)
    spoken = Spoken(anchor(published(source, document)))
    marked = {
        MentionKind.ENGAGEMENT: "SELECT k.n, coalesce(m.engagement, k.id), '' FROM engagement_mark k"
        " LEFT JOIN engagement_member m ON m.document = k.document AND m.n = k.n WHERE k.document = ?",
        MentionKind.INSTRUMENT: "SELECT n, instrument, '' FROM citation WHERE document = ?",
        MentionKind.PLACE: "SELECT n, name, '' FROM place_mark WHERE document = ?",
        MentionKind.TIME: "SELECT n, '', value FROM time_mark WHERE document = ? ORDER BY start, end",
    }
    for kind, sql in marked.items():
        names: dict[int, str] = {}
        for number, named, value in db.rows(sql, [document]):
            names[number] = _interval(value, spoken) if kind is MentionKind.TIME else named
        for n, target in db.rows(
            "SELECT m.n, k.target FROM mention m JOIN mention_mark k ON k.document = m.document AND k.n = m.n"
            " WHERE m.document = ? AND m.kind = ? ORDER BY 1, 2",
            [document, kind],
        ):
            if names.get(target):
                found.setdefault(n, []).append(names[target])
    return found


def _interval(value: str, spoken: Spoken) -> str:
    """`2017-10-31`, or `2017-10-30/2017-11-05`, an open end as two dots; empty where the words alone do not tell."""
    when = spoken.when(msgspec.json.decode(value, type=TimeValue), "")
    if not when.known:
        return ""
    return str(when.from_) if when.from_ == when.to else f"{when.from_ or '..'}/{when.to or '..'}"
