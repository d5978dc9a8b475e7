"""Own voice: whom the text of one government binds where nobody is said to say it.

"Norlandia will provide 40 boats", "The Administration intends to open two ports", "The Harbour Agency (HA) will train
pilots" in a fact sheet of Norlandia's government: the state, its government, its leaders and its bodies undertake
something. What a plan, a law, a company or another state alone will do binds nobody who writes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.lexicon import Lexicon
from communique.marking.discourse import Discourse
from communique.marking.drafts import SELVES
from communique.marking.issuers import Issuers
from communique.marking.passages import Passage
from communique.marking.speakers import Speakers
from communique.marking.undertakings import Undertaking
from communique.model.document import Account, DocumentKind
from communique.model.marks import ActorKind, Party

if TYPE_CHECKING:
    from spacy.tokens import Token

OWN = "own"  # frame of what a text says in its own voice
GOVERNMENT = frozenset(("government", "administration"))
_MINISTRY = frozenset(("department", "ministry", "agency", "bureau", "treasury"))
_LEADING = 2  # rank of the offices whose holders bind their state
# What is said, shown or held that day: the programme of an encounter, and no deed that follows from it.
_STAGED = frozenset(
    (
        *("announce", "unveil", "highlight", "underscore", "underline", "outline", "discuss", "reaffirm"),
        *("affirm", "reiterate", "emphasize", "emphasise", "stress", "speak", "deliver", "thank"),
        *("congratulate", "commend", "welcome", "call", "urge", "encourage", "celebrate", "mark", "honor"),
        *("honour", "pay", "raise", "remark", "express", "endorse", "recognize", "recognise", "acknowledge"),
    )
)
# matches: Office for Coastal Pilotage (OCP)  –  Harbour Finance Corporation (“HFC”)
_DEFINED = re.compile(
    r"\b(?:Agency|Department|Ministry|Office|Bureau|Administration|Service|Cent(?:er|re)s?|Commission|Corporation"
    r"|Corps|Institutes?|Authority|Guard)\b[^().;:]{0,70}\([“\"]?(?:U\.S\. )?([A-Z]{2,8})[”\"]?\)"
)
# What ends the name of a plan or law and not of a body: "the Harbour Jobs Plan will create".
_WORKS = frozenset(
    (
        *("plan", "act", "law", "budget", "program", "programme", "initiative", "strategy", "framework", "partnership"),
        *("agenda", "order", "roadmap", "deal", "agreement", "project", "pact", "bill", "compact", "rule", "policy"),
    )
)
_LONGEST = 8  # words of a body's name


def own_voice(
    lexicon: Lexicon, discourse: Discourse, speakers: Speakers, issuers: Issuers, passages: Sequence[Passage]
) -> OwnVoice | None:
    """The voice of a statement or readout that one government or organisation issues alone, else None."""
    side = issuing(issuers)
    return OwnVoice(lexicon, discourse, speakers, side[0], passages) if side else None


def issuing(issuers: Issuers) -> tuple[int, ...]:
    """The government or organisation that issues a statement or readout alone; empty where there is none."""
    alone = len(issuers.sides) == 1 and not issuers.joint and issuers.account is Account.OWN
    told = issuers.kind in (DocumentKind.STATEMENT, DocumentKind.READOUT)
    return issuers.sides if alone and told else ()


class OwnVoice:
    """Whom the sentences of a text bind that `side` issues alone."""

    def __init__(
        self, lexicon: Lexicon, discourse: Discourse, speakers: Speakers, side: int, passages: Sequence[Passage]
    ) -> None:
        self.side = side
        self._words = lexicon.promises
        self._discourse = discourse
        self._speakers = speakers
        self._agencies = {found[1] for p in passages for found in _DEFINED.finditer(p.text)}

    def bound(self, passage: Passage, one: Undertaking) -> tuple[Party, ...]:
        """Who is bound; empty where it is nobody for whom the side can write."""
        if one.subject is None or one.reported or one.passive:
            return ()
        subject, head = passage.doc[one.subject], passage.doc[one.head]
        if head.lower_ in _STAGED or _in_quotes(passage, head.idx):
            return ()
        at = passage.span(subject.idx, subject.idx + len(subject.text))
        if subject.lower_ in SELVES:
            return (Party(self.side, at),) if subject.lower_ not in ("i", "me", "my") else ()
        if subject.lower_ in GOVERNMENT and self.is_ours(passage, subject):
            return (Party(self.side, at),)
        voice = self._speakers.voice(passage, subject)
        named = voice.parties if voice is not None else ()
        known = [p.figure for p in named if p.figure is not None]
        if known and self._is_name(subject):
            return self._named(named, known)
        if not known and (called := self._body(passage, subject)) is not None:
            return (called,)
        return ()

    def _named(self, named: Sequence[Party], figures: Sequence[int]) -> tuple[Party, ...]:
        """The side, its people and bodies; others only beside them: "Norlandia and Tarn will open"."""
        own = [f for f in figures if self._serves(f)]
        sketches = self._discourse.figures.sketches
        if not own or (len(own) < len(figures) and all(sketches[f].kind is ActorKind.BODY for f in own)):
            return ()
        found: dict[object, Party] = {}
        for party in named:
            if party.figure is None:
                continue
            sketch = sketches[party.figure]
            leads = sketch.kind is ActorKind.PERSON and party.figure in own
            figure = self.side if leads else party.figure
            found.setdefault(figure, Party(figure, party.span))
        return tuple(found.values())

    def _serves(self, figure: int) -> bool:
        """True for the side, whoever leads it, and a body of it."""
        if figure == self.side:
            return True
        sketch = self._discourse.figures.sketches[figure]
        if sketch.kind in (ActorKind.BODY, ActorKind.OFFICE, ActorKind.ORGANISATION):
            works = any(name.split()[-1].lower() in _WORKS for name in sketch.names)
            return sketch.of == self.side and not works
        if sketch.kind is not ActorKind.PERSON:
            return False
        own = self._discourse.figures.sketches[self.side].key
        return any(
            title.rank <= _LEADING
            and not title.former
            and (title.of == own or (title.of is None and sketch.of == self.side))
            for title, _ in sketch.offices
        )

    def _is_name(self, subject: Token) -> bool:
        """A name or "the President", and not "the leaders", whose day is told."""
        return subject.tag_ in ("NNP", "NNPS") or subject.lower_ in ("it", "he", "she")

    def is_ours(self, passage: Passage, subject: Token) -> bool:
        """ "The Administration", "our government", "the Norlandic government", and not "the government of Tarn"."""
        beside = [c for c in subject.children if c.dep_ in ("poss", "amod", "compound", "nmod", "prep", "nummod")]
        owners = [c for c in beside if c.dep_ == "poss" and c.lower_ != "our"]
        if owners or any(c.dep_ in ("prep", "nummod") for c in beside) or subject.tag_ in ("NNS", "NNPS"):
            return False
        for child in beside:
            known = self._discourse.at(passage.n, child.i)
            figures = set(known.figures) if known is not None else set()
            if figures and not all(self._serves(f) for f in figures):
                return False
        return any(c.lower_ in ("the", "our", "this") for c in subject.children)

    def _body(self, passage: Passage, subject: Token) -> Party | None:
        """ "The Department of Harbours", "HFC" where the text tells that it is an agency: a body by its words."""
        start, end = subject.idx, subject.idx + len(subject.text)
        if subject.text in self._agencies:
            return Party(None, passage.span(start, end), subject.text)
        if subject.lower_ not in _MINISTRY or subject.tag_ not in ("NNP", "NN"):
            return None
        if any(c.dep_ == "poss" for c in subject.children):
            return None
        tokens = [t for t in subject.lefts if t.tag_ == "NNP" and t.dep_ in ("compound", "nmod")]
        for prep in (c for c in subject.rights if c.dep_ == "prep" and c.lower_ in ("of", "for")):
            tokens += [t for t in prep.subtree if not t.is_punct]
        if not tokens or any(
            (r := self._discourse.at(passage.n, t.i)) is not None and not all(self._serves(f) for f in r.figures)
            for t in tokens
        ):
            return None
        low = min(start, *(t.idx for t in tokens))
        high = max(end, *(t.idx + len(t.text) for t in tokens))
        text = passage.text[low:high]
        named = text[:1].isupper() and len(text.split()) <= _LONGEST and "," not in text
        return Party(None, passage.span(low, high), text) if named else None


def _in_quotes(passage: Passage, at: int) -> bool:
    """True inside quotation marks that are still open."""
    before = passage.text[:at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
