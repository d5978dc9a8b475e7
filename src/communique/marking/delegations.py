"""Delegations: who leads one and who travels with him, so that "the delegation met A" tells who met A."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.marking.listed import listed_after, named_together
from communique.marking.passages import Passage
from communique.marking.told import Scene
from communique.model.marks import ActorKind, Participation
from communique.model.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_LEADS = frozenset(("lead", "leads", "led", "leading", "head", "heads", "headed", "heading"))
_JOINED = frozenset(("joined", "accompanied"))
_SUBJECTS = ("nsubj", "nsubjpass")


class Delegations:
    """The delegation of a text, once it says who leads it; None met by it as long as it does not."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.members: dict[int, Span] = {}
        self.several = False  # the text tells of two: "the Zubrowkan delegation was led by B"
        for passage in scene.passages:
            for token in passage.doc:
                self._read(passage, token)

    def of(self, role: str) -> dict[int, Participation]:
        """Those who are "the delegation"; nobody where the text tells of several, or does not say who leads it."""
        if self.several:
            return {}
        return {figure: Participation(figure, role, span) for figure, span in self.members.items()}

    def _read(self, passage: Passage, token: Token) -> None:
        if token.lower_ in _LEADS and token.tag_[:1] == "V":
            if any(c.dep_ == "dobj" and c.lower_ == "delegation" for c in token.children):
                subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
                found = self._people(passage, subject) if subject is not None else []
                self._add(passage, found or self._beside(passage, token))
            elif token.tag_ == "VBN" and _is_delegation(token):
                self._add(passage, self._by(passage, token))
        elif token.lower_ in _JOINED and token.tag_ == "VBN":
            if token.dep_ == "conj" and token.head.lower_ in _LEADS and _is_delegation(token.head):
                self.members.update(self._by(passage, token))
                return
            led = next((c for c in token.children if c.dep_ in _SUBJECTS), None)
            known = {f for f, _ in self._people(passage, led)} if led is not None else set()
            if known and known <= self.members.keys():
                self.members.update(self._by(passage, token))
            elif led is not None and len(known) == 1 and not self.members and self._travels(passage, token):
                self._add(passage, [*self._people(passage, led), *self._by(passage, token)])

    def _travels(self, passage: Passage, verb: Token) -> bool:
        """ "A travelled to Zubrowka. He was accompanied by B": a delegation, where the text goes on to call it so."""
        at = passage.sentence_of(verb.i)[1]
        return any(t.lower_ == "delegation" for t in passage.doc[at:]) or any(
            t.lower_ == "delegation" for p in self.scene.passages[passage.n + 1 :] for t in p.doc
        )

    def _add(self, passage: Passage, found: list[tuple[int, Span]]) -> None:
        if self.members and not {f for f, _ in found} & self.members.keys():
            self.several = True
        self.members.update(found)

    def _people(self, passage: Passage, token: Token) -> list[tuple[int, Span]]:
        found = []
        for one in (token, *token.conjuncts):
            resolved = self.scene.discourse.at(passage.n, one.i)
            if resolved is not None and len(resolved.figures) == 1:
                figure = resolved.figures[0]
                if self.scene.kind(figure) is ActorKind.PERSON:
                    found.append((figure, passage.span(resolved.start, resolved.end)))
        return [*found, *named_together(self.scene, passage, token)] if found else []

    def _beside(self, passage: Passage, verb: Token) -> list[tuple[int, Span]]:
        """ "The Assistant for Harbours, Dr. A, led a delegation": whose name ends before the verb."""
        return [
            (self.scene.figures.of_naming[passage.n, n], passage.span(naming.start, naming.end))
            for n, naming in enumerate(passage.namings)
            if naming.kind is ActorKind.PERSON
            and naming.end <= verb.idx
            and not passage.text[naming.end : verb.idx].strip(" ,–")
        ]

    def _by(self, passage: Passage, token: Token) -> list[tuple[int, Span]]:
        return [
            pair
            for agent in token.children
            if agent.lower_ == "by"
            for pair in listed_after(self.scene, passage, agent.idx + len(agent.text), token)
        ]


def _is_delegation(led: Token) -> bool:
    """ "The delegation, led by A", "the delegation was led by A"."""
    if led.dep_ in ("acl", "relcl"):
        return led.head.lower_ == "delegation"
    return any(c.dep_ == "nsubjpass" and c.lower_ == "delegation" for c in led.children)
