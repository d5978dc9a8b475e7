"""`compare`: what each source of an engagement carries, and what one government's account has that another lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import msgspec
from msgspec import Struct

from communique.lexicon import load
from communique.linking.alignment import align
from communique.linking.correspondence import Beside, Correspondence, Said
from communique.linking.groups import Group, grouped
from communique.linking.meaning import Meanings
from communique.linking.spelling import WORD, carries, key_of
from communique.model.comparison import Cell, Fact, Row, Stance, Standing
from communique.model.filters import Filters
from communique.model.record import DiscrepancyLine, EngagementLine, InstrumentLine, StatementLine
from communique.model.spans import Evidence, Span
from communique.views import labels
from communique.views.ledger import Ledger
from communique.views.matrix import beside, cited, differing, facts, issued, lacking, standing
from communique.views.snapshot import Snapshot
from communique.views.sources import Source, in_weight, parties_of, sides_of, source

SAME_WORDS = 0.4  # similarity of two wordings from which the changed words are shown
COVERED = 0.6  # part of a statement that one within it must cover to stand for it
NEAREST = 2  # features that tell, which a sentence must share with a row to be shown where the row is absent
SAYS_SO = 0.8  # part of what a row says from which a sentence says it, though nobody is marked as saying it
ENOUGH = 4  # … and so many features that tell
MANY = 3  # … features that tell from which a part of the shorter of the two is enough,
NEAR = {2: 0.32, MANY: 0.26}  # … and the part from which a sentence may say it: then silence is not claimed
RARE = 0.5  # … where a word that they share counts so much: what every statement of a text has tells nothing
ALIKE = 0.34  # … and the likeness from which a statement may, though it was not taken for the same
PLAIN = {
    "assert",
    "announce",
    "note",
    "discuss",
    "agree",
    "reaffirm",
    "commit",
}  # acts that a sentence may tell unmarked
FACT = 140  # characters of a row's name
MAIN = 3  # a document is about an engagement where one statement in so many was made at it
RANK = {standing.value: n for n, standing in enumerate(Standing)}


class Comparison(Struct, frozen=True):
    engagement: EngagementLine
    sources: tuple[Source, ...]  # the columns
    facts: tuple[Row, ...]
    statements: tuple[Row, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        return (*self.facts, *self.statements)

    @property
    def origins(self) -> int:
        """How many independent sources there are: a copy is none, nor is what takes its news from the same agency."""
        found = sum(s.copy_of is None for s in self.sources)
        return min(found, self.engagement.origins) if self.engagement.origins else found


def of_record(record: Ledger, engagement: EngagementLine) -> Comparison:
    """The comparison of one engagement, asked of the record."""
    here = Filters(engagement=engagement.id)
    documents = [d for d in record.documents(here) if d.id in engagement.documents]
    said = {d.id: tuple(record.statements(Filters(document=d.id))) for d in documents}
    others = {e.id: e for d in documents for e in record.engagements(Filters(document=d.id))}
    instruments = {i.id: i for d in documents for i in record.instruments(Filters(document=d.id))}
    sources = [source(record, d, said[d.id]) for d in in_weight(documents)]
    return compared(engagement, sources, others.values(), record.discrepancies(here), instruments.values())


def of_lines(record: Ledger, engagement: EngagementLine, lines: Snapshot) -> Comparison:
    """The same from lines that are held already; `record` gives the texts."""
    documents = [found for id_ in engagement.documents if (found := lines.document.get(id_))]
    others = {id_: lines.engagement[id_] for d in documents for id_ in d.engagements if id_ in lines.engagement}
    sources = [source(record, d, lines.said_in.get(d.id, ())) for d in in_weight(documents)]
    differ = [d for d in lines.discrepancies if d.engagement == engagement.id]
    return compared(engagement, sources, others.values(), differ, lines.instruments)


def compared(
    engagement: EngagementLine,
    sources: Sequence[Source],
    others: Iterable[EngagementLine],
    discrepancies: Iterable[DiscrepancyLine],
    instruments: Iterable[InstrumentLine],
) -> Comparison:
    """The rows of one engagement: facts, what sources differ on, then statements, the most telling first."""
    told = sorted(others, key=lambda e: e.id)
    near = {engagement.id, *(e.id for e in told if _near(engagement, e))}
    voices = _Voices(engagement, sources, near)
    used = frozenset(i for s in voices.heads for i in s.instruments)
    rows = [
        *facts(engagement, sources),
        *issued(engagement, sources),
        *(differing(d, sources) for d in discrepancies),
        *beside(engagement, told, sources),
        *cited(sorted(instruments, key=lambda i: (i.name, i.id)), sources, used),
    ]
    said = [msgspec.structs.replace(r, standing=standing(r.cells, sources).value) for r in voices.rows()]
    first = [msgspec.structs.replace(r, standing=standing(r.cells, sources).value) for r in rows]
    ordered = sorted(
        said, key=lambda r: (RANK[r.standing], -r.carries, r.act == "assert")
    )  # then as the texts have them
    return Comparison(engagement, tuple(sources), tuple(first), tuple(ordered))


def _near(one: EngagementLine, other: EngagementLine) -> bool:
    """A part of it, or the press conference that belongs to it: what is said there belongs to both."""
    if other.part_of == one.id:
        return True
    shared = {p.id for p in one.participants} & {p.id for p in other.participants}
    kinds = {one.kind, other.kind}
    return "press_conference" in kinds and len(shared) > 1 and one.when.known and one.when.may_be(other.when)


@cache
def meanings() -> Meanings:
    lexicon = load()
    return Meanings(lexicon.alike, lexicon.light)


class _Shown(Struct, frozen=True):
    """A statement as it is shown, and the one within it by which it is compared."""

    line: StatementLine
    inner: StatementLine
    said: Said
    head: bool


class _Voices:
    """The statements of all sources that may be about this engagement, compared."""

    def __init__(self, engagement: EngagementLine, sources: Sequence[Source], near: set[str]) -> None:
        self._sources = sources
        self._sides = parties_of(engagement)
        self._parties = frozenset((*self._sides, *(p.name for p in engagement.participants))) | frozenset(
            name for names in self._sides.values() for name in names
        )
        shown = [one for s in sources for one in self._of(s, near)]
        self._shown = {one.said.id: one for one in shown}
        self.heads = tuple(one.line for one in shown if one.head)
        self._prose = {s.document.id: _senses(s) for s in sources}
        self._beside = Beside((one.said for one in shown), meanings(), {*self._sides, *self._states(sources)})

    def _states(self, sources: Sequence[Source]) -> set[str]:
        """The ids of the sides: of the states and organisations that participants stand for."""
        named = (party for s in sources for line in s.statements for party in (*line.speakers, *line.on_behalf_of))
        return {party.id for party in named if party.id and party.name in self._parties}

    def _of(self, source: Source, near: set[str]) -> Iterable[_Shown]:
        inner = _innermost(source.statements)
        main = MAIN * sum(s.engagement in near for s in source.statements) >= len(source.statements)
        for line in source.statements:
            if (line.within is not None and line.within in inner.outer) or not line.content:
                continue
            leaf = inner.leaf.get(line.id, line)
            parties = sides_of(line, self._sides) | sides_of(leaf, self._sides)
            taking_part = parties & self._parties
            if line.speakers and not taking_part:
                continue
            at = {line.engagement, leaf.engagement} - {None}
            if at and not at & near:
                continue
            head = bool(at) or len({party.id or party.name for party in leaf.speakers} & self._parties) > 1
            if head or main:
                yield _Shown(line, leaf, _said(source, line, leaf, parties, self._sides), head)

    def rows(self) -> Iterable[Row]:
        documents = [s.document.id for s in self._sources]
        for group in grouped(self._beside, documents):
            members = [self._shown[id_] for found in group.members.values() for id_, _ in found]
            if any(one.head for one in members):
                yield self._row(group)

    def _row(self, group: Group) -> Row:
        head = self._shown[group.head]
        cells = tuple(self._cell(s, group.members.get(s.document.id, ()), head) for s in self._sources)
        target = f" → {labels.names(head.inner.targets)}" if head.inner.targets else ""
        fact = labels.shorten(labels.content(head.line), FACT)
        issue = head.line.issues[0].name if head.line.issues else None
        act = f"{labels.act(head.inner)}{target}"
        return Row(fact, Fact.STATEMENT.value, issue, head.line.speakers, cells, act=act)

    def _cell(self, source: Source, found: Sequence[tuple[str, Correspondence]], head: _Shown) -> Cell:
        if not found:
            return self._elsewhere(source, head)
        lines = [self._shown[id_].line for id_, _ in found]
        first = found[0][1]
        evidence = tuple(dict.fromkeys(part for line in lines for part in line.content))
        changed = () if found[0][0] == head.said.id else _changed(head.line, lines[0], source)
        ids = tuple(dict.fromkeys(line.id for line in lines))
        return Cell(source.document.id, first.stance, evidence, "", ids, changed, why=first.why)

    def _elsewhere(self, source: Source, head: _Shown) -> Cell:
        """Nobody is marked as saying so in this source: the sentence that comes nearest, or says it all the same."""
        sense = self._beside.sense[head.said.id].features
        weights, tells = self._beside.weights, self._beside.tells
        every = weights.sum(sense)
        best: tuple[float, int, int] | None = None
        near = False
        for span, here in self._prose[source.document.id]:
            shared = sense & here
            if (telling := sum(map(tells, shared))) >= NEAREST:
                rank = (weights.sum(shared) / every, -span.start, -span.end)
                best = max(best, rank) if best else rank
                part = rank[0] if telling < MANY else rank[0] * every / min(every, weights.sum(here))
                near |= part >= NEAR[min(telling, MANY)] and max(map(weights.of, shared)) >= RARE
        alike = self._nearest(source, head)
        if best is None:
            return lacking(source, alike, bool(alike))
        evidence = (source.evidence(-best[1], -best[2]),)
        plain = head.inner.act in PLAIN and not evidence[0].quote.rstrip().endswith("?")
        if plain and best[0] >= SAYS_SO and sum(map(tells, sense)) >= ENOUGH:
            why = ("in its own words: nobody is marked as saying so",)
            return Cell(source.document.id, Stance.CARRIES, evidence, why=why)
        return lacking(source, evidence if near or not alike else alike, near or bool(alike))

    def _nearest(self, source: Source, head: _Shown) -> tuple[Evidence, ...]:
        """The words of the statement that is most like it, whoever makes it, where it may be the same."""
        ranked = [
            (self._beside.nearness(head.said, one.said), one.said.id, one.line)
            for one in self._shown.values()
            if one.said.document == source.document.id
        ]
        found, _, line = max(ranked, default=(0.0, "", None), key=lambda one: one[:2])
        return line.content if line is not None and found >= ALIKE else ()


def _senses(source: Source) -> list[tuple[Span, frozenset[str]]]:
    """The sentences of a source with what each says."""
    return [
        (span, meanings().of(source.text[span.start : span.end], source.named(span.start, span.end)).features)
        for span in source.sentences
    ]


class _Inner(Struct, frozen=True):
    leaf: Mapping[str, StatementLine]  # outer statement → the one within it that stands for it
    outer: frozenset[str]


def _innermost(statements: Sequence[StatementLine]) -> _Inner:
    """“She said they agreed to oppose …” is compared as what they oppose, and shown as what she said."""
    by_id = {s.id: s for s in statements}
    leaf: dict[str, StatementLine] = {}
    for s in statements:
        outer = by_id.get(s.within or "")
        seen: set[str] = set()
        while outer is not None and outer.id not in seen and _covers(s, outer):
            seen.add(outer.id)
            known = leaf.get(outer.id)
            if known is None or _length(s) < _length(known):
                leaf[outer.id] = s
            outer = by_id.get(outer.within or "")
    return _Inner(leaf, frozenset(leaf))


def _covers(inner: StatementLine, outer: StatementLine) -> bool:
    if not inner.content or not outer.content:
        return False
    covered = max(e.end for e in inner.content) - min(e.start for e in (*inner.cue, *inner.source, *inner.content))
    return covered >= COVERED * (outer.content[-1].end - outer.content[0].start)


def _length(s: StatementLine) -> int:
    return sum(e.end - e.start for e in s.content)


def _said(
    source: Source,
    line: StatementLine,
    leaf: StatementLine,
    parties: frozenset[str],
    sides: Mapping[str, Sequence[str]],
) -> Said:
    parts = leaf.content or line.content
    text, actors, terms, at = [], [], [], 0
    told = [e for issue in (*leaf.issues, *line.issues) for e in issue.evidence]
    for part in parts:
        text.append(part.quote)
        terms += [(at + e.start - part.start, at + e.end - part.start) for e in told if part.span.holds(e.span)]
        actors += [(at + low, at + high, who) for low, high, who in source.named(part.start, part.end)]
        at += len(part.quote) + 1
    return Said(
        id=line.id,
        document=line.document,
        parties=parties,
        act=leaf.act,
        negated=leaf.negated,
        strength=leaf.strength,
        content=" ".join(text),
        actors=tuple(actors),
        targets=_aimed(leaf, sides) | _aimed(line, sides),
        issues=frozenset(i.name for i in line.issues),
        terms=tuple(sorted(set(terms))),
        instruments=frozenset(line.instruments),
        cue=" … ".join(e.quote for e in leaf.cue),
        place=line.content[0].start,
        spoken=line.level == "quoted",
    )


def _aimed(line: StatementLine, sides: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Ids and names of those whom a statement is aimed at, and of their sides: a minister stands for a state."""
    found = {name for t in line.targets for name in (t.id, t.name, *sides.get(t.id or "", ())) if name}
    return frozenset(found)


def _changed(head: StatementLine, other: StatementLine, source: Source) -> tuple[Evidence, ...]:
    """The words of the other wording that the head lacks; none where hardly a word is the same."""
    before = [key_of(m.group()) for part in head.content for m in WORD.finditer(part.quote)]
    places = [
        (part.start + m.start(), part.start + m.end()) for part in other.content for m in WORD.finditer(part.quote)
    ]
    after = [key_of(source.text[low:high]) for low, high in places]
    found = align(before, after)
    if found.similarity < SAME_WORDS:
        return ()
    same = {n for _, there, size in found.blocks for n in range(there, there + size)}
    runs: list[list[int]] = []
    for n in range(len(after)):
        if n in same:
            continue
        if runs and runs[-1][-1] == n - 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return tuple(
        source.evidence(places[run[0]][0], places[run[-1]][1]) for run in runs if any(carries(after[n]) for n in run)
    )
