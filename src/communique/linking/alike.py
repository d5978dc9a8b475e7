"""Figures that say the same, wherever they stand: linking reads and compares them once.

    every = alike(rows)             # "Biden", President of state:US, in 217 documents: one `Alike` with 217 members
    token = likeness(row)           # equal for rows that say the same

Most rows of a block that is in every document repeat a few forms. What linking decides follows from what each form
says, from the documents that use it and from the order of its members; nothing else of a row counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

import msgspec
from msgspec import Struct

from communique.linking.inputs import FigureRow, Member
from communique.model.marks import ActorKind
from communique.model.spans import Span

NOWHERE = Span(0, 0)
BYTES = 12  # of a token: two forms of one block share one by chance less often than once in 10^20

_pack = msgspec.msgpack.encode


class Alike(Struct, frozen=True):
    """What some figures say, as the first of them says it, and which figures: sorted, none of another form."""

    row: FigureRow
    members: tuple[Member, ...]
    token: str = ""  # see `likeness`

    @property
    def documents(self) -> frozenset[str]:
        return frozenset(member.document for member in self.members)

    def apart(self) -> list[Alike]:
        """The same for each document by itself."""
        by_document: dict[str, list[Member]] = {}
        for member in self.members:
            by_document.setdefault(member.document, []).append(member)
        return [Alike(self.row, tuple(members), self.token) for members in by_document.values()]


def likeness(row: FigureRow) -> str:
    """A token of what a row says, without where and how often it says it."""
    offices = tuple(dict.fromkeys(msgspec.structs.replace(office, span=NOWHERE) for office in row.offices))
    if row.kind is ActorKind.PERSON:  # the first office of anybody else names it
        offices = tuple(sorted(offices, key=_pack))
    bare = msgspec.structs.replace(row, document="", n=0, first_span=NOWHERE, offices=offices)
    return blake2b(_pack(bare), digest_size=BYTES).hexdigest()


def alike(rows: Iterable[FigureRow]) -> list[Alike]:
    """Rows in any order, those that say the same together."""
    found: dict[str, list[FigureRow]] = {}
    for row in rows:
        found.setdefault(likeness(row), []).append(row)
    ordered = {token: sorted(same, key=lambda row: row.member) for token, same in found.items()}
    return [Alike(same[0], tuple(row.member for row in same), token) for token, same in ordered.items()]
