"""From the options of `communique rule` to decisions: whom words name, and what of a line changes."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from communique.errors import UsageError
from communique.model.rulings import Decision, RulingKind
from communique.model.spans import Span

if TYPE_CHECKING:
    from communique.record import Record

Words = tuple[str, ...]


@Parameter(name="*")
@dataclass(frozen=True)
class Changes:
    """What a correction or an addition says. Whoever is named is named by words of the same document, or by their
    place, as 120-133; an empty name means nobody."""

    act: str | None = None
    """Of a statement: its speech act, such as demand."""
    negated: bool | None = None
    """Of a statement: it is negated, or --no-negated."""
    speaker: Annotated[Words, Parameter(negative="")] = ()
    """Who says it; given once for each."""
    on_behalf_of: Annotated[Words, Parameter(negative="")] = ()
    """For whom it is said."""
    addressee: Annotated[Words, Parameter(negative="")] = ()
    """To whom it is said."""
    target: Annotated[Words, Parameter(negative="")] = ()
    """About whom it is said, or of whom something is asked."""
    words: str | None = None
    """Of a statement that is added: its content, as it stands in the document."""
    cue: str | None = None
    """… the words that show what is said, such as called on."""
    kind: str | None = None
    """Of an engagement: meeting, call, visit, summit and so on."""
    status: str | None = None
    """Of an engagement: held, planned, postponed, cancelled; of a commitment or demand: what became of it."""
    from_: Annotated[str | None, Parameter(name="--from")] = None
    """Of an engagement: the day or time on which it began, as 2031-02-03 or 2031-02-03T10:30."""
    to: str | None = None
    """… and on which it ended, where that is another."""
    participant: Annotated[Words, Parameter(negative="")] = ()
    """Of an engagement: who took part, all of them; host=Ada Orlan names a host, guest=… a guest."""


PARTIES = {"speaker": "speakers", "on_behalf_of": "on_behalf_of", "addressee": "addressees", "target": "targets"}
PLAIN = ("act", "negated", "kind", "status", "to")


def decisions(record: Record, kind: str, id: str, changes: Changes) -> list[Decision]:
    """What has to be decided so that this holds of the line with this id. Raises NotFound or UsageError."""
    if changes.words is not None or changes.cue is not None:
        raise UsageError("its words stay as they are", "rule correct", "rule reject, and rule add for other words")
    found = record.rulings.decisions(kind, id)
    if kind == RulingKind.CORRECT and changes == Changes():
        known = ", ".join(f"--{field.name.strip('_').replace('_', '-')}" for field in fields(Changes))
        raise UsageError("nothing is said that changes", "rule correct", known)
    if kind != RulingKind.CORRECT:
        return found
    said = _said(record, found[0].document, changes, found[0].span)
    return record.rulings.decisions(kind, id, said)


def addition(record: Record, name: str, changes: Changes) -> Decision:
    """The decision that words of a document are a statement. Raises NotFound or UsageError."""
    documents = record.documents_named(name)
    if len(documents) > 1:
        raise UsageError("several documents came from there", name, ", ".join(documents[:3]))
    if changes.words is None:
        raise UsageError("no words are said", "rule add", '--words "…", as they stand in the document')
    span = _only_place(record, documents[0], changes.words)
    said = _said(record, documents[0], changes, span)
    if changes.cue is not None:
        said["cue"] = record.rulings.named(documents[0], changes.cue, span)
    return Decision(RulingKind.ADD, documents[0], span, said)


def _only_place(record: Record, document: str, words: str) -> Span:
    if place := re.fullmatch(r"(\d+)-(\d+)", words.strip()):
        return Span(int(place[1]), int(place[2]))
    found = record.rulings.places(document, words)
    if len(found) != 1:
        what = "these words stand there more than once" if found else "these words do not stand there"
        near = ", ".join(f"{span.start}-{span.end}" for span in found[:5])
        raise UsageError(what, document, f"--words {near}" if near else "words as they stand in the document")
    return found[0]


def _said(record: Record, document: str, changes: Changes, near: Span) -> dict[str, object]:
    """The fields of `Value` that the options give."""
    said: dict[str, object] = {name: getattr(changes, name) for name in PLAIN if getattr(changes, name) is not None}
    if changes.from_ is not None:
        said["from"] = changes.from_
    for option, role in PARTIES.items():
        given: Words = getattr(changes, option)
        if given:
            said[role] = [record.rulings.named(document, name, near) for name in given if name.strip()]
    if changes.participant:
        said["participants"] = [_participant(record, document, one, near) for one in changes.participant if one.strip()]
    return said


def _participant(record: Record, document: str, given: str, near: Span) -> dict[str, object]:
    role, sign, name = given.partition("=")
    who = record.rulings.named(document, name if sign else given, near)
    return {**who, "role": role.strip()} if sign else who
