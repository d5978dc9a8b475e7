"""Drawings made on the server: who met whom, engagements by month."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from communique.record import Record
from communique.record.desk import Desk
from communique.views.network import network
from communique.web.links import Links
from communique.web.months import bars
from communique.web.network import circle

Published = Callable[..., Path]

ILSE, JOREN, ORREKH = "a-0000000000000001", "a-0000000000000002", "a-0000000000000003"
NAMES = {ILSE: "Ilse <Tavorin>", JOREN: "Joren Maskeld", ORREKH: "Mara Orrekh", "a-0000000000000004": "Nobody"}


def test_whoever_met_nobody_is_not_drawn_and_who_met_often_stand_together() -> None:
    found = network(NAMES, [(ILSE, JOREN, 1), (ILSE, ORREKH, 5)])
    assert list(found.names) == [ILSE, ORREKH, JOREN]
    assert [(p.one, p.other, p.times) for p in found.pairs] == [(ILSE, ORREKH, 5), (ILSE, JOREN, 1)]
    again = network(NAMES, [(ILSE, ORREKH, 5), (ILSE, JOREN, 1)])
    assert again == found


def test_names_on_the_circle_lead_to_their_pages_and_stay_words() -> None:
    drawn = circle(network(NAMES, [(ILSE, JOREN, 1), (ILSE, ORREKH, 5)]), Links("", frozenset({ILSE})))
    assert drawn is not None
    assert drawn.count("<path") == 2 and drawn.count("<circle") == 3 and "<Tavorin>" not in drawn
    assert re.findall(r'href="([^"]+)"', drawn) == [f"actors/{ILSE}.html"]
    assert 'stroke-width="5.0"' in drawn
    assert circle(network(NAMES, []), Links()) is None


def test_months_are_bars_and_plans_hollow() -> None:
    counts = {("2031-10", "meeting", False): 2, ("2031-10", "meeting", True): 1, ("2033-01", "joint_call", False): 1}
    pages = {"2031": "timeline/2031.html", "2031-10": "timeline/2031-10.html"}
    drawn = bars(counts, pages.get)
    assert drawn is not None
    assert drawn.count('<rect class="held"') == 2 and drawn.count('<rect class="planned"') == 1
    assert "October 2031: 1 meeting, planned" in drawn and "January 2033: 1 joint call" in drawn
    assert re.findall(r'href="([^"]+)"', drawn) == ["timeline/2031.html", "timeline/2031-10.html"]
    assert ">2032<" not in drawn and "2032: no engagement is known" in drawn
    assert bars({}, pages.get) is None


def test_the_record_tells_who_met_whom_and_when(published: Published) -> None:
    with Record.open(published().parent / "record.db") as record:
        desk = Desk(record)
        ids = sorted(a.id for a in record.actors())
        names = {a.id: a.name for a in record.actors()}
        met = {frozenset((names[one], names[other])): times for one, other, times in desk.met_together(ids)}
        assert met[frozenset(("Ilse Tavorin", "Joren Maskeld"))] == 1
    assert 'class="network"' in (published() / "actors.html").read_text()
    assert 'class="months"' in (published() / "timeline.html").read_text()
