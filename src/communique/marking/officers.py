"""Groups and people whom a phrase means without naming them: by an office, a number, or a surname alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from communique.marking.figures import fold
from communique.marking.passages import Passage
from communique.marking.told import Scene
from communique.model.document import BlockKind, DocumentKind
from communique.model.marks import ActorKind, Form

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.marking.discourse import Resolved

_DEFINITE = frozenset(["the", "his", "her", "their", "its", "our", "both", "these", "those", "two", "all"])
_BODIES = frozenset(
    ["council", "commission", "committee", "board", "assembly", "forum", "panel", "authority", "conference"]
)
_OF_ONE = frozenset(
    ["group", "leaders", "members", "counterparts", "partners", "countries", "allies", "nations", "states"]
)
_OWNED_BY = ("of", "in", "from")  # "heads of", "counterparts in"
_MARGINS = ("margins", "sidelines", "margin", "sideline")
_ASIDE = re.compile(r"\s*(?:\([A-Z0-9]{2,8}\))?\s*(?:[Mm]ember )?")  # of the Lune Pact (LP), before "group"
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
    if title is None:
        return _of_organisation(scene, passage, token)
    if loosely:
        return ()  # "Coastal leaders": not the organisation of the coast
    owned = [g for of in token.children if of.lower_ in _OWNED_BY for g in of.children if g.dep_ == "pobj"]
    found = {
        figure: None
        for owner in owned
        for one in (
            owner,
            *owner.conjuncts,
            *_beside_members(owner),
            *(c for c in token.conjuncts if c.i > token.i and c.tag_[:3] == "NNP"),
        )
        if (resolved := scene.discourse.at(passage.n, one.i)) is not None
        for figure in resolved.figures
        if scene.kind(figure) in (ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.BODY)
    }
    found |= {f: None for owner in owned for f in _of_organisation(scene, passage, owner)}
    keys = [k for f in found if (k := scene.figures.sketches[f].key)] + ([title.of] if title.of else [])
    if not any(key.startswith("organisation:") for key in keys) and len(found) < 2:
        return ()  # "the leaders of Zubrowka": who of them is not told
    own = (scene.figures.keyed(title.of, passage.span(title.start, title.end)),) if title.of is not None else ()
    return tuple(dict.fromkeys((*own, *found)))


def group_in_front(verb: Token) -> Token | None:
    """The leaders, of "at the invitation of King A, the leaders of X and Y met", where the parser takes them for A."""
    front = verb.doc[verb.sent.start : verb.i]
    for token in front if "invitation" in front.text.lower() else ():
        set_off = token.left_edge.i > 0 and verb.doc[token.left_edge.i - 1].text == ","
        beside = token.dep_ in ("appos", "conj") and token.tag_ == "NNS" and set_off
        if beside and token.right_edge.i == verb.i - 1 and any(c.lower_ in ("the", "we") for c in token.children):
            return token
    return None


def _beside_members(owner: Token) -> list[Token]:
    """Zubrowka, of "the Lune Pact (LP) member states and Zubrowka"."""
    return [c for a in owner.children if a.dep_ == "appos" and a.lower_ in _OF_ONE for c in a.conjuncts]


def _of_organisation(scene: Scene, passage: Passage, token: Token) -> tuple[int, ...]:
    """ "With the Lune Pact (LP) group", "his counterparts in the Lune Pact": the organisation."""
    if token.lower_ not in _OF_ONE:
        return ()
    found: dict[int, None] = {}
    for index, naming in enumerate(passage.namings):
        if naming.kind is not ActorKind.ORGANISATION or naming.form is not Form.NAME:
            continue
        within = token.left_edge.idx <= naming.start and naming.end <= token.idx
        if within and _ASIDE.fullmatch(passage.text, naming.end, token.idx):
            found[scene.figures.of_naming[passage.n, index]] = None
        after = passage.text[token.idx + len(token.text) : naming.start]
        if (
            not found
            and naming.start > token.idx
            and after.strip() in ("in", "in the", "of", "of the", "from", "from the")
        ):
            found[scene.figures.of_naming[passage.n, index]] = None
    return tuple(found)


def the_two(scene: Scene, token: Token) -> tuple[int, ...]:
    """ "The two men", of a text between two people."""
    left = {c.lower_ for c in token.children if c.i < token.i}
    principals = scene.issuers.principals
    two = token.tag_ == "NNS" and left >= {"the", "two"} and len(principals) == 2
    return principals if two and all(scene.is_person(f) for f in principals) else ()


def bearer(scene: Scene, passage: Passage, token: Token) -> int | None:
    """Who bears the title that the parser took for the noun: "with Ambassador to the Lune Pact Ada Bole"."""
    index = passage.covering.get(token.i)
    if index is None:
        return None
    naming = passage.namings[index]
    titled = naming.kind is ActorKind.PERSON and naming.titles and token.idx < naming.name_start
    return scene.figures.of_naming[passage.n, index] if titled else None


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


def is_pointed_at(scene: Scene, token: Token) -> bool:
    """ "With these great leaders", said aloud: those to whom the speaker points, not those whom the text has named."""
    this = any(c.lower_ in ("these", "those") for c in token.children)
    return scene.issuers.kind is DocumentKind.TRANSCRIPT and this and token.tag_ == "NNS"


def is_of_a_body(noun: Token) -> bool:
    """ "At the meeting of the Lune Pact Energy Council": that of a body, not of those who speak of it."""
    owned = (g for c in noun.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj")
    return any(g.lower_ in _BODIES and g.text[:1].isupper() and g.tag_ in ("NNP", "NN") for g in owned)


def stood_for(scene: Scene, passage: Passage, head: Token) -> tuple[int, ...]:
    """Zubrowka, of "A and B chaired the meeting for Zubrowka"."""
    near = (head, head.head) if head.dep_ == "dobj" else (head,)
    named = (g for one in near for c in one.children if c.lower_ == "for" for g in c.children if g.dep_ == "pobj")
    found = (scene.discourse.at(passage.n, g.i) for g in named)
    return tuple(f for r in found if r is not None for f in r.figures if scene.kind(f) is ActorKind.STATE)


def is_beside(noun: Token) -> bool:
    """ "They spoke on the margins of the Lune Pact Summit with A": A spoke, and is no party to the summit for that."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ in _MARGINS


def heads_a_title(passage: Passage, resolved: Resolved) -> bool:
    """ "Meeting with Harbour Network Directors", in a title: more than the directors whom the text names."""
    title = passage.titular or passage.block.kind is BlockKind.HEADING
    return title and resolved.form is Form.OFFICE
