"""Nouns that report: "his warning that …", "calls from X to …", "made the argument that …", "their opposition to …".

A noun speaks only with somebody who owns it: in the possessive, after "of", "by" or "from", or as the subject of a verb
that merely carries it ("made", "issued", "voiced"). In prose of governments it needs a clause as its content, since
their nouns ("commitment to", "support for") are what is said and not a saying; a reporter's may govern a noun.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.marking.clauses import Content, contents_of, has_to, subject_of
from communique.marking.cues import Hit
from communique.marking.passages import Passage

if TYPE_CHECKING:
    from spacy.tokens import Token

_FROM = frozenset(("of", "by", "from", "among"))
_ASSERTED = frozenset(("assert", "announce", "note", "discuss", "agree", "adopt", "appoint", "establish", "designate"))


def owner_of(anchor: Token, carriers: frozenset[str]) -> tuple[Token | None, Token | None]:
    """Whose saying it is, and the verb that carries the noun where there is one."""
    owner = next((c for c in anchor.children if c.dep_ == "poss"), None)
    if owner is not None:
        return owner, None
    for child in anchor.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in _FROM:
            governed = next((c for c in child.children if c.dep_ == "pobj"), None)
            if governed is not None and governed.i > anchor.i and _says_more(anchor, child):
                return governed, None
    verb = anchor.head
    if anchor.dep_ == "dobj" and verb.lower_ in carriers and verb.i < anchor.i:
        return subject_of(verb), verb
    return None, None


def _says_more(anchor: Token, beside: Token) -> bool:
    """True where the noun has a content beside its owner."""
    return any(
        (c.dep_ in ("acl", "ccomp", "relcl") or (c.dep_ == "prep" and c.i != beside.i)) and c.i > anchor.i
        for c in anchor.children
    )


def content_of(passage: Passage, hit: Hit, anchor: Token, owner: Token | None, *, clause_only: bool) -> Content | None:
    """What is said; None where the noun merely names a thing ("the statement", "his support")."""
    clause = next(
        (
            c
            for c in anchor.children
            if c.i > anchor.i
            and c.dep_ in ("acl", "ccomp", "relcl")
            and (any(g.dep_ == "mark" and g.lower_ == "that" for g in c.children) or (has_to(c) and not clause_only))
        ),
        None,
    )
    if clause is None and not clause_only and (found := _behind_that(passage, hit, anchor)) is not None:
        return found
    if clause is None and (clause_only or (hit.cue.act in _ASSERTED and owner is None)):
        return None
    if clause is not None and not has_to(clause) and "that" not in hit.cue.frames:
        return None
    found = contents_of(passage, hit)
    if found is None or found.frame in ("object", "addressee"):
        return None
    if owner is not None and any(first <= owner.i < last for first, last in found.ranges):
        return None  # "the opinion of X": that is who holds it
    return found


def _behind_that(passage: Passage, hit: Hit, anchor: Token) -> Content | None:
    """ "a warning that fog would come": the clause behind "that", whatever the parser takes "that" for."""
    doc = passage.doc
    first = anchor.i + 2
    if "that" not in hit.cue.frames or first >= len(doc) or doc[anchor.i + 1].lower_ != "that":
        return None
    last = max(t.i for t in anchor.subtree) + 1
    inside = doc[first:last]
    finite = any(t.tag_ in ("VBZ", "VBP", "VBD", "MD") for t in inside)
    return Content(((first, last),), "that") if finite and inside[0].tag_[:1] not in "VM" else None
