"""Bringing the record up to date with what people ruled: marks, their rows, and what is linked to them.

    settle(record)     # after rulings were made, taken back or imported

A document whose rulings changed gets its rows anew from the marks that marking made, and is linked again with all that
it touches; nothing else is. All of it is one transaction: who is interrupted has the record as it was, and the rulings
apply in the next run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

import msgspec

from communique.lexicon import Lexicon
from communique.marking.issues import issue_finder
from communique.marking.ruled import ruled
from communique.model.rulings import Ruled
from communique.model.spans import Span
from communique.pipeline import work
from communique.pipeline.linking import link, link_version
from communique.record import Failure, Record, Stage
from communique.record.decisions import Unfit
from communique.record.ruled import Disturbed

Progress = Callable[[str, int, int], None]
LEXICON = "lexicon/"  # settings of the record: the user's lexicon files by number


def _quiet(stage: str, done: int, total: int) -> None:
    """Progress that nobody looks at."""


def settle(record: Record) -> bool:
    """Applies the rulings to a record in which all documents are linked. False where some are not, or were by another
    version of the program: `communique add` applies them then, with all else that it has to do."""
    lexicon = lexicon_of(record)
    if record.pending(Stage.LINK, link_version(lexicon)):
        record.deeds.check_rulings()
        return False
    apply(record, lexicon)
    return True


def lexicon_of(record: Record) -> Lexicon:
    """The lexicon with the user's files that the record keeps."""
    return work.lexicon_of(tuple(content.encode() for content in record.settings(LEXICON).values()))


def apply(record: Record, lexicon: Lexicon, progress: Progress = _quiet) -> None:
    """Brings rows and links up to date with the rulings that stand, and links what is not linked yet."""
    with record.transaction():
        stale = record.rulings.to_rule()
        blocks: set[str] = set()
        actors: set[str] = set()
        for document in stale:
            made = None if record.rulings.digest(document) is None else decided(record, document, lexicon)
            disturbed = record.rulings.save(document, made)
            blocks |= disturbed.blocks
            actors |= disturbed.actors
        unfit = link(record, lexicon, progress, Disturbed(frozenset(blocks), frozenset(actors)))
        _tell(record, stale, unfit)
        record.deeds.check_rulings()


def decided(record: Record, document: str, lexicon: Lexicon) -> Ruled:
    """What the rulings that stand make of a document's marks."""
    deciding, unplaced = record.rulings.on_marks(document)
    marks, text = record.rulings.raw_marks(document), record.text(document)
    made, unfit = ruled(marks, text, deciding, issue_finder(lexicon).find)
    every = (*unfit, *((line.id, why) for line, why in unplaced))
    return msgspec.structs.replace(made, unfit=tuple(sorted(every)))


def verify(record: Record) -> Iterator[Failure]:
    """Every document whose ruled marks are not what its rulings make of those that marking made."""
    waiting = set(record.rulings.to_rule())
    documents = [document for document in record.rulings.documents() if document not in waiting]
    lexicon = lexicon_of(record) if documents else None
    for document in documents:
        assert lexicon is not None
        if decided(record, document, lexicon) != record.rulings.ruled(document):
            yield Failure(document, Span(0, 0), "its marks are not what the rulings on it make of them")


def _tell(record: Record, stale: list[str], unlinked: list[Unfit]) -> None:
    """Findings for the rulings that do not apply: of documents that were ruled again, and of those told before."""
    by_document: dict[str, list[Unfit]] = defaultdict(list)
    for line, why in unlinked:
        if record.rulings.has_text(line.document):
            by_document[line.document].append((line, why))
    for document in sorted({*stale, *record.rulings.told(), *by_document}):
        made = record.rulings.ruled(document)
        lines = {line.id: line for line in record.rulings.standing(document)} if made and made.unfit else {}
        own = [(lines[id_], why) for id_, why in made.unfit] if made else []
        record.rulings.tell(document, [*own, *by_document[document]])
