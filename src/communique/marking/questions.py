"""Questions of the press: each matter that somebody asks about is one statement."""

from __future__ import annotations

from communique.lexicon import Lexicon
from communique.marking.courtesies import courtesies_of
from communique.marking.drafts import Draft, trim
from communique.marking.owners import singular
from communique.marking.passages import Passage
from communique.marking.sayings import Saying, sayings_of
from communique.marking.turns import Turn
from communique.model.marks import Level

_WH = frozenset(("what", "who", "when", "where", "why", "how", "which"))
_BACK = frozenset(("that", "this", "it", "these", "those", "so"))  # words that refer back to a matter
_CALLED = frozenset(
    (
        "sir",
        "madam",
        "ma’am",
        "ma'am",
        "mr.",
        "ms.",
        "mr",
        "ms",
        "president",
        "secretary",
        "minister",
        "prime",
        "vice",
        "mister",
    )
)
_EMPTY = frozenset(  # nouns that name no matter of their own
    (
        *(
            "reaction",
            "response",
            "view",
            "comment",
            "sense",
            "thought",
            "opinion",
            "answer",
            "point",
            "case",
            "reason",
        ),
        *("idea", "expectation", "anticipation", "front", "plan", "moment", "minute", "second", "way", "thing", "kind"),
        *("issue", "matter", "topic", "question", "subject", "specific", "information", "clarity", "update"),
        *("today", "yesterday", "tomorrow", "setting", "detail", "right", "assessment", "message", "lot", "bit"),
    )
)
_SHORTEST = 4  # words of a question that names nothing


def questions_of(passage: Passage, turn: Turn, lexicon: Lexicon) -> list[Draft]:
    """The questions of one block, those on one matter as one: "Did they agree? And do you think they did?" is one, and
    the fullest of them its content."""
    courtesies = courtesies_of(lexicon)
    matters: list[list[Saying]] = []
    for saying in sayings_of(passage):
        if not saying.text.rstrip('”" ').endswith("?") or courtesies.holds(saying.text):
            continue
        words = [t for t in saying.tokens if t.is_alpha]
        if len(words) < _SHORTEST and not any(t.tag_[:2] == "NN" and t.lower_ not in _CALLED for t in words):
            continue
        if matters and _goes_on(saying, matters[-1]):
            matters[-1].append(saying)
        elif matters or _names_a_matter(saying) or len(words) >= _SHORTEST:
            matters.append([saying])
    return [d for asked in matters if (d := _draft(passage, turn, max(asked, key=_fullness))) is not None]


def _draft(passage: Passage, turn: Turn, saying: Saying) -> Draft | None:
    content = [(passage, r) for s, e in saying.ranges if (r := trim(passage, s, e)) is not None]
    if not content:
        return None
    first = next(t.i for t in saying.tokens if t.is_alpha)
    why = ["a question of the press"]
    parties = turn.parties
    return Draft(passage, None, first, [], None, parties, (), content, act="ask", level=Level.QUOTED, why=why)


def _fullness(saying: Saying) -> tuple[bool, int]:
    """What names most is the fullest; the first of two alike."""
    return bool(_matter(saying)), len(_matter(saying))


def _matter(saying: Saying) -> set[str]:
    """The nouns that say what is asked about, without names by which somebody is called and words like "reaction"."""
    return {
        singular(t)
        for t in saying.tokens
        if t.tag_[:2] == "NN" and t.lower_ not in _CALLED and singular(t) not in _EMPTY
    }


def _goes_on(saying: Saying, asked: list[Saying]) -> bool:
    """True for a question on the matter of those before it: it names nothing of its own and refers back ("What is
    your reaction to that?"), or only what they name."""
    matter = _matter(saying)
    if not matter:
        back = any(t.lower_ in _BACK for t in saying.tokens)
        return back or not _names_a_matter(saying)
    return matter <= set().union(*(_matter(a) for a in asked))


def _names_a_matter(saying: Saying) -> bool:
    return any(t.tag_[:2] == "NN" or t.lower_ in _WH for t in saying.tokens)
