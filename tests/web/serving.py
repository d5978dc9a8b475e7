"""A real server of a record for tests, and requests to it as nobody's browser would send them."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()


@dataclass
class Server:
    host: str
    port: int
    process: subprocess.Popen[str]
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        return f"http://{self.host}:{self.port}"

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Reply:
        """`Sec_Fetch_Site="none"` is a header; None leaves out what is sent otherwise."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies and "Cookie" not in named:
            named["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.putrequest(method, path, skip_host="Host" in named, skip_accept_encoding=True)
            for name, value in named.items():
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            reply = connection.getresponse()
            return Reply(reply.status, {n.lower(): v for n, v in reply.getheaders()}, reply.read())
        finally:
            connection.close()

    def send(self, path: str, form: Mapping[str, str], **headers: str) -> Reply:
        """A form, sent from a page of this server unless `headers` say otherwise."""
        told = {"Origin": self.origin, "Content_Type": "application/x-www-form-urlencoded", **headers}
        reply = self.ask(path, "POST", urlencode(form).encode(), **{n: v for n, v in told.items() if v})
        if found := re.match(r"(\w+)=([^;]*)", reply.headers.get("set-cookie", "")):
            self.cookies[found[1]] = found[2]
        return reply

    def until(self, path: str, words: str, seconds: float = 20) -> str:
        """The page once these words stand in it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            text = self.ask(path).text
            if words in text:
                return text
            time.sleep(0.2)
        raise AssertionError(f"{words!r} does not come up in {path}")


def serving(record: Path, *options: str) -> AbstractContextManager[Server]:
    """A server of this record on a free port, stopped at the end."""
    return running("-m", "communique", "serve", "--record", str(record), "--port", "0", *options)


@contextmanager
def running(*command: str) -> Iterator[Server]:
    """A server that tells its address on its first line."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
    assert process.stdout is not None and process.stderr is not None
    found = re.search(r"http://([\d.]+):(\d+)/", process.stdout.readline())
    if found is None:
        raise AssertionError(process.stderr.read())
    try:
        yield Server(found[1], int(found[2]), process)
    finally:
        if process.poll() is None:
            process.terminate()
        out, wrong = process.communicate(timeout=30)
        assert (process.returncode, out, wrong) == (0, "", "")
