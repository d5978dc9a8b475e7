"""Statements: who says what. A cue with a subject and a content makes one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.lexicon import Cue, Lexicon
from communique.marking.acts import settle_act
from communique.marking.agentless import agentless
from communique.marking.aims import AIMS
from communique.marking.beside import beside
from communique.marking.clauses import Content, contents_of, has_to, runs_of
from communique.marking.cues import Hit, hits_of, is_negated, strength_of
from communique.marking.discourse import Discourse
from communique.marking.drafts import Draft, Range, is_self, ranges_of, trim, will
from communique.marking.extents import belongs, goes_on_telling, hanging_on, is_done
from communique.marking.news import is_told
from communique.marking.nouns import content_of, owner_of
from communique.marking.passages import Passage
from communique.marking.quotations import Quotations, announces
from communique.marking.settling import cede, finite, part
from communique.marking.sources import Sources
from communique.marking.speakers import Speakers, Voice
from communique.marking.subjects import continued, says_on
from communique.marking.talk import is_talk
from communique.model.marks import Level

if TYPE_CHECKING:
    from spacy.tokens import Token

_MILD = frozenset(
    ["assert", "discuss", "note", "commit", "agree", "announce", "support"]
)  # in "-ing" these rarely say something  # in "-ing" these rarely say something
_WHILE = frozenset(["by", "after", "before", "since", "despite", "while", "when", "without"])
_TOPICAL = frozenset(["regarding", "concerning", "on", "with", "as"])


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
        spoken: bool = False,
    ) -> None:
        self.spoken = spoken  # True for a text in the speaker's own words: a transcript, a statement of one person
        self.official = official  # True for a text of governments, not of reporters
        self.performative = performative  # True for a text that acts by itself: a joint statement
        self.passages = passages
        self.lexicon = lexicon
        self.discourse = discourse
        self.speakers = speakers
        self._asides = tuple(sorted((a.text for a in lexicon.asides), key=len, reverse=True))
        self.sources = Sources(lexicon, discourse, speakers, tells=official and not performative)
        self.quotations = Quotations()

    def drafts(self) -> list[Draft]:
        found: list[Draft] = []
        pending: list[Draft] = []  # cues whose quotation opens the next paragraph
        for passage in self.passages:
            if passage.titular or (self.spoken and passage.asks):
                continue
            self.quotations.announced(passage, pending)
            drafts = self._in(passage)
            self.quotations.give(passage, drafts)
            for draft in (*pending, *drafts):
                settle_act(draft, self.lexicon, self.discourse)
            found += [d for d in (*pending, *drafts) if d.content]
            pending = [d for d in drafts if not d.content]
            self.quotations.go_on(passage, found)
        return found

    def _in(self, passage: Passage) -> list[Draft]:
        drafts: list[Draft] = []
        used: set[int] = set()
        for hits in hits_of(passage, self.lexicon):
            if hits[0].tokens[0] in used or passage.quote_at(passage.doc[hits[0].anchor].idx) is not None:
                continue
            draft = self._best(passage, hits)
            if draft is not None:
                drafts.append(draft)
                for start, end in draft.cue_ranges:
                    used.update(range(passage.token_at(start).i, passage.token_at(end - 1).i + 1))
        drafts = finite(drafts)
        part(drafts)
        cede(drafts)
        return drafts

    def _best(self, passage: Passage, hits: Sequence[Hit]) -> Draft | None:
        wanting: list[Hit] = []
        for hit in hits:
            draft = self._draft(passage, hit, wanting)
            if draft is not None:
                return draft
        return next((d for hit in wanting if (d := self._draft(passage, hit, None)) is not None), None)

    def _draft(self, passage: Passage, hit: Hit, wanting: list[Hit] | None) -> Draft | None:
        """The draft of a cue. In news a cue without a content goes on to `wanting`; asked again with None, it takes as
        its content what stands beside it."""
        if hit.cue.pos == "fixed":
            return self._according(passage, hit)
        anchor = passage.doc[hit.anchor]
        if hit.cue.pos == "noun":
            return self._noun(passage, hit, anchor)
        if _is_hypothetical(anchor) or self._is_aside(passage, anchor) or _is_undergone(anchor):
            return None
        if any(c.dep_ == "xcomp" and has_to(c) and says_on(c) and self._says(c) for c in anchor.children):
            return None  # "declined to say": a saying, negated
        if any(c.dep_ == "aux" and c.lower_ in ("must", "should", "ought") for c in anchor.children):
            return None  # what somebody ought to say is not said
        if self.official and is_done(anchor, hit.cue):
            return None  # "has continued to grow", "have worked together to build": done, not undertaken
        if hit.cue.lemma == "continue to" and will(anchor) is None and self._goes_on_saying(passage, hit):
            return None
        voice = self.sources.of(passage, hit, anchor)
        if voice is None and not self.official and (found := agentless(passage, hit, anchor)) is not None:
            said = [r for a, b in found[1].ranges if (r := self._characters(passage, a, b, anchor)) is not None]
            return self._made(passage, hit, *found, said) if said else None
        if voice is None or self._is_out_of_step(anchor, hit.cue):
            return None
        deed = hit.cue.family == "declarative" or hit.cue.lemma in self.lexicon.deeds
        attitude = not self.official and hit.cue.lemma in self.lexicon.attitudes
        if (
            self.spoken
            and is_self(passage, voice)
            and will(anchor) is not None
            and (deed or hit.cue.act in ("discuss", "note", "announce", "propose") or "that" not in hit.cue.frames)
        ):
            return None  # "we will raise it": a commitment, found by its modal
        own = (self.performative and anchor.tag_ != "VBG") or (is_self(passage, voice) and anchor.tag_ != "VBG")
        if hit.cue.family == "declarative" and not own:
            return None  # "Tokyo signed a programme": a deed that somebody else tells of
        content = contents_of(passage, hit)
        if content is not None and content.frame == "prep:to" and hit.cue.lemma in ("speak", "talk"):
            return None  # "spoke to the press": to whom, and not what
        quotable = "quote" in hit.cue.frames or "that" in hit.cue.frames
        if content is None and not self.official and not (quotable and self.quotations.free(passage, anchor)):
            if wanting is None:
                content = beside(passage, hit, anchor, is_deed=deed)
            else:
                wanting.append(hit)
        if self.spoken and is_talk(passage, hit, anchor, voice, content, self.lexicon):
            return None
        if (
            content is not None
            and content.frame not in (("that", "quote") if self.official else ("that", "quote", "as"))
            and (
                (deed and not own and not attitude)
                or (
                    self.official
                    and anchor.tag_ == "VBG"
                    and hit.cue.act in ("commit", "support")
                    and not _is_progressive(anchor)
                )
                or (
                    self.official
                    and anchor.tag_ == "VBG"
                    and hit.cue.act in _MILD
                    and "that" not in hit.cue.frames
                    and anchor.dep_ != "ROOT"
                )
            )
        ):
            return None
        if content is not None and not self.official and is_told(passage, hit, voice, content, self.lexicon):
            return None
        if content is None:
            topic = self._topic(passage, anchor) if "quote" not in hit.cue.frames else None
            if topic is None and not (
                quotable and (self.quotations.free(passage, anchor) or announces(passage, anchor))
            ):
                return None
            return self._made(passage, hit, voice, None, [topic] if topic else [])
        ranges = [
            r for first, last in content.ranges if (r := self._characters(passage, first, last, anchor)) is not None
        ]
        ranges = self._outside(ranges, passage, hit, voice)
        if self.official and content.frame not in ("that", "quote", "as") and ranges:
            ranges[-1] = self._to_clause_end(passage, hit, ranges[-1])
        return self._made(passage, hit, voice, content, ranges) if ranges or quotable else None

    def _goes_on_saying(self, passage: Passage, hit: Hit) -> bool:
        """ "continue to call on X", "continue to oppose Y": the infinitive is what is said."""
        verb = next((t for t in passage.doc[hit.tokens[-1] + 1 :] if t.tag_ != "RB"), None)
        forms = self.lexicon.cues.get(verb.lower_, ()) if verb is not None else ()
        said = any(f.cue.pos == "verb" and f.cue.act in AIMS and f.cue.lemma not in self.lexicon.deeds for f in forms)
        return said or (verb is not None and passage.text[verb.idx :].lower().startswith(("call on ", "call for ")))

    def _says(self, verb: Token) -> bool:
        return any(f.cue.pos == "verb" and "quote" in f.cue.frames for f in self.lexicon.cues.get(verb.lower_, ()))

    def _is_out_of_step(self, anchor: Token, cue: Cue) -> bool:
        """A verb that continues an infinitive or a gerund and not the telling ("to address A and support B", "while
        supporting C")."""
        first = anchor.head if anchor.dep_ == "conj" else anchor
        if any(c.dep_ in ("nsubj", "nsubjpass") for c in anchor.children):
            return False
        if first.dep_ == "pcomp" and anchor.tag_ == "VBG" and not (first.head.lower_ in _WHILE and not self.official):
            return "that" not in cue.frames or cue.lemma in self.lexicon.deeds
        if (
            anchor.dep_ != "conj"
            or anchor.tag_ not in ("VB", "VBP")
            or (self.performative and continued(anchor) is not None)
        ):
            return False
        head = anchor
        while head.dep_ == "conj" and head.head.i != head.i:
            head = head.head
        if any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in anchor.children):
            return False
        return head.tag_ in ("VBD", "VBN", "VBG") or (head.tag_ == "VB" and has_to(head))

    def _is_aside(self, passage: Passage, anchor: Token) -> bool:
        """ "apparently taking into account …": the reporter's words, not the speaker's."""
        before = passage.text[: anchor.idx].rstrip().lower()
        return anchor.tag_ == "VBG" and before.endswith(self._asides)

    def _noun(self, passage: Passage, hit: Hit, anchor: Token) -> Draft | None:
        """ "his warning that …": a noun speaks only with an owner and a content of its own."""
        owner, verb = owner_of(anchor, frozenset() if self.official else self.lexicon.carriers)
        voice = self.speakers.voice(passage, owner) if owner is not None else None
        if voice is None:
            return None
        content = content_of(passage, hit, anchor, owner, clause_only=self.official)
        if content is None:
            return None
        if verb is not None:
            hit = replace(hit, tokens=(verb.i, *hit.tokens))
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
        rest = runs_of(passage.doc, [t.i for t in clause.subtree], inside)
        ranges = [r for a, b in rest if (r := self._characters(passage, a, b, top)) is not None]
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
            ranges_of(passage, hit.tokens),
            (voice.start, voice.end) if voice.end > voice.start else None,
            voice.parties,
            voice.on_behalf_of,
            [(passage, r) for r in ranges],
            content.addressee if content else None,
            content.about if content else None,
            hit.cue.act,
            strength,
            is_negated(passage, hit),
            Level.QUOTED if self.spoken and is_self(passage, voice) else Level.PARAPHRASED,
            why=why,
            frame=content.frame if content is not None else "",
        )

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
        return trim(passage, start, end)

    def _to_clause_end(self, passage: Passage, hit: Hit, last: Range) -> Range:
        """Official prose puts nothing after what is said: what still hangs on the cue ("… and with X to respond to Y")
        belongs to it, up to the next cue."""
        doc = passage.doc
        inside = hanging_on(doc, hit)
        at = passage.token_at(last[1] - 1).i + 1
        end = at
        while end < len(doc) and end in inside:
            token = doc[end]
            if token.text in (";", ":", "—") or goes_on_telling(token, doc[hit.anchor]):
                break
            clause = token.head.i in hit.tokens and token.dep_ in ("advcl", "ccomp") and token.tag_[:1] == "V"
            if clause and not belongs(token, self.lexicon):
                end = max(at, min(t.i for t in token.subtree))
                break
            end += 1
        while end > at and (doc[end - 1].is_punct or doc[end - 1].dep_ == "cc"):
            end -= 1
        return last if end <= at else (last[0], doc[end - 1].idx + len(doc[end - 1].text))

    def _outside(self, ranges: list[Range], passage: Passage, hit: Hit, voice: Voice) -> list[Range]:
        """Ranges without the cue's and the source's own words."""
        kept: list[Range] = []
        cue = ranges_of(passage, hit.tokens)
        for start, end in ranges:
            if start < cue[-1][0] and cue[-1][1] < end:  # a content holds what follows its cue
                if (after := trim(passage, cue[-1][1], end)) is not None:
                    kept.append(after)
                continue
            if start <= voice.start and voice.end <= end:
                after = trim(passage, voice.end, end)
                before = trim(passage, start, voice.start)
                kept += [r for r in (before, after) if r is not None and r[1] - r[0] > 20][:1]
            else:
                kept.append((start, end))
        return kept


def _is_progressive(anchor: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in ("is", "are", "am", "was", "were") for c in anchor.children)


def _is_undergone(anchor: Token) -> bool:
    """ "Asked whether …, X said": who is asked does not ask."""
    return (
        anchor.tag_ == "VBN"
        and anchor.dep_ == "advcl"
        and not any(c.dep_ in ("aux", "auxpass") for c in anchor.children)
    )


def _is_hypothetical(anchor: Token) -> bool:
    """ "if he says", "to say that" without a saying: conditions and purposes say nothing yet."""
    return any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in anchor.children)
