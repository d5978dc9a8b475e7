"""Sources: whose words a cue reports, where the subject of its verb does not say so by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.lexicon import Lexicon
from communique.marking.clauses import has_to, subject_of
from communique.marking.cues import Hit
from communique.marking.discourse import Discourse
from communique.marking.passages import Passage
from communique.marking.speakers import Speakers, Voice
from communique.marking.subjects import continued
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
        if subject is None and (before := continued(anchor)) is not None:
            subject = subject_of(before)
        if subject is not None and subject.i in hit.tokens:
            return None
        if anchor.tag_ == "VBG" and anchor.dep_ == "advcl" and "that" in hit.cue.frames:
            above = self._reporting_above(passage, anchor)  # "said that A, adding that B"
            if above is not None and (voice := self.speakers.voice(passage, above)) is not None:
                return voice
        if subject is None and self.tells and (purpose := self._purpose(passage, hit, anchor)) is not None:
            return purpose
        voice = self.speakers.voice(passage, subject) if subject is not None else None
        if anchor.tag_ == "VBG" and anchor.dep_ == "conj" and anchor.head.tag_ != "VBG" and self.speakers.anybody:
            first = anchor.head  # "acknowledging that A was B but warning that C"
            while first.tag_ != "VBG" and first.head.i != first.i:
                first = first.head
            above = subject_of(first) if first.tag_ == "VBG" and first.i < anchor.i else None
            voice = (self.speakers.voice(passage, above) if above is not None else None) or voice
        nameless = voice is not None and all(p.figure is None for p in voice.parties)
        strays = (  # "said A must end and vowed", "says A is B but conceded"
            anchor.dep_ == "conj" and anchor.tag_ == "VBD" and (anchor.head.tag_ == "VB" or nameless)
        )
        gerund = anchor.head if anchor.dep_ == "conj" and anchor.tag_ == "VBD" else None
        if gerund is not None and gerund.tag_ == "VBG" and gerund.dep_ == "ccomp" and gerund.head.tag_ == "VBD":
            above = subject_of(gerund.head)  # "welcomed X joining Y and applauded Z"
            voice = (self.speakers.voice(passage, above) if above is not None else None) or voice
        if (voice is None or strays) and anchor.dep_ == "conj" and anchor.tag_ == "VBD":
            above = self._reporting_above(passage, anchor)  # "shared the view that A was B and concurred on C"
            voice = (self.speakers.voice(passage, above) if above is not None else None) or voice
        if subject is None and anchor.tag_ in ("VBD", "VBP", "VBZ"):
            first = anchor
            while first.dep_ == "conj" and first.head.tag_[:1] == "V":
                first = first.head
            voice = voice or self.speakers.before(passage, first)
            if voice is None and self.speakers.anybody and "that" in hit.cue.frames:
                voice = self._noun_before(passage, first)
        if voice is None and subject is None and anchor.dep_ == "compound" and anchor.tag_ == "VBD":
            voice = self.speakers.voice(passage, anchor.head)  # "Said Tan: “…”"
        if voice is None and subject is None and self.speakers.anybody:
            voice = self._told_purpose(passage, hit, anchor)
        return voice

    def _noun_before(self, passage: Passage, anchor: Token) -> Voice | None:
        """ "X, the club's manager, suggested": the noun before the verb, where the parser gave it no subject."""
        i = anchor.i - 1
        while i > 0 and (passage.doc[i].tag_ in ("RB", "VBZ", "VBD", "VBP", "MD") or passage.doc[i].text == ","):
            i -= 1
        token = passage.doc[max(i, 0)]
        if token.tag_[:2] not in ("NN", "PR") or passage.sentence_of(anchor.i)[0] > token.i:
            return None
        while token.dep_ in ("appos", "compound") and token.head.i < token.i:
            token = token.head
        return self.speakers.voice(passage, token)

    def _told_purpose(self, passage: Passage, hit: Hit, anchor: Token) -> Voice | None:
        """ "held a briefing to say that": a purpose that a reporter tells as done, with a clause as its content."""
        if not has_to(anchor) or anchor.dep_ not in ("advcl", "acl") or "that" not in hit.cue.frames:
            return None
        verb = anchor.head
        while verb.tag_[:1] != "V" and verb.head.i != verb.i:
            verb = verb.head
        if verb.tag_ not in ("VBD", "VBN") or verb.i > anchor.i:
            return None
        subject = subject_of(verb)
        return self.speakers.voice(passage, subject) if subject is not None else None

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
