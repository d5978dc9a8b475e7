"""The record that is expected of the sample collection, one file a listing in `tests/cases/sample/`.

    .venv/bin/python tools/expect.py            says where the record is another one now
    .venv/bin/python tools/expect.py --write    writes it as it is now; look at the difference before you keep it

`tests/test_cases.py` compares. Nothing else writes these files.
"""

from __future__ import annotations

import argparse
import difflib
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

import communique
from communique import pipeline
from communique.engine import run_here
from communique.record import Record

SAMPLE = Path(communique.__file__).parent / "sample"
CASES = Path(__file__).parents[1] / "tests" / "cases" / "sample"
LISTINGS = ("documents", "engagements", "statements", "discrepancies")
DIFFERENCES = 40  # lines shown of one listing

Line = Mapping[str, Any]


def expected(folder: Path = CASES) -> dict[str, list[str]]:
    """The lines of each listing as they were written. Raises FileNotFoundError for one that is missing."""
    return {name: (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() for name in LISTINGS}


def found() -> dict[str, list[str]]:
    """The same lines from a new record of the whole sample."""
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "record.db"
        documents = sorted((SAMPLE / "documents").iterdir())
        pipeline.add(record, documents, lexicon=[SAMPLE / "lexicon" / "region.toml"], runner=run_here)
        with Record.open(record) as opened:
            return {name: list(_lines(opened, name)) for name in LISTINGS}


def _lines(record: Record, listing: str) -> Iterator[str]:
    """Every line of a listing, sorted; documents are named by their file, and people by name."""
    files = {line.id: Path(line.path).name for line in record.documents()}
    raw = [json.loads(msgspec.json.encode(line)) for line in getattr(record, listing)()]
    yield from sorted(json.dumps(_plain(line, files), ensure_ascii=False) for line in raw)


def _plain(value: Any, files: Mapping[str, str]) -> Any:
    """Without what depends on the place of the sample on this machine, and evidence in short: file, span, words."""
    if isinstance(value, dict):
        if {"document", "start", "end", "quote"} <= value.keys():
            return f"{files[value['document']]} {value['start']}-{value['end']} {value['quote']}"
        return {
            name: _plain(part, files)
            for name, part in value.items()
            if name not in ("path", "obtained") and part is not False and part not in (None, [], "")
        }
    if isinstance(value, list):
        return [_plain(part, files) for part in value]
    return files.get(value, value) if isinstance(value, str) else value


def differences(now: Mapping[str, list[str]], then: Mapping[str, list[str]]) -> Iterator[str]:
    for name in LISTINGS:
        changed = [
            line
            for line in difflib.unified_diff(then.get(name, []), now[name], lineterm="", n=0)
            if not line.startswith(("---", "+++", "@@"))
        ]
        if changed:
            yield f"{name}: {len(changed)} lines"
            yield from changed[:DIFFERENCES]


def main() -> int:
    parser = argparse.ArgumentParser(description="The record that is expected of the sample collection.")
    parser.add_argument("--write", action="store_true", help="write it as it is now")
    chosen = parser.parse_args()
    now = found()
    try:
        then = expected()
    except FileNotFoundError as error:
        print(f"{error.filename} is missing", file=sys.stderr)
        then = {}
    told = list(differences(now, then))
    print("\n".join(told) if told else "the record is as expected")
    if chosen.write:
        CASES.mkdir(parents=True, exist_ok=True)
        for name, lines in now.items():
            (CASES / f"{name}.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        print(f"written to {CASES}")
        return 0
    return 1 if told else 0


if __name__ == "__main__":
    raise SystemExit(main())
