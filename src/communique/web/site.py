"""The pages of a record: which there are, and what each is drawn from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from communique.model.record import ActorLine, DocumentLine, EngagementLine, MentionLine, StatementLine
from communique.model.spans import Evidence, Span
from communique.record import Record
from communique.views.actor import ActorView, actor_view
from communique.views.compare import of_lines
from communique.views.context import Quotation, quotation
from communique.views.dates import order
from communique.views.document import DocumentView, document_view, excerpt
from communique.views.engagement import Voice, card
from communique.views.evidence import rests_on, with_more
from communique.views.home import gravest, home
from communique.views.snapshot import whole
from communique.views.timeline import Entry, timeline
from communique.web.commitments import RegisterPages
from communique.web.drawing import draw
from communique.web.lineage import tree
from communique.web.links import FOLDERS, LISTS, Links, numbered, path_of
from communique.web.paging import Sheet, sheets
from communique.web.parts import cuts, may_be_heavy
from communique.web.passages import Drawing
from communique.web.positions import PositionPages, address_of
from communique.web.wording import WordingPages

Page = tuple[str, str]  # its path in the site, its HTML

ROWS = 150  # of a plain list on one page
SAID = 30  # statements on one page, each with its evidence
LINES = 60  # rows of a source matrix
STRENGTHS = {"weak": "may", "plain": "intends", "strong": "will", "strongest": "vows"}  # how firmly somebody is bound
FRONT = 60  # engagements that the front page lists in full


class Site:
    """One record as pages. The same record gives the same pages."""

    def __init__(self, record: Record, evidence_only: bool) -> None:
        self._record = record
        self._evidence_only = evidence_only
        self._lines = whole(record)
        self._wording = WordingPages(record, evidence_only)
        self._registers = RegisterPages(record)
        rests = with_more(rests_on(self._lines), self._wording.evidence())
        self._evidence = with_more(rests, self._registers.evidence())
        lines = self._lines
        self._findings = gravest(lines.findings)
        self._instruments = sorted(lines.instruments, key=lambda i: (-len(i.citations), i.name, i.id))
        self._places = {
            **_places("i", [i.id for i in self._instruments]),
            **_places("x", [x.id for x in lines.discrepancies]),
            **_places("f", [f.id for f in self._findings]),
        }
        pages = (*lines.document, *lines.engagement, *lines.actor, *self._places)
        self._known = frozenset(pages) | self._wording.known
        self._worded = frozenset(self._wording.compared)
        self._parts = self._cuts()
        self._top = Links("", self._known, self._places, self._parts, self._worded)
        self._below = Links("../", self._known, self._places, self._parts, self._worded)
        self._text = lru_cache(64)(self._read)

    def pages(self) -> Iterator[Page]:
        yield from self._front()
        yield from self._lists()
        for document in self._lines.documents:
            yield from self._document(document)
        for engagement in self._lines.engagements:
            yield from self._engagement(engagement)
        for actor in self._lines.actors:
            yield from self._actor(actor)
        yield from self._wordings()
        yield from self._positions()
        for path, names in self._registers.pages():
            yield path, self._draw("register.html", self._top, names["register"], strengths=STRENGTHS, **names)

    # what templates ask for

    def _read(self, document: str) -> tuple[str, tuple[Span, ...]]:
        return self._record.text(document), tuple(sorted(self._sentences(document)))

    def _sentences(self, document: str) -> tuple[Span, ...]:
        try:
            return self._record.marks(document).sentences
        except KeyError:  # it could not be read, or was not marked
            return ()

    def _quote(self, evidence: Evidence) -> Quotation:
        text, sentences = self._text(evidence.document)
        return quotation(text, sentences, evidence)

    def _draw(self, template: str, links: Links, section: str, **names: Any) -> str:
        common = {"section": section, "evidence_only": self._evidence_only, "quoted": self._quote, "lines": self._lines}
        return draw(template, links, **common, **names)

    def _positions(self) -> Iterator[Page]:
        found = PositionPages(self._record)
        shown = {"grid": found.grid, "issues": found.issues, "address": address_of}
        yield "positions.html", self._draw("positions.html", self._top, "positions", **shown)
        for path, names in found.sheets():
            others = found.of(names["actor"].id)
            page = self._draw("position.html", self._below, "positions", others=others, address=address_of, **names)
            yield path, page

    # pages at the top

    def _front(self) -> Iterator[Page]:
        entries = timeline(self._lines.engagements, self._said()).entries
        few = len(entries) <= FRONT
        view = home(self._lines)
        shown = timeline(self._lines.engagements, self._said()) if few else None
        yield "index.html", self._draw("index.html", self._top, "home", home=view, timeline=shown)

        by_year = timeline(self._lines.engagements, self._said())
        groups: list[tuple[str, tuple[Entry, ...]]] = [(str(year.year), year.entries) for year in by_year.years]
        groups += [("Undated", by_year.undated)] if by_year.undated else []
        rows = [(name, entry) for name, found in groups for entry in found]
        cut = sheets(rows, ROWS, lambda number: numbered("timeline", number) + ".html")
        places: dict[str, str] = {}
        for sheet in cut:
            for name, _ in sheet.rows:
                places.setdefault(name, sheet.addresses[sheet.number - 1])
        years = [(name, len(found), f"{places[name]}#y-{name}") for name, found in groups]
        for sheet in cut:
            here = _grouped(sheet.rows)
            page = self._draw("timeline.html", self._top, "timeline", groups=here, years=years, sheet=sheet)
            yield sheet.addresses[sheet.number - 1], page

    def _said(self) -> Mapping[str, int]:
        return {id: len(said) for id, said in self._lines.said_at.items()}

    def _lists(self) -> Iterator[Page]:
        lines = self._lines
        documents = sorted(lines.documents, key=lambda d: order(d.published, d.id))
        weight = {id: len(said) for id, said in lines.said_by.items()}
        actors = sorted(lines.actors, key=lambda a: (-weight.get(a.id, 0), -a.mentions, a.name, a.id))
        lists: tuple[tuple[str, Sequence[Any]], ...] = (
            ("documents", documents),
            ("actors", actors),
            ("instruments", self._instruments),
            ("discrepancies", lines.discrepancies),
            ("findings", self._findings),
        )
        for name, rows in lists:
            for sheet in sheets(rows, ROWS, lambda number, name=name: numbered(name, number) + ".html"):  # type: ignore[misc]
                yield sheet.addresses[sheet.number - 1], self._draw(f"{name}.html", self._top, name, sheet=sheet)

    # pages of one thing

    def _view(self, line: DocumentLine, mentions: Iterable[MentionLine] = ()) -> DocumentView | None:
        try:
            reading = self._record.reading(line.id)
        except KeyError:  # nothing could be read from it
            return None
        said, evidence = self._lines.said_in.get(line.id, ()), self._evidence.get(line.id, ())
        return document_view(line, reading, said, mentions, evidence)

    def _cuts(self) -> dict[str, tuple[int, ...]]:
        """Where the parts of heavy documents begin. The same for excerpts, so that addresses do not depend on them."""
        found = {}
        for line in self._lines.documents:
            said = self._lines.said_in.get(line.id, ())
            if may_be_heavy(len(said), len(self._record.text(line.id))):
                view = self._view(line, self._record.mentions(line.id))
                if view is not None and len(begins := cuts(view)) > 1:
                    found[line.id] = begins
        return found

    def _document(self, line: DocumentLine) -> Iterator[Page]:
        lines = self._lines
        view = self._view(line, () if self._evidence_only else self._record.mentions(line.id))
        if view is not None and self._evidence_only:
            view = excerpt(view, self._sentences(line.id))
        begins = self._parts.get(line.id, (0,))
        addresses = tuple(path_of(line.id, number).partition("/")[2] for number in range(1, len(begins) + 1))
        for number in range(1, len(begins) + 1):
            passages = view.passages if view else ()
            here = tuple(p for p in passages if bisect_right(begins, p.span.start) == number)
            page = self._draw(
                "document.html",
                self._below,
                "documents",
                document=line,
                view=view,
                drawing=Drawing(view, self._below) if view else None,
                sheet=Sheet(here, number, len(begins), len(passages), addresses),
                engagements=[e for id in line.engagements if (e := lines.engagement.get(id))],
                findings=[f for f in lines.findings if f.document == line.id],
            )
            yield path_of(line.id, number), page

    def _engagement(self, line: EngagementLine) -> Iterator[Page]:
        view = card(line, self._lines)
        rows = [(voice, s) for voice in view.voices for s in voice.statements]
        cut = sheets(rows, SAID, lambda number: path_of(line.id, number).partition("/")[2])
        for sheet in cut:
            alone = sheet.number == 1
            page = self._draw(
                "engagement.html",
                self._below,
                "timeline",
                card=view,
                engagement=line,
                sheet=sheet,
                voices=_voices(sheet),
                comparison=of_lines(self._record, line, self._lines) if alone and len(view.documents) > 1 else None,
                lines_shown=LINES,
            )
            yield path_of(line.id, sheet.number), page

    def _wordings(self) -> Iterator[Page]:
        pages = self._wording
        for sheet in pages.list_sheets():
            yield sheet.addresses[sheet.number - 1], self._draw("wording.html", self._top, "wording", sheet=sheet)
        for view in pages.formulae:
            drawing = tree(view.formula.uses)
            yield path_of(view.id), self._draw("formula.html", self._below, "wording", view=view, drawing=drawing)
        used = pages.of_document()
        for id, compared in pages.compared.items():
            line = self._lines.document[id]
            for rows in pages.document_sheets(id):
                found = {"document": line, "compared": compared, "sheet": rows, "used": used.get(id, ())}
                page = self._draw("precedents.html", self._below, "wording", **found)
                yield f"{FOLDERS['w']}/{rows.addresses[rows.number - 1]}", page

    def _actor(self, line: ActorLine) -> Iterator[Page]:
        view = actor_view(line, self._lines)
        for part, said in (("said", view.said), ("about", view.about)):
            address = _addresses(line.id, part)
            for sheet in sheets(said, SAID, address)[1:]:
                page = self._draw("actor-more.html", self._below, "actors", actor=line, part=part, sheet=sheet)
                yield f"{FOLDERS['a']}/{address(sheet.number)}", page
        yield path_of(line.id), self._draw("actor.html", self._below, "actors", view=view, actor=line, **_first(view))


def _places(letter: str, ids: Sequence[str]) -> dict[str, str]:
    """For each line of a list the page that holds it."""
    return {id: numbered(LISTS[letter], n // ROWS + 1) for n, id in enumerate(ids)}


def _grouped(rows: Sequence[tuple[str, Entry]]) -> list[tuple[str, list[Entry]]]:
    groups: dict[str, list[Entry]] = {}
    for name, entry in rows:
        groups.setdefault(name, []).append(entry)
    return list(groups.items())


def _voices(sheet: Sheet[tuple[Voice, StatementLine]]) -> list[tuple[Voice, list[StatementLine]]]:
    groups: list[tuple[Voice, list[StatementLine]]] = []
    for voice, statement in sheet.rows:
        if not groups or groups[-1][0] is not voice:
            groups.append((voice, []))
        groups[-1][1].append(statement)
    return groups


def _addresses(actor: str, part: str) -> Any:
    def address(number: int) -> str:
        path = path_of(actor, number, part) if number > 1 else path_of(actor)
        return path.partition("/")[2]

    return address


def _first(view: ActorView) -> dict[str, Sheet[StatementLine]]:
    said = sheets(view.said, SAID, _addresses(view.actor.id, "said"))
    about = sheets(view.about, SAID, _addresses(view.actor.id, "about"))
    return {"said": said[0], "about": about[0]}
