"""A document as its readers see it: the canonical text cut into passages and runs, each run with its marks.

Marks may overlap, nest and run over several passages. A run is the longest stretch of text under the same marks; it
names them from the outermost to the innermost, so that a face can draw nested ones inside each other and must break
only those that truly cross.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise

from msgspec import Struct, structs

from communique.model.document import Block, BlockKind, Reading
from communique.model.record import DocumentLine, MentionLine, StatementLine
from communique.model.spans import Evidence, Span


class Layer(StrEnum):
    """What a mark marks."""

    CONTENT = "content"  # the words of a statement
    SOURCE = "source"  # who says it
    CUE = "cue"  # the word that tells that something is said
    EVIDENCE = "evidence"  # what another line of the record rests on
    MENTION = "mention"


class Mark(Struct, frozen=True):
    span: Span
    layer: Layer
    id: str  # of the statement or the mention; empty for evidence
    kind: str = ""  # the family of a statement's act, the kind of a mention
    refers_to: tuple[str, ...] = ()  # what a mention names


class Run(Struct, frozen=True):
    start: int
    text: str
    marks: tuple[int, ...]  # indices into the view's marks, the outermost first

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Passage(Struct, frozen=True):
    """A block of the text, or the part of one that an excerpt shows."""

    kind: str  # heading, paragraph, item, cell, metadata
    level: int
    furniture: str | None  # why it is taken for furniture
    runs: tuple[Run, ...]
    statements: tuple[str, ...]  # ids of those whose words begin here
    marker: str = ""  # the number or bullet that stands before an item
    cut_before: bool = False  # in an excerpt: text was left out before it …
    cut_after: bool = False  # … and after it

    @property
    def span(self) -> Span:
        return Span(self.runs[0].start, self.runs[-1].end)

    @property
    def bare(self) -> bool:
        """True where it is bullets and strokes only."""
        return not any(letter.isalnum() for run in self.runs for letter in run.text)


class DocumentView(Struct, frozen=True):
    document: DocumentLine
    passages: tuple[Passage, ...]
    marks: tuple[Mark, ...]
    statements: tuple[StatementLine, ...]  # in the order of the text
    excerpt: bool = False  # True where only evidence in its context is shown


class Kinds(Struct, frozen=True):
    """What of a document can be marked, kind by kind, and how often."""

    families: tuple[tuple[str, int], ...]  # of the acts of statements
    mentions: tuple[tuple[str, str, int], ...]  # the kind, what its mentions are called, how many


FAMILIES = ("assertive", "expressive", "directive", "commissive", "declarative")
MENTIONS = {"actor": "names", "time": "dates", "place": "places", "instrument": "instruments", "engagement": "events"}


def kinds_of(view: DocumentView) -> Kinds:
    said = Counter(s.family for s in view.statements)
    named = Counter(mark.kind for mark in view.marks if mark.layer is Layer.MENTION)
    return Kinds(
        tuple((family, said[family]) for family in FAMILIES if said[family]),
        tuple((kind, words, named[kind]) for kind, words in MENTIONS.items() if named[kind]),
    )


def document_view(
    document: DocumentLine,
    reading: Reading,
    statements: Iterable[StatementLine],
    mentions: Iterable[MentionLine] = (),
    evidence: Iterable[Evidence] = (),
) -> DocumentView:
    """The whole text; `evidence` is what other lines of the record rest on in this document."""
    said = tuple(sorted(statements, key=_first))
    marks = _marks(document.id, said, mentions, evidence)
    passages = tuple(_passages(reading, marks, {s.id: _first(s)[0] for s in said}))
    return DocumentView(document, passages, marks, said)


def _first(statement: StatementLine) -> tuple[int, int, str]:
    """Where its words begin, longer statements before the shorter ones that begin at the same character."""
    parts = statement.content or statement.cue or statement.source
    return (parts[0].start, -parts[-1].end, statement.id) if parts else (0, 0, statement.id)


_RANK = {Layer.EVIDENCE: 0, Layer.CONTENT: 1, Layer.SOURCE: 2, Layer.CUE: 3, Layer.MENTION: 4}


def _marks(
    document: str, statements: Iterable[StatementLine], mentions: Iterable[MentionLine], evidence: Iterable[Evidence]
) -> tuple[Mark, ...]:
    found = {Mark(e.span, Layer.EVIDENCE, "") for e in evidence if e.document == document}
    for s in statements:
        for layer, parts in ((Layer.CONTENT, s.content), (Layer.SOURCE, s.source), (Layer.CUE, s.cue)):
            found |= {Mark(part.span, layer, s.id, s.family) for part in parts if part.document == document}
    found |= {Mark(m.evidence.span, Layer.MENTION, m.id, m.kind, m.refers_to) for m in mentions}
    kept = (mark for mark in found if len(mark.span) > 0)
    return tuple(sorted(kept, key=lambda m: (m.span.start, -m.span.end, _RANK[m.layer], m.id)))


def _passages(reading: Reading, marks: Sequence[Mark], begins: dict[str, int]) -> Iterable[Passage]:
    text, length = reading.text, len(reading.text)
    edges = {0, length}
    for span in (*(b.span for b in reading.blocks), *(f.span for f in reading.furniture)):
        edges |= {min(span.start, length), min(span.end, length)}
    cuts = sorted(edges)
    blocks, furniture = iter((*reading.blocks, None)), iter((*sorted(reading.furniture, key=lambda f: f.start), None))
    block, piece = next(blocks), next(furniture)
    open_marks = _Sweep(marks)
    starts = sorted((at, id_) for id_, at in begins.items())
    begun, marker = 0, ""
    for start, end in pairwise(cuts):
        while block is not None and block.end <= start:
            block = next(blocks)
        while piece is not None and piece.end <= start:
            piece = next(furniture)
        if not text[start:end].strip():
            continue
        here = block if block is not None and block.start <= start else None
        why = piece.reason if piece is not None and piece.start <= start else None
        runs = tuple(open_marks.runs(text, start, end))
        if here is None and why is None and _is_marker(runs, block):
            marker = text[start:end].strip()
            continue
        mine = []
        while begun < len(starts) and starts[begun][0] < end:
            mine.append(starts[begun][1])
            begun += 1
        yield Passage(
            kind=here.kind.value if here else "paragraph",
            level=here.level if here else 0,
            furniture=why,
            runs=runs,
            statements=tuple(mine),
            marker=marker if here is block else "",
        )
        marker = ""


MARKER = 6  # characters of a bullet or a number before an item, at most: "(iii)"


def _is_marker(runs: tuple[Run, ...], after: Block | None) -> bool:
    """True for what stands between two blocks, unmarked, right before an item."""
    length = sum(len(run.text.strip()) for run in runs)
    unmarked = not any(run.marks for run in runs)
    return after is not None and after.kind is BlockKind.ITEM and unmarked and length <= MARKER


class _Sweep:
    """Walks over the sorted marks once, from the first passage to the last."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = marks
        self._next = 0
        self._open: list[int] = []  # indices of marks that have begun, which keeps them outermost first

    def runs(self, text: str, start: int, end: int) -> Iterable[Run]:
        """The runs of `text[start:end]`; `start` never lies before the `end` of the call before."""
        at = start
        while at < end:
            while self._next < len(self._marks) and self._marks[self._next].span.start <= at:
                self._open.append(self._next)
                self._next += 1
            self._open = [index for index in self._open if self._marks[index].span.end > at]
            stop = min((self._marks[index].span.end for index in self._open), default=end)
            if self._next < len(self._marks):
                stop = min(stop, self._marks[self._next].span.start)
            stop = min(stop, end)
            yield Run(at, text[at:stop], tuple(self._open))
            at = stop


SHARE = 0.75
"""The most of a document's own text (furniture aside) that an excerpt shows in unbroken quotations."""

LONGEST = 240
"""Characters of one quotation in an excerpt of a document that is little but evidence."""


def excerpt(view: DocumentView, sentences: Iterable[Span]) -> DocumentView:
    """Only evidence in its context, and never the whole text.

    Each sentence that evidence touches is shown with the sentence before and the one after. Where that would give
    away more than `SHARE` of the text, only the sentences themselves are shown; then only the words of the evidence;
    then only the first `LONGEST` characters of each of its passages, and at last ever fewer of them.
    """
    own = [p for p in view.passages if p.furniture is None]
    whole = sum(len(p.span) for p in own)
    evidence = [m.span for m in view.marks if m.layer is not Layer.MENTION]
    bounds = sorted(sentences)
    passages: list[Passage] = []
    for windows in _widths(evidence, bounds, own):
        passages = _kept(own, _joined(windows), {s.id: _first(s)[0] for s in view.statements})
        if sum(len(p.span) for p in passages) <= SHARE * whole:
            break
    return structs.replace(view, passages=tuple(passages), excerpt=True)


def _widths(evidence: list[Span], sentences: list[Span], passages: list[Passage]) -> Iterable[list[Span]]:
    yield _sentences(evidence, sentences, 1)
    yield _sentences(evidence, sentences, 0)
    yield evidence
    pieces = [(_common(span, p.span), p) for span in sorted(set(evidence)) for p in _touched(passages, span)]
    longest = LONGEST
    while longest >= 1:
        yield [_beginning(span, passage, longest) for span, passage in pieces]
        longest //= 2
    yield []


def _touched(passages: list[Passage], span: Span) -> Iterable[Passage]:
    first = bisect_right(passages, span.start, key=lambda p: p.span.end)
    for passage in passages[first:]:
        if passage.span.start >= span.end:
            return
        yield passage


def _beginning(span: Span, passage: Passage, longest: int) -> Span:
    """At most the first `longest` characters of a span inside a passage, cut after a word where there is one."""
    if len(span) <= longest:
        return span
    text = "".join(run.text for run in passage.runs)
    at = span.start - passage.span.start
    space = text.rfind(" ", at + longest // 2, at + longest)
    return Span(span.start, passage.span.start + space if space > at else span.start + longest)


def _sentences(evidence: list[Span], sentences: list[Span], around: int) -> list[Span]:
    """The sentences that each span touches, with `around` more on either side; the span itself where there is none."""
    ends, starts = [s.end for s in sentences], [s.start for s in sentences]
    windows = []
    for span in evidence:
        first, last = bisect_right(ends, span.start), bisect_left(starts, span.end) - 1
        if first <= last:
            first, last = max(first - around, 0), min(last + around, len(sentences) - 1)
            windows.append(Span(min(span.start, starts[first]), max(span.end, ends[last])))
        else:
            windows.append(span)
    return windows


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Sorted, those that touch or adjoin joined."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end + 1:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _common(one: Span, other: Span) -> Span:
    return Span(max(one.start, other.start), min(one.end, other.end))


def _kept(passages: list[Passage], windows: list[Span], begins: Mapping[str, int]) -> list[Passage]:
    """The parts of the passages inside the windows, and where text was left out."""
    kept: list[Passage] = []
    left_out = False
    nearest = iter(windows)
    window = next(nearest, None)
    for passage in passages:
        whole = passage.span
        at, waiting = whole.start, list(passage.statements)
        while window is not None and window.end <= whole.start:
            window = next(nearest, None)
        while window is not None and window.start < whole.end:
            piece = _common(whole, window)
            if runs := _cut(passage.runs, piece):
                here = tuple(s for s in waiting if begins.get(s, 0) < piece.end)
                waiting = [s for s in waiting if s not in here]
                left_out = left_out or piece.start > at
                marker = passage.marker if piece.start == whole.start else ""
                kept.append(structs.replace(passage, runs=runs, statements=here, marker=marker, cut_before=left_out))
                at, left_out = piece.end, False
            if window.end > whole.end:
                break
            window = next(nearest, None)
        left_out = left_out or at < whole.end
    if kept and left_out:
        kept[-1] = structs.replace(kept[-1], cut_after=True)
    return kept


def _cut(runs: tuple[Run, ...], window: Span) -> tuple[Run, ...]:
    cut = []
    for run in runs:
        common = _common(Span(run.start, run.end), window)
        if common.start < common.end:
            words = run.text[common.start - run.start : common.end - run.start]
            cut.append(Run(common.start, words, run.marks))
    return tuple(cut) if any(run.text.strip() for run in cut) else ()
