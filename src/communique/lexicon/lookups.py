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


def titles(office: Office, plurals: Mapping[str, str]) -> Iterator[str]:
    """Every way to write an office, lower-case, plurals included."""
    for title in (office.title, *office.variants):
        for written in (title, title_plural(title, plurals)):
            folded = written.casefold()
            yield folded
            if "-" in folded:
                yield folded.replace("-", " ")


def cue_forms(cue: Cue, irregular: Mapping[str, str], plurals: Mapping[str, str]) -> Iterator[CueForm]:
    """Every inflected form of a cue, in every spelling."""
    for lemma in (cue.lemma, *cue.variants):
        head, *rest = lemma.lower().split()
        if cue.pos == "verb" or cue.pos == "phrase":
            for word, form in verb_forms(head, irregular):
                yield CueForm(cue, form, (word, *rest))
        elif cue.pos == "noun":
            for word, form in noun_forms(lemma.lower(), plurals):
                yield CueForm(cue, form, tuple(word.split()))
        else:
            yield CueForm(cue, "fixed" if cue.pos == "fixed" else "base", (head, *rest))


def cue_index(
    cues: Iterable[Cue], irregular: Mapping[str, str], plurals: Mapping[str, str], phrases: bool
) -> dict[str, tuple[CueForm, ...]]:
    """Cues by the first word of each inflected form: single words, or phrases, the longest first."""
    found: dict[str, dict[CueForm, None]] = {}
    for cue in cues:
        for form in cue_forms(cue, irregular, plurals):
            if (len(form.words) > 1) is phrases:
                found.setdefault(form.words[0], {})[form] = None
    return {word: tuple(sorted(forms, key=lambda f: -len(f.words))) for word, forms in found.items()}


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
