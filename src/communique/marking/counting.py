"""Numbers that a document gives for what happened: "Five members of the crew lost their lives", "two … are missing".

Only what a verb says of a counted subject or object is a count; its name holds the verb, so that 31 sailors held are
never set against 31 who came home.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from communique.marking.passages import Passage
from communique.marking.told import Scene, Told
from communique.model.marks import CountMark

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = {
    word: n
    for n, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ],
        1,
    )
}
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_DYING = frozenset(["died", "killed", "perished", "drowned", "dead"])
_LEAST = frozenset(
    ["at", "least", "more", "than", "over", "some", "about", "around", "nearly", "almost", "up", "approximately"]
)
_HAPPENED = ("dead", "missing", "wounded", "injured")
_LONGEST = 7  # characters of a number in digits


def count_at(told: Sequence[Told], scene: Scene) -> None:
    """Puts the counts of the document on the engagement that it is about."""
    main = next((t for t in told if t.main), None)
    if main is None:
        return
    for passage in scene.passages:
        for count in _counts(passage):
            main.counts.append(count)


def _counts(passage: Passage) -> Iterator[CountMark]:
    for token in passage.doc:
        value = _value(token)
        if value is None or value < 1 or passage.quote_at(token.idx) is not None:
            continue
        counted = token.head if token.dep_ == "nummod" else token
        what = _what(counted)
        if what is None:
            continue
        before = {t.lower_ for t in passage.doc[max(0, token.i - 2) : token.i]}
        start = token.idx
        end = max(token.idx + len(token.text), counted.idx + len(counted.text))
        yield CountMark(what, value, passage.span(start, end), bool(before & _LEAST))


def _what(counted: Token) -> str | None:
    """What befell those who are counted: "dead", "missing"."""
    if counted.dep_ in ("nsubj", "nsubjpass"):
        verb = counted.head
        lives = any(c.dep_ == "dobj" and c.lower_ in ("life", "lives") for c in verb.children)
        if (verb.lower_ in ("lost", "lose") and lives) or verb.lower_ in _DYING:
            return "dead"
        state = next((c.lower_ for c in verb.children if c.dep_ in ("acomp", "attr", "oprd")), verb.lower_)
        if verb.lower_ in ("is", "are", "was", "were", "remain", "remains", "remained", *_HAPPENED):
            return state if state in _HAPPENED else None
    for clause in counted.children:
        if clause.dep_ in ("relcl", "acl") and clause.lower_ in ("are", "is", "were", "was"):
            state = next((c.lower_ for c in clause.children if c.dep_ == "acomp"), "")
            return state if state in _HAPPENED else None
    return None


def _value(token: Token) -> int | None:
    word = token.lower_.replace(",", "")
    if word.isascii() and word.isdigit() and len(word) <= _LONGEST:
        return int(word)
    tens, _, unit = word.partition("-")
    if tens in _TENS and (not unit or unit in _WORDS):
        return _TENS[tens] + _WORDS.get(unit, 0)
    return _WORDS.get(word)
