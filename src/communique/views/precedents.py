"""A document's sentences, each beside its nearest precedent, and what the previous text of the same parties had.

A precedent stands in a text that is certainly earlier and is no copy of this one. The nearest is the most similar; of
equal ones that of the previous text of the same parties, then the latest. A sentence moved where it stands elsewhere in
the order of the previous text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from communique.errors import UsageError
from communique.linking.alignment import Alignment, align
from communique.linking.lineages import Spread
from communique.linking.revisions import Revision, revise
from communique.linking.spelling import carries
from communique.linking.wording import ALIKE, SHORTEST, Use, repetitions, uses_of
from communique.model.wording import Bearer, Passage, PrecedentLine
from communique.record import Record
from communique.views.labels import label
from communique.views.rewording import Segment, lines_of, printed, segments
from communique.views.wording import Rare, Uses

NEXT = 6  # of the nearest, those that are looked at until one shares more than names
NOT_ASKED = Spread("open", "no earlier use was found", 0, None, None)
SHORT = Spread("open", f"fewer than {SHORTEST} words that are not of grammar: not looked up", 0, None, None)


class PrecedentView(Struct, frozen=True):
    line: PrecedentLine
    segments: tuple[Segment, ...]
    title: str  # of the document in which the precedent stands


class Previous(Struct, frozen=True):
    """The previous text of the same parties: which, and why this one; None where there is none."""

    document: str | None
    title: str
    day: str
    reason: str


class Precedents(Struct, frozen=True):
    document: str
    title: str
    previous: Previous
    lines: Iterator[PrecedentView]


def precedents(record: Record, document: str) -> Precedents:
    """Raises UsageError where the document has no text in the index."""
    return beside(Uses(record), document)


def beside(look: Uses, document: str, verbatim: bool = False) -> Precedents:
    """The same with look-ups that are remembered; `verbatim` looks only for precedents with eight words in a row, which
    costs a tenth. Raises UsageError as `precedents`."""
    look.load()
    here = look.bearers.get(document)
    if here is None:
        raise UsageError("this document has no text in the index of wording", document, "communique add, or another")
    previous = previous_text(look, here)
    return Precedents(
        document, here.title, previous, _lines(look, here, previous, _verbatim(look) if verbatim else _any(look))
    )


def previous_text(look: Uses, here: Bearer) -> Previous:
    """The last text before this one between exactly the same parties: of the same kind if there is one, else any that
    a party issued."""
    every = look.rows.parties()
    mine = set(every.get(here.document, ()))
    if not here.day:
        return Previous(None, "", "", "the day of this document is not known, so nothing can be called earlier")
    if len(mine) < 2:
        who = " and ".join(sorted(mine)) or "nobody"
        return Previous(
            None, "", "", f"it names {who} as its parties, and a previous text is one of the same two or more"
        )
    others = [
        look.bearers[document]
        for document, parties in every.items()
        if set(parties) == mine and document in look.bearers and earlier(look.bearers[document], here)
    ]
    names = " and ".join(sorted(mine))
    for some, what in (
        ([o for o in others if o.kind == here.kind and o.document in look.standing], label(here.kind)),
        ([o for o in others if o.official and o.document in look.standing], "official text"),
    ):
        if some:
            best = max(some, key=lambda one: (one.day, one.document))
            return Previous(best.document, best.title, best.day, f"the last {what} between {names} before {here.day}")
    return Previous(None, "", "", f"no earlier text between {names} is in the record")


def earlier(one: Bearer, than: Bearer) -> bool:
    """Whether a text is certainly earlier than another, and not the same text."""
    return bool(one.day and than.day) and one.until < than.day and one.text != than.text


Find = Callable[[Sequence[str]], list[Use]]


def _any(look: Uses) -> Find:
    return lambda words: uses_of(words, look.rows)


def _verbatim(look: Uses) -> Find:
    shelf = Rare(look)

    def find(words: Sequence[str]) -> list[Use]:
        _, touched = repetitions(words, shelf)
        laid = [(p, align(words, p.words)) for p in touched.values()]
        return [Use(p.document, p.n, a.similarity, 0, (), a.changes, a.there) for p, a in laid if a.similarity >= ALIKE]

    return find


def _lines(look: Uses, here: Bearer, previous: Previous, find: Find) -> Iterator[PrecedentView]:
    mine = look.rows.passages_of(here.document)
    before = look.rows.passages_of(previous.document) if previous.document else []
    revised = revise(before, mine)
    moved = {r.after.n: r for r in revised if r.after is not None and r.before is not None}
    for passage in mine:
        yield _beside(look, here, passage, moved.get(passage.n), previous, find)
    for revision in revised:
        if revision.after is None and revision.before is not None and _told(look, revision.before):
            yield _dropped(look, revision.before, mine)


def _beside(
    look: Uses, here: Bearer, passage: Passage, revision: Revision | None, previous: Previous, find: Find
) -> PrecedentView:
    short = len([word for word in passage.words if carries(word)]) < SHORTEST
    found = [] if short else find(passage.words)
    own, _ = look.own([use for use in found if use.document != here.document])
    passages = {(p.document, p.n): p for p in look.rows.passages((use.document, use.n) for use in own)}
    candidates = [use for use in own if (use.document, use.n) in passages and earlier(look.bearers[use.document], here)]
    best: tuple[Passage, Alignment] | None = None
    if revision is not None and revision.before is not None:
        laid = align(revision.before.words, passage.words)
        if short or look.shares_language(laid, revision.before, passage):
            best = revision.before, laid
    for use in sorted(candidates, key=lambda use: _nearness(use, passages, passage, look.bearers), reverse=True)[:NEXT]:
        there = passages[use.document, use.n]
        laid = align(there.words, passage.words)
        if best is not None and likeness(laid, there, passage) <= likeness(best[1], best[0], passage):
            break
        if laid.similarity >= ALIKE and look.says_something(there) and look.shares_language(laid, there, passage):
            best = there, laid
            break
    spread = look.spread([passage, *passages.values()]) if own else SHORT if short else NOT_ASKED
    if best is None:
        return _view(look, "new", passage, None, None, False, False, spread)
    in_previous = best[0].document == previous.document
    elsewhere = bool(in_previous and revision is not None and revision.before == best[0] and revision.moved)
    kind = "changed" if best[1].changes else "same"
    return _view(look, kind, passage, *best, in_previous, elsewhere, spread)


def _told(look: Uses, dropped: Passage) -> bool:
    """Whether it is worth telling that a sentence was dropped: not of an address or a line of names."""
    return look.says_something(dropped) and len(look.unnamed(dropped)) >= SHORTEST


def likeness(laid: Alignment, before: Passage, after: Passage) -> float:
    """How much of both whole sentences is common: of two precedents that hold the words, the one with less around."""
    common = sum(size for _, _, size in laid.blocks)
    return 2 * common / max(1, len(before.words) + len(after.words))


def _nearness(
    use: Use, passages: Mapping[tuple[str, int], Passage], passage: Passage, bearers: Mapping[str, Bearer]
) -> tuple[float, str, str]:
    there = passages[use.document, use.n]
    common = sum(len(c.before.split()) for c in use.changes if c.op in ("drop", "replace"))
    kept = len(passage.words) - common
    return 2 * kept / max(1, len(passage.words) + len(there.words)), bearers[use.document].day, use.document


def _dropped(look: Uses, before: Passage, mine: Sequence[Passage]) -> PrecedentView:
    return _view(look, "dropped", None, before, None, True, False, NOT_ASKED)


def _view(
    look: Uses,
    kind: str,
    passage: Passage | None,
    before: Passage | None,
    laid: Alignment | None,
    in_previous: bool,
    moved: bool,
    spread: Spread,
) -> PrecedentView:
    record = look.record
    there = printed(before.words, record.text(before.document)[before.start : before.end]) if before else None
    here = printed(passage.words, record.text(passage.document)[passage.start : passage.end]) if passage else None
    changes = laid.changes if laid is not None else ()
    drawn: tuple[Segment, ...] = ()
    if here is not None and there is not None:
        drawn = segments(changes, there, here)
    elif here is not None or there is not None:
        one = here or there
        assert one is not None
        drawn = (Segment("keep" if here else "drop", one.slice(0, len(one.words))),)
    line = PrecedentLine(
        kind=kind,
        passage=look.evidence(passage, here, 0, len(passage.words)) if passage and here else None,
        earlier=look.evidence(before, there, 0, len(before.words)) if before and there else None,
        when=look.rows.when(before.document) if before else None,
        parties=look.parties({before.document})[before.document] if before else (),
        similarity=round(laid.similarity, 3) if laid else 0.0,
        previous=in_previous,
        moved=moved,
        language=spread.kind,
        reason=spread.reason,
        changes=lines_of(changes, there, here) if there is not None and here is not None else (),
    )
    return PrecedentView(line, drawn, look.bearers[before.document].title if before else "")
