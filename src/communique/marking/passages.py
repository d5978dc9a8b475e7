"""Passages: the blocks of a document that are read, each with its parse, sentences, quotations and names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from communique.marking.gazette import Gazette
from communique.marking.labels import label_end, without_asides
from communique.marking.naming import Names, Naming
from communique.marking.parsing import Parser
from communique.marking.prose import Prose, prose_of, scalar_prose
from communique.marking.quotes import Quote, quotes_of
from communique.model.document import Block, BlockKind, DocumentKind, Reading
from communique.model.marks import ActorKind, Form
from communique.model.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_READ = (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CELL)
_WORD = re.compile(r"\w+")
_TITLE = re.compile(
    r"(?m)^title:[ \t]*((?:\"(?:[^\"\\]|\\[\s\S])*\"|'(?:[^']|'')*'|[^\n]+(?:\n[ \t]+[^\n]+)*))"
)  # title: Readout


@dataclass
class Passage:
    n: int
    block: Block
    prose: Prose
    doc: Doc
    names: Names
    quotes: list[Quote]
    namings: list[Naming] = field(default_factory=list)
    label_end: int = 0  # where a speaker's label ends; 0 where there is none
    asks: bool = False  # a question in a transcript
    titular: bool = False  # the title as the front matter has it: it names, but says nothing

    @property
    def text(self) -> str:
        return self.prose.text

    def span(self, start: int, end: int) -> Span:
        return self.prose.span(start, end)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Token ranges `[first, last)` of the sentences; a break inside a short quotation is mended."""
        found: list[tuple[int, int]] = []
        for sentence in self.doc.sents:
            if found and (self._joined_by_mark(sentence.start) or self._too_early(sentence.start)):
                found[-1] = (found[-1][0], sentence.end)
            else:
                found.append((sentence.start, sentence.end))
        return found

    def _joined_by_mark(self, first: int) -> bool:
        """A sentence cannot begin with a closing mark or, after a quotation, with a small letter: “…,” he said."""
        token = self.doc[first]
        before = self.doc[first - 1]
        if token.text in ("”", "’", "''", '"') and not any(q.outer_start == token.idx for q in self.quotes):
            return True
        ends = any(q.outer_end == before.idx + len(before.text) for q in self.quotes)
        return ends and (token.text[:1].islower() or self.text[max(0, before.idx - 1) : before.idx] == ",")

    def _too_early(self, first: int) -> bool:
        """A break after an abbreviation: “Oct.”, “Sec.”."""
        before = self.doc[first - 1]
        return not before.text.endswith((".", "!", "?", "…", "”", '"', ":", ";", ")", "’", "'", "]", "—", "–")) and (
            self.doc[first].text[:1].islower()
        )

    @cached_property
    def _starts(self) -> list[int]:
        return [token.idx for token in self.doc]

    def token_at(self, character: int) -> Token:
        """The token that holds prose character `character`, or the last one before it."""
        return self.doc[max(0, bisect_right(self._starts, character) - 1)]

    def quote_at(self, character: int) -> Quote | None:
        return next((q for q in self.quotes if q.outer_start <= character < q.outer_end), None)

    @cached_property
    def covering(self) -> dict[int, int]:
        """Token index → index of the naming whose name or title it belongs to, names before titles."""
        found: dict[int, int] = {}
        for index, naming in enumerate(self.namings):
            for token in self.doc[self.token_at(naming.start).i : self.token_at(naming.end - 1).i + 1]:
                known = found.get(token.i)
                if known is None or _rank(naming) < _rank(self.namings[known]):
                    found[token.i] = index
        return found

    def sentence_of(self, token: int) -> tuple[int, int]:
        return next((s for s in self.sentences if s[0] <= token < s[1]), (0, len(self.doc)))


def _rank(naming: Naming) -> int:
    return 0 if naming.kind is ActorKind.PERSON else 2 if naming.kind is ActorKind.OFFICE else 1


def passages_of(reading: Reading, gazette: Gazette, parser: Parser) -> list[Passage]:
    """Every block that is prose and not furniture, parsed, in the order of the text."""
    markdown = reading.media_type == "text/markdown"
    blocks = [b for b in reading.blocks if b.kind in _READ and not _is_furniture(b, reading)]
    title = _title_in_front_matter(reading, blocks)
    if title is not None:
        blocks.insert(0, title)
    proses = [
        scalar_prose(reading.text, block.start, block.end)
        if block is title
        else prose_of(reading.text, block, markdown=markdown)
        for block in blocks
    ]
    kept = [(b, p) for b, p in zip(blocks, proses, strict=True) if any(c.isalnum() for c in p.text)]
    quotes = quotes_of([p.text for _, p in kept])
    found: list[Passage] = []
    labels = [label_end(p.text) if b.kind is not BlockKind.HEADING else 0 for b, p in kept]
    talk = reading.kind is not None and reading.kind.value in (DocumentKind.TRANSCRIPT, DocumentKind.STATEMENT)
    heard = [without_asides(p.text, end) if talk else p.text for (_, p), end in zip(kept, labels, strict=True)]
    for n, ((block, prose), doc) in enumerate(zip(kept, parser.parse(heard), strict=True)):
        proper = {t.idx for t in doc if t.tag_ in ("NNP", "NNPS") or (t.i and t.text[:1].isupper() and not _opens(t))}
        proper |= {w.start() for w in _WORD.finditer(prose.text, 0, labels[n])}
        names = Names(prose.text, gazette, proper.__contains__)
        found.append(Passage(n, block, prose, doc, names, quotes[n], label_end=labels[n], titular=block is title))
    _name(found)
    return found


def _opens(token: Token) -> bool:
    """An adverb at the start of a sentence is no name: "Obviously, the President …"."""
    return token.tag_ in ("RB", "UH", "WRB") and token.nbor(-1).text in (".", "!", "?", ":")


def _title_in_front_matter(reading: Reading, blocks: Sequence[Block]) -> Block | None:
    """A title that stands in the front matter alone: it names people whom the text then calls by office."""
    if reading.title is None:
        return None
    shown = [reading.text[b.start : b.end].lstrip("# ") for b in blocks[:3] if b.kind is BlockKind.HEADING]
    if any(" ".join(heading.split()) == " ".join(reading.title.value.split()) for heading in shown):
        return None
    for block in reading.blocks:
        if blocks and block.start > blocks[0].start:
            return None
        found = _TITLE.search(reading.text, block.start, block.end) if block.kind is BlockKind.METADATA else None
        if found is not None and " ".join(scalar_prose(reading.text, *found.span(1)).text.split()) == " ".join(
            reading.title.value.split()
        ):
            return Block(found.start(1), found.end(1), BlockKind.HEADING, 1)
    return None


def _is_furniture(block: Block, reading: Reading) -> bool:
    inside = sum(
        min(f.end, block.end) - max(f.start, block.start) for f in reading.furniture if f.span.touches(block.span)
    )
    return inside * 2 > block.end - block.start


_WHERE = frozenset(
    [
        "in",
        "at",
        "to",
        "from",
        "near",
        "into",
        "outside",
        "inside",
        "around",
        "throughout",
        "across",
        "through",
        "via",
        "north",
        "south",
        "east",
        "west",
    ]
)


def _is_somewhere(passage: Passage, naming: Naming) -> bool:
    """A capital that stands for a place and not for a government: "in Tokyo", "north of Tokyo", "the Tokyo meeting"."""
    if naming.form is not Form.METONYM:
        return False
    token = passage.token_at(naming.end - 1)
    if token.dep_ == "compound":
        return True
    while token.dep_ in ("conj", "appos"):
        token = token.head
    head = token.head
    return token.dep_ == "pobj" and (
        head.lower_ in _WHERE or (head.lower_ == "of" and head.head.lower_ in (*_WHERE, "city", "capital", "outskirts"))
    )


def _name(passages: Iterable[Passage]) -> None:
    """Names in two passes: who is introduced in full or with a title is afterwards known by surname."""
    passages = list(passages)
    surnames: set[str] = set()
    for _ in range(2):
        for passage in passages:
            passage.namings = [n for n in passage.names.namings(surnames) if not _is_somewhere(passage, n)]
            passage.__dict__.pop("covering", None)
            for naming in passage.namings:
                if naming.kind is ActorKind.PERSON:
                    surnames |= set(short_names(naming.name))


def short_names(name: str) -> tuple[str, ...]:
    """The words by which a text may call somebody after introducing the full name: the last, or the first where
    the family name comes first."""
    words = [w for w in re.split(r"[\s]+", name) if len(w) > 1 and w[:1].isupper() and not w.endswith(".")]
    if not words:
        return ()
    parts = {words[0], words[-1]} if len(words) > 1 else {words[0]}
    return tuple(sorted(part for word in parts for part in (word, word.title() if word.isupper() else word)))
