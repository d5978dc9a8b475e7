from __future__ import annotations

import random

from communique.model.spans import Evidence, Span
from communique.record import Record
from communique.views.actor import actor_view
from communique.views.context import AROUND, quotation
from communique.views.engagement import card
from communique.views.evidence import rests_on
from communique.views.home import home
from communique.views.snapshot import around_actor, around_engagement, whole
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


def test_an_actor(record: Record) -> None:
    line = next(a for a in record.actors() if a.name == "Ilse Tavorin")
    view = actor_view(line, whole(record))
    assert [o.title for o in view.offices] == ["Prime Minister"]
    assert [e.status for e in view.engagements] == ["held", "planned"]
    assert len(view.said) == 8 and view.about == ()
    assert [(name, times) for _, name, times in view.counterparts] == [("Joren Maskeld", 2)]
    assert actor_view(line, around_actor(record, line)).said == view.said
    state = next(a for a in record.actors() if a.name == "Quarrevia")
    assert len(actor_view(state, whole(record)).about) == 4
    side = next(a for a in record.actors() if a.name == "Ossavel")
    assert len(actor_view(side, whole(record)).engagements) == 2


def test_the_front_page(record: Record) -> None:
    view = home(whole(record))
    assert dict(view.counts)["documents"] == 4 and dict(view.counts)["statements"] == 9
    assert (view.first_year, view.last_year) == (2031, 2031)
    assert [f.severity for f in view.look] == ["error", "warning", "note"]
    assert [e.engagement.status for e in view.latest] == ["held"] and view.planned == ()


def test_an_empty_record_has_views_too() -> None:
    from communique.views.snapshot import Snapshot

    view = home(Snapshot())
    assert (view.first_year, view.latest, view.look) == (None, (), ())
    assert timeline((), {}).entries == ()


def test_what_lines_rest_on(record: Record) -> None:
    found = rests_on(whole(record))
    for document, parts in found.items():
        text = record.text(document)
        assert all(text[e.start : e.end] == e.quote for e in parts)
        assert list(parts) == sorted(parts, key=lambda e: (e.start, e.end))


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
