"""Marking one document: the order in which its marks are found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from communique.lexicon import Lexicon
from communique.marking import jointly
from communique.marking.aims import Aims
from communique.marking.deeds import Deeds
from communique.marking.discourse import Discourse
from communique.marking.doers import Doers
from communique.marking.drafts import Draft
from communique.marking.engagements import Told, engagements_of
from communique.marking.evidence import cue_of, source_of
from communique.marking.figures import Figures
from communique.marking.frame import Frame
from communique.marking.gazette import gazette_of
from communique.marking.holding import Holding
from communique.marking.instruments import mark_instruments
from communique.marking.issuers import Issuers, issuers_of
from communique.marking.issues import issue_finder
from communique.marking.own import own_speech
from communique.marking.ownvoice import issuing, own_voice
from communique.marking.parsing import Parser
from communique.marking.passages import Passage, passages_of
from communique.marking.places import mark_places
from communique.marking.pledges import with_pledges
from communique.marking.settling import apart, merged, without_deeds
from communique.marking.signed import signed_quotes
from communique.marking.speakers import Speakers
from communique.marking.statements import Reporter
from communique.marking.tense import leaning
from communique.marking.times import mark_times
from communique.marking.turns import Turn, narrates, turns_of
from communique.marking.unattributed import items_under_stems, joint_level, own_sentences
from communique.model.document import Account, DocumentKind, Reading
from communique.model.marks import (
    ActorKind,
    Form,
    InstrumentMark,
    IssueMark,
    Marks,
    Mention,
    MentionKind,
    PlaceMark,
    StatementMark,
    Strength,
    TimeMark,
)
from communique.model.spans import Span
from communique.model.times import Role

VERSION = "5"


def marker_version(lexicon: Lexicon, parser_version: str) -> str:
    """What a document's marks depend on beside the document: same version, same marks."""
    return f"{VERSION}/{parser_version}/{lexicon.digest[:16]}"


def mark(reading: Reading, lexicon: Lexicon, parser: Parser) -> Marks:
    """Everything that this document says, found in this document alone."""
    gazette = gazette_of(lexicon)
    passages = passages_of(reading, gazette, parser)
    frame = _frame(passages, lexicon)
    figures = Figures(passages, gazette)
    issuers = _issuers(reading, passages, figures, lexicon)
    turns = _turns(passages, figures, issuers)
    discourse = Discourse(
        passages,
        figures,
        issuers.joint,
        {n: turn.figures for n, turn in turns.items()},
        issuers.principals,
        official=issuers.account is not Account.PRESS,
        issuing=issuing(issuers),
    )
    press = issuers.account is Account.PRESS and issuers.kind is not DocumentKind.TRANSCRIPT
    speakers = Speakers(figures, discourse, issuers.joint or issuers.principals, anybody=press)
    drafts = _drafts(passages, lexicon, discourse, speakers, issuers, turns)
    told = engagements_of(passages, lexicon, figures, discourse, issuers, frame, reading)
    voice = own_voice(lexicon, discourse, speakers, issuers, passages)
    doers = Doers(lexicon, discourse, speakers, issuers.joint, issuers.sides, voice)
    drafts = with_pledges(passages, drafts, lexicon.promises, doers, issuers)
    deeds = Deeds(lexicon, doers, frame, passages)
    statements = _statements(drafts, deeds, lexicon, discourse, frame, told)
    return Marks(
        marker=marker_version(lexicon, parser.version),
        sentences=tuple(
            passage.span(passage.doc[a].idx, passage.doc[b - 1].idx + len(passage.doc[b - 1].text))
            for passage in passages
            for a, b in passage.sentences
        ),
        mentions=_mentions(passages, discourse, frame, told),
        figures=figures.finished(),
        times=tuple(frame.times),
        places=tuple(frame.places),
        instruments=tuple(frame.instruments),
        engagements=tuple(t.mark for t in told),
        statements=statements,
        kind=issuers.kind,
        kind_reason=issuers.kind_reason,
        account=issuers.account,
        sides=issuers.sides,
    )


def _issuers(reading: Reading, passages: Sequence[Passage], figures: Figures, lexicon: Lexicon) -> Issuers:
    """The issuers; of a joint text those whom its title in the front matter names, if it names any."""
    if not passages or not passages[0].titular:
        return issuers_of(reading, passages, figures, lexicon)
    named = [
        (figures.of_naming[0, i], n.kind) for i, n in enumerate(passages[0].namings) if (0, i) in figures.of_naming
    ]
    people = [f for f, kind in named if kind is ActorKind.PERSON]
    bodies = [f for f, kind in named if kind in (ActorKind.STATE, ActorKind.ORGANISATION)]
    if not people and not bodies and reading.kind and reading.kind.value == DocumentKind.JOINT_STATEMENT:
        return issuers_of(reading, passages[1:], figures, lexicon)
    return issuers_of(reading, passages, figures, lexicon)


def _frame(passages: Sequence[Passage], lexicon: Lexicon) -> Frame:
    frame = Frame([], [], [])
    for passage in passages:
        text = passage.text
        frame.times += [
            TimeMark(passage.span(t.span.start, t.span.end), leaning(passage, t)) for t in mark_times(text, lexicon)
        ]
        institutions = [(n.start, n.end) for n in passage.namings if n.kind in (ActorKind.ORGANISATION, ActorKind.BODY)]
        for place in mark_places(text, lexicon):
            if any(s <= place.span.start and place.span.end <= e for s, e in institutions):
                continue  # part of a name: "North Atlantic Council"
            span = passage.span(place.span.start, place.span.end)
            frame.places.append(PlaceMark(place.name, place.country, place.kind, span))
        for cited in mark_instruments(text, lexicon):
            span = passage.span(cited.span.start, cited.span.end)
            frame.instruments.append(
                InstrumentMark(cited.name, cited.key, cited.kind, cited.number, cited.date, cited.issuer, span)
            )
    return frame


def _turns(passages: Sequence[Passage], figures: Figures, issuers: Issuers) -> dict[int, Turn]:
    """Who speaks where, in a transcript or in a statement that has one author."""
    transcript = issuers.kind is DocumentKind.TRANSCRIPT
    if not transcript and (issuers.kind is not DocumentKind.STATEMENT or narrates(passages)):
        return {}
    return turns_of(passages, figures, issuers.own, transcript=transcript)


def _drafts(
    passages: Sequence[Passage],
    lexicon: Lexicon,
    discourse: Discourse,
    speakers: Speakers,
    issuers: Issuers,
    turns: Mapping[int, Turn],
) -> list[Draft]:
    joint = issuers.kind is DocumentKind.JOINT_STATEMENT
    spoken = bool(turns)
    found = Reporter(
        passages,
        lexicon,
        discourse,
        speakers,
        performative=joint,
        official=issuers.account is not Account.PRESS,
        spoken=spoken,
    ).drafts()
    found += items_under_stems(passages, found, lexicon, speakers)
    if turns:
        found = own_speech(
            passages, found, lexicon, discourse.figures, turns, dict.fromkeys(issuers.own, issuers.sides)
        )
    found += signed_quotes(passages, found, discourse.figures)
    if joint:
        found = jointly.settled(found, lexicon, discourse, issuers.joint)
        own = own_sentences(passages, found, lexicon, issuers.joint)
        found += [d for d in own if not jointly.is_narrated(d, discourse)]
        for draft in own:
            jointly.settle_own(draft, lexicon)
        found += jointly.items(passages, found, lexicon, issuers.joint)
        joint_level(found)
    return merged(without_deeds(apart(found)))


def _statements(
    drafts: Sequence[Draft],
    deeds: Deeds,
    lexicon: Lexicon,
    discourse: Discourse,
    frame: Frame,
    told: Sequence[Told],
) -> tuple[StatementMark, ...]:
    finder, aims, holding = issue_finder(lexicon), Aims(lexicon, discourse), Holding(drafts)
    every = [aims.of(draft) for draft in drafts]
    made: list[StatementMark] = []
    for draft, aimed, deed in zip(drafts, every, deeds.of(drafts, every), strict=True):
        content = draft.spans
        issues: dict[str, list[Span]] = {}
        terms: dict[str, dict[str, None]] = {}
        for passage, (start, end) in draft.content:
            for name, places in finder.find(passage.text, start, end).items():
                issues.setdefault(name, []).extend(passage.span(*place) for place in places)
                terms.setdefault(name, {}).update(dict.fromkeys(passage.text[a:b] for a, b in places))
        made.append(
            StatementMark(
                speakers=draft.parties,
                act=draft.act,
                strength=Strength(draft.strength),
                level=draft.level,
                content=content,
                source=source_of(draft),
                cue=cue_of(draft),
                negated=draft.negated,
                on_behalf_of=draft.behalf,
                addressees=aimed.addressees,
                targets=aimed.targets,
                issues=tuple(IssueMark(name, tuple(spans)) for name, spans in sorted(issues.items())),
                instruments=tuple(n for n, i in enumerate(frame.instruments) if any(c.holds(i.span) for c in content)),
                times=_times_beside(draft, frame),
                within=_within(draft, holding),
                engagement=_said_at(draft, told),
                why=(
                    *(*draft.why, *aimed.why, *(_why_issue(name, terms[name]) for name in sorted(terms))),
                    *((deed.why,) if deed is not None else ()),
                ),
                deed=deed,
            )
        )
    return tuple(made)


def _why_issue(name: str, terms: Iterable[str]) -> str:
    return f"issue: “{name}”, by {', '.join(f'“{term}”' for term in terms)}"


def _times_beside(draft: Draft, frame: Frame) -> tuple[int, ...]:
    """Times that hang on the cue and not in the content: "said on Tuesday that …". What lasts, or ends ("is committing
    by 2050"), is the deed's time."""
    passage = draft.passage
    if draft.cue is None:
        return ()
    anchor = passage.doc[draft.anchor]
    beside: list[int] = []
    for child in anchor.children:
        if child.dep_ in ("npadvmod", "prep", "advmod", "nmod"):
            start = min(t.idx for t in child.subtree)
            end = max(t.idx + len(t.text) for t in child.subtree)
            span = passage.span(start, end)
            beside += [
                n
                for n, t in enumerate(frame.times)
                if t.value.role is Role.AT and span.holds(t.span) and not any(c.holds(t.span) for c in draft.spans)
            ]
    return tuple(sorted(set(beside)))


def _within(draft: Draft, holding: Holding) -> int | None:
    """The innermost other statement in whose content this one's cue stands."""
    if not draft.cue_ranges:
        return None
    found = [
        (sum(e - s for _, (s, e) in d.content), n)
        for n, d in holding.of(draft.passage, draft.cue_ranges[0][0])
        if d is not draft
    ]
    return min(found)[1] if found else None


def _said_at(draft: Draft, told: Sequence[Told]) -> int | None:
    """The engagement at which it was said: one told in the same sentence, else the document's own where the speaker
    takes part in it."""
    speaking = {p.figure for p in draft.parties if p.figure is not None}
    spans = (*draft.spans, *((draft.passage.span(*draft.source),) if draft.source else ()))
    first, last = min(s.start for s in spans), max(s.end for s in spans)
    content = draft.spans
    for n, t in enumerate(told):
        for span in t.mark.spans:
            near = first - 150 <= span.start <= last + 150 and draft.passage.block.span.holds(span)
            beside = near and not any(c.touches(span) for c in content) and t.at_sentence(draft.passage, draft.anchor)
            if beside and speaking & {p.figure for p in t.mark.participants}:
                return n
    for n, t in enumerate(told):
        if t.mark.main and (speaking & {p.figure for p in t.mark.participants} or not speaking):
            return n
    return None


def _mentions(
    passages: Sequence[Passage], discourse: Discourse, frame: Frame, told: Sequence[Told]
) -> tuple[Mention, ...]:
    found: dict[tuple[Span, MentionKind], Mention] = {}
    for resolved in discourse.all:
        passage = passages[resolved.passage]
        mention = Mention(
            passage.span(resolved.start, resolved.end), MentionKind.ACTOR, resolved.figures, resolved.form, resolved.why
        )
        found.setdefault((mention.span, mention.kind), mention)
    for kind, spans in (
        (MentionKind.TIME, [t.span for t in frame.times]),
        (MentionKind.PLACE, [p.span for p in frame.places]),
        (MentionKind.INSTRUMENT, [i.span for i in frame.instruments]),
    ):
        for n, span in enumerate(spans):
            found.setdefault((span, kind), Mention(span, kind, (n,)))
    for n, t in enumerate(told):
        for span in t.mark.spans:
            key = (span, MentionKind.ENGAGEMENT)
            refers = (*(found[key].refers_to if key in found else ()), n)
            found[key] = Mention(span, MentionKind.ENGAGEMENT, refers, Form.DESCRIPTION)
    return tuple(sorted(found.values(), key=lambda m: (m.span, m.kind)))
