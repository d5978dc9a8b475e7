"""A supervised pool of processes: every task has a limit of time and of memory, and costs nobody else anything.

A worker that hangs, crashes, exits or swallows memory is replaced, and its task alone comes back as `Lost`. A task is
blamed only for what it does in a worker that did nothing else before: one that dies after other tasks, other than by
time, is tried once more in a fresh worker, so what comes back does not depend on who its neighbours were.

Processes come from a fork server (`multiprocessing`'s "forkserver") that imports the modules named in `preload` once.
Measured on two cores: the server starts in 0.1 s plus those imports; a worker then takes about 20 ms, a task of a
batch 0.06 ms, noticing a death and putting another worker in its place 30 ms.

To spread the same work over many machines, hand the same `function` to Ray: `ray.data.from_items(tasks).map(…)` in
actors that call `initializer` once, or plain `ray.remote(max_retries=0)`. The function knows nothing of this pool; it
takes one task and gives one result, and whoever runs it compares ids in with ids out as is done here.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any, Generic, TypeVar

from msgspec import Struct

from communique.engine.worker import MEGABYTE, Reply, serve

Key = TypeVar("Key", bound=Hashable)
Task = TypeVar("Task")
Result = TypeVar("Result")

BATCH_SECONDS = 0.05  # of work sent to a worker at once …
BATCH_TASKS = 32  # … and at most so many tasks
GRACE = 1.0  # seconds after which the parent ends a task that the kernel's timer did not
WATCH = 0.1  # seconds between two looks at the workers' memory
START_SECONDS = 300.0  # for a worker to become ready: models are loaded in it
START_TRIES = 3  # workers that may die in a row before they are ready
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


class Reason(StrEnum):
    TIME = "time"  # it took longer than it may
    MEMORY = "memory"  # it asked for more memory than it may
    CRASH = "crash"  # a signal ended it
    EXIT = "exit"  # it ended its process
    RAISED = "raised"  # it raised an exception


class Lost(Struct, frozen=True):
    """Why a task has no result; `detail` is one line."""

    reason: Reason
    detail: str


class WorkersFailed(RuntimeError):
    """No worker becomes ready: the initializer raises, or the process dies in it. Nothing could be run."""


class _Item(Struct):
    number: int
    packed: bytes


class _Worker:
    """One process, as the parent sees it."""

    def __init__(self, process: ForkServerProcess, connection: Connection) -> None:
        self.process = process
        self.connection = connection
        self.ready = False
        self.resident = 0  # bytes in memory when it became ready
        self.done = 0  # tasks that it finished in its life
        self.items: deque[_Item] = deque()
        self.since = time.monotonic()  # when it began its present task, or began to start
        self.gone = False  # ended by the parent, not yet buried
        self.ended: Reason | None = None  # why the parent ended it

    def end(self, reason: Reason | None = None) -> None:
        """Ends the process and whatever it started."""
        self.gone = True
        self.ended = self.ended or reason
        pid = self.process.pid
        if pid is not None and self.process.exitcode is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)
            with suppress(ProcessLookupError):
                self.process.kill()


def run(
    tasks: Iterable[tuple[Key, Task]],
    function: Callable[[Task], Result],
    *,
    workers: int,
    seconds: float,
    megabytes: int,
    initializer: Callable[[], None] | None = None,
    preload: Sequence[str] = (),
) -> Iterator[tuple[Key, Result | Lost]]:
    """Runs `function` on every task in `workers` processes; yields each key once, with its result or why it is lost.

    `function` and `initializer` are functions of modules; tasks and results can be pickled; keys differ. A task has
    `seconds` of wall time and `megabytes` beyond what a worker uses when it is ready. Results come as they are ready.
    Tasks are drawn from the iterable only as workers become free, and nothing runs ahead of whoever takes the results
    by more than the workers' batches. Closing the iterator, or Ctrl-C, ends all workers.

    Raises WorkersFailed where no worker becomes ready, ValueError where two tasks share a key.
    """
    pool: _Pool[Key, Task, Result] = _Pool(tasks, function, workers, seconds, megabytes, initializer, preload)
    try:
        yield from pool.results()
    finally:
        pool.close()


class _Pool(Generic[Key, Task, Result]):
    def __init__(
        self,
        tasks: Iterable[tuple[Key, Task]],
        function: Callable[[Task], Result],
        workers: int,
        seconds: float,
        megabytes: int,
        initializer: Callable[[], None] | None,
        preload: Sequence[str],
    ) -> None:
        self._tasks = iter(tasks)
        self._serve = (function, initializer, seconds, megabytes)
        self._size = max(1, workers)
        self._seconds = seconds
        self._bytes = megabytes * MEGABYTE
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["__main__", "communique.engine.worker", *preload])
        self._workers: list[_Worker] = []
        self._again: deque[_Item] = deque()  # drawn, and sent to nobody or to a worker that never came to them
        self._alone: deque[_Item] = deque()  # to be tried once more, as the first task of a worker
        self._keys: dict[int, Key] = {}  # of tasks taken and not yet answered
        self._seen: set[Key] = set()
        self._taken = 0
        self._given = 0
        self._all_taken = False
        self._mean = BATCH_SECONDS  # seconds that a task takes, of late
        self._failed_starts = 0

    def results(self) -> Iterator[tuple[Key, Result | Lost]]:
        while self._fill():
            yield from self._collect()
        if self._keys or self._given != self._taken:
            raise AssertionError(f"{self._taken} tasks went in, {self._given} came out")

    def close(self) -> None:
        for worker in self._workers:
            worker.end()
        for worker in self._workers:
            worker.process.join()
            worker.connection.close()
        self._workers.clear()

    # sending

    def _fill(self) -> bool:
        """Gives every idle worker a batch and starts workers where there are tasks for more. False when all is done."""
        for worker in self._workers:
            if worker.ready and not worker.items and not worker.gone:
                self._send(worker)
        while len(self._workers) < self._size and self._more(self._starting + 1):
            self._start()
        return bool(self._keys)

    @property
    def _starting(self) -> int:
        return sum(not worker.ready for worker in self._workers)

    def _more(self, least: int) -> bool:
        """Whether at least so many tasks wait."""
        while len(self._again) + len(self._alone) < least:
            item = self._take()
            if item is None:
                return False
            self._again.append(item)
        return True

    def _take(self) -> _Item | None:
        if self._all_taken:
            return None
        try:
            key, task = next(self._tasks)
        except StopIteration:
            self._all_taken = True
            return None
        if key in self._seen:
            raise ValueError(f"two tasks have the key {key!r}")
        self._seen.add(key)
        item = _Item(self._taken, pickle.dumps(task, pickle.HIGHEST_PROTOCOL))
        self._keys[item.number] = key
        self._taken += 1
        return item

    def _send(self, worker: _Worker) -> None:
        """Only to a worker that waits: two that send at once would wait for each other for ever."""
        items: list[_Item] = []
        if self._alone and not worker.done:
            items.append(self._alone.popleft())
        else:
            size = max(1, min(BATCH_TASKS, int(BATCH_SECONDS / max(self._mean, 1e-6))))
            while len(items) < size:
                item = self._again.popleft() if self._again else self._take()
                if item is None:
                    break
                items.append(item)
        if not items:
            if len(self._alone) > self._starting:
                worker.end()  # only tasks for fresh workers are left: make room for one
            return
        worker.items.extend(items)
        worker.since = time.monotonic()
        with suppress(OSError):  # it died meanwhile: noticed when its connection is read
            worker.connection.send([(item.number, item.packed) for item in items])

    def _start(self) -> None:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=serve, args=(theirs, *self._serve), daemon=True)
        with _without_interruptions():
            process.start()
            theirs.close()
            self._workers.append(_Worker(process, ours))

    # receiving

    def _collect(self) -> Iterator[tuple[Key, Result | Lost]]:
        by_connection = {worker.connection: worker for worker in self._workers}
        for connection in wait(list(by_connection), WATCH):
            assert isinstance(connection, Connection)
            worker = by_connection[connection]
            try:
                message = connection.recv()
            except (EOFError, OSError):
                yield from self._bury(worker)
                continue
            if message[0] == "ready":
                worker.ready, worker.resident = True, message[1]
                self._failed_starts = 0
            elif message[0] == "broken":
                raise WorkersFailed(message[1])
            else:
                yield from self._receive(worker, message)
        for worker in list(self._workers):  # one whose children hold its connection open is silent when it dies
            if worker.process.exitcode is not None and not worker.connection.poll():
                yield from self._bury(worker)
        self._watch()

    def _receive(self, worker: _Worker, reply: Reply) -> Iterator[tuple[Key, Result | Lost]]:
        number, kind, payload, seconds, retire = reply
        item = worker.items.popleft()
        assert item.number == number
        worker.since = time.monotonic()
        self._mean += 0.2 * (seconds - self._mean)
        if kind == "memory" and worker.done:
            self._alone.append(item)  # perhaps it was its neighbours' memory
        elif kind == "result":
            assert isinstance(payload, bytes)
            yield self._answer(item, _unpacked(payload))
        else:
            yield self._answer(item, Lost(Reason(kind), str(payload)))
        worker.done += 1
        if retire:
            self._again.extendleft(reversed(worker.items))
            worker.items.clear()

    def _answer(self, item: _Item, result: Result | Lost) -> tuple[Key, Result | Lost]:
        self._given += 1
        return self._keys.pop(item.number), result

    def _bury(self, worker: _Worker) -> Iterator[tuple[Key, Result | Lost]]:
        """A worker is gone: its present task is lost or tried again, those behind it wait for another worker."""
        worker.process.join(GRACE)
        if worker.process.exitcode is None:  # it closed its connection and lives on
            worker.end(Reason.EXIT)
        worker.end()  # what it started goes with it
        worker.process.join()
        worker.connection.close()
        self._workers.remove(worker)
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= START_TRIES:
                raise WorkersFailed(f"workers die before they are ready: {_fate(worker, self._seconds).detail}")
        if not worker.items:
            return
        item = worker.items.popleft()
        self._again.extendleft(reversed(worker.items))
        lost = _fate(worker, self._seconds)
        if worker.done and lost.reason is not Reason.TIME:
            self._alone.append(item)
        else:
            yield self._answer(item, lost)

    def _watch(self) -> None:
        """Ends workers that outlast the kernel's timer or hold more memory than its limit should have let them."""
        now = time.monotonic()
        for worker in self._workers:
            if not worker.ready:
                if now - worker.since > START_SECONDS:
                    worker.end(Reason.TIME)
            elif worker.items and not worker.connection.poll():
                if now - worker.since > self._seconds + GRACE:
                    worker.end(Reason.TIME)
                elif _resident(worker.process.pid) > worker.resident + self._bytes + 64 * MEGABYTE:
                    worker.end(Reason.MEMORY)


@contextmanager
def _without_interruptions() -> Iterator[None]:
    """Ctrl-C waits until the block is left, and never reaches the processes that are started in it: one comes to all
    that run in a terminal, and a fork server that is still importing would print its traceback there."""
    resource_tracker.ensure_running()  # else it is started below, and lets interruptions through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _unpacked(payload: bytes) -> Any:
    try:
        return pickle.loads(payload)  # noqa: S301  written by our own worker
    except Exception as error:  # a result that cannot be read costs its own task
        return Lost(Reason.RAISED, f"its result cannot be read: {error}")


def _fate(worker: _Worker, seconds: float) -> Lost:
    """What became of a worker that is gone, from what the parent did to it and from its exit code."""
    code = worker.process.exitcode
    if worker.ended is Reason.TIME or code == -signal.SIGALRM:
        return Lost(Reason.TIME, f"not done in {seconds:g} s")
    if worker.ended is Reason.MEMORY:
        return Lost(Reason.MEMORY, "more memory than allowed")
    if worker.ended is Reason.EXIT:
        return Lost(Reason.EXIT, "it closed its connection")
    if code == -signal.SIGKILL:
        return Lost(Reason.MEMORY, "ended by the system, as it does when memory runs out")
    if code is not None and code < 0:
        return Lost(Reason.CRASH, f"ended by {signal.Signals(-code).name}")
    return Lost(Reason.EXIT, f"its process ended with status {code}")


def _resident(pid: int | None) -> int:
    """Bytes in memory of a process; 0 where the system does not say."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * PAGE
    except (OSError, IndexError):
        return 0
