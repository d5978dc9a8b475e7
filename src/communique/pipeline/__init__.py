"""The one place where the stages are joined: read → mark → link, into the record.

    add(Path("record.db"), [Path("papers")])

What is left to do is derived from what the record holds, never from a log: an interrupted run goes on where it
stopped, and a run without anything new changes nothing.
"""

from communique.pipeline.adding import Added, add
from communique.pipeline.checking import verify

__all__ = ["Added", "add", "verify"]
