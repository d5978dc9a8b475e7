"""Names of persons: which word is the surname, and whether two spellings may name one person."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from communique.linking.knowledge import Knowledge, fold

REGNAL = frozenset({"ii", "iii", "iv"})
SUFFIXES = frozenset({"jr", "sr", "v"}) | REGNAL
SON_OF = frozenset({"bin", "ibn", "bint"})
SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"(?:iy|yy|yi|ij|iĭ|ey|ei|ii|ie|y|i|j)$", "i"),  # Zelensky, Zelenskyy, Zelenskiy, Zelenskyi
        (r"tsch|tch|cz", "ch"),
        (r"sch", "sh"),
        (r"ph", "f"),
        (r"kh", "h"),  # Khodor, Hodor
        (r"th", "t"),
        (r"gh", "g"),
        (r"dj|dzh", "j"),
        (r"ck|q|c(?![h])", "k"),
        (r"ts|tz", "z"),
        (r"w", "v"),
        (r"x", "ks"),
        (r"ou|oo", "u"),
        (r"eo", "u"),  # Seok, Suk
        (r"oe", "o"),
        (r"ae", "a"),
        (r"ue", "u"),
        (r"yu|iu", "u"),
        (r"ya|ia", "a"),
        (r"y", "i"),
        (r"(.)\1+", r"\1"),
    )
)


class PersonName(Struct, frozen=True, order=True):
    """A name in its parts, folded: `Joseph R. Biden Jr.` is given (joseph, r), surname biden, suffix jr."""

    surname: str
    given: tuple[str, ...] = ()
    suffix: str | None = None


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """What the spellings of one name share: `Zelenskyy` and `Zelensky` → `zelenski`. Tolerant on purpose."""
    bare = fold(word).replace(" ", "")
    for pattern, plain in SOUNDS:
        bare = pattern.sub(plain, bare)
    return bare


def parse(name: str, surname: str | None, knowledge: Knowledge) -> PersonName:
    """The parts of a person's name. `surname` is how the document shortens it, where it does.

    A word in capitals is the surname (KISHIDA Fumio); so is a first word that the lexicon knows as a family name
    that stands first (Yoon Suk-yeol), or one before a given name that stands last (Kawada Takeshi); else the document
    decides, but by a given name (of Jill Harrow it says "Jill"), else the last word.
    """
    words = [word for word in re.split(r"[\s,]+", name) if fold(word)]
    regnal = next((n for n, word in enumerate(words) if n and fold(word) in REGNAL), len(words))
    words = words[: regnal + 1]  # "Xandor II ibn Al Yazid": Xandor II
    suffix = None
    while len(words) > 1 and fold(words[-1]) in SUFFIXES:
        suffix = fold(words.pop())
    if not words:
        return PersonName(fold(surname or name), (), suffix)
    at = _surname_at(words, surname, knowledge)
    if at == len(words) - 1:  # "Karim bin Faisal bin Nasir Al Yazid" is not his father Faisal bin Nasir
        fathers = next((n for n, word in enumerate(words) if n and fold(word) in SON_OF), at)
        words, at = ([*words[:fathers], words[at]], fathers) if fathers < at - 1 else (words, at)
    given = tuple(
        part
        for index, word in enumerate(words)
        if index != at
        and (fold(word) not in knowledge.particles or (index == 0 and not _begins_surname(words, knowledge)))
        for part in fold(word.replace("-", "" if at == 0 else " ")).split()
    )
    return PersonName(fold(words[at]).replace(" ", ""), given, suffix)


def _begins_surname(words: list[str], knowledge: Knowledge) -> bool:
    """Whether a particle that stands first is no given name: "von der Aue", "van Aue", "Bin Harun", but "Van Aue"."""
    first = words[0]
    return first.islower() or fold(first) in SON_OF or (len(words) > 2 and fold(words[1]) in knowledge.particles)


def _surname_at(words: list[str], surname: str | None, knowledge: Knowledge) -> int:
    """The index of the surname's last word."""
    last = len(words) - 1
    shouted = [n for n, word in enumerate(words) if word.isupper() and len(word.rstrip(".")) > 1]
    if shouted and len(shouted) < len(words):
        return shouted[-1]
    first, given = fold(words[0]), knowledge.given_names
    if last and first in knowledge.family_first:
        unlike_given = first not in given or last > 1 or "-" in words[1]
        if unlike_given and fold(words[-1]) not in knowledge.family_first:
            return 0
    second = fold(words[1]) if last == 1 else ""
    if second in knowledge.given_last and second not in knowledge.family_first and first not in given:
        return 0
    if surname and fold(surname):
        shortened = fold(surname).split()[-1]
        if shortened == first and first in given and first not in knowledge.family_first and len(words[-1]) > 2:
            return last
        for index in range(last, -1, -1):
            if shortened in fold(words[index]).split() or fold(words[index]).replace(" ", "") == shortened:
                return _father(words, knowledge) if index == last else index
    return _father(words, knowledge)


def _father(words: list[str], knowledge: Knowledge) -> int:
    """Of a name with two surnames the last word of the first, which is the father's: "Raúl Díez Pérez Torre"; else the
    last word. So only where a patronymic stands between a given name and two more words."""
    last = len(words) - 1
    given = 0
    while given < last and fold(words[given]) in knowledge.given_names:
        given += 1
    spanish = given and last - given >= 2 and fold(words[given]).endswith("ez")
    particles = any(fold(word) in knowledge.particles for word in words)
    return given if spanish and not particles else last


def compatible(a: PersonName, b: PersonName, knowledge: Knowledge) -> bool:
    """Whether the two may name one person: surnames that sound alike and no given name against another."""
    if a.surname != b.surname and skeleton(a.surname) != skeleton(b.surname):
        return False
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return False
    if (a.suffix in REGNAL) != (b.suffix in REGNAL) and (a.given or b.given):
        return False  # "Xandor II" is not "Ivo Xandor"
    if not a.given or not b.given:
        return True
    if skeleton("".join(a.given)) == skeleton("".join(b.given)):
        return True
    if _alike(a.given[0], b.given[0], knowledge):
        return _middles_agree(a.given[1:], b.given[1:], knowledge)
    short, long = sorted((a.given, b.given), key=len)
    # "Fogh Rasmussen" beside "Anders Fogh Rasmussen": the shorter runs on inside the longer
    if len(short) == len(long):
        return False
    rest = iter(long)  # in their order: "Omar al-Rafi" is not "Rafi al-Omar al-Hadi"
    return all(len(given) > 1 and any(_alike(given, other, knowledge) for other in rest) for given in short)


def is_bare(name: PersonName) -> bool:
    """True for a surname without a given name written out; a number tells one of a name from all others."""
    return fullness(name)[0] == 0 and name.suffix not in REGNAL


def fullness(name: PersonName) -> tuple[int, int]:
    """How much of a name is given: written-out given names, then all."""
    return sum(len(given) > 1 for given in name.given), len(name.given) + (name.suffix is not None)


def _middles_agree(a: tuple[str, ...], b: tuple[str, ...], knowledge: Knowledge) -> bool:
    return all(_alike(x, y, knowledge) for x, y in zip(a, b, strict=False))


def _alike(a: str, b: str, knowledge: Knowledge) -> bool:
    """Whether two given names may be one: the same sound, an initial, a nickname."""
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    if b in knowledge.nicknames.get(a, frozenset()) or a in knowledge.nicknames.get(b, frozenset()):
        return True
    return skeleton(a) == skeleton(b)
