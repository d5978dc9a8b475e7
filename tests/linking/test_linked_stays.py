"""Days of visits and summits: what belongs to one, and how long it was."""

from __future__ import annotations

from linking_rows import KNOWLEDGE, NAMES, TIRMONA, at, document, engagement, told, who
from msgspec import structs

from communique.linking.assembly import EngagementCluster
from communique.linking.engagements import link_engagements
from communique.linking.telling import Telling
from communique.model.marks import EngagementKind
from communique.model.times import Direction

PAIR = who("ilse", "joren")
GUEST = who("ilse", "joren", guest="joren", host="ilse")


def clusters(*tellings: tuple[Telling, ...]) -> list[EngagementCluster]:
    found = link_engagements([t for group in tellings for t in group], NAMES, KNOWLEDGE)
    assert found == link_engagements([t for group in reversed(tellings) for t in group], NAMES, KNOWLEDGE)
    return sorted(found.clusters, key=lambda c: (c.kind.value, c.when.from_ or ""))


def journey(kind: str, stamp: str, *times: object) -> EngagementCluster:
    """The meeting that a text of this kind is about, which belongs to a visit with these times."""
    row = document("d1", stamp, kind=kind, account="own")
    visit = engagement("d1", GUEST, *times, n=0, kind=EngagementKind.VISIT, place=(TIRMONA,), main=False)  # type: ignore[arg-type]
    met = engagement("d1", PAIR, n=1, part_of=0)
    return next(c for c in clusters(told(row, visit, met)) if c.kind is EngagementKind.MEETING)


TEN_TO_ELEVEN = at("May 10-11", month=5, day=10, last_day=11)


def test_a_text_that_sums_up_a_visit_does_not_date_its_meetings() -> None:
    for stamp in ("2033-05-11", "2033-05-13"):
        met = journey("statement", stamp, TEN_TO_ELEVEN)
        assert (met.when.from_, met.when.to) == ("2033-05-10", "2033-05-11")
        assert "during the visit (“May 10-11”" in met.when.reason


def test_a_text_of_the_first_day_of_a_visit_does() -> None:
    met = journey("readout", "2033-05-10", TEN_TO_ELEVEN)
    assert (met.when.from_, met.when.to) == ("2033-05-10", "2033-05-10")


def test_a_text_about_a_journey_of_unknown_days_dates_nothing_in_it() -> None:
    row = document("d1", "2033-05-13", kind="readout", account="own")
    visit = engagement("d1", GUEST, n=0, kind=EngagementKind.VISIT, place=(TIRMONA,), main=False)
    met = engagement("d1", PAIR, n=1, part_of=0)
    found = next(c for c in clusters(told(row, visit, met)) if c.kind is EngagementKind.MEETING)
    assert found.when.from_ is None
    alone = next(iter(clusters(told(row, engagement("d1", PAIR, n=1)))))
    assert alone.when.from_ == "2033-05-13"


def test_a_transcript_is_of_the_day_on_which_it_was_taken_down() -> None:
    met = journey("transcript", "2033-05-11", TEN_TO_ELEVEN)
    assert (met.when.from_, met.when.to) == ("2033-05-11", "2033-05-11")


def test_a_summit_lasts_all_of_its_days_but_not_all_week() -> None:
    def summit(name: str, *times: object) -> tuple[Telling, ...]:
        row = document(name, "2033-06-29", kind="statement", account="own")
        return told(
            row,
            engagement(
                name,
                who("ilse", "joren", "casper"),
                *times,  # type: ignore[arg-type]
                kind=EngagementKind.SUMMIT,
                name="COHAL summit",
                place=(TIRMONA,),
            ),
        )

    (found,) = clusters(
        summit("d1", at("today", days=0)),
        summit("d2", at("June 29-30", month=6, day=29, last_day=30)),
        summit("d3", at("this week", weeks=0)),
    )
    assert (found.when.from_, found.when.to) == ("2033-06-29", "2033-06-30")


def test_two_at_one_named_summit_each_told_of_by_his_own_side() -> None:
    def at_summit(name: str, person: str, year: int) -> tuple[Telling, ...]:
        row = document(name, f"{year}-06-30", kind="statement", account="own")
        day = at("June 29-30", month=6, day=29, last_day=30)
        one = engagement(name, who(person), day, kind=EngagementKind.SUMMIT, name="COHAL summit", place=(TIRMONA,))
        return told(row, one)

    found = clusters(at_summit("d1", "ilse", 2033), at_summit("d2", "casper", 2033), at_summit("d3", "casper", 2034))
    assert [c.documents for c in found] == [("d1", "d2"), ("d3",)]
    assert {p.actor for p in found[0].participants} == {"ilse", "casper"}


def test_a_weekday_said_on_that_weekday_is_the_one_before() -> None:
    friday = at("Friday", weekday=4, direction=Direction.PAST)
    for kind, day in (("transcript", "2033-05-06"), ("readout", "2033-05-13")):
        row = document("d1", "2033-05-13", kind=kind, account="own")
        (met,) = clusters(told(row, engagement("d1", PAIR, friday, main=False)))
        assert met.when.from_ == day


def test_a_visit_of_which_each_text_names_another_host_is_one() -> None:
    """One text says who received the guest at first, another one whom he met later, of an unknown side."""
    texts = []
    for n, host in enumerate(("ilse", "oduvane", "keruhl")):
        guests = who(host, "joren", guest="joren", host=host)
        guests = tuple(structs.replace(p, side=None) if p.actor == "keruhl" else p for p in guests)
        row = document(f"d{n}", "2033-05-11", account="own")
        visit = engagement(f"d{n}", guests, TEN_TO_ELEVEN, kind=EngagementKind.VISIT, place=(TIRMONA,))
        texts.append(told(row, visit))
    (found,) = clusters(*texts)
    assert found.documents == ("d0", "d1", "d2") and len(found.participants) == 4


def met_in(kind: str, stamp: str, what: EngagementKind = EngagementKind.MEETING) -> tuple[str | None, str | None, str]:
    """From, to and why of what a text of this kind is about and says no day of."""
    row = document("d1", stamp, kind=kind, account="own")
    found = next(iter(clusters(told(row, engagement("d1", PAIR, kind=what)))))
    return found.when.from_, found.when.to, found.when.reason


def test_what_is_told_in_the_small_hours_was_on_that_day_or_the_day_before() -> None:
    first, last, why = met_in("readout", "2033-05-11T02:40:00+09:00")
    assert (first, last) == ("2033-05-10", "2033-05-11")
    assert why.endswith("in the small hours: on that day or the day before")
    for stamp in ("2033-05-11T08:40:00+09:00", "2033-05-11T00:00:00+09:00", "2033-05-11"):
        assert met_in("readout", stamp)[:2] == ("2033-05-11", "2033-05-11")
    assert met_in("joint_statement", "2033-05-11T02:40:00+09:00")[:2] == ("2033-05-11", "2033-05-11")
