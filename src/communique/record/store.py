"""The record: one SQLite file. This class is its door; the work is done in the files beside it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

from msgspec.structs import replace

from communique.model.document import Reading
from communique.model.filters import EVERYTHING, Filters
from communique.model.findings import Trouble
from communique.model.marks import Marks
from communique.model.positions import Taken
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
from communique.model.spans import Evidence, Span
from communique.model.when import When
from communique.record import journal, linked, settings, state, verify, writing
from communique.record.database import Database
from communique.record.decisions import Rulings
from communique.record.lines import actors, documents, engagements, findings, instruments, positions, statements
from communique.record.lines.asking import Source, by_place, documents_named, understood
from communique.record.lines.commitments import DeedRows
from communique.record.lines.searching import search
from communique.record.lines.sequels import Sequels
from communique.record.lines.showing import Line, resolve, show
from communique.record.linked import KeyedActor, LinkedActor, LinkedEngagement, Unresolved
from communique.record.linkrows import LinkRows
from communique.record.state import Status
from communique.record.textrows import TextRows
from communique.record.texts import Texts
from communique.record.verify import Failure
from communique.record.wording import WordingRows
from communique.record.writing import Stage


class Record:
    """An open record, used by one thread. Every call that writes is a transaction, or joins the one around it."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.texts = Texts(db)
        self._source = Source(db, self.texts)
        self.rows = LinkRows(db)
        self.copies = TextRows(db)
        self.wording = WordingRows(self._source)
        self.deeds = DeedRows(self._source)
        self.sequels = Sequels(self._source)
        self.rulings = Rulings(self._source)

    @classmethod
    def open(cls, path: str | Path, *, write: bool = False) -> Record:
        """Opens the record at `path`; with `write` it is made where it is missing. Readers never wait for writers.

        Raises NoRecord, RecordBusy or RecordError.
        """
        return cls(Database.open(path, write=write))

    def close(self) -> None:
        self.db.close()

    def __enter__(self) -> Record:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def path(self) -> Path:
        return self.db.path

    def transaction(self) -> AbstractContextManager[None]:
        """All that is written inside is there together, or not at all."""
        return self.db.transaction()

    # documents, readings, marks

    def keep(self, content: bytes, path: str, uri: str | None = None) -> str:
        """Keeps bytes before anybody parses them, and where they came from; the document's id. Repeatable."""
        return writing.keep(self.db, content, path, uri)

    def kept(self) -> int:
        """How many documents are kept."""
        return int(self.db.value("SELECT count(*) FROM document"))

    def content(self, document: str) -> bytes:
        """The bytes as obtained. Raises KeyError for an unknown document."""
        return writing.content(self.db, document)

    def save_reading(self, document: str, reading: Reading) -> None:
        """Stores a reading. If another one was there, it goes, and its marks with it."""
        writing.save_reading(self.db, document, reading)
        self.texts.forget(document)

    def save_failure(self, document: str, trouble: Trouble, reader: str) -> None:
        """Stores that `reader` could not read the document: status failed, and a finding."""
        writing.save_failure(self.db, document, trouble, reader)
        self.texts.forget(document)

    def reading(self, document: str) -> Reading:
        """The reading as saved. Raises KeyError where there is none."""
        return writing.reading(self.db, document)

    def save_marks(self, document: str, marks: Marks) -> None:
        """Stores the marks of the document's present text, in place of those that were there.

        Raises ValueError where a span leaves the text or a number names no mark.
        """
        writing.save_marks(self.db, document, marks)

    def marks(self, document: str) -> Marks:
        """The marks as saved. Raises KeyError where there are none."""
        return writing.marks(self.db, document)

    def pending(self, stage: Stage, version: str | Collection[str]) -> list[str]:
        """Documents, in order, for which `stage` was not done by this version, or by one of these versions.

        READ compares the reader's name and version (a failure's too), MARK the marker, LINK what `save_linked` said.
        """
        return writing.pending(self.db, stage, version)

    def save_findings(self, stage: Stage, document: str | None, troubles: Iterable[Trouble]) -> None:
        """What a stage doubts about a document, or about none, in place of what it doubted before."""
        writing.findings(self.db, stage, document, troubles)

    # what linking joined

    def replace_actors(self, actors: Iterable[LinkedActor]) -> None:
        """Stores actors; whatever held any of their figures before goes."""
        linked.replace_actors(self.db, self.texts, actors)

    def keyed_actor(self, key: str) -> KeyedActor | None:
        """The one actor with this key of the lexicon."""
        return linked.keyed_actor(self.db, key)

    def actor_place(self, actor: str) -> tuple[str, int]:
        """The figure that names an actor: its document and number."""
        found: tuple[str, int] = self.db.rows(
            "SELECT canonical_document, canonical_figure FROM actor WHERE id = ?", [actor]
        ).fetchone()
        return found

    def join_actor(self, actor: str, names: Iterable[str], members: Iterable[tuple[str, int]]) -> None:
        """Adds figures to an actor that stays what it is otherwise."""
        linked.join_actor(self.db, actor, names, members)

    def replace_engagements(self, engagements: Iterable[LinkedEngagement]) -> None:
        """Stores engagements, after their actors; whatever held any of their marks before goes."""
        linked.replace_engagements(self.db, self.texts, engagements)

    def save_whens(self, whens: Mapping[str, When]) -> None:
        """When documents were published."""
        linked.save_whens(self.db, self.texts, whens)

    def save_versions(self, versions: Mapping[str, str | None]) -> None:
        """Which document another is a version of; None for those that are none."""
        linked.save_versions(self.db, versions)

    def save_unresolved(self, documents: Iterable[str], unresolved: Iterable[Unresolved]) -> None:
        """The open questions of these documents, in place of those that they had."""
        linked.save_unresolved(self.db, documents, unresolved)

    def save_linked(self, documents: Iterable[str], version: str) -> None:
        """Says that these documents' marks are linked, by this version; in the transaction that stores the links."""
        linked.save_linked(self.db, documents, version)

    def clear_links(self) -> None:
        """Removes all that was linked; every document is pending for linking."""
        linked.clear(self.db)

    # texts and evidence

    def text(self, document: str) -> str:
        """The canonical text that offsets count in; empty where the document could not be read."""
        return self.texts.text(document)

    def evidence(self, document: str, span: Span) -> Evidence:
        """A span with its words, and on paged documents its place on the page."""
        return self.texts.evidence(document, span)

    # listings: lines of the data contract, streamed in an order that does not depend on arrival

    def documents(self, filters: Filters = EVERYTHING) -> Iterator[DocumentLine]:
        return documents.documents(self._source, filters)

    def document(self, document: str) -> DocumentLine:
        """The line of one document, by its id. Raises KeyError for an unknown one."""
        return documents.line(self._source, document)

    def documents_asked(self, filters: Filters) -> list[str]:
        """The ids of the documents that `documents` lists, without regard to words and limit."""
        return documents.asked_for(self._source, filters)

    def engagements(self, filters: Filters = EVERYTHING) -> Iterator[EngagementLine]:
        return engagements.engagements(self._source, filters)

    def actors(self, filters: Filters = EVERYTHING) -> Iterator[ActorLine]:
        return actors.actors(self._source, filters)

    def statements(self, filters: Filters = EVERYTHING) -> Iterator[StatementLine]:
        return statements.statements(self._source, filters)

    def latest_said(self, actor: str, most: int) -> list[StatementLine]:
        """The last statements by an actor or on its behalf, by the day of their document."""
        return statements.latest(self._source, actor, False, most)

    def latest_heard(self, actor: str, most: int) -> list[StatementLine]:
        """The last statements to an actor or about it."""
        return statements.latest(self._source, actor, True, most)

    def count(self, listing: str, filters: Filters = EVERYTHING) -> int:
        """How many lines a listing has, without regard to words and limit."""
        match listing:
            case "documents":
                return len(documents.asked_for(self._source, filters))
            case "engagements":
                return engagements.count(self._source, filters)
            case "actors":
                return actors.count(self._source, filters)
            case "statements":
                return statements.count(self._source, filters)
            case _:
                lines: Iterator[object] = getattr(self, listing)(replace(filters, limit=None))
                return sum(1 for _ in lines)

    def instruments(self, filters: Filters = EVERYTHING) -> Iterator[InstrumentLine]:
        return instruments.instruments(self._source, filters)

    def discrepancies(self, filters: Filters = EVERYTHING) -> Iterator[DiscrepancyLine]:
        return engagements.discrepancies(self._source, filters)

    def findings(self, filters: Filters = EVERYTHING) -> Iterator[FindingLine]:
        return findings.findings(self._source, filters)

    def positions(self, filters: Filters, acts: Collection[str], titles: Collection[str]) -> list[StatementLine]:
        """Statements of these acts on an issue, by whoever `filters` names or holds an office of it; copies once."""
        return positions.positions(self._source, filters, acts, titles)

    def positions_taken(self, filters: Filters, acts: Collection[str], titles: Collection[str]) -> list[Taken]:
        """The same in short, once for each speaker and issue: what a grid counts."""
        return list(positions.taken(self._source, filters, acts, titles))

    def days_spoken(self, by: str, titles: Collection[str]) -> list[str]:
        """The day of each statement by an actor or for it, on whatever issue."""
        return positions.days(self._source, by, titles)

    def actors_named(self, name: str) -> list[tuple[str, str]]:
        """Id and name of the actors that a name or an id means, the most mentioned first."""
        return positions.named(self._source, name)

    def issue_named(self, name: str) -> str:
        """An issue as the record writes it."""
        return positions.issue_named(self._source, name)

    def understood(self, filters: Filters) -> Filters:
        """The filters as this record understands them. Raises UsageError for an issue or a name that it lacks."""
        return understood(self.db, filters)

    def mentions(self, document: str) -> Iterator[MentionLine]:
        """The mentions in one document, in the order of its text."""
        return documents.mentions(self._source, document)

    def unresolved(self) -> Iterator[Unresolved]:
        """The questions that linking left open, by document."""
        return linked.unresolved(self.db)

    def search(self, words: str, limit: int | None = None) -> Iterator[Evidence]:
        """The paragraphs with all of `words`, best first; a run in double quotes is a phrase."""
        return search(self._source, words, limit)

    def show(self, name: str) -> Line:
        """The line of an id, of a former id, of the start of one, or of a document's path.

        Raises NotFound, or UsageError where several ids begin so.
        """
        return show(self._source, name)

    def resolve(self, name: str) -> str:
        """The id that an id, a former id or the start of one has now. Raises NotFound or UsageError."""
        return resolve(self._source, name)

    def documents_named(self, name: str) -> list[str]:
        """The ids of the documents that an id, the start of one, a path or an address names. Raises as `show`."""
        return documents_named(self.db, name)

    def named_by_place(self, name: str) -> bool:
        """Whether a document was obtained from this path or address."""
        return bool(by_place(self.db, name))

    # the whole

    def status(self) -> Status:
        return state.status(self.db)

    def fingerprint(self) -> str:
        """A digest of all that the record says, without its journals: equal records have equal fingerprints."""
        return state.fingerprint(self.db)

    def integrity(self) -> list[str]:
        """What is wrong with the file, its references and its search index; empty where all is well."""
        return list(state.integrity(self.db))

    def verify(self, read: Callable[[bytes, str], Reading]) -> Iterator[Failure]:
        """Reads every document again from its bytes and checks every span; yields what does not hold."""
        return verify.verify(self.db, read)

    def to_verify(self) -> dict[str, bool]:
        """Every document, in order, and whether it has a reading to compare with its bytes."""
        return verify.to_check(self.db)

    def verify_whole(self) -> Iterator[Failure]:
        """The part of `verify` that concerns no single document."""
        return verify.check_whole(self.db)

    def verify_document(self, document: str, read: Callable[[bytes, str], Reading]) -> Iterator[Failure]:
        """The part of `verify` that concerns one document."""
        return verify.check_document(self.db, document, read)

    # settings and the journal

    def setting(self, name: str) -> str | None:
        return settings.setting(self.db, name)

    def settings(self, begin: str = "") -> dict[str, str]:
        """Every setting whose name begins so, by name."""
        return settings.settings(self.db, begin)

    def set(self, name: str, value: str | None) -> None:
        """Stores a setting: an input of the record, such as a lexicon file of the user. None removes it."""
        settings.store(self.db, name, value)

    def begin_run(self, command: str) -> int:
        """Notes in the journal that a run began; its number."""
        return journal.begin(self.db, command)

    def note_progress(self, run: int, stage: Stage, done: int, total: int) -> None:
        journal.progress(self.db, run, stage, done, total)

    def end_run(self, run: int, outcome: str) -> None:
        journal.end(self.db, run, outcome)
