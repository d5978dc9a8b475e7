"""Who held which office when: what the dated documents that name a holder bear out, and no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from communique.linking.actors import ActorCluster, OfficeSeen
from communique.linking.days import spell
from communique.linking.knowledge import Knowledge, fold
from communique.model.spans import Evidence
from communique.model.when import UNKNOWN, Basis, Precision, When


class OfficeTerm(Struct, frozen=True):
    """An office that an actor held. `of` is a key or a name; `when` spans the documents that call the holder so."""

    title: str
    of: str | None
    of_name: str | None
    when: When
    evidence: tuple[Evidence, ...]


def office_terms(cluster: ActorCluster, published: Mapping[str, When], knowledge: Knowledge) -> tuple[OfficeTerm, ...]:
    """The offices of one actor, from the days of the documents that name them (by document id)."""
    seen: dict[tuple[str, str | None], list[OfficeSeen]] = {}
    stated = {fold(office.title): office.of for office in cluster.offices if office.of}
    for office in cluster.offices:
        of = office.of or stated.get(fold(office.title))  # "the Prime Minister" beside "Prime Minister of Japan"
        seen.setdefault((fold(office.title), of), []).append(office)
    terms = []
    for (_, of), offices in sorted(seen.items(), key=lambda item: (item[0][0], item[0][1] or "")):
        title = min((o.title for o in offices), key=lambda t: (-sum(o.title == t for o in offices), t))
        proof = tuple(o.evidence for o in offices)
        terms.append(OfficeTerm(title, of, knowledge.common_name(of) if of else None, _when(offices, published), proof))
    return tuple(terms)


def holders(title: str, of: str, on: date, registers: Iterable[tuple[str, OfficeTerm]]) -> tuple[str, ...]:
    """Ids of the actors who are borne out to hold this office on this day; `registers` are (actor, term).

    Where nobody is, the one whose attested term lies nearest is no answer: the office stays unnamed.
    """
    found = {
        actor
        for actor, term in registers
        if fold(term.title) == fold(title) and term.of == of and _holds(term.when, on)
    }
    return tuple(sorted(found))


def _holds(when: When, on: date) -> bool:
    return when.first_day is not None and when.last_day is not None and when.first_day <= on <= when.last_day


def _when(offices: Iterable[OfficeSeen], published: Mapping[str, When]) -> When:
    """From the earliest to the latest dated document that names the holder so; "former" bounds the end."""
    current: list[tuple[date, date, Evidence]] = []
    former: list[tuple[date, date, Evidence]] = []
    for office in offices:
        when = published.get(office.document, UNKNOWN)
        if when.first_day is not None and when.last_day is not None:
            (former if office.former else current).append((when.first_day, when.last_day, office.evidence))
    if current:
        first, _, first_proof = min(current, key=lambda c: (c[0], c[2].document, c[2].start))
        _, last, last_proof = max(current, key=lambda c: (c[1], c[2].document, c[2].start))
        documents = len({proof.document for _, _, proof in current})
        reason = f"named so in {documents} dated document{'s' * (documents > 1)}, from {spell(first)} to {spell(last)}"
        if former:
            reason += f"; former by {spell(min(former, key=lambda f: f[0])[0])}"
        proof = tuple(dict.fromkeys((first_proof, last_proof)))
        return When(first.isoformat(), last.isoformat(), Precision.DAY, Basis.INFERRED, reason, proof)
    if former:
        first, last, proof_of_end = min(former, key=lambda f: (f[0], f[2].document, f[2].start))
        reason = f"called former on {spell(last)}"
        return When(None, last.isoformat(), Precision.UNKNOWN, Basis.INFERRED, reason, (proof_of_end,))
    return When(reason="no dated document names it")
