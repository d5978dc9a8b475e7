"""To whom a visit is: the states that are visited, and who receives the guest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from communique.marking.naming import Naming
from communique.marking.passages import Passage
from communique.marking.told import GATHERINGS, Scene, Told, is_coarse
from communique.model.marks import ActorKind, EngagementKind, Form, Participation

if TYPE_CHECKING:
    from spacy.tokens import Token

_STOPS = re.compile(  # what stands between two states of a journey: ", "  –  ", and the "  –  " and Port Lune, "
    r"\s*[,;]?\s*(?:(?:and|then|as well as)\s+)?(?:to\s+)?(?:the\s+)?(?:(?:[A-Z][\w’'.-]*\s?){1,4},\s*)?"
)
_INVITED = re.compile(r"\b[Aa]t the (?:kind |gracious )?invitation of (?:the )?")
# matches, before a name: Custodian of the Northern Harbours,  –  His Excellency the President
_HONOURED = re.compile(r"(?:(?:[A-Z][\w’-]+|of|the|and|his|her|Two)[ ,\n]+){1,10}")
_OF_PLACES = ("pobj", "dobj", "conj", "appos", "npadvmod", "dep", "ROOT")
_FORMS = (Form.NAME, Form.METONYM)


def destinations(scene: Scene, passage: Passage, head: Token, length: int, at: int) -> list[Participation]:
    """The states that are visited host the visit: all of "travels to Port Lune, Zubrowka and the Republic of Yst"."""
    for token in (head, *(passage.doc[i] for i in range(at, at + length))):
        for child in token.children:
            governed = child if child.dep_ == "dobj" else None
            if child.dep_ == "prep" and child.lower_ in ("to", "in"):
                governed = next((g for g in child.children if g.dep_ == "pobj"), None)
            if governed is None:
                continue
            hosts = [
                Participation(resolved.figures[0], "host", passage.span(resolved.start, resolved.end))
                for one in (governed, *(c for c in governed.conjuncts if c.i > governed.i))
                if (resolved := scene.discourse.at(passage.n, one.i)) is not None
                and len(resolved.figures) == 1
                and scene.kind(resolved.figures[0]) is ActorKind.STATE
            ]
            hosts += _further(scene, passage, governed) if hosts or governed.tag_ == "NNP" else []
            if hosts:
                return list({host.figure: host for host in reversed(hosts)}.values())[::-1]
    return []


def _further(scene: Scene, passage: Passage, governed: Token) -> Iterator[Participation]:
    """The states that a list goes on to name after the first, whatever the parser makes of the list."""
    start = governed.left_edge.idx
    run: Naming | None = None
    for index, naming in enumerate(passage.namings):
        if naming.kind is not ActorKind.STATE or naming.form not in _FORMS or naming.start < start:
            continue
        first = run is None
        if first and naming.start > governed.right_edge.idx:
            return
        if run is not None and not _STOPS.fullmatch(passage.text[run.end : naming.start]):
            return
        token = passage.token_at(naming.end - 1)
        if token.dep_ not in _OF_PLACES or passage.text[naming.end : naming.end + 1] in ("’", "'", "-"):
            return
        run = naming
        yield Participation(scene.figures.of_naming[passage.n, index], "host", passage.span(naming.start, naming.end))


def sees_a_thing(verb: Token) -> bool:
    """ "They visited a factory": whose it is does not tell who received them."""
    return any(c.dep_ == "dobj" for c in verb.children)


def of_parts(told: Sequence[Told], scene: Scene) -> None:
    """ "He travelled to Zubrowka, where he met President A": A received him, who stands for the state."""
    for n, visit in enumerate(told):
        if visit.kind is not EngagementKind.VISIT:
            continue
        visited = {f"state:{scene.frame.places[p].country}" for p in visit.places if scene.frame.places[p].country}
        visited |= {key for f, p in visit.people.items() if p.role == "host" and (key := scene.figures.sketches[f].key)}
        met = {
            f: p
            for part in told
            if part.part_of == n and part.kind in GATHERINGS and part.status is visit.status
            for f, p in part.people.items()
            if scene.is_person(f) and f not in visit.people and _stands_for(f, visited, scene)
        }
        _receive(visit, met, scene, visited)


def _stands_for(figure: int, visited: set[str], scene: Scene) -> bool:
    """Whether somebody with an office is of a state that is visited; of the only one, where it is not told of which."""
    stated = stated_sides(scene, figure)
    office = bool(scene.figures.sketches[figure].offices)
    return bool(stated & visited) or (not stated and len(visited) == 1 and office)


def stated_sides(scene: Scene, figure: int) -> set[str]:
    """What somebody stands for by an office; what only the publisher suggests does not count."""
    return {title.of for title, _ in scene.figures.sketches[figure].offices if title.of}


def by_the_other(told: Sequence[Told], scene: Scene) -> None:
    """ "The visit by A", of whom and President B of Zubrowka the text tells, in which "A’s visit to Zubrowka" is B’s
    too: B receives him."""
    for visit in told:
        guests = visit.guests()
        others = [f for f in scene.issuers.principals if f not in guests]
        alone = len(guests) == 1 and guests <= set(scene.issuers.principals) and len(others) == 1
        if visit.kind is not EngagementKind.VISIT or not alone or is_coarse(visit, scene.frame):
            continue
        keys = {key for key in scene.sides(others[0]) if key.startswith("state:")}
        hosts = {f for f, p in visit.people.items() if p.role == "host"}
        visited = {f"state:{scene.frame.places[p].country}" for p in visit.places if scene.frame.places[p].country}
        visited |= {scene.figures.sketches[f].key or "" for f in hosts}
        guest = next(iter(guests))
        named = any(scene.is_person(f) for f in hosts) or not scene.is_person(others[0])
        if any(scene.frame.places[p].kind not in ("country", "territory", "region") for p in visit.places):
            continue  # "she visits the naval base", "I will go to Port Lune": who receives her there is not told
        if named or len(keys) != 1 or keys & scene.sides(guest) or (visit.weak if not visited else visited != keys):
            continue
        _receive(visit, {others[0]: visit.people[guest]}, scene, keys)


def _receive(visit: Told, people: dict[int, Participation], scene: Scene, visited: set[str]) -> None:
    """Puts those who receive the guests in the place of their state."""
    sides = {key for f in people for key in scene.sides(f)} | (visited if people and len(visited) == 1 else set())
    for figure in [f for f, p in visit.people.items() if p.role == "host" and scene.kind(f) is ActorKind.STATE]:
        if scene.figures.sketches[figure].key in sides:
            del visit.people[figure]
    visit.people |= {f: Participation(f, "host", p.span) for f, p in people.items()}


def without_states(told: Sequence[Told], scene: Scene) -> None:
    """Where the officers of a state take part, the state is not there beside them: "with Zubrowka, represented by
    Minister A"; a meeting of heads keeps the organisation whose meeting it is."""
    for one in told:
        officers = {
            key for f in one.people if scene.kind(f) in (ActorKind.PERSON, ActorKind.OFFICE) for key in scene.sides(f)
        }
        summit = one.kind is EngagementKind.SUMMIT
        kinds = (ActorKind.STATE,) if summit else (ActorKind.STATE, ActorKind.ORGANISATION)
        beside = [f for f in one.people if scene.kind(f) in kinds and scene.figures.sketches[f].key in officers]
        beside = [f for f in beside if not _is_told_by_members(scene, one.people[f])]
        beside += [f for f in one.stood_for if f in one.people and f not in beside]
        for figure in beside:
            del one.people[figure]


def _is_told_by_members(scene: Scene, part: Participation) -> bool:
    """ "With Secretary General A and leaders from the Lune Pact member states": the members are there beside him."""
    for passage in scene.passages:
        if not passage.block.span.holds(part.span):
            continue
        at = passage.prose.at(part.span.start)
        end = passage.prose.at(part.span.end - 1) + 1
        group = next((t for t in passage.doc if at <= t.idx < end and t.tag_ == "NNS" and t.dep_ == "conj"), None)
        return group is not None and passage.text[at:end].islower()
    return False


def received(
    scene: Scene, passage: Passage, head: Token, people: dict[int, Participation], hosts: Sequence[Participation]
) -> dict[int, Participation]:
    """The people of a visit with the states that are visited; who invites the guest to one stands for it."""
    whole = people | {host.figure: host for host in hosts if host.figure not in people}
    invited = _by_invitation(scene, passage, head, people) if people else {}
    states = [f for f, p in whole.items() if p.role == "host" and scene.kind(f) is ActorKind.STATE]
    if invited and len(states) == 1:
        del whole[states[0]]
    return whole | invited


def _by_invitation(
    scene: Scene, passage: Passage, head: Token, guests: dict[int, Participation]
) -> dict[int, Participation]:
    """ "At the invitation of King A, B visited Zubrowka": A is his host, unless both are of one state."""
    first, last = passage.sentence_of(head.i)
    tokens = passage.doc[first:last]
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1].text)
    invited = _INVITED.search(passage.text, start, end)
    if invited is None:
        return {}
    for index, naming in enumerate(passage.namings):
        if naming.kind is ActorKind.PERSON and invited.end() <= naming.start < end:
            gap = passage.text[invited.end() : naming.start]
            figure = scene.figures.of_naming[passage.n, index]
            stated = stated_sides(scene, figure)
            own = any(stated & scene.sides(guest) for guest, p in guests.items() if p.role == "guest")
            if own or figure in guests or (gap.strip() and not _HONOURED.fullmatch(gap)):
                return {}
            return {figure: Participation(figure, "host", passage.span(naming.start, naming.end))}
    return {}


def host_of(scene: Scene, passage: Passage, welcoming: Token) -> dict[int, Participation]:
    """ "A looks forward to welcoming B": A receives him."""
    verb = welcoming.head.head
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    resolved = scene.discourse.at(passage.n, subject.i) if subject is not None else None
    if resolved is None or len(resolved.figures) != 1 or not scene.is_person(resolved.figures[0]):
        return {}
    return {resolved.figures[0]: Participation(resolved.figures[0], "host", passage.span(resolved.start, resolved.end))}
