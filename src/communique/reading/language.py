"""The language of a text: py3langid among the languages of diplomacy, checked against what the file says."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from communique.model.document import Claim
from communique.reading.layout import About, Hint

_LANGUAGES = """
    ar Arabic  cs Czech  da Danish  de German  el Greek  en English  es Spanish  fa Persian  fi Finnish  fr French
    hi Hindi  id Indonesian  it Italian  ja Japanese  ko Korean  nl Dutch  no Norwegian  pl Polish  pt Portuguese
    ru Russian  sv Swedish  tr Turkish  uk Ukrainian  vi Vietnamese  zh Chinese
"""
NAMES = dict(zip(_LANGUAGES.split()[::2], _LANGUAGES.split()[1::2], strict=True))
SAMPLE = 6000  # characters
ENOUGH = 200  # letters from which the text outweighs what the file says of itself


def language_of(prose: str, hints: tuple[Hint, ...]) -> Claim | None:
    """The language as ISO 639-1. `prose` is the document's text without furniture."""
    said = _said(hints)
    sample = prose[:SAMPLE]
    letters = sum(c.isalpha() for c in sample)
    if letters < 20:
        return Claim(said[0], "stated", said[1]) if said else None
    found = _identifier().classify(sample)[0]
    if said is not None and (said[0] == found or letters < ENOUGH):
        return Claim(said[0], "stated", said[1])
    reason = f"the letters of its words are {NAMES.get(found, found)}"
    if said is not None:
        reason += f", although the {said[1]} says {said[0]}"
    return Claim(found, "inferred", reason)


def _said(hints: tuple[Hint, ...]) -> tuple[str, str] | None:
    for hint in hints:
        code = re.match(r"([a-z]{2})(?:[-_ ]|$)", hint.value.lower())
        if hint.about is About.LANGUAGE and code:
            return code[1], hint.reason
    return None


@cache
def _identifier() -> Any:
    # loading the model takes most of a second: done once, and only when a text is to be identified
    from py3langid import langid

    identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE)
    identifier.set_languages(list(NAMES))
    return identifier
