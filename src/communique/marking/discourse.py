"""Who is meant: pronouns, offices and descriptions resolved in the order of the text.

A pronoun in the singular means the last person who was a subject, in its own sentence before it or in the
sentences just before; one in the plural the last group. "The Secretary General" means the person to whom the
document gives that office. "The two leaders" means the last pair of people, else those between whom the
document's engagement takes place. What cannot be decided stays open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from communique.marking.figures import Figures
from communique.marking.naming import Naming
from communique.marking.passages import Passage
from communique.model.marks import ActorKind, Form

if TYPE_CHECKING:
    from spacy.tokens import Token

_SINGULAR = frozenset(["he", "she", "him", "her", "his", "hers"])
_PLURAL = frozenset(["they", "them", "their", "theirs", "both"])
_FIRST = frozenset(["we", "us", "our", "ours"])
_ME = frozenset(["i", "me", "my", "mine"])
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
_INSTITUTIONS = {
    **dict.fromkeys(("alliance", "bloc", "organisation", "organization"), ActorKind.ORGANISATION),
    **dict.fromkeys(("country", "nation", "kingdom", "republic"), ActorKind.STATE),
}
_REACH = 3  # sentences that a pronoun looks back
_ALONE = frozenset(("two", "both", "pair"))


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


class Discourse:
    """Walks a document once; afterwards `at(passage, token)` tells who is meant there."""

    def __init__(
        self,
        passages: Sequence[Passage],
        figures: Figures,
        joint_voice: tuple[int, ...],
        own_voice: Mapping[int, tuple[int, ...]],
        principals: tuple[int, ...],
        *,
        official: bool = False,
    ) -> None:
        self.official = official  # a text of governments: its bare "the President" is its own
        self.figures = figures
        self.joint_voice = joint_voice  # whom "we" means outside quotations
        self.own_voice = own_voice  # passage → whom "I" means there outside quotations
        self.principals = principals  # between whom the document's engagement takes place
        lexicon = figures.gazette.lexicon
        self.voices = lexicon.voices
        self.meeting = frozenset(form.split()[0] for form in lexicon.engagements) | _CONVERSE
        self._heard: list[Resolved] = []
        self._at: dict[tuple[int, int], Resolved] = {}
        self._sorted: dict[int, list[Resolved]] = {}
        self._sentence_of: dict[tuple[int, int], int] = {}
        self._count = 0
        for passage in passages:
            for first, last in passage.sentences:
                self._count += 1
                for token in passage.doc[first:last]:
                    self._sentence_of[passage.n, token.i] = self._count
                self._read(passage, first, last)

    def at(self, passage: int, token: int) -> Resolved | None:
        return self._at.get((passage, token))

    def all_in(self, passage: int) -> list[Resolved]:
        """What was resolved in one passage, the last first."""
        if not self._sorted:
            for resolved in self._at.values():
                self._sorted.setdefault(resolved.passage, []).append(resolved)
            for known in self._sorted.values():
                known.sort(key=lambda r: -r.end)
        return self._sorted.get(passage, [])

    @property
    def all(self) -> list[Resolved]:
        return list(self._at.values())

    # -- reading ---------------------------------------------------------------------------------

    def _read(self, passage: Passage, first: int, last: int) -> None:
        for token in passage.doc[first:last]:
            resolved = self._resolve(passage, token)
            if resolved is None:
                continue
            quoted = passage.quote_at(token.idx) is not None
            resolved = replace(resolved, quoted=quoted, main=resolved.subject and _is_main(token))
            self._at[passage.n, token.i] = resolved
            if resolved.end - resolved.start > len(token.text):  # grammar may hang on another word of the name
                first, last = passage.token_at(resolved.start).i, passage.token_at(resolved.end - 1).i
                self._at.setdefault((passage.n, passage.doc[first : last + 1].root.i), resolved)
            if resolved.figures:
                self._heard.append(resolved)
                self._join(passage, token, resolved)
                self._meet(passage, token, resolved)

    def _join(self, passage: Passage, token: Token, resolved: Resolved) -> None:
        """Coordinated subjects ("Abe and Stoltenberg") are heard together, as the group that "they" means."""
        if token.dep_ != "conj" or not resolved.figures:
            return
        head = token.head
        while head.dep_ == "conj":
            head = head.head
        before = self._at.get((passage.n, head.i))
        if before is None or not before.figures or before.start >= resolved.start:
            return
        members = dict.fromkeys(before.figures)
        for conjunct in head.conjuncts:
            other = self._at.get((passage.n, conjunct.i))
            if other is not None:
                members.update(dict.fromkeys(other.figures))
        group = Resolved(
            passage.n,
            head.i,
            before.start,
            resolved.end,
            tuple(members),
            Form.NAME,
            before.subject,
            quoted=before.quoted,
            main=before.main,
        )
        self._heard.append(group)

    def _meet(self, passage: Passage, token: Token, resolved: Resolved) -> None:
        """ "X met with Y": those who meet are heard together, as the group that "they" and "the leaders" mean."""
        if resolved.quoted or any(self.figures.sketches[f].kind is not ActorKind.PERSON for f in resolved.figures):
            return
        doer = _doer(token)
        verb = doer.head if doer is not None else None
        if doer is None or verb is None or verb.lower_ not in self.meeting or doer.i >= token.i:
            return
        top = token
        while top.dep_ in ("conj", "appos"):
            top = top.head
        if top.head.i != verb.i and (
            top.head.head.i != verb.i or top.head.lower_ not in ("with", "to", "by", "between")
        ):
            if top.head.lower_ != "with":
                return
        first = self._at.get((passage.n, doer.i))
        if first is None or not first.figures or set(first.figures) & set(resolved.figures):
            return
        members = dict.fromkeys((*first.figures, *(f for h in (top, *top.conjuncts) if (r := self._at.get((passage.n, h.i))) for f in r.figures), *resolved.figures))
        for conjunct in doer.conjuncts:
            if (other := self._at.get((passage.n, conjunct.i))) is not None:
                members.update(dict.fromkeys(other.figures))
        self._heard.append(
            Resolved(
                passage.n, doer.i, first.start, resolved.end, tuple(members), Form.NAME, True, "those who meet", False, True
            )
        )

    def _resolve(self, passage: Passage, token: Token) -> Resolved | None:
        index = passage.covering.get(token.i)
        subject = _is_subject(token)
        if index is not None:
            naming = passage.namings[index]
            if passage.token_at(naming.end - 1).i != token.i and passage.token_at(naming.name_end - 1).i != token.i:
                return None
            return self._named(passage, token, index, naming, subject)
        word = token.lower_
        end = token.idx + len(token.text)
        if word in _SINGULAR:
            figures = self._subject_ahead(passage, token) or self._person_before(passage, token, word)
            return self._pronoun(passage, token, figures, Form.PRONOUN)
        if word in _PLURAL and token.tag_ in ("PRP", "PRP$", "DT", "CC", "PDT"):
            return self._pronoun(passage, token, self._group_before(passage, token), Form.PRONOUN)
        in_quote = passage.quote_at(token.idx) is not None
        if word in _FIRST and not in_quote:
            figures = self.joint_voice or self.own_voice.get(passage.n, ())
            return Resolved(
                passage.n, token.i, token.idx, end, figures, Form.PRONOUN, subject, "“we” of those who issue the text"
            )
        if word in _ME and not in_quote and passage.n in self.own_voice:
            return Resolved(
                passage.n,
                token.i,
                token.idx,
                end,
                self.own_voice[passage.n],
                Form.PRONOUN,
                subject,
                "“I” of the one who speaks",
            )
        if word in _INSTITUTIONS and (figure := self._institution_before(passage, token)) is not None:
            return Resolved(
                passage.n, token.i, token.idx, end, (figure,), Form.DESCRIPTION, subject, "the last one named"
            )
        kinds = self.voices.get(word, frozenset())
        if "people" in kinds and (token.tag_ in ("NNS", "NN", "NNP", "NNPS", "CD") or word in _ALONE):
            return self._description(passage, token, subject)
        return None

    def _named(self, passage: Passage, token: Token, index: int, naming: Naming, subject: bool) -> Resolved:
        form = naming.form
        why = ""
        if naming.kind is ActorKind.OFFICE:
            figures, why = self._office(passage, token, naming)
            if not figures and naming.titles[0].plural and naming.titles[0].of is None:  # "the leaders"
                described = self._description(passage, token, subject, counted=True)
                if described is not None:
                    return described
        else:
            figures = (self.figures.of_naming[passage.n, index],)
        return Resolved(passage.n, token.i, naming.start, naming.end, figures, form, subject, why)

    def _pronoun(self, passage: Passage, token: Token, figures: tuple[int, ...], form: Form) -> Resolved:
        end = token.idx + len(token.text)
        return Resolved(
            passage.n, token.i, token.idx, end, figures, form, _is_subject(token), "the last subject before"
        )

    # -- looking back ----------------------------------------------------------------------------

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
        subject = next((c for c in top.head.children if c.dep_ in _SUBJECTS and c.i > token.i), None)
        index = passage.covering.get(subject.i) if subject is not None else None
        if index is None or passage.namings[index].kind is not ActorKind.PERSON:
            return ()
        return (self.figures.of_naming[passage.n, index],)

    def _person_before(self, passage: Passage, token: Token, word: str) -> tuple[int, ...]:
        here = self._sentence_of[passage.n, token.i]
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

    def _group_before(self, passage: Passage, token: Token) -> tuple[int, ...]:
        here = self._sentence_of[passage.n, token.i]
        groups = [
            h for h in self._recent(passage, token) if len(h.figures) > 1 and all(self._can_speak(f) for f in h.figures)
        ]
        groups = [h for h in groups if not h.quoted or passage.quote_at(token.idx) is not None]
        if groups:

            def rank(heard: Resolved) -> tuple[int, int]:
                return (
                    here - self._sentence_of[heard.passage, heard.token],
                    0 if heard.main else 1 if heard.subject else 2,
                )

            return min(groups, key=rank).figures
        return self.principals if len(self.principals) > 1 else ()

    def _institution_before(self, passage: Passage, token: Token) -> int | None:
        """ "The alliance", "the country": the last organisation or state that was a subject, or was named."""
        if not any(c.lower_ in ("the", "this") and c.dep_ == "det" for c in token.children) or token.dep_ in (
            "compound",
            "poss",
        ):
            return None
        wanted = _INSTITUTIONS[token.lower_]
        found = [
            h
            for h in self._recent(passage, token)
            if len(h.figures) == 1 and self.figures.sketches[h.figures[0]].kind is wanted and h.form is not Form.DEMONYM
        ]
        best = next((h for h in found if h.subject), found[0] if found else None)
        return best.figures[0] if best is not None else None

    def _can_speak(self, figure: int) -> bool:
        return self.figures.sketches[figure].kind in (*_SPEAKERS,)

    def _description(
        self, passage: Passage, token: Token, subject: bool, *, counted: bool = False
    ) -> Resolved | None:
        """ "The two leaders", "both sides", "the pair": definite, of several, with nobody named inside."""
        left = [t for t in token.subtree if t.i <= token.i]
        words = {t.lower_ for t in left}
        if token.tag_ == "NN" and token.lower_ not in _ALONE and token.lower_ not in ("duo", "trio"):
            return None
        if (
            not words & {"the", "both", "these", "their", "two", "three", "four"}
            or (token.lower_ in ("two", "both")
            and token.dep_ not in _SUBJECTS)
        ):
            return None
        if any(t.i in passage.covering and not (counted and t.i == token.i) for t in left):
            return None
        start, end = left[0].idx, token.idx + len(token.text)
        people = token.lower_ not in ("sides", "parties", "countries", "nations", "states", "governments", "partners")
        wanted = {"two": 2, "both": 2, "pair": 2, "three": 3, "four": 4, "trio": 3}
        count = next((wanted[w] for w in sorted(words) if w in wanted), None)
        for heard in self._recent(passage, token):
            if len(heard.figures) < 2 or (count and len(heard.figures) != count):
                continue
            kinds = {self.figures.sketches[f].kind for f in heard.figures}
            if (people and kinds == {ActorKind.PERSON}) or (not people and kinds <= _SPEAKERS):
                return Resolved(
                    passage.n, token.i, start, end, heard.figures, Form.DESCRIPTION, subject, "the last group named"
                )
        principals = self.principals
        if count == 2 and len(principals) != 2:
            principals = self._pair(people)
        if len(principals) > 1 and (count is None or count == len(principals)):
            return Resolved(
                passage.n,
                token.i,
                start,
                end,
                principals,
                Form.DESCRIPTION,
                subject,
                "those between whom it takes place",
            )
        return Resolved(
            passage.n, token.i, start, end, (), Form.DESCRIPTION, subject, "open: no group of that size before"
        )

    def _pair(self, people: bool) -> tuple[int, ...]:
        """The last pair heard anywhere before; else the first two between whom the document's engagement takes place."""
        for heard in reversed(self._heard):
            kinds = {self.figures.sketches[f].kind for f in heard.figures}
            if len(heard.figures) == 2 and (kinds == {ActorKind.PERSON} if people else kinds <= _SPEAKERS):
                return heard.figures
        return self.principals[:2]

    def _office(self, passage: Passage, token: Token, naming: Naming) -> tuple[tuple[int, ...], str]:
        title = naming.titles[0]
        people = [n for n, s in enumerate(self.figures.sketches) if s.kind is ActorKind.PERSON]
        if title.plural:
            fitting = [n for n in people if self.figures.sketches[n].holds(title.title, title.of)]
            return (tuple(fitting), "everyone whom the text gives that office") if len(fitting) > 1 else ((), "")
        fitting = [n for n in people if self.figures.sketches[n].holds(title.title, title.of)]
        if not fitting and title.informal and title.of is not None:
            fitting = [
                n
                for n in people
                if any(t.of == title.of and t.rank == 1 and not t.former for t, _ in self.figures.sketches[n].offices)
            ]
        indefinite = any(
            t.lower_ in ("a", "an", "any", "another", "every", "first", "next") for t in token.subtree if t.i < token.i
        )
        if indefinite:
            return (), "indefinite"
        if fitting:
            if len(fitting) > 1:
                doer = _doer(token)
                doing = self._at.get((passage.n, doer.i)) if doer is not None else None
                others = [f for f in fitting if doing is None or f not in doing.figures]
                fitting = others or fitting  # "X congratulated the President": nobody congratulates himself
            if self.official and self.principals and self.principals[0] in fitting:
                return (self.principals[0],), f"the text’s own {title.title}"
            heard = [h.figures[0] for h in reversed(self._heard) if len(h.figures) == 1 and h.figures[0] in fitting]
            return (heard[0] if heard else fitting[0],), f"the text calls this person {title.title}"
        if title.of is not None:
            owner = self.figures.keyed(title.of, passage.span(title.start, title.end))
            name = f"{title.title} of {self.figures.gazette.key_names[title.of]}"
            return (
                self.figures.unnamed(ActorKind.OFFICE, name, owner, passage.span(title.start, title.end)),
            ), "named by office alone"
        return (), "open: nobody in the text holds that office"


_CONVERSE = frozenset(("spoke", "talked", "called", "received", "hosted", "joined", "held", "convened", "conferred"))
_SPEAKERS = frozenset((ActorKind.PERSON, ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.BODY))


def _is_main(token: Token) -> bool:
    while token.dep_ in ("conj", "appos") and token.head.i != token.i:
        token = token.head
    head = token.head
    while head.dep_ == "conj":
        head = head.head
    return head.dep_ == "ROOT"


def _is_subject(token: Token) -> bool:
    while token.dep_ in ("conj", "appos") and token.head.i != token.i:
        token = token.head
    return token.dep_ in _SUBJECTS


def _doer(token: Token) -> Token | None:
    """The subject of the verb whose object `token` is."""
    while token.dep_ in ("conj", "appos") and token.head.i != token.i:
        token = token.head
    if token.dep_ not in ("dobj", "pobj", "dative"):
        return None
    verb = token.head
    while verb.tag_[:1] != "V" and verb.head.i != verb.i:
        verb = verb.head
    return next((c for c in verb.children if c.dep_ in _SUBJECTS), None)


def _same_clause_object(passage: Passage, token: Token, heard: Resolved) -> bool:
    """ "He" cannot be the object of its own verb."""
    if heard.passage != passage.n:
        return False
    other = passage.doc[heard.token]
    return token.dep_ in _SUBJECTS and other.dep_ in ("dobj", "pobj") and other.head.i == token.head.i
