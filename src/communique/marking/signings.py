"""Signings told by a verb: who signed or initialled what, where and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.marking.attending import People, add, add_with, doer
from communique.marking.circumstances import status_of, when_and_where
from communique.marking.passages import Passage
from communique.marking.told import Scene, Told
from communique.model.marks import EngagementKind
from communique.model.times import Role

if TYPE_CHECKING:
    from spacy.tokens import Token

_SIGN = frozenset(
    [
        "sign",
        "signs",
        "signed",
        "signing",
        "initial",
        "initials",
        "initialled",
        "initialed",
        "initialling",
        "initialing",
        "ink",
        "inked",
    ]
)
_PAPER = frozenset(
    [
        "agreement",
        "understanding",
        "treaty",
        "memorandum",
        "plan",
        "framework",
        "declaration",
        "protocol",
        "accord",
        "pact",
        "deal",
        "communique",
        "communiqué",
        "convention",
        "charter",
        "compact",
        "partnership",
        "arrangement",
        "mou",
    ]
)


def signing_by(scene: Scene, passage: Passage, verb: Token) -> Told | None:
    """ "The two ministers initialled an Understanding": two or more who put their names to a paper of that kind."""
    if verb.lower_ not in _SIGN or verb.tag_[:1] != "V" or passage.quote_at(verb.idx) is not None:
        return None
    paper = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
    if paper is not None and paper.tag_ in ("WDT", "IN") and verb.dep_ == "relcl":
        paper = verb.head  # "the understanding that A and B initialled"
    if paper is None and verb.dep_ == "relcl":
        paper = verb.head
    if paper is None or not any(t.lower_ in _PAPER for t in (paper, *paper.subtree)):
        return None
    if not any(t.lower_ in _PAPER for t in _names(paper)):
        return None
    people: People = {}
    subject = doer(verb)
    if subject is not None:
        add(scene, people, passage, subject, "participant")
    add_with(scene, people, passage, verb)
    if len(people) < 2:
        return None
    status = status_of(scene, passage, verb, verb)
    if status is None:
        return None
    times, places = when_and_where(scene, passage, verb, verb, [], weak_verb=False)
    sentence = passage.sentence_of(verb.i)
    return Told(
        EngagementKind.SIGNING,
        status,
        people,
        [passage.span(verb.idx, verb.idx + len(verb.text))],
        [n for n in times if scene.frame.times[n].value.role is Role.AT],
        places,
        passage.n,
        [(passage.n, *sentence)],
        why=[f"“{verb.text}”"],
    )


def _names(paper: Token) -> list[Token]:
    """The noun and what names it: "a Memorandum of Understanding", "the Cooperation Framework"."""
    found = [paper, *(c for c in paper.children if c.dep_ in ("compound", "nmod"))]
    for child in paper.children:
        if child.lower_ == "of":
            found += [g for g in child.children if g.dep_ == "pobj"]
    return found
