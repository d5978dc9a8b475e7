"""Grammar of saying: the subject of a cue and the words that are its content, by the cue's frames.

Labels are those of spaCy's English models (ClearNLP: nsubj, dobj, ccomp, xcomp, advcl, acl, relcl, prep, pobj,
pcomp, agent, oprd, …). Ranges are token indices `[first, last)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.marking.cues import Hit
from communique.marking.passages import Passage
from communique.marking.subjects import RELATIVES, SUBJECTS, has_to, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_ACTING = frozenset(
    (
        *("allies", "authorities", "businesses", "citizens", "companies", "countries", "donors", "employers"),
        *("everybody", "everyone", "forces", "government", "governments", "leaders", "lawmakers", "manufacturers"),
        *(
            "members",
            "ministers",
            "nations",
            "others",
            "parties",
            "partners",
            "people",
            "regime",
            "sides",
            "signatories",
        ),
        *("states", "those"),
    )
)
_THINGS = frozenset(
    (
        *("action", "actions", "aid", "approach", "changes", "cooperation", "coordination", "dialogue", "effort"),
        *(
            "efforts",
            "funding",
            "investment",
            "investments",
            "legislation",
            "measures",
            "policies",
            "progress",
            "reform",
        ),
        *(
            "reforms",
            "resources",
            "response",
            "restraint",
            "sanctions",
            "solutions",
            "steps",
            "support",
            "talks",
            "work",
        ),
    )
)
_RELATING = frozenset(("which", "who", "whose", "wherein", "whereby"))
_OPENING_PUNCTUATION = frozenset(",;:—–-")


__all__ = ["Content", "contents_of", "has_to", "runs_of", "subject_of"]


@dataclass(frozen=True, slots=True)
class Content:
    """Token ranges of what is said; `addressee` and `about` are tokens of those spoken to and spoken of."""

    ranges: tuple[tuple[int, int], ...]
    frame: str
    addressee: int | None = None
    about: int | None = None


def contents_of(passage: Passage, hit: Hit) -> Content | None:
    """What is said, by the first of the cue's frames that the sentence fills."""
    doc = passage.doc
    anchor = doc[hit.anchor]
    own = set(hit.tokens)
    children = [c for i in sorted({*hit.tokens, hit.anchor}) for c in doc[i].children if c.i not in own]
    frames = hit.cue.frames
    for frame in sorted(frames, key=lambda f: _ORDER.get(f.split(":")[0], 9)):
        found = _fill(doc, anchor, children, own, frame, hit)
        if found is not None:
            return found
    return None


_REASONED = frozenset(("welcome", "thank", "congratulate", "praise", "criticise", "accuse", "condemn"))
_REASONS = frozenset(("on", "for", "to", "over", "about", "as"))
_ORDER = {
    "to-inf-object": 0,
    "as": 1,
    "that": 2,
    "inf": 3,
    "wh": 4,
    "prep": 5,
    "gerund": 6,
    "object": 7,
    "addressee": 8,
}


def _fill(doc: Doc, anchor: Token, children: Sequence[Token], own: set[int], frame: str, hit: Hit) -> Content | None:
    if frame == "that":
        clause = next(
            (c for c in children if c.dep_ == "ccomp" and _is_clause(c) and _is_said(doc, c, hit, children)), None
        )
        if clause is None:  # "the view that …", "share the view that …"
            clause = next(
                (
                    c
                    for c in children
                    if c.dep_ in ("acl", "relcl") and any(g.dep_ == "mark" and g.lower_ == "that" for g in c.children)
                ),
                None,
            )
        if clause is None and anchor.dep_ in ("parataxis",) and anchor.head.i != anchor.i:
            return _around(doc, anchor)
        if clause is None:
            return None
        about = next((c.i for c in children if c.dep_ in ("dobj", "dative") and c.i < clause.i), None)
        return Content(_without_mark(doc, clause, own), frame, addressee=about)
    if frame == "to-inf-object":
        infinitive = next((c for c in children if c.dep_ in ("xcomp", "ccomp", "advcl") and has_to(c)), None)
        if infinitive is None:
            return None
        person = next((c for c in children if c.dep_ == "dobj" and c.i < infinitive.i), None)
        person = person or next((c for c in infinitive.children if c.dep_ in SUBJECTS and c.i < infinitive.i), None)
        if person is None and hit.tokens[-1] + 1 < infinitive.i:  # "called on X on Thursday to …"
            person = next((c for c in doc[hit.tokens[-1]].children if c.dep_ == "pobj"), None)
        if person is None:
            on = next(
                (
                    c
                    for c in children
                    if c.dep_ == "prep" and c.lower_ in ("on", "upon", "to", "for") and c.i < infinitive.i
                ),
                None,
            )
            person = next((c for c in on.children if c.dep_ == "pobj"), None) if on is not None else None
        if person is None:
            return None
        if person.head.lower_ == "for" and person.dep_ == "pobj" and not _may_act(person):
            both = [t.i for part in (person, infinitive) for t in part.subtree]  # "called for a body to watch over X"
            return Content(runs_of(doc, both, own), "prep:for")
        if person.dep_ == "dobj" and person.lower_ in _THINGS:
            both = [t.i for part in (person, infinitive) for t in part.subtree]  # "urged steps to calm the city"
            return Content(runs_of(doc, both, own), "object")
        return Content(_from_to(doc, infinitive, own), frame, addressee=person.i)
    if frame == "inf":
        infinitive = next(
            (
                c
                for c in children
                if c.dep_ in ("xcomp", "ccomp", "advcl", "acl")
                and has_to(c)
                and c.i > (anchor.i if c.dep_ == "advcl" else anchor.i - 8)  # "To reach this, we commit to do X"
            ),
            None,
        )
        return None if infinitive is None else Content(_from_to(doc, infinitive, own), frame)
    if frame == "wh":
        clause = next((c for c in children if c.dep_ in ("ccomp", "xcomp", "pcomp", "advcl") and _is_question(c)), None)
        return None if clause is None else Content(_ranges(doc, clause, own), frame)
    if frame.startswith("prep:"):
        return _prepositional(doc, anchor, children, own, frame, hit)
    if frame == "gerund":
        clause = next((c for c in children if c.dep_ in ("xcomp", "pcomp", "ccomp") and c.tag_ == "VBG"), None)
        return None if clause is None else Content(_ranges(doc, clause, own), frame)
    if frame == "as":
        return _complement(doc, children, own, whole=hit.cue.act != "assert")
    if frame in ("object", "addressee"):
        return _object(doc, anchor, children, own, frame, hit)
    return None


def _may_act(noun: Token) -> bool:
    """Those who may be called on, and not a thing that is called for: "all sides", "Marland", "their leaders"."""
    if noun.tag_ in ("NNP", "NNPS", "PRP", "DT"):
        return True
    few = any(c.lower_ in ("a", "an", "new", "more", "additional", "further", "greater") for c in noun.children)
    return noun.lower_ in _ACTING and not few


def _is_said(doc: Doc, clause: Token, hit: Hit, children: Sequence[Token]) -> bool:
    """False for a clause that only stands beside the cue: "A welcomed B and stressed C", "noted A, and B discussed C",
    which the parser may take for contents."""
    anchor = doc[hit.anchor]
    if clause.i < anchor.i:
        between = {c.text for c in doc[clause.i : anchor.i]}
        if between & {"”", '"', "''"}:
            return True
        ahead = any(c.dep_ in SUBJECTS and clause.i < c.i for c in children)
        return ahead and "quote" in hit.cue.frames and not between & {";", ":"}
    if any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children):
        return True
    first = min(t.i for t in clause.subtree)
    if is_relative(doc[first]) and any(c.dep_ == "dobj" and anchor.i < c.i < first for c in children):
        return False  # "welcomed X, which …", the clause taken for what is said
    return not (first > 0 and doc[first].dep_ == "cc") and not (
        doc[first - 1].dep_ == "cc" and any(c.dep_ == "dobj" and anchor.i < c.i < first for c in children)
    )


def is_relative(first: Token) -> bool:
    """Whether a clause that begins with this word tells more of the noun before it: "…, which", "…, wherein"."""
    return first.i > 0 and first.nbor(-1).text == "," and first.lower_ in _RELATING


def _prepositional(
    doc: Doc, anchor: Token, children: Sequence[Token], own: set[int], frame: str, hit: Hit
) -> Content | None:
    word = frame.removeprefix("prep:")
    for preposition in children:
        if preposition.dep_ in ("prep", "agent", "prt", "dative") and preposition.lower_ == word:
            governed = next((c for c in preposition.children if c.dep_ in ("pobj", "pcomp", "ccomp")), None)
            if governed is not None and preposition.i < min(own) and governed.i < anchor.i:
                return None  # "Regarding X, they …": a topic, found by its comma
            if governed is not None:
                return Content(_ranges(doc, governed, own), frame, about=_object_before(children, preposition))
    last = doc[hit.tokens[-1]]
    if last.lower_ == word:  # the preposition is a word of the cue: "call for", "committed to"
        governed = next((c for c in last.children if c.dep_ in ("pobj", "pcomp")), None)
        if governed is not None:
            return Content(_ranges(doc, governed, own), frame, about=_object_before(children, last))
    return None


def _object_before(children: Sequence[Token], preposition: Token) -> int | None:
    return next((c.i for c in children if c.dep_ == "dobj" and c.i < preposition.i), None)


def _complement(doc: Doc, children: Sequence[Token], own: set[int], *, whole: bool) -> Content | None:
    """ "described X as Y", "called X Y": Y is the content, X what it is about; of "criticised X as Y" the `whole`."""
    thing = next((c for c in children if c.dep_ == "dobj" and c.lower_ not in RELATIVES), None)
    marked = next((c for c in children if c.dep_ == "prep" and c.lower_ == "as"), None)
    if marked is not None:
        governed = next((c for c in marked.children if c.dep_ in ("pobj", "pcomp", "amod", "acomp")), None)
        if governed is not None and whole and thing is not None:
            return Content(
                runs_of(doc, [t.i for part in (thing, marked) for t in part.subtree], own), "object", about=thing.i
            )
        if governed is not None:
            return Content(_ranges(doc, governed, own), "as", about=thing.i if thing is not None else None)
    plain = [c for c in children if c.dep_ in ("oprd", "acomp", "attr")]
    relative = next((c for c in children if c.dep_ == "dobj" and c.lower_ in RELATIVES), None)
    if not plain and relative is not None:  # "which they called a threat": both are objects to the parser
        plain = [c for c in children if c.dep_ == "dobj" and c.i > relative.i]
    if not plain:
        return None
    last = plain[-1]
    if thing is not None and thing.i == last.i:
        thing = None
    if thing is None and relative is None and len(plain) < 2:
        return None
    if thing is not None and thing.i < last.i and thing.tag_ not in ("PRP", "DT", "WDT", "WP"):
        return Content(runs_of(doc, [t.i for part in (thing, last) for t in part.subtree], own), "as", about=thing.i)
    return Content(_ranges(doc, last, own), "as", about=thing.i if thing is not None else None)


def _object(doc: Doc, anchor: Token, children: Sequence[Token], own: set[int], frame: str, hit: Hit) -> Content | None:
    thing = next(
        (c for c in children if c.dep_ in ("dobj", "pobj") and c.i > anchor.i - 12 and c.lower_ not in RELATIVES), None
    )
    if thing is None and any(c.dep_ == "agent" for c in children):
        thing = next((c for c in children if c.dep_ == "nsubjpass"), None)
    if thing is None:
        last = doc[max(own)]
        thing = next((c for c in last.children if c.dep_ in ("pobj", "pcomp") and c.i not in own), None)
    if thing is None and len(own) > 1:  # "reaffirm opposition against X": any preposition of the phrase's noun
        preposition = next((c for c in doc[max(own)].children if c.dep_ == "prep" and c.i > max(own)), None)
        thing = next((c for c in preposition.children if c.dep_ in ("pobj", "pcomp")), None) if preposition else None
    if thing is None and anchor.tag_[:1] == "V":
        beside = next((c for c in children if c.tag_ in ("VBG", "VBN") and c.i == anchor.i + 1), None)
        if beside is not None and any(c.dep_ == "dobj" for c in beside.children) and not _is_clause(beside):
            return Content(_ranges(doc, beside, own), frame)  # "welcomed continued support", read as a verb
        return _after_degree(doc, anchor, own, frame)
    if thing is None:
        clause = next((c for c in children if c.dep_ == "ccomp" and c.i > anchor.i and not _is_clause(c)), None)
        return Content(_ranges(doc, clause, own), frame) if clause is not None else None
    if frame == "object" and hit.cue.act in _REASONED:
        reason = next((c for c in children if c.dep_ == "prep" and c.lower_ in _REASONS and c.i > thing.i), None)
        if reason is not None:
            return Content(
                runs_of(doc, [t.i for part in (thing, reason) for t in part.subtree], own), frame, about=thing.i
            )
    if frame == "addressee":
        reason = next(
            (
                c
                for c in children
                if c.dep_ == "prep" and c.lower_ in ("for", "on", "of", "over", "about") and c.i > thing.i
            ),
            None,
        )
        reason = reason or next(
            (c for c in thing.children if c.dep_ == "prep" and c.lower_ in ("for", "on", "over", "about")), None
        )
        governed = (
            next((c for c in reason.children if c.dep_ in ("pobj", "pcomp")), None) if reason is not None else None
        )
        if governed is None:
            return None
        return Content(_ranges(doc, governed, own), frame, addressee=thing.i)
    return Content(_ranges(doc, thing, own), frame, about=thing.i)


def _after_degree(doc: Doc, anchor: Token, own: set[int], frame: str) -> Content | None:
    """ "condemn in the strongest terms X": the parser hangs X on the terms."""
    degree = next((c for c in anchor.children if c.dep_ == "prep" and c.i == anchor.i + 1), None)
    terms = next((c for c in degree.children if c.dep_ == "pobj"), None) if degree is not None else None
    if terms is None:
        return None
    apposed = any(c.dep_ == "appos" and c.i > terms.i for c in terms.children)  # "without reservation X"
    if not apposed and terms.lower_ not in ("terms", "manner", "way"):
        return None
    rest = [t.i for t in anchor.subtree if t.i > terms.i]
    runs = runs_of(doc, rest, own)
    return Content(runs[:1], frame) if runs else None


def _around(doc: Doc, anchor: Token) -> Content | None:
    """ "The talks, he said, were useful": the clause around the cue."""
    inside = {t.i for t in anchor.subtree}
    rest = [t.i for t in anchor.head.subtree if t.i not in inside]
    return Content(runs_of(doc, rest, set()), "that") if rest else None


def _is_clause(token: Token) -> bool:
    return any(c.dep_ in (*SUBJECTS, "expl") for c in token.children) or any(
        c.dep_ in ("aux", "mark") and c.lower_ != "to" for c in token.children
    )


def _is_question(token: Token) -> bool:
    first = min(token.subtree, key=lambda t: t.i)
    return first.tag_ in ("WRB", "WP", "WDT", "WP$") or first.lower_ in ("whether", "if", "how")


def _from_to(doc: Doc, infinitive: Token, own: set[int]) -> tuple[tuple[int, int], ...]:
    to = next(c.i for c in infinitive.children if c.lower_ == "to" and c.dep_ == "aux")
    tokens = [t.i for t in infinitive.subtree if t.i >= min(to, *_adverbs_before(infinitive, to))]
    return runs_of(doc, tokens, own)


def _adverbs_before(infinitive: Token, to: int) -> Iterable[int]:
    """ "to urge X immediately to stop", "to urge X not to stop": the word before belongs to the infinitive."""
    return [c.i for c in infinitive.children if c.dep_ in ("advmod", "neg") and c.i == to - 1] or [to]


def _without_mark(doc: Doc, clause: Token, own: set[int]) -> tuple[tuple[int, int], ...]:
    tokens = [t.i for t in clause.subtree]
    marks = [c.i for c in clause.children if c.dep_ == "mark" and c.lower_ in ("that", "as")]
    first = min(tokens)
    while tokens and ((tokens[0] in marks and tokens[0] == first) or doc[tokens[0]].text in _OPENING_PUNCTUATION):
        tokens = tokens[1:]
        first = tokens[0] if tokens else first
    return runs_of(doc, tokens, own)


def _ranges(doc: Doc, token: Token, own: set[int]) -> tuple[tuple[int, int], ...]:
    return runs_of(doc, [t.i for t in token.subtree], own)


def runs_of(doc: Doc, tokens: Iterable[int], own: set[int]) -> tuple[tuple[int, int], ...]:
    """The tokens as ranges without gaps, the cue's own words left out."""
    runs: list[tuple[int, int]] = []
    for i in sorted(set(tokens) - own):
        if runs and runs[-1][1] == i:
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    return tuple(r for r in runs if any(not doc[i].is_punct for i in range(*r)))
