from __future__ import annotations

import msgspec
from msgspec import structs

from communique.model.comparison import Standing
from communique.model.record import CopyLine
from communique.model.spans import Span
from communique.record import Record
from communique.views.compare import Comparison, compared, of_lines, of_record
from communique.views.snapshot import whole


def comparison(record: Record) -> Comparison:
    return of_record(record, next(e for e in record.engagements() if e.status == "held"))


def test_facts_of_an_engagement_by_source(record: Record) -> None:
    found = comparison(record)
    assert [s.document.path for s in found.sources] == [f"papers/{name}.txt" for name in ("joint", "readout", "news")]
    carried = {row.fact: [cell.stance.value for cell in row.cells] for row in found.facts}
    assert carried["Tirmona"] == ["carries", "absent", "carries"]
    assert carried["Joren Maskeld"] == ["carries", "absent", "carries"]


def test_what_sources_differ_on_is_told_against_each(record: Record) -> None:
    clock = next(row for row in comparison(record).facts if row.kind == "discrepancy")
    assert [cell.value for cell in clock.cells] == ["23 October 2031, 09:14", "10:30", ""]
    assert [cell.stance.value for cell in clock.cells] == ["contradicts", "contradicts", "absent"]
    assert clock.standing == Standing.CONTRADICTED.value
    assert sum(bool(cell.why) for cell in clock.cells) <= 1


def test_every_statement_stands_in_a_row(record: Record) -> None:
    found = comparison(record)
    held = {id_ for row in found.statements for cell in row.cells for id_ in cell.statements}
    every = {s.id: s for source in found.sources for s in source.statements}
    inside = {s.id for s in every.values() if s.within in held}
    assert held <= set(every) and {s.id for s in every.values() if s.engagement == found.engagement.id} <= held | inside
    ranks = [list(Standing).index(Standing(row.standing)) for row in found.statements]
    assert ranks == sorted(ranks)
    for row in found.statements:
        for source, cell in zip(found.sources, row.cells, strict=True):
            assert all(source.text[e.start : e.end] == e.quote for e in (*cell.evidence, *cell.changed, *cell.nearest))


def test_the_same_from_lines_that_are_held(record: Record) -> None:
    found = comparison(record)
    assert msgspec.json.encode(of_lines(record, found.engagement, whole(record)).rows) == msgspec.json.encode(
        found.rows
    )


def test_silence_is_claimed_only_of_a_text_that_was_read_whole(record: Record) -> None:
    found = comparison(record)
    partial = [structs.replace(s, known=False) if "news" in s.document.path else s for s in found.sources]
    again = compared(found.engagement, partial, (), (), ())
    before, after = ({c.stance.value for r in f.statements for c in r.cells[2:]} for f in (found, again))
    assert "absent" in before and "unknown" not in before
    assert "unknown" in after and "absent" not in after


def test_silence_is_not_claimed_where_a_sentence_comes_near(record: Record) -> None:
    """The news has the words of the joint text, and no statement of them is marked: not found, and not absent."""
    found = comparison(record)
    joint, readout, news = found.sources
    row = next(r for r in found.statements if r.cells[0].carried and r.cells[0].evidence[0].quote in joint.text)
    words = row.cells[0].evidence[0].quote
    sentence = Span(len(news.text) + 1, len(news.text) + 1 + len(words) + 30)
    longer = f"{news.text} {words} and of bread, flour and salt."[: sentence.end]
    silent = structs.replace(news, text=longer, statements=(), sentences=(Span(sentence.start, len(longer)),))
    again = compared(found.engagement, [joint, readout, silent], (), (), ())
    cell = next(r for r in again.statements if r.fact == row.fact).cells[2]
    assert cell.stance.value == "unknown" and cell.near and words in cell.nearest[0].quote
    bare = structs.replace(news, statements=(), sentences=())
    without = compared(found.engagement, [joint, readout, bare], (), (), ())
    empty = next(r for r in without.statements if r.fact == row.fact).cells[2]
    assert empty.stance.value == "absent" and not empty.near and not empty.nearest


def test_a_copy_is_no_source_of_its_own(record: Record) -> None:
    """What only a text and its copy carry is carried by one source."""
    found = comparison(record)
    joint, readout, news = found.sources
    copied = structs.replace(
        news.document,
        origin_document=readout.document.id,
        origin_reason="the same text",
        copies=(CopyLine(readout.document.id, 1.0, "the same text"),),
    )
    again = compared(found.engagement, [joint, readout, structs.replace(news, document=copied)], (), (), ())
    assert (sum(s.copy_of is None for s in found.sources), again.origins) == (3, 2)
    place = next(row for row in again.facts if row.kind == "place")
    assert place.standing == Standing.ONE_ACCOUNT.value
    alone = [row for row in again.statements if [c.carried for c in row.cells] == [False, False, True]]
    assert all(row.standing != Standing.PRESS_ONLY.value for row in alone)
