"""Tokens by which readers and reviewers log in to a server. The record keeps their digests, never the tokens: they are
256 random bits, which a plain digest hides well enough."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from hashlib import sha256
from secrets import token_urlsafe

from msgspec import Struct

from communique.errors import NotFound, UsageError
from communique.record.database import Database
from communique.record.journal import now

COLUMNS = "id, name, role, created_at, used_at, revoked_at"


class Role(StrEnum):
    READER = "reader"
    REVIEWER = "reviewer"  # may also write


class Token(Struct, frozen=True):
    id: int
    name: str
    role: Role
    created_at: str
    used_at: str | None
    revoked_at: str | None


def add(db: Database, name: str, role: Role) -> str:
    """Makes a token for somebody and returns it: nobody can ask for it again.

    Raises UsageError where the name is empty, or in use.
    """
    name = " ".join(name.split())
    if not name or not name.isprintable():
        raise UsageError("a token needs a name", repr(name), "who will use it")
    with db.transaction():
        if db.value("SELECT 1 FROM token WHERE name = ? AND revoked_at IS NULL", [name]):
            raise UsageError("there is a token of this name", name, "another name, or revoke that one first")
        secret = token_urlsafe(32)
        db.run(
            "INSERT INTO token (name, digest, role, created_at) VALUES (?, ?, ?, ?)",
            [name, _digest(secret), role.value, now()],
        )
    return secret


def revoke(db: Database, name: str) -> None:
    """From now on the token of this name opens nothing. Raises NotFound where there is none."""
    with db.transaction():
        if not db.run("UPDATE token SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL", [now(), name]):
            raise NotFound("no token has this name", name, "communique token list")


def every(db: Database) -> Iterator[Token]:
    """All tokens, revoked ones among them, in the order in which they were made."""
    for id_, name, role, *times in db.rows(f"SELECT {COLUMNS} FROM token ORDER BY id"):
        yield Token(id_, name, Role(role), *times)


def valid(db: Database) -> list[Token]:
    return [token for token in every(db) if token.revoked_at is None]


def behind(db: Database, secret: str) -> Token | None:
    """The valid token that was given; None for any other words."""
    row = db.row(f"SELECT {COLUMNS} FROM token WHERE digest = ? AND revoked_at IS NULL", [_digest(secret)])
    return Token(row[0], row[1], Role(row[2]), *row[3:]) if row else None


def used(db: Database, token: Token) -> None:
    """Notes that somebody logged in with it."""
    with db.transaction():
        db.run("UPDATE token SET used_at = ? WHERE id = ?", [now(), token.id])


def _digest(secret: str) -> str:
    return sha256(secret.strip().encode()).hexdigest()
