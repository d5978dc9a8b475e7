"""Marks with what people decided of them: confirmed, rejected, corrected, added.

    ruled, unfit = ruled(marks, text, rulings)

The marks themselves are left as marking made them. Rulings apply in the order in which they were made: what is added
comes first, then of each statement and engagement what was decided last of each of its parts. A line that was rejected
is back where somebody confirms or corrects it later. What cannot be applied is unfit, with the reason; nothing is
guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from communique.marking.newcomers import People
from communique.model.aims import engagements_at, statements_at
from communique.model.marks import (
    DeedMark,
    EngagementKind,
    EngagementMark,
    EngagementStatus,
    IssueMark,
    Level,
    Marks,
    Mention,
    MentionKind,
    Participation,
    Party,
    StatementMark,
    Strength,
)
from communique.model.rulings import PARTIES, Deciding, Ruled, RuledTelling, RulingKind, What, Who
from communique.model.spans import Span

Unfit = tuple[str, str]  # a ruling's id, and why it does not apply
Issues = Callable[[str, int, int], Mapping[str, Sequence[tuple[int, int]]]]
PROMISING = frozenset(("commit", "offer"))
DEMANDING = frozenset(("demand",))
NOUNS = {"speakers": "speaker", "on_behalf_of": "on behalf of whom", "addressees": "addressee", "targets": "target"}
OPENING = "“\"«„'‘"


def no_issues(text: str, start: int, end: int) -> Mapping[str, Sequence[tuple[int, int]]]:
    """For texts of which nobody says what they are about."""
    return {}


def ruled(
    marks: Marks, text: str, rulings: Iterable[Deciding], issues: Issues = no_issues
) -> tuple[Ruled, tuple[Unfit, ...]]:
    """The marks with these rulings applied, and the rulings that do not fit; `issues` finds what words are about."""
    work = _Work(marks, text, issues)
    ordered = sorted(rulings, key=lambda ruling: (ruling.made_at, ruling.id))
    for ruling in ordered:
        if ruling.kind is RulingKind.ADD:
            work.add(ruling)
    for ruling in ordered:
        if ruling.kind is not RulingKind.ADD:
            work.apply(ruling)
    return work.done(), tuple(work.unfit)


class _Work:
    def __init__(self, marks: Marks, text: str, issues: Issues) -> None:
        self.marks = marks
        self.text = text
        self.issues = issues
        self.people = People(marks, text)
        self.statements = list(marks.statements)
        self.of: list[int | None] = list(range(len(self.statements)))
        self.rejected: set[tuple[What, int]] = set()
        self.seen: dict[tuple[What, int], list[str]] = {}
        self.tellings: dict[int, RuledTelling] = {}
        self.unfit: list[Unfit] = []

    # -- what is added ---------------------------------------------------------------------------

    def add(self, ruling: Deciding) -> None:
        """A statement in these words; where marking found the same act there, that one is corrected."""
        value = ruling.value
        assert value.act is not None
        people = self._people(ruling)
        if people is None:
            return
        here = Marks(self.marks.marker, statements=tuple(self.statements))
        found = [n for n in statements_at(here, ruling.span, None, self.text) if self.statements[n].act == value.act]
        signed = f"added {ruling.signed}"
        if len(found) == 1:
            statement = self.statements[found[0]]
            changes = {role: parties for role, parties in people.items() if parties or role == "speakers"}
            self.statements[found[0]] = _with(statement, {**changes, "why": (*statement.why, signed)})
            self._saw(What.STATEMENT, found[0], ruling)
            return
        span = ruling.span
        cue = (Span(value.cue.start, value.cue.end),) if value.cue else ()
        about = self.issues(self.text, span.start, span.end)
        statement = StatementMark(
            speakers=people.get("speakers", ()),
            act=value.act,
            strength=Strength.PLAIN,
            level=Level.QUOTED if self._is_quoted(span) else Level.PARAPHRASED,
            content=(span,),
            cue=cue,
            negated=bool(value.negated),
            on_behalf_of=people.get("on_behalf_of", ()),
            addressees=people.get("addressees", ()),
            targets=people.get("targets", ()),
            issues=tuple(IssueMark(name, tuple(Span(*at) for at in spans)) for name, spans in sorted(about.items())),
            instruments=tuple(n for n, one in enumerate(self.marks.instruments) if span.holds(one.span)),
            engagement=self._engagement(),
            why=(signed,),
        )
        self.statements.append(msgspec.structs.replace(statement, deed=_deed(statement, signed)))
        self.of.append(None)
        self._saw(What.STATEMENT, len(self.statements) - 1, ruling)

    def _is_quoted(self, span: Span) -> bool:
        before = self.text[: span.start].rstrip()[-1:]
        return self.text[span.start] in OPENING or (before != "" and before in OPENING)

    def _engagement(self) -> int | None:
        """The engagement at which everything was said that the document tells, where it is one."""
        told = {statement.engagement for statement in self.marks.statements} - {None}
        return told.pop() if len(told) == 1 else None

    # -- what is decided of what is there --------------------------------------------------------

    def apply(self, ruling: Deciding) -> None:
        what = ruling.value.what
        if what is What.STATEMENT:
            here = Marks(self.marks.marker, statements=self._as_found())
            found = statements_at(here, ruling.span, ruling.value.which, self.text)
        else:
            found = engagements_at(self.marks, ruling.span, ruling.value.which)
        noun = (what or What.STATEMENT).value
        if len(found) != 1:
            self.unfit.append(
                (
                    ruling.id,
                    f"several {noun}s stand in its words" if found else f"no {noun} stands in its words any more",
                )
            )
        elif ruling.kind is RulingKind.REJECT:
            self.rejected.add((what or What.STATEMENT, found[0]))
        elif what is What.STATEMENT:
            self._statement(ruling, found[0])
        else:
            self._told(ruling, found[0])

    def _as_found(self) -> tuple[StatementMark, ...]:
        """The statements by which rulings mean them: as marking made them, and those that were added."""
        return (*self.marks.statements, *self.statements[len(self.marks.statements) :])

    def _statement(self, ruling: Deciding, n: int) -> None:
        people = self._people(ruling)
        if people is None:
            return
        value, statement = ruling.value, self.statements[n]
        changes: dict[str, Any] = {}
        why: list[str] = []
        if value.act is not None and value.act != statement.act:
            why.append(f"act corrected from {statement.act} to {value.act} {ruling.signed}")
            changes["act"] = value.act
        if value.negated is not None and value.negated != statement.negated:
            why.append(f"{'negated' if value.negated else 'not negated'}: corrected {ruling.signed}")
            changes["negated"] = value.negated
        for role, parties in people.items():
            if parties != getattr(statement, role):
                why.append(f"{NOUNS[role]} corrected {ruling.signed}")
                changes[role] = parties
        if not why:
            why.append(f"confirmed {ruling.signed}")
        changed = _with(statement, changes)
        if "act" in changes:
            changed = msgspec.structs.replace(changed, deed=_deed(changed, why[0]))
        self.statements[n] = msgspec.structs.replace(changed, why=(*statement.why, *why))
        self.rejected.discard((What.STATEMENT, n))
        self._saw(What.STATEMENT, n, ruling)

    def _told(self, ruling: Deciding, n: int) -> None:
        value, mark = ruling.value, self.marks.engagements[n]
        known = self.tellings.get(n, RuledTelling(()))
        why: list[str] = []
        changes: dict[str, Any] = {}
        if value.participants is not None:
            taken = self._taking_part(ruling, value.participants)
            if taken is None:
                return
            changes["participants"] = taken
            why.append(f"participants corrected {ruling.signed}")
        if value.kind is not None:
            changes["kind"] = EngagementKind(value.kind)
            before = known.kind or mark.kind
            if before != value.kind:
                why.append(f"kind corrected from {_plain(before)} to {_plain(value.kind)} {ruling.signed}")
        if value.status is not None:
            changes["status"] = EngagementStatus(value.status)
            why.append(f"status corrected to {value.status} {ruling.signed}")
        if value.from_ is not None:
            changes |= {"from_": value.from_, "to": value.to or value.from_}
            why.append(f"date corrected {ruling.signed}")
        if not why:
            why.append(f"confirmed {ruling.signed}")
        at = dict(sorted({**known.at, **dict.fromkeys(changes, ruling.made_at)}.items()))
        self.tellings[n] = msgspec.structs.replace(known, reasons=(*known.reasons, *why), at=at, **changes)
        self.rejected.discard((What.ENGAGEMENT, n))
        self._saw(What.ENGAGEMENT, n, ruling)

    def _taking_part(self, ruling: Deciding, people: Sequence[Who]) -> tuple[Participation, ...] | None:
        found: list[Participation] = []
        for who in people:
            figures = self.people.named(who)
            if not figures:
                self.unfit.append((ruling.id, f"the text does not tell who “{who.words}” is"))
                return None
            span = Span(who.start, who.end)
            found += [Participation(figure, who.role or "participant", span) for figure in figures]
        return tuple(found)

    def _people(self, ruling: Deciding) -> dict[str, tuple[Party, ...]] | None:
        """Everybody whom a ruling names, by their part; None where the text does not tell who one of them is."""
        found: dict[str, tuple[Party, ...]] = {}
        for role in PARTIES:
            people: tuple[Who, ...] | None = getattr(ruling.value, role)
            if people is None:
                continue
            parties: list[Party] = []
            for who in people:
                figures = self.people.named(who)
                if not figures:
                    self.unfit.append((ruling.id, f"the text does not tell who “{who.words}” is"))
                    return None
                parties += [Party(figure, Span(who.start, who.end)) for figure in figures]
            found[role] = tuple(parties)
        return found

    def _saw(self, what: What, n: int, ruling: Deciding) -> None:
        self.seen.setdefault((what, n), []).append(ruling.id)

    # -- all together ----------------------------------------------------------------------------

    def done(self) -> Ruled:
        """The marks in their order without what was rejected; what was added comes last."""
        said = [n for n in range(len(self.statements)) if (What.STATEMENT, n) not in self.rejected]
        told = [n for n in range(len(self.marks.engagements)) if (What.ENGAGEMENT, n) not in self.rejected]
        of_said = {n: number for number, n in enumerate(said)}
        of_told = {n: number for number, n in enumerate(told)}
        figures = self.people.numbers(
            figure
            for figure in (
                *(f for n in said for f in _figures_of(self.statements[n])),
                *(p.figure for n in told if n in self.tellings for p in self.tellings[n].participants or ()),
            )
        )
        marks = msgspec.structs.replace(
            self.marks,
            mentions=tuple(_mention(m, of_told) for m in (*self.marks.mentions, *self.people.mentions(figures))),
            figures=(*self.marks.figures, *self.people.figures(figures)),
            engagements=tuple(_retold(self.marks.engagements[n], of_told) for n in told),
            statements=tuple(self._resaid(self.statements[n], of_said, of_told, figures) for n in said),
        )
        numbers = {What.STATEMENT: of_said, What.ENGAGEMENT: of_told}
        seen = [
            (what, numbers[what][n], id_) for (what, n), ids in self.seen.items() if n in numbers[what] for id_ in ids
        ]
        return Ruled(
            marks=marks,
            statements=tuple(self.of[n] for n in said),
            engagements=tuple(told),
            tellings=tuple(
                (of_told[n], _decided(telling, figures)) for n, telling in sorted(self.tellings.items()) if n in of_told
            ),
            seen=tuple(sorted(seen)),
        )

    def _resaid(
        self, statement: StatementMark, said: Mapping[int, int], told: Mapping[int, int], figures: Mapping[int, int]
    ) -> StatementMark:
        """A statement with the numbers that others have now. What reported a rejected one reports what is in it."""
        within = statement.within
        while within is not None and within not in said:
            within = self.statements[within].within
        changes: dict[str, Any] = {
            role: tuple(_party(party, figures) for party in getattr(statement, role)) for role in PARTIES
        }
        if statement.deed is not None:
            parties = {name: tuple(_party(p, figures) for p in getattr(statement.deed, name)) for name in ("by", "to")}
            changes["deed"] = msgspec.structs.replace(statement.deed, **parties)
        changes["within"] = None if within is None else said[within]
        changes["engagement"] = None if statement.engagement is None else told.get(statement.engagement)
        return msgspec.structs.replace(statement, **changes)


def _figures_of(statement: StatementMark) -> Iterable[int | None]:
    for role in PARTIES:
        yield from (party.figure for party in getattr(statement, role))
    if statement.deed is not None:
        yield from (party.figure for party in (*statement.deed.by, *statement.deed.to))


def _with(statement: StatementMark, changes: Mapping[str, Any]) -> StatementMark:
    """A statement with other parts; who is bound by its deed follows who speaks, and of whom it is asked whom it is
    said to."""
    deed = statement.deed
    if deed is not None:
        for role in ("speakers", "on_behalf_of") if deed.promised else ("targets", "addressees"):
            if role in changes and changes[role] and _who(deed.by) == _who(getattr(statement, role)):
                deed = msgspec.structs.replace(deed, by=changes[role])
                break
    return msgspec.structs.replace(statement, **{"deed": deed, **changes})


def _deed(statement: StatementMark, why: str) -> DeedMark | None:
    """What a statement of this act promises or demands: all that it says, where nothing tells more closely."""
    if statement.negated or statement.act not in PROMISING | DEMANDING:
        return None
    promised = statement.act in PROMISING
    known = statement.deed
    if known is not None and known.promised == promised:
        return known
    if promised:
        by = statement.on_behalf_of or statement.speakers
    else:
        by = statement.targets or statement.addressees
    return DeedMark(promised, by, statement.content, why=why)


def _who(parties: Iterable[Party]) -> set[int | str]:
    return {party.name if party.figure is None else party.figure for party in parties}


def _retold(mark: EngagementMark, told: Mapping[int, int]) -> EngagementMark:
    """An engagement with the numbers that others have now."""
    return msgspec.structs.replace(
        mark,
        part_of=None if mark.part_of is None else told.get(mark.part_of),
        before=None if mark.before is None else told.get(mark.before),
    )


def _decided(telling: RuledTelling, figures: Mapping[int, int]) -> RuledTelling:
    """What was decided, with the numbers that new figures have now."""
    if telling.participants is None:
        return telling
    people = tuple(msgspec.structs.replace(p, figure=figures.get(p.figure, p.figure)) for p in telling.participants)
    return msgspec.structs.replace(telling, participants=people)


def _mention(mention: Mention, told: Mapping[int, int]) -> Mention:
    if mention.kind is not MentionKind.ENGAGEMENT:
        return mention
    return msgspec.structs.replace(mention, refers_to=tuple(told[n] for n in mention.refers_to if n in told))


def _party(party: Party, figures: Mapping[int, int]) -> Party:
    if party.figure is None or party.figure not in figures:
        return party
    return msgspec.structs.replace(party, figure=figures[party.figure])


def _plain(kind: str) -> str:
    return str(kind).replace("_", " ")
