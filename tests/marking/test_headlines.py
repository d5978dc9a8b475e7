"""Headlines: where a name ends in them, whom they name, and whose text they say it is."""

from __future__ import annotations

import pytest
from said import marked, statements

BODY = "The ferries will sail again in May. The harbour is safe, and its crews have done good work.\n"


def people(title: str, body: str = BODY) -> set[str]:
    marks, _ = marked(f"---\ntitle: {title}\n---\n\n{body}", "x.md")
    return {f.name for f in marks.figures if f.kind == "person"}


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Remarks by President Dorrit Laying Out the Next Steps for Our Harbours", {"Dorrit"}),
        ("Remarks by President Dorrit Before Ferry One Departure", {"Dorrit"}),
        ("Press Gaggle by Press Secretary Karin Orsk-Tarn En Route Halmstrand", {"Karin Orsk-Tarn"}),
        ("Remarks by Foreign Minister Ada Bole on the Opening of the Bridge", {"Ada Bole"}),
        ("REMARKS BY PRESIDENT DORRIT AT THE HALM PEACE FORUM", {"DORRIT"}),
    ],
)
def test_a_name_ends_where_a_headline_goes_on(title: str, named: set[str]) -> None:
    assert people(title) == named


def test_what_a_sentence_shortens_is_no_part_of_a_name() -> None:
    body = (
        "MR. TARN: Good evening. I’m Paul Tarn, and that is the harbour.\n\nMR. TARN: The ferries will sail in May.\n"
    )
    assert "Paul Tarn" in people("Press Briefing by Commissioner Paul Tarn", body)
    assert not any("’" in name for name in people("Press Briefing by Commissioner Paul Tarn", body))


@pytest.mark.parametrize(
    "title",
    [
        "FACT SHEET: President Dorrit Announces New Ferries for the Islands",
        "How the Ferry Act of President Dorrit Helps the Islands",
        "Fact Sheet: The Dorrit Administration Takes Action on Ferries",
    ],
)
def test_who_is_only_named_in_a_title_has_not_written_the_text(title: str) -> None:
    body = "By opening the ferries, President Dorrit keeps a promise. The islands will have ten ferries.\n"
    assert statements(f"---\ntitle: '{title}'\n---\n\n{body}") == []


@pytest.mark.parametrize(
    "title",
    [
        "Statement by President Dorrit on the Ferries",
        "President Dorrit’s Opening Remarks at the Ferry Forum",
        "Address of President Dorrit to the Nation",
    ],
)
def test_whose_text_a_title_says_it_is(title: str) -> None:
    assert {s.who for s in statements(f"---\ntitle: '{title}'\n---\n\n{BODY}")} == {("Dorrit",)}


def test_a_report_is_not_its_readers() -> None:
    text = (
        "---\ntitle: Statement on the Harbours\n---\n\nForeign Minister Lena Orsk met Minister Ivo Hane of Chile. "
        "The report finds that the harbours are safe. The report of the Commission says that two are closed.\n"
    )
    found = [(s.who, s.content) for s in statements(text)]
    assert (("report",), "the harbours are safe") in found
    assert not any("Lena Orsk" in who for who, _ in found)


def test_items_are_said_by_whom_the_last_main_clause_of_their_stem_names() -> None:
    stem = "Readout of the Harbour Talks\n\nForeign Minister Lena Orsk met Foreign Minister Ivo Hane of Chile. "
    listed = "\n\n- Two ferries sail from Halm on Monday.\n- One ferry sails from Tarn on Friday.\n"
    beside = stem + "The ferry that Minister Orsk announced is one of ten, which also include:" + listed
    assert not any("ferries sail" in s.content for s in statements(beside))
    told = stem + "They agreed that:" + listed
    assert [s.who for s in statements(told) if "ferries sail" in s.content] == [("Lena Orsk", "Ivo Hane")]


def test_a_government_is_its_state_and_no_person() -> None:
    text = (
        "OSLO (Agency) - Prime Minister Karin Holmqvist of Norway met the crews. The Holmqvist Government said that "
        "the ferries are late. The Zubrow Government said that they are not.\n"
    )
    said = {s.content: s.who for s in statements(text)}
    assert said["the ferries are late"] == ("Norway",)
    assert said["they are not"] == ("Zubrow Government",)


def test_whose_adviser_somebody_is_tells_the_state() -> None:
    text = (
        "---\ntitle: Readout of the Call of Minister Lena Orsk\nsource: Prime Minister of Chile\n---\n\n"
        "Minister Lena Orsk spoke with Ada Bole, National Security Adviser to the Norwegian Prime Minister, and with "
        "Ivo Hane, Director for Trade for the Peruvian President.\n"
    )
    marks, _ = marked(text, "x.md")
    of = {f.name: marks.figures[f.of].name for f in marks.figures if f.kind == "person" and f.of is not None}
    assert (of["Ada Bole"], of["Ivo Hane"]) == ("Norway", "Peru")
