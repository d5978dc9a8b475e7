"""The rows that linking works on, kept by block, packed and unpacked by those who know their types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct, structs

from communique.model.spans import Span
from communique.record.database import Database
from communique.record.linked import Candidate, Unresolved

STEP = 400  # values in one question, below SQLite's limit


class DocumentPack(Struct, frozen=True):
    document: str
    row: bytes
    day: bytes
    floating: bool


class FigurePack(Struct, frozen=True):
    """A figure; `alike` is the same for figures that say the same."""

    document: str
    n: int
    block: str
    span: Span
    alike: str
    row: bytes


class FigurePlace(NamedTuple):
    """A figure of a block with the actor that it was linked to and what that actor stands for."""

    document: str
    n: int
    start: int
    end: int
    alike: str
    actor: str | None
    side: str | None


class HomePlace(NamedTuple):
    """The actor that any further figure of a form joins, which stands later than this place. Of its name only so many
    more may come (`room`) before what is counted of the actor is to be counted again; None for any number."""

    alike: str
    actor: str
    name: str
    room: int | None
    document: str
    start: int
    end: int
    n: int

    @property
    def since(self) -> tuple[str, int, int, int]:
        return self.document, self.start, self.end, self.n


class EngagementPack(Struct, frozen=True):
    document: str
    n: int
    block: str
    row: bytes
    reading: bytes


class ClusterPack(Struct, frozen=True):
    """An engagement as it was put together: digests of what it was made of and of what is stored of it."""

    engagement: str
    block: str
    given: bytes
    made: bytes
    stored: bytes


class BondRow(Struct, frozen=True):
    """A ruling that two marks are one, or two, by which the record was linked; with the blocks in which they stood."""

    ruling: str
    what: str
    kind: str
    document: str
    n: int
    block: str
    other_document: str
    other_n: int
    other_block: str

    @property
    def blocks(self) -> tuple[str, str]:
        return self.block, self.other_block


class LinkRows:
    def __init__(self, db: Database) -> None:
        self._db = db

    def save_document(self, pack: DocumentPack) -> None:
        self._db.run(
            "INSERT OR REPLACE INTO link_document VALUES (?, ?, ?, ?)",
            [pack.document, pack.row, pack.day, int(pack.floating)],
        )

    def documents(self, ids: Iterable[str]) -> Iterator[DocumentPack]:
        for document, row, day, floating in self._in("SELECT * FROM link_document WHERE document", ids):
            yield DocumentPack(document, row, day, bool(floating))

    def save_figures(self, packs: Iterable[FigurePack]) -> None:
        """Keeps figures; those that were known keep the actor that they were linked to."""
        for p in packs:
            self._db.run(
                "INSERT INTO link_figure VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL) ON CONFLICT (document, n) DO UPDATE"
                " SET block = excluded.block, start = excluded.start, end = excluded.end, alike = excluded.alike,"
                " row = excluded.row",
                [p.document, p.n, p.block, p.span.start, p.span.end, p.alike, p.row],
            )

    def save_actor(self, document: str, n: int, actor: str, side: str | None) -> None:
        values = [actor, side, document, n]
        self._db.run("UPDATE link_figure SET actor = ?, side = ? WHERE document = ? AND n = ?", values)

    def figure_blocks(self, documents: Iterable[str]) -> list[str]:
        found = self._in("SELECT DISTINCT block FROM link_figure WHERE document", documents)
        return sorted({block for (block,) in found})

    def figures_in(self, block: str) -> list[FigurePlace]:
        """The figures of a block, without what they say."""
        rows = self._db.rows(
            "SELECT document, n, start, end, alike, actor, side FROM link_figure WHERE block = ? ORDER BY document, n",
            [block],
        )
        return [FigurePlace(*row) for row in rows]

    def figure(self, document: str, n: int) -> bytes:
        """What one figure says."""
        packed: bytes = self._db.value("SELECT row FROM link_figure WHERE document = ? AND n = ?", [document, n])
        return packed

    def save_homes(self, block: str, homes: Iterable[HomePlace]) -> None:
        """Where further figures belong, in place of what was known of the block."""
        self._db.run("DELETE FROM link_home WHERE block = ?", [block])
        self._db.insert("link_home", [(block, *home) for home in homes])

    def home(self, block: str, alike: str) -> HomePlace | None:
        """Where a further figure of this form belongs, if one may still come without a count."""
        found = self._db.row(
            "SELECT h.alike, h.actor, h.name, h.room, h.document, h.start, h.end, h.n FROM link_home h"
            " JOIN actor a ON a.id = h.actor WHERE h.block = ? AND h.alike = ? AND coalesce(h.room > 0, 1)",
            [block, alike],
        )
        return None if found is None else HomePlace(*found)

    def came_home(self, block: str, home: HomePlace) -> None:
        """Notes that a figure of that name has come: there is room for one less."""
        if home.room is not None:
            self._db.run(
                "UPDATE link_home SET room = room - 1 WHERE block = ? AND actor = ? AND name = ?",
                [block, home.actor, home.name],
            )

    def side_of(self, document: str, n: int) -> str | None:
        found: str | None = self._db.value("SELECT side FROM link_figure WHERE document = ? AND n = ?", [document, n])
        return found

    def office_days(self, actor: str) -> list[tuple[str, str | None, str | None, str | None]]:
        """The titles by which documents name an actor's offices, each with its `of` and its first and last day."""
        return self._db.rows(
            "SELECT t.title, nullif(t.of, ''), o.from_, o.to_ FROM actor_office_form t"
            " JOIN actor_office o ON o.actor = t.actor AND o.ord = t.office WHERE t.actor = ?",
            [actor],
        ).fetchall()

    def actors_of(self, documents: Iterable[str]) -> Iterator[tuple[str, int, str, str | None]]:
        """The figures of these documents that are linked: document, number, actor and what it stands for."""
        yield from self._in(
            "SELECT document, n, actor, side FROM link_figure WHERE actor IS NOT NULL AND document", documents
        )

    def replace_engagements(self, document: str, packs: Sequence[EngagementPack]) -> None:
        self._db.run("DELETE FROM link_engagement WHERE document = ?", [document])
        self._db.insert("link_engagement", [(p.document, p.n, p.block, p.row, p.reading) for p in packs])

    def engagements_of(self, documents: Iterable[str]) -> Iterator[EngagementPack]:
        for row in self._in("SELECT * FROM link_engagement WHERE document", documents, " ORDER BY document, n"):
            yield EngagementPack(*row)

    def engagements_in(self, blocks: Iterable[str]) -> Iterator[EngagementPack]:
        for row in self._in("SELECT * FROM link_engagement WHERE block", blocks, " ORDER BY block, document, n"):
            yield EngagementPack(*row)

    def engagement_blocks(self, documents: Iterable[str]) -> set[str]:
        return {block for (block,) in self._in("SELECT DISTINCT block FROM link_engagement WHERE document", documents)}

    def clusters_in(self, block: str) -> list[ClusterPack]:
        return [ClusterPack(*row) for row in self._db.rows("SELECT * FROM link_cluster WHERE block = ?", [block])]

    def save_clusters(self, packs: Iterable[ClusterPack]) -> None:
        """Keeps how engagements were put together, after the engagements themselves."""
        for p in packs:
            self._db.run(
                "INSERT OR REPLACE INTO link_cluster VALUES (?, ?, ?, ?, ?)",
                [p.engagement, p.block, p.given, p.made, p.stored],
            )

    def floating_in(self, blocks: Iterable[str]) -> set[str]:
        """The documents without a date of their own that tell of an engagement in these blocks."""
        found = self._in(
            "SELECT DISTINCT e.document FROM link_engagement e JOIN link_document d ON d.document = e.document"
            " WHERE d.floating AND e.block",
            blocks,
        )
        return {document for (document,) in found}

    def bonds(self) -> list[BondRow]:
        """The rulings on what is one and what is two by which the record was linked."""
        return [BondRow(*row) for row in self._db.rows("SELECT * FROM link_ruling ORDER BY ruling")]

    def save_bonds(self, rows: Iterable[BondRow]) -> None:
        self._db.run("DELETE FROM link_ruling")
        self._db.insert("link_ruling", [structs.astuple(row) for row in rows])

    def block_of(self, table: str, document: str, n: int) -> str | None:
        """The block in which a figure (`link_figure`) or an engagement (`link_engagement`) is linked."""
        found: str | None = self._db.value(f"SELECT block FROM {table} WHERE document = ? AND n = ?", [document, n])
        return found

    def clear(self) -> None:
        for table in ("link_engagement", "link_cluster", "link_figure", "link_home", "link_document", "link_ruling"):
            self._db.run(f"DELETE FROM {table}")

    def asked_in(self, block: str) -> set[tuple[str, int]]:
        """The figures of a block about which a question is open."""
        return set(
            self._db.rows(
                "SELECT f.document, f.n FROM link_figure f JOIN unresolved u ON u.document = f.document"
                " AND u.kind = 'actor' AND u.n = f.n WHERE f.block = ?",
                [block],
            )
        )

    def forget_questions(self, questions: Iterable[tuple[str, str, int]]) -> None:
        """Removes open questions: document, kind, number of the mark."""
        for question in sorted(set(questions)):
            self._db.run("DELETE FROM unresolved WHERE document = ? AND kind = ? AND n = ?", question)

    def add_questions(self, questions: Iterable[Unresolved]) -> None:
        for q in questions:
            self._db.insert("unresolved", [(q.document, q.kind, q.n, q.reason)])
            self._db.insert(
                "unresolved_candidate",
                [(q.document, q.kind, q.n, ord_, c.value, c.words) for ord_, c in enumerate(q.candidates)],
            )

    def questions_of(self, documents: Iterable[str]) -> Iterator[tuple[Unresolved, Span | None]]:
        """The open questions of these documents, each with the words that it concerns; none where it is the whole
        document."""
        candidates: dict[tuple[str, str, int], list[Candidate]] = {}
        listed = sorted(set(documents))
        for document, kind, n, value, words in self._in(
            "SELECT document, kind, n, value, words FROM unresolved_candidate WHERE document", listed, " ORDER BY ord"
        ):
            candidates.setdefault((document, kind, n), []).append(Candidate(value, words))
        for document, kind, n, reason, start, end in self._in(
            "SELECT u.document, u.kind, u.n, u.reason, coalesce(f.first_start, s.start), coalesce(f.first_end, s.end)"
            " FROM unresolved u LEFT JOIN figure f ON u.kind = 'actor' AND f.document = u.document AND f.n = u.n"
            " LEFT JOIN engagement_mark_span s ON u.kind = 'engagement' AND s.document = u.document AND s.n = u.n"
            " AND s.ord = 0 WHERE u.document",
            listed,
            " ORDER BY u.document, u.kind, u.n",
        ):
            question = Unresolved(document, kind, n, reason, tuple(candidates.get((document, kind, n), ())))
            yield question, None if start is None else Span(start, end)

    def at_same_address(self, documents: Iterable[str]) -> dict[str, list[str]]:
        """The addresses at which these documents were published, each with every document that names it."""
        listed = self._in("SELECT DISTINCT address FROM document WHERE address IS NOT NULL AND id", documents)
        found: dict[str, list[str]] = {}
        for document, address in self._in(
            "SELECT id, address FROM document WHERE address", [address for (address,) in listed]
        ):
            found.setdefault(address, []).append(document)
        return found

    # anchors

    def figure_id(self, document: str, n: int) -> str:
        found: str = self._db.value("SELECT id FROM figure WHERE document = ? AND n = ?", [document, n])
        return found

    def engagement_ids(self, documents: Iterable[str]) -> dict[tuple[str, int], str]:
        found = self._in("SELECT document, n, id FROM engagement_mark WHERE document", documents)
        return {(document, n): id_ for document, n, id_ in found}

    def actor_names(self, actors: Iterable[str]) -> dict[str, str]:
        return dict(self._in("SELECT id, name FROM actor WHERE id", actors))

    def published(self, documents: Iterable[str]) -> dict[str, tuple[str | None, str | None]]:
        """The first and last day on which each document may have been published."""
        found = self._in("SELECT document, from_, to_ FROM document_when WHERE document", documents)
        return {document: (from_, to) for document, from_, to in found}

    def linked_otherwise(self, version: str) -> bool:
        """Whether anything was linked by another version than this."""
        others = "SELECT 1 FROM linked WHERE version < ?1 UNION ALL SELECT 1 FROM linked WHERE version > ?1 LIMIT 1"
        return self._db.value(others, [version]) is not None

    def _in(self, sql: str, values: Iterable[str], order: str = "") -> Iterator[tuple]:  # type: ignore[type-arg]
        listed = sorted(set(values))
        for at in range(0, len(listed), STEP):
            some = listed[at : at + STEP]
            yield from self._db.rows(f"{sql} IN ({', '.join('?' * len(some))}){order}", some).fetchall()
