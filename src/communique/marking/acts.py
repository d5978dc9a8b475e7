"""Acts: what merely is said may be more than saying."""

from __future__ import annotations

from communique.lexicon import Lexicon
from communique.marking.discourse import Discourse
from communique.marking.drafts import SELVES, Draft, will

_POSSIBLE = ("can", "could", "may", "might", "would")
_STANCES = frozenset(["oppose", "condemn", "support", "welcome"])


def settle_act(draft: Draft, lexicon: Lexicon, discourse: Discourse) -> None:
    """What merely is said may be more: "said that X must stop" demands, "said: “We will help”" commits."""
    if draft.cue is not None and draft.cue.lemma == "seek" and draft.act == "request":
        source = draft.passage.text[slice(*draft.source)] if draft.source is not None else ""
        if source.lower() in SELVES or will(draft.passage.doc[draft.anchor]) is not None:
            draft.act = "commit"  # "we seek a partnership that brings peace"
            draft.why.append("act: “we seek”, “will seek” (commit)")
        return
    if draft.cue is not None and draft.act == "commit" and draft.content and "inf" in draft.cue.frames:
        passage, (start, _) = draft.content[0]
        first = passage.token_at(start)
        said = passage.doc[first.i + 1] if first.lower_ == "to" and first.i + 1 < len(passage.doc) else first
        verb = said if said.tag_ == "VB" else None
        stance = (
            next((f.cue for f in lexicon.cues.get(verb.lower_, ()) if f.cue.pos == "verb"), None)
            if verb is not None
            else None
        )
        if verb is not None and stance is not None and stance.act in _STANCES and stance.lemma not in lexicon.deeds:
            draft.act = stance.act  # "agreed to oppose" opposes
            draft.why.append(f"act: “{verb.text}” in the content ({stance.act})")
        return
    if draft.cue is not None and draft.act == "discuss" and draft.cue.lemma == "consider":
        if any(t.dep_ == "prep" and t.lower_ == "as" for t in draft.passage.doc[draft.anchor].subtree):
            draft.act = "assert"  # "consider peace as our first duty"
            draft.why.append("act: “as” (assert)")
        return
    if draft.cue is None or draft.act != "assert" or not {"that", "quote"} & set(draft.cue.frames) or not draft.content:
        return
    passage, (start, _) = draft.content[0]
    first = passage.token_at(start)
    clause = first
    while clause.head.i != clause.i and (clause.head.idx >= start or clause.tag_[:1] not in "VM"):
        if clause.head.i == draft.anchor:
            break
        clause = clause.head
    subject = next((c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass") and c.idx >= start), None)
    if subject is None:
        return
    resolved = discourse.at(passage.n, subject.i)
    own = subject.lower_ in SELVES or (
        resolved is not None and bool(resolved.figures) and set(resolved.figures) <= {p.figure for p in draft.parties}
    )
    for child in clause.children:
        if child.i < subject.i:
            continue  # "should diplomacy fail": a condition
        modal = lexicon.modal_by_text.get(child.lower_) if child.dep_ == "aux" else None
        if modal is None or (child.lower_ in _POSSIBLE and draft.passage.doc[draft.anchor].tag_ in ("VBP", "VB")):
            continue  # "I think we can": what may be is no promise
        act, strength = (modal.first, modal.first_strength) if own else (modal.other, modal.other_strength)
        if act == "demand" and strength == "weak" and draft.cue.strength != "plain":
            return  # "affirmed that X should Y": the verb decides
        if act is not None:
            draft.act, draft.strength = act, strength
            draft.why.append(f"act: “{child.text}” in the content ({act})")
        return
