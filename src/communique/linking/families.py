"""Families of documents that carry one text, and where that text comes from.

A family is what links of `origins.one_text` hold together, but never two different texts of one publisher. A document
that holds several texts which have nothing in common (a digest, a page of reactions) ties none of them to another.

Where a text comes from, in this order:

1. Parties that issued it are its origin: one, or, of a joint text, each of those who published it: none copied from
   another, and the text counts once. Whoever else prints it, or issues it again, has it from the first of them.
2. The agency or outlet that documents of the family credit; the document that it published, where that is at hand.
3. Of several publishers the one who published it on an earlier day than all the others.

Else it stays open which was first: the family is one text all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from communique.linking.origins import likeness
from communique.model.origins import Placing, TextLink, TextRow

CUT = 0.7  # a text is much shorter than another below this part of its length
APART = 0.03  # likeness of signatures of two texts that have nothing in common
LOOKED_AT = 16  # of the texts that a long one holds, those that are compared with each other


def families(rows: Iterable[TextRow], links: Iterable[TextLink]) -> list[list[TextRow]]:
    """The families of two and more, each in order of documents. `links` are all those of these documents.

    Families grow along links, the closest first (single linkage with constraints); none comes to hold two texts of one
    publisher that are not linked: those are different texts, and what resembles both is a copy of the closer one.
    """
    by_document = {row.document: row for row in rows}
    joined = {(link.document, link.other): link for link in links}
    near: dict[str, set[str]] = {document: set() for document in by_document}
    for one, other in joined:
        near[one].add(other)
        near[other].add(one)
    held = {pair for d in by_document for pair in _held(by_document, d, near[d])}
    family_of = {document: [row] for document, row in by_document.items()}
    for link in sorted((x for pair, x in joined.items() if pair not in held), key=_closeness):
        mine, theirs = family_of[link.document], family_of[link.other]
        if mine is theirs or not _agree(mine, theirs, joined):
            continue
        mine += theirs
        for row in theirs:
            family_of[row.document] = mine
    found = {id(family): family for family in family_of.values() if len(family) > 1}
    return sorted(sorted(family) for family in found.values())


def _closeness(link: TextLink) -> tuple[float, float, str, str]:
    """The closest first: what the shorter text has from the longer one, less the names and numbers that are others."""
    found = link.likeness
    names = found.same + found.swapped
    return -found.contained * (found.same / names if names else 1.0), -found.covered, link.document, link.other


def _agree(one: Iterable[TextRow], other: Iterable[TextRow], joined: Mapping[tuple[str, str], TextLink]) -> bool:
    """False where two families hold different texts of one publisher."""
    houses: dict[str, list[str]] = {}
    for row in one:
        if row.house is not None:
            houses.setdefault(fold(row.house), []).append(row.document)
    return all(
        (min(row.document, mine), max(row.document, mine)) in joined
        for row in other
        for mine in houses.get(fold(row.house), ())
    )


def _held(rows: Mapping[str, TextRow], document: str, near: Iterable[str]) -> list[tuple[str, str]]:
    """A document with each much shorter text that it holds, where two of those have nothing in common."""
    longest = CUT * rows[document].shingles
    held = sorted(other for other in near if rows[other].shingles < longest)
    some = [rows[other].signature for other in held[:LOOKED_AT]]
    apart = any(likeness(one, other) < APART for n, one in enumerate(some) for other in some[n + 1 :])
    return [(min(document, other), max(document, other)) for other in held] if apart else []


def placed(family: Sequence[TextRow], links: Iterable[TextLink]) -> list[Placing]:
    """Where each document of a family has its text from, and why."""
    direct = {(link.document, link.other): link for link in links}
    issuers = _issuers(family)
    if issuers:
        return [_issued(row, family, issuers, direct) for row in family]
    credited = _credited(family)
    if len(credited) > 1:
        names = " and ".join(credited)
        return [_told(row, family, row.credit, None, f"documents with this text credit {names}") for row in family]
    if credited:
        return [_from_credited(row, family, credited[0], direct) for row in family]
    return [_from_first(row, family, direct) for row in family]


def _issuers(family: Sequence[TextRow]) -> list[TextRow]:
    """Of the parties that issued the text, each one's first document, the earliest first."""
    houses: dict[str, TextRow] = {}
    for row in sorted((r for r in family if r.official), key=_when):
        houses.setdefault(fold(row.house) or row.document, row)
    return list(houses.values())


def _issued(
    row: TextRow, family: Sequence[TextRow], issuers: Sequence[TextRow], direct: Mapping[tuple[str, str], TextLink]
) -> Placing:
    if row in issuers:
        joint = len(issuers) > 1
        why = f"a text of {len(issuers)} publishers, each of which issued it" if joint else "a party issued it"
        return _told(row, family, row.credit, None, why)
    own = next((issuer for issuer in issuers if row.official and fold(issuer.house) == fold(row.house)), issuers[0])
    return _told(row, family, row.credit or own.house, own.document, _because(row, own, direct))


def _credited(family: Sequence[TextRow]) -> list[str]:
    """Whom most of those that credit anybody credit; several names where as many credit each."""
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for row in family:
        if row.credit is not None and fold(row.credit) != fold(row.house):
            counts[fold(row.credit)] += 1
            names[fold(row.credit)] = min(row.credit, names.get(fold(row.credit), row.credit))
    most = max(counts.values(), default=0)
    return sorted(names[name] for name, count in counts.items() if count == most)


def _from_credited(
    row: TextRow, family: Sequence[TextRow], name: str, direct: Mapping[tuple[str, str], TextLink]
) -> Placing:
    number = sum(fold(r.credit) == fold(name) for r in family)
    said = f"{number} of the {len(family)} documents with this text credit {name}"
    source = min((r for r in family if fold(r.house) == fold(name)), key=_when, default=None)
    if source is None:
        return _told(row, family, row.credit or name, None, said)
    if row == source:
        return _told(row, family, None, None, said)
    return _told(row, family, row.credit or name, source.document, f"{said}; {_because(row, source, direct)}")


def _from_first(row: TextRow, family: Sequence[TextRow], direct: Mapping[tuple[str, str], TextLink]) -> Placing:
    ordered = sorted(family, key=_when)
    first = ordered[0]
    others = [r for r in ordered if fold(r.house) != fold(first.house) or r.house is None]
    alone = len({fold(r.house) for r in family}) == 1 and first.house is not None
    undecided = any(r.published is None or r.published == first.published for r in others if r != first)
    if not alone and (undecided or first.published is None):
        return _told(row, family, row.credit, None, "nobody credits another, and which was first is not known")
    if row == first:
        why = f"the same text was published again by {first.house}" if alone else "it was published first"
        return _told(row, family, row.credit, None, why)
    return _told(row, family, row.credit or first.house, first.document, _because(row, first, direct))


def _told(row: TextRow, family: Sequence[TextRow], origin: str | None, source: str | None, reason: str) -> Placing:
    return Placing(row.document, min(r.document for r in family), origin, source, reason)


def _because(row: TextRow, source: TextRow, direct: Mapping[tuple[str, str], TextLink]) -> str:
    pair = min(row.document, source.document), max(row.document, source.document)
    link = direct.get(pair)
    shared = link.likeness.words if link else "it has its text from there by way of other copies"
    who = source.house or source.document
    return f"{who} published it{f' on {source.published}' if source.published else ''}; {shared}"


def fold(name: str | None) -> str:
    return (name or "").casefold()


def _when(row: TextRow) -> tuple[str, int, str]:
    """The earliest first, those without a date last; of one day the longest, which the others cut."""
    return (row.published or "9999", -row.shingles, row.document)
