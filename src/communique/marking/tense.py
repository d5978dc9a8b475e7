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

_AHEAD = frozenset(("will", "shall", "'ll", "’ll", "would", "wo", "should", "may", "might", "must"))
_PERFECT = frozenset(("have", "has", "had", "having", "'ve", "’ve"))
_DUE = frozenset(
    ["due", "set", "scheduled", "expected", "planned", "slated", "going", "poised", "hopes", "plans", "intends"]
)

_TELLS = (
    "say",
    "tell",
    "report",
    "note",
    "writ",
    "add",
    "know",
    "think",
    "believ",
    "remember",
    "recall",
    "have",
    "has",
)
_OPEN = frozenset(("to", "could", "can"))  # a deed that the verb above leaves open
_BEFORE_NOUN = frozenset(("compound", "nmod", "amod", "nummod", "poss"))
_IS = frozenset(["is", "are", "was", "were", "been"])  # "was to leave on Thursday", "was to have seen him on Friday"


def leaning(passage: Passage, mark: TimeMark) -> TimeValue:
    """The value with its direction; `mark` has prose offsets of this passage. What the words themselves tell stays."""
    value = mark.value
    weekend = value.unit == "weekend" and value.weeks == 0  # "this weekend I spoke with X"
    if value.direction is not Direction.NEAREST or not value.anchored or (value.relative and not weekend):
        return value
    token = passage.token_at(mark.span.start)
    if token.dep_ in _BEFORE_NOUN and _names_what_follows(token, mark):
        return value  # "they discussed the June 14 summit": the verb tells nothing of when that is
    while token.head.i != token.i:
        token = token.head
        if token.tag_[:1] == "V" or token.tag_ == "MD":
            direction = _of(token, value)
            if direction is not None:
                return msgspec.structs.replace(value, direction=direction)
            if any(c.dep_ == "aux" and c.lower_ in _OPEN for c in token.children):
                break  # "they spoke to prepare for the meeting on Friday": the tense above is not that of the deed
            if token.dep_ not in ("xcomp", "conj", "advcl", "acl", "ccomp", "pcomp", "amod"):
                break
    return value


def _names_what_follows(token: Token, mark: TimeMark) -> bool:
    """True for a time that stands before the noun that it qualifies: "the June trip", "the June 29-30 summit"."""
    head = token.head
    while head.idx < mark.span.end and head.head.i > head.i and head.dep_ in _BEFORE_NOUN:
        head = head.head
    return head.tag_[:1] == "N" and head.idx >= mark.span.end


def _of(verb: Token, value: TimeValue) -> Direction | None:
    aux = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if aux & _AHEAD:
        return Direction.PAST if aux & _PERFECT else Direction.FUTURE
    if "to" in aux and (verb.dep_ == "acl" or verb.head.lower_ in _DUE or _is_to(verb)):
        return Direction.FUTURE
    if verb.lower_ in _DUE and verb.tag_ == "VBN":
        return Direction.FUTURE
    if verb.tag_ == "VBD" or aux & {"was", "were", "had", "did"} or (verb.tag_ == "VBN" and aux & {"has", "have"}):
        return Direction.PAST
    if verb.tag_ in ("VBP", "VBZ") and value.weekday is not None and value.month is None and _moves(verb, aux):
        return Direction.FUTURE
    return None


def _is_to(verb: Token) -> bool:
    """ "Was to leave on Thursday", not "it was necessary to hold the vote in June"."""
    head = verb.head
    return head.lower_ in _IS and not any(c.dep_ in ("acomp", "attr") for c in head.children)


def _moves(verb: Token, aux: set[str]) -> bool:
    """ "They meet on Monday": what is in the present and has a day of the week is arranged for it."""
    return not aux and verb.lower_ not in _IS and not verb.lower_.startswith(_TELLS)
