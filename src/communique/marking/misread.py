"""Undertakings by the order of their words, where a sentence is so long that the parser hangs them elsewhere.

"We oppose all tolls that burden trade or transit and commit to lowering them": taken for a noun or for a part of the
relative clause, "commit" would bind nobody. A word that binds, with "to" and a deed behind it, after a comma or "and",
goes on with the main clause of its sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.lexicon import Promises

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Found = tuple[int, int, str, int | None]  # head, word that binds, strength, subject

_BEFORE = frozenset((",", "and", ";", "also", "further", "jointly", "hereby", "we", "therefore"))
_OURS = frozenset(("our", "their", "its"))
_CLAUSES = ("VBP", "VBZ", "VBD", "VB")
_ASIDE = 10  # tokens of an aside between two commas
_PEOPLE = 8  # tokens between an order and what is ordered


def misread(doc: Doc, words: Promises) -> Iterator[Found]:
    """Head, binding word, strength and subject of each, in order."""
    for token in doc:
        low = token.lower_
        if token.i == 0 or doc[token.i - 1].lower_ not in _BEFORE:
            continue
        binds, orders = low in words.undertaking, low in words.order and not low.endswith(("ed", "ing", "s"))
        if not (binds or orders) or low.endswith("ing") or token.tag_ in ("VBN", "VBG", "JJ"):
            continue
        subject = _speaking(token, words)
        if subject is None or not _agrees(token, subject):
            continue
        head = _deed(token, words) if binds else _ordered(token, words)
        if head is not None:
            yield head.i, token.i, words.undertaking.get(low, "strong"), subject.i


def _speaking(token: Token, words: Promises) -> Token | None:
    """The subject of the main clause, unless it asks something of others."""
    root = token.sent[0]
    while root.head.i != root.i:
        root = root.head
    modal = any(c.tag_ == "MD" and c.lower_ not in ("will", "shall") for c in root.children)
    if root.tag_ not in (*_CLAUSES, "VBN") or root.lower_ in words.summons or modal or root.i > token.i:
        return None
    if root.lower_.startswith(("encourag", "ask", "request", "invit", "welcom", "commend", "remind")):
        return None
    return next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < root.i), None)


def _agrees(token: Token, subject: Token) -> bool:
    """ "Marland … intends", "we … intend", and not the other way round."""
    low = token.lower_
    if low.endswith("ed"):
        return True
    many = subject.tag_ in ("NNS", "NNPS") or subject.lower_ in ("we", "they", "both", "i", "all")
    many = many or any(c.dep_ == "conj" for c in subject.children)
    return many is not low.endswith("s") or (low.endswith("s") and subject.tag_ == "NNPS")


def _deed(token: Token, words: Promises) -> Token | None:
    """The verb behind "to", next to the word or after an aside: "intends, with aid, to open"."""
    doc, at = token.doc, token.i + 1
    if at < len(doc) and doc[at].text == ",":
        close = next((i for i in range(at + 1, min(at + _ASIDE, len(doc))) if doc[i].text == ","), None)
        if close is None:
            return None
        at = close + 1
    if at + 1 >= len(doc) or doc[at].lower_ != "to":
        return None
    head = doc[at + 1]
    known = head.tag_[:1] in "JN" and head.lower_ in words.feat | words.conduct and not head.lower_.endswith("s")
    return head if head.tag_ == "VB" or known or (head.tag_ == "VBG" and token.lower_.startswith("commit")) else None


def _ordered(token: Token, words: Promises) -> Token | None:
    """ "Task our ministers to draft"."""
    doc = token.doc
    if token.i + 2 >= len(doc) or doc[token.i + 1].lower_ not in _OURS:
        return None
    people = False
    for i in range(token.i + 2, min(token.i + _PEOPLE, len(doc) - 1)):
        people = people or doc[i].lower_ in words.organ
        if doc[i].lower_ == "to":
            return doc[i + 1] if people and doc[i + 1].tag_ == "VB" else None
    return None
