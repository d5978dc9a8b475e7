"""How a line of the record is cited: the words, who published them, when and where, as people paste it elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote

from communique.model.record import DocumentLine
from communique.model.spans import Evidence
from communique.views.dates import in_words
from communique.views.labels import shorten
from communique.web.links import outside

LONGEST = 400  # characters of the words that are quoted
EDGE = 5  # words of a passage's beginning and of its end by which a browser finds it
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#|~])")  # “[sic]” is written \[sic\]
_TEX = re.compile(r"[\\{}$&#%_^~]")  # “R&D” is written R\&D
_TEX_NAMES = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


class Citation(NamedTuple):
    plain: str
    markdown: str
    bibtex: str

    @property
    def forms(self) -> tuple[tuple[str, str], ...]:
        return (("Plain", self.plain), ("Markdown", self.markdown), ("BibTeX", self.bibtex))


class _Told(NamedTuple):
    """What of a citation differs from passage to passage of one document."""

    words: str
    address: str
    page: str  # as BibTeX has it: 3
    key: str
    about: str


# A citation in the making: a script of the page puts the words of a passage in, and what else is its own.
BLANK = _Told("⟦words⟧", "⟦address⟧", "⟦page⟧", "⟦key⟧", "⟦about⟧")


def citation(document: DocumentLine, words: Sequence[Evidence] = (), about: str = "", sentence: str = "") -> Citation:
    """The passage `words`, which may have several parts, or the whole document; `about` names what it tells of.

    `sentence` is quoted instead of the words where those say little alone: of “met” the sentence in which it stands.
    """
    return _forms(
        document,
        _Told(
            words=shorten(sentence, LONGEST) if sentence else quoted(words),
            address=_address(document, sentence or (words[0].quote if words else "")),
            page=str(words[0].page) if words and words[0].page is not None else "",
            key=document.id if not words else f"{document.id}:{words[0].start}-{words[0].end}",
            about=about,
        ),
    )


def view(title: str, record: str, path: str) -> Citation:
    """A page of the record, not of a document: `Timeline, in a diplomatic record of 5 documents. timeline.html`."""
    key = "-".join(re.findall(r"[a-z0-9]+", title.lower()))[:60] or "page"
    return Citation(
        plain=f"{title}, in a {record}. {path}",
        markdown=f"[{_markdown(title)}](<{path}>), in a {record}.",
        bibtex=f"@misc{{{key},\n  title = {{{_tex(title)}}},\n  note = {{{record}}},\n  url = {{{path}}}\n}}",
    )


def quoted(words: Sequence[Evidence]) -> str:
    """The words as a citation gives them, the parts joined by an ellipsis."""
    return shorten(" … ".join(part.quote for part in words), LONGEST)


def blank(document: DocumentLine) -> Citation:
    """The forms of any passage of this document, with places left free for what is its own."""
    address = BLANK.address if _address(document, "") else ""
    return _forms(document, BLANK._replace(address=address))


def _forms(document: DocumentLine, told: _Told) -> Citation:
    title = document.title or document.path.replace("\\", "/").rsplit("/", 1)[-1]
    day = in_words(document.published) if document.published.known else "no date"
    source = ", ".join(part for part in (document.publisher or "", day, told.page and f"p. {told.page}") if part)
    said = f"“{told.words}” " if told.words else ""
    return Citation(
        plain=f"{said}{title}, {source}." + (f" {told.address}" if told.address else ""),
        markdown="".join(
            (
                f"“{_markdown(told.words)}” " if told.words else "",
                f"[{_markdown(title)}](<{told.address}>)" if told.address else _markdown(title),
                f", {_markdown(source)}.",
            )
        ),
        bibtex=_bibtex(document, title, told),
    )


def original(document: DocumentLine, words: Sequence[Evidence]) -> str:
    """Where these words stand on the web; empty where the document has no address there."""
    return _address(document, words[0].quote if words else "")


def _address(document: DocumentLine, words: str) -> str:
    """Where the document stands on the web, with the fragment at which a browser shows the words; empty if nowhere."""
    address = outside(document.uri)
    if address is None or not words or re.search(r"[()<>\s]", address):
        return address if address is not None and not re.search(r"[<>\s]", address) else ""
    return f"{address.partition('#')[0]}#:~:text={fragment(words)}"


def fragment(words: str) -> str:
    """A text fragment: `The%20two%20sides,open%20to%20all`; short words as they are."""
    found = words.split()
    if len(found) <= 2 * EDGE:
        return _encoded(found)
    return f"{_encoded(found[:EDGE])},{_encoded(found[-EDGE:])}"


def _encoded(words: Sequence[str]) -> str:
    return quote(" ".join(words), safe="").replace("-", "%2D")


def _markdown(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)


def _tex(text: str) -> str:
    return _TEX.sub(lambda m: _TEX_NAMES.get(m[0], "\\" + m[0]), text)


def _bibtex(document: DocumentLine, title: str, told: _Told) -> str:
    first = document.published.first_day or document.published.last_day
    said = f"``{_tex(told.words)}''" if told.words else ""
    fields = (
        ("title", f"{{{_tex(title)}}}"),
        ("author", f"{{{_tex(document.publisher)}}}" if document.publisher else ""),
        ("year", str(first.year) if first else ""),
        ("date", first.isoformat() if first and first == document.published.last_day else ""),
        ("pages", told.page),
        ("url", told.address.replace("%", r"\%").replace("#", r"\#")),
        ("note", "; ".join(part for part in (_tex(told.about), said) if part)),
    )
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields if value)
    return f"@misc{{{told.key},\n{lines}\n}}"
