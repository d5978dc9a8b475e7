"""What binds without an infinitive next to it: measures, offers of help, second deeds, items in capitals; and whom."""

from __future__ import annotations

from datetime import date

import pytest
from said import marked

from communique.model.commitments import due_when
from communique.model.marks import DeedMark

JOINT = "---\ntitle: Joint Statement of Norway and Chile\ndate: 2033-03-10\n---\n\n"
DAY = date(2033, 3, 10)
Deed = tuple[str, tuple[str, ...], DeedMark]


def deeds(text: str, before: str = JOINT) -> list[Deed]:
    marks, whole = marked(f"{before}{text}\n", "text.md")
    found: list[Deed] = []
    for deed in (s.deed for s in marks.statements if s.deed is not None and s.deed.promised):
        names = sorted(marks.figures[p.figure].name if p.figure is not None else p.name for p in deed.by)
        told = " … ".join(" ".join(s.of(whole).split()) for s in deed.action)
        found.append((told, tuple(names), deed))
    return found


def actions(text: str) -> list[str]:
    return [action for action, *_ in deeds(text)]


@pytest.mark.parametrize(
    ("sentence", "action", "by", "vague"),
    [
        (
            "We also commit to a minimum toll of at least 9% on each ferry.",
            "a minimum toll of at least 9% on each ferry",
            ("Chile", "Norway"),
            False,
        ),
        (
            "Norway is pledging at least 2 billion crowns for the ferry fund.",
            "at least 2 billion crowns for the ferry fund",
            ("Norway",),
            False,
        ),
        ("We commit to a moratorium on new tolls.", "a moratorium on new tolls", ("Chile", "Norway"), False),
        (
            "We offer our full support for and assistance with Chile’s inquiry.",
            "our full support for and assistance with Chile’s inquiry",
            ("Chile", "Norway"),
            True,
        ),
        (
            "We reconfirm our commitment to Chile’s safety and to accelerating the move to sail.",
            "accelerating the move to sail",
            ("Chile", "Norway"),
            True,
        ),
        (
            "The leaders reaffirmed the importance of free trade, and their shared commitment to build upon the "
            "harbour pact to strengthen ferry safety.",
            "build upon the harbour pact to strengthen ferry safety",
            ("Chile", "Norway"),
            True,
        ),
        (
            "We reaffirm our steadfast support for the islanders, as well as our continued readiness to hold the "
            "pirates to account.",
            "hold the pirates to account",
            ("Chile", "Norway"),
            True,
        ),
        (
            "We will do this in a way that serves all sailors, including by supporting the island harbours.",
            "do this in a way that serves all sailors, including by supporting the island harbours",
            ("Chile", "Norway"),
            True,
        ),
        (
            "Countries intend to strengthen their harbours against storms.",
            "strengthen their harbours against storms",
            ("Chile", "Norway"),
            True,
        ),
        ("Participating states will publish charts.", "publish charts", ("Chile", "Norway"), False),
        ("Economies intend to deepen their ties.", "deepen their ties", ("Chile", "Norway"), True),
    ],
)
def test_binds(sentence: str, action: str, by: tuple[str, ...], vague: bool) -> None:
    ((told, who, deed),) = deeds(sentence)
    assert (told, who, deed.vague) == (action, by, vague)


@pytest.mark.parametrize(
    "sentence",
    [
        "We commit to peace, democracy and the rule of law.",
        "We commit to the law of the sea.",
        "We commit to peace in the 40 harbours of the coast.",
        "Norway has pledged 40 ferries to the region.",
        "We do not commit to a ceiling of 5% on tolls.",
        "We offer our condolences to the families of the crew.",
        "We thank Chile for the assistance that it offered to the crew.",
        "Chile was offered assistance with the search.",
        "We reaffirm our commitment to peace and to the rule of law.",
        "We will do this.",
        "Developing countries will build harbours.",
        "Many governments will build harbours.",
        "Governments around the world will build harbours.",
    ],
)
def test_binds_nobody(sentence: str) -> None:
    assert actions(sentence) == []


@pytest.mark.parametrize(
    "stem", ["We commit to:", "We will:", "We hereby establish a ferry partnership with the aim to:"]
)
def test_items_that_begin_in_capitals(stem: str) -> None:
    items = "1. ENHANCE partnerships in ferry safety.\n\n2. STRENGTHEN practical cooperation on charts.\n"
    found = actions(f"{stem}\n\n{items}")
    assert found == ["ENHANCE partnerships in ferry safety", "STRENGTHEN practical cooperation on charts"]


def test_item_in_capitals_whose_stem_stands_several_passages_above() -> None:
    text = (
        "We commit to:\n\n1. ENHANCE partnerships in ferry safety.\n\nMany ferries of the coast are old.\n\n"
        "2. STRENGTHEN practical cooperation on charts.\n\n3. Ferries of the northern coast.\n"
    )
    assert actions(text) == ["ENHANCE partnerships in ferry safety", "STRENGTHEN practical cooperation on charts"]


def test_paragraphs_in_capitals_under_a_stem_that_binds() -> None:
    items = "STRENGTHEN practical cooperation on charts;\n\nENHANCE partnerships in ferry safety.\n"
    assert len(actions(f"We will:\n\n{items}")) == 2
    assert actions(f"The fund has several parts, including:\n\n{items}") == []


@pytest.mark.parametrize(
    ("sentence", "words", "expected"),
    [
        (
            "We will pursue lower tolls throughout the 12th General Assembly.",
            "throughout the 12th General Assembly",
            (None, None),
        ),
        (
            "Over the coming year of action, we commit to lowering the tolls.",
            "Over the coming year of action",
            ("2033-03-10", "2034-03-10"),
        ),
        (
            "We will use the year of action to lower the tolls.",
            "the year of action",
            ("2033-03-10", "2034-03-10"),
        ),
    ],
)
def test_due(sentence: str, words: str, expected: tuple[str | None, str | None]) -> None:
    marks, whole = marked(f"{JOINT}{sentence}\n", "text.md")
    (due,) = [s.deed.due for s in marks.statements if s.deed is not None and s.deed.due is not None]
    when = due_when(None, due.bound, due.span.of(whole), DAY)
    assert (due.span.of(whole), due.time, (when.from_, when.to)) == (words, None, expected)


def test_a_year_of_action_that_begins_on_a_leap_day() -> None:
    when = due_when(None, "at", "the year of action", date(2032, 2, 29))
    assert (when.from_, when.to) == ("2032-02-29", "2033-02-28")


def test_what_will_be_announced_later_has_no_day() -> None:
    found = deeds("We will hold a second conference, the date and place of which will be announced later.")
    assert found[0][0].startswith("hold a second conference")
    assert [deed.due for *_, deed in found] == [None]


OURS = "We thank the crews of the ferries.\n\nWe welcome the plans of the council.\n\nWe will open a ferry school.\n\n"


@pytest.mark.parametrize(
    ("title", "opening", "by"),
    [
        (
            "Halm Declaration on Ferries",
            "The ministers of Norway, Chile and Iceland met in Halm on 3 May 2033 to talk about ferries.",
            ("Chile", "Iceland", "Norway"),
        ),
        (
            "Declaration on the Norway–Northern Island Countries Partnership",
            "The leaders met in Halm on 3 May 2033 to talk about ferries.",
            ("Northern Island Countries", "Norway"),
        ),
        (
            "Declaration on a Ferry Partnership",
            "We, the leaders of Norway and the Northern Island Countries, met in Halm on 3 May 2033.",
            ("Northern Island Countries", "Norway"),
        ),
        (
            "Declaration on a Ferry Partnership",
            "We, the leaders of the Northern Island countries and Norway, met in Halm on 3 May 2033.",
            ("Northern Island countries", "Norway"),
        ),
    ],
)
def test_declaration_binds_those_whom_its_opening_names(title: str, opening: str, by: tuple[str, ...]) -> None:
    text = f"{opening}\n\n{OURS}The aforementioned countries will publish charts.\n"
    found = deeds(text, f"---\ntitle: {title}\n---\n\n")
    assert [(action, who) for action, who, _ in found] == [("open a ferry school", by), ("publish charts", by)]
