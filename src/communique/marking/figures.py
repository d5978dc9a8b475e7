"""Figures: who a document's names speak of, each once, with every name and office that the document gives."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from communique.marking.gazette import Gazette, fold_title
from communique.marking.naming import Naming, Title
from communique.marking.passages import Passage
from communique.model.marks import ActorKind, Figure, OfficeHeld
from communique.model.spans import Span

_NOT_NAMES = frozenset(("jr", "sr", "ii", "iii", "iv"))


def fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name that tell people apart: folded, without initials and generation."""
    words = re.split(r"[\s.]+", fold(name))
    return tuple(w for w in words if len(w) > 1 and w not in _NOT_NAMES)


@dataclass
class Sketch:
    """A figure in the making."""

    kind: ActorKind
    key: str | None
    names: Counter[str] = field(default_factory=Counter)
    offices: list[tuple[Title, Span]] = field(default_factory=list)
    first: Span = field(default_factory=lambda: Span(0, 0))
    of: int | None = None
    gender: str | None = None

    @property
    def name(self) -> str:
        return max(self.names, key=lambda n: (len(name_words(n)), not n.isupper(), self.names[n], n))

    def holds(self, title: str, of: str | None) -> bool:
        """True where the document gives this figure an office of that name (and, if both are said, of that owner)."""
        folded = fold_title(title)
        return any(fold_title(t.title) == folded and (of is None or t.of in (None, of)) for t, _ in self.offices)


class Figures:
    """All figures of one document. `of_naming[(passage, naming)]` tells which figure a naming speaks of."""

    def __init__(self, passages: Sequence[Passage], gazette: Gazette) -> None:
        self.gazette = gazette
        self.sketches: list[Sketch] = []
        self.of_naming: dict[tuple[int, int], int] = {}
        self._by_key: dict[str, int] = {}
        named = [(p, i, n) for p in passages for i, n in enumerate(p.namings) if n.kind is not ActorKind.OFFICE]
        for passage, index, naming in sorted(
            named, key=lambda x: (x[2].kind is ActorKind.PERSON, -len(name_words(x[2].name)))
        ):
            self.of_naming[passage.n, index] = self._place(passage, naming)
        self._order()

    def keyed(self, key: str, at: Span) -> int:
        """The figure of a lexicon entry, made where the document has not named it."""
        if key not in self._by_key:
            self._by_key[key] = len(self.sketches)
            sketch = Sketch(self.gazette.kinds[key], key, first=at)
            sketch.names[self.gazette.key_names[key]] += 1
            self.sketches.append(sketch)
        return self._by_key[key]

    def unnamed(self, kind: ActorKind, name: str, of: int | None, at: Span) -> int:
        """A figure known only by its office or institution: "Japan’s foreign minister", "Yoon’s office"."""
        for n, sketch in enumerate(self.sketches):
            if sketch.kind is kind and sketch.key is None and sketch.of == of and fold(name) in map(fold, sketch.names):
                return n
        sketch = Sketch(kind, None, first=at, of=of)
        sketch.names[name] += 1
        self.sketches.append(sketch)
        return len(self.sketches) - 1

    def _place(self, passage: Passage, naming: Naming) -> int:
        at = passage.span(naming.start, naming.end)
        if naming.key is not None:
            figure = self.keyed(naming.key, at)
            self.sketches[figure].names[naming.name] += 0
        else:
            figure = self._person(naming, at)
        sketch = self.sketches[figure]
        sketch.first = min(sketch.first, at) if sketch.first != Span(0, 0) else at
        surface = passage.text[naming.name_start : naming.name_end]
        sketch.names[naming.name if naming.kind is ActorKind.PERSON else surface] += 1
        sketch.gender = sketch.gender or naming.gender
        sketch.offices.extend((t, passage.span(t.start, t.end)) for t in naming.titles)
        return figure

    def _person(self, naming: Naming, at: Span) -> int:
        words = name_words(naming.name)
        fitting = [
            n
            for n, s in enumerate(self.sketches)
            if s.kind is ActorKind.PERSON and _same_person(words, naming, s, self.gazette.lexicon.nicknames)
        ]
        if fitting:  # of several, the one introduced last before this place
            same = [n for n in fitting if any(self.sketches[n].holds(t.title, t.of) for t in naming.titles)]
            before = [n for n in same or fitting if self.sketches[n].first.start <= at.start]
            if before:
                return max(before, key=lambda n: self.sketches[n].first.start)
            if same or not (naming.titles and len(words) == 1):  # a title above names whom the text introduces first
                return min(same or fitting, key=lambda n: self.sketches[n].first.start)
        self.sketches.append(Sketch(ActorKind.PERSON, None, first=at))
        return len(self.sketches) - 1

    def _order(self) -> None:
        """Number the figures in the order of their first mention, so that a figure's number is stable."""
        order = sorted(range(len(self.sketches)), key=lambda n: (self.sketches[n].first, n))
        place = {old: new for new, old in enumerate(order)}
        self.sketches = [self.sketches[n] for n in order]
        self.of_naming = {at: place[n] for at, n in self.of_naming.items()}
        self._by_key = {key: place[n] for key, n in self._by_key.items()}

    def finished(self) -> tuple[Figure, ...]:
        """The figures as the marks keep them; call it last, since offices may add their owners."""
        held = [
            tuple(
                OfficeHeld(t.title, self._by_key.get(t.of) if t.of else None, span, t.former)
                for t, span in sorted(sketch.offices, key=lambda office: office[1])
            )
            for sketch in self.sketches
        ]
        return tuple(
            Figure(
                kind=sketch.kind,
                name=sketch.name if sketch.key is None else self.gazette.key_names[sketch.key],
                names=tuple(sorted(n for n, count in sketch.names.items() if count)) or (sketch.name,),
                key=sketch.key,
                surname=self.surname(sketch) if sketch.kind is ActorKind.PERSON else None,
                offices=offices,
                of=sketch.of,
                first=sketch.first,
            )
            for sketch, offices in zip(self.sketches, held, strict=True)
        )

    def surname(self, sketch: Sketch) -> str:
        """The word by which this document shortens the name; else the family name by its place."""
        words = [
            w
            for w in sketch.name.split()
            if len(w) > 1 and fold(w).strip(".,") not in _NOT_NAMES and not w.endswith(".")
        ]
        if not words:
            return sketch.name
        ends = {fold(words[0]): words[0], fold(words[-1]): words[-1]}
        for short, _ in sketch.names.most_common():
            if fold(short) in ends and len(words) > 1:
                return ends[fold(short)]
        capitals = [w for w in words if w.isupper() and len(w) > 2]
        if len(capitals) == 1 and len(words) > 1:
            return capitals[0]
        if len(words) > 1 and fold(words[0]) in self.gazette.lexicon.family_first:
            return words[0]
        return words[-1]


def _same_person(
    words: tuple[str, ...], naming: Naming, sketch: Sketch, nicknames: Mapping[str, frozenset[str]]
) -> bool:
    for name in sketch.names:
        known = name_words(name)
        if not words or not known:
            if fold(name) == fold(naming.name):
                return True
            continue
        if len(words) == 1:
            if words[0] in (known[0], known[-1]) or (naming.titles and words[0] in known):
                return True
        elif (
            set(words) == set(known)
            or (len(known) > 1 and (set(words) < set(known) or set(known) < set(words)) and words[-1] == known[-1])
            or (len(known) > len(words) and known[: len(words)] == words)  # "Hassan Sheikh" of "Hassan Sheikh Mohamud"
            or (words[-1] == known[-1] and len(known) > 1 and known[0] in nicknames.get(words[0], ()))
        ):
            return True
    return False
