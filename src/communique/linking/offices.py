"""Who held which office when: what the dated documents that name a holder bear out, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from msgspec import Struct

from communique.linking.actors import ActorCluster
from communique.linking.alike import Alike
from communique.linking.days import spell
from communique.linking.inputs import FigureRow, Member, evidence
from communique.linking.knowledge import Knowledge, fold
from communique.model.spans import Span
from communique.model.when import Basis, Precision, When

Published = Mapping[str, tuple[str | None, str | None]]  # a document's first and last possible day, ISO 8601


class OfficeTerm(Struct, frozen=True):
    """An office that an actor held. `of` is a key or a name; `when` spans the documents that call the holder so.

    `forms` are the titles, each with its `of`, by which documents name it.
    """

    title: str
    of: str | None
    of_name: str | None
    when: When
    forms: tuple[tuple[str, str | None], ...]


class _Seen(Struct, frozen=True, eq=False):
    """An office as figures that say the same name it: current, or former."""

    title: str
    of: str | None
    former: bool
    figures: Alike


_Told = tuple[str, str, Member, _Seen]  # the first and last day of a figure's document, the figure, the office


def office_terms(
    cluster: ActorCluster, published: Published, row_of: Callable[[Member], FigureRow], knowledge: Knowledge
) -> tuple[OfficeTerm, ...]:
    """The offices of one actor, from the days of the documents that name them (by document id); `row_of` gives the
    row of one figure, where its words are looked up."""
    every = {
        (o.title, o.of, o.former, n): _Seen(o.title, o.of, o.former, part)
        for n, part in enumerate(cluster.parts)
        for o in part.row.offices
    }
    stated = _stated(every.values())
    found: dict[tuple[str, str | None], list[_Seen]] = {}
    for seen in every.values():
        of = seen.of or stated.get(fold(seen.title))  # "the Prime Minister" beside "Prime Minister of Japan"
        found.setdefault((fold(seen.title), of), []).append(seen)
    terms = []
    for (_, of), offices in sorted(found.items(), key=lambda item: (item[0][0], item[0][1] or "")):
        title = _most(offices, lambda seen: seen.title)
        forms = tuple(sorted({(o.title, o.of) for o in offices}, key=lambda form: (form[0], form[1] or "")))
        of_name = knowledge.common_name(of) if of else None
        terms.append(OfficeTerm(title, of, of_name, _when(offices, published, row_of), forms))
    return tuple(terms)


def _stated(every: Iterable[_Seen]) -> dict[str, str]:
    """What an office of each title is of, as most documents say."""
    by_title: dict[str, list[_Seen]] = {}
    for seen in every:
        if seen.of:
            by_title.setdefault(fold(seen.title), []).append(seen)
    return {title: _most(offices, lambda seen: seen.of or "") for title, offices in by_title.items()}


def _most(offices: Iterable[_Seen], form: Callable[[_Seen], str]) -> str:
    """What most figures say, the first in order of as many."""
    counts: dict[str, int] = {}
    for seen in offices:
        counts[form(seen)] = counts.get(form(seen), 0) + len(seen.figures.members)
    return min(counts, key=lambda value: (-counts[value], value))


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


def _when(offices: Iterable[_Seen], published: Published, row_of: Callable[[Member], FigureRow]) -> When:
    """From the earliest to the latest dated document that names the holder so; "former" bounds the end."""
    current: list[_Told] = []
    former: list[_Told] = []
    for seen in offices:
        told = former if seen.former else current
        for member in seen.figures.members:
            first, last = published.get(member.document, (None, None))
            if first and last:
                told.append((first[:10], last[:10], member, seen))
    if current:
        # of one day, the first in order of documents and words, and the last
        earliest, latest = min(c[0] for c in current), max(c[1] for c in current)
        began = min(spot for c in current if c[0] == earliest for spot in _words(c, row_of))
        ended = max(spot for c in current if c[1] == latest for spot in _words(c, row_of))
        spelt = f"{spell(date.fromisoformat(earliest))} to {spell(date.fromisoformat(latest))}"
        reason = f"named so by dated documents from {spelt}"
        if former:
            reason += f"; former by {spell(date.fromisoformat(min(f[0] for f in former)))}"
        proof = tuple(dict.fromkeys(evidence(document, span) for document, span in (began, ended)))
        return When(earliest, latest, Precision.DAY, Basis.INFERRED, reason, proof)
    if former:
        first = min(f[0] for f in former)
        spot, last = min((spot, f[1]) for f in former if f[0] == first for spot in _words(f, row_of))
        reason = f"called former on {spell(date.fromisoformat(last))}"
        return When(None, last, Precision.UNKNOWN, Basis.INFERRED, reason, (evidence(*spot),))
    return When(reason="no dated document names it")


def _words(told: _Told, row_of: Callable[[Member], FigureRow]) -> list[tuple[str, Span]]:
    """Where a figure names the office."""
    _, _, member, seen = told
    named = (seen.title, seen.of, seen.former)
    return [(member.document, o.span) for o in row_of(member).offices if (o.title, o.of, o.former) == named]
