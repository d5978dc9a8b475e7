"""A reading desk: what one page of a record needs, asked for when it is needed. Listings give whole lists; here a list
comes as ids in order (`tallies`) and lines are made for the rows that a page shows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from msgspec import Struct

from communique.errors import CommuniqueError
from communique.model.document import Reading
from communique.model.filters import Filters
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
from communique.model.spans import Evidence, Span
from communique.model.when import When
from communique.record import rows, tallies
from communique.record.lines import actors, documents, engagements, findings, instruments, statements
from communique.record.lines.asking import Source, slots
from communique.record.lines.searching import found
from communique.record.lines.whens import of_engagement, published, said
from communique.record.store import Record
from communique.record.tokens import Token, behind, valid

L = TypeVar("L")
Place = tuple[str, int]  # of a statement: its document and number

SPEAKING, HEARING = ("speaker", "on_behalf_of"), ("addressee", "target")
RESTING = """\
  SELECT start, end FROM engagement_evidence WHERE document = ?1
  UNION SELECT start, end FROM document_when_evidence WHERE source = ?1
  UNION SELECT start, end FROM actor_office_words WHERE document = ?1
  UNION SELECT start, end FROM actor_office_evidence WHERE document = ?1
  UNION SELECT start, end FROM citation WHERE document = ?1
  UNION SELECT start, end FROM discrepancy_evidence WHERE document = ?1
  UNION SELECT duration_start, duration_end FROM engagement_mark WHERE document = ?1 AND duration_start IS NOT NULL
  ORDER BY 1, 2"""


class Addition(Struct, frozen=True):
    """What one run brought in; times as ISO 8601 in UTC."""

    began: str
    ended: str
    documents: tuple[str, ...]


class Desk:
    """A record open for reading, used by one thread; it never writes and takes little memory."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._source = Source(record.db, record.texts)

    @classmethod
    def open(cls, path: Path) -> Desk:
        """Raises NoRecord, RecordBusy or RecordError."""
        desk = cls(Record.open(path))
        for setting in ("mmap_size = 0", "cache_size = -8000", "query_only = ON"):  # 8 MB
            desk.record.db.rows(f"PRAGMA {setting}").fetchall()
        return desk

    def close(self) -> None:
        self.record.close()

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def snapshot(self) -> AbstractContextManager[None]:
        """All that is asked for inside sees one state of the record."""
        return self.record.db.snapshot()

    def version(self) -> int:
        """A number that changes when anybody else has written to the file."""
        return int(self.record.db.value("PRAGMA data_version"))

    # the whole

    def tallies(self) -> tallies.Tallies:
        return tallies.tallies(self.record.db)

    def tokens(self) -> list[Token]:
        """Those that open a server of this record."""
        return valid(self.record.db)

    def token(self, secret: str) -> Token | None:
        """The valid token that was given; None for any other words."""
        return behind(self.record.db, secret)

    # rows of lists, in the order asked for

    def documents(self, ids: Sequence[str]) -> list[DocumentLine]:
        return rows.documents(self._source, ids)

    def engagements(self, ids: Sequence[str]) -> list[EngagementLine]:
        return rows.engagements(self._source, ids)

    def actors(self, ids: Sequence[str]) -> list[ActorLine]:
        return rows.actors(self._source, ids)

    def engagements_asked(self, filters: Filters) -> frozenset[str]:
        """The ids of the engagements that `filters` let through. Raises NotFound where one names nothing."""
        return frozenset(engagements.asked_for(self._source, filters))

    # one thing, with its evidence; None where the record does not hold it

    def document(self, id: str) -> DocumentLine | None:
        return self._one(documents.line, id)

    def engagement(self, id: str) -> EngagementLine | None:
        return self._one(engagements.line, id)

    def actor(self, id: str) -> ActorLine | None:
        return self._one(actors.line, id)

    def instrument(self, id: str, most: int | None = None) -> InstrumentLine | None:
        """With `most` it has no more of its citations, the first ones."""
        return self._one(lambda source, one: instruments.line(source, one, most), id)

    def discrepancy(self, id: str) -> DiscrepancyLine | None:
        return self._one(engagements.discrepancy, id)

    def finding(self, id: str) -> FindingLine | None:
        return self._one(findings.line, id)

    def statement(self, id: str) -> StatementLine | None:
        row = self.record.db.row("SELECT document, n FROM statement WHERE id = ?", [id])
        return self.statements([(row[0], row[1])])[0] if row else None

    def _one(self, line: Callable[[Source, str], L], id: str) -> L | None:
        try:
            return line(self._source, id)
        except KeyError:
            return None

    def resolve(self, id: str) -> str | None:
        """The present id of a former one, or of an id cut short where it is alone; None where nothing answers."""
        try:
            return self.record.resolve(id)
        except CommuniqueError:
            return None

    # statements

    def statements(self, places: Sequence[Place]) -> list[StatementLine]:
        """Those that stand there, in the order asked for."""
        wanted: dict[str, list[int]] = {}
        for document, n in places:
            wanted.setdefault(document, []).append(n)
        made: dict[Place, StatementLine] = {}
        for document, numbers in wanted.items():
            ids = {
                id_: n for n, id_ in self.record.db.rows("SELECT n, id FROM statement WHERE document = ?", [document])
            }
            for line in statements.of_document(self._source, document, numbers):
                made[document, ids[line.id]] = line
        return [made[place] for place in places if place in made]

    def statements_of(self, filters: Filters) -> list[StatementLine]:
        return list(self.record.statements(filters))

    def said_by(self, actor: str) -> list[Place]:
        """Where the statements stand that an actor made or that were made on its behalf, the latest first."""
        return self._in_time(actor, SPEAKING)

    def said_to(self, actor: str) -> list[Place]:
        """Where the statements stand that are addressed to an actor or are about it, the latest first."""
        return self._in_time(actor, HEARING)

    def _in_time(self, actor: str, roles: tuple[str, str]) -> list[Place]:
        """The latest first, those without a date at the end; of one document in the order of its text."""
        found: list[tuple[bool, tuple[str, str, str, str], tuple[int, int], Place]] = []
        whens: dict[str, When] = {}
        for document, n, dated, engagement, from_, to, on_from, on_to, start in self.record.db.rows(
            "SELECT s.document, s.n, s.dated, e.id, e.from_, e.to_, w.from_, w.to_, coalesce((SELECT min(x.start)"
            " FROM statement_span x WHERE x.document = s.document AND x.n = s.n AND x.role = 'content'), 0)"
            " FROM (SELECT DISTINCT p.document, p.n FROM figure_actor l JOIN statement_party p"
            " ON p.document = l.document AND p.figure = l.figure WHERE l.actor = ? AND p.role IN (?, ?)) q"
            " JOIN statement s ON s.document = q.document AND s.n = q.n"
            " LEFT JOIN engagement_member m ON m.document = s.document AND m.n = s.engagement"
            " LEFT JOIN engagement e ON e.id = m.engagement LEFT JOIN document_when w ON w.document = s.document",
            [actor, *roles],
        ).fetchall():
            if from_ is None and to is None:
                from_, to = on_from, on_to
            if dated:
                on = whens.setdefault(document, published(self._source, document))
                at = of_engagement(self._source, engagement) if engagement else When()
                when = said(self._source, document, self._times(document, n), at, on)
                from_, to = when.from_, when.to
            if on_to and (from_ or to or "") > on_to:  # it speaks of what is yet to come, and was said before
                from_, to = on_from, on_to
            day = (from_ or to or "", to or "9999", on_from or "9999", document)
            found.append((from_ is None and to is None, day, (start, n), (document, n)))
        found.sort(key=lambda one: one[2])
        found.sort(key=lambda one: one[1], reverse=True)
        found.sort(key=lambda one: one[0])
        return [place for *_, place in found]

    def _times(self, document: str, n: int) -> list[tuple[int, int, str]]:
        return self.record.db.rows(
            "SELECT k.start, k.end, k.value FROM statement_time t JOIN time_mark k ON k.document = t.document"
            " AND k.n = t.time WHERE t.document = ? AND t.n = ? ORDER BY t.ord",
            [document, n],
        ).fetchall()

    def seen_any(self) -> bool:
        """Whether a person has seen any line of the record."""
        return self.record.db.value("SELECT 1 FROM seen LIMIT 1") is not None

    # what belongs to one thing

    def met(self, actor: str) -> list[str]:
        """The engagements in which an actor took part, or its side did."""
        return self.record.db.column(
            "SELECT p.engagement FROM figure_actor l JOIN engagement_participant p ON p.document = l.document"
            " AND p.figure = l.figure WHERE l.actor = ?1 UNION SELECT p.engagement FROM engagement_participant p"
            " JOIN actor a ON a.name = p.side WHERE a.id = ?1 AND a.kind <> 'person'"
            " AND NOT EXISTS (SELECT 1 FROM actor o WHERE o.name = a.name AND o.kind <> 'person' AND o.id > a.id)",
            [actor],
        )

    def met_together(self, actors: Sequence[str]) -> list[tuple[str, str, int]]:
        """How often each two of these took part in one engagement that was held."""
        marks = slots(list(actors))
        return self.record.db.rows(
            "WITH took AS (SELECT DISTINCT l.actor, p.engagement FROM figure_actor l JOIN engagement_participant p"
            " ON p.document = l.document AND p.figure = l.figure JOIN engagement e ON e.id = p.engagement"
            f" WHERE e.status = 'held' AND l.actor IN ({marks}))"
            " SELECT a.actor, b.actor, count(*) FROM took a JOIN took b ON b.engagement = a.engagement"
            " AND b.actor > a.actor GROUP BY a.actor, b.actor ORDER BY 1, 2",
            list(actors),
        ).fetchall()

    def additions(self, most: int) -> list[Addition]:
        """The last runs that added documents, the latest first; none where the journal tells of none."""
        runs = self.record.db.rows(
            "SELECT began_at, coalesce(ended_at, began_at) FROM run WHERE command = 'add' ORDER BY began_at, id"
        ).fetchall()
        began = [run[0] for run in runs]
        found: dict[int, list[str]] = {}
        for document, first in self.record.db.rows(
            "SELECT document, min(first_at) FROM obtained_at GROUP BY document ORDER BY document"
        ):
            if (n := bisect_right(began, first) - 1) >= 0:
                found.setdefault(n, []).append(document)
        return [Addition(runs[n][0], runs[n][1], tuple(found[n])) for n in sorted(found, reverse=True)[:most]]

    def first_run(self) -> str:
        """When the record was begun, which tells it from others; empty where the journal tells of no run."""
        return self.record.db.value("SELECT min(began_at) FROM run") or ""

    def told_in(self, documents: Sequence[str]) -> int:
        """How many engagements these documents tell of."""
        wanted = frozenset(documents)
        pairs = self.record.db.rows("SELECT DISTINCT document, engagement FROM engagement_member")
        return len({engagement for document, engagement in pairs if document in wanted})

    def acts(self) -> list[tuple[str, int]]:
        """The acts of statements with how many there are of each, the most frequent first."""
        return self.record.db.rows("SELECT act, count(*) FROM statement GROUP BY act ORDER BY 2 DESC, 1").fetchall()

    def issues(self) -> list[tuple[str, int]]:
        """What statements are about, with how many speak of each, the most frequent first."""
        return self.record.db.rows(
            "SELECT min(name), count(*) FROM statement_issue GROUP BY folded ORDER BY 2 DESC, 1"
        ).fetchall()

    def issues_at(self, engagements: Sequence[str]) -> dict[str, list[str]]:
        """The issues of what was said at each of these."""
        return rows.issues(self._source, engagements)

    def lengths(self, engagement: str) -> list[Evidence]:
        """The words that tell how long it took, of the texts whose length is that of its line."""
        found = self.record.db.rows(
            "SELECT k.document, k.duration_start, k.duration_end FROM engagement e"
            " JOIN engagement_member m ON m.engagement = e.id"
            " JOIN engagement_mark k ON k.document = m.document AND k.n = m.n"
            " WHERE e.id = ? AND k.duration_minutes = e.duration_minutes AND k.duration_start IS NOT NULL"
            " ORDER BY 1, 2",
            [engagement],
        )
        return [self.record.evidence(document, Span(start, end)) for document, start, end in found]

    def parts(self, engagement: str) -> list[str]:
        """The engagements that are part of this one."""
        return self.record.db.column(
            "SELECT e.id FROM engagement_member m JOIN engagement_mark k ON k.document = m.document AND k.n = m.n"
            " JOIN engagement e ON e.part_of = k.id WHERE m.engagement = ?1 AND e.id <> ?1",
            [engagement],
        )

    def mentions(self, document: str) -> Iterable[MentionLine]:
        return self.record.mentions(document)

    def findings_of(self, document: str) -> list[FindingLine]:
        return list(self.record.findings(Filters(document=document)))

    def resting(self, document: str, more: Iterable[tuple[int, int]] = ()) -> list[Evidence]:
        """The passages of a document that engagements, offices, dates, instruments and discrepancies rest on, and
        `more` of them, each once and in the order of the text. Those that leave the text are left out."""
        length = len(self.text(document))
        spans = {*self.record.db.rows(RESTING, [document]).fetchall(), *more}
        return [self.record.evidence(document, Span(*span)) for span in sorted(spans) if span[1] <= length]

    def reading(self, document: str) -> Reading | None:
        try:
            return self.record.reading(document)
        except KeyError:
            return None

    def text(self, document: str) -> str:
        return self.record.text(document)

    def sentences(self, document: str, start: int = 0, end: int = 1 << 60) -> list[Span]:
        """The sentences of a document that touch these characters."""
        found = self.record.db.rows(
            "SELECT start, end FROM sentence WHERE document = ? AND end > ? AND start < ? ORDER BY start, end",
            [document, start, end],
        )
        return [Span(*span) for span in found]

    def original(self, document: str) -> bytes | None:
        """The bytes as obtained."""
        try:
            return self.record.content(document)
        except KeyError:
            return None

    def search(self, words: str, filters: Filters, limit: int, offset: int) -> tuple[int, list[Evidence]]:
        """How many passages hold all of `words`, and some of them, best first; `filters` narrow the documents.

        Raises NotFound or UsageError where a filter names nothing.
        """
        return found(self._source, words, filters, limit, offset)
