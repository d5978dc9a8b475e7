"""Texts and their copies: what is compared of a document, what two of them share, and where a text comes from."""

from __future__ import annotations

from msgspec import Struct

CROWD = 48  # documents that share a key and are all compared with each other; of more, each with a few


class TextRow(Struct, frozen=True, order=True):
    """A document as comparing texts sees it."""

    document: str
    signature: bytes  # empty where the text is too short to be told from others
    shingles: int  # different runs of three words
    house: str | None  # its publisher
    credit: str | None  # the agency or outlet that it credits
    published: str | None  # the day that it bears as its own, `2017-10-31`
    official: bool  # issued by a party, not by the press


class Likeness(Struct, frozen=True):
    """What two texts share, counted in different runs of three words and in different names and numbers.

    `swapped` are names and numbers that one text has more often than the other, between words that both have, while
    that one has others of its own: the fillings of a form.
    """

    shared: int
    shorter: int
    longer: int
    same: int
    swapped: int

    @property
    def contained(self) -> float:
        """The part of the shorter text that stands in the longer one."""
        return self.shared / self.shorter if self.shorter else 0.0

    @property
    def covered(self) -> float:
        """The part of the longer text that stands in the shorter one."""
        return self.shared / self.longer if self.longer else 0.0

    @property
    def words(self) -> str:
        """What they share, for a reader."""
        names = f"; {self.same} names and numbers are the same, {self.swapped} are others" if self.same else ""
        return (
            f"{self.shared} of the {self.shorter} different runs of three words in the shorter text"
            f" ({100 * self.shared // self.shorter} %) stand in the longer one ({self.longer}){names}"
        )


class TextLink(Struct, frozen=True):
    """Two documents, in order, that carry one text."""

    document: str
    other: str
    likeness: Likeness


class Placing(Struct, frozen=True):
    """Where the text of one document comes from; `family` is the first of all documents that carry it."""

    document: str
    family: str
    origin: str | None  # agency, outlet or publisher; None where the document is its own origin, or nobody says
    origin_document: str | None
    reason: str
