"""The pages of a record, all of them: each is drawn as it is for whoever asks a server for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from communique.record import Record
from communique.record.desk import Desk
from communique.views.contents import contents
from communique.web.pages import editions, rows, things, walk
from communique.web.pages.appendix import Appendix
from communique.web.pages.draw import page
from communique.web.pages.edition import Edition
from communique.web.pages.leaf import Leaf

File = tuple[str, Iterable[bytes]]  # its path in the site, and what stands in it


class Site:
    """One record as pages. The same record gives the same pages. No more than one thing is held at a time."""

    def __init__(self, record: Record, evidence_only: bool, former: bytes | None = None) -> None:
        """`former` is what the folder kept of its edition before."""
        self._desk = Desk(record)
        self._evidence_only = evidence_only
        self._former = editions.read(former)

    def files(self) -> Iterator[File]:
        """Pages, and their rows; each is to be read before the next is asked for."""
        with self._desk.snapshot():
            # The appendix comes first: other pages must know what it opens. Nothing of it is kept for them but that.
            appendix: Appendix | None = Appendix.of(self._desk, self._evidence_only)
            assert appendix is not None
            edition = self._edition(appendix)
            yield editions.FILE, [editions.kept(edition.contents, edition.until, edition.before)]
            for path, html in appendix.pages(self._desk, edition):
                yield path, [html.encode()]
            yield from appendix.files(self._desk)
            appendix = None
            for path in walk.paths(Leaf(self._desk, edition)):
                yield path, [page(Leaf(self._desk, edition, path=path), path).encode()]
            for path in rows.files(Leaf(self._desk, edition)):
                yield path, rows.rows(Leaf(self._desk, edition), path)

    def _edition(self, appendix: Appendix) -> Edition:
        listed = contents(self._desk.tallies())
        until = next((run.ended[:10] for run in self._desk.additions(1)), "")
        before = editions.before(self._former, listed)
        edition = Edition(1, listed, appendix.appended, evidence_only=self._evidence_only, before=before, until=until)
        return replace(edition, parts=things.parts(Leaf(self._desk, edition)))
