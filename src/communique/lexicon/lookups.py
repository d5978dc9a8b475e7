"""Building the lexicon's look-up tables: surface form → entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from communique.lexicon.entries import Cue, CueForm, EngagementWord, Form, Office
from communique.lexicon.inflection import noun_forms, title_plural, verb_forms

Entry = TypeVar("Entry")


def several(entries: Iterable[Entry], surfaces: Callable[[Entry], Iterable[str]]) -> dict[str, tuple[Entry, ...]]:
    """Every surface form with all the entries that it may mean, in the order of the entries."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        for surface in dict.fromkeys(surfaces(entry)):
            found.setdefault(surface, []).append(entry)
    return {surface: tuple(meant) for surface, meant in found.items()}


def first(entries: Iterable[Entry], surfaces: Callable[[Entry], Iterable[str]]) -> dict[str, Entry]:
    """Every surface form with the first entry that it may mean."""
    return {surface: meant[0] for surface, meant in several(entries, surfaces).items()}


def titles(office: Office, plurals: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    """Every way to write an office, casefolded, and whether it speaks of several persons."""
    for title in (office.title, *office.variants):
        folded = title.casefold()
        plural = title_plural(folded, plurals)
        yield folded, False
        if plural != folded:
            yield plural, True
        if "-" in folded:
            yield folded.replace("-", " "), False
            yield plural.replace("-", " "), True


def cue_forms(
    cue: Cue, verbs: Callable[[str], Iterable[tuple[str, Form]]], plurals: Mapping[str, str]
) -> Iterator[CueForm]:
    """Every inflected form of a cue, in every spelling; two spellings that share a form give it once."""
    given: set[tuple[Form, tuple[str, ...]]] = set()
    for lemma in (cue.lemma, *cue.variants):
        head, *rest = lemma.lower().split()
        if cue.pos == "verb" or cue.pos == "phrase":
            forms: Iterable[tuple[Form, tuple[str, ...]]] = [(form, (word, *rest)) for word, form in verbs(head)]
        elif cue.pos == "noun":
            forms = [(form, tuple(word.split())) for word, form in noun_forms(lemma.lower(), plurals)]
        else:
            forms = [("fixed" if cue.pos == "fixed" else "base", (head, *rest))]
        for form, words in forms:
            if not cue.variants:
                yield CueForm(cue, form, words)
            elif (form, words) not in given:
                given.add((form, words))
                yield CueForm(cue, form, words)


def cue_index(
    cues: Iterable[Cue], irregular: Mapping[str, str], plurals: Mapping[str, str]
) -> dict[str, tuple[CueForm, ...]]:
    """Cue forms by their first word, the longest first."""
    known: dict[str, tuple[tuple[str, Form], ...]] = {}

    def verbs(lemma: str) -> tuple[tuple[str, Form], ...]:
        if lemma not in known:
            known[lemma] = tuple(verb_forms(lemma, irregular))
        return known[lemma]

    found: dict[str, list[CueForm]] = {}
    for cue in cues:
        for form in cue_forms(cue, verbs, plurals):
            found.setdefault(form.words[0], []).append(form)
    return {word: tuple(sorted(forms, key=_length, reverse=True)) for word, forms in found.items()}


def _length(form: CueForm) -> int:
    return len(form.words)


def engagement_forms(
    word: EngagementWord, irregular: Mapping[str, str], plurals: Mapping[str, str]
) -> Iterator[tuple[str, Form]]:
    """Every inflected form of an engagement word or phrase, lower-case, with the form's name."""
    for lemma in (word.lemma, *word.variants):
        head, space, rest = lemma.lower().partition(" ")
        if word.pos == "noun":
            yield from noun_forms(lemma.lower(), plurals)
        elif word.pos == "verb" or (head, "base") in verb_forms(head, irregular):
            for inflected, form in verb_forms(head, irregular):
                yield inflected + space + rest, form
