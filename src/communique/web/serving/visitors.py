"""Who has logged in: a token of the record is given once, a cookie stands for it afterwards."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from secrets import token_urlsafe

from communique.record.tokens import Role, Token

COOKIE = "communique"
LASTS = 12 * 3600.0  # seconds
MANY = 1000  # visitors remembered at once
FAILURES, WINDOW = 10, 15 * 60.0  # wrong tokens from one address in so many seconds
ADDRESSES = 10_000  # addresses remembered that failed


@dataclass(frozen=True)
class Visitor:
    """`cookie` is empty where nobody logs in."""

    name: str
    role: Role
    cookie: str = ""

    def may(self, role: Role) -> bool:
        return self.role is Role.REVIEWER or role is Role.READER


AT_HOME = Visitor("local", Role.REVIEWER)  # whoever sits at this machine


class Visitors:
    """Kept in memory alone: a new start asks everybody again. Used by one thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._tokens: Mapping[int, Token] = {}
        self._came: OrderedDict[str, tuple[int, float]] = OrderedDict()  # cookie → token, until when
        self._failed: OrderedDict[str, list[float]] = OrderedDict()

    def admit_only(self, tokens: Iterable[Token]) -> None:
        """Whoever came with another token is out: it was revoked."""
        self._tokens = {token.id: token for token in tokens}

    def enter(self, token: Token) -> Visitor:
        cookie = token_urlsafe(32)
        self._came[cookie] = (token.id, self._clock() + LASTS)
        while len(self._came) > MANY:
            self._came.popitem(last=False)
        self._tokens = {**self._tokens, token.id: token}
        return Visitor(token.name, token.role, cookie)

    def leave(self, cookie: str) -> None:
        self._came.pop(cookie, None)

    def who(self, cookie: str) -> Visitor | None:
        found = self._came.get(cookie)
        if found is None:
            return None
        token = self._tokens.get(found[0])
        if token is None or found[1] < self._clock():
            self.leave(cookie)
            return None
        return Visitor(token.name, token.role, cookie)

    # wrong tokens

    def wait(self, address: str) -> int:
        """Seconds that this address must wait before it may try again."""
        now = self._clock()
        recent = [at for at in self._failed.get(address, ()) if at > now - WINDOW]
        return int(recent[-FAILURES] + WINDOW - now) + 1 if len(recent) >= FAILURES else 0

    def failed(self, address: str) -> None:
        self._failed[address] = [*self._failed.pop(address, [])[-FAILURES:], self._clock()]
        while len(self._failed) > ADDRESSES:
            self._failed.popitem(last=False)
