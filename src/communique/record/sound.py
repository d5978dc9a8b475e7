"""Whether a ruling says something that rulings can say, whatever the text: its fields, days, roles, name and reason.

    said("correct", {"what": "statement", "act": "demand"})    # Value(what=What.STATEMENT, act="demand")
    check(ruling)                                              # one out of a file

Raises UsageError with what, where and what to try. A ruling is kept for good, so nothing else may get in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec

from communique.errors import UsageError
from communique.model.marks import FAMILY_OF, ActorKind, EngagementKind, EngagementStatus
from communique.model.rulings import PARTIES, Other, Ruling, RulingKind, Status, Value, What, Who

ROLES = ("host", "guest", "participant")
LONGEST_NAME, LONGEST_REASON = 200, 2000  # characters of who rules, and why
FARTHEST = 2**31  # no text is longer
UNSEEN = ("Cc", "Cs", "Zl", "Zp")  # categories of characters that end a line or command a terminal
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # what turns the words around it
DIGEST = re.compile(r"[0-9a-f]{64}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:[+-]\d\d:\d\d)?)?")
DECIDED: dict[tuple[str, What | None], tuple[str, ...]] = {  # beside `what`, `which` and what else says where
    (RulingKind.CORRECT, What.STATEMENT): ("act", "negated", *PARTIES),
    (RulingKind.CORRECT, What.ENGAGEMENT): ("kind", "status", "from_", "to", "participants"),
    (RulingKind.ADD, What.STATEMENT): ("act", "negated", *PARTIES, "cue"),
    (RulingKind.COMMITMENT, None): ("status",),
}
KNOWN: dict[tuple[str, What | None], tuple[str, ...]] = {
    **{(kind, what): () for kind in ("confirm", "reject", "correct") for what in (What.STATEMENT, What.ENGAGEMENT)},
    **{(kind, what): () for kind in ("same", "apart") for what in (What.ACTOR, What.ENGAGEMENT)},
    **DECIDED,
}


def value_of(value: dict[str, object]) -> Value:
    """What a ruling's JSON says. Raises UsageError for what no ruling says."""
    try:
        return msgspec.convert(value, Value)
    except msgspec.ValidationError as error:
        raise UsageError(f"a ruling cannot say this ({error})", "rule", "the fields in the guide to review") from None


def said(kind: str, given: dict[str, object]) -> Value:
    """What a ruling of this kind says, after checking that it decides that and no more."""
    value = value_of(given)
    if kind == RulingKind.ADD and value.what is None:
        value = msgspec.structs.replace(value, what=What.STATEMENT)
    if (kind, value.what) not in KNOWN:
        about = f" of {_article(value.what)}" if value.what else ""
        raise UsageError(f"nobody rules “{kind}”{about}", "rule", ", ".join(RulingKind))
    _only(kind, value)
    if value.which is not None and (value.which.nth or 0) < 0:
        raise UsageError(f"nothing is number {value.which.nth}", "which", "0 for the first")
    if kind == RulingKind.COMMITMENT:
        one_of("status", value.status, tuple(Status))
    if kind in (RulingKind.SAME, RulingKind.APART) and value.other is None:
        raise UsageError(f"“{kind}” needs another place", "rule", "other")
    if kind == RulingKind.ADD:
        one_of("act", value.act, tuple(FAMILY_OF))
        if not value.speakers:
            raise UsageError("nobody is named who says it", "rule add", "speakers")
    if kind == RulingKind.CORRECT:
        _corrected(value)
    _people(value)
    return value


def check(ruling: Ruling) -> None:
    """Raises UsageError where a ruling out of a file says what none can say, or speaks of no words."""
    one_of("kind", ruling.kind, tuple(RulingKind))
    if (ruling.kind == RulingKind.UNDO) != (ruling.undoes is not None):
        raise UsageError(f"“{ruling.kind}” undoes {ruling.undoes or 'nothing'}")
    named: list[Who | Other] = []
    if ruling.kind != RulingKind.UNDO:
        named = list(_places(said(ruling.kind, ruling.value)))
    elif ruling.value:
        raise UsageError("what undoes another decides nothing else")
    if signed(ruling.by, ruling.why) != (ruling.by, ruling.why):
        raise UsageError("its name and its reason are not one line each")
    try:
        made = datetime.fromisoformat(ruling.made_at)
    except ValueError:
        made = None
    if made is None or made.utcoffset() != timedelta(0) or not ruling.made_at.endswith("+00:00"):
        raise UsageError("it does not say when it was made, as 2031-02-03T10:30:00+00:00")
    for digest in (ruling.digest, *(one.digest for one in named if isinstance(one, Other))):
        if not DIGEST.fullmatch(digest):
            raise UsageError("it names no document by the digest of its bytes")
    for start, end, words in (
        (ruling.span.start, ruling.span.end, ruling.words),
        *((one.start, one.end, one.words) for one in named),
    ):
        if not 0 <= start < end < FARTHEST or len(words) != end - start or not words.strip():
            raise UsageError("it speaks of no words")


def signed(by: str, why: str) -> tuple[str, str]:
    """A name and a reason, each in one line. Raises UsageError where one is missing or too long."""
    by, why = _line(by), _line(why)
    if not by or not why:
        raise UsageError("a ruling needs a name and a reason", "rule", "--by NAME --why TEXT")
    for text, longest, what in ((by, LONGEST_NAME, "name"), (why, LONGEST_REASON, "reason")):
        if len(text) > longest:
            raise UsageError(f"this {what} has {len(text):,} characters", "rule", f"one of {longest:,} at most")
    return by, why


def one_of(what: str, given: str | None, known: tuple[str, ...]) -> None:
    """Raises UsageError where something is called as nobody calls it."""
    if given not in known:
        raise UsageError(f"no {what} is called “{given or ''}”", "rule", ", ".join(known))


def _line(text: str) -> str:
    seen = (" " if unicodedata.category(c) in UNSEEN or c in TURNING else c for c in text)
    return " ".join("".join(seen).split())


def _article(what: What) -> str:
    return f"{'an' if what in (What.ACTOR, What.ENGAGEMENT) else 'a'} {what.value}"


def _only(kind: str, value: Value) -> None:
    """Nothing is said that this kind of ruling does not decide."""
    fields = DECIDED.get((RulingKind(kind), value.what), ())
    places = {"what", "which"} | ({"other"} if kind in (RulingKind.SAME, RulingKind.APART) else set())
    given = {name for name in value.__struct_fields__ if getattr(value, name) is not None}
    extra = sorted(name.rstrip("_") for name in given - places - set(fields))
    if extra:
        raise UsageError(f"“{kind}” does not decide {', '.join(extra)}", "rule", ", ".join(fields) or "without it")
    if fields and not given & set(fields):
        raise UsageError(f"nothing is said that “{kind}” decides", "rule", ", ".join(f.rstrip("_") for f in fields))


def _corrected(value: Value) -> None:
    if value.what is What.STATEMENT and value.act is not None:
        one_of("act", value.act, tuple(FAMILY_OF))
    if value.what is What.ENGAGEMENT:
        if value.kind is not None:
            one_of("kind", value.kind, tuple(EngagementKind))
        if value.status is not None:
            one_of("status", value.status, tuple(EngagementStatus))
        _days(value)


def _people(value: Value) -> None:
    for field in (*PARTIES, "participants"):
        people: tuple[Who, ...] = getattr(value, field) or ()
        for who in people:
            if field == "participants" and who.role:
                one_of("role", who.role, ROLES)
            elif who.role:
                raise UsageError(f"{field} have no role", who.role, "without it")
            if who.kind:
                one_of("kind", who.kind, tuple(ActorKind))


def _places(value: Value) -> Iterator[Who | Other]:
    """Every place in a text of which a value speaks."""
    for field in (*PARTIES, "participants"):
        yield from getattr(value, field) or ()
    for one in (value.cue, value.other):
        if one is not None:
            yield one


def _days(value: Value) -> None:
    if value.to is not None and value.from_ is None:
        raise UsageError("its end is said and not its beginning", value.to, "from, and to if it is another day")
    begin, end = _moment(value.from_), _moment(value.to or value.from_)
    if begin is not None and end is not None and (begin.date() > end.date()):
        raise UsageError("it ends before it begins", f"{value.from_} to {value.to}", "the earlier day first")


def _moment(said: str | None) -> datetime | None:
    if said is None:
        return None
    try:
        if MOMENT.fullmatch(said):
            return datetime.fromisoformat(said)
    except ValueError:
        pass  # as what is no moment at all
    raise UsageError("this is no day and no time", said, "2031-02-03 or 2031-02-03T10:30")
