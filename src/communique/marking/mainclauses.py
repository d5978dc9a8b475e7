"""Main clauses of talk: the verbs on which a sentence hangs, and the cues that lead one of its clauses."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import TYPE_CHECKING

from communique.marking.drafts import SELVES, Draft
from communique.marking.sayings import Saying

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
_HANGS = ("xcomp", "ccomp", "conj")  # how a cue may hang on the verb of its sentence: "I want to thank"
_CLAUSE = 3  # words of a clause that may be a statement of its own
_AHEAD = 12  # characters before a clause in which the mark that parts it stands
JOINT = re.compile(r"[,;:—–](?: (?:and|but|so|or|yet))?$")


def main_verbs(saying: Saying) -> list[Token]:
    """The verb of the sentence, then those joined to it that have subjects of their own, in the order of the text."""
    inside = {t.i for t in saying.tokens}
    tops = [t for t in saying.tokens if t.head.i == t.i or t.head.i not in inside]
    first = next((t for t in tops if t.tag_[:1] in "VM"), tops[0])
    found = [first]
    queue = [first]
    while queue:
        head = queue.pop()
        for child in head.children:
            if child.dep_ != "conj" or child.i not in inside or child.i < head.i:
                continue
            queue.append(child)
            if any(c.dep_ in _SUBJECTS for c in child.children) and len(list(child.subtree)) >= _CLAUSE:
                found.append(child)
    known = {t.i for t in found}
    found += [t.head for t in saying.tokens if t.head.i in inside - known and _joins(t, saying)]
    return sorted(found, key=lambda t: t.i)


def _joins(subject: Token, saying: Saying) -> bool:
    """True for the "I" or "we" of a clause that a mark parts from the one before: "… — and I hope so"."""
    if subject.lower_ not in SELVES or subject.dep_ not in _SUBJECTS or subject.head.dep_ not in ("conj", "ccomp"):
        return False
    before = subject.doc[max(0, subject.i - 1)]
    parted = before.dep_ == "cc" or before.text in (";", "—", "–")
    ahead = saying.passage.text[max(saying.ranges[0][0], subject.idx - _AHEAD) : subject.idx]
    return parted and JOINT.search(ahead.rstrip()) is not None


def start_of(head: Token, saying: Saying) -> int:
    start = min(t.i for t in head.subtree)
    return max(head.doc[start].idx, saying.ranges[0][0])


def leads(draft: Draft, head: Token, anchors: Container[int]) -> bool:
    """True where the cue is the verb of the clause or goes on with it: "I want to thank", "let me say"."""
    token = head.doc[draft.anchor]
    while token.i != head.i:
        if token.dep_ not in _HANGS or token.head.i == token.i:
            return False
        if token.dep_ == "conj" and token.head.i not in anchors and not _has_subject(token):
            return False  # "I visited him and welcomed him": told, not said
        token = token.head
    return True


def subject_above(token: Token) -> Token | None:
    """The subject of a verb, or of the verb on which it hangs as an infinitive."""
    while not _has_subject(token) and token.dep_ == "xcomp" and token.head.i != token.i:
        token = token.head
    subjects = [c for c in token.children if c.dep_ in _SUBJECTS]
    return next((c for c in subjects if c.lower_ in SELVES), subjects[0] if subjects else None)


def _has_subject(token: Token) -> bool:
    return any(c.dep_ in _SUBJECTS for c in token.children)
