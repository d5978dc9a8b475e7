"""`python form_server.py RECORD [HOST]`: a server with one form, which notes a setting of the record."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from markupsafe import escape

from communique.errors import UsageError
from communique.record import Record
from communique.web.pages.leaf import Leaf
from communique.web.serving.server import serve
from communique.web.serving.writing import Form


def draw(leaf: Leaf, asked: Mapping[str, str], who: str, proof: str) -> str:
    noted = leaf.desk.record.setting("note") or "nothing"
    return (
        f"<!DOCTYPE html><title>Note</title><p>{escape(who)}: {escape(noted)}</p><form method=post action=/note>"
        f'<input type=hidden name=proof value="{proof}"><input name=note><button>Send</button></form>'
    )


def write(record: Record, form: Mapping[str, str], by: str) -> str:
    if not form.get("note"):
        raise UsageError("nothing to note", "note", "a word")
    record.set("note", f"{form['note']} ({by})")
    return "/note"


if __name__ == "__main__":
    host = sys.argv[2] if len(sys.argv) > 2 else "127.0.0.1"
    serve(Path(sys.argv[1]), host, 0, (), lambda address: print(address, flush=True), {"note": Form(draw, write)})
