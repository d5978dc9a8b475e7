"""Which statement and which engagement of the record is which of the key; `score.py` tells the method."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from compared import Actor, Engagement, Key, Meeting, Record, Span, Statement, Texts, Truth, folded

ENOUGH_OVERLAP = 0.5
WORDS_TOO_MANY = 3


@dataclass(frozen=True, slots=True)
class Pair:
    truth: Truth
    statement: Statement
    overlap: float
    speakers_right: bool
    act_right: bool
    too_long: bool


def identified(names: Iterable[str], actors: Sequence[Actor]) -> frozenset[str]:
    """The actors of these names; a name of nobody in the key stands for itself."""
    return frozenset(
        next((actor.slug for actor in actors if actor.is_called(folded(name))), f"?{name}") for name in names
    )


def f1(found: frozenset[int], wanted: frozenset[int]) -> float:
    both = len(found & wanted)
    return 2 * both / (len(found) + len(wanted)) if both else 0.0


def runs_over(found: frozenset[int], truth: Truth, texts: Texts) -> bool:
    """Whether content says more than was said, by more than three words on one side or in a gap."""
    said = texts.words(truth.content)
    more = found - said - texts.words(truth.reach)
    before = sum(word < min(said) for word in more)
    after = sum(word > max(said) for word in more)
    return max(before, after, len(more) - before - after) > WORDS_TOO_MANY


def paired(record: Record, key: Key, texts: Texts) -> tuple[Pair, ...]:
    """Statements of the record with those of the key, one to one, best first."""
    possible: list[Pair] = []
    for statement in record.statements:
        found = texts.words(statement.content)
        speakers = identified(statement.speakers, key.actors)
        for truth in key.statements:
            if truth.file != statement.file:
                continue
            overlap = f1(found, texts.words(truth.content))
            if overlap >= ENOUGH_OVERLAP:
                right = speakers in truth.speakers
                possible.append(
                    Pair(truth, statement, overlap, right, statement.act in truth.acts, runs_over(found, truth, texts))
                )
    possible.sort(key=lambda p: (not p.speakers_right, p.truth.optional, -p.overlap, p.truth.id, p.statement.id))
    taken: list[Pair] = []
    used: set[str] = set()
    for pair in possible:
        if used.isdisjoint({f"key {pair.truth.id}", f"record {pair.statement.id}"}):
            used |= {f"key {pair.truth.id}", f"record {pair.statement.id}"}
            taken.append(pair)
    return tuple(taken)


def touching_furniture(record: Record, key: Key, texts: Texts) -> tuple[Statement, ...]:
    furniture = {sheet.file: texts.words(sheet.furniture) for sheet in key.sheets}
    return tuple(s for s in record.statements if texts.words((*s.content, *s.around)) & furniture[s.file])


def place_fits(meeting: Meeting, engagement: Engagement) -> bool:
    words = {word for place in meeting.places for word in folded(place)}
    if words & set(folded(engagement.place)):
        return True
    if meeting.place_required:
        return False
    return not engagement.place or folded(engagement.country) == folded(meeting.country)


def ill_fitting(meeting: Meeting, engagement: Engagement, actors: Sequence[Actor]) -> tuple[str, ...]:
    """On which aspects an engagement of the record is not this one."""
    present = identified(engagement.participants, actors) & meeting.participants
    enough = len(present) >= 2 if meeting.may_be_split else present == meeting.participants
    inside = meeting.first_day <= engagement.first_day and "" < engagement.last_day <= meeting.last_day
    fits = {
        "kind": engagement.kind in meeting.kinds,
        "date": inside,
        "participants": enough,
        "place": place_fits(meeting, engagement),
    }
    return tuple(aspect for aspect, fine in fits.items() if not fine)


def shortcomings(meeting: Meeting, record: Record, key: Key) -> tuple[str, ...]:
    """Why an engagement of the key is not met; empty if it is."""
    near = [e for e in record.engagements if e.files & meeting.files]
    same = [e for e in near if not ill_fitting(meeting, e, key.actors)]
    if meeting.optional:
        same = [e for e in same if not fits_another(meeting, e, key)]
    if not same:
        if not near:
            return ("no engagement in these documents",)
        best = min(near, key=lambda e: (len(ill_fitting(meeting, e, key.actors)), e.id))
        return (f"not found; nearest is {best.id}, other in {', '.join(ill_fitting(meeting, best, key.actors))}",)
    wrong: list[str] = []
    most = len(meeting.participants) - 1 if meeting.may_be_split else 1
    if len(same) > most:
        wrong.append(f"told as {len(same)} engagements: {', '.join(e.id for e in same)}")
    if meeting.participants - {p for e in same for p in identified(e.participants, key.actors)}:
        wrong.append("not all participants")
    for engagement in same:
        if not meeting.files <= engagement.files <= meeting.files | meeting.may_also:
            carried = ", ".join(sorted(file[:3] for file in engagement.files))
            wrong.append(f"{engagement.id} is carried by {carried}")
        if engagement.status not in meeting.statuses:
            wrong.append(f"{engagement.id} is {engagement.status}")
        if not meeting.optional and fits_another(meeting, engagement, key):
            wrong.append(f"{engagement.id} is at once another engagement of the key")
    wrong.extend(f"{double.id} is an undated double of it" for double in doubles(meeting, record, key))
    return tuple(wrong)


def fits_another(meeting: Meeting, engagement: Engagement, key: Key) -> bool:
    """Whether an engagement of the record is one that the key counts, other than this one."""
    return any(
        other is not meeting and not other.optional and not ill_fitting(other, engagement, key.actors)
        for other in key.engagements
    )


def doubles(meeting: Meeting, record: Record, key: Key) -> Iterator[Engagement]:
    """Undated engagements of the same kind and people that rest on the words that tell of this one."""
    for engagement in record.engagements:
        if (
            engagement.kind in meeting.kinds
            and not (engagement.first_day and engagement.last_day)
            and identified(engagement.participants, key.actors) & meeting.participants
            and any(e.overlaps(m) for e in engagement.evidence for m in meeting.mentions)
        ):
            yield engagement


def reported(stamps: Sequence[Span], record: Record) -> bool:
    """Whether one discrepancy has each of these stamps as the evidence of a reading of its own."""

    def readings(discrepancy: Sequence[Sequence[Span]], stamp: Span) -> set[int]:
        return {n for n, reading in enumerate(discrepancy) if any(span.overlaps(stamp) for span in reading)}

    for discrepancy in record.discrepancies:
        holders = [readings(discrepancy, stamp) for stamp in stamps]
        if all(holders) and len(set().union(*holders)) >= len(stamps):
            return True
    return False
