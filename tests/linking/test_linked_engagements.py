from hypothesis import given
from hypothesis import strategies as st
from linking_rows import (
    COHAL,
    KNOWLEDGE,
    NAMES,
    OSV,
    PLR,
    SENNELK,
    TIRMONA,
    at,
    document,
    engagement,
    told,
    who,
)

from communique.linking.assembly import EngagementCluster
from communique.linking.engagements import EngagementLinks, block_of, link_engagements
from communique.linking.parts import resolve_parts
from communique.linking.telling import Telling
from communique.model.ids import Thing, identify
from communique.model.marks import EngagementKind, EngagementStatus
from communique.model.when import Basis, Precision

PAIR = who("ilse", "joren")
PLANNED = EngagementStatus.PLANNED


def readout(name: str, stamp: str | None = "2033-02-01", **fields: object) -> object:
    return document(name, stamp, **{"kind": "readout", "account": "own", **fields})


def link(*tellings: tuple[Telling, ...]) -> EngagementLinks:
    return link_engagements([t for group in tellings for t in group], NAMES, KNOWLEDGE)


def only(*tellings: tuple[Telling, ...]) -> EngagementCluster:
    links = link(*tellings)
    assert links.open == ()
    (cluster,) = links.clusters
    return cluster


def one(
    document_: str, *times: object, stamp: str = "2033-02-01", people: object = PAIR, **fields: object
) -> tuple[Telling, ...]:
    return told(readout(document_, stamp), engagement(document_, people, *times, **fields))  # type: ignore[arg-type]


def test_all_accounts_of_one_meeting_are_one() -> None:
    cluster = only(
        one("d1", at("today", days=0), place=(TIRMONA,)),
        one("d2", at("1 February 2033", year=2033, month=2, day=1), duration_minutes=35),
        one("d3", at("Tuesday", weekday=1), stamp="2033-02-02", place=(("Residence", None, "venue"),)),
    )
    assert cluster.documents == ("d1", "d2", "d3")
    assert cluster.title == "Meeting of Ilse Tavorin and Joren Maskeld"
    assert cluster.when.from_ == cluster.when.to == "2033-02-01" and cluster.when.basis is Basis.STATED
    assert cluster.status is EngagementStatus.HELD and cluster.duration_minutes == 35
    assert cluster.place is not None and (cluster.place.name, cluster.place.country) == (
        "Residence, Tirmona",
        "Ossavel",
    )
    assert [(p.name, p.side_name) for p in cluster.participants] == [
        ("Ilse Tavorin", "Ossavel"),
        ("Joren Maskeld", "Compact for the Harrune Littoral"),
    ]
    assert cluster.id == identify(Thing.ENGAGEMENT, "d1", 100, 140, "meeting", ((0, 10), (20, 30)))
    assert len(cluster.former_ids) == 2
    assert "told by 3 documents" in cluster.why[0]


def test_what_differs_keeps_engagements_apart() -> None:
    day = at("today", days=0)
    assert len(link(one("d1", day), one("d2", day, people=who("davin", "joren"))).clusters) == 2
    assert len(link(one("d1", day), one("d2", day, kind=EngagementKind.PRESS_CONFERENCE)).clusters) == 2
    assert len(link(one("d1", day, place=(TIRMONA,)), one("d2", day, place=(SENNELK,))).clusters) == 2
    assert len(link(one("d1", day), one("d2", day, stamp="2034-02-01")).clusters) == 2
    assert len(link(one("d1", day), one("d2", at("1 February", month=2, day=1), stamp="2034-01-20")).clusters) == 2


def test_a_side_or_an_office_stands_for_its_person() -> None:
    day = at("today", days=0)
    cluster = only(
        one("d1", day, people=who("ilse", "joren", titles={"ilse": "Prime Minister"})),
        one("d2", day, people=who("ossavel", "cohal")),
        one("d3", day, people=who("pm", "joren", titles={"pm": "Prime Minister"})),
    )
    assert [p.actor for p in cluster.participants] == ["ilse", "joren"]
    apart = link(
        one("d1", day, people=who("ilse", "joren", titles={"ilse": "Prime Minister"})),
        one("d3", day, people=who("pm", "joren", titles={"pm": "Foreign Minister"})),
    )
    assert len(apart.clusters) == 2


def test_a_month_joins_the_one_meeting_of_that_month() -> None:
    firm = one("d1", at("today", days=0))
    month = one("d2", at("February 2033", year=2033, month=2), stamp="2034-05-05", main=False)
    assert only(firm, month).when.precision is Precision.DAY
    other = one("d3", at("today", days=0), stamp="2033-02-20")
    links = link(firm, month, other)
    assert len(links.clusters) == 3
    (question,) = links.open
    assert question.member.document == "d2" and len(question.candidates) == 2
    assert "as well" in question.reason


def test_the_same_month_told_twice_is_one_the_same_month_of_another_year_is_not() -> None:
    july = [
        one("d1", at("July", month=7), stamp="2033-10-01", main=False),
        one("d2", at("July", month=7), stamp="2033-10-02", main=False),
    ]
    cluster = only(*july)
    assert (cluster.when.from_, cluster.when.to, cluster.when.precision) == ("2033-07-01", "2033-07-31", "month")
    assert len(link(*july, one("d3", at("July", month=7), stamp="2034-10-02", main=False)).clusters) == 2


def test_a_plan_becomes_what_was_held() -> None:
    plan = one("d1", at("1 February", month=2, day=1), stamp="2033-01-10", status=PLANNED)
    assert only(plan).status is PLANNED and only(plan).planned_as == ()
    cluster = only(plan, one("d2", at("today", days=0)))
    assert cluster.status is EngagementStatus.HELD
    assert [e.document for e in cluster.planned_as] == ["d1"]


def test_a_plan_for_a_month_and_its_postponement() -> None:
    people = who("casper", "ilse", guest="casper", host="ilse")
    plan = one(
        "d1",
        at("April next year", month=4, years=1),
        stamp="2032-11-08",
        people=people,
        status=PLANNED,
        kind=EngagementKind.VISIT,
        place=(TIRMONA,),
        main=False,
    )
    off = one(
        "d2",
        at("20 April", month=4, day=20),
        stamp="2033-04-17",
        people=people,
        status=EngagementStatus.POSTPONED,
        kind=EngagementKind.VISIT,
        place=(TIRMONA,),
    )
    cluster = only(plan, off)
    assert cluster.status is EngagementStatus.POSTPONED
    assert cluster.title == "Visit of Casper Wendrake to Tirmona, Ossavel"
    assert [e.document for e in cluster.planned_as] == ["d1"]


def call(name: str, stamp: str, side: str, *times: object) -> tuple[Telling, ...]:
    row = engagement(name, who("casper", "ilse"), *times, kind=EngagementKind.CALL)  # type: ignore[arg-type]
    return told(document(name, stamp, kind="readout", account="own", sides=(side,)), row)


def test_one_call_that_two_governments_date_a_day_apart() -> None:
    west = call("d1", "2033-11-08T23:05:00-01:00", PLR, at("this evening", days=0), at("21.40", hour=21, minute=40))
    east = call("d2", "2033-11-09", OSV, at("This morning", days=0), at("7:40 a.m.", hour=7, minute=40))
    cluster = only(west, east)
    assert cluster.documents == ("d1", "d2")
    assert cluster.title == "Call between Casper Wendrake and Ilse Tavorin"
    assert "8 November 2033 21:40 → 9 November 2033 in Tirmona" in cluster.when.reason
    assert "Dornhask UTC-01:00, Tirmona UTC+09:00" in cluster.when.reason
    assert cluster.when.precision is Precision.MINUTE
    assert cluster.when.from_ in ("2033-11-08T21:40-01:00", "2033-11-09T07:40+09:00")


def test_calls_that_no_zone_explains_stay_two() -> None:
    east_first = call("d1", "2033-11-08", OSV, at("today", days=0))
    west_next = call("d2", "2033-11-09", PLR, at("today", days=0))
    assert len(link(east_first, west_next).clusters) == 2
    morning = call("d1", "2033-11-08", PLR, at("today", days=0), at("9 a.m.", hour=9, minute=0))
    assert len(link(morning, call("d2", "2033-11-09", OSV, at("today", days=0))).clusters) == 2
    same_side = call("d2", "2033-11-09", PLR, at("today", days=0))
    assert len(link(call("d1", "2033-11-08", PLR, at("today", days=0)), same_side).clusters) == 2


def test_a_day_between_two_candidates_is_refused() -> None:
    middle = call("d2", "2033-11-09", OSV, at("today", days=0))
    before = call("d1", "2033-11-08", PLR, at("today", days=0))
    unknown = told(
        document("d3", "2033-11-10", kind="readout", account="own", sides=("state:X-FAR",), zone="+13:00"),
        engagement("d3", who("casper", "ilse"), at("today", days=0), kind=EngagementKind.CALL),
    )
    links = link(before, middle, unknown)
    assert len(links.clusters) == 3
    assert [o.member.document for o in links.open] == ["d2"]
    assert "more than one" in links.open[0].reason


def test_a_visit_holds_its_meetings_by_words_and_by_days() -> None:
    guest = who("ilse", "joren", guest="joren", host="ilse")
    visit = engagement("d1", guest, n=0, kind=EngagementKind.VISIT, place=(TIRMONA,), main=False)
    talks = engagement("d1", who("keruhl", "oduvane", "joren"), n=2, part_of=0, main=False)
    met = engagement("d1", PAIR, at("today", days=0), n=1, part_of=0)
    links = link(told(readout("d1"), visit, met, talks), one("d2", at("today", days=0), place=(TIRMONA,)))  # type: ignore[arg-type]
    by_title = {c.title: c for c in links.clusters}
    trip = by_title["Visit of Joren Maskeld to Tirmona, Ossavel"]
    meeting = by_title["Meeting of Ilse Tavorin and Joren Maskeld"]
    ministers = by_title["Meeting of Bastan Keruhl, Joren Maskeld and Mirel Oduvane"]
    assert len(links.clusters) == 3 and meeting.documents == ("d1", "d2")
    assert meeting.part_of == ministers.part_of == trip.id
    assert (trip.when.from_, trip.when.to) == ("2033-02-01", "2033-02-01") and "at least so" in trip.when.reason
    assert (ministers.when.from_, ministers.when.to) == ("2033-01-29", "2033-02-04")
    other = engagement(
        "d3", guest, at("1 to 3 February", year=2033, month=2, day=1, last_day=3), kind=EngagementKind.VISIT
    )
    by_days = link(told(readout("d3"), other), one("d4", at("2 February", month=2, day=2)))  # type: ignore[arg-type]
    assert {c.part_of is not None for c in by_days.clusters if c.kind is EngagementKind.MEETING} == {True}


def test_two_days_of_one_visit_are_one_visit_and_the_next_is_another() -> None:
    guest = who("ossavel", "joren", guest="joren")
    visit = {"kind": EngagementKind.VISIT, "people": guest, "place": (TIRMONA,)}
    arrival = one("d1", at("Monday", weekday=0), **visit)  # type: ignore[arg-type]
    present = one("d2", at("today", days=0), **visit)  # type: ignore[arg-type]
    cluster = only(arrival, present)
    assert len(cluster.documents) == 2
    assert len(link(arrival, present, one("d3", at("today", days=0), stamp="2033-06-01", **visit)).clusters) == 2  # type: ignore[arg-type]


def test_the_visit_of_a_base_is_not_the_visit_of_the_country() -> None:
    guest = who("joren", guest="joren")
    base = one(
        "d1", at("today", days=0), people=guest, kind=EngagementKind.VISIT, place=(("Ferrunde base", "X-OSV", "venue"),)
    )
    country = one(
        "d2", at("today", days=0), people=guest, kind=EngagementKind.VISIT, place=(("Ossavel", "X-OSV", "country"),)
    )
    links = link(base, country)
    assert len(links.clusters) == 2
    site = next(c for c in links.clusters if c.place and c.place.name == "Ferrunde base")
    assert site.part_of == next(c.id for c in links.clusters if c is not site)


def test_a_document_tells_twice_of_one_meeting_or_of_two() -> None:
    first, again = at("today", days=0), at("Tuesday", weekday=1)
    row = readout("d1")
    same = told(row, engagement("d1", PAIR, first), engagement("d1", PAIR, again, n=1))  # type: ignore[arg-type]
    assert len(only(same).members) == 2
    early, late = at("9 a.m.", hour=9, minute=0), at("4 p.m.", hour=16, minute=0)
    two = told(row, engagement("d1", PAIR, first, early), engagement("d1", PAIR, again, late, n=1))  # type: ignore[arg-type]
    assert len(link(two).clusters) == 2
    links = link(two, one("d2", at("today", days=0)))
    assert len(links.clusters) == 3 and len(links.open) == 1


def test_named_events_share_a_block_and_years_part_them() -> None:
    names = ["COHAL summit", "2033 Compact Leaders' Summit", "the 49th annual summit of COHAL in Tirmona"]
    rows = [engagement(f"d{n}", who("ilse"), name=name, kind=EngagementKind.SUMMIT) for n, name in enumerate(names)]
    assert len({block_of(row, KNOWLEDGE) for row in rows}) == 1
    plan = told(
        readout("d0", "2032-12-01"),  # type: ignore[arg-type]
        engagement(
            "d0",
            who("ilse"),
            at("May", month=5, direction="future"),
            name=names[0],
            kind=EngagementKind.SUMMIT,
            status=PLANNED,
            main=False,
        ),
    )
    held = told(
        readout("d1", "2033-05-20"),  # type: ignore[arg-type]
        engagement(
            "d1",
            who("ilse", "joren", "casper"),
            at("19-20 May 2033", year=2033, month=5, day=19, last_day=20),
            name=names[1],
            kind=EngagementKind.SUMMIT,
        ),
    )
    cluster = only(plan, held)
    assert cluster.status is EngagementStatus.HELD and cluster.planned_as
    later = one(
        "d2", at("today", days=0), stamp="2034-05-20", people=who("ilse"), name=names[0], kind=EngagementKind.SUMMIT
    )
    assert len(link(plan, held, later).clusters) == 2


def test_blocks() -> None:
    pair = block_of(engagement("d", PAIR), KNOWLEDGE)
    assert pair == block_of(engagement("d", who("cohal", "ossavel")), KNOWLEDGE)
    assert pair != block_of(engagement("d", who("casper", "joren")), KNOWLEDGE)
    visit = engagement("d", who("joren"), kind=EngagementKind.VISIT, place=(TIRMONA,))
    assert block_of(visit, KNOWLEDGE) == pair  # the state that is visited is the other party
    assert COHAL in pair and OSV in pair
    assert block_of(engagement("d", ()), KNOWLEDGE) != block_of(engagement("e", ()), KNOWLEDGE)


def test_parts_across_blocks() -> None:
    summit = engagement("d1", who("ilse"), at("today", days=0), name="COHAL summit", kind=EngagementKind.SUMMIT)
    aside = engagement("d1", PAIR, at("today", days=0), n=1, part_of=0, main=False)
    tellings = told(readout("d1"), summit, aside)  # type: ignore[arg-type]
    clusters = [c for t in tellings for c in link([t]).clusters]  # type: ignore[arg-type]
    outer = next(c for c in clusters if c.kind is EngagementKind.SUMMIT)
    inner = next(c for c in clusters if c.kind is EngagementKind.MEETING)
    assert inner.part_of is None and resolve_parts(clusters) == {inner.id: outer.id}


MANY = [
    *one("d1", at("today", days=0), place=(TIRMONA,)),
    *one("d2", at("Tuesday", weekday=1)),
    *one("d3", at("February 2033", year=2033, month=2), stamp="2033-12-01", main=False),
    *one("d4", at("today", days=0), stamp="2033-02-02", place=(SENNELK,)),
    *one("d5", at("today", days=0), stamp="2033-02-02", people=who("davin", "joren")),
    *one("d6", at("1 February", month=2, day=1), stamp="2033-01-02", status=PLANNED),
    *one("d7", stamp="2033-02-05", main=False),
    *one("d8", at("today", days=0), people=who("ossavel", "cohal")),
    *one("d9", at("today", days=0), stamp="2033-02-02", people=who("cohal", "ossavel")),
    *one("d10", at("2033", year=2033), stamp="2034-02-02", kind=EngagementKind.VISIT),
]


@given(st.permutations(MANY))
def test_order_does_not_matter(tellings: list[Telling]) -> None:
    assert link_engagements(tellings, NAMES, KNOWLEDGE) == link_engagements(MANY, NAMES, KNOWLEDGE)


@given(st.sets(st.integers(0, len(MANY) - 1), min_size=1))
def test_every_telling_is_in_exactly_one_cluster(chosen: set[int]) -> None:
    tellings = [MANY[n] for n in chosen]
    links = link_engagements(tellings, NAMES, KNOWLEDGE)
    assert sorted(m for c in links.clusters for m in c.members) == sorted(t.member for t in tellings)
    assert len({c.id for c in links.clusters}) == len(links.clusters)
