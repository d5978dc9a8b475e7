"""Who speaks: the noun at the subject of a cue, made into parties.

A person, state or organisation speaks for itself; a government speaks as its state; a ministry or an office is a
body of its own; a statement speaks for those who issued it; a spokesperson speaks on behalf of another. Who has
no name in the text keeps the words by which the text calls them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.marking.discourse import Discourse
from communique.marking.figures import Figures
from communique.marking.memory import Resolved
from communique.marking.passages import Passage
from communique.model.document import BlockKind
from communique.model.marks import ActorKind, Form, Party
from communique.model.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_SPEAKING_RANK = 2  # a head or a minister speaks for the state; a deputy or an adviser may not
_INDEFINITE = frozenset(
    ("some", "many", "others", "all", "most", "few", "several", "both", "neither", "none", "each", "any")
)
_NOT_PART = ("relcl", "acl", "appos", "advcl", "conj", "cc", "punct", "prep")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, on whose behalf, and which words say so (prose characters)."""

    parties: tuple[Party, ...]
    on_behalf_of: tuple[Party, ...]
    start: int
    end: int
    why: str


class Speakers:
    def __init__(
        self, figures: Figures, discourse: Discourse, issuers: tuple[int, ...], *, anybody: bool = False
    ) -> None:
        self.anybody = anybody  # True where whoever is told to say something is kept by its words: news
        self.figures = figures
        self.discourse = discourse
        self.issuers = issuers  # for whom a text that the document speaks of was issued
        self.voices = figures.gazette.lexicon.voices
        self._text: tuple[int, tuple[int, ...]] | None = None  # passage and speakers of the text last heard

    def _it(self, passage: Passage, token: Token) -> Voice | None:
        """ "It" that says something is the text or the institution heard before in the same paragraph."""
        end = token.idx + len(token.text)
        span = passage.span(token.idx, end)
        if self._text is not None and self._text[0] == passage.n:
            return Voice(
                tuple(Party(f, span) for f in self._text[1]), (), token.idx, end, "“it” is the text heard before"
            )
        before = next(
            (
                r
                for r in self.discourse.all_in(passage.n)
                if r.end <= token.idx
                and r.main
                and len(r.figures) == 1
                and self.figures.sketches[r.figures[0]].kind is not ActorKind.PERSON
            ),
            None,
        )
        if before is None:
            return None
        return Voice(tuple(Party(f, span) for f in before.figures), (), token.idx, end, "“it” is the subject before")

    def voice(self, passage: Passage, token: Token) -> Voice | None:
        """The voice whose head noun is `token`; None where the noun is nobody who could speak."""
        heads = [token, *(c for c in token.conjuncts if c.i > token.i and c.tag_[:1] in "NP")]
        parties: list[Party] = []
        behalf: list[Party] = []
        why = ""
        start, end = token.idx, token.idx + len(token.text)
        for head in heads:
            one = self._single(passage, head)
            if one is None:
                if head is token:
                    return None
                if head.tag_ in ("NNP", "NNPS") and head.i not in passage.covering:
                    one = self._unknown(passage, head)  # "X and Y thanked": whoever Y is speaks too
                else:
                    continue
            parties += [p for p in one.parties if p.figure is None or p.figure not in [q.figure for q in parties]]
            behalf += one.on_behalf_of
            start, end = min(start, one.start), max(end, one.end)
            why = why or one.why
        if passage.block.kind is BlockKind.HEADING and parties:  # "X, Y agree": a headline's comma is an "and"
            ahead = next(
                (r for r in self.discourse.all_in(passage.n) if r.figures and passage.text[r.end : start] == ", "), None
            )
            if ahead is not None:
                span = passage.span(ahead.start, ahead.end)
                parties = [*(Party(f, span) for f in ahead.figures), *parties]
                start = ahead.start
        return Voice(tuple(parties), tuple(behalf), start, end, why) if parties else None

    def _unknown(self, passage: Passage, token: Token) -> Voice:
        start, end = _phrase(token)
        span = passage.span(start, end)
        return Voice((self._called(passage.text[start:end], span),), (), start, end, "without a name in the text")

    def before(self, passage: Passage, anchor: Token) -> Voice | None:
        """The names right before a verb that the parser gave no subject: "…, X and the Y expressed concern"."""
        end = anchor.idx
        parts: list[Voice] = []
        while True:
            resolved = next(
                (
                    r
                    for r in self.discourse.all_in(passage.n)
                    if r.end <= end and _only_joins(passage.text[r.end : end], parts)
                ),
                None,
            )
            if resolved is None or not resolved.figures:
                break
            span = passage.span(resolved.start, resolved.end)
            parts.append(
                Voice(
                    tuple(Party(f, span) for f in resolved.figures),
                    (),
                    resolved.start,
                    resolved.end,
                    "names before the verb",
                )
            )
            end = resolved.start
        if not parts:
            return None
        parties = tuple(p for part in reversed(parts) for p in part.parties)
        return Voice(parties, (), parts[-1].start, parts[0].end, "names before the verb")

    def _single(self, passage: Passage, token: Token) -> Voice | None:
        if token.lower_ == "it":
            heard = self._it(passage, token)
            if heard is not None or not self.anybody or token.dep_ != "nsubj":
                return heard
        resolved = self.discourse.at(passage.n, token.i)
        kinds = self.voices.get(token.lower_, frozenset())
        if resolved is not None and resolved.figures:
            span = passage.span(resolved.start, resolved.end)
            parties = tuple(Party(f, span) for f in resolved.figures)
            return Voice(parties, self._behalf(resolved.figures, span), resolved.start, resolved.end, resolved.why)
        start, end = _phrase(token)
        span, words = passage.span(start, end), passage.text[start:end]
        owner = self._owner(passage, token)
        if not owner and "government" in kinds:
            owner = self._whose(token)
        if ("text" in kinds and self.issuers) or (owner and kinds & {"text", "work"}):
            speakers = owner or self.issuers
            self._text = (passage.n, speakers)
            return Voice(
                tuple(Party(f, span) for f in speakers), (), start, end, "a text speaks for those who issued it"
            )
        if "government" in kinds and "person" not in kinds and owner:
            states = dict.fromkeys(self._governed(f, span) for f in owner)
            governing = tuple(Party(f, span) for f in states if f is not None) or (Party(None, span, words),)
            return Voice(governing, (), start, end, "a government speaks as its state")
        if "people" in kinds and "person" not in kinds and len(owner) > 1 and _is_first(token):
            return Voice(tuple(Party(f, span) for f in owner), (), start, end, "those who issue the text")
        sides = self._sides(passage, token) if "person" in kinds and token.tag_ == "NNS" else ()
        if len(sides) > 1:
            return Voice(tuple(Party(f, span) for f in sides), (), start, end, "people speak for their sides")
        if token.lower_ == "leaders" and len(owner) == 1 and self._is_organisation(owner[0]):
            return Voice((Party(owner[0], span),), (), start, end, "leaders speak for their organisation")
        if "body" in kinds and owner:
            body = self.figures.unnamed(ActorKind.BODY, words, owner[0], span)
            return Voice((Party(body, span),), (Party(owner[0], span),), start, end, "an institution of its own")
        if "person" in kinds and (named := self._apposition(passage, token)) is not None:
            behalf = tuple(Party(f, span) for f in owner) if token.lower_.startswith("spokes") else ()
            figures = tuple(Party(f, passage.span(named.start, named.end)) for f in named.figures)
            return Voice(figures, behalf, min(start, named.start), max(end, named.end), "named beside the description")
        if resolved is not None or kinds & {"person", "work"}:
            behalf = tuple(Party(f, span) for f in owner) if "government" in kinds else ()
            return Voice((Party(None, span, words),), behalf, start, end, "without a name in the text")
        if self.anybody and (
            token.tag_[:2] in ("NN", "PR", "WP", "CD") or token.lower_ in _INDEFINITE or token.text[:1].isupper()
        ):
            return Voice((self._called(words, span),), (), start, end, "without a name in the text")
        return None

    def _called(self, words: str, span: Span) -> Party:
        """Whom the text names so elsewhere, where it is one alone; else nobody with a name."""
        named = [n for n, s in enumerate(self.figures.sketches) if s.kind is ActorKind.PERSON and words in s.names]
        return Party(named[0], span) if len(named) == 1 else Party(None, span, words)

    def _apposition(self, passage: Passage, token: Token) -> Resolved | None:
        """ "a spokesperson for the ministry, X Y,": the name that follows a description."""
        end = _phrase(token)[1]
        for resolved in self.discourse.all_in(passage.n):
            if resolved.start == end + 2 and passage.text[end : end + 2] == ", " and self._is_person(resolved):
                return resolved
        for child in token.subtree:
            if child.dep_ == "appos" and child.i > token.i:
                beside = self.discourse.at(passage.n, child.i)
                if beside is not None and self._is_person(beside):
                    return beside
        return None

    def _is_person(self, resolved: Resolved) -> bool:
        return (
            resolved.form is Form.NAME
            and len(resolved.figures) == 1
            and self.figures.sketches[resolved.figures[0]].kind is ActorKind.PERSON
        )

    def _owner(self, passage: Passage, token: Token) -> tuple[int, ...]:
        """Whose it is: "their statement", "Yoon’s office", "the Japanese government", "the government of Japan"."""
        for child in token.children:
            if child.dep_ in ("poss", "amod", "compound", "nmod") and (r := self.discourse.at(passage.n, child.i)):
                return r.figures
            if child.dep_ in ("poss", "amod", "compound", "nmod") and child.i in passage.covering:
                last = passage.doc[passage.token_at(passage.namings[passage.covering[child.i]].end - 1).i]
                if r := self.discourse.at(passage.n, last.i):
                    return r.figures
            if child.dep_ == "prep" and child.lower_ in ("of", "by", "from"):
                for governed in child.children:
                    if governed.dep_ == "pobj" and (r := self.discourse.at(passage.n, governed.i)):
                        return r.figures
        return ()

    def _whose(self, token: Token) -> tuple[int, ...]:
        """ "the Dorrit government", "the Dorrit-Orsk government": the first of the people whose surname it has."""
        words = [c.text for c in token.children if c.dep_ == "compound" and c.tag_ == "NNP" and c.i < token.i]
        sketches = enumerate(self.figures.sketches)
        people = {self.figures.surname(s): n for n, s in sketches if s.kind is ActorKind.PERSON and s.offices}
        return tuple(people[w] for w in words if w in people)[:1]

    def _governed(self, figure: int, span: Span) -> int | None:
        """The state of "the Dorrit government": that of the office which the person holds; None where no text says."""
        sketch = self.figures.sketches[figure]
        if sketch.kind is not ActorKind.PERSON:
            return figure
        of = next((title.of for title, _ in sketch.offices if title.of is not None and not title.former), None)
        return self.figures.keyed(of, span) if of is not None else sketch.of

    def _is_organisation(self, figure: int) -> bool:
        return self.figures.sketches[figure].kind is ActorKind.ORGANISATION

    def _sides(self, passage: Passage, token: Token) -> tuple[int, ...]:
        """ "U.S. and Israeli officials": the states or organisations of which people are said to be."""
        found: dict[int, None] = {}
        for child in token.children:
            if child.dep_ not in ("amod", "compound", "nmod") or child.i > token.i:
                continue
            for one in (child, *(c for c in child.conjuncts if c.i < token.i)):
                known = self.discourse.at(passage.n, one.i)
                if known is not None and len(known.figures) == 1:
                    kind = self.figures.sketches[known.figures[0]].kind
                    found.update({known.figures[0]: None} if kind in (ActorKind.STATE, ActorKind.ORGANISATION) else {})
        return tuple(sorted(found))

    def _hosts(self) -> set[int]:
        """Whose text an official one is: the first of those between whom it takes place, or the only one heard."""
        voices = {f for figures in self.discourse.own_voice.values() for f in figures}
        first = set(self.discourse.principals[:1]) if self.discourse.official else set()
        people = first | (voices if len(voices) == 1 else set())
        return {f for f in people if self.figures.sketches[f].kind is ActorKind.PERSON}

    def _behalf(self, figures: tuple[int, ...], span: Span) -> tuple[Party, ...]:
        """For whom office-holders speak: each once, with the words that give the office."""
        found: dict[int, Party] = {}
        for figure in figures:
            sketch = self.figures.sketches[figure]
            for title, at in sketch.offices:
                own = title.of is None and sketch.of is not None and figure in self._hosts()
                if own and not title.former and (title.speaks_for or title.rank <= _SPEAKING_RANK):
                    found.setdefault(sketch.of or 0, Party(sketch.of, at))  # "the Prime Minister" of those who write
                if title.of is not None and not title.former and (title.speaks_for or title.rank <= _SPEAKING_RANK):
                    served = self.figures.keyed(title.of, at)
                    found.setdefault(served, Party(served, at))
        return tuple(found.values())


def _is_first(token: Token) -> bool:
    return any(c.dep_ == "poss" and c.lower_ == "our" for c in token.children)


def _phrase(token: Token) -> tuple[int, int]:
    """The noun phrase around a head noun, what is added to it by clauses left out."""
    tokens = [token]
    for child in token.children:
        if child.dep_ not in _NOT_PART or (child.dep_ == "prep" and child.lower_ in ("of", "from", "at", "in")):
            tokens += list(child.subtree)
    tokens = [t for t in tokens if not t.is_punct]
    # one unbroken run that holds the head
    inside = {t.i for t in tokens}
    first = last = token.i
    while first - 1 in inside or (first - 2 in inside and token.doc[first - 1].is_punct):
        first -= 1
    while last + 1 in inside or (last + 2 in inside and token.doc[last + 1].is_punct):
        last += 1
    while token.doc[first].tag_ == "DT" and first < token.i:
        first += 1
    return token.doc[first].idx, token.doc[last].idx + len(token.doc[last].text)


def _only_joins(gap: str, found: list[Voice]) -> bool:
    """True where nothing but the joints of a list stand between a name and what follows it."""
    text = gap.strip()
    if not found:
        return text in ("", "also", "have", "has", "had", "both", "jointly", "all")
    return text in (",", "and", ", and", "and the", ", and the", "the", ", the")
