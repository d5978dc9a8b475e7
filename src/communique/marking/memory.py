"""Memory: whom a text has spoken of so far, and whom a pronoun or a description may therefore mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.marking.figures import Figures
from communique.marking.passages import Passage
from communique.model.marks import ActorKind, Form

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
INSTITUTIONS = {
    **dict.fromkeys(("alliance", "bloc", "organisation", "organization"), ActorKind.ORGANISATION),
    **dict.fromkeys(("country", "nation", "kingdom", "republic"), ActorKind.STATE),
}
_REACH = 3  # sentences that a pronoun looks back
SPEAKERS = frozenset((ActorKind.PERSON, ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.BODY))


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a noun or pronoun at `token` of a passage speaks of; `figures` is empty where that stays open."""

    passage: int
    token: int
    start: int  # prose characters of the words that name it
    end: int
    figures: tuple[int, ...]
    form: Form
    subject: bool
    why: str = ""
    quoted: bool = False  # stands inside a quotation
    main: bool = False  # subject of the sentence's main verb


class Memory:
    """What was heard, latest last; filled by `Discourse`."""

    def __init__(
        self,
        figures: Figures,
        own_voice: Mapping[int, tuple[int, ...]],
        principals: tuple[int, ...],
        *,
        official: bool = False,
    ) -> None:
        self.official = official  # a text of governments: its bare "the President" is its own
        self.figures = figures
        self.own_voice = own_voice  # passage → whom "I" means there outside quotations
        self.principals = principals  # between whom the document's engagement takes place
        self.voices = figures.gazette.lexicon.voices
        self._heard: list[Resolved] = []
        self._crowds: list[tuple[int, int]] = []  # sentence and token of people without a name: "the families"
        self._at: dict[tuple[int, int], Resolved] = {}
        self._sentence_of: dict[tuple[int, int], int] = {}

    def _recent(self, passage: Passage, token: Token) -> list[Resolved]:
        """What was heard in this sentence and the few before it, latest first."""
        here = self._sentence_of[passage.n, token.i]
        recent = []
        for heard in reversed(self._heard):
            if here - self._sentence_of[heard.passage, heard.token] > _REACH:
                break
            recent.append(heard)
        return recent

    def _subject_ahead(self, passage: Passage, token: Token) -> tuple[int, ...]:
        """ "During his stay, X held talks": a possessive in an opening phrase belongs to the subject that follows."""
        if token.tag_ != "PRP$":
            return ()
        verb = token.head
        while verb.tag_[:1] != "V" and verb.head.i != verb.i:
            verb = verb.head
        if verb.lower_.startswith(("welcom", "congratul", "thank", "prais", "commend", "condol", "invit")):
            thanked = next((c for c in verb.children if c.dep_ == "dobj" and c.i < token.i), None)
            known = self._at.get((passage.n, thanked.i)) if thanked is not None else None
            if known is not None and len(known.figures) == 1:
                return known.figures  # "welcomed X on his visit"
        top = token
        while top.head.i != top.i and top.head.dep_ != "ROOT":
            top = top.head
        if top.dep_ not in ("prep", "advcl") or top.i > top.head.i:
            return ()
        subject = next((c for c in top.head.children if c.dep_ in SUBJECTS and c.i > token.i), None)
        index = passage.covering.get(subject.i) if subject is not None else None
        if index is None or passage.namings[index].kind is not ActorKind.PERSON:
            return ()
        return (self.figures.of_naming[passage.n, index],)

    def _person_before(self, passage: Passage, token: Token, word: str) -> tuple[int, ...]:
        here = self._sentence_of[passage.n, token.i]
        if self._is_unnamed_above(passage, token):
            return ()
        female = word in ("she", "her", "hers")
        best: tuple[tuple[int, int, int], tuple[int, ...]] | None = None
        for order, heard in enumerate(self._recent(passage, token)):
            if len(heard.figures) != 1:
                continue
            sketch = self.figures.sketches[heard.figures[0]]
            if sketch.kind is not ActorKind.PERSON or (sketch.gender == "male" and female):
                continue
            if sketch.gender == "female" and not female:
                continue
            if (heard.passage, heard.token) == (passage.n, token.i) or _same_clause_object(passage, token, heard):
                continue
            if heard.quoted and passage.quote_at(token.idx) is None:
                continue  # whom somebody names in a quotation is not the one who goes on speaking
            distance = here - self._sentence_of[heard.passage, heard.token]
            rank = (distance, 0 if heard.main else 1 if heard.subject else 2, order)
            if best is None or rank < best[0]:
                best = (rank, heard.figures)
        return best[1] if best else ()

    def _is_unnamed_above(self, passage: Passage, token: Token) -> bool:
        """ "A spokesperson praised what he called …": whoever speaks in the clause above is meant, and has no name."""
        verb = token.head
        while verb.head.i != verb.i:
            verb = verb.head
            subject = next((c for c in verb.children if c.dep_ in SUBJECTS and c.i < token.i), None)
            if subject is not None:
                known = self._at.get((passage.n, subject.i))
                return (
                    (known is None or not known.figures)
                    and subject.tag_ == "NN"
                    and "person" in self.voices.get(subject.lower_, ())
                )
        return False

    def _group_before(self, passage: Passage, token: Token) -> tuple[int, ...]:
        here = self._sentence_of[passage.n, token.i]
        groups = [
            h for h in self._recent(passage, token) if len(h.figures) > 1 and all(self._can_speak(f) for f in h.figures)
        ]
        groups = [h for h in groups if not h.quoted or passage.quote_at(token.idx) is not None]
        if self.official and token.dep_ in SUBJECTS and len(self.principals) > 1:
            groups = [h for h in groups if h.subject or not self._are_states(h)]  # not what the talk was about
        latest = max(((self._sentence_of[h.passage, h.token], h.token) for h in groups), default=(0, 0))
        if any(latest < crowd < (here, token.i) for crowd in self._crowds if crowd[0] >= here - 1):
            return ()  # whoever they are, they have no name
        if groups:

            def rank(heard: Resolved) -> tuple[int, int]:
                return (
                    here - self._sentence_of[heard.passage, heard.token],
                    0 if heard.main else 1 if heard.subject else 2,
                )

            return min(groups, key=rank).figures
        if passage.n in self.own_voice:
            return ()
        return self.principals if len(self.principals) > 1 else ()

    def _are_states(self, heard: Resolved) -> bool:
        return all(self.figures.sketches[f].kind is not ActorKind.PERSON for f in heard.figures) and any(
            self.figures.sketches[f].kind is ActorKind.PERSON for f in self.principals
        )

    def _institution_before(self, passage: Passage, token: Token) -> int | None:
        """ "The alliance", "the country": the last organisation or state that was a subject, or was named."""
        if not any(c.lower_ in ("the", "this") and c.dep_ == "det" for c in token.children) or (
            token.dep_ in ("compound", "poss") and not token.text[:1].isupper()
        ):
            return None
        wanted = INSTITUTIONS[token.lower_]
        found = [
            h
            for h in self._recent(passage, token)
            if len(h.figures) == 1 and self.figures.sketches[h.figures[0]].kind is wanted and h.form is not Form.DEMONYM
        ]
        best = next((h for h in found if h.subject), found[0] if found else None)
        return best.figures[0] if best is not None else None

    def _can_speak(self, figure: int) -> bool:
        return self.figures.sketches[figure].kind in (*SPEAKERS,)

    def _pair(self, people: bool) -> tuple[int, ...]:
        """The last pair heard; else the first two between whom the document's engagement takes place."""
        for heard in reversed(self._heard):
            kinds = {self.figures.sketches[f].kind for f in heard.figures}
            if len(heard.figures) == 2 and (kinds == {ActorKind.PERSON} if people else kinds <= SPEAKERS):
                return heard.figures
        return self.principals[:2]


def _same_clause_object(passage: Passage, token: Token, heard: Resolved) -> bool:
    """ "He" cannot be the object of its own verb."""
    if heard.passage != passage.n:
        return False
    other = passage.doc[heard.token]
    return token.dep_ in SUBJECTS and other.dep_ in ("dobj", "pobj") and other.head.i == token.head.i
