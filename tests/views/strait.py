"""A small record about an invented strait, made through the real store: three documents, two engagements.

`build` writes it; `HOSTILE` holds the titles, names and addresses that a page must survive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from communique.model import when as whens
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
from communique.model.spans import Span
from communique.model.times import TimeValue
from communique.model.when import Basis
from communique.record import LinkedActor, LinkedEngagement, Record, Stage

JOINT = """Joint statement on the Hollavarn Strait

23 October 2031, 09:14

Subscribe to our newsletter

We, Prime Minister Ilse Tavorin of Ossavel and Secretary General Joren Maskeld, met in Tirmona today. \
We condemn the boarding of merchant vessels by Quarrevia. We urge Quarrevia to release every vessel without delay, \
and to carry out in full Resolution 118 (2031).

We will exchange radar pictures around the clock;

We commit to reviewing the Partnership Roadmap before the summit.

Disputes are settled by the Commission. The Commission sits in Lemmeran. Its members are nine. It meets in spring.
"""

READOUT = """Readout of the Prime Minister's meeting

Prime Minister Ilse Tavorin met Joren Maskeld in Tirmona on Thursday at 10.30 for forty minutes. \
The Prime Minister said: “We will keep the strait open,” adding that Quarrevia must release the crews. \
Officials travelled by train. The weather was mild. Tea was served in the garden. A band played.
"""

NEWS = """Strait talks end without a date

Maskeld, who was in Tirmona on Thursday, said Tavorin had told him that Ossavel would post an officer. \
They are to meet again in Garrowmund in May 2032.

Most read | Weather | Sport
"""

HOSTILE = {
    "title": "<script>alert('t')</script><img src=x onerror=alert(1)>\u202e",
    "name": "Ilse <b onmouseover=alert(2)>Tavorin</b> \"&quot;'",
    "address": "javascript:alert(document.domain)",
    "publisher": "</title><script src=https://evil.example/x.js></script>",
}


@dataclass
class Draft:
    """One document in the making: spans are found by their words, each after the one before."""

    text: str
    path: str
    title: str
    publisher: str
    kind: str
    account: str
    address: str | None = None
    published: str | None = None
    furniture: tuple[str, ...] = ()
    id: str = ""
    at: int = 0
    mentions: list[Mention] = field(default_factory=list)
    statements: list[StatementMark] = field(default_factory=list)

    def span(self, words: str, after: str | None = None) -> Span:
        begin = self.text.index(after) if after else 0
        start = self.text.index(words, begin)
        return Span(start, start + len(words))

    def says(
        self, content: str, speakers: tuple[tuple[str, int], ...], cue: str | None, act: str, **more: object
    ) -> None:
        where = self.span(content)
        begin = max(0, where.start - 80)
        marks = {
            "speakers": tuple(Party(figure, self.span(words)) for words, figure in speakers),
            "source": (self.span(speakers[0][0]),),
            "cue": (Span(i := self.text.index(cue, begin), i + len(cue)),) if cue else (),
            "strength": Strength.PLAIN,
            "level": Level.PARAPHRASED,
            "why": (f"the cue “{cue}”",) if cue else (),
        }
        self.statements.append(StatementMark(**{**marks, "act": act, "content": (where,), **more}))

    def reading(self) -> Reading:
        blocks, at = [], 0
        for n, part in enumerate(self.text.split("\n\n")):
            start = self.text.index(part, at)
            at = start + len(part.rstrip())
            kind = (
                BlockKind.HEADING if n == 0 else BlockKind.ITEM if part.rstrip().endswith(";") else BlockKind.PARAGRAPH
            )
            blocks.append(Block(start, at, kind, 1 if n == 0 else 0))
        stamps = (Stamp(StampKind.PUBLISHED, self.published, "under the headline"),) if self.published else ()
        return Reading(
            media_type="text/plain",
            reader="plain 1",
            text=self.text,
            blocks=tuple(blocks),
            furniture=tuple(Furniture(*msgspan(self.span(words)), "newsletter") for words in self.furniture),
            title=Claim(self.title, "stated", "first heading"),
            publisher=Claim(self.publisher, "stated", "by rule"),
            language=Claim("en", "inferred", "by rule"),
            address=Claim(self.address, "stated", "by rule") if self.address else None,
            stamps=stamps,
        )

    def sentences(self) -> tuple[Span, ...]:
        spans, start = [], 0
        for at, letter in enumerate(self.text):
            if letter in ".\n" and self.text[start : at + 1].strip():
                lead = len(self.text[start:at]) - len(self.text[start:at].lstrip())
                spans.append(Span(start + lead, at + 1))
                start = at + 1
        return tuple(spans)


def msgspan(span: Span) -> tuple[int, int]:
    return span.start, span.end


def build(path: Path, hostile: bool = False) -> None:
    """Writes the record at `path`, which must not exist."""
    drafts = _drafts(hostile)
    with Record.open(path, write=True) as record:
        for draft in drafts:
            draft.id = record.keep(draft.text.encode(), draft.path, draft.address)
            record.save_reading(draft.id, draft.reading())
            record.save_marks(draft.id, _marks(draft, hostile))
        bad = record.keep(b"%PDF-broken", "papers/broken.pdf")
        record.save_failure(
            bad, Trouble(Severity.ERROR, "the PDF cannot be read", "it ends early", "another copy"), "pdf 1"
        )
        _link(record, drafts, hostile)


def _drafts(hostile: bool) -> list[Draft]:
    bad = HOSTILE if hostile else {}
    joint = Draft(JOINT, "papers/joint.txt", bad.get("title", "Joint statement on the Hollavarn Strait"), "COHAL",
                  "joint_statement", "joint", bad.get("address", "https://www.cohal.example/joint"), "2031-10-23T09:14",
                  ("Subscribe to our newsletter",))  # fmt: skip
    readout = Draft(READOUT, "papers/readout.txt", "Readout of the Prime Minister's meeting",
                    bad.get("publisher", "Office of the Prime Minister of Ossavel"), "readout", "own")  # fmt: skip
    news = Draft(NEWS, "papers/news.txt", "Strait talks end without a date", "The Courier", "news_report", "press",
                 "https://courier.example/strait?a=1&b=2", "2031-10-24", ("Most read | Weather | Sport",))  # fmt: skip
    both = (("We", 0), ("We", 1))
    issue = (IssueMark("maritime security", (joint.span("merchant vessels"),)),)
    quarrevia = (Party(2, joint.span("Quarrevia")),)
    together = {"engagement": 0, "level": Level.JOINT_TEXT}
    joint.says(
        "the boarding of merchant vessels by Quarrevia",
        both,
        "condemn",
        "condemn",
        targets=quarrevia,
        issues=issue,
        **together,
    )
    joint.says(
        "to release every vessel without delay",
        both,
        "urge",
        "demand",
        targets=quarrevia,
        strength=Strength.STRONG,
        **together,
    )
    joint.says(
        "to carry out in full Resolution 118 (2031)",
        both,
        "urge",
        "demand",
        targets=quarrevia,
        instruments=(0,),
        **together,
    )
    joint.says("exchange radar pictures around the clock", both, "will", "commit", **together)
    joint.says("reviewing the Partnership Roadmap before the summit", both, "commit to", "commit", **together)
    readout.says(
        "We will keep the strait open,",
        (("The Prime Minister", 0),),
        "said",
        "commit",
        level=Level.QUOTED,
        engagement=0,
    )
    readout.says("Quarrevia must release the crews", (("The Prime Minister", 0),), "adding that", "demand",
                 targets=(Party(2, readout.span("Quarrevia")),), engagement=0)  # fmt: skip
    news.says(
        "Tavorin had told him that Ossavel would post an officer", (("Maskeld", 1),), "said", "assert", engagement=0
    )
    news.says("Ossavel would post an officer", (("Tavorin", 0),), "told", "commit", within=0, engagement=0)
    return [joint, readout, news]


def _marks(draft: Draft, hostile: bool) -> Marks:
    name = HOSTILE["name"] if hostile else "Ilse Tavorin"
    first = {"joint": ("Ilse Tavorin", "Joren Maskeld", "Quarrevia", "Ossavel"),
             "readout": ("Ilse Tavorin", "Joren Maskeld", "Quarrevia", "Prime Minister"),
             "news": ("Tavorin", "Maskeld", "Ossavel", "Ossavel")}[draft.path.split("/")[1].split(".")[0]]  # fmt: skip
    spans = [draft.span(words) for words in first]
    figures = (
        Figure(ActorKind.PERSON, name, (name, first[0]), surname="Tavorin", first=spans[0]),
        Figure(ActorKind.PERSON, "Joren Maskeld", (first[1], "Joren Maskeld"), surname="Maskeld", first=spans[1]),
        Figure(
            ActorKind.STATE,
            "Quarrevia" if "Quarrevia" in draft.text else "Ossavel",
            first=spans[2],
            key=f"state:{first[2]}",
        ),
    )
    place, day = draft.span("Tirmona"), draft.span("today" if "today" in draft.text else "Thursday")
    met = Span(min(spans[0].start, spans[1].start), day.end)
    people = (Participation(0, "host", spans[0]), Participation(1, "guest", spans[1]))
    engagements = [
        EngagementMark(EngagementKind.MEETING, EngagementStatus.HELD, people, (met,), (0,), (0,), main=True),
    ]
    if draft.path.endswith("news.txt"):
        plan = draft.span("They are to meet again in Garrowmund in May 2032")
        engagements.append(EngagementMark(EngagementKind.SUMMIT, EngagementStatus.PLANNED, people, (plan,)))
    cited = draft.span("Resolution 118 (2031)") if "118" in draft.text else None
    mentions = [Mention(span, MentionKind.ACTOR, (n,)) for n, span in enumerate(spans[:3])]
    mentions += [Mention(place, MentionKind.PLACE, (0,)), Mention(day, MentionKind.TIME, (0,))]
    mentions += [Mention(draft.span("We"), MentionKind.ACTOR, (0, 1), Form.PRONOUN)] if "We," in draft.text else []
    mentions += [Mention(cited, MentionKind.INSTRUMENT, (0,))] if cited else []
    weekday = TimeValue(weekday=3) if day.of(draft.text) == "Thursday" else TimeValue(days=0)
    return Marks(
        marker="marks 1",
        sentences=draft.sentences(),
        mentions=tuple(mentions),
        figures=figures,
        times=(TimeMark(day, weekday),),
        places=(PlaceMark("Tirmona", None, "city", place),),
        instruments=(
            InstrumentMark("Resolution 118 (2031)", "r118", "resolution", "118", "2031", "Compact Council", cited),
        )
        if cited
        else (),
        engagements=tuple(engagements),
        statements=tuple(draft.statements),
        kind=draft.kind,
        kind_reason="by rule",
        account=draft.account,
        troubles=(
            Trouble(
                Severity.WARNING,
                "no year is stated",
                "Thursday of which week?",
                "a document with a date",
                "characters 90-98",
            ),
        )
        if draft.path.endswith("readout.txt")
        else (),
    )


def _link(record: Record, drafts: list[Draft], hostile: bool) -> None:
    joint, readout, news = drafts
    ids = {draft.id: _figure_ids(record, draft.id) for draft in drafts}
    evidence = lambda draft, words: record.evidence(draft.id, draft.span(words))  # noqa: E731
    name = HOSTILE["name"] if hostile else "Ilse Tavorin"
    tavorin, maskeld = ids[joint.id][0], ids[joint.id][1]
    term = whens.day(date(2031, 10, 23), Basis.STATED, "held on that day", (evidence(joint, "23 October 2031"),))
    office = OfficeLine("Prime Minister", "Ossavel", term, (evidence(joint, "Prime Minister Ilse Tavorin of Ossavel"),))
    everyone = [(d.id, n) for d in drafts for n in (0, 1, 2)]
    groups = {
        tavorin: LinkedActor(
            ActorLine(tavorin, name, "person", (name, "Tavorin"), (office,), 0), tuple(a for a in everyone if a[1] == 0)
        ),
        maskeld: LinkedActor(
            ActorLine(maskeld, "Joren Maskeld", "person", ("Joren Maskeld", "Maskeld"), (), 0),
            tuple(a for a in everyone if a[1] == 1),
        ),
        ids[joint.id][2]: LinkedActor(
            ActorLine(ids[joint.id][2], "Quarrevia", "state", ("Quarrevia",), (), 0), ((joint.id, 2), (readout.id, 2))
        ),
        ids[news.id][2]: LinkedActor(
            ActorLine(ids[news.id][2], "Ossavel", "state", ("Ossavel",), (), 0), ((news.id, 2),)
        ),
    }
    record.replace_actors(groups.values())
    day = whens.day(
        date(2031, 10, 23),
        Basis.INFERRED,
        "“Thursday”; same meeting as the joint statement of 23 October 2031, a Thursday",
        (evidence(readout, "Thursday"),),
    )
    marks = {draft.id: _engagement_ids(record, draft.id) for draft in drafts}
    people = (
        ParticipantLine(
            tavorin, name, "host", "Ossavel", (evidence(joint, "Ilse Tavorin"), evidence(readout, "Ilse Tavorin"))
        ),
        ParticipantLine(
            maskeld, "Joren Maskeld", "guest", None, (evidence(joint, "Joren Maskeld"), evidence(news, "Maskeld"))
        ),
    )
    first, second = marks[joint.id][0], marks[news.id][1]
    stamp = Reported("23 October 2031, 09:14", (evidence(joint, "23 October 2031, 09:14"),))
    start = Reported("10:30", (evidence(readout, "at 10.30"),))
    differs = DiscrepancyLine(
        identify(Thing.DISCREPANCY, first, "time"),
        first,
        "time",
        (stamp, start),
        "The text issued afterwards bears a time before the meeting began.",
    )
    title = HOSTILE["title"] if hostile else "Ilse Tavorin and Joren Maskeld, Tirmona"
    held = EngagementLine(
        first, "meeting", title, "held", people, day, 40,
        PlaceLine("Tirmona", "Ossavel", (evidence(joint, "Tirmona"), evidence(news, "Tirmona"))), None,
        (), (joint.id,), tuple(d.id for d in drafts), (evidence(joint, "met in Tirmona today"),), (differs.id,),
    )  # fmt: skip
    plan = evidence(news, "They are to meet again in Garrowmund in May 2032")
    planned = EngagementLine(
        second,
        "summit",
        "Summit in Garrowmund",
        "planned",
        people,
        whens.UNKNOWN,
        None,
        None,
        None,
        (plan,),
        (),
        (news.id,),
        (plan,),
        (),
    )
    record.replace_engagements([
        LinkedEngagement(held, tuple((d.id, _number(record, d.id, marks[d.id][0])) for d in drafts), (differs,)),
        LinkedEngagement(planned, ((news.id, _number(record, news.id, second)),)),
    ])  # fmt: skip
    headline = whens.day(date(2031, 10, 23), Basis.STATED, "under the headline", (evidence(joint, "23 October 2031"),))
    thursday = whens.day(date(2031, 10, 23), Basis.INFERRED, "the Thursday of the meeting")
    later = whens.day(date(2031, 10, 24), Basis.STATED, "under the headline")
    record.save_whens({joint.id: headline, readout.id: thursday, news.id: later})
    record.save_findings(
        Stage.LINK, news.id, [Trouble(Severity.NOTE, "“They” may be others", "two readings", "communique show")]
    )


def _figure_ids(record: Record, document: str) -> list[str]:
    return record.db.column("SELECT id FROM figure WHERE document = ? ORDER BY n", [document])


def _engagement_ids(record: Record, document: str) -> list[str]:
    return record.db.column("SELECT id FROM engagement_mark WHERE document = ? ORDER BY n", [document])


def _number(record: Record, document: str, id: str) -> int:
    return int(record.db.value("SELECT n FROM engagement_mark WHERE document = ? AND id = ?", [document, id]))
