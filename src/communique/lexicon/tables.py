"""Reading lexicon files: packaged data first, then what users add, table by table.

A user's entry with the key of a known one changes it: lists grow, single values are replaced.
`replace = true` puts the entry in the place of the known one, `remove = true` takes the known one away.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TypeAlias, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from communique.lexicon import entries as e

Row: TypeAlias = Mapping[str, object]
Entry = TypeVar("Entry")
OFFSET = re.compile(r"[+-](?:0\d|1[0-4]):[0-5]\d")


class LexiconError(ValueError):
    """A lexicon file that cannot be used: one line that names the file, the key and what to try."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the lexicon: its file, the type of its entries, and the fields that identify one."""

    name: str
    file: str
    entry: type
    key: tuple[str, ...]
    wording: str | None = None
    """The field whose values may be listed, for entries that share all else …"""
    wordings: str = ""
    """… and the key of that list: `lemmas = ["recognise/recognize", "note"]`; a slash parts spellings."""

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(field.name for field in dataclasses.fields(self.entry))

    @property
    def spellings(self) -> str | None:
        """The field that takes the further spellings of a wording; without one, each is an entry."""
        return next((field for field in ("variants", "names") if field in self.fields), None)


TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        Table("state", "states", e.State, ("id",)),
        Table("organisation", "organisations", e.Organisation, ("id",)),
        Table("office", "offices", e.Office, ("title",)),
        Table("honorific", "honorifics", e.Honorific, ("text", "position"), "text", "texts"),
        Table("cue", "speech_acts", e.Cue, ("lemma", "pos", "act"), "lemma", "lemmas"),
        Table("intensifier", "speech_acts", e.Intensifier, ("text",), "text", "texts"),
        Table("modal", "speech_acts", e.Modal, ("text",), "text", "texts"),
        Table("engagement", "engagements", e.EngagementWord, ("lemma", "pos"), "lemma", "lemmas"),
        Table("status", "engagements", e.EngagementStatus, ("status",)),
        Table("pattern", "instruments", e.CitationPattern, ("id",)),
        Table("instrument", "instruments", e.NamedInstrument, ("id",)),
        Table("head", "instruments", e.InstrumentHead, ("text",), "text", "texts"),
        Table("issue", "issues", e.Issue, ("name",)),
        Table("furniture", "furniture", e.Furniture, ("text", "regex"), "text", "texts"),
        Table("publisher", "publishers", e.Publisher, ("name",)),
        Table("zone", "time", e.Zone, ("abbreviation",)),
        Table("calendar", "time", e.CalendarName, ("name", "kind")),
        Table("number", "time", e.NumberWord, ("text",)),
        Table("daypart", "time", e.DayPart, ("text",), "text", "texts"),
        Table("place", "places", e.Place, ("name", "country"), "name", "places"),
        Table("venue", "places", e.Venue, ("text",), "text", "texts"),
        Table("voice", "voices", e.Voice, ("text", "kind"), "text", "texts"),
        Table("aside", "voices", e.Aside, ("text",), "text", "texts"),
        Table("courtesy", "courtesies", e.Courtesy, ("pattern", "kind"), "pattern", "patterns"),
    )
}
WORD_LISTS: Mapping[str, str] = {
    "irregular": "speech_acts",
    "plural": "speech_acts",
    "family": "speech_acts",
    "deed": "speech_acts",
    "attitude": "speech_acts",
    "carrier": "speech_acts",
    "handler": "speech_acts",
    "matter": "speech_acts",
    "lifeless": "voices",
    "nicknames": "names",
    "family_first": "names",
    "particles": "names",
    "given_last": "names",
    "given": "names",
    "alike": "meanings",
    "light": "meanings",
    **dict.fromkeys(
        ("undertaking", "readiness", "resolve", "order", "summons", "avowal", "telling", "conduct"), "commitments"
    ),
    **dict.fromkeys(("feat", "outcome", "organ", "occurrence", "fate", "sequel", "proviso"), "commitments"),
    **dict.fromkeys(("stance", "contact", "proceeding", "refusal"), "commitments"),
    **dict.fromkeys(("bestowal", "measure", "offer", "help", "signatory"), "commitments"),
}
"""Top-level tables of plain words: name → file. They are read as they stand and users may add to them."""


class Shelf:
    """The lexicon's files, each parsed when a table of it is first asked for."""

    def __init__(self, user: Sequence[bytes] = ()) -> None:
        self._parsed: dict[str, Mapping[str, object]] = {}
        self._user = tuple(_parse(f"user lexicon {n}", content) for n, content in enumerate(user, 1))
        for number, added in enumerate(self._user, 1):
            self._check(f"user lexicon {number}", added)

    def about(self, file: str) -> e.About:
        """Title, source and date of a packaged file."""
        return msgspec.convert(self._file(file)["about"], e.About)

    def entries(self, name: str, kind: type[Entry]) -> tuple[Entry, ...]:
        """All entries of a table; those that users added or changed come first, so that their names win."""
        table = TABLES[name]
        assert table.entry is kind
        merged: dict[tuple[object, ...], dict[str, object]] = {}
        for row in _rows(table, self._file(table.file), f"{table.file}.toml"):
            _lay(merged, _key(table, row), row)
        origin: dict[tuple[object, ...], str] = {}
        for number, added in enumerate(self._user, 1):
            where = f"user lexicon {number}"
            for row in _rows(table, added, where):
                key = _key(table, row)
                origin[key] = where
                _lay(merged, key, row)
        if name == "cue":
            _add_family(merged, self.words("family"), origin)
        keys = sorted(merged, key=lambda key: key not in origin) if origin else merged
        return tuple(_entry(table, kind, merged[key], origin.get(key)) for key in keys)

    def words(self, name: str) -> Mapping[str, tuple[str, ...]]:
        """A table of plain words: each key with the words that stand after it."""
        joined: dict[str, tuple[str, ...]] = {}
        for source in (self._file(WORD_LISTS[name]), *self._user):
            table = source.get(name, {})
            assert isinstance(table, Mapping)
            for key, value in table.items():
                words = tuple(value.split()) if isinstance(value, str) else tuple(value)
                joined[key] = (*joined.get(key, ()), *(w for w in words if w not in joined.get(key, ())))
        return joined

    def digest(self) -> str:
        """One address for the whole content: packaged files and what users add, line endings aside."""
        seal = hashlib.sha256()
        data = files("communique.lexicon") / "data"
        names = sorted(f.name for f in data.iterdir() if f.is_file())
        packaged = [[name, (data / name).read_bytes().replace(b"\r\n", b"\n").decode()] for name in names]
        seal.update(json.dumps([packaged, self._user], ensure_ascii=False, default=str).encode())
        return seal.hexdigest()

    def _file(self, name: str) -> Mapping[str, object]:
        if name not in self._parsed:
            self._parsed[name] = _parse(f"{name}.toml", _content(name))
        return self._parsed[name]

    def _check(self, where: str, added: Mapping[str, object]) -> None:
        """Raise for anything in a user's file that could not be used later."""
        for name, value in added.items():
            if name in WORD_LISTS:
                if not isinstance(value, Mapping) or not all(_is_words(v) for v in value.values()):
                    raise LexiconError(f'{where}: {name}: expected words; try {name}.KEY = ["word", "word"]')
            elif name != "about" and name not in TABLES:
                raise LexiconError(f"{where}: {name}: no such table; try one of {', '.join(sorted(TABLES))}")
        for name in added:
            if name in TABLES:
                self.entries(name, TABLES[name].entry)
                for row in _rows(TABLES[name], added, where):
                    _check_values(f"{where}: {name}", row)


def file_names() -> tuple[str, ...]:
    """Names of the packaged files, sorted, without suffix."""
    data = files("communique.lexicon") / "data"
    return tuple(sorted(f.name.removesuffix(".toml") for f in data.iterdir() if f.name.endswith(".toml")))


def _content(name: str) -> bytes:
    return (files("communique.lexicon") / "data" / f"{name}.toml").read_bytes()


def _parse(where: str, content: bytes) -> Mapping[str, object]:
    try:
        return tomllib.loads(content.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise LexiconError(f"{where}: byte {error.start}: not UTF-8; try saving the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{where}: {error}; try checking quotes and brackets there") from None


def _rows(table: Table, source: Mapping[str, object], where: str) -> Iterator[Row]:
    """The rows of one table, those that list several wordings taken apart."""
    listed = source.get(table.name, [])
    if not isinstance(listed, list) or not all(isinstance(row, dict) for row in listed):
        raise LexiconError(f"{where}: {table.name}: expected entries; try [[{table.name}]] with two brackets")
    allowed = table.fields | {"replace", "remove", table.wordings or "replace"}
    for number, row in enumerate(listed, 1):
        if not allowed.issuperset(row):
            field = min(row.keys() - allowed)
            known = ", ".join(sorted(allowed - {"family"}))
            raise LexiconError(f"{where}: {table.name} {number}: {field}: no such field; try one of {known}")
        if table.wording is None or table.wordings not in row:
            yield row
            continue
        wordings = row[table.wordings]
        if not isinstance(wordings, list) or not _is_words(wordings):
            at = f"{where}: {table.name} {number}: {table.wordings}"
            raise LexiconError(f'{at}: expected a list of words; try {table.wordings} = ["…", "…"]')
        rest = {field: value for field, value in row.items() if field != table.wordings}
        for wording in wordings:
            first, *others = wording.split("/")
            if others and table.spellings:
                yield {table.wording: first, **rest, table.spellings: others}
                continue
            for spelling in (first, *others):
                yield {table.wording: spelling, **rest}


def _key(table: Table, row: Row) -> tuple[object, ...]:
    return tuple([row.get(field) for field in table.key])


def _lay(merged: dict[tuple[object, ...], dict[str, object]], key: tuple[object, ...], row: Row) -> None:
    """Lay a row over the known one with its key, if there is one."""
    if key not in merged and not ("remove" in row or "replace" in row):
        merged[key] = dict(row)
        return
    if row.get("remove") is True:
        merged.pop(key, None)
        return
    known = {} if row.get("replace") is True else merged.get(key, {})
    laid = dict(known)
    for field, value in row.items():
        before = known.get(field)
        if isinstance(value, list) and isinstance(before, list | tuple):
            laid[field] = [*before, *(item for item in value if item not in before)]
        elif field not in ("replace", "remove"):
            laid[field] = value
    merged[key] = laid


def _add_family(
    cues: Mapping[tuple[object, ...], dict[str, object]],
    families: Mapping[str, tuple[str, ...]],
    origin: Mapping[tuple[object, ...], str],
) -> None:
    family_of: dict[object, str] = {act: family for family, acts in families.items() for act in acts}
    for key, row in cues.items():
        act = row.get("act")
        if act in family_of:
            row["family"] = family_of[act]
            continue
        at = f"{origin.get(key, 'speech_acts.toml')}: cue {row.get('lemma')!r}: act"
        raise LexiconError(f"{at}: {act!r} is no act; try one of {', '.join(map(str, family_of))}")


def _entry(table: Table, kind: type[Entry], row: Row, where: str | None) -> Entry:
    try:
        return msgspec.convert(row, kind)
    except msgspec.ValidationError as error:
        what, _, at = str(error).partition(" - at ")
        missing = "try adding it" if "missing" in what else "try the type that the field has in the packaged file"
        name = " ".join(str(row.get(field)) for field in table.key if row.get(field) is not None)
        field = at.strip("`").removeprefix("$.") or "entry"
        raise LexiconError(
            f"{where or table.file + '.toml'}: {table.name} {name!r}: {field}: {what}; {missing}"
        ) from None


def _check_values(where: str, row: Row) -> None:
    """Raise for a regular expression or a time zone that could not be used."""
    regex, zone = row.get("regex"), row.get("timezone")
    if isinstance(regex, str):
        try:
            re.compile(regex)
        except re.error as error:
            raise LexiconError(f"{where}: regex: {error}; try escaping brackets and dots") from None
    if isinstance(zone, str) and not OFFSET.fullmatch(zone):
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError):
            raise LexiconError(
                f"{where}: timezone: {zone!r} is no time zone; try a name like 'Asia/Tokyo' or an offset like '+05:00'"
            ) from None


def _is_words(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(item, str) for item in value))
