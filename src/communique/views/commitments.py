"""The registers of commitments and demands: each line with what repeats it and what later texts may tell of it.

Both are looked for when a line is shown, by the index of wording: the rare words of the deed lead to the sentences of
the record that hold them. So a line costs what its own words cost, whatever else the record holds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from math import log
from typing import TypeVar

import msgspec

from communique.lexicon import load
from communique.linking.alignment import align
from communique.linking.followups import COMPLETED, REFUSED, Deed, names_all, sequel_of
from communique.linking.spelling import carries, keys_of
from communique.model.commitments import CommitmentLine, DemandLine, FollowUpLine, RepeatLine
from communique.model.filters import DeedFilters, Filters
from communique.model.spans import Span
from communique.model.wording import Passage
from communique.record import Record
from communique.record.lines.sequels import Told
from communique.views.dates import order

ALIKE = 0.6  # likeness of words from which a promise is the same promise
SHORT_ALIKE = 0.8  # … where it has few words, others than those of grammar
LONG = 7  # … fewer than so many
SHORTEST = 4  # words, others than those of grammar, without which a deed is too short to be found again
TERMS = 8  # rare words that lead to sentences
COMMON = 8  # a word that more than one of so many documents has leads nowhere
SHARE = 0.5  # of the weight of a deed's words that a sentence must have to tell of it
MOST = 60  # sentences looked at for one deed
SHOWN = 12  # of follow-ups, for one deed
NEXT = 730  # days within which "the next" meeting is met

L = TypeVar("L", CommitmentLine, DemandLine)


def commitments(record: Record, filters: Filters, wanted: DeedFilters) -> Iterator[CommitmentLine]:
    """What was promised, repeated, and may have become of it."""
    register = Register(record)
    yield from (register.whole(line) for line in record.deeds.commitments(filters, wanted))


def demands(record: Record, filters: Filters, wanted: DeedFilters) -> Iterator[DemandLine]:
    """What was demanded of others, repeated, and whether they may have complied."""
    register = Register(record)
    yield from (register.whole(line) for line in record.deeds.demands(filters, wanted))


class Register:
    """Completes lines; what it learns of the record for one line serves the next."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._spread: dict[str, int] = {}
        self._holders: dict[str, list[tuple[str, Sequence[int]]]] = {}

    @cached_property
    def _documents(self) -> int:
        return self._record.wording.size()

    @cached_property
    def _sequels(self) -> dict[str, frozenset[str]]:
        return dict(load().promises.sequel)

    def whole(self, line: L) -> L:
        """The line with repeats and follow-up."""
        words = [key for part in line.action for key in keys_of(part.quote)]
        if len({w for w in words if carries(w)}) < SHORTEST:
            return line
        doers = {party.id for party in (line.by if isinstance(line, CommitmentLine) else line.of) if party.id}
        own = self._record.sequels.copies(line.document)
        repeats: list[RepeatLine] = []
        followed: list[FollowUpLine] = []
        for share, passage in self._near(words):
            if passage.document in own:
                continue
            for told in self._record.sequels.in_sentence(passage.document, Span(passage.start, passage.end)):
                if not doers & told.actors:
                    continue
                same = told.promised is isinstance(line, CommitmentLine) and told.doers and doers & told.doers
                if same and told.action is not None:
                    self._same(line, words, passage, told, repeats, followed)
                elif told.promised is None and share >= SHARE and not line.vague:  # else nobody could tell
                    self._told(line, words, passage, told, followed)
        if isinstance(line, CommitmentLine):
            followed += self._met(line)
        repeats.sort(key=lambda r: (-r.similarity, r.id))
        shown = tuple(
            _once(sorted(followed, key=lambda f: (*order(f.when, f.evidence.document), f.evidence.start)))[:SHOWN]
        )
        if isinstance(line, CommitmentLine):
            return msgspec.structs.replace(line, repeats=tuple(repeats), follow_up=shown)
        return msgspec.structs.replace(line, repeats=tuple(repeats), compliance=shown)

    def _same(
        self,
        line: CommitmentLine | DemandLine,
        words: list[str],
        passage: Passage,
        told: Told,
        repeats: list[RepeatLine],
        followed: list[FollowUpLine],
    ) -> None:
        assert told.action is not None
        similarity = align(words, keys_of(told.action.quote)).similarity
        meant = len({word for word in words if carries(word)})
        if similarity < (ALIKE if meant >= LONG else SHORT_ALIKE) or told.statement is None:
            return
        repeats.append(RepeatLine(told.statement, passage.document, round(similarity, 3), told.action))
        later = line.when.last_day and told.when.first_day and line.when.last_day < told.when.first_day
        if later:
            why = f"{round(100 * similarity)} % of the words, by the same"
            followed.append(FollowUpLine("repeated", told.action, told.statement, None, told.when, why))

    def _told(
        self,
        line: CommitmentLine | DemandLine,
        words: list[str],
        passage: Passage,
        told: Told,
        followed: list[FollowUpLine],
    ) -> None:
        if not (line.when.last_day and told.when.first_day and line.when.last_day < told.when.first_day):
            return
        sentence = self._record.evidence(passage.document, Span(passage.start, passage.end))
        verb = line.action[0].quote.split()[0]
        found = sequel_of(sentence.quote, Deed(tuple(words), verb), self._sequels)
        if found is None:
            return
        kind = found.kind
        if kind == COMPLETED and not names_all(" ".join(part.quote for part in line.action), sentence.quote):
            return
        if isinstance(line, DemandLine):
            kind = {COMPLETED: "complied", REFUSED: "refused"}.get(kind, kind)
        elif kind == REFUSED:
            return
        why = f"{found.why}, and words of the deed"
        followed.append(FollowUpLine(kind, sentence, told.statement, None, told.when, why))

    def _met(self, line: CommitmentLine) -> Iterable[FollowUpLine]:
        """An engagement that was to be held and was held."""
        return self._record.sequels.met(
            [party.name for party in line.by], " ".join(part.quote for part in line.action), line.when, line.due, NEXT
        )

    # sentences that hold the words of a deed

    def _near(self, words: list[str]) -> list[tuple[float, Passage]]:
        """The sentences with most of the weight of the words, and how much of it each has."""
        shelf = self._record.wording
        terms = sorted({w for w in words if carries(w) and len(w) > 2})
        for term in terms:
            if term not in self._spread:
                self._spread.update(shelf.spread([term]))
        size = max(2, self._documents)
        weight = {t: log(1 + size / self._spread[t]) for t in terms if self._spread[t]}
        whole = sum(weight.values())
        limit = max(20, size // COMMON)
        rare = [t for t in sorted(weight, key=lambda t: (self._spread[t], t)) if self._spread[t] <= limit][:TERMS]
        score: dict[tuple[str, int], float] = defaultdict(float)
        shared: Counter[tuple[str, int]] = Counter()
        for term in rare:
            for document, numbers in self._held(term):
                for n in numbers:
                    score[document, n] += weight[term]
                    shared[document, n] += 1
        few = min(2, len(rare))
        best = sorted((key for key in score if shared[key] >= few), key=lambda k: (-score[k], k))[: 3 * MOST]
        passages = {(p.document, p.n): p for p in shelf.passages(best)}
        found = []
        for key in best:
            if key in passages:
                share = sum(weight[w] for w in set(passages[key].words) & set(weight)) / whole
                found.append((share, passages[key]))
        found.sort(key=lambda f: (-f[0], f[1].document, f[1].n))
        return [f for f in found[:MOST] if f[0] >= SHARE * 0.8]

    def _held(self, term: str) -> list[tuple[str, Sequence[int]]]:
        if term not in self._holders:
            self._holders[term] = list(self._record.wording.holders(term))
        return self._holders[term]


def _once(found: Sequence[FollowUpLine]) -> list[FollowUpLine]:
    """Each sentence once; what is done is done by the first that tells it: a later meeting is another one."""
    kept: dict[tuple[str, int, int], FollowUpLine] = {}
    day = next((one.when for one in found if one.kind == COMPLETED), None)
    for one in found:
        if one.kind == COMPLETED and one.when != day:
            continue
        kept.setdefault((one.evidence.document, one.evidence.start, one.evidence.end), one)
    return list(kept.values())
