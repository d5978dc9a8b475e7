"""What people decided, in words: which lines somebody has seen, and the rulings made last."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from msgspec import Struct, convert

from communique.model.aims import engagements_at, figures_at, statements_at
from communique.model.rulings import RulingKind, RulingLine, What, Which, taken_back
from communique.model.spans import Span
from communique.record import Record
from communique.views.review import rows

VERBS = {
    RulingKind.CONFIRM: "Confirmed",
    RulingKind.REJECT: "Rejected, and out of the record",
    RulingKind.CORRECT: "Corrected",
    RulingKind.ADD: "Added",
    RulingKind.SAME: "Joined with",
    RulingKind.APART: "Taken apart from",
    RulingKind.COMMITMENT: "What became of it",
    RulingKind.UNDO: "Undone",
}
FIELDS = {
    "act": "act",
    "kind": "kind",
    "status": "status",
    "from": "from",
    "to": "to",
    "speakers": "who says it",
    "on_behalf_of": "on whose behalf",
    "addressees": "to whom",
    "targets": "about whom",
    "participants": "who takes part",
}


class Decided(Struct, frozen=True):
    """A ruling in words; `stands` until another one undoes it."""

    line: RulingLine
    told: str
    stands: bool
    now: str | None = None  # the id of the document in which its words stand
    passage: int = 0  # where the passage begins in which they stand
    of: str | None = None  # the line of which it speaks; None where there is none


def seen(record: Record) -> frozenset[str]:
    """The ids of the lines on which somebody has ruled: they wait no more."""
    return frozenset(rows(record).seen())


def lately(record: Record, most: int) -> tuple[Decided, ...]:
    """The rulings made last, the latest first; those that only undo another are told there."""
    made = list(record.rulings.every())
    back = _back(made)
    shown = [line for line in reversed(made) if line.undoes is None][:most]
    return tuple(_decided(record, line, line.id not in back) for line in shown)


def decided(record: Record, ids: Collection[str]) -> tuple[Decided, ...]:
    """The rulings with these ids that were one decision: of one kind, by one person, for one reason."""
    made = list(record.rulings.every()) if any(ids) else []
    back = _back(made)
    found = [_decided(record, line, line.undoes is None and line.id not in back) for line in made if line.id in ids]
    one = [(d.line.kind, d.line.by, d.line.why, d.stands) for d in found]
    return tuple(d for d, decision in zip(found, one, strict=True) if decision == one[0])


def of_line(record: Record, id_: str, documents: Collection[str]) -> tuple[Decided, ...]:
    """The rulings on the line with this id, whose words stand in these documents; the latest first."""
    made = [line for line in record.rulings.every() if line.document in documents or line.undoes is not None]
    back = _back(made)
    found = (_decided(record, line, line.id not in back) for line in reversed(made) if line.undoes is None)
    return tuple(one for one in found if one.of is not None and id_ in (one.of, record.resolve(one.of)))


def line_of(record: Record, ruling: RulingLine) -> str | None:
    """The id of the line of which a ruling speaks, as the record has it at present; None where it has none."""
    asked, span = rows(record), Span(ruling.start, ruling.end)
    try:
        marks, text = record.marks(ruling.document), record.text(ruling.document)
    except KeyError:
        return None
    what = ruling.value.get("what")
    which = convert(ruling.value["which"], Which) if ruling.value.get("which") else None
    if what is None and ruling.kind in (RulingKind.COMMITMENT, RulingKind.UNDO):
        return asked.promised_at(ruling.document, span)
    if what == What.ENGAGEMENT:
        found = engagements_at(marks, span, which)
    elif what == What.ACTOR:
        found = list(figures_at(marks, span) or ())
    else:
        found = statements_at(marks, span, which, text)
    return asked.line_at(what or What.STATEMENT, ruling.document, found[0]) if found else None


def _decided(record: Record, line: RulingLine, stands: bool) -> Decided:
    begins = rows(record).begins(line.document, line.start) if line.document else 0
    return Decided(line, told(line), stands, line.document or None, begins, line_of(record, line))


def _back(made: list[RulingLine]) -> frozenset[str]:
    return taken_back((line.id, line.undoes) for line in made if line.undoes is not None)


def told(line: RulingLine) -> str:
    """“Corrected: act demand, who says it Ada Orlan”."""
    verb = VERBS.get(RulingKind(line.kind), line.kind)
    if isinstance(other := line.value.get("other"), dict):
        return f"{verb} “{_plain(str(other.get('words', '')))[:60]}”"
    return f"{verb}: {', '.join(said)}" if (said := list(_said(line.value))) else verb


def _said(value: Mapping[str, Any]) -> list[str]:
    found = []
    if "negated" in value:
        found.append("denied" if value["negated"] else "not denied")
    for name, words in FIELDS.items():
        if name not in value:
            continue
        if isinstance(value[name], str):
            found.append(f"{words} {value[name]}".replace("_", " "))
        else:
            found.append(f"{words} {'; '.join(_plain(who['words']) for who in value[name]) or 'nobody'}")
    return found


def _plain(words: str) -> str:
    return " ".join(words.split())
