"""Reports without a reporter: "It was reported that …", "the minister is expected to resign".

News passes on what nobody is named for. It is kept with no speaker, so that it can be seen as unattributed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.marking.clauses import Content, contents_of, has_to, runs_of
from communique.marking.cues import Hit
from communique.marking.passages import Passage
from communique.marking.speakers import Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

_ACTS = frozenset(("assert", "accuse", "criticise", "demand", "warn", "ask", "announce", "note"))
_FRAMES = frozenset(("that", "quote", "to-inf-object", "as", "wh"))


def agentless(passage: Passage, hit: Hit, anchor: Token) -> tuple[Voice, Content] | None:
    """The content of a passive of saying that names nobody; None for any other cue."""
    if anchor.tag_ != "VBN" or hit.cue.pos != "verb" or hit.cue.act not in _ACTS or not _FRAMES & set(hit.cue.frames):
        return None
    children = list(anchor.children)
    if not any(c.dep_ == "auxpass" for c in children) or any(c.dep_ == "agent" for c in children):
        return None
    subject = next((c for c in children if c.dep_ in ("nsubjpass", "nsubj")), None)
    infinitive = next((c for c in children if c.dep_ in ("xcomp", "ccomp", "advcl") and has_to(c)), None)
    marked = next((c for c in children if c.dep_ == "prep" and c.lower_ == "as"), None)
    said = infinitive if infinitive is not None else marked
    if subject is None or (subject.lower_ == "it" and said is None):
        found = contents_of(passage, hit)
        return (_nobody(), found) if found is not None and found.frame in ("that", "wh") else None
    if said is None or hit.cue.act in ("demand", "ask"):
        return None
    ranges = runs_of(passage.doc, [t.i for part in (subject, said) for t in part.subtree], set())
    return _nobody(), Content(ranges, "inf" if infinitive is not None else "as")


def _nobody() -> Voice:
    return Voice((), (), 0, 0, "")
