"""Tasks in this process: as the pool answers, without its limits."""

from __future__ import annotations

import work

from communique.engine import Lost, Reason, run_here


def test_tasks_come_back_in_order_and_an_exception_costs_its_own() -> None:
    tasks = [(n, "raise no good" if n == 1 else f"echo {n}") for n in range(3)]
    work.READY.clear()
    found = list(run_here(tasks, work.do, workers=9, seconds=0.0, megabytes=0, initializer=work.prepare))
    assert found[0] == (0, "0") and found[2] == (2, "2") and len(work.READY) == 1
    lost = found[1][1]
    assert isinstance(lost, Lost) and lost.reason is Reason.RAISED and "no good" in lost.detail
