"""`communique wording` and `communique echoes`: where a formula comes from, and how its words changed."""

from __future__ import annotations

import re
import sys
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any, cast

import msgspec
from cyclopts import Parameter

from communique.cli.asking import Asked, Place
from communique.cli.columns import ID, date
from communique.cli.opening import document_id, opened
from communique.cli.terminal import Column, Line, clean, console, interactive, write_card, write_json, write_table
from communique.errors import UsageError
from communique.model.filters import EVERYTHING
from communique.views import labels
from communique.views.rewording import Segment, plain

if TYPE_CHECKING:
    from communique.record import Record
    from communique.views.echoes import EchoView
    from communique.views.precedents import Precedents, PrecedentView
    from communique.views.wording import Formula, UseView

ASKED = Asked()
PLACE = Place()
STYLES = {"keep": "", "drop": "red strike", "add": "green bold", "move": "blue underline"}
DOCUMENT = re.compile(r"d-[0-9a-f]{2,16}")
FILE = re.compile(r"\S*(?:/\S*|\.(?:html?|md|txt|pdf|docx))", re.IGNORECASE)  # a path, as no formula is written


def wording(
    text: list[str],
    /,
    *,
    why: Annotated[bool, Parameter(negative="")] = False,
    asked: Asked = ASKED,
    place: Place = PLACE,
) -> int:
    """Every use of a formula, exact or altered, oldest first; or a document's sentences beside their precedents.

    Of a use: when and between whom, how much of the formula it has, its branch, and the words that changed:
    [-dropped-], {+added+}, {>moved<}. Copies of a text are no uses of their own. Of a document: each sentence beside
    the nearest earlier one, and what the previous text of the same parties had and this one has not.

    Parameters
    ----------
    text
        The words of a formula, one sentence; or a document: its id, the start of it, or its path.
    why
        Which use descends from which and what changed there, and why a formula is called agreed or boilerplate.
    """
    words = " ".join(text).strip()
    if not words:
        raise UsageError("nothing to look for", "wording", "a formula, or a document's id or path")
    filters = asked.filters()
    with opened(place.record) as record:
        _tell_missing(record)
        document = _document(record, words)
        if document is not None:
            if msgspec.structs.replace(filters, limit=None) != EVERYTHING:
                raise UsageError(
                    "filters narrow the uses of a formula, not a document's sentences", words, "--limit alone"
                )
            return _precedents(record, document, asked, why)
        from communique.views.wording import uses

        found = uses(record, words, record.understood(filters))
        if asked.json:
            write_json(use.line for formula in found for use in formula.uses)
        for formula in found if not asked.json else ():
            _write_formula(record, formula, why, filters.limit)
    return 0


def echoes(*, asked: Asked = ASKED, place: Place = PLACE) -> int:
    """Passages that repeat eight words or more of an earlier text of another origin, with the words that changed."""
    from communique.views.echoes import echoes as found_in

    with opened(place.record) as record:
        _tell_missing(record)
        with closing(cast(Generator["EchoView"], found_in(record, record.understood(asked.filters())))) as found:
            if asked.json:
                write_json(view.line for view in found)
            elif not write_table(ECHOES, (_echo(view) for view in found)) and interactive():
                print("nothing in the record answers to that", file=sys.stderr)
    return 0


ECHOES = (
    *(ID, Column("passage", "dim", whole=True), Column("earlier", "dim", whole=True), Column("alike")),
    Column("words", long=True),
)


def _echo(view: EchoView) -> tuple[str, ...]:
    line = view.line
    where = (f"{e.document} {e.start}-{e.end}" for e in (line.passage, line.earlier))
    return (line.id, *where, f"{line.similarity:.2f}", plain(view.segments))


def _tell_missing(record: Record) -> None:
    missing = record.wording.missing()
    if missing:
        are = "is" if missing == 1 else "are"
        print(
            f"communique: {labels.count(missing, 'document')} {are} not in the index of wording yet: try communique add"
            " with any file of the record, which goes on where it stopped",
            file=sys.stderr,
        )


def _document(record: Record, words: str) -> str | None:
    """The document that these words name; None where they are a formula."""
    if DOCUMENT.fullmatch(words) or FILE.fullmatch(words) or record.named_by_place(words):
        return document_id(record, words)
    return None


# --- a formula -----------------------------------------------------------------------------------


def _write_formula(record: Record, formula: Formula, why: bool, limit: int | None) -> None:
    head = [Line(f"“{formula.asked}”", 0, "bold")]
    if not formula.uses:
        head.append(Line(formula.reason or "no use of these words, exact or altered, is in the record", 1))
        write_card(head)
        return
    branches = len({use.line.variant for use in formula.uses})
    told = f"{labels.count(len(formula.uses), 'use')} in {labels.count(branches, 'branch', 'branches')}"
    if formula.undated:
        told += f"; {formula.undated} without a date, each of which may be earlier"
    head.append(Line(told, 1, "dim"))
    if formula.spread.kind != "open" or why:
        head.append(Line(f"{KINDS[formula.spread.kind]}: {formula.spread.reason}", 1, "dim"))
    write_card([*head, Line("")])
    for use in formula.uses:
        _write_use(use, why)


KINDS = {"agreed": "agreed language", "boilerplate": "boilerplate", "open": "agreed or boilerplate is open"}


def _write_use(use: UseView, why: bool) -> None:
    line = use.line
    marks = ["first use"] if line.first else []
    marks += [f"branch {line.variant}", use.likeness]
    lines = [
        Line(f"{date(line.when)} · {', '.join(line.parties) or 'parties not named'} · {', '.join(marks)}", 0, "cyan"),
    ]
    write_card(lines)
    _write_segments(use.segments, 1, use.after)
    where = f"{line.use.document} {line.use.start}-{line.use.end}"
    below = [Line(f"{use.title} · {where}", 1, "dim")]
    if line.copies:
        below.append(Line(f"the same text, not counted: {', '.join(line.copies)}", 1, "dim"))
    write_card(below)
    if why and line.follows is not None:
        there = f"{line.follows.document} {line.follows.start}-{line.follows.end}"
        write_card([Line(f"why: descends from {there}, the earlier use it is most like", 1, "italic dim")])
        if line.since:
            _write_segments(use.since, 2)
    if why:
        write_card([Line(f"why: dated {line.when.reason}", 1, "italic dim")] if line.when.reason else [])
    write_card([Line("")])


def _write_segments(segments: Sequence[Segment], depth: int, after: str = "") -> None:
    """The words with what changed: in colour on a terminal, in brackets in a pipe; `after` is what follows them."""
    rest = f" (… {after})" if after else ""
    if not interactive():
        write_card([Line(plain(segments) + rest, depth)])
        return
    from rich.padding import Padding
    from rich.text import Text

    text = Text()
    for n, segment in enumerate(segments):
        text.append(" " if n else "")
        shown = clean(segment.text)
        text.append(f"[-{shown}-]" if segment.op == "drop" else shown, style=STYLES[segment.op])
    text.append(clean(rest) and f" {clean(rest)}", style="dim")
    console().print(Padding(text, (0, 0, 0, 2 * depth)))


# --- a document ----------------------------------------------------------------------------------


def _precedents(record: Record, document: str, asked: Asked, why: bool) -> int:
    from communique.views.precedents import precedents

    found = precedents(record, document)
    with closing(cast(Generator["PrecedentView"], found.lines)) as listed:
        lines: Iterable[PrecedentView] = _first(listed, asked.limit)
        if asked.json:
            write_json(view.line for view in lines)
            return 0
        _write_head(found)
        for view in lines:
            _write_precedent(view, why)
    return 0


def _first(lines: Iterator[Any], limit: int | None) -> Iterator[Any]:
    for n, line in enumerate(lines):
        if limit is not None and n >= limit:
            return
        yield line


def _write_head(found: Precedents) -> None:
    previous = found.previous
    lines = [Line(found.title, 0, "bold"), Line(found.document, 0, "dim")]
    if previous.document:
        lines.append(Line(f"{previous.title} · {previous.day} · {previous.document}", name="previous"))
        lines.append(Line(previous.reason, name="because"))
    else:
        lines.append(Line(f"none: {previous.reason}", name="previous"))
    write_card([*lines, Line("")])


def _write_precedent(view: PrecedentView, why: bool) -> None:
    line = view.line
    here = line.passage or line.earlier
    assert here is not None
    marks = [
        line.kind,
        *(["moved"] if line.moved else []),
        *([LANGUAGE[line.language]] if line.language != "open" else []),
    ]
    write_card([Line(f"{here.start}-{here.end} · {', '.join(marks)}", 0, "cyan")])
    _write_segments(view.segments, 1)
    if line.passage is not None and line.earlier is not None:
        when = date(line.when) if line.when is not None else ""
        who = ", ".join(line.parties) or "parties not named"
        which = "the previous text, " if line.previous else ""
        at = f"{line.earlier.document} {line.earlier.start}-{line.earlier.end}"
        write_card([Line(f"after {which}{when} · {who} · {view.title} · {at}", 1, "dim")])
    if why:
        write_card([Line(f"why: {line.reason}", 1, "italic dim")])
    write_card([Line("")])


LANGUAGE = {"agreed": "agreed language", "boilerplate": "boilerplate"}
