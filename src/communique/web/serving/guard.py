"""Who may ask at all: requests for another name than ours, or sent by another site's page, are refused on every route.

A page on any site can make a browser send requests to a server on this machine, and a name that first points elsewhere
and then here (DNS rebinding) even lets it read the answers. The `Host` of such a request is that other name, its
`Origin` that other site.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_bytes

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
READING = ("GET", "HEAD")


def is_loopback(host: str) -> bool:
    """True for addresses that only this machine can reach: `127.0.0.1`, `::1`, `localhost`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def bracketed(host: str) -> str:
    """As an address has it: `[::1]`, `127.0.0.1`."""
    return f"[{host}]" if ":" in host else host


@dataclass(frozen=True)
class Refusal:
    """One line for whoever asked."""

    why: str


class Guard:
    """`host` and `port` are where the server listens, `names` by which other names people reach it."""

    def __init__(self, host: str, port: int, names: Iterable[str] = ()) -> None:
        self._port = port
        self._any = host in ("0.0.0.0", "::")  # noqa: S104 - compared, not bound
        self._ours = {name for bare in (*LOOPBACK, bracketed(host)) for name in self._with_port(bare)}
        for name in names:
            self._ours |= {name.lower(), *(self._with_port(name.lower()) if ":" not in name else ())}

    def _with_port(self, name: str) -> tuple[str, ...]:
        return (name, f"{name}:{self._port}") if self._port in (80, 443) else (f"{name}:{self._port}",)

    def refuses(self, method: str, headers: Mapping[str, str], local: str | None) -> Refusal | None:
        """None where the request may pass; `local` is the address at which the connection arrived."""
        ours = self._ours
        if self._any and local:
            ours = ours | set(self._with_port(bracketed(local.removeprefix("::ffff:"))))  # IPv4 on a socket for both
        host = headers.get("host", "").lower()
        if host not in ours:
            return Refusal(f"this server does not answer to the name {_shown(host)}")
        origin = headers.get("origin")
        site = headers.get("sec-fetch-site")
        if origin is not None and not (_bare(origin) == host or (origin == "null" and site == "same-origin")):
            return Refusal(f"requests from pages of {_shown(origin)} are refused")
        visiting = method in READING and headers.get("sec-fetch-mode") == "navigate"
        if site in ("cross-site", "same-site") and not visiting:
            return Refusal("requests from pages of another site are refused")
        if method not in READING and origin is None and site != "same-origin":
            return Refusal("this request does not say which page sent it")
        return None


def _bare(origin: str) -> str | None:
    """The host and port of an origin: `https://record.example` is `record.example`."""
    scheme, found, rest = origin.partition("://")
    return rest.lower() if found and scheme in ("http", "https") else None


def _shown(text: str) -> str:
    return "".join(c if c.isprintable() and c.isascii() else "?" for c in text[:80]) or "(none)"


class Proofs:
    """Words that only a page of this server can put into its forms; they last as long as it runs."""

    def __init__(self) -> None:
        self._secret = token_bytes(32)

    def of(self, visitor: str) -> str:
        """`visitor` is the cookie of whoever was given the page; empty where nobody logs in."""
        return hmac.new(self._secret, visitor.encode(), sha256).hexdigest()

    def holds(self, visitor: str, given: str) -> bool:
        return hmac.compare_digest(self.of(visitor).encode(), given.encode())
