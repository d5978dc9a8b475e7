"""Where the stages run: a supervised pool of processes on this machine, or this process."""

from communique.engine.here import run_here
from communique.engine.pool import Lost, Reason, run

__all__ = ["Lost", "Reason", "run", "run_here"]
