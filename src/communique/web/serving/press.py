"""Where pages are drawn: a few threads, each at a desk of its own, and one that watches whether the record changed."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from communique.errors import RecordBusy
from communique.record.desk import Desk
from communique.web.pages import addresses, rows
from communique.web.pages.appendix import of_appendix
from communique.web.pages.draw import page
from communique.web.pages.edition import Edition
from communique.web.pages.leaf import Leaf, Missing, Served
from communique.web.serving.binding import Binder, Bound
from communique.web.serving.printed import Printed, Shelf, printed
from communique.web.serving.streaming import flowing, portions, unpacked
from communique.web.serving.watching import File, Look, Watcher

T = TypeVar("T")

DESKS = 2  # of each kind; more would only wait for each other, as one interpreter draws one page at a time
SWITCH = 0.001  # seconds after which a thread that draws lets the one that answers go first
SECONDS = 20.0  # that the queries of one page may take
QUEUE = 400  # pages that may wait to be drawn
FILES, WAITING = 2, 20  # files of rows that are written at once, and that may be on their way
FILE_SECONDS = 300.0  # that the queries of one may take


class Press:
    """Draws pages of the record at `path`. `start` and `stop` from the loop that asks for pages."""

    def __init__(self, path: Path, served: Served) -> None:
        self._path = path
        self._served = served
        self._desk = threading.local()
        # Lists are quick and everybody's way in: they do not wait behind long documents.
        self._lists = ThreadPoolExecutor(DESKS, thread_name_prefix="lists")
        self._things = ThreadPoolExecutor(DESKS, thread_name_prefix="things")
        self._files = ThreadPoolExecutor(FILES, thread_name_prefix="files")
        self._sending = 0
        self._shelf = Shelf()
        self._coming: dict[tuple[str, str], asyncio.Future[Printed]] = {}
        self._stopped = threading.Event()
        self._appendix: Mapping[str, Printed] | None = None  # until it is worked out for the first time
        self._packed: Mapping[str, bytes] = {}  # the rows of its views, by path
        self._watcher = Watcher(path)
        first = self._watcher.first()
        self.tokens, self._file = first.tokens, first.file
        self.edition = Edition(1, first.contents)

    # what the loop asks for

    async def page(self, path: str, asked: Mapping[str, str], query: str) -> Printed:
        """The page at this address. Raises Missing, Elsewhere, and RecordBusy where too many wait already."""
        if of_appendix(path):
            return self._appended(path)
        key = (path, query)
        found = self._shelf.find(key)
        if found is not None:
            return found
        coming = self._coming.get(key)
        if coming is None:
            if len(self._coming) >= QUEUE:
                raise RecordBusy("too many pages are asked for at once", "", "again in a while")
            coming = asyncio.ensure_future(self._draw(key, asked))
            self._coming[key] = coming
            coming.add_done_callback(lambda done: self._came(key, done))
        return await asyncio.shield(coming)

    async def file(self, path: str, asked: Mapping[str, str]) -> AsyncIterator[bytes]:
        """The rows of a view, piece by piece. Raises as `page` does, and NotFound or UsageError for what is asked."""
        if self._sending >= WAITING:
            raise RecordBusy("too many files are asked for at once", "", "again in a while")
        edition = self.edition
        packed = self._packed.get(path)
        if packed is None and not rows.is_file(path):
            raise RecordBusy("this file is being worked out from the whole record", "", "again in a while")

        def work() -> Iterator[bytes]:
            if packed is not None:
                yield from unpacked(packed)
                return
            desk = self._my_desk()
            with desk.record.db.at_most(FILE_SECONDS), desk.snapshot():
                yield from portions(rows.rows(Leaf(desk, edition), path, asked))

        self._sending += 1
        try:
            async for piece in flowing(work, self._files, self._stopped):
                yield piece
        finally:
            self._sending -= 1

    def _appended(self, path: str) -> Printed:
        if self._appendix is None:
            raise RecordBusy("this page is being worked out from the whole record", "", "again in a while")
        if path not in self._appendix:
            raise Missing
        return self._appendix[path]

    def _came(self, key: tuple[str, str], done: asyncio.Future[Printed]) -> None:
        del self._coming[key]
        if not done.cancelled():
            done.exception()  # whoever asked has it; nobody may be left to ask

    async def _draw(self, key: tuple[str, str], asked: Mapping[str, str]) -> Printed:
        edition, threads = self.edition, self._lists if addresses.is_list(key[0]) else self._things
        drawn = await self.draw(lambda leaf: printed(page(leaf, key[0], asked).encode()), threads, path=key[0])
        if edition is self.edition:
            self._shelf.keep(key, drawn)
        return drawn

    async def draw(
        self,
        drawing: Callable[[Leaf], T],
        threads: ThreadPoolExecutor | None = None,
        forms: bool = False,
        path: str = "",
    ) -> T:
        """Draws a page that nobody keeps, from one state of the record. `forms` where it holds one that writes."""
        edition, served = self.edition, replace(self._served, forms=forms)

        def draw(desk: Desk) -> T:
            with desk.record.db.at_most(SECONDS), desk.snapshot():
                return drawing(Leaf(desk, edition, served, path))

        return await self.at_a_desk(draw, threads)

    async def at_a_desk(self, work: Callable[[Desk], T], threads: ThreadPoolExecutor | None = None) -> T:
        """Does some reading in one of the threads."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(threads or self._things, lambda: work(self._my_desk()))

    def _my_desk(self) -> Desk:
        """The desk of this thread, opened again where another file took the record's place."""
        known: tuple[File, Desk] | None = getattr(self._desk, "known", None)
        file = self._file
        if known is None or known[0] != file:
            if known is not None:
                known[1].close()
            known = (file, Desk.open(self._path))
            self._desk.known = known
        return known[1]

    # what goes on beside

    def start(self, told: Callable[[], None]) -> None:
        """`told` is called in the loop after a change; the loop calls `start`."""
        sys.setswitchinterval(SWITCH)
        loop = asyncio.get_running_loop()

        def post(work: Callable[[], None]) -> None:
            if not self._stopped.is_set():
                loop.call_soon_threadsafe(work)

        self._binder = Binder(self._path, self._served, lambda bound: post(lambda: self._bound(bound)))
        self._binder.start()
        self._watcher.follow(lambda look: post(lambda: self._turn(look, told)))

    def stop(self) -> None:
        self._binder.stop()
        self.close()

    def close(self) -> None:
        """Ends a press that was never started, or has stopped."""
        self._stopped.set()
        self._watcher.stop()
        for threads in (self._lists, self._things, self._files):
            threads.shutdown(wait=True, cancel_futures=True)

    def _turn(self, look: Look, told: Callable[[], None]) -> None:
        self.tokens, self._file = look.tokens, look.file
        self.edition = Edition(self.edition.number + 1, look.contents, self.edition.appended)
        self._shelf.clear()
        self._binder.changed()
        told()

    def _bound(self, bound: Bound) -> None:
        self._appendix, self._packed = bound.printed, bound.files
        self.edition = Edition(self.edition.number + 1, self.edition.contents, bound.appended)
        self._shelf.clear()
