"""Speaker labels of transcripts: "PRESIDENT X:", "Q", "THE PRESIDENT:". Under a label its speaker speaks."""

from __future__ import annotations

from collections.abc import Sequence

from communique.marking.figures import Figures, fold, name_words
from communique.marking.passages import Passage
from communique.model.marks import ActorKind

_QUESTIONS = frozenset(["q", "question", "reporter", "journalist", "press", "the press"])
_COURTESIES = frozenset(["mr", "ms", "mrs", "dr", "the"])


def voices_by_label(passages: Sequence[Passage], figures: Figures) -> dict[int, tuple[int, ...]]:
    """Passage number → the figure under whose label it stands; empty where the label names nobody known."""
    found: dict[int, tuple[int, ...]] = {}
    current: tuple[int, ...] | None = None
    asking = False
    for passage in passages:
        if passage.label_end:
            current = _speaker(passage, figures)
            asking = fold(passage.text[: passage.label_end].rstrip(": ")) in _QUESTIONS
        elif passage.text.startswith("Q "):
            current, asking = (), True
        passage.asks = asking
        if current is not None:
            found[passage.n] = current
    return found


def _speaker(passage: Passage, figures: Figures) -> tuple[int, ...]:
    for index, naming in enumerate(passage.namings):
        if naming.end <= passage.label_end and naming.kind is ActorKind.PERSON:
            return (figures.of_naming[passage.n, index],)
    label = fold(passage.text[: passage.label_end].split("(")[0].rstrip(": "))
    words = [w for w in label.replace(".", " ").split() if w not in _COURTESIES]
    if not words:
        return ()
    people = [(n, s) for n, s in enumerate(figures.sketches) if s.kind is ActorKind.PERSON]
    fitting = [n for n, s in people if words[-1] in {part for name in s.names for part in name_words(name)}]
    if len(fitting) == 1:
        return (fitting[0],)
    title = " ".join(words)
    fitting = [n for n, s in people if any(fold(t.title) == title and not t.former for t, _ in s.offices)]
    return (fitting[0],) if len(fitting) == 1 else ()
