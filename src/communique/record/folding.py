"""Names and words as they are looked up: without case, diacritics and differences of spacing."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")  # "Kyiv" and "2017", as FTS5's unicode61 splits them
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ı": "i"}
    | {"æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th", "ð": "d", "Ð": "d"}
)  # marks and letters that have no decomposition


def fold(name: str) -> str:
    """`Côte d’Ivoire` becomes `cote d'ivoire`; a leading article goes."""
    plain = unicodedata.normalize("NFKD", name.translate(_PLAIN))
    bare = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    folded = " ".join(bare.split())
    return folded.removeprefix("the ") or folded


def words_of(text: str) -> list[str]:
    """The words of `text`, folded, in their order."""
    plain = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return _WORD.findall(bare)
