"""Names and words as they are looked up: without case, diacritics and differences of spacing."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")  # "Kyiv" and "2017", as FTS5's unicode61 splits them
_PLAIN = str.maketrans(  # marks and letters that have no decomposition
    {"’": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-", "ı": "i", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe"}
    | {"ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th"}
)


def fold(name: str) -> str:
    """`Côte d’Ivoire` becomes `cote d'ivoire`; a leading article goes."""
    plain = unicodedata.normalize("NFKD", name.translate(_PLAIN))
    bare = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    folded = " ".join(bare.split())
    return folded.removeprefix("the ") or folded


def words_of(text: str) -> list[str]:
    """The words of `text`, folded, in their order."""
    if text.isascii():
        return _WORD.findall(text.lower())
    plain = unicodedata.normalize("NFKD", text)
    return _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)).casefold())
