from hypothesis import given
from hypothesis import strategies as st
from linking_rows import COHAL, KNOWLEDGE, OSV, PLR, QRV, figure

from communique.linking.actors import block_of, link_actors
from communique.linking.inputs import FigureRow
from communique.model.ids import Thing, identify
from communique.model.marks import ActorKind

PM, FM = "Prime Minister", "Foreign Minister"


def people(*rows: FigureRow) -> list[set[str]]:
    links = link_actors(rows, KNOWLEDGE)
    return sorted(({m.document for m in c.members} for c in links.clusters), key=sorted)


def test_spellings_orders_and_nicknames_are_one_actor() -> None:
    rows = [
        figure("d1", "Joseph R. Barden Jr.", ("President", PLR)),
        figure("d2", "Joe Barden", ("President", PLR)),
        figure("d3", "BARDEN Joseph"),
        figure("d4", "Barden", ("President", PLR)),
        figure("d5", "Joe Barden"),
    ]
    assert len({block_of(row, KNOWLEDGE) for row in rows}) == 1
    links = link_actors(rows, KNOWLEDGE)
    (cluster,) = links.clusters
    assert cluster.name == "Joe Barden"
    assert cluster.canonical.document == "d1"
    assert cluster.id == identify(Thing.ACTOR, "d1", 0, len("Joseph R. Barden Jr."), "Joseph R. Barden Jr.")
    assert identify(Thing.ACTOR, "d2", 0, len("Joe Barden"), "Joe Barden") in cluster.former_ids
    assert cluster.side is not None and cluster.side.of == PLR
    assert "3 of 3 documents" in cluster.side.reason
    assert cluster.offices == {("President", PLR)}


def test_transliterations_share_a_block() -> None:
    rows = [figure("d1", "Volomir Zelendskyy"), figure("d2", "Volomir Zelendsky"), figure("d3", "Wolomir Zelendskiy")]
    assert len({block_of(row, KNOWLEDGE) for row in rows}) == 1
    assert people(*rows) == [{"d1", "d2", "d3"}]


def test_two_of_one_full_name_in_two_states_stay_two() -> None:
    rows = [figure("d1", "Jan Kerrow", ("Envoy", PLR)), figure("d2", "Jan Kerrow", (FM, QRV))]
    assert people(*rows) == [{"d1"}, {"d2"}]
    links = link_actors([*rows, figure("d3", "Jan Kerrow")], KNOWLEDGE)
    assert len(links.clusters) == 3
    (question,) = links.open
    assert question.member.document == "d3" and len(question.candidates) == 2
    assert "any of 2" in question.reason


def test_two_of_one_name_in_one_document_with_two_offices_stay_two() -> None:
    rows = [figure("d1", "Jan Kerrow", (FM, QRV), n=0), figure("d1", "Jan Kerrow", ("Mayor", QRV), n=1, at=50)]
    assert len(link_actors(rows, KNOWLEDGE).clusters) == 2


def test_who_moves_from_a_state_to_an_organisation_stays_one() -> None:
    rows = [
        figure("d1", "Joren Maskeld", (PM, PLR)),
        figure("d2", "Joren Maskeld", ("Secretary General", COHAL)),
    ]
    assert people(*rows) == [{"d1", "d2"}]


def test_a_bare_surname_joins_the_one_of_its_state() -> None:
    rows = [
        figure("d1", "Anders Rasmund", ("Secretary General", COHAL)),
        figure("d2", "Lars Rasmund", (PM, PLR)),
        figure("d3", "Rasmund", (PM, PLR)),
    ]
    assert people(*rows) == [{"d1"}, {"d2", "d3"}]


def test_a_bare_surname_with_two_candidates_is_left_alone_and_reported() -> None:
    rows = [
        figure("d1", "Anders Rasmund", ("Secretary General", COHAL)),
        figure("d2", "Lars Rasmund", (PM, PLR)),
        figure("d3", "Rasmund"),
    ]
    links = link_actors(rows, KNOWLEDGE)
    assert len(links.clusters) == 3
    assert [c.words for c in links.open[0].candidates] and len(links.open[0].candidates) == 2


def test_bare_surnames_without_a_state_are_nobody_in_particular() -> None:
    assert people(figure("d1", "Ferrow"), figure("d2", "Ferrow")) == [{"d1"}, {"d2"}]
    assert people(figure("d1", "Ferrow", (PM, OSV)), figure("d2", "Ferrow", (PM, OSV))) == [{"d1", "d2"}]


def test_lexicon_keys_and_unnamed_offices() -> None:
    states = [figure(d, "Ossavel", kind=ActorKind.STATE, key=OSV) for d in ("d1", "d2")]
    (cluster,) = link_actors(states, KNOWLEDGE).clusters
    assert cluster.id == identify(Thing.ACTOR, OSV) and cluster.name == "Ossavel"
    assert cluster.side is not None and cluster.side.of == OSV
    offices = [figure(d, "the Prime Minister", (PM, OSV), kind=ActorKind.OFFICE) for d in ("d1", "d2")]
    assert len({block_of(o, KNOWLEDGE) for o in offices}) == 1
    assert len(link_actors(offices, KNOWLEDGE).clusters) == 1
    nobody = [figure(d, "a spokesman", ("spokesman", None), kind=ActorKind.OFFICE) for d in ("d1", "d2")]
    assert len({block_of(o, KNOWLEDGE) for o in nobody}) == 2


MANY = [
    figure("d1", "Joseph R. Barden Jr.", ("President", PLR)),
    figure("d2", "Joe Barden"),
    figure("d3", "Barden", ("President", PLR)),
    figure("d4", "Barden"),
    figure("d5", "Hanna Barden", ("Envoy", OSV)),
    figure("d6", "J. Barden"),
    figure("d7", "BARDEN Joe", ("President", PLR), former=True),
    figure("d8", "Joe Barden", ("Mayor", QRV)),
]


@given(st.permutations(MANY))
def test_order_does_not_matter(rows: list[FigureRow]) -> None:
    assert link_actors(rows, KNOWLEDGE) == link_actors(MANY, KNOWLEDGE)


def test_every_row_is_in_exactly_one_cluster() -> None:
    members = [m for c in link_actors(MANY, KNOWLEDGE).clusters for m in c.members]
    assert sorted(members) == sorted(row.member for row in MANY)
