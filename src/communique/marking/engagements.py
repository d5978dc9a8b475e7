"""Engagements that a document tells of: who meets whom, held or planned, as this document alone puts it.

A verb ("met", "held talks with", "will visit") brings its participants by grammar; a noun ("talks between", "X’s
visit to", "a telephone conversation with") by its owner and its prepositions. What a document says of one engagement
in several places is one mark; "the meeting" alone goes on about the one told last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from communique.lexicon import EngagementWord, Lexicon
from communique.marking.clauses import subject_of
from communique.marking.discourse import Discourse
from communique.marking.figures import Figures
from communique.marking.frame import Frame
from communique.marking.issuers import Issuers
from communique.marking.passages import Passage
from communique.model.document import DocumentKind
from communique.model.marks import (
    ActorKind,
    EngagementKind,
    EngagementMark,
    EngagementStatus,
    Participation,
    TimeMark,
)
from communique.model.spans import Span
from communique.model.times import Role

if TYPE_CHECKING:
    from spacy.tokens import Token

_WITH = frozenset(("with", "between", "among", "of", "by", "and"))
_LONGEST_PHRASE = 7
_TALKS = (EngagementKind.MEETING, EngagementKind.CALL)
_CARRIES_ON = frozenset(("the", "this", "their", "his", "her", "its", "these", "our", "that"))
_RUNNING = frozenset(["commencing", "starting", "beginning", "lasting", "running"])  # "commencing at 10:45 p.m."
_BESIDE = frozenset(["after", "before", "during", "following", "at", "in", "ahead"])  # "said after talks with X"
_LIGHT = frozenset(  # verbs that only carry an engagement noun
    ["chair", "chairs", "chaired", "chairing", "lead", "leads", "led", "attend", "attends", "attending", "hold", "held", "holds", "holding", "have", "has", "had", "pay", "paid", "pays", "paying", "make", "made", "makes", "making", "attend", "attended", "conclude", "concluded", "begin", "began", "start", "started", "open", "opened", "conduct", "conducted", "host", "hosted", "convene", "convened", "join", "joined", "take", "took"]
)


@dataclass
class Told:
    """An engagement in the making and where it is told."""

    kind: EngagementKind
    status: EngagementStatus
    people: dict[int, Participation]
    spans: list[Span]
    times: list[int]
    places: list[int]
    passage: int
    sentences: list[tuple[int, int, int]]  # passage, first and last token
    name: str | None = None
    duration: tuple[int, Span] | None = None
    part_of: int | None = None
    before: int | None = None
    main: bool = False
    definite: bool = False  # "the meeting": goes on about one told before
    why: list[str] = field(default_factory=list)

    @property
    def mark(self) -> EngagementMark:
        return EngagementMark(
            kind=self.kind,
            status=self.status,
            participants=tuple(self.people.values()),
            spans=tuple(sorted(set(self.spans))),
            times=tuple(sorted(set(self.times))),
            places=tuple(dict.fromkeys(self.places)),
            duration_minutes=self.duration[0] if self.duration else None,
            duration=self.duration[1] if self.duration else None,
            name=self.name,
            main=self.main,
            part_of=self.part_of,
            before=self.before,
            why="; ".join(dict.fromkeys(self.why)),
        )

    def at_sentence(self, passage: Passage, token: int) -> bool:
        return any(n == passage.n and a <= token < b for n, a, b in self.sentences)


def engagements_of(
    passages: Sequence[Passage],
    lexicon: Lexicon,
    figures: Figures,
    discourse: Discourse,
    issuers: Issuers,
    frame: Frame,
) -> list[Told]:
    finder = _Finder(lexicon, figures, discourse, issuers, frame)
    told: list[Told] = []
    for passage in passages:
        for found in finder.in_passage(passage):
            _gather(told, found, finder)
    told = [t for t in told if finder.is_engagement(t)]
    _choose_main(told, issuers)
    _tie(told, frame, figures)
    return told


class _Finder:
    def __init__(
        self,
        lexicon: Lexicon,
        figures: Figures,
        discourse: Discourse,
        issuers: Issuers,
        frame: Frame,
    ) -> None:
        self.words = lexicon.engagements
        self.statuses = [(s.status, cue) for s in lexicon.statuses for cue in s.cues]
        self.figures, self.discourse, self.issuers = figures, discourse, issuers
        self.frame, self.times, self.places = frame, frame.times, frame.places

    # -- finding ---------------------------------------------------------------------------------

    def in_passage(self, passage: Passage) -> Iterator[Told]:
        at = 0
        doc = passage.doc
        while at < len(doc):
            found = self._word(passage, at)
            if found is None:
                at += 1
                continue
            length, word = found
            told = self._told(passage, at, length, word)
            if told is not None:
                yield told
                before = self._first_since(passage, told)
                if before is not None:
                    yield before
            at += length

    def _first_since(self, passage: Passage, told: Told) -> Told | None:
        """ "The first visit by a NATO chief since April 2013, when X held the post" tells of another visit, then."""
        _, first, last = told.sentences[0]
        doc = passage.doc
        start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1].text)
        for n, mark in enumerate(self.times):
            if mark.value.role is not Role.SINCE or not passage.span(start, end).holds(mark.span):
                continue
            at = passage.prose.at(mark.span.start)
            words = list(re.finditer(r"\bfirst\b", passage.text[start:at]))
            if not words:
                continue
            begin = start + words[-1].start()
            people = {f: p for f, p in told.people.items() if p.role == "host"}
            holder = self._holder_then(passage, at)
            other = next((x for x in passage.namings if begin < x.start < at and x.kind is ActorKind.OFFICE), None)
            if holder is not None:
                people[holder.figure] = holder
            elif other is not None and other.key is not None:
                span = passage.span(other.start, other.end)
                figure = self.figures.keyed(other.key, span)
                people[figure] = Participation(figure, "guest", span)
            elif other is None:
                people = dict(told.people)
            if not people:
                continue
            self.frame.times.append(TimeMark(mark.span, msgspec.structs.replace(mark.value, role=Role.AT)))
            return Told(
                told.kind,
                EngagementStatus.HELD,
                people,
                [passage.span(begin, passage.prose.at(mark.span.end - 1) + 1)],
                [len(self.frame.times) - 1],
                list(told.places),
                passage.n,
                list(told.sentences),
                why=["“the first … since”: the one before"],
            )
        return None

    def _holder_then(self, passage: Passage, at: int) -> Participation | None:
        """ "…, when X held the post": who it was then."""
        for naming_index, naming in enumerate(passage.namings):
            if (
                naming.kind is ActorKind.PERSON
                and naming.start > at
                and re.search(r"\bwhen\s*$", passage.text[at : naming.start])
            ):
                figure = self.figures.of_naming[passage.n, naming_index]
                return Participation(figure, "guest", passage.span(naming.start, naming.end))
        return None

    def _word(self, passage: Passage, at: int) -> tuple[int, EngagementWord] | None:
        """The longest engagement phrase from token `at` on that grammar allows there."""
        doc = passage.doc
        for length in range(min(_LONGEST_PHRASE, len(doc) - at), 0, -1):
            text = passage.text[doc[at].idx : doc[at + length - 1].idx + len(doc[at + length - 1].text)].lower()
            for word in self.words.get(text, ()):
                head = doc[at + length - 1] if word.pos == "noun" else doc[at]
                is_noun = head.tag_ in ("NN", "NNS", "NNP", "NNPS")
                if (word.pos == "noun" and is_noun) or (word.pos != "noun" and head.tag_[:1] == "V"):
                    return length, word
        return None

    def _told(self, passage: Passage, at: int, length: int, word: EngagementWord) -> Told | None:
        doc = passage.doc
        noun = word.pos == "noun"
        head = doc[at + length - 1] if noun else doc[at]
        if noun and head.dep_ in ("compound", "nmod", "amod", "poss"):
            return None  # "the meeting room": not the engagement itself
        here = passage.span(doc[at].idx, doc[at].idx + 1)
        if (
            any(i in passage.covering for i in range(at, at + length))
            or any(i.span.touches(here) for i in self.frame.instruments)
            or passage.quote_at(doc[at].idx) is not None
        ):
            return None  # part of a name ("the Six-Party Talks"), or somebody's words
        verb = _verb_of(head) if noun else head
        if noun and word.weak and not self._is_carried(head, verb):
            return None
        if noun and head.tag_ == "NNS" and word.kind == "visit":
            return None  # "his visits to A and B": several
        if noun and head.tag_ == "NNS" and word.lemma != head.lower_ and not self._is_carried(head, None):
            return None  # "the Council meetings": several, of which nothing is told
        people = (
            self._by_noun(passage, head, verb, visit=word.kind == "visit")
            if noun
            else self._by_verb(passage, head, at, length, word)
        )
        if word.kind == "press_conference" and "joint" in passage.text[doc[max(0, at - 2)].idx : head.idx].lower():
            self._add_partners(passage, people, verb or head)
        sentence = passage.sentence_of(head.i)
        kind = EngagementKind(word.kind)
        start, end = self._extent(passage, head, at, length, people, noun)
        place_host = self._destination(passage, head, length, at) if kind is EngagementKind.VISIT else None
        if place_host is not None and place_host.figure not in people:
            people[place_host.figure] = place_host
        weak_verb = word.weak and not noun
        extra = [doc[i] for i in range(at, at + length)]
        times, places = self._when_and_where(passage, head, verb, extra, weak_verb=weak_verb)
        if weak_verb and not times:
            times, places = self._of_sentence_before(passage, sentence, people)
        duration = next(
            (
                (self.times[n].value.minutes, self.times[n].span)
                for n in times
                if self.times[n].value.role is Role.DURATION and self.times[n].value.minutes
            ),
            None,
        )
        return Told(
            kind,
            self._status(passage, head, verb, sentence),
            people,
            [passage.span(start, end)],
            [n for n in times if self.times[n].value.role is Role.AT],
            places,
            passage.n,
            [(passage.n, *sentence)],
            name=_name(passage, head, at, length) if noun else None,
            duration=duration if duration and duration[0] and duration[0] < 24 * 60 else None,  # type: ignore[arg-type]
            definite=noun and any(c.lower_ in _CARRIES_ON for c in head.children) and not _named_with(people),
            why=[f"“{passage.text[doc[at].idx : doc[at + length - 1].idx + len(doc[at + length - 1].text)]}”"],
        )

    def _add_partners(self, passage: Passage, people: dict[int, Participation], verb: Token) -> None:
        """A joint press conference of one who is named is held by all between whom the document's engagement is."""
        subject = subject_of(verb, intended=True)
        if subject is not None:
            self._add(people, passage, subject, "participant")
        principals = self.issuers.principals
        if people and set(people) <= set(principals) and len(principals) == 2:
            part = next(iter(people.values()))
            for figure in principals:
                people.setdefault(figure, Participation(figure, "participant", part.span))

    def _is_carried(self, head: Token, verb: Token | None) -> bool:
        """A word that often means something else counts with "with X" or "between X and Y", or carried by a verb."""
        named = any(c.dep_ == "prep" and c.lower_ in ("with", "between", "to") for c in head.children)
        return (
            named
            or (verb is not None and verb.lower_ in _LIGHT and head.dep_ == "dobj")
            or (any(c.dep_ == "poss" and c.tag_ != "PRP$" for c in head.children)
            and head.tag_ == "NN")
        )

    def _by_verb(
        self, passage: Passage, head: Token, at: int, length: int, word: EngagementWord
    ) -> dict[int, Participation]:
        people: dict[int, Participation] = {}
        subject = subject_of(head, intended=True)
        visit = word.kind == "visit"
        if subject is not None:
            self._add(people, passage, subject, "guest" if visit else "participant")
        inside = range(at, at + length)
        heads = [head, *(passage.doc[i] for i in inside)]
        for token in heads:
            for child in token.children:
                if child.i in inside:
                    continue
                if child.dep_ == "dobj" and "object" in word.frames:
                    self._add(people, passage, child, "host" if visit else "participant")
                if child.dep_ in ("prep", "agent", "dative") and child.lower_ in (
                    "with",
                    "to",
                    "between",
                    "by",
                    "from",
                ):
                    if visit and child.lower_ not in ("with",):
                        continue
                    for governed in child.children:
                        if governed.dep_ == "pobj" and (child.lower_ != "to" or f"prep:{child.lower_}" in word.frames):
                            self._add(people, passage, governed, "participant")
        last = passage.doc[at + length - 1]
        for governed in last.children:  # the phrase ends in its preposition: "held talks with"
            if governed.dep_ == "pobj" and governed.i not in inside and not visit:
                self._add(people, passage, governed, "participant")
        return people

    def _by_noun(self, passage: Passage, head: Token, verb: Token | None, *, visit: bool) -> dict[int, Participation]:
        people: dict[int, Participation] = {}
        for child in head.children:
            if child.dep_ == "poss":
                self._add(people, passage, child, "guest" if visit else "participant")
            if child.dep_ in ("prep", "agent") and child.lower_ in _WITH:
                for governed in child.children:
                    if governed.dep_ == "pobj":
                        self._add(people, passage, governed, "participant")
        beside = head.dep_ == "pobj" and head.head.lower_ in _BESIDE and (bool(people) or visit)
        if verb is not None and (verb.lower_ in _LIGHT or beside):
            subject = subject_of(verb, intended=True)
            if subject is not None:
                self._add(people, passage, subject, "guest" if visit else "participant")
            for child in verb.children if not beside else ():
                if child.dep_ == "prep" and child.lower_ == "with":
                    for governed in child.children:
                        if governed.dep_ == "pobj":
                            self._add(people, passage, governed, "participant")
        return people

    def _destination(self, passage: Passage, head: Token, length: int, at: int) -> Participation | None:
        """The state that is visited hosts the visit."""
        for token in (head, *(passage.doc[i] for i in range(at, at + length))):
            for child in token.children:
                governed = child if child.dep_ == "dobj" else None
                if child.dep_ == "prep" and child.lower_ in ("to", "in"):
                    governed = next((g for g in child.children if g.dep_ == "pobj"), None)
                if governed is None:
                    continue
                resolved = self.discourse.at(passage.n, governed.i)
                if resolved is not None and len(resolved.figures) == 1:
                    if self.figures.sketches[resolved.figures[0]].kind is ActorKind.STATE:
                        return Participation(resolved.figures[0], "host", passage.span(resolved.start, resolved.end))
        return None

    def _add(self, people: dict[int, Participation], passage: Passage, token: Token, role: str) -> None:
        heads = [token, *(c for c in token.conjuncts if c.i > token.i)]
        inside = [t for t in token.subtree if t.dep_ in ("nmod", "compound", "appos") and t.i < token.i]
        for one in (*inside, *heads):  # of "Minister A and Minister B" the parser may make one long name
            resolved = self.discourse.at(passage.n, one.i)
            if resolved is None or (one in inside and not self._is_person(resolved.figures)):
                continue
            for figure in resolved.figures:
                if self.figures.sketches[figure].kind in (
                    ActorKind.PERSON,
                    ActorKind.STATE,
                    ActorKind.ORGANISATION,
                    ActorKind.OFFICE,
                ):
                    people.setdefault(figure, Participation(figure, role, passage.span(resolved.start, resolved.end)))

    def _is_person(self, figures: tuple[int, ...]) -> bool:
        return len(figures) == 1 and self.figures.sketches[figures[0]].kind is ActorKind.PERSON

    # -- when, where, whether --------------------------------------------------------------------

    def _when_and_where(
        self, passage: Passage, head: Token, verb: Token | None, extra: list[Token], *, weak_verb: bool
    ) -> tuple[list[int], list[int]]:
        """Times and places of the engagement: those in its own clause; a verb's whole clause where it carries it."""
        heads = [head, *extra]
        heads += [  # "summit to be held in X"
            c
            for c in head.children
            if c.dep_ in ("acl", "relcl") and head.tag_[:1] == "N" and any(g.lower_ == "to" for g in c.children)
        ]
        if weak_verb:  # "discussed with X a test in 2022": what hangs on the object says nothing of the meeting
            heads = [c for c in head.children if c.dep_ in ("prep", "npadvmod", "advmod")]
        near = {t.i for one in heads for t in one.subtree if _clause(t, one)}
        if verb is not None and not weak_verb:
            near |= {t.i for t in verb.subtree if _clause(t, verb)}
        doc = passage.doc
        block = passage.block.span
        times = [
            n
            for n, m in enumerate(self.times)
            if block.holds(m.span) and passage.token_at(passage.prose.at(m.span.start)).i in near
        ]
        places = [
            n
            for n, m in enumerate(self.places)
            if block.holds(m.span) and passage.token_at(passage.prose.at(m.span.start)).i in near
        ]
        places = [
            n for n in places if _is_located(doc[passage.token_at(passage.prose.at(self.places[n].span.end - 1)).i])
        ]
        return times, places

    def _of_sentence_before(
        self, passage: Passage, sentence: tuple[int, int], people: dict[int, Participation]
    ) -> tuple[list[int], list[int]]:
        """ "While in X on Monday, A urged …. A discussed with B …": when and where of the paragraph's sentence before,
        which has a subject in common."""
        for first, last in reversed([s for s in passage.sentences if s[1] <= sentence[0]]):
            subjects = {
                f
                for t in passage.doc[first:last]
                if (r := self.discourse.at(passage.n, t.i)) is not None and r.main
                for f in r.figures
            }
            if not subjects & set(people):
                return [], []
            start, end = passage.doc[first].idx, passage.doc[last - 1].idx + len(passage.doc[last - 1].text)
            span = passage.span(start, end)
            times = [
                n
                for n, t in enumerate(self.times)
                if span.holds(t.span) and t.value.role is Role.AT and t.value.weekday is not None
            ]
            places = [
                n
                for n, p in enumerate(self.places)
                if span.holds(p.span) and _is_located(passage.token_at(passage.prose.at(p.span.end - 1)))
            ]
            if times:
                return times[:1], places[:1]
        return [], []

    def _status(self, passage: Passage, head: Token, verb: Token | None, sentence: tuple[int, int]) -> EngagementStatus:
        first, last = sentence
        text = passage.text[
            passage.doc[first].idx : passage.doc[last - 1].idx + len(passage.doc[last - 1].text)
        ].lower()
        for status, cue in self.statuses:
            if status in ("cancelled", "postponed") and cue in text:
                return EngagementStatus(status)
        if verb is None:
            return EngagementStatus.HELD
        chain = [verb]
        while chain[-1].dep_ in ("xcomp", "acl", "conj") and chain[-1].head.i != chain[-1].i and len(chain) < 4:
            chain.append(chain[-1].head)
        aux = [c for token in chain for c in token.children if c.dep_ in ("aux", "auxpass")]
        if any(c.lower_ in ("will", "shall", "'ll", "’ll") for c in aux):
            return EngagementStatus.PLANNED
        begin = min(t.idx for t in (*chain, *aux, head))
        words = passage.text[begin : verb.idx + len(verb.text)].lower()
        if any(status == "planned" and re.search(rf"\b{re.escape(cue)}\b", words) for status, cue in self.statuses):
            return EngagementStatus.PLANNED
        later = next(
            (c for c in head.children if c.dep_ in ("acl", "relcl") and any(g.lower_ == "to" for g in c.children)), None
        )
        if later is not None or any(
            c.lower_ in ("upcoming", "planned", "forthcoming", "scheduled", "next") for c in head.children
        ):
            return EngagementStatus.PLANNED
        if verb.tag_ == "VB" and verb.dep_ == "xcomp" and any(c.lower_ == "to" for c in verb.children):
            return EngagementStatus.PLANNED
        return EngagementStatus.HELD

    def _extent(
        self, passage: Passage, head: Token, at: int, length: int, people: dict[int, Participation], noun: bool
    ) -> tuple[int, int]:
        doc = passage.doc
        return doc[at].idx, doc[at + length - 1].idx + len(doc[at + length - 1].text)

    def is_engagement(self, told: Told) -> bool:
        """Somebody takes part who can be named, on both sides; or it is an event with a name of its own."""
        named = _named_with(told.people)
        if told.kind is EngagementKind.VISIT:
            return named >= 1 and (named >= 2 or bool(told.places))
        if told.kind in (EngagementKind.SUMMIT, EngagementKind.EVENT):
            return told.name is not None or named >= 2
        if told.kind is EngagementKind.PRESS_CONFERENCE:
            return named >= 2
        return named >= 2


def _named_with(people: dict[int, Participation]) -> int:
    return len(people)


def _verb_of(noun: Token) -> Token | None:
    """The verb on which an engagement noun hangs, through its prepositions."""
    token = noun
    for _ in range(4):
        if token.head.i == token.i:
            return token if token.tag_[:1] in "VM" else None
        token = token.head
        if token.tag_[:1] == "V":
            return token
        if token.tag_[:1] == "N" and token.dep_ not in ("pobj",):
            return token.head if token.head.tag_[:1] == "V" else None
    return None


def _clause(token: Token, verb: Token) -> bool:
    """True where `token` belongs to the clause of `verb` and not to one below it."""
    while token.i != verb.i:
        if token.dep_ in ("ccomp", "relcl", "advcl", "acl") and token.tag_[:1] == "V" and token.lower_ not in _RUNNING:
            return False
        if (
            token.dep_ == "conj"
            and token.tag_[:1] == "V"
            and any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)
        ):
            return False
        if token.head.i == token.i:
            return False
        token = token.head
    return True


def _is_located(token: Token) -> bool:
    while token.dep_ in ("compound", "conj", "appos", "nmod", "poss") and token.head.i != token.i:
        token = token.head
    return token.dep_ in ("pobj", "npadvmod", "dobj", "ROOT") and token.head.lower_ not in (
        "from",
        "between",
        "with",
        "about",
    )


def _name(passage: Passage, head: Token, at: int, length: int) -> str | None:
    """A name of its own: "the Group of Seven summit", "the 2024 Pacific Islands Forum Leaders Meeting"."""
    left = [
        t for t in head.subtree if t.i < at and t.dep_ not in ("det", "relcl", "prep", "cc", "conj") and not t.is_punct
    ]
    words = sorted(left, key=lambda t: t.i)
    while words and words[0].tag_ in ("DT", "PRP$", "JJ", "VBG", "VBN", "RB") and not words[0].text[:1].isupper():
        words = words[1:]
    calendar = passage.names.gazette.calendar
    proper = [t for t in words if (t.tag_ in ("NNP", "NNPS") or t.text[:1].isupper()) and t.text not in calendar]
    if not proper or any(t.dep_ == "poss" and t.head.i == head.i for t in words):
        return None
    return passage.text[words[0].idx : head.idx + len(head.text)]


def _gather(told: list[Told], found: Told, finder: _Finder) -> None:
    """Add what is found to the engagement that the text has told before, or begin a new one."""
    for known in reversed(told):
        if _is_same(known, found, finder):
            for figure, part in found.people.items():
                known.people.setdefault(figure, part)
            known.spans += found.spans
            known.times += found.times
            known.places += [p for p in found.places if p not in known.places]
            known.sentences += found.sentences
            known.name = known.name or found.name
            known.duration = known.duration or found.duration
            if known.kind is EngagementKind.MEETING and found.kind is EngagementKind.CALL:
                known.kind = found.kind
            known.why += found.why
            return
    told.append(found)


def _is_same(known: Told, found: Told, finder: _Finder) -> bool:
    same_kind = known.kind is found.kind or (known.kind in _TALKS and found.kind in _TALKS and found.definite)
    if not same_kind or (known.status is not found.status and not found.definite):
        return False
    if not _times_agree(known, found, finder.times) or _apart(known, found, finder):
        return False
    a, b = set(known.people), set(found.people)
    if found.definite or not b:
        return not b or b <= a or (bool(a & b) and len(a) > 1 and _no_new_person(a, b, finder))
    if not known.people:
        return False
    return (
        a == b
        or ((a <= b or b <= a)
        and len(a & b) >= 2)
        or (len(a & b) >= 1 and (len(a) == 1 or len(b) == 1) and found.definite)
    )


def _apart(known: Told, found: Told, finder: _Finder) -> bool:
    """True for two cities, and for a month or year told of one and not of the other, which has no time of its own."""
    cities = [{finder.places[n].name for n in t.places if finder.places[n].kind == "city"} for t in (known, found)]
    if cities[0] and cities[1] and not cities[0] & cities[1]:
        return True
    coarse = [
        any(
            v.day is None and v.weekday is None and (v.month or v.year)
            for n in t.times
            for v in [finder.times[n].value]
        )
        for t in (known, found)
    ]
    return not found.definite and coarse[0] != coarse[1] and not (known.times and found.times)


def _no_new_person(a: set[int], b: set[int], finder: _Finder) -> bool:
    return not any(finder.figures.sketches[f].kind is ActorKind.PERSON for f in b - a)


def _times_agree(known: Told, found: Told, times: Sequence[TimeMark]) -> bool:
    """False where two stated parts differ: two months, two weekdays, two years."""
    for n in known.times:
        for m in found.times:
            a, b = times[n].value, times[m].value
            for part in ("year", "month", "day", "weekday", "days", "weeks", "months", "years"):
                one, other = getattr(a, part), getattr(b, part)
                if one is not None and other is not None and one != other:
                    return False
            if (
                (a.month is None) != (b.month is None)
                and (a.weekday is None) != (b.weekday is None)
                and a.day is None
                and b.day is None
            ):
                return False
    return True


def _choose_main(told: list[Told], issuers: Issuers) -> None:
    """What the document is about: the first engagement that its principals share, else the first of an official text."""
    principals = set(issuers.principals)
    best = [t for t in told if len(principals & set(t.people)) >= 2 and t.kind in (*_TALKS, EngagementKind.SUMMIT)]
    if not best and issuers.kind in (DocumentKind.READOUT, DocumentKind.JOINT_STATEMENT, DocumentKind.TRANSCRIPT):
        best = [t for t in told if t.kind in (*_TALKS, EngagementKind.SUMMIT, EngagementKind.VISIT)]
    if best:
        best[0].main = True


def _tie(told: list[Told], frame: Frame, figures: Figures) -> None:
    """A meeting belongs to the visit of one of its people, where nothing says that it was elsewhere or at another time;
    a press conference follows a meeting."""
    for n, one in enumerate(told):
        if one.kind is EngagementKind.VISIT and not _is_coarse(one, frame) and one.status is EngagementStatus.HELD:
            guests = {f for f, p in one.people.items() if p.role == "guest"}
            countries = {frame.places[p].country for p in one.places} | {
                key.removeprefix("state:")
                for f, p in one.people.items()
                if p.role == "host" and (key := figures.sketches[f].key)
            }
            for other in told:
                there = {frame.places[p].country for p in other.places if frame.places[p].country}
                if (
                    other.kind in (EngagementKind.MEETING, EngagementKind.PRESS_CONFERENCE)
                    and other.part_of is None
                    and other.status is EngagementStatus.HELD
                    and guests & set(other.people)
                    and not _is_coarse(other, frame)
                    and (not there or bool(there & countries))
                    and _times_agree(one, other, frame.times)
                ):
                    other.part_of = n
        if one.kind is EngagementKind.PRESS_CONFERENCE:
            meetings = [
                m for m, o in enumerate(told) if o.kind is EngagementKind.MEETING and set(one.people) <= set(o.people)
            ]
            if meetings:
                one.before = meetings[-1] if meetings[-1] < n else meetings[0]


def _is_coarse(told: Told, frame: Frame) -> bool:
    """Told by month or year only: another time than the one the text is about."""
    values = [frame.times[n].value for n in told.times]
    return any(v.day is None and v.weekday is None and (v.month or v.year) for v in values)
