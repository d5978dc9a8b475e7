"""Verbs of travel: when "he flies to X" tells of a visit, and when it only says that one began or ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.marking.attending import People
from communique.marking.passages import Passage
from communique.marking.told import Scene
from communique.model.marks import EngagementStatus, PlaceMark
from communique.model.spans import Span
from communique.model.times import Role

if TYPE_CHECKING:
    from spacy.tokens import Token

Stay = tuple[int, int, Span]  # guest, time and words of "he arrived on Tuesday"

_STAYING = frozenset(
    ["arrive", "arrives", "arrived", "arriving", "leave", "leaves", "left", "depart", "departs", "departed"]
)
_AWAY = frozenset(
    [
        "leave",
        "leaves",
        "leaving",
        "left",
        "return",
        "returns",
        "returned",
        "returning",
        "come",
        "comes",
        "came",
        "go",
        "goes",
        "went",
    ]
)
TRAVELS = ("travel", "fl", "go", "went", "arriv", "land", "journey", "head")
_SITES = frozenset(
    [
        "base",
        "airbase",
        "shipyard",
        "camp",
        "factory",
        "plant",
        "cemetery",
        "memorial",
        "museum",
        "school",
        "university",
        "hospital",
        "shelter",
        "site",
        "barracks",
        "port",
        "airport",
        "mosque",
        "church",
        "cathedral",
    ]
)


def arrives(
    scene: Scene, stays: list[Stay], passage: Passage, head: Token, people: People, times: list[int], places: list[int]
) -> bool:
    """Whether a verb of travel tells of a visit; "he arrived on Tuesday" only tells when one began or ended."""
    guests = [f for f, p in people.items() if p.role == "guest" and scene.is_person(f)]
    at = [n for n in times if scene.frame.times[n].value.role is Role.AT]
    following = [t for t in passage.doc[head.i + 1 : head.i + 3] if t.lower_ == "to"]
    if following and passage.doc[min(following[0].i + 1, len(passage.doc) - 1)].tag_ == "VB":
        return False  # "we are going to do our part"
    goes_to = any(c.dep_ == "prep" and c.lower_ in ("to", "in", "on") for c in head.children)
    if head.lower_ in _STAYING and len(guests) == 1 and at:
        begins = head.lower_.startswith("arriv")
        if not (begins and places):
            span = passage.span(head.idx, head.idx + len(head.text))
            stays += [(guests[0], n, span) for n in at[:1]]
            return False
    if head.lower_ in _AWAY and not any(c.dep_ == "prep" and c.lower_ == "to" for c in head.children):
        return False
    hosts = any(p.role == "host" for p in people.values())
    return bool(guests) and bool(at) and goes_to and bool(hosts or places)


def site_of(scene: Scene, passage: Passage, head: Token, extra: list[Token], places: list[int]) -> list[int]:
    """ "Visited the naval base at X": the base, in the town."""
    objects = [c for one in (head, *extra) for c in one.children if c.dep_ == "dobj"]
    objects += [g for one in extra for c in one.children if c.lower_ == "to" for g in c.children if g.dep_ == "pobj"]
    for place in objects:
        if place.lower_ not in _SITES or not places or scene.frame.places[places[0]].kind != "city":
            continue
        first = min(t.i for t in place.subtree if t.head.i == place.i or t.i == place.i)
        words = [t for t in passage.doc[first : place.i + 1] if t.dep_ != "det"]
        town = scene.frame.places[places[0]]
        name = passage.text[words[0].idx : place.idx + len(place.text)]
        span = passage.span(words[0].idx, place.idx + len(place.text))
        scene.frame.places.append(PlaceMark(name, town.country, "venue", span))
        return [len(scene.frame.places) - 1, *places]
    return places


def of_travel(head: Token, times: list[int], status: EngagementStatus) -> EngagementStatus:
    """ "He flies on to X on Friday": the present tells of what is to come."""
    present = head.tag_ in ("VBZ", "VBP") and not any(c.dep_ == "aux" for c in head.children)
    return EngagementStatus.PLANNED if present and times and status is EngagementStatus.HELD else status
