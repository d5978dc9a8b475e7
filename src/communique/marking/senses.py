"""Senses: what a sentence without a cue does. "We will help" commits, "They must leave" demands, "Is it so?" asks."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.lexicon import Lexicon
from communique.marking.drafts import SELVES
from communique.marking.sayings import Saying

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
_WRITTEN = {
    "'ll": "will",
    "’ll": "will",
    "'re": "are",
    "’re": "are",
    "'m": "am",
    "’m": "am",
    "'s": "is",
    "’s": "is",
    "'d": "would",
}
_POSSIBLE = frozenset(("can", "may", "might", "could", "would", "cannot", "can not", "can't"))  # say what may be
_NEEDS = frozenset(("have to", "has to", "need to", "needs to", "will have to"))  # of oneself or denied: a fact
_COMES = frozenset(
    ("see", "know", "find", "need", "have", "learn", "remember", "be able")
)  # "we will see" promises nothing
_WINDOW = 5  # tokens from the modal on, adverbs among them: "are also going to"
_SAYS = frozenset(
    ("say", "tell", "add", "admit", "stress", "emphasize", "emphasise", "note", "confess", "repeat", "point", "mention")
)  # "I must say"
# matches: how we got here, right?
_TAG = re.compile(r"[,—–] (?:right|all right|alright|okay|ok|yes|correct|huh|you know)\?[”\"]?$", re.I)
_FALSE = ("true", "accurate", "correct", "right", "case")
_BEFORE = frozenset(
    (
        "and",
        "so",
        "but",
        "please",
        "do",
        "don’t",
        "don't",
        "not",
        "n’t",
        "n't",
        "just",
        "always",
        "never",
        "now",
        "again",
        "well",
    )
)


@dataclass(frozen=True, slots=True)
class Sense:
    act: str
    strength: str = "plain"
    by: str = ""  # the words that decide


def sense_of(head: Token, saying: Saying, lexicon: Lexicon, side: Container[int] = ()) -> Sense:
    """What the clause of `head` does; `side` has the tokens that name the state or body of the speaker."""
    if saying.text.rstrip('”" ').endswith("?") and _TAG.search(saying.text) is None:
        return Sense("ask", by="a question")
    negated = any(c.dep_ == "neg" for c in head.children)
    subject = next((c for c in head.children if c.dep_ in _SUBJECTS), None)
    if _denies(head, saying, negated):
        return Sense("deny", by="it says that something is not so")
    if subject is None and head.tag_ == "VB" and _opens(head, saying) and not _allows(head):
        return Sense("request", by="an imperative")
    first = subject is not None and (subject.lower_ in SELVES or subject.i in side)
    words, texts = _modal(head, lexicon)
    modal = lexicon.modal_by_text.get(words) if words else None
    if modal is None or words in _POSSIBLE or ((first or negated) and words in _NEEDS):
        return Sense("assert")
    act, strength = (modal.first, modal.first_strength) if first else (modal.other, modal.other_strength)
    if (act == "commit" and _verb(head, texts) in _COMES) or (first and head.lower_ in _SAYS):
        act = "assert"
    return Sense(act or "assert", strength, f"“{words}”" if act not in (None, "assert") else "")


def _denies(head: Token, saying: Saying, negated: bool) -> bool:
    if not negated:
        return False
    says = any(c.lower_ in _FALSE and c.dep_ in ("acomp", "attr", "advmod") for c in head.children)
    opens = [t.lower_ for t in saying.tokens if t.is_alpha][:1] == ["no"]
    return says or opens


def _opens(head: Token, saying: Saying) -> bool:
    """True for an imperative: nothing but a "please" or a "do not" stands before it."""
    return all(t.lower_ in _BEFORE or not t.is_alpha for t in saying.tokens if t.i < head.i)


def _allows(head: Token) -> bool:
    """ "Let me close with …", "Allow me to …": of oneself, and no request."""
    return head.lower_ in ("let", "allow", "permit") and any(
        t.lower_ == "me" for t in head.doc[head.i + 1 : head.i + 2]
    )


def _modal(head: Token, lexicon: Lexicon) -> tuple[str, int]:
    """The modal of the clause, the longest wording of it, and the token after it: "are going to", "must"."""
    for token in (*(c for c in head.children if c.dep_ in ("aux", "auxpass") and c.i < head.i), head):
        window = [t for t in head.doc[token.i : token.i + _WINDOW] if t.tag_ != "RB" or t.i == token.i]
        for length in (3, 2, 1):
            words = " ".join(_WRITTEN.get(t.lower_, t.lower_) for t in window[:length])
            if len(window) >= length and words in lexicon.modal_by_text:
                return words, window[length - 1].i + 1
    return "", head.i


def _verb(head: Token, after: int) -> str:
    following = [t for t in head.doc[after : after + 3] if t.tag_ != "RB"]
    words = [t.lower_ for t in following[:2]]
    return " ".join(words) if words == ["be", "able"] else (words[0] if words else "")
