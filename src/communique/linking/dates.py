"""The day of a document that bears no date, found through an engagement that it shares with a dated one.

A *dated* document bears its own date (`days.own_day`). A *floating* one has none, or a part of one: no year,
only a weekday. One hop only: floating documents are dated by dated ones, never by one another, so that the
result depends on the set of documents alone.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from communique.linking.days import DocumentDay, Reading, own_day, shift, spell
from communique.linking.inputs import DocumentRow, EngagementRow, Member, TimeRow, evidence
from communique.linking.knowledge import Knowledge
from communique.linking.outcome import Candidate, Open
from communique.linking.telling import Telling, may_be_one
from communique.linking.zones import across_zones, one_day_possible
from communique.model.marks import EngagementKind, EngagementStatus
from communique.model.spans import Evidence, Span
from communique.model.times import Base, Direction, Role
from communique.model.when import UNKNOWN, Basis, Precision, When

NEWS_AGE = timedelta(days=6)  # how old what "Tuesday" names can be when it is written
SEASON = timedelta(days=183)  # how far the day that "31 October" names can lie from the writing
UNREAD = Reading(UNKNOWN, vague=True)
UNKNOWN_DAY = When(precision=Precision.DAY)
ANYWHERE = Knowledge()  # nobody's clocks are known


class Dating(Struct, frozen=True):
    """The day of a document, and the question that stays where the sources do not settle it."""

    day: DocumentDay
    open: Open | None = None


class _Bound(Struct, frozen=True):
    """A day after which the document was written, and why: “after “April 2013””."""

    after: date
    words: str
    span: Span
    hard: bool


class _Match(Struct, frozen=True):
    """A floating document's engagement, and a dated telling that may be the same, on one day."""

    row: EngagementRow
    on: date
    by: Telling
    earliest: date  # between which days the floating document was then written
    latest: date
    zones: str = ""  # why the floating document, elsewhere, puts it on another day


def date_document(
    document: DocumentRow,
    rows: Sequence[EngagementRow],
    candidates: Iterable[Telling],
    knowledge: Knowledge = ANYWHERE,
) -> Dating:
    """The day of a document, from its own stamp or from an engagement that it shares with a dated document.

    `rows` are all its engagements; `candidates` are the tellings of dated documents in the blocks of those rows,
    in any order (others do no harm); `knowledge` tells whose clocks show which time. Exactly one remaining day is
    inferred; more stay open with their reasons.
    """
    own = own_day(document, rows)
    if own.own:
        return Dating(own)
    others = sorted(
        (t for t in candidates if t.published.own and t.document.document != document.document), key=lambda t: t.member
    )
    bounds = _bounds(document)
    matches = [
        match
        for row in sorted(rows, key=lambda row: row.member)
        for match in _matches(document, row, others, knowledge)
    ]
    matches = [m for m in matches if own.when.may_be(_between(m.earliest, m.latest))]
    matches = [m for m in matches if all(m.on > b.after for b in bounds if b.hard)]
    later = [m for m in matches if all(m.on > b.after for b in bounds)]
    matches = later or matches  # a year that is merely mentioned may lie ahead: it decides only where it can
    partial = _partial(own, bounds)
    floating = DocumentDay(document.document, partial, None, False)
    about = [m for m in matches if m.row.main or _current(m.row)]
    if not about:
        return Dating(floating, _nothing(document, rows, bounds, partial))
    by_row: dict[int, list[_Match]] = {}
    for match in about:
        by_row.setdefault(match.row.n, []).append(match)
    settled = [found[0] for found in by_row.values() if len({m.on for m in found}) == 1]
    if settled and all(_together(a, b) for a in settled for b in settled):
        chosen = min(settled, key=lambda m: (not m.row.main, m.row.status is not EngagementStatus.HELD, m.row.member))
        return Dating(_dated(document, chosen, bounds))
    rivals = settled or by_row[min(about, key=lambda m: (not m.row.main, m.row.member)).row.n]
    days = sorted({m.on for m in rivals})
    labelled = sorted({(m.on, m.by.document.label) for m in rivals})
    found_days = tuple(Candidate(on.isoformat(), f"{spell(on)} ({label})") for on, label in labelled)
    first = min(rivals, key=lambda m: m.row.member).row
    reason = f"{_words(first)} agrees with {len(days)} days: {', '.join(spell(on) for on in days)}"
    if settled:
        reason = f"its engagements put it at {len(days)} different times: {', '.join(spell(on) for on in days)}"
    return Dating(floating, Open("date", first.member, found_days, reason, partial))


def _matches(
    document: DocumentRow, row: EngagementRow, others: Sequence[Telling], knowledge: Knowledge
) -> Iterable[_Match]:
    """Every dated telling that may be of the same engagement, with the day that agrees with all that is stated."""
    floating = DocumentDay(document.document, UNKNOWN, None, False)
    telling = Telling(row, UNREAD, document, floating)
    stated = [t for t in row.times if t.value.role is Role.AT and t.value.base is Base.WRITING]
    for other in others:
        if not other.reading.firm or other.reading.window is None or not _same_parties(telling, other):
            continue
        if not may_be_one(telling, other) or not _happened(row, other.row):
            continue
        days = _days_of(telling, other, knowledge)
        agreeing = [day for day in days if all(t.value.agrees(day) for t in stated)]
        if other.reading.day in agreeing:  # another hour is a discrepancy of the sources, no sign of another engagement
            agreeing = [other.reading.day]
        if len(agreeing) == 1:
            on = agreeing[0]
            yield _Match(row, on, other, *_written(row, stated, on), days[on])


def _days_of(telling: Telling, other: Telling, knowledge: Knowledge) -> dict[date, str]:
    """The days on which a floating document may put what another tells of, each with its reason; of a call also the
    day that it was where its own issuer sits: late in the evening here is early next morning there."""
    window, day = other.reading.window, other.reading.day
    assert window is not None
    if telling.row.kind is not EngagementKind.CALL or day is None:
        return {window[0] + timedelta(days=n): "" for n in range((window[1] - window[0]).days + 1)}
    clock = next((t.value for t in telling.row.times if t.value.role is Role.AT and t.value.hour is not None), None)
    found = {}
    for on in (day, shift(day, timedelta(days=-1)), shift(day, timedelta(days=1))):
        minutes = None if clock is None else (clock.hour or 0) * 60 + (clock.minute or 0)
        reading = Reading(UNKNOWN_DAY, minutes, clock.offset if clock else None, window=(on, on))
        placed = Telling(telling.row, reading, telling.document, telling.published)
        if on == day:
            possible, reason = one_day_possible(placed, other, knowledge), ""
        else:
            reason = across_zones(placed, other, knowledge) or ""
            possible = bool(reason)
        if possible:
            found[on] = reason
    return found


def _same_parties(a: Telling, b: Telling) -> bool:
    """The same parties; of a visit or a named event one text may leave out the host, or some of many."""
    if a.row.kind is EngagementKind.VISIT or (a.row.name and b.row.name):
        return bool(set(a.parties) & set(b.parties))
    return a.parties == b.parties


def _happened(row: EngagementRow, other: EngagementRow) -> bool:
    """What was called off did not take place: a held engagement is not the cancelled one."""
    off = (EngagementStatus.CANCELLED, EngagementStatus.POSTPONED)
    return not (EngagementStatus.HELD in (row.status, other.status) and (row.status in off or other.status in off))


def _written(row: EngagementRow, stated: Sequence[TimeRow], on: date) -> tuple[date, date]:
    """Between which days a document was written that speaks so of an engagement on this day."""
    counted = next((t.value.days for t in stated if t.value.days is not None), None)
    if counted is not None:
        return shift(on, -timedelta(days=counted)), shift(on, -timedelta(days=counted))
    weekday_only = any(t.value.weekday is not None and t.value.month is None for t in stated)
    reach = NEWS_AGE if weekday_only or not any(t.value.month for t in stated) else SEASON
    if row.status is EngagementStatus.HELD:
        return on, shift(on, reach)
    return shift(on, -reach), on


def _together(a: _Match, b: _Match) -> bool:
    """Whether one day of writing allows both."""
    return a.earliest <= b.latest and b.earliest <= a.latest


def _dated(document: DocumentRow, match: _Match, bounds: Sequence[_Bound]) -> DocumentDay:
    """The day of publication that a match gives, with the reasoning in words."""
    on, other = match.on, match.by
    stated = [t for t in match.row.times if t.value.role is Role.AT]
    said = ", ".join(f"“{t.words}”" for t in stated) or f"the {match.row.kind.value.replace('_', ' ')} that it is about"
    reason = f"{said}; same {match.row.kind.value.replace('_', ' ')} as in {other.document.label}"
    reason += f"; {match.zones}" if match.zones else f" on {spell(on)}"
    if any(t.value.weekday is not None for t in stated):
        reason += f", which was a {calendar.day_name[on.weekday()]}"
    since = [b for b in bounds if b.hard]
    if since:
        latest = max(since, key=lambda b: (b.after, b.span))
        reason += f"; {latest.words}"
    proof = [evidence(document.document, t.span) for t in stated] or [
        evidence(document.document, match.row.member.span)
    ]
    proof += other.reading.when.evidence or (evidence(other.document.document, other.member.span),)
    held = match.row.status is EngagementStatus.HELD
    if held and (match.row.main or match.latest - match.earliest <= NEWS_AGE):
        written = match.earliest if match.row.main else _last_past_day(document, match)
        return DocumentDay(document.document, _within(written, written, reason, proof), written, False)
    if not held and _speaks_of_it_as_past(document, match.row):
        return DocumentDay(document.document, _within(match.latest, match.latest, reason, proof), match.latest, False)
    reason += "; written after it" if held else "; written before it"
    return DocumentDay(document.document, _within(match.earliest, match.latest, reason, proof), on, False)


def _last_past_day(document: DocumentRow, match: _Match) -> date:
    """ "Demanded Thursday … on Wednesday he met": written on the Thursday that followed, not on the Wednesday."""
    named = {
        t.value.weekday
        for t in document.times
        if t.value.weekday is not None and t.value.month is None and t.value.direction is Direction.PAST
    }
    days = [shift(match.earliest, timedelta(days=n)) for n in range(3)]
    return max([day for day in days if day.weekday() in named and day <= match.latest], default=match.earliest)


def _within(first: date, last: date, reason: str, proof: Sequence[Evidence]) -> When:
    precision = Precision.DAY if last - first <= NEWS_AGE else Precision.UNKNOWN
    return When(first.isoformat(), last.isoformat(), precision, Basis.INFERRED, reason, tuple(proof))


def _speaks_of_it_as_past(document: DocumentRow, row: EngagementRow) -> bool:
    """Whether a plan for Tuesday stands in a text that names Tuesday for what is done already: then it is today's."""
    days = {t.value.weekday for t in row.times} - {None}
    own = {t.span for t in row.times}
    if any(t.value.days == 0 or t.value.part_of_day or t.value.hour is not None for t in row.times):
        return True
    others = (t.value for t in document.times if t.span not in own)
    return any(value.weekday in days and value.direction is not Direction.FUTURE for value in others)


def _current(row: EngagementRow) -> bool:
    """True for an engagement of the document's own days: it comes with a weekday, a day or "today"."""
    return any(
        t.value.role is Role.AT and (t.value.weekday is not None or t.value.day is not None or t.value.days is not None)
        for t in row.times
    )


def _bounds(document: DocumentRow) -> tuple[_Bound, ...]:
    """Days after which the document was written: "the first since April 2013", a past year that it mentions."""
    found = []
    for time in document.times:
        value = time.value
        if value.year is None or value.direction is Direction.FUTURE or value.role in (Role.UNTIL, Role.DURATION):
            continue
        when = value.resolve(None, time.words)
        if value.role is Role.SINCE and when.last_day:
            found.append(_Bound(when.last_day, f"after “{time.words}”", time.span, True))
        elif when.first_day:
            eve = shift(when.first_day, -timedelta(days=1))
            found.append(_Bound(eve, f"not before “{time.words}”", time.span, value.direction is Direction.PAST))
    return tuple(sorted(found, key=lambda b: b.span))


def _partial(own: DocumentDay, bounds: Sequence[_Bound]) -> When:
    """What is known of the day all the same: a part of a stamp, or a day before which it cannot be."""
    if own.when.known:
        return own.when
    hard = [b for b in bounds if b.hard]
    if not hard:
        return UNKNOWN
    latest = max(hard, key=lambda b: (b.after, b.span))
    proof = (evidence(own.document, latest.span),)
    first = shift(latest.after, timedelta(days=1))
    return When(first.isoformat(), None, Precision.UNKNOWN, Basis.INFERRED, latest.words, proof)


def _nothing(document: DocumentRow, rows: Sequence[EngagementRow], bounds: Sequence[_Bound], partial: When) -> Open:
    member = min((row.member for row in rows if row.main), default=Member(document.document, Span(0, 0), 0))
    reason = "no engagement that it tells of agrees with one that a dated document tells of"
    return Open("date", member, (), reason, partial)


def _words(row: EngagementRow) -> str:
    stated = [f"“{t.words}”" for t in row.times if t.value.role is Role.AT]
    noun = row.kind.value.replace("_", " ")
    return f"{', '.join(stated)} for the {noun}" if stated else f"the {noun}, of which nothing says when,"


def _between(first: date, last: date) -> When:
    return When(first.isoformat(), last.isoformat())
