from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from communique.model.document import Block, BlockKind, Furniture, Reading
from communique.model.record import DocumentLine, MentionLine, StatementLine
from communique.model.spans import Evidence, Span
from communique.model.when import UNKNOWN
from communique.record import Record
from communique.views.document import SHARE, DocumentView, Layer, document_view, excerpt

LINE = DocumentLine("d-0", None, "a.txt", None, None, "other", None, UNKNOWN, "press", (), None, None, "whole", ())


def evidence(text: str, start: int, end: int) -> Evidence:
    return Evidence("d-0", start, end, text[start:end])


def statement(n: int, content: tuple[Evidence, ...], cue: tuple[Evidence, ...] = ()) -> StatementLine:
    parties: tuple[()] = ()
    return StatementLine(
        f"s-{n}", "d-0", None, "press", parties, parties, parties, parties, "assert", "assertive", "plain", False,
        "paraphrased", (), cue, content, None, (), (), UNKNOWN,
    )  # fmt: skip


@st.composite
def views(draw: st.DrawFn) -> tuple[str, DocumentView]:
    text = draw(st.text(alphabet="abc .\n🕊", min_size=1, max_size=80))
    places = st.integers(0, len(text))
    edges = sorted(draw(st.lists(places, max_size=8, unique=True)))
    blocks = tuple(Block(a, b, BlockKind.PARAGRAPH) for a, b in zip(edges[::2], edges[1::2], strict=False))
    pairs = st.tuples(places, places).map(lambda p: (min(p), max(p)))
    spans = [evidence(text, a, b) for a, b in draw(st.lists(pairs, max_size=8))]
    junk = sorted(draw(st.lists(places, max_size=2, unique=True)))
    furniture = (Furniture(junk[0], junk[1], "menu"),) if len(junk) == 2 else ()
    said = [statement(n, (e,), tuple(spans[:1])) for n, e in enumerate(spans[: len(spans) // 2])]
    mentions = [MentionLine(f"m-{n}", "actor", e, ()) for n, e in enumerate(spans[len(spans) // 2 :])]
    reading = Reading("text/plain", "plain 1", text, blocks, furniture)
    return text, document_view(LINE, reading, said, mentions, spans[:3])


@given(views())
def test_every_letter_stands_once_and_under_exactly_its_marks(case: tuple[str, DocumentView]) -> None:
    text, view = case
    seen: list[int] = []
    for passage in view.passages:
        for run in passage.runs:
            assert run.text == text[run.start : run.end]
            here = {n for n, m in enumerate(view.marks) if m.span.start <= run.start and run.end <= m.span.end}
            assert set(run.marks) == here
            assert not any(
                m.span.touches(Span(run.start, run.end)) for n, m in enumerate(view.marks) if n not in run.marks
            )
            seen += range(run.start, run.end)
    assert seen == sorted(set(seen))
    assert {n for n, letter in enumerate(text) if not letter.isspace()} <= set(seen)


@given(views())
def test_marks_of_a_run_are_named_from_the_outermost_in(case: tuple[str, DocumentView]) -> None:
    _, view = case
    for passage in view.passages:
        for run in passage.runs:
            spans = [view.marks[n].span for n in run.marks]
            assert spans == sorted(spans, key=lambda s: (s.start, -s.end))


@given(views())
def test_every_statement_begins_in_one_passage(case: tuple[str, DocumentView]) -> None:
    _, view = case
    begun = [id for passage in view.passages for id in passage.statements]
    assert len(begun) == len(set(begun))
    if view.passages:
        held = {s.id for s in view.statements if s.content and s.content[0].end > s.content[0].start}
        last = view.passages[-1].span.end
        assert {id for id in held if next(s for s in view.statements if s.id == id).content[0].start < last} <= set(
            begun
        )


@given(views())
def test_an_excerpt_is_part_of_the_text_and_never_all_of_it(case: tuple[str, DocumentView]) -> None:
    text, view = case
    short = excerpt(view, [Span(0, len(text))])
    shown = [n for p in short.passages for r in p.runs for n in range(r.start, r.end)]
    assert shown == sorted(set(shown))
    own = sum(len(p.span) for p in view.passages if p.furniture is None)
    assert not own or len(shown) < own
    assert len(shown) <= SHARE * own
    assert all(p.furniture is None for p in short.passages)


SENTENCES = "One came. Two spoke of peace. Three left. Four slept. Five ate. Six rowed. Seven sang."


def bounds() -> list[Span]:
    spans, at = [], 0
    for part in SENTENCES.split(". "):
        spans.append(Span(at, at + len(part.rstrip(".")) + 1))
        at = spans[-1].end + 1
    return spans


def test_an_excerpt_shows_the_sentence_before_and_after() -> None:
    at = SENTENCES.index("peace")
    said = statement(1, (evidence(SENTENCES, at, at + 5),))
    reading = Reading("text/plain", "p", SENTENCES, (Block(0, len(SENTENCES), BlockKind.PARAGRAPH),))
    (passage,) = excerpt(document_view(LINE, reading, [said]), bounds()).passages
    assert "".join(run.text for run in passage.runs) == "One came. Two spoke of peace. Three left."
    assert (passage.cut_before, passage.cut_after) == (False, True)
    assert passage.statements == ("s-1",)


def test_an_excerpt_without_evidence_is_empty() -> None:
    reading = Reading("text/plain", "p", SENTENCES, (Block(0, len(SENTENCES), BlockKind.PARAGRAPH),))
    assert excerpt(document_view(LINE, reading, []), bounds()).passages == ()


def test_a_text_that_is_all_evidence_is_cut_short() -> None:
    said = statement(1, (evidence(SENTENCES, 0, len(SENTENCES)),))
    reading = Reading("text/plain", "p", SENTENCES, (Block(0, len(SENTENCES), BlockKind.PARAGRAPH),))
    short = excerpt(document_view(LINE, reading, [said]), bounds())
    shown = "".join(run.text for p in short.passages for run in p.runs)
    assert shown and SENTENCES.startswith(shown) and len(shown) <= SHARE * len(SENTENCES)
    assert short.passages[0].statements == ("s-1",)


def test_furniture_inside_a_block_is_a_passage_of_its_own() -> None:
    text = "Words. Sign up! More words."
    reading = Reading("text/plain", "p", text, (Block(0, len(text), BlockKind.PARAGRAPH),), (Furniture(7, 15, "form"),))
    passages = document_view(LINE, reading, []).passages
    assert [(text[p.span.start : p.span.end].strip(), p.furniture) for p in passages] == [
        ("Words.", None),
        ("Sign up!", "form"),
        ("More words.", None),
    ]


def test_a_real_document(record: Record) -> None:
    line = next(d for d in record.documents() if d.path == "papers/joint.txt")
    said = [s for s in record.statements() if s.document == line.id]
    view = document_view(line, record.reading(line.id), said, record.mentions(line.id))
    assert [p.kind for p in view.passages][:2] == ["heading", "paragraph"]
    assert [p.furniture for p in view.passages].count("newsletter") == 1
    marked = {m.id for m in view.marks if m.layer is Layer.CONTENT}
    assert marked == {s.id for s in said}
    assert [s.content[0].start for s in view.statements] == sorted(s.content[0].start for s in said)


def test_the_number_before_an_item_goes_with_the_item() -> None:
    text = "We:\n1. will meet;\n• will write."
    first, second = text.index("will meet"), text.index("will write")
    blocks = (
        Block(0, 3, BlockKind.PARAGRAPH),
        Block(first, first + 10, BlockKind.ITEM, 1),
        Block(second, len(text), BlockKind.ITEM, 1),
    )
    passages = document_view(LINE, Reading("text/plain", "p", text, blocks), []).passages
    assert [(p.marker, p.runs[0].text) for p in passages] == [
        ("", "We:"),
        ("1.", "will meet;"),
        ("•", "will write."),
    ]
    said = statement(1, (evidence(text, 0, 6),))
    marked = document_view(LINE, Reading("text/plain", "p", text, blocks), [said]).passages
    assert [p.marker for p in marked] == ["", "", "", "•"]
