"""The page of one engagement, one actor, one document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from communique.model.filters import Filters
from communique.model.record import DocumentLine, EngagementLine, OfficeLine, StatementLine
from communique.views.actor import ROLES, Counterpart, Deeds, Stand, counterparts
from communique.views.compare import Comparison, compared
from communique.views.dates import order
from communique.views.document import DocumentView, document_view, excerpt, kinds_of
from communique.views.engagement import Voice, card
from communique.views.snapshot import Snapshot
from communique.views.sources import in_weight, source
from communique.web.links import path_of
from communique.web.pages.edition import Places
from communique.web.pages.leaf import Elsewhere, Leaf, Missing, sheet, window
from communique.web.paging import Sheet
from communique.web.parts import cuts, may_be_heavy
from communique.web.passages import Drawing

SAID = 30  # statements on one page of an engagement, each with its evidence
OF_ACTOR, MET = 15, 20  # statements and engagements on one page of an actor
COMING = 5  # planned engagements that its first page shows beside
PARTS = ("met", "said", "about")  # of an actor's page: engagements, what they said, what was said to or about them
LINES = 60  # rows of a source matrix


def engagement(leaf: Leaf, id: str, number: int) -> str:
    line = leaf.desk.engagement(id)
    if line is None:
        raise _moved(leaf, id)
    parts = leaf.desk.engagements(leaf.desk.parts(id))
    around = leaf.desk.engagements([line.part_of] if line.part_of else [])
    said = leaf.desk.statements_of(Filters(engagement=id))
    documents = leaf.desk.documents(tuple(dict.fromkeys((*line.documents, *line.issued))))
    discrepancies = [found for name in line.discrepancies if (found := leaf.desk.discrepancy(name))]
    leaf.lines.engagement.keep((*parts, *around, line))
    leaf.lines.document.keep(documents)
    leaf.lines.statement.keep(said)
    view = card(
        line,
        Snapshot(
            documents=tuple(documents),
            engagements=(*parts, *around, line),
            statements=tuple(said),
            discrepancies=tuple(discrepancies),
        ),
    )
    rows = [(voice, statement) for voice in view.voices for statement in voice.statements]
    start, end = window(number, SAID, len(rows))
    here = sheet(rows[start:end], number, SAID, len(rows), _numbers(id))
    return leaf.draw(
        "engagement.html",
        "../",
        "timeline",
        card=view,
        engagement=line,
        sheet=here,
        lengths=leaf.desk.lengths(id),
        voices=_voices(here),
        comparison=comparison(leaf, line, documents) if number == 1 and len(view.documents) > 1 else None,
        lines_shown=LINES,
    )


def comparison(leaf: Leaf, line: EngagementLine, documents: Sequence[DocumentLine]) -> Comparison:
    """What each source carries; asked of the record for these sources alone."""
    desk = leaf.desk
    columns = in_weight(d for d in documents if d.id in line.documents)
    said = {d.id: desk.statements_of(Filters(document=d.id)) for d in columns}
    leaf.lines.statement.keep(s for found in said.values() for s in found)
    others = sorted({id for d in columns for id in d.engagements})
    cited = sorted({id for found in said.values() for s in found for id in s.instruments})
    return compared(
        line,
        [source(desk.record, d, said[d.id]) for d in columns],
        [found for id in others if (found := desk.engagement(id))],
        [differing for id in line.discrepancies if (differing := desk.discrepancy(id))],
        [instrument for id in cited if (instrument := desk.instrument(id))],
    )


def sheets_of_engagement(leaf: Leaf, id: str) -> int:
    return max(1, -(-leaf.contents.said_at.get(id, 0) // SAID))


def sheets_of_document(leaf: Leaf, id: str) -> int:
    """Only where it is known in which parts documents come."""
    return len((leaf.edition.parts or {}).get(id, (0,)))


def sheets_of_actor(leaf: Leaf, id: str, part: str) -> int:
    if part == "met":
        return max(1, -(-leaf.contents.met.get(id, 0) // MET))
    return max(1, -(-len(_places(leaf, id, part)) // OF_ACTOR))


def _voices(here: Sheet[tuple[Voice, StatementLine]]) -> list[tuple[Voice, list[StatementLine]]]:
    groups: list[tuple[Voice, list[StatementLine]]] = []
    for voice, statement in here.rows:
        if not groups or groups[-1][0] is not voice:
            groups.append((voice, []))
        groups[-1][1].append(statement)
    return groups


def _numbers(id: str, part: str = "") -> Callable[[int], str]:
    """The addresses of a thing's pages, relative to its folder."""
    return lambda number: path_of(id, number, part if number > 1 else "").partition("/")[2]


def _moved(leaf: Leaf, id: str) -> Exception:
    """Where the page of a former id is; Missing where there is none."""
    now = leaf.desk.resolve(id)
    return Missing() if now is None or now == id else Elsewhere(path_of(now))


@dataclass(frozen=True)
class ActorPage:
    """What the first page of an actor shows beside what was said."""

    offices: tuple[OfficeLine, ...]
    met: Sheet[EngagementLine]
    coming: tuple[EngagementLine, ...]  # those that are planned for a day after the latest document
    counterparts: tuple[Counterpart, ...]
    stands: tuple[Stand, ...]
    deeds: tuple[Deeds, ...]


def actor(leaf: Leaf, id: str, part: str, number: int) -> str:
    line = leaf.desk.actor(id)
    if line is None:
        raise _moved(leaf, id)
    if part:
        here: Sheet[Any] = _met(leaf, id, number) if part == "met" else _said(leaf, id, part, number)
        return leaf.draw("actor-more.html", "../", "actors", actor=line, part=part, sheet=here)
    lately = _met(leaf, id, 1)
    view = ActorPage(
        offices=tuple(sorted(line.offices, key=lambda office: order(office.when, office.title))),
        met=lately,
        counterparts=counterparts(id, line.name, leaf.desk.engagements(leaf.desk.met(id))),
        coming=_coming(leaf, id),
        stands=leaf.edition.appended.stands.get(id, ()),
        deeds=leaf.edition.appended.deeds.get(id, ()),
    )
    said, about = _said(leaf, id, "said", 1), _said(leaf, id, "about", 1)
    return leaf.draw("actor.html", "../", "actors", view=view, actor=line, said=said, about=about, roles=ROLES)


def _met(leaf: Leaf, id: str, number: int) -> Sheet[EngagementLine]:
    """The engagements of an actor, the latest first; then those that were planned, and those without a date."""
    mine = frozenset(leaf.desk.met(id))
    contents = leaf.contents
    order = (contents.past, reversed(contents.planned), contents.years.get(None, ()))
    ids = [one for some in order for one in some if one in mine]
    start, end = window(number, MET, len(ids))
    lines = leaf.desk.engagements(ids[start:end])
    leaf.lines.engagement.keep(lines)
    return sheet(lines, number, MET, len(ids), _numbers(id, "met"))


def _coming(leaf: Leaf, id: str) -> tuple[EngagementLine, ...]:
    mine = frozenset(leaf.desk.met(id))
    latest = leaf.contents.published[-1:]
    after = latest[0] if latest else ""
    planned = (t for t in leaf.contents.calendar.times if t.coming and t.id in mine)
    ahead = [t.id for t in planned if t.last.isoformat() > after]
    return tuple(leaf.desk.engagements(ahead[:COMING]))


def _said(leaf: Leaf, id: str, part: str, number: int) -> Sheet[StatementLine]:
    places = _places(leaf, id, part)
    start, end = window(number, OF_ACTOR, len(places))
    lines = leaf.desk.statements(places.between(start, end))
    leaf.lines.statement.keep(lines)
    leaf.lines.document.keep(leaf.desk.documents(tuple(dict.fromkeys(s.document for s in lines))))
    leaf.lines.engagement.keep(leaf.desk.engagements(tuple({s.engagement: 1 for s in lines if s.engagement})))
    return sheet(lines, number, OF_ACTOR, len(places), _numbers(id, part))


def _places(leaf: Leaf, id: str, part: str) -> Places:
    ask = leaf.desk.said_by if part == "said" else leaf.desk.said_to
    return leaf.edition.in_order(f"{id} {part}", lambda: ask(id))


def document(leaf: Leaf, id: str, number: int, at: int | None = None) -> str:
    """`at` asks for the part in which this character stands."""
    line = leaf.desk.document(id)
    if line is None:
        raise _moved(leaf, id)
    view = _view(leaf, id)
    begins = _begins(leaf, id, view)
    if view is not None and leaf.edition.evidence_only:
        view = excerpt(view, leaf.desk.sentences(id))
    if at is not None:
        raise Elsewhere(path_of(id, max(1, bisect_right(begins, at))))
    window(number, 1, len(begins))
    passages = view.passages if view else ()
    rows = tuple(p for p in passages if bisect_right(begins, p.span.start) == number)
    addresses = tuple(_numbers(id)(n) for n in range(1, len(begins) + 1))
    tells = leaf.desk.engagements(line.engagements)
    leaf.lines.engagement.keep(tells)
    leaf.lines.document.keep([line])
    leaf.lines.statement.keep(view.statements if view else ())
    return leaf.draw(
        "document.html",
        "../",
        "documents",
        document=line,
        view=view,
        drawing=Drawing(view, leaf.edition.links("../")) if view else None,
        kinds=kinds_of(view) if view else None,
        sheet=Sheet(rows, number, len(begins), len(passages), addresses),
        engagements=tells,
        findings=leaf.desk.findings_of(id),
    )


def _begins(leaf: Leaf, id: str, view: DocumentView | None) -> tuple[int, ...]:
    parts = leaf.edition.parts
    if parts is not None:
        return parts.get(id, (0,))
    heavy = view is not None and may_be_heavy(len(view.statements), len(leaf.desk.text(id)))
    return cuts(view) if view is not None and heavy else (0,)


def parts(leaf: Leaf) -> dict[str, tuple[int, ...]]:
    """Where the parts of heavy documents begin. The same for excerpts, so that addresses do not depend on them."""
    heavy = (id for id in leaf.contents.documents if leaf.edition.may_be_heavy(id))
    found = ((id, view) for id in heavy if (view := _view(leaf, id, entire=True)) is not None)
    return {id: begins for id, view in found if len(begins := cuts(view)) > 1}


def _view(leaf: Leaf, id: str, entire: bool = False) -> DocumentView | None:
    """The text with its marks; None where nothing could be read. An excerpt marks no names, unless it is `entire`."""
    line, reading = leaf.desk.document(id), leaf.desk.reading(id)
    if line is None or reading is None:
        return None
    said = leaf.desk.statements_of(Filters(document=id))
    evidence = leaf.desk.resting(id, leaf.edition.appended.anchors.get(id, ()))
    names = leaf.desk.mentions(id) if entire or not leaf.edition.evidence_only else ()
    return document_view(line, reading, said, names, evidence)
