"""Follow-up: what a later sentence may tell of a deed that was promised or demanded. Suggested, never decided.

    sequel_of("Marland opened its embassy in Holm on Monday", deed, words)       # Sequel("completed", "“opened”")

A sentence is laid beside a deed only where both have the words of the thing; here its verbs decide: the deed's own verb
in the past ("opened"), one that ends things ("completed", "fulfilled"), progress ("progress on", "are building"), or
taking back ("suspended"). What is still to come, or only hoped, tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

COMPLETED, PROGRESS, WITHDRAWN, REFUSED = "completed", "progress", "withdrawn", "refused"
_FINISHING = (
    "complet",
    "fulfil",
    "finalis",
    "finaliz",
    "conclud",
    "implement",
    "achiev",
    "accomplish",
    "deliver",
    "enact",
)
# matches: will  –  must  –  called on
_TO_COME = re.compile(
    r"\b(?:will|shall|would|should|must|may|might|could|can|intends?|plans?|aims?|seeks?|hopes?|agreed? to|commit\w*"
    r"|pledg\w+|call(?:s|ed)? (?:on|for)|urg\w+|encourag\w+|need(?:s|ed)? to|look(?:s|ed)? forward|importance of"
    r"|if|unless|when|once|next|upcoming)\b",
    re.I,
)
# matches: welcomed the launch of  –  announced the completion of
_NOUNS = re.compile(
    r"\b(?:welcom|commend|applaud|announc|celebrat|hail)(?:s|e|ed|es|ing)?\b"
    r"[^.;]{0,40}?(?<!to )\b(?:launch"
    r"|establishment|signing|signature|completion|opening|conclusion|adoption|ratification|publication|release"
    r"|entry into force|delivery|creation|arrival)\b",
    re.I,
)
# matches: progress on  –  progress made towards  –  steps taken to
_STEPS = re.compile(
    r"\b(?:progress|advances|steps? taken|headway)\b(?: made| achieved)?(?: (?:on|in|toward|towards|to|under)\b)?", re.I
)
_PAST = re.compile(r"\b(?P<verb>[a-z]{3,})\b")
# matches: are building  –  began implementing
_DOING = re.compile(
    r"\b(?:is|are|been|was|were|continue[sd]? to|began|begun|started to|start(?:ed)?|began to)\s+(?P<verb>[a-z]{4,})\b"
)
_IRREGULAR = frozenset(
    [
        "built",
        "held",
        "sent",
        "met",
        "paid",
        "began",
        "begun",
        "gave",
        "given",
        "took",
        "taken",
        "withdrew",
        "withdrawn",
        "made",
        "brought",
        "bought",
        "sold",
        "led",
        "left",
        "came",
        "put",
        "set",
        "cut",
    ]
)


class Deed(Struct, frozen=True):
    """What is looked for: the words of the deed, made alike, and its verb as it stands."""

    words: tuple[str, ...]
    verb: str


_NAMES = re.compile(r"\b[A-Z][\w’'-]+")
_PLAIN = frozenset(
    (
        *("the", "our", "their", "its", "this", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"),
        *("sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
        *("november", "december", "president", "prime", "minister", "vice", "secretary", "general", "united", "states"),
    )
)


def names_all(action: str, sentence: str) -> bool:
    """Whether a later sentence has the names of a deed: "lend boats to Tarn" is not done by lending boats to Holm."""
    names = {word.casefold().removesuffix("’s").removesuffix("'s") for word in _NAMES.findall(action)}
    first = action.split()[0].casefold() if action.split() else ""
    names -= {*_PLAIN, first}
    told = sentence.casefold()
    return sum(name in told for name in names) >= _NAMED * len(names)


_NAMED = 0.75  # of the names of a deed, so many stand in what tells that it is done


class Sequel(Struct, frozen=True):
    kind: str
    why: str


def sequel_of(sentence: str, deed: Deed, words: Mapping[str, frozenset[str]]) -> Sequel | None:
    """What a later sentence that names the thing of the deed tells of it; `words` are the lexicon's verbs by kind."""
    low = " ".join(sentence.lower().replace("’", "'").split())
    verb = stem(deed.verb)
    coming = min((m.start() for m in _TO_COME.finditer(low)), default=len(low))
    told = [m["verb"] for m in _PAST.finditer(low) if _is_past(m["verb"]) and m.start() < coming]
    for kind in (WITHDRAWN, REFUSED):
        for word in told:
            if word in words[kind] and stem(word) != verb:
                return Sequel(kind, f"“{word}”")
    if (found := _STEPS.search(low)) is not None and found.start() < coming:
        return Sequel(PROGRESS, f"“{found[0].strip()}”")
    for found in _DOING.finditer(low):
        word = found["verb"]
        if found.start() < coming and word.endswith("ing") and (stem(word) == verb or word in words[PROGRESS]):
            return Sequel(PROGRESS, f"“{found[0].strip()}”")
    for word in told:
        finishing = word.startswith(_FINISHING) and word in words[COMPLETED]
        if finishing or (stem(word) == verb and word in words[COMPLETED]):
            return Sequel(COMPLETED, f"“{word}”")
    noun = _NOUNS.search(low)
    return Sequel(COMPLETED, f"“{noun[0]}”") if noun is not None and noun.start() < coming else None


def _is_past(word: str) -> bool:
    return (word.endswith("ed") and len(word) > 4) or word in _IRREGULAR


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """What the forms of a verb share: `opened`, `opening`, `opens` are “open”."""
    low = word.lower()
    irregular = _BASES.get(low)
    if irregular is not None:
        return irregular
    for ending in ("ing", "ed", "es", "s", "e"):
        if low.endswith(ending) and len(low) - len(ending) > 2:
            low = low[: -len(ending)]
            break
    if len(low) > 3 and low[-1] == low[-2] and low[-1] not in "ls":
        low = low[:-1]
    return low[:-1] + "y" if low.endswith("i") else low.removesuffix("e")


_BASES = {
    "built": "build", "held": "hold", "sent": "send", "met": "meet", "paid": "pay", "began": "begin", "begun": "begin",
    "gave": "giv", "given": "giv", "took": "tak", "taken": "tak", "withdrew": "withdraw", "withdrawn": "withdraw",
    "made": "mak", "brought": "bring", "bought": "buy", "sold": "sell", "led": "lead", "left": "leav", "came": "com",
}  # fmt: skip
