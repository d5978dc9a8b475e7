"""What stands at a place of a document's marks: what a ruling about these words means.

    statements_at(marks, Span(10, 42), None, text)   # numbers of the statements whose content it is

Where a newer version of marking found the same with other bounds, it is what shares most of the words with the place.
Several numbers mean that the place does not tell which.
"""

from __future__ import annotations

from collections.abc import Sequence

from communique.model.marks import EngagementMark, Marks, MentionKind, StatementMark
from communique.model.rulings import Which
from communique.model.spans import Span, cover


def content_of(statement: StatementMark) -> Span:
    """The place by which a ruling means a statement: from the first to the last word of its content."""
    return cover(statement.content or statement.cue or statement.source or (Span(0, 0),))


def telling_of(engagement: EngagementMark) -> Span:
    """The place by which a ruling means an engagement: the first words that tell of it."""
    return min(engagement.spans, default=Span(0, 0))


def statements_at(marks: Marks, span: Span, which: Which | None, text: str) -> list[int]:
    """The numbers of the statements that are meant by a place."""
    found = _nearest([content_of(statement) for statement in marks.statements], span)
    if which is None or len(found) < 2:
        return found
    for act, cue in ((which.act, which.cue), (which.act, None), (None, which.cue)):
        some = [
            n
            for n in found
            if act in (None, marks.statements[n].act) and cue in (None, cue_words(marks.statements[n], text))
        ]
        if some and (act, cue) != (None, None):
            return _nth(some, which)
    return _nth(found, which)


def engagements_at(marks: Marks, span: Span, which: Which | None) -> list[int]:
    """The numbers of the engagements that are meant by a place."""
    found = _nearest([telling_of(engagement) for engagement in marks.engagements], span)
    if which is None or len(found) < 2:
        return found
    same = [n for n in found if which.kind in (None, marks.engagements[n].kind)]
    return _nth(same or found, which)


def figures_at(marks: Marks, span: Span) -> tuple[int, ...] | None:
    """The figures of the mention that stands exactly there; None where none stands there."""
    for mention in marks.mentions:
        if mention.kind is MentionKind.ACTOR and mention.span == span:
            return mention.refers_to
    firsts = tuple(n for n, figure in enumerate(marks.figures) if figure.first == span)
    return firsts or None


def which_statement(marks: Marks, n: int, text: str) -> Which | None:
    """What tells a statement from others with the same content; None where there are none."""
    here = content_of(marks.statements[n])
    if len(statements_at(marks, here, None, text)) < 2:
        return None
    one = Which(marks.statements[n].act, cue_words(marks.statements[n], text))
    alike = statements_at(marks, here, one, text)
    return one if alike == [n] else Which(one.act, one.cue, nth=alike.index(n))


def which_engagement(marks: Marks, n: int) -> Which | None:
    """What tells an engagement from others that begin with the same words."""
    here = telling_of(marks.engagements[n])
    if len(engagements_at(marks, here, None)) < 2:
        return None
    one = Which(kind=marks.engagements[n].kind.value)
    alike = engagements_at(marks, here, one)
    return one if alike == [n] else Which(kind=one.kind, nth=alike.index(n))


def cue_words(statement: StatementMark, text: str) -> str:
    return " … ".join(span.of(text) for span in statement.cue)


def _nearest(places: Sequence[Span], span: Span) -> list[int]:
    """Those at the place itself; else those that share most with it, half of the longer one at least."""
    exact = [n for n, place in enumerate(places) if place == span]
    if exact:
        return exact
    shared = {n: _shared(place, span) for n, place in enumerate(places)}
    most = max(shared.values(), default=0.0)
    return [n for n, part in shared.items() if part == most] if most >= 0.5 else []


def _shared(a: Span, b: Span) -> float:
    both = min(a.end, b.end) - max(a.start, b.start)
    return both / max(len(a), len(b), 1) if both > 0 else 0.0


def _nth(found: list[int], which: Which) -> list[int]:
    return [found[which.nth]] if which.nth is not None and which.nth < len(found) else found
