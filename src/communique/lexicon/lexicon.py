"""The lexicon as the other rooms see it: entries by table, and what a surface form may mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from communique.lexicon import entries as e
from communique.lexicon.inflection import noun_forms
from communique.lexicon.lookups import cue_index, engagement_forms, first, several, titles
from communique.lexicon.places import Gazetteer
from communique.lexicon.promises import Promises
from communique.lexicon.tables import Shelf


def load(user: Sequence[bytes] = ()) -> Lexicon:
    """The packaged lexicon with the TOML files that users add laid over it, in their order.

    Raises LexiconError, one line, for a user's file that cannot be used.
    """
    return Lexicon(Shelf(user))


class Lexicon:
    """Everything the lexicon knows; nothing is parsed or built before it is asked for."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    @cached_property
    def digest(self) -> str:
        """SHA-256 over packaged and user content: two lexicons with one digest mark alike."""
        return self._shelf.digest()

    def about(self, file: str) -> e.About:
        """Title, source and date of a packaged file, named without suffix."""
        return self._shelf.about(file)

    # entries, table by table

    @cached_property
    def states(self) -> tuple[e.State, ...]:
        return self._shelf.entries("state", e.State)

    @cached_property
    def organisations(self) -> tuple[e.Organisation, ...]:
        return self._shelf.entries("organisation", e.Organisation)

    @cached_property
    def offices(self) -> tuple[e.Office, ...]:
        return self._shelf.entries("office", e.Office)

    @cached_property
    def honorifics(self) -> tuple[e.Honorific, ...]:
        return self._shelf.entries("honorific", e.Honorific)

    @cached_property
    def all_cues(self) -> tuple[e.Cue, ...]:
        return self._shelf.entries("cue", e.Cue)

    @cached_property
    def intensifiers(self) -> tuple[e.Intensifier, ...]:
        return self._shelf.entries("intensifier", e.Intensifier)

    @cached_property
    def modals(self) -> tuple[e.Modal, ...]:
        return self._shelf.entries("modal", e.Modal)

    @cached_property
    def engagement_words(self) -> tuple[e.EngagementWord, ...]:
        return self._shelf.entries("engagement", e.EngagementWord)

    @cached_property
    def statuses(self) -> tuple[e.EngagementStatus, ...]:
        return self._shelf.entries("status", e.EngagementStatus)

    @cached_property
    def citation_patterns(self) -> tuple[e.CitationPattern, ...]:
        return self._shelf.entries("pattern", e.CitationPattern)

    @cached_property
    def instruments(self) -> tuple[e.NamedInstrument, ...]:
        return self._shelf.entries("instrument", e.NamedInstrument)

    @cached_property
    def instrument_heads(self) -> tuple[e.InstrumentHead, ...]:
        return self._shelf.entries("head", e.InstrumentHead)

    @cached_property
    def issues(self) -> tuple[e.Issue, ...]:
        return self._shelf.entries("issue", e.Issue)

    @cached_property
    def furniture(self) -> tuple[e.Furniture, ...]:
        return self._shelf.entries("furniture", e.Furniture)

    @cached_property
    def publishers(self) -> tuple[e.Publisher, ...]:
        return self._shelf.entries("publisher", e.Publisher)

    @cached_property
    def zones(self) -> tuple[e.Zone, ...]:
        return self._shelf.entries("zone", e.Zone)

    @cached_property
    def calendar(self) -> tuple[e.CalendarName, ...]:
        return self._shelf.entries("calendar", e.CalendarName)

    @cached_property
    def number_words(self) -> tuple[e.NumberWord, ...]:
        return self._shelf.entries("number", e.NumberWord)

    @cached_property
    def dayparts(self) -> tuple[e.DayPart, ...]:
        return self._shelf.entries("daypart", e.DayPart)

    @cached_property
    def places(self) -> tuple[e.Place, ...]:
        """Seas, straits, regions and what users add; cities are in `gazetteer`."""
        return self._shelf.entries("place", e.Place)

    @cached_property
    def venues(self) -> tuple[e.Venue, ...]:
        return self._shelf.entries("venue", e.Venue)

    @cached_property
    def asides(self) -> tuple[e.Aside, ...]:
        return self._shelf.entries("aside", e.Aside)

    @cached_property
    def courtesies(self) -> tuple[e.Courtesy, ...]:
        return self._shelf.entries("courtesy", e.Courtesy)

    # names of persons

    @cached_property
    def nicknames(self) -> Mapping[str, frozenset[str]]:
        """A given name, lower-case, with the others that the same person may bear: joe → joseph, joey."""
        alike: dict[str, set[str]] = {}
        for name, shorts in self._shelf.words("nicknames").items():
            for short in shorts:
                alike.setdefault(name, set()).add(short)
                alike.setdefault(short, set()).add(name)
        return {name: frozenset(others) for name, others in alike.items()}

    @cached_property
    def family_first(self) -> frozenset[str]:
        """Family names, lower-case, that stand before the given name."""
        return self._words("family_first")

    @cached_property
    def particles(self) -> frozenset[str]:
        """Words inside names, lower-case: van, de, bin."""
        return self._words("particles")

    @cached_property
    def given_names(self) -> frozenset[str]:
        """Given names, lower-case."""
        return self._words("given") | self.given_last

    @cached_property
    def given_last(self) -> frozenset[str]:
        """Given names, lower-case, of peoples whose family name stands first where they write it themselves."""
        return self._words("given_last")

    # what a surface form may mean

    @cached_property
    def state_by_id(self) -> Mapping[str, e.State]:
        return {state.id: state for state in self.states}

    @cached_property
    def state_by_name(self) -> Mapping[str, e.State]:
        """Exact names: `South Korea`, `U.S.`"""
        return first(self.states, lambda s: (s.name, *s.names))

    @cached_property
    def states_by_demonym(self) -> Mapping[str, tuple[e.State, ...]]:
        """Exact adjectives and words for people; `Congolese` means either of two."""
        return several(self.states, lambda s: s.demonyms)

    @cached_property
    def states_by_capital(self) -> Mapping[str, tuple[e.State, ...]]:
        """Exact names of capitals and other seats of government."""
        return several(self.states, lambda s: (*((s.capital,) if s.capital else ()), *s.capital_names))

    @cached_property
    def states_by_metonym(self) -> Mapping[str, tuple[e.State, ...]]:
        """Exact names that stand for a government, capitals apart: `Kremlin`."""
        return several(self.states, lambda s: s.metonyms)

    @cached_property
    def organisation_by_id(self) -> Mapping[str, e.Organisation]:
        return {organisation.id: organisation for organisation in self.organisations}

    @cached_property
    def organisation_by_name(self) -> Mapping[str, e.Organisation]:
        return first(self.organisations, lambda o: (o.name, *o.names))

    @cached_property
    def office_by_title(self) -> Mapping[str, e.Office]:
        """Titles, casefolded, in every variant and number, hyphens also as spaces."""
        return first(self.offices, lambda o: (title for title, _ in titles(o, self.plurals)))

    @cached_property
    def plural_titles(self) -> frozenset[str]:
        """Those keys of `office_by_title` that speak of several persons."""
        written = (title for office in self.offices for title in titles(office, self.plurals))
        return frozenset(title for title, several_persons in written if several_persons)

    @cached_property
    def honorific_by_text(self) -> Mapping[str, e.Honorific]:
        """Exact words of courtesy, each with and without a final full stop."""
        return first(self.honorifics, lambda h: (h.text, h.text.rstrip(".")))

    @cached_property
    def cues(self) -> Mapping[str, tuple[e.CueForm, ...]]:
        """Single-word cues by inflected form, lower-case: `said`, `warnings`, `committed`."""
        single = (cue for cue in self.all_cues if " " not in cue.lemma)
        return cue_index(single, self.irregular_verbs, self.plurals)

    @cached_property
    def phrase_cues(self) -> Mapping[str, tuple[e.CueForm, ...]]:
        """Cues of several words by the inflected form of the first, the longest first: `called` → `called on`."""
        phrases = (cue for cue in self.all_cues if " " in cue.lemma)
        return cue_index(phrases, self.irregular_verbs, self.plurals)

    @cached_property
    def fixed_cues(self) -> Mapping[str, tuple[e.CueForm, ...]]:
        """Cues that are found as they stand, by their first word, the longest first: `according` → `according to`."""
        found: dict[str, list[e.CueForm]] = {}
        for index in (self.phrase_cues, self.cues):
            for word, forms in index.items():
                found.setdefault(word, []).extend(form for form in forms if form.cue.pos == "fixed")
        return {word: tuple(forms) for word, forms in found.items() if forms}

    @cached_property
    def intensifier_by_text(self) -> Mapping[str, e.Intensifier]:
        return first(self.intensifiers, lambda i: (i.text,))

    @cached_property
    def modal_by_text(self) -> Mapping[str, e.Modal]:
        return first(self.modals, lambda m: (m.text,))

    @cached_property
    def family_of(self) -> Mapping[str, str]:
        """Every act with its family."""
        return {act: family for family, acts in self._shelf.words("family").items() for act in acts}

    @cached_property
    def engagements(self) -> Mapping[str, tuple[e.EngagementWord, ...]]:
        """Words and phrases for engagements by inflected form, lower-case: `met`, `held talks`, `phone calls`."""
        return several(
            self.engagement_words,
            lambda w: (form for form, _ in engagement_forms(w, self.irregular_verbs, self.plurals)),
        )

    @cached_property
    def instrument_by_name(self) -> Mapping[str, e.NamedInstrument]:
        return first(self.instruments, lambda i: (i.name, *i.names))

    @cached_property
    def issues_by_term(self) -> Mapping[str, tuple[e.Issue, ...]]:
        """Terms, lower-case, with the issues that they speak of."""
        return several(self.issues, lambda i: i.terms)

    @cached_property
    def publisher_by_name(self) -> Mapping[str, e.Publisher]:
        return first(self.publishers, lambda p: (p.name, *p.names))

    @cached_property
    def publisher_by_domain(self) -> Mapping[str, e.Publisher]:
        """By registered domain or any suffix of a host name: try `www.state.gov`, `state.gov`, `gov`."""
        return first(self.publishers, lambda p: p.domains)

    @cached_property
    def deeds(self) -> frozenset[str]:
        """Lemmas of cues that tell of a deed unless a clause or a quotation is their content: `provide`, `show`."""
        return self._words("deed")

    @cached_property
    def attitudes(self) -> frozenset[str]:
        """Lemmas of deeds by which a reporter says where somebody stands: `want`, `refuse`, `endorse`."""
        return self._words("attitude")

    @cached_property
    def carriers(self) -> frozenset[str]:
        """Forms of the verbs that carry a noun of saying and add nothing to it: `made` a claim, `issued` a warning."""
        return self._words("carrier")

    @cached_property
    def handlers(self) -> frozenset[str]:
        """Lemmas of deeds whose object tells whether somebody speaks: `raise` a concern, or money."""
        return self._words("handler")

    @cached_property
    def matters(self) -> frozenset[str]:
        """Nouns of what is raised or sought by speaking, without a cue of their own: `issue`, `ceasefire`."""
        return self._words("matter")

    @cached_property
    def lifeless(self) -> frozenset[str]:
        """Nouns that end like those for people and are none: `paper`, `government` (an institution), `event`."""
        return self._words("lifeless")

    @cached_property
    def voices(self) -> Mapping[str, frozenset[str]]:
        """Nouns for speakers without a name, singular and plural, lower-case, with the kinds that each may be."""
        listed = self._shelf.entries("voice", e.Voice)
        forms = several(listed, lambda voice: (form for form, _ in noun_forms(voice.text, self.plurals)))
        return {form: frozenset(voice.kind for voice in meant) for form, meant in forms.items()}

    @cached_property
    def zone_by_abbreviation(self) -> Mapping[str, e.Zone]:
        return first(self.zones, lambda z: (z.abbreviation,))

    @cached_property
    def months(self) -> Mapping[str, int]:
        """Names and abbreviations of months, casefolded, without full stop."""
        return self._calendar("month")

    @cached_property
    def weekdays(self) -> Mapping[str, int]:
        """Names and abbreviations of weekdays, casefolded, without full stop; Monday is 1."""
        return self._calendar("weekday")

    @cached_property
    def numbers(self) -> Mapping[str, e.NumberWord]:
        return {number.text: number for number in self.number_words}

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Cities of the world together with `places`."""
        return Gazetteer(self.places)

    @cached_property
    def promises(self) -> Promises:
        """Words of commitments, by form."""
        return Promises(self._shelf.words, self.irregular_verbs, self.plurals)

    # inflection

    @cached_property
    def irregular_verbs(self) -> Mapping[str, str]:
        return {verb: " ".join(forms) for verb, forms in self._shelf.words("irregular").items()}

    @cached_property
    def plurals(self) -> Mapping[str, str]:
        return {noun: forms[0] for noun, forms in self._shelf.words("plural").items()}

    # meaning

    @cached_property
    def alike(self) -> Mapping[str, str]:
        """A word, lower-case → what stands for all that say nearly the same: bolster → strengthen."""
        return {word: name for name, words in self._shelf.words("alike").items() for word in words}

    @cached_property
    def light(self) -> frozenset[str]:
        """Words that tell little of what is said: issue, further, important."""
        return self._words("light")

    def _words(self, name: str) -> frozenset[str]:
        return frozenset(word for words in self._shelf.words(name).values() for word in words)

    def _calendar(self, kind: str) -> Mapping[str, int]:
        return {
            written.casefold(): name.number
            for name in self.calendar
            if name.kind == kind
            for written in (name.name, *name.abbreviations)
        }
