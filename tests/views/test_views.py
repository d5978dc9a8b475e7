from __future__ import annotations

import random

from msgspec import structs

from communique.model.spans import Evidence, Span
from communique.record import Record
from communique.views.actor import counterparts
from communique.views.context import AROUND, quotation
from communique.views.engagement import card
from communique.views.snapshot import around_engagement, whole
from communique.views.timeline import timeline


def test_the_timeline_ends_with_the_undated(record: Record) -> None:
    lines = whole(record)
    shuffled = random.Random(1).sample(lines.engagements, len(lines.engagements))
    view = timeline(shuffled, {lines.engagements[0].id: 9})
    assert [year.year for year in view.years] == [2031]
    (held,), (planned,) = view.years[0].entries, view.undated
    assert (held.date, held.inferred, held.sources, held.statements) == ("23 October 2031", True, 3, 9)
    assert "Thursday" in held.reason
    assert (planned.date, planned.reason) == ("undated", "the sources do not say")
    assert view.entries == (held, planned)


def test_the_card_of_an_engagement(record: Record) -> None:
    line = next(e for e in record.engagements() if e.status == "held")
    found = card(line, whole(record))
    assert [[s.name for s in v.speakers] for v in found.voices] == [
        ["Ilse Tavorin", "Joren Maskeld"],
        ["Ilse Tavorin"],
        ["Joren Maskeld"],
    ]
    assert sum(len(v.statements) for v in found.voices) == 9
    assert [d.kind for d in found.issued] == ["joint_statement"]
    assert len(found.documents) == 3 and len(found.discrepancies) == 1
    assert card(line, around_engagement(record, line.id)) == found


def test_whom_an_actor_met(record: Record) -> None:
    line = next(a for a in record.actors() if a.name == "Ilse Tavorin")
    met = [e for e in record.engagements() if line.id in {p.id for p in e.participants}]
    assert [e.status for e in met] == ["held", "planned"]
    (one,) = counterparts(line.id, line.name, met)
    assert (one.name, one.times, one.ahead) == ("Joren Maskeld", 1, (("planned", 1),))
    assert one.last == met[0].when  # the last that was held, whatever is planned
    (ahead,) = counterparts(line.id, line.name, met[1:])
    assert (ahead.times, ahead.last, ahead.ahead) == (0, None, (("planned", 1),))
    called_off = [structs.replace(e, status="cancelled") for e in met]
    assert counterparts(line.id, line.name, called_off) == ()


def test_no_engagements_have_a_timeline_too() -> None:
    assert timeline((), {}).entries == ()


def test_a_quotation_stands_in_its_sentence() -> None:
    text = "He came. They spoke of peace at length. He left."
    sentences = [Span(0, 8), Span(9, 39), Span(40, 48)]
    found = quotation(text, sentences, Evidence("d", 23, 28, "peace"))
    assert (found.before, found.quote, found.after) == ("They spoke of ", "peace", " at length.")
    assert not found.cut_before and not found.cut_after
    alone = quotation(text, [], Evidence("d", 23, 28, "peace"))
    assert (alone.before, alone.after) == ("", "")
    across = quotation(text, sentences, Evidence("d", 3, 13, text[3:13]))
    assert (across.before, across.after) == ("He ", " spoke of peace at length.")


def test_a_long_sentence_is_cut_between_words() -> None:
    text = "word " * 400
    found = quotation(text, [Span(0, len(text))], Evidence("d", 1000, 1004, "word"))
    assert found.cut_before and found.cut_after
    assert len(found.before) <= AROUND and len(found.after) <= AROUND
    assert not found.before.strip().startswith("ord") and found.after.rstrip().endswith("word")


def test_a_state_does_not_meet_its_own_people(record: Record) -> None:
    met = [
        structs.replace(
            e,
            participants=(
                *(structs.replace(p, side="Ossavel") for p in e.participants if p.name == "Ilse Tavorin"),
                *(p for p in e.participants if p.name != "Ilse Tavorin"),
            ),
        )
        for e in record.engagements()
    ]
    assert [one.name for one in counterparts("a-0000000000000000", "Ossavel", met)] == ["Joren Maskeld"]
