"""`communique serve` and `communique token`: the record in a browser, and who may open it from elsewhere."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from communique.cli.asking import Place
from communique.cli.opening import opened
from communique.cli.terminal import Column, write_json, write_table
from communique.errors import UsageError

if TYPE_CHECKING:
    from communique.record import Record
    from communique.record.tokens import Token

PLACE = Place()


def serve(
    *,
    host: str = "127.0.0.1",
    port: int = 8470,
    name: Annotated[tuple[str, ...], Parameter(negative="")] = (),
    open: Annotated[bool, Parameter(negative="")] = False,
    place: Place = PLACE,
) -> int:
    """Open the record in a browser: pages drawn from the record as it stands, and search.

    Parameters
    ----------
    host
        Where to listen. Other machines reach the server only at an address of this machine's network, and everybody
        must then log in with a token.
    port
        0 takes any that is free.
    name
        Another name by which people reach it, such as record.example.org, where a proxy stands before it.
    open
        Open the front page in the browser of this machine.
    """
    from communique.web.reviewing import forms
    from communique.web.serving.server import serve as run

    def ready(address: str) -> None:
        print(f"{place.record} is open at {address} (Ctrl-C ends it)", flush=True)
        if open:
            webbrowser.open(address)

    run(place.record, host, port, name, ready, forms(_settle))
    return 0


def _settle(record: Record) -> bool:
    """Brings the record up to date with what was ruled."""
    from communique.pipeline.ruling import settle

    return settle(record)


def token(
    what: Literal["add", "list", "revoke"],
    /,
    *,
    name: str | None = None,
    role: Literal["reader", "reviewer"] = "reader",
    json: Annotated[bool, Parameter(negative="")] = False,
    place: Place = PLACE,
) -> int:
    """Who may log in to a server of this record: `token add --name "Press office" --role reader`.

    Parameters
    ----------
    what
        add makes a token and prints it once, list shows whose there are, revoke makes one worthless.
    name
        Who uses it.
    role
        A reader reads; a reviewer may also change the record.
    json
        One JSON object a line, for `list`.
    """
    from communique.record import Record, tokens

    if what == "list":
        with opened(place.record) as record:
            found = list(tokens.every(record.db))
        if json:
            write_json(found)
        else:
            write_table(COLUMNS, (_row(one) for one in found))
        return 0
    if name is None:
        raise UsageError("whose token?", f"token {what}", "--name NAME")
    _must_exist(place.record)
    with Record.open(place.record, write=True) as record:
        if what == "revoke":
            tokens.revoke(record.db, name)
            print(f"the token of {name} opens nothing any more")
            return 0
        secret = tokens.add(record.db, name, tokens.Role(role))
    print(f"the token of {name} ({role}), which is shown this once:", file=sys.stderr)
    print(secret)
    return 0


COLUMNS = tuple(map(Column, ("name", "role", "made", "last used", "revoked")))


def _row(token: Token) -> tuple[str, ...]:
    return (token.name, token.role.value, token.created_at, token.used_at or "never", token.revoked_at or "")


def _must_exist(path: Path) -> None:
    opened(path).close()  # writing would make it
