"""The appendix in a process of its own: it takes long, and readers are not to feel it."""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from time import monotonic

import msgspec
from msgspec import Struct

from communique.record.desk import Desk
from communique.views.actor import Deeds, Stand
from communique.views.contents import contents
from communique.web.pages.appendix import Appendix
from communique.web.pages.edition import Appended, Edition
from communique.web.pages.leaf import Served
from communique.web.serving.printed import Printed, printed

REST = 4.0  # times as long as it took to work out, until it is worked out again
GENTLE = 10  # how far it lets others go first, as `nice` counts
OFFERED = ("login", "review")  # fields of `Served` that the process is told of


class Bound(Struct, frozen=True):
    """What the process sends back."""

    known: list[str]
    worded: list[str]
    anchors: dict[str, list[tuple[int, int]]]
    stands: dict[str, tuple[Stand, ...]]
    deeds: dict[str, tuple[Deeds, ...]]
    pages: dict[str, tuple[bytes, int, str]]
    files: dict[str, bytes]  # rows of these views, packed

    @property
    def appended(self) -> Appended:
        anchors = {document: tuple(spans) for document, spans in self.anchors.items()}
        return Appended(frozenset(self.known), frozenset(self.worded), anchors, self.stands, self.deeds)

    @property
    def printed(self) -> dict[str, Printed]:
        return {path: Printed(*page) for path, page in self.pages.items()}


class Binder:
    """Works out the appendix each time the record changed, never two at once. `done` is called in its thread."""

    def __init__(self, path: Path, served: Served, done: Callable[[Bound], None]) -> None:
        offers = [name for name in OFFERED if getattr(served, name)]
        self._command = [sys.executable, "-m", __name__, str(path.absolute()), *offers]
        self._done = done
        self._changed, self._stopped = threading.Event(), threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._starting = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="binder", daemon=True)

    def start(self) -> None:
        self._changed.set()
        self._thread.start()

    def changed(self) -> None:
        self._changed.set()

    def stop(self) -> None:
        with self._starting:
            self._stopped.set()
            if self._process is not None and self._process.poll() is None:
                self._process.kill()
        self._changed.set()
        self._thread.join()

    def _run(self) -> None:
        while True:
            self._changed.wait()
            self._changed.clear()
            began = monotonic()
            with self._starting:
                if self._stopped.is_set():
                    return
                self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
            sent, _ = self._process.communicate()
            if self._process.returncode == 0:
                self._done(msgspec.msgpack.decode(sent, type=Bound))
            if self._stopped.wait(REST * (monotonic() - began)):
                return


def bind(path: Path, served: Served) -> Bound:
    with Desk.open(path) as desk, desk.snapshot():
        appendix = Appendix.of(desk)
        edition = Edition(1, contents(desk.tallies()), appendix.appended)
        pages = {path: printed(html.encode()) for path, html in appendix.pages(desk, edition, served)}
        files = {path: _packed(lines) for path, lines in appendix.files(desk)}
    found = appendix.appended
    return Bound(
        known=sorted(found.known),
        worded=sorted(found.worded),
        anchors={document: list(spans) for document, spans in found.anchors.items()},
        stands=dict(found.stands),
        deeds=dict(found.deeds),
        pages={path: (page.packed, page.size, page.tag) for path, page in pages.items()},
        files=files,
    )


def _packed(lines: Iterable[bytes]) -> bytes:
    found = io.BytesIO()
    with gzip.GzipFile(fileobj=found, mode="wb", compresslevel=6, mtime=0) as file:
        file.writelines(lines)
    return found.getvalue()


def main(path: str, *offers: str) -> None:
    os.nice(GENTLE)
    served = Served(**{name: name in offers for name in OFFERED})
    sys.stdout.buffer.write(msgspec.msgpack.encode(bind(Path(path), served)))


if __name__ == "__main__":
    main(*sys.argv[1:])
