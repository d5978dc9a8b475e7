"""Subjects: who does what a verb or a predicate says. Labels are those of spaCy's English models."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
RELATIVES = frozenset(("who", "which", "that", "whom"))
_SPEAKS_ON = frozenset(
    [
        "continue",
        "continues",
        "continued",
        "continuing",
        "go",
        "goes",
        "went",
        "like",
        "want",
        "wants",
        "wanted",
        "wish",
        "wishes",
        "wished",
        "is",
        "are",
        "was",
        "were",
        "am",
        "have",
        "has",
        "had",
        "begin",
        "began",
        *("seem", "seems", "seemed", "appear", "appears", "appeared", "struggle", "struggles", "struggled"),
        *("proceed", "proceeds", "proceeded", "rush", "rushed", "hasten", "hastened", "hurried", "moved", "dared"),
        *("decline", "declines", "declined", "refuse", "refuses", "refused", "declining", "refusing"),
        *(
            "quick",
            "swift",
            "eager",
            "keen",
            "forced",
            "prompted",
            "compelled",
            "struggling",
            "managed",
            "needed",
            "got",
        ),
        *("fail", "fails", "failed", "hesitated", "neglected", "forgot"),
    ]
)
UNSAID = frozenset(
    (
        "decline",
        "declines",
        "declined",
        "declining",
        "refuse",
        "refuses",
        "refused",
        "refusing",
        "fail",
        "fails",
        "failed",
        "hesitated",
        "neglected",
        "forgot",
    )
)
_OCCASIONS = frozenset(
    ("pains", "opportunity", "occasion", "chance", "moment", "time", "liberty", "lengths", "interview", "podium")
)


def subject_of(token: Token, depth: int = 0, *, intended: bool = False) -> Token | None:
    """Who does what the verb (or predicate) says; None where grammar leaves it open.

    An infinitive of purpose says nothing yet and has no subject here; with `intended` it has its doer all the same
    ("is due to meet").
    """
    if depth > 6:
        return None
    children = list(token.children)
    if not intended and has_to(token) and token.dep_ != "conj" and not says_on(token):
        return None  # a purpose or a wish is not yet said: "to condemn the attack"
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in children):
        agent = next((c for c in children if c.dep_ == "agent"), None)
        if agent is not None:
            return next((c for c in agent.children if c.dep_ == "pobj"), None)
        if token.tag_ != "VBN" or not _is_stative(token):
            return None
    subjects = [c for c in children if c.dep_ in SUBJECTS]
    ahead = [
        c for c in subjects if c.i < token.i and c.lower_ not in ("each", "all", "both")
    ]  # "These crews, one officer explained, were …": the nearer one
    subject = ahead[-1] if len(ahead) > 1 else subjects[0] if subjects else None
    if subject is None and token.tag_ == "VBD":  # "A welcomed B and stressed C", A's clause taken for a content
        beside = next((c for c in children if c.dep_ == "ccomp" and c.i < token.i and c.tag_ == "VBD"), None)
        subject = next((c for c in beside.children if c.dep_ in SUBJECTS), None) if beside is not None else None
    if subject is not None:
        if subject.lower_ in RELATIVES and token.dep_ == "relcl":
            return token.head if token.head.i != token.i else None
        return subject
    head = token.head
    if head.i == token.i:
        return None
    if token.dep_ in ("acomp", "attr", "conj", "xcomp", "advcl", "pcomp", "oprd"):
        return subject_of(head, depth + 1, intended=intended)
    if token.dep_ in ("ccomp", "dep", "parataxis") and token.tag_ in ("VBG", "VBN"):
        return subject_of(head, depth + 1, intended=intended)
    if token.dep_ in ("prep", "advmod"):
        return subject_of(head, depth + 1, intended=intended)
    if token.dep_ in ("acl", "relcl") and has_to(token) and says_on(token):
        return subject_of(head.head, depth + 1, intended=intended)
    if token.dep_ in ("acl", "amod", "relcl"):
        if token.tag_ == "VBN" and not head.tag_.startswith("NNP") and head.tag_ != "PRP":
            return None  # "the agreement signed in May": nobody is said to act
        return head
    if token.dep_ in ("dobj", "pobj") and token.tag_ in ("NN", "NNS"):
        return subject_of(head, depth + 1, intended=intended)
    return None


def says_on(infinitive: Token) -> bool:
    """ "continued to urge", "would like to thank", "took pains to say": the infinitive is the act itself."""
    if infinitive.dep_ in ("acl", "relcl"):
        return infinitive.head.lower_ in _OCCASIONS and infinitive.head.head.tag_[:1] == "V"
    return infinitive.dep_ in ("xcomp", "ccomp", "advcl") and infinitive.head.lower_ in _SPEAKS_ON


def _is_stative(token: Token) -> bool:
    """ "We are committed", "is concerned": a participle that describes its subject."""
    return token.lower_ in (
        "committed",
        "concerned",
        "determined",
        "united",
        "convinced",
        "resolved",
        "pleased",
        "agreed",
        "grateful",
        "prepared",
        "dedicated",
        "alarmed",
        "troubled",
        "opposed",
        "honoured",
        "honored",
        "encouraged",
        "satisfied",
        "disappointed",
        "worried",
        "delighted",
    )


def has_to(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)


def continued(token: Token) -> Token | None:
    """The verb in the plural that a base form goes on with: "We welcome A, and call on B", "affirm the importance of
    doing A and emphasize B", whatever the parser hangs it on; None where it goes on with an infinitive."""
    if token.tag_ not in ("VB", "VBP") or token.dep_ != "conj" or any(c.dep_ == "aux" for c in token.children):
        return None
    first = token
    while first.dep_ == "conj" and first.head.i != first.i:
        first = first.head
        if has_to(first) or any(c.dep_ == "aux" and c.tag_ == "MD" for c in first.children):
            return None
    if first.tag_ == "VBD" and not first.lower_.endswith("ed") and first.dep_ == "ROOT":
        return first  # "We highlight", read as a past
    while first.head.i != first.i and (first.tag_ == "VBG" or first.tag_[:1] not in "VM"):
        first = first.head
    fits = first.tag_ == "VBP" and not has_to(first) and first.dep_ in ("ROOT", "conj")
    return first if fits else None
