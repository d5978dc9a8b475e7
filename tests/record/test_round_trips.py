"""Whatever readers and marking may say comes back as it was saved, and the record verifies."""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.model.document import Block, BlockKind, Claim, Furniture, Reading, Stamp, StampKind
from communique.model.findings import Severity, Trouble
from communique.model.marks import (
    FAMILY_OF,
    ActorKind,
    EngagementKind,
    EngagementMark,
    EngagementStatus,
    Figure,
    Form,
    InstrumentMark,
    IssueMark,
    Level,
    Marks,
    Mention,
    MentionKind,
    OfficeHeld,
    Participation,
    Party,
    PlaceMark,
    StatementMark,
    Strength,
    TimeMark,
)
from communique.model.spans import Box, Span
from communique.model.times import TimeValue
from communique.record import Record

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
MAYBE = st.none() | WORDS


def spans(length: int) -> st.SearchStrategy[Span]:
    ends = st.integers(0, length)
    return st.tuples(ends, ends).map(lambda pair: Span(min(pair), max(pair)))


def some(of: st.SearchStrategy[object], most: int = 3) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(of, max_size=most).map(tuple)


TROUBLE = st.builds(Trouble, st.sampled_from(Severity), WORDS, WORDS, WORDS, WORDS)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
    span = spans(len(text))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    kinds = st.sampled_from(BlockKind)
    blocks = tuple(Block(a, b, draw(kinds), draw(st.integers(0, 6))) for a, b in itertools.pairwise(cuts))
    claim = st.none() | st.builds(Claim, WORDS, st.sampled_from(["stated", "inferred"]), WORDS, st.none() | span)
    edge = st.floats(0, 1000, width=32)
    boxes = st.builds(lambda s, p, *r: Box(s.start, s.end, p, *r), span, st.integers(1, 3), edge, edge, edge, edge)
    return Reading(
        media_type=draw(WORDS),
        reader=draw(WORDS),
        text=text,
        blocks=blocks,
        furniture=draw(some(st.builds(lambda s, why: Furniture(s.start, s.end, why), span, WORDS))),
        boxes=tuple(sorted(draw(st.lists(boxes, max_size=6)), key=msgspec.structs.astuple)),  # as the text goes
        title=draw(claim),
        publisher=draw(claim),
        kind=draw(claim),
        language=draw(claim),
        address=draw(claim),
        origin=draw(claim),
        stamps=draw(some(st.builds(Stamp, st.sampled_from(StampKind), WORDS, WORDS, st.none() | span))),
        partial=draw(st.booleans()),
        troubles=draw(some(TROUBLE)),
    )


@st.composite
def marks(draw: st.DrawFn, length: int) -> Marks:
    span = spans(length)
    counts = {name: draw(st.integers(0, 3)) for name in ("figures", "times", "places", "instruments", "engagements")}
    statements = draw(st.integers(0, 3))

    def numbers(name: str) -> st.SearchStrategy[tuple[int, ...]]:
        return some(st.integers(0, counts[name] - 1)) if counts[name] else st.just(())

    def number(count: int) -> st.SearchStrategy[int | None]:
        return st.none() | st.integers(0, count - 1) if count else st.none()

    def listed(of: st.SearchStrategy[object], name: str) -> tuple[object, ...]:
        return tuple(draw(st.lists(of, min_size=counts[name], max_size=counts[name])))

    figure = number(counts["figures"])
    office = st.builds(OfficeHeld, WORDS, figure, span, st.booleans())
    party = st.builds(Party, figure, span, WORDS)
    participants = st.just(())
    if counts["figures"]:
        participants = some(st.builds(Participation, st.integers(0, counts["figures"] - 1), WORDS, span))
    of_kind = {
        MentionKind.ACTOR: "figures",
        MentionKind.TIME: "times",
        MentionKind.PLACE: "places",
        MentionKind.INSTRUMENT: "instruments",
        MentionKind.ENGAGEMENT: "engagements",
    }
    mention = st.sampled_from(MentionKind).flatmap(
        lambda kind: st.builds(Mention, span, st.just(kind), numbers(of_kind[kind]), st.sampled_from(Form), WORDS)
    )
    stated = st.builds(TimeValue, year=st.none() | st.integers(1, 9999), day=st.none() | st.integers(1, 28))
    statement = st.builds(
        StatementMark,
        speakers=some(party),
        act=st.sampled_from(sorted(FAMILY_OF)),
        strength=st.sampled_from(Strength),
        level=st.sampled_from(Level),
        content=some(span),
        source=some(span),
        cue=some(span),
        negated=st.booleans(),
        on_behalf_of=some(party),
        addressees=some(party),
        targets=some(party),
        issues=some(st.builds(IssueMark, WORDS, some(span))),
        instruments=numbers("instruments"),
        times=numbers("times"),
        within=number(statements),
        engagement=number(counts["engagements"]),
        why=some(WORDS),
    )
    return Marks(
        marker=draw(WORDS),
        sentences=draw(some(span)),
        mentions=draw(some(mention, 6)),
        figures=listed(
            st.builds(
                Figure,
                kind=st.sampled_from(ActorKind),
                name=WORDS,
                names=some(WORDS),
                key=MAYBE,
                surname=MAYBE,
                offices=some(office),
                of=figure,
                first=span,
            ),
            "figures",
        ),
        times=listed(st.builds(TimeMark, span, stated), "times"),
        places=listed(st.builds(PlaceMark, WORDS, MAYBE, WORDS, span), "places"),
        instruments=listed(st.builds(InstrumentMark, WORDS, WORDS, WORDS, MAYBE, MAYBE, MAYBE, span), "instruments"),
        engagements=listed(
            st.builds(
                EngagementMark,
                kind=st.sampled_from(EngagementKind),
                status=st.sampled_from(EngagementStatus),
                participants=participants,
                spans=some(span),
                times=numbers("times"),
                places=numbers("places"),
                duration_minutes=st.none() | st.integers(0, 10_000),
                duration=st.none() | span,
                name=MAYBE,
                main=st.booleans(),
                part_of=number(counts["engagements"]),
                before=number(counts["engagements"]),
                why=WORDS,
            ),
            "engagements",
        ),
        statements=tuple(draw(st.lists(statement, min_size=statements, max_size=statements))),
        kind=draw(WORDS),
        kind_reason=draw(WORDS),
        account=draw(st.sampled_from(["own", "joint", "counterpart", "press"])),
        sides=draw(numbers("figures")),
        troubles=draw(some(TROUBLE)),
    )  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_readings_and_marks_come_back_and_verify(data: st.DataObject) -> None:
    reading = data.draw(readings())
    found = data.draw(marks(len(reading.text)))
    again = data.draw(marks(len(reading.text)))
    other = data.draw(readings())
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "r.db", write=True) as record:
        document = record.keep(b"bytes", "path")
        record.save_reading(document, reading)
        assert record.reading(document) == reading
        assert record.text(document) == reading.text
        for each in (found, again):
            record.save_marks(document, each)
            assert record.marks(document) == each
            assert list(record.verify(lambda content, path: reading)) == []
        for listing in (record.documents, record.statements, record.instruments, record.findings):
            for line in listing():
                assert msgspec.json.encode(record.show(line.id)) == msgspec.json.encode(line)
        for mention in record.mentions(document):
            assert record.show(mention.id) == mention
        assert len(list(record.statements())) == len(again.statements)
        record.save_reading(document, other)
        assert list(record.verify(lambda content, path: other)) == []
        if other != reading:
            assert record.status().marked == 0


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), WORDS, st.none() | WORDS)
def test_any_bytes_from_anywhere_are_kept(content: bytes, path: str, uri: str | None) -> None:
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "r.db", write=True) as record:
        document = record.keep(content, path, uri)
        assert record.keep(content, path, uri) == document
        assert record.content(document) == content
        assert record.status().documents == 1
