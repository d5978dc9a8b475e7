"""What is said in a talk and says nothing: greetings, the conduct of the talk, stage directions."""

from __future__ import annotations

import re
from functools import lru_cache

from communique.lexicon import Lexicon

# matches: (Applause.)  (As interpreted.)  (laughter)  [inaudible]
STAGE = re.compile(
    r"[(\[](?:[A-Z][^()\[\]]{0,90}[.!?][”\"]?"
    r"|(?i:applause|laught?er|laughs?|cheers|inaudible|indiscernible|cross-?talk|off-?mic|sic|ph|speaks|spoken"
    r"|as interpreted|as translated|pause|no audio)\b[^()\[\]]{0,60})[)\]]"
)

# matches: And, Mr. Chair,  –  I must say
_CALLED = r"(?:(?:Mr|Mrs|Ms|Dr)\. )?[A-Z\[][^,.;—]{1,40}, |i (?:might|must|have to) say,? "
_OPENING = "<I will>"
# matches: Thank you for your support  –  says something; "Thank you for your question" does not
_THANKED = re.compile(
    r"\bthank(?:s| you)\b.* for (?!(?:the|your|that|this|those|these|taking)(?: great| good| kind)? "
    r"(?:question|time|patience)s?\b)\w",
    re.I,
)
# matches: I’ll — I’ll  –  what stumbles is said once
_STUMBLED = re.compile(r"\b([\w’]+(?: [\w’]+){0,2}) [—–] (?=\1\b)", re.I)
_GOES_ON = re.compile(r":\s+\w")
_LONGEST = 12  # words of a courtesy; what is longer says something beside it


class Courtesies:
    """The lexicon's courtesies, ready to be compared with sentences."""

    def __init__(self, lexicon: Lexicon) -> None:
        kinds: dict[str, list[str]] = {}
        for courtesy in lexicon.courtesies:
            kinds.setdefault(courtesy.kind, []).append(courtesy.pattern)
        opening = f"(?:{'|'.join(kinds.get('opening', ()))})(?: now| just| also| then)?"
        lead = f"(?:{_CALLED}|(?:{'|'.join(kinds.get('lead', ()))})[,.]?(?: [—–])? )*"

        def pattern(*wanted: str, end: str = r"(?:\b|(?<=\W))") -> re.Pattern[str]:
            found = [p.replace(_OPENING, opening) for kind in wanted for p in kinds.get(kind, ())]
            return re.compile(f"{lead}(?:{'|'.join(found) or '(?!)'}){end}", re.I)

        self._fillers = pattern("filler", end="[.,:!]*")
        self._conduct = pattern("conduct")
        self._any = pattern("greeting", "conduct", "remark")

    def holds(self, text: str) -> bool:
        """True for what is polite or conducts the talk: "Good morning.", "Go ahead.", "It’s good to see you."."""
        plain = _STUMBLED.sub("", " ".join(text.replace("'", "’").split())).strip(" \t—–-,")
        if self._fillers.fullmatch(plain) is not None:
            return True
        if self._any.match(plain) is None or _THANKED.search(plain) is not None:
            return False
        conducts = self._conduct.match(plain) is not None
        if _GOES_ON.search(plain) is not None and not conducts:
            return False  # "Let me tell you why: they have left"
        words = len(plain.split())
        return words <= _LONGEST or (conducts and words <= 2 * _LONGEST)


@lru_cache(maxsize=4)
def courtesies_of(lexicon: Lexicon) -> Courtesies:
    return Courtesies(lexicon)
