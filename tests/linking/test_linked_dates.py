from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from linking_rows import (
    PLR,
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

from communique.linking.dates import Dating, date_document
from communique.linking.days import own_day
from communique.linking.inputs import DocumentRow, EngagementRow
from communique.linking.telling import Telling
from communique.model.marks import EngagementKind, EngagementStatus
from communique.model.when import Basis, Precision

# 1 February 2033 is a Tuesday, 2 August 2033 too
JOINT = document("joint", "2033-02-01", kind="joint_statement", account="joint", title="Joint statement")
MET = told(JOINT, engagement("joint", who("ilse", "joren"), place=(TIRMONA,)))
PAIR = who("ilse", "joren")


def dated(row: DocumentRow, *rows: EngagementRow, by: tuple[Telling, ...] = MET) -> Dating:
    return date_document(row, rows, by)


def test_a_stamp_is_the_day() -> None:
    found = dated(JOINT)
    assert found.day.own and found.day.reference == date(2033, 2, 1)
    assert found.day.when.basis is Basis.STATED


def test_a_full_date_of_what_it_is_about_is_its_own() -> None:
    row = engagement("d", PAIR, at("1 February 2033", year=2033, month=2, day=1))
    found = own_day(document("d"), [row])
    assert found.own and found.when.basis is Basis.INFERRED and found.reference == date(2033, 2, 1)


def test_no_year() -> None:
    row = engagement("d", PAIR, at("February 1", month=2, day=1, hour=22, minute=45))
    found = dated(document("d"), row)
    assert found.open is None
    assert found.day.when.from_ == found.day.when.to == "2033-02-01"
    assert found.day.when.precision is Precision.DAY and found.day.when.basis is Basis.INFERRED
    assert found.day.when.reason == "“February 1”; same meeting as in «Joint statement» on 1 February 2033"
    assert {e.document for e in found.day.when.evidence} == {"d", "joint"}


def test_only_a_weekday() -> None:
    found = dated(document("d"), engagement("d", PAIR, tuesday(), place=(TIRMONA,)))
    assert found.day.reference == date(2033, 2, 1)
    assert "“Tuesday”" in found.day.when.reason and "which was a Tuesday" in found.day.when.reason


def test_no_time_at_all_takes_the_only_meeting() -> None:
    assert dated(document("d"), engagement("d", PAIR)).day.reference == date(2033, 2, 1)


def test_a_day_that_disagrees_is_no_answer() -> None:
    found = dated(document("d"), engagement("d", PAIR, at("Wednesday", weekday=2)))
    assert found.day.reference is None and found.open is not None and found.open.candidates == ()


def test_two_days_stay_open_with_both() -> None:
    again = document("again", "2033-08-02", kind="readout", account="own")
    by = MET + told(again, engagement("again", PAIR))
    found = dated(document("d"), engagement("d", PAIR, tuesday()), by=by)
    assert not found.day.when.known
    assert found.open is not None
    assert [c.value for c in found.open.candidates] == ["2033-02-01", "2033-08-02"]
    assert "“Tuesday” for the meeting agrees with 2 days" in found.open.reason


def test_the_first_since_decides() -> None:
    again = document("again", "2035-07-03", kind="readout", account="own")  # a Tuesday
    by = MET + told(again, engagement("again", PAIR))
    bound = since("April 2034", year=2034, month=4)
    found = dated(document("d", times=(tuesday(), bound)), engagement("d", PAIR, tuesday()), by=by)
    assert found.day.reference == date(2035, 7, 3)
    assert "after “April 2034”" in found.day.when.reason


def test_since_excludes_and_keeps_the_bound() -> None:
    bound = since("April 2034", year=2034, month=4)
    found = dated(document("d", times=(bound,)), engagement("d", PAIR, tuesday()))
    assert found.open is not None
    assert found.day.when.from_ == "2034-05-01" and found.day.when.to is None


def test_a_year_that_is_mentioned_is_not_after_the_text() -> None:
    again = document("again", "2035-07-03", kind="readout", account="own")
    by = MET + told(again, engagement("again", PAIR))
    row = document("d", times=(at("2034", year=2034),))
    assert dated(row, engagement("d", PAIR, tuesday()), by=by).day.reference == date(2035, 7, 3)
    ahead = document("d", times=(at("2040", year=2040),))  # a goal: it decides nothing
    assert len(dated(ahead, engagement("d", PAIR, tuesday()), by=by).open.candidates) == 2  # type: ignore[union-attr]


def test_other_persons_other_places_and_called_off_do_not_date() -> None:
    assert dated(document("d"), engagement("d", who("davin", "joren"), tuesday())).open is not None
    assert dated(document("d"), engagement("d", PAIR, tuesday(), place=(SENNELK,))).open is not None
    off = told(
        document("off", "2033-01-31"),
        engagement("off", PAIR, at("Tuesday", weekday=1), status=EngagementStatus.CANCELLED),
    )
    assert dated(document("d"), engagement("d", PAIR, tuesday()), by=off).open is not None


def test_a_plan_for_later_that_day() -> None:
    plan = engagement("d", PAIR, tuesday(500), n=1, status=EngagementStatus.PLANNED, main=False)
    base = engagement(
        "d", who("joren"), tuesday(600), kind=EngagementKind.VISIT, place=(("Ferrunde base", "X-OSV", "venue"),)
    )
    found = dated(document("d", times=(tuesday(500), tuesday(600))), base, plan)
    assert found.day.when.from_ == found.day.when.to == "2033-02-01"
    ahead = dated(document("d", times=(tuesday(500),)), plan)
    assert (ahead.day.when.from_, ahead.day.when.to) == ("2033-01-26", "2033-02-01")
    assert "written before it" in ahead.day.when.reason


def test_yesterday_is_the_day_before_it_was_written() -> None:
    found = dated(document("d"), engagement("d", PAIR, at("yesterday", days=-1)))
    assert found.day.reference == date(2033, 2, 2)


def test_floating_documents_do_not_date_each_other() -> None:
    first = document("d1")
    first_row = engagement("d1", PAIR, at("February 1", month=2, day=1))
    through = dated(first, first_row)
    by = told(first, first_row, day=through.day)
    assert dated(document("d2"), engagement("d2", PAIR, tuesday()), by=by).open is not None


def test_one_engagement_that_is_sure_settles_another_that_is_not() -> None:
    again = document("again", "2033-08-02", kind="readout", account="own")
    other = document("other", "2033-02-01", kind="readout", account="own", sides=(PLR,))
    by = (
        MET
        + told(again, engagement("again", PAIR))
        + told(other, engagement("other", who("casper", "joren"), place=(SENNELK,)))
    )
    rows = [engagement("d", PAIR, tuesday()), engagement("d", who("casper", "joren"), tuesday(600), n=1, main=False)]
    assert dated(document("d"), *rows, by=by).day.reference == date(2033, 2, 1)


@given(st.data())
def test_order_does_not_matter(data: st.DataObject) -> None:
    again = document("again", "2033-08-02", kind="readout", account="own")
    by = list(MET + told(again, engagement("again", PAIR)))
    rows = [engagement("d", PAIR, tuesday()), engagement("d", PAIR, at("July", month=7), n=1, main=False)]
    expected = date_document(document("d"), rows, by)
    assert date_document(document("d"), data.draw(st.permutations(rows)), data.draw(st.permutations(by))) == expected
