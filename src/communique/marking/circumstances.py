"""When and where an engagement is, and whether it took place: what its own clause says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from communique.marking.passages import Passage
from communique.marking.told import Scene
from communique.model.document import BlockKind
from communique.model.marks import ActorKind, EngagementStatus
from communique.model.spans import Span
from communique.model.times import Base, Role

if TYPE_CHECKING:
    from spacy.tokens import Token

_RUNNING = frozenset(["commencing", "starting", "beginning", "lasting", "running"])  # "commencing at 10:45 p.m."
_HELD_THERE = frozenset(
    (
        *("held", "hosted", "take", "takes", "took", "place", "open", "opens", "opened", "begin", "begins"),
        *("began", "start", "starts", "convene", "convenes", "convened", "scheduled", "planned", "due"),
    )
)
_PLACE_NOUNS = frozenset(
    (
        *("city", "town", "port", "capital", "island", "village", "base", "outskirts", "suburb", "resort"),
        *("region", "province", "state", "shores", "coast", "centre", "center", "heart"),
    )
)
_ABOUT = frozenset(["about", "regarding", "concerning"])  # "yesterday we saw reports about calls": not the calls’ day
_MADE_KNOWN = frozenset(["announced", "confirmed", "disclosed", "revealed"])  # "the visit was confirmed on Sunday"
_BYGONE = frozenset(["recent", "latest", "earlier", "previous", "initial", "past"])
_NOT_WHERE = frozenset(["from", "between", "with", "about", "against", "for", "by", "toward", "towards"])
_EXCHANGES = ("discussion", "conversation", "consultation", "dialog")
_BEFORE_NOUN = frozenset(["compound", "nummod", "nmod", "amod", "npadvmod", "poss"])
_DURING = frozenset(["at", "during", "in", "on", "after", "before", "following"])
_INSIDE = frozenset(["in", "at", "on", "near", "outside", "inside", "around"])
_BESIDE = frozenset(["following", "after", "before"])
_WILL = frozenset(["will", "shall", "'ll", "’ll", "would", "wo"])
_MAYBE = frozenset(["may", "might", "could", "can", "should", "ca"])
_TO_COME = frozenset(["upcoming", "planned", "forthcoming", "scheduled", "next", "coming"])
_OFF = ("cancelled", "postponed")
_WHERE, _SENTENCES_BACK = re.compile(r",?\s+where\b"), 3  # after "Zubrowka": ", where they met"


def when_and_where(
    scene: Scene, passage: Passage, head: Token, verb: Token | None, extra: list[Token], *, weak_verb: bool
) -> tuple[list[int], list[int]]:
    """Times and places of the engagement: those in its own clause; a verb's whole clause where it carries it."""
    heads = [head, *extra]
    if head.tag_[:1] == "N":
        heads += [c for c in head.subtree if c.dep_ in ("acl", "relcl") and _tells_where(c, head)]
    if weak_verb:  # "discussed with X a test in 2022": what hangs on the object says nothing of the meeting
        heads = [c for c in head.children if c.dep_ in ("prep", "npadvmod", "advmod") and not _is_of_another_event(c)]
    of_report = head.dep_ == "pobj" and head.head.lower_ in _ABOUT and head.head.head.tag_[:1] in "NV"
    of_report = of_report or any(c.lower_ in _BYGONE for c in head.children)  # "today … his recent visit"
    of_report = of_report or (verb is not None and verb.lower_ in _MADE_KNOWN and head.dep_ in ("nsubjpass", "dobj"))
    carried = verb if verb is not None and not weak_verb and not of_report else None
    times = _times(scene, passage, heads, carried, strict=True)
    at = [n for n in times if scene.frame.times[n].value.role is Role.AT]
    for n in _times(scene, passage, heads, carried, strict=False):  # "began at ten and lasted for an hour"
        if n not in times and (not at or scene.frame.times[n].value.role is Role.DURATION):
            times.append(n)
    places = _places(scene, passage, heads, carried, strict=True)
    if not places and not at:
        places = _places(scene, passage, heads, carried, strict=False)
    above = verb if verb is not None else head
    where = _where(above)
    if where is None and above.dep_ == "xcomp":
        above = above.head
        where = _where(above)
    if where is not None and not places:
        places = _pointed_at(scene, passage, above, where)
        if where.lower_ == "where" and above.dep_ == "relcl" and not times and above.head.dep_ == "pobj":
            carrier = above.head.head.head
            times = _times(scene, passage, [carrier], carrier, strict=True) if carrier.tag_[:1] == "V" else []
    return _on_that_day(scene, passage, times), places


def _times(scene: Scene, passage: Passage, heads: list[Token], verb: Token | None, *, strict: bool) -> list[int]:
    near = _near(heads, verb, strict=strict)
    block = passage.block.span
    return [
        n
        for n, mark in enumerate(scene.frame.times)
        if block.holds(mark.span)
        and passage.token_at(passage.prose.at(mark.span.start)).i in near
        and not _is_of_another(passage, mark.span, heads)
    ]


def _is_of_another(passage: Passage, span: Span, heads: list[Token]) -> bool:
    """ "They spoke about preparations for the June 3-4 summit": the days of the summit, not of the talk."""
    end = passage.prose.at(span.end - 1) + 1
    at = passage.token_at(passage.prose.at(span.start))
    while at.dep_ in _BEFORE_NOUN and at.head.i > at.i:
        at = at.head
    if at.idx < end or at.tag_[:1] != "N" or any(at.i == h.i for h in heads):
        return False
    return at.dep_ != "pobj" or at.head.lower_ not in _DURING


def _places(scene: Scene, passage: Passage, heads: list[Token], verb: Token | None, *, strict: bool) -> list[int]:
    near = _near(heads, verb, strict=strict)
    return [
        n
        for n, mark in enumerate(scene.frame.places)
        if passage.block.span.holds(mark.span)
        and passage.token_at(passage.prose.at(mark.span.start)).i in near
        and is_located(scene, passage, n)
    ]


def _near(heads: list[Token], verb: Token | None, *, strict: bool) -> set[int]:
    near = {t.i for one in heads for t in one.subtree if _in_clause(t, one, strict=strict)}
    if verb is not None:  # not what hangs on another object: "in our meeting we discussed the crisis in X"
        beside = {
            t.i
            for child in verb.children
            if child.dep_ == "dobj"
            and verb not in heads
            and not any(child.i == h.i or child.is_ancestor(h) for h in heads)
            for t in child.subtree
        }
        near |= {t.i for t in verb.subtree if t.i not in beside and _in_clause(t, verb, strict=strict)}
    return near


def _tells_where(clause: Token, noun: Token) -> bool:
    """ "… summit to be held in X", "…, which will be held in X on Y", "visit that he was to begin on Thursday"."""
    if clause.lower_ in _HELD_THERE and clause.lower_ != "place":
        return True
    begins = any(c.dep_ == "xcomp" and c.lower_ in _HELD_THERE for c in clause.children)
    return clause.head.i == noun.i and (begins or any(c.lower_ == "to" for c in clause.children))


def _where(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.lower_ in ("where", "there") and c.dep_ == "advmod"), None)


def _pointed_at(scene: Scene, passage: Passage, verb: Token, where: Token) -> list[int]:
    """The place that "where" or "there" means: the one before it."""
    before = [
        n
        for n, mark in enumerate(scene.frame.places)
        if passage.block.span.holds(mark.span)
        and passage.prose.at(mark.span.start) < where.idx
        and (_is_where(passage, n, scene) or (mark.kind != "country" and is_located(scene, passage, n, strict=False)))
    ]
    return sorted(before, key=lambda n: scene.frame.places[n].span)[-1:]


def _on_that_day(scene: Scene, passage: Passage, times: list[int]) -> list[int]:
    """ "X, who arrived on Wednesday, met Y that afternoon": the day named just before."""
    frame = scene.frame
    at = [n for n in times if frame.times[n].value.role is Role.AT]
    if not at or any(_has_day(scene, n) for n in at):
        return times
    counted = [n for n in at if frame.times[n].value.base is not Base.WRITING or _deictic(scene, passage, n)]
    if not counted:
        return times
    start = frame.times[counted[0]].span.start
    first, _ = passage.sentence_of(passage.token_at(passage.prose.at(start)).i)
    begin = passage.span(passage.doc[first].idx, passage.doc[first].idx + 1).start
    before = [n for n, mark in enumerate(frame.times) if begin <= mark.span.start < start and _has_day(scene, n)]
    return [*before[-1:], *times]


def _has_day(scene: Scene, n: int) -> bool:
    value = scene.frame.times[n].value
    return value.role is Role.AT and value.base is Base.WRITING and (value.weekday is not None or value.day is not None)


def _deictic(scene: Scene, passage: Passage, n: int) -> bool:
    span = scene.frame.times[n].span
    start = passage.prose.at(span.start)
    return passage.text[start : start + 5].lower() == "that "


def is_located(scene: Scene, passage: Passage, n: int, *, strict: bool = True) -> bool:
    """True for a place where something is, not one that a name or an office merely contains."""
    mark = scene.frame.places[n]
    start, end = passage.prose.at(mark.span.start), passage.prose.at(mark.span.end - 1) + 1
    for naming in passage.namings:
        if naming.kind not in (ActorKind.PERSON, ActorKind.OFFICE):
            continue
        ranges = [(naming.start, naming.end), *((t.start, t.end) for t in naming.titles)]
        if any(first <= start and end <= last for first, last in ranges):
            return False
    token = passage.token_at(end - 1)
    if mark.kind == "venue" and _is_of_office(passage, token, start):
        return False
    while token.dep_ in ("compound", "conj", "appos", "nmod", "poss") and token.head.i != token.i:
        if token.dep_ in ("conj", "appos") and not _is_place_word(token.head):
            return False  # "in their format as well as X": no place beside which X would be one
        token = token.head
    if token.dep_ == "poss":
        return False
    head = token.head
    if head.lower_ == "of" and head.head.lower_ not in _PLACE_NOUNS and mark.kind in ("city", "country"):
        return False
    return token.dep_ in ("pobj", "npadvmod", "dobj", "ROOT") and (not strict or head.lower_ not in _NOT_WHERE)


def _is_of_office(passage: Passage, token: Token, start: int) -> bool:
    """ "He met A, Head of the Harbour Bureau at Zubrowka’s Chancellery": where A serves, not where they met."""
    for above in token.ancestors:
        if above.tag_[:1] == "V":
            return False
        if above.dep_ == "appos" and above.idx < start and "," not in passage.text[above.idx : start]:
            index = passage.covering.get(above.head.i)
            return index is not None and passage.namings[index].kind is ActorKind.PERSON
    return False


def is_held_in(scene: Scene, passage: Passage, n: int) -> bool:
    """False for a country or territory of which the text does not say that something was in it."""
    mark = scene.frame.places[n]
    if mark.kind not in ("country", "territory") or not passage.block.span.holds(mark.span):
        return True
    if _is_where(passage, n, scene):
        return True
    token = passage.token_at(passage.prose.at(mark.span.end - 1))
    if token.dep_ in ("compound", "nmod") and token.head.i > token.i:
        return False  # "in the Zubrowka-Yst Dialogue": its name
    while token.dep_ in ("compound", "conj", "appos", "nmod") and token.head.i != token.i:
        token = token.head
    return (
        token.dep_ == "pobj" and token.head.lower_ in _INSIDE and token.head.lower_ != "on"
    )  # "on Zubrowka": about it


def _is_where(passage: Passage, n: int, scene: Scene) -> bool:
    end = passage.prose.at(scene.frame.places[n].span.end - 1) + 1
    return _WHERE.match(passage.text, end) is not None


def _is_place_word(token: Token) -> bool:
    return token.tag_ in ("NNP", "NNPS") or token.lower_ in _PLACE_NOUNS


def _in_clause(token: Token, verb: Token, *, strict: bool) -> bool:
    """True where `token` belongs to the clause of `verb` and not to one below or, if strict, beside it."""
    while token.i != verb.i:
        if token.lower_ == "of" and token.head.lower_.startswith(_EXCHANGES):
            return False  # "a discussion of the situation in X"
        if token.head.i == verb.i and _is_of_another_event(token):
            return False
        if token.dep_ in ("ccomp", "relcl", "advcl", "acl") and token.tag_[:1] == "V" and token.lower_ not in _RUNNING:
            return False
        if (
            token.dep_ == "conj"
            and token.tag_[:1] == "V"
            and (strict or any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children))
        ):
            return False
        if token.head.i == token.i:
            return False
        token = token.head
    return True


def _is_of_another_event(token: Token) -> bool:
    """ "Following our meeting today, they look forward to …": today is when they met."""
    beside = token.lower_ in _BESIDE and token.dep_ in ("prep", "pcomp", "advcl")
    return beside and any(c.dep_ == "pobj" and c.tag_[:1] == "N" for c in token.children)


def of_sentence_before(
    scene: Scene, passage: Passage, sentence: tuple[int, int], people: set[int]
) -> tuple[list[int], list[int]]:
    """ "While in X on Monday, A urged …. A discussed with B …": when and where of a sentence shortly before, which has
    a subject in common. A time of something else in it is not meant: "… after Friday’s landslide"."""
    earlier = [(passage, s) for s in passage.sentences if s[1] <= sentence[0]]
    if passage.n:
        above = scene.passages[passage.n - 1]
        earlier = [*((above, s) for s in above.sentences), *earlier]
    for near, (first, last) in reversed(earlier[-_SENTENCES_BACK:]):
        tokens = near.doc[first:last]
        subjects = {
            f for t in tokens if (r := scene.discourse.at(near.n, t.i)) is not None and r.main for f in r.figures
        }
        if not subjects & people:
            continue
        roots = [t for t in tokens if t.dep_ == "ROOT" and t.tag_[:1] == "V"]
        own = [n for root in roots for n in _times(scene, near, [], root, strict=False)]
        times = [
            n
            for n, t in enumerate(scene.frame.times)
            if n in own
            and t.value.role is Role.AT
            and t.value.base is Base.WRITING
            and t.value.weekday is not None
            and not any(i.span.touches(t.span) for i in scene.frame.instruments)  # "the Friday Agreement"
        ]
        there = [n for root in roots for n in _places(scene, near, [], root, strict=False)]
        places = [n for n in there if is_held_in(scene, near, n)]
        counted = any(scene.frame.times[n].value.days is not None for n in own)  # "today … after the storm of Friday"
        if times and not counted:
            return times[:1], places[:1]
    return [], []


def status_of(scene: Scene, passage: Passage, head: Token, verb: Token | None) -> EngagementStatus | None:
    """Whether it is told as held, planned, postponed or cancelled; None where it is only thought of or denied."""
    cues = [(s.status, cue) for s in scene.lexicon.statuses for cue in s.cues]
    if verb is None:
        ahead = head.tag_[:1] == "N" and any(c.lower_ in _TO_COME for c in head.children)
        return EngagementStatus.PLANNED if ahead else EngagementStatus.HELD
    chain = [verb]
    while chain[-1].dep_ in ("xcomp", "acl", "conj", "acomp") and chain[-1].head.i != chain[-1].i and len(chain) < 4:
        if chain[-1].dep_ == "conj" and any(c.dep_ in ("aux", "nsubj") for c in chain[-1].children):
            break
        chain.append(chain[-1].head)
    aux = [c for token in chain for c in token.children if c.dep_ in ("aux", "auxpass")]
    begin = min(t.idx for t in (*chain, *aux, head))
    end = max(t.idx + len(t.text) for t in (verb, head))
    words = passage.text[begin:end].lower()
    own = _words(passage, [*chain, *aux])
    for status, cue in cues:
        if status in _OFF and re.search(
            rf"\b{re.escape(cue)}\b", own if head.i == verb.i else f"{words[:120]} | {own}"
        ):
            return EngagementStatus(status)
    if re.search(r"\bwould have\b", own):
        return None
    if re.search(r"\b(?:was|were) to have\b|\bhad been (?:due|set|scheduled|expected) to\b", own):
        return _called_off(scene, passage, verb) or EngagementStatus.PLANNED
    if any(c.lower_ in _WILL for c in aux):
        return EngagementStatus.PLANNED
    if any(c.lower_ in _MAYBE for c in aux) or any(c.dep_ == "neg" for c in verb.children):
        return None
    if any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in verb.children):
        return None
    upto = passage.text[begin : verb.idx + len(verb.text)].lower()
    if any(status == "planned" and re.search(rf"\b{re.escape(cue)}\b", upto) for status, cue in cues):
        return EngagementStatus.PLANNED
    if verb.tag_ == "VBG" and verb.dep_ == "pcomp" and verb.head.head.lower_ in ("look", "looks", "looked", "looking"):
        return EngagementStatus.PLANNED  # "I look forward to meeting him"
    clauses = [c for c in head.subtree if c.dep_ in ("acl", "relcl") and _tells_where(c, head)]
    later = head.tag_[:1] == "N" and any(_lies_ahead(c) for c in clauses)
    if later or any(c.lower_ in _TO_COME for c in head.children):
        return EngagementStatus.PLANNED
    if verb.tag_ == "VB" and any(c.lower_ == "to" for c in verb.children):
        if verb.dep_ == "xcomp" or passage.block.kind is BlockKind.HEADING:
            return EngagementStatus.PLANNED
        if verb.dep_ == "acl" and verb.head.lower_ in ("invitation", "plan", "plans", "decision", "intention"):
            return EngagementStatus.PLANNED
    spoken_for = any(c.dep_ == "nsubj" for c in verb.children)  # "We, the governments of …, meet"
    infinitive = (verb.dep_ == "conj" and not spoken_for) or any(c.lower_ == "to" for c in verb.children)
    if verb.tag_ == "VB" and infinitive and _is_in_present(verb):
        return EngagementStatus.PLANNED  # "they plan to stress the importance of trade and discuss …"
    if verb.tag_ == "VB" and not aux and verb.dep_ == "ROOT" and not spoken_for:
        return EngagementStatus.PLANNED  # an item under "they agreed to:"
    return EngagementStatus.HELD


def _is_in_present(verb: Token) -> bool:
    """Whether the finite verb above an infinitive is in the present: "they plan to", not "they met to"."""
    for above in verb.ancestors:
        aux = {c.lower_ for c in above.children if c.dep_ == "aux"}
        if above.tag_ == "VBD" or (above.tag_ == "VBN" and aux & {"has", "have", "had", "having"}):
            return False
        if above.tag_ in ("VBP", "VBZ", "MD") or aux & _WILL:
            return True
    return False


def _words(passage: Passage, tokens: list[Token]) -> str:
    ordered = sorted(tokens, key=lambda t: t.i)
    first, last = ordered[0], ordered[-1]
    return passage.text[first.idx : last.idx + len(last.text)].lower()


def _lies_ahead(clause: Token) -> bool:
    """ "… to be held in June", "…, which will be held in June"."""
    return any(c.lower_ == "to" or c.lower_ in _WILL for c in clause.children)


def _called_off(scene: Scene, passage: Passage, verb: Token) -> EngagementStatus | None:
    """ "He was to have seen X there": the nearest word before that says that something was called off."""
    cues = [(s.status, cue) for s in scene.lexicon.statuses if s.status in _OFF for cue in s.cues]
    texts = [passage.text[: verb.idx], *(p.text for p in reversed(scene.passages[: passage.n]))]
    for text in texts:
        lower = text.lower()
        found = [(m.start(), status) for status, cue in cues for m in re.finditer(rf"\b{re.escape(cue)}\b", lower)]
        if found:
            return EngagementStatus(max(found)[1])
    return None
