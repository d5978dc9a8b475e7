"""What the queue of review asks: which lines have weak evidence and are much used, and who and what stands beside one.

Every doubt and every use is a condition on rows that are there; the weights come from `model.reviewing`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import msgspec

from communique.model.filters import Filters
from communique.model.reviewing import DOUBTS, USES, Appearance, Case, Person, Question, Telling
from communique.model.spans import Evidence, Span
from communique.record.lines import engagements, statements
from communique.record.lines.asking import Source, figures_of

RESOLVED = "%the last subject before"  # how marking tells that a pronoun was resolved
ITEM = "item under the stem%"  # … and that a stem tells the act of a list's item
NAMING = "'name', 'office', 'demonym', 'metonym'"  # forms of mentions that name somebody by themselves
MOST = 40  # rows shown beside a line
METADATA = "metadata"  # the kind of blocks of front matter
LINE_AT = {
    "statement": "SELECT id FROM statement WHERE document = ? AND n = ?",
    "engagement": "SELECT engagement FROM engagement_member WHERE document = ? AND n = ?",
    "actor": "SELECT id FROM figure WHERE document = ? AND n = ?",
}

PARTY = "FROM statement_party p WHERE p.document = s.document AND p.n = s.n"
STATEMENT_SIGNS = {
    "nobody": f"s.act <> 'ask' AND NOT EXISTS (SELECT 1 {PARTY} AND p.role = 'speaker' AND p.figure IS NOT NULL)",
    "open": "EXISTS (SELECT 1 FROM statement_party p JOIN unresolved u ON u.document = p.document AND u.kind = 'actor'"
    " AND u.n = p.figure WHERE p.document = s.document AND p.n = s.n)",
    "inferred": "s.level = 'inferred'",
    "pronoun": "EXISTS (SELECT 1 FROM statement_why w WHERE w.document = s.document AND w.n = s.n"
    f" AND w.why LIKE '{RESOLVED}')",
    "uncued": "s.level <> 'joint_text' AND s.act <> 'assert' AND NOT EXISTS (SELECT 1 FROM statement_span c"
    " WHERE c.document = s.document AND c.n = s.n AND c.role = 'cue') AND NOT EXISTS (SELECT 1 FROM statement_why w"
    f" WHERE w.document = s.document AND w.n = s.n AND w.why LIKE '{ITEM}')",
    "partial": "(SELECT d.status FROM document d WHERE d.id = s.document) = 'partial'",
    "promised": "coalesce((SELECT d.promised FROM deed d WHERE d.document = s.document AND d.n = s.n), 0)",
    "demanded": "coalesce((SELECT NOT d.promised FROM deed d WHERE d.document = s.document AND d.n = s.n), 0)",
    "position": "s.act IN ({stances}) AND EXISTS (SELECT 1 FROM statement_issue i WHERE i.document = s.document"
    " AND i.n = s.n)",
    "cites": "EXISTS (SELECT 1 FROM statement_citation c WHERE c.document = s.document AND c.n = s.n)",
    "sources": "t.sources > 1",
    "many_sources": "t.sources > 3",
}
TOLD = (
    " LEFT JOIN engagement_member m ON m.document = s.document AND m.n = s.engagement"
    " LEFT JOIN (SELECT engagement, count(DISTINCT document) AS sources FROM engagement_member GROUP BY engagement) t"
    " ON t.engagement = m.engagement"
)
SOURCES = "(SELECT count(DISTINCT m.document) FROM engagement_member m WHERE m.engagement = e.id)"
SAID = (
    "(SELECT count(*) FROM engagement_member m JOIN statement s ON s.document = m.document AND s.engagement = m.n"
    " WHERE m.engagement = e.id)"
)
ENGAGEMENT_SIGNS = {
    "open": "EXISTS (SELECT 1 FROM engagement_member m JOIN unresolved u ON u.document = m.document AND u.n = m.n"
    " AND u.kind <> 'actor' WHERE m.engagement = e.id)",
    "undated": "e.from_ IS NULL AND e.to_ IS NULL",
    "differ": "EXISTS (SELECT 1 FROM discrepancy x WHERE x.engagement = e.id)",
    "alone": "(SELECT count(*) FROM engagement_participant p WHERE p.engagement = e.id) < 2",
    "reckoned": "e.basis = 'inferred' AND e.from_ IS NOT NULL",
    "sources": f"{SOURCES} > 1",
    "many_sources": f"{SOURCES} > 3",
    "said": f"{SAID} > 0",
    "much_said": f"{SAID} > 9",
}
UTTERED = (
    "(SELECT count(DISTINCT p.n) FROM statement_party p WHERE p.document = u.document AND p.figure = u.n"
    " AND p.role IN ('speaker', 'on_behalf_of'))"
)
QUESTION_SIGNS = {
    "open": "1",
    "part": "EXISTS (SELECT 1 FROM engagement_participant p WHERE p.document = u.document AND p.figure = u.n)",
    "said": f"{UTTERED} > 0",
    "much_said": f"{UTTERED} > 9",
}


class Waiting(msgspec.Struct, frozen=True):
    """Some lines that wait, the most urgent first, and how many there are."""

    cases: list[Case]
    total: int


class ReviewRows:
    """What review asks of one record."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._db = source.db

    # what waits

    def statements(self, filters: Filters, stances: Collection[str], seen: Collection[str], most: int) -> Waiting:
        """Statements of weak evidence, those first on which most rests; `stances` are the acts that are positions."""
        asked = statements.conditions(self._source, filters)
        acts = ", ".join(f"'{act}'" for act in sorted(stances) if act.isalpha())
        signs = {name: sql.format(stances=acts) if name == "position" else sql for name, sql in STATEMENT_SIGNS.items()}
        inner = f"SELECT s.id, s.document, {_columns(signs)} FROM statement s{TOLD} WHERE {asked.where}"
        return self._waiting("statement", inner, asked.values, signs, seen, most)

    def engagements(self, filters: Filters, seen: Collection[str], most: int) -> Waiting:
        ids = engagements.asked_for(self._source, msgspec.structs.replace(filters, act=None))
        inner = (
            "SELECT e.id, coalesce((SELECT k.document FROM engagement_member k WHERE k.engagement = e.id"
            f" ORDER BY k.document LIMIT 1), '') AS document, {_columns(ENGAGEMENT_SIGNS)} FROM engagement e"
            " WHERE e.id IN (SELECT value FROM json_each(?))"
        )
        return self._waiting("engagement", inner, [_json(ids)], ENGAGEMENT_SIGNS, seen, most)

    def questions(self, filters: Filters, seen: Collection[str], most: int) -> Waiting:
        """Figures of whom it is open who they are."""
        where, values = "u.kind = 'actor'", list[str | int | None]()
        if filters.by:
            figures, values = figures_of(self._db, filters.by)
            where += (
                f" AND ((u.document, u.n) IN ({figures}) OR EXISTS (SELECT 1 FROM unresolved_candidate c"
                " WHERE c.document = u.document AND c.kind = u.kind AND c.n = u.n AND c.value = ?))"
            )
            values = [*values, filters.by]
        if filters.document:
            where += " AND u.document = ?"
            values.append(filters.document)
        inner = (
            f"SELECT f.id, u.document, {_columns(QUESTION_SIGNS)} FROM unresolved u"
            f" JOIN figure f ON f.document = u.document AND f.n = u.n WHERE {where}"
        )
        return self._waiting("actor", inner, values, QUESTION_SIGNS, seen, most)

    def _waiting(
        self,
        kind: str,
        inner: str,
        values: Sequence[str | int | None],
        signs: dict[str, str],
        seen: Collection[str],
        most: int,
    ) -> Waiting:
        doubts, uses = [name for name in signs if name in DOUBTS], [name for name in signs if name in USES]
        doubt = " + ".join(f"{DOUBTS[name]} * q.{name}_" for name in doubts)
        use = " + ".join(f"{USES[name]} * q.{name}_" for name in uses)
        found = self._db.rows(
            f"SELECT q.*, count(*) OVER () FROM ({inner}) q WHERE {doubt} > 0"
            " AND q.id NOT IN (SELECT value FROM json_each(?))"
            f" ORDER BY ({doubt}) * (1 + {use}) DESC, q.document, q.id LIMIT ?",
            [*values, _json(seen), most],
        ).fetchall()
        cases = []
        for id_, document, *bits, _ in found:
            held = [name for name, bit in zip(signs, bits, strict=True) if bit]
            cases.append(
                Case(
                    kind,
                    id_,
                    document,
                    tuple(name for name in held if name in DOUBTS),
                    tuple(name for name in held if name in USES),
                )
            )
        return Waiting(cases, found[0][-1] if found else 0)

    def seen(self) -> list[str]:
        """The ids of statements, engagements and open figures on which somebody has ruled: they wait no more."""
        return self._db.column(
            "SELECT t.id FROM seen s JOIN statement t ON t.document = s.document AND t.n = s.n"
            " WHERE s.what = 'statement'"
            " UNION SELECT m.engagement FROM seen s JOIN engagement_member m ON m.document = s.document AND m.n = s.n"
            " WHERE s.what = 'engagement'"
            " UNION SELECT f.id FROM link_ruling l JOIN figure f ON f.document = l.document AND f.n = l.n"
            " WHERE l.what = 'actor'"
            " UNION SELECT f.id FROM link_ruling l JOIN figure f ON f.document = l.other_document AND f.n = l.other_n"
            " WHERE l.what = 'actor'"
            " UNION SELECT m.engagement FROM link_ruling l JOIN engagement_member m ON m.document = l.document"
            " AND m.n = l.n WHERE l.what = 'engagement'"
        )

    # one line, and what stands beside it

    def question(self, id_: str) -> Question | None:
        """What is open about a figure or an engagement's telling, by the id that it has in its document."""
        table, kinds = (
            ("figure", "u.kind = 'actor'") if id_.startswith("a-") else ("engagement_mark", "u.kind <> 'actor'")
        )
        row = self._db.row(
            f"SELECT u.document, u.kind, u.n, u.reason FROM {table} f JOIN unresolved u ON u.document = f.document"
            f" AND u.n = f.n AND {kinds} WHERE f.id = ?",
            [id_],
        )
        if row is None:
            return None
        candidates = self._db.rows(
            "SELECT value, words FROM unresolved_candidate WHERE document = ? AND kind = ? AND n = ? ORDER BY ord",
            row[:3],
        ).fetchall()
        return Question(row[3], tuple((value, words) for value, words in candidates))

    def people(self, document: str, at: int) -> list[Person]:
        """Who is named in a document, each by the words nearest before `at`, or after it; the nearest first."""
        nearest: dict[int, tuple[tuple[bool, int], Person]] = {}
        for start, end, words, figure, kind, actor, name in self._db.rows(
            "SELECT m.start, m.end, m.words, f.figure, coalesce(a.kind, g.kind), coalesce(a.id, g.id),"
            " coalesce(a.name, g.name)"
            " FROM mention m JOIN mention_figure f ON f.document = m.document AND f.n = m.n"
            " JOIN figure g ON g.document = f.document AND g.n = f.figure"
            " LEFT JOIN figure_actor l ON l.document = f.document AND l.figure = f.figure"
            " LEFT JOIN actor a ON a.id = l.actor"
            f" WHERE m.document = ? AND m.kind = 'actor' AND m.form IN ({NAMING})"
            " AND NOT EXISTS (SELECT 1 FROM mention_figure o WHERE o.document = m.document AND o.n = m.n"
            " AND o.figure <> f.figure)",
            [document],
        ):
            far = (start > at, abs(start - at))
            if figure not in nearest or far < nearest[figure][0]:
                nearest[figure] = far, Person(Span(start, end), words, actor, name, kind)
        return [person for far, person in sorted(nearest.values(), key=lambda one: (one[0][1], one[1].span))]

    def appearances(self, actor: str) -> list[Appearance]:
        """In which documents an actor appears, its own figure first."""
        rows = self._db.rows(
            "SELECT f.id, f.name, f.document, f.first_start, f.first_end FROM figure_actor l"
            " JOIN figure f ON f.document = l.document AND f.n = l.figure JOIN actor a ON a.id = l.actor"
            " WHERE l.actor = ? ORDER BY f.document <> a.canonical_document OR f.n <> a.canonical_figure,"
            " f.document, f.n LIMIT ?",
            [actor, MOST],
        ).fetchall()
        return [Appearance(id_, name, self._evidence(document, start, end)) for id_, name, document, start, end in rows]

    def figure(self, id_: str) -> Appearance | None:
        """A figure of one document, by its id."""
        row = self._db.row("SELECT id, name, document, first_start, first_end FROM figure WHERE id = ?", [id_])
        return Appearance(row[0], row[1], self._evidence(*row[2:])) if row else None

    def alike(self, actor: str) -> list[tuple[str, str]]:
        """Other actors of the same kind with a name that ends in the same word."""
        return self._db.rows(
            "WITH mine AS (SELECT n.folded, a.kind FROM actor_name n JOIN actor a ON a.id = n.actor WHERE a.id = ?1)"
            " SELECT DISTINCT a.id, a.name FROM mine CROSS JOIN actor_name o JOIN actor a ON a.id = o.actor"
            " WHERE a.id <> ?1 AND a.kind = mine.kind AND length(o.folded) > 3 AND length(mine.folded) > 3"
            " AND (o.folded = mine.folded OR substr(o.folded, -length(mine.folded) - 1) = ' ' || mine.folded"
            " OR substr(mine.folded, -length(o.folded) - 1) = ' ' || o.folded) ORDER BY a.name, a.id LIMIT ?2",
            [actor, MOST],
        ).fetchall()

    def tellings(self, engagement: str) -> list[Telling]:
        """An engagement as each of its documents tells it, its own telling first."""
        rows = self._db.rows(
            "SELECT k.id, k.document, k.n, s.start, s.end FROM engagement_member m"
            " JOIN engagement_mark k ON k.document = m.document AND k.n = m.n"
            " JOIN engagement_mark_span s ON s.document = k.document AND s.n = k.n AND s.ord = 0"
            " WHERE m.engagement = ? ORDER BY k.id <> m.engagement, k.document, k.n LIMIT ?",
            [engagement, MOST],
        ).fetchall()
        return [
            Telling(id_, self._evidence(document, start, end), tuple(self._roles(document, n)))
            for id_, document, n, start, end in rows
        ]

    def _roles(self, document: str, n: int) -> Iterator[tuple[str, str]]:
        yield from self._db.rows(
            "SELECT coalesce(l.actor, f.id), p.role FROM engagement_mark_participant p"
            " JOIN figure f ON f.document = p.document AND f.n = p.figure"
            " LEFT JOIN figure_actor l ON l.document = p.document AND l.figure = p.figure"
            " WHERE p.document = ? AND p.n = ? ORDER BY p.ord",
            [document, n],
        ).fetchall()

    def around(self, engagement: str) -> list[tuple[str, str]]:
        """Other engagements at which somebody took part in both, within a week or without a date: id and title."""
        return self._db.rows(
            "SELECT DISTINCT o.id, o.title FROM engagement e JOIN engagement_participant p ON p.engagement = e.id"
            " JOIN figure_actor l ON l.document = p.document AND l.figure = p.figure"
            " JOIN figure_actor k ON k.actor = l.actor"
            " JOIN engagement_participant q ON q.document = k.document AND q.figure = k.figure"
            " JOIN engagement o ON o.id = q.engagement WHERE e.id = ?1 AND o.id <> ?1"
            " AND (e.from_ IS NULL OR o.from_ IS NULL"
            " OR abs(julianday(substr(e.from_, 1, 10)) - julianday(substr(o.from_, 1, 10))) <= 7)"
            " ORDER BY coalesce(o.from_, '9999'), o.id LIMIT ?2",
            [engagement, MOST],
        ).fetchall()

    def passages(self, document: str, span: Span) -> list[Span]:
        """The blocks of a text that hold these words, with the one before and the one after if no front matter."""
        held = self._db.rows(
            "SELECT kind, start, end FROM block WHERE document = ? AND NOT furniture ORDER BY start", [document]
        ).fetchall()
        touched = [at for at, (_, start, end) in enumerate(held) if start < span.end and end > span.start]
        if not touched:
            return [span]
        low, high = touched[0], touched[-1] + 1
        low -= low > 0 and held[low - 1][0] != METADATA
        high += high < len(held) and held[high][0] != METADATA
        return [Span(start, end) for _, start, end in held[low:high]]

    def groups(self, document: str, within: Span) -> list[Person]:
        """Descriptions there that mean several (“the two ministers”), each with the names of its members."""
        found: dict[tuple[int, int], Person] = {}
        for start, end, words, name in self._db.rows(
            "SELECT m.start, m.end, m.words, coalesce(a.name, g.name)"
            " FROM mention m JOIN mention_figure f ON f.document = m.document AND f.n = m.n"
            " JOIN figure g ON g.document = f.document AND g.n = f.figure"
            " LEFT JOIN figure_actor l ON l.document = f.document AND l.figure = f.figure"
            " LEFT JOIN actor a ON a.id = l.actor"
            " WHERE m.document = ? AND m.kind = 'actor' AND m.form = 'description' AND m.start >= ? AND m.end <= ?"
            " AND (SELECT count(*) FROM mention_figure o WHERE o.document = m.document AND o.n = m.n) > 1"
            " ORDER BY m.start, f.figure",
            [document, within.start, within.end],
        ):
            known = found.get((start, end))
            names = f"{known.name}, {name}" if known else name
            found[start, end] = Person(Span(start, end), words, f"{start}-{end}", names, "")
        return list(found.values())

    def begins(self, document: str, at: int) -> int:
        """Where the passage begins that holds this character."""
        edge = self._db.value(
            "SELECT max(at) FROM (SELECT start AS at FROM block WHERE document = ?1 UNION SELECT end FROM block"
            " WHERE document = ?1 UNION SELECT start FROM furniture WHERE document = ?1 UNION SELECT end FROM furniture"
            " WHERE document = ?1) WHERE at <= ?2",
            [document, at],
        )
        return int(edge or 0)

    def line_at(self, what: str, document: str, n: int) -> str | None:
        """The present id of a statement, an engagement's telling or a figure, by its number in its document."""
        found: str | None = self._db.value(LINE_AT[what], [document, n])
        return found

    def promised_at(self, document: str, span: Span) -> str | None:
        """The statement whose promise or demand stands in these words."""
        found: str | None = self._db.value(
            "SELECT s.id FROM deed_span d JOIN statement s ON s.document = d.document AND s.n = d.n"
            " WHERE d.document = ?1 AND d.role = 'action' AND d.start < ?2 AND d.end > ?3"
            " ORDER BY min(d.end, ?2) - max(d.start, ?3) DESC, s.n LIMIT 1",
            [document, span.end, span.start],
        )
        return found

    def _evidence(self, document: str, start: int, end: int) -> Evidence:
        return self._source.texts.evidence(document, Span(start, end))


def _columns(signs: dict[str, str]) -> str:
    return ", ".join(f"({sql}) AS {name}_" for name, sql in signs.items())


def _json(values: Collection[str]) -> str:
    return msgspec.json.encode(sorted(values)).decode()
