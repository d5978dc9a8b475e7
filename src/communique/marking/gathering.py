"""Which tellings of one text are of one engagement, and which are no engagement that a reader would record."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.marking.telephone import only_conversed, only_spoke
from communique.marking.titles import agree_on_people, is_under_title
from communique.marking.told import GATHERINGS, TALKS, Scene, Told, is_coarse, times_agree
from communique.marking.visiting import stated_sides
from communique.model.document import BlockKind, DocumentKind
from communique.model.marks import ActorKind, EngagementKind, EngagementStatus, Participation
from communique.model.spans import Span
from communique.model.times import Role

_FOR = re.compile(r"\bfor\s+(?:the|an?|their)\b[^,;:]*$", re.IGNORECASE)  # for the first Joint


_SUMMITS = frozenset(("summit", "leaders", "meeting", "the", "special", "annual", "virtual", "conference", "s"))


def gather(told: list[Told], found: Told, scene: Scene) -> None:
    """Add what is found to the engagement that the text has told before, or begin a new one."""
    named = _called_meeting(told, found)
    if named is not None:
        _merge(named, found, scene)
        return
    near = _just_before(told, found)
    if near is not None:
        near.spans += found.spans
        near.sentences += found.sentences
        near.duration = near.duration or found.duration
        return
    for known in reversed(told):
        if is_under_title(told, known, found, scene):
            agree_on_people(known, found, scene)
            _merge(known, found, scene)
            return
        if _is_same(known, found, scene):
            _merge(known, found, scene)
            return
    principals = scene.issuers.principals
    alone = found.definite and not found.people and not found.continues and found.kind in TALKS and not found.name
    two = len(principals) == 2 and all(scene.is_person(f) for f in principals) and _are_told_together(scene)
    planned = any(t.status is EngagementStatus.PLANNED and set(t.people) & set(principals) for t in told)
    if alone and planned and scene.issuers.kind in (DocumentKind.STATEMENT, DocumentKind.OTHER):
        return  # "the meeting" of a text that announces a visit
    if alone and two and found.status is EngagementStatus.HELD:
        found.definite = False  # "the talks" of a text about two people, told for the first time
        found.people = {f: Participation(f, "participant", found.spans[0]) for f in principals}
        gather(told, found, scene)
        return
    if not found.continues:
        told.append(found)


def _called_meeting(told: Sequence[Told], found: Told) -> Told | None:
    """ "The meeting", after "A took part in the Lune Pact Leaders’ Meeting": that one, which is a summit."""
    if found.kind is not EngagementKind.MEETING or not found.definite or found.people or found.name or found.times:
        return None
    last = next((t for t in reversed(told) if t.people and t.kind in GATHERINGS), None)
    named = last is not None and last.kind is EngagementKind.SUMMIT and (last.name or "").lower().endswith("meeting")
    return last if named else None


def _are_told_together(scene: Scene) -> bool:
    """Whether a title names both principals; a statement may open with somebody whom it is about."""
    if scene.issuers.kind not in (DocumentKind.STATEMENT, DocumentKind.OTHER) or not scene.passages:
        return True
    named = {
        scene.figures.of_naming.get((p.n, i))
        for p in scene.passages
        if p.titular or p.block.kind is BlockKind.HEADING
        for i in range(len(p.namings))
    }
    return set(scene.issuers.principals) <= named


def _just_before(told: list[Told], found: Told) -> Told | None:
    """ "They discussed …", "the officials discussed …": those whom a description means need not be told apart again;
    what the text has told just before, of two people and more, goes on."""
    described = len({part.span for part in found.people.values()}) == 1 and len(found.people) > 1
    if not found.weak or not described or found.kind not in TALKS or found.places:
        return None
    for known in reversed(told):
        same = known.kind in GATHERINGS and known.status is found.status and len(known.people) > 1
        if same and found.passage - known.sentences[-1][0] <= 1:
            other = set(known.people) - set(found.people) or set(found.people) - set(known.people)
            return known if other else None
    return None


def _merge(known: Told, found: Told, scene: Scene) -> None:
    named_so = known.heading and bool(known.people)  # "Readout of the meeting", under which they "spoke"
    for figure, part in found.people.items():
        known.people.setdefault(figure, part)
    known.spans += found.spans
    known.times += found.times
    known.places += [p for p in found.places if p not in known.places]
    known.sentences += found.sentences
    known.name = known.name or found.name
    known.duration = known.duration or found.duration
    known.weak = known.weak and found.weak
    known.stood_for += found.stood_for
    known.open |= found.open
    known.others = known.others or found.others
    if known.heading and not found.heading and not known.titled:
        known.status, known.heading = found.status, False
    if known.kind is EngagementKind.MEETING and found.kind is EngagementKind.CALL:
        known.kind = (
            known.kind if (named_so and only_spoke(found, scene)) or only_conversed(found, scene) else found.kind
        )
    known.why += found.why


def _is_same(known: Told, found: Told, scene: Scene) -> bool:
    times = scene.frame.times
    same_kind = known.kind is found.kind or (known.kind in TALKS and found.kind in TALKS)
    same_kind = same_kind and (known.kind is found.kind or found.definite or found.weak or known.heading)
    titled = known.heading or found.heading or known.titled
    if (known.itemised or found.itemised) and (
        known.passage != found.passage or known.people.keys() != found.people.keys()
    ):
        return False
    if found.also and found.people.keys() - known.people.keys() and known.people.keys() - found.people.keys():
        return False
    if found.past and not known.times and not known.heading and not known.titled:
        return False
    if not same_kind or (known.status is not found.status and not found.definite and not titled):
        return False
    if not times_agree(known, found, times) or _apart(known, found, scene):
        return False
    ahead = any((times[n].value.days or 0) > 0 for n in found.times)
    told_before = known.status is EngagementStatus.HELD and not known.times and not known.heading and not known.titled
    if found.definite and ahead and told_before:
        return False  # "her first trip … this visit tomorrow"
    a, b = set(known.people), set(found.people)
    if found.led and a and b:
        return a == b or known.passage == found.passage  # "A chaired the meeting for X. B chaired it for Y."
    if found.led and not a and known.passage == found.passage:
        return True
    if known.kind is EngagementKind.SUMMIT and _are_named_apart(known.name, found.name):
        return False
    if known.kind is EngagementKind.SUMMIT:
        shared = bool(known.towns(scene.frame) & found.towns(scene.frame)) or known.name == found.name is not None
        if shared and (not a or not b or bool(a & b)):
            return True
        if not b and found.definite:
            return True
    if known.heading and not known.times and _shares_town(known, found, scene):
        return True  # "Talks with X and Y in Port Lune", under which stands which officials met there, and when
    if not b and _is_errand(known, found, scene):
        return True
    if not b:
        other = found.name is not None and known.name != found.name and bool(a)  # "the G20 meeting", of two at another
        return found.definite and not other
    if known.kind is EngagementKind.VISIT and not found.definite:
        return _is_same_visit(known, found, scene)
    if found.definite:
        return b <= a or (bool(a & b) and len(a) > 1 and _no_new_person(a, b, scene))
    if not known.people:
        return False
    titled_for = known.heading and a < b and known.passage == 0  # "A’s meeting with the envoys of B and C"
    return a == b or titled_for or ((a <= b or b <= a) and len(a & b) >= 2)


def _is_errand(known: Told, found: Told, scene: Scene) -> bool:
    """ "A met B in Port Lune for the fourth Joint Council meeting": that is the meeting of the two."""
    passage = next((p for p in scene.passages if p.n == found.passage), None)
    if passage is None or not known.people or known.name or found.sentences[0] not in known.sentences:
        return False
    start, end = max(s.end for s in known.spans), found.spans[0].start
    if not passage.block.span.holds(Span(start, end)) or start >= end:
        return False
    return _FOR.search(passage.text[passage.prose.at(start) : passage.prose.at(end)]) is not None


def _shares_town(known: Told, found: Told, scene: Scene) -> bool:
    """A meeting of states, or of nobody in particular, as a title names it, and one of persons in the same town."""
    states = not any(scene.kind(f) in (ActorKind.PERSON, ActorKind.OFFICE) for f in known.people)
    meeting = known.kind is found.kind is EngagementKind.MEETING
    return meeting and states and bool(known.towns(scene.frame) & found.towns(scene.frame))


def _are_named_apart(one: str | None, other: str | None) -> bool:
    """ "The Lune Pact Summit" and "the Harbour Summit": no word of their own in common."""
    own = [set(re.findall(r"\w+", name.lower())) - _SUMMITS for name in (one, other) if name]
    return len(own) == 2 and all(own) and not own[0] & own[1]


def _is_same_visit(known: Told, found: Told, scene: Scene) -> bool:
    """The same guest in the same place: a town and the whole country are two visits, one within the other."""
    guests = known.guests() & found.guests()
    goes_somewhere = [bool(t.places) or any(p.role == "host" for p in t.people.values()) for t in (known, found)]
    if goes_somewhere == [False, True] and known.times and not found.times and not known.heading:
        return False  # "today’s visit … his recent visit to X"
    sites = [{scene.frame.places[n].name for n in t.places if _is_site(scene, n)} for t in (known, found)]
    titled = known.heading and not known.times  # "X’s travel to Zubrowka", under which stands to which town and when
    if not guests or (bool(sites[0]) != bool(sites[1]) and known.places and found.places and not titled):
        return False
    states = [_visited(t, scene) for t in (known, found)]
    if known.heading and len(states[0]) > 1 and states[1] < states[0]:
        return False  # one stop of the journey that a title names
    countries = [{scene.frame.places[n].country for n in t.places} for t in (known, found)]
    return not countries[0] or not countries[1] or bool(countries[0] & countries[1])


def _visited(told: Told, scene: Scene) -> set[str]:
    """Keys of the states to which a visit is."""
    hosts = {key for f, p in told.people.items() if p.role == "host" for key in scene.sides(f)}
    return hosts | {f"state:{scene.frame.places[n].country}" for n in told.places if scene.frame.places[n].country}


def _is_site(scene: Scene, n: int) -> bool:
    return scene.frame.places[n].kind not in ("country", "region")


def _apart(known: Told, found: Told, scene: Scene) -> bool:
    """True for two cities, and for a month or year told of one and not of the other, which has no time of its own."""
    a, b = known.towns(scene.frame), found.towns(scene.frame)
    if a and b and not a & b:
        return True
    coarse = [is_coarse(t, scene.frame) for t in (known, found)]
    if known.kind is EngagementKind.SUMMIT:
        return False
    if found.definite:  # "her visit last year … this visit tomorrow"
        return coarse[0] != coarse[1] and bool(known.when(scene.frame)) and bool(found.when(scene.frame))
    stated = {(v.month, v.year) for t in (known, found) for v in t.when(scene.frame) if v.month or v.year}
    return coarse[0] != coarse[1] and (not (known.times and found.times) or len(stated) != 1 or found.kind in TALKS)


def _no_new_person(a: set[int], b: set[int], scene: Scene) -> bool:
    return not any(scene.is_person(f) for f in b - a)


def is_engagement(told: Told, others: Sequence[Told], scene: Scene) -> bool:
    """Somebody takes part who can be named, on both sides, and something says when or where."""
    frame = scene.frame
    timed = bool(told.when(frame))
    placed = bool(told.places)
    named = len(told.people)
    persons = sum(scene.kind(f) in (ActorKind.PERSON, ActorKind.OFFICE) for f in told.people)
    principal = bool(told.people.keys() & set(scene.issuers.principals))
    statement = scene.issuers.kind in (DocumentKind.STATEMENT, DocumentKind.OTHER)
    ahead = told.status is EngagementStatus.PLANNED and told.kind in TALKS
    if told.weak and ahead and statement and not timed and not placed:
        return False  # "the leaders will discuss …", of a text that announces several meetings
    if told.past and len(told.people) > 2 and len({p.span for p in told.people.values()}) == 1:
        return False  # "following our meeting of 3 May 2034": who "we" were then is not told
    if told.kind is not EngagementKind.VISIT and (told.others or (named > 1 and told.people.keys() <= told.open)):
        return False  # with whom, or who else was there, is not told
    if told.main:
        official = scene.issuers.kind in (DocumentKind.READOUT, DocumentKind.JOINT_STATEMENT, DocumentKind.TRANSCRIPT)
        return named >= 1 and (official or persons > 0 or timed or placed)
    if told.kind is EngagementKind.VISIT:
        return _is_visit(told, others, scene, timed=timed, principal=principal)
    if told.kind is EngagementKind.SUMMIT:
        known = told.name is not None or named >= 2 or bool(told.towns(frame))
        return known and timed and (told.name is not None or bool(told.towns(frame)) or persons >= 2)
    if told.kind is EngagementKind.EVENT:
        return told.name is not None and timed and (placed or named >= 1)
    if told.kind is EngagementKind.SIGNING:
        return named >= 2 and (timed or placed or told.before is not None or principal)
    if told.kind is EngagementKind.PRESS_CONFERENCE:
        return named >= 2
    if named < 2 or len(_sides(told, scene)) < 2:
        spoken = scene.issuers.kind is DocumentKind.TRANSCRIPT
        return named != 1 and bool(told.towns(frame)) and timed and not told.weak and not spoken
    if told.status is EngagementStatus.PLANNED and not timed and not placed:
        return persons >= 2 and not principal_pair(told, scene)
    if persons == 0 and not timed:
        return False
    if not timed and not placed and told.follows is None:
        on_visit = any(
            t.kind is EngagementKind.VISIT and t.when(frame) and t.guests() & set(told.people) for t in others
        )
        return persons >= 2 and (on_visit or principal_pair(told, scene))
    return True


def principal_pair(told: Told, scene: Scene) -> bool:
    """True for "they would meet again": those whom the text is about, at no time and no place."""
    return set(told.people) <= set(scene.issuers.principals)


def _is_visit(told: Told, others: Sequence[Told], scene: Scene, *, timed: bool, principal: bool) -> bool:
    guests = told.guests()
    if not guests or not any(scene.kind(f) is not ActorKind.STATE for f in guests):
        return False
    hosts = {f for f, p in told.people.items() if p.role == "host"}
    countries = {f"state:{scene.frame.places[n].country}" for n in told.places if scene.frame.places[n].country}
    countries |= {k for f in hosts for k in (stated_sides(scene, f) if scene.is_person(f) else scene.sides(f))}
    if not hosts and not told.places:
        return False
    if any(scene.sides(f) & countries for f in guests if scene.is_person(f)):
        return False  # nobody visits the state that he stands for
    if timed:
        return not told.weak or bool(hosts or told.places)
    if any(
        t.kind in TALKS and t.status is told.status and guests & set(t.people) and t.when(scene.frame)
        for t in others
        if {f"state:{scene.frame.places[n].country}" for n in t.places} & countries
    ):
        return True  # what was, or is to be, done on it has a day
    said = scene.issuers.kind is DocumentKind.TRANSCRIPT
    return told.status is not EngagementStatus.PLANNED and principal and not told.weak and not said


def _sides(told: Told, scene: Scene) -> set[object]:
    """Who is there for how many: people of one state are one side, of whom none is known each is his own."""
    found: set[object] = set()
    for figure in told.people:
        known = scene.sides(figure)
        found |= known if known else {figure}
    persons = sum(scene.is_person(f) for f in told.people)
    return found if len(found) > 1 or persons < 2 else set(told.people)  # two people of one side can meet too


def without_errands(told: list[Told], scene: Scene) -> list[Told]:
    """ "He travels to X for a meeting with Y": one engagement, not a visit beside it."""
    meetings = [t for t in told if t.kind in GATHERINGS and len(t.people) >= 2]
    return [
        t
        for t in told
        if not (
            t.kind is EngagementKind.VISIT
            and t.weak
            and any(set(t.sentences) & set(m.sentences) and t.guests() & set(m.people) for m in meetings)
            and any(scene.frame.times[n].value.role is Role.AT for n in t.times)
        )
    ]
