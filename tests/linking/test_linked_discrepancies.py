from linking_rows import COHAL, KNOWLEDGE, NAMES, OSV, PLR, TIRMONA, at, document, engagement, told, who

from communique.linking.discrepancies import Discrepancy, discrepancies_of
from communique.linking.engagements import link_engagements
from communique.linking.inputs import CountRow
from communique.linking.telling import Telling
from communique.model.document import Stamp, StampKind
from communique.model.ids import Thing, identify
from communique.model.marks import EngagementKind
from communique.model.spans import Span

PAIR = who("ilse", "joren")
TODAY = at("today", days=0)


def differ(*tellings: tuple[Telling, ...]) -> dict[str, Discrepancy]:
    flat = [t for group in tellings for t in group]
    links = link_engagements(flat, NAMES, KNOWLEDGE)
    found = discrepancies_of(links, flat, NAMES, KNOWLEDGE)
    assert all(d.id == identify(Thing.DISCREPANCY, d.engagement, d.aspect) for d in found)
    return {d.aspect: d for d in found}


def one(
    name: str, *times: object, stamp: str = "2033-02-01", people: object = PAIR, **fields: object
) -> tuple[Telling, ...]:
    row = document(name, stamp, kind="readout", account="own")
    return told(row, engagement(name, people, TODAY, *times, **fields))  # type: ignore[arg-type]


def values(found: Discrepancy) -> list[str]:
    return [reading.value for reading in found.readings]


def test_agreement_is_none() -> None:
    assert differ(one("d1"), one("d2", place=(TIRMONA,)), one("d3", duration_minutes=35)) == {}


def test_hours_that_differ() -> None:
    early, late = at("5.40 p.m.", 600, hour=17, minute=40), at("9:40 p.m.", 600, hour=21, minute=40)
    found = differ(one("d1", early, place=(TIRMONA,)), one("d2", late))["time"]
    assert values(found) == ["2033-02-01 17:40", "2033-02-01 21:40"]
    assert [(e.document, e.start, e.end) for r in found.readings for e in r.evidence] == [
        ("d1", 600, 609),
        ("d2", 600, 609),
    ]


def test_one_moment_in_two_zones_is_none() -> None:
    here, there = at("5.40 p.m.", hour=17, minute=40), at("8:40 GMT", hour=8, minute=40, offset=0)
    assert differ(one("d1", here, place=(TIRMONA,)), one("d2", there)) == {}


def test_approximate_hours_are_none() -> None:
    about = at("about 5.35 p.m.", hour=17, minute=35, approximate=True)
    assert differ(one("d1", at("5.40 p.m.", hour=17, minute=40), place=(TIRMONA,)), one("d2", about)) == {}


def test_lengths_that_differ() -> None:
    assert differ(one("d1", duration_minutes=35), one("d2", duration_minutes=35)) == {}
    found = differ(
        one("d1", duration_minutes=35, duration_span=Span(800, 810)), one("d2", duration_minutes=45), one("d3")
    )
    assert values(found["duration"]) == ["35 minutes", "45 minutes"]
    assert found["duration"].readings[0].evidence[0].start == 800


def test_venues_that_differ() -> None:
    residence, office = (("Prime Minister's Residence", "X-OSV", "venue"),), (("Fountain Hall", "X-OSV", "venue"),)
    spelled = (("the Prime Minister’s Residence", "X-OSV", "venue"),)
    assert differ(one("d1", place=residence), one("d2", place=spelled)) == {}
    assert values(differ(one("d1", place=residence), one("d2", place=office))["place"]) == [
        "Fountain Hall",
        "Prime Minister's Residence",
    ]


def test_who_was_present() -> None:
    found = differ(one("d1"), one("d2", people=who("ilse", "joren", "oduvane")))["participants"]
    assert values(found) == ["Ilse Tavorin", "Ilse Tavorin, Mirel Oduvane"]
    press = document("d3", "2033-02-01", kind="news_report")
    assert differ(one("d1"), told(press, engagement("d3", who("ilse", "joren", "oduvane"), TODAY))) == {}


def test_counts() -> None:
    def ships(name: str, value: int, bound: bool = False) -> tuple[Telling, ...]:
        return one(name, counts=(CountRow("vessels stopped", value, Span(900, 902), bound),))

    assert differ(ships("d1", 14), ships("d2", 11, bound=True)) == {}
    assert values(differ(ships("d1", 14), ships("d2", 11))["number"]) == ["11 vessels stopped", "14 vessels stopped"]
    assert "number" in differ(ships("d1", 3), ships("d2", 11, bound=True))


def statement(stamp: str, **fields: object) -> tuple[Telling, ...]:
    stamps = (
        Stamp(StampKind.PUBLISHED, "2033-02-01", "date line"),
        Stamp(StampKind.UPDATED, stamp, "last updated", Span(10, 26)),
    )
    row = document("joint", kind="joint_statement", account="joint", sides=(OSV, COHAL), **fields)
    import msgspec

    return told(msgspec.structs.replace(row, stamps=stamps), engagement("joint", PAIR))


LATE = at("9:40 p.m.", 600, hour=21, minute=40)


def test_a_statement_stamped_before_the_meeting_it_came_out_of() -> None:
    found = differ(one("d1", LATE), statement("2033-02-01T09:14"))["order"]
    assert values(found) == ["began 2033-02-01 21:40", "joint statement stamped 2033-02-01 09:14"]
    assert [(r.evidence[0].document, r.evidence[0].start) for r in found.readings] == [("d1", 600), ("joint", 10)]
    assert "Sennelk" in found.note and "Tirmona" in found.note and "UTC" in found.note


def test_the_hour_that_cannot_be_is_not_the_engagements() -> None:
    flat = [*one("d1", LATE, place=(TIRMONA,)), *statement("2033-02-01T09:14")]
    (cluster,) = link_engagements(flat, NAMES, KNOWLEDGE).clusters
    assert (cluster.when.from_, cluster.when.precision) == ("2033-02-01", "day")
    assert "cannot be right" in cluster.when.reason
    assert cluster.issued == ("joint",)
    early = at("5.40 p.m.", 600, hour=17, minute=40)
    flat = [*flat, *one("d2", early)]
    (cluster,) = link_engagements(flat, NAMES, KNOWLEDGE).clusters
    assert cluster.when.from_ == "2033-02-01T17:40+09:00"


def test_an_order_that_some_zone_allows_is_none() -> None:
    # 09:14 in Sennelk is 19:14 in Tirmona: after a meeting that began at 17:40 there
    assert "order" not in differ(
        one("d1", at("5.40 p.m.", hour=17, minute=40), place=(TIRMONA,)), statement("2033-02-01T09:14")
    )
    assert "order" in differ(
        one("d1", at("5.40 p.m.", hour=17, minute=40), place=(TIRMONA,)), statement("2033-02-01T09:14", zone="+09:00")
    )
    assert "order" not in differ(one("d1", LATE), statement("2033-02-01T23:50"))
    assert "order" not in differ(one("d1", LATE), statement("2033-02-01T00:00:00"))  # a date written as a time


def test_a_stamp_with_its_own_zone() -> None:
    assert "order" in differ(one("d1", LATE, place=(TIRMONA,)), statement("2033-02-01T21:05+09:00"))
    assert "order" not in differ(one("d1", LATE, place=(TIRMONA,)), statement("2033-02-01T21:05-01:00"))


def test_a_press_conference_before_the_meeting_that_it_followed() -> None:
    row = document("d2", "2033-02-01", kind="transcript", account="joint")
    held = engagement("d2", PAIR, TODAY)
    press = engagement(
        "d2", PAIR, TODAY, at("6.50 p.m.", 600, hour=18, minute=50), n=1, before=0, kind=EngagementKind.PRESS_CONFERENCE
    )
    found = differ(one("d1", LATE, place=(TIRMONA,)), told(row, held, press))["order"]
    assert "press conference that followed it began 2033-02-01 18:50" in values(found)


def test_one_call_on_two_days_is_no_discrepancy() -> None:
    people = who("casper", "ilse")
    west = told(
        document("d1", "2033-11-08", kind="readout", account="own", sides=(PLR,)),
        engagement("d1", people, TODAY, at("21.40", hour=21, minute=40), kind=EngagementKind.CALL, duration_minutes=30),
    )
    east = told(
        document("d2", "2033-11-09", kind="readout", account="own", sides=(OSV,)),
        engagement("d2", people, TODAY, at("7:40", hour=7, minute=40), kind=EngagementKind.CALL, duration_minutes=20),
    )
    assert list(differ(west, east)) == ["duration"]
