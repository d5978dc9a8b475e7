"""Where things are found. Templates ask for the address of a thing; they never write one themselves."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from communique.model.record import StatementLine
from communique.model.spans import Evidence

_ID = re.compile(r"[a-z]-[0-9a-f]{8,64}")  # e-0f3a5d7c9b1e2468

FOLDERS = {"d": "documents", "e": "engagements", "a": "actors", "w": "wording"}
LISTS = {"i": "instruments", "x": "discrepancies", "f": "findings"}


@dataclass(frozen=True)
class Links:
    """Addresses relative to one page; `root` leads from it to the top of the site ("" or "../").

    An address is None where the site has no such page, and templates then write plain text.
    """

    root: str = ""
    known: frozenset[str] = frozenset()
    places: Mapping[str, str] = field(default_factory=dict)  # id of a line in a list → the page that holds it
    parts: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # document → where each part of it begins
    worded: frozenset[str] = frozenset()  # documents whose sentences stand beside precedents

    def page(self, name: str) -> str:
        return f"{self.root}{name}.html"

    def static(self, name: str) -> str:
        return f"{self.root}static/{name}"

    def thing(self, id: str | None) -> str | None:
        if id is None or id not in self.known:
            return None
        if id[0] in FOLDERS:
            return self.root + path_of(id)
        if id[0] in LISTS:
            return f"{self.page(self.places.get(id, LISTS[id[0]]))}#{id}"
        return None

    def evidence(self, evidence: Evidence) -> str | None:
        page = self.passage(evidence.document, evidence.start)
        return f"{page}#{anchor(evidence.start, evidence.end)}" if page else None

    def passage_of(self, evidence: Evidence) -> str | None:
        """The page of a document that holds these words, which may have no anchor of their own."""
        return self.passage(evidence.document, evidence.start)

    def wording(self, document: str) -> str | None:
        """The page of a document's sentences beside their precedents."""
        return f"{self.root}{FOLDERS['w']}/{document}.html" if document in self.worded else None

    def statement(self, statement: StatementLine) -> str | None:
        """The passage in which it stands."""
        spans = statement.content or statement.cue or statement.source
        page = self.passage(statement.document, spans[0].start if spans else 0)
        return f"{page}#{statement.id}" if page else None

    def passage(self, document: str, at: int) -> str | None:
        """The page that holds this character of a document."""
        if document not in self.known:
            return None
        return self.root + path_of(document, max(1, bisect_right(self.parts.get(document, (0,)), at)))


def path_of(id: str, number: int = 1, part: str = "") -> str:
    """The file of a thing's page, from its id alone: `engagements/e-0f3a5d7c9b1e2468.html`."""
    if not _ID.fullmatch(id) or id[0] not in FOLDERS:
        raise ValueError(f"no page for {id!r}")
    return f"{FOLDERS[id[0]]}/{id}{numbered(part and '-' + part, number)}.html"


def numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}-{number}"


def anchor(start: int, end: int) -> str:
    """The fragment of a passage in a document's page."""
    return f"c-{start}-{end}"


def outside(address: str | None) -> str | None:
    """An address on another host that is safe to link to: http or https, with a host; None for any other."""
    if not address or any(c.isspace() or not c.isprintable() for c in address):
        return None
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and host else None
