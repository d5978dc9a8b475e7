"""One more document joins the actors that are there; what comes out is what linking everything at once gives."""

from __future__ import annotations

import random
from pathlib import Path

import invented
from collected import add_each, add_here, fingerprint, listings

from communique.pipeline.actors import Actors
from communique.record import Record


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
