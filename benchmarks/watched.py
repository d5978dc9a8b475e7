"""Run a command and watch what it costs: wall time, CPU of all its processes, the largest resident memory of any one.

Figures come from /proc (Linux), ten times a second; a process that lives and dies between two looks is missed.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
EVERY = 0.1  # seconds between two looks


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of wall time and of CPU (user and system, all processes); MB of the process that held most."""

    wall: float
    cpu: float
    megabytes: float
    status: int


def run(command: Sequence[str], output: Path | None = None) -> Cost:
    """Runs the command in a session of its own and watches every process of it."""
    began = time.monotonic()
    with open(output or os.devnull, "wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
        cpu: dict[int, float] = {}
        peak = 0.0
        ours = {process.pid}
        while process.poll() is None:
            peak = max(peak, _look(ours, cpu))
            time.sleep(EVERY)
    return Cost(time.monotonic() - began, sum(cpu.values()), peak, process.returncode)


def _look(ours: set[int], cpu: dict[int, float]) -> float:
    """Adds new descendants to `ours`, notes everybody's CPU, and gives the MB of the largest."""
    largest = 0
    stats = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            stats[int(entry.name)] = fields
    grown = True
    while grown:
        grown = False
        for pid, fields in stats.items():
            if pid not in ours and (int(fields[1]) in ours or int(fields[3]) in ours):
                ours.add(pid)
                grown = True
    for pid in ours & stats.keys():
        fields = stats[pid]
        cpu[pid] = (int(fields[11]) + int(fields[12])) / TICKS
        largest = max(largest, int(fields[21]) * PAGE)
    return largest / 1e6
