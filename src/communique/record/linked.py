"""Writing what linking joined. Clusters are replaced whole: those that held any of the new ones' members go first.

A cluster bears the id of its canonical member. Participants, and the engagement that another is part of, are kept as
anchors in documents and resolved when asked for, so relinking one block leaves the others as they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from communique.model.marks import ActorKind
from communique.model.record import ActorLine, DiscrepancyLine, EngagementLine
from communique.model.spans import Evidence
from communique.model.when import When
from communique.record.database import Database
from communique.record.folding import fold
from communique.record.projection import Row
from communique.record.textrows import unsettled
from communique.record.texts import Texts

OfficeForm = tuple[str, str | None]  # a title as documents give it, and of which state or organisation: key or name
Anchor = tuple[str, int]  # a document and the number of a figure or of an engagement mark in its marks


class LinkedActor(Struct, frozen=True):
    """One actor with all the figures that it is; `line.id` is the id of one of them.

    `forms` are how its figures name each office of the line; `line.mentions` and the offices' evidence are not used:
    they follow from its figures.
    """

    line: ActorLine
    members: tuple[Anchor, ...]
    key: str | None = None
    forms: tuple[tuple[OfficeForm, ...], ...] = ()  # of each office in the line


class LinkedEngagement(Struct, frozen=True):
    """One engagement with all the marks that tell of it; `line.id` is the id of one of them.

    Participants' ids are ids of actors already saved; quotes of evidence are not used, the text has them.
    """

    line: EngagementLine
    members: tuple[Anchor, ...]
    discrepancies: tuple[DiscrepancyLine, ...] = ()


class Candidate(Struct, frozen=True):
    value: str  # an id, an ISO date
    words: str  # the same for a reader


class Unresolved(Struct, frozen=True):
    """What linking could not decide: `kind` of question (actor, date, engagement), the mark `n` that it concerns."""

    document: str
    kind: str
    n: int
    reason: str
    candidates: tuple[Candidate, ...] = ()


def replace_actors(db: Database, words: Texts, actors: Iterable[LinkedActor]) -> None:
    actors = list(actors)
    every = _disjoint(actor.members for actor in actors)
    with db.transaction():
        come: list[tuple[LinkedActor, set[Anchor]]] = []
        for actor in actors:
            if _anchor_of(db, "figure", actor.line.id) not in actor.members:
                raise ValueError(f"actor {actor.line.id} does not bear the id of one of its figures")
            held = db.rows("SELECT document, figure FROM figure_actor WHERE actor = ?", [actor.line.id]).fetchall()
            members = set(actor.members)
            for gone in sorted(set(held) - members):
                db.run("DELETE FROM figure_actor WHERE document = ? AND figure = ?", gone)
                _unlink(db, [gone], every)
            come.append((actor, members.difference(held)))
        ids = {actor.line.id for actor in actors}
        for _, new in come:
            for member in sorted(new):
                old = db.value("SELECT actor FROM figure_actor WHERE document = ? AND figure = ?", member)
                if old is not None and old not in ids:
                    held = db.rows("SELECT document, figure FROM figure_actor WHERE actor = ?", [old]).fetchall()
                    _unlink(db, held, every)
                    db.run("DELETE FROM actor WHERE id = ?", [old])
        for actor, new in come:
            _save_actor(db, words, actor)
            db.insert("figure_actor", [(*member, actor.line.id) for member in sorted(new)])


def _unlink(db: Database, members: Iterable[Anchor], every: set[Anchor]) -> None:
    """Documents of members that no new cluster holds are to be linked again."""
    for document in {member[0] for member in members if member not in every}:
        db.run("DELETE FROM linked WHERE document = ?", [document])


class KeyedActor(Struct, frozen=True):
    """An actor that the lexicon knows, with the place of its first figure: document, start, end, number."""

    id: str
    name: str
    kind: ActorKind
    first: tuple[str, int, int, int]
    offices: bool  # whether any is named for it


def keyed_actor(db: Database, key: str) -> KeyedActor | None:
    """The one actor with this key; None where there is none, or more than one."""
    found = db.rows(
        "SELECT a.id, a.name, a.kind, f.document, f.first_start, f.first_end, f.n,"
        " EXISTS (SELECT 1 FROM actor_office o WHERE o.actor = a.id)"
        " FROM actor a JOIN figure f ON f.document = a.canonical_document AND f.n = a.canonical_figure"
        " WHERE a.key = ? LIMIT 2",
        [key],
    ).fetchall()
    if len(found) != 1:
        return None
    id_, name, kind, *first, offices = found[0]
    return KeyedActor(id_, name, ActorKind(kind), (first[0], first[1], first[2], first[3]), bool(offices))


def join_actor(db: Database, id_: str, names: Iterable[str], members: Iterable[Anchor]) -> None:
    """Adds figures, and the names that they bear, to an actor that stays what it is otherwise."""
    with db.transaction():
        db.insert("actor_name", [(id_, name, fold(name)) for name in sorted(set(names))], ignore=True)
        db.insert("figure_actor", [(*member, id_) for member in sorted(set(members))], ignore=True)


def _save_actor(db: Database, words: Texts, actor: LinkedActor) -> None:
    """Writes what there is to say of an actor, where it is not what stands there."""
    id_ = actor.line.id
    present, rows = _actor_rows(db, id_), _rows_of_actor(db, words, actor)
    if rows == present:
        return
    if rows["actor"] != present["actor"]:
        set_ = "ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, key = excluded.key"
        (row,) = rows["actor"]
        db.run(f"INSERT INTO actor VALUES (?, ?, ?, ?, ?, ?) {set_}", row)
    if rows["actor_name"] != present["actor_name"]:
        db.run("DELETE FROM actor_name WHERE actor = ?", [id_])
        db.insert("actor_name", rows["actor_name"])
    offices = ("actor_office", "actor_office_form", "actor_office_evidence")
    if any(rows[table] != present[table] for table in offices):
        db.run("DELETE FROM actor_office WHERE actor = ?", [id_])
        for table in offices:
            db.insert(table, rows[table])


def _rows_of_actor(db: Database, words: Texts, actor: LinkedActor) -> dict[str, list[Row]]:
    line = actor.line
    canonical = _anchor_of(db, "figure", line.id) or ("", -1)
    offices = list(enumerate(line.offices))
    forms = [(line.id, title, of or "", n) for n, named in enumerate(actor.forms) for title, of in named]
    return {
        "actor": [(line.id, line.kind, line.name, actor.key, *canonical)],
        "actor_name": [(line.id, name, fold(name)) for name in sorted({line.name, *line.names})],
        "actor_office": [(line.id, n, o.title, o.of, *when_columns(o.when)) for n, o in offices],
        "actor_office_form": sorted(forms, key=lambda form: form[1:]),
        "actor_office_evidence": [
            (line.id, n, "when", ord_, *_cut(words, e)) for n, o in offices for ord_, e in enumerate(o.when.evidence)
        ],
    }


def _actor_rows(db: Database, id_: str) -> dict[str, list[Row]]:
    tables = (
        *(("actor", "id", "id"), ("actor_name", "actor", "name"), ("actor_office", "actor", "ord")),
        *(("actor_office_form", "actor", "title, of"), ("actor_office_evidence", "actor", "office, role, ord")),
    )
    return {t: db.rows(f"SELECT * FROM {t} WHERE {c} = ? ORDER BY {o}", [id_]).fetchall() for t, c, o in tables}


def replace_engagements(db: Database, words: Texts, engagements: Iterable[LinkedEngagement]) -> None:
    """Stores engagements; the actors that take part in them are saved before."""
    engagements = list(engagements)
    with db.transaction():
        present = {e.line.id: _engagement_rows(db, e.line.id) for e in engagements}
        new = [(e, _rows_of_engagement(db, words, e)) for e in engagements]
        changed = [(e, rows) for e, rows in new if rows != present[e.line.id]]
        members = _disjoint(e.members for e in engagements)
        for engagement, _ in changed:
            _remove(db, "engagement", engagement.line.id, "engagement_member", "n", engagement.members, members)
        for engagement, rows in changed:
            if _anchor_of(db, "engagement_mark", engagement.line.id) not in engagement.members:
                raise ValueError(f"engagement {engagement.line.id} does not bear the id of one of its marks")
            for table, of_table in rows.items():
                db.insert(table, of_table)


def _rows_of_engagement(db: Database, words: Texts, engagement: LinkedEngagement) -> dict[str, list[Row]]:
    line = engagement.line
    canonical = _anchor_of(db, "engagement_mark", line.id) or ("", -1)
    place = (line.place.name, line.place.country) if line.place else (None, None)
    what = (line.kind, line.status, line.title, *when_columns(line.when), line.duration_minutes, *place, line.part_of)
    evidence: list[Row] = []
    for role, part, items in (
        *(("engagement", 0, line.evidence), ("when", 0, line.when.evidence), ("planned", 0, line.planned_as)),
        ("place", 0, line.place.evidence if line.place else ()),
        *(("participant", n, p.evidence) for n, p in enumerate(line.participants)),
    ):
        evidence += [(line.id, role, part, ord_, *_cut(words, e)) for ord_, e in enumerate(items)]
    documents = sorted({document for document, _ in engagement.members})
    readings = [(x, n, r) for x in engagement.discrepancies for n, r in enumerate(x.readings)]
    return {
        "engagement": [(line.id, *what, *canonical)],
        "engagement_member": [(*member, line.id) for member in sorted(set(engagement.members))],
        "engagement_participant": [
            (line.id, n, *_standing(db, p.id, documents), p.role, p.side, fold(p.side) if p.side else None)
            for n, p in enumerate(line.participants)
        ],
        "engagement_evidence": sorted(evidence, key=lambda row: row[:4]),
        "engagement_issued": [(line.id, document) for document in sorted(set(line.issued))],
        "discrepancy": sorted(
            (x.id, line.id, ord_, x.aspect, x.note) for ord_, x in enumerate(engagement.discrepancies)
        ),
        "discrepancy_reading": sorted((x.id, n, r.value) for x, n, r in readings),
        "discrepancy_evidence": sorted(
            (x.id, n, ord_, *_cut(words, e)) for x, n, r in readings for ord_, e in enumerate(r.evidence)
        ),
    }


def _engagement_rows(db: Database, id_: str) -> dict[str, list[Row]]:
    of = "SELECT {t}.* FROM {t} JOIN discrepancy x ON x.id = discrepancy WHERE engagement = ? ORDER BY 1, 2, 3"
    tables = (
        *(("engagement", "id", "id"), ("engagement_member", "engagement", "document, n")),
        *(("engagement_participant", "engagement", "ord"), ("engagement_evidence", "engagement", "role, part, ord")),
        *(("engagement_issued", "engagement", "document"), ("discrepancy", "engagement", "id")),
    )
    rows = {t: db.rows(f"SELECT * FROM {t} WHERE {c} = ? ORDER BY {o}", [id_]).fetchall() for t, c, o in tables}
    for table in ("discrepancy_reading", "discrepancy_evidence"):
        rows[table] = db.rows(of.format(t=table), [id_]).fetchall()
    return rows


def _cut(words: Texts, evidence: Evidence) -> tuple[str, int, int, str]:
    """Evidence as it is stored: with the words that stand there. Raises ValueError where it leaves its text."""
    span = evidence.span
    return (evidence.document, span.start, span.end, words.words(evidence.document, span))


def _standing(db: Database, actor: str, documents: list[str]) -> Anchor:
    """A figure by which an actor stands in an engagement: one in a document that tells of it, where there is one."""
    for document in documents:
        figure = db.value("SELECT min(figure) FROM figure_actor WHERE actor = ? AND document = ?", [actor, document])
        if figure is not None:
            return document, figure
    anchor = _anchor_of(db, "figure", actor)
    if anchor is None:
        raise ValueError(f"no figure bears the id {actor} of a participant")
    return anchor


def _anchor_of(db: Database, table: str, id_: str) -> Anchor | None:
    return db.row(f"SELECT document, n FROM {table} WHERE id = ?", [id_])


def _disjoint(clusters: Iterable[tuple[Anchor, ...]]) -> set[Anchor]:
    every = [member for cluster in clusters for member in set(cluster)]
    if len(every) != len(set(every)):
        raise ValueError("two clusters share a member")
    return set(every)


def _remove(
    db: Database, table: str, id_: str, members: str, number: str, of: Iterable[Anchor], every: set[Anchor]
) -> None:
    """Removes the cluster of that id and every other that holds one of the members `of`. Documents of members that no
    new cluster holds (`every`) are to be linked again."""
    ids = {id_}
    for member in of:
        ids |= set(db.column(f"SELECT {table} FROM {members} WHERE document = ? AND {number} = ?", member))
    for old in ids:
        held = db.rows(f"SELECT document, {number} FROM {members} WHERE {table} = ?", [old]).fetchall()
        for document in {member[0] for member in held if member not in every}:
            db.run("DELETE FROM linked WHERE document = ?", [document])
        db.run(f"DELETE FROM {table} WHERE id = ?", [old])


def save_whens(db: Database, words: Texts, whens: Mapping[str, When]) -> None:
    """When documents were published."""
    with db.transaction():
        for document, when in sorted(whens.items()):
            db.run("DELETE FROM document_when WHERE document = ?", [document])
            db.insert("document_when", [(document, *when_columns(when))])
            rows = [(document, ord_, *_cut(words, e)) for ord_, e in enumerate(when.evidence)]
            db.insert("document_when_evidence", rows)


def save_versions(db: Database, versions: Mapping[str, str | None]) -> None:
    """Which document another is a version of; None for those that are no version."""
    with db.transaction():
        for document, of in sorted(versions.items()):
            db.run("DELETE FROM document_version WHERE document = ?", [document])
            if of is not None:
                db.insert("document_version", [(document, of)])


def save_unresolved(db: Database, documents: Iterable[str], unresolved: Iterable[Unresolved]) -> None:
    """The open questions of these documents, in place of those that they had."""
    with db.transaction():
        for document in documents:
            db.run("DELETE FROM unresolved WHERE document = ?", [document])
        for u in unresolved:
            db.insert("unresolved", [(u.document, u.kind, u.n, u.reason)])
            rows = [(u.document, u.kind, u.n, ord_, c.value, c.words) for ord_, c in enumerate(u.candidates)]
            db.insert("unresolved_candidate", rows)


def unresolved(db: Database) -> Iterator[Unresolved]:
    """The open questions, by document."""
    candidates: dict[tuple[str, str, int], list[Candidate]] = {}
    for document, kind, n, value, words in db.rows(
        "SELECT document, kind, n, value, words FROM unresolved_candidate ORDER BY document, kind, n, ord"
    ):
        candidates.setdefault((document, kind, n), []).append(Candidate(value, words))
    for document, kind, n, reason in db.rows("SELECT document, kind, n, reason FROM unresolved ORDER BY 1, 2, 3"):
        yield Unresolved(document, kind, n, reason, tuple(candidates.get((document, kind, n), ())))


def save_linked(db: Database, documents: Iterable[str], version: str) -> None:
    """Says that everything in these documents was linked by `version`; called in the transaction that stores it."""
    with db.transaction():
        for document in documents:
            db.run("INSERT OR REPLACE INTO linked VALUES (?, ?)", [document, version])


def clear(db: Database) -> None:
    """Removes all that was linked: what follows links everything again."""
    with db.transaction():
        for table in ("linked", "actor", "engagement", "document_when", "document_version", "unresolved"):
            db.run(f"DELETE FROM {table}")
        db.run("DELETE FROM finding WHERE stage = 'link'")


def dissolve(db: Database, document: str) -> None:
    """Removes every cluster that rests on the document, because its marks change; the documents that shared one are
    to be linked again."""
    engagements = db.column(
        "SELECT engagement FROM engagement_member WHERE document = ?1"
        " UNION SELECT engagement FROM engagement_participant WHERE document = ?1"
        " UNION SELECT engagement FROM engagement_evidence WHERE document = ?1"
        " UNION SELECT engagement FROM engagement_issued WHERE document = ?1"
        " UNION SELECT engagement FROM discrepancy x JOIN discrepancy_evidence e ON e.discrepancy = x.id"
        " WHERE e.document = ?1",
        [document],
    )
    actors = db.column(
        "SELECT actor FROM figure_actor WHERE document = ?1"
        " UNION SELECT actor FROM actor_office_evidence WHERE document = ?1",
        [document],
    )
    stale = {document, *db.column("SELECT document FROM document_when_evidence WHERE source = ?", [document])}
    stale |= set(db.column("SELECT document FROM document_version WHERE version_of = ?", [document]))
    stale |= unsettled(db, document)
    for table, members, ids in (
        ("engagement", "engagement_member", engagements),
        ("actor", "figure_actor", actors),
    ):
        for id_ in ids:
            stale |= set(db.column(f"SELECT DISTINCT document FROM {members} WHERE {table} = ?", [id_]))
            db.run(f"DELETE FROM {table} WHERE id = ?", [id_])
    db.run("DELETE FROM link_home WHERE block IN (SELECT block FROM link_figure WHERE document = ?)", [document])
    for other in sorted(stale):
        for table in ("linked", "document_when", "document_version", "document_origin", "unresolved"):
            db.run(f"DELETE FROM {table} WHERE document = ?", [other])
        db.run("DELETE FROM finding WHERE document = ? AND stage = 'link'", [other])


def when_columns(when: When) -> tuple[str | None, str | None, str, str, str]:
    return (when.from_, when.to, when.precision.value, when.basis.value, when.reason)
