"""What stops a run. A bad document never does: that is a finding, kept in the record.

    CommuniqueError                 what went wrong, where, and what to try
    ├── UsageError                  the request makes no sense as it was put
    ├── InputError                  a path or an address cannot be read
    ├── LexiconProblem              a lexicon file cannot be used
    ├── RecordError                 the record cannot be opened, read or written
    │   ├── NoRecord                there is no record at that path
    │   └── RecordBusy              another run is writing to it
    ├── NotFound                    nothing in the record answers to that id
    └── PublishError                the folder cannot be written

Faces print one line: `communique: what, where: try …`. A bug raises whatever it raises.
"""

from __future__ import annotations


class CommuniqueError(Exception):
    """`what` happened, `where` (a path, an id; may be empty), what to `try_` (may be empty): one line each."""

    def __init__(self, what: str, where: str = "", try_: str = "") -> None:
        super().__init__(what, where, try_)
        self.what = what
        self.where = where
        self.try_ = try_

    def __str__(self) -> str:
        line = f"{self.what}, {self.where}" if self.where else self.what
        return f"{line}: try {self.try_}" if self.try_ else line


class UsageError(CommuniqueError):
    """The request makes no sense as it was put."""


class InputError(CommuniqueError):
    """A path or an address cannot be read."""


class LexiconProblem(CommuniqueError):
    """A lexicon file cannot be used."""


class RecordError(CommuniqueError):
    """The record cannot be opened, read or written."""


class NoRecord(RecordError):
    """There is no record at that path."""


class RecordBusy(RecordError):
    """Another run is writing to the record."""


class NotFound(CommuniqueError):
    """Nothing in the record answers to that id."""


class PublishError(CommuniqueError):
    """The folder cannot be written."""
