"""Rulings made by chance of whatever a record holds: for tests that any of them, in any order, gives one record."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from communique import pipeline
from communique.errors import NotFound, UsageError
from communique.model.marks import FAMILY_OF
from communique.model.rulings import Decision
from communique.model.spans import Span
from communique.record import Record, state

NAMES = ("Ada Orlan", "Bo Vesterhav")


class Remembering:
    """Reads and marks in this process, each document once: what another record needs is known already."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Any] = {}

    def __call__(
        self,
        tasks: Iterator[tuple[str, Any]],
        function: Callable[[Any], Any],
        *,
        initializer: Callable[[], None] | None = None,
        **limits: object,
    ) -> Iterator[tuple[str, Any]]:
        if initializer is not None:
            initializer()
        for key, task in tasks:
            at = (function.__name__, key)
            if at not in self._known:
                self._known[at] = function(task)
            yield key, self._known[at]


def add(record: Path, documents: list[Path], runner: Remembering, lexicon: Path) -> None:
    pipeline.add(record, documents, lexicon=[lexicon], runner=runner)


def said(path: Path, but: tuple[str, ...] = ("ruling",)) -> dict[str, list[str]]:
    """All that a record says, table by table, without the rulings themselves."""
    with Record.open(path) as record:
        found: dict[str, list[str]] = {}
        for table in state.tables(record.db):
            if table in state.JOURNAL | state.SHORTCUTS or table in but:
                continue
            names = [c for c in state.columns(record.db, table) if (table, c) not in state.PACKED | state.OWN_NUMBER]
            listed = ", ".join(f'"{name}"' for name in names)
            found[table] = sorted(map(repr, record.db.rows(f"SELECT {listed} FROM {table}")))
        return found


class Chance:
    """Makes rulings by a seed."""

    def __init__(self, record: Record, seed: int) -> None:
        self._record = record
        self._random = random.Random(seed)

    def rule(self, many: int) -> list[str]:
        """The kinds of so many rulings that made sense."""
        made: list[str] = []
        while len(made) < many:
            kind = self._random.choice(KINDS)
            try:
                decided = getattr(self, f"_{kind}")()
                for decision in decided:
                    self._record.rulings.make(decision, self._random.choice(NAMES), "by chance")
            except (UsageError, NotFound):
                continue
            made += [kind] if decided else []
        return made

    def undo_one(self) -> bool:
        standing = self._record.rulings.standing()
        if standing:
            self._record.rulings.undo(self._random.choice(standing).id, self._random.choice(NAMES), "after all")
        return bool(standing)

    def _some(self, sql: str, *values: str) -> Any:
        return self._random.choice(self._record.db.rows(sql, values).fetchall() or [(None, None)])

    def _who(self, document: str, **more: str) -> Mapping[str, object]:
        """A mention, or by chance words that name somebody whom marking does not know."""
        start, end = self._some("SELECT start, end FROM mention WHERE kind = 'actor' AND document = ?", document)
        if start is None or self._random.random() < 0.3:
            text = self._record.text(document)
            start = self._random.choice([n for n, letter in enumerate(text) if letter.isupper()])
            end = min(len(text), start + self._random.randint(4, 16))
        return {"start": start, "end": end, **more}

    def _confirm(self) -> list[Decision]:
        return self._record.rulings.decisions("confirm", self._some("SELECT id FROM statement")[0])

    def _reject(self) -> list[Decision]:
        return self._record.rulings.decisions("reject", self._some("SELECT id FROM statement")[0])

    def _correct(self) -> list[Decision]:
        id_, document = self._some("SELECT id, document FROM statement")
        roles = self._random.sample(("speakers", "addressees", "targets", "on_behalf_of"), self._random.randint(0, 2))
        value: dict[str, object] = {r: [self._who(document)] * self._random.randint(0, 1) for r in roles}
        value["act"] = self._random.choice(sorted(FAMILY_OF))
        return self._record.rulings.decisions("correct", id_, value)

    def _add(self) -> list[Decision]:
        document, text = self._some("SELECT document, text FROM text")
        start = self._random.randrange(len(text) - 60)
        who = [self._who(document)]
        value = {"act": self._random.choice(sorted(FAMILY_OF)), "speakers": who, "targets": who}
        return [Decision("add", document, Span(start, start + self._random.randint(9, 59)), value)]

    def _confirm_engagement(self) -> list[Decision]:
        return self._record.rulings.decisions("confirm", self._some("SELECT id FROM engagement")[0])

    def _reject_engagement(self) -> list[Decision]:
        return self._record.rulings.decisions("reject", self._some("SELECT id FROM engagement")[0])

    def _correct_engagement(self) -> list[Decision]:
        id_, document = self._some("SELECT id, document FROM engagement_mark")
        value: dict[str, object] = {"from": f"2032-0{self._random.randint(1, 9)}-11"}
        if self._random.random() < 0.5:
            value |= {"kind": "call", "status": "cancelled", "participants": [self._who(document, role="host")]}
        return self._record.rulings.decisions("correct", id_, value)

    def _same(self) -> list[Decision]:
        table = self._random.choice(("figure WHERE kind = 'person'", "engagement_mark"))
        one, other = (self._some(f"SELECT id FROM {table}")[0] for _ in range(2))
        return [self._record.rulings.joining("same", one, other)]

    def _apart(self) -> list[Decision]:
        table, members, number = self._random.choice(
            (("figure", "figure_actor", "figure"), ("engagement_mark", "engagement_member", "n"))
        )
        column = "actor" if table == "figure" else "engagement"
        joined = f"FROM {table} t JOIN {members} m ON m.document = t.document AND m.{number} = t.n"
        (whole,) = self._some(f"SELECT {column} FROM {members} GROUP BY 1 HAVING count(*) > 1")[:1]
        one, other = (self._some(f"SELECT t.id {joined} WHERE m.{column} = ?", str(whole))[0] for _ in range(2))
        return [self._record.rulings.joining("apart", str(one), str(other))]


KINDS = (
    *("confirm", "reject", "correct", "correct", "add"),
    *("confirm_engagement", "reject_engagement", "correct_engagement", "same", "same", "apart", "apart"),
)
