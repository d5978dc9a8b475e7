"""A reader that does to its process what its document says: it sleeps, allocates, crashes, exits, raises."""

from __future__ import annotations

import ctypes
import os
import time

from communique.model.document import Reading
from communique.model.findings import Trouble
from communique.pipeline import work

HELD: list[bytes] = []
read_well = work.read_one


def read_one(content: bytes) -> Reading | Trouble:
    match content.split(maxsplit=1)[0]:
        case b"SLEEP":
            time.sleep(3600)
        case b"ALLOCATE":
            while True:
                HELD.append(b"x" * (1 << 20))
        case b"CRASH":
            ctypes.string_at(0)
        case b"EXIT":
            os._exit(3)
        case b"RAISE":
            raise ValueError("a bug of the reader")
    return read_well(content)


def misread_some(content: bytes) -> Reading | Trouble:
    """Hangs on a PDF, crashes on a DOCX, reads the rest."""
    if content.startswith(b"%PDF"):
        time.sleep(3600)
    if content.startswith(b"PK"):
        ctypes.string_at(0)
    return read_well(content)
