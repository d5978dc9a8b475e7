"""Meetings named after the leaders or ministers of an organisation: "took part in the Lune Pact Leaders’ Meeting"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.marking.attending import People, add, doer
from communique.marking.passages import Passage
from communique.marking.told import Scene
from communique.model.marks import ActorKind, Form, Participation

if TYPE_CHECKING:
    from spacy.tokens import Token

_MEETINGS = ("meeting", "summit", "retreat", "dialogue", "conference")
_TAKES_PART = ("participat", "attend", "join", "host", "chair", "address", "took", "take", "convene")


def is_of_leaders(passage: Passage, token: Token, head: Token) -> bool:
    """The leaders of "the Leaders’ Meeting": an office without anybody who bears it, which names the meeting."""
    naming = passage.namings[passage.covering[token.i]]
    plural = naming.kind is ActorKind.OFFICE and naming.titles[0].plural
    return plural and token.dep_ == "poss" and token.head.i == head.i and head.lower_ in _MEETINGS


def at_leaders_meeting(scene: Scene, passage: Passage, head: Token, verb: Token | None) -> People:
    """The organisation whose leaders meet, with who takes part in it and who hosts it; nobody where neither is told."""
    leaders = [
        c for c in head.children if c.dep_ == "poss" and c.i in passage.covering and is_of_leaders(passage, c, head)
    ]
    subject = doer(verb) if verb is not None and verb.lower_.startswith(_TAKES_PART) else None
    if not leaders or subject is None:
        return {}
    found: People = {}
    for index, naming in enumerate(passage.namings):
        named = naming.kind is ActorKind.ORGANISATION and naming.form is Form.NAME
        if named and head.left_edge.idx <= naming.start and naming.end <= leaders[0].idx:
            figure = scene.figures.of_naming[passage.n, index]
            span = passage.span(naming.start, naming.end)
            found.setdefault(figure, Participation(figure, "participant", span))
    if len(found) != 1 or not any(scene.is_person(f) for f in add(scene, found, passage, subject, "participant")):
        return {}
    for clause in head.children:
        if clause.dep_ == "acl" and clause.lower_ in ("hosted", "chaired", "convened"):
            for agent in clause.children:
                for host in agent.children if agent.lower_ == "by" else ():
                    add(scene, found, passage, host, "host")
    return found
