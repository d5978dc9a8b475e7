"""What stands in a record, id by id, with what lists are ordered by and count: one query for each, no line is made."""

from __future__ import annotations

from msgspec import Struct

from communique.record.database import Database


class Dated(Struct, frozen=True):
    """A document or an engagement in time; `from_` and `to` as in a When. A document has no kind and precision here."""

    id: str
    from_: str | None
    to: str | None
    status: str
    kind: str = ""
    precision: str = ""


class Weighed(Struct, frozen=True):
    """An actor or an instrument and how often it is named."""

    id: str
    name: str
    times: int


class Tallies(Struct, frozen=True):
    """Everything of one state of the record, in no particular order where none is told."""

    documents: tuple[Dated, ...]
    engagements: tuple[Dated, ...]
    actors: tuple[Weighed, ...]
    instruments: tuple[Weighed, ...]
    discrepancies: tuple[str, ...]  # in the order of the listing
    findings: tuple[tuple[str, str], ...]  # id and severity, in the order of the listing
    statements: int
    characters: dict[str, int]  # of each document's text
    said_in: dict[str, int]  # statements by document
    said_at: dict[str, int]  # … by engagement
    said_by: dict[str, int]  # … by actor who speaks or for whom somebody does
    met: dict[str, int]  # engagements by actor who took part, or whose side did
    followed: tuple[tuple[str, str], ...] = ()  # an engagement, and one that a text says it followed
    held: tuple[tuple[str, str], ...] = ()  # an engagement, and one in whose course it was


def tallies(db: Database) -> Tallies:
    with db.snapshot():
        said_in = _counts(db, "SELECT document, count(*) FROM statement GROUP BY document")
        return Tallies(
            documents=tuple(
                Dated(*row)
                for row in db.rows(
                    "SELECT d.id, w.from_, w.to_, d.status FROM document d LEFT JOIN document_when w"
                    " ON w.document = d.id WHERE d.status IS NOT NULL"
                )
            ),
            engagements=tuple(
                Dated(*row) for row in db.rows("SELECT id, from_, to_, status, kind, precision FROM engagement")
            ),
            actors=tuple(
                Weighed(*row)
                for row in db.rows(
                    "SELECT a.id, a.name, coalesce(m.times, 0) FROM actor a LEFT JOIN"
                    " (SELECT l.actor, count(*) AS times FROM figure_actor l JOIN mention_figure m"
                    " ON m.document = l.document AND m.figure = l.figure GROUP BY l.actor) m ON m.actor = a.id"
                )
            ),
            instruments=_instruments(db),
            discrepancies=tuple(
                db.column(
                    "SELECT x.id FROM discrepancy x JOIN engagement e ON e.id = x.engagement"
                    " ORDER BY coalesce(e.from_, '9999'), e.id, x.ord, x.id"
                )
            ),
            findings=tuple(
                (id_, severity)
                for id_, severity in db.rows(
                    "SELECT f.id, f.severity FROM finding f LEFT JOIN document_when w ON w.document = f.document"
                    " ORDER BY f.document IS NULL, coalesce(w.from_, '9999'), f.document, f.id"
                )
            ),
            statements=sum(said_in.values()),
            characters=_counts(db, "SELECT document, length(text) FROM text"),
            said_in=said_in,
            said_at=_counts(
                db,
                "SELECT m.engagement, count(*) FROM statement s JOIN engagement_member m"
                " ON m.document = s.document AND m.n = s.engagement GROUP BY m.engagement",
            ),
            said_by=_counts(
                db,
                "SELECT actor, count(*) FROM (SELECT DISTINCT l.actor, p.document, p.n FROM statement_party p"
                " JOIN figure_actor l ON l.document = p.document AND l.figure = p.figure"
                " WHERE p.role IN ('speaker', 'on_behalf_of')) GROUP BY actor",
            ),
            met=_counts(
                db,
                "SELECT actor, count(*) FROM (SELECT l.actor, p.engagement FROM engagement_participant p"
                " JOIN figure_actor l ON l.document = p.document AND l.figure = p.figure"
                " UNION SELECT a.id, p.engagement FROM (SELECT max(id) AS id, name FROM actor WHERE kind <> 'person'"
                " GROUP BY name) a JOIN engagement_participant p ON p.side = a.name) GROUP BY actor",
            ),
            followed=_pairs(db, "before"),
            held=_pairs(db, "part_of"),
        )


def _pairs(db: Database, column: str) -> tuple[tuple[str, str], ...]:
    """Two engagements of which some text tells the one by the other."""
    rows = db.rows(
        "SELECT DISTINCT one.engagement, other.engagement FROM engagement_mark k"
        " JOIN engagement_member one ON one.document = k.document AND one.n = k.n"
        f" JOIN engagement_member other ON other.document = k.document AND other.n = k.{column}"
        " WHERE one.engagement <> other.engagement ORDER BY 1, 2"
    )
    return tuple((one, other) for one, other in rows)


def _counts(db: Database, sql: str) -> dict[str, int]:
    return dict(db.rows(sql).fetchall())


def _instruments(db: Database) -> tuple[Weighed, ...]:
    """Each by the name that its first citation in the record's order gives it."""
    names: dict[str, str] = {}
    times: dict[str, int] = {}
    for id_, name in db.rows(
        "SELECT c.instrument, c.name FROM citation c LEFT JOIN document_when w ON w.document = c.document"
        " ORDER BY coalesce(w.from_, '9999'), c.document, c.start, c.n"
    ):
        names.setdefault(id_, name)
        times[id_] = times.get(id_, 0) + 1
    return tuple(Weighed(id_, name, times[id_]) for id_, name in names.items())
