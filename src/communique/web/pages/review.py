"""The page of review: the line that matters most, its words in context, what can be decided of it, and what comes next.

Only a server draws it: it holds forms. `web.reviewing` writes what they send.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from communique.errors import NotFound, UsageError
from communique.model.filters import Filters
from communique.model.marks import FAMILIES, FAMILY_OF, EngagementKind, EngagementStatus
from communique.model.reviewing import Case
from communique.model.rulings import Status
from communique.model.spans import Span
from communique.views.aloud import STRENGTHS, aloud
from communique.views.case import ROLES, actor_case, engagement_case, new_case, statement_case
from communique.views.decided import decided, lately, of_line, seen
from communique.views.review import KINDS, Queue, doubts, queue, reason, uses
from communique.web.pages.leaf import Leaf

PAGE = "review"
NEXT, LATELY = 12, 8  # lines shown of what comes next, and of what was decided
LONGEST = 400  # characters of a field of the address
NARROWING = ("kind", "by", "act", "document")  # fields that the queue keeps from line to line

CONFIRM = ("The text says so", "Checked against the source")
REASONS: Mapping[str, Mapping[str, Sequence[str]]] = {  # short common ones; any other can be written
    "statement": {
        "confirm": CONFIRM,
        "reject": ("Nobody says this", "Words of the page, not of the document", "Torn out of its sentence"),
        "correct": ("The text names somebody else", "Another act is meant", "Misread"),
        "commitment": ("A later text says so", "Known from elsewhere"),
    },
    "engagement": {
        "confirm": CONFIRM,
        "reject": ("No engagement is told of here", "Only spoken of, never planned or held"),
        "correct": ("The text gives another day", "Somebody else took part", "Misread"),
        "same": ("Same people, same day", "The sources call it the same"),
        "apart": ("Another day", "Other people"),
    },
    "actor": {
        "same": ("The same person under two names", "The text makes clear who is meant"),
        "apart": ("Two people of one name", "The text means somebody else"),
    },
    "new": {"add": ("The text says so, and the record had it not",)},
    "undo": {"undo": ("A slip of the hand", "Read again, and it is otherwise")},
}


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    fields: Mapping[str, str] = field(default_factory=dict)  # of NARROWING, those that say something
    line: str = ""
    done: tuple[str, ...] = ()  # the rulings that were just made
    late: bool = False  # it does not apply yet
    add: str = ""  # the document to which a statement is to be added
    words: str = ""
    start: int | None = None
    end: int | None = None

    @property
    def kind(self) -> str | None:
        return self.fields.get("kind")

    @property
    def filters(self) -> Filters:
        """Raises UsageError where a field cannot be read."""
        act = self.fields.get("act", "").lower() or None
        if act is not None and act not in FAMILY_OF:
            raise UsageError(f"no act is called “{act}”", "", "one of the list")
        return Filters(by=self.fields.get("by"), act=act, document=self.fields.get("document"))

    @property
    def narrow(self) -> bool:
        return bool(set(self.fields) - {"kind"})

    def address(self, **more: str) -> str:
        """The page with these filters and more fields; an empty one goes."""
        asked = {name: value for name, value in {**self.fields, **more}.items() if value}
        return f"{PAGE}.html" + (f"?{urlencode(asked)}" if asked else "")

    @property
    def query(self) -> str:
        """The filters as a form sends them back."""
        return urlencode(self.fields)


def read(query: Mapping[str, str]) -> Asked:
    given = {name: " ".join(query.get(name, "").split())[:LONGEST] for name in (*NARROWING, "line", "add")}
    fields = {name: given[name] for name in NARROWING if given[name]}
    if fields.get("kind") not in KINDS:
        fields.pop("kind", None)
    words = query.get("words", "")[:LONGEST].strip()
    return Asked(
        fields=fields,
        line=given["line"],
        done=tuple(query.get("done", "").split(",")),
        late="late" in query,
        add=given["add"],
        words=words,
        start=_number(query, "start"),
        end=_number(query, "end"),
    )


def _number(query: Mapping[str, str], name: str) -> int | None:
    value = query.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None


def review(leaf: Leaf, asked: Asked, found: Queue | str, who: str, proof: str) -> str:
    """`found` is the queue, or what is wrong with the question; `who` looks at the page, empty where nobody knows."""
    record = leaf.desk.record
    waiting = found if isinstance(found, Queue) else Queue((), 0, ())
    shown: dict[str, Any] = {"wrong": found if isinstance(found, str) else ""}
    at: Case | None = None
    try:
        if asked.add:
            shown |= {"now": "new", "case": _new(leaf, asked)}
        elif asked.line:
            at = next((case for case in waiting.cases if case.id == asked.line), None)
            shown |= _line(leaf, asked.line)
        elif waiting.cases:
            at = waiting.cases[0]
            shown |= _line(leaf, at.id)
    except (NotFound, UsageError) as error:
        shown["wrong"] = str(error)
    shown = {"now": "", "ruled": (), **shown}
    position = waiting.cases.index(at) + 1 if at in waiting.cases else 0
    coming = waiting.cases[position : position + NEXT]
    done = decided(record, asked.done)
    return leaf.draw(
        "review.html",
        "",
        PAGE,
        asked=asked,
        at=at,
        queue=waiting,
        position=position,
        after=waiting.after(at.id) if at else None,
        before=waiting.before(at.id) if at else None,
        then=_then(waiting, at, asked),
        coming=[(case, _title(leaf, case)) for case in coming],
        done=done,
        unfit=record.rulings.unfit(d.line.id for d in done),
        lately=lately(record, LATELY),
        reasons=REASONS,
        doubts=doubts,
        uses=uses,
        reason=reason,
        aloud=aloud,
        strengths=STRENGTHS,
        roles=ROLES,
        families=FAMILIES,
        kinds=[kind.value for kind in EngagementKind],
        statuses=[status.value for status in EngagementStatus],
        became=[status.value for status in Status],
        who=who,
        proof=proof,
        **shown,
    )


def _then(waiting: Queue, at: Case | None, asked: Asked) -> str:
    """The line to go on with once this one is decided: the next that waits; a line that did not wait is shown again."""
    if at is None:
        return asked.line
    after = waiting.after(at.id)
    return after.id if after else ""


def waiting(leaf: Leaf, asked: Asked) -> Queue:
    """Raises NotFound or UsageError where a filter names nothing."""
    record = leaf.desk.record
    return queue(record, asked.filters, asked.kind, seen(record))


def _line(leaf: Leaf, id_: str) -> dict[str, Any]:
    """The line that an id names, with what stands beside it. Raises NotFound."""
    record = leaf.desk.record
    now = record.resolve(id_)
    if now.startswith("s-") and (statement := leaf.desk.statement(now)):
        leaf.lines.statement.keep([statement])
        ruled = of_line(record, now, (statement.document,))
        return {"now": "statement", "case": statement_case(record, statement), "ruled": ruled}
    if now.startswith("e-") and (engagement := leaf.desk.engagement(now)):
        found = (leaf.desk.discrepancy(one) for one in engagement.discrepancies)
        differ = [one for one in found if one is not None]
        ruled = of_line(record, now, engagement.documents)
        return {"now": "engagement", "case": engagement_case(record, engagement), "differ": differ, "ruled": ruled}
    if now.startswith("a-") and (actor := leaf.desk.actor(now)):
        case = actor_case(record, actor, id_)
        documents = {one.evidence.document for one in case.appearances}
        return {"now": "actor", "case": case, "ruled": of_line(record, now, documents)}
    raise NotFound("nothing under review answers to this id", id_, "the id of a statement, an engagement or an actor")


def _new(leaf: Leaf, asked: Asked) -> object:
    """Words to be added as a statement. Raises NotFound or UsageError where they do not stand in the document."""
    record = leaf.desk.record
    document = record.documents_named(asked.add)[0]
    return new_case(record, document, place(record.text(document), asked.words, asked.start, asked.end))


def place(text: str, words: str, start: int | None, end: int | None = None) -> Span:
    """Where words stand in a text: at `start`, or else where they stand nearest to it. White space may differ.

    Raises UsageError where they do not stand there, or several times and nobody says near what.
    """
    if start is not None and end is not None and 0 <= start < end <= len(text):
        here = text[start:end]
        if here.strip() and (not words or here.split() == words.split()):
            return _whole(text, start + len(here) - len(here.lstrip()), start + len(here.rstrip()))
    found = list(_places(text, words.split()))
    if not found:
        raise UsageError(
            "these words do not stand in the document", f"“{words[:80]}”", "words exactly as the text has them"
        )
    if len(found) > 1 and start is None:
        raise UsageError("these words stand there more than once", f"“{words[:80]}”", "more of them")
    return min(found, key=lambda span: abs(span.start - (start or 0)))


def _whole(text: str, start: int, end: int) -> Span:
    """From the beginning of the first word to the end of the last: whoever selects words may miss a letter."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)


def _places(text: str, words: Sequence[str]) -> Sequence[Span]:
    if not words:
        return []
    return [Span(*found.span()) for found in re.finditer(r"\s+".join(map(re.escape, words)), text)]


def _title(leaf: Leaf, case: Case) -> str:
    """The line in a few words."""
    match case.kind:
        case "statement":
            statement = leaf.desk.statement(case.id)
            if statement is None:
                return case.id
            leaf.lines.statement.keep([statement])
            parts = statement.content or statement.cue or statement.source
            return " … ".join(part.quote for part in parts)
        case "engagement":
            return leaf.lines.engagement[case.id].title if leaf.lines.engagement.get(case.id) else case.id
    found = leaf.desk.record.resolve(case.id)
    actor = leaf.desk.actor(found)
    return actor.name if actor else case.id
