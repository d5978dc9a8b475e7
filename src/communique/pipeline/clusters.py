"""Engagements that were put together before. A stale block is linked whole, and in most of its engagements nothing has
changed: what they are put together of is digested, and where the digest is known, so is the engagement."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b

import msgspec

from communique.linking.assembly import EngagementCluster, assemble
from communique.linking.inputs import Member
from communique.linking.knowledge import Knowledge
from communique.linking.telling import Telling
from communique.record import LinkedEngagement
from communique.record.linkrows import ClusterPack

BYTES = 16

_pack = msgspec.msgpack.encode
_cluster = msgspec.msgpack.Decoder(EngagementCluster)


def digest(*parts: bytes) -> bytes:
    return blake2b(_pack(parts), digest_size=BYTES).digest()


class Clusters:
    """The engagements of a block: `known` from before; `said` digests what each telling says, `touched` are documents
    in which an actor changed."""

    def __init__(
        self, block: str, known: Collection[ClusterPack], said: Mapping[Member, bytes], touched: Collection[str]
    ) -> None:
        self._block = block
        self._made = {pack.given: pack.made for pack in known}
        self._stored = {pack.engagement: pack.stored for pack in known}
        self._said = said
        self._touched = touched
        self._now: dict[Member, tuple[bytes, bytes]] = {}  # canonical member → of what it was made, and the engagement

    def assemble(
        self,
        tellings: Sequence[Telling],
        zones: str,
        others: Sequence[str],
        names: Mapping[str, str],
        knowledge: Knowledge,
    ) -> EngagementCluster:
        """What `linking.assembly.assemble` gives. Of all names it looks at those of participants and their sides."""
        called = [(names.get(p.actor), p.side and names.get(p.side)) for t in tellings for p in t.row.everybody]
        given = digest(_pack((zones, others, called)), *(self._said[telling.member] for telling in tellings))
        made = self._made.get(given)
        if made is None:
            cluster = assemble(tellings, zones, others, names, knowledge)
            made = _pack(cluster)
        else:
            cluster = _cluster.decode(made)
        self._now[cluster.canonical] = (given, made)
        return cluster

    def to_store(
        self, found: Iterable[tuple[EngagementCluster, LinkedEngagement]]
    ) -> Iterator[tuple[LinkedEngagement, ClusterPack]]:
        """Those of the block's engagements that are not stored as they are, and what is to be known of them."""
        for cluster, linked in found:
            given, made = self._now[cluster.canonical]
            stored = digest(given, _pack(linked))
            if self._stored.get(linked.line.id) != stored or any(d in self._touched for d in cluster.documents):
                yield linked, ClusterPack(linked.line.id, self._block, given, made, stored)
