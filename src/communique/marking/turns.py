"""Turns: who speaks in which block of a text in its speakers' own words.

A label begins a turn ("MS. X:", "Q"), and it lasts until the next one. A text without labels is one turn of its
author: "Statement by Minister Y". Who is named nowhere keeps the words of the label: "SENIOR OFFICIAL".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from communique.marking.figures import Figures, fold, name_words
from communique.marking.labels import asker, label_words
from communique.marking.passages import Passage
from communique.model.document import BlockKind
from communique.model.marks import ActorKind, Party
from communique.model.spans import Span

# matches: Statement by  –  Remarks as prepared for delivery by  –  Message of
TEXT_BY = re.compile(
    r"\b(?:statements?|remarks?|speech|address|message|letter|comments?|words|toast|testimony|lecture|interview|opinion|op-ed"
    r"|briefing|gaggle|call|conference|availability)"
    r"(?: (?!on\b|about\b|regarding\b|at\b|after\b|following\b|to\b)[\w’'()-]+){0,6}?"
    r" (?:by|of|from)\b|^(?:by|from) (?:the )?(?=(?-i:[A-Z]))",
    re.I,
)
_ELSEWHERE = re.compile(r"\b(?:on|at|before|after|with|to|in|for|following|regarding)\b|’s|'s")
_AND = re.compile(r"\band\b|,|&")
_NO_SPEAKER = frozenset(("to", "re", "subject", "for", "note", "date", "via", "cc"))
_LINE = 60  # characters from which a block is prose
_MET = frozenset(
    (
        *("met", "spoke", "talked", "held", "hosted", "received", "called", "convened", "conferred", "led", "visited"),
        *("meet", "speak", "talk", "hold", "host", "receive", "call", "convene", "confer", "lead", "visit", "travel"),
    )
)
THE_PRESS = "the press"
_QUESTIONS = frozenset(("q", "question", "questions", "reporter", "reporters", "journalist", "press", "the press"))
_ANSWERS = frozenset(("a", "answer"))
_HONORIFICS = frozenset(("mr", "ms", "mrs", "miss", "dr", "sir", "dame", "lord", "lady", "madam", "mme", "h.e"))
_ROLES = frozenset(
    (
        *("official", "officials", "moderator", "operator", "aide", "interpreter", "translator", "audience", "voice"),
        *("participant", "participants", "speaker", "staff", "host", "spokesperson", "spokesman", "spokeswoman", "a"),
        *("secretary", "minister", "ambassador", "student", "crowd", "member", "attendee", "answer"),
    )
)


@dataclass(frozen=True, slots=True)
class Turn:
    """Who speaks, the words of the text that say so, and whether it is somebody of the press who asks."""

    figures: tuple[int, ...]
    span: Span
    name: str
    asks: bool = False

    @property
    def parties(self) -> tuple[Party, ...]:
        return tuple(Party(f, self.span) for f in self.figures) or (Party(None, self.span, self.name),)


def turns_of(
    passages: Sequence[Passage], figures: Figures, own: tuple[int, ...], *, transcript: bool
) -> dict[int, Turn]:
    """Passage number → whose turn it is; passages before the first label belong to nobody. In a `transcript` a label in
    capitals is a speaker's, even if the text never says who that is."""
    labels = Counter(_label(p) for p in passages if p.label_end)
    found: dict[int, Turn] = {}
    current: Turn | None = None
    known: dict[str, Turn | None] = {}
    for passage in passages:
        if passage.label_end:
            label = _label(passage)
            if label not in known and not own and not transcript and not label.startswith("From "):
                known[label] = None  # "President X:" in a fact sheet is a heading
            if label not in known:
                known[label] = _turn(passage, figures, own, sure=transcript or labels[label] > 1)
            turn = known[label]
            if turn is not None:
                at = passage.span(0, len(passage.text[: passage.label_end].rstrip(" :")))
                name = asker(passage.text[: passage.label_end]) or turn.name
                current = Turn(turn.figures, at, name, turn.asks)
            else:
                passage.label_end = 0  # "Climate Change: …": a heading in the line
        if current is not None:
            found[passage.n] = current
            passage.asks = current.asks
    if not found and own:
        authors, first = _authors(passages, figures, own)
        author = Turn(authors or own, first, "")
        found = {p.n: author for p in passages}
    return found


def _authors(passages: Sequence[Passage], figures: Figures, own: tuple[int, ...]) -> tuple[tuple[int, ...], Span]:
    """Whom the title calls the authors: "Statement by Minister X and Minister Y"; nobody where it only names them."""
    for passage in passages[:2]:
        by = TEXT_BY.search(passage.text)
        if by is None:
            continue
        found: list[int] = []
        first, end = Span(0, 0), by.end()
        for index, naming in enumerate(passage.namings):
            if naming.kind is not ActorKind.PERSON or naming.start < by.end():
                continue
            gap = passage.text[end : naming.start]
            if found and (_ELSEWHERE.search(gap) or not _AND.search(gap)):
                break
            first = first if found else passage.span(naming.start, naming.end)
            found.append(figures.of_naming[passage.n, index])
            end = naming.end
        if own[0] in found:
            return tuple(dict.fromkeys(found)), first
    return (), figures.sketches[own[0]].first


def _says_i(passages: Sequence[Passage]) -> bool:
    return any(t.text == "I" and t.dep_ == "nsubj" and p.quote_at(t.idx) is None for p in passages for t in p.doc)


def _label(passage: Passage) -> str:
    return label_words(passage.text[: passage.label_end])


def _turn(passage: Passage, figures: Figures, own: tuple[int, ...], *, sure: bool) -> Turn | None:
    """The turn that a label begins; None where it is no label of a speaker."""
    label = _label(passage)
    span = passage.span(0, len(label))
    words = [w.rstrip(".,") for w in fold(label).split()]
    if fold(label) in _QUESTIONS:
        return Turn((), span, THE_PRESS, asks=True)
    if fold(label) in _ANSWERS and own:
        return Turn(own[:1], span, label)
    loud = label.isupper()
    figure = _speaker(passage, words, figures, own)
    named = any(n.end <= passage.label_end and n.kind in (ActorKind.PERSON, ActorKind.OFFICE) for n in passage.namings)
    if figure is not None and (loud or named or words[0] in _HONORIFICS):
        return Turn((figure,), span, label)
    role = bool(_ROLES.intersection(words[-1:]))
    asks = sure and passage.text.rstrip('”" ').endswith("?")
    if asks and not (named or role or words[0] in _HONORIFICS):
        return Turn((), span, label, asks=True)  # "Harbour Times: When will the talks begin?"
    if words[0] in _HONORIFICS or (loud and (named or (sure and words[0] not in _NO_SPEAKER))) or role:
        return Turn((), span, label)
    return None


def _speaker(passage: Passage, words: list[str], figures: Figures, own: tuple[int, ...]) -> int | None:
    """The person whom a label names: by full name, by surname, or by office alone ("THE PRESIDENT")."""
    rest = [w for w in words if w not in _HONORIFICS and w not in ("the", "from")]
    people = [n for n, s in enumerate(figures.sketches) if s.kind is ActorKind.PERSON]
    office = " ".join(rest)
    if words[0] == "the" or len(rest) < len(words) == len(rest) + 1:
        holders = [n for n in people if _holds(figures, n, office)]
        if holders:
            return next((n for n in own if n in holders), holders[0])
    for word in reversed(rest):
        fitting = [n for n in people if word in _name_parts(figures, n)]
        if fitting:
            titled = [n for n in fitting if any(fold(t.title) in office for t, _ in figures.sketches[n].offices)]
            fuller = titled or fitting
            return max(fuller, key=lambda n: (sum(w in _name_parts(figures, n) for w in rest), n in own))
    for index, naming in enumerate(passage.namings):
        if naming.end <= passage.label_end and naming.kind is ActorKind.PERSON:
            return figures.of_naming[passage.n, index]
    holders = [n for n in people if _holds(figures, n, office)]
    return next((n for n in own if n in holders), holders[0]) if holders else None


def _holds(figures: Figures, figure: int, office: str) -> bool:
    return any(fold(t.title) == office and not t.former for t, _ in figures.sketches[figure].offices)


def _name_parts(figures: Figures, figure: int) -> set[str]:
    return {part for word in _words(figures.sketches[figure].names) for part in (word, *word.split("-"))}


def _words(names: Iterable[str]) -> Iterable[str]:
    return (word for name in names for word in name_words(name))


def narrates(passages: Sequence[Passage]) -> bool:
    """True for a text that tells of a meeting: "Statement by X on the Minister’s call" that begins "The Minister spoke
    with Y" and never says "I"."""
    if _says_i(passages):
        return False
    body = next((p for p in passages if p.block.kind is BlockKind.PARAGRAPH and len(p.text) > _LINE), None)
    if body is None:
        return False
    root = next((t for t in body.doc if t.dep_ == "ROOT" and t.tag_[:1] == "V"), None)
    doer = next((c for c in root.children if c.dep_ == "nsubj"), None) if root is not None else None
    return root is not None and root.lower_ in _MET and doer is not None and doer.lower_ != "we"
