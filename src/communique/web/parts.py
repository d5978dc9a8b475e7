"""Documents that are too heavy for one page, cut between passages. A page stays light whatever a document holds."""

from __future__ import annotations

from communique.views.document import DocumentView

HEAVY = 165_000  # bytes of marks and notes on one page, beside the text itself, as estimated here
STATEMENT = 2500  # bytes of a statement's note with its citation, and its number
RUN = 60  # bytes of the tags around a run of text


def cuts(view: DocumentView) -> tuple[int, ...]:
    """Where in the text each part begins; the first begins at 0, and most documents have no other."""
    begins, weight = [0], 0
    for passage in view.passages:
        here = STATEMENT * len(passage.statements) + RUN * sum(bool(run.marks) for run in passage.runs)
        if weight and weight + here > HEAVY:
            begins.append(passage.span.start)
            weight = 0
        weight += here
    return tuple(begins)


def may_be_heavy(statements: int, characters: int) -> bool:
    """False where `cuts` can only give one part, so that nobody need look."""
    return statements * STATEMENT + characters > HEAVY // 2
