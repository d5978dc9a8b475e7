"""Whether a decision makes sense of the record as it stands; what it says, written out in full.

    written(source, Decision("correct", "d-1", Span(10, 42), {"what": "statement", "act": "demand"}))

Raises UsageError with what, where and what to try; NotFound for a document that is not there.
"""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from communique.errors import NotFound, UsageError
from communique.model.aims import engagements_at, figures_at, statements_at
from communique.model.ids import document_id
from communique.model.marks import FAMILY_OF, ActorKind, EngagementKind, EngagementStatus, Figure, Marks
from communique.model.rulings import PARTIES, Decision, Other, RulingKind, Status, Value, What, Who
from communique.model.spans import Span
from communique.record import rulings, writing
from communique.record.lines.asking import Source

ROLES = ("host", "guest", "participant")
LONGEST = 200  # characters of words that name somebody
PERSONS = frozenset({ActorKind.PERSON, ActorKind.OFFICE})  # who may be one: an office is held by a person
GROUPS = frozenset({ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.BODY})
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


def written(source: Source, decision: Decision) -> Value:
    """The value of a decision with the words at each of its places, after checking that it can be applied."""
    value = value_of(decision.value)
    kind = decision.kind
    if kind == RulingKind.ADD and value.what is None:
        value = msgspec.structs.replace(value, what=What.STATEMENT)
    if (kind, value.what) not in KNOWN:
        about = f" of {_article(value.what)}" if value.what else ""
        raise UsageError(f"nobody rules “{kind}”{about}", "rule", ", ".join(RulingKind))
    text = _text(source, decision.document)
    check_span(text, decision.span, decision.document)
    _only(kind, value)
    marks = writing.marks(source.db, decision.document)
    raw = writing.raw_marks(source.db, decision.document)
    if kind == RulingKind.COMMITMENT:
        if not rulings.deeds_at(source.db, decision.document, decision.span):
            raise NotFound("this promises and demands nothing", str(decision.span.of(text)), "other words")
        _one_of("status", value.status, tuple(Status))
        return value
    if kind == RulingKind.ADD:
        return _addition(value, marks, text, decision)
    if kind in (RulingKind.SAME, RulingKind.APART):
        return _joint(source, value, marks, decision)
    found = _targets(value, marks, decision.span, text) or _targets(value, raw, decision.span, text)
    if len(found) != 1:
        noun = (value.what or What.STATEMENT).value
        what = f"several {noun}s stand there" if found else f"no {noun} stands there"
        raise UsageError(what, _quoted(text, decision.span), f"the id of the {noun}, or `which`")
    return _corrected(value, marks, text, decision) if kind == RulingKind.CORRECT else value


def _article(what: What) -> str:
    return f"{'an' if what in (What.ACTOR, What.ENGAGEMENT) else 'a'} {what.value}"


def _text(source: Source, document: str) -> str:
    if source.db.value("SELECT 1 FROM document WHERE id = ?", [document]) is None:
        raise NotFound("no document answers to this id", document, "an id from `communique documents`")
    if source.db.value("SELECT 1 FROM marks WHERE document = ?", [document]) is None:
        raise UsageError("the document is not marked", document, "communique add, which goes on where it stopped")
    return source.texts.text(document)


def check_span(text: str, span: Span, where: str) -> None:
    if not 0 <= span.start < span.end <= len(text):
        what = f"characters {span.start}-{span.end} lie outside its {len(text)} characters"
        raise UsageError(what, where, "a place in the text")
    if not span.of(text).strip():
        raise UsageError(f"nothing stands at characters {span.start}-{span.end}", where, "a place with words")


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


def _targets(value: Value, marks: Marks, span: Span, text: str) -> list[int]:
    if value.what is What.STATEMENT:
        return statements_at(marks, span, value.which, text)
    return engagements_at(marks, span, value.which)


def _addition(value: Value, marks: Marks, text: str, decision: Decision) -> Value:
    _one_of("act", value.act, tuple(FAMILY_OF))
    if not value.speakers:
        raise UsageError("nobody is named who says it", _quoted(text, decision.span), "speakers")
    cue = value.cue and _worded(value.cue, text, decision.document)
    value = msgspec.structs.replace(value, cue=cue)
    return _corrected(value, marks, text, decision)


def _corrected(value: Value, marks: Marks, text: str, decision: Decision) -> Value:
    """With the words of everybody who is named. Raises UsageError for what cannot be."""
    if value.what is What.STATEMENT and value.act is not None:
        _one_of("act", value.act, tuple(FAMILY_OF))
    if value.what is What.ENGAGEMENT:
        if value.kind is not None:
            _one_of("kind", value.kind, tuple(EngagementKind))
        if value.status is not None:
            _one_of("status", value.status, tuple(EngagementStatus))
        _days(value)
    named: dict[str, tuple[Who, ...]] = {}
    for field in (*PARTIES, "participants"):
        people: tuple[Who, ...] | None = getattr(value, field)
        if people is None:
            continue
        named[field] = tuple(_named(who, marks, text, decision.document) for who in people)
        for who in people:
            if field == "participants" and who.role:
                _one_of("role", who.role, ROLES)
            elif who.role:
                raise UsageError(f"{field} have no role", who.role, "without it")
    return msgspec.structs.replace(value, **named)


def _named(who: Who, marks: Marks, text: str, document: str) -> Who:
    who = _worded(who, text, document)
    if len(who.words) > LONGEST or not any(c.isalpha() for c in who.words):
        raise UsageError("nobody is named there", f"“{rulings.short(who.words)}”", "the words of a name")
    if figures_at(marks, Span(who.start, who.end)) == ():
        raise UsageError("the text does not tell who that is", f"“{who.words}”", "the words of a name")
    if who.kind:
        _one_of("kind", who.kind, tuple(ActorKind))
    return who


def _worded(who: Who, text: str, document: str) -> Who:
    span = Span(who.start, who.end)
    check_span(text, span, document)
    words = span.of(text)
    if who.words not in ("", words):
        what = f"“{rulings.short(who.words)}” does not stand at characters {who.start}-{who.end}"
        raise UsageError(what, document, f"“{rulings.short(words)}”, which does")
    return msgspec.structs.replace(who, words=words)


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
        if len(said) == len("2031-02-03"):
            return datetime.combine(date.fromisoformat(said), datetime.min.time())
        return datetime.fromisoformat(said)
    except ValueError:
        raise UsageError("this is no day and no time", said, "2031-02-03 or 2031-02-03T10:30") from None


def _joint(source: Source, value: Value, marks: Marks, decision: Decision) -> Value:
    """With the words of the other place. Raises UsageError where one of the two names nothing that can be one."""
    if value.other is None:
        raise UsageError(f"“{decision.kind}” needs another place", decision.document, "other")
    document = document_id(value.other.digest)
    there = _text(source, document)
    span = Span(value.other.start, value.other.end)
    check_span(there, span, document)
    if value.other.words not in ("", span.of(there)):
        raise UsageError(f"“{rulings.short(value.other.words)}” does not stand there", document, "its place")
    before, after = rulings.around(there, span)
    other = Other(value.other.digest, span.start, span.end, span.of(there), before, after, which=value.other.which)
    others = writing.marks(source.db, document)
    text = source.texts.text(decision.document)
    if value.what is What.ENGAGEMENT:
        one, two = engagements_at(marks, decision.span, value.which), engagements_at(others, span, other.which)
        for found, words in ((one, _quoted(text, decision.span)), (two, _quoted(there, span))):
            if len(found) != 1:
                what = "several engagements begin there" if found else "no engagement begins there"
                raise UsageError(what, words, "the id of an engagement")
    else:
        one, two = list(_figure(marks, decision.span, text)), list(_figure(others, span, there))
        if decision.kind == RulingKind.SAME:
            _may_be_one(marks.figures[one[0]], others.figures[two[0]])
    if (decision.document, one[0]) == (document, two[0]):
        raise UsageError("both places mean the same", _quoted(text, decision.span), "two that differ")
    return msgspec.structs.replace(value, other=other)


def _figure(marks: Marks, span: Span, text: str) -> tuple[int, ...]:
    found = figures_at(marks, span)
    if found is None or len(found) != 1:
        what = "these words name several" if found else "no mention stands there that names one"
        raise UsageError(what, _quoted(text, span), "a mention of the one that is meant")
    return found


def _may_be_one(a: Figure, b: Figure) -> None:
    alike = any({a.kind, b.kind} <= kinds for kinds in (PERSONS, GROUPS))
    if not alike:
        raise UsageError(f"a {a.kind} and a {b.kind} cannot be one", f"{a.name} and {b.name}", "two of a kind")
    if a.key is not None and b.key is not None and a.key != b.key:
        raise UsageError("the lexicon knows these as two", f"{a.name} and {b.name}", "a lexicon of your own")


def _one_of(what: str, given: str | None, known: tuple[str, ...]) -> None:
    if given not in known:
        raise UsageError(f"no {what} is called “{given or ''}”", "rule", ", ".join(known))


def _quoted(text: str, span: Span) -> str:
    return f"“{rulings.short(span.of(text))}”"
