"""How far two people agree who ruled on the same things: the share, and Cohen's kappa, which takes chance out of it.

    agreement(standing)[0].kappa     # 1.0 where they agree on everything, 0.0 where no more than chance has it

Cohen, J. (1960): A coefficient of agreement for nominal scales. Educational and Psychological Measurement 20, 37-46. Of
each person the last ruling on a thing counts; corrections agree where they give the same.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import Any

from msgspec import Struct

from communique.model.ids import document_id
from communique.model.rulings import ON_LINKS, RulingLine


class Disagreement(Struct, frozen=True):
    """A thing on which two people differ, and what each of them decided."""

    document: str
    start: int
    end: int
    words: str
    decided: tuple[str, str]


class AgreementLine(Struct, frozen=True):
    """Two people, and the things of one sort on which both ruled."""

    about: str  # statement, engagement, actor, commitment
    by: tuple[str, str]
    things: int
    agreed: int
    share: float
    kappa: float | None  # None where both decided the same of everything and nothing else was decided
    disagreements: tuple[Disagreement, ...]


def agreement(standing: Iterable[RulingLine]) -> list[AgreementLine]:
    """Each pair of people with what they both ruled on, by sort, from the rulings that stand."""
    decided: dict[str, dict[object, dict[str, RulingLine]]] = defaultdict(lambda: defaultdict(dict))
    for line in standing:
        decided[_about(line)][_thing(line)][line.by] = line
    found: list[AgreementLine] = []
    for about, things in sorted(decided.items()):
        people = sorted({by for thing in things.values() for by in thing})
        for pair in combinations(people, 2):
            both = [(thing[pair[0]], thing[pair[1]]) for thing in things.values() if set(pair) <= thing.keys()]
            if both:
                found.append(_line(about, pair, both))
    return found


def _line(about: str, pair: tuple[str, str], both: list[tuple[RulingLine, RulingLine]]) -> AgreementLine:
    verdicts = [(_verdict(one), _verdict(other)) for one, other in both]
    agreed = sum(one == other for one, other in verdicts)
    share = agreed / len(both)
    return AgreementLine(
        about=about,
        by=pair,
        things=len(both),
        agreed=agreed,
        share=round(share, 4),
        kappa=_kappa(verdicts, share),
        disagreements=tuple(
            Disagreement(one.document, one.start, one.end, one.words, found)
            for (one, _), found in sorted(zip(both, verdicts, strict=True), key=lambda item: _place(item[0][0]))
            if found[0] != found[1]
        ),
    )


def _kappa(verdicts: list[tuple[str, str]], share: float) -> float | None:
    first, second = (Counter(pair[n] for pair in verdicts) for n in (0, 1))
    chance = sum(first[verdict] * second[verdict] for verdict in first) / len(verdicts) ** 2
    return None if chance == 1 else round((share - chance) / (1 - chance), 4)


def _about(line: RulingLine) -> str:
    return str(line.value.get("what", line.kind))


def _thing(line: RulingLine) -> object:
    """What two rulings on the same thing share."""
    here = (line.document, line.start, line.end, _told(line.value.get("which")))
    if line.kind not in ON_LINKS:
        return here
    other: dict[str, Any] = line.value.get("other", {})
    place = (other.get("digest"), other.get("start"), other.get("end"), _told(other.get("which")))
    at = (document_id(str(place[0])), *place[1:])
    return frozenset((here, at))


def _verdict(line: RulingLine) -> str:
    """ "confirm", "correct act=demand", "kept"."""
    said = {name: value for name, value in line.value.items() if name not in ("what", "which", "other")}
    if "status" in said and "what" not in line.value:
        return str(said["status"])
    return " ".join([line.kind, *(f"{name}={_plain(value)}" for name, value in sorted(said.items()))])


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(one) for one in value) or "nobody"
    if isinstance(value, dict):
        return " ".join(str(value[name]) for name in ("role", "words") if value.get(name))
    return str(value)


def _told(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _place(line: RulingLine) -> tuple[str, int, int]:
    return line.document, line.start, line.end
