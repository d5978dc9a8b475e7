"""Rulings: what a person decided, of which words, when and why. Added to, never changed; undone by another ruling."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from msgspec import Struct, field

from communique.model.marks import EngagementKind, EngagementStatus, Marks, Participation
from communique.model.spans import Span


class Status(StrEnum):
    """What became of a commitment or a demand, as a person ruled; `open` where nobody did."""

    OPEN = "open"
    IN_PROGRESS = "in-progress"
    KEPT = "kept"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"


class RulingKind(StrEnum):
    """What a ruling does."""

    CONFIRM = "confirm"  # the line is right as it stands
    REJECT = "reject"  # the line is wrong and leaves the record
    CORRECT = "correct"  # … is right but for what `value` gives anew
    ADD = "add"  # these words are a statement
    SAME = "same"  # two actors, or two engagements, are one
    APART = "apart"  # … are two
    COMMITMENT = "commitment"  # what became of a commitment or a demand
    UNDO = "undo"  # another ruling counts no more


class What(StrEnum):
    """What a ruling is about."""

    STATEMENT = "statement"
    ENGAGEMENT = "engagement"
    ACTOR = "actor"


ON_MARKS = (RulingKind.ADD, RulingKind.CONFIRM, RulingKind.REJECT, RulingKind.CORRECT)  # of one document's marks
ON_LINKS = (RulingKind.SAME, RulingKind.APART)  # of what is one across documents


class Ruling(Struct, frozen=True):
    """A person's decision about some words of a document, named by the digest of its bytes.

    `kind` says what is decided and `value` how: of a commitment's status `{"status": "kept"}`. `words` are those that
    it speaks of, `before` and `after` what stood around them: they find the place again where a newer reader moved the
    text.
    """

    kind: str
    digest: str
    span: Span
    words: str
    by: str
    why: str
    made_at: str
    value: dict[str, Any] = {}
    before: str = ""
    after: str = ""
    undoes: str | None = None


def taken_back(undoings: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The ids of the rulings that do not stand, from pairs of a ruling and the one that it undoes. Who takes back a
    taking back restores what was taken back."""
    by: dict[str, list[str]] = {}
    for id_, undone in undoings:
        by.setdefault(undone, []).append(id_)
    undoing = {id_ for ids in by.values() for id_ in ids}
    ordered = [id_ for id_ in by if id_ not in undoing]
    for id_ in ordered:  # which grows: each before those that undo it
        ordered += by.get(id_, ())
    back: set[str] = set()
    for id_ in reversed(ordered):
        if any(other not in back for other in by.get(id_, ())):
            back.add(id_)
    return frozenset(back)


class RulingLine(Struct, frozen=True):
    """A ruling as listings show it."""

    id: str
    kind: str
    value: dict[str, Any]
    by: str
    why: str
    made_at: str
    undoes: str | None = None
    document: str = ""
    start: int = 0
    end: int = 0
    words: str = ""


class Decision(Struct, frozen=True):
    """What a person decides, before it is a ruling: of these words of a document, `value` as `Value` has it.

    Decision("correct", "d-1", Span(10, 42), {"what": "statement", "act": "demand"})
    """

    kind: str
    document: str
    span: Span
    value: dict[str, Any] = {}


class Who(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Words of the same document that name somebody. Where a mention of a figure stands exactly there, it is that
    figure; else somebody new of that name. `role` is a participant's: host, guest, participant."""

    start: int
    end: int
    words: str = ""
    role: str = ""
    kind: str = ""  # of somebody new, an ActorKind; a person where nothing is said


class Which(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Which of several statements or engagements in the same words: as marking found it, before any ruling."""

    act: str | None = None
    cue: str | None = None  # the words of the cue
    kind: str | None = None  # of an engagement
    nth: int | None = None  # the number among those that are alike in all this


class Other(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """The other place of `same` and `apart`: a mention of a figure, or the first words that tell of an engagement."""

    digest: str
    start: int
    end: int
    words: str = ""
    before: str = ""
    after: str = ""
    which: Which | None = None


class Value(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """How something is decided: of all fields those that the kind of ruling knows, and only what changes."""

    what: What | None = None
    which: Which | None = None
    other: Other | None = None  # of `same` and `apart`
    status: str | None = None  # of a commitment, or of an engagement
    act: str | None = None
    negated: bool | None = None
    speakers: tuple[Who, ...] | None = None
    on_behalf_of: tuple[Who, ...] | None = None
    addressees: tuple[Who, ...] | None = None
    targets: tuple[Who, ...] | None = None
    cue: Who | None = None  # of a statement that is added
    kind: str | None = None  # of an engagement
    from_: str | None = field(default=None, name="from")  # ISO day or time
    to: str | None = None
    participants: tuple[Who, ...] | None = None


PARTIES = ("speakers", "on_behalf_of", "addressees", "targets")


class Deciding(Struct, frozen=True):
    """A ruling with its place in the present text, as it is applied to a document's marks."""

    id: str
    kind: RulingKind
    span: Span
    value: Value
    by: str
    made_at: str

    @property
    def signed(self) -> str:
        """ "by Ada Orlan on 2031-02-03": what lines say of it."""
        return f"by {self.by} on {self.made_at[:10]}"


class RuledTelling(Struct, frozen=True):
    """What people decided of an engagement as one document tells it, and why, in words; of each field the last decision
    with the time at which it was made. The mark itself stays: which accounts are of one engagement does not depend on
    it."""

    reasons: tuple[str, ...]
    at: dict[str, str] = {}
    kind: EngagementKind | None = None
    status: EngagementStatus | None = None
    from_: str | None = None
    to: str | None = None
    participants: tuple[Participation, ...] | None = None


class Ruled(Struct, frozen=True):
    """A document's marks with what people decided of them.

    `statements` and `engagements` give for each its number in the marks as marking made them, None for what was added:
    so each keeps its id. `seen` are numbers of those that somebody saw, with the ruling that says so.
    """

    marks: Marks
    statements: tuple[int | None, ...]
    engagements: tuple[int | None, ...]
    tellings: tuple[tuple[int, RuledTelling], ...] = ()  # by number of the engagement
    seen: tuple[tuple[What, int, str], ...] = ()
    unfit: tuple[tuple[str, str], ...] = ()  # rulings that do not apply, and why


class Seen(Struct, frozen=True):
    """Who saw a line, when, and what was decided of it: confirm, correct or add."""

    by: str
    at: str
    how: str
    ruling: str
