"""Stems of lists: how strongly "The parties agree to:" binds to the items under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from communique.lexicon import Promises
from communique.marking.passages import Passage
from communique.marking.undertakings import undertakings_of
from communique.model.document import BlockKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_WILL = ("will", "shall")
_ACTS = ("actions", "steps", "measures")
_TAIL = 5  # words at the end of a stem that tell what its items are
_OPEN = ("to", "will", "shall", "by", "following")  # words with which a stem leads on to deeds
_DECLARING = ("declare", "proclaim")
_BRIEF = 9  # words of a stem that has no verb


def binding(passages: Sequence[Passage], words: Promises, *, joint: bool) -> Iterator[tuple[int, str]]:
    """The numbers of items whose stem binds, and how strongly. In a joint text a stem without any verb ("In the short
    term:") leaves it to the verb of the item."""
    strength: str | None = None
    held: str | None = None  # by the stem of a list that other words interrupt
    for passage in passages:
        text = passage.text.rstrip()
        held = None if passage.titular or passage.block.kind is BlockKind.HEADING else strength or held
        outside = strength is None or passage.block.kind is not BlockKind.ITEM
        if outside and held is not None and not text.endswith(":") and is_called_out(passage, words):
            yield passage.n, held
        elif passage.block.kind is not BlockKind.ITEM or text.endswith(":"):
            strength = None
            if text.endswith(":") and not passage.titular:
                strength = _told(passage, words) or ("plain" if joint and _is_bare(passage) else None)
        elif strength is not None:
            yield passage.n, strength


def _told(passage: Passage, words: Promises) -> str | None:
    alphabetic = [t for t in passage.doc if t.is_alpha]
    told: str | None = None
    for token in alphabetic[-_TAIL:]:
        told = _binds(token, words) or told
    if told is not None or not alphabetic or alphabetic[-1].lower_ not in _OPEN:
        return told
    first = passage.sentences[-1][0] if passage.sentences else 0
    for one in undertakings_of(passage.doc, words):
        if one.words and one.words[0] >= first:
            told = one.strength
    planned = any(t.lower_ in _ACTS and t.tag_ == "NNS" for t in passage.doc[first:])
    if told is None and len(alphabetic) > 1 and alphabetic[-1].lower_ == "to":  # "WE HEREBY DECLARE TO:"
        before = alphabetic[-2].lower_
        told = words.undertaking.get(before) or ("strong" if before in _DECLARING else None)
    aimed = alphabetic[-1].lower_ == "to" and len(alphabetic) > 1 and alphabetic[-2].lower_ in words.resolve
    return told or ("plain" if planned or aimed else None)  # "… with the aim to:"


def _binds(token: Token, words: Promises) -> str | None:
    """How strongly a word of a stem binds; a noun ("the plan has three parts:") binds nobody."""
    low = token.lower_
    told = words.undertaking.get(low) or words.readiness.get(low) or ("strong" if low in _WILL else None)
    if low in _ACTS and token.tag_ == "NNS":
        return "plain"  # "through the following actions:"
    return told if token.tag_[:1] in "VMJ" else None


def is_called_out(passage: Passage, words: Promises) -> bool:
    """ "STRENGTHEN cooperation on …": a verb in capitals, and the rest is not."""
    tokens = [t for t in passage.doc if t.is_alpha]
    if not tokens or passage.titular or not tokens[0].is_upper or not any(t.is_lower for t in tokens):
        return False
    first = tokens[0]
    return first.lower_ in words.feat | words.conduct and not first.lower_.endswith(("s", "ing", "ed"))


def _is_bare(passage: Passage) -> bool:
    tokens = [t for t in passage.doc if t.is_alpha]
    return len(tokens) <= _BRIEF and not any(t.tag_[:1] == "V" or t.tag_ == "MD" for t in tokens)
