"""English inflection: the forms of a verb, the plural of a noun, the plural of a title.

Regular forms follow spelling rules; the lexicon's data brings the irregular ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from communique.lexicon.entries import Form

# fmt: off
STRESSED_LAST = frozenset(
    {
        "abet", "abhor", "abut", "acquit", "admit", "allot", "annul", "begin", "commit", "compel", "concur", "confer",
        "control", "defer", "demur", "deter", "dispel", "emit", "enrol", "equip", "excel", "expel", "extol", "impel",
        "incur", "infer", "omit", "occur", "patrol", "permit", "prefer", "propel", "rebel", "rebut", "recommit",
        "recur", "refer", "regret", "remit", "repel", "resubmit", "submit", "transfer", "transmit", "upset",
    }
)
# fmt: on
BRITISH_DOUBLES = re.compile(r"[^aeiou][aeiou]+l$")
CONSONANT_Y = re.compile(r"[^aeiouAEIOU]y$")
SIBILANT = re.compile(r"(?:s|x|z|ch|sh|[^aeiou]o)$")
SHORT_VOWEL = re.compile(r"[^aeiou][aeiou][^aeiouwxy]$")
VOWELS = re.compile(r"[aeiouy]+")
MAN = re.compile(r"(?<!hu)(?<!ger)(?<!ro)man$", re.IGNORECASE)
GREEK = re.compile(r"[sx]is$")
COMPLEMENT = re.compile(r"[ -](?:of|for|to|in|on|at|and|d['’]|without|responsible)\b")
AFTER_NOUN = re.compile(r"[ -](?:general|elect|designate|emeritus|plenipotentiary)$", re.IGNORECASE)
GENERALS = re.compile(r"(?:major|lieutenant|brigadier|colonel|four-star)\b", re.IGNORECASE)
BE: Mapping[Form, tuple[str, ...]] = {
    "base": ("be", "am", "are", "'m", "'re", "’m", "’re"),
    "s": ("is", "'s", "’s"),
    "past": ("was", "were"),
    "participle": ("been",),
    "ing": ("being",),
}


def verb_forms(lemma: str, irregular: Mapping[str, str]) -> Iterator[tuple[str, Form]]:
    """Every form of a verb with its name; `irregular` maps a verb to its past and, where it differs, participle.

    Alternatives are separated by a slash: `{"learn": "learned/learnt", "speak": "spoke spoken"}`.
    """
    if lemma == "be":
        for form, words in BE.items():
            for word in words:
                yield word, form
        return
    yield lemma, "base"
    yield "has" if lemma == "have" else _with_s(lemma), "s"
    for word in _with_ing(lemma):
        yield word, "ing"
    known = _irregular(lemma, irregular)
    if known is None:
        for word in _with_ed(lemma):
            yield word, "past"
        return
    past, _, participle = known.partition(" ")
    for word in past.split("/"):
        yield word, "past"
    for word in participle.split("/"):
        if word and word not in past.split("/"):
            yield word, "participle"


def noun_forms(lemma: str, irregular: Mapping[str, str]) -> Iterator[tuple[str, Form]]:
    """A noun, which may be several words whose last is the head, and its plural."""
    yield lemma, "singular"
    plural = plural_of(lemma, irregular)
    if plural != lemma:
        yield plural, "plural"


def plural_of(noun: str, irregular: Mapping[str, str] | None = None) -> str:
    """The plural of a noun; of several words the last changes."""
    before, space, last = noun.rpartition(" ")
    known = (irregular or {}).get(last.lower())
    if known is not None:
        return before + space + known
    if MAN.search(last):
        return before + space + last[:-3] + ("men" if last[-3] == "m" else "Men")
    if GREEK.search(last):
        return before + space + last[:-2] + "es"
    return before + space + _with_s(last)


def title_plural(title: str, irregular: Mapping[str, str] | None = None) -> str:
    """The plural of an office: Secretaries of State, Directors-General, Prime Ministers, Lieutenant Generals."""
    found = COMPLEMENT.search(title)
    head, tail = (title[: found.start()], title[found.start() :]) if found else (title, "")
    after = AFTER_NOUN.search(head)
    if after and not GENERALS.match(head):
        head, tail = head[: after.start()], head[after.start() :] + tail
    return plural_of(head, irregular) + tail


def _irregular(lemma: str, irregular: Mapping[str, str]) -> str | None:
    known = irregular.get(lemma)
    if known is not None:
        return known
    bare = lemma.replace("-", "")
    return irregular.get(bare) if bare != lemma else None


def _with_s(word: str) -> str:
    if CONSONANT_Y.search(word):
        return word[:-1] + "ies"
    if SIBILANT.search(word):
        return word + "es"
    return word + "s"


def _with_ed(lemma: str) -> tuple[str, ...]:
    if lemma.endswith("e"):
        return (lemma + "d",)
    if CONSONANT_Y.search(lemma):
        return (lemma[:-1] + "ied",)
    return tuple(stem + "ed" for stem in _stems(lemma))


def _with_ing(lemma: str) -> tuple[str, ...]:
    if lemma.endswith("ie") and len(lemma) > 2:
        return (lemma[:-2] + "ying",)
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye", "be")):
        return (lemma[:-1] + "ing",)
    if lemma.endswith("be") and len(lemma) > 2:
        return (lemma[:-1] + "ing",)
    return tuple(stem + "ing" for stem in _stems(lemma))


def _stems(lemma: str) -> tuple[str, ...]:
    """The stem before -ed and -ing: doubled, plain, or both where British and American spelling part."""
    if lemma.endswith("c"):
        return (lemma + "k",)
    doubled = lemma + lemma[-1]
    if lemma in STRESSED_LAST:
        return (doubled,)
    sounds = lemma.replace("qu", "q")
    ends_cvc = SHORT_VOWEL.search(sounds) is not None
    if ends_cvc and len(VOWELS.findall(sounds)) == 1:
        return (doubled,)
    if lemma.endswith("l") and BRITISH_DOUBLES.search(sounds) and ends_cvc:
        return (doubled, lemma)
    return (lemma,)
