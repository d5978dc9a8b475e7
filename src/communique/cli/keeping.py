"""Keeping a record: adding documents, asking how it stands, checking it against its own bytes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from communique.cli.asking import Place
from communique.cli.opening import opened
from communique.cli.progress import Tally
from communique.cli.terminal import Line, clean, write_card, write_json
from communique.errors import InputError, UsageError
from communique.views.labels import count

PLACE = Place()


def add(
    paths: list[Path],
    /,
    *,
    lexicon: Annotated[list[Path] | None, Parameter(negative="")] = None,
    workers: int | None = None,
    model: str | None = None,
    place: Place = PLACE,
) -> int:
    """Read files and folders into the record: text, Markdown, HTML, PDF, DOCX, recognised by content.

    What is there already is not read again; an interrupted run goes on where it stopped. The exit status is 0 when
    every input has a status, findings included, and 1 when an input could not be given one.

    Parameters
    ----------
    paths
        Files, and folders with all that is in them.
    lexicon
        A lexicon file of yours: states, offices, acts. The record keeps it for later runs; may be given again.
    workers
        How many processes read and mark; as many as there are cores unless told.
    model
        The spaCy model that parses sentences.
    """
    from communique import pipeline

    if workers is not None and workers < 1:
        raise UsageError("at least one worker is needed", f"--workers {workers}", "--workers 1")
    with Tally() as tally:
        added = pipeline.add(
            place.record, paths, lexicon=tuple(lexicon or ()), workers=workers, model=model, progress=tally
        )
    for path, why in added.without_status:
        what, _, try_ = why.partition(": try ")
        print(f"communique: {clean(str(InputError(what, path, try_)))}", file=sys.stderr)
    with opened(place.record) as record:
        status = record.status()
    new = f"{count(added.new, 'document')} added" if added.new else "nothing new"
    held = (
        count(status.documents, "document"),
        count(status.engagements, "engagement"),
        count(status.statements, "statement"),
    )
    print(f"{new}; {place.record} holds {', '.join(held)}")
    if status.errors or status.warnings:
        look = f"{count(status.errors, 'error')}, {count(status.warnings, 'warning')}"
        print(f"{look}: communique findings tells what, where and what to try")
    return 1 if added.without_status else 0


def status(*, json: Annotated[bool, Parameter(negative="")] = False, place: Place = PLACE) -> int:
    """How much of everything is in the record, and what still waits.

    Parameters
    ----------
    json
        One JSON object.
    """
    with opened(place.record) as record:
        found = record.status()
    if json:
        write_json([found])
        return 0
    read = [f"{found.whole:,} whole"]
    read += [f"{n:,} {what}" for n, what in ((found.partial, "partial"), (found.failed, "failed")) if n]
    waiting = found.documents - found.linked - found.failed
    facts = (
        ("record", str(place.record)),
        ("documents", f"{found.documents:,} ({', '.join(read)})"),
        ("waiting", f"{waiting:,}: communique add PATH goes on with them" if waiting > 0 else ""),
        ("text", f"{found.characters:,} characters from {found.bytes:,} bytes"),
        ("engagements", f"{found.engagements:,}"),
        ("statements", f"{found.statements:,}"),
        ("actors", f"{found.actors:,}"),
        ("instruments", f"{found.instruments:,}"),
        ("discrepancies", f"{found.discrepancies:,}"),
        ("findings", f"{found.errors:,} errors, {found.warnings:,} warnings, {found.notes:,} notes"),
        ("unresolved", f"{found.unresolved:,} questions that linking left open" if found.unresolved else ""),
    )
    write_card(Line(value, name=name) for name, value in facts if value)
    return 0


def verify(*, place: Place = PLACE) -> int:
    """Read every document again from the bytes that were kept and check every span; name each that fails.

    The exit status is 0 when all is well and 1 when anything fails.
    """
    from communique import pipeline

    failures = 0
    with Tally() as tally:
        for failure in pipeline.verify(place.record, progress=tally):
            failures += 1
            print(clean(str(failure)))
    with opened(place.record) as record:
        held = record.status()
    if failures:
        print(f"communique: {count(failures, 'failure')} in {place.record}", file=sys.stderr)
        return 1
    print(f"{count(held.documents, 'document')} and {count(held.statements, 'statement')} verified: every span holds")
    return 0
