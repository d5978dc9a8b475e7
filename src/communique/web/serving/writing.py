"""What changes the record from a page: one thing after another, in a thread of its own, beside any running `add`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from communique.errors import RecordBusy
from communique.record import Record
from communique.record.journal import now
from communique.record.tokens import Token, used
from communique.web.pages.leaf import Leaf

Writing = Callable[[Record, Mapping[str, str], str], str]
"""Takes the record, a form's fields and who sent it; gives the address of the page to show then. It may raise NotFound
or UsageError."""

FormDrawing = Callable[[Leaf, Mapping[str, str], str, str], str]
"""Takes the page in the making, what its address asks for, who looks at it and the proof that the form must send back
in its field `proof`; gives the HTML."""


@dataclass(frozen=True)
class Form:
    """A page with a form that changes the record: GET draws it, POST writes what it sends, by reviewers alone."""

    draw: FormDrawing
    write: Writing


class Writer:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")

    async def write(self, writing: Writing, form: Mapping[str, str], by: str) -> str:
        """Raises RecordBusy where another run holds the record for long."""

        def work() -> str:
            with Record.open(self._path, write=True) as record, record.transaction():
                return writing(record, form, by)

        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def note_use(self, token: Token) -> None:
        """The first time on each day, when it can be written; nobody waits for it."""
        if token.used_at is not None and token.used_at[:10] == now()[:10]:
            return

        def work() -> None:
            with suppress(RecordBusy), Record.open(self._path, write=True) as record:
                used(record.db, token)

        self._thread.submit(work)

    def stop(self) -> None:
        self._thread.shutdown(wait=True)
