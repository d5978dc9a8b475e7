"""Earlier engagements, told by "the first since": "the first visit by … since April 2013, when X held the post"."""

from __future__ import annotations

import re
from dataclasses import replace

import msgspec

from communique.marking.attending import People
from communique.marking.passages import Passage
from communique.marking.told import Scene, Told
from communique.model.marks import ActorKind, EngagementStatus, Participation, TimeMark
from communique.model.spans import Span
from communique.model.times import Role


def first_since(scene: Scene, passage: Passage, told: Told) -> Told | None:
    """ "The first visit by a NATO chief since April 2013, when X held the post" tells of another visit, then."""
    _, first, last = told.sentences[0]
    doc = passage.doc
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1].text)
    if told.status is not EngagementStatus.HELD:
        return None
    for n, mark in enumerate(scene.frame.times):
        if mark.value.role is not Role.SINCE or not passage.span(start, end).holds(mark.span):
            continue
        at = passage.prose.at(mark.span.start)
        words = list(re.finditer(r"\bfirst\b", passage.text[start:at]))
        if not words:
            continue
        begin = start + words[-1].start()
        people = {f: p for f, p in told.people.items() if p.role == "host"}
        holder = _holder_then(scene, passage, at, told)
        other = next((x for x in passage.namings if begin < x.start < at and x.kind is ActorKind.OFFICE), None)
        by_another = re.search(r"\bby an?\b", passage.text[begin:at])
        if holder is not None:
            people[holder.figure] = holder
        elif other is not None and other.key is not None:
            span = passage.span(other.start, other.end)
            figure = scene.figures.keyed(other.key, span)
            people[figure] = Participation(figure, "guest", span)
        elif by_another:  # "the first by a holder of his office": of the same side
            people |= _same_side(scene, told, passage.span(begin, begin + len("first")))
        elif other is None:
            people = dict(told.people)
        if not people:
            continue
        scene.frame.times.append(TimeMark(mark.span, msgspec.structs.replace(mark.value, role=Role.AT)))
        return Told(
            told.kind,
            EngagementStatus.HELD,
            people,
            [passage.span(begin, passage.prose.at(mark.span.end - 1) + 1)],
            [len(scene.frame.times) - 1],
            [n for n in told.places if scene.frame.places[n].kind == "country"],
            passage.n,
            list(told.sentences),
            why=["“the first … since”: the one before"],
        )
    return None


def _same_side(scene: Scene, told: Told, span: Span) -> People:
    for guest in told.guests():
        for key in sorted(scene.sides(guest)):
            figure = scene.figures.keyed(key, span)
            return {figure: Participation(figure, "guest", span)}
    return {}


def _holder_then(scene: Scene, passage: Passage, at: int, told: Told) -> Participation | None:
    """ "…, when X held the post": who it was then, holding the office of the guest who is told of."""
    for index, naming in enumerate(passage.namings):
        if (
            naming.kind is ActorKind.PERSON
            and naming.start > at
            and re.search(r"\bwhen\s*$", passage.text[at : naming.start])
        ):
            figures = scene.figures
            figure = figures.of_naming[passage.n, index]
            span = passage.span(naming.start, naming.end)
            same = [t for g in told.guests() for t, _ in figures.sketches[g].offices if not t.former and t.of]
            after = passage.text[naming.end : naming.end + 40]
            if same and not figures.sketches[figure].offices and re.match(r"\s+held (?:the|that|this)\b", after):
                figures.sketches[figure].offices.append((replace(same[0], former=True), span))
            return Participation(figure, "guest", span)
    return None
