"""Adding documents: keep the bytes, read, mark, link. Each step is stored before the next begins."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from communique.engine import Lost, Reason, run
from communique.errors import InputError, LexiconProblem
from communique.lexicon import Lexicon, LexiconError, load
from communique.model.document import Reading
from communique.model.findings import Severity, Trouble
from communique.model.marks import Marks
from communique.pipeline import ruling, wording, work
from communique.pipeline.inputs import Found, Refused, content_of, files_in
from communique.record import Record, Stage

Progress = Callable[[str, int, int], None]
Runner = Callable[..., Iterator[tuple[str, Any]]]  # `engine.run`, or what is called like it
Result = TypeVar("Result")

MODEL = "model"  # settings of the record: the language model, and the user's lexicon files by number
LEXICON = "lexicon/"
KEPT_AT_ONCE = 50  # files kept in one transaction
SAVED_AT_ONCE = 20  # readings or marks saved in one transaction
READ_SECONDS, READ_MEGABYTES = 30.0, 1024
MARK_SECONDS, MARK_MEGABYTES = 300.0, 1500
ALONE = 3  # documents up to which one worker is quicker than several


class Added(Struct, frozen=True):
    """What a run did: documents that were new, and inputs that could be given no status, each with the reason."""

    new: int
    without_status: tuple[tuple[str, str], ...] = ()


def quiet(stage: str, done: int, total: int) -> None:
    """Progress that nobody looks at."""


def add(
    record_path: Path,
    paths: Sequence[Path],
    *,
    lexicon: Sequence[Path] = (),
    workers: int | None = None,
    model: str | None = None,
    progress: Progress = quiet,
    runner: Runner = run,
) -> Added:
    """Adds files and folders to the record at `record_path`, which is made where it is missing.

    `lexicon` are TOML files of the user, kept in the record from then on; `model` is the spaCy model; `runner`
    is where documents are read and marked: the supervised pool, or `run_here` for documents that one trusts. Raises
    LexiconProblem, InputError or a RecordError for what stops the whole run; a bad document is a finding.
    """
    with Record.open(record_path, write=True) as record:
        user = _user_lexicon(record, lexicon)
        chosen = _model(record, model)
        words = _load(user)
        number = record.begin_run("add")
        added = _keep(record, paths, progress)
        complete(record, words, user, chosen, workers or os.cpu_count() or 1, progress, runner)
        record.end_run(number, f"{added.new} new, {len(added.without_status)} refused")
        return added


def complete(
    record: Record,
    lexicon: Lexicon,
    user: Sequence[bytes],
    model: str,
    workers: int,
    progress: Progress = quiet,
    runner: Runner = run,
) -> None:
    """Does whatever is still to be done for the documents that the record holds."""
    from communique.marking.document import marker_version
    from communique.marking.parsing import version_of

    versions = {work.reader_version(reader, lexicon) for reader in (*work.READERS, work.NO_READER)}
    _read(record, record.pending(Stage.READ, versions), lexicon, user, workers, progress, runner)
    marker = marker_version(lexicon, version_of(model))
    _mark(record, record.pending(Stage.MARK, marker), marker, user, model, workers, progress, runner)
    wording.index(record, progress)
    ruling.apply(record, lexicon, progress)


def _user_lexicon(record: Record, added: Sequence[Path]) -> tuple[bytes, ...]:
    """The user's lexicon files: those that the record keeps, and new ones, which it keeps from now on."""
    kept = list(record.settings(LEXICON).values())
    new: list[str] = []
    for path in added:
        try:
            content = content_of(Found(path)).decode("utf-8-sig")
        except Refused as error:
            raise InputError("the lexicon cannot be read", str(path), str(error)) from None
        except UnicodeDecodeError:
            raise LexiconProblem("the lexicon is not UTF-8", str(path), "to save it as UTF-8") from None
        if content in kept or content in new:
            continue
        try:
            load([content.encode()]).digest  # noqa: B018 - reads every table of the file
        except LexiconError as error:
            what, _, try_ = str(error).removeprefix("user lexicon 1: ").partition("; try ")
            raise LexiconProblem(what, str(path), try_) from None
        new.append(content)
    ordered = sorted({*kept, *new})  # by content, so that the order of arrival leaves no trace
    if new:
        with record.transaction():
            for name in record.settings(LEXICON):
                record.set(name, None)
            for number, content in enumerate(ordered, 1):
                record.set(f"{LEXICON}{number:03d}", content)
    return tuple(content.encode() for content in ordered)


def _load(user: Sequence[bytes]) -> Lexicon:
    try:
        return work.lexicon_of(tuple(user))
    except LexiconError as error:
        raise LexiconProblem(str(error)) from None


def _model(record: Record, model: str | None) -> str:
    from communique.marking.parsing import SMALL, ModelMissing, version_of

    chosen = model or record.setting(MODEL) or SMALL
    try:
        version_of(chosen)
    except ModelMissing as error:
        raise InputError(str(error)) from None
    if record.setting(MODEL) != chosen:
        record.set(MODEL, chosen)
    return chosen


def _keep(record: Record, paths: Sequence[Path], progress: Progress) -> Added:
    before = record.kept()
    refused: list[tuple[str, str]] = []
    waiting: list[tuple[bytes, str]] = []
    files = list(files_in(paths))
    for done, found in enumerate(files, 1):
        try:
            waiting.append((content_of(found), str(found.path)))
        except Refused as error:
            refused.append((str(found.path), str(error)))
        if len(waiting) == KEPT_AT_ONCE or done == len(files):
            with record.transaction():
                for content, name in waiting:
                    record.keep(content, name)
            waiting = []
            progress("keep", done, len(files))
    return Added(record.kept() - before, tuple(refused))


def _read(
    record: Record,
    documents: Sequence[str],
    lexicon: Lexicon,
    user: Sequence[bytes],
    workers: int,
    progress: Progress,
    runner: Runner,
) -> None:
    if not documents:
        return
    results = runner(
        ((document, record.content(document)) for document in documents),
        work.read_one,
        workers=1 if len(documents) <= ALONE else workers,
        seconds=READ_SECONDS,
        megabytes=READ_MEGABYTES,
        initializer=partial(work.ready_to_read, tuple(user)),
        preload=("communique.pipeline.work",),
    )
    failed = work.reader_version(work.NO_READER, lexicon)
    for some in _some(results, "read", len(documents), progress):
        with record.transaction():
            for document, result in some:
                if isinstance(result, Reading):
                    record.save_reading(document, result)
                elif isinstance(result, Trouble):
                    record.save_failure(document, result, failed)
                else:
                    record.save_failure(document, _lost("read", result, READ_SECONDS, READ_MEGABYTES), failed)


def _mark(
    record: Record,
    documents: Sequence[str],
    marker: str,
    user: Sequence[bytes],
    model: str,
    workers: int,
    progress: Progress,
    runner: Runner,
) -> None:
    if not documents:
        return
    results = runner(
        ((document, record.reading(document)) for document in documents),
        work.mark_one,
        workers=1 if len(documents) <= ALONE else workers,
        seconds=MARK_SECONDS,
        megabytes=MARK_MEGABYTES,
        initializer=partial(work.ready_to_mark, tuple(user), model),
        preload=("communique.pipeline.work",),
    )
    for some in _some(results, "mark", len(documents), progress):
        with record.transaction():
            for document, result in some:
                if isinstance(result, Marks):
                    record.save_marks(document, result)
                else:
                    record.save_marks(
                        document, work.unmarked(marker, _lost("mark", result, MARK_SECONDS, MARK_MEGABYTES))
                    )


def _some(
    results: Iterator[tuple[str, Result]], stage: str, total: int, progress: Progress
) -> Iterator[list[tuple[str, Result]]]:
    """Results a few at a time, as they come."""
    gathered: list[tuple[str, Result]] = []
    for done, result in enumerate(results, 1):
        gathered.append(result)
        if len(gathered) == SAVED_AT_ONCE or done == total:
            yield gathered
            gathered = []
            progress(stage, done, total)
    if gathered:
        yield gathered


def _lost(verb: str, lost: Lost, seconds: float, megabytes: int) -> Trouble:
    why = {
        Reason.TIME: f"it took longer than {seconds:.0f} seconds",
        Reason.MEMORY: f"it took more than {megabytes} MB of memory",
    }.get(lost.reason, f"the process that tried to {verb} it ended: {lost.detail}")
    return Trouble(
        Severity.ERROR,
        f"the document could not be {'read' if verb == 'read' else 'marked'}",
        why,
        "check the file with the program that made it, or add it in another format",
    )
