"""The record: one SQLite file with everything that was kept, read, marked and linked. All SQL is in this room."""

from communique.record.linked import Candidate, LinkedActor, LinkedEngagement, Unresolved
from communique.record.state import Status
from communique.record.store import Record
from communique.record.verify import Failure
from communique.record.writing import Stage

__all__ = ["Candidate", "Failure", "LinkedActor", "LinkedEngagement", "Record", "Stage", "Status", "Unresolved"]
