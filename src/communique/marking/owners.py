"""Owners: whose a noun is, or who does what a verb says, as far as an act can be aimed at it.

"Russia's aggression", "Russian forces", "the attack by X", "the people of X", "an end to X's launches": which of these
words name the one aimed at depends on what is aimed at, a deed or somebody's good. "The attack on X" names the
victim, "the Syria crisis" a place, "the U.S.-Japan alliance" what two have together: these are nobody's here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from communique.marking.discourse import Discourse, Resolved
from communique.marking.passages import Passage
from communique.marking.subjects import RELATIVES, SUBJECTS
from communique.model.marks import ActorKind, Form

if TYPE_CHECKING:
    from spacy.tokens import Token


class Aim(StrEnum):
    """What an act is aimed at."""

    DOER = "who is to act"
    CONDUCT = "whose conduct"
    GOOD = "whose good"
    WELCOMED = "who is welcomed"


_ACTORS = (ActorKind.STATE, ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.BODY)
_PEOPLE = frozenset(("people", "person", "government"))
_BEFORE = ("amod", "compound", "nmod", "nummod")
_OWNERS = ("poss", "amod", "compound", "nmod")
_CONDUCTS = frozenset(  # of these "of X" names the doer
    (
        *(
            "action",
            "activity",
            "aggression",
            "announcement",
            "attempt",
            "behaviour",
            "behavior",
            "conduct",
            "decision",
        ),
        *("declaration", "denial", "deployment", "effort", "failure", "intervention", "involvement", "launch", "move"),
        *("buildup", "up", "presence", "movement", "test", "firing", "rhetoric", "interference", "violation"),
        *("policy", "practice", "provocation", "pursuit", "refusal", "role", "support", "threat", "use", "withdrawal"),
    )
)
_WELCOMED = frozenset(
    (
        *("accession", "achievement", "arrival", "commitment", "contribution", "election", "engagement", "government"),
        *(
            "intention",
            "leadership",
            "membership",
            "participation",
            "people",
            "progress",
            "readiness",
            "return",
            "step",
        ),
        *("support", "visit", "willingness", "work", "mediation", "initiative", "offer", "help", "assistance"),
    )
)
_SHARED = frozenset(("collaboration", "collusion", "cooperation", "coordination", "transfer", "transfers", "ties"))
_QUALITIES = frozenset(("centrality", "independence", "membership", "security", "sovereignty", "unity"))
_DONE = frozenset(("measure", "sacrifice", "care", "hospitality", "welcome", "aid"))
_ENDS = frozenset(
    (
        *("end", "halt", "stop", "cessation", "withdrawal", "departure", "pullout", "removal", "return"),
        *("implementation", "adherence", "compliance", "accession"),
    )
)
_PATIENTS = frozenset(
    ("crisis", "war", "conflict", "situation", "issue", "question", "policy", "strategy", "file", "talks")
)


@dataclass(frozen=True, slots=True)
class Found:
    """An actor and the words beside it that say what it has to do with the act."""

    resolved: Resolved
    relation: str


class Owners:
    """Finds them for one statement: nobody is found in a group that holds its speakers."""

    def __init__(self, discourse: Discourse, speaking: frozenset[int]) -> None:
        self._discourse = discourse
        self._speaking = speaking

    def of_said(self, passage: Passage, head: Token, aim: Aim) -> Iterator[Found]:
        """Of a clause its subject, of a noun whoever owns or does it."""
        if is_verb(head):
            subject = next((c for c in head.children if c.dep_ in SUBJECTS), None)
            if subject is not None and (aim is not Aim.WELCOMED or (head.tag_ == "VBG" and subject.dep_ == "nsubj")):
                if subject.dep_ == "nsubjpass" and aim is not Aim.GOOD:
                    yield from self._by(passage, head, aim)
                else:
                    for one in (subject, *more(subject)):
                        yield from self.named_by(passage, one, aim, f"subject of “{head.text}”")
            elif head.tag_ == "VBG" and aim in (Aim.GOOD, Aim.CONDUCT):
                thing = next((c for c in head.children if c.dep_ == "dobj"), None)
                if thing is not None and aim is Aim.GOOD and head.lower_.startswith(("support", "help", "assist")):
                    yield from self.of_noun(passage, thing, aim)
            return
        yield from self.of_noun(passage, head, aim)

    def of_noun(self, passage: Passage, noun: Token, aim: Aim, depth: int = 0) -> Iterator[Found]:
        """The actor that a noun names; else whoever owns, does or enjoys what it names."""
        own = self.actor(passage, noun)
        if own is not None:
            yield Found(own, f"object of “{noun.head.text}”")
            return
        found = list(self._owners(passage, noun, aim)) or list(self._did(passage, noun, aim))
        if not found or aim is Aim.CONDUCT:
            found += [f for f in self._by(passage, noun, aim) if f not in found]
        if not found and depth < 3:
            for preposition in (c for c in noun.children if c.dep_ == "prep" and c.i > noun.i):
                if not (self._leads_on(noun, preposition.lower_, aim) or _is_example(preposition)):
                    continue
                for governed in (c for c in preposition.children if c.dep_ in ("pobj", "pcomp")):
                    for one in (governed, *more(governed)):
                        if is_verb(one):
                            found += self.of_said(passage, one, aim) if aim is Aim.DOER else ()
                        else:
                            found += self.of_noun(passage, one, aim, depth + 1)
        yield from found

    def _leads_on(self, noun: Token, preposition: str, aim: Aim) -> bool:
        """Whether what a preposition governs may be the one aimed at: "the strength of X", "an end to X's attacks"."""
        word = singular(noun)
        if aim is Aim.WELCOMED:
            return preposition == "of" and (word in _CONDUCTS or word in _WELCOMED)
        if aim is Aim.GOOD:
            return preposition == "of" or (preposition == "for" and word in ("support", "right", "future", "hope"))
        if aim is Aim.DOER:
            return word in _ENDS and preposition in ("of", "to")
        if preposition in ("between", "among"):
            return word in _SHARED  # "military coordination between X and Y"
        return preposition == "of" and word in _CONDUCTS

    def _owners(self, passage: Passage, noun: Token, aim: Aim) -> Iterator[Found]:
        """ "Russia's aggression", "Russian aggression", "DPRK launches"."""
        for child in noun.children:
            if child.dep_ not in _OWNERS or child.i > noun.i:
                continue
            for one in (child, *(c for c in child.conjuncts if child.i < c.i < noun.i)):
                resolved = self.actor(passage, one)
                if resolved is None and child.dep_ == "poss" and one.tag_ in ("NNP", "NNPS"):
                    yield from self.unnamed(passage, one, f"owner of “{noun.text}”", proper=True)
                if resolved is None or _is_joint(passage, resolved):
                    continue
                bare = child.dep_ != "poss" and resolved.form is not Form.DEMONYM
                if bare and noun.lower_ not in _QUALITIES and (aim is not Aim.CONDUCT or singular(noun) in _PATIENTS):
                    continue  # "the Syria crisis", "the NATO agenda"
                yield Found(resolved, f"owner of “{noun.text}”")

    def _did(self, passage: Passage, noun: Token, aim: Aim) -> Iterator[Found]:
        """ "the role X and Y have played", "the steps X has taken"."""
        if aim is Aim.DOER or singular(noun) not in _CONDUCTS | _WELCOMED | _DONE:
            return
        for clause in (c for c in noun.children if c.dep_ == "relcl"):
            subject = next((c for c in clause.children if c.dep_ in SUBJECTS), None)
            whole = any(c.dep_ == "dobj" and c.lower_ not in RELATIVES for c in clause.children)
            if subject is not None and subject.lower_ not in RELATIVES and not whole:
                for one in (subject, *more(subject)):
                    if (known := self.actor(passage, one)) is not None:
                        yield Found(known, f"who did it (“{noun.text}”)")

    def _by(self, passage: Passage, head: Token, aim: Aim) -> Iterator[Found]:
        """ "the attack by X", "the measures taken by X", "the statement from X"."""
        doers = [head, *(c for c in head.children if aim is not Aim.GOOD and c.dep_ == "acl" and c.tag_ == "VBN")]
        for doer in doers:
            for child in doer.children:
                if child.dep_ not in ("prep", "agent") or child.lower_ not in ("by", "from", "among"):
                    continue
                if child.lower_ != "by" and (doer is not head or aim is Aim.DOER):
                    continue
                for governed in (c for c in child.children if c.dep_ == "pobj"):
                    for one in (governed, *more(governed)):
                        relation = f"after “{doer.text} {child.lower_}”"
                        known = list(self.named_by(passage, one, aim, relation))
                        yield from known or (
                            self.unnamed(passage, one, relation, proper=True) if one.tag_[:3] == "NNP" else ()
                        )

    def named_by(self, passage: Passage, noun: Token, aim: Aim, relation: str) -> Iterator[Found]:
        """Whom a noun names: an actor, or the people, forces or government of one."""
        for found in self.of_noun(passage, noun, Aim.CONDUCT if aim is Aim.CONDUCT else Aim.GOOD):
            yield Found(found.resolved, relation)

    def unnamed(self, passage: Passage, noun: Token, relation: str, *, proper: bool) -> Iterator[Found]:
        """ "urged all parties to …", "the Houthis' attacks": whom the lexicon does not know keeps the text's words."""
        named = noun.tag_[:3] == "NNP" and (proper or any(c.tag_ == "DT" for c in noun.children))
        if noun.i in passage.covering or not (named or self._discourse.voices.get(noun.lower_, frozenset()) & _PEOPLE):
            return
        first = noun.i
        for child in sorted((c for c in noun.children if c.i < noun.i), key=lambda c: -c.i):
            if child.i != first - 1 or (child.dep_ not in _BEFORE and child.lower_ != "all"):
                break
            first = min(t.i for t in child.subtree)
        last = noun
        for child in noun.children:  # "the parties to the treaty"
            below = list(child.subtree)
            if child.i == noun.i + 1 and child.dep_ == "prep" and not named and not any(is_verb(t) for t in below):
                last = below[-1]
        start, end = passage.doc[first].idx, last.idx + len(last.text)
        yield Found(Resolved(passage.n, noun.i, start, end, (), Form.DESCRIPTION, False), relation)

    def actor(self, passage: Passage, token: Token) -> Resolved | None:
        resolved = self._discourse.at(passage.n, token.i)
        if resolved is None and token.i in passage.covering:
            last = passage.token_at(passage.namings[passage.covering[token.i]].end - 1)
            resolved = self._discourse.at(passage.n, last.i)
        if resolved is None or not resolved.figures or self._is_own_group(resolved):
            return None
        if token.lower_ in ("them", "they", "it"):
            return None  # as often things as people
        kinds = {self._discourse.figures.sketches[f].kind for f in resolved.figures}
        return resolved if kinds <= set(_ACTORS) else None

    def _is_own_group(self, resolved: Resolved) -> bool:
        """ "urged both sides to …": a group with the speaker in it is another group than the text's last."""
        return resolved.form is Form.DESCRIPTION and bool(self._speaking & set(resolved.figures))


def _is_example(preposition: Token) -> bool:
    """ "regimes such as X": the actor is one of those whom the noun means."""
    return preposition.lower_ == "as" and any(c.lower_ == "such" for c in preposition.children)


def more(head: Token) -> list[Token]:
    """What stands beside a noun with "and": nouns; beside a verb: verbs."""
    return [c for c in head.conjuncts if c.i > head.i and is_verb(c) == is_verb(head)]


def _is_joint(passage: Passage, resolved: Resolved) -> bool:
    """ "the U.S.-Japan alliance": what two have together is aimed at neither."""
    before, after = passage.text[: resolved.start][-1:], passage.text[resolved.end :][:1]
    return before in ("-", "–") or after in ("-", "–")


def is_verb(token: Token) -> bool:
    return token.tag_[:2] in ("VB", "MD")


def singular(noun: Token) -> str:
    word = noun.lower_
    if noun.tag_ not in ("NNS", "NNPS") or word in ("talks",):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-2] if word.endswith("ses") else word.removesuffix("s")
