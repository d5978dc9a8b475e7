"""An engagement in the making: what one document tells of it, gathered from all the places where it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from communique.lexicon import Lexicon
from communique.marking.discourse import Discourse
from communique.marking.figures import Figures
from communique.marking.frame import Frame
from communique.marking.issuers import Issuers
from communique.marking.passages import Passage
from communique.model.marks import (
    ActorKind,
    CountMark,
    EngagementKind,
    EngagementMark,
    EngagementStatus,
    Participation,
    TimeMark,
)
from communique.model.spans import Span
from communique.model.times import Role, TimeValue

TALKS = (EngagementKind.MEETING, EngagementKind.CALL)
GATHERINGS = (*TALKS, EngagementKind.SUMMIT)


@dataclass(frozen=True)
class Scene:
    """All that is known of a document when its engagements are looked for."""

    lexicon: Lexicon
    figures: Figures
    discourse: Discourse
    issuers: Issuers
    frame: Frame
    passages: Sequence[Passage]

    def kind(self, figure: int) -> ActorKind:
        return self.figures.sketches[figure].kind

    def is_person(self, figure: int) -> bool:
        return self.kind(figure) is ActorKind.PERSON

    def sides(self, figure: int) -> set[str]:
        """Keys of what a figure stands for, as far as this document says."""
        sketch = self.figures.sketches[figure]
        if sketch.key is not None:
            return {sketch.key}
        owner = self.figures.sketches[sketch.of].key if sketch.of is not None else None
        return {t.of for t, _ in sketch.offices if t.of and not t.former} | ({owner} if owner else set())


@dataclass
class Told:
    """An engagement in the making and where it is told."""

    kind: EngagementKind
    status: EngagementStatus
    people: dict[int, Participation]
    spans: list[Span]
    times: list[int]
    places: list[int]
    passage: int
    sentences: list[tuple[int, int, int]]  # passage, first and last token
    name: str | None = None
    duration: tuple[int, Span] | None = None
    part_of: int | None = None
    before: int | None = None
    main: bool = False
    definite: bool = False  # "the meeting": goes on about one told before
    continues: bool = False  # says something only together with one told before: "the call began at ten"
    led: bool = False  # "A chaired the meeting for X": one side of a meeting told just before
    weak: bool = False  # told by a word that often means something else
    titled: bool = False  # what the title of a transcript says that it was taken down at
    stood_for: tuple[int, ...] = ()  # "A chaired the meeting for X": X, who is not there beside A
    past: bool = False  # "following their meeting of 3 May 2034": not the one without a day told before
    also: bool = False  # "B also met C": beside the one told before
    itemised: bool = False  # an item of a list that begins with its day: it tells of no other
    open: frozenset[int] = frozenset()  # "A and B met with faith leaders": A and B, on whose other side nobody is named
    others: bool = False  # "with A and other leaders": more than those who are named
    heading: bool = False  # told in a title, where no verb says whether it is past
    follows: Told | None = None  # "afterwards …": the one that it came after
    counts: list[CountMark] = field(default_factory=list)
    why: list[str] = field(default_factory=list)

    @property
    def mark(self) -> EngagementMark:
        return EngagementMark(
            kind=self.kind,
            status=self.status,
            participants=tuple(self.people.values()),
            spans=tuple(sorted(set(self.spans))),
            times=tuple(sorted(set(self.times))),
            places=tuple(dict.fromkeys(self.places)),
            duration_minutes=self.duration[0] if self.duration else None,
            duration=self.duration[1] if self.duration else None,
            name=self.name,
            main=self.main,
            part_of=self.part_of,
            before=self.before,
            counts=tuple(dict.fromkeys(self.counts)),
            why="; ".join(dict.fromkeys(self.why)),
        )

    def at_sentence(self, passage: Passage, token: int) -> bool:
        return any(n == passage.n and a <= token < b for n, a, b in self.sentences)

    def when(self, frame: Frame) -> list[TimeValue]:
        return [frame.times[n].value for n in self.times if frame.times[n].value.role is Role.AT]

    def guests(self) -> set[int]:
        return {f for f, p in self.people.items() if p.role == "guest"}

    def towns(self, frame: Frame) -> set[str]:
        return {frame.places[n].name for n in self.places if frame.places[n].kind == "city"}


def is_coarse(told: Told, frame: Frame) -> bool:
    """Told by month or year only: another time than the one the text is about."""
    return any(
        v.day is None and v.weekday is None and (v.month or v.year or v.months or v.years) for v in told.when(frame)
    )


def times_agree(known: Told, found: Told, times: Sequence[TimeMark]) -> bool:
    """False where two stated parts differ: two months, two weekdays, two years."""
    for n in known.times:
        for m in found.times:
            a, b = times[n].value, times[m].value
            for part in ("year", "month", "day", "weekday", "days", "weeks", "months", "years"):
                one, other = getattr(a, part), getattr(b, part)
                if one is not None and other is not None and one != other:
                    return False
            if (
                (a.month is None) != (b.month is None)
                and (a.weekday is None) != (b.weekday is None)
                and a.day is None
                and b.day is None
            ):
                return False
    return True
