"""The line of any id: a present one, a former one, the start of one, or a document's path."""

from __future__ import annotations

from communique.errors import NotFound
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
from communique.record.lines import actors, documents, engagements, findings, instruments, statements
from communique.record.lines.asking import Source, actor_named, by_place, engagement_named, whole_id

Line = (
    DocumentLine
    | EngagementLine
    | ActorLine
    | StatementLine
    | InstrumentLine
    | DiscrepancyLine
    | FindingLine
    | MentionLine
)


def show(source: Source, name: str) -> Line:
    """Raises NotFound where nothing answers to `name`, UsageError where several ids begin so."""
    with source.db.snapshot():
        return _line(source, name)


def _line(source: Source, name: str) -> Line:
    at = by_place(source.db, name)
    if at:
        return documents.line(source, at[0])
    id_ = whole_id(source.db, name)
    match id_[0]:
        case "d":
            return documents.line(source, id_)
        case "e":
            return engagements.line(source, engagement_named(source.db, id_))
        case "a":
            actor = actor_named(source.db, id_)
            if actor is None:
                raise NotFound("this actor is not linked yet", id_, "communique add, which goes on where it stopped")
            return actors.line(source, actor)
        case "i":
            return instruments.line(source, id_)
        case "x":
            return engagements.discrepancy(source, id_)
        case "f":
            return findings.line(source, id_)
        case "s":
            document, n = _place(source, "statement", id_)
            return statements.of_document(source, document, [n])[0]
        case _:
            document, _ = _place(source, "mention", id_)
            return next(mention for mention in documents.mentions(source, document) if mention.id == id_)


def resolve(source: Source, name: str) -> str:
    """The id that `name` has now: of the cluster for an actor or engagement, else the whole id."""
    id_ = whole_id(source.db, name)
    if id_.startswith("e-"):
        return engagement_named(source.db, id_)
    if id_.startswith("a-"):
        return actor_named(source.db, id_) or id_
    return id_


def _place(source: Source, table: str, id_: str) -> tuple[str, int]:
    row = source.db.row(f"SELECT document, n FROM {table} WHERE id = ?", [id_])
    assert row is not None
    return row[0], row[1]
