"""Who a passage names: states, organisations and bodies of the lexicon, people with the office named for them.

People are found from the document alone: by a title or courtesy before the name, an office in apposition, a
given name, or by being known elsewhere in the same document under the full name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from communique.marking.bounds import SUFFIXES, Bounds, Title
from communique.marking.dictionary import does_something, is_common
from communique.marking.gazette import Gazette, Known
from communique.marking.sequences import DOINGS, KIN, OF_TITLES, OF_WORDS, Sequence
from communique.marking.words import Word
from communique.model.marks import ActorKind, Form

__all__ = ["Names", "Naming", "Title"]

_BEFORE_TITLE = frozenset(
    (
        *("former", "ex", "then", "acting", "new", "newly", "incoming", "outgoing"),
        *("late", "interim", "elected", "visiting", "re"),
    )
)
_WHERE = frozenset(["in", "at", "to", "from", "near", "with", "of", "for", "and", "between"])
_FORMER = frozenset(("former", "ex", "late"))
# matches, after "Deputy Adviser":  for International Economics  –  of Trade and Technology Policy, before a name
_FIELD = re.compile(
    r" (?:for|of) (?:the )?(?:(?:[A-Z][a-z]+,? |and |of the |of )(?=[A-Z]|and |of )){0,5}?[A-Z][a-z]*"
    r"(?:ics|ity|ment|tions?|ology|ogies|fairs?|egy|icy|ergy|alth|rade|nance|efen[cs]e|acy|ights|nges?|rity|ation)"
    r"(?= [A-Z][\w’-]+ (?:[A-Z]|d[aeio]s? |v[ao]n |bin |al[- ]))"
)


@dataclass(frozen=True, slots=True)
class Naming:
    """Characters `[start, end)` of the prose name an actor; `[name_start, name_end)` are the name without titles."""

    start: int
    end: int
    name_start: int
    name_end: int
    kind: ActorKind
    form: Form
    name: str
    key: str | None = None
    titles: tuple[Title, ...] = ()
    gender: str | None = None


class Names(Bounds):
    """Finds the namings of one passage. `is_proper(start)` tells whether the word there is a proper noun."""

    def __init__(self, text: str, gazette: Gazette, is_proper: Callable[[int], bool]) -> None:
        super().__init__(text, gazette, is_proper)
        self.known: dict[int, tuple[int, Known | None]] = {}  # first word → words taken, what
        self.titles: dict[int, tuple[int, Title]] = {}  # first word → words taken, title
        self._find_known()
        self._find_titles()

    # -- what the lexicon knows ------------------------------------------------------------------

    def _find_known(self) -> None:
        at = 0
        while at < len(self.words):
            found = self.gazette.names.longest(self.words, at) if self.words[at].capital else None
            if found is None:
                at += 1
                continue
            length, what = found
            if what is not None and what.key.startswith("organisation:") and self._is_national(at):
                what = None
            self.known[at] = (length, what)
            for word in range(at, at + length):
                self._taken[word] = True
            at += length

    def _find_titles(self) -> None:
        at = 0
        while at < len(self.words):
            if self._taken[at]:
                at += 1
                continue
            courtesy = self.gazette.courtesies.longest(self.words, at) if self.words[at].capital else None
            if courtesy is not None and courtesy[1].position == "prefix" and not self._belongs_to_name(at):
                self.courtesies[at] = (courtesy[0], courtesy[1].gender)
                for word in range(at, at + courtesy[0]):
                    self._taken[word] = True
                at += courtesy[0]
                continue
            found = self.gazette.titles.longest(self.words, at)
            if found is None or any(self._taken[at : at + found[0]]) or (found[0] == 1 and self._ends_name(at)):
                at += 1
                continue
            length, titled = found
            office = titled.office
            if at and self.words[at - 1].text.isdigit() and self.words[at].text.replace(".", "").casefold() == "pm":
                at += length  # "3:00 P.M. Eastern": an hour
                continue
            if self.text[self.words[at + length - 1].end :][:6].casefold() == "-elect":
                length += 1  # Vice President-Elect
            start, end = self.words[at].start, self.words[at + length - 1].end
            of, start, end, former = self._owner(at, at + length - 1, start, end)
            field = _FIELD.match(self.text, end) if self.words[at].capital else None
            end = field.end() if field is not None else end
            title = Title(
                office.title, of, start, end, former, titled.plural, office.rank, office.speaks_for, office.informal
            )
            while at + length < len(self.words) and self.words[at + length].end <= end and field is not None:
                length += 1
            self.titles[at] = (length, title)
            for word in range(at, at + length):
                self._taken[word] = True
            at += length

    def _owner(self, first: int, last: int, start: int, end: int) -> tuple[str | None, int, int, bool]:
        """Whose office it is: "NATO chief", "Japan’s foreign minister", "President of the Republic of Korea"."""
        former = False
        before = first - 1
        while before >= 0 and self.words[before].text.casefold() in _BEFORE_TITLE:
            former = former or self.words[before].text.casefold() in _FORMER
            start = self.words[before].start
            before -= 1
        if before >= 0 and self.words[before].possessive:
            before -= 1
        for at, (length, what) in self._known_ending(before):
            gap = self.text[self.words[at + length - 1].end : start]
            if what is not None and re.fullmatch(r"\)?(?:[’']s?)?[\s-]+", gap):  # "Republic of X (RX) Minister"
                place = what.kind is ActorKind.STATE and what.form in (Form.NAME, Form.METONYM)
                if gap.isspace() and place and self._is_where(at):
                    break  # "in Belgium President X met": the place, not the office's owner
                return what.key, self.words[at].start, end, former
        after = last + 1
        if after < len(self.words) and self.words[after].text in ("of", "for", "to"):
            after += 1
            while after < len(self.words) and self.words[after].text in ("the", "The"):
                after += 1
            if after in self.known:
                length, what = self.known[after]
                if what is not None and what.form in (Form.NAME, Form.METONYM):
                    return what.key, start, self.words[after + length - 1].end, former
        return None, start, end, former

    def _is_where(self, at: int) -> bool:
        """True after "in", and of a seat of government after "to the": "while in Brussels", "to the Kremlin"."""
        before = at - 1
        if before > 0 and self.words[before].text == "the":
            before -= 1
        return before >= 0 and self.words[before].text in _WHERE and (before == at - 1 or self._is_seat(at))

    def _is_seat(self, at: int) -> bool:
        what = self.known[at][1]
        return what is not None and what.form is Form.METONYM

    # -- people ----------------------------------------------------------------------------------

    def namings(self, surnames: Collection[str] = ()) -> list[Naming]:
        """Everybody named here, in order. `surnames` are names under which people are known in this document."""
        people = [p for s in self._sequences() if (p := self._person(s, surnames)) is not None]
        within = [(p.name_start, p.name_end) for p in people]
        others = [
            self._actor(at, length, what)
            for at, (length, what) in self.known.items()
            if what is not None and not any(s <= self.words[at].start < e for s, e in within)
        ]
        beside = [t for p in people for t in p.titles]
        offices = [
            Naming(t.start, t.end, t.start, t.end, ActorKind.OFFICE, Form.OFFICE, t.title, t.of, (t,))
            for _, t in self.titles.values()
            if not any(t.start == b.start and t.end == b.end for b in beside)
        ]
        return sorted([*people, *others, *offices], key=lambda n: (n.start, -n.end))

    def _actor(self, at: int, length: int, what: Known) -> Naming:
        start, end = self.words[at].start, self.words[at + length - 1].end
        return Naming(start, end, start, end, what.kind, what.form, what.name, what.key)

    def _person(self, sequence: Sequence, surnames: Collection[str]) -> Naming | None:
        first, last = self._after_body(sequence), self._before_verb(sequence, surnames)
        if first > last or self.words[last].text.casefold() in OF_TITLES:
            return None
        first = self._after_field(self._after_acronym(first, last), last)
        start, end = self.words[first].start, self.words[last].end
        titles: list[Title] = []
        left, gender, courteous = self._titles_before(first, titles)
        crown = self._crown(first) if courteous and not titles else None
        right = self._title_after(last, titles if crown is None else (titles := [crown]))
        if crown is not None and titles == [crown] and self.text[end : end + 1] in ("’", "'"):
            titles = []  # "Queen Ada’s health": she only comes up
        length = last - first + 1
        words = [w.text for w in self.words[first : last + 1]]
        known = length == 1 and words[0] in surnames
        full = length >= 2 and (words[0].casefold() in self.gazette.given or tuple(words)[-1] in surnames)
        related = length >= 2 and first > 0 and self.words[first - 1].text in KIN
        after_body = first > sequence.first and first == last
        office = self._office_before(first) if (length >= 2 or after_body) and not titles and not courteous else None
        if office is not None:
            titles, left = [office], office.start
        if not (titles or courteous or known or full or related or (length >= 2 and self._is_apposition(first))):
            return None
        if self._is_institution(words) or self._is_abbreviation(last, words):
            return None
        told = titles or courteous or known or related or words[-1] in surnames
        if not (courteous or known or related or words[-1] in surnames) and self._is_a_thing(first, words, titles):
            return None
        if not told and (self.is_headline or self.text[end : end + 1] == ":") and all(map(is_common, words)):
            return None  # "Job Creation:", "Before Wagon One Departure"
        name = re.sub(r"[\[\]]", "", self.text[start:end]).strip()
        return Naming(
            min(left, start),
            max(right, end),
            start,
            end,
            ActorKind.PERSON,
            Form.NAME,
            name,
            None,
            tuple(titles),
            gender,
        )

    def _before_verb(self, sequence: Sequence, surnames: Collection[str]) -> int:
        """ "A B Leading a Delegation", "President B Participates": in a title in capitals the name ends before it."""
        for at in range(sequence.first, sequence.last):
            if self.words[at].text in surnames and self.words[at + 1].text.casefold() in DOINGS:
                return at
        if not self.is_headline:
            return sequence.last
        for at in range(sequence.first, sequence.last):
            following = self.words[at + 1].text
            hyphened = self.text[self.words[at].end : self.words[at + 1].start] in ("-", "‑")
            hyphened = hyphened or self.words[at].text.endswith(".")  # "Ada B. Brook"
            folded = following.casefold()
            named = following in surnames or len(folded) < 3 or folded in self.gazette.given | self.gazette.particles
            if hyphened or named or following.casefold().rstrip(".") in SUFFIXES:
                continue
            if does_something(following) if at == sequence.first else is_common(following):
                if at == sequence.first and self._is_forename(at):
                    continue
                return at  # "President Doe Laying Out the Plan"
        return sequence.last

    def _is_forename(self, at: int) -> bool:
        """What a second word of a name may follow: "Ada", "J."."""
        text = self.words[at].text
        return text.casefold() in self.gazette.given or text.endswith(".") or len(text) == 1

    def _crown(self, first: int) -> Title | None:
        """The office that is a courtesy too: "King X", "Emir Y"."""
        word = self.words[first - 1] if first else None
        found = self.gazette.titles.longest(self.words, first - 1) if word is not None and word.capital else None
        if word is None or found is None or found[0] != 1 or found[1].office.rank != 1:
            return None
        return Title(found[1].office.title, None, word.start, word.end, rank=1)

    def _is_apposition(self, first: int) -> bool:
        """ "a spokesperson for the ministry, X Y"; "the head of the alliance, X Y": the name of who is described."""
        if first == 0 or self.text[self.words[first - 1].end : self.words[first].start].strip() != ",":
            return False
        voices = self.gazette.lexicon.voices
        for at in range(first - 1, max(-1, first - 10), -1):
            if at in self.titles or "person" in voices.get(self.words[at].text.casefold(), ()):
                return not self.words[at].capital or at in self.titles
            if re.search(r"[.;:,“”\"]", self.text[self.words[at - 1].end : self.words[at].start]):
                return False
        return False

    def _office_before(self, first: int) -> Title | None:
        """ "Head of the Northern Department of Zubrowka Ada Bole": what stands before a name, of which state."""
        of, of_what = None, self.gazette.lexicon.voices.get(self.words[first - 1].text.casefold(), frozenset())
        body = bool(of_what & {"body", "government"})
        near = [what for _, (_, what) in self._known_ending(first - 1) if what is not None]
        if not body and not any(what.kind is ActorKind.STATE and what.form is Form.NAME for what in near):
            return None
        for at in range(first - 1, max(-1, first - 16), -1):
            word = self.words[at]
            if self.text[word.end : self.words[at + 1].start] not in (" ", "-", "\n"):
                return None
            if at in self.titles and self._names_holder(at + self.titles[at][0]):
                return None  # "President Doe to the Zubrowkan Air Crews"
            if at in self.titles:
                title = self.titles[at][1]
                return replace(title, of=title.of or of) if word.capital and not title.plural else None
            if not word.capital and (word.text not in OF_WORDS or at == first - 1):
                return None
            what = self.known[at][1] if at in self.known else None
            of = of or (what.key if what is not None and what.form is Form.NAME else None)
        return None

    def _names_holder(self, at: int) -> bool:
        """True where the word after an office is a name, and not what the office is of."""
        word = self.words[at] if at < len(self.words) else None
        return word is not None and word.capital and not self._taken[at] and not is_common(word.text)

    def _titles_before(self, first: int, titles: list[Title]) -> tuple[int, str | None, bool]:
        """Titles and courtesies that stand right before word `first`; where they begin."""
        at, left = first, self.words[first].start
        gender: str | None = None
        courteous = False
        comma = False
        while at > 0:
            gap_start = self._step_before(at, comma=comma or courteous)
            if gap_start is None:
                break
            found, what = gap_start
            if isinstance(what, Title):
                if titles and self._is_another(what, titles[-1]):
                    break
                if not what.plural:
                    titles.append(what)
                left = min(left, what.start)
                at = found
                # the owner's words ("NATO" in "NATO chief") belong to the title
                while at > 0 and self.words[at - 1].start >= what.start:
                    at -= 1
                comma = False
            else:
                gender, courteous = what or gender, True
                left = self.words[found].start
                at = found
        return left, gender, courteous

    def _is_another(self, before: Title, title: Title) -> bool:
        """ "The President and Speaker X": an office with an article of its own, joined by "and", is somebody else's."""
        joined = self.text[before.end : title.start].strip() == "and"
        own = self.text[max(0, before.start - 4) : before.start].lower().endswith("the ")
        return joined and (own or before.plural)  # "Lune Pact leaders and President X"

    def _step_before(self, at: int, *, comma: bool) -> tuple[int, Title | str | None] | None:
        allowed = r"[\s\[]*(?:(?:and|&)\s+)?" if not comma else r"[\s,\[]*"
        for begin in range(at - 1, max(-1, at - 12), -1):
            if begin in self.courtesies and begin + self.courtesies[begin][0] == at:
                return begin, self.courtesies[begin][1]
            if begin in self.titles:
                title = self.titles[begin][1]
                gap = self.text[title.end : self.words[at].start]
                of_phrase = title.end > self.words[begin + self.titles[begin][0] - 1].end
                if title.end <= self.words[at].start and re.fullmatch(r"[\s,\[]*" if of_phrase else allowed, gap):
                    return begin, title
        return None

    def _title_after(self, last: int, titles: list[Title]) -> int:
        """An office in apposition: ", secretary general of …", ", NATO’s secretary-general"; where it ends."""
        end = self.words[last].end
        at = last + 1
        if at < len(self.words) and self.words[at].text.casefold().rstrip(".") in SUFFIXES:
            end = self.words[at].end
            at += 1
        if at >= len(self.words) or self.text[end : self.words[at].start].strip() != ",":
            if titles and titles[0].of is None and at + 1 < len(self.words) and self.words[at].text == "of":
                after = at + 1 + (self.words[at + 1].text == "the")
                if after in self.known and self.text[end : self.words[at].start] == " ":
                    length, what = self.known[after]
                    if what is not None and what.form is Form.NAME:  # "Prime Minister Kishida of Japan"
                        titles[0] = replace(titles[0], of=what.key, end=self.words[after + length - 1].end)
                        return titles[0].end
            return end
        for begin in range(at, min(at + 7, len(self.words))):
            if begin not in self.titles:
                continue
            title = self.titles[begin][1]
            gap = self.text[end : title.start]
            if re.fullmatch(r",\s+(?:the\s+|a\s+|an\s+|his\s+|her\s+)?", gap) and not title.plural:
                tail = self.text[title.end : title.end + 2]
                follows = next((w for w in self.words if w.start >= title.end), None)
                if follows is not None and tail.startswith(" ") and self._starts_name(follows):
                    return end  # "…, Prime Minister Kishida": the title is the next one's
                titles.append(title)
                return title.end
            break
        return end

    def _starts_name(self, word: Word) -> bool:
        at = self.words.index(word)
        return self._may_name(at) or at in self.courtesies
