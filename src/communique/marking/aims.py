"""Aims: to whom a statement is said, and at whom its act is aimed.

Who is spoken to stands in the grammar of the cue ("told X", "urged X to", "expressed thanks to X"). The target follows
the act: of a demand who is to act ("that X withdraw", "X's withdrawal"); of a reproof whose conduct it is ("Russia's
aggression", "the attack by X", never the one attacked); of support, praise, thanks and condolence whose good ("support
for X's efforts", "the people of X"); of a welcome who is welcomed or whose deed. Other acts have none, except where
their content is the noun of such an act ("reiterated their support for X"). Nobody aims at himself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from communique.lexicon import Lexicon
from communique.marking.discourse import Discourse, Resolved
from communique.marking.drafts import Draft
from communique.marking.passages import Passage
from communique.marking.subjects import SUBJECTS, has_to
from communique.model.marks import ActorKind, Form, Party

if TYPE_CHECKING:
    from spacy.tokens import Token


class Aim(StrEnum):
    """What an act is aimed at."""

    DOER = "who is to act"
    CONDUCT = "whose conduct"
    GOOD = "whose good"
    WELCOMED = "who is welcomed"


AIMS = {
    **dict.fromkeys(("demand", "request"), Aim.DOER),
    **dict.fromkeys(("condemn", "criticise", "accuse", "oppose", "warn", "concern"), Aim.CONDUCT),
    **dict.fromkeys(("support", "praise", "thank", "congratulate", "condole", "offer"), Aim.GOOD),
    "welcome": Aim.WELCOMED,
}
_SAYING = ("assert", "reaffirm", "announce", "commit")  # acts whose content may be the noun of an aimed act
_PERSONAL = ("thank", "congratulate", "condole", "offer", "praise", "welcome", "request")  # done to whoever is met
_ACTORS = (ActorKind.STATE, ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.BODY, ActorKind.OFFICE)
_OWNERS = ("poss", "amod", "compound", "nmod")
_TOWARDS = frozenset(
    (
        *("for", "with", "to", "of", "about", "over", "at", "on"),
        *("regarding", "against", "towards", "toward", "behind"),
    )
)
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
        *("policy", "practice", "provocation", "pursuit", "refusal", "role", "support", "threat", "use", "withdrawal"),
    )
)
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


@dataclass(frozen=True, slots=True)
class Aimed:
    addressees: tuple[Party, ...]
    targets: tuple[Party, ...]
    why: tuple[str, ...]


class Aims:
    def __init__(self, lexicon: Lexicon, discourse: Discourse) -> None:
        self._lexicon = lexicon
        self._discourse = discourse

    def of(self, draft: Draft) -> Aimed:
        """Addressees and targets of a statement, and which words decided them."""
        heads = list(_heads(draft))
        addressed = self._addressed(draft)
        addressees = self._parties(draft, addressed)
        why = [f"addressee: {_words(draft.passage, f)}" for f in addressed if self._parties(draft, [f])]
        aim = AIMS.get(draft.act)
        if aim is None:
            found = list(self._in_words(heads)) if draft.act in _SAYING else []
            aim = found[0][0] if found else None
            aimed = [f for _, f in found]
        elif addressees:
            aimed = addressed
        else:
            aimed = list(self._aimed(draft, aim, heads))
        targets = self._parties(draft, aimed)
        if aim is not None and not targets and draft.act in _PERSONAL:
            aimed = self._met(draft)
            targets = self._parties(draft, aimed)
        if aim is not None and targets:
            why += [f"target: {_words(draft.passage, f)} ({aim})" for f in aimed if self._parties(draft, [f])]
        return Aimed(addressees, targets, tuple(why))

    # -- addressees ------------------------------------------------------------------------------

    def _addressed(self, draft: Draft) -> list[Found]:
        """Who is spoken to: the object of the cue, or the one named after its "to"."""
        doc = draft.passage.doc
        cue = f"object of “{_cue(draft)}”"
        if draft.addressee is not None:
            token = doc[draft.addressee]
            return [f for one in (token, *_more(token)) for f in self._actors(draft.passage, one, Aim.GOOD, cue)]
        if draft.cue is None or not draft.cue_ranges or draft.act in ("commit", "discuss", "agree"):
            return []
        own = [t for start, end in draft.cue_ranges for t in doc if start <= t.idx < end]
        for preposition in (c for t in own for c in t.children if c.dep_ in ("prep", "dative") and c not in own):
            for governed in preposition.children:
                if preposition.lower_ != "to" or governed.dep_ != "pobj" or draft.covers(draft.passage, governed.idx):
                    continue
                to = f"after “{_cue(draft)} … to”"
                found = [
                    f for one in (governed, *_more(governed)) for f in self._actors(draft.passage, one, Aim.GOOD, to)
                ]
                if found:
                    return found
        return []

    # -- targets ---------------------------------------------------------------------------------

    def _aimed(self, draft: Draft, aim: Aim, heads: list[tuple[Passage, Token]]) -> Iterator[Found]:
        passage = draft.passage
        if draft.about is not None and aim is not Aim.DOER:
            about = passage.doc[draft.about]
            found = [f for one in (about, *_more(about)) for f in self._noun(passage, one, aim)]
            yield from found
            if found:
                return
        for where, head in heads:
            for one in (head, *_more(head)):
                yield from self._said(where, one, aim)

    def _said(self, passage: Passage, head: Token, aim: Aim) -> Iterator[Found]:
        """Of a clause its subject, of a noun whoever owns or does it."""
        if _is_verb(head):
            subject = next((c for c in head.children if c.dep_ in SUBJECTS), None)
            if subject is not None and aim is not Aim.WELCOMED:
                if subject.dep_ == "nsubjpass" and aim is not Aim.GOOD:
                    yield from self._by(passage, head, aim)
                else:
                    for one in (subject, *_more(subject)):
                        yield from self._actors(passage, one, aim, f"subject of “{head.text}”")
            elif head.tag_ == "VBG" and aim in (Aim.GOOD, Aim.CONDUCT):
                thing = next((c for c in head.children if c.dep_ == "dobj"), None)
                if thing is not None and aim is Aim.GOOD and head.lower_.startswith(("support", "help", "assist")):
                    yield from self._noun(passage, thing, aim)
            return
        yield from self._noun(passage, head, aim)

    def _noun(self, passage: Passage, noun: Token, aim: Aim, depth: int = 0) -> Iterator[Found]:
        """The actor that a noun names; else whoever owns, does or enjoys what it names."""
        own = self._actor(passage, noun)
        if own is not None:
            yield Found(own, f"object of “{noun.head.text}”")
            return
        found = list(self._owners(passage, noun, aim))
        if not found or aim is Aim.CONDUCT:
            found += [f for f in self._by(passage, noun, aim) if f not in found]
        if not found and depth < 3:
            for preposition in (c for c in noun.children if c.dep_ == "prep" and c.i > noun.i):
                if not self._leads_on(noun, preposition.lower_, aim):
                    continue
                for governed in (c for c in preposition.children if c.dep_ in ("pobj", "pcomp")):
                    for one in (governed, *_more(governed)):
                        if _is_verb(one):
                            found += self._said(passage, one, aim) if aim is Aim.DOER else ()
                        else:
                            found += self._noun(passage, one, aim, depth + 1)
        yield from found

    def _leads_on(self, noun: Token, preposition: str, aim: Aim) -> bool:
        """Whether what a preposition governs may be the one aimed at: "the strength of X", "an end to X's attacks"."""
        word = _singular(noun)
        if aim in (Aim.GOOD, Aim.WELCOMED):
            return preposition == "of" or (preposition == "for" and word in ("support", "right", "future", "hope"))
        if aim is Aim.DOER:
            return word in _ENDS and preposition in ("of", "to")
        return preposition == "of" and word in _CONDUCTS

    def _owners(self, passage: Passage, noun: Token, aim: Aim) -> Iterator[Found]:
        """ "Russia's aggression", "Russian aggression", "DPRK launches"."""
        for child in noun.children:
            if child.dep_ not in _OWNERS or child.i > noun.i:
                continue
            for one in (child, *(c for c in child.conjuncts if child.i < c.i < noun.i)):
                resolved = self._actor(passage, one)
                if resolved is None or _is_joint(passage, resolved):
                    continue
                bare = child.dep_ != "poss" and resolved.form is not Form.DEMONYM
                if bare and (aim is not Aim.CONDUCT or _singular(noun) in _PATIENTS):
                    continue  # "the Syria crisis", "the NATO agenda"
                yield Found(resolved, f"owner of “{noun.text}”")

    def _by(self, passage: Passage, head: Token, aim: Aim) -> Iterator[Found]:
        """ "the attack by X", "the measures taken by X", "the statement from X"."""
        doers = [head, *(c for c in head.children if c.dep_ == "acl" and c.tag_ == "VBN")]
        for doer in doers:
            for child in doer.children:
                if child.dep_ not in ("prep", "agent") or child.lower_ not in ("by", "from", "among"):
                    continue
                if child.lower_ != "by" and (doer is not head or aim is Aim.DOER):
                    continue
                for governed in (c for c in child.children if c.dep_ == "pobj"):
                    for one in (governed, *_more(governed)):
                        yield from self._actors(passage, one, aim, f"“{doer.text} {child.lower_}” it")

    def _actors(self, passage: Passage, noun: Token, aim: Aim, relation: str) -> Iterator[Found]:
        """Whom a noun names: an actor, or the people, forces or government of one."""
        for found in self._noun(passage, noun, Aim.CONDUCT if aim is Aim.CONDUCT else Aim.GOOD):
            yield Found(found.resolved, relation)

    def _actor(self, passage: Passage, token: Token) -> Resolved | None:
        resolved = self._discourse.at(passage.n, token.i)
        if resolved is None and token.i in passage.covering:
            last = passage.token_at(passage.namings[passage.covering[token.i]].end - 1)
            resolved = self._discourse.at(passage.n, last.i)
        if resolved is None or not resolved.figures:
            return None
        kinds = {self._discourse.figures.sketches[f].kind for f in resolved.figures}
        return resolved if kinds <= set(_ACTORS) else None

    # -- nouns of aimed acts -----------------------------------------------------------------------

    def _in_words(self, heads: list[tuple[Passage, Token]]) -> Iterator[tuple[Aim, Found]]:
        """ "reiterated their support for X", "conveyed its condolences to X", "will support X": the content's own word
        aims."""
        for passage, head in heads[:1]:
            verb = _supporting(head)
            thing = next((c for c in verb.children if c.dep_ == "dobj"), None) if verb is not None else None
            if thing is not None:
                yield from ((Aim.GOOD, f) for one in (thing, *_more(thing)) for f in self._noun(passage, one, Aim.GOOD))
            for noun in (head, *_more(head)):
                act = self.stance(noun)
                if act is None:
                    continue
                towards = [c for c in noun.children if c.dep_ == "prep" and c.lower_ in _TOWARDS]
                towards += [c for p in towards for c in p.conjuncts if c.dep_ == "conj" and c.lower_ in _TOWARDS]
                for governed in (c for p in towards for c in p.children if c.dep_ == "pobj"):
                    for one in (governed, *_more(governed)):
                        yield from ((AIMS[act], f) for f in self._noun(passage, one, AIMS[act]))

    def stance(self, noun: Token) -> str | None:
        """The aimed act that a noun names: "support", "condolences"."""
        if noun.tag_ not in ("NN", "NNS"):
            return None
        return next(
            (
                f.cue.act
                for f in self._lexicon.cues.get(noun.lower_, ())
                if f.cue.pos == "noun"
                and f.cue.act in AIMS
                and f.cue.act not in ("demand", "request", "offer", "welcome")
            ),
            None,
        )

    def _met(self, draft: Draft) -> list[Found]:
        """ "called X to offer congratulations": who is met is meant."""
        token = draft.passage.doc[draft.anchor]
        if any(c.dep_ == "mark" and c.lower_ == "with" for c in token.children):  # "spoke with X to offer …", misread
            subject = next((c for c in token.children if c.dep_ in SUBJECTS), None)
            known = self._actor(draft.passage, subject) if subject is not None else None
            return [Found(known, "to whom they spoke")] if known is not None else []
        while token.head.i != token.i:
            if not has_to(token) and token.dep_ not in ("conj", "prep", "pobj", "acl", "relcl", "dobj"):
                break
            token = token.head
            met = self._discourse.met.get((draft.passage.n, token.i))
            if met is not None:
                return [Found(met, f"whom they “{token.text}”")]
        return []

    # -- who remains -------------------------------------------------------------------------------

    def _parties(self, draft: Draft, found: Iterable[Found]) -> tuple[Party, ...]:
        """The actors as parties, without the speakers and those for whom they speak."""
        speaking = {p.figure for p in draft.parties if p.figure is not None}
        parties: dict[int, Party] = {}
        for one in found:
            passage = next(p for p in (draft.passage, *(p for p, _ in draft.content)) if p.n == one.resolved.passage)
            for figure in one.resolved.figures:
                parties.setdefault(figure, Party(figure, passage.span(one.resolved.start, one.resolved.end)))
        if speaking <= set(parties) or len(speaking) == 1:
            parties = {f: p for f, p in parties.items() if f not in speaking}
        own = self._own_sides(speaking)
        return tuple(p for f, p in parties.items() if f not in own)

    def _own_sides(self, speaking: set[int]) -> set[int]:
        """The states for which all the speakers speak."""
        sketches = self._discourse.figures.sketches
        sides: set[int] | None = None
        for figure in speaking:
            keys = {title.of for title, _ in sketches[figure].offices if title.of is not None and not title.former}
            mine = {n for n, s in enumerate(sketches) if s.key is not None and s.key in keys}
            if sketches[figure].of is not None:
                mine.add(sketches[figure].of)  # type: ignore[arg-type]
            sides = mine if sides is None else sides & mine
        return sides or set()


def _heads(draft: Draft) -> Iterator[tuple[Passage, Token]]:
    """The words on which the contents hang, those in front first."""
    for passage, (start, end) in draft.content:
        inside = [t for t in passage.doc if start <= t.idx < end]
        ids = {t.i for t in inside}
        for token in inside:
            if (
                (token.head.i not in ids or token.head.i == token.i)
                and token.tag_[:1] in "NVMPJC"
                and token.dep_ != "aux"
            ):
                yield passage, token


def _more(head: Token) -> list[Token]:
    """What stands beside a noun with "and": nouns; beside a verb: verbs."""
    return [c for c in head.conjuncts if c.i > head.i and _is_verb(c) == _is_verb(head)]


def _supporting(head: Token) -> Token | None:
    """ "support X", "continue to support X": the verb of support."""
    while head.lower_ in ("continue", "continuing") and (below := [c for c in head.children if c.dep_ == "xcomp"]):
        head = below[0]
    return head if head.tag_[:1] == "V" and head.lower_ in ("support", "supporting", "back", "backing") else None


def _is_verb(token: Token) -> bool:
    return token.tag_[:2] in ("VB", "MD")


def _singular(noun: Token) -> str:
    word = noun.lower_
    if noun.tag_ not in ("NNS", "NNPS") or word in ("talks",):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-2] if word.endswith("ses") else word.removesuffix("s")


def _is_joint(passage: Passage, resolved: Resolved) -> bool:
    """ "the U.S.-Japan alliance": what two have together is aimed at neither."""
    before, after = passage.text[: resolved.start][-1:], passage.text[resolved.end :][:1]
    return before in ("-", "–") or after in ("-", "–")


def _cue(draft: Draft) -> str:
    return " … ".join(draft.passage.text[s:e] for s, e in draft.cue_ranges)


def _words(passage: Passage, found: Found) -> str:
    return f"“{passage.text[found.resolved.start : found.resolved.end]}”, {found.relation}"
