"""The reasonings that real collections ask for, over documents re-created with invented names and dates."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linking_rows import (
    COHAL,
    KNOWLEDGE,
    NAMES,
    OSV,
    SENNELK,
    TIRMONA,
    at,
    document,
    engagement,
    since,
    told,
    tuesday,
    who,
)

from communique.linking.assembly import EngagementCluster
from communique.linking.dates import Dating, date_document
from communique.linking.discrepancies import Discrepancy, discrepancies_of
from communique.linking.engagements import block_of, link_engagements
from communique.linking.inputs import DocumentRow, EngagementRow
from communique.linking.telling import tell
from communique.model.document import Stamp, StampKind
from communique.model.marks import EngagementKind, EngagementStatus
from communique.model.spans import Span
from communique.model.times import Direction

VISIT, PRESS = EngagementKind.VISIT, EngagementKind.PRESS_CONFERENCE
PLANNED = EngagementStatus.PLANNED
PAST = Direction.PAST
ONE, TWO = who("ilse", "joren"), who("davin", "joren")
GUEST = who("ossavel", "joren", guest="joren", host="ossavel")
OSSAVEL = ("Ossavel", "X-OSV", "country")
BASE = ("Ferrunde base", "X-OSV", "venue")
OFFICE = ("Prime Minister's Office", "X-OSV", "venue")
JULY = at("July", month=7, direction=PAST)
AUTUMN = at("October 2030", year=2030, month=10)

# 22 October 2030 is a Tuesday, 15 January 2036 too
STATEMENT = DocumentRow(
    "s1", "joint_statement", "joint", (OSV, COHAL), "Joint statement",
    (
        Stamp(StampKind.PUBLISHED, "2030-10-22", "date line", Span(5, 15)),
        Stamp(StampKind.UPDATED, "2030-10-22T06:27", "last updated", Span(20, 40)),
    ),
)  # fmt: skip
AGENCY = document("s0", times=(tuesday(500), since("April 2026", year=2026, month=4)))
READOUT = document("s3", kind="readout", account="own", sides=(OSV,))
LATER = document("s2", times=(tuesday(500), tuesday(600), at("2035", 800, year=2035, direction=PAST)))
DATED = document("s4", "2036-01-16", kind="news_report", title="Orrekh, COHAL confirm")

COLLECTION: list[tuple[DocumentRow, tuple[EngagementRow, ...]]] = [
    (STATEMENT, (engagement("s1", ONE),)),
    (
        AGENCY,
        (
            engagement("s0", ONE, tuesday(500), n=0, place=(TIRMONA,), part_of=4),
            engagement("s0", ONE, n=1, kind=PRESS, before=0, main=False),
            engagement("s0", ONE, JULY, n=2, place=(SENNELK,), main=False),
            engagement("s0", who("joren", "keruhl", "oduvane"), n=3, main=False, part_of=4),
            engagement("s0", GUEST, n=4, kind=VISIT, place=(OSSAVEL,), main=False),
            engagement(
                "s0", who("ossavel", "edda", guest="edda"), at("April 2026", year=2026, month=4),
                n=5, kind=VISIT, place=(OSSAVEL,), main=False,
            ),
        ),
    ),
    (
        READOUT,
        (
            engagement(
                "s3", ONE, at("October 22, commencing at 10:45 p.m.", month=10, day=22, hour=22, minute=45),
                duration_minutes=35, n=0,
            ),
            engagement("s3", GUEST, n=1, kind=VISIT, place=(OSSAVEL,), main=False),
            engagement("s3", ONE, n=2, kind=PRESS, before=0, main=False),
        ),
    ),
    (
        LATER,
        (
            engagement("s2", who("joren", guest="joren"), tuesday(500), n=0, kind=VISIT, place=(BASE,)),
            engagement("s2", TWO, tuesday(600), n=1, status=PLANNED, main=False),
            engagement("s2", TWO, tuesday(600), n=2, kind=PRESS, status=PLANNED, main=False),
            engagement("s2", GUEST, at("Monday", weekday=0), n=3, kind=VISIT, place=(TIRMONA,), main=False),
        ),
    ),
    (
        DATED,
        (
            engagement("s4", TWO, tuesday(500, direction=PAST), n=0, place=(OFFICE,)),
            engagement("s4", GUEST, AUTUMN, n=1, kind=VISIT, place=(OSSAVEL,), main=False),
            engagement(
                "s4", who("davin"), at("May", month=5, direction=Direction.FUTURE), n=2, kind=EngagementKind.SUMMIT,
                name="COHAL summit", status=PLANNED, main=False,
            ),
        ),
    ),
]  # fmt: skip


def build(
    collection: Sequence[tuple[DocumentRow, tuple[EngagementRow, ...]]],
) -> tuple[dict[str, Dating], list[EngagementCluster], list[Discrepancy]]:
    """The whole of linking, as the stage that joins the rooms runs it."""
    own = {row.document: date_document(row, rows, ()) for row, rows in collection}
    dated = [t for row, rows in collection if own[row.document].day.own for t in told(row, *rows)]
    dating = {row.document: date_document(row, rows, dated) for row, rows in collection}
    blocks: dict[str, list[object]] = {}
    for row, rows in collection:
        for telling in tell(row, rows, dating[row.document].day):
            blocks.setdefault(block_of(telling.row, KNOWLEDGE), []).append(telling)
    clusters: list[EngagementCluster] = []
    found: list[Discrepancy] = []
    for block in blocks.values():
        links = link_engagements(block, NAMES, KNOWLEDGE)  # type: ignore[arg-type]
        clusters += links.clusters
        found += discrepancies_of(links, block, NAMES, KNOWLEDGE)  # type: ignore[arg-type]
    return dating, sorted(clusters, key=lambda c: c.id), sorted(found, key=lambda d: d.id)


DATING, CLUSTERS, DISCREPANCIES = build(COLLECTION)


def of(kind: EngagementKind, *actors: str) -> list[EngagementCluster]:
    return [c for c in CLUSTERS if c.kind is kind and {p.actor for p in c.participants} == set(actors)]


def test_the_text_without_a_year_the_one_with_a_weekday_and_the_one_without_any_date() -> None:
    assert {name: found.day.when.from_ for name, found in DATING.items()} == {
        "s0": "2030-10-22",
        "s1": "2030-10-22",
        "s2": "2036-01-15",
        "s3": "2030-10-22",
        "s4": "2036-01-16",
    }
    assert all(found.open is None for found in DATING.values())
    assert "which was a Tuesday; after “April 2026”" in DATING["s0"].day.when.reason
    assert "«Joint statement» on 22 October 2030" in DATING["s3"].day.when.reason


def test_one_meeting_in_three_sources_and_one_in_two() -> None:
    talks = of(EngagementKind.MEETING, "ilse", "joren")
    meeting = next(c for c in talks if len(c.documents) == 3)
    assert meeting.documents == ("s0", "s1", "s3")
    assert meeting.when.from_ == meeting.when.to == "2030-10-22"
    assert meeting.issued == ("s1",) and meeting.duration_minutes == 35
    assert meeting.place is not None and meeting.place.name == "Tirmona"
    (july,) = [c for c in talks if c is not meeting]
    assert (july.when.from_, july.when.to, july.documents) == ("2030-07-01", "2030-07-31", ("s0",))
    (second,) = of(EngagementKind.MEETING, "davin", "joren")
    assert second.documents == ("s2", "s4") and second.when.from_ == "2036-01-15"
    assert second.status is EngagementStatus.HELD and [e.document for e in second.planned_as] == ["s2"]


def test_what_stands_on_its_own_stays_on_its_own() -> None:
    (ministers,) = of(EngagementKind.MEETING, "joren", "keruhl", "oduvane")
    trips = of(VISIT, "joren", "ossavel")
    autumn = next(c for c in trips if c.when.from_ and c.when.from_.startswith("2030"))
    assert autumn.documents == ("s0", "s3", "s4")
    assert ministers.part_of == autumn.id
    (earlier,) = of(VISIT, "edda", "ossavel")
    assert (earlier.when.from_, earlier.when.to) == ("2026-04-01", "2026-04-30")
    base = next(c for c in CLUSTERS if c.place and "Ferrunde base" in c.place.name)
    assert base.documents == ("s2",) and base.when.from_ == "2036-01-15"
    assert base.part_of == next(c.id for c in trips if c.when.from_ == "2036-01-14")
    (summit,) = [c for c in CLUSTERS if c.kind is EngagementKind.SUMMIT]
    assert (summit.when.from_, summit.when.to, summit.status) == ("2036-05-01", "2036-05-31", PLANNED)


def test_the_stamp_that_cannot_be() -> None:
    (order,) = [d for d in DISCREPANCIES if d.aspect == "order"]
    assert [r.value for r in order.readings] == ["began 2030-10-22 22:45", "joint statement stamped 2030-10-22 06:27"]
    assert [r.evidence[0].document for r in order.readings] == ["s3", "s1"]
    assert {d.aspect for d in DISCREPANCIES} == {"order"}


@settings(max_examples=25, deadline=None)
@given(st.permutations(COLLECTION))
def test_the_order_of_documents_does_not_matter(
    collection: list[tuple[DocumentRow, tuple[EngagementRow, ...]]],
) -> None:
    assert build(collection) == (DATING, CLUSTERS, DISCREPANCIES)


@pytest.mark.parametrize(
    "added", [pair for pair in COLLECTION if not pair[0].stamps], ids=lambda pair: pair[0].document
)
def test_a_document_changes_only_the_blocks_that_it_touches(
    added: tuple[DocumentRow, tuple[EngagementRow, ...]],
) -> None:
    before = [pair for pair in COLLECTION if pair is not added]
    _, clusters, _ = build(before)
    touched = {block_of(row, KNOWLEDGE) for row in added[1]}
    rows = {row.member: row for _, held in COLLECTION for row in held}

    def untouched(found: list[EngagementCluster]) -> list[EngagementCluster]:
        return [c for c in found if block_of(rows[c.canonical], KNOWLEDGE) not in touched]

    assert untouched(clusters) == untouched(CLUSTERS)
