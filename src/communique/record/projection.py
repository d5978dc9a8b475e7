"""Marks and readings as rows of tables: pure functions, used to write the rows and, in `verify`, to check them.

A row is a tuple in the order of the schema's columns; tables come in an order in which no row refers to a later one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Sized

import msgspec
from msgspec import Struct

from communique.model.document import Claim, Reading
from communique.model.marks import FAMILY_OF, Figure, Marks, MentionKind, StatementMark
from communique.model.spans import Box, Span
from communique.record.anchors import engagement_ids, figure_ids, instrument_id, mention_ids, statement_ids
from communique.record.deeds import deed_numbers, deed_places, deed_rows
from communique.record.folding import fold

Row = tuple[str | int | bytes | None, ...]
Rows = dict[str, list[Row]]
CLAIMS = ("title", "publisher", "kind", "language", "address", "origin")
MARK_TABLES = (
    *("sentence", "figure", "mention", "mention_figure", "mention_mark", "figure_name", "figure_office", "side"),
    *("time_mark", "place_mark", "citation", "engagement_mark", "engagement_mark_span", "engagement_mark_participant"),
    *("engagement_mark_time", "engagement_mark_place", "statement", "statement_span", "statement_party"),
    *("statement_issue", "statement_citation", "statement_time", "statement_why"),
    *("deed", "deed_span", "deed_party"),
)
READING_TABLES = ("furniture", "box", "claim", "stamp")  # and block, whose rows have numbers of their own


class Ids(Struct, frozen=True):
    """The ids of a document's statements and engagement marks, where they do not follow from their place alone."""

    statements: tuple[str, ...]
    engagements: tuple[str, ...]


def reading_rows(document: str, reading: Reading) -> Rows:
    pages: dict[int, list[Box]] = {}
    for box in reading.boxes:
        pages.setdefault(box.page, []).append(box)
    claims = ((name, claim) for name in CLAIMS if (claim := _claim(reading, name)) is not None)
    return {
        "furniture": [(document, n, f.start, f.end, f.reason) for n, f in enumerate(reading.furniture)],
        "box": [(document, page, msgspec.msgpack.encode(boxes)) for page, boxes in sorted(pages.items())],
        "claim": [(document, name, c.value, c.basis, c.reason, *_optional(c.span)) for name, c in claims],
        "stamp": [
            (document, n, s.kind.value, s.value, s.reason, *_optional(s.span)) for n, s in enumerate(reading.stamps)
        ],
    }


def block_rows(document: str, reading: Reading) -> list[Row]:
    """The rows of `block` without their own number; furniture is what lies wholly inside a span of furniture."""
    return [
        (document, n, b.start, b.end, b.kind.value, b.level, int(any(f.span.holds(b.span) for f in reading.furniture)))
        for n, b in enumerate(reading.blocks)
    ]


def _claim(reading: Reading, name: str) -> Claim | None:
    found: Claim | None = getattr(reading, name)
    return found


def mark_rows(document: str, marks: Marks, text: str, ids: Ids | None = None) -> Rows:
    """Every row that `marks` of the canonical `text` give, with these ids where rulings changed them.

    Raises ValueError where a span leaves the text or a number names no mark: such marks are a bug of marking and never
    reach the record.
    """
    check(marks, text)
    rows: Rows = {table: [] for table in MARK_TABLES}
    rows["sentence"] = [(document, n, s.start, s.end) for n, s in enumerate(marks.sentences)]
    _figures(document, marks, rows)
    _mentions(document, marks, text, rows)
    _frames(document, marks, rows)
    _engagements(document, marks, text, rows, ids.engagements if ids else engagement_ids(document, marks))
    _statements(document, marks, text, rows, ids.statements if ids else statement_ids(document, marks))
    return rows


def _figures(document: str, marks: Marks, rows: Rows) -> None:
    for n, (id_, f) in enumerate(zip(figure_ids(document, marks), marks.figures, strict=True)):
        name = (f.kind.value, f.name, f.key, f.surname, f.of, f.first.start, f.first.end)
        rows["figure"].append((document, n, id_, *name, block_of(f)))
        rows["figure_name"] += [(document, n, form, fold(form)) for form in sorted({f.name, *f.names})]
        for ord_, office in enumerate(f.offices):
            key = None if office.of is None else marks.figures[office.of].key
            where = (office.span.start, office.span.end, int(office.former))
            rows["figure_office"].append((document, n, ord_, office.title, office.of, key, *where))
    rows["side"] = [(document, figure) for figure in sorted(set(marks.sides))]


def block_of(figure: Figure) -> str:
    """What two figures that may be one actor share: the lexicon's key, a person's surname, or the whole name."""
    if figure.key is not None:
        return figure.key
    if figure.kind.value == "person":
        last = figure.surname or (figure.name.split() or [""])[-1]
        return f"person {fold(last)}"
    return f"{figure.kind.value} {fold(figure.name)}"


def _mentions(document: str, marks: Marks, text: str, rows: Rows) -> None:
    for n, (id_, m) in enumerate(zip(mention_ids(document, marks), marks.mentions, strict=True)):
        where = (m.span.start, m.span.end, m.span.of(text))
        rows["mention"].append((document, n, id_, m.kind.value, m.form.value, *where, m.why))
        table = "mention_figure" if m.kind is MentionKind.ACTOR else "mention_mark"
        rows[table] += [(document, n, target) for target in sorted(set(m.refers_to))]


def _frames(document: str, marks: Marks, rows: Rows) -> None:
    for n, t in enumerate(marks.times):
        stated = {name: part for name, part in msgspec.structs.asdict(t.value).items() if part is not None}
        value = msgspec.json.encode(stated).decode()
        rows["time_mark"].append((document, n, t.span.start, t.span.end, value))
    for n, p in enumerate(marks.places):
        rows["place_mark"].append((document, n, p.name, p.country, p.kind, p.span.start, p.span.end))
    for n, c in enumerate(marks.instruments):
        name = (c.key, c.name, c.kind, c.number, c.date, c.issuer)
        rows["citation"].append((document, n, instrument_id(c.key), *name, c.span.start, c.span.end))


def _engagements(document: str, marks: Marks, text: str, rows: Rows, ids: Sequence[str]) -> None:
    for n, (id_, e) in enumerate(zip(ids, marks.engagements, strict=True)):
        what = (e.kind.value, e.status.value, int(e.main), e.name, e.duration_minutes, *_optional(e.duration))
        rows["engagement_mark"].append((document, n, id_, *what, e.part_of, e.before, e.why))
        rows["engagement_mark_span"] += _spans(document, n, e.spans, text)
        rows["engagement_mark_participant"] += [
            (document, n, ord_, p.figure, p.role, p.span.start, p.span.end) for ord_, p in enumerate(e.participants)
        ]
        rows["engagement_mark_time"] += [(document, n, ord_, time) for ord_, time in enumerate(e.times)]
        rows["engagement_mark_place"] += [(document, n, ord_, place) for ord_, place in enumerate(e.places)]


def _statements(document: str, marks: Marks, text: str, rows: Rows, ids: Sequence[str]) -> None:
    for n, (id_, s) in enumerate(zip(ids, marks.statements, strict=True)):
        how = (s.act, FAMILY_OF[s.act].value, s.strength.value, int(s.negated), s.level.value, account_of(s, marks))
        rows["statement"].append((document, n, id_, *how, s.within, s.engagement, int(bool(s.times))))
        for role, spans in (("source", s.source), ("cue", s.cue), ("content", s.content)):
            rows["statement_span"] += _spans(document, n, spans, text, role)
        for role, parties in (
            *(("speaker", s.speakers), ("on_behalf_of", s.on_behalf_of)),
            *(("addressee", s.addressees), ("target", s.targets)),
        ):
            rows["statement_party"] += [
                (document, n, role, ord_, p.figure, p.name, p.span.start, p.span.end) for ord_, p in enumerate(parties)
            ]
        places = [(i.name, span) for i in s.issues for span in (i.spans or (None,))]
        rows["statement_issue"] += [
            (document, n, ord_, name, fold(name), *_optional(span)) for ord_, (name, span) in enumerate(places)
        ]
        rows["statement_citation"] += [(document, n, ord_, target) for ord_, target in enumerate(s.instruments)]
        rows["statement_time"] += [(document, n, ord_, time) for ord_, time in enumerate(s.times)]
        rows["statement_why"] += [(document, n, ord_, why) for ord_, why in enumerate(s.why)]
        if s.deed is not None:
            deed_rows(document, n, s.deed, text, rows)


def account_of(statement: StatementMark, marks: Marks) -> str:
    """Whose account a statement is: one side's text tells its own words (`own`) and others' (`counterpart`)."""
    if marks.account not in ("own", "counterpart") or not marks.sides:
        return marks.account
    sides = set(marks.sides)
    parties = [p.figure for p in (*statement.speakers, *statement.on_behalf_of) if p.figure is not None]
    if not parties:
        return marks.account
    belongs = set(parties)
    for number in parties:
        figure = marks.figures[number]
        belongs |= {office.of for office in figure.offices if office.of is not None}
        belongs |= {figure.of} if figure.of is not None else set()
    return "own" if belongs & sides else "counterpart"


def check(marks: Marks, text: str) -> None:
    """Raises ValueError where a span leaves the text or a number names no mark."""
    length = len(text)
    for what, span in every_span(marks):
        if not 0 <= span.start <= span.end <= length:
            raise ValueError(f"{what} stands at {span.start}-{span.end}, outside a text of {length} characters")
    for what, number, marked in _every_number(marks):
        if not 0 <= number < len(marked):
            raise ValueError(f"{what} names number {number} of {len(marked)}")


def _every_number(marks: Marks) -> Iterator[tuple[str, int, Sized]]:
    of_kind: dict[MentionKind, Sized] = {
        MentionKind.ACTOR: marks.figures,
        MentionKind.TIME: marks.times,
        MentionKind.PLACE: marks.places,
        MentionKind.INSTRUMENT: marks.instruments,
        MentionKind.ENGAGEMENT: marks.engagements,
    }
    for n, m in enumerate(marks.mentions):
        yield from ((f"mention {n}", number, of_kind[m.kind]) for number in m.refers_to)
    for n, f in enumerate(marks.figures):
        numbers = (f.of, *(office.of for office in f.offices))
        yield from ((f"figure {n}", number, marks.figures) for number in numbers if number is not None)
    yield from (("side", number, marks.figures) for number in marks.sides)
    for n, e in enumerate(marks.engagements):
        yield from ((f"engagement {n}", p.figure, marks.figures) for p in e.participants)
        yield from ((f"engagement {n}", number, marks.times) for number in e.times)
        yield from ((f"engagement {n}", number, marks.places) for number in e.places)
        others = (e.part_of, e.before)
        yield from ((f"engagement {n}", number, marks.engagements) for number in others if number is not None)
    for n, s in enumerate(marks.statements):
        parties = (*s.speakers, *s.on_behalf_of, *s.addressees, *s.targets)
        yield from ((f"statement {n}", p.figure, marks.figures) for p in parties if p.figure is not None)
        yield from ((f"statement {n}", number, marks.instruments) for number in s.instruments)
        yield from ((f"statement {n}", number, marks.times) for number in s.times)
        if s.within is not None:
            yield f"statement {n}", s.within, marks.statements
        if s.engagement is not None:
            yield f"statement {n}", s.engagement, marks.engagements
        yield from deed_numbers(n, s, marks)


def every_span(marks: Marks) -> Iterator[tuple[str, Span]]:
    """Every span in `marks` with what it belongs to."""
    for n, span in enumerate(marks.sentences):
        yield f"sentence {n}", span
    for n, mention in enumerate(marks.mentions):
        yield f"mention {n}", mention.span
    for n, figure in enumerate(marks.figures):
        yield f"figure {n}", figure.first
        for office in figure.offices:
            yield f"office of figure {n}", office.span
    yield from ((f"time {n}", time.span) for n, time in enumerate(marks.times))
    yield from ((f"place {n}", place.span) for n, place in enumerate(marks.places))
    yield from ((f"citation {n}", citation.span) for n, citation in enumerate(marks.instruments))
    for n, engagement in enumerate(marks.engagements):
        for span in engagement.spans:
            yield f"engagement {n}", span
        for participant in engagement.participants:
            yield f"participant of engagement {n}", participant.span
        if engagement.duration is not None:
            yield f"duration of engagement {n}", engagement.duration
    for n, statement in enumerate(marks.statements):
        for span in (*statement.source, *statement.cue, *statement.content):
            yield f"statement {n}", span
        for party in (*statement.speakers, *statement.on_behalf_of, *statement.addressees, *statement.targets):
            yield f"party of statement {n}", party.span
        for issue in statement.issues:
            for span in issue.spans:
                yield f"issue of statement {n}", span
        if statement.deed is not None:
            yield from ((f"deed of statement {n}", span) for span in deed_places(statement.deed))


def _spans(document: str, n: int, spans: Iterable[Span], text: str, *role: str) -> list[Row]:
    return [(document, n, *role, ord_, s.start, s.end, s.of(text)) for ord_, s in enumerate(spans)]


def _optional(span: Span | None) -> tuple[int | None, int | None]:
    return (None, None) if span is None else (span.start, span.end)
