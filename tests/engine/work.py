"""What the pool is given to do in its tests: good tasks, and every way in which one goes wrong."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time

READY: list[int] = []
HELD: list[bytes] = []


def prepare() -> None:
    READY.append(os.getpid())


def broken() -> None:
    raise RuntimeError("no model here")


def dies() -> None:
    os._exit(7)


def do(task: str) -> str:
    what, _, rest = task.partition(" ")
    match what:
        case "echo":
            return rest
        case "prepared":
            return str([os.getpid()] == READY)
        case "wait":
            time.sleep(float(rest))
        case "spin":
            while True:
                pass
        case "deaf":  # the kernel's timer is switched off, so the parent must act
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            time.sleep(3600)
        case "swallow":
            HELD.append(bytearray(int(rest) << 20))
        case "grow":
            while True:
                HELD.append(b"x" * (1 << 20))
        case "segfault":
            ctypes.string_at(0)
        case "abort":
            os.abort()
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "exit":
            os._exit(int(rest))
        case "leave":
            sys.exit(3)
        case "raise":
            raise ValueError(rest)
        case "recurse":
            return do(task)
        case "interrupt":
            raise KeyboardInterrupt
        case "rubbish":
            print("\0rubbish" * 10_000, flush=True)
            os.write(1, b"rubbish")
            os.write(2, b"rubbish")
            return sys.stdin.read()
        case "unsendable":
            return lambda: None  # type: ignore[return-value]
        case "big":
            return "x" * (int(rest) << 20)
        case "close":
            os.closerange(3, 256)
            time.sleep(3600)
        case "child":
            subprocess.Popen(["sleep", "3600"], close_fds=False)
            os._exit(5)
        case "later":  # crashes only after its result was given
            signal.signal(signal.SIGUSR1, signal.SIG_DFL)
            subprocess.Popen(["sh", "-c", f"sleep 0.2; kill -USR1 {os.getpid()}"])
    return what
