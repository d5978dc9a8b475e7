"""An edition: one state of the record as pages see it, with what is worth remembering while it lasts."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

from communique.record.desk import Place
from communique.views.actor import Deeds, Stand
from communique.views.contents import Contents
from communique.web.links import Links, numbered, path_of
from communique.web.pages.addresses import rows_of
from communique.web.pages.editions import Before
from communique.web.parts import may_be_heavy

REMEMBERED = 400_000  # places of statements, eight bytes each


@dataclass(frozen=True)
class Appended:
    """What other pages must know of those in the appendix, which come later than the rest."""

    known: frozenset[str] = frozenset()  # ids that have a page there
    worded: frozenset[str] = frozenset()  # documents whose sentences stand beside precedents
    anchors: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)  # by document: spans they open
    stands: Mapping[str, tuple[Stand, ...]] = field(default_factory=dict)  # by actor: its pages of positions
    deeds: Mapping[str, tuple[Deeds, ...]] = field(default_factory=dict)  # by actor: its lines in the registers


@dataclass(frozen=True)
class Edition:
    number: int
    contents: Contents
    appended: Appended = field(default_factory=Appended)
    orders: Orders = field(default_factory=lambda: Orders())
    evidence_only: bool = False  # quotations in their context instead of whole documents
    before: Before | None = None  # what a published folder held before
    until: str = ""  # the day up to which it was added to
    parts: Mapping[str, tuple[int, ...]] | None = None  # where the parts of heavy documents begin; None: not looked up

    @cached_property
    def places(self) -> Mapping[str, str]:
        """For each line of a list the page that holds it."""
        contents = self.contents
        lists: Mapping[str, Sequence[str]] = {
            "instruments": contents.instruments,
            "discrepancies": contents.discrepancies,
            "findings": contents.findings,
        }
        return {id: numbered(name, n // rows_of(name) + 1) for name, ids in lists.items() for n, id in enumerate(ids)}

    @cached_property
    def documents(self) -> Mapping[str, int]:
        """The place of each document in the list."""
        return {id: n for n, id in enumerate(self.contents.documents)}

    def may_be_heavy(self, document: str) -> bool:
        contents = self.contents
        return may_be_heavy(contents.said_in.get(document, 0), contents.characters.get(document, 0))

    @cached_property
    def _known(self) -> frozenset[str]:
        return self.contents.known | self.appended.known

    def links(self, root: str) -> Links:
        if self.parts is not None:
            return Links(root, self._known, self.places, self.parts, self.appended.worded)
        return PagedLinks(root, self._known, self.places, worded=self.appended.worded, edition=self)

    def in_order(self, name: str, ask: Callable[[], Sequence[Place]]) -> Places:
        """The places of an actor's statements in time, asked for once."""
        return self.orders.get(name, self.contents.documents, self.documents, ask)


@dataclass(frozen=True)
class PagedLinks(Links):
    """Where a document may run over several pages, the page that is asked for finds out which one is meant."""

    edition: Edition | None = None

    def passage(self, document: str, at: int) -> str | None:
        if document not in self.known:
            return None
        assert self.edition is not None
        asked = f"?at={at}" if at and self.edition.may_be_heavy(document) else ""
        return self.root + path_of(document) + asked


class Orders:
    """Long sequences of places, packed; the oldest go when there are many."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._packed: OrderedDict[str, array[int]] = OrderedDict()
        self._size = 0

    def get(
        self, name: str, ids: Sequence[str], numbers: Mapping[str, int], ask: Callable[[], Sequence[Place]]
    ) -> Places:
        with self._lock:
            packed = self._packed.get(name)
            if packed is not None:
                self._packed.move_to_end(name)
        if packed is None:
            packed = array("I")
            for document, n in ask():
                if document in numbers:  # it may have been added since this edition
                    packed.extend((numbers[document], n))
            self._keep(name, packed)
        return Places(packed, ids)

    def _keep(self, name: str, packed: array[int]) -> None:
        with self._lock:
            if name not in self._packed:
                self._packed[name] = packed
                self._size += len(packed)
            while self._size > 2 * REMEMBERED and len(self._packed) > 1:
                self._size -= len(self._packed.popitem(last=False)[1])


class Places:
    """Places of statements, in order."""

    def __init__(self, packed: array[int], ids: Sequence[str]) -> None:
        self._packed = packed
        self._ids = ids

    def __len__(self) -> int:
        return len(self._packed) // 2

    def between(self, start: int, end: int) -> list[Place]:
        packed = self._packed[2 * start : 2 * end]
        return [(self._ids[packed[at]], packed[at + 1]) for at in range(0, len(packed), 2)]
