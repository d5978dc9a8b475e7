"""Marks as people ruled them: stored beside those that marking made, and their rows in place of those.

A ruling changes a few rows of one document. So they are exchanged where they stand, and what was linked to the rest of
the document stays as it is.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from communique.model.ids import Thing, digest_of, identify
from communique.model.marks import Marks
from communique.model.rulings import Ruled
from communique.record import writing
from communique.record.anchors import engagement_ids, statement_ids
from communique.record.database import Database
from communique.record.projection import MARK_TABLES, Ids, Row, Rows, mark_rows

ENGAGED = tuple(table for table in MARK_TABLES if table.startswith("engagement_mark"))
SAID = tuple(table for table in MARK_TABLES if table.startswith(("statement", "deed")))
STAYING = tuple(table for table in MARK_TABLES if table not in ENGAGED + SAID)
KEYS = {"mention_figure": 3, "mention_mark": 3, "figure_name": 3, "figure_office": 3}  # columns that name a row, else 2


class Disturbed(Struct, frozen=True):
    """What has to be linked again beside the document itself: blocks of figures, and actors that lost one."""

    blocks: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()


def save(db: Database, document: str, ruled: Ruled | None, rulings: str | None) -> Disturbed:
    """Stores what `rulings` (a digest of them) made of a document's marks, in place of what was there; None puts the
    marks back as they were made. The document is to be linked again."""
    raw = writing.raw_marks(db, document)
    text = str(db.value("SELECT text FROM text WHERE document = ?", [document]))
    before = rows_of(document, raw, writing.ruled(db, document), text)
    after = rows_of(document, raw, ruled, text)
    with db.transaction():
        if any(before[table] != after[table] for table in SAID):
            db.run("DELETE FROM statement WHERE document = ?", [document])
        engaged = any(before[table] != after[table] for table in ENGAGED)
        if engaged:
            _forget_engagements(db, document)
        disturbed = _forget_figures(db, document, before["figure"], after["figure"])
        for table in reversed(STAYING):
            _remove(db, table, before[table], after[table])
        for table in STAYING:
            known: set[Row] = set() if table in KEYS else set(before[table])  # what hangs on a row went with it
            db.insert(table, [row for row in after[table] if row not in known], ignore=table in KEYS)
        for table in ENGAGED if engaged else ():
            db.insert(table, after[table])
        if any(before[table] != after[table] for table in SAID):
            for table in SAID:
                db.insert(table, after[table])
        db.run("DELETE FROM marks_ruled WHERE document = ?", [document])
        db.run("DELETE FROM seen WHERE document = ?", [document])
        if ruled is not None and rulings is not None:
            packed = msgspec.msgpack.encode(ruled)
            row = (document, rulings, digest_of(packed), zlib.compress(packed, writing.MARKS_LEVEL))
            db.insert("marks_ruled", [row])
            db.insert("seen", seen_rows(document, ruled))
        db.run("DELETE FROM linked WHERE document = ?", [document])
    return disturbed


def rows_of(document: str, raw: Marks, ruled: Ruled | None, text: str) -> Rows:
    """The rows of a document's marks, as they were made or as they were ruled."""
    if ruled is None:
        return mark_rows(document, raw, text)
    return mark_rows(document, ruled.marks, text, ids_of(document, raw, ruled))


def seen_rows(document: str, ruled: Ruled) -> list[Row]:
    return sorted((document, what.value, n, ruling) for what, n, ruling in set(ruled.seen))


def ids_of(document: str, raw: Marks, ruled: Ruled) -> Ids:
    """Each keeps the id that it has without any ruling; what was added is counted after those of the same content."""
    known, engaged = statement_ids(document, raw), engagement_ids(document, raw)
    contents = Counter(tuple((s.start, s.end) for s in statement.content) for statement in raw.statements)
    said: list[str] = []
    for number, statement in zip(ruled.statements, ruled.marks.statements, strict=True):
        if number is not None:
            said.append(known[number])
            continue
        content = tuple((s.start, s.end) for s in statement.content)
        said.append(identify(Thing.STATEMENT, document, content, contents[content]))
        contents[content] += 1
    return Ids(tuple(said), tuple(engaged[n] for n in ruled.engagements if n is not None))


def _forget_engagements(db: Database, document: str) -> None:
    """Every engagement that the document tells of goes, and its questions about any: their numbers count no more."""
    for id_ in db.column("SELECT DISTINCT engagement FROM engagement_member WHERE document = ?", [document]):
        db.run("DELETE FROM engagement WHERE id = ?", [id_])
    db.run("DELETE FROM unresolved WHERE document = ? AND kind = 'engagement'", [document])
    db.run("DELETE FROM engagement_mark WHERE document = ?", [document])


def _forget_figures(db: Database, document: str, before: Iterable[Row], after: Iterable[Row]) -> Disturbed:
    blocks: set[str] = set()
    actors: set[str] = set()
    for row in sorted(set(before) - set(after)):
        n = row[1]
        found = db.row("SELECT block, actor FROM link_figure WHERE document = ? AND n = ?", [document, n])
        if found is None:
            continue
        block, actor = found
        blocks.add(block)
        actors.add(actor)
        db.run("DELETE FROM link_home WHERE block = ?", [block])
        db.run("DELETE FROM unresolved WHERE document = ? AND kind = 'actor' AND n = ?", [document, n])
        db.run("DELETE FROM link_figure WHERE document = ? AND n = ?", [document, n])
        db.run(
            "DELETE FROM actor WHERE id = ? AND canonical_document = ? AND canonical_figure = ?", [actor, document, n]
        )
    return Disturbed(frozenset(blocks), frozenset(actors - {None}))


def _remove(db: Database, table: str, before: list[Row], after: list[Row]) -> None:
    """Removes the rows that are there no more, each by the columns that name it."""
    names = db.column("SELECT name FROM pragma_table_info(?) ORDER BY cid", [table])[: KEYS.get(table, 2)]
    where = " AND ".join(f"{name} = ?" for name in names)
    for row in set(before) - set(after):
        db.run(f"DELETE FROM {table} WHERE {where}", row[: len(names)])
