"""Which way an expression of time looks, by the tense of its verb: "unveiled in December" looks back, "will meet on
Tuesday" ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from communique.marking.passages import Passage
from communique.model.marks import TimeMark
from communique.model.times import Direction, TimeValue

if TYPE_CHECKING:
    from spacy.tokens import Token

_AHEAD = frozenset(("will", "shall", "'ll", "’ll", "would"))
_DUE = frozenset(
    ["due", "set", "scheduled", "expected", "planned", "slated", "going", "poised", "hopes", "plans", "intends"]
)

_BEFORE_NOUN = frozenset(("compound", "nmod", "amod", "nummod", "poss"))
_IS = frozenset(["is", "are", "was", "were", "been"])  # "was to leave on Thursday", "was to have seen him on Friday"


def leaning(passage: Passage, mark: TimeMark) -> TimeValue:
    """The value with its direction; `mark` has prose offsets of this passage. What the words themselves tell stays."""
    value = mark.value
    if value.direction is not Direction.NEAREST or not value.anchored or value.relative:
        return value
    token = passage.token_at(mark.span.start)
    if token.dep_ in _BEFORE_NOUN and _names_what_follows(token, mark):
        return value  # "they discussed the June 14 summit": the verb tells nothing of when that is
    while token.head.i != token.i:
        token = token.head
        if token.tag_[:1] == "V" or token.tag_ == "MD":
            direction = _of(token)
            if direction is not None:
                return msgspec.structs.replace(value, direction=direction)
            if token.dep_ not in ("xcomp", "conj", "advcl", "acl", "ccomp", "pcomp", "amod"):
                break
    return value


def _names_what_follows(token: Token, mark: TimeMark) -> bool:
    """True for a time that stands before the noun that it qualifies: "the June trip", "the June 29-30 summit"."""
    head = token.head
    while head.idx < mark.span.end and head.head.i > head.i and head.dep_ in _BEFORE_NOUN:
        head = head.head
    return head.tag_[:1] == "N" and head.idx >= mark.span.end


def _of(verb: Token) -> Direction | None:
    aux = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if aux & _AHEAD:
        return Direction.FUTURE
    if "to" in aux and (verb.dep_ == "acl" or verb.head.lower_ in _DUE or verb.head.lower_ in _IS):
        return Direction.FUTURE
    if verb.lower_ in _DUE and verb.tag_ == "VBN":
        return Direction.FUTURE
    if verb.tag_ == "VBD" or aux & {"was", "were", "had", "did"} or (verb.tag_ == "VBN" and aux & {"has", "have"}):
        return Direction.PAST
    return None
