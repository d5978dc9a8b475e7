from __future__ import annotations

import random

import pytest

from communique.lexicon import load
from communique.linking.correspondence import Beside, Said
from communique.linking.groups import grouped
from communique.linking.meaning import Meanings, stem
from communique.linking.spelling import key_of
from communique.model.comparison import Stance

BOTH = frozenset({"a-1", "Ossavel", "a-2", "Quarrevia"})


@pytest.fixture(scope="module")
def meanings() -> Meanings:
    lexicon = load()
    return Meanings(lexicon.alike, lexicon.light)


def said(id_: str, document: str, act: str, content: str, **more: object) -> Said:
    values: dict[str, object] = {"parties": BOTH, "negated": False, "strength": "plain", **more}
    return Said(id=id_, document=document, act=act, content=content, **values)  # type: ignore[arg-type]


def stance(meanings: Meanings, one: Said, other: Said) -> Stance | None:
    found = Beside([one, other], meanings).pairs(one.document, other.document)
    return found[0][2].stance if found else None


def test_words_of_one_root_have_one_stem() -> None:
    for words in (
        ["cooperation", "cooperate", "cooperative"],
        ["opposition", "opposed", "opposes"],
        ["programmes", "program"],
        ["maximising", "maximum"],
        ["denuclearisation", "denuclearization"],
    ):
        assert len({stem(key_of(word)) for word in words}) == 1, words
    assert stem(key_of("security")) != stem(key_of("secretary"))


def test_a_sense_has_numbers_and_what_is_denied(meanings: Meanings) -> None:
    sense = meanings.of("to bolster nothing, and not to close the two gas pipelines")
    assert {"#2", "gas", stem("pipelines")} <= sense.features
    assert sense.counted["gas"] == frozenset({"2"})
    assert "clos" in sense.denied or "close" in sense.denied
    assert stem("boost") not in sense.features  # by the name of its list


@pytest.mark.parametrize(
    ("act", "content", "other_act", "other", "expected"),
    [
        ("oppose", "unilateral closures of the strait", "oppose", "any unilateral closure of the strait", "carries"),
        ("condemn", "the boarding of nine fishing vessels", "concern", "the boarding of fishing vessels", "weaker"),
        ("request", "to release the crews of the vessels", "demand", "to release the crews of the ships", "stronger"),
        ("commit", "we will open a joint rescue centre in Tirmona", "commit", "they would consider opening a joint "
         "rescue centre in Tirmona", "weaker"),
        ("discuss", "fees for pilots in the strait", "agree", "fees for pilots in the strait must end", "stronger"),
        ("support", "the release of the grain ships", "oppose", "the release of the grain ships", "contradicts"),
        ("assert", "nine vessels lie at anchor off Tirmona", "assert", "seven vessels lie at anchor off Tirmona",
         "contradicts"),
        ("assert", "the pilots will return to Tirmona harbour", "assert", "the pilots will not return to Tirmona "
         "harbour", "contradicts"),
    ],
)  # fmt: skip
def test_force_modality_numbers_and_negation_decide(
    meanings: Meanings, act: str, content: str, other_act: str, other: str, expected: str
) -> None:
    one, two = said("s-1", "d-1", act, content), said("s-2", "d-2", other_act, other)
    assert stance(meanings, one, two) == expected


def test_other_speakers_and_other_targets_are_other_statements(meanings: Meanings) -> None:
    words = "to release the crews of the fishing vessels"
    one = said("s-1", "d-1", "demand", words, targets=frozenset({"a-7"}))
    assert stance(meanings, one, said("s-2", "d-2", "demand", words, parties=frozenset({"a-9"}))) is None
    assert stance(meanings, one, said("s-2", "d-2", "demand", words, targets=frozenset({"a-8"}))) is None
    assert stance(meanings, one, said("s-2", "d-2", "demand", words)) == "carries"


def test_to_speak_of_one_thing_is_not_to_say_the_same_of_it(meanings: Meanings) -> None:
    """Only the words of the issue are the same: one asks for an end, the other tells of an inspection."""
    one = said("s-1", "d-1", "demand", "to end its sea mines programme", terms=((11, 30),))
    other = said("s-2", "d-2", "assert", "inspectors counted its sea mines programme", terms=((23, 42),))
    assert stance(meanings, one, other) is None


JOINT = [
    said("s-j1", "d-1", "demand", "to release the crews of the fishing vessels without delay", place=1),
    said("s-j2", "d-1", "oppose", "unilateral closures of the Hollavarn strait", place=2),
    said("s-j3", "d-1", "commit", "reviewing the pilotage roadmap before spring", place=3),
]
PRESS = [
    said("s-p1", "d-3", "assert", "the crews of the fishing vessels must be released, and closures of the Hollavarn "
         "strait were unilateral and unacceptable", place=1),
    said("s-p2", "d-3", "assert", "the weather had delayed his train", place=2),
]  # fmt: skip
READOUT = [said("s-r1", "d-2", "agree", "they would review the roadmap for pilotage", place=1)]


def test_one_sentence_may_cover_two_clauses(meanings: Meanings) -> None:
    beside = Beside([*JOINT, *READOUT, *PRESS], meanings)
    rows = {
        g.head: {d: [id_ for id_, _ in found] for d, found in g.members.items()}
        for g in grouped(beside, ["d-1", "d-2", "d-3"])
    }
    assert rows["s-j1"] == {"d-1": ["s-j1"], "d-3": ["s-p1"]}
    assert rows["s-j2"] == {"d-1": ["s-j2"], "d-3": ["s-p1"]}
    assert rows["s-j3"] == {"d-1": ["s-j3"], "d-2": ["s-r1"]}
    assert rows["s-p2"] == {"d-3": ["s-p2"]}
    assert len(rows) == 4


def test_rows_do_not_depend_on_the_order_of_arrival(meanings: Meanings) -> None:
    every = [*JOINT, *READOUT, *PRESS]
    first = grouped(Beside(every, meanings), ["d-1", "d-2", "d-3"])
    for seed in range(5):
        mixed = random.Random(seed).sample(every, len(every))
        assert grouped(Beside(mixed, meanings), ["d-1", "d-2", "d-3"]) == first


def test_a_negation_denies_its_own_sentence_and_not_what_is_said_elsewhere() -> None:
    meanings = Meanings({}, ())
    assert meanings.of("They do not ask for speeches. They ask when the ferry sails").denied == {"speech"}
    assert stem(key_of("ferry")) in meanings.of("They never ask about the ferry").denied


def test_not_only_denies_nothing() -> None:
    meanings = Meanings({}, ())
    assert not meanings.of("It needs not only grain but also flour").denied
    assert "grain" in meanings.of("It needs not grain but flour").denied


def test_of_two_that_were_spoken_more_is_asked(meanings: Meanings) -> None:
    """Both speak of ferries and pilots, as everybody does at a press conference."""
    words = ("the pilots wait for the ferries of Tirmona", "the ferries carry bread and pilots to us")
    written = [said(f"s-{n}", f"d-{n}", "assert", content) for n, content in enumerate(words)]
    spoken = [said(f"s-{n}", f"d-{n}", "assert", content, spoken=True) for n, content in enumerate(words)]
    assert stance(meanings, *written) == "carries"
    assert stance(meanings, *spoken) is None
    same = [said(f"s-{n}", f"d-{n}", "assert", "lower fees for the pilots", spoken=True) for n in range(2)]
    assert stance(meanings, *same) == "carries"


def test_would_is_reported_speech_and_would_consider_is_weaker(meanings: Meanings) -> None:
    will = said("s-1", "d-1", "commit", "we will open a rescue centre in Tirmona")
    would = said("s-2", "d-2", "commit", "they would open a rescue centre in Tirmona")
    might = said("s-3", "d-2", "commit", "they would consider opening a rescue centre in Tirmona")
    assert stance(meanings, will, would) == "carries"
    assert stance(meanings, will, might) == "weaker"


def test_what_only_speaks_of_its_target_may_have_another(meanings: Meanings) -> None:
    """A note on a funeral is addressed to the family in one text and to the guest in the other."""
    words = "the loss of the harbour master of Tirmona"
    one = said("s-1", "d-1", "condole", words, targets=frozenset({"a-7"}))
    other = said("s-2", "d-2", "condole", words, targets=frozenset({"a-8"}))
    assert stance(meanings, one, other) == "carries"
