"""How a server of a record holds under many readers at once: times by kind of page, errors, memory.

    python benchmarks/serving.py RECORD [--readers 50] [--seconds 60] [--pause 0] [--plain]

Starts `communique serve` on a free port, finds what pages there are, and starts it anew with nothing drawn yet. As many
readers, each with a connection of its own, ask for the next page when they have the last (after `--pause` seconds). Two
of three pages are listings, the rest what they lead to. With `--plain` browsers that cannot unpack gzip. Times are from
the first byte sent to the last received. The same seed asks for the same pages.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

LISTS = ("index", "timeline", "documents", "actors", "instruments", "discrepancies", "findings")
THINGS = ("engagement", "document", "actor")
SEARCHED = ("trade", "security", "joint statement", '"free and open"', "ceasefire", "energy partnership", "visit")
LISTINGS = 2 / 3  # of all pages
LIMIT_MS = 250.0  # that 95 of 100 listings must keep
GROWTH = 1.05  # of memory from the second quarter of the run to the last: in the first, pages that were drawn gather


@dataclass
class Seen:
    """What the readers met."""

    times: dict[str, list[float]] = field(default_factory=dict)  # milliseconds by kind of page
    bytes: int = 0
    wrong: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)  # kB, once a second


class Reader:
    """One connection that stays open."""

    def __init__(self, host: str, port: int, packed: bool) -> None:
        self._place = (host, port)
        self._packed = packed
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> tuple[int, bytes]:
        if self._streams is None:
            self._streams = await asyncio.open_connection(*self._place)
        reader, writer = self._streams
        head = f"GET {path} HTTP/1.1\r\nHost: {self._place[0]}:{self._place[1]}\r\n"
        writer.write((head + ("Accept-Encoding: gzip\r\n" if self._packed else "") + "\r\n").encode())
        raw = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", raw)
        body = await reader.readexactly(int(length[1])) if length else b""
        if b"connection: close" in raw:
            writer.close()
            self._streams = None
        return int(raw[9:12]), gzip.decompress(body) if b"content-encoding: gzip" in raw else body


async def addresses(reader: Reader, lots: random.Random) -> dict[str, list[str]]:
    """Addresses by kind of page, found as a visitor would: by following lists."""
    found: dict[str, list[str]] = {name: [] for name in (*LISTS, *THINGS)}
    for name in LISTS:
        path = f"/{name}.html"
        while path:
            found[name].append(path)
            _, body = await reader.get(path)
            page = body.decode()
            for kind in THINGS:
                found[kind] += sorted(set(re.findall(rf'href="({kind}s/{kind[0]}-[0-9a-f]+\.html)"', page)))
            following = re.search(r'rel="next" href="([^"]+)"', page)
            path = f"/{following[1]}" if following and len(found[name]) < 200 else ""
    for kind in THINGS:
        ids = sorted(set(found[kind]))
        found[kind] = ["/" + one for one in lots.sample(ids, min(len(ids), 2000))]
    found["search"] = [f"/search.html?words={quote(words)}" for words in SEARCHED]
    return {kind: paths for kind, paths in found.items() if paths}


async def read(
    reader: Reader, known: dict[str, list[str]], lots: random.Random, end: float, pause: float, seen: Seen
) -> None:
    lists = [kind for kind in known if kind in LISTS]
    things = [kind for kind in known if kind not in LISTS]
    while time.monotonic() < end:
        kind = lots.choice(lists if lots.random() < LISTINGS else things)
        path = lots.choice(known[kind])
        began = time.perf_counter()
        try:
            status, body = await reader.get(path)
        except (OSError, asyncio.IncompleteReadError) as error:
            seen.wrong.append(f"{path}: {error!r}")
            return
        seen.times.setdefault(kind, []).append((time.perf_counter() - began) * 1000)
        seen.bytes += len(body)
        if status != 200 or not body.rstrip().endswith(b"</html>"):
            seen.wrong.append(f"{path}: {status}")
        await asyncio.sleep(pause * lots.uniform(0.5, 1.5) if pause else 0)


async def watch(process: int, seen: Seen) -> None:
    status = Path(f"/proc/{process}/status")
    while status.exists():
        found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text())
        seen.memory.append(int(found[1]) if found else 0)
        await asyncio.sleep(1)


async def survey(address: str, seed: int) -> dict[str, list[str]]:
    host, port = place(address)
    return await addresses(Reader(host, port, True), random.Random(seed))


async def run(address: str, process: int, known: dict[str, list[str]], asked: argparse.Namespace) -> Seen:
    host, port = place(address)
    seen = Seen()
    watching = asyncio.create_task(watch(process, seen))
    end = time.monotonic() + asked.seconds
    readers = [Reader(host, port, not asked.plain) for _ in range(asked.readers)]
    seeds = [random.Random(f"{asked.seed} {n}") for n in range(asked.readers)]
    await asyncio.gather(*(read(r, known, s, end, asked.pause, seen) for r, s in zip(readers, seeds, strict=True)))
    watching.cancel()
    return seen


def place(address: str) -> tuple[str, int]:
    parts = urlsplit(address)
    assert parts.hostname and parts.port
    return parts.hostname, parts.port


@contextmanager
def serving(record: Path) -> Iterator[tuple[str, int]]:
    """A fresh server: its address and the number of its process."""
    command = [sys.executable, "-m", "communique", "serve", "--record", str(record), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            found = re.search(r"http://\S+", server.stdout.readline())
            if not found:
                raise SystemExit("the server does not start")
            yield found[0], server.pid
        finally:
            server.terminate()


def at(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def tell(seen: Seen, asked: argparse.Namespace) -> bool:
    print(f"\n{'kind':14} {'asked':>8} {'p50 ms':>8} {'p95 ms':>8} {'p99 ms':>8} {'most':>8}")
    listings = [t for kind, times in seen.times.items() if kind in LISTS for t in times]
    rows = [
        *seen.times.items(),
        ("all listings", listings),
        ("all", [t for times in seen.times.values() for t in times]),
    ]
    for kind, times in sorted(rows[:-2]) + rows[-2:]:
        if times:
            told = "".join(f" {at(times, share):8.1f}" for share in (0.5, 0.95, 0.99, 1))
            print(f"{kind:14} {len(times):8,}{told}")
    total = sum(len(times) for times in seen.times.values())
    print(
        f"\n{asked.readers} readers, {asked.seconds} s: {total / asked.seconds:,.0f} pages and "
        f"{seen.bytes / asked.seconds / 1e6:,.1f} MB of HTML a second, {len(seen.wrong)} errors"
    )
    quarter = max(1, len(seen.memory) // 4)
    most = [max(seen.memory[at : at + quarter]) / 1024 for at in range(0, 4 * quarter, quarter)]
    print(f"memory of the server, quarter by quarter: {', '.join(f'{m:,.0f} MB' for m in most)}")
    print("\n".join(seen.wrong[:10]))
    return at(listings, 0.95) < LIMIT_MS and not seen.wrong and most[3] < most[1] * GROWTH


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--pause", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--plain", action="store_true")
    asked = parser.parse_args()
    with serving(asked.record) as (address, _):
        known = asyncio.run(survey(address, asked.seed))
    print("addresses:", ", ".join(f"{len(paths):,} {kind}" for kind, paths in known.items()))
    with serving(asked.record) as (address, process):
        kept = tell(asyncio.run(run(address, process, known, asked)), asked)
    print(f"p95 of listings below {LIMIT_MS:g} ms, no error, memory flat: {'yes' if kept else 'no'}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
