"""Quotations find their speaker: the cue beside them, or the speech before them that they go on from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.marking.drafts import Draft, Range, trim
from communique.marking.passages import Passage
from communique.marking.quotes import Quote
from communique.model.marks import Level

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEAR = 40  # characters in which a source and its cue stand beside a quotation
_LONG_QUOTE = 4  # words from which a quotation without a cue of its own is speech and not a term


class Quotations:
    """Of one document; knows which quotations have a speaker already."""

    def __init__(self) -> None:
        self._claimed: set[tuple[int, int]] = set()  # (passage, outer start) of quotations that have a speaker

    def free(self, passage: Passage, anchor: Token) -> list[Quote]:
        """Quotations without a speaker that stand in the sentence of a cue, or run into it, and are speech."""
        first, last = passage.sentence_of(anchor.i)
        start, end = passage.doc[first].idx, passage.doc[last - 1].idx + len(passage.doc[last - 1].text)
        near = [
            q
            for q in passage.quotes
            if q.outer_start < end
            and (q.outer_end > start or _leads(passage, q, start, anchor))
            and (passage.n, q.outer_start) not in self._claimed
        ]
        return [q for q in near if is_speech(passage, q) or _is_exclaimed(passage, q, anchor)]

    def give(self, passage: Passage, drafts: list[Draft]) -> None:
        """Give every quotation of the passage to the cue that it belongs to."""
        for draft in drafts:
            if draft.cue is None:
                continue
            self._turn_to_quote(passage, draft)
            grown: list[Range] = []
            for _, (start, end) in draft.content:
                for quote in passage.quotes:
                    if quote.outer_start < end and start < quote.outer_end:
                        self._claimed.add((passage.n, quote.outer_start))
                        draft.quotes.append((passage.n, quote))
                        if is_speech(passage, quote) and _is_sentence_end(passage, quote, end):
                            end = max(end, quote.end)
                            if quote.holds(start, start + 1) or start < quote.start:
                                start = min(start, max(quote.start, 0)) if quote.holds(start, start + 1) else start
                grown.append((start, end))
            draft.content = [(passage, r) for s, e in grown if (r := trim(passage, s, e)) is not None]
        for draft in drafts:
            if draft.cue is None or not {"quote", "that"} & set(draft.cue.frames):
                continue
            quotes = self.free(passage, passage.doc[draft.anchor])
            if not quotes or (
                draft.content and not any(n == passage.n for n, _ in draft.quotes) and "quote" not in draft.cue.frames
            ):
                continue
            if draft.content and not draft.quotes:
                continue
            for quote in quotes:
                if any(start <= quote.start < end for start, end in draft.cue_ranges):
                    continue
                if any(
                    other is not draft and _is_nearer(other, draft, quote)
                    for other in drafts
                    if other.cue is not None and {"quote", "that"} & set(other.cue.frames)
                ):
                    continue
                self._claimed.add((passage.n, quote.outer_start))
                draft.quotes.append((passage.n, quote))
                if (r := trim(passage, quote.start, quote.end)) is not None:
                    draft.content.append((passage, r))
            draft.content.sort(key=lambda part: part[1])
        for draft in drafts:
            if draft.content and all(
                any(p is passage and q.start - 1 <= r[0] and r[1] <= q.end + 1 for _, q in draft.quotes)
                for p, r in draft.content
            ):
                draft.level = Level.QUOTED

    def _turn_to_quote(self, passage: Passage, draft: Draft) -> None:
        """ "A referred to B: “C,” A said": the quotation that ends before the cue is what was said, and not what the
        parser reads before it."""
        if draft.cue is None or "quote" not in draft.cue.frames or not draft.content:
            return
        begins = min([start for start, _ in draft.cue_ranges] + ([draft.source[0]] if draft.source else []))
        for quote in passage.quotes:
            fresh = passage.text[: quote.outer_start].rstrip()[-1:] in ("", ".", ":", "!", "?")
            if (
                quote.outer_end <= begins
                and passage.text[quote.outer_end : begins].strip(" ,").lower() in ("", "the", "a", "an")
                and fresh
                and is_speech(passage, quote)
                and all(end <= quote.outer_start for _, (_, end) in draft.content)
            ):
                draft.content = [(passage, r)] if (r := trim(passage, quote.start, quote.end)) is not None else []

    def announced(self, passage: Passage, pending: list[Draft]) -> None:
        """ "She said:" at the end of a paragraph announces the quotation that opens the next one."""
        quote = passage.quotes[0] if passage.quotes else None
        draft = pending[-1] if pending else None
        if (
            quote is None
            or draft is None
            or quote.outer_start != 0
            or not announces(draft.passage, draft.passage.doc[draft.anchor])
        ):
            return
        r = trim(passage, quote.start, quote.end)
        if r is not None:
            self._claimed.add((passage.n, quote.outer_start))
            draft.content, draft.level = [(passage, r)], Level.QUOTED
            draft.quotes.append((passage.n, quote))

    def go_on(self, passage: Passage, found: list[Draft]) -> None:
        """Speech without a cue of its own goes on from the speech before it: “A,” he said. “B.”"""
        for quote in passage.quotes:
            if (passage.n, quote.outer_start) in self._claimed or not is_speech(passage, quote):
                continue
            previous = next((d for d in reversed(found) if d.quotes or d.level is Level.QUOTED), None)
            if previous is None or not self._follows(previous, passage, quote):
                previous = self._said_before(found, passage, quote)
            if previous is None:
                continue
            self._claimed.add((passage.n, quote.outer_start))
            if (r := trim(passage, quote.start, quote.end)) is not None:
                previous.content.append((passage, r))
                previous.quotes.append((passage.n, quote))

    def _said_before(self, found: list[Draft], passage: Passage, quote: Quote) -> Draft | None:
        """ "A would come, X said. “B.”": a quotation that makes a sentence goes on from the reported one before it."""
        sentences = passage.sentences
        n = next((n for n, (a, _) in enumerate(sentences) if passage.doc[a].idx == quote.outer_start), 0)
        if n == 0:
            return None
        first, last = sentences[n - 1]
        inside = [
            d
            for d in found
            if d.passage is passage and first <= d.anchor < last and d.cue and {"that", "quote"} <= set(d.cue.frames)
        ]
        told = [d for d in inside if not any(o.covers(passage, d.cue_ranges[0][0]) for o in inside if o is not d)]
        return told[-1] if told and told[-1].cue is not None and told[-1].act in ("assert", "warn", "note") else None

    def _follows(self, draft: Draft, passage: Passage, quote: Quote) -> bool:
        """True where the quotation makes whole sentences and stands right after the draft's sentence or paragraph."""
        first = next(((a, b) for a, b in passage.sentences if passage.doc[b - 1].idx >= quote.outer_start), None)
        if first is None or (
            passage.doc[first[0]].idx < quote.outer_start - 1
            and passage.text[passage.doc[first[0]].idx : quote.outer_start].strip()
        ):
            return False
        last_passage = draft.content[-1][0]
        if last_passage is passage:
            between = passage.text[draft.content[-1][1][1] : quote.outer_start]
            return between.count(". ") <= 1
        return quote.continued or (passage.n == last_passage.n + 1 and quote.outer_start == 0)


def _is_nearer(other: Draft, draft: Draft, quote: Quote) -> bool:
    """True where a quotation stands right behind another cue: “A,” X said, adding: “B.”"""
    if other.content and not other.quotes:
        return False
    ends = [max(end for _, end in d.cue_ranges) for d in (other, draft)]
    return ends[1] < ends[0] <= quote.outer_start


def _leads(passage: Passage, quote: Quote, start: int, anchor: Token) -> bool:
    """ "“Is that so?” she asked": a quotation right before a sentence that opens with its source and cue."""
    if passage.text[quote.outer_end : start].strip() or anchor.idx - start > _NEAR:
        return False
    opens = passage.text[start : start + 1]
    return opens.islower() or passage.text[quote.end - 1 : quote.end] in (",", "?", "!", "—")


def _is_exclaimed(passage: Passage, quote: Quote, anchor: Token) -> bool:
    """ "“No,” he said": short speech, known by its mark and by the cue right beside it."""
    if passage.text[quote.end - 1 : quote.end] not in (",", ".", "?", "!"):
        return False
    after = anchor.idx - quote.outer_end
    before = quote.outer_start - (anchor.idx + len(anchor.text))
    return 0 <= after <= _NEAR or 0 <= before <= 2


def announces(passage: Passage, anchor: Token) -> bool:
    """True for a cue in the last sentence of a paragraph that ends with a colon."""
    return passage.text.rstrip().endswith(":") and passage.sentence_of(anchor.i)[1] == len(passage.doc)


def is_speech(passage: Passage, quote: Quote) -> bool:
    return len(passage.text[quote.start : quote.end].split()) >= _LONG_QUOTE


def _is_sentence_end(passage: Passage, quote: Quote, end: int) -> bool:
    """True where the words before `end` run to the end of a sentence inside the quotation: the rest belongs."""
    rest = passage.text[end : quote.end].strip()
    return rest == "" or rest[:1] in ".!?…,;" or quote.start < end
