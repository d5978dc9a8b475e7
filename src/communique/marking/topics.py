"""Words of meeting that tell of no engagement: what is only talked about, asked, or meant in another sense."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.lexicon import EngagementWord

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.marking.attending import People
    from communique.marking.passages import Passage

_ABOUT = frozenset(("about", "of", "on", "for", "from", "by", "without", "against", "toward", "towards"))
_TOPICS = ("discuss", "review", "recall", "previe", "highlight", "underscor", "reflect", "prais")
_BRIEFS = ("brief", "updat", "inform", "report", "told", "tell")
_CALLED_TO = frozenset(("action", "arms", "order", "prayer", "duty", "service", "account"))  # "the Call to Action"
_CLOSE = ("consultation", "coordination")
_RESPECTIVE = frozenset(("respective", "separate", "recent", "ongoing", "continued", "continuing", "regular", "past"))
_RELATING = frozenset(
    (
        *("relations", "relationship", "relationships", "ties", "cooperation", "engagement", "engagements", "talks"),
        *("conversations", "conversation", "meetings", "meeting", "consultations", "work", "partnership", "dialogue"),
        *("collaboration", "coordination", "negotiations", "diplomacy", "trade", "calls", "call", "discussions"),
    )
)


def is_topic(head: Token, verb: Token | None, word: EngagementWord) -> bool:
    """True for "they discussed their recent meetings with A and B", "stories about meeting the new neighbours"."""
    if word.pos != "noun":
        if head.tag_ == "VBG" and head.dep_ == "pcomp" and head.head.lower_ in _ABOUT:
            above = head.head.head
            return not (above.lower_.startswith("look") or above.tag_[:1] == "J")
        return False
    if word.kind in ("event", "summit") and _is_where_they_met(head):
        return True
    called = (g.lower_ for c in head.children if c.lower_ == "to" for g in c.children)
    if word.kind == "call" and any(one in _CALLED_TO for one in called):
        return True
    if head.lower_.startswith(_CLOSE) and head.dep_ == "pobj" and head.head.lower_ == "in" and _is_bare(head):
        return True  # "we will proceed in close consultation with A"
    own = [c.lower_ for c in head.children]
    if head.tag_ == "NNS" and "respective" in own:
        return True
    reported = head.tag_ == "NNS" and head.dep_ == "pobj" and head.head.lower_ in ("on", "about", "of", "regarding")
    if reported and verb is not None and verb.lower_.startswith(_BRIEFS):
        return True  # "I briefed them on my discussions with A"
    topical = verb is not None and verb.lower_.startswith(_TOPICS) and head.dep_ in ("dobj", "conj")
    return topical and head.tag_ == "NNS" and bool(_RESPECTIVE & set(own))


def _is_bare(noun: Token) -> bool:
    return not any(c.dep_ in ("det", "poss", "nummod") for c in noun.children)


def goes_on_from(noun: Token) -> bool:
    """ "Following their meeting of 3 May": before what the text tells."""
    return noun.dep_ == "pobj" and noun.head.lower_ in ("following", "since", "after")


def _is_where_they_met(head: Token) -> bool:
    """ "Her meetings at the Harbour Conference with A and B": A and B met her; the conference is where."""
    above = head.head.head
    meetings = head.dep_ == "pobj" and head.head.lower_ in ("at", "during") and above.lower_ in _RELATING
    return meetings and any(c.lower_ == "with" for one in (head, above) for c in one.children)


def with_whom(verb: Token) -> bool:
    """False where "with" goes on about what is discussed: "discussed their cooperation with Zubrowka"."""
    objects = [c for c in verb.children if c.dep_ == "dobj" and c.lower_ in _RELATING]
    withs = [c for c in verb.children if c.dep_ == "prep" and c.lower_ == "with"]
    return not any(c.i == o.right_edge.i + 1 or c.i == o.i + 1 for o in objects for c in withs)


def lacks_object(head: Token, word: EngagementWord) -> bool:
    """True for "we will see to it that", "she hosted": a weak verb that names nobody whom it is done to."""
    if word.pos != "verb" or not word.weak or "object" not in word.frames:
        return False
    passive = any(c.dep_ in ("nsubjpass", "agent", "auxpass") for c in head.children)
    relative = head.dep_ == "relcl"
    return not passive and not relative and not any(c.dep_ in ("dobj", "dative") for c in head.children)


def meets_a_thing(head: Token, word: EngagementWord) -> bool:
    """ "To meet the challenge", "met the deadline": what is met is told by a common noun, and is perhaps nobody."""
    objects = [c for c in head.children if c.dep_ == "dobj"]
    plain = word.pos == "verb" and not word.weak and "object" in word.frames
    return plain and bool(objects) and all(o.tag_ in ("NN", "NNS") for o in objects)


def meets_its_object(head: Token, passage: Passage, people: People) -> bool:
    """True where what a verb like "receive" has for an object is among the people, or it has none."""
    objects = [c for c in head.children if c.dep_ == "dobj"]
    spans = [passage.span(min(t.idx for t in o.subtree), max(t.idx + len(t.text) for t in o.subtree)) for o in objects]
    return not objects or any(span.touches(part.span) for span in spans for part in people.values())
