"""Own speech: what a text in its speaker's own words says, sentence by sentence.

Every sentence of a labelled speaker, or of the author of a statement, is one: "We condemn the attack" with its cue,
"Russia must withdraw" whole, with the act that its modal tells. Where a sentence does two things, it is two: "We will
stand with them, and Russia must leave". What others are reported to have said stands within it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.lexicon import Lexicon
from communique.marking.courtesies import courtesies_of
from communique.marking.drafts import SELVES, Draft, Range, trim
from communique.marking.figures import Figures
from communique.marking.holding import Holding
from communique.marking.mainclauses import JOINT, leads, main_verbs, start_of, subject_above
from communique.marking.passages import Passage
from communique.marking.questions import questions_of
from communique.marking.sayings import Saying, sayings_of
from communique.marking.senses import Sense, sense_of
from communique.marking.turns import Turn
from communique.model.document import BlockKind
from communique.model.marks import Level

if TYPE_CHECKING:
    from spacy.tokens import Token

_WHY = "a sentence of the speaker’s own, without a cue"
_VERBLESS = 6  # words of a sentence without a verb that says something all the same
_SHORTEST = 4  # words of a sentence; fewer mean nothing alone, unless they do something: "We will respond."
_OTHERS = ("he", "she", "they", "it", "who")
_INNER = frozenset(("see", "know", "think", "feel", "hear", "learn", "find", "understand", "believe", "hope", "want"))
_POINTING = ("assert", "agree", "note", "discuss", "announce", "support")
_WILL = ("will", "would", "'ll", "’ll", "'d", "’d", "shall")
_POINTERS = frozenset(
    ("that", "this", "it", "it’s", "it's", "that’s", "that's", "so", "them", "these", "those", "there")
)
_HEADING = 12  # words of a heading
_ENDED = re.compile(r"[.?!:;…—–][”\"’')\]]*$")
_NEAR = 6  # words after which a cue inside another's content goes on with it: "I want you to know [that] I hope"
# matches: And thank you, Minister, for  –  Dear Ada, thanks again to all of you for
_THANKS = re.compile(
    r"(?:[^,.;:—]{1,40}, ){0,2}(?:(?:and|so|but|well|again)[,.]? )*(?P<cue>thank you|thanks)\b.{0,80}?\bfor\b", re.I
)
_DANGLING = re.compile(r"[\s,;—–]+(?:and|but|so|or|yet|and yet)?\s*$")
# matches: you all to know that
_TOLD = re.compile(
    r"(?:you|everyone|everybody|people|them)(?: all)? to (?:know|understand|hear|remember)(?: that)? ", re.I
)


def own_speech(
    passages: Sequence[Passage],
    found: Sequence[Draft],
    lexicon: Lexicon,
    figures: Figures,
    turns: Mapping[int, Turn],
    sides: Mapping[int, tuple[int, ...]],
) -> list[Draft]:
    """The drafts of a text in its speakers' own words, of which `found` are those with a cue; `sides` tells for whom
    a figure is known to speak."""
    given: dict[int, list[Draft]] = {}
    for draft in found:
        given.setdefault(draft.passage.n, []).append(draft)
    made: list[Draft] = []
    for passage in passages:
        drafts, turn = given.get(passage.n, []), turns.get(passage.n)
        if turn is None or passage.titular or passage.block.kind is BlockKind.HEADING:
            made += drafts
        elif turn.asks:
            asked = questions_of(passage, turn, lexicon)
            made += asked + _standing_in([d for d in drafts if not _is_own(d, turn)], asked)
        else:
            made += _Speech(passage, turn, drafts, lexicon, figures, _sides(figures, turn, sides)).drafts()
    return made


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words `[start, end)` that do one thing, and the cue statements that they make; without any, the words do it."""

    start: int
    end: int
    head: Token
    sense: Sense
    cued: tuple[Draft, ...]


class _Speech:
    """The statements of one block of a speaker."""

    def __init__(
        self,
        passage: Passage,
        turn: Turn,
        drafts: list[Draft],
        lexicon: Lexicon,
        figures: Figures,
        sides: set[int],
    ) -> None:
        self.passage = passage
        self.turn = turn
        self.lexicon = lexicon
        self.sides = sides  # states and bodies for which the speaker speaks
        named = {i for i in range(len(passage.namings)) if figures.of_naming.get((passage.n, i)) in sides}
        self.side_words = {token for token, naming in passage.covering.items() if naming in named}
        for draft in drafts:  # a parser that reads the label makes it part of what is said
            draft.content = [(p, (max(s, p.label_end), e)) for p, (s, e) in draft.content if e > p.label_end]
        drafts = [d for d in drafts if d.content]
        self.own = sorted((d for d in drafts if d.cue_ranges and self._speaks(d)), key=_cue_start)
        self.starts = [_cue_start(d) for d in self.own]
        self.anchors = {d.anchor for d in self.own}
        others = {id(d) for d in self.own}
        self.others = [d for d in drafts if id(d) not in others]

    def _speaks(self, draft: Draft) -> bool:
        """True where the speaker says it, as "I", as "we" or as the state for which he or she speaks."""
        if _is_own(draft, self.turn):
            return True
        anchor = self.passage.doc[draft.anchor]
        subject = subject_above(anchor)
        if subject is not None and subject.lower_ in SELVES:  # "Minister, on behalf of us all, I want to thank …"
            draft.source = (subject.idx, subject.idx + len(subject.text))
            return True
        present = anchor.tag_ in ("VBZ", "VBP") or any(c.tag_ in ("VBZ", "VBP") for c in anchor.children)
        return bool(self.sides) and present and {p.figure for p in draft.parties} <= self.sides

    def drafts(self) -> list[Draft]:
        made: list[Draft] = []
        for saying in sayings_of(self.passage):
            made += self._in(saying)
        main = {id(d) for d in made}
        doc = self.passage.doc
        former = [d for d in self.own if id(d) not in main and _is_former(doc[d.anchor], d)]
        return made + _standing_in([*self.others, *former], made)

    def _in(self, saying: Saying) -> list[Draft]:
        if courtesies_of(self.lexicon).holds(saying.text) or self._is_heading(saying):
            return []
        made: list[Draft] = []
        pieces = self._pieces(saying)
        for piece in pieces:
            if piece.cued and not any(self._only_points(d, piece) for d in piece.cued):
                made += [self._with_cue(d, saying, piece) for d in piece.cued]
            elif _says_something(saying, piece):
                made += self._without(saying, piece)
        return [d for d in made if d.content]

    def _is_heading(self, saying: Saying) -> bool:
        """A short paragraph that does not end as a sentence does: "Strengthening our partnership"."""
        whole = saying.ranges[-1][1] >= len(self.passage.text.rstrip())
        paragraph = self.passage.block.kind is BlockKind.PARAGRAPH
        return whole and paragraph and not _ENDED.search(saying.text) and len(saying.text.split()) <= _HEADING

    def _pieces(self, saying: Saying) -> list[_Piece]:
        """The main clauses, neighbours that do the same taken together."""
        heads = main_verbs(saying)
        pieces: list[_Piece] = []
        starts = [saying.ranges[0][0], *(start_of(h, saying) for h in heads[1:])]
        for n, head in enumerate(heads):
            end = starts[n + 1] if n + 1 < len(heads) else saying.ranges[-1][1]
            start = starts[n]
            if start >= end:
                continue
            within = self.own[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
            cued = [d for d in within if leads(d, head, self.anchors)]
            cued = [d for d in _innermost(cued) if self._fills(d, start, end)] or self._thanks(head, start, end)
            sense = sense_of(head, saying, self.lexicon, self.side_words)
            if pieces and not cued and self._goes_on(pieces[-1], start, sense):
                before = pieces[-1]
                pieces[-1] = _Piece(before.start, end, before.head, before.sense, before.cued)
            else:
                if pieces and not pieces[-1].cued and self._is_scrap(pieces[-1]):
                    start = pieces.pop().start  # "We must, and we will, do more"
                pieces.append(_Piece(start, end, head, sense, tuple(cued)))
        return pieces

    def _is_scrap(self, piece: _Piece) -> bool:
        return len(self.passage.text[piece.start : piece.end].split()) < _SHORTEST

    def _goes_on(self, before: _Piece, start: int, sense: Sense) -> bool:
        """True where a clause does what the one before it does, or no comma parts it from that one’s content."""
        if not before.cued:
            return before.sense.act == sense.act
        joint = self.passage.text[before.start : start].rstrip()
        return not JOINT.search(joint)

    def _fills(self, draft: Draft, start: int, end: int) -> bool:
        """False for a cue beside what is said: "what I told you privately: your courage …"."""
        if _follows(draft):
            return True
        if draft.frame not in ("that", "quote"):
            return False
        words = sum(len(p.text[slice(*r)].split()) for p, r in draft.content)
        return 2 * words >= len(self.passage.text[start:end].split())

    def _only_points(self, draft: Draft, piece: _Piece) -> bool:
        """ "And we agreed with that": what is said is the whole clause."""
        words = " ".join(p.text[s : min(e, piece.end) if p is self.passage else e] for p, (s, e) in draft.content)
        plain = [w.strip(".,;:—–-!").lower() for w in words.split()]
        return _follows(draft) and not {w for w in plain if w} - _POINTERS and draft.act in _POINTING

    def _thanks(self, head: Token, start: int, end: int) -> list[Draft]:
        """ "Thank you, Minister, for coming": thanks without an "I"."""
        found = _THANKS.match(self.passage.text, start, end)
        content = trim(self.passage, found.end(), end) if found is not None else None
        if found is None or content is None:
            return []
        cue = next((f.cue for f in self.lexicon.cues.get("thank", ()) if f.cue.act == "thank"), None)
        at = [found.span("cue")]
        anchor = self.passage.token_at(at[0][0]).i
        why = ["cue: “" + found["cue"] + "” (thank)"]
        content_here = [(self.passage, content)]
        return [Draft(self.passage, cue, anchor, at, None, (), (), content_here, act="thank", why=why)]

    def _with_cue(self, draft: Draft, saying: Saying, piece: _Piece) -> Draft:
        """The cue's statement, its content up to the end of its clause or to the next cue."""
        later = [d for d in piece.cued if d.cue_ranges[0][0] > draft.cue_ranges[-1][1]]
        end = min((_before_cue(d) for d in later), default=piece.end)
        draft.content = [
            (p, (s, min(e, end)) if p is self.passage and s < end < e else (s, e)) for p, (s, e) in draft.content
        ]
        draft.content = [
            (p, r) for p, (s, e) in draft.content if (r := trim(p, s, _unjoined(p.text, s, e))) is not None
        ]
        self._without_telling(draft)
        here = [r for p, r in draft.content if p is self.passage]
        after = [r for r in here if r[0] >= draft.cue_ranges[-1][1]]
        if after and len(after) == len(here) == len(draft.content) and after[-1][1] < end:
            draft.content = self._words(saying, after[0][0], end)
        if draft.parties and not _is_own(draft, self.turn):
            draft.behalf = draft.parties
            draft.why.append("the speaker speaks for this side")
        draft.parties, draft.level = self.turn.parties, Level.QUOTED
        return draft

    def _without_telling(self, draft: Draft) -> None:
        """ "I want you to know that X" says X."""
        passage, (start, end) = draft.content[0] if draft.content else (self.passage, (0, 0))
        told = _TOLD.match(passage.text, start, end)
        if told is not None and passage is self.passage:
            draft.cue_ranges = [*draft.cue_ranges, (start, start + len(told[0].rstrip()))]
            draft.content = [(passage, (told.end(), end)), *draft.content[1:]]
            draft.act, draft.strength = "assert", "plain"
            draft.why.append("act: what follows is said and not wanted")

    def _without(self, saying: Saying, piece: _Piece) -> list[Draft]:
        content = self._words(saying, piece.start, piece.end)
        if not content:
            return []
        why = [_WHY, *([f"act: {piece.sense.by}"] if piece.sense.by else [])]
        first, sense, speaker = self.passage.token_at(content[0][1][0]).i, piece.sense, self.turn.parties
        made = Draft(self.passage, None, first, [], None, speaker, (), content, act=sense.act, why=why)
        made.strength, made.level = sense.strength, Level.QUOTED
        return [made]

    def _words(self, saying: Saying, start: int, end: int) -> list[tuple[Passage, Range]]:
        """What is uttered between two characters, without the "and" that leads on."""
        end = _unjoined(self.passage.text, start, end)
        return [(self.passage, r) for s, e in saying.between(start, end) if (r := trim(self.passage, s, e)) is not None]


def _is_own(draft: Draft, turn: Turn) -> bool:
    """ "I", "we", or nobody named: "Let me stress that", "Thank you for that"."""
    if draft.source is None:
        return True
    words = draft.passage.text[slice(*draft.source)].lower()
    if words in SELVES:
        return True
    return bool(turn.figures) and words not in _OTHERS and {p.figure for p in draft.parties} == set(turn.figures)


def _sides(figures: Figures, turn: Turn, sides: Mapping[int, tuple[int, ...]]) -> set[int]:
    """The states and bodies for which the speaker speaks."""
    sketches = [figures.sketches[f] for f in turn.figures]
    keys = {title.of for s in sketches for title, _ in s.offices if title.of and not title.former}
    found = {n for n, s in enumerate(figures.sketches) if s.key is not None and s.key in keys}
    found |= {s.of for s in sketches if s.of is not None}
    return found.union(*(sides.get(f, ()) for f in turn.figures))


def _follows(draft: Draft) -> bool:
    """True where the content stands after the cue."""
    return any(p is not draft.passage or r[0] >= draft.cue_ranges[-1][1] for p, r in draft.content)


def _is_former(anchor: Token, draft: Draft) -> bool:
    """ "As I said": of what one saw, knew or felt before nothing is reported."""
    lemma = draft.cue.lemma if draft.cue is not None else ""
    return anchor.tag_ in ("VBD", "VBN") and _follows(draft) and lemma not in _INNER and not lemma.startswith("be ")


def _will_be(draft: Draft) -> bool:
    """True where somebody will or would say it: no report yet."""
    anchor = draft.passage.doc[draft.anchor]
    while anchor.dep_ in ("conj", "xcomp") and not any(c.dep_ in ("nsubj", "nsubjpass") for c in anchor.children):
        if anchor.head.i == anchor.i or any(c.dep_ == "aux" and c.tag_ == "MD" for c in anchor.children):
            break
        anchor = anchor.head
    return any(c.dep_ == "aux" and c.lower_ in _WILL and c.i < anchor.i for c in anchor.children)


def _cue_start(draft: Draft) -> int:
    return draft.cue_ranges[0][0]


def _standing_in(drafts: Sequence[Draft], made: Sequence[Draft]) -> list[Draft]:
    """Those whose cue stands in what the speaker says: they are reported there."""
    holding = Holding(made)
    return [
        d
        for d in drafts
        if d.cue_ranges
        and next(holding.of(d.passage, _cue_start(d)), None) is not None
        and not any(d.passage.text[s:e].lower() == "what" for _, (s, e) in d.content)  # "what she said": no content
        and not _will_be(d)
    ]


def _innermost(drafts: list[Draft]) -> list[Draft]:
    """Of a cue whose content begins with another one the inner: "I want to say that I hope" hopes."""
    kept: list[Draft] = []
    for draft in drafts:
        inner = False
        for other in drafts:
            if other is draft or not draft.covers(other.passage, _cue_start(other)):
                continue
            between = draft.passage.text[draft.cue_ranges[-1][1] : other.cue_ranges[0][0]]
            inner = inner or len(between.split()) <= _NEAR
        if not inner:
            kept.append(draft)
    return [d for d in kept if not any(o is not d and o.covers(d.passage, _cue_start(d)) for o in kept)]


def _unjoined(text: str, start: int, end: int) -> int:
    """The end of words without an "and" that leads on to others."""
    joint = _DANGLING.search(text, start, end)
    return joint.start() if joint is not None else end


def _before_cue(draft: Draft) -> int:
    return min(draft.cue_ranges[0][0], *([draft.source[0]] if draft.source is not None else []))


def _says_something(saying: Saying, piece: _Piece) -> bool:
    words = [t for t in saying.tokens if piece.start <= t.idx < piece.end and any(c.isalpha() for c in t.text)]
    verbs = [t for t in words if t.tag_ in ("VBZ", "VBP", "VBD", "MD", "VB")]
    if not verbs:
        if not saying.is_over:
            return False  # a heading that stands as a paragraph
        names = sum(t.tag_ in ("NNP", "NNPS") for t in words)
        return len(words) >= _VERBLESS and 2 * names < len(words)
    return len(words) >= _SHORTEST or (len(words) == _SHORTEST - 1 and piece.sense.act != "assert")
