"""A text as the tests ask about it: who is found to say what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import communique
from communique.lexicon import Lexicon, load
from communique.marking.document import mark
from communique.marking.parsing import Parser, load_parser
from communique.model.marks import Marks, Party
from communique.model.spans import Span
from communique.reading import read


@dataclass(frozen=True)
class Said:
    who: tuple[str, ...]
    act: str
    cue: str
    content: str
    level: str
    strength: str
    negated: bool
    on_behalf_of: tuple[str, ...]
    to: tuple[str, ...]
    within: int | None
    targets: tuple[str, ...]


@lru_cache(maxsize=1)
def tools() -> tuple[Lexicon, Parser]:
    return load(), load_parser()


NEWS = (
    "OSLO (Agency) - Prime Minister Karin Holmqvist of Norway and President Aldo Brenn of Chile "
    "met in Oslo on Monday.\n\n"
)
READOUT = (
    "Readout of the Prime Minister's Meeting with the President of Chile\n\n"
    "Prime Minister Karin Holmqvist met today with President Aldo Brenn of Chile. "
)


@lru_cache(maxsize=1)
def region() -> Lexicon:
    """The lexicon with the sample's region."""
    return load([(Path(next(iter(communique.__path__))) / "sample" / "lexicon" / "region.toml").read_bytes()])


def marks_there(text: str, name: str = "") -> Marks:
    """Marks of a text about the sample's region."""
    return mark(read(text.encode(), name=name, lexicon=region()), region(), load_parser())


def marked(text: str, name: str = "text.txt") -> tuple[Marks, str]:
    lexicon, parser = tools()
    reading = read(text.encode(), name=name, lexicon=lexicon)
    return mark(reading, lexicon, parser), reading.text


def statements(text: str) -> list[Said]:
    marks, whole = marked(text)

    def words(span: Span) -> str:
        return " ".join(span.of(whole).split())

    def name(party: Party) -> str:
        return marks.figures[party.figure].name if party.figure is not None else words(party.span)

    return [
        Said(
            tuple(name(p) for p in s.speakers),
            str(s.act),
            " … ".join(map(words, s.cue)),
            " … ".join(map(words, s.content)),
            str(s.level),
            str(s.strength),
            s.negated,
            tuple(name(p) for p in s.on_behalf_of),
            tuple(name(p) for p in s.addressees),
            s.within,
            tuple(name(p) for p in s.targets),
        )
        for s in marks.statements
    ]
