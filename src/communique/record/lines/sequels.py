"""What views ask to find out what later texts tell of a commitment or a demand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from functools import lru_cache

from msgspec import Struct

from communique.model.commitments import FollowUpLine
from communique.model.spans import Evidence, Span
from communique.model.when import When
from communique.record.folding import fold
from communique.record.lines.asking import Source
from communique.record.lines.whens import of_engagement, published

_KINDS = {"summit": "summit", "visit": "visit", "call": "call"}  # any other word means a meeting
# matches: host the next summit  –  meet again  –  pay a visit
_MEETS = re.compile(
    r"(?:continue to |hosting |holding )?(?:(?:meet|convene|reconvene|visit|travel)\b"
    r"|(?:hold|host|attend|organi[sz]e|have|pay"
    r"|co-?host)\b(?: \S+){0,6}? (?P<kind>summit|visit|call|meeting|dialogue|talks|consultations)\b)",
    re.I,
)


class Told(Struct, frozen=True):
    """A statement in a sentence, or the sentence itself where it holds none."""

    statement: str | None
    actors: frozenset[str]  # who speaks, acts or is named in it
    doers: frozenset[str]  # who promises, or of whom it is demanded
    promised: bool | None  # None where it neither promises nor demands
    action: Evidence | None
    when: When


class Sequels:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._db = source.db
        self._published = lru_cache(4096)(lambda document: published(source, document))

    def copies(self, document: str) -> frozenset[str]:
        """The documents that carry the same text, or are versions of one, with the document itself."""
        rows = self._db.column(
            "SELECT o.document FROM document_origin o JOIN document_origin m ON m.family = o.family"
            " WHERE m.document = ?1 UNION SELECT v.document FROM document_version v"
            " JOIN document_version m ON m.version_of = v.version_of"
            " WHERE m.document = ?1 UNION SELECT version_of FROM document_version WHERE document = ?1"
            " UNION SELECT document FROM document_version WHERE version_of = ?1",
            [document],
        )
        return frozenset((*rows, document))

    def in_sentence(self, document: str, sentence: Span) -> Iterator[Told]:
        """What stands in a sentence: every statement that promises or demands, else the sentence as a whole."""
        named = self._actors(
            "SELECT DISTINCT f.actor FROM mention m JOIN mention_figure g ON g.document = m.document AND g.n = m.n"
            " JOIN figure_actor f ON f.document = g.document AND f.figure = g.figure"
            " WHERE m.document = ? AND m.start >= ? AND m.end <= ?",
            [document, sentence.start, sentence.end],
        )
        rows = self._db.rows(
            "SELECT DISTINCT s.n, s.id, d.promised FROM statement_span p"
            " JOIN statement s ON s.document = p.document AND s.n = p.n"
            " LEFT JOIN deed d ON d.document = s.document AND d.n = s.n"
            " WHERE p.document = ? AND p.start < ? AND p.end > ? AND p.role <> 'source' ORDER BY s.n",
            [document, sentence.end, sentence.start],
        ).fetchall()
        when = self._published(document)
        plain, speaking = True, named
        for n, id_, promised in rows:
            speaking |= self._parties("statement_party", document, n, ("speaker", "on_behalf_of"))
            if promised is None:
                continue
            action = self._db.row(
                "SELECT start, end FROM deed_span WHERE document = ? AND n = ? AND role = 'action' AND start < ?"
                " AND end > ? ORDER BY ord LIMIT 1",
                [document, n, sentence.end, sentence.start],
            )
            if action is not None:
                plain = False
                doers = self._parties("deed_party", document, n, ("by", "of"))
                place = self._source.texts.evidence(document, Span(*action))
                yield Told(id_, doers | named, doers, bool(promised), place, when)
        if plain:
            yield Told(rows[0][1] if rows else None, speaking, frozenset(), None, None, when)

    def met(self, names: Sequence[str], action: str, said: When, due: When | None, most: int) -> Iterable[FollowUpLine]:
        """The first engagement of all these states that was held later, of the kind that the action names, when it was
        due; where it was due at no known time, the next one."""
        found = _MEETS.match(action)
        after = said.last_day
        if found is None or after is None or len(names) < 2:
            return ()
        kind = _KINDS.get((found["kind"] or found[0].split()[-1]).lower(), "meeting")
        first, last = after + timedelta(days=1), after + timedelta(days=most)
        if due is not None and due.known:
            first, last = max(first, due.first_day or first), due.last_day or last
        elif not re.search(r"\b(?:next|again|reconvene)\b", action, re.I):
            return ()
        together = " AND ".join(
            "e.id IN (SELECT engagement FROM engagement_participant WHERE side_folded = ?)" for _ in names
        )
        row = self._db.row(
            f"SELECT e.id FROM engagement e WHERE {together} AND e.status = 'held' AND e.kind = ?"
            " AND substr(e.from_, 1, 10) >= ? AND substr(e.from_, 1, 10) <= ? ORDER BY e.from_, e.id LIMIT 1",
            [*(fold(name) for name in names), kind, first.isoformat(), last.isoformat()],
        )
        if row is None:
            return ()
        place = self._db.row(
            "SELECT document, start, end FROM engagement_evidence WHERE engagement = ? AND role = 'engagement'"
            " ORDER BY ord LIMIT 1",
            [row[0]],
        )
        if place is None:
            return ()
        evidence = self._source.texts.evidence(place[0], Span(place[1], place[2]))
        when = of_engagement(self._source, row[0])
        return (FollowUpLine("met", evidence, None, row[0], when, f"the first {kind} of the same after it"),)

    def _parties(self, table: str, document: str, n: int, roles: tuple[str, ...]) -> frozenset[str]:
        return self._actors(
            f"SELECT f.actor FROM {table} p JOIN figure_actor f ON f.document = p.document AND f.figure = p.figure"
            f" WHERE p.document = ? AND p.n = ? AND p.role IN ({','.join('?' * len(roles))})",
            [document, n, *roles],
        )

    def _actors(self, sql: str, values: Sequence[str | int]) -> frozenset[str]:
        return frozenset(self._db.column(sql, list(values)))
