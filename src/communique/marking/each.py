"""As many engagements as people: "A and B each met C", "separate talks with A and with B"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from communique.marking.passages import Passage
from communique.marking.told import Told

if TYPE_CHECKING:
    from spacy.tokens import Token


def each(told: Told, together: list[list[int]], passage: Passage, head: Token, verb: Token | None) -> list[Told]:
    """ "A and B each held talks with C", "separate talks with A and with B": as many engagements as people."""
    near = [t.lower_ for one in {head, verb or head} for t in one.subtree if t.head.i in (head.i, one.i)]
    if verb is not None:
        near += [c.lower_ for s in verb.children if s.dep_ == "nsubj" for c in s.subtree]
    if not {"each", "separate", "separately"} & set(near) or len(told.people) < 3:
        return [told]
    rest = [list(dict.fromkeys(group)) for group in together if group]
    lone = [group for group in rest if len(group) == 1]
    several = next((group for group in rest if len(group) > 1), None)
    if several is None and len(lone) > 2:  # "with A and with B"
        subject, *others = [group[0] for group in lone]
        several, shared = others, {subject}
    elif several is not None:
        shared = set(told.people) - set(several)
    else:
        return [told]
    if not shared:
        return [told]
    return [
        replace(
            told,
            people={f: p for f, p in told.people.items() if f == one or f in shared},
            spans=list(told.spans),
            times=list(told.times),
            places=list(told.places),
            sentences=list(told.sentences),
            why=[*told.why, "each by himself"],
        )
        for one in several
    ]
