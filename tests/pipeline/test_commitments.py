"""Commitments and demands of a record: repeats, follow-up, rulings that outlive a rebuild."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from communique import pipeline
from communique.engine import run_here
from communique.errors import NotFound, UsageError
from communique.model.commitments import CommitmentLine, DemandLine
from communique.model.filters import EVERY_DEED, EVERYTHING, DeedFilters, Filters
from communique.record import Record
from communique.views.commitments import commitments, demands

FIRST = """---
title: Joint Statement of Norway and Chile
date: 2031-05-04
---

Norway and Chile will open a joint school for harbour pilots in the port of Halm by 2034.

We will deepen our cooperation on fishing.

We call on Peru to release the crew of the trawler Lantern without delay.
"""
SECOND = """---
title: Joint Statement of Norway and Chile on Ports
date: 2032-06-07
---

Norway and Chile will open their joint school for harbour pilots in the port of Halm by 2034.

We will publish a report on tolls in the coming weeks.
"""
THIRD = """---
title: Joint Statement of Norway and Chile on Pilots
date: 2033-09-02
---

Norway and Chile opened a joint school for harbour pilots in the port of Halm yesterday.

Peru refused to release the crew of the trawler Lantern.
"""
FILLING = """---
title: Joint Statement of Kenya and Ghana, number {n}
date: 2030-01-{n:02}
---

Kenya and Ghana discussed roads, rivers, grain and the price of copper for the {n}th time this season.
"""


def build(folder: Path, texts: dict[str, str], record: str = "record.db") -> Path:
    paths = []
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
        paths.append(folder / name)
    pipeline.add(folder / record, paths, runner=run_here)
    return folder / record


TEXTS = {"1.md": FIRST, "2.md": SECOND, "3.md": THIRD, **{f"f{n}.md": FILLING.format(n=n) for n in range(1, 25)}}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("commitments"), TEXTS)


def promised(path: Path, filters: Filters = EVERYTHING, wanted: DeedFilters = EVERY_DEED) -> list[CommitmentLine]:
    with Record.open(path) as record:
        return list(commitments(record, filters, wanted))


def demanded(path: Path) -> list[DemandLine]:
    with Record.open(path) as record:
        return list(demands(record, EVERYTHING, EVERY_DEED))


def words(line: CommitmentLine | DemandLine) -> str:
    return " … ".join(part.quote for part in line.action)


def test_the_register(built: Path) -> None:
    found = promised(built)
    assert [words(line)[:30] for line in found] == [
        "open a joint school for harbou",
        "deepen our cooperation on fish",
        "open their joint school for ha",
        "publish a report on tolls in t",
    ]
    first, deepen, _, report = found
    assert {party.name for party in first.by} == {"Norway", "Chile"}
    assert first.due is not None and (first.due.from_, first.due.to) == (None, "2034-12-31")
    assert (first.vague, deepen.vague, deepen.due, first.strength) == (False, True, None, "strong")
    assert report.due is not None and not report.due.known
    assert [part.quote for part in report.due.evidence] == ["in the coming weeks"]


def test_repeats_and_follow_up_are_found_and_shown_with_evidence(built: Path) -> None:
    first = promised(built)[0]
    assert [repeat.evidence.quote[:17] for repeat in first.repeats] == ["open their joint "]
    kinds = [(told.kind, told.when.from_) for told in first.follow_up]
    assert kinds == [("repeated", "2032-06-07"), ("completed", "2033-09-02")]
    assert first.follow_up[1].evidence.quote.startswith("Norway and Chile opened a joint school")
    assert first.status == "open" and first.ruling is None


def test_demands_are_the_mirror(built: Path) -> None:
    (line,) = demanded(built)
    assert [party.name for party in line.of] == ["Peru"]
    assert [told.kind for told in line.compliance] == ["refused"]


def test_filters(built: Path) -> None:
    def asked(wanted: DeedFilters = EVERY_DEED, **names: object) -> list[str]:
        return [words(line)[:6] for line in promised(built, Filters(**names), wanted)]  # type: ignore[arg-type]

    assert asked(by="Norway") == ["open a", "deepen", "open t", "publis"]
    assert asked(by="Peru") == []
    assert asked(DeedFilters(vague=True)) == ["deepen"]
    assert asked(DeedFilters(due_before=date(2034, 12, 31))) == ["open a", "open t"]
    assert asked(DeedFilters(due_after=date(2035, 1, 1))) == []
    assert asked(DeedFilters(status="kept")) == []
    assert asked(since=date(2032, 1, 1)) == ["open t", "publis"]


def test_order_of_arrival_does_not_show(built: Path, tmp_path: Path) -> None:
    other = build(tmp_path, dict(reversed(TEXTS.items())))
    assert promised(other) == promised(built) and demanded(other) == demanded(built)


def test_a_ruling_outlives_a_rebuild_and_is_undone_by_another(tmp_path: Path) -> None:
    path = build(tmp_path, {"1.md": FIRST})
    line = promised(path)[0]
    with Record.open(path, write=True) as record:
        record.deeds.rule(line.id, "broken", "A. Reader", "No school was seen")
        kept = record.deeds.rule(line.id, "kept", "B. Reader", "It opened in May")
    ruled = promised(path)[0]
    assert ruled.status == "kept" and ruled.ruling is not None and ruled.ruling.by == "B. Reader"
    with Record.open(path, write=True) as record:
        marks = record.marks(line.document)
        record.save_marks(line.document, replace(marks, statements=()))
        assert not list(record.deeds.commitments(EVERYTHING, EVERY_DEED))
        record.save_marks(line.document, marks)
    assert promised(path)[0].status == "kept"
    with Record.open(path, write=True) as record:
        undo = record.deeds.undo(kept, "A. Reader", "It was another school")
    assert promised(path)[0].status == "broken"
    with Record.open(path, write=True) as record:
        record.deeds.undo(undo, "B. Reader", "It was this school")
        assert [one.kind for one in record.deeds.rulings()] == ["commitment", "commitment", "undo", "undo"]
    assert promised(path)[0].status == "kept"


def test_a_ruling_whose_words_are_gone_is_a_finding(tmp_path: Path) -> None:
    path = build(tmp_path, {"1.md": FIRST})
    line = promised(path)[0]
    with Record.open(path, write=True) as record:
        record.deeds.rule(line.id, "kept", "A. Reader", "It opened in May")
        assert not [finding for finding in record.findings() if "ruling" in finding.what]
        marks = record.marks(line.document)
        bare = [s for s in marks.statements if s.deed is None or s.deed.action[0].start != line.action[0].start]
        record.save_marks(line.document, replace(marks, statements=tuple(bare)))
        record.deeds.check_rulings()
        (finding,) = [finding for finding in record.findings() if "ruling" in finding.what]
        assert "promise or demand nothing" in finding.why


def test_a_ruling_needs_a_name_a_reason_and_something_to_rule(tmp_path: Path) -> None:
    path = build(tmp_path, {"1.md": FIRST})
    line = promised(path)[0]
    with Record.open(path, write=True) as record:
        with pytest.raises(UsageError):
            record.deeds.rule(line.id, "kept", "A. Reader", "  ")
        with pytest.raises(KeyError):
            record.deeds.rule("s-0000000000000000", "kept", "A. Reader", "It opened")
        with pytest.raises(NotFound):
            record.deeds.undo("r-0000000000000000", "A. Reader", "It opened")


def test_every_span_is_verified(built: Path) -> None:
    from communique.pipeline import verify

    assert list(verify(built, workers=1)) == []
