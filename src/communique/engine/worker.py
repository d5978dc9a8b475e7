"""What runs inside a worker process: one task after another under limits of time and memory, without threads.

The kernel holds the limits, so code that never comes back to Python is held too: an interval timer whose signal ends
the process, and RLIMIT_DATA (private writable memory), counted from what the worker uses once it is ready. A worker is
the leader of a process group: it goes with everything it started, and a Ctrl-C in the terminal does not reach it.
"""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

MEGABYTE = 1 << 20
PR_SET_PDEATHSIG = 1  # linux/prctl.h
STATUS = Path("/proc/self/status")
Reply = tuple[int, str, bytes | str, float, bool]  # task, "result" or why it is lost, payload, seconds, time to retire


def serve(
    connection: Connection,
    function: Callable[[Any], Any],
    initializer: Callable[[], None] | None,
    seconds: float,
    megabytes: int,
) -> None:
    """Says that it is ready, then answers each batch task by task, until the connection closes."""
    _leave_the_terminal()
    try:
        if initializer is not None:
            initializer()
    except BaseException:  # whatever it is, the parent must hear of it rather than wait
        connection.send(("broken", traceback.format_exc()))
        return
    gc.collect()
    gc.freeze()  # what is loaded by now stays: collections need not look at it, and shared pages stay shared
    _limit_memory(megabytes)
    start = used()
    connection.send(("ready", resident()))
    while True:
        try:
            batch: list[tuple[int, bytes]] = connection.recv()
        except EOFError:
            return
        for number, packed in batch:
            began = time.monotonic()
            signal.setitimer(signal.ITIMER_REAL, seconds)
            kind, payload = _answer(function, packed)
            signal.setitimer(signal.ITIMER_REAL, 0)
            retire = kind == "memory" or used() - start > megabytes * MEGABYTE // 2
            reply: Reply = (number, kind, payload, time.monotonic() - began, retire)
            connection.send(reply)
            if retire:
                return


def _answer(function: Callable[[Any], Any], packed: bytes) -> tuple[str, bytes | str]:
    try:
        task = pickle.loads(packed)  # noqa: S301  written by our own parent
        return "result", pickle.dumps(function(task), pickle.HIGHEST_PROTOCOL)
    except MemoryError as error:
        return "memory", in_a_line(error)
    except SystemExit as error:
        return "exit", f"exit status {error.code}"
    except BaseException as error:  # a task must not end the worker: the parent is told, and decides
        return "raised", in_a_line(error)


def in_a_line(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    at = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    words = " ".join(str(error).split())[:500]
    return f"{type(error).__name__}: {words}{at}" if words else f"{type(error).__name__}{at}"


def _leave_the_terminal() -> None:
    os.setpgid(0, 0)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115  the process's own, closed with it
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    if sys.platform == "linux":  # when our parent is killed the fork server ends, and then so do we, busy or not
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        _let_the_server_go()
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _let_the_server_go() -> None:
    """The fork server lives as long as anybody holds its pipe, and gives every worker an end of it, for processes that
    a worker might want to start in turn. Ours start none."""
    held = getattr(getattr(forkserver, "_forkserver", None), "_forkserver_alive_fd", None)
    if isinstance(held, int):
        with suppress(OSError):
            os.close(held)


def _limit_memory(megabytes: int) -> None:
    import resource

    for limit, amount in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_DATA, used() + megabytes * MEGABYTE)):
        try:
            resource.setrlimit(limit, (amount, amount))
        except (OSError, ValueError):
            continue  # this system does not know the limit: the parent watches as well


def used() -> int:
    """Bytes of private writable memory of this process, as RLIMIT_DATA counts them; 0 where the system does not say."""
    return _from_status("VmData:")


def resident() -> int:
    """Bytes of this process in memory; 0 where the system does not say."""
    return _from_status("VmRSS:")


def _from_status(name: str) -> int:
    try:
        lines = STATUS.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(name)), 0)
