"""Deeds: what a statement promises or demands, by whom, when, on which condition, and whether it could be checked."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from said import marked

from communique.model.marks import DeedMark, Party

JOINT = "---\ntitle: Joint Statement of Norway and Chile\n---\n\n"
READOUT = (
    "Readout of the Prime Minister's Meeting with the President of Chile\n\n"
    "Prime Minister Karin Holmqvist of Norway met today with President Aldo Brenn of Chile. "
)
STATEMENT = "---\ntitle: Statement by Foreign Minister Lena Orsk of Norway on the Blockade of Port Halm\n---\n\n"


@dataclass(frozen=True)
class Found:
    action: str
    by: tuple[str, ...]
    strength: str
    promised: bool
    due: tuple[str, str] | None
    conditions: tuple[str, ...]
    vague: bool
    object: str
    to: tuple[str, ...]


def deeds(text: str) -> list[Found]:
    marks, whole = marked(text, "text.md")

    def name(party: Party) -> str:
        return marks.figures[party.figure].name if party.figure is not None else party.name

    def found(deed: DeedMark) -> Found:
        words = [" ".join(s.of(whole).split()) for s in deed.action]
        due = (" ".join(deed.due.span.of(whole).split()), deed.due.bound) if deed.due is not None else None
        conditions = tuple(" ".join(c.of(whole).split()) for c in deed.conditions)
        things = " … ".join(s.of(whole) for s in deed.object)
        who, to = tuple(sorted(map(name, deed.by))), tuple(map(name, deed.to))
        strength = str(deed.strength)
        return Found(" … ".join(words), who, strength, deed.promised, due, conditions, deed.vague, things, to)

    return [found(s.deed) for s in marks.statements if s.deed is not None]


def promised(sentence: str, before: str = JOINT) -> list[str]:
    return [d.action for d in deeds(f"{before}{sentence}\n") if d.promised]


BOTH = ("Chile", "Norway")


@pytest.mark.parametrize(
    ("sentence", "action", "strength"),
    [
        ("We will open a consulate in Halm.", "open a consulate in Halm", "strong"),
        ("The two sides agreed to hold yearly talks on fishing.", "hold yearly talks on fishing", "strong"),
        ("We intend to build a second pier.", "build a second pier", "plain"),
        ("We are committed to deepening our trade.", "deepening our trade", "strong"),
        ("We stand ready to send observers to the port.", "send observers to the port", "plain"),
        ("We would consider sending two ships to the port.", "sending two ships to the port", "weak"),
        ("They reaffirmed their commitment to reduce the tolls.", "reduce the tolls", "strong"),
        (
            "A joint school for pilots will be opened in Halm.",
            "A joint school for pilots will be opened in Halm",
            "strong",
        ),
        ("They directed their ministers to draft a plan for the pier.", "draft a plan for the pier", "strong"),
        ("We will not recognise the blockade.", "not recognise the blockade", "strong"),
    ],
)
def test_words_that_bind(sentence: str, action: str, strength: str) -> None:
    (found,) = deeds(f"{JOINT}{sentence}\n")
    assert (found.action, found.strength, found.by, found.promised) == (action, strength, BOTH, True)


@pytest.mark.parametrize(
    "sentence",
    [
        "We have opened a consulate in Halm.",
        "We hope that this will make trade easier for everyone.",
        "This agreement will make trade easier for everyone.",
        "We welcome the plan, which will strengthen ties between ports.",
        "We reaffirm our commitment to democracy and to peace.",
        "We must do more for the fishermen of both shores.",
        "We welcome Peru’s decision to join the fishing pact.",
        "If the talks fail, the port will suffer for years.",
        "We do not intend to close the port to anybody.",
        "We will see whether the talks go on.",
        "The ministers discussed the pier and plans to widen it.",
    ],
)
def test_what_binds_nobody(sentence: str) -> None:
    assert promised(sentence) == []


def test_a_list_under_a_stem_that_binds() -> None:
    text = (
        f"{JOINT}Norway and Chile agree to:\n\n- Establish a task force on fishing rights;\n"
        "- Support the ports of the south.\n\nThe plan has three parts, including:\n\n- Deploying boats in the south;\n"
    )
    found = deeds(text)
    assert [(d.action, d.by, d.vague) for d in found] == [
        ("Establish a task force on fishing rights", BOTH, False),
        ("Support the ports of the south", BOTH, True),
    ]


def test_who_is_bound_is_whom_the_sentence_names() -> None:
    (norway,) = deeds(f"{JOINT}Norway will send four boats to Halm.\n")
    assert norway.by == ("Norway",)
    assert promised("Peru will send four boats to Halm.") == []
    (told,) = deeds(f"{READOUT}President Brenn announced that Chile would lower its tolls.\n")
    assert (told.by, told.action) == (("Chile",), "lower its tolls")


def test_a_body_of_theirs_binds_those_who_speak() -> None:
    (found,) = deeds(f"{JOINT}The working group will meet twice a year in Halm.\n")
    assert (found.by, found.vague) == (BOTH, False)


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("by 2034", "by"),
        ("within six months", "within"),
        ("in 2034", "at"),
        ("starting in 2034", "from"),
        ("at the next summit", "at"),
        ("in the coming weeks", "within"),
        ("for the period 2034-2036", "at"),
    ],
)
def test_when_it_is_due(words: str, bound: str) -> None:
    (found,) = deeds(f"{JOINT}We will open a consulate in Halm {words}.\n")
    assert found.due == (words, bound)


@pytest.mark.parametrize(
    "sentence",
    [
        "We will open a consulate in Halm every year.",
        "We will implement the 2034 Plan for the ports.",
        "We will implement the treaty signed in 2019.",
        "On Monday they agreed to open a consulate in Halm.",
        "We will keep the consulate for three years.",
    ],
)
def test_what_is_no_due_date(sentence: str) -> None:
    (found,) = deeds(f"{JOINT}{sentence}\n")
    assert found.due is None


def test_what_a_promise_hangs_on() -> None:
    (found,) = deeds(f"{JOINT}We will open the port, subject to the approval of the council.\n")
    assert found.conditions == ("subject to the approval of the council",)
    (aid,) = deeds(f"{JOINT}We will publish a report on the aid provided by the council.\n")
    assert aid.conditions == ()


@pytest.mark.parametrize(
    ("deed", "vague"),
    [
        ("deepen our cooperation on fishing", True),
        ("continue to support the ports of the south", True),
        ("provide 40 million crowns to the ports", False),
        ("strengthen the ports by building on what was learnt", True),
        ("strengthen the ports by establishing a fund", False),
        ("publish a report on tolls", False),
        ("hold a conference on tolls", False),
        ("hold the smugglers to account", True),
        ("open two places for officers of the south", False),
    ],
)
def test_vague_is_what_nobody_could_check(deed: str, vague: bool) -> None:
    (found,) = deeds(f"{JOINT}We will {deed}.\n")
    assert found.vague is vague


def test_for_whom() -> None:
    (found,) = deeds(f"{JOINT}We will support Peru in its search for the crew.\n")
    assert found.to == ("Peru",)


def test_a_demand_is_of_others() -> None:
    (found,) = deeds(f"{STATEMENT}We call on Peru to release the crew by Friday.\n")
    assert (found.promised, found.by, found.due) == (False, ("Peru",), ("by Friday", "by"))
    assert deeds(f"{STATEMENT}Norway and Peru must work for peace in the region.\n") == []
    (open_to_all,) = deeds(f"{STATEMENT}We call for the immediate release of the crew.\n")
    assert (open_to_all.promised, open_to_all.by) == (False, ())


@pytest.mark.parametrize(
    ("sentence", "of"),
    [
        ("I call on Congress to fund the ferries.", "Congress"),
        ("We urge private shipowners to lower their tolls.", "private shipowners"),
        ("I call on Chile to open the port.", "Chile"),
    ],
)
def test_whom_a_demand_names_stands_in_it_though_no_figure_has_the_name(sentence: str, of: str) -> None:
    (found,) = deeds(STATEMENT + sentence + "\n")
    assert (found.by, found.promised) == ((of,), False)


def test_to_whom_something_is_promised_is_who_is_told_so() -> None:
    (deed,) = deeds(READOUT + "Prime Minister Holmqvist assured President Brenn that Norway would send two ships.")
    assert (deed.by, deed.to) == (("Norway",), ("Aldo Brenn",))
