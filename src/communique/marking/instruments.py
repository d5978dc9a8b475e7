"""Instruments that a text cites: numbered resolutions and acts, treaties known by name, and others by their head word.

Two citations of one instrument share a key: "UN Security Council Resolution 2375 (2017)" and "Resolution 2375",
"the Law of the Sea Convention" and "UNCLOS".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from msgspec.structs import replace

from communique.lexicon import CitationPattern, Lexicon, NamedInstrument
from communique.marking.times import mark_times
from communique.model.marks import InstrumentMark
from communique.model.spans import Span
from communique.model.times import Role

BEFORE, AFTER = 250, 60  # characters within which a body named belongs to a bare resolution
LONGEST = 16  # words of a name
REACH = 110  # characters before a head that its name may take
ADOPTED = 90  # characters after a citation that may tell its date

_ITEM = re.compile(r"(\d{1,4}(?:/\d{1,4})?)(?:\s*\(((?:19|20)\d\d)\))?")
_NAME = re.compile(r"(?<![\w’'\-–/])[A-Z\u00c0-\u00de]")
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[’'\-–/][^\W_]+)*[’']?")
_BETWEEN = re.compile(r"[\s,&]*(?:and\b)?[\s,&]*")
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_OWNED = re.compile(r"([A-Z][\w.]+)['’]s\s+$")
_OWNER = re.compile(r"['’]s$")
_INITIALS = re.compile(r"(?:[A-Z]\.){2,}")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\s+$")
_NAME_GOES_ON = re.compile(r"\s+(?:Organi[sz]ation|Area|Zone|Summit)\b|-\w")
_BRACKETED = re.compile(r"\s*\((?:the\s+)?[“\"‘']?([A-Z][A-Za-z&\-]{1,11})[”\"’']?\)")
_SAID_WHEN = re.compile(
    r"\s*(?:,|\(|which was|was|that was)?\s*(?:unanimously\s+)?(?:adopted|signed|concluded|agreed|issued|of|dated)\b"
)
_ABOUT = re.compile(
    r"\s+(?:of|on|for|against|concerning|between|regarding|relating to)\s+(?:the\s+)?"
    r"[A-Z][\w’'\-–]*(?:(?:\s+|,\s+)(?:(?:of|and|on|in|for|to|the|with|by|its|their|Their)\s+){0,3}[A-Z][\w’'\-–]*){0,9}"
)
_LINKS = frozenset(("and", "&", "for", "on"))
_NO_NAME_WORDS = """
    the this that these those a an our their his her its in on at under with by and for to as if when both all each
    such no any new existing following per from of other many several first second next last every but or one two three
    mr mrs ms dr current final draft also while since after before during i we they it he she you your my what which
    who how there here then so yet not only i’m we’re let today
"""
_ATTRIBUTES = frozenset(("international", "national", "joint", "bilateral", "trilateral", "global", "regional"))
_NO_NAME = frozenset(_NO_NAME_WORDS.split())  # words that name no instrument, capitalised at the start of a sentence


@dataclass(frozen=True, slots=True, eq=False)
class _Shelf:
    """What the lexicon knows about instruments, made ready for reading."""

    patterns: tuple[tuple[CitationPattern, re.Pattern[str]], ...]
    known: Mapping[str, NamedInstrument]
    starts: frozenset[str]  # first words of the known names
    heads: re.Pattern[str] | None
    kinds: Mapping[str, tuple[str, bool]]  # head → kind, weak
    bodies: re.Pattern[str] | None
    body_ids: Mapping[str, str]
    owners: frozenset[str]  # words of offices: what follows "President’s" is the name
    issuers: Mapping[str, str]  # id → name
    organisations: Mapping[str, str]  # name → id


def mark_instruments(text: str, lexicon: Lexicon) -> tuple[InstrumentMark, ...]:
    """The citations in `text`, sorted by where they stand and apart from each other."""
    shelf = _shelf(lexicon)
    found = [*_numbered(text, shelf), *_named(text, shelf), *_headed(text, shelf)]
    kept = list(_apart(found))
    dated = [_dated(text, mark, lexicon) for mark in _apart([*_short_forms(text, kept), *kept])]
    return tuple(_agreeing(dated))


@lru_cache(maxsize=8)
def _shelf(lexicon: Lexicon) -> _Shelf:
    kinds = {_plain(head.text): (head.kind, head.weak) for head in lexicon.instrument_heads}
    heads = _any_of(kinds)
    names = {n: o.id for o in lexicon.organisations for n in (o.name, *o.names)}
    bodies = {n: o.id for o in lexicon.organisations if o.kind == "body" for n in (o.name, *o.names) if len(n) > 3}
    any_body = _any_of(bodies)
    return _Shelf(
        patterns=tuple((pattern, re.compile(pattern.regex)) for pattern in lexicon.citation_patterns),
        known={_plain(name): known for name, known in lexicon.instrument_by_name.items()},
        starts=frozenset(_plain(m.group()) for n in lexicon.instrument_by_name if (m := _WORD.match(n))),
        heads=re.compile(rf"(?<![\w’'\-])(?:{heads})(?![\w\-])(?!\s+(?:[A-Z]|(?:No\.?\s*)?\d))") if heads else None,
        kinds=kinds,
        bodies=re.compile(rf"(?<!\w)(?:{any_body})(?!\w)") if any_body else None,
        body_ids={_plain(name): known for name, known in bodies.items()},
        owners=frozenset(title.split()[-1] for title in lexicon.office_by_title),
        issuers={o.id: o.name for o in lexicon.organisations} | {s.id: s.name for s in lexicon.states},
        organisations={_plain(name): known for name, known in names.items()},
    )


def _any_of(names: Iterable[str]) -> str:
    """Alternatives of a regular expression, the longest first, each over any white space and either apostrophe."""
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return "|".join(re.escape(name).replace(r"\ ", r"\s+").replace("'", "[’']") for name in ordered)


def _plain(name: str) -> str:
    plain = " ".join(name.replace("’", "'").replace("–", "-").split())
    return _DOTTED.sub(lambda initials: initials.group().replace(".", ""), plain)


def _apart(found: list[InstrumentMark]) -> Iterator[InstrumentMark]:
    end = 0
    for mark in sorted(found, key=lambda m: (m.span.start, -m.span.end)):  # stable: numbered, named, by head
        if mark.span.start >= end:
            end = mark.span.end
            yield mark


# numbered acts


def _numbered(text: str, shelf: _Shelf) -> Iterator[InstrumentMark]:
    for pattern, regex in shelf.patterns:
        for match in regex.finditer(text):
            groups = {name: value for name, value in match.groupdict().items() if value}
            if "numbers" in groups:
                yield from _several(text, match, pattern, shelf)
                continue
            year = groups.get("year") or groups.get("of_year")
            number = groups.get("number") or groups.get("symbol")
            act = _act(text, Span(*match.span()), pattern, number, year, groups, shelf)
            if act is not None:
                yield act


def _several(text: str, match: re.Match[str], pattern: CitationPattern, shelf: _Shelf) -> Iterator[InstrumentMark]:
    """One mark for each number of a list; the words before it belong to the first."""
    start = match.start()
    for item in _ITEM.finditer(text, *match.span("numbers")):
        act = _act(text, Span(start, item.end()), pattern, item[1], item[2], {}, shelf, match.start())
        if act is not None:
            yield act
        gap = _BETWEEN.match(text, item.end())
        start = gap.end() if gap is not None else item.end()


def _act(
    text: str,
    span: Span,
    pattern: CitationPattern,
    number: str | None,
    year: str | None,
    groups: Mapping[str, str],
    shelf: _Shelf,
    begins: int | None = None,
) -> InstrumentMark | None:
    """One numbered act; None for an article of nobody knows what."""
    number = re.sub(r"\s+", " ", number) if number else None
    issuer, body = pattern.issuer, groups.get("body")
    if issuer is None and pattern.kind == "resolution":
        issuer = _body_near(text, span if begins is None else Span(begins, span.end), number or "", shelf)
    if pattern.id == "article-of" and body is None:
        owner = _OWNED.search(text, max(0, span.start - 40), span.start)
        if owner is None or _plain(owner[1]) not in shelf.organisations:
            return None
        issuer, body = shelf.organisations[_plain(owner[1])], f"{owner[1]} treaty"
    if body is not None:
        body = _plain(body).removeprefix("the ")
        issuer = issuer or shelf.organisations.get(body)
    fields = {"number": number or "", "year": year or "", **{k: re.sub(r"\s+", " ", v) for k, v in groups.items()}}
    name = re.sub(r"\s*\(\)", "", (pattern.name or "{number}").format_map(_Blanks(fields))).strip()
    key = number or name.casefold()
    if pattern.kind == "resolution":
        if issuer == "unsc":
            name = f"UNSCR {number}"
        elif issuer is not None and pattern.issuer is None:
            name = f"{shelf.issuers.get(issuer, issuer)} Resolution {number}"
        name += f" ({year})" if year and year not in name else ""
    elif pattern.kind == "article" and body is not None:
        name, key = f"{name} of the {body}", f"{number}:{_same(body)}"
    elif body is not None:
        name = f"{name} of the {body}" if "{head}" not in (pattern.name or "") else _full_name(fields, body)
    if pattern.kind == "statement":
        head = f"{fields.get('head', '')} of the {body}" if body else fields.get("head", "")
        key, number = f"name:{_same(head)}|{year or ''}", None
    else:
        key = f"{issuer or ''}:{pattern.kind}:{key}"
    return InstrumentMark(name, key, pattern.kind, number, year, _name(issuer, shelf), span)


class _Blanks(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _full_name(fields: Mapping[str, str], body: str) -> str:
    return " ".join(part for part in (fields.get("year"), fields.get("head"), "of the", body) if part)


def _name(issuer: str | None, shelf: _Shelf) -> str | None:
    return shelf.issuers.get(issuer) if issuer is not None else None


def _body_near(text: str, span: Span, number: str, shelf: _Shelf) -> str | None:
    """The body that a bare "Resolution 2375" is of: named right after it, or the last one before in its paragraph."""
    if shelf.bodies is None:
        return None
    after = re.match(r"(?:\s*\(\d{4}\))?\s+(?:of|by|adopted by)\s+the\s+", text[span.end : span.end + AFTER])
    if after is not None:
        named = shelf.bodies.match(text, span.end + after.end())
        if named is not None:
            return shelf.body_ids[_plain(named.group())]
    start = max(text.rfind("\n\n", 0, span.start) + 1, span.start - BEFORE, 0)
    before = [shelf.body_ids[_plain(match.group())] for match in shelf.bodies.finditer(text, start, span.start)]
    fits = [body for body in before if not (body == "unsc" and "/" in number)]
    return fits[-1] if fits else None


# instruments known by name


def _named(text: str, shelf: _Shelf) -> Iterator[InstrumentMark]:
    end = 0
    for first in _NAME.finditer(text):
        start = first.start()
        word = _WORD.match(text, start)
        if start < end or word is None or _plain(word.group()) not in shelf.starts:
            continue
        for stop in reversed(_ends(text, start)):
            known = shelf.known.get(_plain(text[start:stop]))
            if known is not None and _NAME_GOES_ON.match(text, stop) is None:
                key = f"instrument:{known.id}"
                yield InstrumentMark(
                    known.name, key, known.kind, None, known.date, _name(known.issuer, shelf), Span(start, stop)
                )
                end = stop
                break


def _ends(text: str, start: int) -> list[int]:
    """The ends of the phrases of one, two … words from `start` on."""
    ends: list[int] = []
    at = start
    for _ in range(LONGEST):
        word = _WORD.match(text, at)
        if word is None:
            break
        at = word.end()
        ends.append(at)
        gap = re.compile(r",?[ \u00a0]|\n(?!\n)").match(text, at)
        if gap is None:
            break
        at = gap.end()
    return ends


# others, by their head word


def _headed(text: str, shelf: _Shelf) -> Iterator[InstrumentMark]:
    if shelf.heads is None:
        return
    title = _title_line(text)
    for head in shelf.heads.finditer(text):
        if title.holds(Span(*head.span())):
            continue
        kind, weak = shelf.kinds[_plain(head.group())]
        start, count = _beginning(text, head.start(), shelf)
        start = _without_owner(text, start, head.start(), shelf)
        about = _ABOUT.match(text, head.end())
        if count < (2 if weak else 1) and (about is None or weak or head.group().endswith("s")):
            continue
        if weak and (count < 2 or _headline(text, head.start())):
            continue
        end = about.end() if about is not None and not weak else head.end()
        year = _YEAR.search(text, max(0, start - 6), start)
        whole = Span(start, end)
        name = re.sub(r"\s+", " ", whole.of(text))
        if _plain(name) in shelf.organisations:
            continue
        short = _BRACKETED.match(text, end)
        leads = (_plain(" ".join(name.split()[:count])) for count in (3, 2, 1))
        issuer = next((shelf.organisations[lead] for lead in leads if lead in shelf.organisations), None)
        stated = year[1] if year is not None else None
        yield InstrumentMark(
            f"{stated} {name}" if stated else name,
            f"name:{_same(name)}|{stated or ''}",
            kind,
            None,
            stated,
            _name(issuer, shelf),
            Span(year.start() if year is not None else start, short.end() if short is not None else end),
        )


def _beginning(text: str, at: int, shelf: _Shelf) -> tuple[int, int]:
    """Where the capitalised words before a head begin, and how many of them name something."""
    start, count, offset, after = at, 0, max(0, at - REACH), at
    for word in reversed(list(re.finditer(r"\S+", text[offset:at]))):
        written = word.group()
        bare = written.lstrip("“\"‘'(*_[")
        if "\n\n" in text[offset + word.end() : after]:
            break
        if written[-1] in ',.;:!?)”"*_|' and not _INITIALS.fullmatch(bare):
            break
        after = offset + word.start()
        if count and _OWNER.search(bare) and (bare[:-2].isupper() or bare[:-2].lower() in shelf.owners):
            break  # "USAID’s …", "the President’s …"
        if bare in shelf.kinds and count and text[offset + word.end() :].split(maxsplit=1)[0] in _LINKS:
            break  # "the Lemmeran Treaty and the …": another instrument's head
        if bare[:1].isupper() and bare.lower() not in _NO_NAME:
            start = after + len(written) - len(bare)
            count += bare.lower() not in _ATTRIBUTES
        elif written not in _LINKS or not count:
            break
        if bare != written:
            break
    return start, count


def _without_owner(text: str, start: int, end: int, shelf: _Shelf) -> int:
    """Where the name begins once "President Biden’s" or the like is left away."""
    words = text[start:end].split(maxsplit=1)
    owned = re.compile(r".*?['’]s\s+", re.DOTALL).match(text, start, end)
    return owned.end() if owned is not None and words and words[0].lower() in shelf.owners else start


def _same(name: str) -> str:
    return _plain(name).casefold().removeprefix("the ").strip()


def _title_line(text: str) -> Span:
    """The first line of a text of several, where it is a heading and no sentence."""
    line = re.compile(r"\s*([^\n]+?)[ \t]*(?:\n|$)").match(text)
    if line is None or len(line[1]) > 250 or not text[line.end() :].strip() or line[1][-1] in '.!?”"':
        return Span(0, 0)
    return Span(*line.span(1))


def _headline(text: str, at: int) -> bool:
    """Whether the line around `at` is a headline: most of its words capitalised, and no full stop at its end."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    if at - start > 250 or (end < 0 and start == 0):
        return False
    line = text[start : end if end >= 0 else len(text)].strip()
    words = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) > 3]
    return line[-1:] not in '.!?”"' and sum(word[0].isupper() for word in words) >= 0.7 * len(words)


def _short_forms(text: str, marks: list[InstrumentMark]) -> Iterator[InstrumentMark]:
    """Later uses of a short form that a citation introduces: "(IPCP)"."""
    for mark in marks:
        short = re.search(r"\(([A-Z][A-Za-z&\-]{1,11})\)$", mark.span.of(text))
        if short is None or sum(c.isupper() for c in short[1]) < 2:
            continue
        for use in re.finditer(rf"(?<![\w\-]){re.escape(short[1])}(?![\w\-])", text[mark.span.end :]):
            yield replace(mark, span=Span(mark.span.end + use.start(), mark.span.end + use.end()))


# dates and agreement


def _dated(text: str, mark: InstrumentMark, lexicon: Lexicon) -> InstrumentMark:
    """The mark with the date that follows it: "adopted unanimously on 11 September 2017"."""
    said = _SAID_WHEN.match(text, mark.span.end)
    if said is None or mark.key.startswith("instrument:"):
        return mark
    times = mark_times(text, lexicon, [Span(said.end(), min(len(text), said.end() + ADOPTED))])
    first = next((t for t in times if t.value.year is not None and t.value.role is Role.AT), None)
    if first is None or re.search(r"[.;]\s", text[said.end() : first.span.start]):
        return mark
    value = first.value
    parts = (f"{value.year:04}", *(f"{n:02}" for n in (value.month, value.day) if n is not None))
    return replace(mark, date="-".join(parts))


def _agreeing(marks: list[InstrumentMark]) -> Iterator[InstrumentMark]:
    """All citations of one instrument with the fullest name and date that one of them gives."""
    dates: dict[str, str] = {}
    years: dict[str, set[str]] = {}
    for mark in marks:
        if mark.date is not None and len(mark.date) >= len(dates.get(mark.key, "")):
            dates[mark.key] = mark.date
        if mark.key.startswith("name:"):
            stem, _, year = mark.key.rpartition("|")
            years.setdefault(stem, set()).update({year} - {""})
    for mark in marks:
        if mark.key.startswith("name:") and mark.key.endswith("|") and len(years[mark.key[:-1]]) == 1:
            mark = replace(mark, key=mark.key + next(iter(years[mark.key[:-1]])))
        date = dates.get(mark.key, mark.date)
        if mark.kind == "resolution" and date is not None and date[:4] not in mark.name:
            mark = replace(mark, name=f"{mark.name} ({date[:4]})")
        yield replace(mark, date=date)
