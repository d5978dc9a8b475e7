"""Quotations find their speaker: the cue beside them, or the speech before them that they go on from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.marking.drafts import Draft, Range, trim
from communique.marking.passages import Passage
from communique.marking.quotes import Quote
from communique.model.marks import Level

if TYPE_CHECKING:
    from spacy.tokens import Token

_LONG_QUOTE = 4  # words from which a quotation without a cue of its own is speech and not a term


class Quotations:
    """Of one document; knows which quotations have a speaker already."""

    def __init__(self) -> None:
        self._claimed: set[tuple[int, int]] = set()  # (passage, outer start) of quotations that have a speaker

    def free(self, passage: Passage, anchor: Token) -> list[Quote]:
        """Quotations that stand in the sentence of a cue, or run into it, and are speech."""
        first, last = passage.sentence_of(anchor.i)
        start, end = passage.doc[first].idx, passage.doc[last - 1].idx + len(passage.doc[last - 1].text)
        near = [
            q
            for q in passage.quotes
            if q.outer_start < end + 2 and q.outer_end > start - 2 and (passage.n, q.outer_start) not in self._claimed
        ]
        return [q for q in near if is_speech(passage, q)]

    def give(self, passage: Passage, drafts: list[Draft]) -> None:
        """Give every quotation of the passage to the cue that it belongs to."""
        for draft in drafts:
            if draft.cue is None:
                continue
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

    def go_on(self, passage: Passage, found: list[Draft]) -> None:
        """Speech without a cue of its own goes on from the speech before it: “A,” he said. “B.”"""
        for quote in passage.quotes:
            if (passage.n, quote.outer_start) in self._claimed or not is_speech(passage, quote):
                continue
            previous = next((d for d in reversed(found) if d.quotes or d.level is Level.QUOTED), None)
            if previous is None or not self._follows(previous, passage, quote):
                continue
            self._claimed.add((passage.n, quote.outer_start))
            if (r := trim(passage, quote.start, quote.end)) is not None:
                previous.content.append((passage, r))
                previous.quotes.append((passage.n, quote))

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


def is_speech(passage: Passage, quote: Quote) -> bool:
    return len(passage.text[quote.start : quote.end].split()) >= _LONG_QUOTE


def _is_sentence_end(passage: Passage, quote: Quote, end: int) -> bool:
    """True where the words before `end` run to the end of a sentence inside the quotation: the rest belongs."""
    rest = passage.text[end : quote.end].strip()
    return rest == "" or rest[:1] in ".!?…,;" or quote.start < end
