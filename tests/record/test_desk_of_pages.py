"""The reading desk: rows of lists say what lines say, searches keep to filters, and nothing takes for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.errors import RecordBusy
from communique.model.filters import EVERYTHING, Filters
from communique.record import Record
from communique.record.desk import Desk

ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def test_rows_say_what_lines_say(linked: Record) -> None:
    desk = Desk(linked)
    documents, engagements = list(linked.documents()), list(linked.engagements())
    assert documents and engagements
    for line, row in zip(documents, desk.documents([d.id for d in documents]), strict=True):
        told = ("id", "title", "publisher", "kind", "account", "status", "engagements", "origin", "version_of")
        assert [getattr(row, name) for name in told] == [getattr(line, name) for name in told]
        assert (row.published.from_, row.published.to) == (line.published.from_, line.published.to)
        assert [copy.document for copy in row.copies] == [copy.document for copy in line.copies]
    for event, row_ in zip(engagements, desk.engagements([e.id for e in engagements]), strict=True):
        told = ("id", "kind", "title", "status", "part_of", "issued", "documents", "discrepancies", "origins")
        assert [getattr(row_, name) for name in told] == [getattr(event, name) for name in told]
        assert [(p.id, p.role, p.side) for p in row_.participants] == [
            (p.id, p.role, p.side) for p in event.participants
        ]
        assert row_.when.reason == event.when.reason
    actors = list(linked.actors())
    for actor, short in zip(actors, desk.actors([a.id for a in actors]), strict=True):
        assert (short.name, short.kind, len(short.offices)) == (actor.name, actor.kind, len(actor.offices))


def test_rows_come_in_the_order_asked_for_and_what_is_gone_is_left_out(linked: Record) -> None:
    desk = Desk(linked)
    ids = [d.id for d in linked.documents()][::-1]
    assert [d.id for d in desk.documents([*ids, "d-0123456789abcdef"])] == ids
    assert desk.document("d-0123456789abcdef") is None
    assert desk.resolve("e-0123456789abcdef") is None


def test_tallies_count_what_listings_list(linked: Record) -> None:
    found = Desk(linked).tallies()
    statements = list(linked.statements())
    assert found.statements == len(statements) == sum(found.said_in.values())
    assert {d.id for d in found.documents} == {d.id for d in linked.documents()}
    assert {a.id: a.times for a in found.actors} == {a.id: a.mentions for a in linked.actors()}
    assert {i.id: i.times for i in found.instruments} == {i.id: len(i.citations) for i in linked.instruments()}
    for actor in linked.actors():
        by = [s for s in statements if actor.id in {p.id for p in (*s.speakers, *s.on_behalf_of)}]
        assert found.said_by.get(actor.id, 0) == len(by)
        desk = Desk(linked)
        assert {s.id for s in desk.statements(desk.said_by(actor.id))} == {s.id for s in by}


def test_a_search_keeps_to_its_filters(linked: Record) -> None:
    desk = Desk(linked)
    every = list(linked.search("strait"))
    count, first = desk.search("strait", EVERYTHING, 1, 0)
    assert count == len(every) > 0 and len(first) == 1
    assert desk.search("strait", Filters(document=every[0].document), 10, 0)[0] > 0
    assert desk.search("strait", Filters(kind="no_such_kind"), 10, 0) == (0, [])
    assert desk.search('"', EVERYTHING, 10, 0) == (0, [])


def test_a_desk_cannot_write(linked: Record, tmp_path: Path) -> None:
    with Desk.open(linked.path) as desk:
        assert desk.record.db.value("PRAGMA query_only") == 1
        with pytest.raises(Exception, match="read"):
            desk.record.set("note", "vessels")


def test_what_takes_too_long_is_stopped(linked: Record) -> None:
    with Desk.open(linked.path) as desk:
        with pytest.raises(RecordBusy, match="longer than"), desk.record.db.at_most(0.1):
            desk.record.db.value(ENDLESS)
        assert desk.tallies().documents
