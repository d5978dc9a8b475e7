"""Dates and times as the frame of a document writes them: full, in one line, with labels and zones beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from msgspec import Struct

from communique.lexicon import Lexicon
from communique.model.document import StampKind
from communique.model.spans import Span

UPDATED = r"(?:last\s+)?(?:updated|modified|revised|reviewed)"
PUBLISHED = (
    r"(?:first\s+|originally\s+)?(?:published|posted|issued|released|created|uploaded)|publication\s+date|date\s+of\s+issue"
    r"|release\s+date|press\s+release\s+date|date"
)
LITTLE = r"on|at|as\s+of|local\s+time|end"
ORDINAL = r"(?:st|nd|rd|th)?"


class Written(Struct, frozen=True):
    """One date of a line. `value` is an ISO date or time, None where the year is missing or the order is unclear."""

    kind: StampKind
    value: str | None
    span: Span  # within the line
    labelled: bool


class Found(Struct, frozen=True):
    """What a line says about time, and the words of it that say something else."""

    dates: tuple[Written, ...]
    timed: bool  # True where a time of day stands in it
    rest: str


class Clock:
    """Reads dates with the lexicon's names of months and days and its time zones."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._months = lexicon.months
        self._zones = {zone.abbreviation: zone.offsets for zone in lexicon.zones}
        self._pattern = re.compile(_grammar(lexicon), re.I)

    def read(self, line: str) -> Found:
        """All dates of one line. Linear in its length; callers keep lines short."""
        dates: list[_Date] = []
        rest: list[str] = []
        kind, labelled, timed, at = StampKind.PUBLISHED, False, False, 0
        early: tuple[str, str, Span] | None = None  # a time before its date: value, offset, span
        for found in self._pattern.finditer(line):
            rest.append(line[at : found.start()])
            at = found.end()
            span = Span(*found.span())
            if found["updated"]:
                kind, labelled = StampKind.UPDATED, True
            elif found["published"]:
                kind, labelled = StampKind.PUBLISHED, True
            elif found["time"]:
                timed = True
                time, offset = self._time(found)
                if time is not None and dates and not dates[-1].time:
                    dates[-1].time, dates[-1].offset = time, offset
                    dates[-1].end = span.end
                elif time is not None:
                    early = (time, offset, span)
            elif not (found["weekday"] or found["little"]):
                made = _Date(kind, labelled, _day(found, self._months), span.start, span.end)
                if found["isotime"]:
                    made.time, made.offset = found["isotime"].replace(",", "."), self._offset(found["isozone"] or "")
                    timed = True
                if early is not None and not made.time:
                    made.time, made.offset, made.start = early[0], early[1], early[2].start
                    early = None
                dates.append(made)
        rest.append(line[at:])
        return Found(tuple(d.written() for d in dates), timed, " ".join(rest))

    def value(self, words: str) -> str | None:
        """The ISO date or time that `words` (a value of front matter or of a meta element) begin with."""
        words = words.strip()[:100]
        compact = re.fullmatch(r"(\d{4})(\d\d)(\d\d)", words)
        if compact:
            words = "-".join(compact.groups())
        return next((written.value for written in self.read(words).dates if written.value), None)

    def _time(self, found: re.Match[str]) -> tuple[str | None, str]:
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
        half = (found["half"] or found["halfalone"] or "").replace(".", "").replace(" ", "").lower()
        if half:
            hour = hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else hour
        if hour > 23 or minute > 59:
            return None, ""
        second = f":{int(found['second']):02}" if found["second"] and int(found["second"]) < 60 else ""
        return f"{hour:02}:{minute:02}{second}", self._offset(found["zone"] or "")

    def _offset(self, zone: str) -> str:
        """`+09:00` for JST, `Z` or `UTC+9`; empty where none is stated or its abbreviation means several."""
        zone = zone.strip(" ()").replace("−", "-")
        if not zone:
            return ""
        if zone.upper() in ("Z", "UTC", "GMT"):
            return "+00:00"
        counted = re.fullmatch(r"(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d\d)?", zone, re.I)
        if counted:
            hours, minutes = int(counted[2]), int(counted[3] or 0)
            return f"{counted[1]}{hours:02}:{minutes:02}" if hours <= 14 and minutes < 60 else ""
        offsets = self._zones.get(zone.upper(), ())
        return offsets[0] if len(offsets) == 1 else ""


@lru_cache(maxsize=4)
def clock(lexicon: Lexicon) -> Clock:
    return Clock(lexicon)


class _Date(Struct):
    kind: StampKind
    labelled: bool
    day: str | None
    start: int
    end: int
    time: str = ""
    offset: str = ""

    def written(self) -> Written:
        value = self.day
        if value is not None and self.time:
            value = f"{value}T{self.time}{self.offset}"
        return Written(self.kind, value, Span(self.start, self.end), self.labelled)


def _grammar(lexicon: Lexicon) -> str:
    months = _either(lexicon.months)
    weekdays = _either(lexicon.weekdays)
    zones = _either([*(zone.abbreviation for zone in lexicon.zones), "UTC", "GMT"])
    offset = r"(?:UTC|GMT)?\s?[+\-−]\d{1,2}(?::?\d\d)?"
    return "|".join(
        (
            # 2017-10-31, 2021-01-20 21:02:44-05:00
            r"(?<![\w-])(?P<iso>\d{4}-\d\d-\d\d)(?:(?:T|\s)\s?(?P<isotime>\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?)"
            r"\s?(?P<isozone>Z\b|[+\-−]\d\d:?\d\d)?)?(?!\d)",
            # 31 Oct. 2017, 23-Oct.-2031, 1st of May 2023, 31 October
            rf"(?<![\w.])(?P<d1>\d{{1,2}}){ORDINAL}\s?(?:of\s)?[.\-/]?\s?(?P<m1>{months})\b\.?,?(?:\s?[-/]?\s?(?P<y1>\d{{4}})\b)?",
            # February 1, 2023; Feb. 1
            rf"(?<!\w)(?P<m2>{months})\.?\s{{0,2}}(?P<d2>\d{{1,2}})(?!\d|:\d){ORDINAL}(?:,?\s{{1,2}}(?P<y2>\d{{4}})\b)?",
            # 2017年10月31日, 2023.02.01, 2023/2/1
            r"(?<![\w./])(?P<y3>\d{4})[./年]\s?(?P<m3>\d{1,2})[./月]\s?(?P<d3>\d{1,2})日?(?!\d)",
            # 31.10.2017
            r"(?<![\w.])(?P<d4>\d{1,2})\.\s?(?P<m4>\d{1,2})\.\s?(?P<y4>\d{4})\b",
            # 10/31/2017
            r"(?<![\w/])(?P<a5>\d{1,2})/(?P<b5>\d{1,2})/(?P<y5>\d{4})\b",
            # 13:33 JST, 10.45 p.m. (UTC+9), 9 am
            rf"(?P<time>(?<![\w.:])(?P<hour>\d{{1,2}})(?:[:.h](?P<minute>\d\d)(?::(?P<second>\d\d))?(?!\d)"
            rf"(?:\s?(?P<half>[ap]\.?\s?m\b\.?))?|\s?(?P<halfalone>[ap]\.?m\b\.?))(?:\s?\(?(?P<zone>(?:{zones})\b(?![+\-−]\d)|{offset})\)?)?)",
            rf"\b(?P<updated>{UPDATED})\b:?",
            rf"\b(?P<published>{PUBLISHED})\b:?",
            rf"\b(?P<weekday>(?:{weekdays}))\b[.,]?",
            rf"\b(?P<little>{LITTLE})\b",
        )
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(set(words), key=lambda w: (-len(w), w)))


def _day(found: re.Match[str], months: Mapping[str, int]) -> str | None:
    if found["iso"]:
        year, month, number = found["iso"].split("-")
        return _iso(int(year), int(month), int(number))
    if found["m1"]:
        return _iso(int(found["y1"] or 0), months.get(found["m1"].casefold(), 0), int(found["d1"]))
    if found["m2"]:
        return _iso(int(found["y2"] or 0), months.get(found["m2"].casefold(), 0), int(found["d2"]))
    if found["y3"]:
        return _iso(int(found["y3"]), int(found["m3"]), int(found["d3"]))
    if found["y4"]:
        return _iso(int(found["y4"]), int(found["m4"]), int(found["d4"]))
    return _slashed(int(found["a5"]), int(found["b5"]), int(found["y5"]))


def _slashed(first: int, second: int, year: int) -> str | None:
    """Month and day in either order; where both orders are dates, neither is taken."""
    if first > 12 or first == second:
        return _iso(year, second, first)
    return _iso(year, first, second) if second > 12 else None


def _iso(year: int, month: int, number: int) -> str | None:
    try:
        return date(year, month, number).isoformat() if year >= 1000 else None
    except ValueError:
        return None
