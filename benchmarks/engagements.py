"""Who met whom, in the form that the shared scorer reads.

    python benchmarks/engagements.py predict DOCS > predictions.jsonl
    python benchmarks/engagements.py predict DOCS --record RECORD > predictions.jsonl     # a record made before

Builds a record of the folder DOCS (nothing configured) and prints one object a line: `{id, kind, participants, start,
end, place, documents}`, one engagement for each group of people and day, the outermost: a visit or summit stands for
the meeting, press conference and signing of the same people on its days, a summit of three and more also for the
meetings on its days of people who are all at it, with their documents and, where it names no place, theirs. Calls
stand for themselves. What nobody or only one is known to have attended (but for visits), and what is known to a week, a
month or a year only, is no answer to who met whom on which day, and is not printed; the record has it.
Score it with the shared bench, whose README says how: recall and duplicates against an independent key of meetings.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
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
            documents = {d.id: inside(d.path, asked.docs) for d in record.documents()}
            titles = {a.id: a.offices[0].title for a in record.actors() if a.kind == "person" and a.offices}
            for line, rest in outermost(record.engagements()):
                print(json.dumps(prediction(line, rest, documents, titles), ensure_ascii=False))
    return 0


def inside(path: str, docs: Path) -> str:
    """A document's path inside DOCS, as the key writes it."""
    return path.removeprefix(str(docs)).lstrip("/")


def outermost(lines: Iterable[EngagementLine]) -> Iterator[tuple[EngagementLine, list[EngagementLine]]]:
    """Engagements that took or take place on known days, each with those that it stands for: its parts of no other
    people, and what the same people did on the same days."""
    known = [line for line in lines if line.status in ("held", "planned") and dated(line) and met(line)]
    by_id = {line.id: line for line in known}
    groups: dict[tuple[bool, tuple[str, str], frozenset[str]], list[EngagementLine]] = {}
    for line in known:
        top, above = line, by_id.get(line.part_of or "")
        while above is not None and people(top) <= people(above) and within(top, above):
            top, above = above, by_id.get(above.part_of or "")
        groups.setdefault((top.kind == "call", days(top), frozenset(people(top))), []).append(line)
    summits = [key for key, group in groups.items() if any(line.kind == "summit" for line in group) and len(key[2]) > 2]
    for key in [key for key in groups if not key[0] and key not in summits]:
        around = [s for s in summits if key[2] <= s[2] and s[1][0] <= key[1][0] and key[1][1] <= s[1][1]]
        if len(around) == 1:
            groups[around[0]] += groups.pop(key)
    for group in groups.values():
        first, *rest = sorted(group, key=lambda line: (OUTERMOST.index(line.kind), line.status != "held", line.id))
        yield first, rest


OUTERMOST = ("summit", "visit", "meeting", "call", "press_conference", "signing", "event")
WEEK = 6  # days after a Monday on which its Sunday lies
LONGEST = 14  # days of a stay


def met(line: EngagementLine) -> bool:
    """Whether somebody is known to have met somebody; a guest is somewhere, whoever receives him."""
    return len(line.participants) > 1 or (line.kind == "visit" and len(line.participants) == 1)


def dated(line: EngagementLine) -> bool:
    """Whether its day is known, or its days are: not where all that is said is "last week" or "in May"."""
    first, last = days(line)
    if line.when.precision not in ("day", "minute") or not first or not last:
        return False
    start, length = date.fromisoformat(first), (date.fromisoformat(last) - date.fromisoformat(first)).days
    if line.kind in ("visit", "summit", "event"):
        return length <= LONGEST and not (start.weekday() == 0 and length == WEEK)
    return length <= 1


def within(line: EngagementLine, above: EngagementLine) -> bool:
    (first, last), (begin, end) = days(line), days(above)
    return begin <= first and last <= end


def people(line: EngagementLine) -> set[str]:
    return {p.id for p in line.participants}


def days(line: EngagementLine) -> tuple[str, str]:
    return (line.when.from_ or "")[:10], (line.when.to or "")[:10]


def prediction(
    line: EngagementLine, rest: list[EngagementLine], documents: dict[str, str], titles: dict[str, str]
) -> dict[str, object]:
    start, end = days(line)
    placed = next((one.place for one in (line, *rest) if one.place is not None), None)
    place = ", ".join(dict.fromkeys(part for part in (placed.name, placed.country) if part)) if placed else None
    return {
        "id": line.id,
        "kind": line.kind,
        "participants": [called(p.id, p.name, titles) for p in line.participants],
        "start": start,
        "end": end,
        "place": place,
        "documents": [documents[d] for d in dict.fromkeys(d for one in (line, *rest) for d in one.documents)],
    }


def called(actor: str, name: str, titles: dict[str, str]) -> str:
    """A person of one name is told apart by the office: King X, Pope Y."""
    return f"{titles[actor]} {name}" if " " not in name and actor in titles else name


if __name__ == "__main__":
    sys.exit(main())
