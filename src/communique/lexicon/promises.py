"""Words of commitments: what binds, what an observer could check, and how a promise ended, by inflected form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from communique.lexicon.inflection import noun_forms, verb_forms

Words = Callable[[str], Mapping[str, tuple[str, ...]]]


class Promises:
    """The tables of `commitments.toml`. Keys are forms, lower-case: `agreed` → `strong`."""

    def __init__(self, words: Words, irregular: Mapping[str, str], plurals: Mapping[str, str]) -> None:
        self._words = words
        self._irregular = irregular
        self._plurals = plurals

    @cached_property
    def undertaking(self) -> Mapping[str, str]:
        """Verbs that bind to what their infinitive says, and how strongly: `agreed to open`."""
        return self._strengths("undertaking", self._verb)

    @cached_property
    def readiness(self) -> Mapping[str, str]:
        """Adjectives that do the same: `ready to send`."""
        return self._strengths("readiness", lambda word: iter((word,)))

    @cached_property
    def resolve(self) -> Mapping[str, str]:
        """Nouns that do the same: `commitment to reduce`."""
        return self._strengths("resolve", self._noun)

    @cached_property
    def bestowal(self) -> frozenset[str]:
        """Forms of verbs that bind to a measure or an amount itself: `pledge` two ships."""
        return self._verbs("bestowal")

    @cached_property
    def measure(self) -> frozenset[str]:
        """Nouns of what one may bind oneself to as a measure: `ceiling`."""
        return self._nouns("measure")

    @cached_property
    def offer(self) -> frozenset[str]:
        """Forms of verbs with which help is offered: `offered`."""
        return self._verbs("offer")

    @cached_property
    def help(self) -> frozenset[str]:
        """Nouns of help: `assistance`."""
        return self._nouns("help")

    @cached_property
    def signatory(self) -> frozenset[str]:
        """Nouns that without a name mean those who issue a joint text: `participants`."""
        return self._nouns("signatory")

    @cached_property
    def order(self) -> frozenset[str]:
        """Forms of verbs with which somebody binds those who serve him: `directed`."""
        return self._verbs("order")

    @cached_property
    def summons(self) -> frozenset[str]:
        """Forms of verbs that demand also where nobody is named: `called` for."""
        return self._verbs("summons")

    @cached_property
    def avowal(self) -> frozenset[str]:
        """Forms of verbs with which one's own commitment is told: `reaffirmed`."""
        return self._verbs("avowal")

    @cached_property
    def stance(self) -> frozenset[str]:
        """Adjectives with which one's own commitment is told: `united` in our determination."""
        return frozenset(word for words in self._words("stance").values() for word in words)

    @cached_property
    def contact(self) -> frozenset[str]:
        """What those who "will remain in" it do: `consultation`."""
        return frozenset(word for words in self._words("contact").values() for word in words)

    @cached_property
    def proceeding(self) -> frozenset[str]:
        """Nouns of what goes on between parties: `rounds` that will begin."""
        return self._nouns("proceeding")

    @cached_property
    def refusal(self) -> frozenset[str]:
        """Forms of verbs that refuse where they are negated: will not `yield`."""
        return self._verbs("refusal")

    @cached_property
    def telling(self) -> frozenset[str]:
        """Forms of verbs whose clause may hold a commitment: `announced that it would`."""
        return self._verbs("telling")

    @cached_property
    def conduct(self) -> frozenset[str]:
        """Forms of verbs that nobody can check: `deepening`."""
        return self._verbs("conduct")

    @cached_property
    def feat(self) -> frozenset[str]:
        """Forms of verbs whose act can be seen: `opened`."""
        return self._verbs("feat")

    @cached_property
    def outcome(self) -> frozenset[str]:
        """Nouns of what can be seen: `embassies`."""
        return self._nouns("outcome")

    @cached_property
    def organ(self) -> frozenset[str]:
        """Nouns of those who act for others: `committee`."""
        return self._nouns("organ")

    @cached_property
    def occurrence(self) -> frozenset[str]:
        """Forms of what happens to a meeting: `convene`."""
        return self._verbs("occurrence")

    @cached_property
    def fate(self) -> frozenset[str]:
        """Forms of what nobody promises: `see`, `benefit`."""
        return self._verbs("fate")

    @cached_property
    def proviso(self) -> tuple[str, ...]:
        """Phrases with which a condition begins, the longest first: `subject to`."""
        phrases = {phrase for listed in self._words("proviso").values() for phrase in listed}
        return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))

    @cached_property
    def sequel(self) -> Mapping[str, frozenset[str]]:
        """Forms of the verbs that tell how a promise went on, by how: `completed`, `progress`, `withdrawn` …"""
        listed = self._words("sequel")
        return {kind: frozenset(form for word in words for form in self._verb(word)) for kind, words in listed.items()}

    def _strengths(self, name: str, forms: Callable[[str], Iterator[str]]) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for strength, words in self._words(name).items():
            for word in words:
                for form in forms(word):
                    found.setdefault(form, strength)
        return found

    def _verbs(self, name: str) -> frozenset[str]:
        return frozenset(form for words in self._words(name).values() for word in words for form in self._verb(word))

    def _nouns(self, name: str) -> frozenset[str]:
        return frozenset(form for words in self._words(name).values() for word in words for form in self._noun(word))

    def _verb(self, lemma: str) -> Iterator[str]:
        return (form for form, _ in verb_forms(lemma, self._irregular))

    def _noun(self, lemma: str) -> Iterator[str]:
        return (form for form, _ in noun_forms(lemma, self._plurals))
