"""Where the stages run: a supervised pool of processes on this machine."""

from communique.engine.pool import Lost, Reason, run

__all__ = ["Lost", "Reason", "run"]
