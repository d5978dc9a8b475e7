"""Places that a text names: countries, cities, seas and regions, and the venues where people meet.

The name of a country or a sea is a place wherever it stands. The name of a city is also a surname, a newspaper
and a government ("Washington said"), so it counts only where the words around it put something there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from communique.lexicon import Lexicon, Place
from communique.model.marks import PlaceMark
from communique.model.spans import Span

LONGEST = 6  # words of a name
COMPARABLE = 20  # how many times larger the largest city of a name may be than one that is meant
NEAR = 160  # characters within which a country named decides between cities of one name

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[’'\-–][^\W_]+)*")
_NAME = re.compile(r"(?<![\w’'.\-–@/#])[A-Z\u00c0-\u00de\u0100-\u017f]")
_THERE = re.compile(  # what puts something at the place that follows
    r"(?:\b(?:in|at|near|outside|inside|around|across|throughout|within|into|via|visit(?:s|ed|ing)?|(?:leav(?:e|es|ing)|left)(?:\s+for)?"
    r"|reach(?:ed|es|ing)?|tour(?:s|ed|ing)?|toward|towards|beyond|off)"
    r"|\b(?:north|south|east|west|northeast|northwest|southeast|southwest|outskirts|city|town|port|capital|suburbs?|streets"
    r"|region|province|district|mayor|airport|cities|center|centre)\s+of)"
    r"\s+(?:(?:the|downtown|central|nearby|northern|southern|eastern|western|capital|city|port|of)\s+){0,3}$",
    re.IGNORECASE,
)
_TOWARD = re.compile(r"\b(?:to|from|for)\s+(?:the\s+)?$", re.IGNORECASE)
_TRAVEL = re.compile(
    r"\b(?:visits?|visiting|trips?|travel\w*|fl(?:ew|y|ies|ying|own|ights?)|return\w*|c[ao]m(?:e|es|ing)|went|go(?:es|ing)?"
    r"|gone|head\w*"
    r"|route|tours?|journey\w*|back|mov(?:e|ed|ing)|arriv\w*|invit\w*|depart\w*|welcom\w*|drove|driv\w+|sail\w*|train|bound"
    r"|ambassador|envoy|delegation|move|transfer\w*|embassy|host\w*|miles|kilometers|kilometres|km)\b(?:[^\w.!?;]+\w+){0,6}[^\w.!?;]+$",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"[ \t]*(?:,[^\n,]{2,30}){0,2}[ \t]*(?:\([^()\n]{2,40}\)[ \t]*)?(?:-{1,2}|[–—])[ \t]")
_JOIN = re.compile(r"\s*(?:,|and|or|, and|to|&|–|-)\s+|\s+(?:and|or|to)\s+")
_FOLLOWS = re.compile(r"\s+([A-Z][\w’'-]*)")
_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?!\w)")
_AFTER_COMMA = re.compile(r",\s+(?=[A-Z])")
_QUARTER = re.compile(r"\b(?:North|South|East|West|Latin|Central)\s$")  # "North America" names no state
_TWO_SEAS = re.compile(
    r"\b([A-Z]\w+)\s+and\s+((?:[A-Z]\w+\s+){1,3}?)([Ss]eas|[Ss]traits|[Oo]ceans|[Ii]slands|[Cc]hannels|[Gg]ulfs)\b"
)
_WHOSE = r"\s+of\s+(?:the\s+)?[A-Z]\w+(?:\s+(?:and\s+)?[A-Z]\w+){0,2}"  # "Court of Appeals"
_CAPITALS = r"(?:(?:[A-Z\u00c0-\u00de][\w.’'\-–]*|of|the|for|and|de|la|al)\s+){0,6}?[A-Z\u00c0-\u00de][\w.’'\-–]*"
_LEARNED = ("university", "college", "school", "institute", "academy", "castle", "palace", "hotel", "hall", "club")
_VENUE_IN = re.compile(r",?\s+(?:in|at|near|outside|north of|south of)?\s*(?:central\s+)?(?=[A-Z])")
_AT = (
    r"\b(?:[Aa]t|[Ii]n|[Tt]o|[Ii]nside|[Oo]utside|[Nn]ear"
    r"|[Vv]isit(?:ed|ing|s)?|[Tt]our(?:ed|ing)?|[Hh]osted\s+by)"
)


@dataclass(frozen=True, slots=True)
class _Named:
    """What a name may be: of several cities, the capital first, then the most populous."""

    kind: str  # country, city, or the lexicon's kind of another place
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Atlas:
    named: Mapping[str, _Named]  # countries, and what the lexicon names itself
    capitals: Mapping[str, str]  # city → state's id
    countries: Mapping[str, str]  # state's id → name
    find: Callable[[str], tuple[Place, ...]]
    venues: re.Pattern[str] | None
    meetings: frozenset[str]
    titles: frozenset[str]
    given: frozenset[str]
    calendar: frozenset[str]


def mark_places(text: str, lexicon: Lexicon) -> tuple[PlaceMark, ...]:
    """The places in `text`, sorted by where they stand and apart from each other."""
    atlas = _atlas(lexicon)
    marks = [*_venues(text, atlas), *_two_seas(text, atlas)]
    taken = {at for mark in marks for at in range(mark.span.start, mark.span.end)}
    people = _people(text, atlas)
    last: PlaceMark | None = None
    end = 0
    for start, ends in _names(text):
        if start < end or start in taken:
            continue
        found = _known(text, start, ends, atlas)
        if found is None:
            continue
        mark = _judged(text, Span(start, found[0]), found[1], atlas, people, last)
        if mark is not None:
            marks.append(mark)
            last, end = mark, mark.span.end
    return tuple(_apart(marks))


def _apart(marks: list[PlaceMark]) -> Iterator[PlaceMark]:
    end = 0
    for mark in sorted(marks, key=lambda m: (m.span.start, -m.span.end)):
        if mark.span.start >= end:
            end = mark.span.end
            yield mark


@lru_cache(maxsize=8)
def _atlas(lexicon: Lexicon) -> _Atlas:
    named: dict[str, _Named] = {}
    for name, state in lexicon.state_by_name.items():
        named[_plain(name)] = _Named("country", (Place(state.name, "country", state.id),))
    for place in lexicon.places:
        for name in (place.name, *place.names):
            named.setdefault(_plain(name), _Named("city" if place.kind == "city" else place.kind, (place,)))
    capitals = {_plain(name): states[0].id for name, states in lexicon.states_by_capital.items()}
    for name, country in capitals.items():
        if name not in named:
            cities = sorted(lexicon.gazetteer.find(name), key=lambda p: p.country != country)
            here = bool(cities) and cities[0].country == country
            named[name] = _Named("city", tuple(cities) if here else (Place(name, "city", country), *cities))
    words = [word for venue in lexicon.venues for word in (venue.text, *venue.variants)]
    heads = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(set(words), key=lambda w: (-len(w), w)))
    named_venue = rf"{_AT}\s+(?:the\s+)?(?P<name>{_CAPITALS}\s+(?i:{heads})(?:{_WHOSE})?)\b"
    titles = {word for title in lexicon.office_by_title for word in title.split()[-1:]}
    honorifics = {text.rstrip(".").casefold() for text in lexicon.honorific_by_text}
    meetings = frozenset(w.lemma.split()[-1] for w in lexicon.engagement_words if w.pos == "noun")
    return _Atlas(
        named,
        capitals,
        {state.id: state.name for state in lexicon.states},
        lexicon.gazetteer.find,
        re.compile(named_venue) if heads else None,
        meetings,
        frozenset(titles | honorifics),
        lexicon.given_names,
        frozenset({*lexicon.months, *lexicon.weekdays}),
    )


def _plain(name: str) -> str:
    return name.replace("’", "'")


def _names(text: str) -> Iterator[tuple[int, list[int]]]:
    """Where a capitalised word starts, with the ends of the phrases of one, two … words from there, in one line."""
    for first in _NAME.finditer(text):
        start = first.start()
        ends: list[int] = []
        at = start
        for _ in range(LONGEST):
            word = _WORD.match(text, at)
            if word is None:
                break
            ends.append(word.end())
            at = word.end()
            gap = text[at : at + 2]
            at += 2 if gap == ". " else 1
            if gap[:1] not in (" ", "-", ".", "\u00a0", "\n") or (gap[:1] == "." and gap != ". "):
                break
        yield start, ends


def _known(text: str, start: int, ends: list[int], atlas: _Atlas) -> tuple[int, _Named] | None:
    """The longest known name from `start` on; its end and what it is."""
    for end in reversed(ends):
        for stop in (end + 1, end) if text[end : end + 1] == "." and text[end - 2 : end - 1] == "." else (end,):
            name = _plain(text[start:stop].replace("\n", " ").replace("\u00a0", " "))
            if name in atlas.named:
                return stop, atlas.named[name]
            if cities := atlas.find(name):
                return stop, _Named("city", cities)
            if name.isupper() and len(name) > 3 and _DATELINE.match(text, stop):
                cities = atlas.find(name.title())
                if cities:
                    return stop, atlas.named.get(name.title()) or _Named("city", cities)
    return None


def _judged(
    text: str, span: Span, named: _Named, atlas: _Atlas, people: frozenset[str], last: PlaceMark | None
) -> PlaceMark | None:
    """The mark for a known name, where the words around it make it a place."""
    words = span.of(text)
    if named.kind != "city":
        if _of_a_person(text, span, atlas) or _QUARTER.search(text, max(0, span.start - 12), span.start):
            return None
        if last is not None and text[last.span.end : span.start] == ", " and _american(last, atlas):
            return None  # Atlanta, Georgia
        place = named.places[0]
        return PlaceMark(place.name, place.country, named.kind, span)
    country = _country_after(text, span, atlas)
    choice = _choice(text, span, named.places, country, atlas)
    if country is None and _within_a_region(text, span, atlas):
        choice = Place(choice.name, choice.kind)  # in a region of no one state: which of that name, nothing says
    certain = country is not None and choice.country == country
    named_after = _plain(words) in people or _of_a_person(text, span, atlas)
    if not certain and (named_after or _QUARTER.search(text, max(0, span.start - 12), span.start)):
        return None
    if not certain and not _stands_there(text, span, words, atlas, last):
        return None
    return PlaceMark(choice.name, choice.country, "city", span)


def _american(mark: PlaceMark, atlas: _Atlas) -> bool:
    return any(place.country == "US" for place in atlas.find(mark.name))


def _stands_there(text: str, span: Span, words: str, atlas: _Atlas, last: PlaceMark | None) -> bool:
    after = text[span.end : span.end + 60]
    before = text[max(0, span.start - 70) : span.start]
    if _POSSESSIVE.match(after):
        return _THERE.search(before) is not None and re.match(r"['’]s?\s+[A-Z]", after) is not None
    next_word = _FOLLOWS.match(after)
    if next_word is not None and not _goes_on(next_word[1], atlas):
        return False
    lone = re.match(r"\s+([a-z-]+)", after)
    if lone is not None and lone[1] in atlas.meetings and _plain(words) not in atlas.capitals:
        return True
    if (there := _THERE.search(before)) is not None:
        firm = there.group().split()[0].lower() == "at" and re.match(r",\s+[A-Z]", after)  # "at Brown, Smith & Co."
        return not firm
    if (toward := _TOWARD.search(before)) is not None:
        if _plain(words) not in atlas.capitals:
            return not re.search(r"\b(?:according|thanks|due|for)\s+(?:the\s+)?(?:to\s+)?$", before)
        return _TRAVEL.search(before[: toward.start()]) is not None
    starts_line = not before.rpartition("\n")[2].strip(" \t*_>")
    if starts_line and _DATELINE.match(text, span.end):
        return True
    if last is not None and last.kind == "city" and last.span.end <= span.start:
        return _JOIN.fullmatch(text, last.span.end, span.start) is not None
    return False


def _goes_on(word: str, atlas: _Atlas) -> bool:
    """Whether a capitalised word after a city may belong to the sentence instead of to one name with the city."""
    return word.lower() in atlas.calendar


def _of_a_person(text: str, span: Span, atlas: _Atlas) -> bool:
    """Whether a title, a courtesy or a given name stands before the name: "Michael Jordan", "Mr. London"."""
    before = re.search(r"([A-Z][\w’'-]*)\.?\s+(?:[A-Z]\.\s+)?$", text[max(0, span.start - 40) : span.start])
    if before is None:
        return False
    word = before[1].lower()
    return word in atlas.given or word in atlas.titles


def _people(text: str, atlas: _Atlas) -> frozenset[str]:
    """Capitalised words that this text uses as a surname somewhere: after a title, a courtesy or a given name."""
    found = set()
    for match in re.finditer(r"\b([A-Z][\w’'-]*)\.?\s+(?:[A-Z]\.\s+)?([A-Z][a-z\u00c0-\u017f][\w-]*)\b", text):
        word = match[1].lower()
        if word in atlas.given or word in atlas.titles:
            found.add(match[2])
    return frozenset(found - atlas.named.keys())


def _country_after(text: str, span: Span, atlas: _Atlas) -> str | None:
    """The state named after a comma, or that of the region there: "Hiroshima, Japan"."""
    comma = _AFTER_COMMA.match(text, span.end)
    if comma is None:
        return None
    found = next(_names_at(text, comma.end()), None)
    if found is None:
        return None
    named = _known(text, comma.end(), found, atlas)
    return named[1].places[0].country if named is not None and named[1].kind != "city" else None


def _within_a_region(text: str, span: Span, atlas: _Atlas) -> bool:
    """True for a city with a region after it whose state the lexicon leaves open: "Xville, West Bank"."""
    comma = _AFTER_COMMA.match(text, span.end)
    found = next(_names_at(text, comma.end()), None) if comma is not None else None
    named = _known(text, comma.end(), found, atlas) if comma is not None and found is not None else None
    return named is not None and named[1].kind in ("territory", "region") and named[1].places[0].country is None


def _names_at(text: str, start: int) -> Iterator[list[int]]:
    found = next(_names(text[start : start + 120]), None)
    if found is not None and found[0] == 0:
        yield [start + end for end in found[1]]


def _choice(text: str, span: Span, places: tuple[Place, ...], country: str | None, atlas: _Atlas) -> Place:
    """Among places of one name: that in the country named with it, or near it where sizes compare, else the first."""
    if len({place.country for place in places}) == 1:
        return places[0]
    if country is not None:
        return next((p for p in places if p.country == country), Place(places[0].name, places[0].kind, country))
    if _plain(span.of(text)) in atlas.capitals:
        return places[0]
    around = text[max(0, span.start - NEAR) : span.end + NEAR]
    near = {place.country for place in places if atlas.countries.get(place.country or "", "\0") in around}
    large = places[0].population / COMPARABLE
    return next((place for place in places if place.country in near and place.population >= large), places[0])


def _two_seas(text: str, atlas: _Atlas) -> Iterator[PlaceMark]:
    """ "The East and South China Seas" are two."""
    for match in _TWO_SEAS.finditer(text):
        shared = match[3].capitalize().removesuffix("s")
        tail = match[2].split()
        whole = atlas.named.get(" ".join((*tail, shared))) or atlas.named.get(" ".join((*tail, match[3].capitalize())))
        for count in reversed(range(len(tail))):  # "East China Sea" before "East Sea"
            rest = (*tail[len(tail) - count :], shared)
            other = atlas.named.get(" ".join((match[1], *rest)))
            if whole is not None and other is not None:
                place = other.places[0]
                yield PlaceMark(place.name, place.country, other.kind, Span(*match.span(1)))
                place = whole.places[0]
                yield PlaceMark(place.name, place.country, whole.kind, Span(match.start(2), match.end(3)))
                break


def _venues(text: str, atlas: _Atlas) -> Iterator[PlaceMark]:
    """ "At the Prime Minister’s Office", "the Iruma airbase", "NATO headquarters in Brussels"."""
    if atlas.venues is None:
        return
    for match in atlas.venues.finditer(text):
        name = " ".join(match["name"].split())
        first = name.split()[0].lower().rstrip(".")
        if first in ("the", "of", "and", "for") or (first in atlas.titles and "’s" not in name and "'s" not in name):
            continue
        yield PlaceMark(name, _country_of_venue(text, match, atlas), "venue", Span(*match.span("name")))


def _country_of_venue(text: str, match: re.Match[str], atlas: _Atlas) -> str | None:
    """The country of a place in its name, or of the one that follows: "headquarters in Brussels"."""
    follows = _VENUE_IN.match(text[match.end() : match.end() + 40])
    starts = [match.start("name"), *([match.end() + follows.end()] if follows else [])]
    for start in reversed(starts):
        ends = next(_names_at(text, start), None)
        named = _known(text, start, ends, atlas) if ends is not None else None
        if named is None or named[1].places[0].country is None:
            continue
        if start == match.start("name") and named[1].kind == "city" and not _named_after_city(match["name"], atlas):
            continue
        if start == match.start("name") and named[1].kind == "city" and len({p.country for p in named[1].places}) > 1:
            continue  # a palace called by a city of which there are several
        return named[1].places[0].country
    return None


def _named_after_city(name: str, atlas: _Atlas) -> bool:
    """Whether a venue is likely called by the city that it is in: an air base, rather than a college."""
    first, *_, last = name.split()
    return first.lower() not in atlas.given and last.lower() not in _LEARNED
