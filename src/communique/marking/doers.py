"""Doers: who is bound by an undertaking, and whether those who utter the text may bind them.

"We", "the leaders", "both sides" are those who speak, persons standing for their states. A state or person that is
named must be one of those who speak or for whom they speak: "Tarn will attack" in a statement of Marland promises
nothing. Those who speak are bound, too, by what a body of theirs will do ("the working group will meet"), and by what
will be done to a thing ("an embassy will be opened").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.lexicon import Lexicon
from communique.marking.discourse import Discourse
from communique.marking.drafts import SELVES, Draft
from communique.marking.ownvoice import GOVERNMENT, OWN, OwnVoice
from communique.marking.passages import Passage
from communique.marking.speakers import Speakers
from communique.marking.undertakings import Undertaking, subject_at
from communique.model.marks import ActorKind, Party

if TYPE_CHECKING:
    from spacy.tokens import Token

_THINGS = frozenset(("this", "that", "it", "which", "there", "these", "those", "what"))
_ONES = frozenset((*SELVES, "he", "she", "they", "it", "both"))
_NAME = 8  # words of a name
_ASKING = ("ask", "request", "encourag", "invit", "tell", "told", "warn", "remind", "want", "direct", "order", "requir")
_WANTS = frozenset(("need", "importance", "necessity", "urgency", "point", "attention", "action", "actions"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "VB", "VBG", "VBN", "MD"))
_NOBODY = frozenset(("they", "he", "she", "it", "who", "some", "many", "others", "people", "everybody", "everyone"))
_THEM = frozenset(("him", "her", "them"))
_EVERY = frozenset(("all", "both", "every", "each"))
_JOINING = frozenset(("participating", "member", "partner", "signatory", "contracting", "endorsing", "founding"))
_OURS = frozenset(("our", "my", "their", "its", "his", "her", "the", "both", "two", "all", "each"))


class Doers:
    def __init__(
        self,
        lexicon: Lexicon,
        discourse: Discourse,
        speakers: Speakers,
        joint: tuple[int, ...],
        sides: tuple[int, ...],
        voice: OwnVoice | None = None,
    ) -> None:
        self.voice = voice  # of the one government that issues the text
        self._words = lexicon.promises
        self._voices = lexicon.voices
        self._discourse = discourse
        self._speakers = speakers
        self._joint = joint
        self._sides = sides
        kinds = [discourse.figures.sketches[f].kind for f in joint]
        self._issuing = sides if joint and all(kind is ActorKind.PERSON for kind in kinds) else joint
        self._keys = {s.key: n for n, s in enumerate(discourse.figures.sketches) if s.key is not None}
        self._home = self._homes()

    @property
    def jointly(self) -> bool:
        """True where several issue the text together."""
        return bool(self._joint)

    def of(self, draft: Draft, passage: Passage, one: Undertaking) -> tuple[Party, ...]:
        """Who is bound; empty where nobody is, or somebody whom the speakers cannot bind, or a thing."""
        if self.voice is not None and draft.frame == OWN:
            return self.voice.bound(passage, one)
        found = self._of(draft, passage, one)
        named = any(p.figure is not None for p in found)
        return found if named or any(self._acts(party.name) for party in found) else ()

    def _acts(self, name: str) -> bool:
        """Whether somebody without a name could act: "we", "two senior officials", and not "the summit"."""
        words = name.lower().split()
        return bool(words) and (words[-1] in _ONES or any(word in self._words.organ for word in words))

    def _of(self, draft: Draft, passage: Passage, one: Undertaking) -> tuple[Party, ...]:
        subject = passage.doc[one.subject] if one.subject is not None else None
        if one.reported and (draft.cue is None or not _told(draft, passage, one)):
            return ()
        if subject is None:
            return self.own(draft)
        low = subject.lower_
        if low in SELVES:
            return self.own(draft, persons=low == "i")
        if subject.dep_ == "expl" and one.passive:
            return self.own(draft)
        if self._joint and low in self._words.outcome | self._words.proceeding and low not in self._words.organ:
            held = one.passive or passage.doc[one.head].lower_ in self._words.occurrence
            if held and subject.tag_[:3] == "NNP":
                return self.own(draft)  # "the Marland-Tarn Energy Dialogue will focus on"
        if self.voice is not None and low in GOVERNMENT and self.voice.is_ours(passage, subject):
            return (Party(self.voice.side, passage.span(subject.idx, subject.idx + len(subject.text))),)
        voice = self._speakers.voice(passage, subject)
        named = tuple(p for p in (voice.parties if voice is not None else ()) if p.figure is not None)
        if named:
            return self._bound(draft, named)
        if low in ("they", "both", "all", "each"):
            return self.own(draft) if self._joint or voice is not None else ()
        if low in _THINGS:
            return self.own(draft) if low == "it" and one.passive and self._joint else ()
        bound = passage.doc[one.words[0]] if one.words else None
        meant = (
            bound is not None and bound.tag_ != "MD" and bool(self._joint) and subject.tag_ == "NNP"
        )  # a thing that plans is a body
        if low in self._words.organ | self._words.signatory or meant or self._is_body(passage, one, subject):
            return self._organ(draft, passage, subject)
        if one.passive and self._joint and passage.doc[one.head].lower_ not in self._words.fate:
            agent = any(c.dep_ == "agent" for c in passage.doc[one.head].children)
            return () if agent else self.own(draft)
        happens = passage.doc[one.head].lower_ in self._words.occurrence
        if happens and low in self._words.outcome | self._words.proceeding and self._joint:
            return self.own(draft)
        return ()

    def _is_body(self, passage: Passage, one: Undertaking, subject: Token) -> bool:
        """ "The Skills for Growth Task Force will": a name that ends with a body, taken apart by the parser."""
        if not self._joint or subject.tag_ != "NNP" or not one.words or not 0 < one.words[0] - subject.i <= _NAME:
            return False
        run = [t for t in passage.doc[subject.i : one.words[0]] if t.tag_ not in ("RB", "RBR")]
        return run[-1].lower_ in self._words.organ and all(t.tag_ in ("NNP", "NNPS", "IN", "HYPH", "CC") for t in run)

    def own(self, draft: Draft, *, persons: bool = False) -> tuple[Party, ...]:
        """Those who speak; unless `persons` are meant, the states for which they do."""
        if persons:
            return draft.parties
        if self._joint and all(p.figure is None for p in draft.parties):
            return self._states(tuple(Party(f, p.span) for p in draft.parties[:1] for f in self._joint))
        if len(draft.parties) == 1 and draft.behalf and not self._home.get(draft.parties[0].figure or -1):
            return draft.behalf
        return self._states(draft.parties)

    def named(self, passage: Passage, token: Token) -> tuple[Party, ...]:
        """Who is named by a word."""
        resolved = self._discourse.at(passage.n, token.i)
        if resolved is None:
            return ()
        return tuple(Party(f, passage.span(resolved.start, resolved.end)) for f in resolved.figures)

    def asked(self, draft: Draft, before: int | None) -> tuple[Party, ...]:
        """Whom a demand names by words that no figure has: "call on Congress to …", "urge shipowners to …"."""
        anchor = draft.passage.doc[draft.anchor]
        infinitive = before is not None and draft.passage.text[before : before + 7].startswith(("to ", "not to "))
        if not infinitive or not (anchor.lower_ in self._words.summons or anchor.lower_.startswith(_ASKING)):
            return ()  # "imposed new tolls to hold them to account", "urged much stronger support for"
        objects = [c for c in anchor.children if c.dep_ == "dobj"]
        for prep in (c for c in anchor.children if c.dep_ == "prep" and c.lower_ in ("on", "upon")):
            objects += [c for c in prep.children if c.dep_ == "pobj"]
        if draft.addressee is not None:
            objects.insert(0, draft.passage.doc[draft.addressee])
        for token in objects:
            end = token.idx + len(token.text)
            if before is None or not anchor.idx < token.idx or end > before or token.lower_ in _WANTS:
                continue
            if token.lower_ in _THEM:
                return (Party(None, draft.passage.span(token.idx, end), token.text),)
            if token.tag_[:2] != "NN" and token.lower_ != "all":
                continue
            left = [t for t in token.lefts if t.dep_ in ("amod", "compound", "nmod", "nummod", "poss")]
            left += [t for t in token.lefts if t.dep_ in ("det", "predet") and t.lower_ in _EVERY]
            start = min((t.left_edge.idx for t in left), default=token.idx)
            rest = [t for t in draft.passage.doc[token.i + 1 :] if t.idx < before and t.is_alpha and t.lower_ != "here"]
            if not any(t.tag_ in _FINITE or t.tag_ in ("WP", "WDT", "RB") or t.lower_ == "that" for t in rest):
                end = max((t.idx + len(t.text) for t in rest), default=end)  # "all members of the council, and Tarn"
            return (Party(None, draft.passage.span(start, end), draft.passage.text[start:end]),)
        return ()

    def are_unclear(self, draft: Draft) -> bool:
        """True where the words for the speakers fit those whom they are taken for badly: "she" for a council, "the
        leaders" for people of one government."""
        said = draft.passage.text[slice(*draft.source)].lower() if draft.source is not None else ""
        if draft.parties and all(p.figure is None and not self._speaks(p.name) for p in draft.parties):
            return True
        if draft.source is not None and _is_part_of_subject(draft.passage, draft.source[0]):
            return True
        if (said == "they" and self.spoken) or self._is_of_thing(draft):
            return True
        own = {f for figures in self._discourse.own_voice.values() for f in figures}
        told = [p.figure for p in draft.parties if p.figure is not None]
        sketches = self._discourse.figures.sketches
        private = all(sketches[f].kind is ActorKind.PERSON and not sketches[f].offices for f in told)
        if own and told and not own & set(told) and private:
            return True  # a story that a speaker tells of somebody without an office
        kinds = {self._discourse.figures.sketches[p.figure].kind for p in draft.parties if p.figure is not None}
        if said in ("he", "she"):
            return not kinds or not kinds <= {ActorKind.PERSON, ActorKind.OFFICE}
        homes = {self._home.get(p.figure) for p in draft.parties if p.figure is not None}
        return said.split()[-1:] in (["leaders"], ["ministers"], ["sides"], ["participants"]) and len(
            draft.parties
        ) > 1 == len(homes)

    def _is_of_thing(self, draft: Draft) -> bool:
        """ "The tasks of the day demand more of us": the subject is nobody."""
        anchor = draft.passage.doc[draft.anchor]
        subject = next((c for c in anchor.children if c.dep_ == "nsubj" and c.i < anchor.i), None)
        if subject is None or subject.tag_ not in ("NN", "NNS") or subject.lower_ in self._words.organ:
            return False
        resolved = self._discourse.at(draft.passage.n, subject.i)
        return resolved is None and all(c.tag_[:3] != "NNP" for c in subject.subtree)

    @property
    def spoken(self) -> bool:
        """True for a text in the words of those who speak in it."""
        return any(self._discourse.own_voice.values())

    def _speaks(self, name: str) -> bool:
        """Whether somebody without a name could ask for something: "two officials", and not "the memorandum"."""
        words = name.lower().split()
        return name.isupper() or (name.lower() not in _NOBODY and bool(set(words) & {*self._words.organ, "we", "i"}))

    def are_own(self, draft: Draft, of: Sequence[Party]) -> bool:
        """True where some of those who are to act are those who speak, or their own state."""
        speaking = {p.figure for p in (*draft.parties, *draft.behalf) if p.figure is not None}
        own = speaking | {home for f in speaking if (home := self._home.get(f)) is not None}
        if len(self._sides) == 1 and not self._joint:
            nobody = not speaking  # an official without a name speaks for the one government of the text
            own |= set(self._sides) if nobody or own & set(self._sides) else set()
        return any(p.figure in own for p in of if p.figure is not None)

    def demands_of_itself(self, draft: Draft, passage: Passage, head: Token) -> bool:
        """ "We must do more", "Marland and Tarn must cooperate" as Marland says it: of oneself one demands nothing."""
        subject = subject_at(head)
        if subject is None or not draft.covers(passage, subject.idx):
            return False
        if subject.lower_ in (*SELVES, "you", "one", "there"):
            return True
        if any(c.lower_ == "our" and c.dep_ == "poss" for t in (subject, *subject.conjuncts) for c in t.children):
            return True  # "Marland and our friends must go on"
        resolved = self._discourse.at(passage.n, subject.i)
        voice = self._speakers.voice(passage, subject)
        figures = set(resolved.figures) if resolved is not None else set()
        figures |= {p.figure for p in voice.parties if p.figure is not None} if voice is not None else set()
        return bool(figures & self._may_bind(draft))

    # -- who may be bound ------------------------------------------------------------------------

    def _bound(self, draft: Draft, named: tuple[Party, ...]) -> tuple[Party, ...]:
        """The named, if those who speak can bind them all."""
        may = self._may_bind(draft)
        sketches = self._discourse.figures.sketches
        for party in named:
            assert party.figure is not None
            sketch, home = sketches[party.figure], self._home.get(party.figure)
            theirs = {
                party.figure,
                *((home,) if home is not None else ()),
                *((sketch.of,) if sketch.of is not None else ()),
            }
            body = sketch.kind in (ActorKind.ORGANISATION, ActorKind.BODY) and bool(self._joint)
            guest = sketch.kind is ActorKind.PERSON and home is None and bool(self._joint)
            if not (theirs & may or body or guest):
                return ()
        return self._states(named)

    def _may_bind(self, draft: Draft) -> set[int]:
        figures = {p.figure for p in (*draft.parties, *draft.behalf) if p.figure is not None}
        figures |= {*self._joint, *self._issuing}
        homes = {home for figure in figures if (home := self._home.get(figure)) is not None}
        sketches = self._discourse.figures.sketches
        homes |= {of for f in figures if (of := sketches[f].of) is not None and of in self._sides}
        if not self._joint and (figures | homes) & set(self._sides):
            homes |= set(self._sides)
        return figures | homes

    def _organ(self, draft: Draft, passage: Passage, subject: Token) -> tuple[Party, ...]:
        """ "The two sides", "the ministers", "the working group": those who speak act themselves, or through a body of
        theirs."""
        owned = any(c.lower_ in _OURS for c in subject.children if c.dep_ in ("det", "poss", "predet", "nummod"))
        mine = any(c.lower_ in ("our", "my") for c in subject.children)
        plural = subject.tag_ == "NNS" and owned
        if not self._joint and not mine and not (plural and draft.cue is not None):
            return ()
        if not owned and subject.tag_ == "NNS" and subject.lower_ in self._words.signatory and not _is_whole(subject):
            return ()
        return tuple(
            Party(p.figure, passage.span(subject.idx, subject.idx + len(subject.text)), p.name) for p in self.own(draft)
        )

    def _states(self, parties: Sequence[Party]) -> tuple[Party, ...]:
        """Persons replaced by the states or organisations whose offices they hold; whoever holds none stays. All those
        between whom it takes place are all who issue the text."""
        given = [p for p in parties if p.figure is not None]
        here = {p.figure for p in given}
        every = len(here) == len(self._issuing) > 1 or (self._is_ones() and here == set(self._joint))
        if every and self._joint and all(self._of_issuer(f) for f in here if f is not None):
            return tuple(Party(f, given[0].span) for f in self._issuing)
        found: dict[object, Party] = {}
        for party in parties:
            if party.figure is None:
                found.setdefault(party.name.lower(), party)
            else:
                home = self._home.get(party.figure)
                figure = party.figure if home is None else home
                found.setdefault(figure, Party(figure, party.span))
        sketches = self._discourse.figures.sketches
        if len(found) > 1 and any(isinstance(f, int) and sketches[f].kind is ActorKind.PERSON for f in found):
            return tuple(given)  # all as persons, where the text leaves open whose one of them is
        return tuple(found.values())

    def _is_ones(self) -> bool:
        """True where several people of one side issue the text together: none of them leads a state."""
        titles = [t for f in self._joint for t, _ in self._discourse.figures.sketches[f].offices]
        return len(self._issuing) == 1 < len(self._joint) and all(title.rank != 1 for title in titles)

    def _of_issuer(self, figure: int) -> bool:
        """A person of one of those who issue the text, or of nobody as far as it says."""
        person = self._discourse.figures.sketches[figure].kind is ActorKind.PERSON
        home = self._home.get(figure)
        return person and (home is None or home in self._issuing)

    def _homes(self) -> dict[int, int]:
        """The state or organisation of each person and unnamed office; of the last one of those between whom it takes
        place also by what the others leave."""
        homes: dict[int, int] = {}
        sketches = self._discourse.figures.sketches
        for n, sketch in enumerate(sketches):
            if sketch.kind is ActorKind.OFFICE and sketch.of is not None:
                homes[n] = sketch.of
            elif sketch.kind is ActorKind.PERSON:
                keys = [title.of for title, _ in sketch.offices if title.of is not None and not title.former]
                found = [self._keys[key] for key in keys if key in self._keys]
                homes.update({n: found[0]} if found else {})
        people = [f for f in self._discourse.principals if sketches[f].kind is ActorKind.PERSON]
        left = [f for f in people if f not in homes]
        unclaimed = [f for f in self._issuing or self._sides if f not in {homes.get(p) for p in people}]
        if len(left) == len(unclaimed) == 1:
            homes[left[0]] = unclaimed[0]
        return homes


def _is_part_of_subject(passage: Passage, start: int) -> bool:
    """ "Brenn and [Holm] urged": the first of two names is missing."""
    token = passage.token_at(start)
    before = passage.doc[token.sent.start : token.i]
    joined = len(before) > 1 and before[-1].lower_ == "and" and before[-2].tag_[:2] == "NN"
    return joined and not any(t.tag_ in _FINITE for t in before)


def _is_whole(subject: Token) -> bool:
    """ "Countries", "participating states", "members of the council", and not "many countries", "developing countries",
    "governments around the world"."""
    for child in subject.children:
        of = child.dep_ == "prep" and child.lower_ == "of"
        joins = child.lower_ in _JOINING or child.tag_[:3] == "NNP"
        if child.dep_ in ("punct", "cc", "conj", "advmod") or of or joins:
            continue
        return False
    return True


def _told(draft: Draft, passage: Passage, one: Undertaking) -> bool:
    """True for a "would" in what somebody is reported to say."""
    at = passage.doc[one.words[0]].idx
    anchor = draft.passage.doc[draft.anchor]
    return (
        draft.covers(passage, at)
        and anchor.tag_ in ("VBD", "VBN", "VBZ", "VBG")
        and draft.frame in ("that", "quote", "")
    )
