"""Ids: one letter for the kind of thing, then a digest of what the thing is.

An id digests a JSON array, never a joined string, so that two different things cannot spell the same id.
"""

from __future__ import annotations

import hashlib
import json
from enum import StrEnum

DIGITS = 16  # hex digits kept: 64 bits, one chance in a million of a clash at six million things


class Thing(StrEnum):
    DOCUMENT = "d"
    MENTION = "m"
    ACTOR = "a"
    ENGAGEMENT = "e"
    STATEMENT = "s"
    INSTRUMENT = "i"
    DISCREPANCY = "x"
    FINDING = "f"
    ECHO = "h"
    FORMULA = "w"
    RULING = "r"


def digest_of(content: bytes) -> str:
    """The SHA-256 of `content` in lower-case hex (64 characters)."""
    return hashlib.sha256(content).hexdigest()


def document_id(digest: str) -> str:
    """The id of the document whose bytes have this SHA-256: the same bytes are one document wherever they came from."""
    return Thing.DOCUMENT + "-" + digest[:DIGITS]


def identify(thing: Thing, *parts: str | int | tuple[tuple[int, int], ...] | None) -> str:
    """An id that depends on `parts` alone, in their order."""
    encoded = json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()
    return thing + "-" + digest_of(encoded)[:DIGITS]
