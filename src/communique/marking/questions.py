"""Questions of the press: each matter that somebody asks about is one statement."""

from __future__ import annotations

import re

from communique.marking.courtesies import is_courtesy
from communique.marking.drafts import Draft, trim
from communique.marking.passages import Passage
from communique.marking.sayings import Saying, sayings_of
from communique.marking.turns import Turn
from communique.model.marks import Level

# matches: I wonder whether you will go.  –  So could you tell us what was said.
_WONDERS = re.compile(
    r"(?:(?:and|so|but|also|just|well),? )*(?:i(?:’m|'m| am| was)?(?: just)? wonder(?:ed|ing)?\b"
    r"|(?:can|could|would) you\b|i(?:’d|'d| would)? (?:just )?(?:like|want|wanted) to (?:ask|know))",
    re.I,
)
_WH = frozenset(("what", "who", "when", "where", "why", "how", "which"))
_SHORTEST = 4  # words of a question that names nothing


def questions_of(passage: Passage, turn: Turn) -> list[Draft]:
    """The questions of one block. "Do you think so?" after a question goes on with it and is none of its own."""
    found: list[Draft] = []
    for saying in sayings_of(passage):
        if not saying.text.rstrip('”" ').endswith("?") or is_courtesy(saying.text):
            continue
        words = [t for t in saying.tokens if t.is_alpha]
        short = len(words) < _SHORTEST and not any(t.tag_[:2] == "NN" for t in words)
        if short or (found and not _names_a_matter(saying)):
            continue
        content = [(passage, r) for s, e in saying.ranges if (r := trim(passage, s, e)) is not None]
        if content:
            why = ["a question of the press"]
            found.append(
                Draft(
                    passage,
                    None,
                    words[0].i,
                    [],
                    None,
                    turn.parties,
                    (),
                    content,
                    act="ask",
                    level=Level.QUOTED,
                    why=why,
                )
            )
    return found


def _asks(text: str) -> bool:
    return text.rstrip('”" ').endswith("?") or _WONDERS.match(text) is not None


def _names_a_matter(saying: Saying) -> bool:
    return any(t.tag_[:2] == "NN" or t.lower_ in _WH for t in saying.tokens)
