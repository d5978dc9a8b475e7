"""Long answers in pieces: a thread reads the record and fills a short queue, the loop sends what stands in it. So
memory does not grow with what is asked for, and whoever reads too slowly is given up."""

from __future__ import annotations

import asyncio
import gzip
import io
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

PORTION = 64 * 1024  # bytes of a piece
AHEAD = 8  # pieces that wait to be sent
PATIENCE = 30  # seconds until a piece must have been taken

Item = bytes | Exception | None


class Given(Exception):
    """Nobody takes the pieces any more."""


def portions(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines as pieces of some size."""
    held = bytearray()
    for line in lines:
        held += line
        if len(held) >= PORTION:
            yield bytes(held)
            held.clear()
    if held:
        yield bytes(held)


def unpacked(packed: bytes) -> Iterator[bytes]:
    """What was packed, piece by piece."""
    with gzip.open(io.BytesIO(packed)) as file:
        while piece := file.read(PORTION):
            yield piece


async def flowing(
    work: Callable[[], Iterator[bytes]], threads: ThreadPoolExecutor, stopped: threading.Event
) -> AsyncIterator[bytes]:
    """The pieces that `work` gives in one of the threads; what it raises is raised here."""
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[Item] = asyncio.Queue(AHEAD)
    left = threading.Event()

    def put(item: Item) -> None:
        waiting = asyncio.run_coroutine_threadsafe(queue.put(item), loop)
        for _ in range(PATIENCE):
            with suppress(TimeoutError):
                return waiting.result(1.0)
            if left.is_set() or stopped.is_set():
                break
        waiting.cancel()
        raise Given

    def produce() -> None:
        with suppress(Given):
            try:
                for piece in work():
                    put(piece)
            except Given:
                raise
            except Exception as error:  # whoever waits in the loop is told
                put(error)
            else:
                put(None)

    threads.submit(produce)
    try:
        while (item := await queue.get()) is not None:
            if isinstance(item, Exception):
                raise item
            yield item
    finally:
        left.set()
