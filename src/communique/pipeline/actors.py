"""Linking the figures of new documents to actors.

A state or organisation that the lexicon knows is one actor, whoever names it: what a new document adds to it is joined
to what is there. Every other block is linked again whole, from what its figures say, each form once; of the actors
that come out only those are written in which something changed.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

import msgspec

from communique.linking.actors import ActorCluster, link_alike
from communique.linking.actors import block_of as actor_block
from communique.linking.alike import Alike, likeness
from communique.linking.inputs import FigureRow, Member
from communique.linking.knowledge import Knowledge
from communique.linking.offices import office_terms
from communique.linking.outcome import Open
from communique.linking.ruled import ruled_actors
from communique.model.marks import ActorKind, Marks
from communique.model.record import ActorLine, OfficeLine
from communique.model.rulings import What
from communique.model.spans import Span
from communique.pipeline.bonds import Bonds
from communique.pipeline.rows import figure_row
from communique.record import LinkedActor, Record
from communique.record.linkrows import FigurePack, FigurePlace, HomePlace
from communique.record.ruled import Disturbed

Anchor = tuple[str, int]
UNDISTURBED = Disturbed()

_pack = msgspec.msgpack.encode
_figure = msgspec.msgpack.Decoder(FigureRow)


class Actors:
    """The actors that a run touches: `names` by id, the `open` questions, and the figures they were `asked` of."""

    def __init__(self, record: Record, knowledge: Knowledge, bonds: Bonds) -> None:
        self._record = record
        self._bonds = bonds
        self._rows = record.rows
        self._knowledge = knowledge
        self._new: dict[str, list[FigureRow]] = defaultdict(list)  # by block
        self.names: dict[str, str] = {}
        self.ids: dict[str, str] = {}  # id that linking gives → id that the record gives
        self.open: list[Open] = []
        self.asked: set[Anchor] = set()
        self._settled: list[tuple[str, str, FigureRow]] = []  # block, actor, figure
        self._anew: set[str] = set()  # blocks that were linked whole

    def take_in(self, document: str, marks: Marks) -> None:
        """Keeps what linking reads of a document's figures."""
        packs = []
        for n in range(len(marks.figures)):
            row = figure_row(document, n, marks)
            block = actor_block(row, self._knowledge)
            self._new[block].append(row)
            packs.append(FigurePack(document, n, block, row.first_span, likeness(row), _pack(row)))
        self._rows.save_figures(packs)

    def link(
        self, blocks: Iterable[str], dated_again: set[str] | None = None, disturbed: Disturbed = UNDISTURBED
    ) -> tuple[list[ActorCluster], set[str]]:
        """The actors of these blocks that are to be written, and the documents in which one is another than before.

        `dated_again` are documents whose date is another one now; `disturbed` what lost a figure.
        """
        clusters: list[ActorCluster] = []
        touched: set[str] = set()
        fresh = {row.document for rows in self._new.values() for row in rows} | (dated_again or set())
        whole = self._bonds.bound(What.ACTOR) | disturbed.blocks
        for some in self._bonds.together(What.ACTOR, {*blocks, *disturbed.blocks}):
            if whole.isdisjoint(some) and (
                self._join(some[0], touched) or (not dated_again and self._settle(some[0], touched))
            ):
                continue
            clusters += self._link_whole(some, fresh, touched, disturbed.actors)
        return clusters, touched

    def _join(self, block: str, touched: set[str]) -> bool:
        """Whether the new figures of a block could be joined to the one actor that has been there before.

        That holds of a lexicon's state or organisation whose first figure stays the first: its name and side are the
        lexicon's, and of the rest nothing is counted.
        """
        key, *more = json.loads(block)
        known = None if more else self._record.keyed_actor(key)
        rows = self._new.get(block, [])
        if known is None or known.name != self._knowledge.names.get(key) or known.offices:
            return False
        if not all(_stands_for_itself(row.kind) and not row.offices for row in rows):
            return False
        if not _stands_for_itself(known.kind) or any(_place(row) < known.first for row in rows):
            return False
        self.names[known.id] = known.name
        for row in rows:
            self._rows.save_actor(row.document, row.n, known.id, key)
            touched.add(row.document)
        names = {name for row in rows for name in (row.name, *row.names)}
        self._record.join_actor(known.id, names, [(row.document, row.n) for row in rows])
        return True

    def _settle(self, block: str, touched: set[str]) -> bool:
        """Whether each new figure of a block could be joined to the actor that it can only be (`linking.actors.Home`).

        Several figures of one document may keep each other apart: they must be of several actors.
        """
        joined: dict[tuple[str, str], tuple[FigureRow, HomePlace]] = {}
        names: Counter[tuple[str, str]] = Counter()
        for row in self._new.get(block, []):
            home = self._rows.home(block, likeness(row))
            if home is None or _place(row) <= home.since or (home.actor, row.document) in joined:
                return False
            names[home.actor, home.name] += 1
            if home.room is not None and names[home.actor, home.name] > home.room:
                return False
            joined[home.actor, row.document] = (row, home)
        for (actor, document), (row, home) in joined.items():
            first = self._record.actor_place(actor)
            self._rows.came_home(block, home)
            self._rows.save_actor(document, row.n, actor, self._rows.side_of(*first))
            self._record.join_actor(actor, (), [(document, row.n)])
            touched.add(document)
            self._settled.append((block, actor, row))
        return True

    def _days_stay(self, actor: str, row: FigureRow) -> bool:
        """Whether a document's day lies within the days from which an actor's offices are known."""
        first, last = self._rows.published([row.document]).get(row.document, (None, None))
        if not row.offices or not first or not last:
            return True
        named = {(office.title, office.of) for office in row.offices}
        return all(
            from_ is not None and to is not None and from_ < first[:10] and last[:10] < to
            for title, of, from_, to in self._rows.office_days(actor)
            if (title, of) in named
        )

    def _link_whole(
        self, blocks: Sequence[str], fresh: set[str], touched: set[str], lost: Collection[str] = ()
    ) -> list[ActorCluster]:
        """Links a block, or several that bonds tie together; the clusters in which something changed, those that `lost`
        a figure among them."""
        in_blocks = [self._rows.figures_in(block) for block in blocks]
        places = [place for of_block in in_blocks for place in of_block]
        linked = [link_alike(self._alike(of_block), self._knowledge) for of_block in in_blocks]
        settled = self._bonds.settled[What.ACTOR]
        bound = any((p.document, p.n) in settled.root for p in places) if settled.bonds else False
        links = linked[0] if len(linked) == 1 and not bound else ruled_actors(linked, settled, self._knowledge)
        for block in blocks:
            if json.loads(block)[0] == "person":  # of nobody else a question can be open
                self.asked |= self._rows.asked_in(block)
        self.open += links.open
        self._anew.update(blocks)
        before = {(p.document, p.n): (p.actor, p.side) for p in places}
        found = []
        changed: set[str | None] = set(lost)
        for cluster in links.clusters:
            actor = self._rows.figure_id(cluster.canonical.document, cluster.canonical.n)
            self.ids[cluster.id] = actor
            side = cluster.side.of if cluster.side else None
            after = actor, self.ids.get(side, side) if side else None
            for member in cluster.members:
                was = before[member.document, member.n]
                if was != after:
                    self._rows.save_actor(member.document, member.n, *after)
                    touched.add(member.document)
                    changed |= {actor, was[0]}
                elif member.document in fresh:
                    changed.add(actor)
            found.append(msgspec.structs.replace(cluster, id=actor))
        homes = [
            HomePlace(h.token, self.ids[h.actor], h.name, h.room, h.since.document, *_ends(h.since.span), h.since.n)
            for h in links.homes
        ]
        for block in blocks:
            self._rows.save_homes(block, homes if len(blocks) == 1 else ())
        written = [cluster for cluster in found if cluster.id in changed]
        known = self._rows.actor_names(cluster.id for cluster in written)
        for cluster in written:
            self.names[cluster.id] = cluster.name
            if known.get(cluster.id, cluster.name) != cluster.name:  # the titles of its engagements name it
                touched |= {member.document for member in cluster.members}
        return written

    def _alike(self, places: Sequence[FigurePlace]) -> list[Alike]:
        """What the figures of a block say, each form read once."""
        forms: dict[str, list[Member]] = defaultdict(list)
        for place in places:
            forms[place.alike].append(Member(place.document, Span(place.start, place.end), place.n))
        found = []
        for token, members in forms.items():
            members.sort()
            found.append(Alike(self._row(members[0]), tuple(members), token))
        return found

    def _row(self, member: Member) -> FigureRow:
        return _figure.decode(self._rows.figure(member.document, member.n))

    def store(self, clusters: Iterable[ActorCluster]) -> None:
        """Writes actors, now that the days of documents are known."""
        stale = {block for block, actor, row in self._settled if not self._days_stay(actor, row)} - self._anew
        fresh = {row.document for block, _, row in self._settled if block in stale}
        found = {cluster.id: cluster for cluster in clusters}
        for block in sorted(stale):
            found |= {cluster.id: cluster for cluster in self._link_whole((block,), fresh, set())}
        self._record.replace_actors([self._actor(cluster) for cluster in found.values()])

    def _actor(self, cluster: ActorCluster) -> LinkedActor:
        named = {m.document for part in cluster.parts if part.row.offices for m in part.members}
        terms = office_terms(cluster, self._rows.published(named), self._row, self._knowledge)
        offices = tuple(OfficeLine(t.title, t.of_name, t.when, ()) for t in terms)
        line = ActorLine(cluster.id, cluster.name, cluster.kind, cluster.names, offices, mentions=0)
        members = tuple((m.document, m.n) for m in cluster.members)
        return LinkedActor(line, members, cluster.key, tuple(t.forms for t in terms))


def _stands_for_itself(kind: ActorKind) -> bool:
    return kind in (ActorKind.STATE, ActorKind.ORGANISATION)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _place(row: FigureRow) -> tuple[str, int, int, int]:
    """The order of members, as the record keeps it."""
    return row.document, row.first_span.start, row.first_span.end, row.n
