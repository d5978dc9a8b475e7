"""`communique rule`: a person decides. Rulings are kept for good, and undone by another ruling."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from communique.cli.asking import Place
from communique.cli.commitments import known_status
from communique.cli.opening import opened
from communique.cli.ruling import Changes, addition, decisions
from communique.cli.terminal import Column, Line, write_card, write_json, write_table
from communique.errors import InputError, NotFound, UsageError

if TYPE_CHECKING:
    from communique.model.rulings import RulingLine
    from communique.record import Record
    from communique.views.agreement import AgreementLine

PLACE = Place()
CHANGES = Changes()
RULINGS = (
    *(Column("id", "dim", whole=True), Column("when", "cyan"), Column("by", "bold"), Column("kind")),
    *(Column("words", most=40), Column("decided", "yellow"), Column("why", long=True)),
)
ON_LINES = ("confirm", "reject", "correct")
ON_TWO = ("same", "apart")
ON_DEEDS = ("commitment", "demand")
READING = ("list", "export", "agreement")
WHAT = (*ON_LINES, "add", *ON_TWO, *ON_DEEDS, "undo", *READING, "import")


def rule(
    what: str,
    id: str | None = None,
    other: str | None = None,
    /,
    *,
    changes: Changes = CHANGES,
    by: str | None = None,
    why: str | None = None,
    json: Annotated[bool, Parameter(negative="")] = False,
    place: Place = PLACE,
) -> int:
    """Decide what is right; who decided, when and why are kept for good, and the record follows at once.

    `rule confirm ID`, `rule reject ID` and `rule correct ID --act demand --speaker "Ada Orlan"` speak of a statement or
    an engagement; `rule add DOCUMENT --words "…" --act … --speaker …` makes words of a document a statement;
    `rule same ID OTHER` and `rule apart ID OTHER` join or part two actors or engagements; `rule commitment ID --status
    kept` (or `demand`) says what became of it; `rule undo RULING` takes a ruling back. Each needs `--by NAME --why
    TEXT`. `rule list`, `rule agreement`, `rule export FILE` and `rule import FILE` show and share them.

    A ruling speaks of words in a document, not of an id: it outlives every rebuild, and a finding tells where it fits
    no more.

    Parameters
    ----------
    what
        confirm, reject, correct, add, same, apart, commitment, demand, undo, list, agreement, export or import.
    id
        Of what is decided, from any listing; to undo, of a ruling; to add, of a document; to export and import, a file.
    other
        Of same and apart: the id of the other one.
    by
        Who decides.
    why
        The reason, in words.
    json
        Of list and agreement: one JSON object a line.
    """
    from communique.record.sound import signed

    if what not in WHAT:
        raise UsageError(f"nothing is ruled by “{what}”", "rule", ", ".join(WHAT))
    if what in READING:
        return _read(what, id, place, json)
    if what == "import":
        return _import(id, place)
    if id is None or not (by or "").strip() or not (why or "").strip():
        raise UsageError(f"rule {what} needs an id, a name and a reason", "rule", "ID --by NAME --why TEXT")
    by, why = signed(by or "", why or "")
    if what in ON_DEEDS:
        return _deed(what, id, changes.status, by, why, place)
    if what in ON_TWO and other is None:
        raise UsageError(f"rule {what} needs two ids", "rule", f"{what} ID OTHER --by NAME --why TEXT")
    if (what not in ON_TWO and other is not None) or (what not in ("correct", "add") and changes != CHANGES):
        raise UsageError(f"rule {what} does not take all that is given", "rule", "communique rule --help")

    def made(record: Record) -> list[str]:
        if what == "undo":
            return [record.rulings.undo(id, by, why)]
        if what == "add":
            found = [addition(record, id, changes)]
        elif what in ON_TWO:
            found = [record.rulings.joining(what, id, other or "")]
        else:
            found = decisions(record, what, id, changes)
        return [record.rulings.make(decision, by, why) for decision in found]

    told = {"same": f"is the same as {other}", "apart": f"is another than {other}", "undo": "is undone"}
    told["add"] = f"says “{changes.words}”"
    return _ruled(place, made, f"{id} {told.get(what, f'is {what}ed')}, says {by}")


def _ruled(place: Place, make: Callable[[Record], Iterable[str]], told: str) -> int:
    """Writes rulings and brings the record up to date with them, all or nothing."""
    from communique.pipeline.ruling import settle

    with _writing(place.record) as record, record.transaction():
        ids = list(make(record))
        settled = settle(record)
        unfit = record.rulings.unfit(ids)
    print(f"{', '.join(ids)}: {told}")
    for reason in unfit:
        print(f"it is kept and does not apply: {reason}", file=sys.stderr)
    if not settled:
        print("it applies when `communique add` has done what is still to be done", file=sys.stderr)
    return 0


def _deed(what: str, id: str, status: str | None, by: str, why: str, place: Place) -> int:
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


def _read(what: str, file: str | None, place: Place, json: bool) -> int:
    from communique.views.agreement import agreement

    with opened(place.record) as record:
        if what == "export":
            return _export(record.rulings.export(), file)
        if what == "agreement":
            lines = agreement(record.rulings.standing())
            if json:
                write_json(lines)
            else:
                write_card(part for line in lines for part in _agreement(line))
            return 0
        rulings = list(record.rulings.every())
        if json:
            write_json(rulings)
        else:
            write_table(RULINGS, (_row(line) for line in rulings))
    return 0


def _row(line: RulingLine) -> tuple[str, ...]:
    decided = f"undoes {line.undoes}" if line.undoes else decided_of(line)
    return (line.id, line.made_at[:16], line.by, line.kind, line.words, decided, line.why)


def decided_of(line: RulingLine) -> str:
    """What a ruling decides, in short: `act demand, speakers Ada Orlan`."""
    said = []
    for name, value in sorted(line.value.items()):
        if name in ("what", "which"):
            continue
        if name == "other":
            said.append(f"and “{value['words']}”")
        elif isinstance(value, list):
            said.append(f"{name} {', '.join(one['words'] for one in value) or 'nobody'}")
        elif isinstance(value, dict):
            said.append(f"{name} “{value['words']}”")
        else:
            said.append(f"{name} {value}" if name != "status" or "what" in line.value else str(value))
    return ", ".join(said)


def _agreement(line: AgreementLine) -> Iterable[Line]:
    kappa = (
        "not defined, for both decided the same of everything"
        if line.kappa is None
        else f"{line.kappa:.2f} (Cohen's kappa)"
    )
    yield Line(f"{line.about}: {line.by[0]} and {line.by[1]}", 0, "bold")
    yield Line(f"{line.agreed} of {line.things}, {100 * line.share:.0f} %", 1, name="agreed")
    yield Line(kappa, 1, name="kappa")
    for one in line.disagreements:
        words = f"{one.document} {one.start}-{one.end} “{one.words}”: {one.decided[0]} / {one.decided[1]}"
        yield Line(words, 1, name="differs")
    yield Line("")


def _export(lines: Iterable[str], file: str | None) -> int:
    text = "".join(f"{line}\n" for line in lines)
    if file is None or file == "-":
        sys.stdout.write(text)
        return 0
    try:
        Path(file).write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"the file cannot be written ({error.strerror})", file, "another path") from None
    print(f"{text.count(chr(10))} rulings are in {file}")
    return 0


def _import(file: str | None, place: Place) -> int:
    from communique.pipeline.ruling import settle

    if file is None:
        raise UsageError("no file is named", "rule import", "rule import FILE")
    try:
        lines = sys.stdin.readlines() if file == "-" else Path(file).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        told = getattr(error, "strerror", None) or "not text"
        raise InputError(f"the rulings cannot be read ({told})", file, "a file of rule export") from None
    with _writing(place.record) as record, record.transaction():
        new = record.rulings.take_in(lines, file)
        settled = settle(record)
    print(f"{new} new rulings of {sum(1 for line in lines if line.strip())}")
    if not settled:
        print("they apply when `communique add` has done what is still to be done", file=sys.stderr)
    return 0


def _writing(path: Path) -> Record:
    from communique.record import Record

    with Record.open(path):  # a record that is missing is not made
        pass
    return Record.open(path, write=True)
