"""What the tests of the whole share: the sample collection, and all that a record says."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

import communique
from communique import pipeline
from communique.engine import run_here
from communique.record import Record

Run = Callable[..., subprocess.CompletedProcess[str]]

SAMPLE = Path(communique.__file__).parent / "sample"
REGION = SAMPLE / "lexicon" / "region.toml"
DOCUMENTS = tuple(sorted((SAMPLE / "documents").iterdir()))
LISTINGS = ("documents", "engagements", "actors", "statements", "instruments", "discrepancies", "findings")


def add_here(record: Path, paths: Sequence[Path]) -> None:
    """Adds documents in this process, whose language model stays loaded from one call to the next."""
    pipeline.add(record, paths, lexicon=[REGION], runner=run_here)


def add_each(record: Path, paths: Iterable[Path]) -> None:
    for path in paths:
        add_here(record, [path])


def listings(record: Path) -> dict[str, bytes]:
    """What `communique LISTING --json` prints, for every listing."""
    with Record.open(record) as opened:
        return {
            name: b"".join(msgspec.json.encode(line) + b"\n" for line in getattr(opened, name)()) for name in LISTINGS
        }


def fingerprint(record: Path) -> str:
    with Record.open(record) as opened:
        return opened.fingerprint()
