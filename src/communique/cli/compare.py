"""`communique compare`: which source of an engagement carries what, and how they differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from cyclopts import Parameter

from communique.cli.asking import Place
from communique.cli.opening import opened
from communique.cli.terminal import Line, write_card, write_json
from communique.errors import UsageError
from communique.model.comparison import Cell, Row, Stance
from communique.model.record import EngagementLine
from communique.views import labels
from communique.views.compare import Comparison, of_record
from communique.views.dates import in_words

PLACE = Place()
QUOTE = 200  # characters of a quotation, unless --why asks for all of it
STYLES = {
    Stance.CARRIES: "",
    Stance.WEAKER: "yellow",
    Stance.STRONGER: "magenta",
    Stance.CONTRADICTS: "bold red",
    Stance.ABSENT: "dim",
    Stance.UNKNOWN: "italic dim",
}
WORDS = {
    Stance.CARRIES: "carries",
    Stance.WEAKER: "weaker",
    Stance.STRONGER: "stronger",
    Stance.CONTRADICTS: "contradicts",
    Stance.ABSENT: "does not carry it",
    Stance.UNKNOWN: "not known",  # or not found, where something comes near
}


def compare(
    engagement: str,
    /,
    *,
    json: Annotated[bool, Parameter(negative="")] = False,
    why: Annotated[bool, Parameter(negative="")] = False,
    place: Place = PLACE,
) -> int:
    """Which source of an engagement carries what: facts, then statements, those that set the sources apart first.

    Parameters
    ----------
    engagement
        The engagement's id, a former id or the start of one.
    json
        One JSON object a row, in the field names of the data contract.
    why
        All words of each source, which words decided, and the sentence that comes nearest where one is silent.
    """
    with opened(place.record) as record:
        line = record.show(engagement)
        if not isinstance(line, EngagementLine):
            raise UsageError("this is no engagement", engagement, "an id from `communique engagements`")
        found = of_record(record, line)
    if json:
        write_json(found.rows)
    else:
        write_card(_drawn(found, why))
    return 0


def _drawn(found: Comparison, why: bool) -> Iterator[Line]:
    e = found.engagement
    yield Line(e.title, 0, "bold")
    yield Line(f"{e.id} · {in_words(e.when)}", 0, "dim")
    yield Line("")
    yield Line(f"Sources ({labels.sources(len(found.sources), found.origins)})", 0, "bold cyan")
    for n, source in enumerate(found.sources, 1):
        d = source.document
        copied = f" · copy of {source.copy_of}" if source.copy_of else ""
        account = labels.ACCOUNTS.get(d.account, d.account)
        title = d.title or d.path
        yield Line(f"[{n}] {d.publisher or 'publisher not stated'} · {labels.label(d.kind)} · {account}{copied}", 1)
        yield Line(f"{title} · {d.id}", 2, "dim")
    for title, rows in (("Facts", found.facts), ("Statements", found.statements)):
        yield Line("")
        yield Line(f"{title} ({len(rows)})", 0, "bold cyan")
        standing = ""
        for row in rows:
            if title == "Statements" and row.standing != standing:
                standing = row.standing
                yield Line(f"— {standing}", 0, "cyan")
            yield from _row(row, why)


def _row(row: Row, why: bool) -> Iterator[Line]:
    who = labels.names(row.speakers)
    head = f"{who}: {row.act} – {row.fact}" if row.act else f"{labels.label(row.kind)}: {row.fact}"
    yield Line(head, 1, "bold")
    for n, cell in enumerate(row.cells, 1):
        yield Line(f"[{n}] {_cell(cell, why)}", 2, STYLES[cell.stance])
        if why:
            if cell.near:
                continue
            yield from (Line(reason, 3, "italic dim") for reason in cell.why if reason)
            yield from (Line(f"nearest: “{e.quote}”", 3, "italic dim") for e in cell.nearest)


def _cell(cell: Cell, why: bool) -> str:
    told = WORDS[cell.stance]
    if cell.near:
        nearest = " … ".join(e.quote for e in cell.nearest)
        return f"not found; nearest: “{nearest if why else labels.shorten(nearest, QUOTE)}”"
    if not cell.carried:
        return told
    words = " … ".join(e.quote for e in cell.evidence)
    value = f" ({cell.value})" if cell.value else ""
    changed = f" · other words: {', '.join(e.quote for e in cell.changed)}" if cell.changed and why else ""
    return f"{told}{value}: “{words if why else labels.shorten(words, QUOTE)}”{changed}"
