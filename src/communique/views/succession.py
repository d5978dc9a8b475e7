"""The order of engagements within one day, as far as the sources tell it.

Those of one day come by their hours. One of which a text says that it followed another comes after that one: a signing
that "followed the meeting" of 10:15 comes after it, though no source tells its hour. The others come after all with
hours, and a visit before what happened in its course.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby

from communique.model.when import When
from communique.record.tallies import Dated
from communique.views.dates import order

Key = tuple[int, str, str, str]  # whether it is a whole, has an hour or neither; the hour, the last day, the id


class Succession:
    """What is known of which engagement came before which, within one day."""

    def __init__(self, followed: Iterable[tuple[str, str]], held: Iterable[tuple[str, str]]) -> None:
        """`followed` has an engagement and one that it followed; `held` one and the whole in whose course it was."""
        self._after: Mapping[str, Collection[str]] = _gathered(followed)
        self._within: Mapping[str, Collection[str]] = _gathered(held)

    def in_order(self, engagements: Iterable[Dated]) -> list[Dated]:
        """In time; those without a date at the end."""
        by_day = sorted(engagements, key=lambda one: (order(_when(one))[0], _day(one), one.id))
        return [one for _, few in groupby(by_day, key=_day) for one in self._of_day(list(few))]

    def last(self, engagements: Sequence[Dated]) -> list[Dated]:
        """Of those of one day the ones of which nothing tells that another came later."""
        return [one for one in engagements if not any(self._later(other, one) for other in engagements)]

    def _of_day(self, engagements: Sequence[Dated]) -> list[Dated]:
        here = {one.id for one in engagements}
        whole = {id for one in engagements for id in self._within.get(one.id, ()) if id in here}
        waiting = sorted(engagements, key=lambda one: _key(one, one.id in whole))
        rank = {one.id: n for n, one in enumerate(waiting)}
        if not any(here.intersection(self._after.get(id, ())) for id in here):
            return waiting
        found: list[Dated] = []
        while waiting:
            open_ = {one.id for one in waiting}
            ready = (one for one in waiting if _clock(one) or not open_ & (set(self._after.get(one.id, ())) - {one.id}))
            following = min(ready, key=lambda one: self._place(one, found, rank), default=waiting[0])
            waiting.remove(following)
            found.append(following)
        return found

    def _place(self, one: Dated, found: Sequence[Dated], rank: Mapping[str, int]) -> tuple[bool, int]:
        """What followed the one just placed comes right after it, before the hours that are told of others."""
        beside = bool(found) and not _clock(one) and found[-1].id in self._after.get(one.id, ())
        return not beside, rank[one.id]

    def _later(self, one: Dated, other: Dated) -> bool:
        """Whether it is known that `one` came after `other`."""
        if one.id == other.id:
            return False
        if other.id in self._within.get(one.id, ()):
            return True
        if _clock(one) and _clock(other):
            return _clock(one) > _clock(other)
        return other.id in self._before(one.id)

    def _before(self, id: str) -> set[str]:
        """What it followed, and what that followed."""
        found: set[str] = set()
        asked = [id]
        while asked:
            fresh = set(self._after.get(asked.pop(), ())) - found - {id}
            found |= fresh
            asked += fresh
        return found


def _gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        if one != other:
            found.setdefault(one, set()).add(other)
    return found


def _key(one: Dated, whole: bool) -> Key:
    clock = _clock(one)
    return (1 if clock else 0 if whole else 2, clock, one.to or "9999", one.id)


def _clock(one: Dated) -> str:
    """The hour at which it began: 10:15; empty where no source tells it."""
    return one.from_[11:16] if one.from_ else ""


def _day(one: Dated) -> str:
    return (one.from_ or one.to or "")[:10]


def _when(one: Dated) -> When:
    return When(one.from_, one.to)
