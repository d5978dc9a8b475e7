"""What a text says in its own voice: sentences of a joint statement without a cue, and items of a list under a stem.

"Maritime disputes should be settled peacefully" in a joint statement is said by those who issue it. An item under
"The leaders agreed to:" is a statement whose source and cue stand in the stem.
"""

from __future__ import annotations

from collections.abc import Sequence

from communique.lexicon import Lexicon
from communique.marking.clauses import subject_of
from communique.marking.cues import hits_of, strength_of
from communique.marking.passages import Passage
from communique.marking.speakers import Speakers
from communique.marking.statements import Draft, _ranges_of, _trim
from communique.model.document import BlockKind
from communique.model.marks import Level, Party

_SHORTEST = 5  # words of a sentence that says something by itself


def items_under_stems(
    passages: Sequence[Passage], found: list[Draft], lexicon: Lexicon, speakers: Speakers
) -> list[Draft]:
    """A draft for every list item whose stem ends with a colon, in place of what was found inside it without a speaker."""
    drafts: list[Draft] = []
    stem: Passage | None = None
    for passage in passages:
        if passage.block.kind is not BlockKind.ITEM:
            stem = passage if passage.text.rstrip().endswith(":") else None
            continue
        if stem is None or any(d.passage is passage for d in found):
            continue
        draft = _item(stem, passage, found, lexicon, speakers)
        if draft is not None:
            drafts.append(draft)
    return drafts


def _item(stem: Passage, item: Passage, found: list[Draft], lexicon: Lexicon, speakers: Speakers) -> Draft | None:
    whole = _trim(item, 0, len(item.text))
    if whole is None:
        return None
    known = next((d for d in found if d.passage is stem and d.cue is not None), None)
    if known is not None:
        return Draft(
            item,
            known.cue,
            0,
            [],
            None,
            known.parties,
            known.behalf,
            [(item, whole)],
            act=known.act,
            strength=known.strength,
            negated=known.negated,
            why=[f"item under the stem “{stem.text[-60:]}”", *known.why],
        )
    for hits in hits_of(stem, lexicon):  # "The leaders agreed to:" has a cue whose content is the list
        anchor = stem.doc[hits[0].anchor]
        subject = subject_of(anchor)
        voice = speakers.voice(stem, subject) if subject is not None else None
        if voice is None:
            continue
        hit = hits[0]
        return Draft(
            item,
            hit.cue,
            0,
            [],
            None,
            voice.parties,
            voice.on_behalf_of,
            [(item, whole)],
            act=hit.cue.act,
            strength=strength_of(stem, hit, lexicon)[0],
            why=[f"item under the stem “{stem.text[-60:]}”"],
        )
    first = next((t for t in stem.doc if t.is_alpha), None)
    voice = speakers.voice(stem, first) if first is not None else None
    if voice is None:
        return None
    for hits in hits_of(item, lexicon):  # "We:" with items that begin with their verb
        hit = hits[0]
        if hit.tokens[0] <= 2 and hit.cue.pos in ("verb", "phrase"):
            last = item.doc[hit.tokens[-1]]
            content = _trim(item, last.idx + len(last.text), len(item.text))
            if content is not None:
                return Draft(
                    item,
                    hit.cue,
                    hit.anchor,
                    _ranges_of(item, hit.tokens),
                    None,
                    voice.parties,
                    voice.on_behalf_of,
                    [(item, content)],
                    act=hit.cue.act,
                    strength=strength_of(item, hit, lexicon)[0],
                    why=[f"item under the stem “{stem.text}”"],
                )
    return Draft(item, None, 0, [], None, voice.parties, voice.on_behalf_of, [(item, whole)], why=["item under a stem"])


def own_sentences(
    passages: Sequence[Passage], found: list[Draft], lexicon: Lexicon, joint: tuple[int, ...]
) -> list[Draft]:
    """Every sentence of a joint text that nobody in it is said to say: its issuers say it."""
    drafts: list[Draft] = []
    for passage in passages:
        if passage.block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or passage.text.rstrip().endswith(":"):
            continue
        for first, last in passage.sentences:
            start, end = passage.doc[first].idx, passage.doc[last - 1].idx + len(passage.doc[last - 1].text)
            if any(_overlaps(d, passage, start, end) for d in found) or not _is_sentence(passage, first, last):
                continue
            whole = _trim(passage, start, end)
            if whole is None:
                continue
            act, strength, by = _modal(passage, first, last, lexicon)
            parties = tuple(Party(f, passage.span(*whole)) for f in joint) or (Party(None, passage.span(*whole), "we"),)
            why = ["a sentence of the joint text without a cue: its issuers say it"]
            if by:
                why.append(f"act: “{by}”")
            drafts.append(
                Draft(
                    passage, None, first, [], None, parties, (), [(passage, whole)], act=act, strength=strength, why=why
                )
            )
    return drafts


def _is_sentence(passage: Passage, first: int, last: int) -> bool:
    words = [t for t in passage.doc[first:last] if t.is_alpha]
    if len(words) < _SHORTEST or passage.doc[last - 1].text not in (".", "!", ";", "”", '"', ")"):
        return False
    return any(t.tag_ in ("VBZ", "VBP", "VBD", "MD") for t in words)


def _modal(passage: Passage, first: int, last: int, lexicon: Lexicon) -> tuple[str, str, str]:
    root = next((t for t in passage.doc[first:last] if t.dep_ == "ROOT"), passage.doc[first])
    we = any(c.dep_ == "nsubj" and c.lower_ == "we" for c in root.children)
    for child in root.children:
        modal = lexicon.modal_by_text.get(child.lower_) if child.dep_ == "aux" else None
        if modal is not None:
            act, strength = (modal.first, modal.first_strength) if we else (modal.other, modal.other_strength)
            if act is not None:
                return act, strength, child.text
    return "assert", "plain", ""


def _overlaps(draft: Draft, passage: Passage, start: int, end: int) -> bool:
    return draft.passage is passage and (
        any(s < end and start < e for s, e in draft.cue_ranges)
        or any(p is passage and r[0] < end and start < r[1] for p, r in draft.content)
    )


def joint_level(drafts: list[Draft]) -> None:
    """Statements of a joint text are its text, not a report of it."""
    for draft in drafts:
        if draft.level is not Level.QUOTED:
            draft.level = Level.JOINT_TEXT
