"""The formulae of a record that are worth a page: agreed language that came back.

A sentence with runs of words that several documents have, and in which a statement stands, is a candidate where its
text is between two parties or more; those with the most such runs are looked up first, and what belongs to a formula
already is not looked up again. A formula is kept where it is used in three or more such texts of different origin and
is not boilerplate.
"""

from __future__ import annotations

from collections import Counter

from msgspec import Struct, structs

from communique.linking.lineages import Life, Saying, lives
from communique.linking.spelling import carries
from communique.linking.wording import PART, SHORTEST
from communique.model.document import DocumentKind
from communique.model.ids import Thing, identify
from communique.model.wording import Passage
from communique.record import Record
from communique.views.wording import Formula, Uses, formula

TEXTS = 3  # texts of different origin in which a formula is used
LONGEST = 70  # words of a sentence that is called a formula
CROWD = 200  # documents with one run of words, above which it is a phrase of all texts
LOOKS = 1500  # candidates that are looked up at most, those with the most runs in common first
MOST = 300  # formulae
CLOSE = 0.7  # similarity from which a passage stands on the page of a formula
FIRST = frozenset({DocumentKind.JOINT_STATEMENT, DocumentKind.READOUT})  # kinds of texts that are looked at first


class FormulaView(Struct, frozen=True):
    id: str
    formula: Formula
    texts: int  # of different origin
    lives: tuple[Life, ...]  # words that came or went
    issues: tuple[str, ...] = ()  # of which its uses speak


def formulae(record: Record, look: Uses | None = None) -> list[FormulaView]:
    """The formulae, those in the most texts first; the same for the same set of documents."""
    look = look or Uses(record)
    look.load()
    taken: set[tuple[str, int]] = set()
    found: list[FormulaView] = []
    looks = 0
    between = {document for document, parties in look.rows.parties().items() if len(parties) > 1}
    between |= {bearer.document for bearer in look.bearers.values() if bearer.kind == DocumentKind.JOINT_STATEMENT}
    candidates = [c for c in look.rows.repeated(TEXTS, CROWD) if c[0] in between and c[0] in look.bearers]
    for document, n, _ in sorted(
        candidates, key=lambda c: (look.bearers[c[0]].kind not in FIRST, not look.bearers[c[0]].official)
    ):
        if looks == LOOKS or len(found) == MOST:
            break
        if (document, n) in taken or document not in look.standing:
            continue
        passage = next(iter(look.rows.passages([(document, n)])), None)
        if passage is None or not _fit(look, passage) or not look.says_something(passage):
            continue
        looks += 1
        text = look.printed(passage).slice(0, len(passage.words))
        one = formula(look, text, CLOSE)
        taken |= {(document, n), *one.members}
        texts = {use.line.use.document for use in one.uses}
        if len(texts & between) >= TEXTS and one.spread.kind != "boilerplate":
            id_ = identify(Thing.FORMULA, document, passage.start, passage.end)
            found.append(FormulaView(id_, one, len(texts), _lives(one), _issues(look, one)))
    return sorted(found, key=lambda view: (-view.texts, view.formula.asked, view.id))


def _fit(look: Uses, passage: Passage) -> bool:
    meant = len([word for word in passage.words if carries(word)])
    return len(passage.words) <= LONGEST and meant >= PART and len(look.unnamed(passage)) >= SHORTEST


def _lives(found: Formula) -> tuple[Life, ...]:
    """Words that came or went. What a text leaves out that gives only a part of an earlier one did not go."""
    sayings = [Saying(use.day, use.line.use.document, n, use.words) for n, use in enumerate(found.uses)]
    days = sorted(use.day for use in found.uses if use.day and not use.part)
    if not days:
        return ()
    told = (structs.replace(life, came=life.first > days[0], went=life.last < days[-1]) for life in lives(sayings))
    return tuple(life for life in told if life.came or (life.uses > 1 and life.went))


def _issues(look: Uses, found: Formula) -> tuple[str, ...]:
    """The issues of its uses, the most frequent first."""
    told = look.rows.issues(look.rows.passages(found.members))
    counted = Counter(issue for issues in told.values() for issue in issues)
    return tuple(sorted(counted, key=lambda issue: (-counted[issue], issue)))
