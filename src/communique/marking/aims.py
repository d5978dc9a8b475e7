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
from typing import TYPE_CHECKING

from communique.lexicon import Lexicon
from communique.marking.discourse import Discourse
from communique.marking.drafts import Draft
from communique.marking.owners import Aim, Found, Owners, is_verb, more, singular
from communique.marking.passages import Passage
from communique.marking.subjects import SUBJECTS, has_to
from communique.marking.vocatives import Vocatives
from communique.model.marks import Party

if TYPE_CHECKING:
    from spacy.tokens import Token


AIMS = {
    **dict.fromkeys(("demand", "request"), Aim.DOER),
    **dict.fromkeys(("condemn", "criticise", "accuse", "oppose", "warn", "concern"), Aim.CONDUCT),
    **dict.fromkeys(("support", "praise", "thank", "congratulate", "condole", "offer"), Aim.GOOD),
    "welcome": Aim.WELCOMED,
}
_SAYING = ("assert", "reaffirm", "announce", "commit")  # acts whose content may be the noun of an aimed act
_PERSONAL = ("thank", "congratulate", "condole", "offer", "praise", "welcome", "request")  # done to whoever is met
_SAID_TO = ("assert", "announce", "thank", "praise", "congratulate", "condole", "concern", "warn", "regret", "request")
_TOWARDS = frozenset(
    (
        *("for", "with", "to", "of", "about", "over", "at", "on"),
        *("regarding", "against", "towards", "toward", "behind"),
    )
)
_MERITS = frozenset(("leadership", "courage", "bravery", "generosity", "hospitality", "sacrifice", "heroism"))
_WORKS = frozenset(("work", "effort", "contribution", "role", "support", "commitment", "service", "resilience"))
_PRAISING = frozenset(
    (
        *(
            "tireless",
            "remarkable",
            "outstanding",
            "exceptional",
            "extraordinary",
            "invaluable",
            "valuable",
            "generous",
        ),
        *("heroic", "brave", "courageous", "impressive", "admirable", "exemplary", "dedicated", "steadfast", "vital"),
    )
)


@dataclass(frozen=True, slots=True)
class Aimed:
    addressees: tuple[Party, ...]
    targets: tuple[Party, ...]
    why: tuple[str, ...]


class Aims:
    def __init__(self, lexicon: Lexicon, discourse: Discourse) -> None:
        self._lexicon = lexicon
        self._discourse = discourse
        self._speaking: frozenset[int] = frozenset()  # the speakers of the statement at hand
        self._owners = Owners(discourse, self._speaking)
        self._vocatives = Vocatives(discourse)

    def of(self, draft: Draft) -> Aimed:
        """Addressees and targets of a statement, and which words decided them."""
        self._speaking = frozenset(p.figure for p in draft.parties if p.figure is not None)
        self._owners = Owners(self._discourse, self._speaking)
        heads = list(_heads(draft))
        addressed = self._addressed(draft)
        addressees = self._parties(draft, addressed)
        why = [f"addressee: {_words(draft.passage, f)}" for f in addressed if self._parties(draft, [f])]
        aim = AIMS.get(draft.act)
        if aim is None:
            found = list(self._in_words(heads)) if draft.act in _SAYING else []
            aim = found[0][0] if found else None
            aimed = [f for _, f in found]
            if not found and draft.act in ("assert", "note") and heads and _is_praised(heads[0][1]):
                aim, aimed = Aim.GOOD, list(self._owners.of_noun(*heads[0], Aim.GOOD))
        elif addressees:
            aimed = addressed
        elif (meant := self._vocatives.meant_by(draft, self._speaking)) is not None:
            aimed = list(meant)
        else:
            aimed = list(self._aimed(draft, aim, heads))
        targets = self._parties(draft, aimed)
        if aim is not None and not targets and draft.act in _PERSONAL:
            aimed = self._met(draft)
            targets = self._parties(draft, aimed)
            personal = draft.act in ("thank", "congratulate", "condole") and self._vocatives.may_be_meant(draft)
            if not targets and personal and (other := self._counterpart()):
                span = draft.spans[0] if draft.source is None else draft.passage.span(*draft.source)
                targets = (Party(other[0], span),)
                why.append(f"target: the other of the two between whom it takes place ({aim})")
                return Aimed(addressees, targets, tuple(why))
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
            found = [
                f for one in (token, *more(token)) for f in self._owners.named_by(draft.passage, one, Aim.GOOD, cue)
            ]
            return found or list(self._owners.unnamed(draft.passage, token, cue, proper=False))
        if draft.cue is None or not draft.cue_ranges or draft.act not in _SAID_TO:
            return []
        at = draft.passage.token_at
        own = [t for start, end in draft.cue_ranges for t in doc[at(start).i : at(end - 1).i + 1]]
        beside = [c for t in own for c in t.children if c.dep_ in ("prep", "dative") and c not in own]
        for preposition in (*beside, *(t for t in own if t.dep_ in ("prep", "dative"))):
            for governed in preposition.children:
                if preposition.lower_ != "to" or governed.dep_ != "pobj" or draft.covers(draft.passage, governed.idx):
                    continue
                to = f"after “{_cue(draft)} … to”"
                found = [
                    f
                    for one in (governed, *more(governed))
                    for f in self._owners.named_by(draft.passage, one, Aim.GOOD, to)
                ]
                if found:
                    return found
        return []

    # -- targets ---------------------------------------------------------------------------------

    def _aimed(self, draft: Draft, aim: Aim, heads: list[tuple[Passage, Token]]) -> Iterator[Found]:
        passage = draft.passage
        if draft.act == "concern" and draft.frame == "prep:for":
            return  # for somebody in need
        if draft.about is not None and aim is not Aim.DOER:
            about = passage.doc[draft.about]
            found = [f for one in (about, *more(about)) for f in self._owners.of_noun(passage, one, aim)]
            beyond = [h for where, h in heads if where is passage and h.dep_ == "conj" and h.i > about.i]
            found += [f for h in beyond if not is_verb(h) for f in self._owners.of_noun(passage, h, aim)]
            yield from found
            if found:
                return
        for where, head in heads:
            for one in (head, *more(head)):
                yield from self._owners.of_said(where, one, aim)

    def _in_words(self, heads: list[tuple[Passage, Token]]) -> Iterator[tuple[Aim, Found]]:
        """ "reiterated their support for X", "conveyed its condolences to X", "will support X": the content's own word
        aims."""
        for passage, head in heads[:1]:
            verb = _supporting(head)
            thing = next((c for c in verb.children if c.dep_ == "dobj"), None) if verb is not None else None
            if thing is not None:
                yield from (
                    (Aim.GOOD, f) for one in (thing, *more(thing)) for f in self._owners.of_noun(passage, one, Aim.GOOD)
                )
            for noun in (head, *more(head)):
                act = self.stance(noun)
                if act is None:
                    continue
                towards = [c for c in noun.children if c.dep_ == "prep" and c.lower_ in _TOWARDS]
                towards += [c for p in towards for c in p.conjuncts if c.dep_ == "conj" and c.lower_ in _TOWARDS]
                for governed in (c for p in towards for c in p.children if c.dep_ == "pobj"):
                    for one in (governed, *more(governed)):
                        yield from ((AIMS[act], f) for f in self._owners.of_noun(passage, one, AIMS[act]))

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
            known = self._owners.actor(draft.passage, subject) if subject is not None else None
            return [Found(known, "to whom they spoke")] if known is not None else []
        while token.head.i != token.i:
            if not has_to(token) and token.dep_ not in ("conj", "prep", "pobj", "acl", "relcl", "dobj"):
                break
            token = token.head
            met = self._discourse.met.get((draft.passage.n, token.i))
            if met is not None:
                return [
                    Found(r, f"whom they met (“{token.text}”)")
                    for r in reversed(self._discourse.all_in(draft.passage.n))
                    if met.start <= r.start and r.end <= met.end and set(r.figures) < set(met.figures)
                ]
        return []

    def _counterpart(self) -> list[int]:
        """ "congratulated him", "expressed gratitude for the welcome", where two meet and one of them speaks."""
        voices = {f for figures in self._discourse.own_voice.values() for f in figures}
        two = voices or set(self._discourse.principals)  # in their own words only who is heard is spoken to
        return sorted(two - self._speaking) if len(two) == 2 else []

    # -- who remains -------------------------------------------------------------------------------

    def _parties(self, draft: Draft, found: Iterable[Found]) -> tuple[Party, ...]:
        """The actors as parties, without the speakers and those for whom they speak."""
        speaking = self._speaking
        parties: dict[int, Party] = {}
        unnamed: dict[str, Party] = {}
        for one in found:
            passage = next(p for p in (draft.passage, *(p for p, _ in draft.content)) if p.n == one.resolved.passage)
            span = one.resolved.start, one.resolved.end
            words = passage.text[span[0] : span[1]]
            if not one.resolved.figures:
                unnamed.setdefault(words.lower(), Party(None, passage.span(*span), words))
            for figure in one.resolved.figures:
                parties.setdefault(figure, Party(figure, passage.span(*span)))
        if speaking <= set(parties) or len(speaking) == 1:
            parties = {f: p for f, p in parties.items() if f not in speaking}
        own = self._own_sides(speaking)
        own |= {f for f in parties if len(speaking) == 1 and self._own_sides((f,)) & speaking}
        return (*(p for f, p in parties.items() if f not in own), *unnamed.values())

    def _own_sides(self, speaking: Iterable[int]) -> set[int]:
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
        first, last = passage.token_at(start).i, passage.token_at(end - 1).i
        for token in passage.doc[first : last + 1]:
            if (
                (not first <= token.head.i <= last or token.head.i == token.i)
                and token.tag_[:1] in "NVMPJC"
                and token.dep_ != "aux"
            ):
                yield passage, token


def _is_praised(noun: Token) -> bool:
    """ "the tireless work of X", "X's leadership": what is said of somebody's merits praises."""
    word = singular(noun)
    return word in _MERITS or (word in _WORKS and any(c.lower_ in _PRAISING for c in noun.children))


def _supporting(head: Token) -> Token | None:
    """ "support X", "continue to support X": the verb of support."""
    while head.lower_ in ("continue", "continuing") and (below := [c for c in head.children if c.dep_ == "xcomp"]):
        head = below[0]
    return head if head.tag_[:1] == "V" and head.lower_ in ("support", "supporting", "back", "backing") else None


def _cue(draft: Draft) -> str:
    return " … ".join(draft.passage.text[s:e] for s, e in draft.cue_ranges)


def _words(passage: Passage, found: Found) -> str:
    return f"“{passage.text[found.resolved.start : found.resolved.end]}”, {found.relation}"
