"""What a text says in its own voice: sentences of a joint statement without a cue, and items of a list under a stem.

"Maritime disputes should be settled peacefully" in a joint statement is said by those who issue it. An item under
"The leaders agreed to:" is a statement whose source and cue stand in the stem.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.lexicon import Lexicon
from communique.marking.clauses import subject_of
from communique.marking.cues import hits_of, is_negated, strength_of
from communique.marking.drafts import Draft, ranges_of, trim
from communique.marking.passages import Passage
from communique.marking.speakers import Speakers, Voice
from communique.model.document import BlockKind
from communique.model.marks import Level, Party

if TYPE_CHECKING:
    from spacy.tokens import Token

_SHORTEST = 5  # words of a sentence that says something by itself


def items_under_stems(
    passages: Sequence[Passage], found: list[Draft], lexicon: Lexicon, speakers: Speakers
) -> list[Draft]:
    """A draft for every list item whose stem ends with a colon, where nothing was found inside it."""
    drafts: list[Draft] = []
    stem: Passage | None = None
    for passage in passages:
        if passage.block.kind is not BlockKind.ITEM or passage.text.rstrip().endswith(":"):
            stem = passage if passage.text.rstrip().endswith(":") and not passage.titular else None
            continue
        if stem is not None and stem.block.kind is BlockKind.ITEM and not _is_clause_of(stem, passage):
            stem = None  # the next item of the outer list
        if stem is None or any(d.passage is passage for d in found):
            continue
        draft = _item(stem, passage, found, lexicon, speakers)
        if draft is not None:
            drafts.append(draft)
    return drafts


def _is_clause_of(stem: Passage, item: Passage) -> bool:
    """True where an item goes on with the sentence of an item that ends with a colon."""
    return item.block.level > stem.block.level or item.text[:1].islower()


def _item(stem: Passage, item: Passage, found: list[Draft], lexicon: Lexicon, speakers: Speakers) -> Draft | None:
    whole = trim(item, 0, len(item.text))
    if whole is None:
        return None
    why = f"item under the stem “{stem.text[-60:]}”"
    last = next((t for t in reversed(stem.doc) if t.is_alpha), None)
    voice = speakers.voice(stem, last) if last is not None else None  # "…, we:"
    heard = (d for d in found if d.passage is stem and d.cue is not None and _leads_on(stem, d.anchor))
    known = next(heard, None) if voice is None else None
    if known is not None:
        made = Draft(item, known.cue, 0, [], None, known.parties, known.behalf, [(item, whole)])
        made.act, made.strength, made.negated, made.why = known.act, known.strength, known.negated, [why, *known.why]
        return made
    if voice is None:
        for hits in hits_of(stem, lexicon):  # "The leaders agreed to:" has a cue whose content is the list
            subject = subject_of(stem.doc[hits[0].anchor]) if _leads_on(stem, hits[0].anchor) else None
            speaking = speakers.voice(stem, subject) if subject is not None else None
            if speaking is not None:
                made = Draft(item, hits[0].cue, 0, [], None, speaking.parties, speaking.on_behalf_of, [(item, whole)])
                made.act, made.strength, made.why = hits[0].cue.act, strength_of(stem, hits[0], lexicon)[0], [why]
                return made
        first = next((t for t in stem.doc if t.is_alpha), None)
        voice = speakers.voice(stem, first) if first is not None else None
    if voice is None:
        return None
    return _act_in(item, whole, voice, lexicon, why)


def _leads_on(stem: Passage, anchor: int) -> bool:
    """True for a cue of the stem's last sentence that no relative clause holds: "the ferries that X announced, which
    include:" is a list of ferries."""
    token = stem.doc[anchor]
    if stem.sentences and anchor < stem.sentences[-1][0]:
        return False
    return not any(t.dep_ in ("relcl", "acl") for t in (token, *token.ancestors))


def _act_in(item: Passage, whole: tuple[int, int], voice: Voice, lexicon: Lexicon, why: str) -> Draft:
    """ "We:" with items that begin with their verb: "condemn …", "will open …"."""
    for hits in hits_of(item, lexicon):
        hit = next((h for h in hits if h.cue.pos in ("verb", "phrase")), None)
        if hit is None or hit.tokens[0] > 2 or hit.cue.lemma in lexicon.deeds or _opens_with_will(item):
            break
        last = item.doc[hit.tokens[-1]]
        content = trim(item, last.idx + len(last.text), len(item.text))
        if content is not None:
            ranges = ranges_of(item, hit.tokens)
            made = Draft(item, hit.cue, hit.anchor, ranges, None, voice.parties, voice.on_behalf_of, [(item, content)])
            made.act, made.strength, made.why = hit.cue.act, strength_of(item, hit, lexicon)[0], [why]
            made.negated = is_negated(item, hit)
            return made
    made = Draft(item, None, 0, [], None, voice.parties, voice.on_behalf_of, [(item, whole)], why=[why])
    if _opens_with_will(item):
        made.act = "commit"
        start = item.doc[0].idx + len(item.doc[0].text)
        content = trim(item, start, len(item.text))
        if content is not None:
            made.cue_ranges, made.content = [(item.doc[0].idx, start)], [(item, content)]
    return made


def _opens_with_will(item: Passage) -> bool:
    return item.doc[0].lower_ in _WILL


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
            whole = trim(passage, start, end)
            if whole is None:
                continue
            root = next((t for t in passage.doc[first:last] if t.dep_ == "ROOT"), passage.doc[first])
            act, strength, by = modal_of(root, lexicon)
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


_WILL = frozenset(("will", "shall", "’ll", "'ll"))


def _is_sentence(passage: Passage, first: int, last: int) -> bool:
    words = [t for t in passage.doc[first:last] if t.is_alpha]
    if len(words) < _SHORTEST or passage.doc[last - 1].text not in (".", "!", ";", "”", '"', ")"):
        return False
    return any(t.tag_ in ("VBZ", "VBP", "VBD", "MD") for t in words)


def modal_of(root: Token, lexicon: Lexicon) -> tuple[str, str, str]:
    """The act and strength that the modal of a clause tells, and the modal."""
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
