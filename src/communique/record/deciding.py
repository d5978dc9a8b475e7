"""Whether a decision makes sense of the record as it stands; what it says, written out in full.

    written(source, Decision("correct", "d-1", Span(10, 42), {"what": "statement", "act": "demand"}))

Raises UsageError with what, where and what to try; NotFound for a document that is not there.
"""

from __future__ import annotations

import msgspec

from communique.errors import NotFound, UsageError
from communique.model.aims import engagements_at, figures_at, statements_at
from communique.model.ids import document_id
from communique.model.marks import ActorKind, Figure, Marks
from communique.model.rulings import PARTIES, Decision, Other, RulingKind, Value, What, Who
from communique.model.spans import Span
from communique.record import rulings, writing
from communique.record.lines.asking import Source
from communique.record.sound import said

LONGEST = 200  # characters of words that name somebody
PERSONS = frozenset({ActorKind.PERSON, ActorKind.OFFICE})  # who may be one: an office is held by a person
GROUPS = frozenset({ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.BODY})


def written(source: Source, decision: Decision) -> Value:
    """The value of a decision with the words at each of its places, after checking that it can be applied."""
    kind = decision.kind
    value = said(kind, decision.value)
    text = _text(source, decision.document)
    check_span(text, decision.span, decision.document)
    marks = writing.marks(source.db, decision.document)
    raw = writing.raw_marks(source.db, decision.document)
    if kind == RulingKind.COMMITMENT:
        if not rulings.deeds_at(source.db, decision.document, decision.span):
            raise NotFound("this promises and demands nothing", str(decision.span.of(text)), "other words")
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


def _targets(value: Value, marks: Marks, span: Span, text: str) -> list[int]:
    if value.what is What.STATEMENT:
        return statements_at(marks, span, value.which, text)
    return engagements_at(marks, span, value.which)


def _addition(value: Value, marks: Marks, text: str, decision: Decision) -> Value:
    cue = value.cue and _worded(value.cue, text, decision.document)
    value = msgspec.structs.replace(value, cue=cue)
    return _corrected(value, marks, text, decision)


def _corrected(value: Value, marks: Marks, text: str, decision: Decision) -> Value:
    """With the words of everybody who is named. Raises UsageError for what cannot be."""
    named: dict[str, tuple[Who, ...]] = {}
    for field in (*PARTIES, "participants"):
        people: tuple[Who, ...] | None = getattr(value, field)
        if people is None:
            continue
        named[field] = tuple(_named(who, marks, text, decision.document) for who in people)
    return msgspec.structs.replace(value, **named)


def _named(who: Who, marks: Marks, text: str, document: str) -> Who:
    who = _worded(who, text, document)
    if len(who.words) > LONGEST or not any(c.isalpha() for c in who.words):
        raise UsageError("nobody is named there", f"“{rulings.short(who.words)}”", "the words of a name")
    if figures_at(marks, Span(who.start, who.end)) == ():
        raise UsageError("the text does not tell who that is", f"“{who.words}”", "the words of a name")
    return who


def _worded(who: Who, text: str, document: str) -> Who:
    span = Span(who.start, who.end)
    check_span(text, span, document)
    words = span.of(text)
    if who.words not in ("", words):
        what = f"“{rulings.short(who.words)}” does not stand at characters {who.start}-{who.end}"
        raise UsageError(what, document, f"“{rulings.short(words)}”, which does")
    return msgspec.structs.replace(who, words=words)


def _joint(source: Source, value: Value, marks: Marks, decision: Decision) -> Value:
    """With the words of the other place. Raises UsageError where one of the two names nothing that can be one."""
    assert value.other is not None  # `said` looked
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


def _quoted(text: str, span: Span) -> str:
    return f"“{rulings.short(span.of(text))}”"
