"""Which statements of several sources belong in one row, and at which of them the row is measured.

    rows = grouped(beside, ["d-1", "d-2", "d-3"])
    rows[0].head                   # id of the statement that the others are measured by
    rows[0].members["d-2"]         # ids with how each stands to the head, the most alike first

Documents come in the order of their weight: a joint text before one side's, both before the press. A statement heads
a row where no earlier document has what it says. One that answers several heads stands in several rows; one that is
like a member of a row and unlike its head opens a row with that member, so that nothing is called absent that stands
in another row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct

from communique.linking.correspondence import Beside, Correspondence
from communique.model.comparison import Stance

REPEATED = 0.6  # likeness from which two statements of one document say the same twice
ALSO = 0.5  # … from which a second statement of a document stands beside the first
BY_WAY = 0.34  # … and from which one that is like a member is taken in by its head

Members = Mapping[str, tuple[tuple[str, Correspondence], ...]]


class Group(Struct, frozen=True):
    head: str
    members: Members  # by document, the head's own among them


def grouped(beside: Beside, documents: Sequence[str]) -> list[Group]:
    """The rows in the order of their heads: by document as given, then as the statements were given order by place."""
    links: dict[str, dict[str, Correspondence]] = defaultdict(dict)
    for at, one in enumerate(documents):
        for other in documents[at + 1 :]:
            for a, b, how in beside.pairs(one, other):
                links[a][b] = how
    rank = {document: n for n, document in enumerate(documents)}
    waiting = sorted(beside.said.values(), key=lambda s: (rank.get(s.document, len(rank)), s.place, s.id))
    covered: set[str] = set()
    found: list[Group] = []
    for head in waiting:
        if head.id in covered:
            continue
        taken, also = _taken(head.id, links, beside)
        for said in waiting:
            if said.document == head.document and said.id != head.id and said.id not in {*taken, *covered}:
                alike = beside.likeness(head, said)
                if alike >= REPEATED:
                    taken[said.id] = beside.compare(head, said, alike)
        covered |= {head.id, *taken}
        found.append(_group(head.id, taken, beside))
        for member in also:
            more, _ = _taken(member, links, beside)
            fresh = {id_: how for id_, how in more.items() if id_ not in taken}
            if any(id_ not in covered for id_ in fresh):
                covered |= set(fresh)
                found.append(_group(member, more, beside))
    return found


Links = Mapping[str, Mapping[str, Correspondence]]


def _taken(head: str, links: Links, beside: Beside) -> tuple[dict[str, Correspondence], list[str]]:
    """What belongs to a head, with what its members bring along; and members that have others which it does not."""
    taken = dict(links.get(head, {}))
    also: list[str] = []
    for member in sorted(taken):
        for other in sorted(links.get(member, {})):
            if other in taken:
                continue
            alike = beside.likeness(beside.said[head], beside.said[other])
            if alike >= BY_WAY:
                taken[other] = beside.compare(beside.said[head], beside.said[other], alike)
            elif member not in also:
                also.append(member)
    return taken, also


def _group(head: str, taken: Mapping[str, Correspondence], beside: Beside) -> Group:
    members: dict[str, list[tuple[str, Correspondence]]] = defaultdict(list)
    members[beside.said[head].document].append((head, Correspondence(Stance.CARRIES, 1.0, ())))
    for id_, how in sorted(taken.items(), key=lambda item: (-item[1].likeness, item[0])):
        here = members[beside.said[id_].document]
        if not here or how.likeness >= ALSO:
            here.append((id_, how))
    return Group(head, {document: tuple(found) for document, found in members.items()})
