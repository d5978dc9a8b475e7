"""Talk: what people say while they speak, and do not say as a position: "I know", "we want to", "thank you"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.lexicon import Lexicon
from communique.marking.clauses import Content
from communique.marking.cues import Hit, is_negated
from communique.marking.drafts import is_self
from communique.marking.passages import Passage
from communique.marking.speakers import Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

_TALK = frozenset(
    [
        "know",
        "see",
        "hear",
        "learn",
        "mean",
        "understand",
        "guess",
        "feel",
        "figure",
        "remember",
        "look at",
        "talk about",
        "speak",
        "talk",
        "speak about",
        "be going to",
        "be to",
        "be about to",
        "be due to",
        "be set to",
        "think",
        "get",
        "refer",
        "speak to",
        "wonder",
        "imagine",
        "suppose",
        "ensure",
        "be sure",
        "be right",
        "be clear",
        "be happy to",
        "clear",
        "sure",
        "certain",
        "aware",
        "happy",
        "right",
        "expect",
        "need",
        "ask for",
    ]
)
_PLEDGES = frozenset(
    ["agree", "pledge", "promise", "vow", "commit", "undertake", "agree to", "be committed to", "commit to"]
)
_COURTESY = frozenset(
    [
        "you",
        "very",
        "much",
        "so",
        "all",
        "everyone",
        "everybody",
        "again",
        ",",
        ".",
        "and",
        "too",
        "sir",
        "madam",
        "it",
        "that",
        "this",
        "here",
    ]
)


def is_talk(passage: Passage, hit: Hit, anchor: Token, voice: Voice, content: Content | None, lexicon: Lexicon) -> bool:
    """What a speaker says while talking and does not say as a position: "I know", "we want to", "thank you"."""
    cue, own = hit.cue, is_self(passage, voice)
    said = content is not None and content.frame in ("that", "quote")
    if (cue.lemma in _TALK and not (own and said)) or (is_negated(passage, hit) and cue.act == "discuss"):
        return True
    if cue.lemma in lexicon.deeds or cue.family == "declarative":
        return not said
    if not own and (
        (cue.act == "commit" and cue.lemma not in _PLEDGES) or any(p.figure is None for p in voice.parties)
    ):
        return not said or cue.act == "commit"
    if own and cue.act in ("commit", "support", "offer") and (anchor.tag_ == "VBD" or _is_perfect(anchor)):
        return True  # told, not done by saying it
    if own and cue.lemma == "welcome" and _is_perfect(anchor):
        return True  # "we have welcomed thousands of visitors"
    if own and said and content is not None and cue.lemma in ("see", "hear"):
        first = content.ranges[0][0]  # "I see workers building": what is seen is said with the seeing
        return "that" not in (passage.doc[first].lower_, passage.doc[max(0, first - 1)].lower_)
    if own and anchor.tag_ == "VBG" and anchor.dep_ != "advcl" and not any(c.dep_ == "aux" for c in anchor.children):
        return True
    if cue.act in ("thank", "welcome") and content is not None:
        words = [passage.doc[i].lower_ for a, b in content.ranges for i in range(a, b)]
        return not set(words) - _COURTESY
    return cue.strength == "weak" and cue.act == "commit"


_HAVE = ("have", "has", "had", "'ve", "’ve", "'d", "’d", "'s", "’s")


def _is_perfect(anchor: Token) -> bool:
    """ "Have worked", "’ve welcomed", not "have been supported"."""
    return anchor.tag_ == "VBN" and any(c.dep_ == "aux" and c.lower_ in _HAVE for c in anchor.children)
