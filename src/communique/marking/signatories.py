"""Those who sign a text together: the list of people with which it ends.

They took part in the gathering at which the text was agreed, though its sentences speak of "we" or of governments.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.marking.attending import People
from communique.marking.passages import Passage
from communique.marking.told import GATHERINGS, Scene, Told, is_coarse
from communique.model.document import DocumentKind
from communique.model.marks import ActorKind, EngagementKind, EngagementStatus, Participation

_FEWEST = 3  # people who make a list
_MOSTLY = 0.7  # part of a passage that names and offices fill where it is nothing but a list
_LAST = 40  # passages at the end in which the list stands
_OPENING = 4  # passages in which a text says where those who issue it have met
_WE = re.compile(r"\b[Ww]e\b|\b(?:leaders|heads of (?:state|government)|governments|ministers) of\b")
_ISSUED = (DocumentKind.JOINT_STATEMENT, DocumentKind.STATEMENT, DocumentKind.OTHER)


def add_signatories(told: Sequence[Told], scene: Scene) -> None:
    """ "We, the governments of …, met at the summit …", signed by twelve leaders: they were at that summit."""
    if scene.issuers.kind not in _ISSUED:
        return
    gathering = _gathering(told, scene)
    people = signatories(scene) if gathering is not None else {}
    if gathering is None or len(people) < _FEWEST:
        return
    for figure, part in people.items():
        gathering.people.setdefault(figure, part)
    gathering.why.append(f"signed by {len(people)} people")


def signatories(scene: Scene) -> People:
    """The people of the list with which the text ends; nobody where it ends otherwise."""
    found: People = {}
    for passage in reversed(scene.passages[-_LAST:]):
        people = _listed(scene, passage)
        if not people and len(passage.text) > 3:
            break
        found = people | found
    return found


def _listed(scene: Scene, passage: Passage) -> People:
    """The people of a passage that is nothing but names with their offices."""
    covered: set[int] = set()
    people: People = {}
    for index, naming in enumerate(passage.namings):
        covered.update(range(naming.start, naming.end))
        if naming.kind is ActorKind.PERSON and naming.titles:
            figure = scene.figures.of_naming[passage.n, index]
            people.setdefault(figure, Participation(figure, "participant", passage.span(naming.start, naming.end)))
    letters = [n for n, c in enumerate(passage.text) if c.isalnum()]
    filled = sum(n in covered for n in letters)
    return people if letters and filled >= _MOSTLY * len(letters) else {}


def _gathering(told: Sequence[Told], scene: Scene) -> Told | None:
    """The gathering that the text opens with, as of those who say "we"."""
    found = [
        one
        for one in told
        if one.passage < _OPENING
        and _WE.search(scene.passages[one.passage].text)
        and one.kind in GATHERINGS
        and one.kind is not EngagementKind.CALL
        and one.status is EngagementStatus.HELD
        and not is_coarse(one, scene.frame)
    ]
    return min(found, key=lambda t: (not t.when(scene.frame), t.kind is not EngagementKind.SUMMIT), default=None)
