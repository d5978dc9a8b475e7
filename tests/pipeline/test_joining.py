"""One more document joins the actors that are there; what comes out is what linking everything at once gives."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import invented
import pytest
from collected import add_each, add_here, fingerprint, listings

from communique.linking.assembly import assemble
from communique.pipeline import clusters
from communique.pipeline.actors import Actors
from communique.record import Record, Stage


def test_few_blocks_are_linked_whole_when_one_document_comes(tmp_path: Path) -> None:
    """Shuffled, one by one; most new figures are of actors that the record knows already."""
    documents = invented.write(tmp_path / "papers", 60, seed=31)
    shuffled = list(documents)
    random.Random(5).shuffle(shuffled)
    add_here(tmp_path / "at-once.db", documents)
    joined: list[str] = []
    settle = Actors._settle

    def counted(self: Actors, block: str, touched: set[str]) -> bool:
        found = settle(self, block, touched)
        joined.extend([block] * found)
        return found

    Actors._settle = counted  # type: ignore[method-assign]
    try:
        add_each(tmp_path / "each.db", shuffled)
    finally:
        Actors._settle = settle  # type: ignore[method-assign]
    assert joined, "no figure was joined by what its form is known to be"
    assert listings(tmp_path / "each.db") == listings(tmp_path / "at-once.db")
    assert fingerprint(tmp_path / "each.db") == fingerprint(tmp_path / "at-once.db")


def test_a_home_holds_only_for_an_actor_of_the_record(tmp_path: Path) -> None:
    documents = invented.write(tmp_path / "papers", 30, seed=32)
    add_here(tmp_path / "record.db", documents)
    with Record.open(tmp_path / "record.db") as record:
        homes = record.db.rows("SELECT block, alike, actor FROM link_home").fetchall()
        assert homes
        for block, alike, actor in homes:
            members = record.db.column("SELECT actor FROM link_figure WHERE block = ? AND alike = ?", [block, alike])
            assert set(members) == {actor}


def paper(n: int, name: str) -> str:
    return (
        f"# Readout of the call of {n + 1} March 2031\n\n{name}, Foreign Minister of Japan, spoke by phone"
        f" with the Foreign Minister of Norway on {n + 1} March 2031. {name} welcomed the agreement on fisheries.\n"
    )


def test_the_name_that_is_shown_is_the_most_frequent_one_whenever_it_comes(tmp_path: Path) -> None:
    """Two forms of a name overtake each other while documents come one by one."""
    names = ["Ilse Tavorin"] * 3 + ["Ilse Maria Tavorin"] * 7 + ["Ilse Tavorin"] * 6
    documents = []
    for n, name in enumerate(names):
        documents.append(tmp_path / f"{n:02d}.md")
        documents[-1].write_text(paper(n, name))
    for count in (8, len(names)):
        add_each(tmp_path / f"each-{count}.db", documents[:count])
        add_here(tmp_path / f"at-once-{count}.db", documents[:count])
        assert listings(tmp_path / f"each-{count}.db") == listings(tmp_path / f"at-once-{count}.db")
        assert fingerprint(tmp_path / f"each-{count}.db") == fingerprint(tmp_path / f"at-once-{count}.db")


def test_engagements_of_which_nothing_changed_are_not_put_together_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of the record forgets how they were put together: it comes to the same."""
    documents = invented.write(tmp_path / "papers", 40, seed=33)
    add_here(tmp_path / "a.db", documents[:-1])
    shutil.copy(tmp_path / "a.db", tmp_path / "b.db")
    with Record.open(tmp_path / "b.db", write=True) as record, record.transaction():
        assert record.db.run("DELETE FROM link_cluster") and record.db.run("DELETE FROM link_home")
    made: list[object] = []

    def counted(*given: Any) -> Any:
        made.append(given)
        return assemble(*given)

    monkeypatch.setattr(clusters, "assemble", counted)
    add_here(tmp_path / "a.db", documents[-1:])
    known = len(made)
    add_here(tmp_path / "b.db", documents[-1:])
    assert known < len(made) - known
    assert listings(tmp_path / "a.db") == listings(tmp_path / "b.db")
    assert fingerprint(tmp_path / "a.db") == fingerprint(tmp_path / "b.db")


def test_what_waits_is_what_has_no_marks_and_no_links(tmp_path: Path) -> None:
    documents = invented.write(tmp_path / "papers", 6, seed=34)
    add_here(tmp_path / "record.db", documents)
    with Record.open(tmp_path / "record.db", write=True) as record:
        db = record.db

        def waiting(stage: str) -> set[str]:
            return set(db.column("SELECT document FROM waiting WHERE stage = ?", [stage]))

        def without(table: str, of: str) -> set[str]:
            return set(db.column(f"SELECT document FROM {of} WHERE document NOT IN (SELECT document FROM {table})"))

        assert not waiting("mark") and not waiting("link")
        ids = db.column("SELECT document FROM marks ORDER BY document")
        with record.transaction():
            db.run("DELETE FROM marks WHERE document = ?", [ids[0]])
            db.run("DELETE FROM linked WHERE document = ?", [ids[1]])
            db.run("DELETE FROM reading WHERE document = ?", [ids[2]])
        assert waiting("mark") == without("marks", "reading") == {ids[0]}
        assert waiting("link") == without("linked", "marks") == {ids[1]}
        assert record.pending(Stage.MARK, record.db.value("SELECT marker FROM marks LIMIT 1")) == [ids[0]]
        assert set(record.pending(Stage.MARK, "another")) == {*ids} - {ids[2]}
