"""The occasion that the title of a transcript names, and the place that stands under the title.

"Remarks by President A and Prime Minister B Before Bilateral Meeting | X": the meeting of the two, on the day of the
transcript and in the place where it was taken down.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.marking.attending import People
from communique.marking.passages import Passage
from communique.marking.places import mark_places
from communique.marking.told import Scene, Told
from communique.model.document import Block, BlockKind, DocumentKind, Reading
from communique.model.marks import ActorKind, EngagementKind, EngagementStatus, Participation, PlaceMark
from communique.model.spans import Span

_BY = re.compile(r"\b(?:by|of|from|with)\b", re.IGNORECASE)
_LIST = re.compile(  # matches: , and the  –  and United Nations
    r"\s*(?:,\s*(?:[Aa]nd\s+)?|[Aa]nd\s+|&\s*)(?:[Tt]he\s+)?(?:(?:[A-Z][\w.’'-]*|of|the)\s+){0,6}"
)
_PRESS = re.compile(r"(?i)(?:\w+ )?press statements?")  # Joint Press Statements
_AT = re.compile(
    r"[\s,]*\b(?:before|after|during|following|upon|in|at|ahead of)\s+(?:(?:an?|the|their|his|her)\s+)?", re.IGNORECASE
)
_TAIL = re.compile(r"\s+(?:with|on|of|in|at|to|for|as|honou?ring|between)\b|\s*[|,(:]|$")
_WITH = re.compile(r"\s+(?:with|between)\b")
_REMOTE = re.compile(r"(?i)\bvia\b|\b(?:tele|video)[ -]?conference\b|\bvirtual(?:ly)?\b|\bby (?:tele)?phone\b")
# matches: Lune Pact Leaders Summit Dinner  –  Harbour Reception  –  Gala Luncheon; not Working Dinner
_PUBLIC = re.compile(
    r"(?i)(?!.*\b(?:working|bilateral|trilateral|expanded|private)\b).*\b(?:dinner|reception|luncheon|banquet|gathering)"
    r"|.*\b(?:summit|conference|forum|workshop|convention)\b.*"
)
_SPOT = re.compile(r"[A-Z\u00c0-\u00de][^\n.!?;:\d]{2,58}")  # Presidential Palace
_SPOKEN = (DocumentKind.TRANSCRIPT, DocumentKind.STATEMENT)
_KINDS = (
    EngagementKind.MEETING,
    EngagementKind.CALL,
    EngagementKind.SUMMIT,
    EngagementKind.PRESS_CONFERENCE,
    EngagementKind.EVENT,
)
_OF = re.compile(r"(?:,?\s+[A-Z]\w+){0,3}\s+[Oo]f\s+(?:the\s+)?")  # matches: , Emir of the
_BODIES = (ActorKind.STATE, ActorKind.ORGANISATION)
_MARGIN = " \u00a0*_,\\\n"
_LINES_ABOVE = 6  # blocks between the title and the first words in which the place can stand


def occasion_of(scene: Scene) -> Told | None:
    """What the title of a transcript says that its speakers came together for; None where it names fewer than two."""
    title = next(iter(scene.passages), None)
    if title is None or scene.issuers.kind not in _SPOKEN or title.block.kind is not BlockKind.HEADING:
        return None
    people, end = _speakers(scene, title)
    lead = _AT.match(title.text, end)
    if not people or lead is None:
        return None
    tail = _TAIL.search(title.text, lead.end())
    phrase = title.text[lead.end() : tail.start() if tail else len(title.text)]
    kind = _kind_of(scene, phrase)
    if tail is not None and _WITH.match(title.text, tail.start()):
        others = _named_from(scene, title, tail.end())
        if not others:
            return None  # "in a meeting with leaders of industry": with whom, it does not say
        people |= others
    if kind is EngagementKind.MEETING and _PUBLIC.fullmatch(phrase) and "at" in lead[0].lower().split():
        kind = EngagementKind.EVENT  # "at the Lune Pact Summit Dinner": more than those who spoke at it
    if kind not in _KINDS or len(people) < 2:
        return None
    if kind is EngagementKind.EVENT and len({side for f in people for side in _stated_sides(scene, f)}) < 2:
        return None
    span = title.span(lead.end(), lead.end() + len(phrase))
    told = Told(
        kind,
        EngagementStatus.HELD,
        people,
        [span],
        [],
        [],
        title.n,
        [(title.n, *title.sentence_of(title.token_at(lead.end()).i))],
        name=phrase if kind in (EngagementKind.SUMMIT, EngagementKind.EVENT) else None,
        why=[f"the title: “{phrase}”"],
    )
    told.titled = True
    return told


def _speakers(scene: Scene, title: Passage) -> tuple[People, int]:
    """Those whom "Remarks by A, B, and C" lists, and where the list ends."""
    by = _BY.search(title.text)
    found: People = {}
    end = 0
    for index, naming in enumerate(title.namings):
        if naming.kind is not ActorKind.PERSON or by is None or naming.start < by.end():
            continue
        if found and not _LIST.fullmatch(title.text[end : naming.start]):
            break
        figure = scene.figures.of_naming[title.n, index]
        found.setdefault(figure, Participation(figure, "participant", title.span(naming.start, naming.end)))
        end = _with_state(title, naming.end)
    return found, end


def _with_state(title: Passage, end: int) -> int:
    """The end of "King A of the Kingdom of X", "Sheikh B, Emir of the State of Y"."""
    of = _OF.match(title.text, end)
    if of is None or any(n.kind is ActorKind.PERSON and of.start() < n.start < of.end() for n in title.namings):
        return end
    state = next((n for n in title.namings if n.start == of.end() and n.kind in _BODIES), None)
    return state.end if state is not None else end


def _named_from(scene: Scene, title: Passage, start: int) -> People:
    found: People = {}
    for index, naming in enumerate(title.namings):
        high = any(t.rank <= 2 for t in naming.titles) or (naming.titles and " " in naming.name)
        if naming.kind is ActorKind.PERSON and naming.start >= start and high:
            figure = scene.figures.of_naming[title.n, index]
            found.setdefault(figure, Participation(figure, "participant", title.span(naming.start, naming.end)))
    return found


def _stated_sides(scene: Scene, figure: int) -> set[object]:
    """What a figure stands for by its own office, else itself; what only the publisher suggests does not count."""
    sketch = scene.figures.sketches[figure]
    hinted = scene.figures.sketches[sketch.of].key if sketch.of is not None else None
    stated: set[object] = {t.of for t, _ in sketch.offices if t.of}
    return stated or ({hinted} if hinted else {figure})


def _kind_of(scene: Scene, phrase: str) -> EngagementKind | None:
    """What the engagement noun says with which a phrase ends: "Expanded Bilateral Meeting"."""
    if _PRESS.fullmatch(phrase):
        return EngagementKind.PRESS_CONFERENCE
    words = phrase.lower().split()
    for size in range(len(words), 0, -1):
        for word in scene.lexicon.engagements.get(" ".join(words[-size:]), ()):
            if word.pos == "noun":
                return EngagementKind(word.kind)
    return None


def places_above(scene: Scene, reading: Reading) -> list[int]:
    """The place of a transcript: what stands between its title and its hour or first words, else at the end of its
    title. The marks are added to the frame; a conference by video or telephone is nowhere."""
    if scene.issuers.kind not in _SPOKEN or not scene.passages:
        return []
    title = scene.passages[0]
    if _REMOTE.search(title.text):
        return []
    found: list[int] = []
    for block in _between(scene, reading, title):
        text = reading.text[block.start : block.end]
        if _REMOTE.search(text):
            return []
        marks = _marks(scene, text)
        if any(m.kind == "city" for m in marks):  # "Hanoi, Vietnam": the town, its country said beside it
            marks = [m for m in marks if m.kind not in ("country", "territory")]
        for mark in marks:
            found.append(_added(scene, mark, block.start))
        if not marks and _SPOT.fullmatch(text.strip(_MARGIN)):
            start = block.start + text.index(text.strip(_MARGIN))
            name = text.strip(_MARGIN).partition(",")[0]
            found.append(_added(scene, PlaceMark(name, None, "venue", Span(0, len(name))), start))
    if not found and title.block.kind is BlockKind.HEADING:
        bar = title.text.rfind("|")
        end = title.span(bar, len(title.text)).start if bar >= 0 else None
        found = [
            n
            for n, p in enumerate(scene.frame.places)
            if end is not None and p.span.start >= end and title.block.span.holds(p.span)
        ]
    order = {"venue": 0, "city": 1}
    return sorted(found, key=lambda n: order.get(scene.frame.places[n].kind, 2))


def _marks(scene: Scene, line: str) -> list[PlaceMark]:
    """The places of a line that is nothing but a place."""
    lead = "in "
    kinds = ("city", "country", "territory", "venue")
    marks = [m for m in mark_places(lead + line.strip(_MARGIN), scene.lexicon) if m.kind in kinds]
    shift = len(line) - len(line.lstrip(_MARGIN)) - len(lead)
    return [PlaceMark(m.name, m.country, m.kind, Span(m.span.start + shift, m.span.end + shift)) for m in marks]


def place_main(told: Sequence[Told], scene: Scene, reading: Reading) -> None:
    """What a transcript was taken down at was where it was taken down."""
    main = next((t for t in told if t.main), None)
    if main is None or main.places or main.status is not EngagementStatus.HELD or main.kind is EngagementKind.CALL:
        return
    if main.titled or main.kind is EngagementKind.PRESS_CONFERENCE:
        main.places = places_above(scene, reading)


def _between(scene: Scene, reading: Reading, title: Passage) -> list[Block]:
    """The short lines after the title, up to the first words that are spoken."""
    spoken = next((p for p in scene.passages[1:] if p.label_end or len(p.text) > 80), None)
    front = [b for b in reading.blocks if b.kind is BlockKind.METADATA and _is_front_matter(reading, b)]
    start = max([title.block.end, *(b.end for b in front)])
    end = spoken.block.start if spoken is not None else start
    lines: list[Block] = []
    for block in reading.blocks:
        if block.start < start or block.end > end or block.kind is BlockKind.HEADING:
            continue
        at = block.start
        for line in reading.text[block.start : block.end].split("\n"):
            if line.strip() and len(line) <= 60:
                lines.append(Block(at, at + len(line), block.kind))
            at += len(line) + 1
    return lines[:_LINES_ABOVE]


def _is_front_matter(reading: Reading, block: Block) -> bool:
    """A line `key: value` between the rules above a Markdown text."""
    text = reading.text
    return text.startswith("---\n") and block.end <= text.find("\n---", 3)


def _added(scene: Scene, mark: PlaceMark, offset: int) -> int:
    span = Span(mark.span.start + offset, mark.span.end + offset)
    scene.frame.places.append(PlaceMark(mark.name, mark.country, mark.kind, span))
    return len(scene.frame.places) - 1
