"""The queue of review: what waits, in which order, why, and what goes with a line for whoever decides."""

from __future__ import annotations

from pathlib import Path

import pytest
import strait

from communique.errors import UsageError
from communique.model.filters import Filters
from communique.model.record import EngagementLine, StatementLine
from communique.model.reviewing import DOUBTS, USES, Case
from communique.model.rulings import Decision
from communique.model.spans import Span
from communique.record import Candidate, Record, Unresolved
from communique.record.lines.reviewing import ENGAGEMENT_SIGNS, QUESTION_SIGNS, STATEMENT_SIGNS
from communique.views.case import actor_case, context, engagement_case, pieces, statement_case
from communique.views.decided import decided, lately, seen
from communique.views.review import DOUBTED, KINDS, LESS, USED, doubts, queue, reason, uses


def said(record: Record, words: str) -> StatementLine:
    return next(s for s in record.statements() if words in " ".join(e.quote for e in s.content))


def met(record: Record, kind: str) -> EngagementLine:
    return next(e for e in record.engagements() if e.kind == kind)


def test_every_sign_has_a_weight_and_words() -> None:
    signs = {"statement": STATEMENT_SIGNS, "engagement": ENGAGEMENT_SIGNS, "actor": QUESTION_SIGNS}
    for kind in KINDS:
        assert set(DOUBTED[kind]) == set(signs[kind]) & set(DOUBTS)
        assert set(USED[kind]) == set(signs[kind]) & set(USES)
        assert set(signs[kind]) <= set(DOUBTS) | set(USES)


def test_marking_tells_of_pronouns_and_items_in_the_words_that_the_queue_looks_for() -> None:
    """The queue reads them in `statement.why`: other words there, and it would see nothing."""
    room = Path(__file__).parents[2] / "src" / "communique" / "marking"
    code = "".join(path.read_text(encoding="utf-8") for path in room.glob("*.py"))
    assert '"the last subject before"' in code
    assert "item under the stem" in code


def test_the_weight_is_the_doubts_times_the_uses() -> None:
    case = Case("statement", "s-1", "d-1", ("pronoun", "uncued"), ("promised", "sources"))
    assert case.weight == (DOUBTS["pronoun"] + DOUBTS["uncued"]) * (1 + USES["promised"] + USES["sources"])
    assert Case("statement", "s-1", "d-1", ("pronoun",), ()).weight == DOUBTS["pronoun"]
    assert Case("statement", "s-1", "d-1", (), ("promised",)).weight == 0


def test_what_goes_without_saying_is_not_said() -> None:
    case = Case("engagement", "e-1", "d-1", ("differ",), ("sources", "many_sources", "said"))
    assert uses(case) == (USED["engagement"]["many_sources"], USED["engagement"]["said"])
    assert reason(case).startswith(doubts(case)[0] + "; ")
    assert set(LESS) | set(LESS.values()) <= set(USES)


def test_the_queue_is_ordered_by_weight_and_says_why(record: Record) -> None:
    found = queue(record)
    weights = [case.weight for case in found.cases]
    assert weights == sorted(weights, reverse=True) and weights[-1] > 0
    assert found.total == len(found.cases) == sum(number for _, number in found.by_kind)
    assert all(reason(case) for case in found.cases)
    first = found.cases[0]
    assert (first.kind, first.id) == ("engagement", met(record, "meeting").id)
    assert set(first.doubts) == {"differ", "reckoned"}


def test_a_line_of_which_nothing_is_doubted_does_not_wait(record: Record) -> None:
    waiting = {case.id for case in queue(record).cases}
    assert said(record, "the boarding of merchant vessels").id not in waiting


def test_filters_narrow_the_queue(record: Record) -> None:
    plan = met(record, "summit")
    assert {case.kind for case in queue(record, kind="engagement").cases} == {"engagement"}
    by = queue(record, Filters(by="Joren Maskeld"), "engagement")
    assert {case.id for case in by.cases} <= {met(record, "meeting").id, plan.id}
    paper = next(d for d in record.documents() if d.path == "papers/news.txt")
    assert {case.document for case in queue(record, Filters(document=paper.path), "statement").cases} <= {paper.id}
    assert {case.kind for case in queue(record, Filters(act="commit")).cases} <= {"statement"}
    with pytest.raises(UsageError, match="nobody in the record is called"):
        queue(record, Filters(by="Nobody Atall"))


def test_an_open_question_about_somebody_waits_with_its_candidates(tmp_path: Path) -> None:
    strait.build(tmp_path / "record.db")
    with Record.open(tmp_path / "record.db", write=True) as record:
        paper = next(d for d in record.documents() if d.path == "papers/news.txt")
        person = next(a for a in record.actors() if a.name == "Joren Maskeld")
        candidates = (Candidate(person.id, "Joren Maskeld"), Candidate("a-0000000000000000", "Ada Maskeld"))
        record.save_unresolved([paper.id], [Unresolved(paper.id, "actor", 1, "may be either", candidates)])
        waiting = queue(record, kind="actor").cases
        assert [case.kind for case in waiting] == ["actor"] and waiting[0].doubts == ("open",)
        assert {"part", "said"} & set(waiting[0].uses)
        line = next(a for a in record.actors() if a.id == record.resolve(waiting[0].id))
        case = actor_case(record, line, waiting[0].id)
        assert case.question is not None and case.question.candidates == (
            (person.id, "Joren Maskeld"),
            ("a-0000000000000000", "Ada Maskeld"),
        )
        assert record.evidence(case.contexts[0].document, case.contexts[0].span).quote == "Maskeld"
        assert {case.doubts for case in queue(record, kind="statement").cases if "open" in case.doubts}


def test_the_context_holds_the_words_of_the_text_and_marks_them(record: Record) -> None:
    line = said(record, "We will keep the strait open,")
    case = statement_case(record, line)
    text = record.text(line.document)
    for start, passage in zip(case.context.starts, case.context.passages, strict=True):
        words = "".join(piece.text for piece in passage)
        assert text[start : start + len(words)] == words
    marked = {piece.layer: piece.text for passage in case.context.passages for piece in passage if piece.layer}
    assert marked["content"] == "We will keep the strait open,"
    assert marked["source"] == "The Prime Minister"


def test_a_long_passage_is_cut_at_words_around_the_evidence(record: Record) -> None:
    text = "word " * 4000
    spans = [Span(10_000, 10_004)]
    document = record.documents().__next__().id
    assert "".join(p.text for p in pieces(text, Span(0, len(text)), [(spans[0], "content")])) == text
    found = context(record, document, [Span(0, 5)], [])
    assert found.passages and not found.cut_before


def test_who_may_be_put_in_is_named_in_the_same_document(record: Record) -> None:
    line = said(record, "Quarrevia must release the crews")
    case = statement_case(record, line)
    text = record.text(line.document)
    assert all(person.span.of(text) == person.words for person in case.people)
    names = [person.name for person in case.people]
    assert names[:2] == ["Ilse Tavorin", "Quarrevia"]  # whom the line has already
    assert "Joren Maskeld" in names
    assert case.taking["speakers"] == {case.people[0].actor}
    assert case.status is None


def test_an_engagement_comes_with_each_telling_and_who_takes_part(record: Record) -> None:
    case = engagement_case(record, met(record, "meeting"))
    assert len(case.tellings) == len(case.contexts) == 3
    assert case.tellings[0].id == case.line.id
    assert set(case.roles.values()) == {"host", "guest"}
    assert {p.actor for p in case.people} >= set(case.roles)
    assert case.near == ((met(record, "summit").id, "Summit in Garrowmund"),)


def test_what_somebody_saw_waits_no_more_and_is_told(tmp_path: Path) -> None:
    strait.build(tmp_path / "record.db")
    with Record.open(tmp_path / "record.db", write=True) as record:
        assert lately(record, 5) == () and seen(record) == frozenset()
        line = said(record, "Ossavel would post an officer")
        span = Span(line.content[0].start, line.content[-1].end)
        value = {"what": "statement", "act": "demand", "which": {"act": line.act}}
        made = record.rulings.make(Decision("correct", line.document, span, value), "Ada Orlan", "another act")
        (found,) = decided(record, [made, "r-0", ""])
        assert found.stands and found.told == "Corrected: act demand"
        undone = record.rulings.undo(made, "Ada Orlan", "read again")
        (found,) = decided(record, [made])
        assert not found.stands
        assert [d.line.id for d in decided(record, [undone, made])] == [made]  # two decisions: the first
        assert [d.line.id for d in lately(record, 5)] == [made]
        record.rulings.undo(undone, "Bela Renn", "it was right after all")
        assert [d.stands for d in decided(record, [made])] == [True]
