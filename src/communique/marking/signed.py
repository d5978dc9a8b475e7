"""Signed quotations of press releases: “We will build it together.” – Commissioner X."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.marking.drafts import Draft, trim
from communique.marking.figures import Figures
from communique.marking.passages import Passage
from communique.model.marks import ActorKind, Level, Party

# matches: ” – Commissioner X, after the last closing mark of a block
_SIGNED = re.compile(r"[”\"]\s*(?:[―—–]|-{1,2})\s*(?=[A-Z])")
_WORDS = 8  # of a signature that names nobody known
_LONGEST = 120  # characters of name and office


def signed_quotes(passages: Sequence[Passage], found: Sequence[Draft], figures: Figures) -> list[Draft]:
    """A draft for every block that is a quotation with a name after it, where nothing else was found in it."""
    told = {d.passage.n for d in found}
    made: list[Draft] = []
    for passage in passages:
        if passage.n in told or not passage.quotes or passage.quotes[0].outer_start:
            continue
        signature = next((m for m in _SIGNED.finditer(passage.text)), None)
        if signature is None or len(passage.text) - signature.end() > _LONGEST:
            continue
        signing = next(
            (
                (i, n)
                for i, n in enumerate(passage.namings)
                if n.kind is ActorKind.PERSON
                and n.start >= signature.end()
                and n.start - signature.end() <= _LONGEST // 2
            ),
            None,
        )
        content = trim(passage, 1, signature.start())
        if content is None:
            continue
        if signing is not None:
            index, naming = signing
            source = (naming.start, naming.end)
            parties = (Party(figures.of_naming[passage.n, index], passage.span(*source)),)
        else:
            written = trim(passage, signature.end(), len(passage.text))
            if written is None or len(passage.text[slice(*written)].split()) > _WORDS:
                continue
            source = written
            parties = (Party(None, passage.span(*source), passage.text[slice(*source)]),)
        first = passage.token_at(content[0]).i
        why = ["a quotation with the name of who said it below"]
        made.append(
            Draft(passage, None, first, [], source, parties, (), [(passage, content)], level=Level.QUOTED, why=why)
        )
    return made
