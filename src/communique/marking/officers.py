"""Groups and people whom a phrase means without naming them: by an office, a number, or a surname alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from communique.marking.figures import fold
from communique.marking.passages import Passage
from communique.marking.told import Scene
from communique.model.document import BlockKind
from communique.model.marks import ActorKind, Form

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.marking.discourse import Resolved

_DEFINITE = frozenset(["the", "his", "her", "their", "its", "our", "both", "these", "those", "two", "all"])
_OWN_NAME = re.compile(r" (?:(?:of|for) (?:the )?)?[A-Z]")  # of the Harbour Administration  –  Bole
_AND = re.compile(r"(?:\s|,|and\b|the\b)+")


def is_of_officers(scene: Scene, passage: Passage, resolved: Resolved) -> bool:
    """ "With the Zubrowka and Yst ambassadors": the states are not there beside their ambassadors."""
    if len(resolved.figures) != 1 or scene.kind(resolved.figures[0]) is not ActorKind.STATE:
        return False
    return any(
        naming.kind is ActorKind.OFFICE
        and naming.titles[0].plural
        and (naming.start <= resolved.start < naming.end or _AND.fullmatch(passage.text[resolved.end : naming.start]))
        for naming in passage.namings
        if naming.end > resolved.end
    )


def whose_officers(scene: Scene, passage: Passage, token: Token) -> tuple[int, ...]:
    """ "With the leaders of the Lune Pact and Zubrowka", of whom none is named: the organisation and the state."""
    plural = (n.titles[0] for n in passage.namings if n.kind is ActorKind.OFFICE and n.titles[0].plural)
    title = next((t for t in plural if t.start <= token.idx < t.end), None)
    loosely = any(
        n.form is Form.DEMONYM and n.kind is ActorKind.ORGANISATION and title.start <= n.start < token.idx
        for n in passage.namings
        if title is not None
    )
    if title is None or loosely:
        return ()  # "Coastal leaders": not the organisation of the coast
    owned = [g for of in token.children if of.lower_ == "of" for g in of.children if g.dep_ == "pobj"]
    found = {
        figure: None
        for owner in owned
        for one in (owner, *owner.conjuncts)
        if (resolved := scene.discourse.at(passage.n, one.i)) is not None
        for figure in resolved.figures
        if scene.kind(figure) in (ActorKind.STATE, ActorKind.ORGANISATION)
    }
    keys = [k for f in found if (k := scene.figures.sketches[f].key)] + ([title.of] if title.of else [])
    if not any(key.startswith("organisation:") for key in keys) and len(found) < 2:
        return ()  # "the leaders of Zubrowka": who of them is not told
    if title.of is not None and not found:
        return (scene.figures.keyed(title.of, passage.span(title.start, title.end)),)
    return tuple(found)


def the_two(scene: Scene, token: Token) -> tuple[int, ...]:
    """ "The two men", of a text between two people."""
    left = {c.lower_ for c in token.children if c.i < token.i}
    principals = scene.issuers.principals
    two = token.tag_ == "NNS" and left >= {"the", "two"} and len(principals) == 2
    return principals if two and all(scene.is_person(f) for f in principals) else ()


def by_surname(scene: Scene, token: Token) -> int | None:
    """The one person of the text whose surname stands here, where the tagger took it for another word."""
    if not token.text[:1].isupper() or len(token.text) < 4 or token.tag_[:1] != "N":
        return None
    word = fold(token.text)
    found = [
        n
        for n, sketch in enumerate(scene.figures.sketches)
        if sketch.kind is ActorKind.PERSON and any(fold(name).split()[-1:] == [word] for name in sketch.names)
    ]
    return found[0] if len(found) == 1 else None


def is_another_officer(passage: Passage, token: Token, resolved: Resolved) -> bool:
    """ "His call with Zubrowkan Head of the Harbour Administration Bole", "with Lune Pact foreign ministers": an office
    with no article before it and its own name after it, or of several, is nobody’s whom the text has named so."""
    if resolved.form is not Form.OFFICE or token.dep_ in ("nsubj", "nsubjpass"):
        return False
    if any(c.lower_ in _DEFINITE for c in token.children) or passage.text[: resolved.start].lower().endswith("the "):
        return False
    if len(resolved.figures) > 1:
        return True
    return bool(resolved.figures) and _OWN_NAME.match(passage.text, resolved.end) is not None


def heads_a_title(passage: Passage, resolved: Resolved) -> bool:
    """ "Meeting with Harbour Network Directors", in a title: more than the directors whom the text names."""
    title = passage.titular or passage.block.kind is BlockKind.HEADING
    return title and resolved.form is Form.OFFICE
