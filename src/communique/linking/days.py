"""Which day a document bears itself, and on which day it puts each of its engagements.

published = own_day(document, rows)
readings = read_days(document, rows, published)     # n → Reading
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import msgspec
from msgspec import Struct

from communique.linking.inputs import DocumentRow, EngagementRow, TimeRow, evidence
from communique.model import when as whens
from communique.model.document import DocumentKind, Stamp, StampKind
from communique.model.marks import EngagementKind, EngagementStatus
from communique.model.spans import Evidence, Span
from communique.model.times import Base, Role
from communique.model.when import UNKNOWN, Basis, Precision, When

EARLY = 6  # what was published before this hour may tell of the day before
FIRM_DAYS = 14  # an interval of days up to this long places an engagement, a longer one only bounds it
AROUND = timedelta(days=3)  # how far the rest of a visit may lie from the one part of it that has a date
PLANNED_AHEAD = timedelta(days=60)  # a plan without any time is looked for so far ahead
LOOKED_BACK = timedelta(days=14)  # an engagement without any time is looked for so far back
IMMEDIATE = frozenset(
    {DocumentKind.READOUT, DocumentKind.STATEMENT, DocumentKind.TRANSCRIPT, DocumentKind.JOINT_STATEMENT}
)

AT_ONCE = frozenset({DocumentKind.TRANSCRIPT, DocumentKind.JOINT_STATEMENT})  # taken down, issued, at the engagement


class DocumentDay(Struct, frozen=True):
    """When a document was published, and the day against which its expressions of time count."""

    document: str
    when: When
    reference: date | None
    own: bool  # True where the document bears the date itself: only such a document may date others


class Reading(Struct, frozen=True):
    """When one document puts one engagement. `clock` is minutes after midnight, `offset` minutes east of UTC."""

    when: When
    clock: int | None = None
    offset: int | None = None
    approximate: bool = False
    clock_evidence: tuple[Evidence, ...] = ()
    counted: bool = False  # True where the day follows from the document's date, hence from its publisher's zone
    vague: bool = False  # True where nothing is said and the window is only where to look
    window: tuple[date, date] | None = None  # both days included

    @property
    def firm(self) -> bool:
        """True where it names a day, or a few days."""
        return (
            not self.vague
            and self.window is not None
            and self.when.precision in (Precision.DAY, Precision.MINUTE)
            and (self.window[1] - self.window[0]).days <= FIRM_DAYS
        )

    @property
    def day(self) -> date | None:
        """The one day that is meant, where it is one."""
        return self.window[0] if self.firm and self.window and self.window[0] == self.window[1] else None


def own_day(document: DocumentRow, rows: Sequence[EngagementRow] = ()) -> DocumentDay:
    """The date that a document bears: its stamp, else the full date of the engagement that it is about.

    `rows` are its own engagements. Without either `own` is False, and `when` holds what a partial stamp says.
    """
    stamps = sorted(document.stamps, key=lambda s: (s.kind is not StampKind.PUBLISHED, -len(s.value), s.value))
    read = [(stamp, _stamped(document, stamp)) for stamp in stamps]
    for _, when in read:
        if when.precision in (Precision.DAY, Precision.MINUTE):
            return DocumentDay(document.document, when, when.first_day, True)
    for row in sorted(rows, key=lambda row: row.member):
        held = row.main and row.status is EngagementStatus.HELD
        for time in row.times if held else ():
            if time.value.full and time.value.role is Role.AT:
                day = time.value.resolve(None, time.words).last_day
                if day is not None:
                    reason = f"“{time.words}”, the day of the {_noun(row)} that it is about"
                    when = whens.day(day, Basis.INFERRED, reason, (evidence(document.document, time.span),))
                    return DocumentDay(document.document, when, day, True)
    return DocumentDay(document.document, read[0][1] if read else UNKNOWN, None, False)


def read_days(document: DocumentRow, rows: Sequence[EngagementRow], published: DocumentDay) -> dict[int, Reading]:
    """When the document puts each of its engagements, by index; `rows` are all the engagements of it."""
    by_n = {row.n: row for row in rows}
    said = document.kind == DocumentKind.TRANSCRIPT
    found = {n: reading for n, row in by_n.items() if (reading := _from_times(row, published, said=said)) is not None}
    about = next((n for n in sorted(by_n) if by_n[n].main), None)
    for n in sorted(by_n.keys() - found.keys()):
        if by_n[n].main:
            if _sums_up_a_journey(by_n[n], by_n, found, document):
                continue
            reading = _on_visit(by_n[n], by_n, found, document, published) or _from_document(
                by_n[n], document, published
            )
            if reading is not None:
                found[n] = reading
    for n in sorted(by_n.keys() - found.keys()) if about in found else ():
        if about is not None and (reading := _from_day_named_before(by_n[n], found[about], by_n[about])) is not None:
            found[n] = reading
    for n in sorted(by_n.keys() - found.keys()):
        row = by_n[n]
        parts = sorted(c for c in by_n if by_n[c].part_of == n and c in found and found[c].firm)
        if parts:
            found[n] = _from_parts(row, [(by_n[c], found[c]) for c in parts])
    for n in sorted(by_n.keys() - found.keys()):
        row = by_n[n]
        found[n] = _from_neighbour(row, by_n, found) or _nowhere_near(row, published)
    return found


def shift(day: date, by: timedelta) -> date:
    """The day so much later or earlier, at the ends of the calendar its last or first."""
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta() else date.min


def spell(day: date) -> str:
    """A day as reasons write it: `31 October 2017`."""
    return f"{day.day} {day:%B %Y}"


def _stamped(document: DocumentRow, stamp: Stamp) -> When:
    proof = (evidence(document.document, stamp.span),) if stamp.span else ()
    said = stamp.reason or f"{stamp.kind} {stamp.value}"
    try:
        if "T" in stamp.value:
            return whens.moment(datetime.fromisoformat(stamp.value), Basis.STATED, said, proof)
        year, month, day = (*(int(part) for part in stamp.value.split("-")), None, None)[:3]
        if year is None or month is None:
            return UNKNOWN if year is None else whens.year(year, Basis.STATED, said, proof)
        if day is None:
            return whens.month(year, month, Basis.STATED, said, proof)
        return whens.day(date(year, month, day), Basis.STATED, said, proof)
    except ValueError:
        return UNKNOWN


def _from_times(row: EngagementRow, published: DocumentDay, *, said: bool = False) -> Reading | None:
    """The reading of the expressions that stand with an engagement; None where they give no day, month or year. `said`
    tells of a text that was spoken."""
    timed = [time for time in row.times if time.value.role is Role.AT and time.value.base is Base.WRITING]
    clock = next((time for time in timed if time.value.hour is not None), None)
    resolved = [(time, time.value.resolve(published.reference, time.words)) for time in timed if not time.value.clock]
    if said and row.status is EngagementStatus.HELD:
        resolved = [(time, _a_week_before(time, when, published.reference)) for time, when in resolved]
    known = [(time, when) for time, when in resolved if when.known]
    beside = row.before is not None  # its day is that of what it follows
    if (
        not known
        and clock is not None
        and not beside
        and (row.main or len(timed) == 1)
        and published.reference is not None
    ):
        known = [(clock, clock.value.resolve(published.reference, clock.words))]
    if not known:
        return None
    best = min(known, key=lambda pair: (_length(pair[1]), pair[0].span))
    first, last = best[1].first_day, best[1].last_day
    if row.kind in (EngagementKind.VISIT, EngagementKind.SUMMIT):  # "arrived on Wednesday … leaves on Friday"
        days = [when for _, when in known if when.precision in (Precision.DAY, Precision.MINUTE)]
        if days:
            first = min(w.first_day for w in days if w.first_day)
            last = max(w.last_day for w in days if w.last_day)
    proof = tuple(evidence(row.document, time.span) for time, _ in known)
    when = best[1]
    if first and last and (first, last) != (when.first_day, when.last_day):
        words = ", ".join(f"“{time.words}”" for time, _ in known)
        when = When(first.isoformat(), last.isoformat(), Precision.DAY, Basis.INFERRED, f"from {words}")
    whole = When(
        first.isoformat() if first else None,
        last.isoformat() if last else None,
        Precision.DAY if when.precision is Precision.MINUTE else when.precision,
        when.basis,
        _with_anchor(when, published),
        proof,
    )
    return Reading(
        when=whole,
        clock=_minutes(clock),
        offset=clock.value.offset if clock else None,
        approximate=bool(clock and clock.value.approximate),
        clock_evidence=(evidence(row.document, clock.span),) if clock else (),
        counted=when.basis is Basis.INFERRED,
        window=(first, last) if first and last else None,
    )


def _a_week_before(time: TimeRow, when: When, reference: date | None) -> When:
    """ "On Friday I went to X", said on a Friday: the one before, for that of the day itself is called today."""
    value = time.value
    plain = value.weekday is not None and value.day is None and value.month is None and not value.weeks
    if not plain or reference is None or when.first_day != reference or time.words.lower().startswith("this "):
        return when
    day = shift(reference, timedelta(days=-7))
    reason = f"“{time.words}”, said on such a day ({spell(reference)}): the one before"
    return whens.day(day, Basis.INFERRED, reason, when.evidence)


def _from_day_named_before(row: EngagementRow, about: Reading, main: EngagementRow) -> Reading | None:
    """ "On the previous day": counted from the day of the engagement that the document is about."""
    counted = next(
        (t for t in row.times if t.value.base is Base.MENTIONED and t.value.role is Role.AT and t.value.days), None
    )
    if counted is None or about.day is None:
        return None
    day = shift(about.day, timedelta(days=counted.value.days or 0))
    reason = f"“{counted.words}”, counted from the {_noun(main)} ({about.when.reason})"
    proof = (evidence(row.document, counted.span), *about.when.evidence)
    return Reading(whens.day(day, Basis.INFERRED, reason, proof), counted=True, window=(day, day))


def _with_anchor(when: When, published: DocumentDay) -> str:
    """The reason, and where the day it counts from is itself inferred, why that is so."""
    if when.basis is Basis.STATED or published.own:
        return when.reason
    return f"{when.reason}; {published.when.reason}"


def _from_parts(row: EngagementRow, parts: Sequence[tuple[EngagementRow, Reading]]) -> Reading:
    """A visit or summit without a time of its own spans at least its dated parts."""
    windows = [reading.window for _, reading in parts if reading.window]
    first, last = min(w[0] for w in windows), max(w[1] for w in windows)
    reason = f"at least so: it holds the {_noun(parts[0][0])} of {spell(first)}"
    proof = tuple(e for _, reading in parts for e in reading.when.evidence)
    when = When(first.isoformat(), last.isoformat(), Precision.DAY, Basis.INFERRED, reason, proof)
    return Reading(when, counted=True, window=(first, last))


def _on_visit(
    row: EngagementRow,
    by_n: Mapping[int, EngagementRow],
    found: Mapping[int, Reading],
    document: DocumentRow,
    published: DocumentDay,
) -> Reading | None:
    """What belongs to a visit of stated days took place during it, not on the day of the text that sums it up."""
    visit = row.part_of
    if row.status is not EngagementStatus.HELD or visit is None or visit not in found or not found[visit].firm:
        return None
    if document.kind in AT_ONCE:
        return None
    window, written = found[visit].window, published.reference
    if window is None or written is None or window[0] > written:
        return None
    return (
        None
        if window[0] <= written < window[1]
        else _from_neighbour(msgspec.structs.replace(row, before=None), by_n, found)
    )


def _sums_up_a_journey(
    row: EngagementRow, by_n: Mapping[int, EngagementRow], found: Mapping[int, Reading], document: DocumentRow
) -> bool:
    """ "Readout of A’s travel to X and Y", on days that it does not tell: the meetings in it were not on its own."""
    visit = by_n.get(row.part_of) if row.part_of is not None else None
    if visit is None or row.part_of in found or document.kind in AT_ONCE or not visit.spans or not row.spans:
        return False
    return visit.status is EngagementStatus.HELD and visit.spans[0] < row.spans[0]


def _from_document(row: EngagementRow, document: DocumentRow, published: DocumentDay) -> Reading | None:
    """What a document is about took place on its day, or for the press on that day or the one before."""
    if row.status is not EngagementStatus.HELD or published.reference is None:
        return None
    first = published.when.first_day or published.reference
    last = published.when.last_day or published.reference
    night = document.kind not in AT_ONCE and published.own and _in_the_small_hours(document)
    if (document.kind not in IMMEDIATE and published.own) or night:  # else the day is that of the engagement itself
        first = shift(first, -timedelta(days=1))
    if document.kind == DocumentKind.JOINT_STATEMENT:
        reason = f"the joint statement issued at it is dated {spell(last)}"
    else:
        reason = f"the {document.kind.replace('_', ' ')} about it is dated {spell(last)}"
    if not published.own:
        reason += f" ({published.when.reason})"
    if night:
        reason += ", in the small hours: on that day or the day before"
    when = When(first.isoformat(), last.isoformat(), Precision.DAY, Basis.INFERRED, reason, published.when.evidence)
    stamp = _hour_above(document) if row.kind is EngagementKind.PRESS_CONFERENCE else None
    if stamp is None:
        return Reading(when, counted=True, window=(first, last))
    at, span = stamp
    proof = (evidence(document.document, span),)
    return Reading(when, clock=at.hour * 60 + at.minute, clock_evidence=proof, counted=True, window=(first, last))


def _in_the_small_hours(document: DocumentRow) -> bool:
    """Published between midnight and six by its own clock; midnight itself only stands for a day."""
    for stamp in document.stamps:
        if stamp.kind is StampKind.PUBLISHED and "T" in stamp.value:
            at = datetime.fromisoformat(stamp.value)
            return at.hour < EARLY and (at.hour, at.minute, at.second) != (0, 0, 0)
    return False


def _hour_above(document: DocumentRow) -> tuple[datetime, Span] | None:
    """The hour that stands in the text above a transcript: when it began."""
    for stamp in document.stamps if document.kind == DocumentKind.TRANSCRIPT else ():
        if stamp.span is not None and stamp.kind is StampKind.PUBLISHED and "T" in stamp.value:
            at = datetime.fromisoformat(stamp.value)
            if at.tzinfo is None and (at.hour, at.minute) != (0, 0):
                return at, stamp.span
    return None


def _from_neighbour(
    row: EngagementRow, by_n: Mapping[int, EngagementRow], found: Mapping[int, Reading]
) -> Reading | None:
    """What follows a dated engagement was on its day; what belongs to a visit was during it."""
    follows = row.before
    if follows is not None and follows in found and found[follows].firm:
        other = found[follows]
        reason = f"it followed the {_noun(by_n[follows])} ({other.when.reason})"
        clock = next((t for t in row.times if t.value.role is Role.AT and t.value.clock), None)
        proof = (evidence(row.document, clock.span),) if clock else ()
        return Reading(
            _like(other.when, reason),
            clock=_minutes(clock),
            offset=clock.value.offset if clock else None,
            clock_evidence=proof,
            counted=other.counted,
            window=other.window,
        )
    within = row.part_of
    if within is not None and within in found and found[within].firm:
        other = found[within]
        assert other.window is not None
        by_parts = not any(time.value.role is Role.AT for time in by_n[within].times)
        margin = AROUND if by_parts else timedelta()
        first, last = shift(other.window[0], -margin), shift(other.window[1], margin)
        reason = f"during the {_noun(by_n[within])} ({other.when.reason})"
        when = When(first.isoformat(), last.isoformat(), Precision.DAY, Basis.INFERRED, reason, other.when.evidence)
        return Reading(when, counted=True, vague=first != last, window=(first, last))
    return None


def _nowhere_near(row: EngagementRow, published: DocumentDay) -> Reading:
    """Nothing says when: before the document where it is past, after it where it is planned."""
    day = published.reference
    if day is None:
        return Reading(UNKNOWN, vague=True)
    if row.status is EngagementStatus.HELD:
        when = When(None, day.isoformat(), reason=f"past when the document was written, {spell(day)}")
        return Reading(when, vague=True, window=(shift(day, -LOOKED_BACK), day))
    when = When(day.isoformat(), None, reason=f"not yet past when the document was written, {spell(day)}")
    return Reading(when, vague=True, window=(day, shift(day, PLANNED_AHEAD)))


def _like(when: When, reason: str) -> When:
    return When(when.from_, when.to, when.precision, Basis.INFERRED, reason, when.evidence)


def _length(when: When) -> int:
    first, last = when.first_day or date.min, when.last_day or date.max
    return (last - first).days


def _minutes(time: TimeRow | None) -> int | None:
    if time is None or time.value.hour is None:
        return None
    return time.value.hour * 60 + (time.value.minute or 0)


def _noun(row: EngagementRow) -> str:
    return row.kind.value.replace("_", " ")
