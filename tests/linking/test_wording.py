"""Wording: a formula is found wherever it stands, exact or altered; what changed; its life; how it spreads."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from communique.linking.alignment import align, bound
from communique.linking.fingerprints import LEAST, prints_of
from communique.linking.lineages import Bearing, Saying, lineage, lives, spread_of
from communique.linking.revisions import revise
from communique.linking.sentences import sentences
from communique.linking.spelling import key_of, keys_of
from communique.linking.wording import Pages, Piece, Use, pack, passages_of, repetitions, unpack, uses_of, word_spans

FORMULA = (
    "The two ministers strongly opposed any unilateral attempt to change the status quo in the Harrune Strait by force"
    " or coercion."
)
OTHERS = (
    "The harvest festival of Tirmona drew visitors from every valley and closed with songs.",
    "Officials will review tariffs on copper, timber and dried fish before the spring session.",
    "A scholarship for young engineers opens in Dornhask next year with forty places.",
    "The delegations exchanged views on vaccines, clinics and the training of nurses in remote districts.",
)
WORDS = [
    f"{a}{b}" for a in ("bel", "cor", "dun", "fal", "gri", "hol", "jun") for b in ("ast", "ent", "ick", "orm", "ush")
]
word = st.sampled_from([*WORDS, "the", "of", "and"])
text = st.lists(word, min_size=0, max_size=60)


def shelf(*documents: str) -> Pages:
    pages = Pages()
    for n, document in enumerate(documents):
        pages.put(passages_of(f"d-{n}", [Piece(document)]))
    return pages


def documents_of(uses: list[Use]) -> set[str]:
    return {use.document for use in uses}


@pytest.mark.parametrize(
    "pair",
    [
        *["defence defense", "Programmes programs", "organisations organizations", "centre center", "labour’s labor"],
        *["neighbouring neighboring", "travelled traveled", "dialogue dialog", "analysed analyzed", "Côte cote"],
        *["paediatric pediatric", "fulfil fulfill"],
    ],
)
def test_both_spellings_are_one_word(pair: str) -> None:
    british, american = pair.split()
    assert key_of(british) == key_of(american)


@pytest.mark.parametrize("one, other", [("hour", "hor"), ("tour", "tor"), ("rise", "rice"), ("filled", "filed")])
def test_short_words_are_left_as_they_are(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


def test_a_title_or_an_initial_ends_no_sentence() -> None:
    paragraph = "Mr. Ito met Dr. J. Lund of the U.S. Mission. They agreed. “Good.” Then No. 7 was signed."
    first, *others = (paragraph[start:end] for start, end in sentences(paragraph))
    assert first == "Mr. Ito met Dr. J. Lund of the U.S. Mission."
    assert others == ["They agreed.", "“Good.”", "Then No. 7 was signed."]


def test_passages_lead_back_to_the_characters() -> None:
    canonical = "**We** agree.  They\nwelcome it."
    kept = [n for n, c in enumerate(canonical) if c != "*" and n != 14]
    piece = Piece("".join(canonical[n] if canonical[n] != "\n" else " " for n in kept), kept)
    first, second = passages_of("d-1", [piece])
    assert canonical[first.start : first.end].endswith("agree.") and canonical[second.start : second.end].endswith(
        "it."
    )
    assert (first.first, second.first) == (0, 2) and second.words == ("they", "welcome", "it")
    assert [canonical[a:b] for a, b in word_spans(piece)] == ["We", "agree", "They", "welcome", "it"]


def test_numbers_of_passages_are_packed_and_unpacked() -> None:
    assert list(unpack(pack([0, 7, 70_000]))) == [0, 7, 70_000]
    assert len(pack([3])) == 4


@given(text, text, st.lists(word, min_size=LEAST, max_size=20), text, text)
def test_eight_words_in_common_leave_a_run_in_common(
    a: list[str], b: list[str], c: list[str], d: list[str], e: list[str]
) -> None:
    one, other = a + c + b, d + c + e
    at = {(n - len(a)) for _, n in prints_of(one) if len(a) <= n <= len(a) + len(c) - 5}
    assert at & {(n - len(d)) for _, n in prints_of(other) if len(d) <= n <= len(d) + len(c) - 5}


@settings(max_examples=60, deadline=None)
@given(st.lists(text, min_size=1, max_size=5), text)
def test_every_repetition_of_eight_words_is_found(documents: list[list[str]], asked: list[str]) -> None:
    pages = shelf(*(" ".join(words[:9]) + ". " + " ".join(words[9:]).capitalize() for words in documents))
    runs, _ = repetitions(asked, pages)
    given_ = {(m + k, o, a + k) for (o, _), f in runs.items() for m, a, z in f for k in range(z - LEAST + 1)}
    wanted = {
        (m, f"d-{n}", a)
        for n, words in enumerate(documents)
        for a in range(len(words) - LEAST + 1)
        for m in range(len(asked) - LEAST + 1)
        if words[a : a + LEAST] == asked[m : m + LEAST]
    }
    assert given_ == wanted


def test_a_repetition_over_the_end_of_a_sentence_touches_both() -> None:
    pages = shelf("We met in spring. The talks on copper and timber went on. All left.")
    uses = uses_of(keys_of("in spring the talks on copper and timber went on all"), pages)
    assert {use.n for use in uses} == {0, 1, 2} and {use.runs[0][2] for use in uses} == {11}


@settings(max_examples=80, deadline=None)
@given(st.randoms(use_true_random=False), st.booleans())
def test_an_edited_formula_is_found_and_nothing_else(chance: random.Random, swap: bool) -> None:
    words = FORMULA.split()
    share = 0.0 if swap else 0.3
    for n in sorted(chance.sample(range(len(words)), round(share * len(words))), reverse=True):
        match chance.choice(("drop", "replace", "insert")):
            case "drop":
                del words[n]
            case "replace":
                words[n] = chance.choice(WORDS)
            case _:
                words.insert(n, chance.choice(WORDS))
    if swap:
        words = words[len(words) // 2 :] + words[: len(words) // 2]
    uses = uses_of(keys_of(" ".join(words)), shelf(*OTHERS, FORMULA), least=0.5)
    assert documents_of(uses) == {f"d-{len(OTHERS)}"}


@settings(deadline=None)
@given(st.permutations([*OTHERS, FORMULA, FORMULA.replace("strongly ", ""), FORMULA.replace("Harrune", "Sennel")]))
def test_the_order_of_documents_does_not_matter(documents: list[str]) -> None:
    ids = {document: f"d-{n}" for n, document in enumerate(sorted(documents))}
    pages = Pages()
    for document in documents:
        pages.put(passages_of(ids[document], [Piece(document)]))
    uses = uses_of(keys_of(FORMULA), pages)
    assert uses[0].document == ids[FORMULA] and len(uses) == 3
    again = shelf(*sorted(documents))
    assert uses == uses_of(keys_of(FORMULA), again)


@given(text, text)
def test_likeness_is_the_same_in_both_directions(one: list[str], other: list[str]) -> None:
    there, back = align(one, other), align(other, one)
    assert there.similarity == back.similarity and 0 <= there.similarity <= 1
    assert sorted((b, a, n) for a, b, n in there.blocks) == sorted(back.blocks)
    assert there.similarity <= bound(Counter(one), other) + 1e-9
    assert (align(one, one).similarity == 1 and not align(one, one).changes) or not one


@given(text, text)
def test_changes_turn_the_one_into_the_other(one: list[str], other: list[str]) -> None:
    found = align(one, other)
    gone = Counter(w for c in found.changes if c.op != "move" for w in c.before.split())
    come = Counter(w for c in found.changes if c.op != "move" for w in c.after.split())
    assert Counter(one) - gone + come == Counter(other)
    assert all(c.before == c.after for c in found.changes if c.op == "move")


def test_changes_name_what_was_dropped_replaced_added_and_moved() -> None:
    changed = (
        "In the Harrune Strait the two ministers opposed any unilateral attempt to alter the status quo by force or"
        " coercion today"
    )
    found = align(keys_of(FORMULA), keys_of(changed))
    said = {(c.op, c.before, c.after) for c in found.changes}
    assert ("drop", "strongly", "") in said and ("replace", "change", "alter") in said and ("add", "", "today") in said
    assert ("move", "in the harrune strait", "in the harrune strait") in said and len(said) == 4


def test_a_clause_that_moved_and_was_changed_is_still_that_clause() -> None:
    before = (
        "by sea and by rail the envoys carried copper ingots northward and the governors welcomed twelve new clinics"
    )
    after = "the governors welcomed twelve new clinics and by sea the envoys brought copper ingots northward"
    assert align(before.split(), after.split()).similarity > 0.8


def test_a_formula_inside_a_long_sentence_is_that_formula() -> None:
    long = (
        "After a day of talks about fish and tolls, " + FORMULA[0].lower() + FORMULA[1:-1] + ", and went home by boat."
    )
    (use,) = uses_of(keys_of(FORMULA), shelf(long, *OTHERS))
    assert use.similarity == 1 and use.run == len(keys_of(FORMULA)) and use.answers[0] == 9


def test_short_courtesies_are_found_only_as_they_stand() -> None:
    pages = shelf("Thank you.", "Thank you all.", *OTHERS)
    assert documents_of(uses_of(keys_of("Thank you"), pages)) == {"d-0"}


def test_a_name_is_no_use_of_the_sentence_that_holds_it() -> None:
    held = "Governor Oresk Valden of Tirmona spoke about copper, timber, clinics and the training of many nurses."
    pages = shelf("Governor Oresk Valden, Tirmona.", *OTHERS)
    assert "d-0" not in documents_of(uses_of(keys_of(held), pages))
    assert documents_of(uses_of(keys_of("Governor Oresk Valden, Tirmona"), shelf(held, *OTHERS))) == {"d-0"}


def test_a_lineage_has_a_first_use_branches_and_words_that_come_and_go() -> None:
    plain, strong = "we oppose any change of the status quo", "we strongly oppose any change of the status quo"
    force = "we strongly oppose any change of the status quo by force"
    days = ("2017-10-31", "2019-01-02", "2020-05-06", "2023-01-31", "")
    sayings = [
        Saying(day, f"d-{n}", 0, tuple(words.split()))
        for n, (day, words) in enumerate(
            zip(days, (plain, strong, force, force.replace("any", "every"), strong), strict=True)
        )
    ]
    lines = lineage(reversed(sayings))
    assert lines == lineage(sayings)
    assert [line.variant for line in lines] == [0, 1, 2, 2, 1]
    assert [line.parent and line.parent.document for line in lines] == [None, "d-0", "d-1", "d-2", "d-1"]
    assert lines[0].first and [c.after for c in lines[2].changes] == ["by force"]
    words = {life.word: life for life in lives([*sayings, Saying("2024-01-01", "d-9", 0, tuple(plain.split()))])}
    assert words["force"].came and words["force"].went and words["force"].last == "2023-01-31"
    assert not words["quo"].came and not words["quo"].went


def test_boilerplate_spreads_like_any_documents_and_agreed_language_does_not() -> None:
    others = [f"state:{n}" for n in range(12)]
    every = [
        Bearing(f"d-{n}", frozenset({"state:own", others[n % 12]}), frozenset({f"issue {n % 9}"})) for n in range(120)
    ]
    assert spread_of(every[:40], every).kind == "boilerplate"
    pair = [one for one in every if "state:3" in one.parties]
    assert spread_of(pair, every).kind == "agreed" and spread_of(pair, every).shared == {"state:own", "state:3"}
    on_one_issue = [one for one in every if "issue 4" in one.issues]
    assert spread_of(on_one_issue, every).kind != "boilerplate"
    assert spread_of(every[:3], every).kind == "open"
    opening = [structs.replace(one, tells=n % 4 > 0) for n, one in enumerate(pair)]
    assert spread_of(opening, every).kind == "boilerplate" and "met or spoke" in spread_of(opening, every).reason
    assert spread_of(list(reversed(pair)), list(reversed(every))) == spread_of(pair, every)


def test_a_moved_passage_is_moved_and_not_dropped() -> None:
    before = passages_of("d-1", [Piece(sentence) for sentence in (*OTHERS, FORMULA)])
    changed = OTHERS[1].replace("copper", "tin")
    after = passages_of(
        "d-2", [Piece(s) for s in (FORMULA, OTHERS[0], changed, "Nothing else was said of it at all.", OTHERS[3])]
    )
    found = [(r.kind, r.moved) for r in revise(before, after)]
    assert found == [
        ("same", True),
        ("same", False),
        ("changed", False),
        ("new", False),
        ("same", False),
        ("dropped", False),
    ]
    assert [c.op for r in revise(before, after) for c in r.changes] == ["replace"]
