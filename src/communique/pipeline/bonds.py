"""Rulings on what is one and what is two, as linking needs them: which blocks they join, and which they make stale."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from communique.linking.bonds import Anchor, Bond, Settled, settle
from communique.model.rulings import What
from communique.record import Record
from communique.record.linkrows import BondRow

Block = Callable[[Anchor], str | None]


class _Key(NamedTuple):
    """A bond and the two marks that it means now."""

    ruling: str
    one: Anchor
    other: Anchor


class Bonds:
    """The rulings that stand, beside those by which the record was linked last."""

    def __init__(self, record: Record) -> None:
        self._rows = record.rows
        joined, lost = record.rulings.on_links()
        self._joined = {one.line.id: one for one in joined}
        self.unfit = [(line, why) for line, why in lost]
        self.settled: dict[What, Settled] = {}
        for what in (What.ACTOR, What.ENGAGEMENT):
            self.settled[what] = settle(
                Bond(one.line.id, one.one, one.other, one.same, _reason(one.line.kind, one.line.by, one.line.made_at))
                for one in joined
                if one.what is what
            )
            self.unfit += [(self._joined[id_].line, why) for id_, why in self.settled[what].refused]
        self._former = {row.ruling: row for row in record.rows.bonds()}

    @property
    def any(self) -> bool:
        return bool(self._former or any(settled.bonds for settled in self.settled.values()))

    @property
    def changed(self) -> bool:
        """Whether others apply than those by which the record was linked last."""
        return bool(self._changes(What.ACTOR) or self._changes(What.ENGAGEMENT))

    def stale(self, what: What) -> set[str]:
        """The blocks of marks of which others decide than before, as they were and as they are."""
        rulings = self._changes(what)
        found = {block for id_ in rulings if id_ in self._former for block in self._former[id_].blocks}
        found |= {self._block(what, end) for b in self._bonds(what) if b.ruling in rulings for end in (b.one, b.other)}
        return found - {""}

    def together(self, what: What, blocks: Iterable[str]) -> list[tuple[str, ...]]:
        """These blocks, those that a bond ties or tied to each other or to further ones together."""
        tied: list[set[str]] = []
        for pair in self._pairs(what):
            near = [one for one in tied if one & pair]
            tied = [one for one in tied if not one & pair] + [pair.union(*near)]
        wanted = set(blocks)
        found = [one for one in tied if one & wanted]
        alone = wanted - {block for one in found for block in one}
        return sorted([*(tuple(sorted(one)) for one in found), *((block,) for block in alone)])

    def bound(self, what: What) -> set[str]:
        """The blocks in which a bond says something, or said something before."""
        return {block for pair in self._pairs(what) for block in pair}

    def store(self) -> None:
        """Notes by which bonds the record is linked now."""
        self._rows.save_bonds(
            BondRow(
                *(b.ruling, what.value, self._joined[b.ruling].line.kind),
                *(*b.one, self._block(what, b.one), *b.other, self._block(what, b.other)),
            )
            for what in (What.ACTOR, What.ENGAGEMENT)
            for b in self._bonds(what)
        )

    def _bonds(self, what: What) -> tuple[Bond, ...]:
        return self.settled[what].bonds

    def _pairs(self, what: What) -> list[set[str]]:
        """The blocks of each bond, now and when the record was linked last."""
        now = [{self._block(what, b.one), self._block(what, b.other)} for b in self._bonds(what)]
        before = [set(row.blocks) for row in self._former.values() if row.what == what]
        return [pair - {""} for pair in (*now, *before) if pair - {""}]

    def _block(self, what: What, anchor: Anchor) -> str:
        return self._rows.block_of("link_figure" if what is What.ACTOR else "link_engagement", *anchor) or ""

    def _changes(self, what: What) -> set[str]:
        """The rulings that apply and did not, that did and do not, and those that mean other marks now."""
        now = {_Key(b.ruling, b.one, b.other) for b in self._bonds(what)}
        before = {
            _Key(row.ruling, (row.document, row.n), (row.other_document, row.other_n))
            for row in self._former.values()
            if row.what == what
        }
        return {key.ruling for key in now ^ before}


def _reason(kind: str, by: str, made_at: str) -> str:
    return f"held to be {'one' if kind == 'same' else 'two'} by {by} on {made_at[:10]}"
