"""Dues and conditions: by when a deed is to be done, and what it hangs on.

"By 2030", "within six months", "next year" are times of the calendar; "in the coming weeks" names a span that no
calendar knows; "at the next summit" is an event. A year inside a name ("the 2030 Plan"), what a participle tells of the
past ("signed in 2019") and how often or how long something is done are no due.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from communique.lexicon import Promises
from communique.marking.drafts import Range
from communique.marking.frame import Frame
from communique.marking.passages import Passage
from communique.model.marks import DueMark, TimeMark
from communique.model.times import Direction, Role

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = {
    "by": ("by", "before", "no later than", "not later than", "until", "till", "through", "prior to", "ahead of"),
    "within": ("within", "over", "in", "during", "throughout", "across"),
    "from": ("from", "starting", "beginning", "starting in", "beginning in", "starting on", "beginning on", "as of"),
    "at": ("on", "at", "as early as", "for", "around"),
}
_BOUNDS = {word: bound for bound, words in _WORDS.items() for word in words}
# matches: by the  –  beginning in  –  for the period
_LEAD = re.compile(
    r"\b(" + "|".join(sorted(map(re.escape, _BOUNDS), key=len, reverse=True)) + r")\s+(?:the\s+)?(?:period\s+)?$", re.I
)
# matches: in the coming weeks  –  the coming year of action  –  by mid-century  –  in the near future
_OPEN = re.compile(
    r"\b(?:(?:in|over|within|during|throughout) (?:the )?(?:coming|upcoming|following|near|next few|next several)"
    r" (?:days|weeks|months|years|decades|future|term|period)(?:,? and (?:weeks|months|years|decades)\b)?"
    r"|(?:in|over|within|during) the (?:(?:days|weeks|months|years)(?:,? and |, )?){1,3} (?:ahead|to come)"
    r"|(?:by|before|until|in|during) (?:the )?(?:end of )?(?:this|the|next|the next) (?:decade|century)"
    r"|(?:(?:in|over|within|during|throughout) )?(?:the|this|our) (?:coming |next |following )?year of [a-z]+"
    r"|by (?:the )?mid-?\s?century|by the end of FY\s?\d\d|before the year is out|before too long|before long)\b",
    re.I,
)
_AT = (
    r"\b(?:at|by|before|during|throughout|after|following|ahead of|prior to|until|in advance of|in time for"
    r"|on the margins of|on the sidelines of)"
)
_NEXT = r"(?:next|upcoming|forthcoming|coming|following|\d{4})"
_EVENT = (
    r"(?:summit|meeting|conference|session|dialogue|visit|assembly|round|review conference|consultations|ministerial"
    r"|talks)s?"
)
# matches: before COP27  –  at the Harbour Summit  –  by the time of our next meeting  –  before the year is out
_NAMED = (
    rf"{_AT} (?:the )?(?:time of )?(?:COP\s?-?\d+|(?:the |our |their |its )?(?:[A-Z0-9][\w’'.&</>-]*,? ){{1,6}}"
    r"(?:Summit|Conference|Assembly|Ministerial|Dialogue|Review))\b"
)
# matches: at the next Harbour Council meeting  –  before our upcoming summit
_COMING = (
    rf"(?:{_AT}|\bin) (?:the time of )?(?:the |our |their |its |this )?(?:\S+ ){{0,2}}?{_NEXT}"
    rf" (?:\S+ ){{0,4}}?{_EVENT}\b"
)
# matches: at the conclusion of the harvest  –  before the end of Marland’s presidency
_COURSE = (
    r"\b(?:at|by|before|upon|after|following|until) (?:the )?"
    r"(?:conclusion|completion|close|end|beginning|start|opening|expiry)"
    r" of (?!.{0,30}(?:year|month|week|decade|century|quarter|day|\d))(?:the |our |its |this |that )?"
    r"(?:[\w’'-]+ ){0,4}(?:process|presidency|term|mandate|session|negotiations|talks|conference|summit|meeting|season"
    r"|visit|campaign|consultations|review|mission|war|chairmanship|tenure|harvest)\b"
)
_EVENTS = re.compile(rf"(?i:{_COMING}|{_COURSE})|(?:{_NAMED})")
# matches: by our  –  in time for the
_BEFORE = re.compile(r"(?i)(?:before|by|until|ahead of|prior to|in advance of|in time for)\b")
# matches: Before the next  –  at our upcoming  –  in the coming
_AHEAD = re.compile(
    r"(?i)\b(?:before|by|until|ahead of|prior to|in advance of|in time for|next|upcoming|forthcoming|coming)\b"
)
# matches: (in the coming days) and weeks
_LONGER = re.compile(r",? and (?:days|weeks|months|years|decades)\b", re.I)
_TODAY = re.compile(r"today|tonight", re.I)
_NAMES = frozenset(("compound", "nmod", "amod", "nummod", "poss"))
_TERMS = frozenset(("period", "term", "year", "years", "presidency", "chairmanship", "season", "cycle", "biennium"))
_LONGEST = 30  # years of a span that can be a date for something
_LEADS = 24  # characters before a time in which its preposition stands


def due_of(passage: Passage, frame: Frame, head: Token, within: Range, told: Token | None = None) -> DueMark | None:
    """By when the deed of `head` is to be done, as the words between two characters tell. What stands before the verb
    `told` that binds to it tells when somebody bound himself: "On Monday they agreed to meet"."""
    events = [m.span() for m in _EVENTS.finditer(passage.text, *within)]
    times = list(_times(passage, frame, within))
    best: tuple[int, DueMark] | None = None
    for number, mark, (start, end) in times:
        if told is not None and told.tag_ != "MD" and start < told.idx and not _ahead(passage, start, told):
            continue
        event = next(
            ((s, max(e, end)) for s, e in events if s <= start and _runs_on(passage.text, e, start, end)), None
        )
        found = _dated(passage, head, number, mark, (start, end), event)
        if found is not None:
            rank = abs(start - head.idx) + (1000 if start < head.idx else 0)
            rank += 2000 if _TODAY.fullmatch(passage.text, start, end) else 0  # "today, and in the coming days"
            best = min(best, (rank, found), key=lambda b: b[0]) if best is not None else (rank, found)
    if best is not None:
        return best[1]
    spans = [m.span() for m in _OPEN.finditer(passage.text, *within)] + events
    spans = [s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)]
    if told is not None and told.tag_ != "MD":
        text = passage.text  # "At the summit they agreed to": where it was agreed
        spans = [(s, e) for s, e in spans if s > told.idx or (_AHEAD.search(text, s, e) and _opens(passage, s, told))]
    if not spans:
        return None
    start, end = min(spans)
    word = _LEAD.match(passage.text[start:end].split()[0] + " ")
    return DueMark(passage.span(start, end), _BOUNDS[word[1].lower()] if word is not None else "at")


def _times(passage: Passage, frame: Frame, within: Range) -> Iterator[tuple[int, TimeMark, Range]]:
    """The times between two characters of a passage, with their prose characters."""
    whole = passage.span(*within)
    for number, mark in enumerate(frame.times):
        if whole.holds(mark.span) and not any(i.span.holds(mark.span) for i in frame.instruments):
            yield number, mark, (passage.prose.at(mark.span.start), passage.prose.at(mark.span.end - 1) + 1)


def _dated(
    passage: Passage, head: Token, number: int, mark: TimeMark, at: Range, event: Range | None
) -> DueMark | None:
    value = mark.value
    start, end = at
    if value.role is Role.SINCE or value.direction is Direction.PAST or value.vague in ("past", "present"):
        return None
    if value.last_year is not None and value.year is not None and value.last_year - value.year > _LONGEST:
        return None  # "the challenges of the century"
    if value.clock or any(n is not None and n < 0 for n in (value.days, value.weeks, value.months, value.years)):
        return None
    token = passage.token_at(start)
    lead = _LEAD.search(passage.text, max(0, start - _LEADS), start)
    bound = _BOUNDS[lead[1].lower()] if lead is not None else "at"
    last = passage.token_at(end - 1)
    over = last.nbor(1).lower_ in _TERMS if last.i + 1 < len(passage.doc) else False
    term = lead is not None and (
        over or token.head.lower_ in _TERMS
    )  # "for the 2031-2034 period", "during our 2032 term"
    bare = lead is not None and lead[0].rstrip().lower() in ("in", "by", "before")
    if event is None and ((not term and _in_name(token, end, bare=bare)) or _is_past(token, head)):
        return None
    if lead is None and event is None and value.year is not None and value.month is None and value.portion is None:
        return None  # "its 2030 goals": a year that only names something
    if value.role is Role.DURATION:
        own = passage.text[start:end].lower().startswith(("over", "within"))
        if not own and (lead is None or bound != "within") and value.direction is not Direction.FUTURE:
            return None  # "for three years": how long, and not by when
        bound = "within"
    elif value.role is Role.UNTIL:
        bound = "by"
    elif bound == "within":
        bound = "at"
    if event is not None:
        start, end = event
        bound = "by" if _BEFORE.match(passage.text, start) else bound
    elif lead is not None:
        start = lead.start(1)
    longer = _LONGER.match(passage.text, end)
    end = longer.end() if longer is not None and event is None else end
    return DueMark(passage.span(start, end), bound, number)


def _runs_on(text: str, last: int, start: int, end: int) -> bool:
    """A time inside the words of an event, or right behind them: "before the summit in May"."""
    return end <= last or (
        start >= last and re.fullmatch(r"[\s,]*(?:(?:in|on|of)\s+)?(?:\w+\s+)?", text[last:start]) is not None
    )


def _ahead(passage: Passage, start: int, told: Token) -> bool:
    """ "By 2034, we commit to cut": a time in front of a promise that is made in the present is the deed’s."""
    lead = _LEAD.search(passage.text, max(0, start - _LEADS), start)
    period = passage.text[max(0, start - _LEADS) : start].lower().rstrip().endswith("for the period")
    coming = period or (lead is not None and _BOUNDS[lead[1].lower()] == "by")
    helped = any(c.lower_ in ("is", "are", "am") for c in told.children if c.dep_ == "aux")
    return coming and (told.tag_ in ("VBP", "VBZ") or (told.tag_ == "VBG" and helped)) and _opens(passage, start, told)


def _opens(passage: Passage, start: int, told: Token) -> bool:
    """True where nothing is told before a time: "Over the coming days they agreed to meet", and not "they discussed
    the tolls of the coming days and agreed to meet"."""
    return not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") and t.idx < start for t in told.sent)


def _in_name(token: Token, end: int, *, bare: bool) -> bool:
    """ "The 2030 Plan", "the June summit", "this year’s feast": a time that only names something; "draft in 2030 joint
    rules" is none."""
    while token.dep_ in ("det", "amod", "nummod", "compound") and token.head.idx < end and token.head.i > token.i:
        token = token.head
    if bare and token.tag_ == "CD" and token.head.tag_ == "NNS":
        return False
    return token.dep_ in _NAMES and token.head.i > token.i and token.head.idx >= end and token.head.tag_[:1] == "N"


def _is_past(token: Token, head: Token) -> bool:
    """ "The plan signed in 2031": the time of something that was."""
    for _ in range(12):
        if token.i == head.i or token.head.i == token.i:
            return False
        coming = any(c.tag_ in ("MD", "TO") for c in token.children)
        if token.dep_ in ("acl", "relcl") and token.tag_ in ("VBN", "VBD") and not coming:
            return True
        own = any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)
        if own and token.i > head.i and token.dep_ in ("conj", "ccomp", "parataxis") and token.head.i <= head.i:
            return True  # "will meet, and X opened a port this year": the time of another clause
        if token.tag_ == "VBD" or (
            token.tag_ == "VBN" and any(c.lower_ in ("have", "has", "had") for c in token.children)
        ):
            return token.lower_ not in ("agreed", "decided", "committed", "pledged", "resolved")
        token = token.head
    return False


def conditions_of(passage: Passage, words: Promises, within: Range) -> list[Range]:
    """What the deed hangs on, each from its first word to the next mark that ends a clause."""
    found: list[Range] = []
    for match in _provisos(words.proviso).finditer(passage.text, *within):
        start, end = match.span()
        token = passage.token_at(start)
        if token.lower_ == "if" and token.i and token.nbor(-1).lower_ in ("as", "even", "what"):
            continue
        bare = not match[1].lower().endswith("that")
        helped = token.dep_ in ("acl", "amod", "relcl") or any(c.dep_ in ("aux", "auxpass") for c in token.children)
        if token.lower_ == "provided" and token.tag_ == "VBN" and bare and helped:
            continue  # "the aid provided by X"
        if (
            token.lower_ in ("provided", "providing")
            and token.tag_ in ("VBD", "VBG")
            and "that" not in match[1].lower()
        ):
            continue
        if token.lower_ == "pending" and token.dep_ == "amod":
            continue  # "the pending matters"
        while end > start and passage.text[end - 1] in " ,;.":
            end -= 1
        if not found or found[-1][1] <= start:
            found.append((start, end))
    return found


@lru_cache(maxsize=4)
def _provisos(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(map(re.escape, phrases))})\b[^,;.]*", re.I)
