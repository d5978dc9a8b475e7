"""`positions`: who stands where on an issue, since when, and what changed between texts that are both shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import pairwise

from msgspec import Struct, structs

from communique.lexicon import load
from communique.linking.changes import changes_of, clauses
from communique.linking.correspondence import Beside, Said
from communique.model.filters import Filters
from communique.model.positions import (
    STANCES,
    Change,
    GridCell,
    PositionLine,
    Silence,
    StanceCount,
    StanceOn,
    Taken,
    rank,
)
from communique.model.record import Named, StatementLine
from communique.model.spans import Evidence
from communique.model.when import Precision
from communique.views.compare import meanings
from communique.views.dates import order
from communique.views.ledger import Ledger
from communique.views.sources import WEIGHT, actors_of

EXACT = (Precision.DAY, Precision.MINUTE)
SILENT = 180  # days without a statement on the issue from which silence is named
SAME = 0.45  # likeness from which two sources report one position taken at one engagement
LEADING = 2  # the lowest rank of an office whose holder speaks for a state or an organisation


class Positions(Struct, frozen=True):
    """`actor` and `issue` are empty where all are asked for."""

    actor: Named | None
    issue: str | None
    lines: tuple[PositionLine, ...]


@cache
def offices() -> tuple[str, ...]:
    """Titles whose holders speak for their state or organisation: heads, ministers, and spokespersons."""
    return tuple(sorted({o.title for o in load().offices if o.rank <= LEADING or o.speaks_for}))


def stance_of(act: str, negated: bool) -> str:
    return f"not {STANCES[act]}" if negated else STANCES[act]


def positions(record: Ledger, filters: Filters) -> Positions:
    """The positions that answer to `filters`, in time; at one engagement the strongest first."""
    who = record.actors_named(filters.by)[:1] if filters.by else []
    issue = record.issue_named(filters.about) if filters.about else None
    asked = structs.replace(filters, limit=None, words=None)
    said = [s for s in record.positions(asked, tuple(STANCES), offices()) if not filters.act or s.act == filters.act]
    actor = Named(*who[0]) if who else None
    days = [date.fromisoformat(day) for day in record.days_spoken(filters.by, offices())] if filters.by and said else []
    lines: list[PositionLine] = []
    named: dict[str, tuple[tuple[int, int, str], ...]] = {}
    for whose, theirs in _by_actor(said, actor).items():
        for name in [issue] if issue else sorted({i.name for s in theirs for i in s.issues}):
            on = [s for s in theirs if any(i.name == name for i in s.issues)]
            lines += _Standing(record, actor or Named(*whose), name, on, days, named).lines()
    few = lines if filters.limit is None else lines[: filters.limit]
    return Positions(actor, issue, tuple(few))


def _by_actor(said: Iterable[StatementLine], actor: Named | None) -> Mapping[tuple[str, str], list[StatementLine]]:
    """Positions by whose they are: the one asked for, else for whom it is said, else who says it."""
    found: dict[tuple[str, str], list[StatementLine]] = defaultdict(list)
    for s in said:
        for party in [actor] if actor else [*s.on_behalf_of, *(() if s.on_behalf_of else s.speakers)]:
            if party.id:
                found[party.id, party.name].append(s)
    return dict(sorted(found.items(), key=lambda item: item[0][1]))


class _Standing:
    """One actor on one issue."""

    def __init__(
        self,
        record: Ledger,
        actor: Named,
        issue: str,
        said: Sequence[StatementLine],
        days: Sequence[date],
        named: dict[str, tuple[tuple[int, int, str], ...]],
    ) -> None:
        """`named` has the actors of each document that was asked for, and is filled with those of others."""
        self._actor, self._issue, self._days = actor, issue, days
        self._said = sorted(said, key=lambda s: (order(s.when), WEIGHT.get(s.account, 2), s.id))
        whole = _successive_texts(record, self._said)
        self._texts = {d: [s for s in whole if s.document == d] for d in {s.document for s in whole}}
        every = {s.id: s for s in (*whole, *self._said)}
        self._lines = every
        for document in sorted({s.document for s in every.values()} - set(named)):
            named[document] = actors_of(record, document)
        self._as_said = {id_: _compared(s, named[s.document]) for id_, s in every.items() if s.content}
        self._beside = Beside(self._as_said.values(), meanings())

    def lines(self) -> list[PositionLine]:
        shown, also = self._once()
        changes = self._changes(shown)
        lines = [self._line(s, changes.get(s.id), also.get(s.id, ())) for s in shown]
        at = {s.id: n for n, s in enumerate(shown)}
        first: dict[str, tuple[bool, str, str, str]] = {}
        for line in lines:
            key = line.engagement or line.document
            first[key] = min(first.get(key, order(line.when)), order(line.when))
        lines.sort(
            key=lambda x: (
                first[x.engagement or x.document],
                x.engagement or x.document,
                tuple(-n for n in rank(x.stance, x.strength)),
                at[x.statement],
            )
        )
        return self._silent(lines)

    def _once(self) -> tuple[list[StatementLine], Mapping[str, tuple[str, ...]]]:
        """Of what several sources report from one engagement, the most authoritative; the others beside it."""
        kept: list[StatementLine] = []
        also: dict[str, list[str]] = defaultdict(list)
        outer = {s.id for s in self._said}
        for s in self._said:
            if s.within in outer or s.id not in self._as_said:
                continue
            same = next(
                (
                    k
                    for k in kept
                    if k.engagement
                    and k.engagement == s.engagement
                    and STANCES[k.act] == STANCES[s.act]
                    and k.negated == s.negated
                    and self._beside.likeness(self._as_said[k.id], self._as_said[s.id]) >= SAME
                ),
                None,
            )
            if same is None:
                kept.append(s)
            else:
                also[same.id].append(s.id)
        return kept, {id_: tuple(found) for id_, found in also.items()}

    def _changes(self, shown: Sequence[StatementLine]) -> Mapping[str, Change]:
        found: dict[str, Change] = {}
        ids = {s.id for s in shown}
        for one, other in _pairs(shown):
            before, after = self._texts[one], self._texts[other]
            asked = [s.id for s in (*before, *after) if any(i.name == self._issue for i in s.issues)]
            old, fresh = ([self._as_said[s.id] for s in text if s.id in self._as_said] for text in (before, after))
            told = clauses(old, fresh, asked, self._beside)
            why = "not in the earlier text of the same kind and parties, which speaks of this issue otherwise"
            for id_, near in told.new.items():
                if id_ in ids:
                    found[id_] = Change("new", self._words(near), self._words(id_), why)
            why = "not in the next text of the same kind and parties, which speaks of this issue otherwise"
            for id_, near in told.dropped.items():
                if id_ in ids:
                    found[id_] = Change("dropped", self._words(id_), self._words(near), why)
        for official in (True, False):
            dated = [
                (s.when.from_[:10], self._as_said[s.id])
                for s in shown
                if s.when.from_
                and s.when.precision in EXACT
                and (s.account != "press") is official
                and (official or s.level == "quoted")
            ]
            for id_, turn in changes_of(dated, self._beside).items():
                if turn.kind:
                    found[id_] = Change(turn.kind, self._words(turn.earlier), self._words(id_), turn.why)
        return found

    def _words(self, id_: str) -> Evidence:
        return self._lines[id_].content[0]

    def _line(self, s: StatementLine, change: Change | None, also: tuple[str, ...]) -> PositionLine:
        voices = tuple(p for p in s.speakers if p.id != self._actor.id)
        own = next((p for p in (*s.speakers, *s.on_behalf_of) if p.id == self._actor.id), None)
        evidence = own.evidence if own else tuple(e for p in voices for e in p.evidence)
        return PositionLine(
            actor=Named(self._actor.id, self._actor.name, evidence),
            issue=self._issue,
            stance=stance_of(s.act, s.negated),
            statement=s.id,
            when=s.when,
            change=change,
            act=s.act,
            strength=s.strength,
            by=voices,
            targets=s.targets,
            document=s.document,
            account=s.account,
            engagement=s.engagement,
            content=s.content,
            cue=s.cue,
            also=also,
        )

    def _silent(self, lines: Sequence[PositionLine]) -> list[PositionLine]:
        """Each line with the silence before it, where that was long."""
        found: list[PositionLine] = []
        last: date | None = None
        for line in lines:
            first = line.when.first_day
            if first and last and (first - last).days > SILENT:
                others = sum(last < day < first for day in self._days)
                line = structs.replace(line, silence=Silence(last.isoformat(), first.isoformat(), others))
            found.append(line)
            until = line.when.last_day or first
            last = max(filter(None, (last, until)), default=None)
        return found


def _successive_texts(record: Ledger, said: Sequence[StatementLine]) -> list[StatementLine]:
    """All statements of the joint texts among the sources of these."""
    documents = dict.fromkeys(s.document for s in said if s.account == "joint")
    return [s for d in documents for s in record.statements(Filters(document=d))] if len(documents) > 1 else []


def _pairs(said: Sequence[StatementLine]) -> list[tuple[str, str]]:
    """Joint texts of the same parties that follow each other in time."""
    texts: dict[frozenset[str], dict[str, str]] = defaultdict(dict)
    for s in said:
        if s.account == "joint" and s.when.from_ and s.when.precision in EXACT:
            parties = frozenset(p.name for p in (s.on_behalf_of or s.speakers))
            texts[parties].setdefault(s.document, s.when.from_[:10])
    found = []
    for days in texts.values():
        ordered = sorted(days, key=lambda d: (days[d], d))
        found += [(a, b) for a, b in pairwise(ordered) if days[a] < days[b]]
    return found


def _compared(s: StatementLine, named: Sequence[tuple[int, int, str]]) -> Said:
    told = [e for issue in s.issues for e in issue.evidence]
    terms, actors, at = [], [], 0
    for part in s.content:
        inside = [(low, high, id_) for low, high, id_ in named if part.start <= low and high <= part.end]
        actors += [(at + low - part.start, at + high - part.start, id_) for low, high, id_ in inside]
        terms += [(at + e.start - part.start, at + e.end - part.start) for e in told if part.span.holds(e.span)]
        at += len(part.quote) + 1
    return Said(
        id=s.id,
        document=s.document,
        parties=frozenset(),
        act=s.act,
        negated=s.negated,
        strength=s.strength,
        content=" ".join(part.quote for part in s.content),
        actors=tuple(actors),
        targets=frozenset(t.id or t.name for t in s.targets),
        issues=frozenset(i.name for i in s.issues),
        terms=tuple(sorted(set(terms))),
        instruments=frozenset(s.instruments),
        cue=" … ".join(e.quote for e in s.cue),
    )


class Grid(Struct, frozen=True):
    """Who stands where on what: a cell for each actor and issue with a position, by `(actor, issue)`."""

    actors: tuple[Named, ...]  # those with most positions first
    issues: tuple[str, ...]
    cells: Mapping[tuple[str, str], GridCell]


def grid(record: Ledger, filters: Filters, most: int | None = None) -> Grid:
    """Actors by issues. What an office-holder says counts for the state or organisation, and for nobody else."""
    taken = record.positions_taken(structs.replace(filters, limit=None), tuple(STANCES), offices())
    return laid_out(taken, most)


def laid_out(taken: Iterable[Taken], most: int | None = None) -> Grid:
    rows = list(taken)
    by_name = {row.name: row.actor for row in rows if row.kind != "person"}
    names: dict[str, str] = {}
    found: dict[tuple[str, str], dict[tuple[str, int], Taken]] = defaultdict(dict)
    for row in rows:
        actor, name = (row.actor, row.name) if row.side is None else (by_name.get(row.side, row.actor), row.side)
        names[actor] = name if actor != row.actor or row.side is None else row.name
        found[actor, row.issue].setdefault((row.document, row.n), row)
    count: dict[str, set[tuple[str, int]]] = defaultdict(set)
    about: dict[str, set[tuple[str, int]]] = defaultdict(set)
    cells: dict[tuple[str, str], GridCell] = {}
    for (actor, issue), these in found.items():
        count[actor] |= set(these)
        about[issue] |= set(these)
        cells[actor, issue] = _cell(Named(actor, names[actor]), issue, list(these.values()))
    actors = sorted(count, key=lambda a: (-len(count[a]), names[a], a))[:most]
    issues = sorted(about, key=lambda i: (-len(about[i]), i))[:most]
    return Grid(tuple(Named(a, names[a]) for a in actors), tuple(issues), cells)


def _cell(actor: Named, issue: str, taken: Collection[Taken]) -> GridCell:
    strongest = _strongest(taken)
    stances: dict[str, int] = {}
    for t in sorted(taken, key=lambda t: (t.document, t.n)):
        stance = stance_of(t.act, t.negated)
        stances[stance] = stances.get(stance, 0) + 1
    last = max((t.day for t in taken if t.day), default=None)
    counts = tuple(StanceCount(name, count) for name, count in stances.items())
    return GridCell(actor, issue, len(taken), stance_of(strongest.act, strongest.negated), last, counts, _turns(taken))


def _strongest(taken: Iterable[Taken]) -> Taken:
    return max(taken, key=lambda t: (rank(STANCES[t.act], t.strength), not t.negated, t.document, -t.n))


def _turns(taken: Iterable[Taken]) -> tuple[StanceOn, ...]:
    """The stance of the last day, and before it that of the last day on which it was another."""
    days: dict[str, list[Taken]] = defaultdict(list)
    for t in taken:
        days[t.day or ""].append(t)
    found = [
        StanceOn(stance_of(top.act, top.negated), day or None)
        for day in sorted(days, reverse=True)
        if (top := _strongest(days[day]))
    ]
    earlier = next((one for one in found[1:] if one.day and one.stance != found[0].stance), None)
    return (earlier, found[0]) if earlier else (found[0],)
