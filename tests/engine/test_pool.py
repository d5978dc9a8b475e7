"""The pool, with real processes and real accidents."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import work

import communique
from communique.engine import Lost, Reason, run
from communique.engine.pool import WorkersFailed

LIMITS = {"workers": 2, "seconds": 2.5, "megabytes": 200}
ACCIDENTS = {
    "spin": Reason.TIME,
    "wait 60": Reason.TIME,
    "deaf": Reason.TIME,
    "swallow 10000": Reason.MEMORY,
    "grow": Reason.MEMORY,
    "kill": Reason.MEMORY,
    "segfault": Reason.CRASH,
    "abort": Reason.CRASH,
    "exit 0": Reason.EXIT,
    "exit 3": Reason.EXIT,
    "leave": Reason.EXIT,
    "close": Reason.EXIT,
    "child": Reason.EXIT,
    "raise no good": Reason.RAISED,
    "recurse": Reason.RAISED,
    "interrupt": Reason.RAISED,
    "unsendable": Reason.RAISED,
}


def outcome(tasks: list[tuple[object, str]], **limits: float) -> dict[object, object]:
    found = list(run(tasks, work.do, initializer=work.prepare, **{**LIMITS, **limits}))  # type: ignore[arg-type]
    assert len(found) == len(tasks)
    return dict(found)


def test_accidents_among_good_tasks_cost_themselves_alone() -> None:
    tasks: list[tuple[object, str]] = [(n, f"echo {n}") for n in range(150)]
    for n, accident in enumerate(ACCIDENTS):
        tasks.insert(n * 8 + 3, (accident, accident))
    found = outcome(tasks)
    assert {n: found[n] for n in range(150)} == {n: str(n) for n in range(150)}
    reasons = {accident: getattr(found[accident], "reason", found[accident]) for accident in ACCIDENTS}
    assert reasons == ACCIDENTS
    assert all("\n" not in found[accident].detail for accident in ACCIDENTS)  # type: ignore[attr-defined]


@pytest.mark.parametrize("accident", ["segfault", "exit 1", "grow", "raise it"])
def test_nothing_but_accidents(accident: str) -> None:
    found = outcome([(n, accident) for n in range(6)], seconds=30)
    assert all(isinstance(lost, Lost) for lost in found.values())


def test_a_task_is_not_blamed_for_what_another_left_behind() -> None:
    """Each swallows less than is allowed, two together more: a worker that holds too much is replaced."""
    found = outcome([(n, "swallow 90") for n in range(8)])
    assert set(found.values()) == {"swallow"}


def test_a_crash_after_the_result_does_not_cost_the_next_task() -> None:
    tasks: list[tuple[object, str]] = [("first", "later")]
    tasks += [(n, "wait 0.1") for n in range(10)]
    assert outcome(tasks, workers=1) == {"first": "later", **dict.fromkeys(range(10), "wait")}


def test_what_a_task_prints_goes_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    assert outcome([(n, "rubbish") for n in range(4)]) == dict.fromkeys(range(4), "")
    assert capfd.readouterr() == ("", "")


def test_results_and_tasks_may_be_large() -> None:
    found = outcome([(n, "big 8") for n in range(4)] + [("back", "echo " + "y" * (8 << 20))], seconds=20)
    assert [len(str(found[n])) for n in (*range(4), "back")] == [8 << 20] * 5


def test_the_initializer_runs_once_in_each_worker() -> None:
    assert set(outcome([(n, "prepared") for n in range(100)]).values()) == {"True"}


@pytest.mark.parametrize("initializer", [work.broken, work.dies])
def test_workers_that_never_become_ready_stop_the_run(initializer: object) -> None:
    with pytest.raises(WorkersFailed):
        list(run([(1, "echo 1")], work.do, initializer=initializer, **LIMITS))  # type: ignore[arg-type]


def test_no_tasks_no_workers() -> None:
    began = time.monotonic()
    assert list(run([], work.do, **LIMITS)) == []  # type: ignore[arg-type]
    assert time.monotonic() - began < 0.5


def test_two_tasks_of_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="two tasks"):
        outcome([("a", "echo 1"), ("a", "echo 2")])


def test_tasks_are_drawn_as_they_are_needed() -> None:
    drawn = 0

    def tasks() -> Iterator[tuple[int, str]]:
        nonlocal drawn
        for n in range(100_000):
            drawn += 1
            yield n, f"echo {n}"

    results = run(tasks(), work.do, **LIMITS)  # type: ignore[arg-type]
    for _ in range(10):
        next(results)
    results.close()
    assert drawn < 10 + 2 * 32 * 3


def test_a_slow_taker_costs_no_task_its_time() -> None:
    """While whoever takes the results is busy, time goes by for nobody."""
    found = []
    for n, (key, result) in enumerate(
        run([(n, "wait 0.05") for n in range(12)], work.do, workers=2, seconds=0.6, megabytes=100)
    ):
        found.append((key, result))
        if n in (1, 5):
            time.sleep(2.0)
    assert sorted(found) == [(n, "wait") for n in range(12)]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_stopping_the_program_stops_the_workers(how: signal.Signals) -> None:
    path = os.pathsep.join([str(Path(communique.__file__).parents[1]), str(Path(__file__).parent)])
    program = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("interrupted.py"))],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert program.stdout is not None
    workers = {int(program.stdout.readline()) for _ in range(8)}
    program.send_signal(how)
    rest, _ = program.communicate(timeout=20)
    assert rest.strip().endswith("stopped") == (how is signal.SIGINT)
    until = time.monotonic() + 10
    while any(map(alive, workers)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(alive, workers))


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
