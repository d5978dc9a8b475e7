"""The index of wording: writing what a document says in which words, taking it out, and the questions of a look-up.

A row of `wording` says from which reading a document's rows were made. Where the reading is another by now the rows are
stale: no look-up sees them, and the next `add` makes them anew.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from communique.model.spans import Span
from communique.model.when import When
from communique.model.wording import Bearer, Passage, WordingIndex
from communique.record.database import Value
from communique.record.lines.asking import Source
from communique.record.lines.whens import of_engagement, published, said
from communique.record.verify import Failure

STEP = 400  # values in one question, below SQLite's limit
STALE = (
    "SELECT w.document FROM waiting k CROSS JOIN wording w ON w.document = k.document"
    " LEFT JOIN reading r ON r.document = w.document"
    " WHERE k.stage = 'index' AND (r.digest IS NULL OR r.digest <> w.reading) ORDER BY 1"
)
PRESS = "press"  # the account of a document that no party issued
ISSUED = (
    "SELECT s.document, a.name FROM side s JOIN figure_actor f ON f.document = s.document AND f.figure = s.figure"
    " JOIN actor a ON a.id = f.actor WHERE a.kind <> 'person' AND {condition}"
)
MET = (
    "SELECT s.document, p.side FROM engagement_mark s"
    " JOIN engagement_member m ON m.document = s.document AND m.n = s.n"
    " JOIN engagement_participant p ON p.engagement = m.engagement"
    " WHERE s.main AND p.side IS NOT NULL AND {condition}"
)
MAIN = (
    "FROM engagement_mark k JOIN engagement_member m ON m.document = k.document AND m.n = k.n"
    " JOIN engagement e ON e.id = m.engagement WHERE k.main AND k.document = ? AND e.from_ IS NOT NULL ORDER BY k.n"
)


class WordingRows:
    def __init__(self, source: Source) -> None:
        self._db = source.db
        self._source = source

    # writing

    def pending(self, version: str) -> list[str]:
        """Documents that were read and whose index is missing, of another reading or of other rules, in order."""
        return self._db.column(
            "SELECT r.document FROM waiting k CROSS JOIN reading r ON r.document = k.document"
            " LEFT JOIN wording w ON w.document = r.document"
            " WHERE k.stage = 'index' AND (w.document IS NULL OR w.reading <> r.digest)"
            " UNION SELECT r.document FROM wording w CROSS JOIN reading r ON r.document = w.document"
            " WHERE w.version < ?1 OR w.version > ?1 ORDER BY 1",
            [version],
        )

    def stale(self) -> list[str]:
        """Documents whose index is of another reading than the present one, or that have none any more."""
        return self._db.column(STALE)

    def otherwise(self, version: str) -> bool:
        """Whether some of the index was made by other rules."""
        return bool(
            self._db.value("SELECT EXISTS (SELECT 1 FROM wording WHERE version < ?1 OR version > ?1)", [version])
        )

    def clear(self) -> None:
        for table in ("wording", "wording_passage", "wording_run", "wording_term"):
            self._db.run(f"DELETE FROM {table}")

    def take_out(self, index: WordingIndex) -> None:
        """Takes out all rows of a document, given as they were made of its sentences."""
        document = index.document
        for run, _, _ in index.runs:
            self._db.run("DELETE FROM wording_run WHERE run = ? AND document = ?", [run, document])
        for term, _ in index.terms:
            self._db.run("DELETE FROM wording_term WHERE term = ? AND document = ?", [term, document])
        self._db.run("DELETE FROM wording_passage WHERE document = ?", [document])
        self._db.run("DELETE FROM wording WHERE document = ?", [document])

    def put(self, found: Sequence[WordingIndex], version: str) -> None:
        """Stores the index of some documents, in the order of the tables: so they are written fastest."""
        listed = sorted(found, key=lambda index: index.document)
        db = self._db
        with db.transaction():
            for index in listed:
                digest = db.value("SELECT digest FROM reading WHERE document = ?", [index.document])
                db.insert("wording", [(index.document, digest, version)])
                db.insert("wording_passage", passage_rows(index))
            db.insert("wording_run", sorted(row for index in listed for row in run_rows(index)))
            db.insert("wording_term", sorted(row for index in listed for row in term_rows(index)))

    # what a look-up asks (linking.wording.Shelf)

    def places(self, prints: Iterable[int]) -> Iterator[tuple[int, str, int, int]]:
        for run in prints:
            yield from self._db.rows("SELECT run, document, first, n FROM wording_run WHERE run = ?", [run])

    @cached_property
    def _hidden(self) -> frozenset[str]:
        return frozenset(self.stale())

    def spread(self, terms: Iterable[str]) -> dict[str, int]:
        count = "SELECT count(*) FROM wording_term WHERE term = ?"
        return {term: int(self._db.value(count, [term])) for term in terms}

    def holders(self, term: str) -> Iterator[tuple[str, Sequence[int]]]:
        for document, packed in self._db.rows("SELECT document, passages FROM wording_term WHERE term = ?", [term]):
            yield document, struct.unpack(f"<{len(packed) // 4}I", packed)

    def passages(self, wanted: Iterable[tuple[str, int]]) -> Iterator[Passage]:
        for key in wanted:
            if key[0] in self._hidden:
                continue
            for row in self._db.rows("SELECT * FROM wording_passage WHERE document = ? AND n = ?", key):
                yield _passage(row)

    def size(self) -> int:
        return int(self._db.value("SELECT count(*) FROM wording"))

    # … and what views ask

    def passages_of(self, document: str) -> list[Passage]:
        """The sentences of a document, in order."""
        rows = self._db.rows("SELECT * FROM wording_passage WHERE document = ? ORDER BY n", [document])
        return [_passage(row) for row in rows.fetchall()]

    def missing(self) -> int:
        """How many documents were read and are not in the index."""
        return int(
            self._db.value(
                "SELECT count(*) FROM reading r LEFT JOIN wording w ON w.document = r.document"
                " WHERE w.document IS NULL OR w.reading <> r.digest"
            )
        )

    def crowd(self, run: int, most: int) -> int:
        """In how many places a run of words stands, counted up to `most`."""
        sql = "SELECT count(*) FROM (SELECT 1 FROM wording_run WHERE run = ? LIMIT ?)"
        return int(self._db.value(sql, [run, most]))

    def repeated(self, least: int, most: int) -> Iterator[tuple[str, int, int]]:
        """(document, sentence, how many of its runs) for sentences with two or more runs that `least` to `most`
        documents have, those with most runs first."""
        yield from self._db.rows(
            "WITH often AS (SELECT run FROM wording_run GROUP BY run HAVING count(DISTINCT document) BETWEEN ? AND ?)"
            " SELECT w.document, w.n, count(*) FROM often JOIN wording_run w USING (run) GROUP BY 1, 2"
            " HAVING count(*) > 1 ORDER BY 3 DESC, 1, 2",
            [least, most],
        )

    def sample(self, most: int) -> list[str]:
        """Documents of the index as if at random, the same for the same set: ids are digests."""
        return self._db.column("SELECT document FROM wording ORDER BY document LIMIT ?", [most])

    def bearers(self, documents: Iterable[str] | None = None) -> dict[str, Bearer]:
        """Documents of the index as wording sees them, all or some. One without a date has that of its main
        engagement."""
        sql = (
            "SELECT d.id, d.account, d.kind, coalesce(d.title, d.path), w.from_, w.to_,"
            " coalesce(o.family, v.version_of, d.id), o.origin_document IS NOT NULL OR v.version_of IS NOT NULL"
            " FROM wording i JOIN document d ON d.id = i.document LEFT JOIN document_when w ON w.document = d.id"
            " LEFT JOIN document_origin o ON o.document = d.id LEFT JOIN document_version v ON v.document = d.id"
        )
        listed = None if documents is None else sorted(set(documents))
        every = self._db.rows(sql).fetchall() if listed is None else ()
        some = self._in(f"{sql} WHERE i.document IN ({{}})", listed) if listed is not None else ()
        found: dict[str, Bearer] = {}
        for document, account, kind, title, from_, to, text, taken in (*every, *some):
            if not (from_ or to):
                from_, to = self._main_days(document)
            first, last = (from_ or to or "")[:10], (to or "9999")[:10]
            found[document] = Bearer(document, first, last, text, bool(taken), account != PRESS, kind, title)
        return found

    def _main_days(self, document: str) -> tuple[str | None, str | None]:
        return self._db.row(f"SELECT e.from_, e.to_ {MAIN} LIMIT 1", [document]) or (None, None)

    def when(self, document: str) -> When:
        """When a document was published; where nothing says so, when its main engagement was."""
        on = published(self._source, document)
        if on.known:
            return on
        engagement = self._db.value(f"SELECT e.id {MAIN} LIMIT 1", [document])
        return said(self._source, document, [], of_engagement(self._source, engagement) if engagement else on, on)

    def parties(self, documents: Iterable[str] | None = None) -> dict[str, tuple[str, ...]]:
        """Between whom documents are, by name: the states and organisations that issued one, and the sides of its main
        engagement. All documents unless some are named; one without parties is left out."""
        listed = None if documents is None else sorted(set(documents))
        found: dict[str, set[str]] = defaultdict(set)
        for sql in (ISSUED, MET):
            every = self._db.rows(sql.format(condition="1")).fetchall() if listed is None else ()
            some = self._in(sql.format(condition="s.document IN ({})"), listed) if listed is not None else ()
            for document, name in (*every, *some):
                found[document].add(name)
        return {document: tuple(sorted(names)) for document, names in found.items()}

    def issues(self, wanted: Iterable[Passage]) -> Mapping[tuple[str, int], frozenset[str]]:
        """The issues of sentences: those of the statements whose deciding words stand in them."""
        by_document: dict[str, list[Passage]] = defaultdict(list)
        for passage in wanted:
            by_document[passage.document].append(passage)
        found: dict[tuple[str, int], set[str]] = {}
        for document, name, start, end in self._in(
            "SELECT document, name, start, end FROM statement_issue WHERE start IS NOT NULL AND document IN ({})",
            sorted(by_document),
        ):
            for passage in by_document[document]:
                if passage.start <= start and end <= passage.end:
                    found.setdefault((document, passage.n), set()).add(name)
        return {key: frozenset(names) for key, names in found.items()}

    def said(self, document: str) -> list[tuple[int, int]]:
        """Where the words of statements and their cues stand in a document, in order."""
        sql = "SELECT start, end FROM statement_span WHERE document = ? AND role <> 'source' ORDER BY 1, 2"
        return self._db.rows(sql, [document]).fetchall()

    def voices(self, document: str, span: Span) -> tuple[str, ...]:
        """The persons who speak in a passage, by name, in the order in which the text names them."""
        sql = (
            "SELECT DISTINCT a.name FROM statement_span s"
            " JOIN statement_party p ON p.document = s.document AND p.n = s.n AND p.role = 'speaker'"
            " JOIN figure_actor l ON l.document = p.document AND l.figure = p.figure JOIN actor a ON a.id = l.actor"
            " WHERE s.document = ? AND s.role = 'content' AND s.start < ? AND s.end > ? AND a.kind = 'person'"
            " ORDER BY p.ord, a.name"
        )
        return tuple(dict.fromkeys(str(name) for (name,) in self._db.rows(sql, [document, span.end, span.start])))

    def named(self, document: str) -> list[tuple[int, int]]:
        """Where actors, places and times are named in a document, in order."""
        sql = "SELECT start, end FROM mention WHERE document = ? AND kind IN ('actor', 'place', 'time') ORDER BY 1, 2"
        return self._db.rows(sql, [document]).fetchall()

    def told(self, documents: Iterable[str]) -> Mapping[str, int]:
        """Where the running text of documents first tells the engagement that they are about."""
        rows = self._in(
            "SELECT e.document, min(s.start) FROM engagement_mark e JOIN engagement_mark_span s USING (document, n)"
            " JOIN block b ON b.document = e.document AND b.start <= s.start AND s.end <= b.end"
            " WHERE e.main = 1 AND b.kind = 'paragraph' AND e.document IN ({}) GROUP BY 1",
            sorted(set(documents)),
        )
        return dict(rows)

    def issues_of(self, documents: Iterable[str]) -> Mapping[str, frozenset[str]]:
        """The issues of whole documents."""
        found: dict[str, set[str]] = defaultdict(set)
        for document, name in self._in(
            "SELECT DISTINCT document, name FROM statement_issue WHERE document IN ({})", sorted(set(documents))
        ):
            found[document].add(name)
        return {document: frozenset(names) for document, names in found.items()}

    # checking

    def indexed(self) -> list[str]:
        """The documents whose index is of their present reading, in order."""
        return self._db.column(
            "SELECT w.document FROM wording w JOIN reading r ON r.document = w.document AND r.digest = w.reading"
            " ORDER BY 1"
        )

    def differing(self, index: WordingIndex) -> Iterator[Failure]:
        """What the tables say otherwise of a document than `index` does."""
        db, document = self._db, index.document
        stored = set(self.passages_of(document))
        for passage in sorted(stored ^ set(index.passages), key=lambda p: (p.n, p.start, p.words)):
            why = f"sentence {passage.n} of wording_passage is not what the text says"
            yield Failure(document, Span(passage.start, passage.end), why)
        for row in run_rows(index):
            sql = "SELECT n FROM wording_run WHERE run = ? AND document = ? AND first = ?"
            if db.value(sql, row[:3]) != row[3]:
                yield Failure(document, None, f"wording_run does not say that words stand at {row[2]}")
        for term, _, passages in term_rows(index):
            if (
                db.value("SELECT passages FROM wording_term WHERE term = ? AND document = ?", [term, document])
                != passages
            ):
                yield Failure(document, None, f"wording_term does not say where “{term}” stands")

    def too_many(self, expected: Sequence[int]) -> Iterator[Failure]:
        """Rows that no document gives; `expected` sentences, runs and words are those that documents give."""
        for table, wanted in zip(("wording_passage", "wording_run", "wording_term"), expected, strict=True):
            found = int(self._db.value(f"SELECT count(*) FROM {table}"))
            if found != wanted:
                yield Failure(None, None, f"{table} holds {found} rows, the documents give {wanted}")

    def _in(self, sql: str, values: Sequence[Value]) -> Iterator[tuple]:  # type: ignore[type-arg]
        for at in range(0, len(values), STEP):
            some = values[at : at + STEP]
            yield from self._db.rows(sql.format(", ".join("?" * len(some))), some).fetchall()


def _passage(row: tuple) -> Passage:  # type: ignore[type-arg]
    return Passage(row[0], row[1], row[2], tuple(row[3].split()), row[4], row[5])


def passage_rows(index: WordingIndex) -> list[tuple[Value, ...]]:
    return [(p.document, p.n, p.first, " ".join(p.words), p.start, p.end) for p in index.passages]


def run_rows(index: WordingIndex) -> list[tuple[int, str, int, int]]:
    return [(run, index.document, first, n) for run, first, n in index.runs]


def term_rows(index: WordingIndex) -> list[tuple[str, str, bytes]]:
    return [(term, index.document, passages) for term, passages in index.terms]
