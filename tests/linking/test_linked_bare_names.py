"""Who is meant by a surname alone: whoever a state, an office or his renown ties to it, and else nobody yet."""

from __future__ import annotations

import pytest
from linking_rows import KNOWLEDGE, OSV, PLR, figure

from communique.linking.actors import ActorLinks, link_actors
from communique.linking.inputs import FigureRow

TRADE = ("Secretary of Trade", PLR)


def link(*rows: FigureRow) -> ActorLinks:
    return link_actors(rows, KNOWLEDGE)


def joined(*rows: FigureRow) -> bool:
    links = link(*rows)
    assert len(links.clusters) + len(links.open) in (1, 3)
    return len(links.clusters) == 1


def test_a_surname_alone_is_not_the_only_person_of_that_name() -> None:
    links = link(figure("d1", "Ada Orlan", TRADE), figure("d2", "Orlan"))
    assert len(links.clusters) == 2
    (question,) = links.open
    assert question.member.document == "d2"
    assert [candidate.words for candidate in question.candidates] == ["Ada Orlan (Pellurand)"]
    assert question.reason == "“Orlan” may be the only one of that name; the sources do not say so"


@pytest.mark.parametrize("office", [("Secretary of Trade", None), ("Secretary", None), ("Secretary of Trade", PLR)])
def test_an_office_or_a_part_of_it_ties_a_surname_to_a_person(office: tuple[str, str | None]) -> None:
    assert joined(figure("d1", "Ada Orlan", TRADE), figure("d2", "Orlan", office))


@pytest.mark.parametrize("office", [("Mayor", None), ("Secretary of Health", None)])
def test_another_office_does_not(office: tuple[str, str | None]) -> None:
    assert not joined(figure("d1", "Ada Orlan", TRADE), figure("d2", "Orlan", office))


def test_a_deputy_bears_another_title() -> None:
    assert not joined(figure("d1", "Ada Orlan", ("Deputy Secretary", None)), figure("d2", "Orlan", ("Secretary", None)))


def test_another_state_keeps_a_surname_apart() -> None:
    links = link(figure("d1", "Ada Orlan", TRADE), figure("d2", "Orlan", ("Secretary of Trade", OSV)))
    assert len(links.clusters) == 2 and not links.open


@pytest.mark.parametrize(("documents", "known"), [(49, False), (50, True)])
def test_whom_very_many_documents_name_is_meant_by_the_surname(documents: int, known: bool) -> None:
    rows = [figure(f"d{n:03d}", "Ada Orlan", TRADE) for n in range(documents)]
    assert (len(link(*rows, figure("e", "Orlan")).clusters) == 1) is known


def test_there_is_room_for_a_name_until_it_is_as_frequent_as_the_one_shown() -> None:
    often = [figure(f"a{n}", "Ada Orlan", TRADE) for n in range(5)]
    seldom = [figure(f"b{n}", "Ada M. Orlan", TRADE) for n in range(2)]
    homes = {home.name: home.room for home in link(*often, *seldom).homes}
    assert homes == {"Ada Orlan": None, "Ada M. Orlan": 2}
    for more in range(4):
        rows = [figure(f"c{n}", "Ada M. Orlan", TRADE) for n in range(more)]
        (cluster,) = link(*often, *seldom, *rows).clusters
        assert (cluster.name == "Ada Orlan") is (more <= 2)


def test_how_often_a_document_names_an_office_is_no_part_of_what_it_says() -> None:
    rows = [figure("d1", "Ada Orlan", TRADE, TRADE), figure("d2", "Ada Orlan", TRADE), figure("d3", "Ada Orlan", TRADE)]
    (cluster,) = link(*rows).clusters
    assert len(cluster.parts) == 1
