"""Rows built by hand, with invented names: two states, an alliance, and people who never lived."""

from __future__ import annotations

from communique.linking.days import DocumentDay, own_day
from communique.linking.inputs import (
    DocumentRow,
    EngagementRow,
    FigureRow,
    OfficeRow,
    ParticipantRow,
    PlaceRow,
    TimeRow,
)
from communique.linking.knowledge import Knowledge, fold
from communique.linking.telling import Telling, tell
from communique.model.document import Stamp, StampKind
from communique.model.marks import ActorKind, EngagementKind, EngagementStatus
from communique.model.spans import Span
from communique.model.times import Direction, Role, TimeValue

OSV, PLR, QRV, COHAL = "state:X-OSV", "state:X-PLR", "state:X-QRV", "organisation:X-COHAL"

KNOWLEDGE = Knowledge(
    names={OSV: "Ossavel", PLR: "Pellurand", QRV: "Quarrevia", COHAL: "Compact for the Harrune Littoral"},
    zones={OSV: "+09:00", PLR: "-01:00", QRV: "+08:00", COHAL: "-01:00"},
    seats={OSV: "Tirmona", PLR: "Dornhask", QRV: "Zelmune", COHAL: "Sennelk"},
    organisations={fold(n): COHAL for n in ("COHAL", "Compact", "Compact for the Harrune Littoral")},
    nicknames={"joe": frozenset({"joseph"}), "joseph": frozenset({"joe"})},
    family_first=frozenset({"yoon", "kim"}),
    given_names=frozenset({"kim", "dorle", "takumi"}),
    given_last=frozenset({"takumi"}),
    particles=frozenset({"van", "der", "bin"}),
)

ACTORS = {  # id → name, kind, side
    "ilse": ("Ilse Tavorin", ActorKind.PERSON, OSV),
    "davin": ("Davin Orrekh", ActorKind.PERSON, OSV),
    "keruhl": ("Bastan Keruhl", ActorKind.PERSON, OSV),
    "oduvane": ("Mirel Oduvane", ActorKind.PERSON, OSV),
    "joren": ("Joren Maskeld", ActorKind.PERSON, COHAL),
    "edda": ("Edda Lorrimond", ActorKind.PERSON, COHAL),
    "casper": ("Casper Wendrake", ActorKind.PERSON, PLR),
    "pm": ("Prime Minister of Ossavel", ActorKind.OFFICE, OSV),
    "ossavel": ("Ossavel", ActorKind.STATE, OSV),
    "cohal": ("COHAL", ActorKind.ORGANISATION, COHAL),
}
NAMES = {actor: name for actor, (name, _, _) in ACTORS.items()}


def figure(
    document: str,
    name: str,
    *offices: tuple[str, str | None],
    n: int = 0,
    at: int = 0,
    kind: ActorKind = ActorKind.PERSON,
    key: str | None = None,
    surname: str | None = None,
    former: bool = False,
    of: str | None = None,
) -> FigureRow:
    held = tuple(OfficeRow(title, of, None, former, Span(at, at + 5)) for title, of in offices)
    return FigureRow(document, n, kind, name, (name,), key, surname, held, of, Span(at, at + len(name)))


def document(name: str, stamp: str | None = None, **fields: object) -> DocumentRow:
    stamps = (Stamp(StampKind.PUBLISHED, stamp, f"stamped {stamp}", Span(0, len(stamp))),) if stamp else ()
    return DocumentRow(name, stamps=stamps, title=fields.pop("title", name), **fields)  # type: ignore[arg-type]


def who(
    *actors: str, titles: dict[str, str] | None = None, host: str = "", guest: str = ""
) -> tuple[ParticipantRow, ...]:
    def role(actor: str) -> str:
        return "host" if actor == host else "guest" if actor == guest else "participant"

    return tuple(
        ParticipantRow(
            actor,
            n,
            ACTORS[actor][1],
            role(actor),
            Span(n * 20, n * 20 + 10),
            ACTORS[actor][2],
            (titles or {}).get(actor),
        )
        for n, actor in enumerate(actors)
    )


def at(words: str, start: int = 500, **parts: object) -> TimeRow:
    return TimeRow(TimeValue(**parts), Span(start, start + len(words)), words)  # type: ignore[arg-type]


def tuesday(start: int = 500, **parts: object) -> TimeRow:
    return at("Tuesday", start, weekday=1, **parts)


def since(words: str, start: int = 900, **parts: object) -> TimeRow:
    return at(words, start, role=Role.SINCE, direction=Direction.PAST, **parts)


def engagement(
    document_: str,
    participants: tuple[ParticipantRow, ...],
    *times: TimeRow,
    n: int = 0,
    kind: EngagementKind = EngagementKind.MEETING,
    status: EngagementStatus = EngagementStatus.HELD,
    place: tuple[tuple[str, str | None, str], ...] = (),
    main: bool = True,
    **fields: object,
) -> EngagementRow:
    spans = fields.pop("spans", (Span(100 + 50 * n, 140 + 50 * n),))
    places = tuple(
        PlaceRow(name, country, type_, Span(700 + i, 705 + i)) for i, (name, country, type_) in enumerate(place)
    )
    return EngagementRow(
        document_,
        n,
        kind,
        status,
        participants,
        spans,
        times,
        places,
        main=main,
        **fields,  # type: ignore[arg-type]
    )


def told(row: DocumentRow, *engagements: EngagementRow, day: DocumentDay | None = None) -> tuple[Telling, ...]:
    return tell(row, engagements, day or own_day(row, engagements))


TIRMONA = ("Tirmona", "X-OSV", "city")
SENNELK = ("Sennelk", "X-PLR", "city")
