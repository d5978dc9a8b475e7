"""A title and the sentence under it that tell of one meeting, though they name its people differently."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from communique.marking.figures import fold
from communique.marking.told import TALKS, Scene, Told, times_agree
from communique.model.document import DocumentKind
from communique.model.marks import ActorKind, EngagementStatus

_ALIKE = 0.8  # share of letters in common, of two spellings of a surname
_LONG = 4
_REPORTS = (DocumentKind.READOUT, DocumentKind.STATEMENT, DocumentKind.JOINT_STATEMENT)


def is_under_title(told: Sequence[Told], known: Told, found: Told, scene: Scene) -> bool:
    """ "Readout of A’s meeting with the Zubrowkan ambassador", under which the first that is told is "A met B": one
    meeting, where whoever only one of the two names is a state, or a spelling of somebody whom the other names."""
    if not known.heading or known.passage != 0 or known.kind not in TALKS or found.kind is not known.kind:
        return False
    if found.heading or found.weak or found.status is not EngagementStatus.HELD or scene.issuers.kind not in _REPORTS:
        return False
    if any(t.passage > 0 and t.kind in TALKS and len(t.people) > 1 for t in told):
        return False  # not the first that the text tells
    if len(known.people) < 2 or len(found.people) < 2 or not times_agree(known, found, scene.frame.times):
        return False
    both = known.people.keys() & found.people.keys()
    if not any(scene.is_person(f) for f in both):
        return False
    return not _unmatched(known, found, scene) or not _unmatched(found, known, scene)


def agree_on_people(known: Told, found: Told, scene: Scene) -> None:
    """Leaves of two spellings the one with an office, and of a state and its officers the officers."""
    everybody = {**known.people, **found.people}
    persons = [f for f in everybody if _is_somebody(scene, f)]
    if any(f in found.people and f not in known.people for f in persons):  # "meeting with Lune Pact officials": A and B
        for figure in [f for f in known.people if f not in found.people and not _is_somebody(scene, f)]:
            del known.people[figure]
    sides = {key for f in persons for key in scene.sides(f)}
    for figure in list(everybody):
        if scene.kind(figure) is ActorKind.STATE and scene.figures.sketches[figure].key in sides:
            known.people.pop(figure, None)
            found.people.pop(figure, None)
    for one in [f for f in persons if f in known.people and f not in found.people]:
        for other in [f for f in persons if f in found.people and f not in known.people]:
            if _alike(scene, one, other):
                weaker = min(one, other, key=lambda f: (bool(scene.figures.sketches[f].offices), f == other))
                known.people.pop(weaker, None)
                found.people.pop(weaker, None)
                break


def _unmatched(one: Told, other: Told, scene: Scene) -> list[int]:
    """Those whom only the first names, and who are neither a state nor a spelling of somebody in the second."""
    rest = [f for f in one.people if f not in other.people]
    own = [f for f in other.people if f not in one.people and _is_somebody(scene, f)]
    return [f for f in rest if _is_somebody(scene, f) and not any(_alike(scene, f, o) for o in own)]


def _is_somebody(scene: Scene, figure: int) -> bool:
    return scene.kind(figure) in (ActorKind.PERSON, ActorKind.OFFICE)


def _alike(scene: Scene, one: int, other: int) -> bool:
    short, long = sorted((fold(scene.figures.sketches[f].name).split() for f in (one, other)), key=len)
    if not short or not long:
        return False
    within = len(short) > 1 and all(any(_spelt_alike(word, known) for known in long) for word in short)
    return within or _spelt_alike(short[-1], long[-1])


def _spelt_alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _LONG:
        return one == other
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
