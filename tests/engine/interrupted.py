"""A program that runs long tasks in a pool and says which processes do it: its test stops it in several ways."""

from __future__ import annotations

import os
import time

from communique.engine import run


def long(task: float) -> int:
    if task:
        time.sleep(task)
    return os.getpid()


if __name__ == "__main__":
    tasks = [(n, 0.0 if n < 8 else 600.0) for n in range(16)]
    try:
        for _, worker in run(tasks, long, workers=2, seconds=900, megabytes=100):
            print(worker, flush=True)
    except KeyboardInterrupt:
        print("stopped", flush=True)
