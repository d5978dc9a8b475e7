"""The facts of an engagement, a column for each source: when, where, who, which texts, which instruments, what else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from communique.model.comparison import Cell, Fact, Row, Stance, Standing
from communique.model.record import DiscrepancyLine, EngagementLine, InstrumentLine, ParticipantLine
from communique.model.spans import Evidence, Span
from communique.views import labels
from communique.views.dates import in_words
from communique.views.sources import Source

ISSUED = {  # how a text that was issued is spoken of: “a joint press statement was issued”
    "joint_statement": re.compile(
        r"\bjoint\s+(?:\w+\s+){0,2}(?:statement|declaration|communiqu[eé]|announcement)\b", re.I
    ),
}
UNSURE = "not found; what comes nearest may say it"
NAMED = 160  # characters at the head of a text in which it names itself


def facts(engagement: EngagementLine, sources: Sequence[Source]) -> list[Row]:
    """When, where and who, each with the words of each source."""
    rows: list[Row] = []
    if engagement.when.evidence:
        rows.append(row(in_words(engagement.when), Fact.WHEN, engagement.when.evidence, sources))
    if engagement.place is not None:
        rows.append(row(engagement.place.name, Fact.PLACE, engagement.place.evidence, sources))
    for p in engagement.participants:
        named = [e for source in sources if (e := _named(source, p)) is not None]
        rows.append(row(labels.side(p.name, p.side), Fact.PARTICIPANT, dict.fromkeys((*named, *p.evidence)), sources))
    return rows


def _named(source: Source, participant: ParticipantLine) -> Evidence | None:
    """The fullest name that a source which tells of a participant has for him or her, where it has one."""
    told = [e for e in participant.evidence if e.document == source.document.id]
    spans = [(start, end) for start, end, who in source.actors if who == participant.id]
    if not told or not spans or any(e.start <= s and t <= e.end for e in told for s, t in spans):
        return None
    start, end = max(spans, key=lambda span: (span[1] - span[0], -span[0]))
    return source.evidence(start, end)


def row(fact: str, kind: Fact, evidence: Iterable[Evidence], sources: Sequence[Source]) -> Row:
    """A fact with what each source has of it: `absent` only where its text was read whole."""
    found = tuple(evidence)
    return Row(fact, kind.value, None, (), tuple(_cell(s, found) for s in sources))


def _cell(source: Source, evidence: Sequence[Evidence]) -> Cell:
    here = tuple(e for e in evidence if e.document == source.document.id)
    return Cell(source.document.id, Stance.CARRIES, here) if here else lacking(source)


def lacking(source: Source, nearest: Iterable[Evidence] = (), unsure: bool = False) -> Cell:
    """What a source does not carry, or might: that depends on whether its text was read, and how near it comes."""
    if source.known and unsure:
        return Cell(source.document.id, Stance.UNKNOWN, nearest=tuple(nearest), near=True, why=(UNSURE,))
    if source.known:
        return Cell(source.document.id, Stance.ABSENT, nearest=tuple(nearest))
    why = "its text was not read whole" if source.document.status != "whole" else "its text is not marked yet"
    return Cell(source.document.id, Stance.UNKNOWN, nearest=tuple(nearest), why=(why,))


def differing(line: DiscrepancyLine, sources: Sequence[Source]) -> Row:
    """What sources differ on: each with its own reading, against the reading of most of them."""
    read: dict[str, list[tuple[str, Evidence]]] = {}
    for reading in line.readings:
        for evidence in reading.evidence:
            read.setdefault(evidence.document, []).append((reading.value, evidence))
    counts = {r.value: len({e.document for e in r.evidence}) for r in line.readings}
    most = max(counts.values(), default=0)
    usual = {value for value, count in counts.items() if count == most}
    cells: list[Cell] = []
    for source in sources:
        held = read.get(source.document.id, [])
        if not held:
            cells.append(lacking(source))
            continue
        values = tuple(dict.fromkeys(value for value, _ in held))
        agrees = len(usual) == 1 and set(values) <= usual
        stance = Stance.CARRIES if agrees else Stance.CONTRADICTS
        why = () if any(cell.why for cell in cells) or not line.note else (line.note,)  # once is enough
        cells.append(Cell(source.document.id, stance, tuple(e for _, e in held), "; ".join(values), why=why))
    return Row(labels.label(line.aspect), Fact.DISCREPANCY.value, None, (), tuple(cells))


def issued(engagement: EngagementLine, sources: Sequence[Source]) -> list[Row]:
    """Texts issued at it, and which of the others say that one was."""
    rows = []
    by_id = {s.document.id: s for s in sources}
    for id_ in engagement.issued:
        text = by_id.get(id_)
        if text is None:
            continue
        spoken = ISSUED.get(text.document.kind)
        cells = []
        for source in sources:
            match = spoken.search(source.text) if spoken else None
            if source.document.id == id_:
                own = match.span() if match and match.start() < NAMED else _opening(source)
                cells.append(Cell(id_, Stance.CARRIES, (source.evidence(*own),), "the text itself"))
            elif match:
                cells.append(Cell(source.document.id, Stance.CARRIES, (source.evidence(*match.span()),)))
            else:
                cells.append(lacking(source))
        name = text.document.title or labels.label(text.document.kind)
        rows.append(Row(labels.shorten(name, 90), Fact.TEXT.value, None, (), tuple(cells)))
    return rows


def _opening(source: Source) -> tuple[int, int]:
    """Where a text has its title, else its first sentence that is none of the page around it."""
    words = (source.document.title or "").split()
    title = re.search(r"\s+".join(map(re.escape, words)), source.text) if words else None
    if title is not None:
        return title.span()
    first = next(iter(source.sentences), None) or re.search(r"\S[^\n]*|$", source.text)
    assert first is not None
    return (first.start, first.end) if isinstance(first, Span) else first.span()


def cited(instruments: Iterable[InstrumentLine], sources: Sequence[Source], used: frozenset[str]) -> list[Row]:
    """The instruments that statements made there cite."""
    return [row(i.name, Fact.INSTRUMENT, i.citations, sources) for i in instruments if i.id in used]


def beside(engagement: EngagementLine, others: Iterable[EngagementLine], sources: Sequence[Source]) -> list[Row]:
    """Other engagements that these sources tell of, with one of its participants and at that time."""
    people = {p.id for p in engagement.participants}
    rows = []
    for other in others:
        shared = people & {p.id for p in other.participants}
        if other.id == engagement.id or not shared or not _together(engagement, other):
            continue
        who = ", ".join(p.name for p in other.participants)
        evidence = (*other.evidence, *(e for p in other.participants for e in p.evidence))
        rows.append(row(f"{labels.label(other.kind)}: {who}", Fact.ENGAGEMENT, _first(evidence, other), sources))
    return rows


def _first(evidence: Iterable[Evidence], other: EngagementLine) -> list[Evidence]:
    """Words of the documents that tell of it, as the text has them."""
    return sorted({e for e in evidence if e.document in other.documents}, key=lambda e: (e.document, e.start, e.end))


def _together(one: EngagementLine, other: EngagementLine) -> bool:
    """Of one visit or summit, or at the same time."""
    if other.part_of == one.id or one.part_of == other.id or (one.part_of and one.part_of == other.part_of):
        return True
    known = one.when.first_day and one.when.last_day and other.when.first_day and other.when.last_day
    return bool(known) and one.when.may_be(other.when) and (one.when.last_day, other.when.last_day) != (None, None)


def standing(cells: Sequence[Cell], sources: Sequence[Source]) -> Standing:
    """How the sources stand to a row; copies do not count."""
    mine = [(cell, s) for cell, s in zip(cells, sources, strict=True) if s.copy_of is None]
    have = [s for cell, s in mine if cell.carried]
    lack = [s for cell, s in mine if cell.stance is Stance.ABSENT]
    stances = {cell.stance for cell, _ in mine}
    if Stance.CONTRADICTS in stances:
        return Standing.CONTRADICTED
    official_lacks = any(s.official for s in lack)
    if have and any(s.official for s in have) and official_lacks:
        return Standing.ONE_ACCOUNT
    if have and lack and not any(s.official for s in have) and official_lacks:
        return Standing.PRESS_ONLY
    if stances & {Stance.WEAKER, Stance.STRONGER}:
        return Standing.DIFFERENT
    if have and lack and all(s.official for s in have):
        return Standing.OFFICIAL_ONLY
    if len(have) == 1 < len(mine) == len(have) + len(lack):
        return Standing.ONE_SOURCE
    return Standing.ALL if len(have) == len(mine) else Standing.SOME
