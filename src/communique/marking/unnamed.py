"""A side of an engagement that the text tells only as a group: "met with leaders of the harbour towns"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.marking.attending import LIGHT, People
from communique.marking.passages import Passage

if TYPE_CHECKING:
    from spacy.tokens import Token

_LEADERS = frozenset(("leaders", "heads", "ministers", "presidents", "chiefs", "counterparts", "allies", "partners"))
_GROUPS = _LEADERS | frozenset(
    (
        *("officials", "members", "representatives", "families", "executives", "ceos", "governors", "mayors", "groups"),
        *("senators", "lawmakers", "stakeholders", "experts", "survivors", "students", "workers", "ambassadors"),
        *("envoys", "organizations", "organisations", "companies", "activists", "advocates", "parents", "veterans"),
        *("journalists", "reporters", "elders", "scholars", "legislators", "parliamentarians", "owners", "youth"),
    )
)


def is_side_unnamed(passage: Passage, head: Token, verb: Token | None, phrase: list[Token], people: People) -> bool:
    """Whether all with whom "A and B met with faith leaders" says that they met are a group of whom it names nobody:
    A and B alone did not meet each other."""
    groups = [one for first in _with(head, verb, phrase) for one in (first, *first.conjuncts)]
    return bool(groups) and all(_is_group(one) and not _names(passage, one, people) for one in groups)


def has_others(passage: Passage, head: Token, verb: Token | None, phrase: list[Token], people: People) -> bool:
    """Whether leaders take part beside those who are named: "with Prime Minister A and other coastal leaders"."""
    return any(
        one.tag_ == "NNS"
        and one.lower_ in _LEADERS
        and any(c.lower_ == "other" for c in one.children)
        and not _names(passage, one, people)
        for first in _with(head, verb, phrase)
        for one in (first, *first.conjuncts)
    )


def _with(head: Token, verb: Token | None, phrase: list[Token]) -> list[Token]:
    """What "with" governs at the word that tells of the engagement."""
    carrying = [verb] if verb is not None and verb.lower_ in LIGHT else []
    heads = {t.i: t for t in (head, *phrase, *carrying)}.values()
    inside = {t.i for t in phrase}
    withs = [t for t in phrase if t.lower_ == "with"]
    withs += [c for one in heads for c in one.children if c.lower_ == "with" and c.i not in inside]
    own = [g for one in withs for g in one.children if g.dep_ == "pobj"]
    ending = phrase[-1].children if phrase and phrase[-1].lower_ == "with" else ()
    return list(dict.fromkeys([*own, *(g for g in ending if g.dep_ == "pobj")]))


def _is_group(token: Token) -> bool:
    """Leaders; a group of leaders."""
    if token.tag_ == "NN" and token.lower_ == "group":
        return any(_is_group(g) for of in token.children if of.lower_ == "of" for g in of.children)
    return token.tag_ in ("NNS", "NNPS") and token.lower_ in _GROUPS


def _names(passage: Passage, token: Token, people: People) -> bool:
    start, end = token.left_edge, token.right_edge
    span = passage.span(start.idx, end.idx + len(end.text))
    return any(span.touches(part.span) for part in people.values())
