"""What stands in a record and in which order its lists give it: ids alone, so that the whole fits in little memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from communique.model.when import When
from communique.record.tallies import Dated, Tallies
from communique.views.calendar import Calendar, calendar_of
from communique.views.dates import order, year_of
from communique.views.home import GRAVITY
from communique.views.succession import Succession


@dataclass(frozen=True)
class Contents:
    """The table of contents of one state of a record."""

    documents: tuple[str, ...]  # by when they were published
    engagements: tuple[str, ...]  # in time, those without a date at the end
    years: Mapping[int | None, tuple[str, ...]]  # the same, year by year; None holds those without a date
    planned: tuple[str, ...]  # dated ones that are yet to come, in time
    past: tuple[str, ...]  # the other dated ones, newest first
    last: tuple[str, ...]  # held ones of the latest day of which nothing tells that another came later
    calendar: Calendar
    published: tuple[str, ...]  # the first day of each document that has one, sorted
    actors: tuple[str, ...]  # those who said most first
    instruments: tuple[str, ...]  # the most cited first
    discrepancies: tuple[str, ...]
    findings: tuple[str, ...]  # the gravest first
    statements: int
    mentions: Mapping[str, int]  # by actor
    cited: Mapping[str, int]  # citations by instrument
    characters: Mapping[str, int]  # by document
    said_in: Mapping[str, int]  # statements by document, by engagement, by actor
    said_at: Mapping[str, int]
    said_by: Mapping[str, int]
    met: Mapping[str, int]  # engagements by actor

    @cached_property
    def known(self) -> frozenset[str]:
        """Every id that has a page or a place on one."""
        lists = (self.documents, self.engagements, self.actors, self.instruments, self.discrepancies, self.findings)
        return frozenset(id for ids in lists for id in ids)

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many of each, as the front page names them."""
        return (
            ("documents", len(self.documents)),
            ("engagements", len(self.engagements)),
            ("statements", self.statements),
            ("actors", len(self.actors)),
            ("instruments", len(self.instruments)),
            ("discrepancies", len(self.discrepancies)),
            ("findings", len(self.findings)),
        )


def contents(found: Tallies) -> Contents:
    succession = Succession(found.followed, found.held)
    in_time = succession.in_order(found.engagements)
    years: dict[int | None, list[str]] = {}
    for one in in_time:
        years.setdefault(year_of(_when(one)), []).append(one.id)
    ordered = sorted(years, key=lambda year: (year is None, year or 0))
    dated = [one for one in in_time if _when(one).known]
    coming = ("planned", "postponed")
    exact = [one for one in dated if one.status == "held" and one.precision in ("day", "minute")]
    latest = [one for one in exact if _day(one) == _day(exact[-1])]
    return Contents(
        documents=tuple(one.id for one in sorted(found.documents, key=_order)),
        engagements=tuple(id for year in ordered for id in years[year]),
        years={year: tuple(years[year]) for year in ordered},
        planned=tuple(one.id for one in dated if one.status in coming),
        past=tuple(one.id for one in reversed(dated) if one.status not in coming),
        last=tuple(one.id for one in succession.last(latest)),
        calendar=calendar_of(in_time),
        published=tuple(sorted(day[:10] for one in found.documents if (day := one.from_ or one.to))),
        actors=tuple(
            a.id for a in sorted(found.actors, key=lambda a: (-found.said_by.get(a.id, 0), -a.times, a.name, a.id))
        ),
        instruments=tuple(i.id for i in sorted(found.instruments, key=lambda i: (-i.times, i.name, i.id))),
        discrepancies=found.discrepancies,
        findings=tuple(id for id, severity in sorted(found.findings, key=lambda f: GRAVITY.get(f[1], len(GRAVITY)))),
        statements=found.statements,
        mentions={a.id: a.times for a in found.actors},
        cited={i.id: i.times for i in found.instruments},
        characters=found.characters,
        said_in=found.said_in,
        said_at=found.said_at,
        said_by=found.said_by,
        met=found.met,
    )


def _when(one: Dated) -> When:
    return When(one.from_, one.to)


def _day(one: Dated) -> str:
    return (one.from_ or one.to or "")[:10]


def _order(one: Dated) -> tuple[bool, str, str, str]:
    return order(_when(one), one.id)
