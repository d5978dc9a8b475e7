"""How well the grammar of time reads TimeML: python benchmarks/times.py FOLDER --timeml

FOLDER holds .tml files (TimeBank, or the TempEval-3 training texts). They are read for evaluation only. Printed, for
two halves of the files (the grammar was tuned on the first): span F1 strict and relaxed, value accuracy on gold spans
and end to end, for DATE, TIME and DURATION, and the failures by cause. A value is right when it equals the gold value
after trailing placeholders ("1994-XX") are dropped, or where the two mean the same (`alike`); "to the letter" leaves
that out. "calendar" counts only gold values that name a place on the calendar or a length (no PAST_REF, no 1989-WXX),
"if read" those of them that the grammar reads at all; "covers" also takes a coarser or finer one ("a year ago",
annotated 1988-Q3, read 1988). The reference date is the document's creation time, or for what counts from a day
mentioned before, that day as it is annotated. An expression is read in its place where our mark has the same span, and
by itself elsewhere.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path

from msgspec.structs import replace

from communique.lexicon import Lexicon, load
from communique.marking.times import lean, mark_times, settled, value_of
from communique.model.spans import Span
from communique.model.times import Base, Direction, Role, TimeValue

KINDS = ("DATE", "TIME", "DURATION", "SET")
_TIMEX = re.compile(r"<(/?)(\w+)([^>]*)>")
_PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
_SEASONS = {(3, 5): "SP", (6, 8): "SU", (9, 11): "FA", (12, 2): "WI"}
_FIELDS = (("years", "Y"), ("quarters", "Q"), ("months", "M"), ("weeks", "W"), ("days", "D"))
_UNITS = {"year": "Y", "quarter": "Q", "month": "M", "week": "W", "day": "D", "minute": "M", "hour": "H"}


@dataclass(frozen=True, slots=True)
class Gold:
    span: Span
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Article:
    name: str
    text: str
    written: date | None
    gold: tuple[Gold, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    cause: str
    calendar: bool
    article: str
    kind: str
    words: str
    gold: str
    ours: str


def read_timeml(path: Path) -> Article | None:
    source = path.read_text(encoding="utf-8", errors="replace")
    body = re.search(r"<TEXT>(.*?)</TEXT>", source, re.DOTALL)
    stamp = re.search(r'<TIMEX3[^>]*value="(\d{4})-(\d\d)-(\d\d)[^"]*"[^>]*CREATION_TIME', source) or re.search(
        r'<TIMEX3[^>]*CREATION_TIME"[^>]*value="(\d{4})-(\d\d)-(\d\d)', source
    )
    if body is None:
        return None
    text, gold, at = "", [], 0
    open_: list[tuple[int, str]] = []
    for tag in _TIMEX.finditer(body[1]):
        text += unescape(body[1][at : tag.start()])
        at = tag.end()
        if tag[2] != "TIMEX3":
            continue
        if not tag[1]:
            open_.append((len(text), tag[3]))
        elif open_:
            start, attributes = open_.pop()
            said = dict(re.findall(r'(\w+)="([^"]*)"', attributes))
            if len(text) > start:
                gold.append(Gold(Span(start, len(text)), said["type"], said.get("value", "")))
    text += unescape(body[1][at:])
    written = date(*map(int, stamp.groups())) if stamp else None
    return Article(path.name, text, written, tuple(gold))


@dataclass(slots=True)
class Mentioned:
    """What the text has spoken of so far, as annotated: that from which "the following day", "a year earlier" count."""

    day: date | None = None
    month: date | None = None
    quarter: date | None = None
    year: date | None = None

    def note(self, gold: str) -> None:
        found = re.match(r"(\d{4})(?:-(?:Q(\d)|(\d\d)(?:-(\d\d))?))?(?![\dX])", gold)
        if found is None:
            return
        year, quarter, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        self.year = date(year, month or (quarter or 1) * 3 - 2, day or 1)
        self.quarter = self.year if quarter else self.quarter
        self.month = self.year if month else self.month
        self.day = self.year if day else self.day

    def before(self, value: TimeValue) -> date | None:
        """The day from which the value counts; None where it counts from the day of writing."""
        if value.clock:
            return self.day
        if value.base is not Base.MENTIONED:
            return None
        if value.days is not None or value.weeks is not None or value.weekday is not None or value.part_of_day:
            return self.day
        if value.quarters is not None or value.last_month is not None:
            return self.quarter or self.year
        return self.month if value.months is not None else self.year


def timex(value: TimeValue, anchor: date | None, words: str, leaning: Direction) -> str:
    """Our value in TimeML's notation."""
    if value.vague is not None:
        return f"{value.vague.upper()}_REF"
    if value.role is Role.DURATION:
        return _period(value)
    if anchor is not None:
        value = settled(value, anchor, leaning)
    if value.clock and anchor is not None:
        value = _on(value, anchor)
    when = value.resolve(anchor, words)
    if when.from_ is None or when.to is None:
        return "?"
    first, last = date.fromisoformat(when.from_[:10]), date.fromisoformat(when.to[:10])
    return _point(value, first, last) + _time(value)


def _on(value: TimeValue, anchor: date) -> TimeValue:
    return replace(value, year=anchor.year, month=anchor.month, day=anchor.day)


def _period(value: TimeValue) -> str:
    for field, letter in _FIELDS:
        number = getattr(value, field)
        if number is not None:
            if letter == "Y" and number % 10 == 0 and number >= 1000:
                return f"P{number}Y"
            return f"P{number}{letter}"
    if value.minutes is None:
        return f"PX{_UNITS.get(value.unit or '', 'X')}"
    hours, minutes = divmod(value.minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes or not hours else "")


def _point(value: TimeValue, first: date, last: date) -> str:
    if value.unit == "weekend":
        year, week, _ = first.isocalendar()
        return f"{year}-W{week:02}-WE"
    if value.last_year is not None and value.month is None:
        written = {9: str(value.year)[:3], 99: str(value.year)[:2]}
        return written.get(value.last_year - (value.year or 0), f"{value.year}/{value.last_year}")
    if value.last_month is not None and value.day is None:
        season = _SEASONS.get((value.month or 0, value.last_month))
        if season:
            return f"{last.year if season != 'WI' else first.year}-{season}"
        length = value.last_month - (value.month or 0)
        if length == 5:
            return f"{first.year}-H{first.month // 6 + 1}"
        if length != 2 or first.month % 3 != 1:
            return f"{first:%Y-%m}/{last:%Y-%m}"
        return f"{first.year}-Q{(first.month + 2) // 3}"
    if value.quarters is not None:
        return f"{first.year}-Q{(first.month + 2) // 3}"
    if value.weeks is not None and value.weekday is None:
        year, week, _ = first.isocalendar()
        return f"{year}-W{week:02}"
    if value.years is not None and value.month is None:
        return str(first.year)
    if value.months is not None and value.day is None:
        return f"{first:%Y-%m}"
    if value.year is not None and value.month is None:
        return str(value.year)
    if value.month is not None and value.day is None:
        return f"{first:%Y-%m}"
    return first.isoformat()


def _time(value: TimeValue) -> str:
    if value.hour is not None:
        return f"T{value.hour:02}:{value.minute or 0:02}"
    return _PARTS.get(value.part_of_day or "", "")


def plain(value: str) -> str:
    """A TimeML value without what annotators wrote in several ways: seconds, zone, empty places."""
    value = re.sub(r"(?:-XX|-WXX)+$", "", value.strip())
    value = re.sub(r"-W(\d)\b", r"-W0\1", value)
    value = re.sub(r"Z$", "", re.sub(r"(T\d\d:\d\d):00(?:\.\d+)?", r"\1", value))
    value = re.sub(r"T(\d\d)$", r"T\1:00", value)
    value = re.sub(r"T24(:00)?$", "T00:00", value)
    if match := re.fullmatch(r"P(\d+)Y(\d+)M", value):
        return f"P{int(match[1]) * 12 + int(match[2])}M"
    if match := re.fullmatch(r"P(\d+)D?E", value):
        return f"P{int(match[1]) * 10}Y"
    if match := re.fullmatch(r"P(\d+)Q", value):
        return f"P{int(match[1]) * 3}M"
    if match := re.fullmatch(r"P(\d+)CE?", value):
        return f"P{int(match[1]) * 100}Y"
    return value


def alike(read: str, gold: Gold) -> bool:
    """Whether the two values mean the same. An annotated DATE is a day: "Friday night" is annotated with its night in
    one text and without it in the next, so the part of the day is left to the kind TIME."""
    wanted = plain(gold.value)
    if read == wanted:
        return True
    day = r"\d{4}-\d\d-\d\d"
    return (
        gold.kind == "DATE"
        and re.fullmatch(rf"{day}(?:T[A-Z]+)?", wanted) is not None
        and re.fullmatch(rf"{wanted[:10]}(?:T[A-Z]+)?", read) is not None
    )


def measured(article: Article, lexicon: Lexicon, tally: Counter[str], failures: list[Failure]) -> None:
    ours = mark_times(article.text, lexicon, vague=True)
    in_place = {mark.span: mark.value for mark in ours}
    taken: set[int] = set()
    mentioned = Mentioned()
    for gold in article.gold:
        words = " ".join(gold.span.of(article.text).split())
        kind = gold.kind
        tally[f"{kind} gold"] += 1
        calendar = not re.search(r"_REF|X", re.sub(r"(?:-XX)+$", "", gold.value))
        leaning = lean(article.text, gold.span)
        anchor = article.written
        value = in_place.get(gold.span) or value_of(words, lexicon)
        if value is not None and re.search(r"\b(?:by|until|through)\s+$", article.text[: gold.span.start][-12:]):
            value = replace(value, role=Role.UNTIL if value.role is Role.AT else value.role)
        if value is not None:
            anchor = mentioned.before(value) or anchor
        read = "unread" if value is None else plain(timex(value, anchor, words, leaning))
        right = alike(read, gold)
        tally[f"{kind} to the letter"] += calendar and read == plain(gold.value)
        tally[f"{kind} read"] += calendar and value is not None
        tally[f"{kind} value"] += right
        if calendar:
            tally[f"{kind} calendar gold"] += 1
            tally[f"{kind} calendar value"] += right
            tally[f"{kind} covers"] += right or _covers(read, plain(gold.value))
        if not right:
            failures.append(
                Failure(_cause(gold, value, read, words), calendar, article.name, kind, words, gold.value, read)
            )
        if value is None or value.base is Base.WRITING or (value.years or value.quarters) is None:
            mentioned.note(gold.value)
        hit = next((n for n, mark in enumerate(ours) if mark.span.touches(gold.span) and n not in taken), None)
        if hit is None:
            continue
        taken.add(hit)
        mark = ours[hit]
        tally[f"{kind} relaxed"] += 1
        tally[f"{kind} strict"] += mark.span == gold.span
        at_mark = plain(timex(mark.value, anchor, mark.span.of(article.text), leaning))
        tally[f"{kind} end"] += alike(at_mark, gold)
    tally["marks"] += len(ours)
    tally["matched"] += len(taken)


def _covers(read: str, wanted: str) -> bool:
    """True where one of two points in time holds the other: a year and its quarter, a day and its morning."""
    if read.startswith("P") or wanted.startswith("P"):
        return False
    short, long_ = sorted((read, wanted), key=len)
    return len(short) >= 4 and long_.startswith(short)


def _cause(gold: Gold, value: TimeValue | None, read: str, words: str) -> str:
    wanted, said = plain(gold.value), words.lower()
    if gold.kind == "SET":
        return "how often"
    if value is None:
        return "a feast" if re.search(r"[A-Z]\w+ (?:Day|week)$|^(?:Christmas|Easter|Thanksgiving)", words) else "unread"
    if "REF" in wanted or "X" in gold.value.removesuffix("-XX"):
        return "annotated as open (some week, some year, the past)"
    if (wanted[:1] == "P") != (read[:1] == "P") or "REF" in read:
        return "length or point"
    if wanted[:1] == "P":
        return "length"
    if re.search(r"year-? ?(?:ago|earlier)|\bperiod\b", said):
        return "compared with a year ago: which months"
    if re.search(r"\bweeks?\b", said):
        return "a week, annotated as its month, its day or the week beside"
    if re.search(r"quarter|fiscal|year.?end", said):
        return "a quarter or business year of its own count; the year's end"
    if "T" in wanted or "T" in read:
        return "time of day, or its day"
    if value.weekday is not None:
        return "a weekday of another week"
    if len(wanted) != len(read):
        return "a day, month or year annotated coarser or finer"
    return "a month or day of another year"


def halves(folder: Path) -> Iterator[tuple[str, list[Article]]]:
    paths = sorted(p for p in folder.rglob("*.tml") if not p.name.startswith("."))
    articles = [article for path in paths if (article := read_timeml(path)) is not None]
    yield "first half (tuned on)", articles[::2]
    yield "second half (kept aside)", articles[1::2]


def table(name: str, articles: list[Article], lexicon: Lexicon, show: int) -> None:
    tally: Counter[str] = Counter()
    failures: list[Failure] = []
    for article in articles:
        measured(article, lexicon, tally, failures)
    print(f"\n{name}: {len(articles)} files, {sum(tally[f'{k} gold'] for k in KINDS)} expressions")
    print(" " * 10 + "  gold   value  calendar  to the letter  if read  covers  strict R  relaxed R  end to end")
    for kinds in (*((kind,) for kind in KINDS), ("DATE", "TIME"), KINDS):
        count = {what: sum(tally[f"{kind} {what}"] for kind in kinds) for what in _COLUMNS}
        if count["gold"]:
            row = "all" if kinds == KINDS else "+".join(kinds)
            gold, dated = count["gold"], max(1, count["calendar gold"])
            print(
                f"{row:10}{gold:6}{count['value'] / gold:8.3f}{count['calendar value'] / dated:10.3f}"
                f"{count['to the letter'] / dated:15.3f}{count['calendar value'] / max(1, count['read']):9.3f}"
                f"{count['covers'] / dated:8.3f}{count['strict'] / gold:10.3f}"
                f"{count['relaxed'] / gold:11.3f}{count['end'] / gold:12.3f}"
            )
    gold = sum(tally[f"{kind} gold"] for kind in KINDS)
    for how in ("strict", "relaxed"):
        right = sum(tally[f"{kind} {how}"] for kind in KINDS)
        precision, recall = right / max(1, tally["marks"]), right / max(1, gold)
        print(f"spans {how}: P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / (precision + recall):.3f}")
    print("\nfailures on gold spans, by cause; of these, gold with a calendar value")
    grouped: dict[tuple[str, str], list[Failure]] = defaultdict(list)
    for failure in failures:
        grouped[failure.cause, failure.kind].append(failure)
    for (cause, kind), group in sorted(grouped.items(), key=lambda item: -len(item[1])):
        examples = "; ".join(f"{f.words} [{f.gold} / {f.ours}]" for f in group[:show])
        print(f"{len(group):4}{sum(f.calendar for f in group):4}  {kind:9}{cause:64}{examples}")


_COLUMNS = (
    "gold",
    "value",
    "calendar gold",
    "calendar value",
    "to the letter",
    "read",
    "covers",
    "strict",
    "relaxed",
    "end",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--timeml", action="store_true", help="read the folder's .tml files")
    parser.add_argument("--show", type=int, default=4, help="examples of each cause of failure")
    parser.add_argument("--half", type=int, choices=(1, 2), help="one half only")
    asked = parser.parse_args()
    if not asked.timeml:
        parser.error("say which notation the folder holds: --timeml")
    lexicon = load()
    for number, (name, articles) in enumerate(halves(asked.folder), 1):
        if asked.half in (None, number):
            table(name, articles, lexicon, asked.show)


if __name__ == "__main__":
    main()
