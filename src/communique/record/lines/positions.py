"""Statements by which somebody takes a position, for an actor and for whoever holds an office of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from communique.model.filters import Filters
from communique.model.positions import Taken
from communique.model.record import StatementLine
from communique.record.folding import fold
from communique.record.lines import statements
from communique.record.lines.asking import Conditions, Source, figures_of, in_order, slots

DAY = f"substr(coalesce({statements.FROM}, {statements.TO}), 1, 10)"
ORIGINAL = (  # of a text that several documents carry, and of the versions of one document, one counts
    "s.document NOT IN (SELECT o.document FROM document_origin o WHERE o.origin_document IS NOT NULL"
    " OR EXISTS (SELECT 1 FROM document_origin p WHERE p.family = o.family AND p.document < o.document"
    " AND p.origin_document IS NULL))"
    " AND s.document NOT IN (SELECT document FROM document_version)"
)
HELD = f"(v.from_ IS NULL OR {DAY} >= v.from_) AND (v.to_ IS NULL OR {DAY} <= v.to_)"


def positions(source: Source, filters: Filters, acts: Collection[str], titles: Collection[str]) -> list[StatementLine]:
    """Statements of these acts on an issue; `titles` are offices whose holders speak for a state or organisation."""
    db = source.db
    with db.snapshot():
        asked = _asked(source, filters, acts)
        given, figures, values = _voices(source, filters.by, titles)
        found: dict[str, list[int]] = {}
        for document, n in db.rows(
            f"{given}SELECT DISTINCT s.document, s.n FROM statement s{figures}{statements.JOINS} WHERE {asked.where}"
            + (f" AND {HELD}" if filters.by else ""),
            [*values, *asked.values],
        ):
            found.setdefault(document, []).append(n)
        return [
            line
            for document in in_order(db, set(found))
            for line in statements.of_document(source, document, sorted(found[document]))
        ]


def _asked(source: Source, filters: Filters, acts: Collection[str]) -> Conditions:
    asked = statements.conditions(source, filters, by=False)
    wanted = sorted(acts)
    asked.add(f"s.act IN ({slots(wanted)})", *wanted)
    asked.add("EXISTS (SELECT 1 FROM statement_issue i WHERE i.document = s.document AND i.n = s.n)")
    asked.add(ORIGINAL)
    return asked


def _voices(source: Source, name: str | None, titles: Collection[str]) -> tuple[str, str, list[str | int | None]]:
    """SQL for who speaks: a table `v` of figures, the join with it, and its values. An actor's own figures, and those
    of whoever holds one of its offices, with the days on which the office was held."""
    if name is None:
        return "", "", []
    figures, values = figures_of(source.db, name)
    called, held = _called(source, name), sorted(titles)
    given = (
        f"WITH v(document, figure, from_, to_) AS MATERIALIZED (SELECT document, figure, NULL, NULL FROM ({figures})"
        " UNION SELECT l.document, l.figure, substr(o.from_, 1, 10), substr(o.to_, 1, 10) FROM actor_office o"
        " JOIN figure_actor l ON l.actor = o.actor"
        f" WHERE o.of_name IN ({slots(called)}) AND o.title IN ({slots(held)})) "
    )
    join = (
        " CROSS JOIN statement_party p ON p.document = s.document AND p.n = s.n"
        " AND p.role IN ('speaker', 'on_behalf_of')"
        " CROSS JOIN v ON v.document = p.document AND v.figure = p.figure"
    )
    return given, join, [*values, *called, *held]


def _called(source: Source, name: str) -> list[str]:
    """How offices name the state or organisation that is meant."""
    ids = [id_ for id_, _ in named(source, name)[:1]]
    return sorted({name, *(source.db.column("SELECT name FROM actor_name WHERE actor = ?", ids) if ids else ())})


def taken(source: Source, filters: Filters, acts: Collection[str], titles: Collection[str]) -> Iterator[Taken]:
    """Every position in short, once for each of its speakers and those for whom it is taken."""
    asked = _asked(source, filters, acts)
    given, figures, values = _voices(source, filters.by, titles)
    if not figures:
        figures = " JOIN statement_party p ON p.document = s.document AND p.n = s.n"
        asked.add("p.role IN ('speaker', 'on_behalf_of')")
    else:
        asked.add(HELD)
    offices: dict[str, list[tuple[str, str, str]]] = {}
    held = sorted(titles)
    for actor, of, first, last in source.db.rows(
        "SELECT actor, of_name, coalesce(substr(from_, 1, 10), '0000'), coalesce(substr(to_, 1, 10), '9999')"
        f" FROM actor_office WHERE of_name IS NOT NULL AND title IN ({slots(held)}) ORDER BY actor, ord",
        held,
    ):
        offices.setdefault(actor, []).append((of, first, last))
    for actor, name, kind, document, n, issue, act, strength, negated, day in source.db.rows(
        f"{given}SELECT DISTINCT a.id, a.name, a.kind, s.document, s.n, i.name, s.act, s.strength, s.negated, {DAY}"
        f" FROM statement s{figures}"
        " JOIN figure_actor l ON l.document = p.document AND l.figure = p.figure JOIN actor a ON a.id = l.actor"
        f" JOIN statement_issue i ON i.document = s.document AND i.n = s.n{statements.JOINS}"
        f" WHERE {asked.where}",
        [*values, *asked.values],
    ):
        side = next((of for of, first, last in offices.get(actor, ()) if day and first <= day <= last), None)
        yield Taken(actor, name, kind, side, document, n, issue, act, strength, bool(negated), day)


def days(source: Source, name: str, titles: Collection[str]) -> list[str]:
    """The day of each document in which an actor speaks, or somebody for it, on whatever issue: sorted."""
    given, _, values = _voices(source, name, titles)
    found = source.db.column(
        f"{given}SELECT min(substr(coalesce(w.from_, w.to_), 1, 10)) FROM v"
        " JOIN document_when w ON w.document = v.document"
        " WHERE coalesce(w.from_, w.to_) IS NOT NULL AND EXISTS (SELECT 1 FROM statement_party p"
        " WHERE p.document = v.document AND p.figure = v.figure AND p.role IN ('speaker', 'on_behalf_of'))"
        " GROUP BY v.document ORDER BY 1",
        values,
    )
    return [str(day) for day in found]


def named(source: Source, name: str) -> list[tuple[str, str]]:
    """The actors that a name or an id means: id and name, those who are mentioned most first."""
    figures, values = figures_of(source.db, name)
    return [
        (row[0], row[1])
        for row in source.db.rows(
            f"SELECT a.id, a.name, count(*) FROM ({figures}) f JOIN figure_actor l"
            " ON l.document = f.document AND l.figure = f.figure JOIN actor a ON a.id = l.actor"
            " GROUP BY 1 ORDER BY 3 DESC, 2, 1",
            values,
        )
    ]


def issue_named(source: Source, name: str) -> str:
    """An issue as the record writes it, whatever its case."""
    found = source.db.value("SELECT name FROM statement_issue WHERE folded = ? LIMIT 1", [fold(name)])
    return str(found) if found is not None else name
