"""The lexicon as marking uses it: names, titles and courtesies, ready to be found among words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from communique.lexicon import Lexicon
from communique.lexicon.entries import Honorific, Office
from communique.lexicon.inflection import title_plural
from communique.marking.words import Phrases
from communique.model.marks import ActorKind, Form

_TELLS = 7  # letters of "Condemns": a shorter form in "-s" may be a name


@dataclass(frozen=True, slots=True)
class Known:
    """A state, organisation or body of the lexicon under one of its names."""

    kind: ActorKind
    key: str
    name: str  # as the lexicon calls it
    form: Form
    acronym: bool = False


@dataclass(frozen=True, slots=True)
class Titled:
    office: Office
    plural: bool


class Gazette:
    """Built once from a lexicon; finding in it costs the words looked at."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.names: Phrases[Known | None] = Phrases(cased=True)  # None: a place whose name holds an actor's
        self.titles: Phrases[Titled] = Phrases(cased=False)
        self.courtesies: Phrases[Honorific] = Phrases(cased=False)
        self.key_names: dict[str, str] = {}
        self.kinds: dict[str, ActorKind] = {}
        self._add_states()
        self._add_organisations()
        for place in lexicon.places:
            for name in (place.name, *place.names):
                if " " in name:
                    self.names.add(name, None)
                    if place.kind in ("sea", "strait") and not name.endswith("s"):
                        self.names.add(name + "s", None)
        for office in lexicon.offices:
            for title in (office.title, *office.variants):
                self.titles.add(title, Titled(office, plural=False))
                self.titles.add(title_plural(title), Titled(office, plural=True))
        for honorific in lexicon.honorifics:
            self.courtesies.add(honorific.text, honorific)
        self.occasions = frozenset(form for form in lexicon.engagements if " " not in form) - lexicon.given_names
        self.tellings = (
            frozenset(f for f in lexicon.cues if f.endswith("ing") or (f.endswith("s") and len(f) >= _TELLS))
            - lexicon.given_names
        )
        self.given = lexicon.given_names
        self.named = self.given | lexicon.nicknames.keys() | lexicon.family_first  # what a person's name begins with
        self.particles = lexicon.particles
        self.calendar = frozenset(
            word.rstrip(".") for name in lexicon.calendar for word in (name.name, *name.abbreviations)
        )

    def _add_states(self) -> None:
        for state in self.lexicon.states:
            key = f"state:{state.id}"
            self.key_names[key], self.kinds[key] = state.name, ActorKind.STATE
            for name in (state.name, *state.names):
                self.names.add(name, Known(ActorKind.STATE, key, state.name, Form.NAME, _is_acronym(name)))
            for name in state.demonyms:
                self.names.add(name, Known(ActorKind.STATE, key, state.name, Form.DEMONYM))
        for state in self.lexicon.states:  # after all names, so that a name goes before a capital
            for seat in (state.capital, *state.capital_names, *state.metonyms):
                if seat and state.until is None:
                    self.names.add(seat, Known(ActorKind.STATE, f"state:{state.id}", state.name, Form.METONYM))

    def _add_organisations(self) -> None:
        for entry in self.lexicon.organisations:
            kind = ActorKind.BODY if entry.kind == "body" else ActorKind.ORGANISATION
            key = f"organisation:{entry.id}"
            self.key_names[key], self.kinds[key] = entry.name, kind
            for name in (entry.name, *entry.names):
                self.names.add(name, Known(kind, key, entry.name, Form.NAME, _is_acronym(name)))
            for name in entry.demonyms:
                self.names.add(name, Known(kind, key, entry.name, Form.DEMONYM))


def fold_title(title: str) -> str:
    return re.sub(r"[-\s]+", " ", title).casefold()


def _is_acronym(name: str) -> bool:
    return len(name) <= 6 and name.replace(".", "").isupper()


@lru_cache(maxsize=4)
def gazette_of(lexicon: Lexicon) -> Gazette:
    return Gazette(lexicon)
