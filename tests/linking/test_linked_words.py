"""What linking takes from the lexicon, the words that it fills in, and what it tells of open questions."""

from datetime import date

from linking_rows import KNOWLEDGE, NAMES, at, document, engagement, told, who

from communique.lexicon import load
from communique.linking.engagements import link_engagements
from communique.linking.inputs import Member
from communique.linking.knowledge import fold, gather
from communique.linking.outcome import Candidate, Open, trouble_of
from communique.linking.quoting import quoted
from communique.linking.telling import event_name
from communique.linking.zones import moment_of, offset_text, zone_of
from communique.model.spans import Evidence, Span

REGION = b"""
[[state]]
id = "X-OSV"
name = "Ossavel"
capital = "Tirmona"
timezone = "+09:00"

[[organisation]]
id = "X-COHAL"
name = "Compact for the Harrune Littoral"
names = ["COHAL", "the Compact"]
seat = "Sennelk"
timezone = "-01:00"
"""


def test_knowledge_comes_from_the_lexicon() -> None:
    knowledge = gather(load([REGION]))
    assert knowledge.common_name("state:X-OSV") == "Ossavel" and knowledge.country("X-OSV") == "Ossavel"
    assert knowledge.seats["organisation:X-COHAL"] == "Sennelk"
    assert knowledge.place_zone("Tirmona", "X-OSV") == "+09:00"
    assert event_name("the Compact summit", knowledge) == event_name("2031 COHAL Summit", knowledge)


def test_folding() -> None:
    assert fold("Yöon  Suk-yeol’s") == "yoon suk yeols"
    assert fold("Łukasz Đorđe") == "lukasz dorde"


def test_an_event_needs_more_than_the_word_summit() -> None:
    assert event_name("the summit", KNOWLEDGE) is None
    assert event_name("Strait Forum", KNOWLEDGE) == event_name("3rd annual Strait Forum", KNOWLEDGE) == "forum strait"


def test_zones() -> None:
    assert zone_of("Nowhere/Land") is None
    assert moment_of(date(2031, 10, 23), 17 * 60 + 40, "+09:00").isoformat() == "2031-10-23T08:40:00+00:00"
    assert offset_text(-90) == "-01:30"


def test_quotes_are_filled_in_however_deep() -> None:
    row = document("d1", "2033-02-01", kind="readout", account="own")
    tellings = told(row, engagement("d1", who("ilse", "joren"), at("today", days=0)))
    (cluster,) = link_engagements(tellings, NAMES, KNOWLEDGE).clusters
    filled = quoted(cluster, lambda e: Evidence(e.document, e.start, e.end, f"{e.start}-{e.end}"))
    assert filled.when.evidence[0].quote == "500-505"
    assert filled.participants[1].evidence[0].quote == "20-30"
    assert filled.id == cluster.id and cluster.when.evidence[0].quote == ""


def test_an_open_question_becomes_a_finding() -> None:
    question = Open("actor", Member("d1", Span(3, 9), 0), (Candidate("a-1", "Ilse Tavorin"),), "it may be any of 2")
    found = trouble_of(question)
    assert found.what == "actor left open: Ilse Tavorin" and found.where == "characters 3-9"
    assert found.why == "it may be any of 2" and found.try_
