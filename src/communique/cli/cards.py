"""A card for one thing of the record, in lines of text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from communique.cli.terminal import Line
from communique.model.filters import Filters
from communique.model.record import (
    ActorLine,
    DiscrepancyLine,
    DocumentLine,
    EngagementLine,
    FindingLine,
    InstrumentLine,
    MentionLine,
    StatementLine,
)
from communique.model.spans import Evidence
from communique.model.when import Basis, When
from communique.views import labels
from communique.views.dates import in_words, order
from communique.views.engagement import card as engagement_card
from communique.views.ledger import Ledger
from communique.views.snapshot import around_engagement

HEAD, PART, QUIET, WHY = "bold", "bold cyan", "dim", "italic dim"
QUOTE = 160  # characters of a quotation on a card, unless --why asks for all of it
FEW = 20  # lines of a long list that a card shows before it says how to see the rest


def card(record: Ledger, line: Any, why: bool) -> list[Line]:
    """The card of a line of the record; with `why`, the reasoning and every piece of evidence."""
    for kind, draw in _CARDS.items():
        if isinstance(line, kind):
            return draw(record, line, why)
    raise TypeError(f"no card for {type(line).__name__}")


def _document(record: Ledger, line: DocumentLine, why: bool) -> list[Line]:
    here = Filters(document=line.id)
    said = list(record.statements(here))
    lines = [Line(line.title or line.path, 0, HEAD), Line(line.id, 0, QUIET), Line("")]
    published = _date(line.published, why)
    lines += _facts(
        ("kind", labels.label(line.kind)),
        ("account", labels.ACCOUNTS.get(line.account, line.account)),
        ("publisher", line.publisher or "not stated"),
        ("origin" if line.origin_reason else "credits", line.origin),
        ("taken from", _source(record, line.origin_document, ()) if line.origin_document else None),
        ("because", line.origin_reason),
        ("published", published),
        ("language", line.language),
        ("address", line.uri),
        ("file", line.path),
        ("also obtained", "; ".join(o.path for o in line.obtained if o.path != line.path)),
        ("version of", line.version_of),
        ("status", line.status),
    )
    lines += _evidence(line.published.evidence, why)
    copies = (f"{_source(record, copy.document, ())}: {copy.reason}" for copy in line.copies)
    lines += _part(f"The same text ({len(line.copies)})", copies)
    engagements = [e for e in record.engagements(here) if e.id in line.engagements]
    lines += _part("Engagements", (_engagement_line(e) for e in engagements))
    lines += _part(f"Statements ({len(said)})", (_said(s) for s in said[:FEW]))
    lines += _rest(len(said), f"communique statements --document {line.id}")
    lines += _part("Findings", (f"{f.severity}: {f.what} {f.where} {f.why}" for f in record.findings(here)))
    return lines


def _engagement(record: Ledger, line: EngagementLine, why: bool) -> list[Line]:
    found = engagement_card(line, around_engagement(record, line.id))
    lines = [Line(line.title, 0, HEAD), Line(line.id, 0, QUIET), Line("")]
    place = ", ".join(filter(None, (line.place.name, line.place.country))) if line.place else ""
    lines += _facts(("kind", f"{labels.label(line.kind)}, {line.status}"), ("when", _date(line.when, True)))
    lines += _evidence(line.when.evidence, why, 1)
    lines += _facts(("where", place or "the sources do not say"))
    lines += _evidence(line.place.evidence if line.place else (), why, 1)
    lines += _facts(
        ("duration", f"{line.duration_minutes} minutes" if line.duration_minutes is not None else None),
        ("part of", _engagement_line(found.part_of) if found.part_of else None),
        ("seen", _seen(line)),
    )
    lines.append(Line("Participants", 0, PART))
    for p in line.participants:
        role = f" – {p.role}" if p.role and p.role != "participant" else ""
        lines.append(Line(f"{labels.side(p.name, p.side)}{role}", 1))
        lines += _evidence(p.evidence, why, 2)
    lines += _part("In its course", (_engagement_line(e) for e in found.parts))
    for voice in found.voices:
        lines.append(Line(labels.names(voice.speakers) or "Speaker not named", 0, PART))
        for s in voice.statements:
            target = f" → {labels.names(s.targets)}" if s.targets else ""
            quote = labels.content(s) if why else labels.shorten(labels.content(s), QUOTE)
            lines.append(Line(f"{labels.act(s)}{target}: “{quote}”", 1))
            lines.append(Line(f"{_source(record, s.document, found.documents)} · {s.id}", 2, QUIET))
            lines += [Line(reason, 2, WHY) for reason in (s.why if why else ())]
    for d in found.discrepancies:
        lines.append(Line(f"Sources differ on {labels.label(d.aspect)}", 0, "bold yellow"))
        lines += _readings(record, d, found.documents)
    lines += _part("Texts issued", (f"{d.title or d.path} · {d.id}" for d in found.issued))
    told = labels.sources(len(found.documents), line.origins)
    return lines + _part(f"Sources ({told})", (_document_line(d) for d in found.documents))


def _statement(record: Ledger, line: StatementLine, why: bool) -> list[Line]:
    head = f"{labels.speakers(line)}: {labels.act(line)}"
    lines = [Line(head, 0, HEAD), Line(line.id, 0, QUIET), Line(""), Line(f"“{labels.content(line)}”", 1), Line("")]
    lines += _facts(
        ("on behalf of", labels.names(line.on_behalf_of)),
        ("to", labels.names(line.addressees)),
        ("about", labels.names(line.targets)),
        ("issues", ", ".join(issue.name for issue in line.issues)),
        ("act", f"{line.act} ({line.family}, {line.strength}{', negated' if line.negated else ''})"),
        ("level", labels.label(line.level)),
        ("account", labels.ACCOUNTS.get(line.account, line.account)),
        ("when", _date(line.when, why)),
        ("engagement", line.engagement),
        ("reported in", line.within),
        ("instruments", ", ".join(line.instruments)),
        ("document", _source(record, line.document, ())),
    )
    lines += _facts(("seen", _seen(line)))
    lines += [Line(f"why: {reason}", 0, WHY) for reason in (line.why if why else ())]
    for name, parts in (("source", line.source), ("cue", line.cue), ("content", line.content)):
        lines += _evidence(parts, True, 0, name)
    return lines


def _seen(line: EngagementLine | StatementLine) -> str | None:
    """ "Ada Orlan (correct, 2031-02-03)": who looked at it, and what was decided."""
    return "; ".join(f"{seen.by} ({seen.how}, {seen.at[:10]})" for seen in line.seen or ()) or None


def _actor(record: Ledger, line: ActorLine, why: bool) -> list[Line]:
    said, about = Filters(by=line.id), Filters(to=line.id)
    spoke, spoken = record.count("statements", said), record.count("statements", about)
    met = sorted(record.engagements(said), key=lambda e: order(e.when, e.id))
    lines = [Line(line.name, 0, HEAD), Line(f"{line.kind} · {line.id}", 0, QUIET), Line("")]
    lines += _facts(
        ("names", "; ".join(name for name in line.names if name != line.name)), ("mentions", str(line.mentions))
    )
    if line.offices:
        lines.append(Line("Offices", 0, PART))
    for office in sorted(line.offices, key=lambda office: order(office.when, office.title)):
        lines.append(Line(f"{labels.side(office.title, office.of)} – {_date(office.when, why)}", 1))
        lines += _evidence(office.evidence, why, 2)
    lines += _part(f"Engagements ({len(met)}), the last ones", (_engagement_line(e) for e in met[-FEW:]))
    lines += _rest(len(met), f"communique engagements --by {line.id}")
    lines += _part(f"Said ({spoke}), the last first", (_said(s) for s in record.latest_said(line.id, FEW)))
    lines += _rest(spoke, f"communique statements --by {line.id}")
    lines += _part(f"Said to or about them ({spoken})", (_said(s) for s in record.latest_heard(line.id, FEW)))
    lines += _rest(spoken, f"communique statements --to {line.id}")
    return lines


def _instrument(record: Ledger, line: InstrumentLine, why: bool) -> list[Line]:
    lines = [Line(line.name, 0, HEAD), Line(line.id, 0, QUIET), Line("")]
    lines += _facts(
        ("kind", labels.label(line.kind)), ("number", line.number), ("date", line.date), ("issuer", line.issuer)
    )
    lines.append(Line(f"Citations ({len(line.citations)})", 0, PART))
    return lines + _evidence(line.citations, True, 1)


def _discrepancy(record: Ledger, line: DiscrepancyLine, why: bool) -> list[Line]:
    lines = [Line(f"Sources differ on {labels.label(line.aspect)}", 0, HEAD), Line(line.id, 0, QUIET), Line("")]
    lines += _facts(("engagement", line.engagement), ("note", line.note))
    return lines + _readings(record, line, ())


def _finding(record: Ledger, line: FindingLine, why: bool) -> list[Line]:
    lines = [Line(line.what, 0, HEAD), Line(line.id, 0, QUIET), Line("")]
    document = _source(record, line.document, ()) if line.document else None
    return lines + _facts(
        ("severity", line.severity),
        ("document", document),
        ("where", line.where),
        ("why", line.why),
        ("try", line.try_),
    )


def _mention(record: Ledger, line: MentionLine, why: bool) -> list[Line]:
    lines = [Line(f"“{line.evidence.quote}”", 0, HEAD), Line(line.id, 0, QUIET), Line("")]
    refers_to = ", ".join(line.refers_to) or "not resolved"
    return lines + _facts(("kind", line.kind), ("refers to", refers_to)) + _evidence((line.evidence,), True)


_CARDS: dict[type, Callable[[Ledger, Any, bool], list[Line]]] = {
    DocumentLine: _document,
    EngagementLine: _engagement,
    StatementLine: _statement,
    ActorLine: _actor,
    InstrumentLine: _instrument,
    DiscrepancyLine: _discrepancy,
    FindingLine: _finding,
    MentionLine: _mention,
}


def _facts(*facts: tuple[str, str | None]) -> list[Line]:
    return [Line(value, name=name) for name, value in facts if value]


def _part(title: str, texts: Iterable[str]) -> list[Line]:
    found = [Line(text, 1) for text in texts]
    return [Line(title, 0, PART), *found] if found else []


def _rest(count: int, command: str) -> list[Line]:
    return [Line(f"… and {count - FEW} more: {command}", 1, QUIET)] if count > FEW else []


def _date(when: When, reason: bool) -> str:
    words = in_words(when)
    if when.known and when.basis is Basis.INFERRED:
        words += " (inferred)"
    return f"{words} – {when.reason}" if reason and when.reason else words


def _evidence(evidence: Iterable[Evidence], wanted: bool, depth: int = 0, name: str = "") -> list[Line]:
    head = f"{name}: " if name else ""
    return [
        Line(f"{head}“{labels.shorten(e.quote, 2 * QUOTE)}” – {e.document} {e.start}-{e.end}", depth, QUIET)
        for e in (evidence if wanted else ())
    ]


def _engagement_line(line: EngagementLine) -> str:
    return f"{in_words(line.when)}: {line.title} ({labels.label(line.kind)}, {line.status}) · {line.id}"


def _document_line(d: DocumentLine) -> str:
    publisher = d.publisher or "publisher not stated"
    return f"{d.title or d.path} – {publisher}, {labels.label(d.kind)} ({d.account}) · {d.id}"


def _said(s: StatementLine) -> str:
    quote = labels.shorten(labels.content(s), QUOTE)
    return f"{in_words(s.when)}: {labels.speakers(s)}, {labels.act(s)}: “{quote}” · {s.id}"


def _source(record: Ledger, document: str, known: Iterable[DocumentLine]) -> str:
    lines = [d for d in known if d.id == document] or list(record.documents(Filters(document=document)))
    return (lines[0].publisher or lines[0].title or lines[0].path) + f" · {document}" if lines else document


def _readings(record: Ledger, line: DiscrepancyLine, known: Iterable[DocumentLine]) -> list[Line]:
    lines = []
    for reading in line.readings:
        lines.append(Line(reading.value, 1, "bold"))
        for e in reading.evidence:
            quote = labels.shorten(e.quote, QUOTE)
            lines.append(Line(f"“{quote}” – {_source(record, e.document, known)} {e.start}-{e.end}", 2, QUIET))
    return [*lines, *([Line(line.note, 1, WHY)] if line.note else [])]
