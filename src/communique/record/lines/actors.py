"""Lines of actors."""

from __future__ import annotations

from collections.abc import Iterator

from communique.model.filters import Filters
from communique.model.record import ActorLine, OfficeLine
from communique.model.spans import Span
from communique.record.folding import fold
from communique.record.lines.asking import (
    Conditions,
    Source,
    documents_named,
    engagement_named,
    figures_of,
    says,
    slots,
    within,
)
from communique.record.lines.whens import when_from


def actors(source: Source, filters: Filters) -> Iterator[ActorLine]:
    """Actors by name, then by id. `to` keeps those who were at an engagement with that actor or spoke to it."""
    db = source.db
    with db.snapshot():
        asked = _conditions(source, filters)
        ids = db.column(f"SELECT a.id FROM actor a WHERE {asked.where} ORDER BY a.name, a.id", asked.values)
        left = filters.limit
        for id_ in ids:
            if left is not None and left <= 0:
                return
            found = line(source, id_)
            if says(filters.words, iter(found.names)):
                yield found
                left = left if left is None else left - 1


def count(source: Source, filters: Filters) -> int:
    """How many actors `actors` lists of all, without regard to words."""
    asked = _conditions(source, filters)
    return int(source.db.value(f"SELECT count(*) FROM actor a WHERE {asked.where}", asked.values))


def _conditions(source: Source, filters: Filters) -> Conditions:
    db = source.db
    asked = Conditions()
    figures_where = "a.id IN (SELECT l.actor FROM figure_actor l WHERE (l.document, l.figure) IN ({}))".format
    if filters.by:
        figures, values = figures_of(db, filters.by)
        asked.add(figures_where(figures), *values)
    if filters.to:
        figures, values = figures_of(db, filters.to)
        asked.add(
            "a.id IN (SELECT l.actor FROM engagement_participant p JOIN engagement_participant q USING (engagement)"
            " JOIN figure_actor l ON l.document = p.document AND l.figure = p.figure"
            f" WHERE p.ord <> q.ord AND (q.document, q.figure) IN ({figures})"
            f" UNION SELECT l.actor FROM ({figures}) f"
            " CROSS JOIN statement_party q ON q.document = f.document AND q.figure = f.figure"
            " CROSS JOIN statement_party p ON p.document = q.document AND p.n = q.n"
            " JOIN figure_actor l ON l.document = p.document AND l.figure = p.figure"
            " WHERE p.role IN ('speaker', 'on_behalf_of') AND q.role IN ('addressee', 'target'))",
            *values,
            *values,
        )
    if filters.about or filters.act:
        said = Conditions()
        if filters.about:
            said.add(
                "(s.document, s.n) IN (SELECT document, n FROM statement_issue WHERE folded = ?)", fold(filters.about)
            )
        if filters.act:
            said.add("s.act = ?", filters.act)
        asked.add(
            "a.id IN (SELECT l.actor FROM statement s JOIN statement_party p USING (document, n)"
            " JOIN figure_actor l ON l.document = p.document AND l.figure = p.figure"
            f" WHERE p.role IN ('speaker', 'on_behalf_of') AND {said.where})",
            *said.values,
        )
    if filters.kind:
        asked.add("a.kind = ?", filters.kind)
    if filters.document:
        ids = documents_named(db, filters.document)
        asked.add(f"a.id IN (SELECT actor FROM figure_actor WHERE document IN ({slots(ids)}))", *ids)
    if filters.engagement:
        one = engagement_named(db, filters.engagement)
        asked.add(figures_where("SELECT document, figure FROM engagement_participant WHERE engagement = ?"), one)
    if filters.since or filters.until:
        dated = Conditions()
        within(dated, "w.from_", "w.to_", filters.since, filters.until)
        asked.add(
            "a.id IN (SELECT l.actor FROM figure_actor l LEFT JOIN document_when w ON w.document = l.document"
            f" WHERE {dated.where})",
            *dated.values,
        )
    return asked


def line(source: Source, actor: str) -> ActorLine:
    """The line of one actor. Raises KeyError where no actor has this id now."""
    db = source.db
    row = db.row("SELECT name, kind FROM actor WHERE id = ?", [actor])
    if row is None:
        raise KeyError(actor)
    mentions = db.value(
        "SELECT count(*) FROM figure_actor l JOIN mention_figure m ON m.document = l.document AND m.figure = l.figure"
        " WHERE l.actor = ?",
        [actor],
    )
    names = tuple(db.column("SELECT name FROM actor_name WHERE actor = ? ORDER BY name", [actor]))
    return ActorLine(actor, row[0], row[1], names, tuple(_offices(source, actor)), mentions)


def _offices(source: Source, actor: str) -> Iterator[OfficeLine]:
    db = source.db
    spans: dict[tuple[int, str], list[tuple[str, int, int]]] = {}
    for n, role, *where in db.rows(
        "SELECT office, 'office', document, start, end, 0 FROM actor_office_words WHERE actor = ?1"
        " UNION ALL SELECT office, role, document, start, end, ord FROM actor_office_evidence WHERE actor = ?1"
        " ORDER BY 1, 2, 6, 3, 4, 5",
        [actor],
    ):
        spans.setdefault((n, role), []).append((where[0], where[1], where[2]))
    for n, title, of, *stored in db.rows(
        "SELECT ord, title, of_name, from_, to_, precision, basis, reason FROM actor_office"
        " WHERE actor = ? ORDER BY ord",
        [actor],
    ).fetchall():
        from_, to, precision, basis, reason = stored
        when = when_from((from_, to, precision, basis, reason), source, spans.get((n, "when"), []))
        evidence = (source.texts.evidence(d, Span(s, e)) for d, s, e in spans.get((n, "office"), []))
        yield OfficeLine(title, of, when, tuple(evidence))
