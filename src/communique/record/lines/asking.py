"""From filters to SQL: what names, ids, issues and words mean in this record. Every value is bound."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import islice
from typing import TypeVar

from msgspec import structs

from communique.errors import NotFound, UsageError
from communique.model.filters import Filters
from communique.model.spans import Evidence
from communique.model.when import When
from communique.record.database import Database
from communique.record.folding import fold, words_of
from communique.record.texts import Texts

T = TypeVar("T")

ORDER = "coalesce(w.from_, '9999'), d.id"
COLUMNS = (
    *(("d", "document", "id"), ("m", "mention", "id"), ("a", "figure", "id"), ("e", "engagement_mark", "id")),
    *(("s", "statement", "id"), ("i", "citation", "instrument"), ("x", "discrepancy", "id"), ("f", "finding", "id")),
)
HIGHEST = "\U0010ffff"
ISSUES = """WITH RECURSIVE issue (folded) AS (
  SELECT min(folded) FROM statement_issue
  UNION ALL SELECT (SELECT min(s.folded) FROM statement_issue s WHERE s.folded > issue.folded) FROM issue
    WHERE issue.folded IS NOT NULL)
SELECT (SELECT s.name FROM statement_issue s WHERE s.folded = issue.folded LIMIT 1) FROM issue
WHERE issue.folded IS NOT NULL ORDER BY 1"""  # each once, a step in the index for each
LISTED = 8  # names that a message suggests
MANY = 3  # letters of a name that is looked for in others


class Source:
    """What lines are made from: the rows and the texts of one record."""

    def __init__(self, db: Database, texts: Texts) -> None:
        self.db = db
        self.texts = texts


class Conditions:
    """The conditions of one query, joined by AND, with the values bound in them."""

    def __init__(self) -> None:
        self.sql: list[str] = []
        self.values: list[str | int | None] = []

    def add(self, sql: str, *values: str | int | None) -> None:
        self.sql.append(f"({sql})")
        self.values += values

    @property
    def where(self) -> str:
        return " AND ".join(self.sql) or "1"


def up_to(limit: int | None, lines: Iterable[T]) -> Iterator[T]:
    """The first of some lines, or all; none is made that is not given."""
    return islice(lines, None if limit is None else max(0, limit))


def said(filters: Filters) -> Conditions:
    """What `about` and `act` ask of statements `s`."""
    asked = Conditions()
    if filters.about:
        about = fold(filters.about)
        asked.add("(s.document, s.n) IN (SELECT document, n FROM statement_issue WHERE folded = ?)", about)
    if filters.act:
        asked.add("s.act = ?", filters.act)
    return asked


def whole_id(db: Database, start: str) -> str:
    """The one id that begins so. Raises NotFound, or UsageError where several do."""
    for letter, table, column in COLUMNS:
        if start.startswith(letter + "-"):
            found = db.column(
                f"SELECT DISTINCT {column} FROM {table} WHERE {column} >= ? AND {column} < ? ORDER BY 1 LIMIT 3",
                [start, start + HIGHEST],
            )
            if start in found or len(found) == 1:
                return start if start in found else str(found[0])
            if found:
                raise UsageError(f"several ids begin with {start}", ", ".join(found), "more of it")
    raise NotFound("nothing in the record answers to this id", start, "an id from a listing")


def documents_named(db: Database, name: str) -> list[str]:
    """The documents with this id, start of an id, path or address. Raises NotFound, or UsageError for several ids."""
    return by_place(db, name) or [whole_id(db, name)]


def by_place(db: Database, name: str) -> list[str]:
    """The documents that came from this path or address."""
    sql = "SELECT document FROM obtained WHERE path = ?1 UNION SELECT id FROM document WHERE uri = ?1 ORDER BY 1"
    return db.column(sql, [name]) if name else []


def engagement_named(db: Database, name: str) -> str:
    """The engagement that an id, a former id or the start of one now names. Raises NotFound or UsageError."""
    found = db.value(
        "SELECT engagement FROM engagement_mark k JOIN engagement_member m ON m.document = k.document AND m.n = k.n"
        " WHERE k.id = ?",
        [whole_id(db, name)],
    )
    if found is None:
        raise NotFound("no engagement answers to this id", name, "an id from `communique engagements`")
    return str(found)


def actor_named(db: Database, name: str) -> str | None:
    """The actor that an id, a former id or the start of one now names."""
    found = db.value(
        "SELECT actor FROM figure k JOIN figure_actor m ON m.document = k.document AND m.figure = k.n WHERE k.id = ?",
        [whole_id(db, name)],
    )
    return None if found is None else str(found)


def figures_of(db: Database, name: str) -> tuple[str, list[str | int | None]]:
    """SQL for the figures (document, figure) that a name or an actor's id means, with its values.

    A figure that is not linked yet answers to the names that its document gives it.
    """
    if name.startswith("a-"):
        actor = actor_named(db, name)
        if actor is not None:
            return "SELECT document, figure FROM figure_actor WHERE actor = ?", [actor]
        return "SELECT document, n AS figure FROM figure WHERE id = ?", [whole_id(db, name)]
    folded = fold(name)
    return (
        "SELECT f.document, f.figure FROM actor_name a JOIN figure_actor f USING (actor) WHERE a.folded = ?"
        " UNION ALL SELECT n.document, n.figure FROM figure_name n"
        " LEFT JOIN figure_actor f ON f.document = n.document AND f.figure = n.figure"
        " WHERE n.folded = ? AND f.actor IS NULL",
        [folded, folded],
    )


def names_of(db: Database, name: str) -> list[str]:
    """The folded names of whoever is meant: for columns that hold a name rather than a figure."""
    if name.startswith("a-"):
        actor = actor_named(db, name)
        return [] if actor is None else db.column("SELECT DISTINCT folded FROM actor_name WHERE actor = ?", [actor])
    folded = fold(name)
    others = db.column(
        "SELECT DISTINCT b.folded FROM actor_name a JOIN actor_name b USING (actor) WHERE a.folded = ?", [folded]
    )
    return sorted({folded, *others})


def understood(db: Database, filters: Filters) -> Filters:
    """The filters with an issue by its full name. Raises UsageError for one, and for somebody, whom nothing in the
    record is called: nothing found would read as nothing said."""
    about = issue_called(db, filters.about) if filters.about else None
    for option, name in (("--by", filters.by), ("--to", filters.to)):
        if name and not name.startswith("a-") and not is_called(db, name):
            raise UsageError(f"nobody in the record is called “{name}”", option, like(db, name))
    return structs.replace(filters, about=about) if about != filters.about else filters


def issue_called(db: Database, name: str) -> str:
    """The one issue of the record that has this name or all these words in it. Raises UsageError."""
    names = db.column(ISSUES)
    asked = set(words_of(name))
    found = [n for n in names if fold(n) == fold(name)] or [n for n in names if asked and asked <= set(words_of(n))]
    if len(found) == 1 or not names:
        return found[0] if found else name
    if found:
        raise UsageError(f"several issues have “{name}” in their name", "--about", ", ".join(found))
    near = difflib.get_close_matches(name.casefold(), names, 3, 0.5)
    raise UsageError(f"no statement in the record is about “{name}”", "--about", ", ".join(near or names[:LISTED]))


def is_called(db: Database, name: str) -> bool:
    """Whether an actor, a figure that is not linked yet or a publisher has this name."""
    named = "SELECT 1 FROM actor_name WHERE folded = ?1 UNION ALL SELECT 1 FROM figure_name WHERE folded = ?1 LIMIT 1"
    if db.value(named, [fold(name)]) is not None:
        return True
    return any(fold(p) == fold(name) for p in db.column("SELECT DISTINCT publisher FROM document") if p)


def like(db: Database, name: str) -> str:
    """Names of the record that are spelt nearly so, or hold its words; what to try where there are none."""
    folded = fold(name)
    sql = "SELECT DISTINCT a.name FROM actor_name n JOIN actor a ON a.id = n.actor WHERE n.folded LIKE ? LIMIT ?"
    parts = [f"%{part}%" for part in (folded, *sorted(folded.split(), key=len, reverse=True)[:1]) if len(part) >= MANY]
    for part in parts:
        if found := db.column(sql, [part, LISTED]):
            return ", ".join(sorted(found))
    near = db.column(
        "SELECT DISTINCT folded FROM actor_name WHERE folded >= ? AND folded < ?", [folded[:2], folded[:2] + HIGHEST]
    )
    close = difflib.get_close_matches(folded, near, 3)
    named = f"SELECT DISTINCT a.name FROM actor_name n JOIN actor a ON a.id = actor WHERE n.folded IN ({slots(close)})"
    return ", ".join(sorted(db.column(named, close))) if close else "a name from `communique actors`"


def slots(values: list[str]) -> str:
    return ",".join("?" * len(values))


def documents_with(db: Database, words: str) -> set[str] | None:
    """The documents in which all of `words` stand outside furniture, by the search index. None where it cannot tell:
    scripts without spaces are one word to it."""
    found: set[str] | None = None
    for word in set(words_of(words)):
        if not word.isascii():
            continue
        here = set(
            db.column(
                "SELECT DISTINCT document FROM block WHERE row IN"
                " (SELECT rowid FROM paragraph WHERE paragraph MATCH ?)",
                [f'"{word}"'],
            )
        )
        found = here if found is None else found & here
    return found


def says(words: str | None, quotes: Iterator[str]) -> bool:
    """Whether every one of `words` stands in one of the quotes."""
    if words is None:
        return True
    asked = set(words_of(words))
    for quote in quotes:
        asked.difference_update(words_of(quote))
        if not asked:
            return True
    return not asked


def may_lie(when: When, since: date | None, until: date | None) -> bool:
    """Whether the interval may touch the days from `since` to `until`; an open end reaches for ever."""
    last, first = when.last_day, when.first_day
    return not (since and last and last < since) and not (until and first and first > until)


def within(
    conditions: Conditions, from_: str, to_: str, since: date | None, until: date | None, or_: str = "0"
) -> None:
    """The same in SQL, on two columns; `or_` lets through what must be looked at more closely."""
    if since:
        conditions.add(f"{or_} OR coalesce(substr({to_}, 1, 10), '9999') >= ?", since.isoformat())
    if until:
        conditions.add(f"{or_} OR coalesce(substr({from_}, 1, 10), '0000') <= ?", until.isoformat())


def in_order(db: Database, documents: set[str] | None = None) -> list[str]:
    """Documents in the record's order: by the day on which they were published, then by id."""
    ordered = db.column(f"SELECT d.id FROM document d LEFT JOIN document_when w ON w.document = d.id ORDER BY {ORDER}")
    return ordered if documents is None else [document for document in ordered if document in documents]


def quotes_of(*groups: tuple[Evidence, ...]) -> Iterator[str]:
    return (evidence.quote for group in groups for evidence in group)


@contextmanager
def one_state(db: Database) -> Iterator[None]:
    """While a listing streams, it sees one state of the record."""
    with db.snapshot():
        yield
