"""The order of engagements within a day, and which of them was the last."""

from __future__ import annotations

from communique.record.tallies import Dated
from communique.views.succession import Succession

DAY = "2036-02-13"


def at(id: str, hour: str = "", to: str = DAY, day: str = DAY) -> Dated:
    clock = f"T{hour}+09:00" if hour else ""
    return Dated(id, day + clock, (to or day) + clock, "held", "meeting", "minute" if hour else "day")


def ids(found: list[Dated]) -> list[str]:
    return [one.id for one in found]


def test_what_followed_another_comes_after_it() -> None:
    some = [at("signing"), at("talks", "10:15"), at("dinner", "19:00"), at("audience")]
    order = Succession([("signing", "talks")], ())
    assert ids(order.in_order(some)) == ["talks", "signing", "dinner", "audience"]


def test_a_chain_is_followed_and_a_circle_ends() -> None:
    some = [at("a"), at("b"), at("c")]
    assert ids(Succession([("a", "b"), ("b", "c")], ()).in_order(some)) == ["c", "b", "a"]
    assert sorted(ids(Succession([("a", "b"), ("b", "a")], ()).in_order(some))) == ["a", "b", "c"]


def test_a_visit_comes_before_what_happened_in_its_course() -> None:
    some = [at("meeting", "09:00"), at("visit", to="2036-02-15"), at("unhoured")]
    assert ids(Succession((), [("meeting", "visit")]).in_order(some)) == ["visit", "meeting", "unhoured"]


def test_days_come_in_time_and_the_undated_last() -> None:
    undated = Dated("open", None, None, "held")
    some = [undated, at("later", "09:00"), at("earlier", day="2036-02-12", to="2036-02-12")]
    assert ids(Succession((), ()).in_order(some)) == ["earlier", "later", "open"]


def test_the_last_is_told_only_where_it_is_known() -> None:
    talks, dinner, signing, audience = at("talks", "10:15"), at("dinner", "19:00"), at("signing"), at("audience")
    order = Succession([("signing", "talks")], [("talks", "visit"), ("dinner", "visit")])
    assert ids(order.last([at("visit"), talks, dinner])) == ["dinner"]
    assert ids(order.last([talks, signing])) == ["signing"]
    assert ids(order.last([talks, signing, dinner])) == ["signing", "dinner"]
    assert ids(order.last([talks, audience])) == ["talks", "audience"]
