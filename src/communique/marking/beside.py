"""What is said, found by where it stands, when the parse does not show it: the words after a cue of saying.

The small parser breaks on headlines, on "called X “Y”" and on long objects. A reporter's verb of saying with a subject
before it still has its content right behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.marking.clauses import Content
from communique.marking.cues import Hit
from communique.marking.passages import Passage
from communique.model.document import BlockKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_LOOSE = ("at", "on", "about", "over", "for", "with")
_ENDS = ("conj", "cc", "advcl", "parataxis")
_FEWEST = 3


def beside(passage: Passage, hit: Hit, anchor: Token, *, is_deed: bool) -> Content | None:
    """The content of a cue that none of its frames found."""
    frames = set(hit.cue.frames)
    if passage.block.kind is BlockKind.HEADING and frames & {"that", "object"}:
        return _after(passage, hit, anchor, "that" if "that" in frames else "object")
    if {"that", "quote"} <= frames and (around := _around(passage, hit, anchor)) is not None:
        return around
    if "as" in frames:
        return _after(passage, hit, anchor, "as")
    if is_deed or not frames & {"that", "quote"}:
        return None
    thing = next((c for c in anchor.children if c.dep_ == "dobj" and c.i > anchor.i), None)
    for child in anchor.children:
        if child.i < anchor.i:
            continue
        if child.dep_ == "prep" and child.lower_ in _LOOSE and child.i == max(hit.tokens) + 1 and thing is None:
            governed = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
            if governed is not None:
                return Content(_run(governed), f"prep:{child.lower_}")
    if thing is not None and thing.tag_ in ("NN", "NNS") and "quote" in frames:
        return Content(_run(thing), "object", about=thing.i)
    return None


def _around(passage: Passage, hit: Hit, anchor: Token) -> Content | None:
    """ "These workers, X explained earlier, were well paid": a sentence around source and cue between commas."""
    doc = passage.doc
    first, last = passage.sentence_of(anchor.i)
    ahead = [c for c in anchor.children if c.dep_ == "nsubj" and c.i < anchor.i]
    if not ahead:
        return None
    subject = ahead[-1]  # the parser may take both for subjects
    opens = min(t.i for t in subject.subtree)
    closes = next((i for i in range(max(hit.tokens) + 1, last) if doc[i].text == ","), None)
    if opens <= first + 1 or doc[opens - 1].text != "," or closes is None or closes > max(hit.tokens) + 8:
        return None
    if not any(t.tag_ in ("VBZ", "VBP", "VBD", "MD") for t in doc[closes + 1 : closes + 6]):
        return None
    while last > closes and doc[last - 1].is_punct:
        last -= 1
    return Content(((first, opens - 1), (closes + 1, last)), "that")


def _after(passage: Passage, hit: Hit, anchor: Token, frame: str) -> Content | None:
    doc = passage.doc
    first = max(hit.tokens) + 1
    last = passage.sentence_of(anchor.i)[1]
    if frame != "that":
        ends = [min(t.i for t in c.subtree) for c in anchor.children if c.dep_ in _ENDS and c.i > first]
        last = min([last, *ends])
    quote = next((q for q in passage.quotes if first < len(doc) and q.outer_start >= doc[first].idx - 1), None)
    if frame == "as" and quote is not None and quote.outer_start < doc[last - 1].idx + 1:
        last = min(last, passage.token_at(quote.end - 1).i + 1)
    if first < last and doc[first].lower_ == "that" and doc[first].dep_ == "mark":
        first += 1
    while last > first and doc[last - 1].is_punct:
        last -= 1
    if first >= last or doc[first].is_punct or (frame == "that" and last - first < _FEWEST):
        return None
    if frame == "as" and (last - first < 2 or doc[first].dep_ in ("prep", "agent", "advmod", "prt")):
        return None
    return Content(((first, last),), frame)


def _run(token: Token) -> tuple[tuple[int, int], ...]:
    inside = [t.i for t in token.subtree]
    return ((min(inside), max(inside) + 1),)
