"""Engagements that a document tells of: who meets whom, held or planned, as this document alone puts it.

A verb ("met", "held talks with", "will visit") brings its participants by grammar; a noun ("talks between", "X’s
visit to", "a telephone conversation with") by its owner and its prepositions. What a document says of one engagement
in several places is one mark; "the meeting" alone goes on about the one told last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from communique.lexicon import EngagementWord, Lexicon
from communique.marking.attendees import list_attendees
from communique.marking.attending import People, by_noun, by_verb, partners
from communique.marking.beside_each import with_each
from communique.marking.carrying import is_carried, is_described, is_subject, verb_of
from communique.marking.circumstances import is_held_in, of_sentence_before, status_of, when_and_where
from communique.marking.counting import count_at
from communique.marking.delegations import Delegations
from communique.marking.discourse import Discourse
from communique.marking.each import each
from communique.marking.figures import Figures
from communique.marking.firsts import first_since
from communique.marking.frame import Frame
from communique.marking.gathering import gather, is_engagement, without_errands
from communique.marking.issuers import Issuers
from communique.marking.itemised import day_in_front
from communique.marking.joining import join
from communique.marking.leaders import at_leaders_meeting, is_of_leaders
from communique.marking.occasions import occasion_of, place_main
from communique.marking.officers import stood_for
from communique.marking.passages import Passage
from communique.marking.signatories import add_signatories
from communique.marking.signings import signing_by
from communique.marking.telephone import CONVERSED
from communique.marking.told import Scene, Told
from communique.marking.topics import goes_on_from, is_topic, lacks_object, meets_a_thing, meets_its_object
from communique.marking.travelling import TRAVELS, Stay, arrives, of_travel, site_of
from communique.marking.tying import attach_stays, choose_main, complete, tie
from communique.marking.unnamed import has_others, is_side_unnamed
from communique.marking.visiting import destinations, host_of, of_parts, received, sees_a_thing, without_states
from communique.model.document import BlockKind, Reading
from communique.model.marks import EngagementKind, EngagementStatus, Participation
from communique.model.times import Role

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["Told", "engagements_of"]

_LONGEST_PHRASE = 7
_CARRIES_ON = frozenset(("the", "this", "their", "his", "her", "its", "these", "our", "that"))
_PRAISE = ("welcom", "applaud", "not", "laud", "celebrat", "commend", "prais", "support", "acknowledg", "highlight")
_LEADS = ("chair", "cochair", "co-chair", "lead", "led")
_ELSEWHEN = frozenset(["first", "last", "previously", "once", "often", "already", "never"])
_MANY = frozenset(["numerous", "several", "many", "multiple", "regular", "frequent", "countless", "various"])
_IN_PAIRS = frozenset(["bilaterally"])
_WELCOMING = frozenset(["welcoming", "receiving", "hosting"])
_WIDE = frozenset(["sea", "ocean", "region", "continent", "strait", "water", "river", "area", "gulf", "mountains"])
_CONVENE = frozenset(["convene", "convenes", "convened", "gathered"])
_SPEAK = frozenset(["spoke", "speak", "speaks", "spoken", "talked"])


def engagements_of(
    passages: Sequence[Passage],
    lexicon: Lexicon,
    figures: Figures,
    discourse: Discourse,
    issuers: Issuers,
    frame: Frame,
    reading: Reading,
) -> list[Told]:
    """All engagements of one document, with the one that it is about marked as `main`."""
    scene = Scene(lexicon, figures, discourse, issuers, frame, passages)
    finder = _Finder(scene)
    occasion = occasion_of(scene)
    told: list[Told] = [occasion] if occasion is not None else []
    for passage in passages[1 if occasion is not None else 0 :]:
        for found in finder.in_passage(passage, told):
            gather(told, found, scene)
    add_signatories(told, scene)
    choose_main(told, scene)
    complete(told, scene)
    without_states(told, scene)
    place_main(told, scene, reading)
    attach_stays(told, finder.stays, scene)
    kept = [t for t in without_errands(told, scene) if is_engagement(t, told, scene)]
    tie(kept, scene)
    of_parts(kept, scene)
    count_at(kept, scene)
    return kept


_WORD = re.compile(r"\w+")


def _first_word(text: str) -> str:
    found = _WORD.match(text)
    return found[0] if found else text[:1]


class _Finder:
    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.words = scene.lexicon.engagements
        self.firsts = frozenset(_first_word(text) for text in self.words)
        self.frame = scene.frame
        self.delegations = Delegations(scene)
        self.stays: list[Stay] = []  # guest, time and words of "he arrived on Tuesday"

    def in_passage(self, passage: Passage, before: Sequence[Told]) -> Iterator[Told]:
        at = 0
        doc = passage.doc
        while at < len(doc):
            signing = signing_by(self.scene, passage, doc[at])
            if signing is not None:
                yield signing
            found = self._word(passage, at)
            if found is None:
                join(self.scene, passage, doc[at], before)
                list_attendees(self.scene, passage, doc[at], before)
                at += 1
                continue
            length, word = found
            for told in self._told(passage, at, length, word):
                with_each(passage, told, before)
                if _starts_afterwards(passage, told):
                    told.follows = next((t for t in before if len(t.people) > 1 and t.status is told.status), None)
                yield told
                earlier = first_since(self.scene, passage, told)
                if earlier is not None:
                    yield earlier
            at += length

    def _word(self, passage: Passage, at: int) -> tuple[int, EngagementWord] | None:
        """The longest engagement phrase from token `at` on that grammar allows there."""
        doc = passage.doc
        longest = _LONGEST_PHRASE if _first_word(doc[at].lower_) in self.firsts else 0
        for length in range(min(longest, len(doc) - at), 0, -1):
            text = passage.text[doc[at].idx : doc[at + length - 1].idx + len(doc[at + length - 1].text)].lower()
            for word in self.words.get(text, ()):
                head = doc[at + length - 1] if word.pos == "noun" else doc[at]
                is_noun = head.tag_ in ("NN", "NNS", "NNP", "NNPS")
                if (word.pos == "noun" and is_noun) or (word.pos != "noun" and head.tag_[:1] == "V"):
                    return length, word
        apart = "speak with" if doc[at].lower_ in _SPEAK else "convene with" if doc[at].lower_ in _CONVENE else ""
        if apart and any(c.dep_ == "prep" and c.lower_ == "with" for c in doc[at].children):
            return next(((1, word) for word in self.words.get(apart, ())), None)  # "spoke today with X"
        if doc[at].lower_ in _WELCOMING and doc[at].dep_ == "pcomp" and doc[at].head.head.lower_.startswith("look"):
            return next(((1, word) for word in self.words.get("visit", ()) if word.pos == "verb"), None)
        return None

    def _told(self, passage: Passage, at: int, length: int, word: EngagementWord) -> list[Told]:
        doc, scene = passage.doc, self.scene
        noun = word.pos == "noun"
        head = doc[at + length - 1] if noun else doc[at]
        if head.dep_ in ("aux", "auxpass"):  # "was received by"
            head = head.head
        if passage.asks or not self._counts_here(passage, head, at, length, noun=noun):
            return []
        verb = verb_of(head) if noun else head
        if is_topic(head, verb, word) or lacks_object(head, word):
            return []
        carries_on = noun and any(c.lower_ in _CARRIES_ON for c in head.children) and not is_described(head)
        continues = False
        if noun and word.weak and not is_carried(head, verb):
            if not carries_on or not is_subject(head):
                return []
            continues = True
        if noun and head.tag_ == "NNS" and word.kind == "visit":
            return []  # "his visits to A and B": several
        if word.kind == "call" and noun and self._is_for_the_press(head):
            return []
        if word.kind == "visit" and not noun and not _goes_there(head):
            return []
        if noun and head.tag_ == "NNS" and word.lemma != head.lower_ and not is_carried(head, None):
            return []  # "the Council meetings": several, of which nothing is told
        if noun and head.tag_ == "NNS" and any(c.lower_ in _MANY for c in head.children):
            return []  # "numerous consultations with their counterparts"
        if not noun and any(c.lower_ in _ELSEWHEN and c.dep_ == "advmod" for c in head.children):
            times, _ = when_and_where(scene, passage, head, verb, [], weak_verb=False)
            if not times:
                return []  # "we first met in X": another time than any that is told
        visit = word.kind == "visit"
        people, together = (
            by_noun(scene, passage, head, verb, visit=visit)
            if noun
            else by_verb(scene, passage, head, at, length, word, self.delegations)
        )
        if noun and any(i in passage.covering and doc[i].tag_ != "JJ" for i in range(at, at + length)):
            people = at_leaders_meeting(scene, passage, head, verb)
            if not people:
                return []  # "the Lune Pact Leaders’ Meeting", of which it is not told who was there
        if noun and word.kind == "signing" and not people and verb is not None and verb.lower_.startswith(_PRAISE):
            return []  # "they welcomed the signing of …": by whom and when is not told
        heading = passage.block.kind is BlockKind.HEADING
        several = noun and head.tag_ in ("NNS", "NNPS") and word.lemma != head.lower_ and (heading or passage.titular)
        owned = any(c.dep_ == "poss" for c in head.children)
        pairs = noun and head.tag_ == "NNS" and sum(t.lower_ == "between" for t in head.subtree) > 1
        if pairs or (several and len(people) > (2 if owned else 1)):
            return []  # "Readout of meetings with A and B": with each by himself, the text tells
        if heading and noun and not people and word.kind in ("meeting", "call", "press_conference"):
            self._of_title(passage, head, people)
        if (
            not noun
            and word.weak
            and not visit
            and "object" in word.frames
            and not meets_its_object(head, passage, people)
        ):
            return []  # "which receive support from X"
        if not noun and len(people) > 2 and any(c.lower_ in _IN_PAIRS for c in head.children):
            return []  # "the three ministers met bilaterally": who with whom is not told
        if not noun and not visit and meets_a_thing(head, word) and not meets_its_object(head, passage, people):
            return []  # "to meet the challenge"
        if not noun and word.weak and not visit and len(people) < 2:
            return []  # "they discussed", "she received a letter"
        if head.lower_ in _WELCOMING and visit:  # "looks forward to welcoming X in Y": X comes to Y
            people = {f: msgspec.structs.replace(p, role="guest") for f, p in people.items() if p.role == "host"}
            people |= host_of(scene, passage, head)
        if word.kind == "press_conference" and "joint" in passage.text[doc[max(0, at - 2)].idx : head.idx].lower():
            partners(scene, passage, people, verb or head)
        status = status_of(scene, passage, head, verb)
        if status is None:
            return []
        kind = EngagementKind(word.kind)
        sentence = passage.sentence_of(head.i)
        thing = False
        if kind is EngagementKind.VISIT:
            hosts = destinations(scene, passage, head, length, at)
            if noun and not hosts and verb is not None and verb.lower_ in ("is", "was", "are", "were", "be"):
                hosts = destinations(scene, passage, verb, 0, at)  # "is in X on a visit"
            people = received(scene, passage, head, people, hosts)
            thing = not noun and not hosts and sees_a_thing(head)
        weak_verb = word.weak and not noun
        extra = _tokens(doc, at, length)
        times, places = when_and_where(scene, passage, head, verb, extra, weak_verb=weak_verb)
        goes = visit and not noun and head.lower_.startswith(TRAVELS)
        if visit and not noun and (word.weak or goes):
            if not arrives(self.scene, self.stays, passage, head, people, times, places):
                return []
            status = of_travel(head, times, status)
        if noun and verb is not None and head.dep_ == "pobj" and head.head.lower_ == "for":
            status = of_travel(verb, times, status)  # "travels to X on Friday for a meeting with Y"
        if visit:
            places = site_of(scene, passage, head, _tokens(doc, at, length), places)
        if weak_verb and not visit and not times:
            times, places = of_sentence_before(scene, passage, sentence, set(people))
        if head.lower_ in CONVERSED and (places or not _on_a_day(self.frame, times)):
            kind = EngagementKind.MEETING  # "their conversation in July": face to face or not, nothing tells
        if kind is EngagementKind.CALL:
            places = []
        elif kind is not EngagementKind.VISIT:
            places = [n for n in places if self.frame.places[n].kind not in _WIDE and is_held_in(scene, passage, n)]
        duration = next(
            (
                (value.minutes, self.frame.times[n].span)
                for n in times
                if (value := self.frame.times[n].value).role is Role.DURATION
                and value.minutes
                and value.minutes < 24 * 60
            ),
            None,
        )
        if status is EngagementStatus.HELD:  # "they discussed plans for the meeting tomorrow"
            times = [n for n in times if (self.frame.times[n].value.days or 0) <= 0]
        at_head = day_in_front(scene, passage)
        if at_head is not None and not any(self.frame.times[n].value.role is Role.AT for n in times):
            times = [at_head, *times]
        led = carries_on and bool(people) and verb is not None and verb.lower_.startswith(_LEADS)
        phrase = _tokens(doc, at, length)
        told = Told(
            kind,
            status,
            people,
            [passage.span(doc[at].idx, doc[at + length - 1].idx + len(doc[at + length - 1].text))],
            [n for n in times if self.frame.times[n].value.role is Role.AT],
            places,
            passage.n,
            [(passage.n, *sentence)],
            name=_name(passage, head, at, length) if noun and not visit else None,
            duration=duration,
            definite=carries_on and not people,
            led=led,
            stood_for=stood_for(scene, passage, head) if led else (),
            past=noun and goes_on_from(head) and any(self.frame.times[n].value.full for n in times),
            continues=continues,
            weak=word.weak or goes or thing,
            also=not noun and any(c.lower_ == "also" for c in head.children),
            itemised=at_head is not None,
            open=frozenset(people if is_side_unnamed(passage, head, verb, phrase, people) else ()),
            others=has_others(passage, head, verb, phrase, people),
            heading=heading,
            why=[f"“{passage.text[doc[at].idx : doc[at + length - 1].idx + len(doc[at + length - 1].text)]}”"],
        )
        return each(told, together, passage, head, verb)

    def _counts_here(self, passage: Passage, head: Token, at: int, length: int, *, noun: bool) -> bool:
        doc = passage.doc
        if noun and head.dep_ in ("compound", "nmod", "amod", "poss"):
            return False  # "the meeting room": not the engagement itself
        if not noun and length == 1 and head.dep_ in ("amod", "compound") and head.tag_ != "VBD":
            return False  # "the travelling press"
        here = passage.span(doc[at].idx, doc[at].idx + 1)
        named = (i for i in range(at, at + length) if i in passage.covering and doc[i].tag_ != "JJ")
        if any(not is_of_leaders(passage, doc[i], head) for i in named):
            return False  # part of a name ("the Six-Party Talks"), not "official" in "an official visit"
        if any(i.span.touches(here) for i in self.frame.instruments) or passage.quote_at(doc[at].idx) is not None:
            return False  # part of a title, or somebody's words
        return not (passage.text.rstrip().endswith("?") and _asks(passage, head))

    def _is_for_the_press(self, head: Token) -> bool:
        """ "The call" of a press call is the one with the reporters."""
        titles = (p.text.lower() for p in self.scene.passages[:1])
        return "press call" in next(titles, "") and not any(c.lower_ in ("with", "between") for c in head.children)

    def _of_title(self, passage: Passage, head: Token, people: People) -> None:
        """ "Remarks by A and B before Bilateral Meeting": between those whom the title names."""
        principals = self.scene.issuers.principals
        named = {self.scene.figures.of_naming.get((passage.n, i)) for i in range(len(passage.namings))}
        others = any(c.dep_ == "prep" and c.lower_ == "with" for c in head.children)  # "with leaders of industry"
        here = not passage.titular or set(principals) <= named
        if len(principals) == 2 and all(self.scene.is_person(f) for f in principals) and here and not others:
            span = passage.span(head.idx, head.idx + len(head.text))
            people.update({f: Participation(f, "participant", span) for f in principals})


def _on_a_day(frame: Frame, times: Sequence[int]) -> bool:
    values = (frame.times[n].value for n in times)
    return any(v.day is not None or v.weekday is not None or v.days is not None for v in values)


def _goes_there(verb: Token) -> bool:
    """False for "she visited with the workers", and for "an invitation for him to visit", which is nobody’s stay."""
    if any(c.lower_ == "with" for c in verb.children) and not any(c.dep_ == "dobj" for c in verb.children):
        return not verb.lower_.startswith("visit")
    asked = verb.dep_ == "acl" and verb.head.lower_ == "invitation"
    return not (asked and any(c.dep_ == "nsubj" and c.tag_ == "PRP" for c in verb.children))


def _tokens(doc: Doc, at: int, length: int) -> list[Token]:
    return [doc[i] for i in range(at, at + length)]


def _starts_afterwards(passage: Passage, told: Told) -> bool:
    first = told.sentences[0][1]
    return passage.doc[first].lower_ in ("afterwards", "afterward")


def _asks(passage: Passage, head: Token) -> bool:
    """True in a question: what it asks is not told."""
    _, last = passage.sentence_of(head.i)
    return passage.doc[last - 1].text == "?"


def _name(passage: Passage, head: Token, at: int, length: int) -> str | None:
    """A name of its own: "the Group of Seven summit", "the 2024 Pacific Islands Forum Leaders Meeting"."""
    left = [
        t for t in head.subtree if t.i < at and t.dep_ not in ("det", "relcl", "prep", "cc", "conj") and not t.is_punct
    ]
    words = sorted(left, key=lambda t: t.i)
    while words and words[0].tag_ in ("DT", "PRP$", "JJ", "VBG", "VBN", "RB") and not words[0].text[:1].isupper():
        words = words[1:]
    calendar = passage.names.gazette.calendar
    if words and words[0].text in calendar:  # "the June 14 NATO summit"
        words = [t for t in words if t.text in calendar or not t.text[:1].isdigit()]
        while words and (words[0].text in calendar or not words[0].text[:1].isalnum()):
            words = words[1:]
    proper = [t for t in words if (t.tag_ in ("NNP", "NNPS") or t.text[:1].isupper()) and t.text not in calendar]
    if not proper or any(t.dep_ == "poss" and t.head.i == head.i for t in words):
        return None
    return passage.text[words[0].idx : head.idx + len(head.text)]
