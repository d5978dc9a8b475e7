"""To whom a statement is said and at whom its act is aimed, and whose a joint text is. All sentences are invented."""

from __future__ import annotations

import pytest
from said import marked

from communique.model.marks import Party, StatementMark

READOUT = (
    "Readout of President Petrova's meeting with Prime Minister Mensah\n\n"
    "President Anna Petrova of Bulgaria met today with Prime Minister Kofi Mensah of Ghana. "
)
JOINT = (
    "Joint Statement by President Anna Petrova of Bulgaria and Prime Minister Kofi Mensah of Ghana\n\n"
    "Sofia, 4 May 2031\n\n"
)
BOTH = ("Anna Petrova", "Kofi Mensah")


def last(text: str) -> tuple[StatementMark, tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The last statement of a text with its speakers, addressees and targets."""
    marks, whole = marked(text)

    def names(parties: tuple[Party, ...]) -> tuple[str, ...]:
        return tuple(marks.figures[p.figure].name if p.figure is not None else p.span.of(whole) for p in parties)

    found = marks.statements[-1]
    return found, names(found.speakers), names(found.addressees), names(found.targets)


@pytest.mark.parametrize(
    ("sentence", "targets"),
    [
        ("The leaders condemned Kenya’s war against Chad.", ("Kenya",)),
        ("The leaders condemned Kenyan aggression.", ("Kenya",)),
        ("The leaders condemned the attack on Chad.", ()),
        ("The leaders condemned the launch of a missile by Kenya.", ("Kenya",)),
        ("The leaders condemned the rocket attacks by Sarhan and other armed groups.", ("Sarhan",)),
        ("The leaders expressed concern about the situation in Chad.", ()),
        ("The leaders expressed concern about Kenyan and Chadian activities at sea.", ("Kenya", "Chad")),
        ("President Petrova opposed any change of the border by Kenya.", ("Kenya",)),
        ("President Petrova accused Kenya of piracy.", ("Kenya",)),
        ("President Petrova urged Kenya and Chad to resume talks.", ("Kenya", "Chad")),
        ("President Petrova said that Kenya must withdraw its forces.", ("Kenya",)),
        ("The leaders demanded that Kenya withdraw its forces.", ("Kenya",)),
        ("The leaders called for the withdrawal of Kenyan forces from Chad.", ("Kenya",)),
        ("The leaders called on all parties to respect the truce.", ("all parties",)),
        ("President Petrova extended an invitation to Prime Minister Mensah to visit Sofia.", ("Kofi Mensah",)),
        ("President Petrova voiced support for the people of Chad.", ("Chad",)),
        ("President Petrova conveyed her steadfast support for Chad’s security.", ("Chad",)),
        (
            "President Petrova thanked Prime Minister Mensah and the people of Chad for their help.",
            ("Kofi Mensah", "Chad"),
        ),
        ("President Petrova expressed appreciation to Prime Minister Mensah for the welcome.", ("Kofi Mensah",)),
        (
            "President Petrova congratulated Prime Minister Mensah on taking the chair of the African Union.",
            ("Kofi Mensah",),
        ),
        ("President Petrova congratulated him on his election.", ("Kofi Mensah",)),
        ("President Petrova commended the leadership of Prime Minister Mensah.", ("Kofi Mensah",)),
        ("President Petrova highlighted the tireless work of Foreign Minister Ama Owusu.", ("Ama Owusu",)),
        ("President Petrova welcomed Kenya’s decision to return to the talks.", ("Kenya",)),
        ("The leaders welcomed the strong partnership between Bulgaria and Ghana.", ()),
        ("The leaders discussed Kenya’s war against Chad.", ()),
    ],
)
def test_targets(sentence: str, targets: tuple[str, ...]) -> None:
    assert last(READOUT + sentence + "\n")[3] == targets


def test_nobody_aims_at_the_own_side() -> None:
    assert last(READOUT + "President Petrova praised Bulgaria’s role in the talks.\n")[3] == ()


def test_the_words_that_decided_stand_in_the_reasons() -> None:
    condemned = last(READOUT + "The leaders condemned Kenya’s war against Chad.\n")[0]
    assert "target: “Kenya”, owner of “war” (whose conduct)" in condemned.why
    urged, _, addressees, _ = last(READOUT + "President Petrova urged Kenya to protect its climate.\n")
    assert addressees == ("Kenya",)
    assert "addressee: “Kenya”, object of “urged”" in urged.why
    assert any(why.startswith("issue: “climate and environment”, by “climate”") for why in urged.why)


@pytest.mark.parametrize(
    ("sentence", "act", "speakers"),
    [
        ("Ghana intends to reform its courts within the next year.", "commit", BOTH),
        ("Our two governments remain committed to protecting the forests of the region.", "reaffirm", BOTH),
        ("We will explore new ways to protect the forests of the region.", "commit", BOTH),
        ("We have signed a memorandum on the protection of forests.", "announce", BOTH),
        ("President Petrova emphasized that the forests of the region are in danger.", "assert", BOTH[:1]),
        ("We continue to call on Kenya to protect its forests.", "demand", BOTH),
    ],
)
def test_a_joint_text_is_said_by_all(sentence: str, act: str, speakers: tuple[str, ...]) -> None:
    found, who, _, _ = last(JOINT + sentence + "\n")
    assert (found.act, who) == (act, speakers)


def test_verbs_of_one_subject_are_statements_of_their_own() -> None:
    marks, _ = marked(JOINT + "We condemn Kenya’s attacks, and call on Chad to open the border.\n")
    assert [s.act for s in marks.statements] == ["condemn", "demand"]


def test_a_subordinate_cue_does_not_take_a_sentence_apart() -> None:
    sentence = "Our joint work will prepare students for new trades as we seek to strengthen the economy."
    marks, text = marked(JOINT + sentence + "\n")
    assert [" ".join(c.of(text) for c in s.content) for s in marks.statements] == [sentence[:-1]]


def test_narration_of_a_joint_text_is_no_statement() -> None:
    marks, _ = marked(JOINT + "President Petrova and Prime Minister Mensah met in Sofia on Monday.\n")
    assert not marks.statements


@pytest.mark.parametrize(
    ("title", "opening", "speakers"),
    [
        ("Joint Statement by Bulgaria and Ghana on Kenya", "We condemn the attacks.", ("Bulgaria", "Ghana")),
        (
            "Joint statement on further measures",
            "We, the leaders of Bulgaria, Ghana and Chad, condemn Kenya’s attacks.",
            ("Bulgaria", "Ghana", "Chad"),
        ),
        ("Joint Statement by the African Union on measures against Kenya", "We condemn it.", ("African Union",)),
    ],
)
def test_whose_joint_text_it_is(title: str, opening: str, speakers: tuple[str, ...]) -> None:
    assert last(f"{title}\n\n{opening}\n")[1] == speakers
