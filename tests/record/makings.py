"""Documents for the record's tests: invented texts with readings and marks, made by rule from a number."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from msgspec.structs import replace

from communique.model import when as whens_of
from communique.model.document import Block, BlockKind, Claim, Furniture, Reading, Stamp, StampKind
from communique.model.findings import Severity, Trouble
from communique.model.ids import Thing, identify
from communique.model.marks import (
    ActorKind,
    EngagementKind,
    EngagementMark,
    EngagementStatus,
    Figure,
    Form,
    InstrumentMark,
    IssueMark,
    Level,
    Marks,
    Mention,
    MentionKind,
    OfficeHeld,
    Participation,
    Party,
    PlaceMark,
    StatementMark,
    Strength,
    TimeMark,
)
from communique.model.record import (
    ActorLine,
    DiscrepancyLine,
    EngagementLine,
    OfficeLine,
    ParticipantLine,
    PlaceLine,
    Reported,
)
from communique.model.spans import Box, Evidence, Span
from communique.model.times import TimeValue
from communique.model.when import UNKNOWN, Basis
from communique.record import Candidate, LinkedActor, LinkedEngagement, Record, Stage, Unresolved
from communique.record.anchors import engagement_ids, figure_ids

READER = "plain 1"
MARKER = "marks 1"
PEOPLE = ("Marit Solvane", "Ødön Çelk", "Tove Andrell", "Ilan Harrow")
STATES = (("Ossavel", "state:XO"), ("Cohal", "state:XC"), ("Quarrevia", "state:XQ"))
ACTS = ("commit", "demand", "welcome", "condemn")
ISSUES = ("maritime security", "trade", "Arctic cables")


def content(number: int) -> bytes:
    """The bytes of document `number`: what `read` makes a reading of."""
    return f"document {number}".encode()


def parts(number: int) -> tuple[str, str, str, str, int]:
    person = PEOPLE[number % len(PEOPLE)]
    state, key = STATES[number % len(STATES)]
    return person, state, key, ACTS[number % len(ACTS)], 1 + number % 28


def read(content: bytes, path: str = "") -> Reading:
    """A reading made by rule from bytes that `content` made; deterministic, as a reader must be."""
    number = int(content.decode().split()[1])
    person, state, _, _, day = parts(number)
    title = f"Readout {number} 🕊"
    paragraph = (
        f"President {person} of {state} met the Prime Minister in Tavanger on {day} March 2031 for 45 minutes. "
        f"“We will keep the strait open,” {person} said on {ISSUES[number % 3]}, citing Resolution {number % 5} (2030)."
    )
    menu = "Home | News | Sign up"
    text = "\n\n".join((title, menu, paragraph))
    p = text.index(paragraph)
    m = text.index(menu)
    paged = number % 4 == 0
    boxes = tuple(
        Box(at, at + 5, 1 + at // 60, 10.0 + at % 60, 20.0 + at // 60, 15.0 + at % 60, 30.0)
        for at in range(0, len(text) - 5, 6)
    )
    return Reading(
        media_type="application/pdf" if paged else "text/plain",
        reader=READER,
        text=text,
        blocks=(
            Block(0, len(title), BlockKind.HEADING, 1),
            Block(m, m + len(menu), BlockKind.PARAGRAPH),
            Block(p, p + len(paragraph), BlockKind.PARAGRAPH),
        ),
        furniture=(Furniture(m, m + len(menu), "menu"),),
        boxes=boxes if paged else (),
        title=Claim(title, "stated", "first heading", Span(0, len(title))),
        publisher=Claim(f"Office of {state}", "inferred", "by rule"),
        language=Claim("en", "inferred", "by rule"),
        stamps=(Stamp(StampKind.PUBLISHED, f"2031-03-{day:02}", "by rule"),),
        partial=number % 7 == 3,
        troubles=(Trouble(Severity.NOTE, "a doubt", "by rule", "nothing"),) if number % 7 == 3 else (),
    )


def mark(number: int, text: str, marker: str = MARKER) -> Marks:
    """Marks of the text that `read` makes."""
    person, state, key, act, day = parts(number)

    def span(words: str, after: int = 0) -> Span:
        start = text.index(words, after)
        return Span(start, start + len(words))

    body = text.index("President")
    met = span(f"President {person} of {state} met the Prime Minister in Tavanger on {day} March 2031")
    quote = span("We will keep the strait open,")
    again = span(person, quote.end)
    cue = span("said", again.end)
    issue = span(ISSUES[number % 3])
    resolution = span(f"Resolution {number % 5} (2030)")
    when = span(f"{day} March 2031")
    return Marks(
        marker=marker,
        sentences=(Span(body, quote.start - 2), Span(quote.start - 1, len(text))),
        mentions=(
            Mention(span(person, body), MentionKind.ACTOR, (0,)),
            Mention(span(state, body), MentionKind.ACTOR, (1,)),
            Mention(span("the Prime Minister", body), MentionKind.ACTOR, (2,), Form.OFFICE),
            Mention(again, MentionKind.ACTOR, (0,)),
            Mention(Span(quote.start, quote.start + 2), MentionKind.ACTOR, (0, 1), Form.PRONOUN, "speaker"),
            Mention(when, MentionKind.TIME, (0,)),
            Mention(span("Tavanger"), MentionKind.PLACE, (0,)),
            Mention(resolution, MentionKind.INSTRUMENT, (0,)),
            Mention(met, MentionKind.ENGAGEMENT, (0,)),
        ),
        figures=(
            Figure(
                ActorKind.PERSON,
                person,
                (person,),
                None,
                person.split()[-1],
                (OfficeHeld("president", 1, span("President")),),
                None,
                span(person, body),
            ),
            Figure(ActorKind.STATE, state, (state,), key, first=span(state, body)),
            Figure(ActorKind.OFFICE, "Prime Minister", ("the Prime Minister",), first=span("the Prime Minister", body)),
        ),
        times=(TimeMark(when, TimeValue(year=2031, month=3, day=day)),),
        places=(PlaceMark("Tavanger", "XO", "city", span("Tavanger")),),
        instruments=(
            InstrumentMark(
                f"R {number % 5}", f"r-{number % 5}", "resolution", str(number % 5), "2030", None, resolution
            ),
        ),
        engagements=(
            EngagementMark(
                EngagementKind.MEETING,
                EngagementStatus.HELD,
                (
                    Participation(0, "guest", span(person, body)),
                    Participation(2, "host", span("the Prime Minister", body)),
                ),
                (met,),
                (0,),
                (0,),
                45,
                span("45 minutes"),
                main=True,
            ),
        ),
        statements=(
            StatementMark(
                speakers=(Party(0, again),),
                act=act,
                strength=Strength.PLAIN,
                level=Level.QUOTED,
                content=(quote,),
                source=(again,),
                cue=(cue,),
                on_behalf_of=(Party(1, span(state, body)),),
                addressees=(Party(2, span("the Prime Minister", body)),),
                targets=(Party(None, span("the Prime Minister", body), "someone"),),
                issues=(IssueMark(ISSUES[number % 3], (issue,)),),
                instruments=(0,),
                engagement=0,
                why=("said", "quotation marks"),
            ),
            StatementMark((), "note", Strength.WEAK, Level.INFERRED, (met,), times=(0,), within=0),
        ),
        kind="readout",
        kind_reason="by rule",
        account="own",
        sides=(1,),
        troubles=(Trouble(Severity.WARNING, "who", "by rule", "reading it", f"characters {met.start}-{met.end}"),),
    )


def number_of(content_: bytes) -> int:
    return int(content_.decode().split()[1])


def add(record: Record, number: int, path: str | None = None) -> str:
    """Document `number`, kept, read and marked."""
    document = record.keep(content(number), path or f"folder/{number}.txt")
    reading = read(content(number))
    record.save_reading(document, reading)
    record.save_marks(document, mark(number, reading.text))
    return document


def resume(record: Record, marker: str = MARKER) -> None:
    """Reads and marks what is pending, then links everything."""
    for document in record.pending(Stage.READ, READER):
        record.save_reading(document, read(record.content(document)))
    for document in record.pending(Stage.MARK, marker):
        record.save_marks(document, mark(number_of(record.content(document)), record.text(document), marker))
    link(record)


def link(record: Record, version: str = "link 1") -> None:
    """A linking by rule: one actor for each name, one engagement for each person's meeting on one day."""
    documents = [line.id for line in record.documents()]
    marks = {d: record.marks(d) for d in sorted(documents)}
    actors: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    meetings: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for document, found in marks.items():
        for n, figure in enumerate(found.figures):
            actors[figure.kind.value, figure.key or figure.name].append((document, n))
        day = found.times[0].span.of(record.text(document))
        meetings[found.figures[0].name, day].append((document, 0))
    ids = {document: figure_ids(document, found) for document, found in marks.items()}
    actor_of = {member: ids[min(group)[0]][min(group)[1]] for group in actors.values() for member in group}

    def here(document: str, span: Span) -> Evidence:
        return Evidence(document, span.start, span.end, "")

    linked_actors = []
    for (kind, _), members in actors.items():
        first = marks[min(members)[0]].figures[min(members)[1]]
        names = tuple(sorted({form for d, n in members for form in marks[d].figures[n].names}))
        offices = tuple(
            OfficeLine(office.title, None, replace(UNKNOWN, evidence=(here(d, office.span),)), ())
            for d, n in members[:1]
            for office in marks[d].figures[n].offices
        )
        line = ActorLine(actor_of[members[0]], first.name, kind, names, offices, 0)
        d, n = members[0]
        owners = [marks[d].figures[o.of] for o in marks[d].figures[n].offices if o.of is not None]
        forms = tuple(
            ((o.title, owner.key or owner.name),) for o, owner in zip(marks[d].figures[n].offices, owners, strict=True)
        )
        linked_actors.append(LinkedActor(line, tuple(members), first.key, forms))
    whens = {}
    for d in documents:
        stamp = record.reading(d).stamps[0]
        day = date.fromisoformat(stamp.value)
        whens[d] = whens_of.day(day, Basis.STATED, stamp.reason, (here(d, marks[d].times[0].span),))
    engagements = []
    for members in meetings.values():
        d, n = min(members)
        told = marks[d].engagements[n]
        id_ = engagement_ids(d, marks[d])[n]
        parts = tuple(
            ParticipantLine(actor_of[d, p.figure], "", p.role, None, (here(d, p.span),)) for p in told.participants
        )
        line = EngagementLine(
            *(id_, told.kind.value, f"Meeting of {marks[d].figures[0].name}", told.status.value, parts, whens[d]),
            *(told.duration_minutes, PlaceLine("Tavanger", "Ossavel", (here(d, marks[d].places[0].span),)), None, ()),
            *((d,), (), tuple(here(e, marks[e].engagements[m].spans[0]) for e, m in members), ()),
        )
        readings = tuple(Reported(e, (here(e, marks[e].sentences[0]),)) for e, _ in members)
        gap = DiscrepancyLine(identify(Thing.DISCREPANCY, id_, "number"), id_, "number", readings, "by rule")
        engagements.append(LinkedEngagement(line, tuple(members), (gap,) if len(members) > 1 else ()))
    with record.transaction():
        record.replace_actors(linked_actors)
        record.replace_engagements(engagements)
        record.save_whens(whens)
        record.save_versions(dict.fromkeys(documents))
        open_ = [Unresolved(d, "actor", 2, "nobody says who", (Candidate("a-1", "Ilan Harrow"),)) for d in documents]
        record.save_unresolved(documents, open_)
        record.save_linked(documents, version)
