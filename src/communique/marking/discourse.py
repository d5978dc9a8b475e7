"""Who is meant: pronouns, offices and descriptions resolved in the order of the text.

A pronoun in the singular means the last person who was a subject, in its own sentence before it or in the
sentences just before; one in the plural the last group. "The Secretary General" means the person to whom the
document gives that office. "The two leaders" means the last pair of people, else those between whom the
document's engagement takes place. What cannot be decided stays open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.marking.figures import Figures
from communique.marking.memory import INSTITUTIONS, SPEAKERS, SUBJECTS, Memory, Resolved
from communique.marking.naming import Naming
from communique.marking.passages import Passage
from communique.model.marks import ActorKind, Form

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Discourse", "Resolved"]

_SINGULAR = frozenset(["he", "she", "him", "her", "his", "hers"])
_PLURAL = frozenset(["they", "them", "their", "theirs", "both"])
_FIRST = frozenset(["we", "us", "our", "ours"])
_ME = frozenset(["i", "me", "my", "mine"])
_ALONE = frozenset(("two", "both", "pair"))


class Discourse(Memory):
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
        issuing: tuple[int, ...] = (),
    ) -> None:
        super().__init__(figures, own_voice, principals, official=official)
        self.issuing = issuing  # the one government that says "we" in a text without an author
        self.joint_voice = joint_voice  # whom "we" means outside quotations
        self.meeting = frozenset(form.split()[0] for form in figures.gazette.lexicon.engagements) | _CONVERSE
        self.met: dict[tuple[int, int], Resolved] = {}  # passage and verb of meeting → all who meet
        self._sorted: dict[int, list[Resolved]] = {}
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
                if token.tag_ == "NNS" and token.dep_ in SUBJECTS and self._is_crowd(token):
                    self._crowds.append((self._count, token.i))
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

    def _is_crowd(self, token: Token) -> bool:
        return token.lower_ in self.voices or token.head.lower_ in ("said", "say", "told", "asked", "warned", "added")

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
        top = token
        while top.dep_ in ("conj", "appos") or (top.dep_ == "compound" and top.head.tag_ == "NNP"):
            top = top.head
        doer = _doer(top)
        verb = doer.head if doer is not None else None
        if doer is None or verb is None or verb.lower_ not in self.meeting or doer.i >= token.i:
            self._meet_too(passage, resolved)
            return
        near = top.head.head.i == verb.i and top.head.lower_ in ("to", "by", "between")
        if top.head.i != verb.i and not near and top.head.lower_ != "with":
            return
        first = self._at.get((passage.n, doer.i))
        if first is None or not first.figures or set(first.figures) & set(resolved.figures):
            return
        members = dict.fromkeys(
            (
                *first.figures,
                *(f for h in (top, *top.conjuncts) if (r := self._at.get((passage.n, h.i))) for f in r.figures),
                *resolved.figures,
            )
        )
        for conjunct in doer.conjuncts:
            if (other := self._at.get((passage.n, conjunct.i))) is not None:
                members.update(dict.fromkeys(other.figures))
        meeting = Resolved(
            passage.n, doer.i, first.start, resolved.end, tuple(members), Form.NAME, True, "those who meet", False, True
        )
        self._heard.append(meeting)
        self.met[passage.n, verb.i] = meeting

    def _meet_too(self, passage: Passage, resolved: Resolved) -> None:
        """ "X spoke with A of B, C of D, and E of F": the list goes on, whatever the parser hangs E on."""
        verb, meeting = next(reversed(self.met.items()), ((-1, -1), None))
        if meeting is None or verb[0] != passage.n or set(resolved.figures) <= set(meeting.figures):
            return
        if _LISTED.fullmatch(passage.text[meeting.end : resolved.start]):
            members = tuple(dict.fromkeys((*meeting.figures, *resolved.figures)))
            self.met[verb] = longer = replace(meeting, end=resolved.end, figures=members)
            self._heard.append(longer)

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
        alone = word == "all" and self.official and subject and not any(True for _ in token.children)
        if (word in _PLURAL or alone) and token.tag_ in ("PRP", "PRP$", "DT", "CC", "PDT"):
            return self._pronoun(passage, token, self._group_before(passage, token), Form.PRONOUN)
        in_quote = passage.quote_at(token.idx) is not None
        if word in _FIRST and not in_quote:
            figures = self.joint_voice or self.own_voice.get(passage.n, ()) or (self.issuing if word == "we" else ())
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
        if word in INSTITUTIONS and (figure := self._institution_before(passage, token)) is not None:
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

    def _description(self, passage: Passage, token: Token, subject: bool, *, counted: bool = False) -> Resolved | None:
        """ "The two leaders", "both sides", "the pair": definite, of several, with nobody named inside."""
        left = [t for t in token.subtree if t.i <= token.i]
        words = {t.lower_ for t in left}
        if token.tag_ in ("NN", "NNP") and token.lower_ not in _ALONE and token.lower_ not in ("duo", "trio"):
            return None
        if any(t.tag_ == "NNP" and t.i != token.i for t in left):
            return None  # "the Zubrowkan Government": of somebody whom nothing names
        bare = self.official and subject and len(left) == 1 and token.lower_ in _BARE  # "Leaders also agreed to"
        if (not bare and not words & {"the", "both", "these", "their", "two", "three", "four"}) or (
            token.lower_ in ("two", "both") and token.dep_ not in SUBJECTS
        ):
            return None
        own = passage.covering.get(token.i) if counted else None
        if any(t.i in passage.covering and passage.covering[t.i] != own for t in left):
            return None
        start, end = left[0].idx, token.idx + len(token.text)
        people = token.lower_ not in ("sides", "parties", "countries", "nations", "states", "governments", "partners")
        wanted = {"two": 2, "both": 2, "pair": 2, "three": 3, "four": 4, "trio": 3}
        count = next((wanted[w] for w in sorted(words) if w in wanted), None)
        for heard in self._recent(passage, token):
            if len(heard.figures) < 2 or (count and len(heard.figures) != count):
                continue
            kinds = {self.figures.sketches[f].kind for f in heard.figures}
            if (people and kinds == {ActorKind.PERSON}) or (not people and kinds <= SPEAKERS):
                return Resolved(
                    passage.n, token.i, start, end, heard.figures, Form.DESCRIPTION, subject, "the last group named"
                )
        principals = self.principals
        if count == 2 and len(principals) != 2:
            principals = self._pair(people)
        states = not any(self.figures.sketches[f].kind is ActorKind.PERSON for f in self.joint_voice)
        if states and count is None and 1 < len(self.joint_voice) < len(principals):
            principals = self.joint_voice  # "the leaders" of those who issue the text, however many it names
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

    def _office(self, passage: Passage, token: Token, naming: Naming) -> tuple[tuple[int, ...], str]:
        title = naming.titles[0]
        people = [n for n, s in enumerate(self.figures.sketches) if s.kind is ActorKind.PERSON]
        if title.plural:
            fitting = [n for n in people if self.figures.sketches[n].holds(title.title, title.of)]
            here = [n for n in fitting if n in self.principals]
            if self.official and len(here) > 1:  # not who only comes up in the history that the text tells
                fitting = here
            if title.of is None and 1 < len(self.joint_voice) < len(fitting):
                return self.joint_voice, "those who issue the text"
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


_LISTED = re.compile(r"(?: of (?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*)?(?:,|,? and) ")  # " of Germany, and "
_BARE = frozenset(("leaders", "presidents", "ministers"))
_CONVERSE = frozenset(("spoke", "talked", "called", "received", "hosted", "joined", "held", "convened", "conferred"))


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
    return token.dep_ in SUBJECTS


def _doer(token: Token) -> Token | None:
    """The subject of the verb whose object `token` is."""
    while token.dep_ in ("conj", "appos") and token.head.i != token.i:
        token = token.head
    if token.dep_ not in ("dobj", "pobj", "dative"):
        return None
    verb = token.head
    while verb.tag_[:1] != "V" and verb.head.i != verb.i:
        verb = verb.head
    return next((c for c in verb.children if c.dep_ in SUBJECTS), None)
