"""Every use of a formula in a record: oldest first, in branches, with the words that changed.

    found = uses(record, "we oppose any unilateral change of the status quo")
    for use in found.uses: use.line, use.segments

A document that carries the text of another is no use of its own: of all that carry one text, the first that is known
to be taken from no other stands for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from communique.linking.alignment import Alignment, align
from communique.linking.lineages import TELLING, Bearing, Line, Saying, Spread, lineage, spread_of
from communique.linking.sentences import sentences
from communique.linking.spelling import carries, keys_of
from communique.linking.wording import ALIKE, FEWEST, PART, SHORTEST, Use, uses_of
from communique.model.document import DocumentKind
from communique.model.filters import EVERYTHING, Filters
from communique.model.spans import Evidence, Span
from communique.model.wording import Bearer, Passage, UseLine
from communique.views.excerpts import excerpt, part_of
from communique.views.labels import shorten
from communique.views.rewording import Printed, Segment, answering, lines_of, of_words, printed, segments

if TYPE_CHECKING:
    from communique.record import Record

REST = 100  # characters that are shown of what follows a use in its sentence
SAMPLE = 500  # documents beside which it is told how a formula spreads
PRESS = (DocumentKind.NEWS_REPORT, DocumentKind.REPOST)
COMMON = 64  # places of a run of words from which it is a phrase of all texts
LANGUAGE = 0.4  # part of the words outside names that a precedent has in common with a sentence
FEW = 5  # uses from which that is asked at all


class UseView(Struct, frozen=True):
    line: UseLine
    segments: tuple[Segment, ...]  # the words of the use beside the text that was asked for
    since: tuple[Segment, ...]  # … and beside the earlier use from which it descends
    title: str  # of the document
    day: str
    plain: str = ""  # the words of the use as they stand there
    words: tuple[str, ...] = ()  # made alike
    after: str = ""  # what follows in its sentence and does not belong to it
    parent: int | None = None  # place in the list of uses of that earlier one
    part: str = ""  # where it gives only a part of an earlier use: how
    persons: tuple[str, ...] = ()  # who says it, by name

    @property
    def likeness(self) -> str:
        """“exact”, “80% alike”; “word for word, with more around it” where nothing else is another."""
        if self.part:
            return self.part
        if not self.line.changes:
            return "exact"
        if self.line.similarity < 1:
            return f"{min(99, round(100 * self.line.similarity))}% alike"
        more = any(change.op == "add" for change in self.line.changes)
        return "word for word, with more around it" if more else "word for word, a part of it"


class Formula(Struct, frozen=True):
    """A text that was asked for, one sentence, and its uses."""

    asked: str
    uses: tuple[UseView, ...]
    spread: Spread
    members: tuple[tuple[str, int], ...] = ()  # documents and sentences of all uses
    undated: int = 0  # uses without a date: each may be earlier than the first
    reason: str = ""  # why nothing could be looked for


class Uses:
    """Look-ups in one state of a record; what is asked of many sentences is remembered."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.rows = record.wording
        self._bearers: dict[str, Bearer] = {}
        self._all = False
        self._parties: dict[str, tuple[str, ...]] = {}
        self._named: dict[str, list[tuple[int, int]]] = {}
        self._said: dict[str, list[tuple[int, int]]] = {}

    @property
    def bearers(self) -> Mapping[str, Bearer]:
        """Those that were loaded."""
        return self._bearers

    def load(self, documents: Iterable[str] | None = None) -> None:
        """Loads what is known of these documents; of all where none are named."""
        if self._all:
            return
        missing = None if documents is None else set(documents) - self._bearers.keys()
        self._bearers |= self.rows.bearers(missing)
        self._all = documents is None

    @cached_property
    def crowd(self) -> list[Bearing]:
        """Some of all documents, as if at random."""
        documents = self.rows.sample(SAMPLE)
        issues = self.rows.issues_of(documents)
        parties = self.parties(documents)
        return [Bearing(d, frozenset(parties[d]), issues.get(d, frozenset())) for d in documents]

    def parties(self, documents: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        missing = {document for document in documents if document not in self._parties}
        if missing:
            self._parties |= dict.fromkeys(missing, ()) | self.rows.parties(missing)
        return self._parties

    def says_something(self, passage: Passage) -> bool:
        """Whether a statement stands in the passage: a line of names and offices is no language that anybody agreed."""
        if passage.document not in self._said:
            self._said[passage.document] = self.rows.said(passage.document)
        said = self._said[passage.document]
        return any(start < passage.end and passage.start < end for start, end in said)

    def shares_language(self, laid: Alignment, before: Passage, after: Passage) -> bool:
        """Whether what two passages have in common is language: enough words that are no part of a name or a date, and
        a good part of those that the one has which has fewer."""
        one, other = self.unnamed(before), self.unnamed(after)
        common = len([n for a, b, size in laid.blocks for n in range(size) if a + n in one and b + n in other])
        fewer, more = sorted((len(before.words), len(after.words)))
        return common >= max(SHORTEST if 2 * fewer >= more else PART, LANGUAGE * min(len(one), len(other)))

    def unnamed(self, passage: Passage) -> set[int]:
        """Numbers of the words that carry meaning and stand in no name."""
        if passage.document not in self._named:
            self._named[passage.document] = self.rows.named(passage.document)
        spans = [(s, e) for s, e in self._named[passage.document] if s < passage.end and passage.start < e]
        shown = self.printed(passage)
        if len(shown.text) != passage.end - passage.start:  # words that could not be found in the text
            spans = []
        return {
            n
            for n, (start, end) in enumerate(shown.places)
            if carries(shown.words[n])
            and not any(s < passage.start + end and passage.start + start < e for s, e in spans)
        }

    def own(self, found: Iterable[Use]) -> tuple[list[Use], Mapping[str, list[str]]]:
        """The uses but those in copies, and for each document that stays those that carry its text too."""
        found = list(found)
        self.load(use.document for use in found)
        listed = [use for use in found if use.document in self.bearers]
        texts: dict[str, set[str]] = defaultdict(set)
        for use in listed:
            texts[self.bearers[use.document].text].add(use.document)
        standing = {text: min(documents, key=self._rank) for text, documents in texts.items()}
        copies = {standing[text]: sorted(documents - {standing[text]}) for text, documents in texts.items()}
        return [use for use in listed if use.document in copies], copies

    @cached_property
    def standing(self) -> frozenset[str]:
        """Of all documents that carry one text the one that stands for them."""
        self.load()
        texts: dict[str, str] = {}
        for document, bearer in self.bearers.items():
            other = texts.get(bearer.text)
            texts[bearer.text] = document if other is None else min(document, other, key=self._rank)
        return frozenset(texts.values())

    def _rank(self, document: str) -> tuple[bool, bool, str, bool, str]:
        one = self.bearers[document]
        return one.taken, not one.day, one.day, not one.official, document

    def spread(self, found: Iterable[Passage]) -> Spread:
        """Whether these passages, uses of one formula, are boilerplate or agreed language."""
        listed = list(found)
        documents = {passage.document for passage in listed}
        if len(documents) < FEW:
            return Spread("open", f"{len(documents)} uses are too few {TELLING}", len(documents), None, None)
        issues = self.rows.issues(listed)
        parties = self.parties(documents)
        about: dict[str, set[str]] = defaultdict(set)
        first = self.rows.told(documents)
        tells = {p.document for p in listed if p.start <= first.get(p.document, -1) < p.end}
        for passage in listed:
            about[passage.document] |= issues.get((passage.document, passage.n), frozenset())
        return spread_of(
            [Bearing(d, frozenset(parties[d]), frozenset(about[d]), d in tells) for d in sorted(documents)], self.crowd
        )

    def printed(self, passage: Passage) -> Printed:
        return printed(passage.words, self.record.text(passage.document)[passage.start : passage.end])

    def evidence(self, passage: Passage, shown: Printed, low: int, high: int) -> Evidence:
        """Words of a passage as evidence; the whole passage with the stop at its end."""
        span = Span(passage.start, passage.end)
        if (low, high) != (0, len(passage.words)) and len(shown.text) == passage.end - passage.start:
            start = passage.start if low == 0 else passage.start + shown.places[low][0]
            span = Span(start, passage.start + shown.places[high - 1][1])
        return self.record.evidence(passage.document, span)


class Rare:
    """A shelf in which runs that stand in very many places are in none."""

    def __init__(self, look: Uses) -> None:
        self._rows = look.rows

    def places(self, prints: Iterable[int]) -> Iterator[tuple[int, str, int, int]]:
        return self._rows.places([run for run in prints if self._rows.crowd(run, COMMON + 1) <= COMMON])

    def spread(self, terms: Iterable[str]) -> Mapping[str, int]:
        return self._rows.spread(terms)

    def holders(self, term: str) -> Iterable[tuple[str, Sequence[int]]]:
        return self._rows.holders(term)

    def passages(self, wanted: Iterable[tuple[str, int]]) -> Iterable[Passage]:
        return self._rows.passages(wanted)

    def size(self) -> int:
        return self._rows.size()


def uses(record: Record, text: str, filters: Filters = EVERYTHING) -> list[Formula]:
    """The uses of each sentence of a text. `filters` narrow the documents that are shown; which use was the first, and
    how the formula spreads, is told of the whole record."""
    look = Uses(record)
    among = None if filters == EVERYTHING else shown_among(record, filters)
    asked = [text[start:end] for start, end in sentences(text)] or [text]
    return [_narrowed(formula(look, sentence), among, filters.limit) for sentence in asked]


def shown_among(record: Record, filters: Filters) -> frozenset[str]:
    """The documents that filters let through."""
    return frozenset(record.documents_asked(filters))


def formula(look: Uses, asked: str, least: float = ALIKE) -> Formula:
    """The uses of one sentence that are at least so similar, oldest first, those without a date last."""
    words = tuple(keys_of(asked))
    if len([word for word in words if carries(word)]) < FEWEST:
        why = "a formula has at least two words that are not of grammar: communique search looks for single ones"
        return Formula(asked, (), Spread("open", why, 0, None, None), reason=why)
    found, copies = look.own(uses_of(words, look.rows, least=least))
    passages = {(p.document, p.n): p for p in look.rows.passages((use.document, use.n) for use in found)}
    whole = asked[:1].isupper()  # a sentence, not some words from the middle of one
    parts = {
        key: _part(words, use, passages[key], whole) for use in found if (key := (use.document, use.n)) in passages
    }
    sayings = [_saying(look, passages[key], *part) for key, part in parts.items()]
    lines = lineage(sayings)
    first = _first(look, lines)
    drawn = _Drawn(look, asked, words, {(u.document, u.n): u for u in found}, passages, parts, copies)
    views = _branches([drawn.view(line, line.saying is first, lines) for line in lines])
    undated = len([line for line in lines if not line.saying.day])
    return Formula(asked, tuple(views), look.spread(passages[key] for key in parts), tuple(parts), undated)


def _branches(views: Sequence[UseView]) -> list[UseView]:
    """A use that gives only a part of an earlier one belongs to the branch of that, and begins none."""
    found: list[int] = []
    for view in views:
        among = found[view.parent] if view.part and view.parent is not None and view.parent < len(found) else None
        found.append(view.line.variant if among is None else among)
    number = {variant: n for n, variant in enumerate(dict.fromkeys(found), 1)}
    return [
        structs.replace(view, line=structs.replace(view.line, variant=number[variant]))
        for view, variant in zip(views, found, strict=True)
    ]


def _narrowed(found: Formula, among: frozenset[str] | None, limit: int | None) -> Formula:
    shown = [use for use in found.uses if among is None or use.line.use.document in among]
    return structs.replace(found, uses=tuple(shown[:limit]))


def _part(words: Sequence[str], use: Use, passage: Passage, whole: bool) -> tuple[int, int]:
    blocks = [b for b in align(words, passage.words).blocks if any(carries(w) for w in words[b[0] : b[0] + b[2]])]
    return answering(words, passage.words, use.answers, use.changes, blocks, whole)


def _saying(look: Uses, passage: Passage, low: int, high: int) -> Saying:
    bearer = look.bearers[passage.document]
    return Saying(bearer.day, passage.document, passage.n, passage.words[low:high], int(not bearer.official))


def _first(look: Uses, lines: Sequence[Line]) -> Saying | None:
    """The first use, where its document is not perhaps later than another."""
    dated = [line.saying for line in lines if line.saying.day]
    if not dated:
        return None
    until = look.bearers[dated[0].document].until
    text = look.bearers[dated[0].document].text
    others = [s for s in dated[1:] if look.bearers[s.document].text != text]
    return dated[0] if all(until <= saying.day for saying in others) else None


class _Drawn:
    """Uses as lines of the contract, with the words as they were printed."""

    def __init__(
        self,
        look: Uses,
        asked: str,
        words: tuple[str, ...],
        found: Mapping[tuple[str, int], Use],
        passages: Mapping[tuple[str, int], Passage],
        parts: Mapping[tuple[str, int], tuple[int, int]],
        copies: Mapping[str, Sequence[str]],
    ) -> None:
        self._look, self._asked, self._words = look, asked, words
        self._found, self._passages, self._parts, self._copies = found, passages, parts, copies
        self._shown = printed(words, asked) if words else of_words(words)
        self._parties = look.parties({document for document, _ in parts})

    def view(self, line: Line, first: bool, lines: Sequence[Line]) -> UseView:
        saying = line.saying
        key = saying.document, saying.n
        passage, (low, high), bearer = self._passages[key], self._parts[key], self._look.bearers[saying.document]
        whole = self._look.printed(passage)
        mine = whole.part(low, high)
        changes = align(self._words, mine.words).changes
        follows, since = None, tuple[Segment, ...]()
        if line.parent is not None:
            elder = line.parent.document, line.parent.n
            before = self._look.printed(self._passages[elder])
            follows = self._look.evidence(self._passages[elder], before, *self._parts[elder])
            before = before.part(*self._parts[elder])
            since = segments(line.changes, before, mine)
        use = UseLine(
            use=self._look.evidence(passage, whole, low, high),
            when=self._look.rows.when(saying.document),
            parties=self._parties[saying.document],
            similarity=round(self._found[key].similarity, 3),
            variant=line.variant + 1,
            first=first,
            changes=lines_of(changes, self._shown, mine),
            follows=follows,
            since=lines_of(line.changes, before, mine) if line.parent is not None else (),
            copies=tuple(self._copies[saying.document]),
            asked=self._asked,
        )
        places = {(one.saying.document, one.saying.n): n for n, one in enumerate(lines)}
        parent = places[line.parent.document, line.parent.n] if line.parent is not None else None
        beside = segments(changes, self._shown, mine)
        ahead = whole.text[: whole.places[low][0]] if low < len(whole.places) else ""
        part = part_of(ahead, since or beside, bearer.kind in PRESS)
        if part:
            since, beside = excerpt(ahead, since), excerpt(ahead, beside)
        return UseView(
            use,
            beside,
            since,
            bearer.title,
            saying.day,
            mine.slice(0, len(mine.words)),
            mine.words,
            shorten(whole.slice(high, len(whole.words)), REST),
            parent,
            part,
            self._look.rows.voices(saying.document, use.use.span),
        )
