"""How an engagement noun hangs in its sentence: on which verb, and whether that makes it an engagement at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.marking.attending import LIGHT

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_subject(head: Token) -> bool:
    return head.dep_ in ("nsubj", "nsubjpass")


def is_described(head: Token) -> bool:
    """ "The talks that have begun between X and Y": not those that the text has told of."""
    return any(c.dep_ in ("relcl", "acl") or (c.dep_ == "prep" and c.lower_ == "of") for c in head.children)


def is_carried(head: Token, verb: Token | None) -> bool:
    """A word that often means something else counts with "with X" or "between X and Y", or carried by a verb."""
    named = any(c.dep_ == "prep" and c.lower_ in ("with", "between", "to") for c in head.children)
    carried = verb is not None and verb.lower_ in LIGHT and head.dep_ == "dobj"
    owned = any(c.dep_ == "poss" and (c.tag_ != "PRP$" or c.lower_ == "their") for c in head.children)
    return named or carried or (owned and head.tag_ == "NN")


def verb_of(noun: Token) -> Token | None:
    """The verb on which an engagement noun hangs, through its prepositions."""
    token = noun
    for _ in range(4):
        if token.head.i == token.i:
            return token if token.tag_[:1] in "VM" else None
        token = token.head
        if token.tag_[:1] == "V":
            return token
        if token.tag_[:1] == "N" and token.dep_ not in ("pobj",):
            return token.head if token.head.tag_[:1] == "V" else None
    return None
