"""The server's application (ASGI): every request passes the guard, then the login, then finds its page."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, quote, unquote

from communique.errors import CommuniqueError, NotFound, RecordBusy, UsageError
from communique.record.tokens import Role
from communique.web.drawing import SERVED_POLICY, environment
from communique.web.links import FOLDERS
from communique.web.pages import rows
from communique.web.pages.appendix import APPENDED
from communique.web.pages.leaf import Elsewhere, Missing
from communique.web.serving import answers
from communique.web.serving.answers import Answer
from communique.web.serving.guard import READING, Guard, Proofs
from communique.web.serving.press import Press
from communique.web.serving.printed import printed
from communique.web.serving.visitors import AT_HOME, COOKIE, LASTS, Visitor, Visitors
from communique.web.serving.writing import Form, Writer

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]

LOG = logging.getLogger(__name__)

FORM = "application/x-www-form-urlencoded"
LARGEST = 64 * 1024  # bytes of a form
FIELDS = 200
ASKED = 4096  # characters of a query
BODY_SECONDS, SECONDS = 10.0, 60.0
NAMED = "same-origin"  # a browser names the origin of a form only where the page's policy on referrers lets it
NAME, LONGEST_NAME = "communique-name", 80  # who reviews where nobody logs in, as the browser keeps it; characters
REMEMBERED = 365 * 24 * 3600  # seconds
OPEN = ("login", "static", "favicon.ico")  # what whoever has not logged in may see


@dataclass(frozen=True)
class Request:
    method: str
    path: str  # without the leading stroke
    query: str
    headers: Mapping[str, str]
    address: str  # of whoever asks
    visitor: Visitor | None

    @property
    def asked(self) -> dict[str, str]:
        return dict(parse_qsl(self.query, max_num_fields=FIELDS))


class Application:
    """`login` asks for a token on every route; `forms` are the pages that change the record, by path."""

    def __init__(
        self, press: Press, guard: Guard, writer: Writer, login: bool, forms: Mapping[str, Form] | None = None
    ) -> None:
        self._press = press
        self._guard = guard
        self._writer = writer
        self._login = login
        self._forms = dict(forms or {})
        self._proofs = Proofs()
        self._visitors = Visitors()
        self._static = {name: printed(body, type) for name, (body, type) in answers.static().items()}

    def start(self) -> None:
        self._visitors.admit_only(self._press.tokens)
        self._press.start(lambda: self._visitors.admit_only(self._press.tokens))

    def stop(self) -> None:
        self._press.stop()
        self._writer.stop()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        try:
            async with asyncio.timeout(SECONDS):
                answer = await self._answer(scope, receive)
        except TimeoutError:
            answer = answers.told(503, "This takes too long", "Try something narrower, or again in a while.")
        except RecordBusy as error:
            answer = answers.told(503, "Not at this moment", f"{str(error).capitalize()}.", (("retry-after", "5"),))
        except CommuniqueError as error:
            answer = answers.told(500, "The record cannot be read", error.what)
        except Exception:  # a bug: whoever runs the server sees it whole, whoever asked that there is one
            LOG.exception("%s %s", scope["method"], scope["path"])
            answer = answers.told(500, "Something is wrong with this program", "This page could not be drawn.")
        body = b"" if scope["method"] == "HEAD" or answer.status == 304 else answer.body
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.all_headers()})
        if answer.pieces is None or scope["method"] == "HEAD":
            await send({"type": "http.response.body", "body": body})
            return
        await send({"type": "http.response.body", "body": body, "more_body": True})
        async for piece in answer.pieces:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        headers = _headers(scope)
        if headers is None:
            return answers.line(400, "this request has two names or two origins")
        method = scope["method"]
        refusal = self._guard.refuses(method, headers, (scope.get("server") or (None,))[0])
        if refusal is not None:
            return answers.line(403, refusal.why)
        path, query = scope["path"], scope["query_string"].decode("latin-1")
        if not path.startswith("/") or not path.isprintable() or "\\" in path or len(path) > 300 or len(query) > ASKED:
            return answers.told(400, "This address cannot be read")
        client = (scope.get("client") or ("",))[0]
        request = Request(method, path[1:], query, headers, client, self._visitor(headers))
        try:
            return await self._route(request, receive)
        except Missing:
            return answers.told(404, "There is no such page", "It may have moved when the record grew.")
        except Elsewhere as moved:
            return answers.elsewhere(f"/{moved.address}")
        except ValueError:  # more fields than anybody asks for
            return answers.told(400, "This address cannot be read")

    def _visitor(self, headers: Mapping[str, str]) -> Visitor | None:
        return self._visitors.who(_cookie(headers)) if self._login else AT_HOME

    async def _route(self, request: Request, receive: Receive) -> Answer:
        folder, _, name = request.path.partition("/")
        if request.visitor is None and folder not in OPEN:
            then = quote(f"/{request.path}" + (f"?{request.query}" if request.query else ""), safe="")
            return answers.elsewhere(f"/login?then={then}", 303)
        writes = {"login", "logout"} & ({request.path} if self._login else set()) or request.path in self._forms
        if request.method not in READING and (request.method != "POST" or not writes):
            allowed = "GET, HEAD, POST" if writes else "GET, HEAD"
            return answers.told(405, "This cannot be done here", headers=(("allow", allowed),))
        if request.method == "POST":
            return await self._write(request, receive)
        if folder == "static" and name in self._static:
            return answers.page(self._static[name], request.headers)
        if request.path == "favicon.ico":
            return answers.page(self._static["mark.svg"], request.headers)
        if folder == "originals":
            return await self._original(name)
        if rows.is_file(request.path) or request.path in APPENDED:
            return await self._rows(request)
        if request.path == "login" and self._login:
            return self._door(request, request.asked.get("then", ""))
        if request.path in self._forms:
            return await self._form(request)
        try:
            found = await self._press.page(request.path, request.asked, request.query)
        except (NotFound, UsageError) as error:
            return answers.told(404, "Nothing answers to that", str(error))
        return answers.page(found, request.headers)

    async def _rows(self, request: Request) -> Answer:
        """The rows of a view. What cannot be is known before the first of them is sent."""
        pieces = self._press.file(request.path, request.asked)
        try:
            first = await anext(pieces, b"")
        except (NotFound, UsageError) as error:
            return answers.told(404, "Nothing answers to that", str(error))
        return answers.attachment(first, request.path.replace("/", "-"), pieces)

    async def _original(self, id: str) -> Answer:
        """The bytes of a document as they were obtained."""
        found = await self._press.at_a_desk(lambda desk: (desk.original(id), desk.documents([id])))
        content, lines = found
        if content is None or not lines or id[:1] not in FOLDERS:
            raise Missing
        return answers.attachment(content, lines[0].path.replace("\\", "/").rsplit("/", 1)[-1] or id)

    # writing

    async def _write(self, request: Request, receive: Receive) -> Answer:
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
            return answers.told(415, "Only forms of this server are taken")
        body = await _body(receive, request.headers)
        if body is None:
            return answers.told(413, "This form is too large")
        form = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=FIELDS))
        cookie = request.visitor.cookie if request.visitor else ""
        if not self._proofs.holds(cookie, form.pop("proof", "")):
            return answers.told(403, "This form is out of date", "Open the page again and send it from there.")
        if request.path == "login":
            return await self._enter(request, form)
        assert request.visitor is not None
        if request.path == "logout":
            self._visitors.leave(request.visitor.cookie)
            return answers.elsewhere("/login", 303, (("set-cookie", _set(request, "", 0)),))
        writing = self._forms[request.path].write
        if not request.visitor.may(Role.REVIEWER):
            return answers.told(403, "Readers change nothing", "Ask for the token of a reviewer.")
        name = " ".join(form.pop("by", "").split())[:LONGEST_NAME] if request.visitor == AT_HOME else ""
        kept = (("set-cookie", _keep(request, NAME, quote(name), REMEMBERED)),) if name else ()
        try:
            address = await self._writer.write(writing, form, name or request.visitor.name)
            return answers.elsewhere(address, 303, kept)
        except (NotFound, UsageError) as error:
            return answers.told(400, "This cannot be done", str(error))

    async def _form(self, request: Request) -> Answer:
        visitor, form = request.visitor, self._forms[request.path]
        assert visitor is not None
        proof = self._proofs.of(visitor.cookie)
        name = unquote(_cookie(request.headers, NAME)) if visitor == AT_HOME else ""
        who = name[:LONGEST_NAME] if name.isprintable() and name else visitor.name
        html = await self._press.draw(lambda leaf: form.draw(leaf, request.asked, who, proof), forms=True)
        return Answer(200, html.encode(), referrer=NAMED)

    # logging in

    def _door(self, request: Request, then: str, status: int = 200, line: str = "") -> Answer:
        visitor = request.visitor
        html = (
            environment()
            .get_template("login.html")
            .render(
                heading="Logged in" if visitor else "Log in",
                line=line,
                visitor=visitor,
                proof=self._proofs.of(visitor.cookie if visitor else ""),
                then=_own(then),
                policy=SERVED_POLICY,
            )
        )
        return Answer(status, html.encode(), referrer=NAMED)

    async def _enter(self, request: Request, form: Mapping[str, str]) -> Answer:
        wait = self._visitors.wait(request.address)
        if wait:
            headers = (("retry-after", str(wait)),)
            return answers.told(429, "Too many wrong tokens", f"Try again in {wait // 60 + 1} minutes.", headers)
        secret = form.get("token", "")
        token = await self._press.at_a_desk(lambda desk: desk.token(secret))
        if token is None:
            self._visitors.failed(request.address)
            return self._door(request, form.get("then", ""), 403, "This token opens nothing here.")
        visitor = self._visitors.enter(token)
        self._writer.note_use(token)
        headers = (("set-cookie", _set(request, visitor.cookie, int(LASTS))),)
        return answers.elsewhere(_own(form.get("then", "")), 303, headers)


def _headers(scope: Scope) -> dict[str, str] | None:
    """By name; None where one that must be there once is there twice."""
    found: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        if name in found and name in ("host", "origin", "content-type", "content-length", "sec-fetch-site"):
            return None
        found[name] = f"{found[name]}; {value}" if name == "cookie" and name in found else value
    return found


def _cookie(headers: Mapping[str, str], name: str = COOKIE) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def _set(request: Request, value: str, seconds: int) -> str:
    return _keep(request, COOKIE, value, seconds)


def _keep(request: Request, name: str, value: str, seconds: int) -> str:
    secure = "; Secure" if request.headers.get("origin", "").startswith("https:") else ""
    return f"{name}={value}; HttpOnly; SameSite=Strict; Path=/; Max-Age={seconds}{secure}"


def _own(address: str) -> str:
    """An address of this server, whatever was asked for: `//elsewhere.example` is none."""
    ours = address.startswith("/") and not address.startswith(("//", "/\\", "/login", "/logout"))
    return address if ours and address.isascii() and address.isprintable() and "\\" not in address else "/index.html"


async def _body(receive: Receive, headers: Mapping[str, str]) -> bytes | None:
    """What was sent; None where it is too much."""
    length = headers.get("content-length", "0")
    if not length.isdigit() or int(length) > LARGEST:
        return None
    parts: list[bytes] = []
    size = 0
    async with asyncio.timeout(BODY_SECONDS):
        while True:
            message = await receive()
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            if size > LARGEST:
                return None
            if message["type"] != "http.request" or not message.get("more_body"):
                return b"".join(parts)
