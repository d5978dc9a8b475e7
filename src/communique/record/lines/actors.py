"""Lines of actors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.model.filters import Filters
from communique.model.record import ActorLine, OfficeLine
from communique.model.spans import Span
from communique.record.lines.asking import (
    Conditions,
    Source,
    documents_named,
    engagement_named,
    figures_of,
    said,
    says,
    slots,
    up_to,
    within,
)
from communique.record.lines.whens import when_from

AT_ONCE = 15_000  # actors in one query: with fewer the same texts would be read again and again


def actors(source: Source, filters: Filters) -> Iterator[ActorLine]:
    """Actors by name, then by id. `to` keeps those who were at an engagement with that actor or spoke to it."""
    db = source.db
    with db.snapshot():
        asked = _conditions(source, filters)
        ids = db.column(f"SELECT a.id FROM actor a WHERE {asked.where} ORDER BY a.name, a.id", asked.values)
        named = (found for found in lines(source, ids) if says(filters.words, iter(found.names)))
        yield from up_to(filters.limit, named)


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
        speaking = said(filters)
        asked.add(
            "a.id IN (SELECT l.actor FROM statement s JOIN statement_party p USING (document, n)"
            " JOIN figure_actor l ON l.document = p.document AND l.figure = p.figure"
            f" WHERE p.role IN ('speaker', 'on_behalf_of') AND {speaking.where})",
            *speaking.values,
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
    for found in lines(source, [actor]):
        return found
    raise KeyError(actor)


def lines(source: Source, ids: Sequence[str]) -> Iterator[ActorLine]:
    """The lines of these actors in their order, those that are no longer there left out; many are asked for at once."""
    db = source.db
    for at in range(0, len(ids), AT_ONCE):
        some = list(ids[at : at + AT_ONCE])
        here = f"IN ({slots(some)})"
        known = {
            id_: (name, kind) for id_, name, kind in db.rows(f"SELECT id, name, kind FROM actor WHERE id {here}", some)
        }
        mentions = dict(
            db.rows(
                "SELECT l.actor, count(*) FROM figure_actor l JOIN mention_figure m ON m.document = l.document"
                f" AND m.figure = l.figure WHERE l.actor {here} GROUP BY l.actor",
                some,
            ).fetchall()
        )
        names: dict[str, list[str]] = {}
        for id_, name in db.rows(f"SELECT actor, name FROM actor_name WHERE actor {here} ORDER BY actor, name", some):
            names.setdefault(id_, []).append(name)
        offices = _offices(source, some)
        for id_ in (id_ for id_ in some if id_ in known):
            name, kind = known[id_]
            held = tuple(offices.get(id_, ()))
            yield ActorLine(id_, name, kind, tuple(names.get(id_, ())), held, mentions.get(id_, 0))


def _offices(source: Source, ids: list[str]) -> dict[str, list[OfficeLine]]:
    """The offices that each of these actors held, in order, with their evidence."""
    db, here = source.db, f"IN ({slots(ids)})"
    spans: dict[tuple[str, int, str], list[tuple[str, int, int]]] = {}
    for actor, n, role, *where in db.rows(
        f"SELECT actor, office, 'office', document, start, end, 0 FROM actor_office_words WHERE actor {here}"
        " UNION ALL SELECT actor, office, role, document, start, end, ord FROM actor_office_evidence"
        f" WHERE actor {here}"
        " ORDER BY 1, 2, 3, 7, 4, 5, 6",
        [*ids, *ids],
    ).fetchall():
        spans.setdefault((actor, n, role), []).append((where[0], where[1], where[2]))
    # Document by document, so that each text is asked for once.
    wanted = sorted({place for (_, _, role), places in spans.items() if role == "office" for place in places})
    words = {(d, s, e): source.texts.evidence(d, Span(s, e)) for d, s, e in wanted}
    found: dict[str, list[OfficeLine]] = {}
    for actor, n, title, of, *stored in db.rows(
        "SELECT actor, ord, title, of_name, from_, to_, precision, basis, reason FROM actor_office"
        f" WHERE actor {here} ORDER BY actor, ord",
        ids,
    ).fetchall():
        from_, to, precision, basis, reason = stored
        when = when_from((from_, to, precision, basis, reason), source, spans.get((actor, n, "when"), []))
        evidence = (words[place] for place in spans.get((actor, n, "office"), []))
        found.setdefault(actor, []).append(OfficeLine(title, of, when, tuple(evidence)))
    return found
