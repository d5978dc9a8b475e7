"""Listings: their lines, their order, their filters, and the ids that find a line again."""

from __future__ import annotations

from datetime import date

import makings
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.errors import NotFound, UsageError
from communique.model.filters import Filters
from communique.model.ids import digest_of, document_id
from communique.model.spans import Evidence
from communique.record import Record
from communique.record.folding import fold

LISTINGS = ("documents", "engagements", "actors", "statements", "instruments", "discrepancies", "findings")


def ids(record: Record, listing: str, **filters: object) -> list[str]:
    return [line.id for line in getattr(record, listing)(Filters(**filters))]  # type: ignore[arg-type]


def every_evidence(line: object) -> list[Evidence]:
    if isinstance(line, Evidence):
        return [line]
    if isinstance(line, tuple):
        return [found for part in line for found in every_evidence(part)]
    if isinstance(line, msgspec.Struct):
        return [found for name in line.__struct_fields__ for found in every_evidence(getattr(line, name))]
    return []


@pytest.mark.parametrize("listing", LISTINGS)
def test_every_line_is_found_again_by_its_id_and_grounded(linked: Record, listing: str) -> None:
    lines = list(getattr(linked, listing)())
    assert lines
    assert len({line.id for line in lines}) == len(lines)
    for line in lines:
        assert linked.show(line.id) == line
        assert linked.resolve(line.id[:12]) == line.id
        for evidence in every_evidence(line):
            assert evidence.quote == linked.text(evidence.document)[evidence.start : evidence.end] != ""


def test_documents_come_by_date_then_id(linked: Record) -> None:
    keys = [(line.published.from_ or "9999", line.id) for line in linked.documents()]
    assert keys == sorted(keys)
    assert keys[0][0] == "2031-03-01"
    assert all(line.engagements for line in linked.documents())


def test_statements_come_by_document_then_place(linked: Record) -> None:
    order = [line.id for line in linked.documents()]
    keys = [(order.index(line.document), line.content[0].start) for line in linked.statements()]
    assert keys == sorted(keys)
    assert len(keys) == 60


def test_the_line_of_a_statement(linked: Record) -> None:
    document = document_id(digest_of(makings.content(4)))
    reported, quoted = linked.statements(Filters(document=document))
    assert [e.quote for e in quoted.content] == ["We will keep the strait open,"]
    assert [(s.name, [e.quote for e in s.evidence]) for s in quoted.speakers] == [("Marit Solvane", ["Marit Solvane"])]
    assert quoted.speakers[0].id in ids(linked, "actors", by="marit solvane")
    assert [(t.id, t.name) for t in quoted.targets] == [(None, "someone")]
    assert [n.name for n in quoted.on_behalf_of] == ["Cohal"]
    assert (quoted.act, quoted.family, quoted.level, quoted.account) == ("commit", "commissive", "quoted", "own")
    assert quoted.engagement in next(linked.documents(Filters(document=document))).engagements
    assert quoted.when == linked.show(str(quoted.engagement)).when  # type: ignore[union-attr]
    assert quoted.issues[0].name == "trade"
    assert quoted.instruments == tuple(ids(linked, "instruments", document=document))
    assert reported.within == quoted.id
    assert (reported.when.from_, reported.when.reason) == ("2031-03-05", "“5 March 2031”")


def test_a_paged_document_has_page_and_boxes(linked: Record) -> None:
    document = document_id(digest_of(makings.content(4)))
    evidence = next(linked.statements(Filters(document=document))).content[0]
    assert evidence.page == 1
    assert evidence.boxes
    plain = document_id(digest_of(makings.content(5)))
    assert next(linked.statements(Filters(document=plain))).content[0].page is None


def test_before_linking_figures_stand_for_themselves(record: Record) -> None:
    document = makings.add(record, 1)
    (line,) = record.statements(Filters(by="Odon Celk"))
    assert (line.speakers[0].name, line.engagement, line.when.known) == ("Ødön Çelk", None, False)
    assert ids(record, "statements", by=str(line.speakers[0].id)) == [line.id]
    meant = {m.evidence.quote: m.refers_to for m in record.mentions(document)}
    assert meant["Ødön Çelk"] == (line.speakers[0].id,)
    with pytest.raises(NotFound):
        record.show(str(line.speakers[0].id))


@pytest.mark.parametrize("listing", LISTINGS)
def test_filters_keep_what_a_look_at_every_line_would_keep(linked: Record, listing: str) -> None:
    lines = list(getattr(linked, listing)())
    for filters, keeps in (
        (Filters(kind="readout"), lambda line: getattr(line, "kind", None) == "readout"),
        (Filters(limit=2), lambda line: line in lines[:2]),
        (Filters(limit=0), lambda line: False),
    ):
        assert list(getattr(linked, listing)(filters)) == [line for line in lines if keeps(line)]


def test_filters_of_statements(linked: Record) -> None:
    lines = list(linked.statements())

    def kept(**filters: object) -> list[object]:
        return list(linked.statements(Filters(**filters)))  # type: ignore[arg-type]

    solvane = [s for s in lines if any(n.name == "Marit Solvane" for n in s.speakers)]
    assert kept(by="MARIT  solvane") == kept(by=str(solvane[0].speakers[0].id)) == solvane != []
    assert kept(by="Cohal") == [s for s in lines if any(n.name == "Cohal" for n in s.on_behalf_of)] != []
    assert len(kept(to="the prime minister")) == 30
    assert kept(about="Trade") == [s for s in lines if any(i.name == "trade" for i in s.issues)] != []
    assert kept(act="commit") == [s for s in lines if s.act == "commit"] != []
    assert kept(kind="assertive") == [s for s in lines if s.family == "assertive"] != []
    since, until = date(2031, 3, 5), date(2031, 3, 6)
    inside = [s for s in lines if "2031-03-05" <= str(s.when.from_) <= "2031-03-06"]
    assert kept(since=since, until=until) == inside != []
    engagement = str(solvane[0].engagement)
    assert kept(engagement=engagement[:10]) == [s for s in lines if s.engagement == engagement] != []
    assert kept(document="folder/7.txt") == kept(document=document_id(digest_of(makings.content(7)))[:9])
    assert kept(words="STRAIT open said") == [s for s in lines if s.level == "quoted"]
    assert kept(words="Home") == kept(words="resolution strait") == []
    assert kept(by="nobody") == []
    assert (
        kept(by="Cohal", act="commit", about="trade", limit=1)
        == [
            s
            for s in lines
            if s.act == "commit" and s.issues and s.issues[0].name == "trade" and s.on_behalf_of[0].name == "Cohal"
        ][:1]
    )


def test_filters_of_engagements_actors_instruments_and_discrepancies(linked: Record) -> None:
    meetings = list(linked.engagements())
    with_solvane = [e.id for e in meetings if any(p.name == "Marit Solvane" for p in e.participants)]
    assert ids(linked, "engagements", by="Marit Solvane", to="Prime Minister") == with_solvane != []
    assert ids(linked, "engagements", by="Marit Solvane", to="Tove Andrell") == []
    assert ids(linked, "engagements", until=date(2031, 3, 2)) == [
        e.id for e in meetings if str(e.when.to) < "2031-03-03"
    ]
    assert ids(linked, "engagements", status="planned") == ids(linked, "engagements", kind="call") == []
    assert set(ids(linked, "engagements", document="folder/0.txt")) == {meetings[0].id}
    assert meetings[0].documents == tuple(ids(linked, "documents", engagement=meetings[0].id))
    assert [a.name for a in linked.actors(Filters(kind="state"))] == ["Cohal", "Ossavel", "Quarrevia"]
    assert {a.name for a in linked.actors(Filters(to="prime minister"))} >= {"Marit Solvane", "Cohal"}
    assert {a.name for a in linked.actors(Filters(engagement=meetings[0].id))} == {"Marit Solvane", "Prime Minister"}
    assert ids(linked, "instruments", by="Marit Solvane", document="folder/0.txt") == ids(
        linked, "instruments", document="folder/0.txt"
    )
    gaps = list(linked.discrepancies())
    assert [x.engagement for x in gaps] == [e.id for e in meetings if e.discrepancies]
    assert ids(linked, "discrepancies", kind="time") == []
    assert {f.severity for f in linked.findings(Filters(kind="note"))} == {"note"}
    assert ids(linked, "findings", by="Cohal") == []


def test_former_ids_go_on_to_name_a_cluster(linked: Record) -> None:
    state = next(linked.actors(Filters(kind="state")))
    figures = linked.db.column(
        "SELECT f.id FROM figure f JOIN figure_actor a ON a.document = f.document AND a.figure = f.n WHERE a.actor = ?",
        [state.id],
    )
    assert len(figures) == 10
    assert {linked.resolve(figure) for figure in figures} == {state.id}
    assert all(linked.show(figure) == state for figure in figures)
    meeting = next(e for e in linked.engagements() if len(e.documents) > 1)
    marks = linked.db.column(
        "SELECT k.id FROM engagement_mark k JOIN engagement_member m USING (document, n) WHERE m.engagement = ?",
        [meeting.id],
    )
    assert {linked.resolve(mark) for mark in marks} == {meeting.id}
    assert ids(linked, "statements", engagement=marks[-1]) == ids(linked, "statements", engagement=meeting.id) != []


def test_names_that_answer_to_nothing_or_to_several(linked: Record) -> None:
    for name in ("", "d-", "e-", "s-zzz", "x", "%", "a-0' OR 1=1", "no/such/path.txt"):
        with pytest.raises((NotFound, UsageError)):
            linked.show(name)
    with pytest.raises(UsageError, match="several"):
        linked.show("d-")
    assert linked.show("folder/3.txt") == linked.show(document_id(digest_of(makings.content(3))))


def test_mentions_come_in_the_order_of_the_text(linked: Record) -> None:
    document = document_id(digest_of(makings.content(4)))
    lines = list(linked.mentions(document))
    assert [m.evidence.start for m in lines] == sorted(m.evidence.start for m in lines)
    meant = {m.evidence.quote: m.refers_to for m in lines}
    line = next(linked.documents(Filters(document=document)))
    assert meant["5 March 2031"] == ("2031-03-05",)
    assert meant["Tavanger"] == ("Tavanger",)
    assert meant["Resolution 4 (2030)"] == tuple(ids(linked, "instruments", document=document))
    assert set(line.engagements) == {to for m in lines if m.kind == "engagement" for to in m.refers_to}
    assert len(meant["We"]) == 2
    for mention in lines:
        assert linked.show(mention.id) == mention


def test_search_finds_words_outside_furniture(linked: Record) -> None:
    assert len(list(linked.search("strait"))) == 30
    assert len(list(linked.search("readout", limit=4))) == 4
    assert list(linked.search("News")) == []
    assert list(linked.search("strait nowhere")) == []
    assert {e.document for e in linked.search("odon TAVANGER")} == set()  # ø is a letter of its own to the index
    assert len(list(linked.search("celk tavanger"))) == 8
    assert len(list(linked.search('"keep the strait"'))) == 30
    assert list(linked.search('"strait the keep"')) == []


@settings(max_examples=150, deadline=None)
@given(
    words=st.text(max_size=30)
    | st.sampled_from(['"', "AND", "a OR b", "NEAR(", "*", "-x", "col:x", '""', "(", "\0", "'"])
)
def test_any_words_can_be_searched_for(words: str, searched: Record) -> None:
    list(searched.search(words))
    for listing in LISTINGS:
        list(getattr(searched, listing)(Filters(words=words, limit=2)))
        list(getattr(searched, listing)(Filters(by=words.replace("a-", ""), about=words)))


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Record:
    record = Record.open(tmp_path_factory.mktemp("searched") / "r.db", write=True)
    for number in range(5):
        makings.add(record, number)
    makings.link(record)
    return record


def test_folding() -> None:
    assert [fold(n) for n in ("Côte d’Ivoire", "The  HAGUE", "Ødön Çelk", "the", "Łódź")] == [
        "cote d'ivoire",
        "hague",
        "odon celk",
        "the",
        "lodz",
    ]
