"""What a published folder keeps of the edition before it, so that its front page can tell what came since."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from communique.views.contents import Contents

FILE = "edition.json"


class Before(Struct, frozen=True):
    """What an earlier edition held, and up to which day it was added to."""

    until: str
    documents: frozenset[str]
    engagements: frozenset[str]
    statements: int


class Kept(Struct, frozen=True):
    """This edition and the one before it. Publishing the same record again keeps both as they are."""

    here: Before
    before: Before | None = None


def read(former: bytes | None) -> Kept | None:
    """None where there is none, or nobody could read it."""
    if former is None:
        return None
    try:
        return msgspec.json.decode(former, type=Kept)
    except msgspec.DecodeError:
        return None


def before(former: Kept | None, contents: Contents) -> Before | None:
    """The edition before this one, where the folder knows of one."""
    if former is None:
        return None
    now = _here(contents, former.here.until)
    return former.before if now == former.here else former.here


def kept(contents: Contents, until: str, before: Before | None) -> bytes:
    """What the folder keeps; the same for the same record."""
    return msgspec.json.encode(Kept(_here(contents, until), before), order="sorted")


def _here(contents: Contents, until: str) -> Before:
    return Before(until, frozenset(contents.documents), frozenset(contents.engagements), contents.statements)
