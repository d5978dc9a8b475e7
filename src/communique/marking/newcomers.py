"""People whom only a ruling names: figures that marking did not find, each with the words for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from communique.model.aims import figures_at
from communique.model.marks import ActorKind, Figure, Form, Marks, Mention, MentionKind
from communique.model.rulings import Who
from communique.model.spans import Span


class People:
    """Who is meant by words of a document: figures that it has, and those whom only a ruling names."""

    def __init__(self, marks: Marks, text: str) -> None:
        self._marks = marks
        self._text = text
        self._new: dict[Span, tuple[int, Who]] = {}

    def named(self, who: Who) -> tuple[int, ...]:
        """The figures of the mention that stands exactly there; none where the text leaves it open; else a new one."""
        span = Span(who.start, who.end)
        found = figures_at(self._marks, span)
        if found is not None:
            return found
        number, _ = self._new.setdefault(span, (len(self._marks.figures) + len(self._new), who))
        return (number,)

    def numbers(self, used: Iterable[int | None]) -> dict[int, int]:
        """The numbers of new figures that somebody uses, in the order of the text."""
        wanted = set(used)
        kept = sorted((span, number) for span, (number, _) in self._new.items() if number in wanted)
        return {number: len(self._marks.figures) + n for n, (_, number) in enumerate(kept)}

    def figures(self, numbers: Mapping[int, int]) -> list[Figure]:
        found = []
        for span, who in self._ordered(numbers):
            name = " ".join(span.of(self._text).split())
            kind = ActorKind(who.kind) if who.kind else ActorKind.PERSON
            found.append(Figure(kind, name, (name,), first=span))
        return found

    def mentions(self, numbers: Mapping[int, int]) -> list[Mention]:
        first = len(self._marks.figures)
        return [
            Mention(span, MentionKind.ACTOR, (first + n,), Form.NAME, "named in a ruling")
            for n, (span, _) in enumerate(self._ordered(numbers))
        ]

    def _ordered(self, numbers: Mapping[int, int]) -> list[tuple[Span, Who]]:
        by_number = {number: (span, who) for span, (number, who) in self._new.items()}
        return [by_number[number] for number in sorted(numbers, key=lambda n: numbers[n])]
