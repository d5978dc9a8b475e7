"""Extents: how far a content goes on behind what the parser gives it, in official prose.

Such prose puts nothing after what is said. The small parser hangs the end of a long list on the verb of saying
("discussed ways of doing A, fighting B, and ending C"), or takes a noun of it for a verb ("support for ensuring all
children have access to schools"): these belong to what is said. A new telling does not ("…, noting that").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.lexicon import Cue, Lexicon
from communique.marking.clauses import is_relative
from communique.marking.cues import Hit
from communique.marking.subjects import SUBJECTS, has_to

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FINITE = ("VBD", "VBP", "VBZ")
_AIMED = frozenset(
    (
        *("welcome", "praise", "thank", "congratulate", "condole", "concern", "criticise", "accuse", "condemn"),
        *("oppose", "warn", "demand", "request"),
    )
)
_EFFORTS = frozenset(("continue", "work", "strive", "cooperate", "collaborate"))
_CONDITIONS = frozenset(("if", "unless", "until", "should"))  # what limits what is said


def is_done(anchor: Token, cue: Cue) -> bool:
    """ "has continued to grow", "have worked together to build X": what was done and not what is undertaken."""
    return cue.act == "commit" and anchor.tag_ in ("VBD", "VBN") and cue.lemma.split()[0] in _EFFORTS


def hanging_on(doc: Doc, hit: Hit) -> set[int]:
    """The tokens below a cue, and a noun behind it that the parser joins to an earlier verb: "condemned A, and B"."""
    inside = {t.i for i in hit.tokens for t in doc[i].subtree}
    verb = doc[hit.anchor]
    while verb.dep_ == "conj" and verb.tag_[:1] == "V" and verb.head.tag_[:1] == "V":
        verb = verb.head
        for child in verb.children:
            if child.i <= hit.anchor:
                continue
            if child.dep_ == "conj" and child.tag_[:1] == "V":
                break
            if child.dep_ == "conj" and child.tag_ in ("NN", "NNS") and not _has_subject(child):
                inside |= {t.i for t in child.subtree} | {c.i for c in verb.children if c.dep_ in ("cc", "punct")}
    return inside


def goes_on_telling(token: Token, anchor: Token) -> bool:
    """ "discussed A and agreed on B"; not "discussed … all children have access", a verb in another tense."""
    if token.dep_ != "conj" or token.tag_ not in _FINITE:
        return False
    return token.head.i != anchor.i or token.tag_ == anchor.tag_ or anchor.tag_ != "VBD" or _has_subject(token)


def belongs(clause: Token, lexicon: Lexicon) -> bool:
    """Whether a clause beside a content is part of it: a purpose, a condition, more of a list in "-ing", a participle
    misread as a verb; never a new cue."""
    if is_relative(clause.doc[min(t.i for t in clause.subtree)]):
        return True
    if clause.dep_ != "advcl":
        return False
    mark = next((c.lower_ for c in clause.children if c.dep_ == "mark"), "")
    if has_to(clause) or mark in _CONDITIONS:
        return True
    if mark or _has_subject(clause):
        return False
    if clause.tag_ == "VBG":
        says = any("that" in f.cue.frames or f.cue.act in _AIMED for f in lexicon.cues.get(clause.lower_, ()))
        return not says and clause.i > 0 and (clause.nbor(-1).text == "," or clause.nbor(-1).dep_ == "cc")
    misread = clause.tag_ in ("VBD", "VBN") and clause.i > 0
    return misread and clause.nbor(-1).text in ("’", "'")  # "our nations’ shared values"


def _has_subject(token: Token) -> bool:
    return any(c.dep_ in SUBJECTS for c in token.children)
