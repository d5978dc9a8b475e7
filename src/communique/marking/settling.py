"""Settling drafts against each other: what each may keep of words that several would have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.marking.drafts import Draft, Range, trim
from communique.marking.holding import Holding
from communique.marking.passages import Passage
from communique.marking.subjects import continued
from communique.model.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_STRONG = frozenset(["condemn", "demand", "oppose", "accuse", "criticise", "warn", "agree", "reaffirm"])


def finite(drafts: list[Draft]) -> list[Draft]:
    """Without what only looks like saying inside a content: an infinitive or a gerund there says nothing of its own."""
    kept: list[Draft] = []
    for draft in drafts:
        anchor = draft.passage.doc[draft.anchor]
        if (
            anchor.tag_ in ("VB", "VBG")
            and continued(anchor) is None
            and not (anchor.tag_ == "VBG" and draft.frame == "that")
            and any(
                d is not draft and d.covers(draft.passage, draft.cue_ranges[0][0]) for d in drafts if draft.cue_ranges
            )
        ) and not any(c.dep_ == "aux" and c.tag_ == "MD" for c in anchor.children):
            continue
        kept.append(draft)
    return kept


def part(drafts: list[Draft]) -> None:
    """Take out of a content what another statement of the same speakers says in a clause hanging on it:
    "said that A, adding that B" is two statements."""
    for draft in drafts:
        for other in drafts:
            if other is draft or other.passage is not draft.passage or not other.content:
                continue
            doc = draft.passage.doc
            anchor = doc[other.anchor]
            if not _goes_on(doc[draft.anchor], anchor, other):
                continue
            if _same_speakers(draft, other):
                first = min(t.i for t in anchor.subtree)
                begin = doc[first].idx
                if anchor.dep_ == "conj":  # the "and" before it
                    before = [t for t in doc[max(0, first - 2) : first] if t.dep_ == "cc"]
                    begin = before[-1].idx if before else begin
                draft.content = [
                    (p, (s, e) if not s < begin < e else r)
                    for p, (s, e) in draft.content
                    if (r := trim(p, s, begin) if s < begin < e else (s, e)) is not None
                ]


def _goes_on(first: Token, anchor: Token, other: Draft) -> bool:
    """True for a second cue of the same telling: "said A, adding that B", "urged A and called for B"."""
    if anchor.dep_ == "conj":
        return anchor.tag_ in (first.tag_, "VBD") or continued(anchor) is not None
    if other.cue is None:
        return False
    if anchor.dep_ in ("relcl", "acl") and anchor.tag_ != "VBG":  # "…, which they called a threat"
        return "as" in other.cue.frames
    return anchor.tag_ == "VBG" and "that" in other.cue.frames


def cede(drafts: list[Draft]) -> None:
    """Take out of a content the subject of the next clause: "noted A and B discussed C", B read as more of A."""
    for draft in drafts:
        for other in drafts:
            if other is draft or other.passage is not draft.passage or other.source is None or not other.cue_ranges:
                continue
            begin, end = other.source
            cue = min(other.cue_ranges)[0]
            kept: list[tuple[Passage, Range]] = []
            for p, (s, e) in draft.content:
                if s < begin < e <= cue and end <= e and len(p.text[e:cue].split()) <= 2:
                    r = trim(p, s, _before_joint(p.text, s, begin))
                    kept += [(p, r)] if r is not None else []
                else:
                    kept.append((p, (s, e)))
            draft.content = kept


def _before_joint(text: str, start: int, end: int) -> int:
    """Where the words before an "and the" end."""
    words = text[start:end].rstrip()
    while True:
        last = words.rsplit(None, 1)[-1].lower() if words.split() else ""
        if last not in ("and", "the", "both", "while", "but", ","):
            return start + len(words)
        words = words[: -len(last)].rstrip()


def _same_speakers(a: Draft, b: Draft) -> bool:
    return {p.figure for p in a.parties} == {p.figure for p in b.parties} or (
        bool(b.parties) and {p.figure for p in b.parties} >= {p.figure for p in a.parties}
    )


def apart(drafts: list[Draft]) -> list[Draft]:
    """Contents without the words of their own cue and source; a draft of which nothing is left goes."""
    for draft in drafts:
        taken = [*draft.cue_ranges, *([draft.source] if draft.source is not None else [])]
        for start, end in taken:
            parts: list[tuple[Passage, Range]] = []
            for passage, (first, last) in draft.content:
                if passage is not draft.passage or last <= start or end <= first:
                    parts.append((passage, (first, last)))
                    continue
                for left, right in ((first, start), (end, last)):
                    rest = trim(passage, left, right) if left < right else None
                    parts += [(passage, rest)] if rest is not None else []
            draft.content = parts
    return [draft for draft in drafts if draft.content]


def without_deeds(drafts: list[Draft]) -> list[Draft]:
    """Leaves out what only looks like saying inside what somebody says: a nested cue needs a clause or a quotation as
    its content, or an act that is aimed at somebody."""
    kept: list[Draft] = []
    holding = Holding(drafts)
    for draft in drafts:
        start = draft.cue_ranges[0][0] if draft.cue_ranges else -1
        nested = any(d is not draft for _, d in holding.of(draft.passage, start)) if start >= 0 else False
        frames = draft.cue.frames if draft.cue is not None else ("that",)
        named = any(p.figure is not None for p in draft.parties)
        if nested and not (named and ("that" in frames or draft.act in _STRONG)):
            continue
        kept.append(draft)
    return kept


def merged(drafts: list[Draft]) -> list[Draft]:
    """One statement for one content: of two cues on the same words the outer is kept."""
    kept: dict[tuple[Span, ...], Draft] = {}
    for draft in drafts:
        known = kept.get(draft.spans)
        if known is None or (draft.anchor < known.anchor and draft.passage is known.passage):
            kept[draft.spans] = draft
    return sorted(kept.values(), key=lambda d: (d.spans, d.anchor))
