"""Who met whom, in the form that the shared scorer reads.

    python benchmarks/engagements.py predict DOCS > predictions.jsonl
    python benchmarks/engagements.py predict DOCS --record RECORD > predictions.jsonl     # a record made before

Builds a record of the folder DOCS (nothing configured) and prints one object a line: `{id, kind, participants, start,
end, place, documents}`, one engagement for each group of people and day, the outermost. Score it with the shared
bench, whose README says how: recall and duplicates against an independent key of meetings.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from communique import pipeline
from communique.model.record import EngagementLine
from communique.record import Record


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=["predict"])
    parser.add_argument("docs", type=Path, help="the folder of documents")
    parser.add_argument("--record", type=Path, help="a record of them that is there already")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        path = asked.record or Path(work, "record.db")
        if asked.record is None:
            pipeline.add(path, [asked.docs])
        with Record.open(path) as record:
            names = {d.id: inside(d.path, asked.docs) for d in record.documents()}
            for line in outermost(record.engagements()):
                print(json.dumps(prediction(line, names), ensure_ascii=False))
    return 0


def inside(path: str, docs: Path) -> str:
    """A document's path inside DOCS, as the key writes it."""
    return path.removeprefix(str(docs)).lstrip("/")


def outermost(lines: Iterable[EngagementLine]) -> Iterator[EngagementLine]:
    """Engagements that took or take place on known days, without the parts of one that has the same people and day."""
    known = [line for line in lines if line.when.from_ and line.when.to and line.status in ("held", "planned")]
    by_id = {line.id: line for line in known}
    for line in known:
        above = by_id.get(line.part_of or "")
        if above is not None and people(line) <= people(above) and days(line) == days(above):
            continue
        yield line


def people(line: EngagementLine) -> set[str]:
    return {p.id for p in line.participants}


def days(line: EngagementLine) -> tuple[str, str]:
    return (line.when.from_ or "")[:10], (line.when.to or "")[:10]


def prediction(line: EngagementLine, names: dict[str, str]) -> dict[str, object]:
    start, end = days(line)
    place = ", ".join(part for part in (line.place.name, line.place.country) if part) if line.place else None
    return {
        "id": line.id,
        "kind": line.kind,
        "participants": [p.name for p in line.participants],
        "start": start,
        "end": end,
        "place": place,
        "documents": [names[d] for d in line.documents],
    }


if __name__ == "__main__":
    sys.exit(main())
