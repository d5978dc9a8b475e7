"""Deeds: what a statement promises that its speakers will do, or demands that others do.

A commitment is a discrete, publicly expressed statement of intent of future action by those who utter it: "We will open
an embassy in Holm by 2034", "Marland agreed to send two ships". What others promised, what is hoped, and what a plan
will bring about are none. A demand is its mirror: who is to act is somebody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from communique.lexicon import Lexicon
from communique.marking.aims import Aimed
from communique.marking.bonds import is_amount
from communique.marking.demands import asked_in
from communique.marking.doers import Doers
from communique.marking.drafts import Draft, Range, trim
from communique.marking.dues import conditions_of, due_of
from communique.marking.frame import Frame
from communique.marking.passages import Passage
from communique.marking.stems import binding
from communique.marking.undertakings import Undertaking, points, undertakings_of
from communique.model.marks import DeedMark, DueMark, Party, Strength
from communique.model.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_STRENGTH = {"weak": Strength.WEAK, "plain": Strength.PLAIN, "strong": Strength.STRONG}
_GOOD = frozenset(
    ("support", "assist", "help", "aid", "back", "provide", "give", "train", "arm", "protect", "defend", "send")
)
_TOWARDS = frozenset(("to", "for", "with"))
_LEADING = ("to", "also", "jointly", "further", "and", "continue")
_OPENS = 6  # characters after which an item has begun
_READABLE = 4  # words of an action that can be read by themselves
_SHORT = 3  # words of an item that promises something

Given = tuple[Passage, Undertaking]


class Deeds:
    """Finds the deed of each statement of one document."""

    def __init__(self, lexicon: Lexicon, doers: Doers, frame: Frame, passages: Sequence[Passage]) -> None:
        self._words = lexicon.promises
        self._doers = doers
        self._frame = frame
        self._undertakings: dict[int, tuple[Undertaking, ...]] = {}
        self._stems = dict(binding(passages, lexicon.promises, joint=doers.jointly))

    def of(self, drafts: Sequence[Draft], aimed: Sequence[Aimed]) -> list[DeedMark | None]:
        """For every draft its deed, or None."""
        given = self._given(drafts)
        return [
            self._demanded(draft, given.get(n, ()), aims)
            if draft.act == "demand"
            else self._promised(draft, given.get(n, ()), aims)
            for n, (draft, aims) in enumerate(zip(drafts, aimed, strict=True))
        ]

    # -- commitments -----------------------------------------------------------------------------

    def _given(self, drafts: Sequence[Draft]) -> Mapping[int, list[Given]]:
        """The undertakings of each draft: those in the smallest draft that covers their deed."""
        passages: dict[int, tuple[Passage, list[int]]] = {}
        for n, draft in enumerate(drafts):
            for passage in {p.n: p for p in (draft.passage, *(p for p, _ in draft.content))}.values():
                passages.setdefault(passage.n, (passage, []))[1].append(n)
        given: dict[int, list[Given]] = {}
        for passage, numbers in passages.values():
            for one in self._in(passage):
                nearest = self._nearest(passage, one, [(n, drafts[n]) for n in numbers])
                if nearest is not None:
                    given.setdefault(nearest, []).append((passage, one))
        return given

    def _nearest(self, passage: Passage, one: Undertaking, drafts: Sequence[tuple[int, Draft]]) -> int | None:
        """The smallest statement with the deed in it; else the one that goes on with it: "will continue to help"."""
        head = passage.doc[one.head]
        chain = [head]
        while (inner := _inner(chain[-1])) is not None:
            chain.append(inner)
        for token in (*chain, *(passage.doc[i] for i in one.words)):
            holding = [(_length(draft), n) for n, draft in drafts if _holds(draft, passage, token.idx)]
            if holding:
                return min(holding)[1]
        below = {t.i for t in head.subtree}
        return next(
            (n for n, draft in drafts if draft.passage is passage and draft.cue_ranges and draft.anchor in below), None
        )

    def _in(self, passage: Passage) -> tuple[Undertaking, ...]:
        if passage.n not in self._undertakings:
            self._undertakings[passage.n] = tuple(undertakings_of(passage.doc, self._words))
        return self._undertakings[passage.n]

    def _promised(self, draft: Draft, ones: Sequence[Given], aims: Aimed) -> DeedMark | None:
        if draft.act == "ask":
            return None
        strength = self._stems.get(draft.content[0][0].n) if draft.content else None
        if strength is not None and (draft.content[0][1][0] < _OPENS or not draft.cue_ranges):
            return self._item(draft, strength) or self._first(draft, ones, aims)
        return self._first(draft, ones, aims) or self._cued(draft, aims)

    def _cued(self, draft: Draft, aims: Aimed) -> DeedMark | None:
        """A statement whose cue binds, though the parser hangs its deed elsewhere."""
        if (
            draft.negated
            or draft.act != "commit"
            or draft.frame not in ("inf", "gerund", "prep:to")
            or not draft.content
        ):
            return None
        passage, content = draft.content[0]
        told = [t for s, e in draft.cue_ranges for t in draft.passage.doc if s <= t.idx < e]
        words = self._words
        strengths = [
            found
            for t in told
            for table in (words.undertaking, words.readiness, words.resolve)
            if (found := table.get(t.lower_))
        ]
        first = passage.token_at(content[0])
        head = first.nbor(1) if first.lower_ == "to" and first.i + 1 < len(passage.doc) else first
        if (
            not strengths
            or points(head)
            or head.tag_ not in ("VB", "VBP", "VBG")
            or draft.passage.doc[draft.anchor].tag_ == "VB"
        ):
            return None
        by = self._doers.own(draft)
        one = Undertaking(head.i, tuple(t.i for t in told if passage is draft.passage), strengths[0], None)
        return self._made(draft, by, [(passage, one)], aims) if by else None

    def _first(self, draft: Draft, ones: Sequence[Given], aims: Aimed) -> DeedMark | None:
        """The first undertaking that binds those who speak, and the others by which they bind themselves beside it."""
        bound = [(passage, one, by) for passage, one in ones if (by := self._doers.of(draft, passage, one))]
        if not bound:
            return None
        by = bound[0][2]
        same = [(passage, one) for passage, one, others in bound if {_who(p) for p in others} == {_who(p) for p in by}]
        return self._made(draft, by, same, aims)

    def _item(self, draft: Draft, strength: str) -> DeedMark | None:
        """ "We will:" and an item that begins with its verb."""
        passage, (start, end) = draft.content[0]
        head = passage.token_at(draft.cue_ranges[0][0] if draft.cue_ranges else start)
        while head.lower_ in _LEADING and head.i + 1 < len(passage.doc):
            head = head.nbor(1)
        if head.tag_[:1] != "V":
            head = next((t for t in passage.doc[head.i :] if t.dep_ == "ROOT" and t.tag_ == "VB" and _is_bare(t)), head)
        known = head.lower_ in self._words.feat | self._words.conduct and not head.lower_.endswith("s")
        verbal = head.tag_ in ("VB", "VBP", "VBG") or known
        by = self._doers.own(draft)
        if self._is_told(head) or not verbal or points(head) or len(passage.text[start:end].split()) < _SHORT or not by:
            return None
        none = Aimed((), (), ())
        return self._made(draft, by, [(passage, Undertaking(head.i, (), strength, None))], none)

    def _is_told(self, head: Token) -> bool:
        """ "REAFFIRM our support", "underline that": said here, and nothing that is to be done."""
        words = self._words
        return head.lower_ in words.avowal and head.lower_ in words.telling and head.lower_ not in words.undertaking

    def _made(self, draft: Draft, by: tuple[Party, ...], ones: Sequence[Given], aims: Aimed) -> DeedMark:
        """The deed of one undertaking or several: the first tells how strongly, any of them when and for whom."""
        spans: list[Span] = []
        things: list[Span] = []
        conditions: dict[Span, None] = {}
        dues: list[DueMark] = []
        to: dict[object, Party] = {}
        vague = True
        for passage, one in ones:
            head = passage.doc[one.head]
            within = self._reach(draft, passage, head)
            action = self._action(passage, head, one, within)
            due = due_of(passage, self._frame, head, within, passage.doc[one.words[0]] if one.words else None)
            thing = _object(passage, head, one)
            spans.append(passage.span(*action))
            things += [passage.span(*thing)] if thing is not None else []
            conditions.update({passage.span(*c): None for c in conditions_of(passage, self._words, within)})
            dues += [due] if due is not None else []
            to.update({_who(p): p for p in self._for_whom(passage, head, by, aims)})
            vague = vague and self._is_vague(passage, head, action, due is not None)
        passage, first = ones[0]
        told = " … ".join(passage.doc[i].text for i in first.words)
        return DeedMark(
            promised=True,
            by=by,
            action=tuple(spans),
            object=tuple(things),
            to=tuple(to.values()),
            strength=_STRENGTH[first.strength],
            due=dues[0] if dues else None,
            conditions=tuple(sorted(conditions)),
            vague=vague,
            why=f"promise: “{told}” ({first.strength})" if told else "promise: an item under a stem that binds",
        )

    # -- demands ---------------------------------------------------------------------------------

    def _demanded(self, draft: Draft, ones: Sequence[Given], aims: Aimed) -> DeedMark | None:
        if draft.negated or not draft.content:
            return None
        anchor = draft.passage.doc[draft.anchor]
        goes_on = [
            (p, one) for p, one in ones if p is draft.passage and one.head < draft.anchor and _inner(p.doc[one.head])
        ]
        if goes_on and anchor.lower_ not in self._words.summons and (deed := self._first(draft, goes_on, aims)):
            return deed  # "will continue to impose tolls"
        if draft.cue is not None and anchor.lower_ in self._words.order:  # whom one may direct serves oneself
            ordered = [(p, one) for p, one in ones if anchor.i in one.words and p is draft.passage]
            return self._first(draft, ordered, aims)
        asked = asked_in(draft, aims, self._words, self._doers)
        if asked is None:
            return None
        passage, head, (start, end) = asked.passage, asked.head, asked.action
        due = due_of(passage, self._frame, head, (start, end))
        conditions = conditions_of(passage, self._words, (start, end))
        thing = _object(passage, head, Undertaking(head.i, (), "plain", None))
        return DeedMark(
            promised=False,
            by=asked.of,
            action=(passage.span(start, end), *(s for s in draft.spans[1:] if s.start > passage.span(start, end).end)),
            object=(passage.span(*thing),) if thing is not None else (),
            strength=Strength(draft.strength),
            due=due,
            conditions=tuple(passage.span(*c) for c in conditions),
            vague=self._is_vague(passage, head, (start, end), due is not None),
            why="demand: the act of the statement",
        )

    # -- parts -----------------------------------------------------------------------------------

    def _reach(self, draft: Draft, passage: Passage, head: Token) -> Range:
        """The words of the sentence of the deed, as far as the statement has them."""
        first, last = passage.sentence_of(head.i)
        low = passage.doc[first].idx
        high = passage.doc[last - 1].idx + len(passage.doc[last - 1].text)
        ends = [e for p, (s, e) in draft.content if p is passage and s <= head.idx < e]
        return low, min(high, max(ends, default=high))

    def _action(self, passage: Passage, head: Token, one: Undertaking, within: Range) -> Range:
        """From the verb to the end of what hangs on it; in the passive with its subject."""
        start = head.idx
        if head.tag_[:1] == "N" or head.tag_ == "CD":
            start = head.left_edge.idx  # "a toll of 9%"
        negation = next((c for c in head.children if c.dep_ == "neg" and c.i < head.i), None)
        if negation is not None:
            start = negation.idx
        if one.subject is not None and (one.passive or self._is_thing(passage.doc[one.subject])):
            start = min(t.idx for t in passage.doc[one.subject].subtree if t.i < head.i)
        inside = [t for t in head.subtree if t.i >= head.i and t.idx < within[1]]
        others = [u for u in self._in(passage) if u.words and u.words[0] > head.i and u.head != head.i]
        other = [u.words[0] if u.subject is None or u.subject <= head.i else u.subject for u in others]
        stop = min((passage.doc[i].idx for i in other if passage.doc[i].idx > head.idx), default=within[1])
        end = max((t.idx + len(t.text) for t in inside if t.idx < stop), default=head.idx + len(head.text))
        if len(passage.text[start:end].split()) < _READABLE:
            end = max(end, min(stop, within[1]))  # the parser hangs the object elsewhere
        found = trim(passage, max(start, within[0]), min(max(end, head.idx + 1), within[1]))
        return found if found is not None else (head.idx, head.idx + len(head.text))

    def _is_thing(self, subject: Token) -> bool:
        """ "The talks will finish": the deed is not told without them."""
        return subject.lower_ in self._words.outcome | self._words.proceeding

    def _for_whom(self, passage: Passage, head: Token, by: tuple[Party, ...], aims: Aimed) -> tuple[Party, ...]:
        """ "Will support X", "will send ships to X"; else whom it is promised: "assured X that"."""
        doing = {p.figure for p in by}
        found: dict[int | None, Party] = {
            p.figure: p for p in aims.targets if p.figure is not None and p.figure not in doing
        }
        if found:
            return tuple(found.values())
        for child in head.children if head.lower_ in _GOOD else ():
            near = [child] if child.dep_ in ("dobj", "dative") else []
            if child.dep_ in ("prep", "dative") and child.lower_ in _TOWARDS:
                near += [c for c in child.children if c.dep_ == "pobj"]
            near += [c for n in near for c in n.children if c.dep_ in ("poss", "conj")]
            for token in near:
                for party in self._doers.named(passage, token):
                    if party.figure not in doing:
                        found.setdefault(party.figure, party)
        promised = (p for p in aims.addressees if p.figure is not None and p.figure not in doing)
        return tuple(found.values() or promised)

    def _is_vague(self, passage: Passage, head: Token, action: Range, dated: bool) -> bool:
        """No amount, no date, no act or thing that could be seen."""
        tokens = [t for t in passage.doc if action[0] <= t.idx < action[1]]
        amounts = any(t.tag_ == "$" or (t.tag_ == "CD" and is_amount(t)) for t in tokens)
        if dated or amounts:
            return False
        verbs = [t for t in tokens if t.tag_ in ("VB", "VBG", "VBN", "VBP") and t.i != head.i and _is_part(t, head)]
        return not any(self._is_seen(t) for t in (head, *verbs))

    def _is_seen(self, verb: Token) -> bool:
        """An act that can be seen, or one done to a thing that can."""
        words = self._words
        if verb.tag_[:1] == "N" and verb.lower_ in words.outcome | words.measure:
            return True
        if verb.lower_ in words.feat:
            return True
        if verb.lower_ in words.conduct and (inner := _inner(verb)) is not None:
            return self._is_seen(inner)
        if verb.lower_ in words.conduct:
            return False
        return any(c.dep_ in ("dobj", "pobj", "nsubjpass") and c.lower_ in words.outcome for c in verb.subtree)


def _is_part(verb: Token, head: Token) -> bool:
    """A further act of the deed ("open A and build B"), or how it is done ("by building B")."""
    token = verb
    while token.i != head.i and token.head.i != token.i:
        means = token.dep_ in ("prep", "advcl") and token.lower_ in ("by", "through", "including", "via", "and")
        if token.dep_ not in ("conj", "pcomp", "xcomp") and not means:
            return False
        token = token.head
    return token.i == head.i


def _is_bare(verb: Token) -> bool:
    """ "As far as the law allows, share": a verb without subject and modal."""
    return not any(c.tag_ == "MD" or c.dep_ in ("nsubj", "nsubjpass", "aux") for c in verb.children)


def _who(party: Party) -> object:
    return party.figure if party.figure is not None else party.name.lower()


def _inner(verb: Token) -> Token | None:
    """ "Continue to send", "work together to open": the deed behind a verb of conduct."""
    return next((c for c in verb.children if c.dep_ == "xcomp" and c.tag_ in ("VB", "VBG") and c.i > verb.i), None)


def _object(passage: Passage, head: Token, one: Undertaking) -> Range | None:
    """What the deed is done to: the object of its verb, the subject of a passive."""
    thing = next((c for c in head.children if c.dep_ == "dobj" and c.i > head.i), None)
    if one.passive and one.subject is not None:
        thing = passage.doc[one.subject]
    if head.tag_[:1] == "N" and one.words:
        thing = head  # "offers its assistance"
    if thing is None:
        return None
    inside = [t for t in thing.subtree if thing.head.i != t.i and (t.i <= thing.i or _near(t, thing))]
    return trim(passage, min(t.idx for t in inside), max(t.idx + len(t.text) for t in inside))


def _near(token: Token, thing: Token) -> bool:
    """False for what hangs on a thing as a clause of its own."""
    while token.i != thing.i:
        if token.dep_ in ("relcl", "acl", "conj", "cc", "punct", "appos"):
            return False
        token = token.head
    return True


def _holds(draft: Draft, passage: Passage, at: int) -> bool:
    ranges: Iterable[Range] = (*draft.cue_ranges, *((draft.source,) if draft.source is not None else ()))
    return draft.covers(passage, at) or (draft.passage is passage and any(s <= at < e for s, e in ranges))


def _length(draft: Draft) -> int:
    spans: tuple[Span, ...] = draft.spans
    return sum(len(span) for span in spans)
