"""What is sent back: a body with headers that let a browser do as little as possible with it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from communique.web.drawing import HERE, SERVED_POLICY, environment
from communique.web.serving.printed import HTML, Printed

POLICY = f"{SERVED_POLICY}; frame-ancestors 'none'"
SEALED = "default-src 'none'; sandbox; frame-ancestors 'none'"  # for bytes that strangers wrote
PLAIN = "text/plain; charset=utf-8"
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}

ALWAYS = (
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
)


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    type: str = HTML
    headers: tuple[tuple[str, str], ...] = ()
    policy: str = POLICY
    referrer: str = "no-referrer"
    kept: str = "no-store"
    size: int | None = field(default=None)  # of the body, where it is not sent
    pieces: AsyncIterator[bytes] | None = None  # what comes after the body; nobody knows how much

    def all_headers(self) -> list[tuple[bytes, bytes]]:
        named: Iterable[tuple[str, str]] = (
            ("content-type", self.type),
            ("content-length", str(len(self.body))),
            ("content-security-policy", self.policy),
            ("referrer-policy", self.referrer),
            ("cache-control", self.kept),
            *ALWAYS,
            *self.headers,
        )
        unknown = self.status == 304 or self.pieces is not None
        told = [(name, value) for name, value in named if not (unknown and name == "content-length")]
        return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in told]


def page(printed: Printed, headers: Mapping[str, str]) -> Answer:
    """A page as the browser wants it: packed where it can unpack, nothing where it has it already."""
    known = {tag.strip() for tag in headers.get("if-none-match", "").split(",")}
    about = (("etag", printed.tag), ("vary", "Accept-Encoding, Cookie"))
    kept = "private, no-cache"  # a browser may keep it, and asks each time whether it changed
    if printed.tag in known or "*" in known:
        return Answer(304, b"", printed.type, about, kept=kept)
    if _takes_gzip(headers.get("accept-encoding", "")):
        return Answer(200, printed.packed, printed.type, (*about, ("content-encoding", "gzip")), kept=kept)
    return Answer(200, printed.body, printed.type, about, kept=kept)


def _takes_gzip(accepted: str) -> bool:
    """`gzip, deflate;q=0.5` does, `gzip;q=0` does not."""
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        if name.strip() == "gzip":
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def told(status: int, heading: str, line: str = "", headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    """A plain page that says what is the matter."""
    html = environment().get_template("told.html").render(heading=heading, line=line, policy=SERVED_POLICY)
    return Answer(status, html.encode(), headers=headers)


def line(status: int, words: str, headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    """One line of text: for whoever is no reader of ours."""
    return Answer(status, f"{words}\n".encode(), PLAIN, headers, policy=SEALED)


def elsewhere(address: str, status: int = 302, headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    return Answer(status, b"", PLAIN, (("location", address), *headers))


def attachment(content: bytes, name: str, pieces: AsyncIterator[bytes] | None = None) -> Answer:
    """Bytes as they were obtained, or rows: to be saved, never shown."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in name)[-80:] or "document"
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name[-120:], safe='')}"
    headers = (("content-disposition", disposition),)
    return Answer(200, content, "application/octet-stream", headers, policy=SEALED, pieces=pieces)


def static() -> dict[str, tuple[bytes, str]]:
    """The files beside the pages, by name: these and no others are sent."""
    return {
        path.name: (path.read_bytes(), TYPES[path.suffix])
        for path in sorted((HERE / "static").iterdir())
        if path.suffix in TYPES
    }
