"""Nobody reaches the record by way of another site, nobody from another machine without a token."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import strait
from serving import Server, serving

from communique.record import Record, tokens
from communique.record.tokens import Role, Token
from communique.web.serving.guard import Guard, is_loopback
from communique.web.serving.visitors import FAILURES, LASTS, WINDOW, Visitors

ROUTES = ["/", "/timeline.html", "/static/communique.css", "/originals/d-0123456789abcdef", "/search.html", "/nothing"]
ELSEWHERE = "http://quarrevia.example"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("guarded") / "record.db"
    strait.build(path)
    return path


@pytest.fixture(scope="module")
def server(record: Path) -> Iterator[Server]:
    with serving(record) as found:
        yield found


@pytest.mark.parametrize("path", ROUTES)
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "quarrevia.example"},
        {"Host": "127.0.0.1"},
        {"Host": "127.0.0.1.quarrevia.example:{port}"},
        {"Host": "localhost.:{port}"},
        {"Origin": ELSEWHERE},
        {"Origin": "null"},
        {"Origin": "http://localhost:{port}"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors"},
        {"Sec_Fetch_Site": "same-site", "Sec_Fetch_Mode": "cors"},
    ],
    ids=str,
)
def test_what_is_foreign_is_refused_on_every_route(server: Server, path: str, headers: dict[str, str]) -> None:
    reply = server.ask(path, **{name: value.format(port=server.port) for name, value in headers.items()})
    assert reply.status == 403
    assert len(reply.text.splitlines()) == 1
    assert reply.headers["content-type"].startswith("text/plain")


def test_two_hosts_are_none(server: Server) -> None:
    with socket.create_connection((server.host, server.port), timeout=10) as line:
        host = f"Host: {server.host}:{server.port}\r\n"
        line.sendall(f"GET / HTTP/1.1\r\n{host}{host}Connection: close\r\n\r\n".encode())
        assert b" 400 " in line.recv(1000)


def test_a_link_from_elsewhere_is_followed(server: Server) -> None:
    assert server.ask("/index.html", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate").status == 200
    assert server.ask("/index.html", Host=f"localhost:{server.port}").status == 200
    assert server.ask("/index.html", Origin=server.origin).status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_do_nothing(server: Server, method: str) -> None:
    reply = server.ask("/index.html", method, Origin=server.origin)
    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD")
    assert server.ask("/index.html", method).status == 403


@pytest.mark.parametrize("path", ROUTES)
def test_every_answer_is_sealed(server: Server, path: str) -> None:
    headers = server.ask(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "*" not in policy and "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers and "access-control-allow-origin" not in headers


def test_an_endless_head_is_cut_off(server: Server) -> None:
    with socket.create_connection((server.host, server.port), timeout=10) as line:
        line.sendall(b"GET / HTTP/1.1\r\n" + b"X-Long: " + b"a" * 100_000)
        assert b" 400 " in line.recv(1000)


def test_a_connection_that_says_nothing_is_closed(server: Server) -> None:
    with (
        socket.create_connection((server.host, server.port), timeout=30) as silent,
        socket.create_connection((server.host, server.port), timeout=30) as slow,
    ):
        slow.sendall(b"GET / HTTP/1.1\r\nHost: ")
        began = time.monotonic()
        assert silent.recv(1000) == b""
        assert slow.recv(1000) == b""
        assert 5 < time.monotonic() - began < 20
    assert server.ask("/index.html").status == 200


def test_names_of_this_machine() -> None:
    assert is_loopback("127.0.0.1") and is_loopback("::1") and is_loopback("localhost") and is_loopback("127.8.8.8")
    assert not is_loopback("0.0.0.0") and not is_loopback("10.0.0.7") and not is_loopback("localhost.example")


def test_a_name_that_was_given_is_ours_with_and_without_a_port() -> None:
    guard = Guard("0.0.0.0", 8470, ("Record.example", "other.example:443"))
    asked = [("record.example", True), ("record.example:8470", True), ("RECORD.example", True)]
    asked += [("other.example:443", True), ("other.example", False), ("10.0.0.7:8470", True), ("10.0.0.8:8470", False)]
    for host, ours in asked:
        assert (guard.refuses("GET", {"host": host}, "10.0.0.7") is None) == ours, host
    assert guard.refuses("GET", {"host": "10.0.0.7:8470"}, "::ffff:10.0.0.7") is None
    assert guard.refuses("GET", {"host": "[fd00::7]:8470"}, "fd00::7") is None
    assert guard.refuses("GET", {"host": "record.example", "origin": "https://record.example"}, None) is None
    assert guard.refuses("GET", {"host": "record.example", "origin": "https://record.example.org"}, None) is not None


# --- off loopback ---------------------------------------------------------------------------------


def command(record: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "communique", *words, "--record", str(record)],
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_other_machines_are_let_in_with_tokens_alone(tmp_path: Path) -> None:
    record = tmp_path / "record.db"
    strait.build(record)
    refused = command(record, "serve", "--host", "0.0.0.0", "--port", "0")
    assert refused.returncode == 2
    assert "communique token add --name NAME --role reader" in refused.stderr
    assert command(record, "token", "add", "--name", "Ilse").returncode == 0
    assert command(record, "token", "revoke", "--name", "Ilse").returncode == 0
    assert command(record, "serve", "--host", "0.0.0.0", "--port", "0").returncode == 2


def test_tokens_are_made_listed_and_revoked(tmp_path: Path) -> None:
    record = tmp_path / "record.db"
    strait.build(record)
    secret = command(record, "token", "add", "--name", "Ilse", "--role", "reviewer").stdout.strip()
    assert len(secret) == 43
    assert command(record, "token", "add", "--name", "Ilse").returncode == 2
    listed = command(record, "token", "list").stdout
    assert "Ilse" in listed and "reviewer" in listed and "never" in listed
    assert secret.encode() not in record.read_bytes() + b"".join(p.read_bytes() for p in tmp_path.glob("*-wal"))
    assert command(record, "token", "revoke", "--name", "Joren").returncode == 1
    with Record.open(record, write=True) as kept:
        before = kept.fingerprint()
        tokens.add(kept.db, "Joren", Role.READER)
        assert kept.fingerprint() == before
    assert command(tmp_path / "none.db", "token", "add", "--name", "Ilse").returncode == 1
    assert not (tmp_path / "none.db").exists()


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[tuple[Server, str, Path]]:
    record = tmp_path / "record.db"
    strait.build(record)
    with Record.open(record, write=True) as kept:
        secret = tokens.add(kept.db, "Ilse", Role.READER)
    with serving(record, "--host", "0.0.0.0") as server:
        yield server, secret, record


def proof(page: str) -> str:
    found = re.search(r'name="proof" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def log_in(server: Server, secret: str, then: str = "/timeline.html") -> int:
    form = {"token": secret, "then": then, "proof": proof(server.ask("/login").text)}
    return server.send("/login", form).status


@pytest.mark.parametrize("path", [route for route in ROUTES if not route.startswith("/static")])
def test_nothing_is_shown_before_the_login(guarded: tuple[Server, str, Path], path: str) -> None:
    reply = guarded[0].ask(path)
    assert reply.status == 303
    assert reply.headers["location"].startswith("/login?then=")
    assert "Tirmona" not in reply.text


def test_in_by_a_token_out_by_a_button(guarded: tuple[Server, str, Path]) -> None:
    server, secret, record = guarded
    reply = server.send(
        "/login", {"token": secret, "then": "/timeline.html", "proof": proof(server.ask("/login").text)}
    )
    assert (reply.status, reply.headers["location"]) == (303, "/timeline.html")
    cookie = reply.headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=Strict", "Path=/"))
    assert secret not in cookie
    assert "Tirmona" in server.ask("/timeline.html").text
    with Record.open(record) as kept:
        deadline = time.monotonic() + 10
        while next(tokens.every(kept.db)).used_at is None:
            assert time.monotonic() < deadline
            time.sleep(0.1)
    page = server.ask("/login").text
    assert "logged in as <b>Ilse</b> (reader)" in page
    assert server.send("/logout", {"proof": "0" * 64}).status == 403
    old = dict(server.cookies)
    assert server.send("/logout", {"proof": proof(page)}).status == 303
    server.cookies.update(old)
    assert server.ask("/timeline.html").status == 303


def test_a_revoked_token_opens_nothing_any_more(guarded: tuple[Server, str, Path]) -> None:
    server, secret, record = guarded
    assert log_in(server, secret) == 303
    assert server.ask("/timeline.html").status == 200
    with Record.open(record, write=True) as kept:
        tokens.revoke(kept.db, "Ilse")
    deadline = time.monotonic() + 20
    while server.ask("/timeline.html").status == 200:
        assert time.monotonic() < deadline
        time.sleep(0.2)
    server.cookies.clear()
    assert log_in(server, secret) == 403


def test_wrong_tokens_are_counted(guarded: tuple[Server, str, Path]) -> None:
    server, secret, _ = guarded
    assert [log_in(server, "wrong") for _ in range(FAILURES + 1)] == [403] * FAILURES + [429]
    assert log_in(server, secret) == 429


def test_forms_from_elsewhere_are_refused(guarded: tuple[Server, str, Path]) -> None:
    server, secret, _ = guarded
    form = {"token": secret, "proof": proof(server.ask("/login").text)}
    for origin in (ELSEWHERE, "null", ""):
        assert server.send("/login", form, Origin=origin).status == 403
    assert server.send("/login", form, Origin="", Sec_Fetch_Site="cross-site").status == 403
    assert server.send("/login", {"token": secret}).status == 403
    assert server.send("/login", form, Content_Type="text/plain").status == 415
    assert server.send("/login", {**form, "more": "a" * 70_000}).status == 413
    assert server.send("/login", form, Origin="", Sec_Fetch_Site="same-origin").status == 303


@pytest.mark.parametrize("then", ["//quarrevia.example", "/\\quarrevia.example", ELSEWHERE, "javascript:alert(1)", ""])
def test_after_the_login_nobody_is_led_elsewhere(guarded: tuple[Server, str, Path], then: str) -> None:
    server, secret, _ = guarded
    form = {"token": secret, "then": then, "proof": proof(server.ask("/login").text)}
    assert server.send("/login", form).headers["location"] == "/index.html"


def test_visitors_are_remembered_for_a_while_and_wrong_tokens_too() -> None:
    now = [0.0]
    visitors = Visitors(lambda: now[0])
    visitor = visitors.enter(Token(1, "Ilse", Role.READER, "", None, None))
    assert visitors.who(visitor.cookie) == visitor
    assert not visitor.may(Role.REVIEWER)
    assert visitors.who("another") is None
    for _ in range(FAILURES):
        assert visitors.wait("10.0.0.7") == 0
        visitors.failed("10.0.0.7")
    assert 0 < visitors.wait("10.0.0.7") <= WINDOW + 1
    assert visitors.wait("10.0.0.8") == 0
    now[0] = WINDOW + 1
    assert visitors.wait("10.0.0.7") == 0
    now[0] = LASTS + 1
    assert visitors.who(visitor.cookie) is None
