"""Which texts are one text, and where it comes from."""

from __future__ import annotations

import random
from itertools import permutations

import pytest

from communique.linking.families import families, placed
from communique.linking.origins import compare, disturbs, keys_of, likeness, mates_of, one_text, shingles, sign
from communique.model.origins import CROWD, Placing, TextLink, TextRow

SYLLABLES = ("ba", "do", "ke", "li", "mu", "no", "pa", "ri", "so", "tu", "va", "wen", "xi", "yor", "zel")


def prose(seed: int, length: int) -> list[str]:
    """Invented words, with a name or a number among every ten."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(length)]
    for n in range(0, length, 10):
        words[n] = words[n].capitalize() if n % 20 else str(chance.randrange(10, 3000))
    return words


def row(document: str, words: list[str], **about: object) -> TextRow:
    distinct = set(shingles(words))
    fields: dict[str, object] = {"house": None, "credit": None, "published": None, "official": False, **about}
    return TextRow(document=document, signature=sign(distinct), shingles=len(distinct), **fields)  # type: ignore[arg-type]


def met(one: list[str], other: list[str]) -> bool:
    return bool(set(keys_of(sign(set(shingles(one))))) & set(keys_of(sign(set(shingles(other))))))


def copied(one: list[str], other: list[str], **about: object) -> bool:
    first = row("d-1", one, **{"house": "The Courier", "published": "2031-10-23", **about})
    second = row("d-2", other, **{"house": "The Mirror", "published": "2031-10-24", **about})
    return one_text(first, second, compare(one, other))


STORY = prose(1, 400)


def edited(words: list[str], part: float, seed: int = 2) -> list[str]:
    """Other words for a part of the plain words, as an editor would: names and numbers stay."""
    chance = random.Random(seed)
    return [w[::-1] + "q" if w.islower() and chance.random() < part else w for w in words]


def test_a_signature_is_the_same_on_every_machine() -> None:
    """Frozen: records made here and there are compared."""
    signature = sign(set(shingles(["Word" + "abcdefgh"[n % 8] * (n // 8 + 1) for n in range(80)])))
    assert len(signature) == 4 * 128
    assert signature[:8].hex() == "8753002264ec5fb7"
    assert keys_of(signature)[0] == -9048597640711370593


@pytest.mark.parametrize(
    ("name", "copy"),
    [
        ("cut", STORY[:160]),
        ("reordered", STORY[200:] + STORY[:200]),
        ("edited", edited(STORY, 0.1)),
        ("cut and edited", edited(STORY[:260], 0.1)),
        ("with words of its own", STORY[:300] + prose(3, 120)),
    ],
)
def test_a_copy_meets_its_original_and_is_known(name: str, copy: list[str]) -> None:
    assert met(STORY, copy), name
    assert copied(STORY, copy), name


def test_two_reports_that_share_a_paragraph_are_two_texts() -> None:
    assert not copied(STORY[:80] + prose(4, 300), STORY[:80] + prose(5, 300))


def test_a_form_with_other_names_and_numbers_is_another_text() -> None:
    """The same sentences, filled in anew."""
    other = [w if w.islower() else ("Q" + w if w[0].isalpha() else str(int(w) + 1)) for w in STORY]
    assert met(STORY, other)
    assert not copied(STORY, other)
    found = compare(STORY, other)
    assert found.swapped > 30 and found.same == 0


def test_what_one_publisher_says_again_is_another_text_unless_it_is_the_same_throughout() -> None:
    again = [*STORY]
    again[200] = "1950" if STORY[200] != "1950" else "1951"
    assert STORY[200].isdigit()
    assert not copied(STORY, again, house="The Courier")
    assert copied(STORY, again)  # one number was put right by another paper
    assert copied(STORY, STORY, house="The Courier")


def test_after_a_year_only_the_same_text_is_the_same() -> None:
    first = row("d-1", STORY, house="The Courier", published="2031-10-23")
    cut = row("d-2", STORY[:300], house="The Mirror", published="2032-10-23")
    whole = row("d-3", STORY, house="The Mirror", published="2032-10-23")
    assert not one_text(first, cut, compare(STORY, STORY[:300]))
    assert one_text(first, whole, compare(STORY, STORY))


def test_a_short_text_has_no_signature() -> None:
    assert sign(set(shingles(prose(6, 30)))) == b""
    assert keys_of(b"") == ()


def test_likeness_is_about_what_is_shared() -> None:
    other = STORY[:200] + prose(7, 200)
    mine, theirs = set(shingles(STORY)), set(shingles(other))
    shared = len(mine & theirs) / len(mine | theirs)
    assert abs(likeness(sign(mine), sign(theirs)) - shared) < 0.12


def test_in_a_crowd_each_is_compared_with_a_few_and_both_agree() -> None:
    crowd = [f"d-{n:04d}" for n in range(10 * CROWD)]
    mates = {document: set(mates_of(document, crowd)) for document in crowd}
    assert all(document in mates[other] for document, others in mates.items() for other in others)
    assert sum(map(len, mates.values())) < 20 * len(crowd)
    few = crowd[:CROWD]
    assert all(len(mates_of(document, few)) == CROWD - 1 for document in few)


def test_others_are_looked_at_again_where_a_new_one_changes_whom_they_meet() -> None:
    crowd = [f"d-{n:04d}" for n in range(CROWD + 1)]
    assert disturbs({crowd[-1]}, crowd)  # it was no crowd without it
    longer = [f"d-{n:04d}" for n in range(2 * CROWD)]
    assert disturbs({longer[0]}, longer)  # one of the few whom all meet
    assert not disturbs({longer[-1]}, longer)
    assert not disturbs({crowd[0]}, crowd[:CROWD])


# -- families and where their text comes from


def linked(rows: list[TextRow], words: dict[str, list[str]]) -> list[TextLink]:
    found = []
    for n, one in enumerate(sorted(rows)):
        for other in sorted(rows)[n + 1 :]:
            alike = compare(words[one.document], words[other.document])
            if one_text(one, other, alike):
                found.append(TextLink(one.document, other.document, alike))
    return found


def origins(rows: list[TextRow], words: dict[str, list[str]]) -> dict[str, Placing]:
    links = linked(rows, words)
    placings = [p for family in families(rows, links) for p in placed(family, links)]
    for order in list(permutations(rows))[:24]:
        again = [p for family in families(order, links[::-1]) for p in placed(family, links)]
        assert again == placings
    return {placing.document: placing for placing in placings}


def test_all_have_a_wire_story_from_the_agency_that_some_credit() -> None:
    words = {"d-1": STORY, "d-2": STORY[:250], "d-3": STORY[:320]}
    found = origins(
        [
            row("d-1", words["d-1"], house="The Mirror", published="2031-10-23"),
            row("d-2", words["d-2"], house="The Courier", credit="Osswire", published="2031-10-24"),
            row("d-3", words["d-3"], house="Gazette"),
        ],
        words,
    )
    assert {p.origin for p in found.values()} == {"Osswire"}
    assert {p.origin_document for p in found.values()} == {None}
    assert {p.family for p in found.values()} == {"d-1"}


def test_the_document_of_the_credited_agency_is_its_own_origin() -> None:
    words = {"d-1": STORY, "d-2": STORY[:250]}
    found = origins(
        [row("d-1", STORY, house="Osswire"), row("d-2", words["d-2"], house="The Courier", credit="OSSWIRE")], words
    )
    assert (found["d-1"].origin, found["d-1"].origin_document) == (None, None)
    assert (found["d-2"].origin, found["d-2"].origin_document) == ("OSSWIRE", "d-1")


def test_nobody_copied_a_joint_text_from_another_and_papers_have_it_from_the_first() -> None:
    words = {"d-1": STORY, "d-2": STORY, "d-3": STORY[:300]}
    found = origins(
        [
            row("d-1", STORY, house="Government of Ossavel", published="2031-10-24", official=True),
            row("d-2", STORY, house="COHAL", published="2031-10-23", official=True),
            row("d-3", words["d-3"], house="The Mirror", published="2031-10-24", credit="Osswire"),
        ],
        words,
    )
    assert {found[d].family for d in words} == {"d-1"}
    assert [(found[d].origin, found[d].origin_document) for d in ("d-1", "d-2")] == [(None, None)] * 2
    assert "2 publishers" in found["d-1"].reason
    assert (found["d-3"].origin, found["d-3"].origin_document) == ("Osswire", "d-2")


def test_the_first_of_several_papers_is_the_origin_and_on_one_day_nobody_is() -> None:
    words = {"d-1": STORY, "d-2": STORY[:300]}
    second = row("d-2", words["d-2"], house="The Courier", published="2031-10-24")
    first = origins([row("d-1", STORY, house="The Mirror", published="2031-10-23"), second], words)
    assert first["d-1"].origin is None
    assert (first["d-2"].origin, first["d-2"].origin_document) == ("The Mirror", "d-1")
    for day in ("2031-10-24", None):
        both = origins([row("d-1", STORY, house="The Mirror", published=day), second], words)
        assert {(p.origin, p.origin_document) for p in both.values()} == {(None, None)}
        assert "not known" in both["d-1"].reason


def test_a_page_that_holds_two_texts_ties_neither_to_the_other() -> None:
    other = prose(8, 400)
    words = {"d-1": STORY, "d-2": STORY + other, "d-3": other, "d-4": STORY[:300]}
    rows = [row(d, words[d], house=f"Paper {d}", published="2031-10-23") for d in words]
    links = linked(rows, words)
    assert {(x.document, x.other) for x in links} == {("d-1", "d-2"), ("d-1", "d-4"), ("d-2", "d-3"), ("d-2", "d-4")}
    assert [[r.document for r in family] for family in families(rows, links)] == [["d-1", "d-4"]]


def test_a_copy_belongs_to_the_closer_of_two_texts_of_one_publisher() -> None:
    """Two forms that an office filled in, and a paper's cut of one of them: it resembles both."""
    filled = [*STORY]
    filled[300] = "Elsewhere"
    filled[310] = "Nowhere"
    filled[320:370] = prose(9, 50)
    words = {"d-1": STORY, "d-2": filled, "d-3": edited(STORY[:305], 0.05), "d-4": edited(filled, 0.05, seed=3)}
    rows = [
        row("d-1", STORY, house="Office", official=True),
        row("d-2", filled, house="Office", official=True),
        row("d-3", words["d-3"], house="The Mirror"),
        row("d-4", words["d-4"], house="The Courier"),
    ]
    links = linked(rows, words)
    assert {(x.document, x.other) for x in links} >= {("d-1", "d-3"), ("d-2", "d-3"), ("d-2", "d-4")}
    assert [[r.document for r in f] for f in families(rows, links)] == [["d-1", "d-3"], ["d-2", "d-4"]]
    assert families(rows[::-1], links[::-1]) == families(rows, links)
