"""Clusters: replaced whole, resolved from any member, dissolved when what they rest on changes."""

from __future__ import annotations

import makings
import pytest

from communique.model.ids import digest_of, document_id
from communique.model.marks import Marks
from communique.model.record import ActorLine
from communique.record import LinkedActor, Record, Stage
from communique.record.anchors import engagement_ids, figure_ids, mention_ids, statement_ids


def actor(record: Record, members: list[tuple[str, int]], name: str = "X") -> LinkedActor:
    first = min(members)
    id_ = figure_ids(first[0], record.marks(first[0]))[first[1]]
    return LinkedActor(ActorLine(id_, name, "state", (name,), (), 0), tuple(members), None)


@pytest.fixture
def three(record: Record) -> list[str]:
    return sorted(makings.add(record, n) for n in (0, 3, 6))


def test_a_cluster_that_grows_keeps_its_former_ids(record: Record, three: list[str]) -> None:
    a, b, c = three
    later = actor(record, [(b, 1), (c, 1)])
    record.replace_actors([later])
    assert record.resolve(later.line.id) == later.line.id
    joined = actor(record, [(a, 1), (b, 1), (c, 1)])
    record.replace_actors([joined])
    assert joined.line.id != later.line.id
    assert record.resolve(later.line.id) == joined.line.id
    assert [line.id for line in record.actors()] == [joined.line.id]


def test_a_cluster_that_splits_leaves_nothing_behind(record: Record, three: list[str]) -> None:
    a, b, c = three
    record.replace_actors([actor(record, [(a, 1), (b, 1), (c, 1)])])
    record.save_linked(three, "1")
    record.replace_actors([actor(record, [(a, 1)], "X"), actor(record, [(b, 1)], "Y")])
    assert [line.name for line in record.actors()] == ["X", "Y"]
    assert record.pending(Stage.LINK, "1") == [c], "its member was left out of every new cluster"
    assert record.integrity() == []


def test_replacing_by_the_same_writes_nothing(linked: Record) -> None:
    changes = linked.db.value("SELECT total_changes()")
    state = next(line for line in linked.actors() if line.kind == "state")
    members = linked.db.rows("SELECT document, figure FROM figure_actor WHERE actor = ?", [state.id]).fetchall()
    key = linked.db.value("SELECT key FROM actor WHERE id = ?", [state.id])
    linked.replace_actors([LinkedActor(state, tuple(members), key)])
    assert linked.db.value("SELECT total_changes()") == changes


def test_clusters_that_cannot_be(record: Record, three: list[str]) -> None:
    a, b, _ = three
    with pytest.raises(ValueError, match="share a member"):
        record.replace_actors([actor(record, [(a, 1), (b, 1)]), actor(record, [(b, 1)])])
    stranger = actor(record, [(a, 1)])
    with pytest.raises(ValueError, match="does not bear the id"):
        record.replace_actors([LinkedActor(stranger.line, ((b, 1),))])
    assert list(record.actors()) == []


def test_new_marks_dissolve_what_rested_on_the_old_ones(linked: Record) -> None:
    document = document_id(digest_of(makings.content(4)))
    line = linked.show(document)
    shared = {e.id: e.documents for e in linked.engagements() if document in e.documents}
    linked.save_marks(document, makings.mark(4, linked.text(document), "another"))
    stale = set(linked.pending(Stage.LINK, "link 1"))
    assert {d for documents in shared.values() for d in documents} <= stale
    assert not {e.id for e in linked.engagements()} & set(shared)
    assert not linked.show(document).published.known  # type: ignore[union-attr]
    assert linked.integrity() == []
    linked.save_marks(document, makings.mark(4, linked.text(document)))
    makings.link(linked)
    assert linked.show(document) == line


def test_clearing_links_leaves_documents_and_marks(linked: Record) -> None:
    before = linked.fingerprint()
    linked.clear_links()
    assert linked.status().marked == len(linked.pending(Stage.LINK, "link 1")) == 30
    assert list(linked.engagements()) == list(linked.actors()) == list(linked.discrepancies()) == []
    assert list(linked.unresolved()) == []
    makings.link(linked)
    assert linked.fingerprint() == before


def test_open_questions(linked: Record) -> None:
    questions = list(linked.unresolved())
    assert len(questions) == 30
    assert questions[0].candidates[0].words == "Ilan Harrow"
    assert [q.document for q in questions] == sorted(q.document for q in questions)


def test_marks_at_one_place_have_ids_of_their_own() -> None:
    marks = makings.mark(1, makings.read(makings.content(1)).text)
    twice = Marks(
        "m",
        mentions=marks.mentions * 2,
        figures=marks.figures * 2,
        engagements=marks.engagements * 2,
        statements=marks.statements * 2,
    )
    for ids in (mention_ids, figure_ids, engagement_ids, statement_ids):
        once, doubled = ids("d-1", marks), ids("d-1", twice)
        assert doubled[: len(once)] == once
        assert len(set(doubled)) == len(doubled) == 2 * len(once)
