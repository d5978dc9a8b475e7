"""Statements: who says what. A cue with a subject and a content makes one; quotations belong to the cue beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communique.lexicon import Cue, Lexicon
from communique.marking.clauses import Content, contents_of, subject_of
from communique.marking.cues import Hit, hits_of, is_negated, strength_of
from communique.marking.discourse import Discourse
from communique.marking.passages import Passage
from communique.marking.quotes import Quote
from communique.marking.speakers import Speakers, Voice
from communique.model.marks import Level, Party
from communique.model.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_LONG_QUOTE = 4  # words from which a quotation without a cue of its own is speech and not a term
_TRIM = ' \t,;:—–-|“”"«»„'

Range = tuple[int, int]  # prose characters [start, end)


@dataclass
class Draft:
    """A statement in the making; all ranges are prose characters of its passage."""

    passage: Passage
    cue: Cue | None
    anchor: int  # token on which it hangs; the first token of its content where there is no cue
    cue_ranges: list[Range]
    source: Range | None
    parties: tuple[Party, ...]
    behalf: tuple[Party, ...] = ()
    content: list[tuple[Passage, Range]] = field(default_factory=list)
    addressee: int | None = None
    about: int | None = None
    act: str = "assert"
    strength: str = "plain"
    negated: bool = False
    level: Level = Level.PARAPHRASED
    why: list[str] = field(default_factory=list)
    quotes: list[tuple[int, Quote]] = field(default_factory=list)

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(passage.span(*r) for passage, r in self.content)

    def covers(self, passage: Passage, character: int) -> bool:
        return any(p is passage and r[0] <= character < r[1] for p, r in self.content)


class Reporter:
    """Finds reported statements passage by passage."""

    def __init__(
        self,
        passages: Sequence[Passage],
        lexicon: Lexicon,
        discourse: Discourse,
        speakers: Speakers,
        *,
        performative: bool,
        official: bool,
    ) -> None:
        self.official = official  # True for a text of governments, not of reporters
        self.performative = performative  # True for a text that acts by itself: a joint statement
        self.passages = passages
        self.lexicon = lexicon
        self.discourse = discourse
        self.speakers = speakers
        self._asides = tuple(sorted((a.text for a in lexicon.asides), key=len, reverse=True))
        self._claimed: set[tuple[int, int]] = set()  # (passage, outer start) of quotations that have a speaker

    def drafts(self) -> list[Draft]:
        found: list[Draft] = []
        for passage in self.passages:
            if passage.titular:
                continue
            drafts = self._in(passage)
            self._quotations(passage, drafts)
            for draft in drafts:
                self.act_of(draft)
            found += [d for d in drafts if d.content]
            self._orphans(passage, found)
        return found

    # -- cues ------------------------------------------------------------------------------------

    def _in(self, passage: Passage) -> list[Draft]:
        drafts: list[Draft] = []
        used: set[int] = set()
        for hits in hits_of(passage, self.lexicon):
            if hits[0].tokens[0] in used or passage.quote_at(passage.doc[hits[0].anchor].idx) is not None:
                continue
            draft = self._best(passage, hits)
            if draft is not None:
                drafts.append(draft)
                used.update(t.i for start, end in draft.cue_ranges for t in passage.doc if start <= t.idx < end)
        _part(drafts)
        return drafts

    def _best(self, passage: Passage, hits: Iterable[Hit]) -> Draft | None:
        for hit in hits:
            draft = self._draft(passage, hit)
            if draft is not None:
                return draft
        return None

    def _draft(self, passage: Passage, hit: Hit) -> Draft | None:
        if hit.cue.pos == "fixed":
            return self._according(passage, hit)
        anchor = passage.doc[hit.anchor]
        if hit.cue.pos == "noun":
            return self._noun(passage, hit, anchor)
        if _is_hypothetical(anchor) or self._is_aside(passage, anchor):
            return None
        if any(c.dep_ == "aux" and c.lower_ in ("must", "should", "ought") for c in anchor.children):
            return None  # what somebody ought to say is not said
        voice = self._voice(passage, hit, anchor)
        if voice is None:
            return None
        deed = hit.cue.family == "declarative" or hit.cue.lemma in self.lexicon.deeds
        own = (self.performative and anchor.tag_ != "VBG") or (
            passage.text[voice.start : voice.end].lower() in _SELVES and anchor.tag_ != "VBG"
        )
        if hit.cue.family == "declarative" and not own:
            return None  # "Tokyo signed a programme": a deed that somebody else tells of
        content = contents_of(passage, hit)
        if (
            content is not None
            and content.frame not in ("that", "quote")
            and (
                (deed and not own)
                or (
                    anchor.tag_ == "VBG"
                    and hit.cue.act in _MILD
                    and "that" not in hit.cue.frames
                    and anchor.dep_ != "ROOT"
                )
            )
        ):
            return None
        quotable = "quote" in hit.cue.frames or "that" in hit.cue.frames
        if content is None:
            topic = self._topic(passage, anchor) if "quote" not in hit.cue.frames else None
            if topic is None and not (quotable and self._has_free_quote(passage, anchor)):
                return None
            return self._made(passage, hit, voice, None, [topic] if topic else [])
        ranges = [
            r for first, last in content.ranges if (r := self._characters(passage, first, last, anchor)) is not None
        ]
        ranges = self._outside(ranges, passage, hit, voice)
        if self.official and content.frame not in ("that", "quote", "as") and ranges:
            ranges[-1] = self._to_clause_end(passage, hit, ranges[-1])
        return self._made(passage, hit, voice, content, ranges) if ranges or quotable else None

    def _is_aside(self, passage: Passage, anchor: Token) -> bool:
        """ "apparently taking into account …": the reporter's words, not the speaker's."""
        before = passage.text[: anchor.idx].rstrip().lower()
        return anchor.tag_ == "VBG" and before.endswith(self._asides)

    def _voice(self, passage: Passage, hit: Hit, anchor: Token) -> Voice | None:
        """Who speaks: the subject; where that is nobody who could, the subject of the clause above, or the names that
        stand right before the verb."""
        subject = subject_of(anchor)
        if subject is not None and subject.i in hit.tokens:
            return None
        if anchor.tag_ == "VBG" and anchor.dep_ == "advcl" and "that" in hit.cue.frames:
            above = self._reporting_above(passage, anchor)  # "said that A, adding that B"
            if above is not None and (voice := self.speakers.voice(passage, above)) is not None:
                return voice
        voice = self.speakers.voice(passage, subject) if subject is not None else None
        if voice is None and anchor.dep_ == "conj" and anchor.tag_ == "VBD":
            above = self._reporting_above(passage, anchor)  # "shared the view that A was B and concurred on C"
            voice = self.speakers.voice(passage, above) if above is not None else None
        if subject is None and anchor.tag_ in ("VBD", "VBP", "VBZ"):
            first = anchor
            while first.dep_ == "conj" and first.head.tag_[:1] == "V":
                first = first.head
            voice = voice or self.speakers.before(passage, first)
        return voice

    def _reporting_above(self, passage: Passage, anchor: Token) -> Token | None:
        """The subject of the verb of saying in whose content clause this verb stands."""
        token = anchor
        while token.head.i != token.i:
            if token.dep_ in ("ccomp", "acl", "relcl") and any(
                f.cue.pos == "verb" and "that" in f.cue.frames for f in self.lexicon.cues.get(token.head.lower_, ())
            ):
                return subject_of(token.head)
            if token.dep_ == "acl" and token.head.dep_ == "dobj":
                return subject_of(token.head.head)
            token = token.head
        return None

    def _noun(self, passage: Passage, hit: Hit, anchor: Token) -> Draft | None:
        """ "his warning that …": a noun speaks only with an owner and a clause of its own."""
        owner = next((c for c in anchor.children if c.dep_ == "poss"), None)
        clause = next(
            (c for c in anchor.children if c.dep_ in ("acl", "ccomp") and any(g.dep_ == "mark" for g in c.children)),
            None,
        )
        if owner is None or clause is None or "that" not in hit.cue.frames:
            return None
        voice = self.speakers.voice(passage, owner)
        content = contents_of(passage, hit)
        if voice is None or content is None:
            return None
        ranges = [
            r for first, last in content.ranges if (r := self._characters(passage, first, last, anchor)) is not None
        ]
        return self._made(passage, hit, voice, content, ranges) if ranges else None

    def _according(self, passage: Passage, hit: Hit) -> Draft | None:
        """ "…, according to X"; "According to X, …"."""
        last = passage.doc[hit.tokens[-1]]
        source = next((c for i in hit.tokens for c in passage.doc[i].children if c.dep_ == "pobj"), None)
        if source is None or "source" not in hit.cue.frames:
            return None
        voice = self.speakers.voice(passage, source)
        top = passage.doc[hit.tokens[0]]
        while top.head.i in hit.tokens and top.head.i != top.i:
            top = top.head
        clause = top.head
        if voice is None or clause.i == top.i:
            return None
        while clause.tag_[:1] != "V" and clause.head.i != clause.i:
            clause = clause.head
        inside = {t.i for t in top.subtree} | set(hit.tokens) | {t.i for t in last.subtree}
        rest = sorted(t.i for t in clause.subtree if t.i not in inside)
        if not rest:
            return None
        runs: list[list[int]] = []
        for i in rest:
            if runs and runs[-1][-1] == i - 1:
                runs[-1].append(i)
            else:
                runs.append([i])
        ranges = [r for run in runs if (r := self._characters(passage, run[0], run[-1] + 1, top)) is not None]
        return self._made(passage, hit, voice, None, ranges) if ranges else None

    def _made(self, passage: Passage, hit: Hit, voice: Voice, content: Content | None, ranges: list[Range]) -> Draft:
        doc = passage.doc
        strength, by = strength_of(passage, hit, self.lexicon)
        why = [f"cue: “{' '.join(doc[i].text for i in hit.tokens)}” ({hit.cue.act})"]
        if voice.why:
            why.append(f"source: “{passage.text[voice.start : voice.end]}”, {voice.why}")
        if content is not None:
            why.append(f"content: {content.frame} of the cue")
        if by:
            why.append(f"strength: “{by}”")
        return Draft(
            passage,
            hit.cue,
            hit.anchor,
            _ranges_of(passage, hit.tokens),
            (voice.start, voice.end),
            voice.parties,
            voice.on_behalf_of,
            [(passage, r) for r in ranges],
            content.addressee if content else None,
            content.about if content else None,
            hit.cue.act,
            strength,
            is_negated(passage, hit),
            why=why,
        )

    def act_of(self, draft: Draft) -> None:
        """What merely is said may be more: "said that X must stop" demands, "said: “We will help”" commits."""
        if draft.cue is not None and draft.act == "commit" and draft.content and "inf" in draft.cue.frames:
            passage, (start, _) = draft.content[0]
            verb = next((t for t in passage.doc if t.idx >= start and t.tag_ == "VB"), None)
            stance = (
                next((f.cue for f in self.lexicon.cues.get(verb.lower_, ()) if f.cue.pos == "verb"), None)
                if verb is not None
                else None
            )
            if (
                verb is not None
                and stance is not None
                and stance.act in _STANCES
                and stance.lemma not in self.lexicon.deeds
            ):
                draft.act = stance.act  # "agreed to oppose" opposes
                draft.why.append(f"act: “{verb.text}” in the content ({stance.act})")
            return
        if (
            draft.cue is None
            or draft.act != "assert"
            or not {"that", "quote"} & set(draft.cue.frames)
            or not draft.content
        ):
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
        resolved = self.discourse.at(passage.n, subject.i)
        own = subject.lower_ in _SELVES or (
            resolved is not None
            and bool(resolved.figures)
            and set(resolved.figures) <= {p.figure for p in draft.parties}
        )
        for child in clause.children:
            modal = self.lexicon.modal_by_text.get(child.lower_) if child.dep_ == "aux" else None
            if modal is None:
                continue
            act, strength = (modal.first, modal.first_strength) if own else (modal.other, modal.other_strength)
            if act is not None:
                draft.act, draft.strength = act, strength
                draft.why.append(f"act: “{child.text}” in the content ({act})")
            return

    def _topic(self, passage: Passage, anchor: Token) -> Range | None:
        """ "Regarding the situation in X, they expressed concern": the topic is the content of a cue without one."""
        sentence = passage.sentence_of(anchor.i)
        first = next((t for t in passage.doc[sentence[0] : sentence[1]] if t.is_alpha), None)
        if first is None or first.lower_ not in _TOPICAL:
            return None
        comma = next((t for t in passage.doc[first.i : anchor.i] if t.text == "," and t.i > first.i + 1), None)
        if comma is None:
            return None
        start = first.i + 1
        while passage.doc[start].lower_ in ("to", "for", "regard", "respect", "of", "the", "issue", "issues"):
            start += 1
        return self._characters(passage, start, comma.i, anchor)

    # -- content ---------------------------------------------------------------------------------

    def _characters(self, passage: Passage, first: int, last: int, anchor: Token) -> Range | None:
        """Token range as characters, without what a reporter adds and without marks at the ends."""
        doc = passage.doc
        start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1].text)
        low = passage.text[start:end].lower()
        for aside in self._asides:
            at = low.find(", " + aside + " ")
            if at > 0 and passage.quote_at(start + at) is None:
                end = start + at
                low = low[:at]
        return _trim(passage, start, end)

    def _to_clause_end(self, passage: Passage, hit: Hit, last: Range) -> Range:
        """Official prose puts nothing after what is said: what still hangs on the cue ("… and with X to respond to Y")
        belongs to it, up to the next cue."""
        doc = passage.doc
        inside = {t.i for i in hit.tokens for t in doc[i].subtree}
        at = passage.token_at(last[1] - 1).i + 1
        end = at
        while end < len(doc) and end in inside:
            token = doc[end]
            if token.text in (";", ":", "—") or (token.dep_ == "conj" and token.tag_ in ("VBD", "VBP", "VBZ")):
                break
            if token.head.i in hit.tokens and token.dep_ in ("advcl", "ccomp") and token.tag_[:1] == "V":
                break
            end += 1
        while end > at and (doc[end - 1].is_punct or doc[end - 1].dep_ == "cc"):
            end -= 1
        return last if end <= at else (last[0], doc[end - 1].idx + len(doc[end - 1].text))

    def _outside(self, ranges: list[Range], passage: Passage, hit: Hit, voice: Voice) -> list[Range]:
        """Ranges without the cue's and the source's own words."""
        kept: list[Range] = []
        for start, end in ranges:
            if start <= voice.start and voice.end <= end:
                after = _trim(passage, voice.end, end)
                before = _trim(passage, start, voice.start)
                kept += [r for r in (before, after) if r is not None and r[1] - r[0] > 20][:1]
            else:
                kept.append((start, end))
        return kept

    # -- quotations ------------------------------------------------------------------------------

    def _has_free_quote(self, passage: Passage, anchor: Token) -> bool:
        return bool(self._free_quotes(passage, anchor))

    def _free_quotes(self, passage: Passage, anchor: Token) -> list[Quote]:
        """Quotations that stand in the sentence of a cue, or run into it, and are speech."""
        first, last = passage.sentence_of(anchor.i)
        start, end = passage.doc[first].idx, passage.doc[last - 1].idx + len(passage.doc[last - 1].text)
        near = [
            q
            for q in passage.quotes
            if q.outer_start < end + 2 and q.outer_end > start - 2 and (passage.n, q.outer_start) not in self._claimed
        ]
        return [q for q in near if _is_speech(passage, q)]

    def _quotations(self, passage: Passage, drafts: list[Draft]) -> None:
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
                        if _is_speech(passage, quote) and _is_sentence_end(passage, quote, end):
                            end = max(end, quote.end)
                            if quote.holds(start, start + 1) or start < quote.start:
                                start = min(start, max(quote.start, 0)) if quote.holds(start, start + 1) else start
                grown.append((start, end))
            draft.content = [(passage, r) for s, e in grown if (r := _trim(passage, s, e)) is not None]
        for draft in drafts:
            if draft.cue is None or not {"quote", "that"} & set(draft.cue.frames):
                continue
            quotes = self._free_quotes(passage, passage.doc[draft.anchor])
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
                if (r := _trim(passage, quote.start, quote.end)) is not None:
                    draft.content.append((passage, r))
            draft.content.sort(key=lambda part: part[1])
        for draft in drafts:
            if draft.content and all(
                any(p is passage and q.start - 1 <= r[0] and r[1] <= q.end + 1 for _, q in draft.quotes)
                for p, r in draft.content
            ):
                draft.level = Level.QUOTED

    def _orphans(self, passage: Passage, found: list[Draft]) -> None:
        """Speech without a cue of its own goes on from the speech before it: “A,” he said. “B.”"""
        for quote in passage.quotes:
            if (passage.n, quote.outer_start) in self._claimed or not _is_speech(passage, quote):
                continue
            previous = next((d for d in reversed(found) if d.quotes or d.level is Level.QUOTED), None)
            if previous is None or not self._follows(previous, passage, quote):
                continue
            self._claimed.add((passage.n, quote.outer_start))
            if (r := _trim(passage, quote.start, quote.end)) is not None:
                previous.content.append((passage, r))
                previous.quotes.append((passage.n, quote))

    def _follows(self, draft: Draft, passage: Passage, quote: Quote) -> bool:
        """True where the quotation makes whole sentences and stands right after the draft's sentence or paragraph."""
        first = next(((a, b) for a, b in passage.sentences if passage.doc[b - 1].idx >= quote.outer_start), None)
        if (
            first is None
            or (passage.doc[first[0]].idx < quote.outer_start - 1
            and passage.text[passage.doc[first[0]].idx : quote.outer_start].strip())
        ):
            return False
        last_passage = draft.content[-1][0]
        if last_passage is passage:
            between = passage.text[draft.content[-1][1][1] : quote.outer_start]
            return between.count(". ") <= 1
        return quote.continued or (passage.n == last_passage.n + 1 and quote.outer_start == 0)


_STANCES = frozenset(["oppose", "condemn", "support", "welcome"])
_SELVES = frozenset(("we", "i"))
_MILD = frozenset(["assert", "discuss", "note", "commit", "agree", "announce", "support"])  # in "-ing" these rarely say something
_TOPICAL = frozenset(["regarding", "concerning", "on", "with", "as"])


def _part(drafts: list[Draft]) -> None:
    """Take out of a content what another statement of the same speakers says in a clause hanging on it:
    "said that A, adding that B" is two statements."""
    for draft in drafts:
        for other in drafts:
            if other is draft or other.passage is not draft.passage or not other.content:
                continue
            doc = draft.passage.doc
            anchor = doc[other.anchor]
            if anchor.dep_ in ("advcl", "relcl", "acl", "conj") and _same_speakers(draft, other):
                begin = min(t.idx for t in anchor.subtree)
                if anchor.dep_ == "conj":
                    before = [t for t in doc[: min(t.i for t in anchor.subtree)] if t.dep_ == "cc"]
                    begin = before[-1].idx if before and before[-1].i >= min(t.i for t in anchor.subtree) - 2 else begin
                draft.content = [
                    (p, (s, e) if not s < begin < e else r)
                    for p, (s, e) in draft.content
                    if (r := _trim(p, s, begin) if s < begin < e else (s, e)) is not None
                ]


def _same_speakers(a: Draft, b: Draft) -> bool:
    return {p.figure for p in a.parties} == {p.figure for p in b.parties} or (
        bool(b.parties) and {p.figure for p in b.parties} >= {p.figure for p in a.parties}
    )


def _trim(passage: Passage, start: int, end: int) -> Range | None:
    """A range without spaces and marks at its ends, and without a lone full stop after it."""
    text = passage.text
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and (
        text[end - 1] in _TRIM or (text[end - 1] == "." and not text[max(0, end - 4) : end - 1].isupper())
    ):
        end -= 1
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None


def _ranges_of(passage: Passage, tokens: Iterable[int]) -> list[Range]:
    ranges: list[Range] = []
    for i in sorted(tokens):
        token = passage.doc[i]
        if ranges and ranges[-1][1] >= token.idx - 1:
            ranges[-1] = (ranges[-1][0], token.idx + len(token.text))
        else:
            ranges.append((token.idx, token.idx + len(token.text)))
    return ranges


def _is_speech(passage: Passage, quote: Quote) -> bool:
    return len(passage.text[quote.start : quote.end].split()) >= _LONG_QUOTE


def _is_sentence_end(passage: Passage, quote: Quote, end: int) -> bool:
    """True where the words before `end` run to the end of a sentence inside the quotation, so that the rest of it belongs."""
    rest = passage.text[end : quote.end].strip()
    return rest == "" or rest[:1] in ".!?…,;" or quote.start < end


def _is_hypothetical(anchor: Token) -> bool:
    """ "if he says", "to say that" without a saying: conditions and purposes say nothing yet."""
    return any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in anchor.children)


def without_deeds(drafts: list[Draft]) -> list[Draft]:
    """Leaves out what only looks like saying inside what somebody says: a nested cue needs a clause or a quotation as its
    content, or an act that is aimed at somebody."""
    kept: list[Draft] = []
    for draft in drafts:
        start = draft.cue_ranges[0][0] if draft.cue_ranges else -1
        nested = any(d is not draft and d.covers(draft.passage, start) for d in drafts) if start >= 0 else False
        frames = draft.cue.frames if draft.cue is not None else ("that",)
        if nested and ("that" not in frames or not any(p.figure is not None for p in draft.parties)):
            if draft.act not in _STRONG or not any(p.figure is not None for p in draft.parties):
                continue
        kept.append(draft)
    return kept


_STRONG = frozenset(["condemn", "demand", "oppose", "accuse", "criticise", "warn", "agree", "reaffirm"])


def merged(drafts: list[Draft]) -> list[Draft]:
    """One statement for one content: of two cues on the same words the outer is kept."""
    kept: dict[tuple[Span, ...], Draft] = {}
    for draft in drafts:
        known = kept.get(draft.spans)
        if known is None or (draft.anchor < known.anchor and draft.passage is known.passage):
            kept[draft.spans] = draft
    return sorted(kept.values(), key=lambda d: (d.spans, d.anchor))
