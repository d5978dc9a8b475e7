"""What people decided, in words: which lines somebody has seen, and the rulings made last."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from communique.model.rulings import RulingKind, RulingLine
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


def seen(record: Record) -> frozenset[str]:
    """The ids of the lines on which somebody has ruled: they wait no more."""
    return frozenset(rows(record).seen())


def lately(record: Record, most: int) -> tuple[Decided, ...]:
    """The rulings made last, the latest first; those that only undo another are told there."""
    made = list(record.rulings.every())
    standing = _standing(made)
    shown = [line for line in reversed(made) if line.undoes is None][:most]
    return tuple(_decided(line, line.id in standing) for line in shown)


def decided(record: Record, id_: str) -> Decided | None:
    """One ruling, by its id."""
    made = list(record.rulings.every())
    found = next((line for line in made if line.id == id_), None)
    return _decided(found, found.undoes is None and found.id in _standing(made)) if found else None


def _decided(line: RulingLine, stands: bool) -> Decided:
    return Decided(line, told(line), stands, line.document or None)


def _standing(made: list[RulingLine]) -> frozenset[str]:
    """The ids of those that nobody took back; who takes back a taking back restores it."""
    undone: dict[str, list[str]] = {}
    for line in made:
        if line.undoes is not None:
            undone.setdefault(line.undoes, []).append(line.id)

    def stands(id_: str) -> bool:
        return not any(stands(other) for other in undone.get(id_, ()))

    return frozenset(line.id for line in made if stands(line.id))


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
