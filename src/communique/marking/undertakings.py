"""Undertakings: where the grammar of a sentence binds somebody to a deed to come.

"We will open an embassy", "X intends to open", "are committed to opening", "reaffirmed their commitment to open",
"announced that it would open": each has a verb of the deed, words that bind, and a subject, which may be left out ("an
embassy will be opened"). What a clause of hope, purpose, condition or relative says binds nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.lexicon import Promises
from communique.marking.bonds import help_of, measure_of, second_deed
from communique.marking.misread import misread
from communique.marking.subjects import RELATIVES, SUBJECTS, has_to

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_WILL = {"will": "strong", "shall": "strong", "'ll": "strong", "’ll": "strong", "wo": "strong"}
_WOULD = frozenset(("would", "'d", "’d"))
_IF = frozenset(
    ("if", "whether", "unless", "because", "since", "until", "when", "once", "as", "so", "although", "though")
)
_GOING = frozenset(("while", "whereas", "and"))
_STANDS = frozenset(
    ("be", "is", "are", "am", "was", "were", "been", "remain", "remains", "remained", "stand", "stands", "stood")
)
_STANDS |= frozenset(("'re", "’re", "'m", "’m", "'s", "’s", "being", "become", "continue", "continues"))
_OTHER_MODALS = frozenset(("must", "should", "can", "could", "may", "might", "ought"))
_RANK = {"weak": 0, "plain": 1, "strong": 2}
_CLAUSES = ("xcomp", "ccomp", "advcl", "acl", "relcl", "pcomp")
_PRESS = frozenset(("press", "reporters", "media", "journalists", "questions", "correspondents", "pool"))
_ADVERBS = 3  # tokens from "is" to the verb of "is to open"
_NEAR = 12  # tokens from a word that binds to its infinitive
_MANNER = frozenset(("in a way", "in a manner", "in ways that"))
_THANKS = frozenset(("appreciation", "gratitude", "thanks", "support", "praise"))
_HEEDS = ("welcom", "applaud", "appreciat", "commend", "acknowledg", "prais", "recogni", "hail", "thank")
_FURTHER = ("acl", "xcomp", "advcl")
_CLEAR = frozenset(("clear", "plain", "known"))
_GOVERNMENT = frozenset(("government", "administration"))
_DEEP = 14  # steps from a verb to the head of its sentence


@dataclass(frozen=True, slots=True)
class Undertaking:
    """One deed that somebody is bound to. Tokens by index in the passage."""

    head: int  # the verb, or gerund, of the deed; the noun of a measure
    words: tuple[int, ...]  # that bind
    strength: str
    subject: int | None
    reported: bool = False  # "would": binds only where somebody is reported to say it
    passive: bool = False


def undertakings_of(doc: Doc, words: Promises) -> Iterator[Undertaking]:
    """The undertakings in the order of their heads; none whose clause only hopes, asks or supposes."""
    found: dict[int, Undertaking] = {}
    for token in doc:
        for one in _of(token, words):
            if one.head not in found and not points(doc[one.head]) and _stands(doc[one.words[0]], words):
                found[one.head] = one
    for head, word, strength, subject in misread(doc, words):
        if head not in found and not points(doc[head]):
            found[head] = Undertaking(head, (word,), strength, subject)
    yield from (found[head] for head in sorted(found))


def points(verb: Token) -> bool:
    """ "Will do so": the deed stands elsewhere."""
    after = verb.nbor(1).lower_ if verb.i + 1 < len(verb.doc) else ""
    if verb.lower_ == "go" and after == "ahead":
        return True  # "I’ll go ahead and …": the conduct of the talk
    if verb.lower_ not in ("do", "doing", "done") or after not in ("so", "that", "this", "it", "likewise"):
        return False
    manner = verb.doc[verb.i + 2 : verb.i + 5]  # "do this in a way that …", "do so by opening …"
    return not (manner and (manner.text.lower() in _MANNER or (manner[0].lower_ == "by" and manner[-1].i > verb.i + 3)))


def _of(token: Token, words: Promises) -> Iterator[Undertaking]:
    low = token.lower_
    if token.tag_ == "MD" and (low in _WILL or low in _WOULD):
        yield from _modal(token, words)
    elif token.tag_[:1] == "V" and low in words.undertaking:
        yield from _verb(token, words)
    elif low in ("is", "are") and token.tag_[:1] == "V":
        yield from _arranged(token, words)
    if token.tag_[:1] == "V" and (thing := measure_of(token, words) or help_of(token, words)) is not None:
        subject = subject_at(token)
        strength = words.undertaking.get(low, "plain")
        yield Undertaking(thing.i, (token.i,), strength, subject.i if subject is not None else None)
    if token.tag_[:1] == "V" and low in words.order:
        yield from _tasked(token, words)
    if token.tag_[:1] in "JV" and low in words.readiness:
        yield from _ready(token, words)
    if token.tag_ in ("NN", "NNS") and low in words.resolve:
        yield from _resolved(token, words)


def _modal(modal: Token, words: Promises) -> Iterator[Undertaking]:
    """ "Will open", "would open"; of "will seek to open" the deed is opening."""
    verb = modal.head
    if modal.dep_ != "aux" or verb.tag_[:1] not in "VJN" or verb.i < modal.i:
        return
    strength, bound = _WILL.get(modal.lower_, "strong"), [modal.i]
    head = verb
    if verb.lower_ in words.undertaking and (inner := complement(verb)) is not None:
        strength = min(strength, words.undertaking[verb.lower_], key=_RANK.__getitem__)
        head = inner
        bound.append(verb.i)
    elif verb.lower_ in ("be", "remain", "stand", "continue"):
        ready = next(
            (c for c in verb.children if c.dep_ in ("acomp", "oprd", "xcomp") and c.lower_ in words.readiness), None
        )
        inner = complement(ready) if ready is not None else None
        if ready is None or inner is None:
            if verb.lower_ != "continue" and not _keeps(verb, words):
                return  # "will remain united", "will be there": no deed
        else:
            strength, head = words.readiness[ready.lower_], inner
            bound.append(ready.i)
    if head.i == verb.i and (head.lower_ in words.fate or _for_press(head)):
        return
    if head.lower_ in words.refusal and any(c.dep_ == "neg" for c in verb.children):
        return  # "will not yield": a refusal, and nothing that is to be done
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    reported = modal.lower_ in _WOULD
    if reported and len(bound) > 1 and strength == "weak":
        reported = False  # "would consider sending"
    subject = subject_at(verb)
    yield Undertaking(head.i, tuple(bound), strength, subject.i if subject is not None else None, reported, passive)


def _for_press(verb: Token) -> bool:
    """ "Will brief the press", "will take questions": the programme of a day."""
    return any(c.dep_ in ("dobj", "dative") and c.lower_ in _PRESS for c in verb.children)


def _keeps(verb: Token, words: Promises) -> bool:
    """ "Will remain in close contact"."""
    if verb.lower_ == "be":
        return False
    near = [c for c in verb.children if c.dep_ in ("acomp", "attr", "oprd")]
    inside = [c for p in verb.children if p.dep_ == "prep" and p.lower_ == "in" for c in p.children]
    return any(t.lower_ in words.contact for t in (*near, *inside))


def _arranged(verb: Token, words: Promises) -> Iterator[Undertaking]:
    """ "Marland is to open", "the two sides are to meet"."""
    inner = next((c for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VB" and has_to(c)), None)
    subject = subject_at(verb)
    beside = any(c.dep_ in ("acomp", "attr", "neg") for c in verb.children)
    if subject is None or not (subject.tag_ in ("NNP", "NNPS", "PRP") or subject.lower_ in words.organ):
        return  # "the aim is to open"
    if inner is not None and inner.i - verb.i <= _ADVERBS and not beside:
        yield Undertaking(inner.i, (verb.i,), "strong", subject.i)


def _verb(verb: Token, words: Promises) -> Iterator[Undertaking]:
    """ "Intends to open", "agreed to open", "committed to opening"."""
    aux = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    strength = words.undertaking[verb.lower_]
    if any(c.dep_ == "neg" for c in verb.children):
        return  # "did not agree to open"
    if aux & (_WILL.keys() | _WOULD | _OTHER_MODALS | {"to"}) or (strength != "strong" and verb.tag_ in ("VBD", "VBN")):
        return
    if verb.tag_ == "VBG" and strength != "strong" and not aux:
        return
    if verb.tag_ == "VBZ" and verb.dep_ == "conj" and verb.head.tag_ == "VBD":
        return  # "discussed tolls and plans to lower them": a noun
    if verb.tag_ == "VBN" and not aux and verb.dep_ not in ("ROOT", "advcl", "conj"):
        return
    inner = complement(verb)
    if inner is not None:
        subject = subject_at(verb)
        yield Undertaking(inner.i, (verb.i,), strength, subject.i if subject is not None else None)


def _tasked(verb: Token, words: Promises) -> Iterator[Undertaking]:
    """ "They directed their ministers to meet": one's own are bound by an order."""
    aux = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if aux & _OTHER_MODALS or any(c.dep_ == "auxpass" for c in verb.children) or has_to(verb):
        return
    inner = next(
        (c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "advcl") and c.tag_ == "VB" and has_to(c)), None
    )
    if inner is None:
        return
    people = [c for c in (*verb.children, *inner.children) if c.dep_ in ("dobj", "nsubj") and verb.i < c.i < inner.i]
    if people and (people[0].lower_ in words.organ or any(c.lower_ in words.organ for c in people[0].children)):
        subject = subject_at(verb)
        yield Undertaking(inner.i, (verb.i,), "strong", subject.i if subject is not None else None)


def _ready(word: Token, words: Promises) -> Iterator[Undertaking]:
    """ "Are committed to opening", "stand ready to open", "Determined to open, …"."""
    inner = complement(word)
    if inner is None:
        return
    verb = word.head
    standing = word.dep_ in ("acomp", "oprd", "xcomp", "attr", "conj", "ccomp", "advmod") and verb.lower_ in _STANDS
    passive = any(c.dep_ == "auxpass" and c.lower_ in _STANDS for c in word.children)
    opens = word.dep_ in ("advcl", "ROOT", "ccomp", "acl") and word.tag_ in ("VBN", "JJ") and not passive
    if not (standing or passive or (opens and word.lower_ in words.readiness)):
        return
    beside = (*word.children, *(verb.children if standing else ()))
    aux = {c.lower_ for c in beside if c.dep_ == "aux"}
    if any(c.dep_ == "neg" for c in beside) or aux & (_OTHER_MODALS | _WILL.keys() | _WOULD):
        return
    subject = subject_at(word)
    yield Undertaking(inner.i, (word.i,), words.readiness[word.lower_], subject.i if subject is not None else None)


def _resolved(noun: Token, words: Promises) -> Iterator[Undertaking]:
    """ "Reaffirmed their commitment to open": the owner is the one who avows it."""
    inner = complement(noun)
    if inner is None and noun.dep_ == "nsubj" and noun.head.dep_ == "ccomp" and has_to(noun.head):
        yield from _misplaced(noun, words)
    aimed = inner is None and next((c for c in noun.children if c.dep_ == "acl" and c.tag_ in ("VBP", "VB")), None)
    aim = aimed if aimed and any(c.dep_ == "mark" and c.lower_ == "that" for c in aimed.children) else None
    inner = inner or aim  # "our determination that both sides meet"
    if inner is None:
        return
    top = noun
    while top.dep_ == "conj" and top.head.tag_[:1] == "N":
        top = top.head
    named = _owner(noun)
    owned = named is not None or any(c.lower_ in ("our", "their") for c in noun.children if c.dep_ == "poss")
    while owned and noun.i != top.i and top.dep_ == "pobj" and top.head.head.tag_[:1] == "N":
        top = top.head.head  # "the importance of trade, and our commitment to lower tolls"
    while top.dep_ == "pobj" and top.head.head.lower_ in words.resolve and top.head.head.tag_[:1] == "N":
        top = top.head.head  # "our commitment to peace and our intent to lower tolls"
    if named is not None and top.dep_ == "pobj" and top.head.head.lower_ in _THANKS:
        top = top.head.head  # "expressed appreciation for Marland’s pledge to send ships"
    if top.dep_ == "pobj" and top.head.head.tag_[:1] in "VJN":  # "united in our determination to"
        verb, near = top.head.head, top.head.lower_ in ("in", "on", "with", "of", "to")
    else:
        verb = top.head
        near = top.dep_ in ("dobj", "attr", "nsubjpass", "ccomp", "oprd") or (owned and top.dep_ == "conj")
    owner = next((c for t in (noun, top) for c in t.children if c.dep_ == "poss"), None)
    own = owner is None or named is not None or owner.lower_ in ("our", "their", "its", "his", "her", "my")
    known = verb.lower_ in words.avowal | words.stance or (named is not None and verb.lower_.startswith(_HEEDS))
    if not near or not own or not known:
        return
    aux = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if aux & (_OTHER_MODALS | _WOULD | {"to"}):
        return
    subject = named or subject_at(verb if aim is None else aim)
    bound = (verb.i, noun.i) if verb.i < noun.i else (noun.i,)
    yield Undertaking(inner.i, bound, words.resolve[noun.lower_], subject.i if subject is not None else None)


def _owner(noun: Token) -> Token | None:
    """ "Marland’s commitment", "the U.S. pledge", "the Harbour countries’ pledge": the name of the one who is bound."""
    for child in noun.children:
        if child.dep_ not in ("poss", "compound", "amod", "nmod") or child.i > noun.i:
            continue
        if child.tag_ in ("NNP", "NNPS") or (child.dep_ == "poss" and child.lower_ in _GOVERNMENT):
            return child
        if child.dep_ == "poss" and child.tag_ == "NNS":
            return next((c for c in child.children if c.dep_ in ("compound", "nmod") and c.tag_ == "NNP"), None)
    return None


def _misplaced(noun: Token, words: Promises) -> Iterator[Undertaking]:
    """ "Announced the intention of Marland to open": the parser takes the intention for what opens."""
    verb = noun.head.head
    if verb.lower_ in words.avowal and any(c.dep_ == "prep" and c.lower_ == "of" for c in noun.children):
        subject = subject_at(verb)
        strength = words.resolve[noun.lower_]
        yield Undertaking(noun.head.i, (verb.i, noun.i), strength, subject.i if subject is not None else None)


def complement(word: Token) -> Token | None:
    """What a word binds to: "to open", "to opening"; of "consider" also "sending"."""
    for child in word.children:
        if child.i < word.i:
            continue
        own = any(c.dep_ in SUBJECTS for c in child.children) or child.i - word.i >= _NEAR
        purpose = child.dep_ == "advcl" and any(c.dep_ == "dobj" and c.i < child.i for c in word.children)
        topic = any(c.dep_ == "prep" and c.lower_ in ("on", "upon") and c.i < child.i for c in word.children)
        own = own or purpose or topic  # "engaged partners to build trust", "agreed on the need to build it"
        verbal = child.tag_ == "VB" or (child.tag_ == "VBG" and child.dep_ in _FURTHER)  # "to further building"
        if child.dep_ in _CLAUSES and verbal and has_to(child) and not own:
            return child
        of = ("of",) if word.tag_[:1] == "N" else ()
        if child.dep_ in ("prep", "aux") and child.lower_ in ("to", "on", *of) and child.i - word.i < 6:
            for preposition in (child, *(c for c in child.children if c.dep_ == "conj" and c.lower_ == "to")):
                gerund = next(
                    (c for c in preposition.children if c.dep_ in ("pcomp", "pobj") and c.tag_ == "VBG"), None
                )
                if gerund is not None:
                    return gerund
        if (
            child.dep_ == "xcomp"
            and child.tag_ == "VBG"
            and word.lower_.startswith(("consider", "explor", "commit", "contemplat"))
        ):
            return child
    return second_deed(word)


def subject_at(verb: Token) -> Token | None:
    """Who is said to act: the subject of the verb, or of the one that it goes on from."""
    token = verb
    for _ in range(_DEEP):
        own = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass", "expl") and c.i < verb.i]
        if own:
            return own[-1]
        if token.head.i == token.i:
            return None
        if token.dep_ in ("conj", "xcomp", "acomp", "oprd", "attr", "advcl", "ccomp", "dep", "prep", "pcomp"):
            token = token.head
        elif token.dep_ in ("relcl", "acl"):
            return token.head
        else:
            return None
    return None


def _makes_clear(verb: Token) -> bool:
    """ "Made clear that it would respond"."""
    near = (verb, *verb.children, *verb.head.children)
    return verb.lower_ in _CLEAR or (
        verb.lower_ in ("made", "makes", "make", "making") and any(t.lower_ in _CLEAR for t in near)
    )


def _labelled(clause: Token) -> bool:
    """True where a colon parts a clause from the word that it is said to hang on, and that word opens the sentence."""
    first = clause.left_edge
    before = clause.doc[clause.head.i + 1 : first.i + 1]
    return clause.head.head.i == clause.head.i and clause.head.tag_[:1] == "N" and any(t.text == ":" for t in before)


def _stands(token: Token, words: Promises) -> bool:
    """True where a clause is said as it stands: the sentence's own, or what somebody tells or agrees."""
    if token.tag_ == "MD":
        token = token.head
        if any(c.tag_ in ("WP", "WRB") and c.i < token.i for c in token.children):
            return False  # "what we would do"
    for _ in range(_DEEP):
        if any(c.dep_ in ("mark", "advmod") and c.lower_ in _IF and c.i < token.i for c in token.children):
            marks = [c for c in token.children if c.dep_ in ("mark", "advmod") and c.lower_ in _IF and c.i < token.i]
            if any(c.dep_ == "mark" or c.lower_ in ("when", "if") for c in marks):
                return False
        if any(c.lower_ in RELATIVES - {"that"} and c.dep_ in SUBJECTS for c in token.children):
            return False
        head = token.head
        if head.i == token.i:
            return True
        dep = token.dep_
        if dep in ("acl", "relcl", "appos") and _labelled(token):
            return True  # "Trade: The two sides will lower tolls"
        if dep in ("conj", "xcomp", "acomp", "oprd", "attr", "dep", "parataxis", "aux", "auxpass"):
            token = head
        elif dep == "ccomp":
            if head.i > token.i or any(t.text in (";", ":", "—", "–") for t in token.doc[head.i : token.i]):
                token = head  # the parser hangs a main clause on the next one
            elif head.lower_ in words.telling or _makes_clear(head):
                token = head
            else:
                return False
        elif dep == "relcl" and any(c.lower_ in ("we", "i") and c.dep_ == "nsubj" for c in token.children):
            return any(c.dep_ == "prep" and c.i < token.i for c in token.children)  # "at which we decided to"
        elif dep == "advcl":
            mark = next((c.lower_ for c in token.children if c.dep_ == "mark"), None)
            if mark is not None and mark not in _GOING:
                return False
            if mark is None and has_to(token):
                return False
            token = head
        else:
            return False
    return False
