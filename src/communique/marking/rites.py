"""Rites: words of a demand with which nothing is demanded, as a courtesy or the floor that is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.marking.passages import Passage

if TYPE_CHECKING:
    from spacy.tokens import Token

_RITES = frozenset(
    ("prayer", "praying", "thanking", "congratulating", "celebrating", "wishing", "honouring", "honoring")
)


def gives_floor(anchor: Token, head: Token) -> bool:
    """ "I call on Ms. Bole and her question": who may speak, with nothing that is to be done."""
    if head.lower_ in ("question", "questions") and head.dep_ == "pobj":
        return anchor.lower_ in ("call", "calling")  # "I’ll call on people for questions"
    on = anchor.i + 1 < len(anchor.doc) and anchor.nbor(1).lower_ in ("on", "upon")
    return anchor.lower_ in ("call", "calling") and on and head.tag_ in ("NNP", "NNPS") and head.dep_ == "pobj"


def is_rite(passage: Passage, head: Token, end: int) -> bool:
    """ "I ask you all to join me in prayer": a courtesy."""
    after = [t.lower_ for t in passage.doc[head.i + 1 : head.i + 6] if t.idx < end]
    return head.lower_ == "join" and bool({"me", "us"} & set(after)) and bool(_RITES & set(after))
