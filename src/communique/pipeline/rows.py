"""From a document's marks to the rows that linking works on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import UNSET

from communique.lexicon import Lexicon
from communique.linking.inputs import (
    CountRow,
    DocumentRow,
    EngagementRow,
    FigureRow,
    OfficeRow,
    ParticipantRow,
    PlaceRow,
    RuledRow,
    TimeRow,
)
from communique.model.document import Reading
from communique.model.marks import Marks, OfficeHeld, Participation
from communique.model.rulings import RuledTelling


def document_row(document: str, reading: Reading, marks: Marks, lexicon: Lexicon) -> DocumentRow:
    publisher = lexicon.publisher_by_name.get(reading.publisher.value) if reading.publisher else None
    keys = [marks.figures[n].key for n in marks.sides]
    return DocumentRow(
        document=document,
        kind=marks.kind,
        account=marks.account,
        sides=tuple(key for key in keys if key is not None),
        title=reading.title.value if reading.title else None,
        stamps=reading.stamps,
        times=tuple(TimeRow(t.value, t.span, t.span.of(reading.text)) for t in marks.times),
        zone=publisher.timezone if publisher else None,
    )


def figure_row(document: str, n: int, marks: Marks) -> FigureRow:
    figure = marks.figures[n]
    owner = None if figure.of is None else marks.figures[figure.of]
    return FigureRow(
        document=document,
        n=n,
        kind=figure.kind,
        name=figure.name,
        names=figure.names,
        key=figure.key,
        surname=figure.surname,
        offices=tuple(_office(office, marks) for office in figure.offices),
        of_key=owner.key if owner else None,
        first_span=figure.first,
    )


def _office(office: OfficeHeld, marks: Marks) -> OfficeRow:
    owner = None if office.of is None else marks.figures[office.of]
    return OfficeRow(
        title=office.title,
        of_key=owner.key if owner else None,
        of_name=owner.name if owner and owner.key is None else None,
        former=office.former,
        span=office.span,
    )


def engagement_row(
    document: str,
    n: int,
    marks: Marks,
    text: str,
    actors: Mapping[int, tuple[str, str | None]],
    ruled: RuledTelling | None = None,
) -> EngagementRow:
    """One engagement of a document, with what a person decided of it; `actors` gives the actor and its side for every
    figure of the document."""
    mark = marks.engagements[n]
    return EngagementRow(
        document=document,
        n=n,
        kind=mark.kind,
        status=mark.status,
        participants=tuple(_participants(mark.participants, marks, actors)),
        spans=mark.spans,
        times=tuple(TimeRow(t.value, t.span, t.span.of(text)) for t in (marks.times[i] for i in mark.times)),
        places=tuple(PlaceRow(p.name, p.country, p.kind, p.span) for p in (marks.places[i] for i in mark.places)),
        duration_minutes=mark.duration_minutes,
        duration_span=mark.duration,
        name=mark.name,
        main=mark.main,
        part_of=mark.part_of,
        before=mark.before,
        counts=tuple(CountRow(c.what, c.value, c.span, c.bound) for c in mark.counts),
        ruled=UNSET if ruled is None else _ruled(ruled, marks, actors),
    )


def _ruled(ruled: RuledTelling, marks: Marks, actors: Mapping[int, tuple[str, str | None]]) -> RuledRow:
    people = ruled.participants
    return RuledRow(
        *(ruled.reasons, ruled.at, ruled.kind, ruled.status, ruled.from_, ruled.to),
        None if people is None else tuple(_participants(people, marks, actors)),
    )


def _participants(
    people: Iterable[Participation], marks: Marks, actors: Mapping[int, tuple[str, str | None]]
) -> list[ParticipantRow]:
    found: list[ParticipantRow] = []
    for part in people:
        figure = marks.figures[part.figure]
        actor, side = actors[part.figure]
        title = next((office.title for office in figure.offices if not office.former), None)
        found.append(
            ParticipantRow(
                actor=actor,
                figure=part.figure,
                kind=figure.kind,
                role=part.role,
                span=part.span,
                side=side,
                title=title or (figure.name if figure.key is None and figure.of is not None else None),
            )
        )
    return found
