"""The pages of a record, all of them: each is drawn as it is for whoever asks a server for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from communique.record import Record
from communique.record.desk import Desk
from communique.views.contents import contents
from communique.web.pages import things, walk
from communique.web.pages.appendix import Appendix
from communique.web.pages.draw import page
from communique.web.pages.edition import Edition
from communique.web.pages.leaf import Leaf

Page = tuple[str, str]  # its path in the site, its HTML


class Site:
    """One record as pages. The same record gives the same pages. No more than one thing is held at a time."""

    def __init__(self, record: Record, evidence_only: bool) -> None:
        self._desk = Desk(record)
        self._evidence_only = evidence_only

    def pages(self) -> Iterator[Page]:
        with self._desk.snapshot():
            # The appendix comes first: other pages must know what it opens. Nothing of it is kept for them but that.
            appendix: Appendix | None = Appendix.of(self._desk, self._evidence_only)
            assert appendix is not None
            edition = self._edition(appendix)
            yield from appendix.pages(self._desk, edition)
            appendix = None
            for path in walk.paths(Leaf(self._desk, edition)):
                yield path, page(Leaf(self._desk, edition), path)

    def _edition(self, appendix: Appendix) -> Edition:
        listed = contents(self._desk.tallies())
        edition = Edition(1, listed, appendix.appended, evidence_only=self._evidence_only)
        return replace(edition, parts=things.parts(Leaf(self._desk, edition)))
