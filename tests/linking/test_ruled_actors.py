"""Actors that people joined or parted: who goes with whom, whose name is shown, who keeps the lexicon's key."""

from __future__ import annotations

from linking_rows import KNOWLEDGE, OSV, PLR, figure

from communique.linking.actors import link_actors
from communique.linking.bonds import Bond, settle
from communique.linking.inputs import FigureRow
from communique.linking.ruled import ruled_actors
from communique.model.marks import ActorKind


def ruled(blocks: list[list[FigureRow]], *bonds: tuple[str, str, bool]) -> dict[str, set[str]]:
    """The documents of each actor by the document of its canonical figure; a bond names two documents."""
    linked = [link_actors(rows, KNOWLEDGE) for rows in blocks]
    made = [Bond(f"r-{n}", (one, 0), (other, 0), same, "so") for n, (one, other, same) in enumerate(bonds)]
    links = ruled_actors(linked, settle(made), KNOWLEDGE)
    return {c.canonical.document: {m.document for m in c.members} for c in links.clusters}


def test_without_rulings_they_are_what_linking_finds() -> None:
    rows = [figure("d1", "Joren Maskeld"), figure("d2", "Joren Maskeld"), figure("d3", "Ilse Maskeld")]
    assert ruled([rows]) == {"d1": {"d1", "d2"}, "d3": {"d3"}}
    assert ruled_actors([link_actors(rows, KNOWLEDGE)], settle([]), KNOWLEDGE).clusters == (
        link_actors(rows, KNOWLEDGE).clusters
    )


def test_one_of_many_that_say_the_same_leaves_alone() -> None:
    rows = [figure(f"d{n}", "Minister Maskeld", ("Minister", PLR)) for n in range(1, 6)]
    assert ruled([rows], ("d4", "d1", False)) == {"d1": {"d1", "d2", "d3", "d5"}, "d4": {"d4"}}
    assert ruled([rows], ("d1", "d4", False)) == {"d1": {"d1", "d2", "d3", "d5"}, "d4": {"d4"}}


def test_whoever_has_the_name_written_out_goes_with_it() -> None:
    rows = [
        *(figure("d1", "Joe Barden", ("President", PLR)), figure("d2", "Barden", ("President", PLR))),
        *(figure("d3", "Joseph Barden", ("President", PLR)), figure("d4", "Joseph Barden", ("President", PLR))),
    ]
    assert len(link_actors(rows, KNOWLEDGE).clusters) == 1
    assert ruled([rows], ("d3", "d1", False)) == {"d1": {"d1", "d2"}, "d3": {"d3", "d4"}}


def test_two_of_different_names_are_one() -> None:
    blocks = [[figure("d1", "Edda Lorrimond"), figure("d3", "Edda Lorrimond")], [figure("d2", "Edda Sayeval")]]
    assert ruled(blocks, ("d2", "d1", True)) == {"d1": {"d1", "d2", "d3"}}


def test_whoever_is_named_is_shown_before_an_office_without_a_name() -> None:
    office = figure("d1", "the spokesperson", ("Spokesperson", OSV), kind=ActorKind.OFFICE)
    linked = [link_actors([row], KNOWLEDGE) for row in (office, figure("d2", "Edda Sayeval"))]
    (cluster,) = ruled_actors(linked, settle([Bond("r-1", ("d1", 0), ("d2", 0), True, "")]), KNOWLEDGE).clusters
    assert (cluster.kind, cluster.name, cluster.canonical.document) == (ActorKind.PERSON, "Edda Sayeval", "d2")


def test_of_a_state_that_is_divided_the_larger_part_keeps_the_key() -> None:
    rows = [figure(f"d{n}", "Ossavel", kind=ActorKind.STATE, key=OSV) for n in range(1, 5)]
    linked = link_actors(rows, KNOWLEDGE)
    links = ruled_actors([linked], settle([Bond("r-1", ("d1", 0), ("d3", 0), False, "")]), KNOWLEDGE)
    by_document = {c.canonical.document: c for c in links.clusters}
    assert {m.document for m in by_document["d1"].members} == {"d1", "d2", "d4"}
    assert (by_document["d1"].key, by_document["d3"].key) == (OSV, None)
    assert by_document["d1"].id == linked.clusters[0].id != by_document["d3"].id
    assert by_document["d3"].side is not None and by_document["d3"].side.of == by_document["d3"].id


def test_a_question_that_somebody_answered_is_open_no_more() -> None:
    rows = [
        *(figure("d1", "Edda Maskeld", ("Minister", PLR)), figure("d2", "Ilse Maskeld", ("Minister", PLR))),
        figure("d3", "Maskeld"),
    ]
    linked = link_actors(rows, KNOWLEDGE)
    assert [question.member.document for question in linked.open] == ["d3"]
    assert not ruled_actors([linked], settle([Bond("r-1", ("d3", 0), ("d1", 0), True, "")]), KNOWLEDGE).open
    kept = ruled_actors([linked], settle([Bond("r-1", ("d2", 0), ("d1", 0), True, "")]), KNOWLEDGE)
    assert [len(question.candidates) for question in kept.open] == [1]
