"""Cues: the verbs, nouns, adjectives and phrases by which somebody is said to say something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.lexicon import Cue, CueForm, Lexicon
from communique.marking.passages import Passage
from communique.marking.subjects import UNSAID, has_to

if TYPE_CHECKING:
    from spacy.tokens import Token

_BETWEEN = (
    "DT",
    "JJ",
    "JJR",
    "JJS",
    "RB",
    "RBR",
    "RBS",
    "PRP$",
    "CD",
    "CC",
    "POS",
    "HYPH",
    "VBG",
    "VBN",
    "WDT",
    "NNP",
    "NNPS",
)
_GAP = 5  # words that may stand between the words of a phrase: "express [their serious and growing] concern"
_ADVERBS = ("advmod", "npadvmod")
_POSSESSIVES = frozenset(("his", "her", "their", "its"))
_RANK = {"weak": 0, "plain": 1, "strong": 2, "strongest": 3}


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue as it stands: the tokens of its words and the one on which the clause hangs."""

    cue: Cue
    tokens: tuple[int, ...]
    anchor: int


def hits_of(passage: Passage, lexicon: Lexicon) -> Iterator[list[Hit]]:
    """For every word that may be a cue, what it may be: phrases before single words, the longest first."""
    low_of = [token.lower_ for token in passage.doc]
    words = set(low_of)
    possible: dict[str, list[CueForm]] = {}  # of each first word the phrases whose other words stand here too
    for token, low in zip(passage.doc, low_of, strict=True):
        found: list[Hit] = []
        alone = lexicon.cues.get(low, ())
        tag, dep = token.tag_, token.dep_
        if tag[:1] == "V" or (tag in ("NN", "NNP") and dep in ("ROOT", "conj", "ccomp")):
            if low not in possible:
                forms = lexicon.phrase_cues.get(low, ())
                possible[low] = [
                    f for f in forms if f.cue.pos == "phrase" and all(_may_stand(w, words) for w in f.words[1:])
                ]
            for form in possible[low]:
                if (tokens := _phrase(passage, token, form.words)) is not None:
                    found.append(Hit(form.cue, tokens, _anchor(passage, tokens)))
            found += [Hit(f.cue, (token.i,), token.i) for f in alone if f.cue.pos == "verb"]
        elif tag in ("NN", "NNS"):
            found += [Hit(f.cue, (token.i,), token.i) for f in alone if f.cue.pos == "noun"]
        if tag in ("JJ", "VBN", "VBD") and dep in ("acomp", "ROOT", "conj", "ccomp", "advcl", "relcl"):
            found += [
                Hit(f.cue, (token.i,), token.i) for f in alone if f.cue.pos == "adjective" and _is_predicate(token)
            ]
        for form in lexicon.fixed_cues.get(low, ()):
            if (tokens := _fixed(passage, token, form.words)) is not None:
                found.append(Hit(form.cue, tokens, token.i))
        if found:
            yield found


def _may_stand(word: str, words: set[str]) -> bool:
    """False where a phrase cannot stand here, for want of one of its words: most of them, at little cost."""
    return word in words or word + "s" in words or word + "es" in words or word in _POSSESSIVES


def _phrase(passage: Passage, head: Token, words: tuple[str, ...]) -> tuple[int, ...] | None:
    doc = passage.doc
    tokens = [head.i]
    at = head.i + 1
    if words[1:] == ("to",) and words[0] in _COPULAS:  # "is to meet", never "is her trip to", "being nimble to"
        while at < len(doc) and doc[at].tag_ == "RB":
            at += 1
        if at + 1 >= len(doc) or doc[at].lower_ != "to" or doc[at + 1].tag_ not in ("VB", "RB"):
            return None
        return (head.i, at)
    for word in words[1:]:
        skipped = 0
        while at < len(doc) and not _is(doc[at], word):
            if doc[at].tag_ not in _BETWEEN or skipped == _GAP:
                return None
            skipped += 1
            at += 1
        if at == len(doc):
            return None
        tokens.append(at)
        at += 1
    return tuple(tokens)


def _is(token: Token, word: str) -> bool:
    """Possessives of the phrase's pattern ("express his view") match any of their kind; numbers of a noun are one."""
    low = token.lower_
    return (
        low == word
        or (word in _POSSESSIVES and token.tag_ == "PRP$")
        or (token.tag_ == "NNS" and low in (word + "s", word + "es"))
    )


def _fixed(passage: Passage, head: Token, words: tuple[str, ...]) -> tuple[int, ...] | None:
    doc = passage.doc
    if head.i + len(words) > len(doc) or any(doc[head.i + k].lower_ != w for k, w in enumerate(words)):
        return None
    return tuple(range(head.i, head.i + len(words)))


def _anchor(passage: Passage, tokens: tuple[int, ...]) -> int:
    """The highest of the tokens in the tree; of "are committed to" that is "committed" where it heads the clause."""
    inside = set(tokens)
    for i in tokens:
        token = passage.doc[i]
        if token.head.i not in inside or token.head.i == token.i:
            return i
    return tokens[0]


def _is_predicate(token: Token) -> bool:
    """True for "is concerned", "are committed": a copula above or an auxiliary below."""
    return token.head.lower_ in _COPULAS or any(
        c.lower_ in _COPULAS and c.dep_ in ("aux", "auxpass", "cop") for c in token.children
    )


_COPULAS = frozenset(
    [
        "be",
        "is",
        "are",
        "was",
        "were",
        "been",
        "being",
        "am",
        "'s",
        "'re",
        "’s",
        "’re",
        "remain",
        "remains",
        "remained",
        "stay",
        "stays",
        "stayed",
        "feel",
        "feels",
        "felt",
    ]
)


def is_negated(passage: Passage, hit: Hit) -> bool:
    """ "did not say", "never agreed", "no agreement"."""
    anchor = passage.doc[hit.anchor]
    own = [t for i in hit.tokens for t in passage.doc[i].children] + list(anchor.children)
    within = passage.doc[min(hit.tokens) : max(hit.tokens)]  # "undertake not to"
    if has_to(anchor) and anchor.dep_ == "xcomp" and anchor.head.lower_ in UNSAID:  # "declined to say"
        return True
    return any(t.lower_ in ("not", "never") for t in within) or any(
        t.dep_ == "neg" or (t.lower_ in ("no", "never", "neither") and t.dep_ in ("det", "advmod", "neg")) for t in own
    )


def strength_of(passage: Passage, hit: Hit, lexicon: Lexicon) -> tuple[str, str]:
    """How strongly it is said, and the words beside the cue that decided (empty where the cue's own)."""
    anchor = passage.doc[hit.anchor]
    best, words = hit.cue.strength, ""
    near: list[str] = []
    for i in {*hit.tokens, anchor.i}:
        for child in passage.doc[i].children:
            if child.dep_ in (*_ADVERBS, "amod", "aux", "prep"):
                near.append(" ".join(t.lower_ for t in child.subtree) if child.dep_ == "prep" else child.lower_)
    for text in near:
        for candidate in (text, *_leading(text)):
            intensifier = lexicon.intensifier_by_text.get(candidate)
            if intensifier is not None and (
                _RANK[intensifier.strength] > _RANK[best] or intensifier.strength == "weak"
            ):
                best, words = intensifier.strength, candidate
                break
    return best, words


def _leading(text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[:n]) for n in range(len(words) - 1, 0, -1)]
