"""Demands: who is asked to do what, as far as a statement makes it certain.

"Marland called on Tarn to open the port" demands something of Tarn; "the port is essential for trade" demands nothing,
and "called for a body to watch over the port" asks for the body. Where the words leave open what is asked, or of whom,
nothing is told: the statement stays what it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.lexicon import Promises
from communique.marking.aims import Aimed
from communique.marking.doers import Doers
from communique.marking.drafts import Draft, Range, trim
from communique.marking.passages import Passage
from communique.marking.rites import gives_floor, is_rite
from communique.marking.subjects import RELATIVES, SUBJECTS
from communique.model.marks import Party

if TYPE_CHECKING:
    from spacy.tokens import Token

# What somebody undergoes whom a demand names: "call for the release of the sailors".
_UNDERGONE = frozenset(
    ("release", "freedom", "liberation", "safety", "protection", "rescue", "reinstatement", "acquittal")
)
_STATES = frozenset(("be", "is", "are", "was", "were", "have", "has", "had", "remain", "remains"))
_TELLING = ("tell", "told", "warn", "advis", "caution", "counsel", "remind")  # only with what is to be done
_ADVERBS = frozenset(("also", "further", "again", "strongly", "therefore", "once", "once more", "jointly", "then"))
_JOINTS = frozenset(("and", ",", ";", "as", "well"))
_ENDING = re.compile(r"\ban? (?:end|halt|stop) to$", re.I)  # matches: (call for) an end to
_THAT = ("that", "for", "on", "upon")


@dataclass(frozen=True, slots=True)
class Asked:
    """The verb or noun of what is asked, its words, and who is to act (nobody where all are meant)."""

    passage: Passage
    head: Token
    action: Range
    of: tuple[Party, ...]


def asked_in(draft: Draft, aims: Aimed, words: Promises, doers: Doers) -> Asked | None:
    """What a statement demands of others; None where it demands nothing for certain."""
    if draft.negated or not draft.content:
        return None
    anchor = draft.passage.doc[draft.anchor]
    passage, (start, end) = draft.content[0]
    first = passage.token_at(start)
    if first.lower_ in RELATIVES or first.tag_ in ("WP", "WDT", "WP$"):
        return None  # "urged those who refused to pay it"
    head = verb_of(passage, (start, end))
    if draft.cue is None and head.lower_ in _STATES:
        return None  # "peace is essential for trade", "they should have no access": what is right
    own_act = draft.cue is not None and draft.cue.act == "demand"
    if own_act and anchor.lower_.startswith(_TELLING) and draft.frame != "to-inf-object":
        return None  # "told them about the port"
    of = aims.targets or aims.addressees or doers.asked(draft, start if passage is draft.passage else None)
    whom = _whom(draft, anchor, head, words) if passage is draft.passage else None
    if whom is not None and whom is head:
        split = _split(passage, head, (start, end))
        if split is None:
            return None  # "called on leaders": to do what?
        of = of or (_named_so(passage, start, split.idx),)
        head, start = split.head, split.idx
    of = _all_named(draft, of, doers)
    if head.lower_ in _UNDERGONE and not aims.addressees:
        of = ()  # "called for her release": she is not who is to act
    if is_rite(passage, head, end) or gives_floor(anchor, head) or doers.are_unclear(draft):
        return None
    asks = draft.cue is not None and anchor.lower_ in words.summons
    if (not of and not asks) or doers.demands_of_itself(draft, passage, head) or doers.are_own(draft, of):
        return None
    end = _until_next(passage, head, (start, end), anchor, words)
    found = trim(passage, _from_end(draft, passage, start), end)
    return Asked(passage, head, found, of) if found is not None else None


def _from_end(draft: Draft, passage: Passage, start: int) -> int:
    """ "Called for an end to the war": the end of it is asked, though these are words of the cue."""
    cue = max((c for c in draft.cue_ranges if c[1] <= start), default=None)
    if cue is None or passage is not draft.passage:
        return start
    found = _ENDING.search(passage.text[cue[0] : start].rstrip())
    return cue[0] + found.start() if found is not None else start


def verb_of(passage: Passage, content: Range) -> Token:
    """The verb on which a content hangs, else its first word."""
    tokens = [t for t in passage.doc if content[0] <= t.idx < content[1]]
    inside = {t.i for t in tokens}
    tops = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
    verbs = [t for t in tops if t.tag_[:1] == "V"]
    return (verbs or tops or [passage.token_at(content[0])])[0]


def _whom(draft: Draft, anchor: Token, head: Token, words: Promises) -> Token | None:
    """Who is spoken to, where the words of the demand begin with them: "call on all leaders"."""
    if draft.frame not in ("object", "addressee", "prep:on", "prep:to") or draft.cue is None:
        return None
    told = [t for s, e in draft.cue_ranges for t in draft.passage.doc if s <= t.idx < e]
    last = told[-1] if told else anchor
    towards = ("on", "upon", "to") if anchor.lower_.startswith("appeal") else ("on", "upon")
    spoken_to = anchor.lower_ in words.summons and last.lower_ in towards
    people = head.lower_ in words.organ | words.signatory or head.tag_[:3] == "NNP" or _split_at(head) is not None
    direct = last.i == anchor.i and anchor.lower_ in words.summons and people and head.tag_ != "VB"
    return head if (spoken_to or direct) and head.tag_[:1] in "NPJD" else None


def _split_at(noun: Token) -> Token | None:
    """The infinitive that the parser hangs on a noun: "call on more employers to act"."""
    if noun.tag_ not in ("NNS", "NNPS", "NNP"):
        return None
    for to in noun.doc[noun.i + 1 : noun.sent.end]:
        verb = to.head
        if to.lower_ == "to" and to.tag_ == "TO" and verb.i > to.i and verb.head.i in (noun.i, noun.head.i):
            return to
    return None


def _split(passage: Passage, noun: Token, within: Range) -> Token | None:
    to = _split_at(noun)
    return to if to is not None and within[0] < to.idx < within[1] else None


def _named_so(passage: Passage, start: int, end: int) -> Party:
    found = trim(passage, start, end) or (start, end)
    return Party(None, passage.span(*found), passage.text[found[0] : found[1]])


def _all_named(draft: Draft, of: tuple[Party, ...], doers: Doers) -> tuple[Party, ...]:
    """ "Urged the leaders of Marland, Tarn and Holm": each of them, where the first is found."""
    if draft.addressee is None or not of or any(p.figure is None for p in of):
        return of
    told = draft.passage.doc[draft.addressee]
    beside = [*told.conjuncts]
    for preposition in (c for c in told.children if c.dep_ == "prep" and c.lower_ == "of"):
        beside += [t for p in preposition.children if p.dep_ == "pobj" for t in (p, *p.conjuncts)]
    found = {p.figure: p for p in of}
    for token in sorted(beside):
        for party in doers.named(draft.passage, token):
            found.setdefault(party.figure, party)
    return tuple(found.values())


def _until_next(passage: Passage, head: Token, content: Range, anchor: Token, words: Promises) -> int:
    """Where another demand or another saying of the same speakers begins: "to stop and call on all to help"."""
    for token in passage.doc:
        if not head.idx < token.idx < content[1] or token.tag_[:1] not in "VN" or not _follows(token):
            continue
        if any(c.dep_ in SUBJECTS and c.i < token.i and c.i > head.i for c in token.children):
            continue
        after = token.nbor(1).lower_ if token.i + 1 < len(passage.doc) else ""
        low = token.lower_
        summons = low in words.summons and (after in _THAT or (token.tag_ in ("VBP", "VBZ", "VBD")))
        told = low in words.avowal & words.telling and token.tag_ in ("VBD", "VBP", "VBZ")
        past = token.tag_ == "VBD" and head.tag_ == "VB" and anchor.tag_ in ("VBD", "VBN") and token.dep_ == "conj"
        if summons or told or (past and token.head.i in (head.i, anchor.i)):
            return _before(passage, token)
    return content[1]


def _follows(token: Token) -> bool:
    at = token.i - 1
    while at >= 0 and token.doc[at].lower_ in _ADVERBS:
        at -= 1
    return at >= 0 and token.doc[at].lower_ in ("and", ",", ";")


def _before(passage: Passage, token: Token) -> int:
    at = token.i - 1
    while at > 0 and (passage.doc[at].lower_ in _JOINTS or passage.doc[at].lower_ in _ADVERBS):
        at -= 1
    return passage.doc[at].idx + len(passage.doc[at].text)


__all__ = ["Asked", "asked_in", "verb_of"]
