"""The form of review: what it sends becomes rulings, the record is brought up to date, and the next line comes.

A face may not join the stages: whoever starts the server gives `settle`, which brings rows and links up to date. It
says False where another version of the program linked the record: the rulings are kept, and apply with the next `add`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from threading import Lock
from urllib.parse import parse_qsl, urlencode
from weakref import WeakKeyDictionary

from communique.errors import NotFound, UsageError
from communique.model.record import EngagementLine, StatementLine
from communique.model.reviewing import Person
from communique.model.rulings import Decision, RulingKind, Status
from communique.model.spans import Span
from communique.record import Record
from communique.record.desk import Desk
from communique.views.case import ROLES, engagement_case, statement_case
from communique.views.decided import line_of
from communique.views.review import Queue
from communique.web.pages import review
from communique.web.pages.leaf import Leaf
from communique.web.pages.review import NARROWING, PAGE, Asked, place
from communique.web.serving.writing import Form

Settle = Callable[[Record], bool]
Fields = Mapping[str, str]

PATH = f"{PAGE}.html"
NOBODY = "local"  # what the server calls whoever sits at this machine
MADE = 50  # rulings of one decision that the next page can undo together
TICKED, CHOSEN = "w.", "r."  # fields of the tables of people: w.speakers.120-131, r.120-131


def forms(settle: Settle) -> dict[str, Form]:
    """The pages with forms, by path."""
    return {PATH: Form(partial(_draw, Queues()), partial(_write, settle))}


class Queues:
    """The queue of each reading desk, as long as nobody writes to its record."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: WeakKeyDictionary[Desk, tuple[tuple[int, str], Queue]] = WeakKeyDictionary()

    def of(self, leaf: Leaf, asked: Asked) -> Queue:
        """Raises NotFound or UsageError where a filter names nothing."""
        key = (leaf.desk.version(), asked.query)
        with self._lock:
            kept = self._kept.get(leaf.desk)
        if kept is None or kept[0] != key:
            kept = key, review.waiting(leaf, asked)
            with self._lock:
                self._kept[leaf.desk] = kept
        return kept[1]


def _draw(queues: Queues, leaf: Leaf, query: Mapping[str, str], who: str, proof: str) -> str:
    asked = review.read(query)
    found: Queue | str
    try:
        found = queues.of(leaf, asked)
    except (NotFound, UsageError) as error:
        found = str(error)
    return review.review(leaf, asked, found, "" if who == NOBODY else who, proof)


def _write(settle: Settle, record: Record, form: Fields, by: str) -> str:
    """Raises NotFound or UsageError, and then nothing was written."""
    kind, _, reason = form.get("do", "").partition("|")
    why = form.get("why", "").strip() or reason.strip()
    if not why:
        raise UsageError("a decision needs a reason", "", "one of those offered, or words of your own")
    if by == NOBODY:
        raise UsageError("a decision needs a name", "", "yours")
    made = _decide(record, kind, form, by, why)
    late = [] if settle(record) else [("late", "1")]
    made = made[:MADE]  # of the many accounts of an engagement the first: the page lists the others
    back = [(name, value) for name, value in parse_qsl(form.get("back", "")) if name in NARROWING]
    first = {"undo": form.get("ruling", "").split(",")[0], "add": made[0]}.get(kind)
    then = _of(record, first) if first else form.get("then", "")
    line = [("line", then)] if _known(record, then) else []
    return f"/{PATH}?{urlencode([*back, *line, ('done', ','.join(made)), *late])}#done"


def _of(record: Record, ruling: str) -> str:
    """The line of which a ruling speaks: what is undone, or added, is shown again."""
    found = next((line for line in record.rulings.every() if line.id == ruling), None)
    return (line_of(record, found) if found else None) or ""


def _known(record: Record, id_: str) -> bool:
    try:
        return bool(id_) and record.resolve(id_) != ""
    except (NotFound, UsageError):
        return False


def _decide(record: Record, kind: str, form: Fields, by: str, why: str) -> list[str]:
    """Writes what was decided; the ids of the rulings."""
    line = form.get("line", "")
    match kind:
        case "undo":
            return [record.rulings.undo(ruling, by, why) for ruling in form.get("ruling", "").split(",")]
        case "confirm" | "reject":
            return _rule(record, record.rulings.decisions(kind, line), by, why)
        case "correct" if record.resolve(line).startswith("e-"):
            return _rule(record, _engagement(record, line, form), by, why)
        case "correct":
            return _rule(record, record.rulings.decisions(kind, line, _statement(record, line, form)), by, why)
        case "commitment":
            return [_became(record, record.resolve(line), form.get("status", ""), by, why)]
        case "same" | "apart":
            other = form.get("other-id", "").strip() or form.get("other", "")
            return _rule(record, [record.rulings.joining(kind, line, _other(record, line, other))], by, why)
        case "add":
            return _rule(record, [_addition(record, form)], by, why)
    raise UsageError(f"nobody decides “{kind}” here", "", "one of the buttons")


def _rule(record: Record, decisions: Iterable[Decision], by: str, why: str) -> list[str]:
    return [record.rulings.make(decision, by, why) for decision in decisions]


def _became(record: Record, line: str, status: str, by: str, why: str) -> str:
    if status not in tuple(Status):
        raise UsageError(f"no status is called “{status}”", "", ", ".join(Status))
    try:
        return record.deeds.rule(line, status, by, why)
    except KeyError:
        raise NotFound("this promises and demands nothing", line, "a commitment or a demand") from None


def _other(record: Record, line: str, named: str) -> str:
    """The id of the other one: as given, of the page whose address is given, or of the one actor of that name."""
    last = named.rsplit("/", 1)[-1].removesuffix(".html")
    if not last:
        raise UsageError("which other one?", "", "one of the list, a name or an id")
    if re.fullmatch(r"[ae]-[0-9a-f]+", last) or not line.startswith("a-"):
        return last
    found = record.actors_named(named)
    if len(found) != 1:
        what = "several have that name" if found else "nobody in the record has that name"
        raise UsageError(what, named, ", ".join(id_ for id_, _ in found[:5]) or "an id from `communique actors`")
    return found[0][0]


# what the fields say


def _statement(record: Record, id_: str, form: Fields) -> dict[str, object]:
    """What changes of a statement. Raises UsageError where nothing does."""
    line = record.show(id_)
    if not isinstance(line, StatementLine):
        raise NotFound("this is no statement", id_, "its id")
    case = statement_case(record, line)
    changes: dict[str, object] = {}
    if form.get("act") and form["act"] != line.act:
        changes["act"] = form["act"]
    if ("negated" in form) != line.negated:
        changes["negated"] = "negated" in form
    for role in ROLES:
        had = {_key(person) for person in case.people if person.actor in case.taking[role]}
        ticked = [key for key in _keys(form, f"{TICKED}{role}.") if key]
        if set(ticked) != had:
            changes[role] = _people(record, line.document, ticked, form, case.context.span.start)
    if not changes:
        raise UsageError("nothing is changed", "", "to confirm it, where it is right")
    return changes


def _engagement(record: Record, id_: str, form: Fields) -> list[Decision]:
    """What changes of an engagement, by the source that tells of it first. Raises UsageError where nothing does."""
    line = record.show(id_)
    if not isinstance(line, EngagementLine):
        raise NotFound("this is no engagement", id_, "its id")
    case = engagement_case(record, line)
    changes: dict[str, object] = {}
    now = {"kind": case.line.kind, "status": case.line.status}
    changes |= {name: form[name] for name, value in now.items() if form.get(name, value) != value}
    begin, end = form.get("from", "").strip(), form.get("to", "").strip()
    known = (case.line.when.from_ or "", case.line.when.to or "")
    if (begin, end) != known and (begin or end != known[1]):
        changes |= {"from": begin, "to": end or begin} if begin else {"to": end}
    had = {_key(person): case.roles[person.actor] for person in case.people if person.actor in case.roles}
    chosen = {key: form[CHOSEN + key] for key in _keys(form, CHOSEN) if form[CHOSEN + key]}
    if chosen != had and case.tellings:
        own = case.tellings[0]
        found = _people(record, own.evidence.document, list(chosen), form, own.evidence.start)
        changes["participants"] = [{**who, "role": chosen[key]} for who, key in zip(found, chosen, strict=True)]
    if not changes:
        raise UsageError("nothing is changed", "", "to confirm it, where it is right")
    return record.rulings.decisions(RulingKind.CORRECT, case.tellings[0].id if case.tellings else id_, changes)


def _addition(record: Record, form: Fields) -> Decision:
    document = record.documents_named(form.get("document", ""))[0]
    text = record.text(document)
    try:
        span = Span(int(form.get("start", "")), int(form.get("end", "")))
    except ValueError:
        raise UsageError("no words are chosen", document, "to select them in the document") from None
    value: dict[str, object] = {"what": "statement", "act": form.get("act", "")}
    for role in ROLES:
        ticked = _keys(form, f"{TICKED}{role}.")
        if ticked:
            value[role] = _people(record, document, ticked, form, span.start)
    if form.get("cue", "").strip():
        value["cue"] = _who(text, place(text, form["cue"], span.start))
    return Decision(RulingKind.ADD, document, span, value)


def _keys(form: Fields, prefix: str) -> list[str]:
    """The rows of a table of people that are ticked or chosen: `120-131`, or `words`."""
    return [name.removeprefix(prefix) for name, value in form.items() if name.startswith(prefix) and value]


def _key(person: Person) -> str:
    return f"{person.span.start}-{person.span.end}"


def _people(record: Record, document: str, keys: Iterable[str], form: Fields, near: int) -> list[dict[str, object]]:
    """Those rows as words of the text. Raises UsageError where the other words do not stand in it."""
    text = record.text(document)
    found = []
    for key in keys:
        if key == "words":
            found.append(_who(text, place(text, form.get("words", ""), near)))
            continue
        place_ = re.fullmatch(r"(\d{1,9})-(\d{1,9})", key, re.ASCII)
        span = Span(int(place_[1]), int(place_[2])) if place_ else Span(0, 0)
        if not span.start < span.end <= len(text):
            raise UsageError("these words do not stand in the document", key[:40], "the page once more")
        found.append(_who(text, span))
    return found


def _who(text: str, span: Span) -> dict[str, object]:
    return {"start": span.start, "end": span.end, "words": span.of(text)}
