"""Furniture in any text: by the lexicon's words, then by structure. What may be the document's prose is never marked.

Marks cover whole blocks. A block whose lines were broken by the page (`<br>`) is split where only some are furniture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from communique.lexicon import Furniture as Entry
from communique.lexicon import Lexicon
from communique.model.document import Block, BlockKind, Furniture
from communique.reading.clock import Clock, clock
from communique.reading.layout import Layout, block
from communique.reading.lines import ends_with_stop, is_prose, looks_titled, words_of
from communique.reading.regions import Regions

LONGEST = 300  # characters of a line that words of the lexicon are looked for in
HEAD_WORDS = 12  # of a line that heads a list of furniture
HEADLINE_WORDS = 45
QUESTION_WORDS = 20  # of a headline that asks
LABEL_WORDS = 4
DATE_LINE = 120  # characters
# matches: Home | World | Opinion, Home › Texts › Joint statements, World » Asia » Japan
CRUMB = re.compile(r"\s[|›»>→·•/]\s|\s[|›»>]|[|›»>]\s")
# what the names of a newspaper's sections are made of
_SECTION = """
    news world politics opinion business sport sports economy national international local asia europe africa
    americas america pacific middle east latest features culture life lifestyle tech technology science health
    video videos analysis editorial editorials diplomacy home breaking top stories story headlines global us
    uk and & the in
"""
SECTION = frozenset(_SECTION.split())
# matches: • Kyodo, - Littoral Wire: a bullet and a name of one to four words
CREDIT = re.compile(r"[^\S\n]*[-–—•◦▪·*][^\S\n]+(?P<name>[A-Z][\w.&’'-]*(?:[^\S\n][A-Z&][\w.&’'-]*){0,3})[^\S\n]*")
# matches: Sign up for our free daily digest, Become a supporter from …, Save my name in this browser for the next time
CALL = re.compile(
    r"(?:sign\s+up\s+(?:now|today|here|for|to\s+(?:get|receive|read|our))|subscribe\s+(?:now|today|here|to\s+(?:our|the|get|read))"
    r"|become\s+an?\s+(?:supporter|subscriber|patron)|save\s+my\s+name\b|log\s?in\s+to\s+(?:read|comment|continue|save))\b",
    re.I,
)
# matches: Good reporting costs money.
APPEAL = re.compile(r"\b(?:journalism|reporting|newsroom|readers?|subscri\w+|supporters?|donat\w+)\b", re.I)
APPEAL_WORDS = 14
ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.I)
A_LINE = "a line of a page"
NO_SIGN = frozenset({"end mark", "an address"})  # what any document may have, so that it speaks for no page around it
# matches: END, -ENDS-, ###, -30-: which official texts bear as well as news
END_MARK = re.compile(r"[\W_]*(?:ends?|30)?[\W_]*", re.I)


class Furnished(Struct, frozen=True):
    blocks: tuple[Block, ...]
    furniture: tuple[Furniture, ...]


def furnish(layout: Layout, lexicon: Lexicon) -> Furnished:
    """The layout's blocks and furniture, with what the lexicon and the structure of the text add."""
    words = _Words(lexicon)
    if layout.media_type == "text/html":
        layout = _split(layout, words)
    marks = _Marks(layout)
    if marks.free:
        _by_words(marks, words)
        _labels(marks)
        _crumbs(marks)
        _sections(marks)
        _tail(marks, words)
    added = [Furniture(b.start, b.end, r) for b, r in zip(layout.blocks, marks.reasons, strict=True) if r is not None]
    return Furnished(layout.blocks, tuple(sorted((*layout.furniture, *added), key=lambda f: (f.start, f.end))))


class _Words:
    """The lexicon's furniture, ready for comparison."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._texts, self._patterns = _compiled(lexicon)
        self._clock: Clock = clock(lexicon)

    def scope(self, line: str) -> tuple[str, str] | None:
        """Scope and words of the entry that a line matches."""
        if len(line) > LONGEST or self.dates(line):
            return None
        if CALL.match(line):
            return "line", "a call to the reader"
        plain = _plain(line)
        entry = self._texts.get(plain) if len(plain) > 1 else None  # a lone bar or bullet belongs to what is around it
        if entry is None:
            entry = next((e for pattern, e in self._patterns if pattern.search(line)), None)
        if entry is None:
            return None
        if END_MARK.fullmatch(line):
            return "line", "end mark"
        if ADDRESS.fullmatch(line):
            return "line", "an address"
        return entry.scope, f"“{entry.text}”" if entry.text else A_LINE

    def dates(self, line: str) -> bool:
        """True for a line that does nothing but date the document, which is no furniture whatever its label."""
        if len(line) > DATE_LINE or not any(c.isdigit() for c in line):
            return False
        found = self._clock.read(line)
        return (found.timed or any(d.value for d in found.dates)) and not words_of(found.rest)


@lru_cache(maxsize=4)
def _compiled(lexicon: Lexicon) -> tuple[dict[str, Entry], list[tuple[re.Pattern[str], Entry]]]:
    texts = {_plain(e.text): e for e in lexicon.furniture if e.text and _plain(e.text)}
    return texts, [(re.compile(e.regex, re.I), e) for e in lexicon.furniture if e.regex]


def _plain(line: str) -> str:
    return " ".join(line.casefold().replace("’", "'").split()).strip(" .:…!»›>")


class _Marks:
    """The blocks of a layout with the reasons found so far; None for a block that is not furniture."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.regions = Regions(layout, layout.furniture)
        self.blocks = layout.blocks
        self.given = [self.regions.furnished(n) for n in range(len(self.blocks))]
        self.reasons: list[str | None] = [None] * len(self.blocks)
        self.free = not all(self.given)
        self.lines = [" ".join(layout.text[b.start : b.end].split()) for b in self.blocks]
        self.prose = [is_prose(line) for line in self.lines]

    def open(self, n: int) -> bool:
        """True where block `n` is not yet known as furniture and could be."""
        return self.reasons[n] is None and not self.given[n] and self.blocks[n].kind is not BlockKind.METADATA

    def marked(self, n: int) -> bool:
        return self.reasons[n] is not None or self.given[n]

    def mark(self, n: int, reason: str) -> None:
        if self.open(n):
            self.reasons[n] = reason

    def headline(self, n: int) -> bool:
        """True for a line like those in lists of articles: no sentence, no paragraph."""
        count = len(words_of(self.lines[n]))
        if self.blocks[n].kind is BlockKind.ITEM and self.lines[n].endswith("?"):
            return count <= HEADLINE_WORDS
        return count <= HEADLINE_WORDS and not self.prose[n] and not self.lines[n].rstrip("”\"'").endswith((".", ":"))


def _by_words(marks: _Marks, words: _Words) -> None:
    scopes = [words.scope(line) if marks.open(n) else None for n, line in enumerate(marks.lines)]
    unknown = [p and s is None and marks.open(n) for n, (p, s) in enumerate(zip(marks.prose, scopes, strict=True))]
    last = max((n for n, prose in enumerate(unknown) if prose), default=-1)
    first = unknown.index(True) if True in unknown else len(unknown)
    for n, scope in enumerate(scopes):
        if scope is None or marks.marked(n):
            continue
        kind, reason = scope
        inside = first < n < last
        if kind == "line":
            # a section of an article may be called “Africa” or “English”
            if not (inside and marks.blocks[n].kind is not BlockKind.PARAGRAPH and len(words_of(marks.lines[n])) < 2):
                marks.mark(n, reason)
            continue
        if len(words_of(marks.lines[n])) > HEAD_WORDS:
            continue
        if kind == "rest" and n > last:
            marks.mark(n, reason)
            for m in range(n + 1, len(marks.lines)):
                marks.mark(m, f"below “{marks.lines[n]}”")
            continue
        listed = _listed_below(marks, scopes, n, n > first)
        # a heading that no list follows is one of the document, below its title and above its last prose
        if listed or not (marks.regions.title or 0) < n < last:
            marks.mark(n, reason)
        for m in listed:
            marks.mark(m, f"listed under “{marks.lines[n]}”")


def _listed_below(marks: _Marks, scopes: Sequence[tuple[str, str] | None], n: int, any_kind: bool) -> list[int]:
    """The headline-like blocks right below block `n`; above the prose only items, because the title may follow."""
    found: list[int] = []
    for m in range(n + 1, len(marks.lines)):
        asks = bool(found) and marks.lines[m].endswith("?") and len(words_of(marks.lines[m])) <= QUESTION_WORDS
        if scopes[m] is not None or not (asks or marks.headline(m)):
            break
        if not any_kind and marks.blocks[m].kind is not BlockKind.ITEM:
            break
        found.append(m)
    return found


def _labels(marks: _Marks) -> None:
    """A bullet and a name alone above the prose credit the agency; further bullets beside it make it a list."""
    text, blocks = marks.layout.text, marks.blocks
    for n, b in enumerate(blocks):
        if n >= marks.regions.first or b.kind is not BlockKind.ITEM or not marks.open(n):
            continue
        begin = text.rfind("\n", 0, b.start) + 1
        alone = all(not 0 <= m < len(blocks) or blocks[m].kind is not BlockKind.ITEM for m in (n - 1, n + 1))
        if alone and CREDIT.fullmatch(text, begin, b.end):
            marks.mark(n, "credit line")


def _crumbs(marks: _Marks) -> None:
    """Menus written in one line, and the labels that repeat one of their entries above the title."""
    entries: set[str] = set()
    for n, line in enumerate(marks.lines):
        if marks.prose[n] or len(line) > LONGEST or not (n < marks.regions.first or n > marks.regions.last):
            continue
        parts = [part.strip() for part in CRUMB.split(line) if part.strip()]
        if len(parts) >= 3 and all(len(words_of(p)) <= LABEL_WORDS and not any(c.isdigit() for c in p) for p in parts):
            entries.update(map(str.casefold, parts))
            marks.mark(n, "menu")
    for n in range(min(marks.regions.first, len(marks.lines))):
        if marks.lines[n].casefold() in entries and n != marks.regions.title:
            marks.mark(n, "section label")


def _sections(marks: _Marks) -> None:
    """`World News` above the title of a report."""
    for n in range(min(marks.regions.first, len(marks.lines))):
        if marks.marked(n):
            continue
        parts = marks.lines[n].casefold().split()
        if 0 < len(parts) <= LABEL_WORDS and SECTION.issuperset(parts) and n + 1 < len(marks.lines):
            marks.mark(n, "section label")
        if marks.blocks[n].kind is not BlockKind.METADATA:
            return


def _tail(marks: _Marks, words: _Words) -> None:
    """After the prose, once something is known to be furniture, short lines among and below it are furniture too."""
    prose = [n for n, p in enumerate(marks.prose) if p and not marks.marked(n)]
    last = prose[-1] if prose else -1
    known = [n for n in range(last + 1, len(marks.lines)) if marks.marked(n) and marks.reasons[n] not in NO_SIGN]
    if last < 0 or not known or (len(known) < 2 and marks.reasons[known[0]] == A_LINE):
        return  # one line that asks for enquiries does not make a page
    for n in range(known[0], len(marks.lines)):
        beside = (n > 0 and marks.marked(n - 1)) or (n + 1 < len(marks.lines) and marks.marked(n + 1))
        if (
            marks.open(n)
            and beside
            and marks.blocks[n].kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
            and not words.dates(marks.lines[n])
            and (marks.headline(n) or not ends_with_stop(marks.lines[n]))
        ):
            marks.mark(n, "among furniture")
    above = known[0]
    if above - 1 > 0 and marks.open(above - 1) and _appeals(marks.lines[above - 1]):
        marks.mark(above - 1, "an appeal to readers")
        above -= 1
    while above - 1 > last and _listed(marks, above - 1):
        above -= 1
    if known[0] - above >= 3:
        for n in range(above, known[0]):
            marks.mark(n, "list of headlines")


def _appeals(line: str) -> bool:
    return (
        len(words_of(line)) <= APPEAL_WORDS and APPEAL.search(line) is not None and '"' not in line and "“" not in line
    )


def _listed(marks: _Marks, n: int) -> bool:
    line = marks.lines[n]
    return marks.open(n) and marks.headline(n) and looks_titled(line) and len(words_of(line)) >= 6


def _split(layout: Layout, words: _Words) -> Layout:
    """Blocks with broken lines split where some of these are furniture and some are not."""
    blocks: list[Block] = []
    furniture = frozenset((f.start, f.end) for f in layout.furniture)
    for b in layout.blocks:
        lines = layout.text[b.start : b.end].split("\n")
        if len(lines) == 1 or (b.start, b.end) in furniture:
            blocks.append(b)
            continue
        scoped = [words.scope(line) is not None for line in lines]
        if not any(scoped) or all(scoped):
            blocks.append(b)
            continue
        at = b.start
        for line in lines:
            made = block(layout.text, at, at + len(line), b.kind, b.level)
            at += len(line) + 1
            if made is not None:
                blocks.append(made)
    return replace(layout, blocks=tuple(blocks))
