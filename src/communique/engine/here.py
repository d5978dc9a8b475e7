"""Tasks run in this process, one after another: for tests, notebooks, and whoever adds a document at a time.

Nothing is limited here: a task that hangs hangs the caller, one that crashes ends it. Whatever comes from strangers
goes through the pool.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from communique.engine.pool import Lost, Reason
from communique.engine.worker import in_a_line

Key = TypeVar("Key", bound=Hashable)
Task = TypeVar("Task")
Result = TypeVar("Result")


def run_here(
    tasks: Iterable[tuple[Key, Task]],
    function: Callable[[Task], Result],
    *,
    workers: int,
    seconds: float,
    megabytes: int,
    initializer: Callable[[], None] | None = None,
    preload: Sequence[str] = (),
) -> Iterator[tuple[Key, Result | Lost]]:
    """As `run`, in this process: `workers`, `preload` and the limits are not used; an exception costs its own task."""
    if initializer is not None:
        initializer()
    for key, task in tasks:
        yield key, _done(function, task)


def _done(function: Callable[[Task], Result], task: Task) -> Result | Lost:
    try:
        return function(task)
    except MemoryError as error:
        return Lost(Reason.MEMORY, in_a_line(error))
    except Exception as error:  # as in a worker: a task must not end the run, and whoever takes the result is told
        return Lost(Reason.RAISED, in_a_line(error))
