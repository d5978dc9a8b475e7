"""What a word binds to where no infinitive stands next to it: a measure, help that is offered, or a second deed.

"We commit to a minimum toll of 9%", "Marland offers its assistance with the search", "our commitment to safety and to
opening a school". A bond to a value ("commit to peace", "to the rule of law") is no deed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.lexicon import Promises

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEFINITE = frozenset(("the", "this", "that", "these", "those", "our", "their", "its", "his", "her", "no", "any"))
_COUNTED = ("nummod", "compound", "quantmod", "npadvmod", "amod", "nmod")
_BINDS = ("commit", "recommit", "dedicat", "pledg")
_AND = frozenset(("and", ",", "or", "as", "also"))
_SUMS = frozenset(("million", "billion", "trillion", "millions", "billions", "crore", "lakh"))
_CODE = 3  # letters of a currency: "EUR"
_FAR = 30  # tokens from a word that binds to its second deed


def measure_of(verb: Token, words: Promises) -> Token | None:
    """The noun of the measure or amount to which a verb binds: "commit to a ceiling of 5%", "is pledging two ships"."""
    if verb.lower_ not in words.bestowal or not _is_said(verb, past=False):
        return None
    things = [c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i]
    if verb.lower_.startswith(("commit", "recommit")):
        bonds = [c for c in verb.children if c.dep_ == "prep" and c.lower_ == "to" and c.i > verb.i]
        things += [c for bond in bonds for c in bond.children if c.dep_ == "pobj"]
    return next((thing for thing in things if _is_measure(thing, words)), None)


def help_of(verb: Token, words: Promises) -> Token | None:
    """The noun of the help that is offered: "offer our support for and assistance with the search"."""
    if verb.lower_ not in words.offer or not _is_said(verb, past=True):
        return None
    thing = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if thing is None:
        return None
    beside = [c for t in (thing, verb) for c in t.children if c.dep_ == "conj" and c.tag_ == "NN" and c.i > thing.i]
    return thing if any(t.lower_ in words.help for t in (thing, *beside)) else None


def second_deed(word: Token) -> Token | None:
    """ "Commitment to safety and to opening a school": the deed behind a value."""
    doc = word.doc
    at = word.i + 1
    if not word.lower_.startswith(_BINDS) or at >= len(doc) or doc[at].lower_ != "to":
        return None
    for token in doc[at + 1 : min(at + _FAR, word.sent.end - 1)]:
        after = token.nbor(1)
        if token.lower_ == "to" and token.nbor(-1).lower_ in _AND and after.tag_ in ("VBG", "VB"):
            return after
        if token.tag_ == "MD" or token.text in (";", ":") or (token.tag_[:1] == "V" and token.dep_ != "amod"):
            return None
    return None


def is_amount(number: Token) -> bool:
    """A number that counts something: no year, no day of a month, no part of a name."""
    if number.text.isalpha():  # "two places", and not "the two sides"
        before = number.nbor(-1).lower_ if number.i else ""
        return (
            number.head.tag_ == "NNS"
            and number.lower_ != "one"
            and before not in ("the", "our", "both", "their", "these")
        )
    digits = number.text[:1].isdigit() and not (len(number.text) == 4 and number.text[:2] in ("19", "20"))
    if not number.i:
        return digits
    last = number.nbor(-1)
    coded = last.text.isupper() and len(last.text) == _CODE and last.tag_ == "NNP"  # "EUR 2.5 billion"
    return digits and (coded or (number.head.tag_ not in ("NNP", "NNPS") and last.tag_ != "NNP"))


def _is_said(verb: Token, *, past: bool) -> bool:
    """True where the verb itself is said of somebody, and not denied: "pledges", "is pledging", `past` "offered"."""
    aux = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if any(c.dep_ == "neg" for c in verb.children):
        return False
    if verb.tag_ == "VBG":
        return bool(aux) and aux <= {"is", "are", "am", "’re", "'re"}
    tags = ("VBP", "VBZ", "VBD") if past else ("VBP", "VBZ")
    return verb.tag_ in tags and not aux and verb.dep_ not in ("relcl", "acl")


def _is_measure(thing: Token, words: Promises) -> bool:
    """An amount of something, or one measure, document or body: not "the law", not "peace"."""
    own = {c.lower_ for c in thing.children if c.dep_ in ("det", "poss")}
    if thing.lower_ in _SUMS:  # "EUR 2 billion for the ports", "$40 million"
        return any(c.tag_ == "$" or (c.text.isupper() and len(c.text) == _CODE) for c in thing.children)
    if thing.tag_ not in ("NN", "NNS") or own & _DEFINITE:
        return False
    if own & {"a", "an", "another"} and thing.lower_ in words.measure | words.outcome:
        return True
    numbers = [t for t in thing.subtree if t.tag_ == "$" or (t.tag_ == "CD" and is_amount(t))]
    return any(_counts(number, thing) for number in numbers)


def _counts(number: Token, thing: Token) -> bool:
    """ "A toll of at least 9%", "40 ferries", and not "peace in 20 places"."""
    token = number
    while token.i != thing.i:
        of = token.dep_ == "prep" and token.lower_ in ("of", "at", "by")
        if not of and token.dep_ not in (*_COUNTED, "pobj", "advmod"):
            return False
        token = token.head
    return True
