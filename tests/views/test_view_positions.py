"""Positions in the sample collection, read by the real pipeline."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest
import strait

import communique
from communique.model.filters import Filters
from communique.model.positions import PositionLine, Taken, rank
from communique.record import Record
from communique.views.positions import grid, laid_out, offices, positions

SAMPLE = Path(communique.__file__).parent / "sample"
STATUS_QUO = "territorial integrity and status quo"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Record]:
    path = tmp_path_factory.mktemp("sample") / "record.db"
    words = ["add", SAMPLE / "documents", "--lexicon", SAMPLE / "lexicon" / "region.toml", "--record", path]
    command = [sys.executable, "-m", "communique.cli.main", *map(str, words)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    with Record.open(path) as record:
        yield record


def lines(record: Record, **asked: str) -> tuple[PositionLine, ...]:
    return positions(record, Filters(**asked)).lines  # type: ignore[arg-type]


def test_heads_ministers_and_spokespersons_speak_for_their_state() -> None:
    assert {"prime minister", "foreign minister", "spokesperson"} <= set(offices())
    assert "ambassador" not in offices()


def test_a_position_of_a_state_is_traceable_to_who_took_it(sample: Record) -> None:
    found = lines(sample, by="Ossavel", about=STATUS_QUO)
    assert [p.stance for p in found] == ["oppose", "demand", "concern"]
    assert {p.actor.name for p in found} == {"Ossavel"}
    assert [by.name for by in found[1].by] == ["Ilse Tavorin"]
    for p in found:
        assert all(sample.text(e.document)[e.start : e.end] == e.quote for e in (*p.content, *p.actor.evidence))
    assert [p.statement for p in lines(sample, by="Ilse Tavorin", about=STATUS_QUO)] == [p.statement for p in found[:2]]


def test_a_change_stands_between_two_spans_that_are_both_shown(sample: Record) -> None:
    oppose, demand, concern = lines(sample, by="Ossavel", about=STATUS_QUO)
    assert oppose.change is None and demand.change is None  # to demand that nothing change is no reversal
    assert concern.change is not None and concern.change.kind == "weaker"
    assert concern.change.from_.document == oppose.document and concern.change.to.document == concern.document
    for e in (concern.change.from_, concern.change.to):
        assert sample.text(e.document)[e.start : e.end] == e.quote


def test_silence_is_named_and_is_no_change(sample: Record) -> None:
    _, demand, _ = lines(sample, by="Ossavel", about=STATUS_QUO)
    assert demand.silence is not None and demand.change is None
    assert (demand.silence.since, demand.silence.until) == ("2031-10-23", "2033-11-08")
    assert demand.silence.others >= 1


def test_discuss_and_note_are_no_positions(sample: Record) -> None:
    acts = {p.act for actor in ("Ossavel", "Quarrevia") for p in lines(sample, by=actor)}
    assert acts and not acts & {"discuss", "note", "assert", "agree"}


def test_a_copy_counts_once(tmp_path: Path) -> None:
    strait.build(tmp_path / "record.db")
    with Record.open(tmp_path / "record.db", write=True) as record:
        before = lines(record)
        copied, taken_from = before[0].document, next(d.id for d in record.documents() if d.id != before[0].document)
        with record.transaction():
            values = [copied, taken_from]
            record.db.run("INSERT INTO document_origin VALUES (?, 'f', NULL, ?, 'the same text')", values)
        after = lines(record)
        assert after == tuple(p for p in before if p.document != copied)


def test_the_filters_of_other_listings(sample: Record) -> None:
    every = lines(sample, about=STATUS_QUO)
    assert {p.actor.name for p in every} >= {"Ossavel", "Compact for the Harrune Littoral"}
    assert lines(sample, by="Ossavel", about="no such issue") == ()
    since = positions(sample, Filters(by="Ossavel", about=STATUS_QUO, limit=1)).lines
    assert [p.stance for p in since] == ["oppose"]


def test_at_one_engagement_the_strongest_comes_first(sample: Record) -> None:
    for actor in ("Ossavel", "Compact for the Harrune Littoral"):
        found = lines(sample, by=actor)
        pairs = [
            (a, b) for a, b in pairwise(found)
            if a.issue == b.issue and a.engagement and a.engagement == b.engagement
        ]  # fmt: skip
        assert all(rank(a.stance, a.strength) >= rank(b.stance, b.strength) for a, b in pairs)


def test_the_grid_counts_what_the_listing_lists(sample: Record) -> None:
    table = grid(sample, Filters())
    ossavel = next(actor for actor in table.actors if actor.name == "Ossavel")
    cell = table.cells[ossavel.id or "", STATUS_QUO]
    listed = lines(sample, by="Ossavel", about=STATUS_QUO)
    assert cell.count == sum(1 + len(p.also) for p in listed)
    assert cell.stance == "oppose" and cell.last == "2036-02-13"
    assert "Ilse Tavorin" not in {actor.name for actor in table.actors}  # she speaks for the state


def test_what_an_office_holder_says_counts_for_the_state_and_once() -> None:
    said = ("d-1", 4, "maritime security", "oppose", "strong", False, "2031-10-23")
    table = laid_out([Taken("a-1", "Ossavel", "state", None, *said), Taken("a-2", "Ilse", "person", "Ossavel", *said)])
    assert [actor.name for actor in table.actors] == ["Ossavel"]
    assert table.cells["a-1", "maritime security"].count == 1


def test_a_cell_has_the_last_stance_and_the_other_one_before_it() -> None:
    def taken(n: int, act: str, day: str | None) -> Taken:
        return Taken("a-1", "Ossavel", "state", None, "d-1", n, "maritime security", act, "plain", False, day)

    def turns(*some: Taken) -> list[tuple[str, str | None]]:
        (cell,) = laid_out(some).cells.values()
        return [(one.stance, one.day) for one in cell.turns]

    opposed, concerned = taken(1, "oppose", "2031-10-23"), taken(2, "concern", "2036-02-13")
    again = taken(3, "concern", "2034-01-05")
    assert turns(opposed, concerned) == [("oppose", "2031-10-23"), ("concern", "2036-02-13")]
    assert turns(again, opposed, concerned) == [("oppose", "2031-10-23"), ("concern", "2036-02-13")]
    assert turns(again, concerned) == [("concern", "2036-02-13")]
    assert turns(concerned, taken(4, "oppose", "2036-02-13")) == [("oppose", "2036-02-13")]
    assert turns(taken(5, "oppose", None)) == [("oppose", None)]
    assert turns(taken(5, "oppose", None), concerned) == [("concern", "2036-02-13")]
