"""Officials of one side, numbered monarchs, and places of several days: what ties tellings and what does not."""

from __future__ import annotations

from itertools import permutations

from linking_rows import KNOWLEDGE, NAMES, SENNELK, TIRMONA, at, document, engagement, figure, told, who

from communique.linking.actors import link_actors
from communique.linking.engagements import link_engagements
from communique.linking.names import is_bare, parse
from communique.linking.telling import Telling, is_venue


def one(name: str, *times: object, people: object, stamp: str = "2033-02-01", **fields: object) -> tuple[Telling, ...]:
    row = engagement(name, people, *times, **fields)  # type: ignore[arg-type]
    return told(document(name, stamp, kind="readout", account="own"), row)


def test_colleagues_of_one_side_met_by_one_of_them_are_two_meetings() -> None:
    today = at("today", days=0)
    tellings = [
        *one("d1", today, people=who("ilse", "keruhl")),
        *one("d2", today, people=who("ilse", "oduvane")),
    ]
    for order in permutations(tellings):
        assert len(link_engagements(order, NAMES, KNOWLEDGE).clusters) == 2
    same = [*one("d1", today, people=who("ilse", "keruhl")), *one("d2", today, people=who("ilse", "keruhl"))]
    assert len(link_engagements(same, NAMES, KNOWLEDGE).clusters) == 1


def test_a_place_of_a_week_is_not_that_of_the_day() -> None:
    pair = who("ilse", "joren")
    day = one("d1", at("today", days=0), people=pair)
    week = one("d2", at("last week", weeks=-1), people=pair, stamp="2033-02-08", place=(SENNELK,))
    (cluster,) = link_engagements([*day, *week], NAMES, KNOWLEDGE).clusters
    assert cluster.documents == ("d1", "d2") and cluster.place is None
    placed = one("d3", at("1 February 2033", year=2033, month=2, day=1), people=pair, place=(TIRMONA,))
    (cluster,) = link_engagements([*day, *placed], NAMES, KNOWLEDGE).clusters
    assert cluster.place is not None and cluster.place.name == "Tirmona"


def test_a_number_makes_a_single_name_somebody() -> None:
    assert parse("Xandor II ibn Al Yazid", None, KNOWLEDGE) == parse("Xandor II", None, KNOWLEDGE)
    assert not is_bare(parse("Xandor II", None, KNOWLEDGE))
    assert is_bare(parse("Xandor", None, KNOWLEDGE))
    rows = [figure("d1", "Xandor II"), figure("d2", "Xandor II ibn Al Yazid"), figure("d3", "Xandor III")]
    assert sorted(len(c.members) for c in link_actors(rows, KNOWLEDGE).clusters) == [1, 2]


def test_a_territory_is_no_venue() -> None:
    (telling,) = one(
        "d1", at("today", days=0), people=who("ilse", "joren"), place=(("Far Reach", "X-OSV", "territory"),)
    )
    assert not is_venue(telling.row.places[0])
