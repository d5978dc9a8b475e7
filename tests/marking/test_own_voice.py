"""Own voice: what the fact sheet of one government undertakes, and what binds nobody who writes it."""

from __future__ import annotations

import pytest
from said import marked

from communique.model.marks import Party

SHEET = (
    "---\ntitle: 'Fact Sheet: Two Years of the Harbour Plan'\npublisher: Ministry of Foreign Affairs of Norway\n---\n\n"
    "Norway works with Chile and Peru for safe ports. President Karin Holmqvist of Norway opened the plan with the"
    " Harbour Finance Corporation (HFC).\n\n"
)


def promised(sentence: str, before: str = SHEET) -> list[tuple[str, tuple[str, ...]]]:
    marks, whole = marked(f"{before}{sentence}\n", "sheet.md")

    def name(party: Party) -> str:
        return marks.figures[party.figure].name if party.figure is not None else party.name

    return [
        (" … ".join(" ".join(s.of(whole).split()) for s in found.deed.action), tuple(map(name, found.deed.by)))
        for found in marks.statements
        if found.deed is not None and found.deed.promised
    ]


@pytest.mark.parametrize(
    ("sentence", "action", "by"),
    [
        ("Norway will provide 40 boats to the ports.", "provide 40 boats to the ports", ("Norway",)),
        ("The Administration intends to open two ports.", "open two ports", ("Norway",)),
        ("The Norwegian government will train 40 pilots.", "train 40 pilots", ("Norway",)),
        ("We will publish a map of the shoals.", "publish a map of the shoals", ("Norway",)),
        ("President Holmqvist will sign a decree on tolls.", "sign a decree on tolls", ("Norway",)),
        ("HFC will invest 5 million crowns in the south.", "invest 5 million crowns in the south", ("HFC",)),
        ("Norway and Chile will launch a ferry line.", "launch a ferry line", ("Norway", "Chile")),
        ("The Department of Harbours will issue a chart.", "issue a chart", ("Department of Harbours",)),
    ],
)
def test_the_issuer_its_leaders_and_its_bodies_are_bound(sentence: str, action: str, by: tuple[str, ...]) -> None:
    assert promised(sentence) == [(action, by)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Chile will provide 40 boats to the ports.",
        "The government of Peru will provide 40 boats to the ports.",
        "The Harbour Jobs Plan will create 40 jobs in the ports.",
        "The new law will provide loans to the ports.",
        "Norcrane Shipping will train 40 pilots.",
        "President Holmqvist will highlight the work of the pilots.",
        "The ports will be opened to all.",
        "The pilots said “we will close the port”.",
    ],
)
def test_who_else_will_do_something_binds_nobody_who_writes(sentence: str) -> None:
    assert promised(sentence) == []


def test_without_one_issuer_there_is_no_own_voice() -> None:
    unsigned = "Fact Sheet: Two Years of the Harbour Plan\n\nThe plan is of Norway and Chile.\n\n"
    assert promised("The Administration intends to open two ports.", unsigned) == []


def test_bold_words_before_a_colon_take_no_turns_in_a_fact_sheet() -> None:
    lines = "".join(
        f"**{name}:** Norway will lend 40 boats.\n\n" for name in ("Safe Ports", "Fair Tolls", "New Ferries")
    )
    marks, _ = marked(SHEET + lines, "sheet.md")
    assert str(marks.kind) == "statement"
    assert len(promised(lines)) == 3


def test_we_of_a_text_without_an_author_is_the_government_that_issues_it() -> None:
    marks, _ = marked(f"{SHEET}We call on Peru to open the strait.\n", "sheet.md")
    (found,) = [s for s in marks.statements if str(s.act) == "demand"]
    assert [marks.figures[p.figure].name for p in found.speakers if p.figure is not None] == ["Norway"]
