"""Where documents have their texts from, and how many independent origins several documents have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from communique.model.origins import Likeness
from communique.model.record import CopyLine
from communique.record.folding import fold
from communique.record.lines.asking import Source, slots

BY_WAY = "by way of other copies"


def origin_of(source: Source, document: str) -> tuple[str | None, str | None, str | None]:
    """Whom the text of a document comes from, the document that it was taken from, and why we think so."""
    row = source.db.row("SELECT origin, origin_document, reason FROM document_origin WHERE document = ?", [document])
    return row or (None, None, None)


def copies(source: Source, document: str) -> Iterator[CopyLine]:
    """The other documents that carry the same text, in order."""
    family = source.db.column(
        "SELECT document FROM document_origin WHERE document <> ?1"
        " AND family = (SELECT family FROM document_origin WHERE document = ?1) ORDER BY document",
        [document],
    )
    if not family:
        return
    direct: dict[str, Likeness] = {}
    for one, other, *found in source.db.rows(
        "SELECT * FROM link_text_pair WHERE document = ?1 UNION SELECT * FROM link_text_pair WHERE other = ?1",
        [document],
    ):
        direct[other if one == document else one] = Likeness(*found)
    for other in family:
        likeness = direct.get(other)
        overlap = None if likeness is None else round(likeness.contained, 3)
        yield CopyLine(other, overlap, BY_WAY if likeness is None else likeness.words)


def independent(source: Source, documents: Iterable[str]) -> int:
    """How many independent origins these documents have: copies of one text, versions of one document, and what the
    press takes from one agency count once."""
    ids = sorted(set(documents))
    if len(ids) < 2:
        return len(ids)
    rows = []
    for at in range(0, len(ids), 400):
        some = ids[at : at + 400]
        rows += source.db.rows(
            "SELECT d.id, o.family, v.version_of, t.house, t.credit, coalesce(t.official, 0) FROM document d"
            " LEFT JOIN document_origin o ON o.document = d.id LEFT JOIN document_version v ON v.document = d.id"
            f" LEFT JOIN link_text t ON t.document = d.id WHERE d.id IN ({slots(some)})",
            some,
        ).fetchall()
    credited = {fold(credit) for *_, credit, official in rows if credit and not official}
    groups = _Groups()
    for document, family, version_of, house, credit, official in rows:
        groups.join(("document", document), ("family", family or document))
        groups.join(("document", document), ("document", version_of or document))
        for name in (house, credit):
            if name and not official and fold(name) in credited:
                groups.join(("document", document), ("agency", fold(name)))
    return len({groups.first(("document", document)) for document in ids})


class _Groups:
    """Things that belong together (union-find)."""

    def __init__(self) -> None:
        self._above: dict[tuple[str, str], tuple[str, str]] = {}

    def first(self, thing: tuple[str, str]) -> tuple[str, str]:
        while (above := self._above.get(thing, thing)) != thing:
            thing = above
        return thing

    def join(self, one: tuple[str, str], other: tuple[str, str]) -> None:
        first, last = sorted((self.first(one), self.first(other)))
        self._above[last] = first
