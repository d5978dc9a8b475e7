"""What people rule, and what the record says then: of statements, engagements and actors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from communique import pipeline
from communique.engine import run_here
from communique.errors import NotFound, UsageError
from communique.model.filters import EVERY_DEED, EVERYTHING, Filters
from communique.model.marks import Marks, StatementMark
from communique.model.record import ActorLine, EngagementLine, StatementLine
from communique.model.rulings import Decision
from communique.model.spans import Span
from communique.pipeline.ruling import apply, lexicon_of, settle
from communique.record import Record

FIRST = """---
title: Readout of Minister Orlan's meeting with Minister Vesterhav
date: 2031-05-04
---

Foreign Minister Ada Orlan of Norway met Foreign Minister Bo Vesterhav of Chile in Halm on 3 May 2031.

Minister Orlan said that the two harbours would stay open. Minister Vesterhav thanked her for the pilots.

The harbour master, Carla Dunmore, watched the ships from the pier and waved.
"""
SECOND = """---
title: Ministers meet in Halm
date: 2031-05-05
---

Foreign Minister Ada Orlan of Norway met Foreign Minister Bo Vesterhav of Chile in Halm on 3 May 2031.

They discussed fishing.
"""
BY, WHY = "Dora Finn", "as the minutes say"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ruled")
    for name, text in (("1.md", FIRST), ("2.md", SECOND)):
        (folder / name).write_text(text, encoding="utf-8")
    pipeline.add(folder / "record.db", [folder / "1.md", folder / "2.md"], runner=run_here)
    return folder / "record.db"


@pytest.fixture
def path(built: Path, tmp_path: Path) -> Path:
    (tmp_path / "record.db").write_bytes(built.read_bytes())
    return tmp_path / "record.db"


def rule(path: Path, *decisions: Decision) -> list[str]:
    with Record.open(path, write=True) as record:
        made = [record.rulings.make(decision, BY, WHY) for decision in decisions]
        assert settle(record)
    return made


def rule_of(path: Path, what: str, id_: str, /, **value: object) -> list[str]:
    with Record.open(path) as record:
        decisions = record.rulings.decisions(what, id_, value)
    return rule(path, *decisions)


def undo(path: Path, *rulings: str) -> None:
    with Record.open(path, write=True) as record:
        for ruling in rulings:
            record.rulings.undo(ruling, BY, WHY)
        assert settle(record)


def statements(path: Path) -> list[StatementLine]:
    with Record.open(path) as record:
        return list(record.statements())


def saying(path: Path, words: str) -> StatementLine:
    return next(line for line in statements(path) if words in line.content[0].quote)


def engagements(path: Path) -> list[EngagementLine]:
    with Record.open(path) as record:
        return list(record.engagements())


def actors(path: Path) -> dict[str, ActorLine]:
    with Record.open(path) as record:
        return {line.name: line for line in record.actors()}


def document(path: Path, name: str = "1.md") -> str:
    with Record.open(path) as record:
        return next(line.id for line in record.documents() if line.path.endswith(name))


def who(path: Path, words: str, name: str = "1.md", **more: str) -> dict[str, object]:
    with Record.open(path) as record:
        return {**record.rulings.named(document(path, name), words), **more}


def troubles(path: Path) -> list[str]:
    with Record.open(path) as record:
        return [line.why for line in record.findings() if line.what.startswith("ruling ")]


def names(parties: object) -> list[str]:
    return [party.name for party in parties]  # type: ignore[attr-defined]


def test_a_confirmed_statement_says_who_saw_it_and_nothing_else_changes(path: Path) -> None:
    before = saying(path, "harbours")
    (ruling,) = rule_of(path, "confirm", before.id)
    after = saying(path, "harbours")
    assert replace(after, why=before.why, seen=before.seen) == before
    assert after.why[-1].startswith(f"confirmed by {BY} on ")
    assert [(seen.by, seen.how, seen.ruling) for seen in after.seen or ()] == [(BY, "confirm", ruling)]
    with Record.open(path) as record:
        assert [seen.by for seen in record.rulings.seen(before.document)[before.id]] == [BY]
    undo(path, ruling)
    assert saying(path, "harbours") == before


def test_a_rejected_statement_leaves_and_the_others_keep_their_ids(path: Path) -> None:
    before = statements(path)
    gone = saying(path, "harbours")
    rulings = rule_of(path, "reject", gone.id)
    assert [line.id for line in statements(path)] == [line.id for line in before if line.id != gone.id]
    with Record.open(path) as record:
        with pytest.raises(NotFound):
            record.show(gone.id)
        assert [line.words for line in record.rulings.standing(gone.document)] == [gone.content[0].quote]
    undo(path, *rulings)
    assert statements(path) == before


def test_a_corrected_speaker_is_the_figure_that_the_words_name(path: Path) -> None:
    line = saying(path, "harbours")
    rule_of(path, "correct", line.id, speakers=[who(path, "Bo Vesterhav")], act="commit")
    corrected = saying(path, "harbours")
    assert (corrected.id, names(corrected.speakers), corrected.act) == (line.id, ["Bo Vesterhav"], "commit")
    assert corrected.family == "commissive"
    assert any(f"act corrected from {line.act} to commit by {BY}" in why for why in corrected.why)
    with Record.open(path) as record:
        promised = list(record.deeds.commitments(EVERYTHING, EVERY_DEED))
        assert [names(one.by) for one in promised if one.id == line.id] == [["Bo Vesterhav"]]
        assert corrected in list(record.statements(Filters(by="Bo Vesterhav")))


def test_somebody_whom_marking_did_not_find_is_named_by_words(path: Path) -> None:
    line = saying(path, "harbours")
    known = set(actors(path))
    rulings = rule_of(path, "correct", line.id, addressees=[who(path, "the pier", kind="body")])
    assert names(saying(path, "harbours").addressees) == ["the pier"]
    assert set(actors(path)) - known == {"the pier"}
    undo(path, *rulings)
    assert set(actors(path)) == known


def test_the_last_decision_on_each_part_counts(path: Path) -> None:
    line = saying(path, "harbours")
    rule_of(path, "correct", line.id, act="warn", speakers=[who(path, "Bo Vesterhav")])
    (rejected,) = rule_of(path, "reject", line.id)
    assert line.id not in {one.id for one in statements(path)}
    with Record.open(path) as record:
        place = next(one for one in record.rulings.every() if one.id == rejected)
    words = Span(place.start, place.end)
    rule(path, Decision("correct", line.document, words, {"what": "statement", "act": "deny"}))
    back = saying(path, "harbours")
    assert (back.act, names(back.speakers)) == ("deny", ["Bo Vesterhav"])


def test_words_become_a_statement(path: Path) -> None:
    with Record.open(path) as record:
        (words,) = record.rulings.places(document(path), "watched the ships from the pier and waved")
    value = {"act": "assert", "speakers": [who(path, "Carla Dunmore")], "cue": who(path, "waved")}
    (added,) = rule(path, Decision("add", document(path), words, value))
    line = saying(path, "watched the ships")
    assert (names(line.speakers), line.act, line.level) == (["Carla Dunmore"], "assert", "paraphrased")
    assert line.why == (f"added by {BY} on {line.seen[0].at[:10]}",)  # type: ignore[index]
    rule_of(path, "correct", line.id, negated=True)
    assert saying(path, "watched the ships").negated
    undo(path, added)
    assert not [one for one in statements(path) if "watched the ships" in one.content[0].quote]
    assert troubles(path) == [f"no statement stands in its words any more; {BY} ruled correct"]


def test_an_engagement_is_what_people_say_that_it_was(path: Path) -> None:
    before = engagements(path)
    (line,) = [one for one in before if len(one.documents) == 2]
    people = [who(path, "Ada Orlan", role="host"), who(path, "Carla Dunmore", role="guest")]
    value = {"from": "2031-05-02T10:00", "kind": "signing", "status": "planned", "participants": people}
    with Record.open(path) as record:
        (told,) = record.db.column(
            "SELECT k.id FROM engagement_mark k JOIN engagement_member m ON m.document = k.document AND m.n = k.n"
            " WHERE m.engagement = ? AND k.document = ?",
            [line.id, document(path)],
        )
    rulings = rule_of(path, "correct", told, **value)
    after = next(one for one in engagements(path) if one.id == line.id)
    assert (after.kind, after.status, after.when.from_, after.when.precision) == (
        *("signing", "planned", "2031-05-02T10:00", "minute"),
    )
    assert [(one.name, one.role) for one in after.participants] == [("Ada Orlan", "host"), ("Carla Dunmore", "guest")]
    assert set(after.documents) == set(line.documents)  # which accounts are of it stays as it is
    assert f"date corrected by {BY}" in after.when.reason and f"kind corrected from meeting to signing by {BY}" in (
        after.when.reason
    )
    assert [seen.how for seen in after.seen or ()] == ["correct"]
    undo(path, *rulings)
    assert engagements(path) == before


def test_a_rejected_engagement_leaves_with_all_its_accounts(path: Path) -> None:
    (line,) = [one for one in engagements(path) if len(one.documents) == 2]
    rulings = rule_of(path, "reject", line.id)
    assert len(rulings) == 2
    assert line.id not in {one.id for one in engagements(path)}
    assert all(one.engagement != line.id for one in statements(path))


def test_two_actors_are_one_and_two_again(path: Path) -> None:
    before = actors(path)
    with Record.open(path) as record:
        decision = record.rulings.joining("same", before["Carla Dunmore"].id, before["Bo Vesterhav"].id)
    rulings = rule(path, decision)
    one = actors(path)
    assert len(one) == len(before) - 1
    joined = one.get("Bo Vesterhav") or one["Carla Dunmore"]
    assert {"Carla Dunmore", "Bo Vesterhav"} <= set(joined.names)
    undo(path, *rulings)
    assert actors(path) == before


def test_one_actor_is_two_and_so_are_whom_they_met(path: Path) -> None:
    orlan = actors(path)["Ada Orlan"]
    with Record.open(path) as record:
        ids = record.db.column(
            "SELECT f.id FROM figure f JOIN figure_actor l ON l.document = f.document AND l.figure = f.n"
            " WHERE l.actor = ? ORDER BY 1",
            [orlan.id],
        )
        decision = record.rulings.joining("apart", ids[0], ids[-1])
    rule(path, decision)
    with Record.open(path) as record:
        assert record.resolve(ids[0]) != record.resolve(ids[-1])
        assert {record.resolve(id_) for id_ in ids} == {record.resolve(ids[0]), record.resolve(ids[-1])}


def test_an_engagement_is_two(path: Path) -> None:
    before = engagements(path)
    (line,) = [one for one in before if len(one.documents) == 2]
    with Record.open(path) as record:
        ids = record.db.column(
            "SELECT k.id FROM engagement_mark k JOIN engagement_member m ON m.document = k.document AND m.n = k.n"
            " WHERE m.engagement = ?",
            [line.id],
        )
        decision = record.rulings.joining("apart", *ids)
    rulings = rule(path, decision)
    two = [one for one in engagements(path) if one.id in ids]
    assert sorted(len(one.documents) for one in two) == [1, 1]
    assert all(f"held to be two by {BY}" in one.when.reason for one in two)
    with Record.open(path) as record:
        again = record.rulings.joining("same", *ids)
    rule(path, again)  # the later ruling on the same two counts
    assert [len(one.documents) for one in engagements(path) if one.id in ids] == [2]
    undo(path, *rulings)
    assert [len(one.documents) for one in engagements(path) if one.id in ids] == [2]


def test_a_ruling_that_contradicts_earlier_ones_is_refused_and_told(path: Path) -> None:
    ids = [actors(path)[name].id for name in ("Ada Orlan", "Bo Vesterhav", "Carla Dunmore")]
    with Record.open(path) as record:
        joining = record.rulings.joining
        decisions = [joining("same", ids[0], ids[1]), joining("same", ids[1], ids[2]), joining("apart", ids[0], ids[2])]
    rule(path, *decisions)
    assert troubles(path) == [f"by earlier rulings its two places mean one; {BY} ruled apart"]
    with Record.open(path) as record:
        assert len({record.resolve(id_) for id_ in ids}) == 1


def test_rulings_outlive_another_version_of_marking(path: Path) -> None:
    line = saying(path, "harbours")
    rule_of(path, "correct", line.id, act="warn", speakers=[who(path, "Bo Vesterhav")])
    ruled = statements(path), engagements(path)
    with Record.open(path, write=True) as record:
        raw = record.rulings.raw_marks(line.document)
        record.save_marks(line.document, replace(raw, marker="another"))
        assert settle(record) is False  # a run is under way: it applies them in the end
        apply(record, lexicon_of(record))
        assert (list(record.statements()), list(record.engagements())) == ruled

        def wider(statement: StatementMark) -> StatementMark:  # it finds the same with one word more
            found = any("harbours" in span.of(record.text(line.document)) for span in statement.content)
            return (
                replace(statement, content=(Span(statement.content[0].start - 4, statement.content[0].end),))
                if (found)
                else statement
            )

        moved = replace(raw, marker="a third", statements=tuple(map(wider, raw.statements)))
        record.save_marks(line.document, moved)
        apply(record, lexicon_of(record))
        after = next(one for one in record.statements() if "harbours" in one.content[0].quote)
        assert (after.act, names(after.speakers), after.id != line.id) == ("warn", ["Bo Vesterhav"], True)

        record.save_marks(line.document, replace(raw, marker="a fourth", statements=()))
        apply(record, lexicon_of(record))
    assert troubles(path) == [f"no statement stands in its words any more; {BY} ruled correct"]


def test_rulings_follow_text_that_a_newer_reader_moved(path: Path) -> None:
    line = saying(path, "harbours")
    rule_of(path, "correct", line.id, act="warn", speakers=[who(path, "Bo Vesterhav")])
    with Record.open(path, write=True) as record:
        reading, marks = record.reading(line.document), record.rulings.raw_marks(line.document)
        record.save_reading(line.document, replace(reading, text="Issued by the press office\n\n" + reading.text))
        record.save_marks(line.document, shifted(marks, len("Issued by the press office\n\n")))
        apply(record, lexicon_of(record))
    after = saying(path, "harbours")
    assert after.content[0].start == line.content[0].start + 28
    assert (after.act, names(after.speakers)) == ("warn", ["Bo Vesterhav"])
    assert troubles(path) == []


def test_words_that_are_gone_are_a_finding(path: Path) -> None:
    line = saying(path, "harbours")
    rule_of(path, "reject", line.id)
    with Record.open(path, write=True) as record:
        reading = record.reading(line.document)
        record.save_reading(line.document, replace(reading, text=reading.text.replace("two harbours", "2 ports ....")))
        record.save_marks(line.document, Marks("another"))
        apply(record, lexicon_of(record))
    assert troubles(path) == [f"its words are not in the text any more, or stand there twice; {BY} ruled reject"]


def test_what_is_ruled_is_verified(path: Path) -> None:
    line = saying(path, "harbours")
    rule_of(path, "correct", line.id, act="warn", addressees=[who(path, "the pier")])
    assert list(pipeline.verify(path, workers=1)) == []
    with Record.open(path, write=True) as record, record.transaction():
        record.db.run("UPDATE statement SET act = 'deny' WHERE id = ?", [line.id])
    assert [failure.document for failure in pipeline.verify(path, workers=1)] == [line.document] * 2


def test_a_record_without_rulings_has_nothing_of_them(path: Path) -> None:
    with Record.open(path, write=True) as record:
        before = record.fingerprint()
        assert settle(record)
        assert record.fingerprint() == before
        for table in ("marks_ruled", "seen", "link_ruling"):
            assert record.db.value(f"SELECT count(*) FROM {table}") == 0
    assert b'"seen"' not in b"".join(map(msgspec.json.encode, statements(path)))


def test_an_interrupted_ruling_leaves_the_record_as_it_was(path: Path) -> None:
    line = saying(path, "harbours")

    def interrupted(stage: str, done: int, total: int) -> None:
        if done == total:
            raise KeyboardInterrupt

    with Record.open(path, write=True) as record:
        (decision,) = record.rulings.decisions("correct", line.id, {"act": "warn"})
        record.rulings.make(decision, BY, WHY)
        before = record.fingerprint()
        with pytest.raises(KeyboardInterrupt):
            apply(record, lexicon_of(record), interrupted)
        assert record.fingerprint() == before
        assert saying(path, "harbours") == line  # written, and not applied yet
        assert settle(record)
    assert saying(path, "harbours").act == "warn"


@pytest.mark.parametrize(
    ("kind", "value", "what"),
    [
        ("correct", {"act": "shrug"}, "no act is called “shrug”"),
        ("correct", {}, "nothing is said that “correct” decides"),
        ("correct", {"weather": "fine"}, "a ruling cannot say this"),
        ("correct", {"from": "2031-01-01"}, "“correct” does not decide from"),
        ("correct", {"speakers": [{"start": 0, "end": 99999}]}, "lie outside"),
        ("correct", {"speakers": [{"start": 0, "end": 7, "words": "nobody"}]}, "does not stand at characters 0-7"),
        ("confirm", {"act": "warn"}, "“confirm” does not decide act"),
        ("praise", {}, "nobody rules “praise”"),
        ("add", {"what": "statement", "act": "warn"}, "nobody is named who says it"),
        ("same", {"what": "actor"}, "“same” needs another place"),
        ("commitment", {"status": "kept"}, "nobody rules “commitment” of a statement"),
    ],
)
def test_what_makes_no_sense_is_refused(path: Path, kind: str, value: dict[str, object], what: str) -> None:
    line = saying(path, "harbours")
    span = line.content[0].span
    with Record.open(path, write=True) as record:
        with pytest.raises(UsageError, match=what):
            record.rulings.make(Decision(kind, line.document, span, {"what": "statement", **value}), BY, WHY)
        with pytest.raises(NotFound):
            record.rulings.make(Decision("confirm", "d-0000000000000000", span, {"what": "statement"}), BY, WHY)
        with pytest.raises(UsageError, match="no statement stands there"):
            record.rulings.make(Decision("confirm", line.document, Span(0, 2), {"what": "statement"}), BY, WHY)
        with pytest.raises(UsageError, match="a name and a reason"):
            record.rulings.make(Decision("confirm", line.document, span, {"what": "statement"}), BY, " ")
        assert list(record.rulings.every()) == []


def shifted(marks: Marks, by: int) -> Marks:
    """Marks of a text that begins so many characters later."""

    def move(value: Any) -> Any:
        if isinstance(value, Span):
            return Span(value.start + by, value.end + by)
        if isinstance(value, tuple):
            return tuple(move(one) for one in value)
        if isinstance(value, msgspec.Struct):
            return replace(value, **{name: move(getattr(value, name)) for name in value.__struct_fields__})
        return value

    moved: Marks = move(marks)
    return moved
