"""From the seeds, the key and the program's listings to what is compared."""

from __future__ import annotations

import hashlib
import json
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from compared import Actor, Engagement, Header, Key, Meeting, Record, Sheet, Span, Statement, Texts, Truth, folded


class Unmeasurable(Exception):
    """Nothing could be measured; the message says in one line why and what to try."""


def read_seeds(folder: Path, key_path: Path) -> tuple[Texts, Key]:
    """The seeds' texts and the key; raises Unmeasurable where a seed is missing or another."""
    if not folder.is_dir():
        raise Unmeasurable(f"no seeds at {folder}: nothing is scored; name their folder with --seeds")
    raw: dict[str, Any] = json.loads(key_path.read_text(encoding="utf-8"))
    texts: dict[str, str] = {}
    for entry in raw["documents"]:
        path = folder / entry["file"]
        if not path.is_file():
            raise Unmeasurable(f"{path} is missing: nothing is scored")
        if hashlib.sha256(path.read_bytes()).hexdigest() != entry["sha256"]:
            raise Unmeasurable(f"{path} is not the file that the key was made for: nothing is scored")
        with path.open(encoding="utf-8-sig", newline=None) as file:
            texts[entry["file"]] = file.read()
    seeds = Texts(texts)
    return seeds, read_key(raw, seeds)


def read_key(raw: Mapping[str, Any], texts: Texts) -> Key:
    def spans(file: str, pairs: Iterable[Sequence[int]]) -> tuple[Span, ...]:
        return tuple(Span(file, start, end) for start, end in pairs)

    def named(reference: Mapping[str, Any]) -> str:
        return texts.quote(Span(reference["file"], reference["start"], reference["end"]))

    return Key(
        sheets=tuple(
            Sheet(
                d["file"],
                d["sha256"],
                frozenset(d["kinds"]),
                spans(d["file"], d["furniture"]),
                d["published"]["from"],
                d["published"]["to"],
            )
            for d in raw["documents"]
        ),
        actors=tuple(
            Actor(
                slug,
                a["kind"] == "person",
                tuple(folded(n) for n in (*(named(r) for r in a["names"]), *a.get("also", ()))),
            )
            for slug, a in raw["actors"].items()
        ),
        statements=tuple(
            Truth(
                s["id"],
                s["document"],
                spans(s["document"], s["content"]),
                spans(s["document"], s.get("reach", ())),
                tuple(frozenset(x) for x in (s["speakers"], *s.get("accept", ()))),
                (s["act"], *s.get("accept_acts", ())),
                s.get("optional", False),
                "within" in s,
            )
            for s in raw["statements"]
        ),
        engagements=tuple(
            Meeting(
                id=e["id"],
                kinds=frozenset(e["kinds"]),
                statuses=frozenset(e["status"]),
                participants=frozenset(e["participants"]),
                first_day=e["from"],
                last_day=e["to"],
                places=tuple(named(r) for r in e["places"]),
                country=e["country"],
                place_required=e.get("place_required", False),
                may_be_split=e.get("may_be_split", False),
                optional=e.get("optional", False),
                files=frozenset(e["documents"]),
                may_also=frozenset(e.get("may_also", ())),
                mentions=tuple(m for file, pairs in e["documents"].items() for m in spans(file, pairs)),
            )
            for e in raw["engagements"]
        ),
        stamps=tuple(tuple(Span(r["file"], r["start"], r["end"]) for r in d["readings"]) for d in raw["discrepancies"]),
    )


def read_record(program: str, seeds: Path, texts: Texts, key: Key) -> Record:
    """Add the seeds to a record of their own and read its listings."""

    def ran(record: Path, *words: str) -> str:
        command = [program, "--record", str(record), *words]
        try:
            done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        except OSError as error:
            raise Unmeasurable(f"{program} cannot be run ({error.strerror}): name it with --communique") from error
        if done.returncode != 0:
            last = (done.stderr.strip() or done.stdout.strip() or "no message").splitlines()[-1]
            raise Unmeasurable(f"communique {words[0]} exits with {done.returncode}: {last}")
        return done.stdout

    def listed(record: Path, noun: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in ran(record, noun, "--json").splitlines() if line.strip()]

    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "record.db"
        ran(record, "add", str(seeds))
        documents, statements, engagements, discrepancies = (
            listed(record, noun) for noun in ("documents", "statements", "engagements", "discrepancies")
        )
    known = {sheet.file for sheet in key.sheets}
    file_of = {d["id"]: Path(d["path"]).name for d in documents if Path(d["path"]).name in known}
    inexact = 0

    def evidence(items: Iterable[Mapping[str, Any]] | None) -> tuple[Span, ...]:
        nonlocal inexact
        found: list[Span] = []
        for item in items or ():
            if item["document"] in file_of:
                span = Span(file_of[item["document"]], item["start"], item["end"])
                inexact += texts.quote(span) != item["quote"]
                found.append(span)
        return tuple(found)

    return Record(
        headers=tuple(
            Header(file_of[d["id"]], d["kind"] or "", *days(d["published"])) for d in documents if d["id"] in file_of
        ),
        statements=tuple(
            Statement(
                s["id"],
                file_of[s["document"]],
                evidence(s["content"]),
                evidence(s["source"]) + evidence(s["cue"]),
                tuple(x["name"] for x in s["speakers"]),
                s["act"],
            )
            for s in statements
            if s["document"] in file_of
        ),
        engagements=tuple(
            Engagement(
                e["id"],
                e["kind"],
                e["status"],
                tuple(p["name"] for p in e["participants"]),
                *days(e["when"]),
                (e["place"] or {}).get("name") or "",
                (e["place"] or {}).get("country") or "",
                frozenset(file_of[d] for d in e["documents"] if d in file_of),
                evidence(e["evidence"]),
            )
            for e in engagements
        ),
        discrepancies=tuple(tuple(evidence(r["evidence"]) for r in d["readings"]) for d in discrepancies),
        inexact=inexact,
    )


def days(when: Mapping[str, Any] | None) -> tuple[str, str]:
    """The first and the last day of a When, empty where it is open."""
    return ((when or {}).get("from") or "")[:10], ((when or {}).get("to") or "")[:10]
