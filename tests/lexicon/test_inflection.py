"""Forms of verbs and nouns: known ones, and what holds of all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.lexicon import load
from communique.lexicon.inflection import noun_forms, plural_of, title_plural, verb_forms

LEXICON = load()


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("say", {"say", "says", "saying", "said"}),
        ("speak", {"speak", "speaks", "speaking", "spoke", "spoken"}),
        ("urge", {"urge", "urges", "urging", "urged"}),
        ("stress", {"stress", "stresses", "stressing", "stressed"}),
        ("deny", {"deny", "denies", "denying", "denied"}),
        ("agree", {"agree", "agrees", "agreeing", "agreed"}),
        ("admit", {"admit", "admits", "admitting", "admitted"}),
        ("visit", {"visit", "visits", "visiting", "visited"}),
        ("plan", {"plan", "plans", "planning", "planned"}),
        ("veto", {"veto", "vetoes", "vetoing", "vetoed"}),
        ("concur", {"concur", "concurs", "concurring", "concurred"}),
        ("signal", {"signal", "signals", "signalling", "signaling", "signalled", "signaled"}),
        ("reveal", {"reveal", "reveals", "revealing", "revealed"}),
        ("have", {"have", "has", "having", "had"}),
    ],
)
def test_verbs(lemma: str, forms: set[str]) -> None:
    assert {word for word, _ in verb_forms(lemma, LEXICON.irregular_verbs)} == forms


@pytest.mark.parametrize(
    ("title", "plural"),
    [
        ("Secretary of State", "Secretaries of State"),
        ("Minister for Foreign Affairs", "Ministers for Foreign Affairs"),
        ("Prime Minister", "Prime Ministers"),
        ("Director-General", "Directors-General"),
        ("Secretary General", "Secretaries General"),
        ("Lieutenant General", "Lieutenant Generals"),
        ("Under-Secretary-General", "Under-Secretaries-General"),
        ("spokeswoman", "spokeswomen"),
        ("Commander-in-Chief", "Commanders-in-Chief"),
        ("chargé d'affaires", "chargés d'affaires"),
        ("president-elect", "presidents-elect"),
    ],
)
def test_titles(title: str, plural: str) -> None:
    assert title_plural(title) == plural


@pytest.mark.parametrize(("noun", "plural"), [("crisis", "crises"), ("view", "views"), ("policy", "policies")])
def test_nouns(noun: str, plural: str) -> None:
    assert plural_of(noun, LEXICON.plurals) == plural


def test_every_cue_is_found_by_its_own_lemma() -> None:
    for cue in LEXICON.all_cues:
        index = LEXICON.phrase_cues if " " in cue.lemma else LEXICON.cues
        for lemma in (cue.lemma, *cue.variants):
            found = index[lemma.lower().split()[0]]
            assert any(form.cue is cue and form.words == tuple(lemma.lower().split()) for form in found), lemma


def test_every_form_stands_under_its_first_word() -> None:
    for index in (LEXICON.cues, LEXICON.phrase_cues):
        for word, forms in index.items():
            assert all(form.words[0] == word for form in forms)
            assert [len(form.words) for form in forms] == sorted((len(form.words) for form in forms), reverse=True)


WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=12)


@given(WORDS)
def test_any_verb_has_all_forms_and_keeps_its_stem(lemma: str) -> None:
    forms = list(verb_forms(lemma, {}))
    assert {form for _, form in forms} == {"base", "s", "past", "ing"} or lemma == "be"
    if lemma != "be":
        assert all(word[:1] == lemma[:1] for word, _ in forms)
        assert all(word.endswith("ing") for word, form in forms if form == "ing")


@given(WORDS)
def test_any_noun_keeps_its_singular(noun: str) -> None:
    assert next(iter(noun_forms(noun, {}))) == (noun, "singular")
