"""Lines of statements. Which ones is asked of the tables first; lines are then made document by document."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import UNSET

from communique.model.filters import Filters
from communique.model.record import IssueLine, Named, StatementLine
from communique.model.rulings import Seen
from communique.model.spans import Evidence, Span
from communique.model.when import UNKNOWN, When
from communique.record.database import Row
from communique.record.folding import fold
from communique.record.lines.asking import (
    Conditions,
    Source,
    documents_named,
    documents_with,
    engagement_named,
    figures_of,
    in_order,
    may_lie,
    quotes_of,
    says,
    slots,
    up_to,
    within,
)
from communique.record.lines.whens import of_engagement, published, said

SPEAKS = ("speaker", "on_behalf_of")
HEARS = ("addressee", "target")
SEEN = "seen t JOIN ruling r ON r.id = t.ruling AND t.what = 'statement'"
FEW = 200  # numbers that a query names one by one
JOINS = (
    " LEFT JOIN engagement_member m ON m.document = s.document AND m.n = s.engagement"
    " LEFT JOIN engagement e ON e.id = m.engagement"
    " LEFT JOIN document_when w ON w.document = s.document"
)
FROM = "CASE WHEN coalesce(e.from_, e.to_) IS NULL THEN w.from_ ELSE e.from_ END"
TO = "CASE WHEN coalesce(e.from_, e.to_) IS NULL THEN w.to_ ELSE e.to_ END"


def statements(source: Source, filters: Filters) -> Iterator[StatementLine]:
    """Statements by document, in the record's order, then by place in its text."""
    db = source.db
    with db.snapshot():
        asked = conditions(source, filters)
        wanted: dict[str, list[int] | None] = {}
        if asked.sql:
            joins = JOINS if filters.since or filters.until else ""
            found: dict[str, list[int]] = {}
            for document, n in db.rows(
                f"SELECT s.document, s.n FROM statement s{joins} WHERE {asked.where}", asked.values
            ):
                found.setdefault(document, []).append(n)
            wanted.update(found)
        else:
            wanted.update(dict.fromkeys(db.column("SELECT DISTINCT document FROM statement")))
        if filters.words:
            holding = documents_with(db, filters.words)
            wanted = {d: numbers for d, numbers in wanted.items() if holding is None or d in holding}
        every = (line for d in in_order(db, set(wanted)) for line in of_document(source, d, wanted[d]))
        yield from up_to(filters.limit, (line for line in every if passes(line, filters)))


def count(source: Source, filters: Filters) -> int:
    """How many statements `statements` lists of all; more where some give a day of their own or words are asked for."""
    asked = conditions(source, filters)
    joins = JOINS if filters.since or filters.until else ""
    return int(source.db.value(f"SELECT count(*) FROM statement s{joins} WHERE {asked.where}", asked.values))


def latest(source: Source, actor: str, heard: bool, most: int) -> list[StatementLine]:
    """The last statements by an actor, or `heard` by it or about it; those of the latest document first."""
    db = source.db
    roles = HEARS if heard else SPEAKS
    found: list[StatementLine] = []
    with db.snapshot():
        for document in db.column(
            "SELECT DISTINCT l.document FROM figure_actor l LEFT JOIN document_when w ON w.document = l.document"
            " WHERE l.actor = ? ORDER BY coalesce(w.to_, '') DESC, l.document",
            [actor],
        ):
            numbers = db.column(
                "SELECT DISTINCT p.n FROM figure_actor l JOIN statement_party p"
                " ON p.document = l.document AND p.figure = l.figure"
                " WHERE l.actor = ? AND l.document = ? AND p.role IN (?, ?) ORDER BY p.n LIMIT ?",
                [actor, document, *roles, most - len(found)],
            )
            found += of_document(source, document, numbers) if numbers else []
            if len(found) >= most:
                break
    return found


def passes(line: StatementLine, filters: Filters) -> bool:
    if not may_lie(line.when, filters.since, filters.until):
        return False
    parties = (*line.speakers, *line.on_behalf_of, *line.addressees, *line.targets)
    evidence = (*(party.evidence for party in parties), *(issue.evidence for issue in line.issues))
    quotes = quotes_of(line.content, line.source, line.cue, *evidence)
    return filters.words is None or says(filters.words, quotes)


def conditions(source: Source, filters: Filters, by: bool = True) -> Conditions:
    """Conditions on statements `s`; without `by`, not on who speaks."""
    db = source.db
    asked = Conditions()
    for name, roles in ((filters.by if by else None, SPEAKS), (filters.to, HEARS)):
        if name:
            figures, values = figures_of(db, name)
            asked.add(
                "(s.document, s.n) IN (SELECT p.document, p.n FROM statement_party p"
                f" JOIN ({figures}) f ON f.document = p.document AND f.figure = p.figure WHERE p.role IN (?, ?))",
                *values,
                *roles,
            )
    if filters.about:
        about = fold(filters.about)
        asked.add("(s.document, s.n) IN (SELECT document, n FROM statement_issue WHERE folded = ?)", about)
    if filters.act:
        asked.add("s.act = ?", filters.act)
    if filters.kind:
        asked.add("s.family = ? OR s.level = ?", filters.kind, filters.kind)
    if filters.status:
        asked.add("s.account = ?", filters.status)
    if filters.document:
        ids = documents_named(db, filters.document)
        asked.add(f"s.document IN ({slots(ids)})", *ids)
    if filters.engagement:
        one = engagement_named(db, filters.engagement)
        asked.add("(s.document, s.engagement) IN (SELECT document, n FROM engagement_member WHERE engagement = ?)", one)
    if filters.since or filters.until:
        _on_days(asked, filters)
    return asked


def _on_days(asked: Conditions, filters: Filters) -> None:
    """Looks for the documents and engagements of those days first; most records are longer than what is asked of."""
    of_document, of_engagement = Conditions(), Conditions()
    within(of_document, "v.from_", "v.to_", filters.since, filters.until)
    within(of_engagement, "g.from_", "g.to_", filters.since, filters.until)
    asked.add(
        "(s.document, s.n) IN (SELECT t.document, t.n FROM document d LEFT JOIN document_when v ON v.document = d.id"
        f" CROSS JOIN statement t ON t.document = d.id WHERE {of_document.where}"
        " UNION SELECT document, n FROM statement WHERE dated"
        " UNION SELECT t.document, t.n FROM engagement g CROSS JOIN engagement_member k ON k.engagement = g.id"
        f" CROSS JOIN statement t ON t.document = k.document AND t.engagement = k.n WHERE {of_engagement.where})",
        *of_document.values,
        *of_engagement.values,
    )
    within(asked, FROM, TO, filters.since, filters.until, "s.dated")


class _Cut:
    """The statements wanted of one document: what every query of its parts is narrowed to."""

    def __init__(self, source: Source, document: str, numbers: list[int] | None) -> None:
        self.source = source
        self.document = document
        self.chosen = None if numbers is None else set(numbers)
        few = numbers is not None and len(numbers) <= FEW
        self._only = f" AND t.n IN ({','.join(str(int(n)) for n in numbers or ())})" if few else ""

    def rows(self, columns: str, tables: str, order: str) -> list[Row]:
        """Rows of a table called t, each beginning with its statement's number."""
        sql = f"SELECT t.n, {columns} FROM {tables} WHERE t.document = ?{self._only} ORDER BY t.n, {order}"
        return self.source.db.rows(sql, [self.document]).fetchall()

    def evidence(self, start: int, end: int) -> Evidence:
        return self.source.texts.evidence(self.document, Span(start, end))


def of_document(source: Source, document: str, numbers: list[int] | None = None) -> list[StatementLine]:
    """The statements of one document, or those of these numbers, by place in the text."""
    cut = _Cut(source, document, numbers)
    spans, parties, issues, times = _spans(cut), _parties(cut), _issues(cut), _times(cut)
    instruments: dict[int, dict[str, None]] = {}
    cited = "statement_citation t JOIN citation c ON c.document = t.document AND c.n = t.citation"
    for n, instrument in cut.rows("c.instrument", cited, "t.ord"):
        instruments.setdefault(n, {})[instrument] = None
    why: dict[int, list[str]] = {}
    for n, words in cut.rows("t.why", "statement_why t", "t.ord"):
        why.setdefault(n, []).append(words)
    seen: dict[int, list[Seen]] = {}
    for n, *by in cut.rows("r.by, r.made_at, r.kind, r.id", SEEN, "r.made_at, r.id"):
        seen.setdefault(n, []).append(Seen(*by))
    on = published(source, document)
    at: dict[str | None, When] = {None: UNKNOWN}
    lines: list[tuple[int, int, StatementLine]] = []
    for n, id_, act, family, strength, negated, level, account, reporting, engagement in cut.rows(
        "t.id, t.act, t.family, t.strength, t.negated, t.level, t.account, r.id, m.engagement",
        "statement t LEFT JOIN statement r ON r.document = t.document AND r.n = t.within"
        " LEFT JOIN engagement_member m ON m.document = t.document AND m.n = t.engagement",
        "t.id",
    ):
        if cut.chosen is not None and n not in cut.chosen:
            continue
        if engagement not in at:
            at[engagement] = of_engagement(source, engagement)
        content = tuple(spans.get((n, "content"), ()))
        line = StatementLine(
            id=id_,
            document=document,
            engagement=engagement,
            account=account,
            speakers=tuple(parties.get((n, "speaker"), ())),
            on_behalf_of=tuple(parties.get((n, "on_behalf_of"), ())),
            addressees=tuple(parties.get((n, "addressee"), ())),
            targets=tuple(parties.get((n, "target"), ())),
            act=act,
            family=family,
            strength=strength,
            negated=bool(negated),
            level=level,
            source=tuple(spans.get((n, "source"), ())),
            cue=tuple(spans.get((n, "cue"), ())),
            content=content,
            within=reporting,
            issues=tuple(IssueLine(name, tuple(parts)) for name, parts in issues.get(n, {}).items()),
            instruments=tuple(instruments.get(n, {})),
            when=said(source, document, times.get(n, []), at[engagement], on),
            why=tuple(why.get(n, ())),
            seen=tuple(seen[n]) if n in seen else UNSET,
        )
        lines.append((min((e.start for e in content), default=0), n, line))
    return [line for _, _, line in sorted(lines, key=lambda item: item[:2])]


def _spans(cut: _Cut) -> dict[tuple[int, str], list[Evidence]]:
    spans: dict[tuple[int, str], list[Evidence]] = {}
    for n, role, start, end in cut.rows("t.role, t.start, t.end", "statement_span t", "t.role, t.ord"):
        spans.setdefault((n, role), []).append(cut.evidence(start, end))
    return spans


def _parties(cut: _Cut) -> dict[tuple[int, str], list[Named]]:
    """Who takes part; a figure that is not linked yet bears the id and the name that it has in its document."""
    parties: dict[tuple[int, str], list[Named]] = {}
    for n, role, name, start, end, id_, known in cut.rows(
        "t.role, t.name, t.start, t.end, coalesce(a.id, f.id), coalesce(a.name, f.name)",
        "statement_party t LEFT JOIN figure f ON f.document = t.document AND f.n = t.figure"
        " LEFT JOIN figure_actor l ON l.document = t.document AND l.figure = t.figure"
        " LEFT JOIN actor a ON a.id = l.actor",
        "t.role, t.ord",
    ):
        here = cut.evidence(start, end)
        _join(parties.setdefault((n, role), []), Named(id_, known or name or here.quote, (here,)))
    return parties


def _issues(cut: _Cut) -> dict[int, dict[str, list[Evidence]]]:
    issues: dict[int, dict[str, list[Evidence]]] = {}
    for n, name, start, end in cut.rows("t.name, t.start, t.end", "statement_issue t", "t.ord"):
        parts = issues.setdefault(n, {}).setdefault(name, [])
        parts += [cut.evidence(start, end)] if start is not None else []
    return issues


def _times(cut: _Cut) -> dict[int, list[tuple[int, int, str]]]:
    times: dict[int, list[tuple[int, int, str]]] = {}
    dated = "statement_time t JOIN time_mark k ON k.document = t.document AND k.n = t.time"
    for n, start, end, value in cut.rows("k.start, k.end, k.value", dated, "t.ord"):
        times.setdefault(n, []).append((start, end, value))
    return times


def _join(names: list[Named], new: Named) -> None:
    """One entry for each actor, with all the words that name it."""
    for n, known in enumerate(names):
        if new.id is not None and known.id == new.id:
            names[n] = Named(known.id, known.name, (*known.evidence, *new.evidence))
            return
    names.append(new)
