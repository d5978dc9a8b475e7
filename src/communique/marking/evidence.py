"""Evidence of who and how: the words of the source and of the cue as they stand, whole.

The source's words are its whole noun phrase ("James Tan, who heads the union"), since title and description say who
it is; of a relative clause the name before it and the pronoun. The cue's words take in auxiliaries, negation and the
adverbs among them ("has not yet said"). Neither ever shares a character with the content.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.marking.drafts import Draft, Range, trim
from communique.marking.subjects import RELATIVES, has_to, says_on
from communique.model.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_FAR = 5  # tokens between a verb and the infinitive that it governs
_JOINS = ("aux", "auxpass", "neg", "advmod")


def source_of(draft: Draft) -> tuple[Span, ...]:
    """Spans of the source; empty where the text leaves it out."""
    if draft.source is None:
        return ()
    span = draft.passage.span
    relative = _relative(draft)
    if relative is not None:
        return span(*draft.source), span(relative.idx, relative.idx + len(relative.text))
    whole = _phrase(draft)
    return (span(*(whole or draft.source)),)


def cue_of(draft: Draft) -> tuple[Span, ...]:
    """Spans of the cue with what negates and qualifies it; empty where there is none."""
    if not draft.cue_ranges:
        return ()
    doc = draft.passage.doc
    ranges = list(draft.cue_ranges)
    first = draft.passage.token_at(ranges[0][0])
    start = first
    anchor = doc[draft.anchor]
    if has_to(anchor) and anchor.dep_ == "xcomp" and anchor.i - _FAR < anchor.head.i < anchor.i and says_on(anchor):
        start = anchor.head  # "declined to say"
    while start.i > 0:
        before = doc[start.i - 1]
        if before.dep_ not in _JOINS or before.head.i not in (draft.anchor, first.i, start.i) or before.lower_ == "to":
            break
        start = before
    if not _is_taken(draft, (start.idx, ranges[0][1])):
        ranges[0] = start.idx, ranges[0][1]
    return tuple(draft.passage.span(*r) for r in ranges)


def _relative(draft: Draft) -> Token | None:
    """The "who" or "which" that stands for the source before the cue."""
    anchor = draft.passage.doc[draft.anchor]
    while anchor.dep_ == "conj" and anchor.head.i != anchor.i:
        anchor = anchor.head
    if anchor.dep_ != "relcl" or draft.source is None:
        return None
    found = next((c for c in anchor.children if c.dep_ in ("nsubj", "nsubjpass") and c.lower_ in RELATIVES), None)
    return found if found is not None and draft.source[1] <= found.idx else None


def _phrase(draft: Draft) -> Range | None:
    """The noun phrase around the source; None where it would reach into cue or content."""
    if draft.source is None:
        return None
    passage = draft.passage
    first, last = passage.token_at(draft.source[0]).i, passage.token_at(draft.source[1] - 1).i
    head = passage.doc[first : last + 1].root
    while head.dep_ in ("compound", "poss", "appos", "nmod") and head.head.tag_[:2] in ("NN", "PR"):
        if _is_taken(draft, (head.head.idx, head.head.idx + 1)) or head.head.i > draft.anchor > head.i:
            break
        head = head.head
    inside = [t.i for t in head.subtree]
    low, high = min(first, *inside), max(last, *inside)
    found = trim(passage, passage.doc[low].idx, passage.doc[high].idx + len(passage.doc[high].text))
    if found is None or found[0] > draft.source[0] or found[1] < draft.source[1] or _is_taken(draft, found):
        return None
    return found if not any(s < found[1] and found[0] < e for s, e in draft.cue_ranges) else None


def _is_taken(draft: Draft, words: Range) -> bool:
    return any(p is draft.passage and s < words[1] and words[0] < e for p, (s, e) in draft.content)
