"""A file of rulings: what no ruling can say stays out, its document there or not; the rest is stored once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from communique.errors import InputError, UsageError
from communique.model.ids import digest_of
from communique.model.rulings import Ruling, taken_back
from communique.model.spans import Span
from communique.record import Record
from communique.record.rulings import id_of
from communique.record.sound import LONGEST_REASON, said, signed

DIGEST = digest_of(b"a text that the record has not")
MADE = "2031-02-03T10:30:00.000000+00:00"
NAMED = {"start": 3, "end": 12, "words": "Ada Orlan"}
RULING: dict[str, Any] = {
    "kind": "confirm",
    "digest": DIGEST,
    "span": [0, 5],
    "words": "peace",
    "by": "Dora Finn",
    "why": "read it",
    "made_at": MADE,
    "value": {"what": "statement"},
}


def line(**changes: object) -> str:
    return msgspec.json.encode({**RULING, **changes}).decode()


def statement(**value: object) -> dict[str, object]:
    return {"what": "statement", **value}


def engagement(**value: object) -> dict[str, object]:
    return {"what": "engagement", **value}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"kind": "praise"}, "no kind is called “praise”"),
        ({"kind": "same", "value": {"what": "actor"}}, "needs another place"),
        ({"kind": "same", "value": {"what": "actor", "other": {"digest": DIGEST, "start": 1, "end": 4}}}, "no words"),
        ({"kind": "apart", "value": {"what": "actor", "other": {**NAMED, "digest": "../x"}}}, "by the digest"),
        ({"kind": "add", "value": statement(speakers=[NAMED])}, "no act is called “”"),
        ({"kind": "add", "value": statement(act="shrug", speakers=[NAMED])}, "no act is called “shrug”"),
        ({"kind": "add", "value": statement(act="warn", speakers=[{**NAMED, "kind": "ghost"}])}, "no kind is called"),
        ({"kind": "add", "value": statement(act="warn", speakers=[{**NAMED, "words": ""}])}, "no words"),
        ({"kind": "add", "value": statement(act="warn", speakers=[{**NAMED, "start": -5}])}, "no words"),
        ({"kind": "add", "value": statement(act="warn", speakers=[{**NAMED, "role": "host"}])}, "have no role"),
        ({"kind": "correct", "value": engagement(kind="duel")}, "no kind is called “duel”"),
        ({"kind": "correct", "value": engagement(status="odd")}, "no status is called “odd”"),
        (
            {"kind": "correct", "value": engagement(participants=[{**NAMED, "role": "king"}])},
            "no role is called “king”",
        ),
        ({"kind": "correct", "value": engagement(**{"from": "soon"})}, "no day and no time"),
        ({"kind": "correct", "value": engagement(**{"from": "2031-W06-1"})}, "no day and no time"),
        ({"kind": "correct", "value": engagement(**{"from": "2031-02-30"})}, "no day and no time"),
        ({"kind": "commitment", "value": {"status": "sung"}}, "no status is called “sung”"),
        ({"value": statement(which={"nth": -1})}, "nothing is number -1"),
        ({"kind": "undo", "value": {}}, "“undo” undoes nothing"),
        ({"undoes": "r-0123456789abcdef"}, "“confirm” undoes r-"),
        ({"digest": "x" * 64}, "by the digest of its bytes"),
        ({"span": [2**70, 2**70 + 5]}, "speaks of no words"),
        ({"span": [-5, 0]}, "speaks of no words"),
        ({"words": "  \n  "}, "speaks of no words"),
        ({"words": "peace and quiet"}, "speaks of no words"),
        ({"made_at": "0001-01-01T00:00:00+23:00"}, "when it was made"),
        ({"made_at": "2031-02-03T10:30:00"}, "when it was made"),
        ({"by": "Dora\nFinn"}, "not one line each"),
        ({"why": "\x1b[2J"}, "not one line each"),
        ({"why": "x" * (LONGEST_REASON + 1)}, "characters"),
        ({"by": " "}, "needs a name and a reason"),
    ],
)
def test_what_no_ruling_can_say_stays_out(tmp_path: Path, changes: dict[str, Any], told: str) -> None:
    with Record.open(tmp_path / "record.db", write=True) as record:
        with pytest.raises(InputError, match="this is no ruling") as found:
            record.rulings.take_in([line(), line(**changes)], "rulings.jsonl")
        assert told in str(found.value) and "rulings.jsonl:2" in str(found.value)
        assert list(record.rulings.every()) == []  # all of a file or nothing


def chain(length: int) -> list[Ruling]:
    """A ruling, what undoes it, what undoes that, and so on."""
    made = [msgspec.json.decode(line(), type=Ruling)]
    for _ in range(length):
        made.append(msgspec.structs.replace(made[0], kind="undo", value={}, undoes=id_of(made[-1])))
    return made


@pytest.mark.parametrize(("length", "stands"), [(0, True), (1, False), (2, True), (3000, True), (3001, False)])
def test_however_often_it_is_taken_back_and_given_back(tmp_path: Path, length: int, stands: bool) -> None:
    lines = [msgspec.json.encode(ruling).decode() for ruling in chain(length)]
    with Record.open(tmp_path / "record.db", write=True) as record:
        assert record.rulings.take_in(reversed(lines)) == length + 1
        assert record.rulings.take_in(lines) == 0
        assert [one.kind for one in record.rulings.standing()] == (["confirm"] if stands else [])


def test_what_is_undone_from_elsewhere_is_undone_for_its_document_too(tmp_path: Path) -> None:
    first, undoing = chain(1)
    elsewhere = msgspec.structs.replace(undoing, digest=digest_of(b"another text"), span=Span(7, 12))
    with Record.open(tmp_path / "record.db", write=True) as record:
        record.rulings.take_in(msgspec.json.encode(one).decode() for one in (first, elsewhere))
        assert record.rulings.standing() == [] and record.rulings.to_rule() == []


def test_a_ruling_that_undoes_what_is_not_there_is_refused(tmp_path: Path) -> None:
    line = msgspec.json.encode(chain(1)[1]).decode()
    told = "undoes another that is not here"
    with Record.open(tmp_path / "record.db", write=True) as record, pytest.raises(InputError, match=told):
        record.rulings.take_in([line], "rulings.jsonl")


def test_of_two_that_take_back_the_same_one_is_enough() -> None:
    assert taken_back([("r-2", "r-1"), ("r-3", "r-1")]) == {"r-1"}
    assert taken_back([("r-2", "r-1"), ("r-3", "r-1"), ("r-4", "r-3")]) == {"r-1", "r-3"}


def test_names_and_reasons_are_one_line() -> None:
    assert signed(" Ada\tOrlan\x00", "read\r\n\u202eit ") == ("Ada Orlan", "read it")
    assert signed("آدا می\u200cخواند", "so") == ("آدا می\u200cخواند", "so")  # a joiner is part of a word
    with pytest.raises(UsageError, match="a name and a reason"):
        signed("\x1b", "read it")


@pytest.mark.parametrize("day", ["2031-02-03", "2031-02-03T10:30", "2031-02-03T10:30:00+02:00"])
def test_days_and_times(day: str) -> None:
    assert said("correct", engagement(**{"from": day})).from_ == day
    with pytest.raises(UsageError, match="ends before it begins"):
        said("correct", engagement(**{"from": day, "to": "2031-02-02"}))
