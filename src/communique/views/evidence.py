"""What the lines of a record rest on, document by document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from communique.model.record import EngagementLine
from communique.model.spans import Evidence
from communique.views.snapshot import Snapshot


def rests_on(lines: Snapshot) -> Mapping[str, tuple[Evidence, ...]]:
    """For each document the passages that engagements, offices, dates, instruments and discrepancies rest on.

    Statements are not among them: a document's view marks those itself.
    """
    found: dict[str, dict[tuple[int, int], Evidence]] = defaultdict(dict)
    for evidence in _every(lines):
        found[evidence.document].setdefault((evidence.start, evidence.end), evidence)
    return {document: tuple(spans[key] for key in sorted(spans)) for document, spans in found.items()}


def with_more(
    found: Mapping[str, tuple[Evidence, ...]], more: Mapping[str, Iterable[Evidence]]
) -> Mapping[str, tuple[Evidence, ...]]:
    """The same with other passages that a page opens, each once, in the order of the text."""
    made = dict(found)
    for document, passages in more.items():
        spans = {(e.start, e.end): e for e in (*found.get(document, ()), *passages)}
        made[document] = tuple(spans[key] for key in sorted(spans))
    return made


def of_engagement(line: EngagementLine) -> Iterator[Evidence]:
    yield from line.evidence
    yield from line.when.evidence
    yield from line.planned_as
    if line.place is not None:
        yield from line.place.evidence
    for participant in line.participants:
        yield from participant.evidence


def _every(lines: Snapshot) -> Iterator[Evidence]:
    for engagement in lines.engagements:
        yield from of_engagement(engagement)
    for document in lines.documents:
        yield from document.published.evidence
    for actor in lines.actors:
        for office in actor.offices:
            yield from office.evidence
            yield from office.when.evidence
    for instrument in lines.instruments:
        yield from instrument.citations
    for discrepancy in lines.discrepancies:
        for reading in discrepancy.readings:
            yield from reading.evidence
