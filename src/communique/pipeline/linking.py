"""Linking what is new in a record, and whatever it touches, whole.

A new document makes the blocks of its figures and engagements stale. A stale block is linked again from all its
rows, never patched, so that the record depends on the set of documents alone:

0. it is compared with the few documents that may carry the same text (`pipeline.origins`);
1. its figures' blocks give actors; a document in which an actor changed is touched too;
2. touched documents get their engagement rows; those that bear a date of their own say when each engagement was;
3. floating documents in a touched block are dated by the dated ones, and say when theirs were;
4. the blocks of all these engagements give engagements, discrepancies and open questions.

Everything is stored in one transaction: a run that is killed leaves the record as it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import msgspec

from communique.lexicon import Lexicon
from communique.linking.assembly import EngagementCluster
from communique.linking.dates import date_document
from communique.linking.days import DocumentDay, own_day, read_days
from communique.linking.days import Reading as Day
from communique.linking.discrepancies import Discrepancy, discrepancies_of
from communique.linking.engagements import EngagementLinks, grouped, link_engagements
from communique.linking.engagements import block_of as engagement_block
from communique.linking.inputs import DocumentRow, EngagementRow, Member
from communique.linking.knowledge import Knowledge, gather
from communique.linking.outcome import Open
from communique.linking.ruled import ruled_engagements
from communique.linking.telling import Telling
from communique.model.findings import Severity, Trouble
from communique.model.record import DiscrepancyLine, EngagementLine, ParticipantLine, PlaceLine, Reported
from communique.model.rulings import What
from communique.model.spans import Span
from communique.model.when import UNKNOWN, When
from communique.pipeline.actors import UNDISTURBED, Actors
from communique.pipeline.bonds import Bonds
from communique.pipeline.clusters import Clusters, digest
from communique.pipeline.origins import Origins
from communique.pipeline.rows import document_row, engagement_row
from communique.record import Candidate, LinkedEngagement, Record, Stage, Unresolved
from communique.record.decisions import Unfit
from communique.record.linkrows import ClusterPack, DocumentPack, EngagementPack
from communique.record.ruled import Disturbed

VERSION = "5"

_pack = msgspec.msgpack.encode
_document = msgspec.msgpack.Decoder(DocumentRow)
_engagement = msgspec.msgpack.Decoder(EngagementRow)
_day = msgspec.msgpack.Decoder(DocumentDay)
_reading = msgspec.msgpack.Decoder(Day)


def link_version(lexicon: Lexicon) -> str:
    return f"{VERSION}/{lexicon.digest[:16]}"


def link(
    record: Record,
    lexicon: Lexicon,
    progress: Callable[[str, int, int], None],
    disturbed: Disturbed = UNDISTURBED,
) -> list[Unfit]:
    """Links every document that is not linked yet, with all that it touches, and what was ruled to be one or two; the
    rulings that mean nothing any more. `disturbed` is what lost a figure."""
    version = link_version(lexicon)
    new, bonds = record.pending(Stage.LINK, version), Bonds(record)
    if not new and not bonds.changed and disturbed == UNDISTURBED:
        return bonds.unfit
    with record.transaction():
        if record.rows.linked_otherwise(version):
            record.clear_links()
            record.rows.clear()
            record.copies.clear()
            new, bonds = record.pending(Stage.LINK, version), Bonds(record)
        _Linking(record, lexicon, progress, bonds).run(new, version, disturbed)
    return bonds.unfit


class _Linking:
    def __init__(
        self, record: Record, lexicon: Lexicon, progress: Callable[[str, int, int], None], bonds: Bonds
    ) -> None:
        self.record = record
        self.bonds = bonds
        self.rows = record.rows
        self.lexicon = lexicon
        self.knowledge: Knowledge = gather(lexicon)
        self.progress = progress
        self.origins = Origins(record, lexicon)
        self.actors = Actors(record, self.knowledge, bonds)
        self.names: dict[str, str] = self.actors.names  # actor → name
        self.ids: dict[str, str] = self.actors.ids  # id that linking gives → id that the record gives
        self.open: list[Open] = []
        self.asked: set[tuple[str, int]] = set()  # the engagement marks that were linked
        self.asked_dates: set[str] = set()
        self.touched: set[str] = set()  # documents that are new, or in which an actor changed
        self._documents: dict[str, DocumentRow] = {}
        self._framed: dict[str, bytes] = {}  # digests of documents' rows and days
        self._days: dict[str, DocumentDay] = {}

    def run(self, new: Sequence[str], version: str, disturbed: Disturbed) -> None:
        total = len(new)
        self.progress("link", 0, total)
        for document in new:
            self._take_in(document)
        self.origins.link(new)
        blocks = {*self.rows.figure_blocks(new), *self.bonds.stale(What.ACTOR)}
        clusters, touched = self.actors.link(blocks, disturbed=disturbed)
        touched |= set(new)
        self.touched = touched
        before = {document: self._day_of(document) for document in touched}
        stale = self._tell(sorted(touched))
        more, redated = self._date(sorted(touched), stale)
        redated |= {document for document, day in before.items() if self._day_of(document) != day}
        # who is named in a document whose date changed held an office until another day
        redated -= set(new)
        again, _ = self.actors.link(self.rows.figure_blocks(redated), redated)
        self.actors.store((*clusters, *again))
        self._link_engagements(stale | more | self.bonds.stale(What.ENGAGEMENT))
        self._store_questions(new)
        self.bonds.store()
        self._link_versions(new)
        self.record.save_linked(new, version)
        self.progress("link", total, total)

    # -- documents and figures -------------------------------------------------------------------

    def _take_in(self, document: str) -> None:
        marks = self.record.marks(document)
        reading = self.record.reading(document)
        self.origins.take_in(document, reading, marks)
        row = document_row(document, reading, marks, self.lexicon)
        self._documents[document] = row
        floating = DocumentDay(document, UNKNOWN, None, False)
        self.rows.save_document(DocumentPack(document, _pack(row), _pack(floating), True))
        self.actors.take_in(document, marks)

    def _link_versions(self, new: Sequence[str]) -> None:
        """New bytes at a known address are a version of what was there first, not another source."""
        versions: dict[str, str | None] = {}
        for documents in self.rows.at_same_address(new).values():
            self._load(documents)
            known = [d for d in documents if d in self._documents]
            ordered = sorted(known, key=lambda d: (max((s.value for s in self._documents[d].stamps), default=""), d))
            versions |= {document: ordered[0] if document != ordered[0] else None for document in ordered}
        self.record.save_versions(versions)

    # -- days ------------------------------------------------------------------------------------

    def _tell(self, touched: Sequence[str]) -> set[str]:
        """Engagement rows of the touched documents, dated where they bear a date; the blocks before and after."""
        stale = self.rows.engagement_blocks(touched)
        actors: dict[str, dict[int, tuple[str, str | None]]] = defaultdict(dict)
        for document, n, actor, side in self.rows.actors_of(touched):
            actors[document][n] = (actor, side)
        for document in touched:
            marks = self.record.marks(document)
            text = self.record.text(document)
            ruled = self.record.rulings.tellings(document)
            rows = [
                engagement_row(document, n, marks, text, actors[document], ruled.get(n))
                for n in range(len(marks.engagements))
            ]
            day = own_day(self._row(document), rows)
            self._save_day(document, day)
            self._save_rows(rows, day)
            stale |= {engagement_block(row, self.knowledge) for row in rows}
        return stale

    def _date(self, touched: Sequence[str], stale: set[str]) -> tuple[set[str], set[str]]:
        """Dates the floating documents that are touched or share a stale block; the blocks that this makes stale, and
        the documents whose date is another one now."""
        floating = {d for d in touched if not self._day_of(d).own} | self.rows.floating_in(stale)
        more: set[str] = set()
        redated: set[str] = set()
        self.asked_dates |= floating | set(touched)
        whens: dict[str, When] = {d: self._day_of(d).when for d in touched}
        before = {d: self._day_of(d) for d in floating}
        for document in sorted(floating):
            rows = [_engagement.decode(p.row) for p in self.rows.engagements_of([document])]
            blocks = {engagement_block(row, self.knowledge) for row in rows}
            dating = date_document(self._row(document), rows, self._dated_tellings(blocks), self.knowledge)
            if dating.open is not None:
                self.open.append(dating.open)
            whens[document] = dating.day.when
            if dating.day != before[document]:
                redated.add(document)
                self._save_day(document, dating.day)
                self._save_rows(rows, dating.day)
                more |= blocks
        self.record.save_whens(whens)
        return more, redated

    def _dated_tellings(self, blocks: Iterable[str]) -> list[Telling]:
        return [t for _, t in self._told(blocks) if t.published.own]

    def _told(self, blocks: Iterable[str]) -> list[tuple[EngagementPack, Telling]]:
        """The tellings of these blocks, packed as they are kept and unpacked."""
        packs = list(self.rows.engagements_in(blocks))
        self._load({p.document for p in packs})
        return [(p, self._telling(p)) for p in packs]

    def _telling(self, p: EngagementPack) -> Telling:
        row, reading = _engagement.decode(p.row), _reading.decode(p.reading)
        return Telling(row, reading, self._row(p.document), self._day_of(p.document))

    def _load(self, documents: Iterable[str]) -> None:
        missing = [d for d in documents if d not in self._documents or d not in self._days]
        for pack in self.rows.documents(missing):
            self._documents.setdefault(pack.document, _document.decode(pack.row))
            self._days.setdefault(pack.document, _day.decode(pack.day))
            self._framed.setdefault(pack.document, digest(pack.row, pack.day))

    def _row(self, document: str) -> DocumentRow:
        if document not in self._documents:
            self._load([document])
        return self._documents[document]

    def _day_of(self, document: str) -> DocumentDay:
        if document not in self._days:
            self._load([document])
        return self._days[document]

    def _save_day(self, document: str, day: DocumentDay) -> None:
        self._days[document] = day
        row, packed = _pack(self._row(document)), _pack(day)
        self._framed[document] = digest(row, packed)
        self.rows.save_document(DocumentPack(document, row, packed, not day.own))

    def _save_rows(self, rows: Sequence[EngagementRow], day: DocumentDay) -> None:
        document = day.document
        readings = read_days(self._row(document), rows, day)
        self.rows.replace_engagements(
            document,
            [
                EngagementPack(
                    document, row.n, engagement_block(row, self.knowledge), _pack(row), _pack(readings[row.n])
                )
                for row in rows
            ],
        )

    # -- engagements -----------------------------------------------------------------------------

    def _link_engagements(self, stale: set[str]) -> None:
        together = self.bonds.together(What.ENGAGEMENT, stale)
        tellings: dict[str, list[Telling]] = defaultdict(list)
        said: dict[Member, bytes] = {}
        for pack, telling in self._told(block for blocks in together for block in blocks):
            tellings[pack.block].append(telling)
            said[telling.member] = digest(pack.row, pack.reading, self._framed[pack.document])
        self.asked |= {(t.row.document, t.row.n) for every in tellings.values() for t in every}
        told = {t.document.document for every in tellings.values() for t in every}
        anchors = self.rows.engagement_ids(told)
        people = [p for every in tellings.values() for t in every for p in t.row.everybody]
        actors = {actor for p in people for actor in (p.actor, p.side) if actor is not None}
        self.names.update(self.rows.actor_names(actors - self.names.keys()))
        changed: list[LinkedEngagement] = []
        packs: list[ClusterPack] = []
        for blocks in together:
            known = [c for block in blocks for c in self.rows.clusters_in(block)]
            clusters = Clusters(blocks[0], known, said, self.touched)
            for links, own in self._linked([tellings[block] for block in blocks if block in tellings], clusters):
                for cluster in links.clusters:
                    self.ids[cluster.id] = anchors[cluster.canonical.document, cluster.canonical.n]
                found = discrepancies_of(links, own, self.names, self.knowledge)
                by_engagement: dict[str, list[Discrepancy]] = defaultdict(list)
                for discrepancy in found:
                    by_engagement[discrepancy.engagement].append(discrepancy)
                made = [(c, self._engagement(c, by_engagement.get(c.id, []), anchors)) for c in links.clusters]
                for engagement, kept in clusters.to_store(made):
                    changed.append(engagement)
                    packs.append(kept)
                self.open += links.open
        self.record.replace_engagements(changed)
        self.rows.save_clusters(packs)

    def _linked(
        self, blocks: Sequence[Sequence[Telling]], clusters: Clusters
    ) -> Iterable[tuple[EngagementLinks, Sequence[Telling]]]:
        """The engagements of a block, or of several that bonds tie together, each with the tellings of its block."""
        settled = self.bonds.settled[What.ENGAGEMENT]
        bound = {(t.row.document, t.row.n) for block in blocks for t in block} & settled.root.keys()
        if not bound:
            return [(link_engagements(b, self.names, self.knowledge, clusters.assemble), b) for b in blocks]
        found = [grouped(block, self.knowledge) for block in blocks]
        return ruled_engagements(found, settled, self.names, self.knowledge, clusters.assemble)

    def _engagement(
        self, cluster: EngagementCluster, found: Sequence[Discrepancy], anchors: dict[tuple[str, int], str]
    ) -> LinkedEngagement:
        id_ = self.ids[cluster.id]
        lines = tuple(
            DiscrepancyLine(d.id, id_, d.aspect, tuple(Reported(r.value, r.evidence) for r in d.readings), d.note)
            for d in found
        )
        part_of = self.ids.get(cluster.part_of, cluster.part_of) if cluster.part_of else None
        if part_of is None and cluster.within:
            part_of = next((anchors[m.document, m.n] for m in cluster.within if (m.document, m.n) in anchors), None)
        place = cluster.place
        reason = "; ".join(part for part in (cluster.when.reason, *cluster.why) if part)
        line = EngagementLine(
            id=id_,
            kind=cluster.kind,
            title=cluster.title,
            status=cluster.status,
            participants=tuple(
                ParticipantLine(p.actor, p.name, p.role, p.side_name, p.evidence) for p in cluster.participants
            ),
            when=msgspec.structs.replace(cluster.when, reason=reason),
            duration_minutes=cluster.duration_minutes,
            place=PlaceLine(place.name, place.country, place.evidence) if place else None,
            part_of=part_of,
            planned_as=cluster.planned_as,
            issued=cluster.issued,
            documents=cluster.documents,
            evidence=cluster.evidence,
            discrepancies=tuple(d.id for d in lines),
        )
        return LinkedEngagement(line, tuple((m.document, m.n) for m in cluster.members), lines)

    # -- open questions --------------------------------------------------------------------------

    def _store_questions(self, new: Iterable[str]) -> None:
        """The open questions, in place of those that were asked again; only what differs is written, and that and what
        is asked in `new` documents told."""
        found: dict[tuple[str, str, int], Unresolved] = {}
        for open_ in (*self.actors.open, *self.open):
            key = (open_.member.document, open_.what, open_.member.n)
            candidates = tuple(Candidate(self.ids.get(c.value, c.value), c.words) for c in open_.candidates)
            found.setdefault(key, Unresolved(*key, open_.reason, candidates))
        asked = {(d, "actor", n) for d, n in self.actors.asked} | {(d, "engagement", n) for d, n in self.asked}
        concerned = self.asked_dates.union(d for d, _, _ in (*asked, *found))
        known = {(q.document, q.kind, q.n): q for q, _ in self.rows.questions_of(concerned)}
        present = {k: q for k, q in known.items() if k in asked or (k[1] == "date" and k[0] in self.asked_dates)}
        changed = [key for key in found.keys() | present.keys() if found.get(key) != present.get(key)]
        self.rows.forget_questions(changed)
        self.rows.add_questions(found[key] for key in sorted(changed) if key in found)
        self._tell_questions({*new, *(document for document, _, _ in changed)})

    def _tell_questions(self, documents: Iterable[str]) -> None:
        """Every open question of these documents as a finding, in place of those that were told before."""
        told: dict[str, list[Trouble]] = {document: [] for document in sorted(documents)}
        for question, span in self.rows.questions_of(told):
            told[question.document].append(trouble_of(question, span))
        for document, troubles in told.items():
            self.record.save_findings(Stage.LINK, document, troubles)


def trouble_of(question: Unresolved, span: Span | None) -> Trouble:
    """An open question as a finding: what is open, why, and between whom."""
    candidates = [f"{c.words} ({c.value})" if c.words != c.value else c.value for c in question.candidates]
    between = f"; candidates: {', '.join(candidates)}" if candidates else ""
    return Trouble(
        Severity.NOTE,
        f"{question.kind} left open",
        f"{question.reason}{between}",
        "look at each candidate with communique show, or add a document that tells them apart",
        f"characters {span.start}-{span.end}" if span else "",
    )
