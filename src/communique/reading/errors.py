"""What reading raises.

Unreadable      the bytes are no document that we read; callers turn it into a finding
"""

from __future__ import annotations

from communique.model.findings import Severity, Trouble


class Unreadable(Exception):
    """No text can be had from these bytes: what they are, why they cannot be read, what to try instead."""

    def __init__(self, what: str, why: str, try_: str) -> None:
        super().__init__(f"{what}: {why}; {try_}")
        self.what = what
        self.why = why
        self.try_ = try_

    @property
    def trouble(self) -> Trouble:
        return Trouble(Severity.ERROR, self.what, self.why, self.try_)
