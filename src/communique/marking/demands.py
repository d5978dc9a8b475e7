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
_BODIES = frozenset(
    ("business", "community", "industry", "media", "opposition", "press", "public", "regime", "sector", "world", "all")
)
_STATES = frozenset(("be", "is", "are", "was", "were", "have", "has", "had", "remain", "remains"))
_TELLING = ("tell", "told", "warn", "advis", "caution", "counsel", "remind")  # only with what is to be done
_ADVERBS = frozenset(("also", "further", "again", "strongly", "therefore", "once", "once more", "jointly", "then"))
_JOINTS = frozenset(("and", ",", ";", "as", "well"))
_ENDING = re.compile(r"\ban? (?:end|halt|stop) to$", re.I)  # matches: (call for) an end to
_THAT = ("that", "for", "on", "upon")

# matches: (to lower their tolls), and for the council to (meet)
_FOR = re.compile(r",? and for (?:[A-Za-z’'-]+ ){1,6}?to (?=[a-z])")


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
    passage, (start, end) = _content(draft)
    first = passage.token_at(start)
    if first.lower_ in RELATIVES or first.tag_ in ("WP", "WDT", "WP$"):
        return None  # "urged those who refused to pay it"
    head = verb_of(passage, (start, end))
    if draft.cue is None and (head.lower_ in _STATES or _is_undergone(head) or not _is_ahead(head)):
        return None  # "peace is essential for trade", "they should have known", "she should rest": what is right
    own_act = draft.cue is not None and draft.cue.act == "demand"
    if own_act and anchor.lower_.startswith(_TELLING) and (draft.frame != "to-inf-object" or anchor.tag_ == "VBG"):
        return None  # "told them about the port", "I was telling them to sit down"
    of = aims.targets or aims.addressees or doers.asked(draft, start if passage is draft.passage else None)
    if draft.cue is None and head.lower_ in words.fate:
        return None  # "they must know that they will pay for it"
    noun = anchor.i > 0 and anchor.nbor(-1).tag_ in ("JJ", "DT", "PRP$") and draft.frame[:5] == "prep:"
    cut = draft.frame == "that" and head.tag_ == "VBG"
    ahead = anchor.lower_.startswith("press") and draft.frame in ("object", "prep:on", "prep:to")
    if own_act and (noun or cut or ahead):
        return None  # "the Marlandic call for peace", a clause without its verb, "pressed ahead on a plan"
    if draft.cue is None and not _is_of_subject(passage, head, of):
        return None  # "the rebels should stop, and Marland’s troops should leave": of whom?
    alone = own_act and draft.cue is not None and draft.cue.pos == "verb" and draft.frame in ("object", "gerund")
    if alone and anchor.lower_ not in words.summons:
        return None  # "banned their boats from the port": done, and not asked
    whom = _whom(draft, anchor, head, words) if passage is draft.passage else None
    if whom is not None and whom is head:
        split = _split(passage, head, (start, end))
        if split is None:
            return None  # "called on leaders": to do what?
        of = of or (_named_so(passage, start, split.idx),)
        head, start = split.head, split.idx
    elif _is_spoken_to(draft, anchor, words) and first.lower_ not in ("to", "not") and head.tag_[:1] == "V":
        return None  # "call on all firms: pay up"
    if draft.addressee is not None and passage is draft.passage and draft.frame == "to-inf-object":
        told = passage.doc[draft.addressee]
        if _is_undergone(head) and any(t.lower_ == "for" for t in (told.head, *head.children)):
            of, start = (), told.left_edge.idx  # "called for Marland to be judged": by whom is not said
        elif told.lower_ in ("us", "me"):
            return None
        elif not any(p.figure is not None for p in aims.addressees) and _is_thing(told, words):
            of, start = (), told.left_edge.idx  # "called for Universal Coverage to stop the fever"
        elif len(of) == 1 and of[0].figure is None and not of[0].span.holds(passage.span(told.idx, told.idx + 1)):
            of = (_named_so(passage, told.left_edge.idx, told.idx + len(told.text)),)  # "the Council’s members"
    if draft.addressee is not None and of and all(p.figure is None for p in of) and passage is draft.passage:
        of = doers.asked(draft, start) or of
    of = _all_named(draft, of, doers)
    if draft.addressee is not None and passage is draft.passage and doers.are_own(draft, _beside(draft, doers)):
        return None  # "Marland and Tarn should share the port", as Marland says it
    if head.lower_ in _UNDERGONE and head.tag_[:1] == "N" and not aims.addressees:
        of = ()  # "called for her release": she is not who is to act
    if not of and (draft.frame == "that" or (doers.spoken and len(passage.text[start:end].split()) == 1)):
        return None  # "insisted that the purse must pay for it": of whom?
    if (
        _is_of_another(draft, anchor)
        or is_rite(passage, head, end)
        or gives_floor(anchor, head)
        or doers.are_unclear(draft)
    ):
        return None
    if _is_undergone(head) and not aims.addressees and any(_is_sole_thing(passage, p, words) for p in of):
        return None  # "required the money to be returned": by whom?
    if any(p.figure is None and {"your", "us", "our"} & set(p.name.lower().split()) for p in of):
        return None  # "My message is: require your people to rest", "call on all of us to help"
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


def _content(draft: Draft) -> tuple[Passage, Range]:
    """The first part of what is asked; what stands before the cue ("for example, we called on X to help") is none."""
    last = max((end for _, end in draft.cue_ranges), default=0)
    behind = [c for c in draft.content if c[0] is not draft.passage or c[1][0] >= last]
    return behind[0] if behind and draft.frame == "to-inf-object" else draft.content[0]


def _is_thing(noun: Token, words: Promises) -> bool:
    """What is called for that may do something, as far as no figure has the name: "a body", "Universal Coverage"."""
    made = any(c.lower_ in ("a", "an", "new") for c in noun.children)
    if noun.dep_ in SUBJECTS:
        return made and any(t.lower_ == "for" for t in noun.doc[max(0, noun.left_edge.i - 1) : noun.i])
    if noun.dep_ == "dobj":
        return (
            noun.tag_ == "NN" and noun.lower_ not in words.organ | _BODIES
        )  # "urged the passage of a law to lower it"
    called_for = noun.dep_ == "pobj" and noun.head.lower_ == "for"
    return called_for and (made or (noun.tag_[:3] == "NNP" and noun.lower_ not in words.organ))


def _is_sole_thing(passage: Passage, party: Party, words: Promises) -> bool:
    token = passage.token_at(passage.prose.at(party.span.end - 1))
    return party.figure is None and token.tag_ == "NN" and token.lower_ not in words.organ


def _is_undergone(verb: Token) -> bool:
    """ "Be helped", "needs to be helped": done to somebody."""
    inner = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i), None)
    return any(c.dep_ == "auxpass" for t in (verb, inner) if t is not None for c in t.children)


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
    spoken_to = _is_spoken_to(draft, anchor, words)
    last = _last(draft, anchor)
    people = head.lower_ in words.organ | words.signatory or head.tag_[:3] == "NNP" or _split_at(head) is not None
    direct = last.i == anchor.i and anchor.lower_ in words.summons and people and head.tag_ != "VB"
    return head if (spoken_to or direct) and head.tag_[:1] in "NPJD" else None


def _last(draft: Draft, anchor: Token) -> Token:
    told = [t for s, e in draft.cue_ranges for t in draft.passage.doc if s <= t.idx < e]
    return told[-1] if told else anchor


def _is_spoken_to(draft: Draft, anchor: Token, words: Promises) -> bool:
    """ "Call on", "appeal to": somebody stands behind it."""
    towards = ("on", "upon", "with", "to") if anchor.lower_.startswith(("appeal", "plead")) else ("on", "upon")
    return anchor.lower_ in words.summons and _last(draft, anchor).lower_ in towards


def _is_ahead(verb: Token) -> bool:
    """False for what somebody should have done, and for what he, she or it should do, as one talks."""
    return not any(
        (c.dep_ == "aux" and c.lower_ in ("have", "’ve", "'ve")) or (c.dep_ in SUBJECTS and c.tag_ == "PRP")
        for c in verb.children
    )


def _is_of_subject(passage: Passage, verb: Token, of: tuple[Party, ...]) -> bool:
    """Whether those who are to act stand in the subject of the verb."""
    inside = [passage.span(t.idx, t.idx + 1) for c in verb.children if c.dep_ in SUBJECTS for t in c.subtree]
    return not inside or all(any(p.span.holds(one) for one in inside) for p in of)


def _is_of_another(draft: Draft, anchor: Token) -> bool:
    """ "The courage he has shown in calling for calm", "recalling the resolution, demanding that": said by another."""
    if anchor.tag_ != "VBG":
        return False
    opening = anchor.sent[0]
    recalled = opening.tag_ == "VBG" and opening.i < anchor.i and anchor.dep_ != "conj"
    before = draft.source is not None and anchor.idx < draft.source[0]
    return (recalled and before) or (anchor.dep_ == "pcomp" and any(t.dep_ == "relcl" for t in anchor.ancestors))


def _split_at(noun: Token) -> Token | None:
    """The infinitive that the parser hangs on a noun: "call on more employers to act"."""
    if noun.tag_ not in ("NNS", "NNPS", "NNP"):
        return None
    below = {t.i for t in noun.subtree} | {noun.head.i}
    told = [t for t in noun.doc[noun.i + 1 : noun.sent.end] if t.lower_ == "to" and t.tag_ == "TO"]
    if len(told) > 1 and any(t.lower_ in RELATIVES for t in noun.subtree if t.i < told[-1].i):
        return None  # "those who may choose to pay to help": which of them?
    return next((t for t in told if t.head.i > t.i and t.head.head.i in below), None)


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
    others: list[Party] = []
    for token in sorted(beside):
        named = doers.named(draft.passage, token)
        for party in named:
            found.setdefault(party.figure, party)
        whole = token.is_alpha and not any(t.text == "-" for t in (token.nbor(-1), token.nbor(1)))
        if not named and whole and token in told.conjuncts and token.tag_[:2] == "NN":  # "Marland and the rebels"
            others.append(_named_so(draft.passage, token.left_edge.idx, token.idx + len(token.text)))
    return (*found.values(), *others)


def _beside(draft: Draft, doers: Doers) -> list[Party]:
    assert draft.addressee is not None
    told = draft.passage.doc[draft.addressee]
    named = [t for t in (told, *told.conjuncts) if t.tag_[:3] == "NNP" and told.conjuncts]
    return [party for token in named for party in doers.named(draft.passage, token)]


def _until_next(passage: Passage, head: Token, content: Range, anchor: Token, words: Promises) -> int:
    """Where another demand or another saying of the same speakers begins: "to stop and call on all to help"."""
    beside = _FOR.search(passage.text, head.idx, content[1]) if head.tag_ == "VB" else None
    if beside is not None:
        return _until_next(passage, head, (content[0], beside.start()), anchor, words)
    for token in passage.doc:
        if not head.idx < token.idx < content[1] or token.tag_[:1] not in "VN" or not _follows(token):
            continue
        if any(c.dep_ in SUBJECTS and c.i < token.i and c.i > head.i for c in token.children):
            continue
        after = token.nbor(1).lower_ if token.i + 1 < len(passage.doc) else ""
        low = token.lower_
        summons = low in words.summons and (after in _THAT or (token.tag_ in ("VBP", "VBZ", "VBD")))
        told = low in words.avowal & words.telling and token.tag_ in ("VBD", "VBP", "VBZ")
        past = token.tag_ == "VBD" and head.tag_[:1] in "VN" and anchor.tag_ in ("VBD", "VBN") and token.dep_ == "conj"
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
