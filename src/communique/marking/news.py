"""News tells deeds and attitudes beside speech: which of them are somebody's position and which the reporter's telling.

"Sought a ban" says where somebody stands; "raised 12 million" and "sought shelter" say nothing. What follows a clause
("that", a question, a quotation) is speech whoever is named; with a mere object or an infinitive the doer must be
somebody who can hold a position, and the object something that can be held.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.lexicon import Lexicon
from communique.marking.clauses import Content
from communique.marking.cues import Hit
from communique.marking.passages import Passage
from communique.marking.speakers import Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

_SPEECH = frozenset(("that", "quote", "wh"))
_HUMAN_ENDINGS = ("er", "or", "ist", "ian", "ant", "ent", "ee", "man", "woman", "men", "women", "people", "body", "one")
_OTHERS = frozenset(
    ("it", "they", "he", "she", "who", "some", "many", "others", "most", "both", "several", "all", "none")
)


def is_told(passage: Passage, hit: Hit, voice: Voice, content: Content, lexicon: Lexicon) -> bool:
    """True for what the reporter tells and nobody holds."""
    if content.frame in _SPEECH:
        return False
    doc = passage.doc
    words = [doc[i] for first, last in content.ranges for i in range(first, last) if doc[i].text[:1].isalnum()]
    if not words or all(t.tag_ in ("PRP", "WP", "WDT", "DT", "EX") for t in words):
        return True
    if hit.cue.lemma in lexicon.handlers and content.frame == "object":
        head = _head(doc, content)
        known = any(f.cue.pos == "noun" for f in lexicon.cues.get(head.lower_, ()))
        return not known and not {head.lower_, head.lower_.removesuffix("s")} & lexicon.matters
    if all(party.figure is None for party in voice.parties):
        return content.frame != "as" and not _can_hold(passage, voice, lexicon)
    return False


def _head(doc: object, content: Content) -> Token:
    first, last = content.ranges[0]
    return doc[first:last].root  # type: ignore[index, no-any-return]


def _can_hold(passage: Passage, voice: Voice, lexicon: Lexicon) -> bool:
    """Somebody without a name in the text who can hold a position: people, offices and institutions by their words."""
    first, last = passage.token_at(voice.start).i, passage.token_at(voice.end - 1).i
    head = passage.doc[first : last + 1].root
    word = head.lower_
    if head.tag_ in ("NNP", "NNPS") or word in _OTHERS:
        return True
    if word in lexicon.voices:
        return bool(lexicon.voices[word] & {"person", "people", "government", "body", "text", "work"})
    singular = word.removesuffix("s")
    return head.tag_ in ("NN", "NNS") and singular not in lexicon.lifeless and singular.endswith(_HUMAN_ENDINGS)
