"""Whether a word is one of the language's own, by the lemma tables of the small English model.

Names are words too ("Brown", "Bush"), so this alone tells nothing; it tells where a headline's name ends: "President
Doe Laying Out the Plan".
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from communique.marking.parsing import folder_of

_ENDINGS = ("ing", "ed", "es", "s", "d", "er", "est", "ies", "ied")
_LEAST = 3  # letters of a stem
_LONG_FORM = 6  # letters of "Laying"; "King" is none


@lru_cache(maxsize=1)
def _lemmas() -> frozenset[str]:
    from spacy.lookups import Lookups

    tables = Lookups().from_disk(Path(folder_of(), "lemmatizer", "lookups"))
    index, exceptions = tables.get_table("lemma_index"), tables.get_table("lemma_exc")
    return frozenset(word for words in (*index.values(), *exceptions.values()) for word in words)


@lru_cache(maxsize=8192)
def is_common(word: str) -> bool:
    """True for "laying", "departure", "while"; case makes no difference."""
    low, lemmas = word.casefold().rstrip("."), _lemmas()
    if low in lemmas:
        return True
    for ending in _ENDINGS:
        stem = low.removesuffix(ending)
        if stem != low and len(stem) >= _LEAST:
            undoubled = stem[:-1] if stem[-1:] == stem[-2:-1] else stem
            if not lemmas.isdisjoint((stem, stem + "e", stem + "y", undoubled)):
                return True
    return False


def does_something(word: str) -> bool:
    """True for a form of a verb as headlines have it: "Laying", "Delivers"."""
    low, lemmas = word.casefold(), _lemmas()
    if low.endswith("ing") and len(low) >= _LONG_FORM:
        stem = low[:-3]
        return not lemmas.isdisjoint((stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem))
    return low.endswith("s") and low not in lemmas and is_common(low)
