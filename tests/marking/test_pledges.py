"""Pledges beside other statements, under stems and in sentences that are hard to parse; and when they are due."""

from __future__ import annotations

from datetime import date

import pytest
from said import marked

from communique.model.commitments import due_when
from communique.model.marks import DeedMark

JOINT = "---\ntitle: Joint Statement of Norway and Chile\ndate: 2033-03-10\n---\n\n"
DECLARED = "---\ntitle: Halm Declaration on Ferries\n---\n\nWe, the ministers of Norway and Chile, met in Halm.\n\n"
DAY = date(2033, 3, 10)


def deeds(text: str, before: str = JOINT) -> list[tuple[str, tuple[str, ...], DeedMark, str]]:
    marks, whole = marked(f"{before}{text}\n", "text.md")
    found = [s.deed for s in marks.statements if s.deed is not None and s.deed.promised]
    names = [
        tuple(sorted(marks.figures[p.figure].name if p.figure is not None else p.name for p in d.by)) for d in found
    ]
    told = [" … ".join(" ".join(s.of(whole).split()) for s in d.action) for d in found]
    return [(a, b, d, whole) for a, b, d in zip(told, names, found, strict=True)]


def actions(text: str, before: str = JOINT) -> list[str]:
    return [action for action, *_ in deeds(text, before)]


def due(sentence: str) -> tuple[str | None, str | None] | None:
    marks, whole = marked(f"{JOINT}{sentence}\n", "text.md")
    found = [s.deed.due for s in marks.statements if s.deed is not None and s.deed.due is not None]
    if not found:
        return None
    value = marks.times[found[0].time].value if found[0].time is not None else None
    when = due_when(value, found[0].bound, found[0].span.of(whole), DAY)
    return when.from_, when.to


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("Norway is to open two harbours in Chile.", "open two harbours in Chile"),
        ("We are united in our determination to reduce ferry tolls.", "reduce ferry tolls"),
        ("The two sides agreed that they will remain in close contact on tolls.", "remain in close contact on tolls"),
        ("We commit to a common goal of reducing ferry tolls by half.", "reducing ferry tolls by half"),
        (
            "We oppose all levies that undermine, burden, or threaten the trade in salt and commit to lowering them.",
            "lowering them",
        ),
        ("We join voices in condemning piracy, and pledge to work together on patrols.", "work together on patrols"),
        ("The next round of talks will take place in Halm.", "next round of talks will take place in Halm"),
        ("Ferries: The two sides will publish a list of ferries.", "publish a list of ferries"),
    ],
)
def test_promises(sentence: str, action: str) -> None:
    assert any(action in told for told in actions(sentence)), actions(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway will not yield to threats.",
        "The ministers will brief the press on the flight.",
        "The two sides will remain united.",
        "The aim is to open two harbours.",
        "We urge all states to lower tolls and commit to opening their harbours.",
    ],
)
def test_promises_nothing(sentence: str) -> None:
    assert actions(sentence) == []


def test_what_one_undertakes_beside_what_one_says() -> None:
    found = deeds(
        "The leaders discussed the needs caused by the storm, committed to sending aid, and praised the crews."
    )
    assert [(action, by) for action, by, *_ in found] == [("sending aid", ("Chile", "Norway"))]


def test_stem_binds_although_it_ends_elsewhere() -> None:
    text = (
        "We intend to work together across the whole of the northern sea to:\n\n- Publish a yearly list of ferries.\n"
    )
    assert "Publish a yearly list of ferries" in actions(text)


def test_gerund_under_a_stem_that_only_includes_is_no_promise() -> None:
    text = "The fund has several parts, including:\n\n- Expanding the training of pilots in both countries.\n"
    assert actions(text) == []


def test_declaration_of_several_binds_them() -> None:
    assert [by for _, by, *_ in deeds("We will open a ferry school.", DECLARED)] == [("Chile", "Norway")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("We intend to draft in 2034 joint rules for ferries.", ("2034-01-01", "2034-12-31")),
        ("We will build a common chart to be adopted by 2035 at the latest.", (None, "2035-12-31")),
        ("We will lower tolls by the end of the decade.", (None, "2039-12-31")),
        ("We commit to submit a plan before COP45.", (None, None)),
        ("We will report ahead of the Halm Summit in June 2034.", (None, "2034-06-30")),
        ("Before the next meeting of the council, we plan to publish a list.", (None, None)),
        ("At the Halm Summit, the two sides agreed to publish a list.", None),
        ("We will open a school, and Chile opened a harbour this year.", None),
    ],
)
def test_due(sentence: str, expected: tuple[str | None, str | None] | None) -> None:
    assert due(sentence) == expected
