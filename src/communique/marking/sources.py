"""Sources: whose words a cue reports, where the subject of its verb does not say so by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.lexicon import Lexicon
from communique.marking.clauses import has_to, subject_of
from communique.marking.cues import Hit
from communique.marking.discourse import Discourse
from communique.marking.passages import Passage
from communique.marking.speakers import Speakers, Voice
from communique.model.marks import Party

if TYPE_CHECKING:
    from spacy.tokens import Token


class Sources:
    def __init__(self, lexicon: Lexicon, discourse: Discourse, speakers: Speakers, *, tells: bool) -> None:
        self.lexicon = lexicon
        self.discourse = discourse
        self.speakers = speakers
        self.tells = tells  # True for official prose that tells of a meeting: its purposes were said there

    def of(self, passage: Passage, hit: Hit, anchor: Token) -> Voice | None:
        """Who speaks: the subject; where that is nobody who could, the subject of the clause above, or the names that
        stand right before the verb."""
        subject = subject_of(anchor)
        if subject is not None and subject.i in hit.tokens:
            return None
        if anchor.tag_ == "VBG" and anchor.dep_ == "advcl" and "that" in hit.cue.frames:
            above = self._reporting_above(passage, anchor)  # "said that A, adding that B"
            if above is not None and (voice := self.speakers.voice(passage, above)) is not None:
                return voice
        if subject is None and self.tells and (purpose := self._purpose(passage, hit, anchor)) is not None:
            return purpose
        voice = self.speakers.voice(passage, subject) if subject is not None else None
        strays = (
            anchor.dep_ == "conj" and anchor.tag_ == "VBD" and anchor.head.tag_ == "VB"
        )  # "said A must end and vowed"
        if (voice is None or strays) and anchor.dep_ == "conj" and anchor.tag_ == "VBD":
            above = self._reporting_above(passage, anchor)  # "shared the view that A was B and concurred on C"
            voice = (self.speakers.voice(passage, above) if above is not None else None) or voice
        if subject is None and anchor.tag_ in ("VBD", "VBP", "VBZ"):
            first = anchor
            while first.dep_ == "conj" and first.head.tag_[:1] == "V":
                first = first.head
            voice = voice or self.speakers.before(passage, first)
        return voice

    def _purpose(self, passage: Passage, hit: Hit, anchor: Token) -> Voice | None:
        """ "X met with Y to reaffirm A and to discuss B": so official prose tells what was said."""
        first = anchor
        while first.dep_ == "conj":
            first = first.head
        verb = first.head
        if not has_to(first) or first.dep_ not in ("advcl", "xcomp", "relcl", "acl") or hit.cue.act == "commit":
            return None
        while first.dep_ == "acl" and verb.tag_[:1] != "V" and verb.head.i != verb.i:
            verb = verb.head  # "met with Y of Z to reaffirm A", read as if Z were to do it
        if verb.tag_ != "VBD" or hit.cue.family == "declarative" or hit.cue.lemma in self.lexicon.deeds:
            return None
        subject = subject_of(verb)
        if verb.lower_ not in self.discourse.meeting or subject is None or verb.i > anchor.i:
            return None
        voice = self.speakers.voice(passage, subject)
        together = self.discourse.met.get((passage.n, verb.i))
        if voice is None or hit.cue.act not in ("discuss", "agree") or together is None:
            return voice
        span = passage.span(together.start, together.end)
        parties = tuple(Party(f, span) for f in together.figures)
        return Voice(parties, (), together.start, together.end, "those who meet")

    def _reporting_above(self, passage: Passage, anchor: Token) -> Token | None:
        """The subject of the verb of saying in whose content clause this verb stands."""
        token = anchor
        while token.head.i != token.i:
            if token.dep_ in ("ccomp", "acl", "relcl") and any(
                f.cue.pos == "verb" and "that" in f.cue.frames for f in self.lexicon.cues.get(token.head.lower_, ())
            ):
                return subject_of(token.head)
            if token.dep_ == "acl" and token.head.dep_ == "dobj":
                return subject_of(token.head.head)
            token = token.head
        return None
