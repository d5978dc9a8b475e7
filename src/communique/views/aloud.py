"""How a statement was read, in words for those who never saw a grammar: “content: inf of the cue” said plainly."""

from __future__ import annotations

import re
from collections.abc import Iterable

CONTENT = {  # how the words said hang on the word that tells of them
    "that": "the whole clause that is told",
    "object": "what that word is about",
    "to-inf-object": "what somebody is to do",
    "inf": "what follows with “to”",
    "ing": "what follows in “-ing”",
    "as": "what follows with “as”",
}
STRENGTHS = {
    "weak": "it leaves much open",
    "plain": "it says what is intended",
    "strong": "it binds",
    "strongest": "it vows",
}
SAID = {  # the head of a reason → how it begins in words
    "cue": "told by the word",
    "source": "who says it",
    "addressee": "to whom",
    "target": "about whom",
    "issue": "what it is about",
    "act": "the act",
    "promise": "it promises",
    "demand": "it demands",
    "strength": "how firmly",
}


def aloud(reasons: Iterable[str]) -> tuple[str, ...]:
    """The reasons of a statement in plain words, as far as there are such; others as they are.

    “cue: “agreed to” (commit)” is “told by the words “agreed to”: commit”.
    """
    return tuple(_aloud(reason) for reason in reasons)


def _aloud(reason: str) -> str:
    head, colon, rest = reason.partition(": ")
    if not colon:
        return reason
    if head == "content":
        return f"its words: {_content(rest)}"
    if head not in SAID:
        return reason
    told = SAID[head]
    if head == "cue" and " " in rest.partition("”")[0]:
        told = "told by the words"
    meant = re.fullmatch(r"(“.*”(?: in the content)?) \((\w+)\)", rest)
    if meant is None:
        return f"{told}: {rest}"
    words, kind = meant[1].replace(" in the content", " in its words"), STRENGTHS.get(meant[2], meant[2])
    return f"{told} {words}: {kind}"


def _content(rest: str) -> str:
    if rest == "that of the cue":
        return CONTENT["that"]
    name = rest.removesuffix(" of the cue")
    if name.startswith("prep:"):
        return f"what follows with “{name[len('prep:') :]}”"
    return CONTENT.get(name, rest)
