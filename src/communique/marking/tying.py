"""What the engagements of one document have to do with one another: which it is about, which belongs to which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.marking.overall import from_overall
from communique.marking.telephone import face_to_face
from communique.marking.told import GATHERINGS, TALKS, Scene, Told, is_coarse, times_agree
from communique.marking.visiting import by_the_other
from communique.model.document import Account, BlockKind, DocumentKind
from communique.model.marks import ActorKind, EngagementKind, EngagementStatus
from communique.model.spans import Span
from communique.model.times import Role

if TYPE_CHECKING:
    from spacy.tokens import Token

_OFFICIAL = (DocumentKind.READOUT, DocumentKind.JOINT_STATEMENT, DocumentKind.TRANSCRIPT)
_LABELS = re.compile(
    r"(?i)\s*(?:date|when|day|time|start|place|where|venue|location|length|duration)\b[^.:]{0,25}:?\s*$"
)
_CALL = re.compile(r"(?i)\b(?:calls?|telephone|phone)\s+(?:with|between|to)\b")
_ANNOUNCING = (DocumentKind.STATEMENT, DocumentKind.TRANSCRIPT, DocumentKind.OTHER)
_LEAD = 3  # paragraphs in which a report says when it happened
_OPENING = 4  # passages in which a transcript says when and where it was


def choose_main(told: Sequence[Told], scene: Scene) -> None:
    """What the document is about: the first engagement of its principals, else the first of an official text."""
    issuers = scene.issuers
    principals = set(issuers.principals)
    fresh = [t for t in told if not is_coarse(t, scene.frame) and _is_told_of(t, scene)]
    best: list[Told] = [t for t in told if t.titled]
    if issuers.kind is DocumentKind.TRANSCRIPT and not best:
        best = [t for t in fresh if t.kind is EngagementKind.PRESS_CONFERENCE and t.passage < _OPENING]
    if not best:
        best = [t for t in fresh if len(principals & set(t.people)) >= 2 and t.kind in GATHERINGS]
        best = [t for t in best if not _was_at_another_time(t, scene)]
        best = [t for t in best if t.status is EngagementStatus.HELD] or best
        best = _told_first(best, fresh, scene) or best
        best = _announced(best, fresh, scene) or best
    if not best and issuers.account is not Account.PRESS:
        best = [t for t in fresh if len(principals & set(t.people)) >= 2 and t.kind is EngagementKind.SIGNING]
    if not best and issuers.kind in _OFFICIAL:
        kinds = (*GATHERINGS, EngagementKind.VISIT)
        best = [t for t in fresh if t.kind in kinds and len(t.people) > 1 and not t.weak]
        best = [t for t in best if t.when(scene.frame) or t.places or any(scene.is_person(f) for f in t.people)]
        best = [t for t in best if t.status is EngagementStatus.HELD]
        if issuers.kind is DocumentKind.TRANSCRIPT:
            best = []
    if best:
        best[0].main = True
        titles = [p.text for p in scene.passages if p.block.kind is BlockKind.HEADING]
        if best[0].kind is EngagementKind.MEETING and best[0].weak and any(_CALL.search(t) for t in titles):
            best[0].kind, best[0].places = EngagementKind.CALL, []  # "they discussed …", under "Readout of the call"


def _is_told_of(told: Told, scene: Scene) -> bool:
    """False for what two states are said to do, of which no person, day, place or name is told: "to meet Y’s needs"."""
    known = told.heading or told.name or told.places or told.when(scene.frame)
    return bool(known) or any(scene.kind(f) in (ActorKind.PERSON, ActorKind.OFFICE) for f in told.people)


def _was_at_another_time(told: Told, scene: Scene) -> bool:
    """ "While I was in Port Lune in May, A and I discussed …": of a time that the text tells, not its own."""
    if not told.weak or told.heading or told.when(scene.frame):
        return False
    spans = [
        p.span(p.doc[first].idx, p.doc[last - 1].idx + len(p.doc[last - 1].text))
        for n, first, last in told.sentences[:1]
        for p in scene.passages
        if p.n == n
    ]
    times = (t for t in scene.frame.times if t.value.role is Role.AT and (t.value.month or t.value.year))
    return any(span.holds(time.span) for time in times for span in spans)


def _told_first(best: Sequence[Told], fresh: Sequence[Told], scene: Scene) -> list[Told]:
    """ "He met A today … following up on the summit of B and C": the one with a day that the text tells first."""
    if not best or best[0].when(scene.frame) or best[0].heading:
        return []
    return [
        t
        for t in fresh
        if t.sentences[0] < best[0].sentences[0]
        and t.kind in GATHERINGS
        and t.status is EngagementStatus.HELD
        and len(t.people) > 1
        and not t.weak
        and t.when(scene.frame)
    ][:1]


def _announced(best: Sequence[Told], fresh: Sequence[Told], scene: Scene) -> list[Told]:
    """ "A will welcome B on Monday. … The two met last year": a text that begins with what is to come is about that,
    not about what was at some time before."""
    held = best[0] if best else None
    if held is None or held.status is not EngagementStatus.HELD or scene.issuers.kind not in _ANNOUNCING:
        return []
    if held.when(scene.frame) or held.heading or held.places:
        return []
    return [
        t
        for t in fresh
        if t.status is EngagementStatus.PLANNED
        and min(t.sentences) < min(held.sentences)
        and t.kind in (*GATHERINGS, EngagementKind.VISIT)
        and t.when(scene.frame)
        and (set(t.people) & set(held.people) or not any(scene.is_person(f) for f in t.people))
    ][:1]


def complete(told: Sequence[Told], scene: Scene) -> None:
    """What headings, labelled cells and the lead of a report say of the engagement that the text is about."""
    for one in told:
        if one.heading and not one.titled and one.status is EngagementStatus.HELD and not one.when(scene.frame):
            _from_first_sentence(one, scene)
    face_to_face(told, scene)
    main = next((t for t in told if t.main), None)
    if main is not None:
        _from_labels(main, scene)
        from_overall(main, scene)
        if scene.issuers.kind is DocumentKind.TRANSCRIPT and main.kind is EngagementKind.PRESS_CONFERENCE:
            _from_opening(main, scene)
        _papers(told, main)
    if scene.issuers.account is Account.PRESS:
        for one in told:
            fresh = one.main or one.kind in (EngagementKind.PRESS_CONFERENCE, EngagementKind.SIGNING)
            if fresh and one.status is EngagementStatus.HELD and not one.when(scene.frame):
                _from_lead(one, scene)
    by_the_other(told, scene)


def _papers(told: Sequence[Told], main: Told) -> None:
    """ "A signing ceremony is planned for three o’clock": of those between whom the text's meeting is."""
    signings = [t for t in told if t.kind is EngagementKind.SIGNING and t.status is main.status]
    named = next((t for t in signings if len(t.people) > 1), None)
    for one in signings:
        if one.people or main.kind is not EngagementKind.MEETING:
            continue
        if named is not None:
            named.spans += one.spans
            named.times += one.times
        else:
            one.people = dict(main.people)
            one.follows = main
            named = one


def _from_labels(main: Told, scene: Scene) -> None:
    """ "Place" in one cell and the place in the next."""
    frame = scene.frame
    for label, cell in zip(scene.passages, scene.passages[1:], strict=False):
        if not _LABELS.match(label.text) or len(label.text) > 40 or len(cell.text) > 200:
            continue
        span = cell.block.span
        main.places += [
            n
            for n, p in enumerate(frame.places)
            if span.holds(p.span)
            and p.kind != "country"
            and n not in main.places
            and main.kind is not EngagementKind.CALL
        ]
        for n, time in enumerate(frame.times):
            if span.holds(time.span) and time.value.role is Role.AT and not label.text.lower().startswith("date"):
                main.times.append(n)
            if span.holds(time.span) and time.value.role is Role.DURATION and time.value.minutes and not main.duration:
                main.duration = (time.value.minutes, time.span)


def _from_opening(main: Told, scene: Scene) -> None:
    """Above a transcript stand the day, the hour and the place of what it transcribes."""
    if main.when(scene.frame):
        return
    for passage in scene.passages[:_OPENING]:
        if passage.label_end or len(passage.text) > 200:
            break
        span = passage.block.span
        main.times += [
            n
            for n, t in enumerate(scene.frame.times)
            if span.holds(t.span) and t.value.role is Role.AT and (t.value.day is not None or t.value.hour is not None)
        ]
        main.places += [
            n
            for n, p in enumerate(scene.frame.places)
            if span.holds(p.span) and p.kind != "country" and n not in main.places
        ]


def _from_lead(told: Told, scene: Scene) -> None:
    """ "A and B demanded Thursday that …": the day of what they did together."""
    people = set(told.people)
    paragraphs = [p for p in scene.passages if p.block.kind is not BlockKind.HEADING and len(p.text) > 80][:_LEAD]
    for passage in paragraphs:
        for first, last in passage.sentences[:2]:
            tokens = passage.doc[first:last]
            subjects = {
                f
                for t in tokens
                if (r := scene.discourse.at(passage.n, t.i)) is not None and (r.main or t.dep_ == "conj")
                for f in r.figures
            }
            if not people or not people <= subjects:
                continue
            start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1].text)
            span = passage.span(start, end)
            for n, time in enumerate(scene.frame.times):
                value = time.value
                day = value.weekday is not None or value.day is not None or value.days is not None
                if span.holds(time.span) and value.role is Role.AT and day:
                    token = passage.token_at(passage.prose.at(time.span.start))
                    if _on_main_verb(token):
                        told.times.append(n)
                        return


def _from_first_sentence(told: Told, scene: Scene) -> None:
    """ "Announcing the meeting of A and B", under which stands "On Tuesday A will welcome B"; "The ministers met
    yesterday" under "A’s meeting with B": the first sentence tells when, and whether it is still to come."""
    passage = next((p for p in scene.passages if p.block.kind is not BlockKind.HEADING and len(p.text) > 80), None)
    if passage is None or not passage.sentences:
        return
    first, last = passage.sentences[0]
    tokens = passage.doc[first:last]
    root = next((t for t in tokens if t.dep_ == "ROOT"), None)
    if root is None or root.tag_[:1] != "V":
        return
    span = passage.span(tokens[0].idx, tokens[-1].idx + len(tokens[-1].text))
    named = {
        scene.figures.of_naming.get((passage.n, n))
        for n, naming in enumerate(passage.namings)
        if naming.start < tokens[-1].idx + len(tokens[-1].text)
    }
    ahead = any(c.dep_ == "aux" and c.lower_ in ("will", "shall") for c in root.children)
    meets = any(w.pos == "verb" and not w.weak for w in scene.lexicon.engagements.get(root.lower_, ()))
    persons = all(scene.is_person(f) or p.role == "host" for f, p in told.people.items())
    people = {f for f in told.people if scene.is_person(f)}
    if not persons or not (people <= named if ahead else meets):
        return
    told.status = EngagementStatus.PLANNED if ahead else told.status
    told.times += [
        n
        for n, time in enumerate(scene.frame.times)
        if span.holds(time.span)
        and time.value.role is Role.AT
        and _on_main_verb(passage.token_at(passage.prose.at(time.span.start)))
    ][:1]


def _on_main_verb(token: Token) -> bool:
    at = token
    for _ in range(6):
        at = at.head
        if at.tag_[:1] == "V":
            return at.dep_ == "ROOT"
        if at.head.i == at.i:
            return at.dep_ == "ROOT"
    return False


def attach_stays(told: Sequence[Told], stays: Sequence[tuple[int, int, Span]], scene: Scene) -> None:
    """ "He arrived on Tuesday and was to leave on Thursday" tells when the one visit of his is."""
    for guest, time, span in stays:
        visits = [
            t
            for t in told
            if t.kind is EngagementKind.VISIT
            and guest in t.guests()
            and not is_coarse(t, scene.frame)
            and not t.weak
            and all(scene.frame.places[n].kind in ("country", "region") for n in t.places)
        ]
        if len(visits) == 1 and time not in visits[0].times:
            visits[0].times.append(time)
            visits[0].spans.append(span)


def tie(told: Sequence[Told], scene: Scene) -> None:
    """A meeting belongs to the visit of one of its people, where nothing says that it was elsewhere or at another time;
    a press conference follows a meeting."""
    frame, figures = scene.frame, scene.figures
    for n, one in enumerate(told):
        site = any(frame.places[p].kind not in ("city", "country", "territory", "region") for p in one.places)
        if one.kind is EngagementKind.VISIT and not is_coarse(one, frame):
            guests = one.guests()
            countries = {frame.places[p].country for p in one.places} | {
                key.removeprefix("state:")
                for f, p in one.people.items()
                if p.role == "host" and (key := figures.sketches[f].key)
            }
            for m, other in enumerate(told):
                there = {frame.places[p].country for p in other.places if frame.places[p].country}
                towns = one.towns(frame), other.towns(frame)
                kinds = (EngagementKind.MEETING, EngagementKind.PRESS_CONFERENCE, EngagementKind.SIGNING)
                if (
                    m != n
                    and not site
                    and other.kind in kinds
                    and other.part_of is None
                    and not (other.titled and one.times)  # taken down on the day of the text, whatever "the visit" was
                    and other.status is one.status
                    and guests & set(other.people)
                    and not is_coarse(other, frame)
                    and (not there or bool(there & countries))
                    and (not towns[0] or not towns[1] or bool(towns[0] & towns[1]))
                    and (len(one.times) > 1 or times_agree(one, other, frame.times))
                ):
                    other.part_of = n
        if one.follows is not None and one.before is None:
            one.before = next((m for m, o in enumerate(told) if o is one.follows and m != n), None)
        if one.kind in (EngagementKind.PRESS_CONFERENCE, EngagementKind.SIGNING) and one.before is None:
            meetings = [
                m
                for m, o in enumerate(told)
                if o.kind in TALKS
                and o.kind is EngagementKind.MEETING
                and set(one.people) <= set(o.people)
                and not is_coarse(o, frame)
                and o.status is one.status
                and m != n
            ]
            if meetings and (one.kind is EngagementKind.PRESS_CONFERENCE or not one.when(frame)):
                one.before = meetings[-1] if meetings[-1] < n else meetings[0]
