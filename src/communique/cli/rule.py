"""`communique rule`: a person decides. Rulings are kept for good, and undone by another ruling."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from communique.cli.asking import Place
from communique.cli.commitments import known_status
from communique.cli.opening import opened
from communique.cli.terminal import Column, write_json, write_table
from communique.errors import NotFound, UsageError

if TYPE_CHECKING:
    from communique.record import Record

PLACE = Place()
RULINGS = (
    *(Column("id", "dim", whole=True), Column("when", "cyan"), Column("by", "bold"), Column("kind")),
    *(Column("decided", "yellow"), Column("why", long=True)),
)
WHAT = ("commitment", "demand", "undo", "list")


def rule(
    what: str,
    id: str | None = None,
    /,
    *,
    status: str | None = None,
    by: str | None = None,
    why: str | None = None,
    json: Annotated[bool, Parameter(negative="")] = False,
    place: Place = PLACE,
) -> int:
    """Decide what became of a commitment or a demand; who decided, when and why are kept for good.

    `rule commitment ID --status kept --by NAME --why TEXT`, `rule undo RULING --by NAME --why TEXT`, `rule list`. A
    ruling speaks of words in a document, not of an id: it outlives every rebuild, and a finding tells where its words
    are gone. A later ruling on the same words counts instead of it.

    Parameters
    ----------
    what
        commitment, demand, undo or list.
    id
        Of a commitment or a demand, from their listings; to undo, of a ruling.
    status
        kept, broken, in-progress, withdrawn or open.
    by
        Who decides.
    why
        The reason, in words.
    json
        Of the list: one JSON object a line.
    """
    if what not in WHAT:
        raise UsageError(f"nothing is ruled by “{what}”", "rule", ", ".join(WHAT))
    if what == "list":
        return _list(place, json)
    if id is None or not (by or "").strip() or not (why or "").strip():
        raise UsageError(f"rule {what} needs an id, a name and a reason", "rule", "ID --by NAME --why TEXT")
    assert by is not None and why is not None
    if what == "undo":
        with _writing(place.record) as record:
            made = record.deeds.undo(id, by, why)
        print(f"{made}: {id} is undone, says {by}")
        return 0
    if status is None:
        raise UsageError("no status is said", f"rule {what}", "--status kept, broken, in-progress, withdrawn or open")
    decided = known_status(status)
    with _writing(place.record) as record:
        statement = record.resolve(id)
        try:
            made = record.deeds.rule(statement, decided, by, why)
        except KeyError:
            known = "an id from `communique commitments` or `communique demands`"
            raise NotFound("this promises and demands nothing", id, known) from None
    print(f"{made}: {statement} is {decided}, says {by}")
    return 0


def _list(place: Place, json: bool) -> int:
    with opened(place.record) as record:
        lines = record.deeds.rulings()
        if json:
            write_json(lines)
        else:
            rows = (
                (r.id, r.made_at[:16], r.by, r.kind, r.value.get("status", "") or f"undoes {r.undoes}", r.why)
                for r in lines
            )
            write_table(RULINGS, rows)
    return 0


def _writing(path: Path) -> Record:
    from communique.record import Record

    with Record.open(path):  # a record that is missing is not made
        pass
    return Record.open(path, write=True)
