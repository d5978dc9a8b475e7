"""How the cost of a record grows with its documents, and what one more document costs.

    python benchmarks/growth.py FOLDER [--sizes 500 1000 2000] [--adds 50] [--seed 1] [--keep FOLDER]

FOLDER holds the documents. `--adds` of them, drawn by seed, are kept aside; records are built of the first N of the
others in an order drawn by seed, and of all of them. For each record it prints the CPU of `add`, of linking in it, and
the largest process; then those kept aside are added one by one, in a process that has read and marked before, and each
to an empty record: the CPU of the process, at the median and the 90th percentile; at last how long whole commands take
on the record. A record that `--keep` has from an earlier call is not built again: its own cost is then not printed.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from watched import run

SELF = [sys.executable, str(Path(__file__))]
REPEATS = 5  # of each command; the median is printed


def main() -> int:
    if len(sys.argv) > 1 and sys.argv[1] in PARTS:
        PARTS[sys.argv[1]](*sys.argv[2:])
        return 0
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="documents")
    parser.add_argument("--sizes", type=int, nargs="*", default=[500, 1000, 2000], help="of the smaller records")
    parser.add_argument("--adds", type=int, default=50, help="documents that are added one by one")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="keep the records in this folder")
    asked = parser.parse_args()
    documents = sorted(path for path in asked.folder.rglob("*") if path.is_file())
    random.Random(asked.seed).shuffle(documents)
    aside, others = documents[: asked.adds], documents[asked.adds :]
    if not aside or not others:
        print(f"growth: too few documents in {asked.folder}", file=sys.stderr)
        return 2
    sizes = sorted({size for size in asked.sizes if size < len(others)} | {len(others)})
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        keep = asked.keep or work / "records"
        keep.mkdir(parents=True, exist_ok=True)
        alone = _added_each(work, aside, None)
        _report(work, keep, others, sizes, aside, alone)
    return 0


def _report(
    work: Path, keep: Path, others: list[Path], sizes: list[int], aside: list[Path], alone: list[float]
) -> None:
    print("| documents | CPU s of `add` | of it linking | wall s | largest process MB | MB of the record |")
    print("|---|---|---|---|---|---|")
    for size in sizes:
        print(f"| {size:,} | {_built(work, keep / f'{size}.db', others[:size])} |", flush=True)
    print(f"\n| one of {len(aside)} more, added to | CPU ms, median | 90th percentile | times that of an empty one |")
    print("|---|---|---|---|")
    each = {0: alone} | {size: _added_each(work, aside, keep / f"{size}.db") for size in sizes}
    for size, cpu in each.items():
        median, slow = statistics.median(cpu), statistics.quantiles(cpu, n=10)[-1]
        times = median / statistics.median(alone)
        print(f"| {size:,} documents | {1000 * median:.0f} | {1000 * slow:.0f} | {times:.2f} |")
    print("\n| command | wall ms | CPU ms | lines |")
    print("|---|---|---|---|")
    for command in _commands(keep / f"{sizes[-1]}.db"):
        print(f"| `communique {' '.join(command)}` | {_timed(keep / f'{sizes[-1]}.db', command)} |", flush=True)


# building and adding, each in a process of its own


def _built(work: Path, record: Path, documents: list[Path]) -> str:
    if record.exists():
        return f" | | | | {record.stat().st_size / 1e6:.0f}"
    listed, out = work / "documents.json", work / "built.json"
    listed.write_text(json.dumps([str(path) for path in documents]))
    unfinished = record.with_suffix(".unfinished")
    cost = run([*SELF, "build", str(unfinished), str(listed)], out)
    linking = json.loads(out.read_text().splitlines()[-1])
    unfinished.rename(record)
    return (
        f"{cost.cpu:.0f} | {linking:.1f} | {cost.wall:.0f} | {cost.megabytes:.0f} | {record.stat().st_size / 1e6:.0f}"
    )


def build(record: str, listed: str) -> None:
    """Adds the documents of a list; prints the CPU seconds of this process while it linked."""
    from communique import pipeline

    began: list[float] = []

    def progress(stage: str, done: int, total: int) -> None:
        if stage == "link" and not done:
            began.append(time.process_time())

    pipeline.add(Path(record), [Path(path) for path in json.loads(Path(listed).read_text())], progress=progress)
    print(json.dumps(time.process_time() - began[0]))


def _added_each(work: Path, documents: list[Path], record: Path | None) -> list[float]:
    """The CPU seconds of adding each document: one after the other to a copy of the record, or each to an empty one."""
    listed = work / "aside.json"
    listed.write_text(json.dumps([str(path) for path in documents]))
    copy = work / "copy.db"
    if record is not None:
        shutil.copy(record, copy)
    told = subprocess.run(
        [*SELF, "each", str(listed), *([str(copy)] if record is not None else [])],
        capture_output=True,
        text=True,
        check=True,
    )
    for left in work.glob("copy.db*"):
        left.unlink()
    found: list[float] = json.loads(told.stdout)
    return found


def each(listed: str, record: str | None = None) -> None:
    """Adds the documents of a list, in this process, and prints the CPU seconds of each."""
    from communique import pipeline
    from communique.engine import run_here

    documents = [Path(path) for path in json.loads(Path(listed).read_text())]
    spent = []
    with tempfile.TemporaryDirectory() as work:

        def add(document: Path, into: Path) -> float:
            before = _cpu()
            pipeline.add(into, [document], runner=run_here)
            return _cpu() - before

        for number, document in enumerate(documents):  # a process that has read and marked before is warm
            add(document, Path(work, f"warm-{number}.db"))
        for number, document in enumerate(documents):
            spent.append(add(document, Path(record) if record else Path(work, f"{number}.db")))
    print(json.dumps(spent))


def _cpu() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


PARTS: dict[str, Callable[..., None]] = {"build": build, "each": each}

# commands


def _commands(record: Path) -> list[list[str]]:
    from communique.record import Record

    with Record.open(record) as opened:
        engagement = opened.db.value("SELECT id FROM engagement ORDER BY id LIMIT 1")
        document = opened.db.value("SELECT id FROM document ORDER BY id LIMIT 1")
        common = "SELECT a.name, a.id FROM actor a JOIN figure_actor l ON l.actor = a.id GROUP BY a.id"
        person, actor = opened.db.row(f"{common} ORDER BY a.kind <> 'person', count(*) DESC, a.id LIMIT 1") or ("", "")
    return [
        *(["timeline"], ["timeline", "--by", person], ["show", engagement], ["show", document], ["show", actor]),
        *(["documents"], ["documents", "--since", "2022", "--limit", "20"], ["statements", "--by", person]),
        *(["statements", "--by", person, "--act", "condemn"], ["engagements", "--kind", "call"]),
        *(["engagements", "--by", person, "--limit", "20"], ["actors", "--limit", "20"], ["findings", "--limit", "20"]),
    ]


def _timed(record: Path, command: list[str]) -> str:
    walls, cpus = [], []
    lines = 0
    for _ in range(REPEATS):
        before = _cpu()
        began = time.monotonic()
        out = subprocess.run(
            [sys.executable, "-m", "communique", "--record", str(record), *command], capture_output=True, check=True
        ).stdout
        walls.append(time.monotonic() - began)
        cpus.append(_cpu() - before)
        lines = out.count(b"\n")
    return f"{1000 * statistics.median(walls):.0f} | {1000 * statistics.median(cpus):.0f} | {lines:,}"


if __name__ == "__main__":
    sys.exit(main())
