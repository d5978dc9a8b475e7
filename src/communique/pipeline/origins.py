"""Finding the copies of what is new in a record.

A document is compared with those that share a key with it (`linking.origins`). Whoever is touched by that is looked at
again with all its pairs; the families that are touched are made again whole (`linking.families`). So a new document
costs the few that resemble it, and families depend on the set of documents alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from communique.lexicon import Lexicon
from communique.linking.families import families, placed
from communique.linking.origins import (
    PIVOTS,
    compare,
    disturbs,
    keys_of,
    mates_of,
    one_text,
    shingles,
    sign,
    words_of,
    worth_a_look,
)
from communique.model.document import Account, Claim, Reading, StampKind
from communique.model.marks import Marks
from communique.model.origins import CROWD, TextLink, TextRow
from communique.record import Record

REMEMBERED = 64  # documents whose words are kept at hand


class Origins:
    def __init__(self, record: Record, lexicon: Lexicon) -> None:
        self._record = record
        self._rows = record.copies
        self._lexicon = lexicon
        self._words = lru_cache(maxsize=REMEMBERED)(lambda document: words_of(record.reading(document)))
        self._text = lru_cache(maxsize=64 * REMEMBERED)(lambda document: next(self._rows.texts([document])))

    def take_in(self, document: str, reading: Reading, marks: Marks) -> None:
        """Keeps what is compared of a document."""
        distinct = set(shingles(words_of(reading)))
        signature = sign(distinct)
        days = [stamp.value[:10] for stamp in reading.stamps if stamp.kind is StampKind.PUBLISHED]
        text = TextRow(
            document=document,
            signature=signature,
            shingles=len(distinct),
            house=self._name(reading.publisher),
            credit=self._name(reading.origin),
            published=min(days, default=None),
            official=marks.account != Account.PRESS,
        )
        self._rows.save(text, keys_of(signature))

    def _name(self, claim: Claim | None) -> str | None:
        """A publisher or an agency under the one name by which the lexicon knows it."""
        if claim is None:
            return None
        known = self._lexicon.publisher_by_name.get(claim.value)
        return known.name if known else claim.value

    def link(self, new: Sequence[str]) -> None:
        """Finds the copies of the new documents, and makes the families that are touched again."""
        fresh = frozenset(new)
        touched = set(fresh)
        crowds: set[int] = set()
        pairs: list[TextLink] = []
        for document in sorted(fresh):
            pairs += self._pairs(document, fresh, crowds)
        for key in sorted(crowds):
            members = self._rows.sharing(key)
            if disturbs(fresh, members):
                touched.update(members)
        disturbed = touched - fresh
        for document in sorted(disturbed):
            pairs += self._pairs(document, disturbed, set())
        unique = {(pair.document, pair.other): pair for pair in pairs}
        self._rows.replace_pairs(sorted(touched), unique.values())
        self._place(self._rows.families_of(touched))

    def _pairs(self, document: str, beside: frozenset[str] | set[str], crowds: set[int]) -> Iterable[TextLink]:
        """The documents that carry the same text as this one. Those of `beside` that come before it were asked already;
        crowded keys are noted in `crowds`."""
        mates: set[str] = set()
        for key in sorted(self._rows.keys([document])):
            members = self._rows.sharing(key, CROWD + 1)
            if len(members) > CROWD:
                crowds.add(key)
                if document in members[:PIVOTS]:
                    members = self._rows.sharing(key)
            mates.update(mates_of(document, members))
        mine = self._text(document)
        for other in sorted(mates):
            if other in beside and other < document:
                continue
            theirs = self._text(other)
            if not worth_a_look(mine, theirs):
                continue
            found = compare(self._words(document), self._words(other))
            if one_text(mine, theirs, found):
                yield TextLink(min(document, other), max(document, other), found)

    def _place(self, documents: set[str]) -> None:
        """Makes the families of these documents, and of all that hang together with them."""
        every, waiting = set(documents), set(documents)
        while waiting:
            near = {d for pair in self._rows.pairs_of(waiting) for d in (pair.document, pair.other)}
            waiting = self._rows.families_of(near) - every
            every |= waiting
        pairs = self._rows.pairs_of(every)
        rows = list(self._rows.texts({d for pair in pairs for d in (pair.document, pair.other)}))
        placings = [placing for family in families(rows, pairs) for placing in placed(family, pairs)]
        self._rows.place(every, placings)
