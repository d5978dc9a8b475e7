"""Pledges that no statement holds: what the issuers of a joint text undertake beside what they say.

"Leaders discussed the tolls, committed to lowering them and …": where no statement was found in the words of an
undertaking, these words are one. So is a stem that promises something itself ("We will build on this work in three
areas:") and what a joint readout tells ("Both sides will meet again"), and what the text of one
government undertakes in its own voice ("The Ministry of Harbours will train 40 pilots").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.lexicon import Promises
from communique.marking.doers import Doers
from communique.marking.drafts import Draft, Range, trim
from communique.marking.issuers import Issuers
from communique.marking.ownvoice import OWN
from communique.marking.passages import Passage
from communique.marking.stems import binding, is_called_out
from communique.marking.undertakings import Undertaking, undertakings_of
from communique.model.document import Account, BlockKind
from communique.model.marks import Level, Party

if TYPE_CHECKING:
    from spacy.tokens import Token

_FEWEST = 4  # words of a pledge


def with_pledges(
    passages: Sequence[Passage], drafts: Sequence[Draft], words: Promises, doers: Doers, issuers: Issuers
) -> list[Draft]:
    """The drafts, and one for every undertaking of the issuers that lies in none of them."""
    made: list[Draft] = list(drafts)
    if not issuers.joint:
        return _in_own_voice(passages, made, words, doers)
    for passage in passages:
        if passage.titular or passage.block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
            continue
        for one in undertakings_of(passage.doc, words):
            draft = _pledge(passage, one, made, issuers)
            if draft is not None and (by := doers.of(draft, passage, one)):
                named = tuple(p for p in by if p.figure is not None)
                draft.parties = draft.parties if issuers.account is Account.JOINT else named or draft.parties
                made.append(draft)
    bound = {n for n, _ in binding(passages, words, joint=True)}
    for passage in passages:  # "STRENGTHEN cooperation on …", parted from its stem by other words
        whole = trim(passage, 0, len(passage.text)) if passage.n in bound else None
        if whole is not None and is_called_out(passage, words) and not any(_in(d, passage) for d in made):
            made.append(_made(passage, whole, issuers, "an item under a stem that binds"))
    return sorted(made, key=lambda d: (d.spans, d.anchor))


def _in_own_voice(passages: Sequence[Passage], made: list[Draft], words: Promises, doers: Doers) -> list[Draft]:
    """The drafts, and one for every undertaking that a government's text tells in its own voice."""
    voice = doers.voice
    if voice is None:
        return made
    for passage in passages:
        if passage.titular or passage.block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
            continue
        for one in undertakings_of(passage.doc, words):
            if not voice.bound(passage, one):
                continue
            whole = _place(passage, one, made)
            if whole is not None:
                said = f"the issuer’s own undertaking: “{passage.doc[one.words[0]].text}”"
                party = Party(voice.side, passage.span(*whole))
                made.append(_draft(passage, whole, (party,), Level.QUOTED, said, OWN))
    return sorted(made, key=lambda d: (d.spans, d.anchor))


def _pledge(passage: Passage, one: Undertaking, drafts: Sequence[Draft], issuers: Issuers) -> Draft | None:
    whole = _place(passage, one, drafts)
    if whole is None:
        return None
    told = passage.doc[one.words[0]].text
    return _made(passage, whole, issuers, f"an undertaking that no other statement holds: “{told}”")


def _place(passage: Passage, one: Undertaking, drafts: Sequence[Draft]) -> Range | None:
    """The words around an undertaking that lies in no statement."""
    head = passage.doc[one.head]
    near = [head, *(passage.doc[i] for i in one.words), *(c for c in head.children if c.dep_ == "xcomp")]
    if any(_touches(d, passage, token) for d in drafts for token in near):
        return None
    reach = _free(passage, one, drafts)
    whole = trim(passage, *reach) if reach is not None else None
    long_enough = whole is not None and len(passage.text[whole[0] : whole[1]].split()) >= _FEWEST
    return whole if long_enough else None


def _in(draft: Draft, passage: Passage) -> bool:
    return draft.passage is passage or any(p is passage for p, _ in draft.content)


def _made(passage: Passage, whole: Range, issuers: Issuers, why: str) -> Draft:
    span = passage.span(*whole)
    parties = tuple(Party(f, span) for f in issuers.joint)
    level = Level.JOINT_TEXT if issuers.account is Account.JOINT else Level.PARAPHRASED
    return _draft(passage, whole, parties, level, why, "that")


def _draft(passage: Passage, whole: Range, parties: tuple[Party, ...], level: Level, why: str, frame: str) -> Draft:
    first = passage.token_at(whole[0]).i
    return Draft(
        passage,
        None,
        first,
        [],
        None,
        parties,
        (),
        [(passage, whole)],
        act="commit",
        level=level,
        why=[why],
        frame=frame,
    )


def _touches(draft: Draft, passage: Passage, token: Token) -> bool:
    beside = draft.passage is passage and any(s <= token.idx < e for s, e in draft.cue_ranges)
    return beside or draft.covers(passage, token.idx)


def _free(passage: Passage, one: Undertaking, drafts: Sequence[Draft]) -> Range | None:
    """The words of the sentence around the undertaking, as far as no other statement has them."""
    first, last = passage.sentence_of(one.head)
    start, end = passage.doc[first].idx, passage.doc[last - 1].idx + len(passage.doc[last - 1].text)
    at = passage.doc[min((*one.words, one.head))].idx
    for draft in drafts:
        ranges = [r for p, r in draft.content if p is passage]
        ranges += [*draft.cue_ranges, *([draft.source] if draft.source else [])] if draft.passage is passage else []
        for low, high in ranges:
            if high <= at:
                start = max(start, high)
            elif low > at:
                end = min(end, low)
    return (start, end) if start < end else None
