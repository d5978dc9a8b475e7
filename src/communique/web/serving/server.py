"""Listening: one process, one loop, until it is told to stop. uvicorn speaks HTTP."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from communique.errors import UsageError
from communique.web.pages.leaf import Served
from communique.web.serving.application import Application
from communique.web.serving.guard import Guard, bracketed, is_loopback
from communique.web.serving.press import Press
from communique.web.serving.writing import Form, Writer

CONNECTIONS = 600  # at once; more are told to come back
HEADERS = 16 * 1024  # bytes of a request's head
HEAD_SECONDS = 10.0  # in which the head of a connection's first request must be there
IDLE_SECONDS = 20  # that a connection may wait for its next request
LEAVING = 10  # seconds for what is under way when the server stops
BACKLOG = 256
REVIEW = "review.html"  # the form whose page others lead to


class Patient(H11Protocol):
    """Patient, but not for ever: a connection that does not say what it wants is closed."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.loop.call_later(HEAD_SECONDS, self._give_up)

    def _give_up(self) -> None:
        if self.cycle is None and not self.transport.is_closing():
            self.transport.close()


class Listener(uvicorn.Server):
    """Leaves signals to whoever runs the loop."""

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


def serve(
    path: Path,
    host: str,
    port: int,
    names: tuple[str, ...] = (),
    ready: Callable[[str], None] = lambda address: None,
    forms: Mapping[str, Form] | None = None,
) -> None:
    """Serves the record at `path` until SIGINT or SIGTERM. `ready` is told the address once it listens.

    Raises NoRecord, RecordError; UsageError where it cannot listen there, or nobody could log in.
    """
    login = not is_loopback(host)
    with listening(host, port) as listener:
        press = Press(path, Served(login, review=REVIEW in (forms or {})))
        if login and not press.tokens:
            press.close()
            raise UsageError(
                "other machines could reach this server, and nobody has a token",
                f"--host {host}",
                "communique token add --name NAME --role reader",
            )
        bound = listener.getsockname()[1]
        guard = Guard(host, bound, names)
        application = Application(press, guard, Writer(path), login, forms)
        shown = "127.0.0.1" if host in ("0.0.0.0", "::") else bracketed(host)  # noqa: S104 - compared, not bound
        asyncio.run(_run(application, listener, lambda: ready(f"http://{shown}:{bound}/")))


async def _run(application: Application, listener: socket.socket, ready: Callable[[], None]) -> None:
    server = Listener(
        uvicorn.Config(
            application,
            http=Patient,
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=CONNECTIONS,
            h11_max_incomplete_event_size=HEADERS,
            timeout_keep_alive=IDLE_SECONDS,
            timeout_graceful_shutdown=LEAVING,
        )
    )
    logging.getLogger("uvicorn").setLevel(logging.ERROR)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, lambda: setattr(server, "should_exit", True))
    application.start()
    try:
        serving = asyncio.create_task(server.serve([listener]))
        while not server.started and not serving.done():
            await asyncio.sleep(0.01)
        ready()
        await serving
    finally:
        application.stop()


@contextmanager
def listening(host: str, port: int) -> Generator[socket.socket, None, None]:
    """A socket at this address. Raises UsageError where there can be none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, _, _, address = found[0]
    except (socket.gaierror, UnicodeError) as error:
        raise UsageError("there is no such host", f"--host {host}", "127.0.0.1") from error
    with socket.socket(family, kind) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
        except (OSError, OverflowError) as error:
            raise UsageError(
                f"this address cannot be used ({getattr(error, 'strerror', None) or error})",
                f"{host}:{port}",
                "--port with another number, or 0 for any that is free",
            ) from error
        listener.listen(BACKLOG)
        yield listener
