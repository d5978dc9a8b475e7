"""Findings: what the program could not do or doubts. Nothing is dropped silently."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct, field


class Severity(StrEnum):
    ERROR = "error"  # something is missing from the record
    WARNING = "warning"  # something in the record may be wrong or incomplete
    NOTE = "note"  # worth a look


class Trouble(Struct, frozen=True):
    """A finding before it has an id and a document: what, where, why, what to try, one line each."""

    severity: Severity
    what: str
    why: str
    try_: str = field(name="try")
    where: str = ""  # "characters 10-42", "page 3", "line 7"; empty for the whole document
